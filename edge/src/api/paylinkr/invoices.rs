//! `/api/v1/invoices`: create, read, list, act.

use shared::draft::{InvoiceDraft, Price};
use shared::invoice::Status;
use shared::money::Amount;

use super::wire::{invoice_out, list_out};
use crate::actions::act_on_invoice::{Act, act};
use crate::actions::create_invoice;
use crate::actions::quote;
use crate::actions::step::Writer;
use crate::api::body;
use crate::api::csv::Csv;
use crate::app::After;
use crate::fault::Fault;
use crate::gate::scope::{InvoicesRead, InvoicesWrite};
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::store::invoice::{self as invoices, Record};
use crate::store::invoice_list::{self as lists, Filter};
use crate::store::payment::{self, Worth};
use crate::store::{Page, merchant};

/// The most invoices that one file holds.
const FILE_ROWS_MAX: i64 = 2_000;

/// `POST /api/v1/invoices`
pub async fn create(call: Call<InvoicesWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let draft = InvoiceDraft::check(&fields, call.app.reach()).map_err(Fault::Invalid)?;
    let known = call.known();
    let mode = known.owner.mode;
    if matches!(draft.price, Price::Fiat(..)) {
        quote::load(&call.app, mode).await;
    }
    let rates = quote::rates(&call.app, mode, &known.script);
    let drawn = create_invoice::draw(&call.app, (&*known).into(), draft, rates, call.now());
    let record = call.proved(drawn).await?;
    let lease = call.app.token();
    let reply = Reply::new(201, invoice_out(&call.app, &record).text())
        .then(After::Send(lease.clone()))
        .heeding(&fields);
    let guard = call.guard();
    let statements =
        create_invoice::statements(&call.app, &record, &known.key_id, Some(&lease), &guard);
    call.make(reply, statements).await
}

/// `GET /api/v1/invoices/:id`
pub async fn get(call: Call<InvoicesRead>) -> Outcome {
    let statements = invoices::one(&call.owner(), call.param("id"));
    let mut answers = call.load(statements.to_vec()).await?;
    let record = invoices::read_one(&mut answers).ok_or(Fault::Missing("invoice"))?;
    let record = record.at(call.now());
    Ok(Reply::new(200, invoice_out(&call.app, &record).text()))
}

/// `GET /api/v1/invoices`
pub async fn list(call: Call<InvoicesRead>) -> Outcome {
    let page = body::page(&call.request, 20)?;
    let filter = filter(&call)?;
    let statements = lists::page(&call.owner(), &filter, page, call.now());
    let mut answers = call.load(statements.to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let records: Vec<_> =
        invoices::read_many(&mut answers).into_iter().map(|record| record.at(call.now())).collect();
    let data: Vec<_> = records.iter().map(|record| invoice_out(&call.app, record)).collect();
    Ok(Reply::new(200, list_out(&data, total, page)))
}

/// The columns of the file, in the words of the invoice's fields.
const COLUMNS: [&str; 24] = [
    "id",
    "publicId",
    "mode",
    "title",
    "orderId",
    "customerEmail",
    "status",
    "exceptions",
    "paymentNetwork",
    "asset",
    "expectedAmount",
    "receivedAmount",
    "excessAmount",
    "refundedAmount",
    "pricingCurrency",
    "pricingAmount",
    "valueCurrency",
    "value",
    "rate",
    "rateSources",
    "rateAt",
    "createdAt",
    "paidAt",
    "expiresAt",
];

/// `GET /api/v1/invoices.csv`: the newest of the list, with what they were worth when they were
/// paid.
pub async fn file(call: Call<InvoicesRead>) -> Outcome {
    let filter = filter(&call)?;
    let page = Page { page: 1, limit: FILE_ROWS_MAX };
    let owner = call.owner();
    let mut statements = lists::page(&owner, &filter, page, call.now()).to_vec();
    statements.push(lists::worths(&owner, &filter, page, call.now()));
    let mut answers = call.load(statements).await?;
    answers.skip(1);
    let records = invoices::read_many(&mut answers);
    let worths = answers.rows();
    let mut csv = Csv::new(&COLUMNS);
    for record in records {
        let record = record.at(call.now());
        let own = worths.iter().filter(|row| row.text("invoice") == record.id.as_str());
        let paid: Vec<Worth> = own.filter_map(payment::read_worth).collect();
        csv.line(cells(&record, &paid));
    }
    Ok(Reply::csv("invoices.csv", csv.text()))
}

/// The values of the columns. The value is the sum over what counted; rate, sources and time are
/// those of the newest of it.
fn cells(record: &Record, paid: &[Worth]) -> [Option<String>; 24] {
    let books = &record.books;
    let terms = &books.terms;
    let figures = books.figures();
    let newest = paid.iter().max_by_key(|worth| worth.at);
    let value = Amount::sum(paid.iter().map(|worth| worth.value));
    let own = |text: &str| Some(text.to_owned());
    [
        own(record.id.as_str()),
        own(&record.public_id),
        own(record.owner.mode.code()),
        own(&record.title),
        record.order_id.clone(),
        record.customer_email.clone(),
        own(books.status.code()),
        Some(books.exceptions.codes().join(" ")),
        own(terms.asset.network().code()),
        own(terms.asset.code()),
        figures.expected,
        Some(figures.received),
        Some(figures.excess),
        Some(books.refunded.print_received(terms.asset.scale())),
        record.price.map(|(fiat, _)| fiat.code().to_owned()),
        record.price.map(|(_, amount)| amount.print(2)),
        newest.map(|worth| worth.fiat.code().to_owned()),
        newest.map(|_| value.print(2)),
        newest.map(|worth| worth.rate.clone()),
        newest.map(|worth| worth.sources.clone()),
        newest.map(|worth| worth.at.to_string()),
        Some(record.created_at.to_string()),
        books.paid_at.map(|at| at.to_string()),
        terms.expires_at.map(|at| at.to_string()),
    ]
}

/// `POST /api/v1/invoices/:id/settle`
pub async fn settle(call: Call<InvoicesWrite>) -> Outcome {
    do_act(&call, Act::Settle).await
}

/// `POST /api/v1/invoices/:id/expire`
pub async fn expire(call: Call<InvoicesWrite>) -> Outcome {
    do_act(&call, Act::Expire).await
}

/// `POST /api/v1/invoices/:id/cancel`
pub async fn cancel(call: Call<InvoicesWrite>) -> Outcome {
    do_act(&call, Act::Cancel).await
}

/// `POST /api/v1/invoices/:id/reopen`
pub async fn reopen(call: Call<InvoicesWrite>) -> Outcome {
    do_act(&call, Act::Reopen).await
}

/// `POST /api/v1/invoices/:id/remind`
pub async fn remind(call: Call<InvoicesWrite>) -> Outcome {
    do_act(&call, Act::Remind).await
}

/// `POST /api/v1/invoices/:id/notify`; `channel` is EMAIL or missing (rulings L6).
pub async fn notify(call: Call<InvoicesWrite>) -> Outcome {
    do_act(&call, Act::Notify).await
}

async fn do_act(call: &Asked, what: Act) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    if what == Act::Notify
        && let Err(message) = fields.choice("channel", &["EMAIL"])
    {
        return Err(body::invalid("channel", &message).into());
    }
    let owner = call.owner();
    let mut statements = invoices::one(&owner, call.param("id")).to_vec();
    statements.push(merchant::load(&owner));
    let mut answers = call.load(statements).await?;
    let mut record = invoices::read_one(&mut answers).ok_or(Fault::Missing("invoice"))?;
    let merchant = answers.row().as_ref().map(merchant::read);
    let merchant = merchant.ok_or_else(|| Fault::Broken("a key without a merchant".to_owned()))?;
    let (lease, actor) = (call.app.token(), call.known().key_id.clone());
    let writer = Writer::new(&call.app, &merchant, &actor, Some(&lease), call.now());
    let statements = act(what, &mut record, &writer)?;
    let reply = Reply::new(200, invoice_out(&call.app, &record).text());
    call.save(reply.then_all(writer.after(&record)).heeding(&fields), statements).await
}

fn filter(call: &Asked) -> Result<Filter, Stop> {
    let request = &call.request;
    Ok(Filter {
        statuses: status(request.param("status"))?.into_iter().collect(),
        title_has: None,
        named: None,
        order_id: request.param("orderId").map(str::to_owned),
        created_after: body::instant(request, "createdAfter")?,
        created_before: body::instant(request, "createdBefore")?,
    })
}

fn status(word: Option<&str>) -> Result<Option<Status>, Stop> {
    let Some(word) = word else { return Ok(None) };
    let known = Status::parse(word).map(Some);
    known.ok_or_else(|| {
        let words = Status::ALL.map(Status::code).join(", ");
        body::invalid("status", &format!("must be one of {words}")).into()
    })
}
