//! What one unit of an asset costs in a currency: who says so, whom to believe, and what a price in
//! a currency is in the asset. Knows no server and no row.
//!
//! All arithmetic is on integers and decimals; every division names its rounding.

mod decide;
mod quote;
mod script;

pub use decide::{Decision, FRESH_MS, JUMPS_REFUSED, Jump, Refusal, Trend, decide};
pub use quote::{Minute, QUOTE_MS, Quote, Quoting, Rates, window_start};
pub use script::Script;

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::currency::{Asset, Fiat};
use crate::money::{Amount, is_plain};
use crate::time::Instant;

/// Hundredths of a per cent in a whole.
const BPS: i128 = 10_000;

/// Places of a price: enough for the cheapest asset, and so few that a due amount fits 128 bits.
const PRICE_SCALE: u32 = 10;

/// The largest spread that a merchant may set, in hundredths of a per cent (`rails.md` 5.3).
pub const SPREAD_BPS_MAX: i64 = 500;

/// An asset and the currency that it is priced in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What is priced.
    pub asset: Asset,
    /// In what.
    pub fiat: Fiat,
}

impl Pair {
    /// All twelve.
    pub fn all() -> impl Iterator<Item = Pair> {
        Asset::ON_LEDGERS.into_iter().flat_map(|asset| Fiat::ALL.map(|fiat| Pair { asset, fiat }))
    }

    /// Both codes in one word, as rows name a pair: `USDCEUR`.
    pub fn code(self) -> String {
        [self.asset.code(), self.fiat.code()].concat()
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Pair> {
        Pair::all().find(|pair| pair.code() == code)
    }

    /// Whether it is a stablecoin in the currency that it stands for.
    pub const fn is_pegged(self) -> bool {
        matches!((self.asset, self.fiat), (Asset::Usdc, Fiat::Usd) | (Asset::Eurc, Fiat::Eur))
    }
}

/// Who tells prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// An exchange.
    Kraken,
    /// An exchange that takes USDC for a dollar, whatever it is traded at.
    Coinbase,
    /// Gathers exchanges.
    CoinGecko,
    /// The first scripted source of test mode.
    Sandbox1,
    /// The second.
    Sandbox2,
    /// The third.
    Sandbox3,
}

impl Source {
    /// Those of live mode.
    pub const LIVE: [Source; 3] = [Source::Kraken, Source::Coinbase, Source::CoinGecko];
    /// Those of test mode.
    pub const SANDBOX: [Source; 3] = [Source::Sandbox1, Source::Sandbox2, Source::Sandbox3];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Source::Kraken => "kraken",
            Source::Coinbase => "coinbase",
            Source::CoinGecko => "coingecko",
            Source::Sandbox1 => "sandbox1",
            Source::Sandbox2 => "sandbox2",
            Source::Sandbox3 => "sandbox3",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Source> {
        Source::LIVE.into_iter().chain(Source::SANDBOX).find(|source| source.code() == code)
    }
}

/// Why what a source said is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It did not answer, or answered that something went wrong.
    Error,
    /// Its answer, or the number in it, cannot be read.
    Unreadable,
    /// It does not know the pair, or says nothing of it.
    Missing,
    /// It bids more than it asks.
    Crossed,
    /// It is five minutes old, or from the future.
    Stale,
    /// Others agree, and it is too far from them.
    Outlier,
    /// Nobody else says about the same.
    Unconfirmed,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 7] = [
        Reason::Error,
        Reason::Unreadable,
        Reason::Missing,
        Reason::Crossed,
        Reason::Stale,
        Reason::Outlier,
        Reason::Unconfirmed,
    ];

    /// The word in rows and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Reason::Error => "error",
            Reason::Unreadable => "unreadable",
            Reason::Missing => "missing",
            Reason::Crossed => "crossed",
            Reason::Stale => "stale",
            Reason::Outlier => "outlier",
            Reason::Unconfirmed => "unconfirmed",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What one source said of one pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Who.
    pub source: Source,
    /// Of what.
    pub pair: Pair,
    /// The price of one unit, or why there is none.
    pub said: Result<Decimal, Reason>,
    /// When it was so: as the source says, else when it was asked.
    pub at: Instant,
}

/// A price that was believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The price of one unit of the asset.
    pub value: Decimal,
    /// The codes of those who said so, divided by blanks.
    pub sources: String,
    /// When two of them said so; it can be used for [`FRESH_MS`].
    pub at: Instant,
}

/// Reads a price above zero: plain digits with at most one point, half-even at the tenth place.
///
/// Less than 10^-10 and a thousand million or more are no prices of what we know.
pub fn read_price(text: &str) -> Option<Decimal> {
    if !is_plain(text) {
        return None;
    }
    sound(Decimal::from_str(text).ok()?)
}

/// A computed price, half-even at the tenth place; `None` out of range, as for [`read_price`].
pub fn sound(price: Decimal) -> Option<Decimal> {
    let price = price.round_dp(PRICE_SCALE).normalize();
    let most = Decimal::from(1_000_000_000_i64);
    (Decimal::ZERO < price && price < most).then_some(price)
}

/// How much of an asset a price in a currency is: `ceil(amount / (price * (1 - spread)))`, at the
/// asset's last place.
///
/// `None` when the price is not above zero or the amount leaves the range.
pub fn convert(amount: Amount, price: Decimal, spread_bps: i64, asset: Asset) -> Option<Amount> {
    // amount / 10^2 over mantissa / 10^scale * (10^4 - spread) / 10^4, in 10^-places of the asset.
    let places = (asset.scale() + price.scale() + 4).checked_sub(Fiat::SCALE)?;
    let above = i128::from(amount.minor()).checked_mul(10_i128.checked_pow(places)?)?;
    let below = price.mantissa().checked_mul(BPS - i128::from(spread_bps))?;
    if below <= 0 {
        return None;
    }
    let up = above / below + i128::from(above % below > 0);
    i64::try_from(up).ok().map(Amount::from_minor)
}

/// What an amount of an asset was worth, in minor units of the currency, half up; without any
/// spread. `None` beyond the range.
pub fn worth(amount: Amount, price: Decimal, asset: Asset) -> Option<Amount> {
    let exact = i128::from(amount.minor()).checked_mul(price.mantissa())?;
    let below = 10_i128.checked_pow((asset.scale() + price.scale()).checked_sub(Fiat::SCALE)?)?;
    i64::try_from(exact.checked_add(below / 2)? / below).ok().map(Amount::from_minor)
}

/// So many hundredths of a per cent, rounded down: what a payer owes rounds up.
pub fn share(amount: Amount, bps: i64) -> Amount {
    let share = i128::from(amount.minor()) * i128::from(bps) / BPS;
    Amount::from_minor(i64::try_from(share).unwrap_or(0))
}

#[cfg(test)]
mod tests;
