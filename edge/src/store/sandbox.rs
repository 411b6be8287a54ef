//! The sandbox's ledger: entries are only added.

use shared::money::Amount;
use shared::payment::PaymentState;
use shared::time::Instant;

use super::{Guard, Owner, insert};
use crate::platform::{Row, Statement};

/// One entry of the fake ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Where it stands in the merchant's ledger, from 1.
    pub position: i64,
    /// The transaction; a later entry of the same one says what became of it.
    pub transaction: String,
    /// Who was paid.
    pub destination: String,
    /// Memo or tag.
    pub reference: Option<String>,
    /// What was sent.
    pub asset_code: String,
    /// Decimal places of that.
    pub scale: u32,
    /// In minor units of that.
    pub amount: Amount,
    /// When the ledger closed it.
    pub at: Instant,
    /// How sure it is.
    pub state: PaymentState,
}

/// Adds an entry; fails the batch when its place is taken.
pub fn add(owner: &Owner, entry: &LedgerEntry, guard: &Guard) -> Statement {
    let columns = vec![
        ("merchant", owner.merchant.as_str().into()),
        ("position", entry.position.into()),
        ("transaction_id", entry.transaction.as_str().into()),
        ("destination", entry.destination.as_str().into()),
        ("reference", entry.reference.as_ref().into()),
        ("asset", entry.asset_code.as_str().into()),
        ("scale", i64::from(entry.scale).into()),
        ("amount", entry.amount.minor().to_string().into()),
        ("at", entry.at.into()),
        ("state", entry.state.code().into()),
    ];
    insert("sandbox_entry", columns, guard)
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

/// Reads an entry.
pub fn read(row: &Row) -> Option<LedgerEntry> {
    Some(LedgerEntry {
        position: row.number("position"),
        transaction: row.text("transaction_id"),
        destination: row.text("destination"),
        reference: row.maybe_text("reference"),
        asset_code: row.text("asset"),
        scale: u32::try_from(row.number("scale")).ok()?,
        amount: Amount::from_minor(row.text("amount").parse().ok()?),
        at: row.instant("at")?,
        state: PaymentState::parse(&row.text("state"))?,
    })
}
