//! `/api/v1/recurring-plans`: subscriptions with a price of their own, in their own words.

use shared::draft::{PlanDraft, SubscriptionAct};
use shared::subscription::Status;

use super::billing::subscription_out;
use super::subscriptions::{dates_of, get_one, list_of};
use crate::actions::act_on_subscription::act;
use crate::actions::quote;
use crate::actions::step::Writer;
use crate::actions::subscribe;
use crate::api::body;
use crate::app::After;
use crate::fault::Fault;
use crate::gate::scope::{RecurringPlansRead, RecurringPlansWrite};
use crate::gate::{Call, Outcome, Reply};
use crate::store::subscription::{self as subscriptions, Kind, Record};
use crate::store::{Guard, invoice, merchant};

/// `POST /api/v1/recurring-plans`
pub async fn create(call: Call<RecurringPlansWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let draft = PlanDraft::check(&fields, call.app.reach()).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let mut answers = call.load(vec![merchant::load(&owner)]).await?;
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    let mut record = subscribe::to_plan(&call.app, &owner, draft, call.now());
    let (lease, actor) = (call.app.token(), call.known().key_id.clone());
    let writer = Writer::new(&call.app, &merchant, &actor, Some(&lease), call.now());
    quote::load(&call.app, owner.mode).await;
    let statements = subscribe::statements(&writer, &mut record, &Guard::none())?;
    let reply = Reply::new(201, subscription_out(&call, &record).text());
    call.save(reply.then(After::Send(lease)).heeding(&fields), statements).await
}

/// `GET /api/v1/recurring-plans/:id`
pub async fn get(call: Call<RecurringPlansRead>) -> Outcome {
    get_one(&call, Kind::Plan).await
}

/// `GET /api/v1/recurring-plans`; `status`.
pub async fn list(call: Call<RecurringPlansRead>) -> Outcome {
    list_of(&call, Kind::Plan).await
}

/// `GET /api/v1/recurring-plans/:id/schedule`
pub async fn dates(call: Call<RecurringPlansRead>) -> Outcome {
    dates_of(&call, Kind::Plan).await
}

/// `PATCH /api/v1/recurring-plans/:id`: what is given changes from the next invoice on; `active`
/// false pauses and true resumes; `action` as for subscriptions.
pub async fn patch(call: Call<RecurringPlansWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let mut what = SubscriptionAct::check(&fields, call.now()).map_err(Fault::Invalid)?;
    let active = fields.flag("active").map_err(|text| body::invalid("active", &text))?;
    if active.is_some() && what.is_some() {
        return Err(body::invalid("active", "cannot be given beside action").into());
    }
    let owner = call.owner();
    let id = call.param("id");
    let mut statements = subscriptions::one(&owner, Kind::Plan, id).to_vec();
    statements.push(merchant::load(&owner));
    statements.extend(invoice::unpaid_of(&owner, id));
    let mut answers = call.load(statements).await?;
    let mut record =
        subscriptions::read_one(&mut answers).ok_or(Fault::Missing("recurring plan"))?;
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    let unpaid = invoice::read_many(&mut answers);
    let paused = record.books.status == Status::Paused;
    what = match active {
        Some(false) if !paused => Some(SubscriptionAct::Pause(None)),
        Some(true) if paused || record.books.status.is_over() => Some(SubscriptionAct::Resume),
        // It is as it should be.
        _ => what,
    };
    let (lease, actor) = (call.app.token(), call.known().key_id.clone());
    let writer = Writer::new(&call.app, &merchant, &actor, Some(&lease), call.now());
    let draft = PlanDraft {
        title: record.title.clone(),
        billing: record.billing.clone(),
        customer: record.customer.clone(),
        starts_at: None,
        immediately: false,
    };
    let draft = draft.changed(&fields, call.app.reach(), false).map_err(Fault::Invalid)?;
    let mut statements = edit(&mut record, draft, &writer)?;
    match what {
        Some(what) => statements.extend(act(what, &mut record, unpaid, &writer)?),
        None => statements.push(writer.save_subscription(&record)),
    }
    let reply = Reply::new(200, subscription_out(&call, &record).text());
    call.save(reply.then(After::Send(lease)).heeding(&fields), statements).await
}

/// Takes up what was changed; the next invoice is the first that shows it.
fn edit(
    record: &mut Record,
    draft: PlanDraft,
    writer: &Writer<'_>,
) -> Result<Vec<crate::platform::Statement>, Fault> {
    let PlanDraft { title, billing, customer, .. } = draft;
    let same = (&record.title, &record.billing, &record.customer) == (&title, &billing, &customer);
    if same {
        return Ok(Vec::new());
    }
    let step = record.books.edited(&billing);
    let step = step.map_err(|status| Fault::InvalidState("change a plan", status.code()))?;
    record.title = title;
    record.customer = customer;
    record.billing = billing;
    writer.step_subscription(record, step)
}
