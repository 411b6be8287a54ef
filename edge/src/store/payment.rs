//! Sightings of money: kept for ever, changed only from provisional to certain.

use shared::currency::Network;
use shared::money::Amount;
use shared::payment::{Disposition, Payment, PaymentState, Seen};
use shared::time::Instant;

use super::{Guard, Owner, insert_with, update};
use crate::platform::{Row, Statement, Value};

/// Adds a sighting, or says what became of a known one.
pub fn put(
    payment: &Payment,
    id: &str,
    owner: &Owner,
    invoice: Option<&str>,
    now: Instant,
) -> Statement {
    let mut columns = columns_of(&payment.seen);
    columns.extend([
        ("id", id.into()),
        ("merchant", owner.merchant.as_str().into()),
        ("mode", owner.mode.code().into()),
        ("invoice", invoice.into()),
        ("key", payment.seen.key.as_str().into()),
        ("disposition", payment.disposition.code().into()),
        ("created_at", now.into()),
    ]);
    insert_with(
        "payment",
        columns,
        &Guard::none(),
        "ON CONFLICT (merchant, mode, network, key) DO UPDATE SET
           state = excluded.state, disposition = excluded.disposition, at = excluded.at,
           amount = excluded.amount, invoice = coalesce(excluded.invoice, invoice)",
    )
}

/// Says why a sighting was not credited by itself.
pub fn note(owner: &Owner, seen: &Seen, note: &str) -> Statement {
    let key = vec![Value::from(seen.network.code()), seen.key.as_str().into()];
    let rest = [owner.params(), key].concat();
    let clause = "merchant = ? AND mode = ? AND network = ? AND key = ?";
    update("payment", vec![("note", note.into())], clause, rest)
}

/// Which of these keys, a JSON list, are known, and how.
pub fn known(owner: &Owner, network: Network, keys: String) -> Statement {
    let params = [owner.params(), vec![network.code().into(), keys.into()]].concat();
    Statement::new(
        "SELECT key, state, invoice FROM payment
         WHERE merchant = ? AND mode = ? AND network = ?
           AND key IN (SELECT value FROM json_each(?))",
        params,
    )
}

/// The payments of the invoices that a sub-select names, oldest first.
pub(super) fn of_invoices(select_ids: &str, params: Vec<Value>) -> Statement {
    let text = format!("SELECT * FROM payment WHERE invoice IN ({select_ids}) ORDER BY at, id");
    Statement::new(text, params)
}

/// What was seen, as payments and the sandbox's ledger keep it; the key is a payment's own.
pub(super) fn columns_of(seen: &Seen) -> Vec<(&'static str, Value)> {
    vec![
        ("transaction_id", seen.transaction.as_str().into()),
        ("network", seen.network.code().into()),
        ("destination", seen.destination.as_str().into()),
        ("sender", seen.sender.as_ref().into()),
        ("reference", seen.reference.as_ref().into()),
        ("asset", seen.asset_code.as_str().into()),
        ("scale", i64::from(seen.scale).into()),
        ("amount", seen.amount.minor().to_string().into()),
        ("at", seen.at.into()),
        ("state", seen.state.code().into()),
    ]
}

/// Reads what [`columns_of`] wrote, under this key.
pub(super) fn read_seen(row: &Row, key: String) -> Option<Seen> {
    Some(Seen {
        key,
        transaction: row.text("transaction_id"),
        network: Network::parse(&row.text("network"))?,
        destination: row.text("destination"),
        sender: row.maybe_text("sender"),
        reference: row.maybe_text("reference"),
        asset_code: row.text("asset"),
        scale: u32::try_from(row.number("scale")).ok()?,
        amount: Amount::from_minor(row.text("amount").parse().ok()?),
        at: row.instant("at")?,
        state: PaymentState::parse(&row.text("state"))?,
    })
}

/// Reads a row.
pub(super) fn read(row: &Row) -> Option<Payment> {
    Some(Payment {
        seen: read_seen(row, row.text("key"))?,
        disposition: Disposition::parse(&row.text("disposition"))?,
    })
}
