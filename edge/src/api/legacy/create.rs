//! `POST /api/create/`: a payment in euros, and the address where it is paid (seed 001).

use shared::currency::Asset;
use shared::draft::{LegacyDraft, LegacyProblem, LegacyType};
use shared::json::Object;
use shared::return_code::return_id;

use super::{fields, key};
use crate::actions::create_invoice::{self, Rules};
use crate::actions::quote;
use crate::app::{After, App};
use crate::fault::Fault;
use crate::gate::scope::Legacy;
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::store::Guard;
use crate::store::invoice::Record;
use crate::store::legacy::{self as payments, LegacyPayment};

/// `POST /api/create/`
pub async fn create(call: Call<Legacy>) -> Outcome {
    let fields = fields::read(&call.request)?;
    let token = key::token(&fields)?;
    let draft = LegacyDraft::check(&fields, call.app.reach()).map_err(refused)?;
    let known = call.known();
    let mode = known.owner.mode;
    quote::load(&call.app, mode).await;
    let rates = quote::rates(&call.app, mode, &known.script);
    let rules = Rules::from(&*known);
    let (own_id, kind) = (draft.id.clone(), draft.kind);
    let draft = draft.into_invoice(asset(&call.app, rules));
    let drawn = create_invoice::draw(&call.app, rules, draft, rates, call.now());
    let record = call.proved(drawn.map_err(not_that_much)).await?;

    let id = own_id.clone().unwrap_or_else(|| record.public_id.clone());
    let payment = LegacyPayment {
        return_id: return_id(&token, &id),
        id,
        invoice: record.id.as_str().to_owned(),
        kind,
    };
    let lease = call.app.token();
    let url = url(&call.app, &record.public_id, kind);
    let new_id = own_id.is_none().then_some(payment.id.as_str());
    let reply = success(&url, new_id).then(After::Send(lease.clone())).heeding(&fields);
    let (actor, guard) = (known.key_id.as_str(), call.guard());
    let mut statements =
        create_invoice::statements(&call.app, &record, actor, Some(&lease), &guard);
    let made = Guard::made("invoice", record.id.as_str());
    statements.push(payments::add(&payment, &known.owner, &made));
    match call.make(reply, statements).await {
        // What is taken is drawn anew, but an id of the client's own was used before.
        Err(Stop::Again) if own_id.is_some() => again(&call, &payment.id, &record).await,
        outcome => outcome,
    }
}

/// The answer to an id that was used before, or by somebody who was faster: the same address for
/// the same payment.
async fn again(call: &Asked, id: &str, record: &Record) -> Outcome {
    let mut answers = call.load(vec![payments::made(&call.owner(), id)]).await?;
    let first = answers.row().as_ref().and_then(payments::read_made).ok_or(Stop::Again)?;
    let amount = record.price.map(|(_, amount)| amount);
    if (&first.title, first.amount) != (&record.title, amount) {
        let text = "This id was already used for a payment with another title or amount.";
        return Err(Fault::Conflict("id_taken", text).into());
    }
    let reply = success(&url(&call.app, &first.public_id, first.kind), None);
    // Only an answer under an idempotency key is written anywhere.
    if call.gate.claim.is_none() { Ok(reply) } else { call.save(reply, Vec::new()).await }
}

/// Where the answer sends the payer.
fn url(app: &App, public_id: &str, kind: LegacyType) -> String {
    match kind {
        LegacyType::Link | LegacyType::Direct => app.url(&format!("/pay/{public_id}")),
    }
}

/// An id that we made is told, so that it can be asked for.
fn success(url: &str, new_id: Option<&str>) -> Reply {
    let mut out = Object::new();
    out.put("status", "success").put("url", url).put_some("id", new_id);
    Reply::new(200, out.text())
}

/// What a euro is paid in: EURC, which stands for it, else XRP where only that has an address.
fn asset(app: &App, rules: Rules<'_>) -> Asset {
    let is_payable = |asset: &Asset| create_invoice::destination(app, rules, *asset).is_ok();
    [Asset::Eurc, Asset::Xrp].into_iter().find(is_payable).unwrap_or(Asset::Eurc)
}

fn refused(problem: LegacyProblem) -> Fault {
    let code = match problem {
        LegacyProblem::NoTitle => "notitle",
        LegacyProblem::NoAmount => "noamount",
        LegacyProblem::NotValidAmount => "notvalidamount",
        LegacyProblem::Other(errors) => return Fault::Invalid(errors),
    };
    Fault::Refused(code, String::new())
}

/// All else was checked before: more than an amount of the asset can be.
fn not_that_much(fault: Fault) -> Fault {
    match fault {
        Fault::Invalid(_) => Fault::Refused("notvalidamount", String::new()),
        other => other,
    }
}
