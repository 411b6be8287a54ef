//! `GET /v1/payments`: what was asked of payers, and what became of it. Every invoice of the
//! merchant is one, whichever API made it.

use shared::invoice::{Exceptions, Said, Status};
use shared::json::Object;
use shared::time::{DAY_MS, Instant};
use shared::zone::Zone;

use super::links::PER_PAGE;
use super::wire::{page_out, zone};
use crate::actions::tell_payrequest;
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::BillingRead;
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::http::Request;
use crate::store::invoice::{self as invoices, Record};
use crate::store::invoice_list::{self as lists, Filter};

/// What the days may be called; the seed lost the names.
pub(crate) const FROM: [&str; 3] = ["date_from", "from", "start_date"];
/// The last of them.
pub(crate) const TO: [&str; 3] = ["date_to", "to", "end_date"];

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
    let mut first = None;
    for name in names {
        let Some(text) = request.param(name).filter(|text| !text.is_empty()) else { continue };
        let begin = zone.begin_of(text);
        let begin = begin.ok_or_else(|| body::invalid(name, "must be a day such as 2026-01-15"))?;
        first = first.or(Some(zone.instant(zone.wall_ms(begin) + days * DAY_MS)));
    }
    Ok(first)
}

/// An invoice as a payment.
fn payment_out(call: &Asked, record: &Record, zone: &Zone) -> Object {
    let mut out = tell_payrequest::data(record, zone);
    out.put("status", record.books.said().payrequest)
        .put("order_id", record.order_id.as_ref())
        .put("url", call.app.url(&format!("/pay/{}", record.public_id)))
        .put("created_at", zone.print(record.created_at));
    out
}
