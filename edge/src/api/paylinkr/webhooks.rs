//! `/api/v1/webhooks`: where events go, a test, the log, once more.

use shared::id::{DeliveryId, EventId};
use shared::json::Object;
use shared::time::DAY_MS;
use shared::webhook::{self, EventName};

use super::wire::{delivery_out, list_out};
use crate::api::body;
use crate::app::After;
use crate::fault::Fault;
use crate::gate::scope::{WebhooksRead, WebhooksWrite};
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::store::Guard;
use crate::store::event::{self, NewEvent};
use crate::store::merchant::{self, ModeRow};

/// How long an old secret signs too (rulings K10).
const OVERLAP_MS: i64 = DAY_MS;

/// `GET /api/v1/webhooks`
pub async fn get(call: Call<WebhooksRead>) -> Outcome {
    let mut answers = call.load(vec![merchant::load(&call.owner())]).await?;
    let mode = answers.row().as_ref().map(merchant::read_mode).ok_or(Fault::Missing("merchant"))?;
    Ok(Reply::new(200, out(&call, &mode, None)))
}

/// `PATCH /api/v1/webhooks`: `webhookUrl` (null turns delivery off), `regenerateSecret`.
pub async fn patch(call: Call<WebhooksWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let mut errors = shared::draft::FieldErrors::default();
    let url = errors.optional("webhookUrl", fields.url("webhookUrl", call.app.reach()));
    let again = errors.optional("regenerateSecret", fields.flag("regenerateSecret"));
    errors.or(()).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let mut answers = call.load(vec![merchant::load(&owner)]).await?;
    let row = answers.row().ok_or(Fault::Missing("merchant"))?;
    let mut mode = merchant::read_mode(&row);
    if fields.is_null("webhookUrl") {
        mode.webhook_url = None;
    }
    if url.is_some() {
        mode.webhook_url = url;
    }
    let secret = again.unwrap_or(false).then(|| webhook::secret(call.app.platform.roll()));
    if let Some(secret) = &secret {
        let sealed = call.app.settings.seal.close(secret, call.app.platform.roll());
        let sealed = sealed.ok_or_else(|| Fault::Broken("cannot seal a secret".to_owned()))?;
        mode.webhook_secret_old = Some(std::mem::replace(&mut mode.webhook_secret, sealed));
        mode.webhook_old_until = Some(call.real_now().plus_ms(OVERLAP_MS));
    }
    let reply = Reply::new(200, out(&call, &mode, secret.as_deref()));
    let redirect = event::redirect(&owner, mode.webhook_url.as_deref());
    let statements = vec![
        merchant::assert_version(&owner, mode.version),
        merchant::save_webhook(&owner, &mode),
        redirect,
    ];
    call.save(reply.heeding(&fields), statements).await
}

/// The settings; `secret` only in the answer that makes it.
fn out(call: &Asked, mode: &ModeRow, secret: Option<&str>) -> String {
    let now = call.real_now();
    let mut out = Object::new();
    out.put("webhookUrl", mode.webhook_url.as_ref())
        .put("mode", call.owner().mode.code())
        .put("events", EventName::ALL.map(EventName::code).as_slice())
        .put("oldSecretValidUntil", mode.webhook_old_until.filter(|until| now < *until))
        .put_some("secret", secret);
    out.text()
}

fn queued(delivery: &str, event: &str, name: &str) -> Reply {
    let mut out = Object::new();
    out.put("deliveryId", delivery).put("eventId", event).put("event", name);
    Reply::new(201, out.text())
}

/// `POST /api/v1/webhooks/test`: one event to the merchant's address, at once.
pub async fn test(call: Call<WebhooksWrite>) -> Outcome {
    body::json_fields(&call.request)?;
    let owner = call.owner();
    let mut answers = call.load(vec![merchant::load(&owner)]).await?;
    let mode = answers.row().as_ref().map(merchant::read_mode).ok_or(Fault::Missing("merchant"))?;
    need_url(mode.webhook_url.as_deref())?;
    let now = call.real_now();
    let id = EventId::make(now, call.app.platform.roll()).as_str().to_owned();
    let name = EventName::WebhookTest;
    let mut payload = webhook::payload(&id, name, owner.mode, 1, call.now());
    payload.put("message", "This is a test. Your endpoint works when it answers with 2xx.");
    let event = NewEvent {
        body: payload.text(),
        name: name.code(),
        object: owner.merchant.clone(),
        sequence: 1,
        delivery: DeliveryId::make(now, call.app.platform.roll()).as_str().to_owned(),
        id,
    };
    let lease = call.app.token();
    let statements = vec![
        event::add(&event, &owner, now, &Guard::none()),
        event::add_delivery(&event, &owner, Some(&lease), now),
    ];
    let reply = queued(&event.delivery, &event.id, event.name).then(After::Send(lease));
    call.save(reply, statements).await
}

/// `GET /api/v1/webhooks/logs`
pub async fn logs(call: Call<WebhooksRead>) -> Outcome {
    let page = body::page(&call.request, 25)?;
    let mut answers = call.load(event::log(&call.owner(), None, page).to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let data = answers.rows().iter().map(delivery_out).collect::<Vec<_>>();
    Ok(Reply::new(200, list_out(&data, total, page)))
}

/// `POST /api/v1/webhooks/logs/:id/replay`: the same event once more, with the same id and body.
pub async fn replay(call: Call<WebhooksWrite>) -> Outcome {
    body::json_fields(&call.request)?;
    let owner = call.owner();
    let id = call.param("id").to_owned();
    let statements = vec![event::log_one(&owner, &id), merchant::load(&owner)];
    let mut answers = call.load(statements).await?;
    let row = answers.row().ok_or(Fault::Missing("delivery"))?;
    let mode = answers.row().as_ref().map(merchant::read_mode).ok_or(Fault::Missing("merchant"))?;
    need_url(mode.webhook_url.as_deref())?;
    let now = call.real_now();
    let fresh = DeliveryId::make(now, call.app.platform.roll());
    let lease = call.app.token();
    let reply = queued(fresh.as_str(), &row.text("event"), &row.text("type"));
    let reply = reply.then(After::Send(lease.clone()));
    call.save(reply, vec![event::replay(&owner, &id, fresh.as_str(), &lease, now)]).await
}

fn need_url(url: Option<&str>) -> Result<(), Fault> {
    let text = "No webhookUrl is set: PATCH /api/v1/webhooks sets it.";
    url.map(|_| ()).ok_or_else(|| Fault::Refused("no_webhook_url", text.to_owned()))
}
