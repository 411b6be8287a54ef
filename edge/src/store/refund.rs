//! Money that goes back: written down by the merchant, seen leaving by the watcher.

use shared::currency::{Asset, Network};
use shared::money::Amount;
use shared::payment::Seen;
use shared::time::Instant;

use super::{Columns, Guard, Owner, insert, update};
use crate::platform::{Row, Statement, Value};

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Its id.
    pub id: String,
    /// The invoice whose money it is.
    pub invoice: String,
    /// The ledger,
    pub network: Network,
    /// and which of its kind; `None`: the sandbox.
    pub chain: Option<String>,
    /// The merchant's address that it leaves from.
    pub source: String,
    /// Where it goes.
    pub address: String,
    /// In what.
    pub asset: Asset,
    /// How much.
    pub amount: Amount,
    /// The ledger's name for it, once it has left.
    pub transaction: Option<String>,
    /// When it was written down.
    pub created_at: Instant,
    /// When the ledger closed it.
    pub sent_at: Option<Instant>,
}

/// A refund that is not seen yet. The batch depends on it.
pub fn add(refund: &Refund, owner: &Owner, guard: &Guard) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("id", refund.id.as_str())
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("invoice", refund.invoice.as_str())
        .put("network", refund.network.code())
        .put("chain", refund.chain.as_ref())
        .put("source", refund.source.as_str())
        .put("address", refund.address.as_str())
        .put("asset", refund.asset.code())
        .put("amount", refund.amount.minor().to_string())
        .put("state", "awaiting")
        .put("created_at", refund.created_at);
    insert("refund", &mut columns, guard)
}

/// It was seen leaving. Its key is unique: one payment is one refund.
pub fn sent(id: &str, seen: &Seen) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("state", "sent")
        .put("key", seen.key.as_str())
        .put("transaction_id", seen.transaction.as_str())
        .put("sent_at", seen.at);
    update("refund", &mut columns, "id = ? AND state = 'awaiting'", vec![id.into()])
}

/// It will not leave.
pub fn remove(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![Value::from(id)]].concat();
    let text = "DELETE FROM refund
                WHERE merchant = ? AND mode = ? AND id = ? AND state = 'awaiting'";
    Statement::new(text, params)
}

/// Those that are to leave from an address, the oldest first.
pub fn awaited(owner: &Owner, source: &str) -> Statement {
    Statement::new(
        "SELECT * FROM refund
         WHERE merchant = ? AND mode = ? AND source = ? AND state = 'awaiting'
         ORDER BY created_at, id LIMIT 200",
        [owner.params(), vec![Value::from(source)]].concat(),
    )
}

/// Which of these keys, a JSON list, are refunds that were seen.
pub fn known(owner: &Owner, network: Network, keys: String) -> Statement {
    let params = [owner.params(), vec![network.code().into(), keys.into()]].concat();
    Statement::new(
        "SELECT key FROM refund WHERE merchant = ? AND mode = ? AND network = ?
           AND key IN (SELECT value FROM json_each(?))",
        params,
    )
}

/// One refund of the owner.
pub fn one(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![id.into()]].concat();
    Statement::new("SELECT * FROM refund WHERE merchant = ? AND mode = ? AND id = ?", params)
}

/// Those of an invoice, by any of its ids, the oldest first.
pub fn of_invoice(owner: &Owner, invoice: &str) -> Statement {
    Statement::new(
        "SELECT * FROM refund WHERE merchant = ? AND mode = ?
           AND invoice IN (SELECT id FROM invoice WHERE id = ? OR public_id = ?)
         ORDER BY created_at, id",
        [owner.params(), vec![invoice.into(), invoice.into()]].concat(),
    )
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Refund> {
    Some(Refund {
        id: row.text("id"),
        invoice: row.text("invoice"),
        network: Network::parse(&row.text("network"))?,
        chain: row.maybe_text("chain"),
        source: row.text("source"),
        address: row.text("address"),
        asset: Asset::parse(&row.text("asset"))?,
        amount: Amount::from_minor(row.text("amount").parse().ok()?),
        transaction: row.maybe_text("transaction_id"),
        created_at: row.instant("created_at")?,
        sent_at: row.instant("sent_at"),
    })
}
