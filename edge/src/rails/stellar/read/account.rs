//! What Horizon says of an account, and of a transaction that was handed in. Knows nothing of
//! payments.

use serde_json::Value;
use shared::currency::Asset;
use shared::money::Amount;

use super::amount;
use super::record::foreign;
use crate::rails::Doubt;
use crate::rails::wire::{flag, for_people, is_hash, json, list, object, text};

/// "1" in base 64: what SEP-29 wants in `config.memo_required`.
const YES: &str = "MQ==";

/// An account, as its owner has set it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The number of its newest transaction.
    pub sequence: i64,
    /// Whether wallets are asked to send no payment without a memo (SEP-29).
    pub memo_required: bool,
    /// What it holds, and may hold; no shares of liquidity pools.
    pub balances: Vec<Balance>,
}

/// A trustline, or the lumens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// `XLM`, or `CODE:ISSUER`.
    pub asset: String,
    /// In stroops.
    pub balance: Amount,
    /// In stroops; lumens have none.
    pub limit: Option<Amount>,
    /// Whether the issuer lets the account receive it.
    pub authorized: bool,
}

/// Whether it is Horizon's own word that there is no such thing: an error page of somebody in
/// between is none (`rails.md` 7.20).
pub fn is_not_found(status: u16, body: &[u8]) -> bool {
    let problem = json(body).ok();
    let kind = problem.as_ref().and_then(|problem| problem.get("type")?.as_str());
    status == 404 && kind.is_some_and(|kind| kind.ends_with("/not_found"))
}

/// Reads `/accounts/{address}`.
///
/// # Errors
/// [`Doubt`] if the sequence or a balance cannot be read.
pub fn account(body: &[u8]) -> Result<Account, Doubt> {
    let account = json(body)?;
    let sequence = text(&account, "sequence")?.and_then(|text| text.parse().ok());
    let wish = object(&account, "data")?.map(|data| text(data, "config.memo_required"));
    let mut balances = Vec::new();
    for line in list(&account, "balances")?.ok_or(Doubt("no balances"))? {
        let kind = text(line, "asset_type")?.ok_or(Doubt("no type of asset"))?;
        if kind != "liquidity_pool_shares" {
            balances.push(balance(line, kind == "native")?);
        }
    }
    Ok(Account {
        sequence: sequence.filter(|number| *number >= 0).ok_or(Doubt("no sequence"))?,
        memo_required: wish.transpose()?.flatten() == Some(YES),
        balances,
    })
}

fn balance(line: &Value, is_native: bool) -> Result<Balance, Doubt> {
    let asset = if is_native { Asset::Xlm.code().to_owned() } else { foreign(line)? };
    let limit = text(line, "limit")?.map(|limit| amount(Some(limit))).transpose()?;
    let authorized = flag(line, "is_authorized")?.unwrap_or(is_native);
    Ok(Balance { asset, balance: amount(text(line, "balance")?)?, limit, authorized })
}

/// What became of a transaction that was handed in. None of it is money: only a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// It is in a ledger.
    Accepted {
        /// Its name there.
        hash: String,
    },
    /// It is not, with the code that says most: the first operation's that failed, such as
    /// `op_underfunded`, or else the transaction's, such as `tx_bad_seq`.
    Refused(String),
    /// It may be or come into a ledger yet.
    Unsure,
}

/// Reads the answer to `POST /transactions`.
pub fn submit(status: u16, body: &[u8]) -> Submitted {
    let told = json(body).and_then(|reply| match status {
        200 => accepted(&reply),
        400 => refused(&reply),
        _ => Ok(None),
    });
    told.ok().flatten().unwrap_or(Submitted::Unsure)
}

fn accepted(reply: &Value) -> Result<Option<Submitted>, Doubt> {
    let hash = text(reply, "hash")?.filter(|hash| is_hash(hash));
    let is_in = flag(reply, "successful")? == Some(true);
    Ok(hash.filter(|_| is_in).map(|hash| Submitted::Accepted { hash: hash.to_owned() }))
}

fn refused(reply: &Value) -> Result<Option<Submitted>, Doubt> {
    let extras = object(reply, "extras")?;
    let codes = extras.map(|extras| object(extras, "result_codes")).transpose()?.flatten();
    let code = match codes {
        Some(codes) => {
            let operations = list(codes, "operations")?.unwrap_or_default().iter();
            match operations.map(Value::as_str).find(|code| *code != Some("op_success")) {
                Some(code) => code,
                None => text(codes, "transaction")?,
            }
        }
        // It never reached the network: its envelope could not be read.
        None => text(reply, "type")?
            .filter(|problem| problem.ends_with("/transaction_malformed"))
            .map(|_| "transaction_malformed"),
    };
    Ok(code.map(|code| Submitted::Refused(for_people(code))))
}
