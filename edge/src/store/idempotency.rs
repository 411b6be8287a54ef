//! Answers that a repeated request gets again (`reliability.md` 2.5): claim, effect, answer in one
//! batch.

use shared::time::{DAY_MS, Instant};

use super::{Blanks, Columns, Guard, Owner, insert_with};
use crate::platform::{Row, Statement};

/// One request's claim of a key.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Whose key it is.
    pub owner: Owner,
    /// The caller's key.
    pub key: String,
    /// What was asked: method, route and canonical body, hashed.
    pub fingerprint: String,
    /// A fresh id of this execution.
    pub attempt: String,
}

/// An answer that was stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// What was asked.
    pub fingerprint: String,
    /// Who claimed it.
    pub attempt: String,
    /// The HTTP status.
    pub status: u16,
    /// The body's bytes.
    pub body: String,
}

/// Claims the key with this answer, unless somebody holds it; an expired claim is replaced.
pub fn claim(claim: &Claim, status: u16, body: &str, now: Instant, guard: &Guard) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("merchant", claim.owner.merchant.as_str())
        .put("mode", claim.owner.mode.code())
        .put("key", claim.key.as_str())
        .put("fingerprint", claim.fingerprint.as_str())
        .put("attempt", claim.attempt.as_str())
        .put("status", i64::from(status))
        .put("body", body)
        .put("expires_at", now.plus_ms(DAY_MS));
    let mut statement = insert_with(
        "idempotency",
        &mut columns,
        guard,
        "ON CONFLICT (merchant, mode, key) DO UPDATE SET
           fingerprint = excluded.fingerprint, attempt = excluded.attempt,
           status = excluded.status, body = excluded.body, expires_at = excluded.expires_at
         WHERE idempotency.expires_at <= ?",
    );
    statement.params.push(now.into());
    statement
}

/// Fills in what the database decided of the row that the kept answer tells of.
pub fn fill(claim: &Claim, blanks: &Blanks) -> Statement {
    let mut text = "body".to_owned();
    let mut params = Vec::new();
    for (mark, column) in &blanks.marks {
        text = format!("replace({text}, ?, (SELECT {column} FROM {} WHERE id = ?))", blanks.table);
        params.extend([mark.as_str().into(), blanks.id.as_str().into()]);
    }
    params.extend(claim.owner.params());
    params.extend([claim.key.as_str().into(), claim.attempt.as_str().into()]);
    let text = format!(
        "UPDATE idempotency SET body = {text}
         WHERE merchant = ? AND mode = ? AND key = ? AND attempt = ?"
    );
    Statement::new(text, params)
}

/// Undoes the batch when the claim is another execution's. For batches that count no request.
pub fn assert_claimed(claim: &Claim) -> Statement {
    let mut params = claim.owner.params();
    params.push(claim.key.as_str().into());
    params.extend(claim.owner.params());
    params.extend([claim.key.as_str().into(), claim.attempt.as_str().into()]);
    Statement::new(
        "INSERT INTO idempotency (merchant, mode, key, fingerprint, attempt, status, body,
                                  expires_at)
         SELECT ?, ?, ?, '', '', 0, '', 0 WHERE NOT EXISTS (SELECT 1 FROM idempotency
           WHERE merchant = ? AND mode = ? AND key = ? AND attempt = ?)",
        params,
    )
}

/// Holds if the claim is this execution's.
pub fn claimed(claim: &Claim) -> Guard {
    let mut params = claim.owner.params();
    params.extend([claim.key.as_str().into(), claim.attempt.as_str().into()]);
    Guard {
        text: "EXISTS (SELECT 1 FROM idempotency
               WHERE merchant = ? AND mode = ? AND key = ? AND attempt = ?)"
            .to_owned(),
        params,
    }
}

/// The answer under a key that has not expired.
pub fn load(claim: &Claim, now: Instant) -> Statement {
    let mut params = claim.owner.params();
    params.extend([claim.key.as_str().into(), now.into()]);
    Statement::new(
        "SELECT fingerprint, attempt, status, body FROM idempotency
         WHERE merchant = ? AND mode = ? AND key = ? AND expires_at > ?",
        params,
    )
}

/// Reads the answer of [`load`].
pub fn read(row: &Row) -> Stored {
    Stored {
        fingerprint: row.text("fingerprint"),
        attempt: row.text("attempt"),
        status: u16::try_from(row.number("status")).unwrap_or(500),
        body: row.text("body"),
    }
}

/// Frees the space of expired answers, a part at a time.
pub fn prune(now: Instant) -> Statement {
    Statement::new(
        "DELETE FROM idempotency WHERE (merchant, mode, key) IN (
           SELECT merchant, mode, key FROM idempotency WHERE expires_at <= ? LIMIT 1000)",
        vec![now.into()],
    )
}
