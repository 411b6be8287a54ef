//! The quote in force: a pure function of when an invoice was made and of rates that were stored.
//! Nothing is written when a quote ends (`docs/decisions/0011-quotes-are-derived.md`).

use super::{FRESH_MS, Pair, Price, Script, convert, share, worth};
use crate::money::Amount;
use crate::time::{Instant, MINUTE_MS};

/// How long a quote holds (DESIGN 4).
pub const QUOTE_MS: i64 = 15 * MINUTE_MS;

/// When the quote of a moment began. The first begins when the invoice is made, and holds for
/// earlier moments, too: ledgers have clocks of their own.
pub const fn window_start(created_at: Instant, at: Instant) -> Instant {
    let age_ms = at.ms() - created_at.ms();
    let windows = if age_ms < 0 { 0 } else { age_ms / QUOTE_MS };
    created_at.plus_ms(windows * QUOTE_MS)
}

/// The prices that hold from a moment on, until those of the next minute do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minute {
    /// From when on.
    pub at: Instant,
    /// Those that were accepted.
    pub prices: Vec<(Pair, Price)>,
}

/// What is known of rates: minutes that were loaded, or the script of test mode, which holds at
/// all times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    script: Option<Script>,
    minutes: Vec<Minute>,
}

impl Rates {
    /// The rates of test mode.
    pub const fn scripted(script: Script) -> Rates {
        Rates { script: Some(script), minutes: Vec::new() }
    }

    /// The rates of these minutes, in any order.
    pub const fn of(minutes: Vec<Minute>) -> Rates {
        Rates { script: None, minutes }
    }

    /// With more minutes; those that are known already change nothing.
    pub fn extend(&mut self, minutes: impl Iterator<Item = Minute>) {
        self.minutes.extend(minutes);
    }

    /// The price at a moment: of the newest minute that holds by then. `None` when that minute's
    /// price was refused or is older than five minutes; then nothing older is used instead.
    pub fn at(&self, pair: Pair, at: Instant) -> Option<Price> {
        if let Some(script) = &self.script {
            return script.decide(pair, at).price.ok();
        }
        let until_now = self.minutes.iter().filter(|minute| minute.at <= at);
        let newest = until_now.max_by_key(|minute| minute.at)?;
        let price = newest.price(pair)?;
        (at.ms() - price.at.ms() <= FRESH_MS).then(|| price.clone())
    }

    /// The newest price that was accepted by a moment, however long before: for money that came
    /// when there was none, and must be measured.
    pub(super) fn last_accepted(&self, pair: Pair, at: Instant) -> Option<Price> {
        let until_now = self.minutes.iter().filter(|minute| minute.at <= at);
        let priced = until_now.filter_map(|minute| Some((minute.at, minute.price(pair)?)));
        priced.max_by_key(|(at, _)| *at).map(|(_, price)| price.clone())
    }

    /// What an amount was worth at a moment of ledger time, half up, for the books: the value, and
    /// the price that it was computed with. `None` when there was no reliable price.
    pub fn value(&self, amount: Amount, pair: Pair, at: Instant) -> Option<(Amount, Price)> {
        let price = self.at(pair, at)?;
        Some((worth(amount, price.value, pair.asset)?, price))
    }
}

impl Minute {
    fn price(&self, pair: Pair) -> Option<&Price> {
        self.prices.iter().find(|(known, _)| *known == pair).map(|(_, price)| price)
    }
}

/// What an invoice priced in a currency was agreed with, and what is known of rates since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoting {
    /// What settles it, and what it is priced in.
    pub pair: Pair,
    /// Its price, in minor units of the currency.
    pub amount: Amount,
    /// What the merchant takes off a rate, in hundredths of a per cent.
    pub spread_bps: i64,
    /// How much less is enough, in hundredths of a per cent.
    pub tolerance_bps: i64,
    /// When it was made.
    pub created_at: Instant,
    /// The price in its first window.
    pub first: Price,
    /// What is known of the others.
    pub rates: Rates,
}

/// How long what an invoice asks holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quote {
    /// For ever: it is not priced in a currency, money fixed it, or it is over.
    #[default]
    Fixed,
    /// Until then.
    Until(Instant),
    /// No rate is reliable: nothing can be asked.
    Missing,
}

impl Quoting {
    /// What is asked at a price, and the tolerance. `None` when that is beyond the range.
    pub fn asked(&self, price: &Price) -> Option<(Amount, Amount)> {
        let due = convert(self.amount, price.value, self.spread_bps, self.pair.asset)?;
        Some((due, share(due, self.tolerance_bps)))
    }

    /// The price of the quote in force at a moment: that of its window's beginning; where there was
    /// none, that of the moment.
    pub fn in_force(&self, at: Instant) -> Option<Price> {
        let start = window_start(self.created_at, at);
        if start == self.created_at {
            return Some(self.first.clone());
        }
        self.rates.at(self.pair, start).or_else(|| self.rates.at(self.pair, at))
    }

    /// The price by which money is measured that came too late for any quote: that of the moment.
    /// Where no rate was reliable, both kinds of money are measured by the last that was.
    pub(crate) fn measure(&self, at: Instant, is_late: bool) -> Price {
        let price = if is_late { self.rates.at(self.pair, at) } else { self.in_force(at) };
        price
            .or_else(|| self.rates.last_accepted(self.pair, at))
            .unwrap_or_else(|| self.first.clone())
    }
}
