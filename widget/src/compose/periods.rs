//! What a period costs, how long it is and how many there are, in words. Knows no HTML.

use shared::currency::{Asset, Fiat};
use shared::schedule::Interval;
use shared::view::PriceTag;

use super::numbers::{plain, with_code};
use crate::words::{Words, fill};

/// `99.00`, as the merchant has priced it.
pub(crate) fn price_number(price: &PriceTag, words: &Words) -> String {
    let manner = &words.manner;
    match (price.fiat, price.amount) {
        (Some((_, amount)), _) => plain(amount, Fiat::SCALE, manner),
        (None, Some(amount)) => plain(amount, price.asset.scale(), manner),
        (None, None) => String::new(),
    }
}

/// `USDC`, or the currency's.
pub(crate) fn price_code(price: &PriceTag) -> &'static str {
    price.fiat.map_or(price.asset.code(), |(fiat, _)| fiat.code())
}

/// `99.00 USDC`.
pub(crate) fn price_once(price: &PriceTag, words: &Words) -> String {
    with_code(&price_number(price, words), price_code(price))
}

/// `99.00 USDC per month`.
pub(crate) fn price_each(price: &PriceTag, words: &Words) -> String {
    format!("{} {}", price_once(price, words), each(price, words))
}

/// `per month`, `every 3 months`.
pub(crate) fn each(price: &PriceTag, words: &Words) -> String {
    let period = &words.period;
    let (once, often, times) = match price.interval {
        Interval::Daily => (period.day, period.days, 1),
        Interval::Weekly => (period.week, period.weeks, 1),
        Interval::Monthly => (period.month, period.months, 1),
        Interval::Quarterly => (period.quarter, period.months, 3),
        Interval::Yearly => (period.year, period.years, 1),
    };
    if price.interval_count == 1 {
        return once.to_owned();
    }
    let number = price.interval_count.saturating_mul(times).to_string();
    fill(often, &[("n", &number)])
}

/// `12 payments · Paid in USDC at the rate of the day`; empty when neither is to be said.
pub(crate) fn small_print(price: &PriceTag, words: &Words) -> String {
    let period = &words.period;
    let payments = price.cycles.map(|cycles| period.count(&period.payments, cycles));
    let fiat = price.fiat.filter(|_| price.asset != Asset::Eur);
    let rate = fiat.map(|_| fill(period.rate, &[("asset", price.asset.code())]));
    let said: Vec<String> = [payments, rate].into_iter().flatten().collect();
    said.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::money::Amount;

    fn tag(interval: Interval, interval_count: i64, cycles: Option<i64>) -> PriceTag {
        let amount = Some(Amount::from_minor(990_000_000));
        PriceTag { asset: Asset::Usdc, amount, fiat: None, interval, interval_count, cycles }
    }

    #[test]
    fn a_price_is_told_with_its_period_as_its_language_does() {
        let tell = |language: &str, interval, count| {
            price_each(&tag(interval, count, None), Words::of(language)).replace('\u{a0}', " ")
        };
        assert_eq!(tell("en", Interval::Monthly, 1), "99.00 USDC per month");
        assert_eq!(tell("en", Interval::Monthly, 3), "99.00 USDC every 3 months");
        assert_eq!(tell("en", Interval::Quarterly, 1), "99.00 USDC per quarter");
        assert_eq!(tell("en", Interval::Quarterly, 2), "99.00 USDC every 6 months");
        assert_eq!(tell("nl", Interval::Yearly, 2), "99,00 USDC elke 2 jaar");
        assert_eq!(tell("de", Interval::Weekly, 2), "99,00 USDC alle 2 Wochen");
        assert_eq!(tell("fr", Interval::Weekly, 2), "99,00 USDC toutes les 2 semaines");
        assert_eq!(tell("es", Interval::Daily, 10), "99,00 USDC cada 10 días");
        assert_eq!(tell("pt", Interval::Yearly, 1), "99,00 USDC por ano");
    }

    #[test]
    fn numbers_take_the_singular_that_their_language_gives_them() {
        let count = |language: &str, number| {
            let period = &Words::of(language).period;
            period.count(&period.payments, number)
        };
        assert_eq!(count("en", 1), "1 payment");
        assert_eq!(count("en", 0), "0 payments");
        assert_eq!(count("fr", 0), "0 paiement");
        assert_eq!(count("pt", 1), "1 pagamento");
        assert_eq!(count("de", 12), "12 Zahlungen");
    }

    #[test]
    fn a_price_in_a_currency_says_how_it_is_paid() {
        let fiat = Some((Fiat::Eur, Amount::from_minor(9_900)));
        let price = PriceTag { fiat, amount: None, ..tag(Interval::Monthly, 1, Some(12)) };
        let words = Words::of("en");
        assert_eq!(price_each(&price, words), "99.00\u{a0}EUR per month");
        assert_eq!(small_print(&price, words), "12 payments · Paid in USDC at the rate of the day");
        let at_psp = PriceTag { asset: Asset::Eur, ..price };
        assert_eq!(small_print(&at_psp, words), "12 payments");
        assert_eq!(small_print(&tag(Interval::Daily, 1, None), words), "");
    }
}
