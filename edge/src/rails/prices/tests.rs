//! Answers in the shape of the real ones, written by hand; the recorded ones where they lie beside
//! the repository.

use std::io::Write;
use std::path::PathBuf;

use shared::currency::{Asset, Fiat};

use super::*;

const NOW: Instant = Instant::from_ms(1_768_471_200_000);

fn said(samples: &[Sample], asset: Asset, fiat: Fiat) -> Result<String, Reason> {
    let pair = Pair { asset, fiat };
    let sample = samples.iter().find(|sample| sample.pair == pair).unwrap();
    sample.said.map(|price| price.to_string())
}

fn one(text: &str) -> Result<String, Reason> {
    Ok(text.to_owned())
}

/// A ticker with the fields that are read, and one that is not.
fn ticker(key: &str, ask: &str, bid: &str) -> String {
    format!(r#""{key}":{{"a":["{ask}","1","1.000"],"b":["{bid}","1","1.000"],"o":"1"}}"#)
}

fn kraken(tickers: &[String]) -> Result<Vec<Sample>, Reason> {
    let body = format!(r#"{{"error":[],"result":{{{}}}}}"#, tickers.join(","));
    read(Source::Kraken, body.as_bytes(), NOW)
}

#[test]
fn kraken_is_asked_for_all_pairs_that_it_trades_at_once() {
    let mut prices = Prices { coingecko_key: Some("k".to_owned()), ..Prices::default() };
    let requests = requests(&prices);
    let urls: Vec<&str> = requests.iter().map(|(_, request)| request.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://api.kraken.com/0/public/Ticker?pair=USDCUSD,USDCEUR,USDCGBP,EURCUSD,EURCEUR,\
             XLMUSD,XLMEUR,XLMGBP,XRPUSD,XRPEUR,XRPGBP",
            "https://api.coinbase.com/v2/exchange-rates?currency=USD",
            "https://api.coingecko.com/api/v3/simple/price?ids=stellar,ripple,usd-coin,euro-coin\
             &vs_currencies=usd,eur,gbp&include_last_updated_at=true&precision=full",
        ]
    );
    let has_key = |(_, request): &(Source, Outgoing)| {
        request.headers.iter().any(|(name, value)| name == "x-cg-demo-api-key" && value == "k")
    };
    assert_eq!(requests.iter().map(has_key).collect::<Vec<_>>(), [false, false, true]);
    prices.coinbase.clear();
    assert_eq!(super::requests(&prices).len(), 2);
}

#[test]
fn kraken_answers_under_other_names_than_it_was_asked_for() {
    let tickers = [
        ticker("XXRPZEUR", "1.8402", "1.8398"),
        ticker("USDCEUR", "0.9201", "0.92"),
        ticker("XXLMZGBP", "0.2", "0.2"),
    ];
    let samples = kraken(&tickers).unwrap();
    assert_eq!(samples.len(), 12);
    assert_eq!(said(&samples, Asset::Xrp, Fiat::Eur), one("1.84"));
    assert_eq!(said(&samples, Asset::Usdc, Fiat::Eur), one("0.92005"));
    assert_eq!(said(&samples, Asset::Xlm, Fiat::Gbp), one("0.2"));
    assert_eq!(said(&samples, Asset::Eurc, Fiat::Gbp), Err(Reason::Missing));
}

#[test]
fn who_bids_more_than_is_asked_is_not_believed() {
    let samples = kraken(&[ticker("XXRPZEUR", "1.84", "1.85")]).unwrap();
    assert_eq!(said(&samples, Asset::Xrp, Fiat::Eur), Err(Reason::Crossed));
    let samples = kraken(&[ticker("XXRPZEUR", "0", "1.85")]).unwrap();
    assert_eq!(said(&samples, Asset::Xrp, Fiat::Eur), Err(Reason::Unreadable));
}

#[test]
fn a_failure_with_status_200_is_a_failure() {
    let body = br#"{"error":["EAPI:Rate limit exceeded"]}"#;
    assert_eq!(read(Source::Kraken, body, NOW), Err(Reason::Error));
    let body = br#"{"status":{"error_code":429,"error_message":"slow down"}}"#;
    assert_eq!(read(Source::CoinGecko, body, NOW), Err(Reason::Error));
    for source in Source::LIVE {
        for body in ["", "<html>", "[]", "1", "null", "{\"data\":{\"rates\":[]}}"] {
            let read = read(source, body.as_bytes(), NOW);
            let known = source == Source::CoinGecko && body.starts_with('{');
            assert!(known || read == Err(Reason::Unreadable), "{source:?} {body}");
        }
    }
}

#[test]
fn coinbase_tells_every_pair_by_the_dollar() {
    let body = br#"{"data":{"currency":"USD","rates":{"USD":"1.0","EUR":"0.92","GBP":"0.79",
        "USDC":"1.0","EURC":"0.9174311926605505","XLM":"4","XRP":"abc"}}}"#;
    let samples = read(Source::Coinbase, body, NOW).unwrap();
    assert_eq!(said(&samples, Asset::Usdc, Fiat::Gbp), one("0.79"));
    assert_eq!(said(&samples, Asset::Xlm, Fiat::Eur), one("0.23"));
    // 0.92 / 0.9174311926605505, half-even at the tenth place.
    assert_eq!(said(&samples, Asset::Eurc, Fiat::Eur), one("1.0028"));
    assert_eq!(said(&samples, Asset::Xrp, Fiat::Usd), Err(Reason::Unreadable));
    let other = br#"{"data":{"currency":"BTC","rates":{"USD":"1.0"}}}"#;
    assert_eq!(read(Source::Coinbase, other, NOW), Err(Reason::Unreadable));
    let little = br#"{"data":{"currency":"USD","rates":{"USD":"1.0"}}}"#;
    let samples = read(Source::Coinbase, little, NOW).unwrap();
    assert_eq!(said(&samples, Asset::Usdc, Fiat::Usd), Err(Reason::Missing));
}

#[test]
fn coingecko_tells_numbers_and_when_they_were_so() {
    let body =
        br#"{"stellar":{"usd":0.250000000000000012345,"eur":0.23,"last_updated_at":1768471170},
        "ripple":{"usd":"2","eur":1e-5},"usd-coin":{"usd":1,"last_updated_at":1768471200}}"#;
    let samples = read(Source::CoinGecko, body, NOW).unwrap();
    assert_eq!(said(&samples, Asset::Xlm, Fiat::Usd), one("0.25"));
    assert_eq!(said(&samples, Asset::Xlm, Fiat::Gbp), Err(Reason::Missing));
    assert_eq!(said(&samples, Asset::Usdc, Fiat::Usd), one("1"));
    assert_eq!(said(&samples, Asset::Eurc, Fiat::Eur), Err(Reason::Missing));
    // Without its time a number is not believed, and a text is no number.
    assert_eq!(said(&samples, Asset::Xrp, Fiat::Usd), Err(Reason::Unreadable));
    let lumens = samples.iter().find(|sample| sample.pair.asset == Asset::Xlm).unwrap();
    assert_eq!(lumens.at, NOW.plus_ms(-30 * SECOND_MS));
}

#[test]
fn a_source_that_does_not_answer_says_nothing_of_any_pair() {
    let failed = Incoming { status: 503, headers: Vec::new(), body: b"{}".to_vec() };
    for answer in [Err("timeout".to_owned()), Ok(failed)] {
        let samples = samples(Source::Kraken, &answer, NOW);
        assert_eq!(samples.len(), 12);
        assert!(samples.iter().all(|sample| sample.said == Err(Reason::Error)));
    }
}

/// A file of `PAYLINKR_FIXTURES`; `None`, and a line past the test's captured output, without it.
fn recorded(name: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os("PAYLINKR_FIXTURES") else {
        std::io::stdout().write_all(format!("skipped: {name}\n").as_bytes()).unwrap();
        return None;
    };
    Some(std::fs::read(PathBuf::from(folder).join("rates").join(name)).unwrap())
}

#[test]
fn a_recorded_ticker_of_another_pair_is_read_as_missing() {
    let Some(body) = recorded("kraken_ticker.json") else { return };
    let samples = read(Source::Kraken, &body, NOW).unwrap();
    assert!(samples.iter().all(|sample| sample.said == Err(Reason::Missing)));
    // The same bytes under the name of a pair that we know: halfway between 560.466 and 562.26651.
    let text = String::from_utf8(body).unwrap().replace("XXBTZEUR", "XXRPZEUR");
    let samples = read(Source::Kraken, text.as_bytes(), NOW).unwrap();
    assert_eq!(said(&samples, Asset::Xrp, Fiat::Eur), one("561.366255"));
}

#[test]
fn recorded_names_of_pairs_are_those_that_are_looked_for() {
    let Some(body) = recorded("kraken_assetpairs.json") else { return };
    let answer = json::read(&body);
    let pairs = answer["result"].as_object().unwrap();
    let mut known = 0;
    for (key, pair) in pairs {
        let Some(pair) = pair["altname"].as_str().and_then(Pair::parse) else { continue };
        let samples = kraken(&[ticker(key, "1", "1")]).unwrap();
        assert_eq!(said(&samples, pair.asset, pair.fiat), one("1"), "{key}");
        known += 1;
    }
    assert!(known >= 2);
}

#[test]
fn recorded_exchange_rates_are_read_by_the_dollar_only() {
    let Some(body) = recorded("coinbase_v2_exchange_rates.json") else { return };
    assert_eq!(read(Source::Coinbase, &body, NOW), Err(Reason::Unreadable));
    let text = String::from_utf8(body).unwrap();
    let text = text.replace(r#""currency": "BTC""#, r#""currency": "USD""#);
    let samples = read(Source::Coinbase, text.as_bytes(), NOW).unwrap();
    assert_eq!(said(&samples, Asset::Usdc, Fiat::Eur), Err(Reason::Missing));
}
