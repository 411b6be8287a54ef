//! The steps of an invoice. A step's primary key is the lock of its writer.

use shared::invoice::Entry;
use shared::time::Instant;

use super::{Columns, Guard, Owner, insert};
use crate::platform::{Row, Statement};

/// One line of an invoice's timeline.
#[derive(Clone, Debug)]
pub struct Line {
    /// When it happened: a step on the merchant's clock, what leaves in the world's time.
    pub at: Instant,
    /// When it was written down, in the world's time.
    pub noted_at: Instant,
    /// Its machine word.
    pub code: String,
    /// A sentence.
    pub text: String,
    /// Who did it.
    pub actor: String,
    /// How much, as it is printed.
    pub amount: Option<String>,
    /// Of what.
    pub asset: Option<String>,
    /// The ledger's name for the transaction.
    pub transaction: Option<String>,
}

/// Adds a step's line: when on the merchant's clock, and when in the world. Fails the batch when
/// somebody else took this step.
pub fn add(
    invoice: &str,
    step: i64,
    entry: &Entry,
    actor: &str,
    [at, noted_at]: [Instant; 2],
    guard: &Guard,
) -> Statement {
    let seen = entry.payment.as_ref().map(|payment| &payment.seen);
    let mut columns = Columns::default();
    columns
        .put("invoice", invoice)
        .put("step", step)
        .put("at", at)
        .put("noted_at", noted_at)
        .put("code", entry.code.code())
        .put("text", entry.text.as_str())
        .put("actor", actor)
        .put("amount", seen.map(|seen| seen.amount.print(seen.scale)))
        .put("asset", seen.map(|seen| &seen.asset_code))
        .put("transaction_id", seen.map(|seen| &seen.transaction));
    insert("invoice_event", &mut columns, guard)
}

/// Three statements for everything that is known of an invoice: steps, deliveries, mails.
pub fn all(owner: &Owner, id: &str) -> [Statement; 3] {
    const OF: &str = "(SELECT id FROM invoice WHERE merchant = ? AND mode = ?
                       AND (id = ? OR public_id = ?))";
    let params = [owner.params(), vec![id.into(), id.into()]].concat();
    let steps = format!("SELECT * FROM invoice_event WHERE invoice = {OF} ORDER BY step");
    let deliveries = format!(
        "SELECT d.*, e.type FROM event e JOIN delivery d ON d.event = e.id
         WHERE e.object = {OF} AND d.tries > 0 ORDER BY d.created_at"
    );
    let mails = format!(
        "SELECT kind, recipient, state, created_at, sent_at, problem FROM mail
         WHERE invoice = {OF} ORDER BY created_at"
    );
    [steps, deliveries, mails].map(|text| Statement::new(text, params.clone()))
}

/// Reads a step's line.
pub fn read(row: &Row) -> Line {
    Line {
        at: row.instant("at").unwrap_or_default(),
        noted_at: row.instant("noted_at").unwrap_or_default(),
        code: row.text("code"),
        text: row.text("text"),
        actor: row.text("actor"),
        amount: row.maybe_text("amount"),
        asset: row.maybe_text("asset"),
        transaction: row.maybe_text("transaction_id"),
    }
}
