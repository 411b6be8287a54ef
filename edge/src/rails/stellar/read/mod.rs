//! What Horizon says, read strictly: bytes in, movements of money out. Knows no HTTP and no
//! invoice.
//!
//! An answer is either understood as a whole or a [`Doubt`], of which nothing is used.

mod account;
mod record;
#[cfg(test)]
mod tests;

use serde_json::Value;
use shared::money::Amount;
use shared::time::Instant;

pub use account::{Account, Balance, Submitted, account, is_not_found, submit};
pub use record::{MergeToAsk, merged};

use crate::ledgers::Stellar;
use crate::rails::wire::{count, is_name, json, list, number, object, text};
use crate::rails::{Doubt, Moved};

/// Decimal places of every asset on Stellar (`rails.md` 1.2).
const SCALE: u32 = 7;

/// Which network a server tells of, and how much of it (`GET /`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The network's own name.
    pub passphrase: String,
    /// The newest ledger that it answers from.
    pub latest: u32,
    /// When that closed.
    pub latest_closed_at: Instant,
    /// The oldest ledger that it kept; what was before is missing silently (`rails.md` 1.4).
    pub elder: u32,
}

/// Reads `GET /`.
///
/// # Errors
/// [`Doubt`] if anything of [`Root`] is missing.
pub fn root(body: &[u8]) -> Result<Root, Doubt> {
    let root = json(body)?;
    let passphrase = text(&root, "network_passphrase")?.ok_or(Doubt("no passphrase"))?;
    let ledger = |name| count(&root, name)?.ok_or(Doubt("no bounds of the history"));
    Ok(Root {
        passphrase: passphrase.to_owned(),
        latest: ledger("history_latest_ledger")?,
        latest_closed_at: instant(&root, "history_latest_ledger_closed_at")?,
        elder: ledger("history_elder_ledger")?,
    })
}

/// A page of an account's payments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Money that came and went, in the ledger's order.
    pub moved: Vec<Moved>,
    /// The last paging token behind `after`; `None` if the page has nothing new.
    pub last: Option<u64>,
    /// When the ledger of that record closed.
    pub last_at: Option<Instant>,
    /// Whether there may be more behind it.
    pub is_full: bool,
    /// Accounts that were merged into ours, with amounts that the page does not tell.
    pub merges: Vec<MergeToAsk>,
    /// What names our address and is not understood, for an alert: no money, and no reason to stop.
    pub strange: Vec<String>,
}

/// Reads `/accounts/{address}/payments?join=transactions&order=asc`, asked with this cursor
/// (`after`) and limit.
///
/// # Errors
/// [`Doubt`] about everything but a whole page in ascending order. Records up to `after` are passed
/// over: some servers repeat them.
pub fn page(
    body: &[u8],
    address: &str,
    net: &Stellar,
    limit: usize,
    after: u64,
) -> Result<Page, Doubt> {
    // `/accounts//payments` once told of all accounts (rails.md 1.1).
    if !is_name(address) {
        return Err(Doubt("no address"));
    }
    let answer = json(body)?;
    let records = records(&answer)?;
    let mut page = Page { is_full: records.len() >= limit, ..Page::default() };
    let mut before = None;
    for record in records {
        let token = token(record)?;
        if before >= Some(token) {
            return Err(Doubt("records are not in ascending order"));
        }
        before = Some(token);
        if token > after {
            let at = instant(record, "created_at")?;
            page.last = before;
            page.last_at = Some(at);
            record::take(&mut page, record, token, at, address, net)?;
        }
    }
    Ok(page)
}

/// Reads `/transactions/{hash}/payments?join=transactions`: what one transaction moved to and from
/// the address. Failed operations are listed there, and moved nothing (`rails.md` 7.9).
///
/// # Errors
/// As [`page`].
pub fn of_transaction(body: &[u8], address: &str, net: &Stellar) -> Result<Vec<Moved>, Doubt> {
    page(body, address, net, usize::MAX, 0).map(|page| page.moved)
}

/// Reads `/operations/{id}/effects` of a merge: what the address got of it.
///
/// # Errors
/// [`Doubt`] unless exactly one effect gave it lumens.
pub fn effects(body: &[u8], address: &str) -> Result<Amount, Doubt> {
    let answer = json(body)?;
    let mut credits = Vec::new();
    for effect in records(&answer)? {
        if text(effect, "type")? == Some("account_credited")
            && text(effect, "account")? == Some(address)
            && text(effect, "asset_type")? == Some("native")
        {
            credits.push(effect);
        }
    }
    match credits.as_slice() {
        [credit] => amount(text(credit, "amount")?),
        _ => Err(Doubt("not one credit among the effects")),
    }
}

/// The records of a page. Horizon names the members of operations, changes of balance and effects
/// alike (`rails.md` 1.2).
fn records(answer: &Value) -> Result<&[Value], Doubt> {
    let embedded = object(answer, "_embedded")?.ok_or(Doubt("no page"))?;
    list(embedded, "records")?.ok_or(Doubt("no records"))
}

/// The operation's number, which is its place in the ledger, too (`rails.md` 1.4).
fn token(record: &Value) -> Result<u64, Doubt> {
    let token = text(record, "paging_token")?.and_then(number).ok_or(Doubt("no paging token"))?;
    if text(record, "id")?.and_then(number) != Some(token) {
        return Err(Doubt("paging token and id differ"));
    }
    Ok(token)
}

fn instant(object: &Value, name: &str) -> Result<Instant, Doubt> {
    text(object, name)?.and_then(Instant::parse).ok_or(Doubt("no time"))
}

/// Stroops, exactly (`rails.md` 7.16).
fn amount(text: Option<&str>) -> Result<Amount, Doubt> {
    let amount = text.map(|text| Amount::parse(text, SCALE));
    amount.and_then(Result::ok).ok_or(Doubt("no amount"))
}
