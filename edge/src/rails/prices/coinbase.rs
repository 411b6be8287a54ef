//! Coinbase's exchange rates: so much of everything for one dollar, in one call (`rails.md` 5.1).
//!
//! It says nothing of when that was so, and takes USDC for a dollar whatever it is traded at: it
//! confirms a peg and never sees one break.

use serde_json::Value as Json;
use shared::price::{Pair, Reason, Sample, Source, read_price, sound};
use shared::time::Instant;

/// Where all rates are asked for.
pub(super) const PATH: &str = "/v2/exchange-rates?currency=USD";

/// Reads an answer. What an asset costs is so much of the currency over so much of the asset.
pub(super) fn read(answer: &Json, at: Instant) -> Result<Vec<Sample>, Reason> {
    let answered = answer.get("data").ok_or(Reason::Unreadable)?;
    let rates = answered.get("rates").filter(|rates| rates.is_object());
    let rates = rates.filter(|_| answered.get("currency").and_then(Json::as_str) == Some("USD"));
    let rates = rates.ok_or(Reason::Unreadable)?;
    let rate = |code: &str| {
        let text = rates.get(code).ok_or(Reason::Missing)?;
        text.as_str().and_then(read_price).ok_or(Reason::Unreadable)
    };
    let price = |pair: Pair| {
        let of_fiat = rate(pair.fiat.code())?;
        let of_asset = rate(pair.asset.code())?;
        let price = of_fiat.checked_div(of_asset).ok_or(Reason::Unreadable)?;
        sound(price).ok_or(Reason::Unreadable)
    };
    let samples =
        Pair::all().map(|pair| Sample { source: Source::Coinbase, pair, said: price(pair), at });
    Ok(samples.collect())
}
