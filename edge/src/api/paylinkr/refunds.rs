//! `/api/v1/invoices/:id/refunds`: money that goes back. The merchant writes it down and sends it;
//! it is a refund once the ledger shows it.

use shared::draft::{FieldErrors, Fields, Text, limits};
use shared::json::Object;
use shared::money::Amount;

use super::wire::list_out;
use crate::actions::refund_invoice::{self, draw, read_address, refundable};
use crate::actions::step::Writer;
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{InvoicesRead, InvoicesWrite};
use crate::gate::{Call, Outcome, Reply};
use crate::store::invoice::{self as invoices, Record};
use crate::store::refund::{self, Refund};
use crate::store::{Page, merchant};

/// `POST /api/v1/invoices/:id/refunds`: `amount` (what arrived beyond what was asked) and `address`
/// (the one that the payer left).
pub async fn create(call: Call<InvoicesWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let (owner, id) = (call.owner(), call.param("id"));
    let mut statements = invoices::one(&owner, id).to_vec();
    statements.push(refund::of_invoice(&owner, id));
    statements.push(merchant::load(&owner));
    let mut answers = call.load(statements).await?;
    let mut record = invoices::read_one(&mut answers).ok_or(Fault::Missing("invoice"))?;
    let refunds: Vec<Refund> = answers.rows().iter().filter_map(refund::read).collect();
    if record.address().is_none() {
        let text = "Refund this at your payment provider; PayLinkr sees it there.".to_owned();
        return Err(Fault::Refused("refund_at_psp", text).into());
    }
    let most = refundable(&record, &refunds);
    if most.is_nothing() {
        let text = "Nothing of this invoice is left to give back.".to_owned();
        return Err(Fault::Refused("nothing_to_refund", text).into());
    }
    let mut errors = FieldErrors::default();
    let amount = errors.optional("amount", amount(&fields, &record, most));
    let address = errors.optional("address", address(&call, &fields, &record));
    errors.or(()).map_err(Fault::Invalid)?;
    let (amount, address) = (amount.unwrap_or(most), address.unwrap_or_default());
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    let actor = call.known().key_id.clone();
    let writer = Writer::new(&call.app, &merchant, &actor, None, call.now());
    let refund = draw(&call.app, &record, amount, address);
    let reply = Reply::new(201, out(&refund).text()).heeding(&fields);
    call.save(reply, refund_invoice::statements(&refund, &mut record, &writer)).await
}

/// `DELETE /api/v1/invoices/:id/refunds/:refund`: one that has not left.
pub async fn take_back(call: Call<InvoicesWrite>) -> Outcome {
    let (owner, id) = (call.owner(), call.param("refund"));
    let mut statements = vec![refund::one(&owner, id), merchant::load(&owner)];
    statements.extend(invoices::one_refunded(&owner, id));
    let mut answers = call.load(statements).await?;
    let refund = answers.row().as_ref().and_then(refund::read).ok_or(Fault::Missing("refund"))?;
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    let record = invoices::read_one(&mut answers);
    let asked = call.param("id");
    let own = |record: &Record| record.id.as_str() == asked || record.public_id == asked;
    let mut record = record.filter(own).ok_or(Fault::Missing("refund"))?;
    let actor = call.known().key_id.clone();
    let writer = Writer::new(&call.app, &merchant, &actor, None, call.now());
    let statements = refund_invoice::take_back(&refund, &mut record, &writer)?;
    call.save(Reply::new(200, out(&refund).text()), statements).await
}

/// `GET /api/v1/invoices/:id/refunds`: all of them, the oldest first.
pub async fn list(call: Call<InvoicesRead>) -> Outcome {
    let (owner, id) = (call.owner(), call.param("id"));
    let mut statements = invoices::one(&owner, id).to_vec();
    statements.push(refund::of_invoice(&owner, id));
    let mut answers = call.load(statements).await?;
    invoices::read_one(&mut answers).ok_or(Fault::Missing("invoice"))?;
    let refunds: Vec<Refund> = answers.rows().iter().filter_map(refund::read).collect();
    let data: Vec<Object> = refunds.iter().map(out).collect();
    let total = i64::try_from(data.len()).unwrap_or_default();
    let page = Page { page: 1, limit: total.max(1) };
    Ok(Reply::new(200, list_out(&data, total, page)))
}

fn amount(fields: &Fields, record: &Record, most: Amount) -> Result<Option<Amount>, String> {
    let scale = record.books.terms.asset.scale();
    let excess = Some(record.books.excess()).filter(|excess| !excess.is_nothing());
    let amount = match fields.number_text("amount")? {
        Some(text) => Amount::parse_payable(text, scale).map_err(|error| error.to_string())?,
        None => excess.map_or(most, |excess| excess.min(most)),
    };
    if amount > most {
        return Err(format!("is more than the {} that can go back", most.print(scale)));
    }
    Ok(Some(amount))
}

fn address(
    call: &crate::gate::Asked,
    fields: &Fields,
    record: &Record,
) -> Result<Option<String>, String> {
    let given = fields.text("address", Text::line(limits::NAME))?;
    let text = given.or_else(|| record.return_address.clone());
    let text = text.ok_or_else(|| "is required: the payer left no address".to_owned())?;
    read_address(&call.app, record, &text).map(Some)
}

/// A refund as it is written.
fn out(refund: &Refund) -> Object {
    let scale = refund.asset.scale();
    let mut out = Object::new();
    out.put("id", &refund.id)
        .put("invoiceId", &refund.invoice)
        .put("status", if refund.sent_at.is_some() { "sent" } else { "awaiting" })
        .put("amount", refund.amount.print(scale))
        .put("asset", refund.asset.code())
        .put("paymentNetwork", refund.network.code())
        .put("address", &refund.address)
        .put("sourceAddress", &refund.source)
        .put("transaction", refund.transaction.as_ref())
        .put("createdAt", refund.created_at)
        .put("sentAt", refund.sent_at);
    out
}
