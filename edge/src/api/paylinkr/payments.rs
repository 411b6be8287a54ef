//! `/api/v1/incoming-payments`: every sighting of money, whatever became of it, and what unmatched
//! money was for.

use shared::draft::{Text, limits};
use shared::json::Object;
use shared::payment::Disposition;

use super::wire::{invoice_out, list_out};
use crate::actions::assign_payment;
use crate::actions::step::Writer;
use crate::api::body;
use crate::api::csv::Csv;
use crate::fault::Fault;
use crate::gate::scope::{PaymentsRead, PaymentsWrite};
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::store::payment::{self, Filter, Listed};
use crate::store::{invoice as invoices, merchant, rate};

/// The most payments that one file holds.
const FILE_ROWS_MAX: i64 = 5_000;

/// The columns of the file, and the fields of a payment, in the same words.
const COLUMNS: [&str; 20] = [
    "id",
    "mode",
    "disposition",
    "state",
    "invoiceId",
    "paymentNetwork",
    "asset",
    "amount",
    "destinationAddress",
    "senderAddress",
    "reference",
    "transaction",
    "at",
    "note",
    "valueCurrency",
    "value",
    "rate",
    "rateSources",
    "rateAt",
    "createdAt",
];

/// `GET /api/v1/incoming-payments`
pub async fn list(call: Call<PaymentsRead>) -> Outcome {
    let page = body::page(&call.request, 20)?;
    let filter = filter(&call)?;
    let mut answers = call.load(payment::page(&call.owner(), &filter, page).to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let listed: Vec<Listed> = answers.rows().iter().filter_map(payment::read_listed).collect();
    let data: Vec<Object> = listed.iter().map(|listed| out(&call, listed)).collect();
    Ok(Reply::new(200, list_out(&data, total, page)))
}

/// `GET /api/v1/incoming-payments.csv`: the newest 5,000 of the list.
pub async fn file(call: Call<PaymentsRead>) -> Outcome {
    let filter = filter(&call)?;
    let load = payment::newest(&call.owner(), &filter, FILE_ROWS_MAX);
    let mut answers = call.load(vec![load]).await?;
    let mut csv = Csv::new(&COLUMNS);
    for listed in answers.rows().iter().filter_map(payment::read_listed) {
        csv.line(cells(&call, &listed));
    }
    Ok(Reply::csv("incoming-payments.csv", csv.text()))
}

/// `POST /api/v1/incoming-payments/:id/assign`: `invoice` says what unmatched money was for.
pub async fn assign(call: Call<PaymentsWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let invoice = fields.text("invoice", Text::line(limits::NAME));
    let invoice = invoice.map_err(|why| body::invalid("invoice", &why))?;
    let invoice = invoice.ok_or_else(|| body::invalid("invoice", "is required"))?;
    let owner = call.owner();
    let mut statements = vec![payment::one(&owner, call.param("id")), merchant::load(&owner)];
    statements.push(rate::around_payment(&owner, call.param("id")));
    statements.extend(invoices::one(&owner, &invoice));
    let mut answers = call.load(statements).await?;
    let listed = answers.row().as_ref().and_then(payment::read_listed);
    let listed = listed.ok_or(Fault::Missing("payment"))?;
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    let minutes = rate::read_minutes(&answers.rows());
    let record = invoices::read_one(&mut answers);
    let mut record = record.ok_or_else(|| body::invalid("invoice", "is no invoice of yours"))?;
    record.know(&minutes);
    let (lease, actor) = (call.app.token(), call.known().key_id.clone());
    let writer = Writer::new(&call.app, &merchant, &actor, Some(&lease), call.now());
    let writer = Writer { minutes: &minutes, ..writer };
    let statements = assign_payment::assign(&listed, &mut record, &writer)?;
    let reply = Reply::new(200, invoice_out(&call.app, &record).text());
    call.save(reply.then_all(writer.after(&record)).heeding(&fields), statements).await
}

fn filter(call: &Asked) -> Result<Filter, Fault> {
    let request = &call.request;
    let disposition = match request.param("disposition") {
        None => None,
        Some(word) => Some(Disposition::parse(word).ok_or_else(|| {
            let words = Disposition::ALL.map(Disposition::code).join(", ");
            body::invalid("disposition", &format!("must be one of {words}"))
        })?),
    };
    Ok(Filter {
        disposition,
        after: body::instant(request, "after")?,
        before: body::instant(request, "before")?,
    })
}

fn out(call: &Asked, listed: &Listed) -> Object {
    let mut out = Object::new();
    for (name, cell) in COLUMNS.into_iter().zip(cells(call, listed)) {
        out.put(name, cell);
    }
    out
}

/// The values of the columns.
fn cells(call: &Asked, listed: &Listed) -> [Option<String>; 20] {
    let seen = &listed.payment.seen;
    let worth = listed.worth.as_ref();
    let own = |text: &str| Some(text.to_owned());
    [
        own(&listed.id),
        own(call.known().owner.mode.code()),
        own(listed.payment.disposition.code()),
        own(seen.state.code()),
        listed.invoice.clone(),
        own(seen.network.code()),
        own(&seen.asset_code),
        Some(seen.amount.print(seen.scale)),
        own(&seen.destination),
        seen.sender.clone(),
        seen.reference.clone(),
        own(&seen.transaction),
        Some(seen.at.to_string()),
        listed.note.clone(),
        worth.map(|worth| worth.fiat.code().to_owned()),
        worth.map(|worth| worth.value.print(2)),
        worth.map(|worth| worth.rate.clone()),
        worth.map(|worth| worth.sources.clone()),
        worth.map(|worth| worth.at.to_string()),
        Some(listed.created_at.to_string()),
    ]
}
