//! CoinGecko's simple prices, each with the time that it is of (`rails.md` 5.1).

use serde_json::Value as Json;
use shared::currency::{Asset, Fiat};
use shared::price::{Pair, Reason, Sample, Source, read_price};
use shared::time::{Instant, SECOND_MS};

/// Where all prices are asked for.
pub(super) const PATH: &str = "/api/v3/simple/price?ids=stellar,ripple,usd-coin,euro-coin\
    &vs_currencies=usd,eur,gbp&include_last_updated_at=true&precision=full";

/// Reads an answer.
pub(super) fn read(answer: &Json, at: Instant) -> Result<Vec<Sample>, Reason> {
    // What goes wrong is told as `{"status":{"error_code":429,…}}`.
    if !answer.is_object() {
        return Err(Reason::Unreadable);
    }
    if answer.get("status").is_some() {
        return Err(Reason::Error);
    }
    let source = Source::CoinGecko;
    let samples = Pair::all().map(|pair| {
        let Some(coin) = answer.get(id(pair.asset)) else {
            return Sample { source, pair, said: Err(Reason::Missing), at };
        };
        let seconds = coin.get("last_updated_at").and_then(Json::as_i64);
        let ms = seconds.and_then(|seconds| seconds.checked_mul(SECOND_MS));
        let said = match (ms, coin.get(fiat(pair.fiat))) {
            (Some(_), Some(number)) => price(number).ok_or(Reason::Unreadable),
            (_, None) => Err(Reason::Missing),
            (None, Some(_)) => Err(Reason::Unreadable),
        };
        Sample { source, pair, said, at: ms.map_or(at, Instant::from_ms) }
    });
    Ok(samples.collect())
}

/// A JSON number, read from its text: never through a float.
fn price(number: &Json) -> Option<rust_decimal::Decimal> {
    match number {
        Json::Number(number) => read_price(&number.to_string()),
        _ => None,
    }
}

const fn id(asset: Asset) -> &'static str {
    match asset {
        Asset::Usdc => "usd-coin",
        Asset::Eurc | Asset::Eur => "euro-coin",
        Asset::Xlm => "stellar",
        Asset::Xrp => "ripple",
    }
}

const fn fiat(fiat: Fiat) -> &'static str {
    match fiat {
        Fiat::Usd => "usd",
        Fiat::Eur => "eur",
        Fiat::Gbp => "gbp",
    }
}
