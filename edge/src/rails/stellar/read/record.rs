//! One operation of Horizon: what it moved, and which invoice its memo or muxed id names. Knows
//! nothing of pages.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use shared::currency::{Asset, Network};
use shared::money::Amount;
use shared::payment::{PaymentState, Seen};
use shared::reference::{Pointer, pointer_of_text};
use shared::time::Instant;

use super::{Page, SCALE, amount};
use crate::ledgers::Stellar;
use crate::rails::wire::{for_people, is_hash, is_name, number};
use crate::rails::{Doubt, Moved, Way};

#[derive(Deserialize)]
pub(super) struct Records {
    #[serde(rename = "_embedded")]
    pub(super) embedded: Embedded,
}

#[derive(Deserialize)]
pub(super) struct Embedded {
    pub(super) records: Vec<Record>,
}

/// An operation, a change of balance in it, or an effect: Horizon names their members alike, and
/// one struct is less code than three (`rails.md` 1.2).
#[derive(Deserialize)]
pub(super) struct Record {
    pub(super) id: Option<String>,
    pub(super) paging_token: Option<String>,
    pub(super) created_at: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) account: Option<String>,
    pub(super) asset_type: Option<String>,
    pub(super) amount: Option<String>,
    asset_code: Option<String>,
    asset_issuer: Option<String>,
    from: Option<String>,
    to: Option<String>,
    to_muxed_id: Option<String>,
    destination_muxed_id: Option<String>,
    funder: Option<String>,
    starting_balance: Option<String>,
    into: Option<String>,
    into_muxed_id: Option<String>,
    asset_balance_changes: Option<Vec<Record>>,
    transaction_successful: Option<bool>,
    transaction_hash: Option<String>,
    transaction: Option<Transaction>,
}

#[derive(Deserialize)]
struct Transaction {
    successful: Option<bool>,
    hash: Option<String>,
    memo_type: Option<String>,
    memo: Option<String>,
    memo_bytes: Option<String>,
}

/// An account that was merged into ours. How much it had must be asked at
/// `/operations/{operation}/effects` (`rails.md` 7.22).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeToAsk {
    /// The operation.
    pub operation: u64,
    /// Without its amount.
    moved: Moved,
}

/// The merge with the amount that its effects tell. No invoice may be paid by one.
pub fn merged(ask: &MergeToAsk, amount: Amount) -> Moved {
    let mut moved = ask.moved.clone();
    moved.seen.amount = amount;
    moved
}

/// Where an operation stands, and for whom it is read.
struct Place<'a> {
    operation: u64,
    at: Instant,
    hash: &'a str,
    transaction: &'a Transaction,
    address: &'a str,
    net: &'a Stellar,
}

/// Money on its way from one account to another.
struct Line<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
    muxed_id: Option<&'a str>,
    amount: Option<&'a str>,
    asset: String,
}

/// Adds what an operation tells to the page.
pub(super) fn take(
    page: &mut Page,
    record: &Record,
    operation: u64,
    at: Instant,
    address: &str,
    net: &Stellar,
) -> Result<(), Doubt> {
    let transaction = record.transaction.as_ref().ok_or(Doubt("no transaction was joined"))?;
    let hash = record.transaction_hash.as_deref().filter(|hash| is_hash(hash));
    let hash = hash.ok_or(Doubt("no transaction hash"))?;
    if transaction.hash.as_deref() != Some(hash) {
        return Err(Doubt("another transaction was joined"));
    }
    match (record.transaction_successful, transaction.successful) {
        (Some(true), Some(true)) => {}
        (Some(false), Some(false)) => return Ok(()),
        _ => return Err(Doubt("whether it succeeded is not clear")),
    }
    let place = Place { operation, at, hash, transaction, address, net };
    let kind = record.kind.as_deref().ok_or(Doubt("no type"))?;
    let is_ours = |name: &Option<String>| name.as_deref() == Some(address);
    match kind {
        "payment"
        | "path_payment_strict_receive"
        | "path_payment_strict_send"
        // The old name of path_payment_strict_receive.
        | "path_payment" => place.payment(page, record, kind, None),
        "create_account" => {
            let line = Line {
                from: record.funder.as_deref(),
                to: record.account.as_deref(),
                muxed_id: None,
                amount: record.starting_balance.as_deref(),
                asset: Asset::Xlm.code().to_owned(),
            };
            place.line(page, &line, None)
        }
        "account_merge" if is_ours(&record.into) => place.merge(page, record),
        "account_merge" => Ok(()),
        "invoke_host_function" => {
            let changes = record.asset_balance_changes.iter().flatten();
            changes.enumerate().try_for_each(|(index, change)| {
                let kind = change.kind.as_deref().ok_or(Doubt("no type of a change"))?;
                match kind {
                    "transfer" | "mint" => place.payment(page, change, kind, Some(index)),
                    "burn" | "clawback" => Ok(()),
                    other => place.unknown(page, other, is_ours(&change.to)),
                }
            })
        }
        other => {
            let names_us = [&record.to, &record.account, &record.into].into_iter().any(is_ours);
            place.unknown(page, other, names_us)
        }
    }
}

impl Place<'_> {
    /// An operation, or the change of balance of this index in it, with `from`, `to` and an asset.
    fn payment(
        &self,
        page: &mut Page,
        record: &Record,
        kind: &str,
        index: Option<usize>,
    ) -> Result<(), Doubt> {
        // Only new money comes from nowhere.
        if record.from.is_none() && kind != "mint" {
            return Err(Doubt("no sender"));
        }
        let ours = Some(self.address);
        if record.from.as_deref() != ours && record.to.as_deref() != ours {
            return Ok(());
        }
        let Some(asset) = asset_of(record, self.net)? else {
            return self.unknown(page, kind, true);
        };
        let line = Line {
            from: record.from.as_deref(),
            to: record.to.as_deref(),
            muxed_id: record.to_muxed_id.as_deref().or(record.destination_muxed_id.as_deref()),
            amount: record.amount.as_deref(),
            asset,
        };
        self.line(page, &line, index)
    }

    /// Money between us and somebody else; not what we send ourselves, and not what we merely
    /// sponsored (`rails.md` 7.17).
    fn line(&self, page: &mut Page, line: &Line<'_>, index: Option<usize>) -> Result<(), Doubt> {
        let to = line.to.filter(|name| is_name(name)).ok_or(Doubt("no destination"))?;
        let way = match (line.from == Some(self.address), to == self.address) {
            (false, true) => Way::In,
            (true, false) => Way::Out,
            _ => return Ok(()),
        };
        let mut moved = self.moved(way, line.from, to, line.muxed_id, index)?;
        moved.seen.asset_code.clone_from(&line.asset);
        moved.seen.amount = amount(line.amount)?;
        page.moved.push(moved);
        Ok(())
    }

    fn merge(&self, page: &mut Page, record: &Record) -> Result<(), Doubt> {
        let way = Way::Odd("account_merge");
        let from = record.account.as_deref().ok_or(Doubt("no sender"))?;
        let muxed_id = record.into_muxed_id.as_deref();
        let moved = self.moved(way, Some(from), self.address, muxed_id, None)?;
        page.merges.push(MergeToAsk { operation: self.operation, moved });
        Ok(())
    }

    /// What is alike in all that moves; no lumens.
    fn moved(
        &self,
        way: Way,
        from: Option<&str>,
        to: &str,
        muxed_id: Option<&str>,
        index: Option<usize>,
    ) -> Result<Moved, Doubt> {
        if from.is_some_and(|name| !is_name(name)) {
            return Err(Doubt("no sender"));
        }
        let (pointer, reference) = said(self.transaction, muxed_id)?;
        let index = index.map(|index| format!("/{index}")).unwrap_or_default();
        let seen = Seen {
            key: format!("{}:{}{index}", self.net.chain, self.operation),
            transaction: self.hash.to_owned(),
            network: Network::Stellar,
            destination: to.to_owned(),
            sender: from.map(str::to_owned),
            reference,
            asset_code: Asset::Xlm.code().to_owned(),
            scale: SCALE,
            amount: Amount::ZERO,
            at: self.at,
            state: PaymentState::Final,
        };
        // What we send others names no invoice of ours.
        Ok(Moved { seen, pointer: pointer.filter(|_| way != Way::Out), way })
    }

    fn unknown(&self, page: &mut Page, kind: &str, names_us: bool) -> Result<(), Doubt> {
        if names_us {
            page.strange.push(format!("{} {}", for_people(kind), self.hash));
        }
        Ok(())
    }
}

/// Our code if type, code and issuer are ours, otherwise `CODE:ISSUER` (`rails.md` 7.5); `None` for
/// types that nobody has heard of.
fn asset_of(record: &Record, net: &Stellar) -> Result<Option<String>, Doubt> {
    let kind = record.asset_type.as_deref().ok_or(Doubt("no type of asset"))?;
    let (code, issuer) = (record.asset_code.as_deref(), record.asset_issuer.as_deref());
    if kind == "native" {
        return Ok(Some(Asset::Xlm.code().to_owned()));
    }
    if kind != "credit_alphanum4" && kind != "credit_alphanum12" {
        return Ok(None);
    }
    let name = foreign(code, issuer)?;
    let ours = [(Asset::Usdc, &net.usdc_issuer), (Asset::Eurc, &net.eurc_issuer)];
    let found = ours.into_iter().find(|(asset, ours)| {
        kind == "credit_alphanum4" && code == Some(asset.code()) && issuer == Some(ours.as_str())
    });
    Ok(Some(found.map_or(name, |(asset, _)| asset.code().to_owned())))
}

/// `CODE:ISSUER`.
pub(super) fn foreign(code: Option<&str>, issuer: Option<&str>) -> Result<String, Doubt> {
    let code = code.filter(|code| is_name(code) && code.len() <= 12);
    let issuer = issuer.filter(|issuer| is_name(issuer));
    match (code, issuer) {
        (Some(code), Some(issuer)) => Ok(format!("{code}:{issuer}")),
        _ => Err(Doubt("no code or issuer of an asset")),
    }
}

/// The invoice that memo and muxed id name, and what people read of both.
///
/// The muxed id is part of the address, so it names the invoice unless a memo names one, too: which
/// of the two the payer meant cannot be known (`rails.md` 7.14).
fn said(
    transaction: &Transaction,
    muxed_id: Option<&str>,
) -> Result<(Option<Pointer>, Option<String>), Doubt> {
    let (by_memo, memo) = memo_of(transaction)?;
    let Some(id) = muxed_id else {
        return Ok((by_memo, Some(memo).filter(|memo| !memo.is_empty())));
    };
    let id = number(id).ok_or(Doubt("a muxed id that is no number"))?;
    let by_id = Pointer::Number(id);
    let reference = if memo.is_empty() { id.to_string() } else { format!("{memo} + {id}") };
    let agree = by_memo.is_none_or(|by_memo| by_memo == by_id);
    Ok((agree.then_some(by_id), Some(for_people(&reference))))
}

/// A memo, read by its type: text of digits is no id, and a hash names nothing (`rails.md` 7.12).
fn memo_of(transaction: &Transaction) -> Result<(Option<Pointer>, String), Doubt> {
    let kind = transaction.memo_type.as_deref().ok_or(Doubt("no type of memo"))?;
    let memo = transaction.memo.as_deref().unwrap_or_default();
    Ok(match kind {
        "none" => (None, String::new()),
        // The bytes, because Horizon scrubs the text (rails.md 1.3).
        "text" => match &transaction.memo_bytes {
            Some(bytes) => {
                let bytes = BASE64.decode(bytes).map_err(|_| Doubt("a memo that is no base64"))?;
                (pointer_of_text(&bytes), for_people(&String::from_utf8_lossy(&bytes)))
            }
            None => (pointer_of_text(memo.as_bytes()), for_people(memo)),
        },
        "id" => {
            let id = number(memo).ok_or(Doubt("a memo id that is no number"))?;
            (Some(Pointer::Number(id)), id.to_string())
        }
        _ => (None, for_people(memo)),
    })
}
