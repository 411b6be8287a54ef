//! Events and their deliveries: written in the batch of what they tell of, sent by whoever holds
//! the lease.

use shared::key::Mode;
use shared::time::{Instant, MINUTE_MS};

use super::{Columns, Guard, Owner, Page, insert, update};
use crate::platform::{Row, Statement};

/// How long whoever claimed a delivery may take before another takes it over.
pub const LEASE_MS: i64 = MINUTE_MS;

/// An event to be told.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Its id, the same on every try.
    pub id: String,
    /// Its name.
    pub name: &'static str,
    /// What it is about.
    pub object: String,
    /// Which event of the object it is.
    pub sequence: i64,
    /// The body's bytes, which never change.
    pub body: String,
    /// The id of its delivery.
    pub delivery: String,
}

/// A delivery that somebody claimed, with all that sending it needs.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Its id.
    pub id: String,
    /// The event's id.
    pub event: String,
    /// Whose it is.
    pub owner: Owner,
    /// Where it goes.
    pub url: String,
    /// How often it was tried before.
    pub tries: u32,
    /// The event's name.
    pub name: String,
    /// The body's bytes.
    pub body: String,
    /// Sealed.
    pub secret: String,
    /// Sealed; signs too while it is valid.
    pub secret_old: Option<String>,
    /// Until when the old one signs.
    pub old_until: Option<Instant>,
}

/// How a try ended.
#[derive(Clone, Debug)]
pub struct Tried {
    /// When, and how long it took.
    pub at: Instant,
    /// In milliseconds.
    pub duration_ms: i64,
    /// The answer's status, if one came.
    pub status: Option<u16>,
    /// The beginning of the answer.
    pub start: Option<String>,
    /// Why it failed; `None`: it was delivered.
    pub problem: Option<String>,
    /// When to try again, if ever.
    pub next_at: Option<Instant>,
}

/// The event's row.
pub fn add(event: &NewEvent, owner: &Owner, now: Instant, guard: &Guard) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("id", event.id.as_str())
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("type", event.name)
        .put("object", event.object.as_str())
        .put("sequence", event.sequence)
        .put("body", event.body.as_str())
        .put("created_at", now);
    insert("event", &mut columns, guard)
}

/// Its delivery, if the merchant has an address; born leased to whoever will send it at once.
pub fn add_delivery(
    event: &NewEvent,
    owner: &Owner,
    lease: Option<&str>,
    now: Instant,
) -> Statement {
    let mut params = vec![
        event.delivery.as_str().into(),
        now.into(),
        lease.into(),
        lease.map(|_| now.plus_ms(LEASE_MS)).into(),
        now.into(),
        event.id.as_str().into(),
    ];
    params.extend(owner.params());
    Statement::new(
        "INSERT INTO delivery (id, event, merchant, mode, url, state, tries, next_at, lease,
                               lease_until, created_at)
         SELECT ?, e.id, e.merchant, e.mode, s.webhook_url, 'due', 0, ?, ?, ?, ?
         FROM event e JOIN merchant_mode s ON s.merchant = e.merchant AND s.mode = e.mode
         WHERE e.id = ? AND e.merchant = ? AND e.mode = ? AND s.webhook_url IS NOT NULL",
        params,
    )
}

/// A delivery of the same event once more, at once, because the merchant asks.
pub fn replay(owner: &Owner, id: &str, fresh: &str, lease: &str, now: Instant) -> Statement {
    let mut params = vec![
        fresh.into(),
        now.into(),
        lease.into(),
        now.plus_ms(LEASE_MS).into(),
        now.into(),
        id.into(),
    ];
    params.extend(owner.params());
    Statement::new(
        "INSERT INTO delivery (id, event, merchant, mode, url, state, tries, next_at, lease,
                               lease_until, created_at)
         SELECT ?, d.event, d.merchant, d.mode, s.webhook_url, 'due', 0, ?, ?, ?, ?
         FROM delivery d JOIN merchant_mode s ON s.merchant = d.merchant AND s.mode = d.mode
         WHERE d.id = ? AND d.merchant = ? AND d.mode = ? AND s.webhook_url IS NOT NULL",
        params,
    )
}

/// What is not delivered yet goes to the new address, or nowhere when delivery is turned off.
pub fn redirect(owner: &Owner, url: Option<&str>) -> Statement {
    let (column, value) = match url {
        Some(url) => ("url = ?", url),
        None => ("state = 'failed', problem = ?", "delivery was turned off"),
    };
    let params = [vec![value.into()], owner.params()].concat();
    let text =
        format!("UPDATE delivery SET {column} WHERE merchant = ? AND mode = ? AND state = 'due'");
    Statement::new(text, params)
}

/// Takes what is due and nobody holds, the longest due first.
pub fn claim(lease: &str, now: Instant, most: i64) -> Statement {
    Statement::new(
        "UPDATE delivery SET lease = ?, lease_until = ?
         WHERE id IN (SELECT id FROM delivery WHERE state = 'due' AND next_at <= ?
                        AND (lease_until IS NULL OR lease_until <= ?)
                      ORDER BY next_at LIMIT ?)",
        vec![lease.into(), now.plus_ms(LEASE_MS).into(), now.into(), now.into(), most.into()],
    )
}

/// Everything that is held under a lease.
pub fn held(lease: &str) -> Statement {
    Statement::new(
        "SELECT d.id, d.event, d.merchant, d.mode, d.url, d.tries, e.type, e.body,
                s.webhook_secret, s.webhook_secret_old, s.webhook_old_until
         FROM delivery d JOIN event e ON e.id = d.event
         JOIN merchant_mode s ON s.merchant = d.merchant AND s.mode = d.mode
         WHERE d.lease = ? AND d.state = 'due' ORDER BY d.rowid",
        vec![lease.into()],
    )
}

/// Reads a row of [`held`].
pub fn read_claimed(row: &Row) -> Option<Claimed> {
    Some(Claimed {
        id: row.text("id"),
        event: row.text("event"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        url: row.text("url"),
        tries: u32::try_from(row.number("tries")).ok()?,
        name: row.text("type"),
        body: row.text("body"),
        secret: row.text("webhook_secret"),
        secret_old: row.maybe_text("webhook_secret_old"),
        old_until: row.instant("webhook_old_until"),
    })
}

/// Writes down how a try ended, if the lease is still ours.
pub fn finish(id: &str, lease: &str, tries: u32, tried: &Tried) -> Statement {
    let state = match (&tried.problem, tried.next_at) {
        (None, _) => "delivered",
        (Some(_), Some(_)) => "due",
        (Some(_), None) => "failed",
    };
    let delivered = tried.problem.is_none().then_some(tried.at);
    let mut columns = Columns::default();
    columns
        .put("state", state)
        .put("tries", i64::from(tries))
        .put("next_at", tried.next_at.unwrap_or(tried.at))
        .put("lease", crate::platform::Value::Null)
        .put("lease_until", crate::platform::Value::Null)
        .put("tried_at", tried.at)
        .put("delivered_at", delivered)
        .put("duration_ms", tried.duration_ms)
        .put("response_status", tried.status.map(i64::from))
        .put("response_start", tried.start.as_ref())
        .put("problem", tried.problem.as_ref());
    update("delivery", &mut columns, "id = ? AND lease = ?", vec![id.into(), lease.into()])
}

/// Two statements for a page of the delivery log: how many there are, and the newest first. `start`
/// is what the events' names begin with.
pub fn log(owner: &Owner, start: Option<&str>, page: Page) -> [Statement; 2] {
    let mut clause = "FROM delivery d JOIN event e ON e.id = d.event
                      WHERE d.merchant = ? AND d.mode = ?"
        .to_owned();
    let mut params = owner.params();
    if let Some(start) = start {
        clause.push_str(" AND substr(e.type, 1, length(?)) = ?");
        params.extend([start.into(), start.into()]);
    }
    let count = Statement::new(format!("SELECT count(*) AS total {clause}"), params.clone());
    params.extend([page.limit.into(), page.offset().into()]);
    let rows = format!(
        "SELECT d.*, e.type, e.object, e.body {clause}
         ORDER BY d.created_at DESC, d.id DESC LIMIT ? OFFSET ?"
    );
    [count, Statement::new(rows, params)]
}

/// Two statements for the events behind one, in the order in which they were written: whether that
/// one is known, and so many that follow. Without one it begins with the oldest.
pub fn feed(owner: &Owner, after: Option<&str>, most: i64) -> [Statement; 2] {
    let Some(after) = after else {
        let text = "SELECT id, type, object, sequence, created_at, body FROM event
                    WHERE merchant = ? AND mode = ? ORDER BY rowid LIMIT ?";
        let params = [owner.params(), vec![most.into()]].concat();
        return [Statement::new("SELECT 1 AS known", Vec::new()), Statement::new(text, params)];
    };
    let params = [owner.params(), vec![after.into()]].concat();
    let known = "SELECT 1 AS known FROM event WHERE merchant = ? AND mode = ? AND id = ?";
    let text = "SELECT id, type, object, sequence, created_at, body FROM event
                WHERE merchant = ? AND mode = ? AND rowid > (SELECT rowid FROM event
                  WHERE merchant = ? AND mode = ? AND id = ?)
                ORDER BY rowid LIMIT ?";
    let rest = [owner.params(), params.clone(), vec![most.into()]].concat();
    [Statement::new(known, params), Statement::new(text, rest)]
}

/// One delivery of the log.
pub fn log_one(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![id.into()]].concat();
    let text = "SELECT d.*, e.type, e.object, e.body FROM delivery d JOIN event e ON e.id = d.event
                WHERE d.merchant = ? AND d.mode = ? AND d.id = ?";
    Statement::new(text, params)
}

/// Forgets deliveries and events of before, a part at a time.
pub fn prune(before: Instant) -> [Statement; 2] {
    [
        "DELETE FROM delivery WHERE id IN (
           SELECT id FROM delivery WHERE created_at < ? AND state <> 'due' LIMIT 500)",
        "DELETE FROM event WHERE id IN (
           SELECT e.id FROM event e WHERE e.created_at < ?
             AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.event = e.id) LIMIT 500)",
    ]
    .map(|text| Statement::new(text, vec![before.into()]))
}
