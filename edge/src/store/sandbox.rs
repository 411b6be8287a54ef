//! The sandbox's ledger: entries are only added.

use shared::currency::Network;
use shared::money::Amount;
use shared::payment::{PaymentState, Seen};

use super::{Guard, Owner, insert};
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
    let seen = &entry.seen;
    let columns = vec![
        ("merchant", owner.merchant.as_str().into()),
        ("position", entry.position.into()),
        ("transaction_id", seen.transaction.as_str().into()),
        ("network", seen.network.code().into()),
        ("destination", seen.destination.as_str().into()),
        ("reference", seen.reference.as_ref().into()),
        ("asset", seen.asset_code.as_str().into()),
        ("scale", i64::from(seen.scale).into()),
        ("amount", seen.amount.minor().to_string().into()),
        ("at", seen.at.into()),
        ("state", seen.state.code().into()),
    ];
    insert("sandbox_entry", columns, &Guard::none())
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
    let transaction = row.text("transaction_id");
    Some(Seen {
        key: transaction.clone(),
        transaction,
        network: Network::parse(&row.text("network"))?,
        destination: row.text("destination"),
        reference: row.maybe_text("reference"),
        asset_code: row.text("asset"),
        scale: u32::try_from(row.number("scale")).ok()?,
        amount: Amount::from_minor(row.text("amount").parse().ok()?),
        at: row.instant("at")?,
        state: PaymentState::parse(&row.text("state"))?,
    })
}
