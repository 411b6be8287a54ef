//! What an invoice asks that is priced in a currency: the quote in force, until money fixes it.

use super::Invoice;
use crate::payment::{Disposition, PaymentState};
use crate::price::{Price, QUOTE_MS, Quote, Quoting, window_start};
use crate::time::Instant;

impl Invoice {
    /// Whether money fixed what is asked: the first that counts, or that came late and waits for
    /// the merchant.
    pub fn is_quote_fixed(&self) -> bool {
        self.payments.iter().any(|payment| {
            payment.seen.state == PaymentState::Final
                && matches!(payment.disposition, Disposition::Counted | Disposition::Late)
        })
    }

    /// Asks what the quote in force asks. `None` beside the quote: the price did not change.
    pub fn ask_at(&mut self, quoting: &Quoting, now: Instant) -> (Quote, Option<Price>) {
        if self.is_quote_fixed() || !self.status.is_open() {
            return (Quote::Fixed, None);
        }
        let price = quoting.in_force(now).filter(|price| self.ask(quoting, price));
        let until = window_start(quoting.created_at, now).plus_ms(QUOTE_MS);
        (if price.is_some() { Quote::Until(until) } else { Quote::Missing }, price)
    }

    /// Asks what money is measured by that a ledger closed at this moment, unless other money fixed
    /// it before. Answers the price, if it is another.
    pub fn measure_at(&mut self, quoting: &Quoting, at: Instant) -> Option<Price> {
        if self.is_quote_fixed() {
            return None;
        }
        let price = quoting.measure(at, !self.terms.on_time(at));
        self.ask(quoting, &price).then_some(price)
    }

    fn ask(&mut self, quoting: &Quoting, price: &Price) -> bool {
        let Some((due, tolerance)) = quoting.asked(price) else { return false };
        self.terms.due = Some(due);
        self.terms.tolerance = tolerance;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::currency::{Asset, Fiat};
    use crate::invoice::{Event, GRACE_MS, Status, Terms};
    use crate::money::Amount;
    use crate::payment::Seen;
    use crate::price::{Minute, Pair, Rates, read_price};
    use crate::time::{HOUR_MS, MINUTE_MS};

    const MADE: Instant = Instant::from_ms(1_768_471_200_000);
    const PAIR: Pair = Pair { asset: Asset::Xlm, fiat: Fiat::Eur };

    fn at(minutes: i64) -> Instant {
        MADE.plus_ms(minutes * MINUTE_MS)
    }

    /// The price of a minute, read half a minute before.
    fn price(text: &str, minutes: i64) -> Price {
        let at = at(minutes).plus_ms(-MINUTE_MS / 2);
        Price { value: read_price(text).unwrap(), sources: "kraken coinbase".to_owned(), at }
    }

    /// 10.00 EUR in XLM, half a per cent tolerated, one hour, at these prices by minute.
    fn invoice(prices: &[(i64, &str)]) -> (Invoice, Quoting) {
        let minutes = prices.iter().map(|(minute, text)| Minute {
            at: at(*minute),
            prices: vec![(PAIR, price(text, *minute))],
        });
        let quoting = Quoting {
            pair: PAIR,
            amount: Amount::from_minor(1_000),
            spread_bps: 0,
            tolerance_bps: 50,
            created_at: MADE,
            first: price("0.25", 0),
            rates: Rates::of(minutes.collect()),
        };
        let (due, tolerance) = quoting.asked(&quoting.first).unwrap();
        let expires_at = Some(MADE.plus_ms(HOUR_MS));
        let terms = Terms {
            asset: Asset::Xlm,
            due: Some(due),
            least: None,
            tolerance,
            expires_at,
            late_until: None,
        };
        (Invoice::new(terms), quoting)
    }

    /// What is asked at a moment, in whole units.
    fn asked(invoice: &Invoice, quoting: &Quoting, now: Instant) -> (Option<i64>, Quote) {
        let mut invoice = invoice.clone();
        let (quote, _) = invoice.ask_at(quoting, now);
        (invoice.terms.due.map(|due| due.minor() / 10_000_000), quote)
    }

    fn seen(whole: i64, at: Instant) -> Seen {
        Seen {
            key: at.to_string(),
            transaction: at.to_string(),
            network: PAIR.asset.network(),
            destination: "G".to_owned(),
            sender: None,
            reference: None,
            asset_code: PAIR.asset.code().to_owned(),
            scale: 7,
            amount: Amount::from_minor(whole * 10_000_000),
            at,
            state: PaymentState::Final,
        }
    }

    fn pay(invoice: &mut Invoice, quoting: &Quoting, whole: i64, at: Instant) {
        invoice.measure_at(quoting, at);
        *invoice = invoice.apply(Event::Sighted(seen(whole, at)), at).unwrap().invoice;
    }

    #[test]
    fn a_quote_is_replaced_at_exactly_fifteen_minutes_and_not_before() {
        let (invoice, quoting) = invoice(&[(5, "0.5"), (15, "0.20"), (16, "0.40")]);
        let end = at(15).plus_ms(-1);
        assert_eq!(asked(&invoice, &quoting, MADE), (Some(40), Quote::Until(at(15))));
        assert_eq!(asked(&invoice, &quoting, end), (Some(40), Quote::Until(at(15))));
        assert_eq!(asked(&invoice, &quoting, at(15)), (Some(50), Quote::Until(at(30))));
        assert_eq!(asked(&invoice, &quoting, at(29)), (Some(50), Quote::Until(at(30))));
        assert_eq!(asked(&invoice, &quoting, at(30)), (Some(40), Quote::Missing));
    }

    #[test]
    fn a_window_that_began_without_a_rate_has_that_of_the_minute() {
        let (invoice, quoting) = invoice(&[(16, "0.20"), (17, "0.50")]);
        assert_eq!(asked(&invoice, &quoting, at(15)).1, Quote::Missing);
        assert_eq!(asked(&invoice, &quoting, at(16)), (Some(50), Quote::Until(at(30))));
        assert_eq!(asked(&invoice, &quoting, at(18)), (Some(20), Quote::Until(at(30))));
    }

    #[test]
    fn the_tolerance_follows_the_quote() {
        let (mut invoice, quoting) = invoice(&[(15, "0.20")]);
        invoice.ask_at(&quoting, at(15));
        assert_eq!(invoice.terms.tolerance, Amount::from_minor(2_500_000));
    }

    #[test]
    fn the_first_counted_money_fixes_its_quote() {
        let (mut invoice, quoting) = invoice(&[(15, "0.20"), (30, "0.50")]);
        pay(&mut invoice, &quoting, 40, at(16));
        assert_eq!(invoice.status, Status::PartiallyPaid);
        assert_eq!(asked(&invoice, &quoting, at(31)), (Some(50), Quote::Fixed));
        pay(&mut invoice, &quoting, 10, at(31));
        assert_eq!((invoice.status, invoice.terms.due), (Status::Paid, units(50)));
    }

    #[test]
    fn money_is_measured_by_the_quote_of_its_ledger_time_not_of_when_it_was_seen() {
        let (mut invoice, quoting) = invoice(&[(15, "0.20")]);
        invoice.ask_at(&quoting, at(16));
        assert_eq!(invoice.terms.due, units(50));
        pay(&mut invoice, &quoting, 40, at(14));
        assert_eq!((invoice.status, invoice.terms.due), (Status::Paid, units(40)));
    }

    #[test]
    fn what_is_not_final_or_in_another_asset_fixes_nothing() {
        let (mut invoice, quoting) = invoice(&[(15, "0.20")]);
        let pending = Seen { state: PaymentState::Pending, ..seen(40, at(1)) };
        let other = Seen { asset_code: "USDC".to_owned(), ..seen(40, at(2)) };
        for one in [pending, other] {
            invoice = invoice.apply(Event::Sighted(one), at(2)).unwrap().invoice;
        }
        assert!(!invoice.is_quote_fixed());
        assert_eq!(asked(&invoice, &quoting, at(15)), (Some(50), Quote::Until(at(30))));
    }

    #[test]
    fn late_money_is_measured_by_the_stored_rate_of_its_minute() {
        let (mut invoice, quoting) = invoice(&[(60, "0.20"), (63, "0.10")]);
        let late = MADE.plus_ms(HOUR_MS + GRACE_MS);
        invoice = invoice.at(late.plus_ms(1), late.plus_ms(1));
        assert_eq!(asked(&invoice, &quoting, late.plus_ms(1)), (Some(40), Quote::Fixed));
        pay(&mut invoice, &quoting, 100, at(64));
        assert_eq!((invoice.status, invoice.terms.due), (Status::Expired, units(100)));
        let settled = invoice.apply(Event::Settle, at(65)).unwrap().invoice;
        assert!(!settled.exceptions.settled_short && !settled.exceptions.overpaid);
    }

    #[test]
    fn money_in_a_time_without_a_rate_is_measured_by_the_last_that_was_reliable() {
        let (mut invoice, quoting) = invoice(&[(15, "0.20"), (16, "0.10")]);
        pay(&mut invoice, &quoting, 40, at(35));
        assert_eq!((invoice.status, invoice.terms.due), (Status::PartiallyPaid, units(100)));
    }

    fn units(whole: i64) -> Option<Amount> {
        Some(Amount::from_minor(whole * 10_000_000))
    }
}
