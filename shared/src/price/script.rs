//! The rates of test mode: three scripted sources, whose samples go the way of real ones. Until a
//! merchant scripts them they all say the documented prices, which never move.

use rust_decimal::Decimal;

use super::{Decision, Pair, Reason, Sample, Source, Trend, decide};
use crate::currency::{Asset, Fiat};
use crate::time::Instant;

/// What the three sources say, where a merchant changed it; `None`: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script(pub Vec<(Pair, [Option<Decimal>; 3])>);

impl Script {
    /// Lets the sources say something else of a pair.
    pub fn set(&mut self, pair: Pair, said: [Option<Decimal>; 3]) {
        self.0.retain(|(known, _)| *known != pair);
        self.0.push((pair, said));
    }

    /// What is made of a pair at a moment. What they say was always so: nothing jumps.
    pub fn decide(&self, pair: Pair, now: Instant) -> Decision {
        let scripted = self.0.iter().find(|(known, _)| *known == pair).map(|(_, said)| *said);
        let said = scripted.unwrap_or_else(|| [Some(documented(pair)); 3]);
        let samples = Source::SANDBOX.into_iter().zip(said);
        let samples = samples.map(|(source, price)| {
            let said = price.ok_or(Reason::Missing);
            Sample { source, pair, said, at: now }
        });
        decide(pair, samples.collect(), &Trend::default(), now)
    }
}

/// The sandbox's prices (`docs/API.md`, Sandbox and clock). They never move, so that a test can be
/// written down.
fn documented(pair: Pair) -> Decimal {
    let cents = match (pair.fiat, pair.asset) {
        (Fiat::Usd, Asset::Usdc) | (Fiat::Eur, Asset::Eurc | Asset::Eur) => 100,
        (Fiat::Eur, Asset::Usdc) => 92,
        (Fiat::Gbp, Asset::Usdc) => 79,
        (Fiat::Usd, Asset::Eurc | Asset::Eur) => 109,
        (Fiat::Gbp, Asset::Eurc | Asset::Eur) => 86,
        (Fiat::Usd, Asset::Xlm) => 25,
        (Fiat::Eur, Asset::Xlm) => 23,
        (Fiat::Gbp, Asset::Xlm) => 20,
        (Fiat::Usd, Asset::Xrp) => 200,
        (Fiat::Eur, Asset::Xrp) => 184,
        (Fiat::Gbp, Asset::Xrp) => 158,
    };
    Decimal::new(cents, Fiat::SCALE)
}
