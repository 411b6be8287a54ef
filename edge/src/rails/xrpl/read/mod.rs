//! What servers of the XRP Ledger say, read strictly: bytes in, movements of money out. Knows no
//! HTTP, and no invoice.
//!
//! An answer is either understood as a whole or a [`Doubt`], of which nothing is used. Both
//! versions of the API are read, because old servers ignore which one was asked for.

mod entry;
#[cfg(test)]
mod tests;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::money::Amount;
use shared::time::{Instant, SECOND_MS};

use self::entry::{Entry, Told, Tx, drops};
use crate::ledgers::Xrpl;
use crate::rails::wire::{is_digits, is_name, json};
use crate::rails::{Doubt, Moved};

/// 2000-01-01T00:00:00Z, from which this ledger counts seconds (`rails.md` 2.1).
const RIPPLE_EPOCH_S: i64 = 946_684_800;

/// `lsfRequireDestTag`: payments without a tag fail (`rails.md` 2.2).
const REQUIRE_DEST: u32 = 0x0002_0000;
/// `lsfDisallowXRP`: the owner asks to be sent no XRP.
const DISALLOW_XRP: u32 = 0x0008_0000;
/// `lsfDepositAuth`: only whom the owner has named can pay.
const DEPOSIT_AUTH: u32 = 0x0100_0000;

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

#[derive(Deserialize)]
struct Reply {
    result: Outcome,
    // WebSocket servers and proxies put both beside the result.
    status: Option<String>,
    error: Option<String>,
}

/// The results of all methods in one: their members do not contradict each other, and one struct is
/// less code than five.
#[derive(Deserialize)]
struct Outcome {
    status: Option<String>,
    error: Option<String>,
    validated: Option<bool>,
    account: Option<String>,
    ledger_index: Option<u32>,
    ledger_index_min: Option<u32>,
    ledger_index_max: Option<u32>,
    marker: Option<Value>,
    transactions: Option<Vec<Entry>>,
    info: Option<InfoWire>,
    ledger: Option<LedgerWire>,
    account_data: Option<AccountWire>,
}

#[derive(Deserialize)]
struct InfoWire {
    network_id: Option<u32>,
    complete_ledgers: Option<String>,
    validated_ledger: Option<ValidatedWire>,
}

#[derive(Deserialize)]
struct ValidatedWire {
    seq: u32,
}

#[derive(Deserialize)]
struct LedgerWire {
    close_time: u32,
}

#[derive(Deserialize)]
struct AccountWire {
    #[serde(rename = "Balance")]
    balance: String,
    #[serde(rename = "Flags")]
    flags: u32,
}

/// `tx` puts the transaction into the result itself.
#[derive(Deserialize)]
struct One<T> {
    result: T,
}

/// Reads `server_info`.
///
/// # Errors
/// [`Doubt`] if the server has no validated ledger, or its ranges cannot be read.
pub fn server_info(body: &[u8]) -> Result<Info, Doubt> {
    let info = outcome(body)?.info.ok_or(Doubt("no info"))?;
    let validated = info.validated_ledger.ok_or(Doubt("no validated ledger"))?;
    let complete = info.complete_ledgers.as_deref().and_then(ranges);
    Ok(Info {
        network_id: info.network_id.unwrap_or(0),
        complete: complete.ok_or(Doubt("no ranges of ledgers"))?,
        validated: validated.seq,
    })
}

/// Reads `ledger`, asked for a validated one: its number, and when it closed.
///
/// # Errors
/// [`Doubt`] about one that is not validated.
pub fn ledger(body: &[u8]) -> Result<(u32, Instant), Doubt> {
    let outcome = outcome(body)?;
    match (outcome.validated, outcome.ledger_index, outcome.ledger) {
        (Some(true), Some(index), Some(ledger)) => Ok((index, since_2000(ledger.close_time))),
        _ => Err(Doubt("no validated ledger")),
    }
}

/// Reads `account_tx`.
///
/// # Errors
/// [`Doubt`] about everything but a whole page of this address that is validated throughout.
/// `Doubt("lgrIdxMalformed")` if the server does not have the ledgers that were asked for.
pub fn account_tx(body: &[u8], address: &str, net: &Xrpl) -> Result<Page, Doubt> {
    let outcome = outcome(body)?;
    if !is_name(address) || outcome.account.as_deref() != Some(address) {
        return Err(Doubt("of another account"));
    }
    let bounds = outcome.ledger_index_min.zip(outcome.ledger_index_max);
    let (ledger_min, ledger_max) = bounds.ok_or(Doubt("no bounds of what was searched"))?;
    let entries = outcome.transactions.ok_or(Doubt("no transactions"))?;
    let unsure = |validated: Option<bool>| validated != Some(true);
    if outcome.validated == Some(false) || entries.iter().any(|entry| unsure(entry.validated)) {
        return Err(Doubt("not validated"));
    }
    let mut page = Page { ledger_min, ledger_max, marker: outcome.marker, ..Page::default() };
    for entry in &entries {
        let tx = entry.tx_json.as_ref().or(entry.tx.as_ref()).ok_or(Doubt("no transaction"))?;
        match entry::told(entry, tx, address, net)? {
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
    match outcome(body) {
        Err(NO_TRANSACTION) => return Ok(OneTx::Unknown),
        Err(doubt) => return Err(doubt),
        Ok(outcome) if outcome.validated != Some(true) => return Ok(OneTx::Proposed),
        Ok(_) => {}
    }
    let entry: Entry = one(body)?;
    if !entry.succeeded()? {
        return Ok(OneTx::Failed);
    }
    let told = match &entry.tx_json {
        Some(tx) => entry::told(&entry, tx, address, net)?,
        // Version 1 has no member for it.
        None => entry::told(&entry, &one::<Tx>(body)?, address, net)?,
    };
    Ok(OneTx::Final(match told {
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
    let account = outcome.account_data.ok_or(Doubt("no account"))?;
    Ok(Some(AccountInfo {
        balance: drops(&account.balance).ok_or(Doubt("no balance"))?,
        require_dest: account.flags & REQUIRE_DEST != 0,
        deposit_auth: account.flags & DEPOSIT_AUTH != 0,
        disallow_xrp: account.flags & DISALLOW_XRP != 0,
    }))
}

/// The result, if the server says that it succeeded: status 200 alone says nothing
/// (`rails.md` 2.1).
fn outcome(body: &[u8]) -> Result<Outcome, Doubt> {
    let Reply { result, status, error } = json(body)?;
    if let Some(error) = result.error.as_deref().or(error.as_deref()) {
        return Err(match error {
            "lgrIdxMalformed" | "lgrIdxsInvalid" => NO_HISTORY,
            "actNotFound" => NO_ACCOUNT,
            "txnNotFound" => NO_TRANSACTION,
            _ => Doubt("the server answered with an error"),
        });
    }
    let said: Vec<&String> = result.status.iter().chain(&status).collect();
    if said.is_empty() || said.into_iter().any(|status| status != "success") {
        return Err(Doubt("no success"));
    }
    Ok(result)
}

fn one<T: DeserializeOwned>(body: &[u8]) -> Result<T, Doubt> {
    json::<One<T>>(body).map(|one| one.result)
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
