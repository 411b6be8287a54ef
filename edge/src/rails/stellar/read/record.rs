//! One operation of Horizon: what it moved, and which invoice its memo or muxed id names. Knows
//! nothing of pages.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;
use shared::currency::{Asset, Network};
use shared::money::Amount;
use shared::payment::{PaymentState, Seen};
use shared::reference::{Pointer, pointer_of_text};
use shared::time::Instant;

use super::{Page, SCALE, amount};
use crate::ledgers::Stellar;
use crate::rails::wire::{flag, for_people, is_hash, is_name, list, number, object, text};
use crate::rails::{Doubt, Moved, Way};

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
    transaction: &'a Value,
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
    record: &Value,
    operation: u64,
    at: Instant,
    address: &str,
    net: &Stellar,
) -> Result<(), Doubt> {
    let transaction = object(record, "transaction")?.ok_or(Doubt("no transaction was joined"))?;
    let hash = text(record, "transaction_hash")?.filter(|hash| is_hash(hash));
    let hash = hash.ok_or(Doubt("no transaction hash"))?;
    if text(transaction, "hash")? != Some(hash) {
        return Err(Doubt("another transaction was joined"));
    }
    match (flag(record, "transaction_successful")?, flag(transaction, "successful")?) {
        (Some(true), Some(true)) => {}
        (Some(false), Some(false)) => return Ok(()),
        _ => return Err(Doubt("whether it succeeded is not clear")),
    }
    let place = Place { operation, at, hash, transaction, address, net };
    let kind = text(record, "type")?.ok_or(Doubt("no type"))?;
    match kind {
        "payment"
        | "path_payment_strict_receive"
        | "path_payment_strict_send"
        // The old name of path_payment_strict_receive.
        | "path_payment" => place.payment(page, record, kind, None),
        "create_account" => {
            let line = Line {
                from: text(record, "funder")?,
                to: text(record, "account")?,
                muxed_id: None,
                amount: text(record, "starting_balance")?,
                asset: Asset::Xlm.code().to_owned(),
            };
            place.line(page, &line, None)
        }
        "account_merge" if place.is_named(record, "into")? => place.merge(page, record),
        "account_merge" => Ok(()),
        "invoke_host_function" => {
            let changes = list(record, "asset_balance_changes")?.unwrap_or_default();
            changes.iter().enumerate().try_for_each(|(index, change)| {
                let kind = text(change, "type")?.ok_or(Doubt("no type of a change"))?;
                match kind {
                    "transfer" | "mint" => place.payment(page, change, kind, Some(index)),
                    "burn" | "clawback" => Ok(()),
                    other => place.unknown(page, other, place.is_named(change, "to")?),
                }
            })
        }
        other => {
            let mut names_us = false;
            for name in ["to", "account", "into"] {
                names_us |= place.is_named(record, name)?;
            }
            place.unknown(page, other, names_us)
        }
    }
}

impl Place<'_> {
    fn is_named(&self, record: &Value, name: &str) -> Result<bool, Doubt> {
        Ok(text(record, name)? == Some(self.address))
    }

    /// An operation, or the change of balance of this index in it, with `from`, `to` and an asset.
    fn payment(
        &self,
        page: &mut Page,
        record: &Value,
        kind: &str,
        index: Option<usize>,
    ) -> Result<(), Doubt> {
        let (from, to) = (text(record, "from")?, text(record, "to")?);
        // Only new money comes from nowhere.
        if from.is_none() && kind != "mint" {
            return Err(Doubt("no sender"));
        }
        if from != Some(self.address) && to != Some(self.address) {
            return Ok(());
        }
        let Some(asset) = asset_of(record, self.net)? else {
            return self.unknown(page, kind, true);
        };
        let muxed_id = text(record, "to_muxed_id")?;
        let muxed_id = muxed_id.or(text(record, "destination_muxed_id")?);
        let line = Line { from, to, muxed_id, amount: text(record, "amount")?, asset };
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

    fn merge(&self, page: &mut Page, record: &Value) -> Result<(), Doubt> {
        let way = Way::Odd("account_merge");
        let from = text(record, "account")?.ok_or(Doubt("no sender"))?;
        let muxed_id = text(record, "into_muxed_id")?;
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
fn asset_of(record: &Value, net: &Stellar) -> Result<Option<String>, Doubt> {
    let kind = text(record, "asset_type")?.ok_or(Doubt("no type of asset"))?;
    if kind == "native" {
        return Ok(Some(Asset::Xlm.code().to_owned()));
    }
    if kind != "credit_alphanum4" && kind != "credit_alphanum12" {
        return Ok(None);
    }
    let name = foreign(record)?;
    let ours = [(Asset::Usdc, &net.usdc_issuer), (Asset::Eurc, &net.eurc_issuer)];
    let found = ours.into_iter().find(|(asset, issuer)| {
        kind == "credit_alphanum4" && name == format!("{}:{issuer}", asset.code())
    });
    Ok(Some(found.map_or(name, |(asset, _)| asset.code().to_owned())))
}

/// `CODE:ISSUER`.
pub(super) fn foreign(asset: &Value) -> Result<String, Doubt> {
    let code = text(asset, "asset_code")?.filter(|code| is_name(code) && code.len() <= 12);
    let issuer = text(asset, "asset_issuer")?.filter(|issuer| is_name(issuer));
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
    transaction: &Value,
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
fn memo_of(transaction: &Value) -> Result<(Option<Pointer>, String), Doubt> {
    let kind = text(transaction, "memo_type")?.ok_or(Doubt("no type of memo"))?;
    let memo = text(transaction, "memo")?.unwrap_or_default();
    Ok(match kind {
        "none" => (None, String::new()),
        // The bytes, because Horizon scrubs the text (rails.md 1.3).
        "text" => match text(transaction, "memo_bytes")? {
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
