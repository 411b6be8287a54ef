//! Sightings of money: kept for ever, changed only from provisional to certain.

use shared::currency::{Fiat, Network};
use shared::money::Amount;
use shared::payment::{Disposition, Payment, PaymentState, Seen};
use shared::time::Instant;

use super::{Columns, Guard, Owner, Page, insert_with};
use crate::platform::{Row, Statement, Value};

/// Adds a sighting, or says what became of a known one.
pub fn put(
    payment: &Payment,
    id: &str,
    owner: &Owner,
    invoice: &str,
    worth: Option<&Worth>,
    now: Instant,
) -> Statement {
    let mut columns = row(&payment.seen, payment.disposition.code(), id, owner, now);
    columns.extend(worth_of(worth));
    columns.put("invoice", invoice);
    insert_with(
        "payment",
        &mut columns,
        &Guard::none(),
        "ON CONFLICT (merchant, mode, network, key) DO UPDATE SET
           state = excluded.state, disposition = excluded.disposition, at = excluded.at,
           amount = excluded.amount, invoice = excluded.invoice,
           value_currency = excluded.value_currency, value = excluded.value,
           value_rate = excluded.value_rate, value_sources = excluded.value_sources,
           value_at = excluded.value_at",
    )
}

/// Adds a sighting that belongs to no invoice; one that is known stays as it is, for it may have
/// been given to an invoice meanwhile. `note` says why nothing could be credited by itself.
pub fn put_unmatched(
    payment: &Payment,
    id: &str,
    owner: &Owner,
    note: Option<&str>,
    worth: Option<&Worth>,
    now: Instant,
) -> Statement {
    let mut columns = row(&payment.seen, payment.disposition.code(), id, owner, now);
    columns.extend(worth_of(worth));
    columns.put("note", note);
    insert_with("payment", &mut columns, &Guard::none(), "ON CONFLICT DO NOTHING")
}

/// Undoes the batch when the money belongs to an invoice already: the row that it adds is there.
pub fn assert_free(owner: &Owner, seen: &Seen) -> Statement {
    let key = vec![Value::from(seen.network.code()), seen.key.as_str().into()];
    let taken = Guard {
        text: "EXISTS (SELECT 1 FROM payment WHERE merchant = ? AND mode = ? AND network = ?
                 AND key = ? AND invoice IS NOT NULL)"
            .to_owned(),
        params: [owner.params(), key].concat(),
    };
    let mut columns = row(seen, "", "", owner, Instant::default());
    insert_with("payment", &mut columns, &taken, "")
}

fn row(seen: &Seen, disposition: &str, id: &str, owner: &Owner, now: Instant) -> Columns {
    let mut columns = columns_of(seen);
    columns
        .put("id", id)
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("key", seen.key.as_str())
        .put("disposition", disposition)
        .put("created_at", now);
    columns
}

/// Which payments a list holds.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only what became of them.
    pub disposition: Option<Disposition>,
    /// Closed by the ledger at or after.
    pub after: Option<Instant>,
    /// Closed by the ledger before.
    pub before: Option<Instant>,
}

impl Filter {
    fn clause(&self, owner: &Owner) -> (String, Vec<Value>) {
        let mut clause = "merchant = ? AND mode = ?".to_owned();
        let mut params = owner.params();
        let wanted = self.disposition.map(|disposition| disposition.code().into());
        let parts = [
            (" AND disposition = ?", wanted),
            (" AND at >= ?", self.after.map(Value::from)),
            (" AND at < ?", self.before.map(Value::from)),
        ];
        for (text, value) in parts {
            if let Some(value) = value {
                clause.push_str(text);
                params.push(value);
            }
        }
        (clause, params)
    }
}

/// Two statements for a page of a list, the newest first: how many there are, and the rows.
pub fn page(owner: &Owner, filter: &Filter, page: Page) -> [Statement; 2] {
    let (clause, params) = filter.clause(owner);
    let part = [params.clone(), vec![page.limit.into(), page.offset().into()]].concat();
    [
        Statement::new(format!("SELECT count(*) AS total FROM payment WHERE {clause}"), params),
        Statement::new(
            format!(
                "SELECT * FROM payment WHERE {clause} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"
            ),
            part,
        ),
    ]
}

/// The newest payments of a list, for a file.
pub fn newest(owner: &Owner, filter: &Filter, most: i64) -> Statement {
    let (clause, mut params) = filter.clause(owner);
    params.push(most.into());
    let text = format!("SELECT * FROM payment WHERE {clause} ORDER BY at DESC, id DESC LIMIT ?");
    Statement::new(text, params)
}

/// One payment of the owner.
pub fn one(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![id.into()]].concat();
    Statement::new("SELECT * FROM payment WHERE merchant = ? AND mode = ? AND id = ?", params)
}

/// The payments of a transaction that somebody names on an invoice's page, as each ledger would
/// write its name.
pub fn named_on_page(public_id: &str, names: [String; 2]) -> Statement {
    let [stellar, xrpl] = names;
    Statement::new(
        "SELECT p.* FROM payment p
         JOIN invoice i ON i.merchant = p.merchant AND i.mode = p.mode
         WHERE i.public_id = ? AND p.transaction_id IN (?, ?) AND p.destination = i.destination",
        vec![public_id.into(), stellar.into(), xrpl.into()],
    )
}

/// A payment with what only lists tell of it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// The invoice that it belongs to.
    pub invoice: Option<String>,
    /// The payment.
    pub payment: Payment,
    /// Why nothing could be credited by itself.
    pub note: Option<String>,
    /// What it was worth when the ledger closed it.
    pub worth: Option<Worth>,
    /// When it was first seen.
    pub created_at: Instant,
}

/// A value in the merchant's currency, and where that came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// The currency.
    pub fiat: Fiat,
    /// In its minor units.
    pub value: Amount,
    /// What one unit of the asset cost.
    pub rate: String,
    /// Who said so, with blanks between.
    pub sources: String,
    /// When.
    pub at: Instant,
}

/// Reads a row of a list.
pub fn read_listed(row: &Row) -> Option<Listed> {
    Some(Listed {
        id: row.text("id"),
        invoice: row.maybe_text("invoice"),
        payment: read(row)?,
        note: row.maybe_text("note"),
        worth: read_worth(row),
        created_at: row.instant("created_at")?,
    })
}

/// Reads what a payment was worth, if that is known.
pub fn read_worth(row: &Row) -> Option<Worth> {
    Some(Worth {
        fiat: Fiat::parse(&row.text("value_currency"))?,
        value: Amount::from_minor(row.text("value").parse().ok()?),
        rate: row.text("value_rate"),
        sources: row.text("value_sources"),
        at: row.instant("value_at")?,
    })
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
pub(super) fn columns_of(seen: &Seen) -> Columns {
    let mut columns = Columns::default();
    columns
        .put("transaction_id", seen.transaction.as_str())
        .put("network", seen.network.code())
        .put("destination", seen.destination.as_str())
        .put("sender", seen.sender.as_ref())
        .put("reference", seen.reference.as_ref())
        .put("asset", seen.asset_code.as_str())
        .put("scale", i64::from(seen.scale))
        .put("amount", seen.amount.minor().to_string())
        .put("at", seen.at)
        .put("state", seen.state.code());
    columns
}

fn worth_of(worth: Option<&Worth>) -> Columns {
    let mut columns = Columns::default();
    columns
        .put("value_currency", worth.map(|worth| worth.fiat.code()))
        .put("value", worth.map(|worth| worth.value.minor().to_string()))
        .put("value_rate", worth.map(|worth| worth.rate.as_str()))
        .put("value_sources", worth.map(|worth| worth.sources.as_str()))
        .put("value_at", worth.map(|worth| worth.at));
    columns
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
