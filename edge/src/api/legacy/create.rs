//! `POST /api/create/`: a payment in euros, and the address where it is paid (seed 001).

use shared::currency::{Asset, Fiat};
use shared::draft::{LegacyDraft, LegacyProblem, LegacyType, Price};
use shared::json::Object;
use shared::money::Amount;
use shared::return_code::return_id;

use super::{fields, key};
use crate::actions::create_invoice::{self, Rail, Rules};
use crate::actions::quote;
use crate::actions::start_psp::{self, Started};
use crate::app::{After, App};
use crate::fault::Fault;
use crate::gate::scope::Legacy;
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::store::Guard;
use crate::store::invoice::{self as invoices, Record};
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
    // Under an idempotency key this address is kept, also where the payer is sent elsewhere: it can
    // be paid whatever becomes of that.
    let url = page(&call.app, &record.public_id);
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
        Ok(reply) if kind == LegacyType::Direct => {
            let url = direct(&call, &record).await;
            Ok(Reply { body: success(&url, new_id).body, ..reply })
        }
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
    let mut url = page(&call.app, &first.public_id);
    if first.kind == LegacyType::Direct {
        let load = invoices::one(&call.owner(), &first.public_id).to_vec();
        let mut answers = call.load(load).await?;
        if let Some(record) = invoices::read_one(&mut answers) {
            url = direct(call, &record.at(call.now())).await;
        }
    }
    let reply = success(&url, None);
    // Only an answer under an idempotency key is written anywhere.
    if call.gate.claim.is_none() { Ok(reply) } else { call.save(reply, Vec::new()).await }
}

/// The pay page.
fn page(app: &App, public_id: &str) -> String {
    app.url(&format!("/pay/{public_id}"))
}

/// Where the payer pays at the merchant's PSP; the pay page, if there is none or it does not begin.
async fn direct(call: &Asked, record: &Record) -> String {
    match start_psp::begin(&call.app, record, call.now()).await {
        Ok(Started::At(url, _)) => url,
        _ => page(&call.app, &record.public_id),
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
    let price = Price::Fiat(Fiat::Eur, Amount::ZERO);
    let is_payable = |asset: &Asset| {
        matches!(create_invoice::rail(app, rules, *asset, &price), Ok(Rail::Ledger(..)))
    };
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
