//! What seed 001 knows of an invoice: the client's own id for it, and what the payer carries back.

use shared::draft::LegacyType;
use shared::money::Amount;

use super::{Columns, Guard, Owner, insert, invoice};
use crate::platform::{Row, Statement, Value};

/// A payment of seed 001, to be kept beside its invoice.
#[derive(Clone, Debug)]
pub struct LegacyPayment {
    /// The client's own id, or the invoice's public id.
    pub id: String,
    /// Our id of the invoice.
    pub invoice: String,
    /// Where the address in the answer leads.
    pub kind: LegacyType,
    /// MD5 of token and id.
    pub return_id: String,
}

/// What was made under an id before.
#[derive(Clone, Debug)]
pub struct Made {
    /// The public id of its invoice.
    pub public_id: String,
    /// What it was for.
    pub title: String,
    /// Its price, in cents.
    pub amount: Option<Amount>,
    /// Where the address in the answer led.
    pub kind: LegacyType,
}

/// What the payer of an invoice carries back.
#[derive(Clone, Debug)]
pub struct Return {
    /// The client's own id.
    pub id: String,
    /// MD5 of token and id.
    pub return_id: String,
}

/// A new one. Its primary key undoes the batch of whoever is second.
pub fn add(payment: &LegacyPayment, owner: &Owner, guard: &Guard) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("id", payment.id.as_str())
        .put("invoice", payment.invoice.as_str())
        .put("type", payment.kind.code())
        .put("return_id", payment.return_id.as_str());
    insert("legacy_payment", &mut columns, guard)
}

/// What the owner made under an id; read by [`read_made`].
pub fn made(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![id.into()]].concat();
    Statement::new(
        "SELECT i.public_id, i.title, i.price_amount, p.type FROM legacy_payment p
         JOIN invoice i ON i.id = p.invoice
         WHERE p.merchant = ? AND p.mode = ? AND p.id = ?",
        params,
    )
}

/// Reads the row of [`made`].
pub fn read_made(row: &Row) -> Option<Made> {
    let amount = row.maybe_text("price_amount").and_then(|text| text.parse().ok());
    Some(Made {
        public_id: row.text("public_id"),
        title: row.text("title"),
        amount: amount.map(Amount::from_minor),
        kind: LegacyType::parse(&row.text("type"))?,
    })
}

/// Two statements that load the owner's invoice by the client's id, else by its public id; read by
/// [`invoice::read_one`].
pub fn invoice_of(owner: &Owner, id: &str) -> [Statement; 2] {
    let clause = "merchant = ? AND mode = ? AND id = coalesce(
        (SELECT p.invoice FROM legacy_payment p WHERE p.merchant = ? AND p.mode = ? AND p.id = ?),
        (SELECT i.id FROM invoice i WHERE i.merchant = ? AND i.mode = ? AND i.public_id = ?))";
    let named = [owner.params(), vec![Value::from(id)]].concat();
    invoice::with_payments(clause, &[owner.params(), named.clone(), named].concat())
}

/// What the payer of a page carries back, if it is a payment of seed 001.
pub fn return_of_page(public_id: &str) -> Statement {
    Statement::new(
        "SELECT id, return_id FROM legacy_payment
         WHERE invoice = (SELECT id FROM invoice WHERE public_id = ?)",
        vec![public_id.into()],
    )
}

/// Reads the row of [`return_of_page`].
pub fn read_return(row: &Row) -> Return {
    Return { id: row.text("id"), return_id: row.text("return_id") }
}
