//! API keys and the gate's statements: look up, count, prove.

use shared::json;
use shared::key::{Kind, Mode};
use shared::price::Script;
use shared::psp::Psp;
use shared::settlement::Holding;
use shared::time::Instant;

use super::{Columns, Guard, Owner, insert, psp, rate, settlement, update};
use crate::platform::{Row, Statement};

/// What the gate knows of a caller. Remembered by the isolate; `version` proves that it still
/// holds.
#[derive(Clone, Debug)]
pub struct Known {
    /// The key's id.
    pub key_id: String,
    /// How it is shown.
    pub kind: Kind,
    /// Whose it is.
    pub owner: Owner,
    /// What it may do.
    pub scopes: Vec<String>,
    /// From where; empty: from anywhere.
    pub origins: Vec<String>,
    /// Requests a minute.
    pub rate_limit: i64,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// Goes up with every change of the merchant, the mode or a key.
    pub version: i64,
    /// How far the mode's business time is ahead.
    pub clock_offset_ms: i64,
    /// How much less is enough, in hundredths of a per cent.
    pub tolerance_bps: i64,
    /// How long after expiry late money still counts.
    pub accept_late_hours: i64,
    /// What is taken off a rate, in hundredths of a per cent.
    pub spread_bps: i64,
    /// What the sources of test mode say.
    pub script: Script,
    /// Names the merchant in mails and pages.
    pub merchant_name: String,
    /// Names the merchant in addresses.
    pub handle: String,
    /// Whose days and hours are the merchant's; an IANA name.
    pub zone: String,
    /// Where live money goes, and will: which of them holds is asked of the time, not of the
    /// database.
    pub held: Vec<Holding>,
    /// The merchant's payment provider, if there is one.
    pub psp: Option<Psp>,
}

/// A key as its owner sees it.
#[derive(Clone, Debug)]
pub struct KeyRow {
    /// Its id.
    pub id: String,
    /// How it is shown.
    pub kind: Kind,
    /// What its owner calls it.
    pub name: String,
    /// Its last four characters.
    pub last4: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// From where; empty: from anywhere.
    pub origins: Vec<String>,
    /// Requests a minute.
    pub rate_limit: i64,
    /// When it was made.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// When it was taken back.
    pub revoked_at: Option<Instant>,
}

/// The caller behind a key's hash.
pub fn load(hash: &str) -> Statement {
    let text = format!(
        "SELECT k.*, s.version, s.clock_offset_ms, m.tolerance_bps, m.accept_late_hours,
                m.spread_bps, s.rates, m.name AS merchant_name, m.handle, m.zone, {}, {}
         FROM api_key k
         JOIN merchant_mode s ON s.merchant = k.merchant AND s.mode = k.mode
         JOIN merchant m ON m.id = k.merchant
         WHERE k.hash = ? AND k.revoked_at IS NULL AND m.closed_at IS NULL",
        settlement::held(),
        psp::IN_USE
    );
    Statement::new(text, vec![hash.into()])
}

/// Reads the answer of [`load`].
pub fn read_known(row: &Row) -> Option<Known> {
    Some(Known {
        key_id: row.text("id"),
        kind: Kind::parse(&row.text("kind"))?,
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        scopes: json::read_texts(&row.text("scopes")),
        origins: json::read_texts(&row.text("origins")),
        rate_limit: row.number("rate_limit"),
        expires_at: row.instant("expires_at"),
        version: row.number("version"),
        clock_offset_ms: row.number("clock_offset_ms"),
        tolerance_bps: row.number("tolerance_bps"),
        accept_late_hours: row.number("accept_late_hours"),
        spread_bps: row.number("spread_bps"),
        script: rate::read_script(&row.text("rates")),
        merchant_name: row.text("merchant_name"),
        handle: row.text("handle"),
        zone: row.text("zone"),
        held: settlement::read_held(row),
        psp: psp::read_in_use(row),
    })
}

/// Counts one request in its minute (or none, when it is proved again). Answers `n` and `version`;
/// no row: the key is gone.
pub fn count(known: &Known, requests: i64, window: i64, now: Instant) -> Statement {
    Statement::new(
        "UPDATE api_key SET
           rate_count = CASE WHEN rate_window = ? THEN rate_count + ? ELSE 1 END,
           rate_window = ?
         WHERE id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
         RETURNING rate_count AS n, (SELECT version FROM merchant_mode s
           WHERE s.merchant = api_key.merchant AND s.mode = api_key.mode) AS version",
        vec![
            window.into(),
            requests.into(),
            window.into(),
            known.key_id.as_str().into(),
            now.into(),
        ],
    )
}

/// What [`count`] of the same batch must have found for anything to be written.
pub fn gate(known: &Known, now: Instant) -> Guard {
    Guard {
        text: "EXISTS (SELECT 1 FROM api_key k
                 JOIN merchant_mode s ON s.merchant = k.merchant AND s.mode = k.mode
                 WHERE k.id = ? AND k.revoked_at IS NULL AND s.version = ?
                   AND (k.expires_at IS NULL OR k.expires_at > ?) AND k.rate_count <= ?)"
            .to_owned(),
        params: vec![
            known.key_id.as_str().into(),
            known.version.into(),
            now.into(),
            known.rate_limit.into(),
        ],
    }
}

/// A new key; only its hash is kept.
pub fn add(key: &KeyRow, hash: &str, owner: &Owner, guard: &Guard) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("id", key.id.as_str())
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("kind", key.kind.code())
        .put("hash", hash)
        .put("name", key.name.as_str())
        .put("last4", key.last4.as_str())
        .put("scopes", json::write(&key.scopes))
        .put("origins", json::write(&key.origins))
        .put("rate_limit", key.rate_limit)
        .put("rate_window", 0)
        .put("rate_count", 0)
        .put("created_at", key.created_at)
        .put("expires_at", key.expires_at);
    insert("api_key", &mut columns, guard)
}

/// The owner's keys that are not revoked, newest first.
pub fn all(owner: &Owner) -> Statement {
    Statement::new(
        "SELECT * FROM api_key WHERE merchant = ? AND mode = ? AND revoked_at IS NULL
         ORDER BY created_at DESC, id DESC LIMIT 100",
        owner.params(),
    )
}

/// One key of the owner.
pub fn one(owner: &Owner, id: &str) -> Statement {
    let mut params = owner.params();
    params.push(id.into());
    let text = "SELECT * FROM api_key WHERE merchant = ? AND mode = ? AND id = ?
                AND revoked_at IS NULL";
    Statement::new(text, params)
}

/// Reads a row of [`all`] or [`one`].
pub fn read(row: &Row) -> KeyRow {
    KeyRow {
        id: row.text("id"),
        kind: Kind::parse(&row.text("kind")).unwrap_or(Kind::Api),
        name: row.text("name"),
        last4: row.text("last4"),
        scopes: json::read_texts(&row.text("scopes")),
        origins: json::read_texts(&row.text("origins")),
        rate_limit: row.number("rate_limit"),
        created_at: row.instant("created_at").unwrap_or_default(),
        expires_at: row.instant("expires_at"),
        revoked_at: row.instant("revoked_at"),
    }
}

/// Takes a key back, at once.
pub fn revoke(owner: &Owner, id: &str, now: Instant) -> Statement {
    let rest = [vec![id.into()], owner.params()].concat();
    let clause = "id = ? AND merchant = ? AND mode = ?";
    update("api_key", Columns::default().put("revoked_at", now), clause, rest)
}

/// Lets a key end at a moment, unless it ends before.
pub fn end_at(owner: &Owner, id: &str, at: Instant) -> Statement {
    let rest = [vec![id.into()], owner.params(), vec![at.into()]].concat();
    let clause = "id = ? AND merchant = ? AND mode = ? AND (expires_at IS NULL OR expires_at > ?)";
    update("api_key", Columns::default().put("expires_at", at), clause, rest)
}
