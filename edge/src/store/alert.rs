//! What went wrong and was not put right yet. One open row for each cause: raising twice is once.

use shared::alert::AlertKind;
use shared::time::Instant;

use super::{Columns, Guard, Owner, insert_with};
use crate::platform::{Row, Statement, Value};

/// Something that needs the merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: String,
    /// What is wrong.
    pub kind: AlertKind,
    /// The address, server, pair or payment that it is about.
    pub subject: String,
    /// A sentence for people.
    pub detail: String,
}

/// Raises it, unless it stands already.
pub fn raise(alert: &Alert, owner: &Owner, now: Instant, guard: &Guard) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("id", alert.id.as_str())
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("kind", alert.kind.code())
        .put("subject", alert.subject.as_str())
        .put("detail", alert.detail.as_str())
        .put("raised_at", now);
    insert_with("alert", &mut columns, guard, "ON CONFLICT DO NOTHING")
}

/// What telling of it depends on: that it was raised just now.
pub fn raised(alert: &Alert) -> Guard {
    Guard::made("alert", &alert.id)
}

/// Holds when the same was never raised.
pub fn never(owner: &Owner, kind: AlertKind, subject: &str) -> Guard {
    Guard {
        text: "NOT EXISTS (SELECT 1 FROM alert
               WHERE merchant = ? AND mode = ? AND kind = ? AND subject = ?)"
            .to_owned(),
        params: [owner.params(), vec![Value::from(kind.code()), subject.into()]].concat(),
    }
}

/// Puts right what was wrong with a subject.
pub fn clear(owner: &Owner, kind: AlertKind, subject: &str, now: Instant) -> Statement {
    let params = [vec![now.into()], owner.params(), vec![Value::from(kind.code()), subject.into()]];
    Statement::new(
        "UPDATE alert SET cleared_at = ?
         WHERE merchant = ? AND mode = ? AND kind = ? AND subject = ? AND cleared_at IS NULL",
        params.concat(),
    )
}

/// The same for everybody.
pub fn clear_all(kind: AlertKind, subject: &str, now: Instant) -> Statement {
    Statement::new(
        "UPDATE alert SET cleared_at = ? WHERE kind = ? AND subject = ? AND cleared_at IS NULL",
        vec![now.into(), kind.code().into(), subject.into()],
    )
}

/// How many alerts stand, by kind; of everybody, for the health page.
pub fn standing() -> Statement {
    Statement::new(
        "SELECT kind, count(*) AS total FROM alert WHERE cleared_at IS NULL GROUP BY kind",
        Vec::new(),
    )
}

/// An owner's alerts that stand, the newest first.
pub fn all(owner: &Owner) -> Statement {
    Statement::new(
        "SELECT * FROM alert WHERE merchant = ? AND mode = ? AND cleared_at IS NULL
         ORDER BY raised_at DESC, id DESC LIMIT 100",
        owner.params(),
    )
}

/// Reads a row of [`all`]: the alert and when it was raised.
pub fn read(row: &Row) -> Option<(Alert, Instant)> {
    let alert = Alert {
        id: row.text("id"),
        kind: AlertKind::parse(&row.text("kind"))?,
        subject: row.text("subject"),
        detail: row.text("detail"),
    };
    Some((alert, row.instant("raised_at")?))
}
