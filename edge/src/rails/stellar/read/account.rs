//! What Horizon says of an account, and of a transaction that was handed in. Knows nothing of
//! payments.

use serde::Deserialize;
use shared::currency::Asset;
use shared::money::Amount;

use super::amount;
use super::record::foreign;
use crate::rails::Doubt;
use crate::rails::wire::{for_people, is_hash, json};

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

#[derive(Deserialize)]
struct AccountWire {
    sequence: String,
    balances: Vec<BalanceWire>,
    data: Option<DataWire>,
}

#[derive(Deserialize)]
struct DataWire {
    #[serde(rename = "config.memo_required")]
    memo_required: Option<String>,
}

#[derive(Deserialize)]
struct BalanceWire {
    asset_type: String,
    asset_code: Option<String>,
    asset_issuer: Option<String>,
    balance: Option<String>,
    limit: Option<String>,
    is_authorized: Option<bool>,
}

/// Reads `/accounts/{address}`.
///
/// # Errors
/// [`Doubt`] if the sequence or a balance cannot be read.
pub fn account(body: &[u8]) -> Result<Account, Doubt> {
    let account: AccountWire = json(body)?;
    let sequence = account.sequence.parse().ok().filter(|number| *number >= 0);
    let known = account.balances.iter().filter(|line| line.asset_type != "liquidity_pool_shares");
    let memo_required = account.data.and_then(|data| data.memo_required);
    Ok(Account {
        sequence: sequence.ok_or(Doubt("no sequence"))?,
        memo_required: memo_required.as_deref() == Some(YES),
        balances: known.map(balance).collect::<Result<_, _>>()?,
    })
}

fn balance(line: &BalanceWire) -> Result<Balance, Doubt> {
    let native = line.asset_type == "native";
    let asset = if native {
        Asset::Xlm.code().to_owned()
    } else {
        foreign(line.asset_code.as_deref(), line.asset_issuer.as_deref())?
    };
    let limit = line.limit.as_deref().map(|limit| amount(Some(limit))).transpose()?;
    let authorized = line.is_authorized.unwrap_or(native);
    Ok(Balance { asset, balance: amount(line.balance.as_deref())?, limit, authorized })
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

#[derive(Deserialize)]
struct SubmitWire {
    hash: Option<String>,
    successful: Option<bool>,
    #[serde(rename = "type")]
    problem: Option<String>,
    extras: Option<ExtrasWire>,
}

#[derive(Deserialize)]
struct ExtrasWire {
    result_codes: Option<CodesWire>,
}

#[derive(Deserialize)]
struct CodesWire {
    transaction: Option<String>,
    operations: Option<Vec<String>>,
}

/// Reads the answer to `POST /transactions`.
pub fn submit(status: u16, body: &[u8]) -> Submitted {
    let Ok(reply) = json::<SubmitWire>(body) else {
        return Submitted::Unsure;
    };
    let codes = reply.extras.and_then(|extras| extras.result_codes);
    match (status, reply.hash, codes) {
        (200, Some(hash), _) if is_hash(&hash) && reply.successful == Some(true) => {
            Submitted::Accepted { hash }
        }
        (400, _, Some(codes)) => {
            let failed = codes.operations.into_iter().flatten().find(|code| code != "op_success");
            failed
                .or(codes.transaction)
                .map_or(Submitted::Unsure, |code| Submitted::Refused(for_people(&code)))
        }
        // It never reached the network: its envelope could not be read.
        (400, _, None) => match reply.problem {
            Some(problem) if problem.ends_with("/transaction_malformed") => {
                Submitted::Refused("transaction_malformed".to_owned())
            }
            _ => Submitted::Unsure,
        },
        _ => Submitted::Unsure,
    }
}
