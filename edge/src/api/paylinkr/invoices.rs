//! `/api/v1/invoices`: create, read, list, act.

use shared::draft::InvoiceDraft;
use shared::invoice::Status;

use super::wire::{InvoiceOut, ListOut, json};
use crate::actions::act_on_invoice::{Act, act};
use crate::actions::create_invoice;
use crate::actions::step::Writer;
use crate::api::body;
use crate::app::After;
use crate::fault::Fault;
use crate::gate::scope::{InvoicesRead, InvoicesWrite};
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::store::invoice::{self as invoices, Filter};
use crate::store::merchant;

/// `POST /api/v1/invoices`
pub async fn create(call: Call<InvoicesWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let draft = InvoiceDraft::check(&fields, call.app.reach()).map_err(Fault::Invalid)?;
    let known = call.known();
    let drawn = create_invoice::draw(&call.app, (&*known).into(), draft, call.now());
    let record = call.proved(drawn).await?;
    let lease = call.app.token();
    let reply = Reply::new(201, json(&InvoiceOut::new(&call.app, &record))?)
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
    Ok(Reply::new(200, json(&InvoiceOut::new(&call.app, &record))?))
}

/// `GET /api/v1/invoices`
pub async fn list(call: Call<InvoicesRead>) -> Outcome {
    let request = &call.request;
    let page = body::page(request, 20)?;
    let filter = Filter {
        status: status(request.param("status"))?,
        order_id: request.param("orderId").map(str::to_owned),
        created_after: body::instant(request, "createdAfter")?,
        created_before: body::instant(request, "createdBefore")?,
    };
    let statements = invoices::page(&call.owner(), &filter, page, call.now());
    let mut answers = call.load(statements.to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let records: Vec<_> =
        invoices::read_many(&mut answers).into_iter().map(|record| record.at(call.now())).collect();
    let data = records.iter().map(|record| InvoiceOut::new(&call.app, record)).collect();
    Ok(Reply::new(200, json(&ListOut::new(data, total, page))?))
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
    let reply = Reply::new(200, json(&InvoiceOut::new(&call.app, &record))?);
    call.save(reply.then_all(writer.after(&record)).heeding(&fields), statements).await
}

fn status(word: Option<&str>) -> Result<Option<Status>, Stop> {
    let Some(word) = word else { return Ok(None) };
    let known = Status::parse(word).map(Some);
    known.ok_or_else(|| {
        let words = Status::ALL.map(Status::code).join(", ");
        body::invalid("status", &format!("must be one of {words}")).into()
    })
}
