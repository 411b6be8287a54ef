//! Kraken's ticker: best ask and bid of every pair in one call (`rails.md` 5.1).

use rust_decimal::Decimal;
use serde_json::Value as Json;
use shared::currency::{Asset, Fiat};
use shared::price::{Pair, Reason, Sample, Source, read_price, sound};
use shared::time::Instant;

/// Pairs that it trades; it answers nothing at all when it is asked for one that it does not know.
fn pairs() -> impl Iterator<Item = Pair> {
    Pair::all().filter(|pair| !(pair.asset == Asset::Eurc && pair.fiat == Fiat::Gbp))
}

/// Where all of them are asked for at once.
pub(super) fn path() -> String {
    let codes: Vec<String> = pairs().map(Pair::code).collect();
    format!("/0/public/Ticker?pair={}", codes.join(","))
}

/// Reads an answer. It fails with status 200 and a list of errors.
pub(super) fn read(answer: &Json, at: Instant) -> Result<Vec<Sample>, Reason> {
    let errors = answer.get("error").and_then(Json::as_array).ok_or(Reason::Unreadable)?;
    if !errors.is_empty() {
        return Err(Reason::Error);
    }
    let result = answer.get("result").filter(|result| result.is_object());
    let result = result.ok_or(Reason::Unreadable)?;
    let samples = Pair::all().map(|pair| {
        let said = ticker(result, pair).ok_or(Reason::Missing).and_then(mid);
        Sample { source: Source::Kraken, pair, said, at }
    });
    Ok(samples.collect())
}

/// What was asked for as `XRPEUR` comes back as `XXRPZEUR`: old assets have an X before their code,
/// and currencies beside them a Z.
fn ticker(result: &Json, pair: Pair) -> Option<&Json> {
    let old = || format!("X{}Z{}", pair.asset.code(), pair.fiat.code());
    result.get(pair.code()).or_else(|| result.get(old()))
}

/// Halfway between bid and ask.
fn mid(ticker: &Json) -> Result<Decimal, Reason> {
    let best = |side: &str| ticker.get(side)?.get(0)?.as_str().and_then(read_price);
    let (ask, bid) = best("a").zip(best("b")).ok_or(Reason::Unreadable)?;
    if bid > ask {
        return Err(Reason::Crossed);
    }
    sound((bid + ask) / Decimal::TWO).ok_or(Reason::Unreadable)
}
