//! What an invoice priced in a currency keeps of its quotes: the first one, and the one that money
//! fixed. Those between are derived from rates, and written nowhere.

use shared::currency::{Asset, Fiat};
use shared::key::Mode;
use shared::money::Amount;
use shared::price::{Minute, Pair, Price, Quote, Quoting, read_price};
use shared::time::Instant;

use super::invoice::Record;
use super::{Columns, rate};
use crate::platform::Row;

impl Record {
    /// Asks what the quote in force asks. Nothing of that is saved.
    pub fn ask_at(&mut self, now: Instant) {
        let Some(quoting) = &self.quoting else { return };
        let (quote, price) = self.books.ask_at(quoting, now);
        self.quote = quote;
        self.rate = price.or(self.rate.take()).filter(|_| quote != Quote::Missing);
    }

    /// Asks what money is measured by that a ledger closed at this moment. It is saved if that
    /// money fixes it.
    pub fn measure_at(&mut self, at: Instant) {
        let Some(quoting) = &self.quoting else { return };
        self.rate = self.books.measure_at(quoting, at).or(self.rate.take());
    }

    /// Takes in rates of times that lie further back than those it came with.
    pub fn know(&mut self, minutes: &[Minute]) {
        let Some(quoting) = &mut self.quoting else { return };
        let pair = quoting.pair;
        let own = minutes.iter().map(|minute| Minute {
            at: minute.at,
            prices: minute.prices.iter().filter(|(known, _)| *known == pair).cloned().collect(),
        });
        quoting.rates.extend(own);
    }

    /// Where rates of its mode come from, in one word.
    pub const fn rate_source(&self) -> &'static str {
        match self.owner.mode {
            Mode::Test => "sandbox",
            Mode::Live => "median",
        }
    }
}

/// What the quote that holds asks: of the first window, until money fixes another.
pub(super) fn columns(record: &Record) -> Columns {
    let terms = &record.books.terms;
    let minor = |amount: Amount| amount.minor().to_string();
    let rate = record.rate.as_ref();
    let mut columns = Columns::default();
    columns
        .put("due", terms.due.map(minor))
        .put("tolerance", minor(terms.tolerance))
        .put("rate", rate.map(|rate| rate.value.to_string()))
        .put("rate_sources", rate.map(|rate| rate.sources.as_str()))
        .put("rate_at", rate.map(|rate| rate.at));
    columns
}

/// What was agreed when it was made.
pub(super) fn agreed(record: &Record) -> Columns {
    let Some(quoting) = &record.quoting else { return Columns::default() };
    let mut columns = Columns::default();
    columns
        .put("rate_source", record.rate_source())
        .put("spread_bps", quoting.spread_bps)
        .put("tolerance_bps", quoting.tolerance_bps);
    columns
}

/// Reads the rate of the first window, or the one that money fixed, and what others are computed
/// from.
pub(super) fn read(
    row: &Row,
    asset: Asset,
    price: Option<(Fiat, Amount)>,
) -> (Option<Price>, Option<Quoting>) {
    let rate = first_rate(row);
    let quoting = price.zip(rate.clone()).and_then(|((fiat, amount), first)| {
        let pair = Pair { asset, fiat };
        Some(Quoting {
            pair,
            amount,
            spread_bps: row.number("spread_bps"),
            tolerance_bps: row.maybe_number("tolerance_bps")?,
            created_at: row.instant("created_at")?,
            first,
            rates: rate::read_of_invoice(row, pair),
        })
    });
    (rate, quoting)
}

/// The rate of the first window, or the one that money fixed.
fn first_rate(row: &Row) -> Option<Price> {
    let sources = row.maybe_text("rate_sources").or(row.maybe_text("rate_source"));
    Some(Price {
        value: read_price(&row.text("rate"))?,
        sources: sources.unwrap_or_default(),
        at: row.instant("rate_at").or(row.instant("created_at"))?,
    })
}
