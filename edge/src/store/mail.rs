//! Mails: an outbox of the same kind as the deliveries.

use shared::time::{DAY_MS, Instant};

use super::event::LEASE_MS;
use super::{Columns, Guard, Owner, insert, update};
use crate::platform::{Row, Statement, Value};

/// A mail, ready to be sent.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its id.
    pub id: String,
    /// What kind it is.
    pub kind: String,
    /// Who gets it.
    pub recipient: String,
    /// Whose name it bears.
    pub sender_name: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Its subject.
    pub subject: String,
    /// Its body, for most.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

/// A mail that somebody claimed.
#[derive(Clone, Debug)]
pub struct ClaimedMail {
    /// The mail.
    pub mail: Mail,
    /// How often it was tried before.
    pub tries: u32,
}

/// Puts a mail into the outbox.
pub fn add(
    mail: &Mail,
    owner: &Owner,
    invoice: Option<&str>,
    lease: Option<&str>,
    now: Instant,
    guard: &Guard,
) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("id", mail.id.as_str())
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("invoice", invoice)
        .put("kind", mail.kind.as_str())
        .put("recipient", mail.recipient.as_str())
        .put("sender_name", mail.sender_name.as_str())
        .put("reply_to", mail.reply_to.as_ref())
        .put("subject", mail.subject.as_str())
        .put("html", mail.html.as_str())
        .put("text", mail.text.as_str())
        .put("state", "due")
        .put("tries", 0)
        .put("next_at", now)
        .put("lease", lease)
        .put("lease_until", lease.map(|_| now.plus_ms(LEASE_MS)))
        .put("created_at", now);
    insert("mail", &mut columns, guard)
}

/// Takes what is due and nobody holds. A mail that lay for a day before anybody could send it is
/// no news any more.
pub fn claim(lease: &str, now: Instant, most: i64) -> Statement {
    Statement::new(
        "UPDATE mail SET lease = ?, lease_until = ?
         WHERE id IN (SELECT id FROM mail WHERE state = 'due' AND next_at <= ?
                        AND (lease_until IS NULL OR lease_until <= ?)
                        AND (tries > 0 OR created_at > ?)
                      ORDER BY next_at LIMIT ?)",
        vec![
            lease.into(),
            now.plus_ms(LEASE_MS).into(),
            now.into(),
            now.into(),
            now.plus_ms(-DAY_MS).into(),
            most.into(),
        ],
    )
}

/// Everything that is held under a lease.
pub fn held(lease: &str) -> Statement {
    let text = "SELECT * FROM mail WHERE lease = ? AND state = 'due' ORDER BY rowid";
    Statement::new(text, vec![lease.into()])
}

/// Reads a row of [`held`].
pub fn read(row: &Row) -> ClaimedMail {
    let mail = Mail {
        id: row.text("id"),
        kind: row.text("kind"),
        recipient: row.text("recipient"),
        sender_name: row.text("sender_name"),
        reply_to: row.maybe_text("reply_to"),
        subject: row.text("subject"),
        html: row.text("html"),
        text: row.text("text"),
    };
    ClaimedMail { mail, tries: u32::try_from(row.number("tries")).unwrap_or_default() }
}

/// Writes down how sending ended, if the lease is still ours.
pub fn finish(
    claimed: &ClaimedMail,
    lease: &str,
    now: Instant,
    problem: Option<&str>,
    next_at: Option<Instant>,
) -> Statement {
    let state = match (problem, next_at) {
        (None, _) => "sent",
        (Some(_), Some(_)) => "due",
        (Some(_), None) => "failed",
    };
    let mut columns = Columns::default();
    columns
        .put("state", state)
        .put("tries", i64::from(claimed.tries + 1))
        .put("next_at", next_at.unwrap_or(now))
        .put("lease", Value::Null)
        .put("lease_until", Value::Null)
        .put("sent_at", problem.is_none().then_some(now))
        .put("problem", problem);
    let rest = vec![claimed.mail.id.as_str().into(), lease.into()];
    update("mail", &mut columns, "id = ? AND lease = ?", rest)
}

/// The newest mails of everybody; only the development page asks.
pub fn newest() -> Statement {
    Statement::new("SELECT * FROM mail ORDER BY created_at DESC, id DESC LIMIT 50", Vec::new())
}

/// Forgets mails of before, a part at a time.
pub fn prune(before: Instant) -> Statement {
    Statement::new(
        "DELETE FROM mail WHERE id IN (
           SELECT id FROM mail WHERE created_at < ? LIMIT 500)",
        vec![before.into()],
    )
}
