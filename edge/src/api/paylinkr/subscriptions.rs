//! `/api/v1/subscriptions`: who pays again and again for a package.

use shared::draft::{EnrolmentDraft, SubscriptionAct};
use shared::subscription::Status;

use super::billing::{count, schedule, subscription_out};
use super::wire::{delivery_out, list_out};
use crate::actions::act_on_subscription::act;
use crate::actions::quote;
use crate::actions::step::Writer;
use crate::actions::subscribe::{self, By};
use crate::api::body;
use crate::app::After;
use crate::fault::Fault;
use crate::gate::scope::{SubscriptionsRead, SubscriptionsWrite};
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::store::subscription::{self as subscriptions, Kind, Record};
use crate::store::{Guard, event, invoice, merchant, package};

/// `POST /api/v1/subscriptions`
pub async fn create(call: Call<SubscriptionsWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let draft = EnrolmentDraft::check(&fields).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let email = draft.customer.email.clone().unwrap_or_default();
    let mut statements = vec![package::one(&owner, &draft.package), merchant::load(&owner)];
    statements.extend(subscriptions::one_of_named(&owner, &draft.package, &email));
    let mut answers = call.load(statements).await?;
    let package = answers.row().as_ref().and_then(package::read);
    let package = package.ok_or(Fault::Missing("subscription package"))?;
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    if !package.draft.active {
        let text = "This package is not active: nobody can subscribe to it.";
        return Err(Fault::Refused("package_inactive", text.to_owned()).into());
    }
    if !package.draft.allow_multiple && subscriptions::read_one(&mut answers).is_some() {
        let text = "This customer has a subscription to this package already.";
        return Err(Fault::Conflict("already_subscribed", text).into());
    }
    let mut record = subscribe::to_package(&call.app, &package, draft, By::Merchant, call.now());
    let (lease, actor) = (call.app.token(), call.known().key_id.clone());
    let writer = Writer::new(&call.app, &merchant, &actor, Some(&lease), call.now());
    quote::load(&call.app, owner.mode).await;
    let statements = subscribe::statements(&writer, &mut record, &Guard::none())?;
    let reply = Reply::new(201, subscription_out(&call, &record).text());
    call.save(reply.then(After::Send(lease)).heeding(&fields), statements).await
}

/// `GET /api/v1/subscriptions/:id`
pub async fn get(call: Call<SubscriptionsRead>) -> Outcome {
    get_one(&call, Kind::Subscription).await
}

/// One subscription or plan.
pub(super) async fn get_one(call: &Asked, kind: Kind) -> Outcome {
    let record = load(call, kind).await?;
    Ok(Reply::new(200, subscription_out(call, &record).text()))
}

/// `GET /api/v1/subscriptions`; `status`, `packageId`.
pub async fn list(call: Call<SubscriptionsRead>) -> Outcome {
    list_of(&call, Kind::Subscription).await
}

/// A page of subscriptions or plans.
pub(super) async fn list_of(call: &Asked, kind: Kind) -> Outcome {
    let request = &call.request;
    let page = body::page(request, 20)?;
    let status = status(request.param("status"))?;
    let package = request.param("packageId");
    let statements = subscriptions::page(&call.owner(), kind, status, package, page);
    let mut answers = call.load(statements.to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let records = subscriptions::read_many(&mut answers);
    let data: Vec<_> = records.iter().map(|record| subscription_out(call, record)).collect();
    Ok(Reply::new(200, list_out(&data, total, page)))
}

/// `PATCH /api/v1/subscriptions/:id`: `action` is pause (`resumeAt`), resume or cancel
/// (`atPeriodEnd`).
pub async fn patch(call: Call<SubscriptionsWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let what = SubscriptionAct::check(&fields, call.now()).map_err(Fault::Invalid)?;
    let what = what.ok_or_else(|| body::invalid("action", "is required"))?;
    let owner = call.owner();
    let id = call.param("id");
    let mut statements = subscriptions::one(&owner, Kind::Subscription, id).to_vec();
    statements.push(merchant::load(&owner));
    statements.extend(invoice::unpaid_of(&owner, id));
    let mut answers = call.load(statements).await?;
    let mut record = subscriptions::read_one(&mut answers).ok_or(Fault::Missing("subscription"))?;
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    let unpaid = invoice::read_many(&mut answers);
    let (lease, actor) = (call.app.token(), call.known().key_id.clone());
    let writer = Writer::new(&call.app, &merchant, &actor, Some(&lease), call.now());
    let statements = act(what, &mut record, unpaid, &writer)?;
    let reply = Reply::new(200, subscription_out(&call, &record).text());
    call.save(reply.then(After::Send(lease)).heeding(&fields), statements).await
}

/// `GET /api/v1/subscriptions/:id/schedule`
pub async fn dates(call: Call<SubscriptionsRead>) -> Outcome {
    dates_of(&call, Kind::Subscription).await
}

/// The coming dates of a subscription or plan.
pub(super) async fn dates_of(call: &Asked, kind: Kind) -> Outcome {
    let count = count(call)?;
    let record = load(call, kind).await?;
    Ok(schedule(&record.books, count))
}

/// `GET /api/v1/subscriptions/webhook-logs`: deliveries of what was told of subscriptions.
pub async fn logs(call: Call<SubscriptionsRead>) -> Outcome {
    let page = body::page(&call.request, 25)?;
    let statements = event::log(&call.owner(), Some("subscription."), page);
    let mut answers = call.load(statements.to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let data = answers.rows().iter().map(delivery_out).collect::<Vec<_>>();
    Ok(Reply::new(200, list_out(&data, total, page)))
}

async fn load(call: &Asked, kind: Kind) -> Result<Record, Stop> {
    let statements = subscriptions::one(&call.owner(), kind, call.param("id"));
    let mut answers = call.load(statements.to_vec()).await?;
    let missing = match kind {
        Kind::Subscription => "subscription",
        Kind::Plan => "recurring plan",
    };
    Ok(subscriptions::read_one(&mut answers).ok_or(Fault::Missing(missing))?)
}

fn status(word: Option<&str>) -> Result<Option<Status>, Fault> {
    let Some(word) = word else { return Ok(None) };
    let known = Status::parse(word).map(Some);
    known.ok_or_else(|| {
        let words = Status::ALL.map(Status::code).join(", ");
        body::invalid("status", &format!("must be one of {words}"))
    })
}
