//! `/api/v1/keys`: list, make, roll, revoke. A secret is shown once, in the answer that makes it.

use shared::draft::{FieldErrors, Fields, Text, limits, read_origins};
use shared::id::KeyId;
use shared::json::Object;
use shared::key::{self as form, Kind};
use shared::time::{HOUR_MS, Instant};

use super::wire::{data_out, key_out};
use crate::actions::create_merchant::rate_limit;
use crate::api::body;
use crate::fault::Fault;
use crate::gate::key::hash;
use crate::gate::scope::{self, KeysWrite, Legacy, Scope};
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::store::key::{self as keys, KeyRow};
use crate::store::{Guard, Owner, merchant};

/// The longest that an old key lives beside its successor, in hours.
pub const OVERLAP_HOURS_MAX: i64 = 72;
/// The highest rate that a key may be given, in requests a minute.
pub const RATE_MAX: i64 = 6_000;

/// `GET /api/v1/keys`
pub async fn list(call: Call<KeysWrite>) -> Outcome {
    let owner = call.owner();
    let mut answers = call.load(vec![keys::all(&owner)]).await?;
    let rows: Vec<KeyRow> = answers.rows().iter().map(keys::read).collect();
    let mode = owner.mode.code();
    let data: Vec<Object> = rows.iter().map(|row| key_out(row, mode, None)).collect();
    Ok(Reply::new(200, data_out(&data)))
}

/// `POST /api/v1/keys`
pub async fn create(call: Call<KeysWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let row = draft(&call, &fields).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let secret = form::make(owner.mode, call.app.platform.roll());
    let row = KeyRow { last4: form::last4(&secret).to_owned(), ..row };
    let reply = shown_once(&row, &owner, &secret).heeding(&fields);
    let statements = vec![keys::add(&row, &hash(&secret), &owner, &call.guard())];
    call.make(reply, statements).await
}

/// `POST /api/v1/keys/:id/roll`: a new secret; the old one lives `overlapHours` (0 to 72) more.
pub async fn roll(call: Call<KeysWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let overlap = fields.whole("overlapHours", 0, OVERLAP_HOURS_MAX);
    let overlap = overlap.map_err(|message| body::invalid("overlapHours", &message))?;
    let owner = call.owner();
    let id = call.param("id").to_owned();
    let mut answers = call.load(vec![keys::one(&owner, &id)]).await?;
    let old = answers.row().as_ref().map(keys::read).ok_or(Fault::Missing("key"))?;
    let held = call.known().scopes.clone();
    let more = |one: &&str| old.scopes.iter().any(|old| old == one) && !scope::allows(&held, one);
    if let Some(missing) = scope::ALL.into_iter().find(more) {
        // A new secret is a new grant: nobody gets more by rolling somebody else's key.
        return Err(Fault::MissingScope(missing).into());
    }
    let now = call.real_now();
    let secret = form::make(owner.mode, call.app.platform.roll());
    let row = KeyRow {
        id: fresh_id(&call, now),
        last4: form::last4(&secret).to_owned(),
        created_at: now,
        ..old
    };
    let until = now.plus_ms(overlap.unwrap_or(0).saturating_mul(HOUR_MS));
    let reply = shown_once(&row, &owner, &secret).heeding(&fields);
    let statements = vec![
        keys::add(&row, &hash(&secret), &owner, &Guard::none()),
        keys::end_at(&owner, &id, until),
        merchant::touch(&owner.merchant, Some(owner.mode)),
    ];
    call.save(reply, statements).await
}

/// `DELETE /api/v1/keys/:id`: refused from the next request on.
pub async fn revoke(call: Call<KeysWrite>) -> Outcome {
    let owner = call.owner();
    let id = call.param("id").to_owned();
    let mut answers = call.load(vec![keys::one(&owner, &id)]).await?;
    answers.row().ok_or(Fault::Missing("key"))?;
    let mut out = Object::new();
    out.put("id", &id).put("revoked", true);
    let reply = Reply::new(200, out.text());
    let statements = vec![
        keys::revoke(&owner, &id, call.real_now()),
        merchant::touch(&owner.merchant, Some(owner.mode)),
    ];
    call.save(reply, statements).await
}

/// The key with its secret; a repeated request gets it without.
fn shown_once(row: &KeyRow, owner: &Owner, secret: &str) -> Reply {
    let mode = owner.mode.code();
    let reply = Reply::new(201, key_out(row, mode, Some(secret)).text());
    reply.keeping(key_out(row, mode, None).text())
}

fn draft(call: &Asked, fields: &Fields) -> Result<KeyRow, FieldErrors> {
    let mut errors = FieldErrors::default();
    let known = call.known();
    let now = call.real_now();
    let name = errors.required("name", fields.text("name", Text::line(limits::NAME)));
    let kind = errors.optional("kind", fields.choice("kind", &Kind::ALL.map(Kind::code)));
    let kind = kind.and_then(Kind::parse).unwrap_or(Kind::Api);
    let scopes = errors.optional("scopes", fields.list("scopes", Text::line(limits::NAME)));
    let scopes = scopes.unwrap_or_else(|| {
        scope::usual(kind).into_iter().filter(|one| scope::allows(&known.scopes, one)).collect()
    });
    if scopes.iter().any(|one| (one == Legacy::NAME) != (kind == Kind::Legacy)) {
        // It travels in bodies, and its hash in addresses: a token must open nothing else.
        errors.add("scopes", "legacy is the one scope of keys of kind legacy, and of no others");
    }
    for one in &scopes {
        if !scope::ALL.contains(&one.as_str()) {
            errors.add("scopes", &format!("has no scope {one}"));
        } else if !scope::allows(&known.scopes, one) {
            errors.add("scopes", &format!("cannot grant {one}: this key does not have it"));
        }
    }
    let origins = errors.optional("origins", fields.list("origins", Text::line(limits::EMAIL)));
    let origins = origins.unwrap_or_default();
    let origins = read_origins("origins", &origins, &mut errors);
    let rate = errors.optional("rateLimit", fields.whole("rateLimit", 1, RATE_MAX));
    let expires = errors.optional("expiresAt", fields.text("expiresAt", Text::line(limits::NAME)));
    let expires_at = expires.and_then(|text| {
        let at = Instant::parse(&text).filter(|at| now < *at);
        if at.is_none() {
            errors.add("expiresAt", "must be an instant in the future");
        }
        at
    });
    errors.or(KeyRow {
        id: fresh_id(call, now),
        kind,
        name,
        last4: String::new(),
        scopes,
        origins,
        rate_limit: rate.unwrap_or(rate_limit(known.owner.mode)),
        created_at: now,
        expires_at,
        revoked_at: None,
    })
}

fn fresh_id(call: &Asked, now: Instant) -> String {
    KeyId::make(now, call.app.platform.roll()).as_str().to_owned()
}
