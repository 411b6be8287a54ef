//! The sandbox's ledger: entries are only added.

use shared::payment::Seen;

use super::{Guard, Owner, insert, payment};
use crate::platform::{Row, Statement, Value};

/// The next place in the merchant's ledger; a place that is taken, which fails the batch, when the
/// transaction went on behind what was known of it. Takes the merchant twice, the transaction, and
/// where its newest known entry stands.
const NEXT: &str = "(SELECT coalesce(max(position), 0) + 1 FROM sandbox_entry WHERE merchant = ?
    AND NOT EXISTS (SELECT 1 FROM sandbox_entry newer
      WHERE newer.merchant = ? AND newer.transaction_id = ? AND newer.position > ?))";

/// Adds an entry behind all others. `known`: where the newest entry of its transaction stood when
/// it was read, 0 where there was none; fails the batch when there is a newer one.
pub fn add(owner: &Owner, seen: &Seen, known: i64) -> Statement {
    let merchant = || Value::from(owner.merchant.as_str());
    let transaction = seen.transaction.as_str().into();
    let mut columns = payment::columns_of(seen);
    columns.put("merchant", merchant()).put_by(
        "position",
        NEXT,
        [merchant(), merchant(), transaction, known.into()],
    );
    insert("sandbox_entry", &mut columns, &Guard::none())
}

/// The newest entry of a transaction.
pub fn newest(owner: &Owner, transaction: &str) -> Statement {
    Statement::new(
        "SELECT * FROM sandbox_entry WHERE merchant = ? AND transaction_id = ?
         ORDER BY position DESC LIMIT 1",
        vec![owner.merchant.as_str().into(), transaction.into()],
    )
}

/// Where an entry stands in the merchant's ledger, from 1.
pub fn position(row: &Row) -> i64 {
    row.number("position")
}

/// Reads what an entry says. On this ledger a transaction is one movement of money, so its name is
/// its key.
pub fn read(row: &Row) -> Option<Seen> {
    payment::read_seen(row, row.text("transaction_id"))
}
