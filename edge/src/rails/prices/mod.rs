//! Who tells prices in live mode: what each is asked, and what its answer says. Decides nothing:
//! `shared::price` does.

pub mod coinbase;
pub mod coingecko;
pub mod kraken;

use shared::json;
use shared::price::{Pair, Reason, Sample, Source};
use shared::time::{Instant, SECOND_MS};

use crate::app::Prices;
use crate::platform::{Incoming, Outgoing};

/// How long a source may take. The tick's other work waits for the slowest.
const TIMEOUT_MS: i64 = 5 * SECOND_MS;

/// How much of an answer is read: Coinbase's, the longest, has about 20 KB.
const ANSWER_BYTES_MAX: usize = 200_000;

/// What the sources that are turned on are asked: one request each, for all pairs.
pub fn requests(prices: &Prices) -> Vec<(Source, Outgoing)> {
    let bases = [
        (Source::Kraken, &prices.kraken),
        (Source::Coinbase, &prices.coinbase),
        (Source::CoinGecko, &prices.coingecko),
    ];
    let on = bases.into_iter().filter(|(_, base)| !base.is_empty());
    on.map(|(source, base)| (source, request(source, base, prices))).collect()
}

fn request(source: Source, base: &str, prices: &Prices) -> Outgoing {
    let path = match source {
        Source::Kraken => kraken::path(),
        Source::Coinbase => coinbase::PATH.to_owned(),
        _ => coingecko::PATH.to_owned(),
    };
    let mut headers = vec![
        ("accept".to_owned(), "application/json".to_owned()),
        // Some of them refuse clients that do not name themselves.
        ("user-agent".to_owned(), "PayLinkr/1".to_owned()),
    ];
    let key = prices.coingecko_key.as_ref().filter(|_| source == Source::CoinGecko);
    headers.extend(key.map(|key| ("x-cg-demo-api-key".to_owned(), key.clone())));
    Outgoing {
        url: format!("{base}{path}"),
        headers,
        body: None,
        deletes: false,
        timeout_ms: TIMEOUT_MS,
        bytes_max: ANSWER_BYTES_MAX,
    }
}

/// What a source said of each of the twelve pairs, or why it did not.
pub fn samples(source: Source, answer: &Result<Incoming, String>, at: Instant) -> Vec<Sample> {
    let read = match answer {
        Ok(answer) if answer.status == 200 => read(source, &answer.body, at),
        _ => Err(Reason::Error),
    };
    read.unwrap_or_else(|reason| {
        Pair::all().map(|pair| Sample { source, pair, said: Err(reason), at }).collect()
    })
}

/// Reads the body of an answer of status 200.
///
/// # Errors
/// [`Reason::Unreadable`] when it is not what it should be, [`Reason::Error`] when it says that
/// something went wrong.
pub fn read(source: Source, body: &[u8], at: Instant) -> Result<Vec<Sample>, Reason> {
    let answer = json::read(body);
    match source {
        Source::Kraken => kraken::read(&answer, at),
        Source::Coinbase => coinbase::read(&answer, at),
        _ => coingecko::read(&answer, at),
    }
}

#[cfg(test)]
mod tests;
