//! What servers of the XRP Ledger say, read strictly: bytes in, movements of money out. Knows no
//! HTTP, and no invoice.
//!
//! An answer is either understood as a whole or a [`Doubt`], of which nothing is used. Both
//! versions of the API are read, because old servers ignore which one was asked for.

mod entry;
#[cfg(test)]
mod tests;

use serde_json::Value;
use shared::money::Amount;
use shared::time::{Instant, SECOND_MS};

use self::entry::{Told, drops, succeeded};
use crate::ledgers::Xrpl;
use crate::rails::wire::{any, count, flag, is_digits, is_name, json, list, object, text};
use crate::rails::{Doubt, Moved};

/// 2000-01-01T00:00:00Z, from which this ledger counts seconds (`rails.md` 2.1).
const RIPPLE_EPOCH_S: i64 = 946_684_800;

/// `lsfRequireDestTag`: payments without a tag fail (`rails.md` 2.2).
const REQUIRE_DEST: u32 = 0x0002_0000;
/// `lsfDisallowXRP`: the owner asks to be sent no XRP.
const DISALLOW_XRP: u32 = 0x0008_0000;
/// `lsfDepositAuth`: only whom the owner has named can pay.
const DEPOSIT_AUTH: u32 = 0x0100_0000;

const NO_LEDGER: Doubt = Doubt("no validated ledger");
const NO_HISTORY: Doubt = Doubt("lgrIdxMalformed");
const NO_ACCOUNT: Doubt = Doubt("actNotFound");
const NO_TRANSACTION: Doubt = Doubt("txnNotFound");

/// Which network a server tells of, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// 0 is the main network, and what a server is on that names none.
    pub network_id: u32,
    /// The ranges of ledgers that it has, first and last.
    pub complete: Vec<(u32, u32)>,
    /// The newest validated ledger.
    pub validated: u32,
}

/// A page of what an account was part of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Money that came and went; not always in order.
    pub moved: Vec<Moved>,
    /// The first ledger that was really searched; later than asked if history is missing.
    pub ledger_min: u32,
    /// The last ledger that was really searched.
    pub ledger_max: u32,
    /// What asks for the next page: of this server, and soon (`rails.md` 7.21). `None` if this is
    /// the last.
    pub marker: Option<Value>,
    /// What names our address and is not understood, for an alert: no money, and no reason to stop.
    pub strange: Vec<String>,
}

/// One transaction that was asked for by its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OneTx {
    /// The server does not know it.
    Unknown,
    /// It is in no validated ledger yet, and may never be.
    Proposed,
    /// It is final, and moved this to and from the address.
    Final(Vec<Moved>),
    /// It is final, and moved nothing but its fee.
    Failed,
}

/// What an account's owner has set, for warnings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountInfo {
    /// In drops.
    pub balance: Amount,
    /// Payments without a tag fail.
    pub require_dest: bool,
    /// Payments fail but from those whom the owner has named.
    pub deposit_auth: bool,
    /// The owner asks to be sent no XRP; payments arrive all the same.
    pub disallow_xrp: bool,
}

/// Reads `server_info`.
///
/// # Errors
/// [`Doubt`] if the server has no validated ledger, or its ranges cannot be read.
pub fn server_info(body: &[u8]) -> Result<Info, Doubt> {
    let outcome = outcome(body)?;
    let info = object(&outcome, "info")?.ok_or(Doubt("no info"))?;
    let newest = object(info, "validated_ledger")?.ok_or(NO_LEDGER)?;
    let complete = text(info, "complete_ledgers")?.and_then(ranges);
    Ok(Info {
        network_id: count(info, "network_id")?.unwrap_or(0),
        complete: complete.ok_or(Doubt("no ranges of ledgers"))?,
        validated: count(newest, "seq")?.ok_or(NO_LEDGER)?,
    })
}

/// Reads `ledger`, asked for a validated one: its number, and when it closed.
///
/// # Errors
/// [`Doubt`] about one that is not validated.
pub fn ledger(body: &[u8]) -> Result<(u32, Instant), Doubt> {
    let outcome = outcome(body)?;
    if flag(&outcome, "validated")? != Some(true) {
        return Err(NO_LEDGER);
    }
    let index = count(&outcome, "ledger_index")?.ok_or(NO_LEDGER)?;
    let ledger = object(&outcome, "ledger")?.ok_or(NO_LEDGER)?;
    Ok((index, since_2000(count(ledger, "close_time")?.ok_or(NO_LEDGER)?)))
}

/// Reads `account_tx`.
///
/// # Errors
/// [`Doubt`] about everything but a whole page of this address that is validated throughout.
/// `Doubt("lgrIdxMalformed")` if the server does not have the ledgers that were asked for.
pub fn account_tx(body: &[u8], address: &str, net: &Xrpl) -> Result<Page, Doubt> {
    let outcome = outcome(body)?;
    if !is_name(address) || text(&outcome, "account")? != Some(address) {
        return Err(Doubt("of another account"));
    }
    let bound = |name| count(&outcome, name)?.ok_or(Doubt("no bounds of what was searched"));
    let mut page = Page {
        ledger_min: bound("ledger_index_min")?,
        ledger_max: bound("ledger_index_max")?,
        marker: any(&outcome, "marker").cloned(),
        ..Page::default()
    };
    if flag(&outcome, "validated")? == Some(false) {
        return Err(Doubt("not validated"));
    }
    for entry in list(&outcome, "transactions")?.ok_or(Doubt("no transactions"))? {
        if flag(entry, "validated")? != Some(true) {
            return Err(Doubt("not validated"));
        }
        // Version 1 says `tx`.
        let tx = object(entry, "tx_json")?.or(object(entry, "tx")?);
        match entry::told(entry, tx.ok_or(Doubt("no transaction"))?, address, net)? {
            Told::Nothing => {}
            Told::Money(moved) => page.moved.push(moved),
            Told::Strange(words) => page.strange.push(words),
        }
    }
    Ok(page)
}

/// Reads `tx`: what one transaction moved to and from the address.
///
/// # Errors
/// [`Doubt`] about everything but a transaction, or that there is none.
pub fn tx(body: &[u8], address: &str, net: &Xrpl) -> Result<OneTx, Doubt> {
    let entry = match outcome(body) {
        Err(NO_TRANSACTION) => return Ok(OneTx::Unknown),
        other => other?,
    };
    if flag(&entry, "validated")? != Some(true) {
        return Ok(OneTx::Proposed);
    }
    if !succeeded(&entry)? {
        return Ok(OneTx::Failed);
    }
    // Version 1 puts the transaction into the result itself.
    let tx = object(&entry, "tx_json")?.unwrap_or(&entry);
    Ok(OneTx::Final(match entry::told(&entry, tx, address, net)? {
        Told::Money(moved) => vec![moved],
        Told::Nothing | Told::Strange(_) => Vec::new(),
    }))
}

/// Reads `account_info`; `None` if the account was never funded.
///
/// # Errors
/// [`Doubt`] if balance or flags are missing.
pub fn account_info(body: &[u8]) -> Result<Option<AccountInfo>, Doubt> {
    let outcome = match outcome(body) {
        Err(NO_ACCOUNT) => return Ok(None),
        other => other?,
    };
    let account = object(&outcome, "account_data")?.ok_or(Doubt("no account"))?;
    let flags = count(account, "Flags")?.ok_or(Doubt("no flags"))?;
    Ok(Some(AccountInfo {
        balance: text(account, "Balance")?.and_then(drops).ok_or(Doubt("no balance"))?,
        require_dest: flags & REQUIRE_DEST != 0,
        deposit_auth: flags & DEPOSIT_AUTH != 0,
        disallow_xrp: flags & DISALLOW_XRP != 0,
    }))
}

/// The result, if the server says that it succeeded: status 200 alone says nothing
/// (`rails.md` 2.1).
fn outcome(body: &[u8]) -> Result<Value, Doubt> {
    let mut reply = json(body)?;
    // WebSocket servers and proxies put status and error beside the result.
    let result = object(&reply, "result")?.ok_or(Doubt("no result"))?;
    if let Some(error) = text(result, "error")?.or(text(&reply, "error")?) {
        return Err(match error {
            "lgrIdxMalformed" | "lgrIdxsInvalid" => NO_HISTORY,
            "actNotFound" => NO_ACCOUNT,
            "txnNotFound" => NO_TRANSACTION,
            _ => Doubt("the server answered with an error"),
        });
    }
    let (inner, outer) = (text(result, "status")?, text(&reply, "status")?);
    let is_other = |status: Option<&str>| status.is_some_and(|status| status != "success");
    if inner.or(outer).is_none() || is_other(inner) || is_other(outer) {
        return Err(Doubt("no success"));
    }
    Ok(reply.get_mut("result").map(Value::take).unwrap_or_default())
}

/// `32570-6595042,6595045`, or `empty`.
fn ranges(text: &str) -> Option<Vec<(u32, u32)>> {
    let index = |text: &str| is_digits(text).then(|| text.parse().ok()).flatten();
    let range = |text: &str| {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        index(first).zip(index(last)).filter(|(first, last)| first <= last)
    };
    if text == "empty" { Some(Vec::new()) } else { text.split(',').map(range).collect() }
}

fn since_2000(seconds: u32) -> Instant {
    Instant::from_ms((RIPPLE_EPOCH_S + i64::from(seconds)) * SECOND_MS)
}
