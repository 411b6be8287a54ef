//! The sandbox's ledger: entries are only added.

use shared::payment::Seen;

use super::{Guard, Owner, insert, payment};
use crate::platform::{Row, Statement};

/// One entry of the fake ledger. A later entry of the same transaction says what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Where it stands in the merchant's ledger, from 1.
    pub position: i64,
    /// What the ledger says.
    pub seen: Seen,
}

/// Adds an entry; fails the batch when its place is taken.
pub fn add(owner: &Owner, entry: &LedgerEntry) -> Statement {
    let mut columns = payment::columns_of(&entry.seen);
    columns.put("merchant", owner.merchant.as_str()).put("position", entry.position);
    insert("sandbox_entry", &mut columns, &Guard::none())
}

/// Two statements: the newest position, and the newest entry of a transaction.
pub fn end(owner: &Owner, transaction: &str) -> [Statement; 2] {
    let merchant = owner.merchant.as_str();
    [
        Statement::new(
            "SELECT max(position) AS position FROM sandbox_entry WHERE merchant = ?",
            vec![merchant.into()],
        ),
        Statement::new(
            "SELECT * FROM sandbox_entry WHERE merchant = ? AND transaction_id = ?
             ORDER BY position DESC LIMIT 1",
            vec![merchant.into(), transaction.into()],
        ),
    ]
}

/// Reads what an entry says. On this ledger a transaction is one movement of money, so its name is
/// its key.
pub fn read(row: &Row) -> Option<Seen> {
    payment::read_seen(row, row.text("transaction_id"))
}
