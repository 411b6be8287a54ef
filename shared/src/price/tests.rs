//! Whom to believe, how it is rounded, and which quote is in force.

use proptest::prelude::*;

use super::*;
use crate::time::{MINUTE_MS, SECOND_MS};

const NOW: Instant = Instant::from_ms(1_768_471_200_000);
const XRPEUR: Pair = Pair { asset: Asset::Xrp, fiat: Fiat::Eur };
const USDCUSD: Pair = Pair { asset: Asset::Usdc, fiat: Fiat::Usd };

fn price(text: &str) -> Decimal {
    read_price(text).unwrap()
}

fn said(pair: Pair, texts: [&str; 3]) -> Vec<Sample> {
    let samples = Source::LIVE.into_iter().zip(texts).map(|(source, text)| {
        let said = read_price(text).ok_or(Reason::Missing);
        Sample { source, pair, said, at: NOW }
    });
    samples.collect()
}

fn decided(pair: Pair, texts: [&str; 3]) -> Decision {
    decide(pair, said(pair, texts), &Trend::default(), NOW)
}

fn value(decision: &Decision) -> Result<String, Refusal> {
    decision.price.as_ref().map(|price| price.value.to_string()).map_err(|refusal| *refusal)
}

fn reasons(decision: &Decision) -> Vec<Option<Reason>> {
    decision.samples.iter().map(|(_, reason)| *reason).collect()
}

#[test]
fn the_median_of_three_who_agree_is_the_price() {
    let decision = decided(XRPEUR, ["0.51", "0.512", "0.515"]);
    assert_eq!(value(&decision), Ok("0.512".to_owned()));
    assert_eq!(decision.price.unwrap().sources, "kraken coinbase coingecko");
}

#[test]
fn between_two_the_price_is_in_the_middle() {
    assert_eq!(value(&decided(XRPEUR, ["0.51", "0.512", "-"])), Ok("0.511".to_owned()));
    // 0.5000000001 and 0.5000000002: the middle is rounded half-even at the tenth place.
    let decision = decided(XRPEUR, ["0.5000000001", "0.5000000002", "-"]);
    assert_eq!(value(&decision), Ok("0.5000000002".to_owned()));
}

#[test]
fn who_is_too_far_from_two_who_agree_is_dropped() {
    let decision = decided(XRPEUR, ["0.51", "0.60", "0.512"]);
    assert_eq!(value(&decision), Ok("0.511".to_owned()));
    assert_eq!(reasons(&decision), [None, Some(Reason::Outlier), None]);
    assert_eq!(decision.price.unwrap().sources, "kraken coingecko");
}

#[test]
fn sources_agree_up_to_one_and_a_half_per_cent() {
    assert_eq!(value(&decided(XRPEUR, ["1", "1.015", "-"])), Ok("1.0075".to_owned()));
    let decision = decided(XRPEUR, ["1", "1.0150000001", "-"]);
    assert_eq!(value(&decision), Err(Refusal::Disagree));
    let unconfirmed = Some(Reason::Unconfirmed);
    assert_eq!(reasons(&decision), [unconfirmed, unconfirmed, Some(Reason::Missing)]);
}

#[test]
fn where_two_groups_agree_the_closer_one_is_believed_and_then_the_lower() {
    assert_eq!(value(&decided(XRPEUR, ["1", "1.012", "1.02"])), Ok("1.016".to_owned()));
    assert_eq!(value(&decided(XRPEUR, ["1", "1.01", "1.02"])), Ok("1.005".to_owned()));
}

#[test]
fn one_source_alone_is_no_price() {
    let decision = decided(XRPEUR, ["0.5", "-", "-"]);
    assert_eq!(value(&decision), Err(Refusal::TooFew));
    assert_eq!(reasons(&decision).first(), Some(&Some(Reason::Unconfirmed)));
}

#[test]
fn what_is_older_than_five_minutes_or_from_the_future_is_stale() {
    let aged = |ms: i64| {
        let mut samples = said(XRPEUR, ["0.5", "0.5", "-"]);
        samples.first_mut().unwrap().at = NOW.plus_ms(-ms);
        decide(XRPEUR, samples, &Trend::default(), NOW)
    };
    assert_eq!(value(&aged(5 * MINUTE_MS)), Ok("0.5".to_owned()));
    for ms in [5 * MINUTE_MS + 1, -5 * MINUTE_MS - 1] {
        assert_eq!(value(&aged(ms)), Err(Refusal::TooFew));
        assert_eq!(reasons(&aged(ms)).first(), Some(&Some(Reason::Stale)));
    }
}

#[test]
fn a_price_is_as_old_as_the_second_newest_who_said_so() {
    let mut samples = said(XRPEUR, ["0.5", "0.5", "0.5"]);
    for (sample, seconds) in samples.iter_mut().zip([0, 200, 20]) {
        sample.at = NOW.plus_ms(-seconds * SECOND_MS);
    }
    let decision = decide(XRPEUR, samples, &Trend::default(), NOW);
    assert_eq!(decision.price.unwrap().at, NOW.plus_ms(-20 * SECOND_MS));
}

#[test]
fn a_stablecoin_is_its_currency_up_to_half_a_per_cent() {
    assert_eq!(value(&decided(USDCUSD, ["0.9955", "0.995", "0.995"])), Ok("1".to_owned()));
    assert_eq!(value(&decided(USDCUSD, ["1.005", "1.005", "1.004"])), Ok("1".to_owned()));
    assert_eq!(value(&decided(USDCUSD, ["0.9949", "0.9949", "0.9949"])), Ok("0.9949".to_owned()));
    // Coinbase takes it for a dollar: then two others must say what it is worth.
    let depegged = decided(USDCUSD, ["0.95", "1", "0.951"]);
    assert_eq!(value(&depegged), Ok("0.9505".to_owned()));
    assert_eq!(reasons(&depegged), [None, Some(Reason::Outlier), None]);
    assert_eq!(value(&decided(USDCUSD, ["0.95", "1", "-"])), Err(Refusal::Disagree));
    // The euro in dollars is no peg.
    let eurcusd = Pair { asset: Asset::Eurc, fiat: Fiat::Usd };
    assert_eq!(value(&decided(eurcusd, ["1.002", "1.002", "1.002"])), Ok("1.002".to_owned()));
}

/// The prices that follow each other, a minute apart.
fn followed(prices: &[&str]) -> Vec<Result<String, Refusal>> {
    let mut trend = Trend::default();
    let mut now = NOW;
    let decide_on = |text: &&str| {
        now = now.plus_ms(MINUTE_MS);
        let mut samples = said(XRPEUR, [text, text, text]);
        samples.iter_mut().for_each(|sample| sample.at = now);
        let decision = decide(XRPEUR, samples, &trend, now);
        trend = decision.trend.clone();
        value(&decision)
    };
    prices.iter().map(decide_on).collect()
}

#[test]
fn a_jump_of_more_than_a_tenth_is_refused_three_times_and_then_believed() {
    let jump = || Err(Refusal::Jump);
    let one = |text: &str| Ok(text.to_owned());
    assert_eq!(followed(&["1", "1.1"]), [one("1"), one("1.1")]);
    assert_eq!(
        followed(&["1", "1.2", "1.21", "1.2", "1.19", "1"]),
        [one("1"), jump(), jump(), jump(), one("1.19"), jump()]
    );
    // One that does not stay there begins anew, and one that comes back was none.
    assert_eq!(
        followed(&["1", "1.2", "1.2", "2", "2", "2", "1.05", "1.2"]),
        [one("1"), jump(), jump(), jump(), jump(), jump(), one("1.05"), jump()]
    );
}

#[test]
fn the_same_samples_seen_again_do_not_make_a_jump_last() {
    let mut trend = Trend { accepted: Some(price("1")), jump: None };
    for minutes in 0..5 {
        let samples = said(XRPEUR, ["1.3", "1.3", "1.3"]);
        let decision = decide(XRPEUR, samples, &trend, NOW.plus_ms(minutes * MINUTE_MS));
        assert_eq!(value(&decision), Err(Refusal::Jump));
        trend = decision.trend;
    }
    assert_eq!(trend.jump.unwrap().times, 1);
}

#[test]
fn only_plain_numbers_above_zero_are_prices() {
    assert_eq!(price("0.92000"), Decimal::new(92, 2));
    assert_eq!(price("0.00000000014").to_string(), "0.0000000001");
    let long = "0.1234567890123456789012345678901234567890";
    assert_eq!(price(long).to_string(), "0.123456789");
    for text in
        ["", "0", "0.0", "-1", "+1", "1e3", "1_000", "1,5", ".5", "1.", "NaN", "0.00000000001"]
    {
        assert_eq!(read_price(text), None, "{text:?}");
    }
    assert_eq!(read_price("1000000000"), None);
    assert_eq!(read_price(&"9".repeat(60)), None);
}

#[test]
fn what_a_payer_owes_rounds_up() {
    let owed = |price4, spread| {
        let minor = Amount::from_minor(1_000);
        convert(minor, Decimal::new(price4, 4), spread, Asset::Usdc).map(Amount::minor)
    };
    // 10.00 / 0.92 = 10.869565217391…; with 1 % off the rate 10 / 0.9108 = 10.979358805445…
    assert_eq!(owed(9_200, 0), Some(108_695_653));
    assert_eq!(owed(9_200, 100), Some(109_793_589));
    assert_eq!(owed(5_000, 0), Some(200_000_000));
    assert_eq!(owed(0, 0), None);
    assert_eq!(owed(9_200, 10_000), None);
    let most = Amount::from_minor(i64::MAX);
    assert_eq!(convert(most, Decimal::new(1, 10), 0, Asset::Xlm), None);
    assert_eq!(convert(most, Decimal::new(1_000_001, 10), 500, Asset::Xlm), None);
}

#[test]
fn what_money_was_worth_rounds_half_up() {
    let worth = |minor, price4| {
        worth(Amount::from_minor(minor), Decimal::new(price4, 4), Asset::Usdc).unwrap().minor()
    };
    assert_eq!(worth(10_000_000, 9_249), 92);
    assert_eq!(worth(10_000_000, 9_250), 93);
    assert_eq!(worth(108_695_653, 9_200), 1_000);
}

#[test]
fn a_tolerance_rounds_down_so_that_what_is_owed_rounds_up() {
    assert_eq!(share(Amount::from_minor(9_999), 1), Amount::ZERO);
    assert_eq!(share(Amount::from_minor(10_000), 1), Amount::from_minor(1));
    assert_eq!(share(Amount::from_minor(i64::MAX), 500).minor(), i64::MAX / 20);
}

#[test]
fn every_pair_has_its_word_and_a_documented_price() {
    let words: Vec<String> = Pair::all().map(Pair::code).collect();
    assert_eq!(words.len(), 12);
    assert_eq!(words.first().map(String::as_str), Some("USDCUSD"));
    for pair in Pair::all() {
        assert_eq!(Pair::parse(&pair.code()), Some(pair));
        let price = Script::default().decide(pair, NOW).price.unwrap();
        assert_eq!(price.sources, "sandbox1 sandbox2 sandbox3");
        assert_eq!(price.value == Decimal::ONE, pair.is_pegged(), "{pair:?}");
    }
    assert_eq!(Pair::parse("USDCJPY"), None);
}

#[test]
fn a_window_ends_after_exactly_fifteen_minutes() {
    let start = |ms| window_start(NOW, NOW.plus_ms(ms)).ms() - NOW.ms();
    assert_eq!([start(-1), start(0), start(QUOTE_MS - 1)], [0, 0, 0]);
    assert_eq!([start(QUOTE_MS), start(2 * QUOTE_MS - 1)], [QUOTE_MS, QUOTE_MS]);
}

#[test]
fn the_newest_minute_decides_and_nothing_older_stands_in_for_it() {
    let usd = |text: &str, at: Instant| {
        (USDCUSD, Price { value: price(text), sources: "kraken coinbase".to_owned(), at })
    };
    let at = |minutes: i64| NOW.plus_ms(minutes * MINUTE_MS);
    let refused = Minute { at: at(2), prices: Vec::new() };
    let first = Minute { at: at(0), prices: vec![usd("1", at(0))] };
    let second = Minute { at: at(1), prices: vec![usd("0.9", at(1))] };
    let mut rates = Rates::of(vec![second, first]);
    let found =
        |rates: &Rates, ms| rates.at(USDCUSD, NOW.plus_ms(ms)).map(|price| price.value.to_string());
    assert_eq!(found(&rates, -1), None);
    assert_eq!(found(&rates, MINUTE_MS - 1), Some("1".to_owned()));
    assert_eq!(found(&rates, MINUTE_MS), Some("0.9".to_owned()));
    assert_eq!(found(&rates, 6 * MINUTE_MS), Some("0.9".to_owned()));
    assert_eq!(found(&rates, 6 * MINUTE_MS + 1), None);
    rates.extend([refused].into_iter());
    assert_eq!(found(&rates, 2 * MINUTE_MS), None);
    assert_eq!(rates.last_accepted(USDCUSD, at(9)).map(|price| price.at), Some(at(1)));
}

proptest! {
    /// `convert` by what it means: the least number of minor units that is worth the price at the
    /// rate less the spread, all in integers. `n / 10^s * p / 10^4 * (10^4 - b) / 10^4 >= c / 100`.
    #[test]
    fn what_is_owed_is_the_least_that_is_worth_the_price(
        cents in 1_i64..100_000_000_000,
        price4 in 1_i64..1_000_000_000,
        spread in 0_i64..=SPREAD_BPS_MAX,
        index in 0_usize..12,
    ) {
        let pair = Pair::all().nth(index).unwrap();
        let price = Decimal::new(price4, 4).normalize();
        let asked = convert(Amount::from_minor(cents), price, spread, pair.asset);
        let needed = i128::from(cents) * 10_i128.pow(pair.asset.scale() + 6);
        let worth = |minor: i128| minor * i128::from(price4) * i128::from(10_000 - spread);
        match asked {
            Some(asked) => {
                prop_assert!(worth(i128::from(asked.minor())) >= needed);
                prop_assert!(worth(i128::from(asked.minor()) - 1) < needed);
            }
            None => prop_assert!(worth(i128::from(i64::MAX)) < needed),
        }
    }

    /// Against all groups of sources: the price is the median of the largest that agrees.
    #[test]
    fn the_price_is_the_median_of_the_most_who_agree(
        said in proptest::array::uniform3(9_700_i64..10_300),
        index in 0_usize..12,
    ) {
        let pair = Pair::all().nth(index).unwrap();
        let samples = Source::LIVE.into_iter().zip(said).map(|(source, price4)| {
            Sample { source, pair, said: Ok(Decimal::new(price4, 4)), at: NOW }
        });
        let decision = decide(pair, samples.collect(), &Trend::default(), NOW);
        let bps = if pair.is_pegged() { 50 } else { 150 };
        let agree = |a: i64, b: i64| (a - b).abs() * 10_000 <= a.min(b) * bps;
        let [a, b, c] = said;
        let pairs = [agree(a, b), agree(b, c), agree(a, c)];
        let used: Vec<i64> = decision
            .samples
            .iter()
            .zip(said)
            .filter(|((_, reason), _)| reason.is_none())
            .map(|(_, price4)| price4)
            .collect();
        match pairs.iter().filter(|agree| **agree).count() {
            0 => prop_assert_eq!(used.len(), 0),
            3 => prop_assert_eq!(used.len(), 3),
            _ => prop_assert_eq!(used.len(), 2),
        }
        prop_assert!(used.iter().all(|a| used.iter().all(|b| agree(*a, *b))));
        prop_assert_eq!(decision.price.is_ok(), !used.is_empty());
        if let Ok(price) = &decision.price {
            let mut sorted = used;
            sorted.sort_unstable();
            // The median, doubled: the middle one twice, or both in the middle.
            let middle = if sorted.len() == 3 { sorted[1] * 2 } else { sorted[0] + sorted[1] };
            let keeps = pair.is_pegged() && (middle - 20_000).abs() * 10_000 <= 20_000 * 50;
            let doubled = if keeps { 20_000 } else { middle };
            prop_assert_eq!(price.value * Decimal::TWO, Decimal::new(doubled, 4));
        }
    }

    #[test]
    fn no_text_makes_reading_a_price_panic(text in "\\PC{0,40}") {
        let _ = read_price(&text);
    }
}
