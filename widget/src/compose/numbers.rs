//! Amounts as a language writes them, and where a price comes from. Knows no state.

use shared::currency::Fiat;
use shared::money::Amount;
use shared::payment::{Disposition, PaymentState};
use shared::time::DAY_MS;
use shared::view::CheckoutView;

use super::dates::{clock, moment};
use crate::digits::{self, Signs};
use crate::words::{Manner, Words, fill};

/// What the payer is asked for, when that is known: the price, the choice, or the least once
/// something arrived.
pub(crate) fn asked(view: &CheckoutView) -> Option<Amount> {
    let least = view.least.filter(|_| !view.received.is_nothing());
    view.due.or(view.chosen).or(least)
}

/// `1,250.50`, in the invoice's asset.
pub(crate) fn number(amount: Amount, view: &CheckoutView, words: &Words) -> String {
    plain(amount, view.asset.scale(), &words.manner)
}

/// `1,250.50 USDC`; the two never part at a line's end.
pub(crate) fn money(amount: Amount, view: &CheckoutView, words: &Words) -> String {
    with_code(&number(amount, view, words), view.asset.code())
}

/// What arrived beyond what was asked, in each asset that it came in; empty if nothing did.
pub(crate) fn excess(view: &CheckoutView, words: &Words) -> String {
    let own = view.asset.code();
    let mut sums: Vec<(Amount, u32, &str)> = Vec::new();
    if !view.excess.is_nothing() {
        sums.push((view.excess, view.asset.scale(), own));
    }
    for payment in &view.payments {
        let is_excess = payment.disposition == Disposition::Duplicate
            && payment.state == PaymentState::Final
            && payment.asset_code != own;
        match sums.iter_mut().find(|(_, _, code)| *code == payment.asset_code) {
            _ if !is_excess => {}
            Some((sum, ..)) => *sum = Amount::sum([*sum, payment.amount]),
            None => sums.push((payment.amount, payment.scale, &payment.asset_code)),
        }
    }
    let texts = sums.into_iter();
    let texts = texts.map(|(sum, scale, code)| with_code(&plain(sum, scale, &words.manner), code));
    texts.collect::<Vec<_>>().join(" + ")
}

/// A number and its code, held together.
pub(crate) fn with_code(number: &str, code: &str) -> String {
    format!("{number}\u{a0}{code}")
}

/// With two places or more, wherever it stands: one amount is never written in two ways.
pub(crate) fn plain(amount: Amount, scale: u32, manner: &Manner) -> String {
    localized(&amount.print(scale), manner)
}

/// The price and its rate, `230.00 EUR · 1 USDC = 0.92 EUR`, and on lines of their own who told it
/// and, while it is to be paid, until when it holds. Empty without a rate.
pub(crate) fn price(view: &CheckoutView, payable: bool, words: &Words) -> String {
    let Some(price) = view.price.as_ref().filter(|price| !price.rate.is_empty()) else {
        return String::new();
    };
    let code = price.fiat.code();
    let amount = localized(&price.amount.print(Fiat::SCALE), &words.manner);
    let rate = localized(&price.rate, &words.manner);
    let asset = view.asset.code();
    let mut text = format!("{amount}\u{a0}{code} · 1\u{a0}{asset} = {rate}\u{a0}{code}");
    let zone = &view.merchant.zone;
    if let Some(at) = price.rate_at.filter(|_| !price.sources.is_empty()) {
        let fresh = view.now.ms() - at.ms() < DAY_MS;
        let at = if fresh { clock(at, zone, words) } else { moment(at, zone, words) };
        let gaps = [("sources", &*sources(&price.sources)), ("moment", &at)];
        text.push('\n');
        text.push_str(&fill(words.pay.rate_from, &gaps));
    }
    // The first money freezes the rate.
    let open = payable && view.received.is_nothing();
    if let Some(until) = price.quote_until.filter(|until| open && view.now < *until) {
        text.push('\n');
        text.push_str(&fill(words.pay.holds, &[("time", &clock(until, zone, words))]));
    }
    text
}

/// The price in its currency, for the while that it has no other.
pub(crate) fn fiat_price(view: &CheckoutView, words: &Words) -> Option<(String, &'static str)> {
    let price = view.price.as_ref()?;
    let amount = localized(&price.amount.print(Fiat::SCALE), &words.manner);
    Some((amount, price.fiat.code()))
}

/// `Kraken, CoinGecko`, as they write themselves; one that we do not know stays as it is.
fn sources(codes: &str) -> String {
    let names = codes.split(' ').map(|code| match code {
        "kraken" => "Kraken",
        "coinbase" => "Coinbase",
        "coingecko" => "CoinGecko",
        code => code,
    });
    names.collect::<Vec<_>>().join(", ")
}

/// A plain decimal text with a language's signs.
pub(crate) fn localized(text: &str, manner: &Manner) -> String {
    let Manner { decimal, group, group_from, .. } = *manner;
    digits::localized(text, Signs { decimal, group, group_from })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_its_language_writes_it() {
        let print = |language: &str, minor| {
            plain(Amount::from_minor(minor), 7, &Words::of(language).manner)
        };
        assert_eq!(print("en", 250_000_000), "25.00");
        assert_eq!(print("en", 255_000_000), "25.50");
        assert_eq!(print("en", 12_345_678_900_000), "1,234,567.89");
        assert_eq!(print("de", 12_345_678_900_000), "1.234.567,89");
        assert_eq!(print("fr", 12_345_678_900_000), "1\u{202f}234\u{202f}567,89");
        assert_eq!(print("nl", 12_500_000_000), "1.250,00");
        assert_eq!(print("es", 12_500_000_000), "1250,00");
        assert_eq!(print("es", 125_000_000_000), "12.500,00");
        assert_eq!(print("pt", 1), "0,0000001");
        assert_eq!(print("en", i64::MAX), "922,337,203,685.4775807");
    }
}
