//! `/api/v1/psp`: the merchant's own payment provider, one for each mode. Whoever can change it
//! takes the money, so reading and writing are one scope, which is in no key unless asked for. Keys
//! and secrets are never shown again.

use shared::draft::{FieldErrors, Fields, Text, limits};
use shared::json::Object;
use shared::key::Mode;
use shared::psp::Psp;

use crate::actions::connect_psp::{self, Wish};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::PspWrite;
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::store::psp::{self as accounts, Account};

/// What Stripe's signing secrets begin with.
const SECRET_PREFIX: &str = "whsec_";

/// `GET /api/v1/psp`
pub async fn get(call: Call<PspWrite>) -> Outcome {
    let mut answers = call.load(vec![accounts::all(&call.owner())]).await?;
    let found: Vec<Account> = answers.rows().iter().filter_map(accounts::read).collect();
    let in_use = found.iter().find(|account| account.removed_at.is_none());
    Ok(Reply::new(200, out(&call, in_use)))
}

/// `PUT /api/v1/psp`: `psp`, `apiKey` of the request's mode and, for Stripe, `webhookSecret`. It
/// takes the place of the one before.
pub async fn put(call: Call<PspWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let owner = call.owner();
    let wish = wish(&fields, owner.mode).map_err(Fault::Invalid)?;
    let mut answers = call.load(connect_psp::load(&owner)).await?;
    let version = connect_psp::read_version(&mut answers)?;
    connect_psp::check(&call.app, &wish).await?;
    let account = connect_psp::draw(&call.app, &owner, &wish)?;
    let known = call.known();
    let statements = connect_psp::connect(&call.app, &account, version, &known.key_id);
    let reply = Reply::new(200, out(&call, Some(&account))).heeding(&fields);
    call.save(reply, statements).await
}

/// `DELETE /api/v1/psp`: it is offered no more. What was begun there is still asked about.
pub async fn remove(call: Call<PspWrite>) -> Outcome {
    let owner = call.owner();
    let mut statements = connect_psp::load(&owner);
    statements.push(accounts::all(&owner));
    let mut answers = call.load(statements).await?;
    let version = connect_psp::read_version(&mut answers)?;
    let found: Vec<Account> = answers.rows().iter().filter_map(accounts::read).collect();
    let in_use = found.iter().find(|account| account.removed_at.is_none());
    let in_use = in_use.ok_or(Fault::Missing("payment provider"))?;
    let known = call.known();
    let statements = connect_psp::remove(&call.app, in_use, version, &known.key_id);
    call.save(Reply::new(200, out(&call, None)), statements).await
}

fn wish(fields: &Fields, mode: Mode) -> Result<Wish, FieldErrors> {
    let mut errors = FieldErrors::default();
    let line = Text::line(limits::NAME);
    let psp = fields.choice("psp", &Psp::ALL.map(Psp::code));
    let psp = Psp::parse(errors.required("psp", psp));
    let key = errors.required("apiKey", fields.text("apiKey", line));
    let secret = errors.optional("webhookSecret", fields.text("webhookSecret", line));
    if let Some(psp) = psp {
        if !key.is_empty() && !psp.is_key(mode, &key) {
            let prefixes = psp.key_prefixes(mode).join(" or ");
            let text = format!("must be a {} key of {} mode: {prefixes}…", psp.name(), mode.code());
            errors.add("apiKey", &text);
        }
        let is_fine =
            |secret: &str| secret.strip_prefix(SECRET_PREFIX).is_some_and(|rest| rest.len() >= 8);
        match (psp, secret.as_deref()) {
            (Psp::Stripe, None) => {
                errors.add("webhookSecret", "is required: Stripe signs its calls with it");
            }
            (Psp::Stripe, Some(secret)) if !is_fine(secret) => {
                errors.add("webhookSecret", "must be the signing secret of an endpoint: whsec_…");
            }
            (Psp::Mollie, Some(_)) => {
                errors.add("webhookSecret", "is for Stripe only: Mollie signs nothing");
            }
            _ => {}
        }
    }
    errors.or(())?;
    let psp = psp.unwrap_or(Psp::Mollie);
    Ok(Wish { psp, key, secret })
}

/// Stripe's address is told before there is a secret: it is made for that address.
fn out(call: &Asked, account: Option<&Account>) -> String {
    let owner = call.owner();
    let url = |psp| connect_psp::webhook_url(&call.app, &owner, psp);
    let mut out = Object::new();
    out.put("mode", owner.mode.code())
        .put("psp", account.map(|account| account.psp.code()))
        .put("last4", account.map(|account| &account.last4))
        .put("webhookUrl", account.map(|account| url(account.psp)))
        .put("connectedAt", account.map(|account| account.connected_at))
        .put("stripeWebhookUrl", url(Psp::Stripe));
    out.text()
}
