//! One transaction of the XRP Ledger: what it delivered, and which invoice its tag names. Knows
//! nothing of pages.

use serde_json::Value;
use shared::currency::{Asset, Network};
use shared::money::Amount;
use shared::payment::{PaymentState, Seen};
use shared::reference::Pointer;
use shared::time::Instant;

use super::since_2000;
use crate::ledgers::Xrpl;
use crate::rails::wire::{any, count, for_people, is_digits, is_hash, is_name, object, text};
use crate::rails::{Doubt, Moved, Way};

/// A token's value has 15 digits that count.
const TOKEN_PLACES_MAX: usize = 15;

/// What a transaction means to an address.
pub(super) enum Told {
    /// No money moved between it and others.
    Nothing,
    /// Money moved.
    Money(Moved),
    /// Money may have moved; people must look. Type and hash.
    Strange(String),
}

struct Delivered {
    asset_code: String,
    scale: u32,
    amount: Amount,
}

/// Whether it did what it was meant to do; `tec…` is in ledgers and did not (`rails.md` 7.9).
pub(super) fn succeeded(entry: &Value) -> Result<bool, Doubt> {
    let meta = object(entry, "meta")?.ok_or(Doubt("no outcome"))?;
    let result = text(meta, "TransactionResult")?.ok_or(Doubt("no outcome"))?;
    Ok(result == "tesSUCCESS")
}

/// Reads a validated transaction; the entry is it with its outcome. Version 1 of the API has hash
/// and time in the transaction.
///
/// Amount and DeliverMax are not read, because they are what was allowed to be sent, not what came
/// (`rails.md` 7.7).
pub(super) fn told(entry: &Value, tx: &Value, address: &str, net: &Xrpl) -> Result<Told, Doubt> {
    let kind = text(tx, "TransactionType")?.ok_or(Doubt("no type"))?;
    let from = text(tx, "Account")?.filter(|name| is_name(name)).ok_or(Doubt("no sender"))?;
    let to = text(tx, "Destination")?;
    let hash = hash_of(entry, tx)?;
    if !succeeded(entry)? {
        return Ok(Told::Nothing);
    }
    let strange = || Told::Strange(format!("{} {hash}", for_people(kind)));
    let way = match (kind, from == address, to == Some(address)) {
        ("Payment", false, true) => Way::In,
        ("Payment", true, false) => Way::Out,
        ("AccountDelete", false, true) => Way::Odd("AccountDelete"),
        // Whoever cashes a check gets its money.
        ("CheckCash", true, _) => Way::Odd("CheckCash"),
        // Whom they pay is written in the ledger, not in them.
        ("EscrowFinish" | "PaymentChannelClaim", _, _) => return Ok(strange()),
        // Promises name a destination and a tag, and move nothing (rails.md 7.23).
        ("CheckCreate" | "EscrowCreate" | "PaymentChannelCreate" | "NFTokenCreateOffer", _, _) => {
            return Ok(Told::Nothing);
        }
        (_, false, true) => return Ok(strange()),
        _ => return Ok(Told::Nothing),
    };
    let value = entry.get("meta").and_then(|meta| any(meta, "delivered_amount"));
    let Some(delivered) = value.and_then(delivered) else {
        return Ok(strange());
    };
    let checked = kind == "CheckCash";
    let to = if checked { Some(address) } else { to };
    let to = to.filter(|name| is_name(name)).ok_or(Doubt("no destination"))?;
    // 0 is a tag, and none is none (rails.md 7.15).
    let tag = count(tx, "DestinationTag")?;
    let seen = Seen {
        key: format!("{}:{hash}", net.chain),
        transaction: hash,
        network: Network::Xrpl,
        destination: to.to_owned(),
        // Who wrote the check is not in the transaction.
        sender: (!checked).then(|| from.to_owned()),
        reference: tag.map(|tag| tag.to_string()),
        asset_code: delivered.asset_code,
        scale: delivered.scale,
        amount: delivered.amount,
        at: closed_at(entry, tx)?,
        state: PaymentState::Final,
    };
    // What we send others names no invoice of ours.
    let pointer = tag.filter(|_| way != Way::Out).map(Pointer::Tag);
    Ok(Told::Money(Moved { seen, pointer, way }))
}

/// In upper case, as servers write it, because it is the key.
fn hash_of(entry: &Value, tx: &Value) -> Result<String, Doubt> {
    let (outer, inner) = (text(entry, "hash")?, text(tx, "hash")?);
    let hash = outer.or(inner).filter(|hash| is_hash(hash)).ok_or(Doubt("no hash"))?;
    if inner.is_some_and(|inner| !inner.eq_ignore_ascii_case(hash)) {
        return Err(Doubt("two hashes"));
    }
    Ok(hash.to_ascii_uppercase())
}

fn closed_at(entry: &Value, tx: &Value) -> Result<Instant, Doubt> {
    let at = match text(entry, "close_time_iso")? {
        Some(text) => Instant::parse(text),
        None => count(tx, "date")?.map(since_2000),
    };
    at.ok_or(Doubt("no time"))
}

/// A text of digits is drops of XRP, an object is some token; all else, such as `unavailable`, is
/// no amount (`rails.md` 7.8).
fn delivered(value: &Value) -> Option<Delivered> {
    if let Value::String(text) = value {
        let asset = Asset::Xrp;
        let (asset_code, scale) = (asset.code().to_owned(), asset.scale());
        return Some(Delivered { asset_code, scale, amount: drops(text)? });
    }
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let name = |name: &str| text(name).filter(|text| is_name(text));
    // Three letters or signs, or 20 bytes in hexadecimal.
    let is_currency = |text: &&str| text.len() <= 40 && text.bytes().all(|b| b.is_ascii_graphic());
    let currency = text("currency").filter(is_currency);
    let asset_code = match (currency, name("issuer"), name("mpt_issuance_id")) {
        (Some(currency), Some(issuer), None) => format!("{currency}:{issuer}"),
        (None, None, Some(id)) => format!("MPT:{id}"),
        _ => return None,
    };
    let (amount, scale) = token_amount(text("value")?)?;
    Some(Delivered { asset_code, scale, amount })
}

/// Drops of XRP, written with digits only.
pub(super) fn drops(text: &str) -> Option<Amount> {
    is_digits(text).then(|| Amount::parse(text, 0).ok()).flatten()
}

/// With as many places as it is written with. One that does not fit, such as `1e30`, is no amount:
/// better an alert than a figure that is wrong.
fn token_amount(text: &str) -> Option<(Amount, u32)> {
    let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let scale = u32::try_from(places.min(TOKEN_PLACES_MAX)).ok()?;
    Amount::parse(text, scale).ok().map(|amount| (amount, scale))
}
