//! `GET /v1/payments`: what was asked of payers, and what became of it. Every invoice of the
//! merchant is one, whichever API made it.

use shared::currency::Fiat;
use shared::invoice::{Exceptions, Said, Status};
use shared::json::Object;
use shared::time::{DAY_MS, Instant};
use shared::zone::Zone;

use super::links::PER_PAGE;
use super::wire::{amount_out, at, page_out, zone};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::BillingRead;
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::http::Request;
use crate::store::invoice::{self as invoices, Record};
use crate::store::invoice_list::{self as lists, Filter};

/// What the days may be called; the seed lost the names.
const FROM: [&str; 3] = ["date_from", "from", "start_date"];
const TO: [&str; 3] = ["date_to", "to", "end_date"];

/// `GET /v1/payments`
pub async fn list(call: Call<BillingRead>) -> Outcome {
    let page = body::page_of(&call.request, "per_page", PER_PAGE)?;
    let zone = zone(&call);
    let filter = filter(&call.request, &zone)?;
    let mut answers =
        call.load(lists::page(&call.owner(), &filter, page, call.now()).to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let records = invoices::read_many(&mut answers);
    let records: Vec<Record> = records.into_iter().map(|one| one.at(call.now())).collect();
    let rows: Vec<Object> =
        records.iter().map(|record| payment_out(&call, record, &zone)).collect();
    Ok(Reply::new(200, page_out(&rows, total, page)))
}

fn filter(request: &Request, zone: &Zone) -> Result<Filter, Fault> {
    let text = |name: &str| request.param(name).filter(|text| !text.is_empty());
    Ok(Filter {
        statuses: statuses(text("status"))?,
        title_has: text("description").map(str::to_owned),
        named: text("reference").map(str::to_owned),
        created_after: day(request, FROM, zone, 0)?,
        created_before: day(request, TO, zone, 1)?,
        ..Filter::default()
    })
}

/// The statuses that this dialect has one word for.
fn statuses(word: Option<&str>) -> Result<Vec<Status>, Fault> {
    let Some(word) = word else { return Ok(Vec::new()) };
    let said = |status: &Status| Said::of(*status, Exceptions::default()).payrequest == word;
    let statuses: Vec<Status> = Status::ALL.into_iter().filter(said).collect();
    if statuses.is_empty() {
        return Err(body::invalid("status", "must be one of paid, open, pending, failed"));
    }
    Ok(statuses)
}

/// The midnight with which a day begins, or so many days later, on the merchant's clocks.
fn day(
    request: &Request,
    names: [&str; 3],
    zone: &Zone,
    days: i64,
) -> Result<Option<Instant>, Fault> {
    let given = names.into_iter().find_map(|name| Some((name, request.param(name)?)));
    let Some((name, text)) = given.filter(|(_, text)| !text.is_empty()) else { return Ok(None) };
    let begin = zone.begin_of(text);
    let begin = begin.ok_or_else(|| body::invalid(name, "must be a day such as 2026-01-15"))?;
    Ok(Some(zone.instant(zone.wall_ms(begin) + days * DAY_MS)))
}

/// An invoice as a payment. Its amount is what was asked, or what a payer chose and paid.
fn payment_out(call: &Asked, record: &Record, zone: &Zone) -> Object {
    let books = &record.books;
    let asset = books.terms.asset;
    let (currency, amount) = match record.price {
        Some((fiat, amount)) => (fiat.code(), Some(amount_out(amount, Fiat::SCALE))),
        None => {
            let paid = Some(books.received()).filter(|received| !received.is_nothing());
            let amount = books.terms.due.or(paid);
            (asset.code(), amount.map(|amount| amount_out(amount, asset.scale())))
        }
    };
    let newest = books.payments.iter().rev().find(|payment| payment.counts());
    let mut out = Object::new();
    out.put("id", record.number)
        .put("amount", amount)
        .put("currency", currency)
        .put("description", &record.title)
        .put("status", books.said().payrequest)
        .put("payment_link_id", record.sale.as_ref().map(|sale| sale.number))
        .put("payment_method", newest.map(|payment| payment.seen.asset_code.to_ascii_lowercase()))
        .put("reference", newest.map(|payment| &payment.seen.transaction))
        .put("order_id", record.order_id.as_ref())
        .put("url", call.app.url(&format!("/pay/{}", record.public_id)))
        .put("paid_at", books.paid_at.map(|paid| at(zone, paid)))
        .put("created_at", at(zone, record.created_at))
        .put("customer", customer_out(record));
    out
}

/// Who is asked, if anybody is known.
fn customer_out(record: &Record) -> Option<Object> {
    let (name, email) = (record.customer_name.as_ref(), record.customer_email.as_ref());
    (name.is_some() || email.is_some()).then(|| {
        let mut out = Object::new();
        out.put("id", None::<i64>).put("name", name).put("email", email);
        out
    })
}
