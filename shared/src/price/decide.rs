//! Whom to believe: the median of sources that agree, refused rather than guessed (`rails.md` 5.3).

use rust_decimal::Decimal;

use super::{Pair, Price, Reason, Sample, sound};
use crate::time::{Instant, MINUTE_MS};

/// For how long what was said can be used.
pub const FRESH_MS: i64 = 5 * MINUTE_MS;

/// How far apart sources may be that agree, in hundredths of a per cent of the lowest.
const APART_BPS: i64 = 150;

/// The same for a stablecoin in its own currency; as near to 1 it is taken for 1.
const PEGGED_APART_BPS: i64 = 50;

/// A price that moved further than that since the last accepted one has jumped.
const JUMP_BPS: i64 = 1_000;

/// So many times in a row a jump is refused; the next time it is believed.
pub const JUMPS_REFUSED: u8 = 3;

/// Why there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer than two sources said anything fresh.
    TooFew,
    /// No two of them agree.
    Disagree,
    /// It is more than a tenth away from the last accepted price, and has not stayed there yet.
    Jump,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Refusal; 3] = [Refusal::TooFew, Refusal::Disagree, Refusal::Jump];

    /// The word in rows and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Refusal::TooFew => "too_few_sources",
            Refusal::Disagree => "sources_disagree",
            Refusal::Jump => "jump",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Refusal> {
        Refusal::ALL.into_iter().find(|refusal| refusal.code() == code)
    }
}

/// A price that moved too far to be believed at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Where it went.
    pub to: Decimal,
    /// When that was seen last.
    pub at: Instant,
    /// How often it was seen there in a row.
    pub times: u8,
}

/// What was decided of a pair before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    /// The last accepted price, however old.
    pub accepted: Option<Decimal>,
    /// Where it has gone since, if that is not believed yet.
    pub jump: Option<Jump>,
}

/// What is made of all that was said of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Of what.
    pub pair: Pair,
    /// The price, or why there is none.
    pub price: Result<Price, Refusal>,
    /// Every sample, and why it was not used.
    pub samples: Vec<(Sample, Option<Reason>)>,
    /// What the next decision has to know.
    pub trend: Trend,
}

/// Decides on a pair's price. `samples` are one from each source.
pub fn decide(pair: Pair, samples: Vec<Sample>, before: &Trend, now: Instant) -> Decision {
    let mut samples: Vec<(Sample, Option<Reason>)> = samples
        .into_iter()
        .map(|sample| {
            let flaw = flaw(&sample, now);
            (sample, flaw)
        })
        .collect();
    let mut fresh = usable(&samples);
    fresh.sort();
    let apart_bps = if pair.is_pegged() { PEGGED_APART_BPS } else { APART_BPS };
    let agreed = agreeing(&fresh, apart_bps);
    for (sample, reason) in samples.iter_mut().filter(|(_, reason)| reason.is_none()) {
        let within = |(low, high)| sample.said.is_ok_and(|price| (low..=high).contains(&price));
        *reason = match agreed {
            Some(run) if within(run) => None,
            Some(_) => Some(Reason::Outlier),
            None => Some(Reason::Unconfirmed),
        };
    }
    let few = if fresh.len() < 2 { Refusal::TooFew } else { Refusal::Disagree };
    let price = agreed.and_then(|_| price_of(pair, &samples)).ok_or(few);
    let (price, trend) = match price {
        Ok(price) => follow(price, before),
        Err(refusal) => (Err(refusal), before.clone()),
    };
    Decision { pair, price, samples, trend }
}

/// What is wrong with a sample by itself.
fn flaw(sample: &Sample, now: Instant) -> Option<Reason> {
    let age_ms = (now.ms() - sample.at.ms()).abs();
    match sample.said {
        Err(reason) => Some(reason),
        Ok(_) if age_ms > FRESH_MS => Some(Reason::Stale),
        Ok(price) => sound(price).is_none().then_some(Reason::Unreadable),
    }
}

fn usable(samples: &[(Sample, Option<Reason>)]) -> Vec<Decimal> {
    let good = samples.iter().filter(|(_, reason)| reason.is_none());
    good.filter_map(|(sample, _)| sample.said.ok()).collect()
}

/// The lowest and the highest of the most sources that agree, two at least; of several such groups
/// the closest, and then the lowest: then a payer sends rather more than less.
fn agreeing(sorted: &[Decimal], apart_bps: i64) -> Option<(Decimal, Decimal)> {
    let mut best: Option<(usize, Decimal, Decimal)> = None;
    for (from, low) in sorted.iter().enumerate() {
        let near = sorted.iter().skip(from).take_while(|high| !is_apart(*low, **high, apart_bps));
        let (count, high) = near.fold((0, *low), |(count, _), high| (count + 1, *high));
        let better = best.is_none_or(|(most, best_low, best_high)| {
            count > most || (count == most && high - low < best_high - best_low)
        });
        if count >= 2 && better {
            best = Some((count, *low, high));
        }
    }
    best.map(|(_, low, high)| (low, high))
}

/// Whether two prices differ by more than so much of the first.
fn is_apart(from: Decimal, to: Decimal, bps: i64) -> bool {
    (to - from).abs() * Decimal::from(10_000) > from * Decimal::from(bps)
}

/// The median of the used samples, 1 where a stablecoin keeps to its currency.
fn price_of(pair: Pair, samples: &[(Sample, Option<Reason>)]) -> Option<Price> {
    let mut sorted = usable(samples);
    sorted.sort();
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    // Half-even at the tenth place, where two are in the middle.
    let median = sound((lower + upper) / Decimal::TWO)?;
    let keeps = pair.is_pegged() && !is_apart(Decimal::ONE, median, PEGGED_APART_BPS);
    let used = samples.iter().filter(|(_, reason)| reason.is_none()).map(|(sample, _)| sample);
    let codes: Vec<&str> = used.clone().map(|sample| sample.source.code()).collect();
    let mut times: Vec<Instant> = used.map(|sample| sample.at).collect();
    times.sort();
    // As long as two who agree are fresh, the price is.
    let at = times.iter().rev().nth(1).copied()?;
    let value = if keeps { Decimal::ONE } else { median };
    Some(Price { value, sources: codes.join(" "), at })
}

/// Believes a price unless it jumped; a jump only when it was seen often enough, in new samples.
fn follow(price: Price, before: &Trend) -> (Result<Price, Refusal>, Trend) {
    let believed = Trend { accepted: Some(price.value), jump: None };
    let Some(accepted) = before.accepted else { return (Ok(price), believed) };
    if !is_apart(accepted, price.value, JUMP_BPS) {
        return (Ok(price), believed);
    }
    let again = before.jump.as_ref().filter(|jump| !is_apart(jump.to, price.value, JUMP_BPS));
    let times = again.map_or(0, |jump| jump.times);
    let is_new = again.is_none_or(|jump| jump.at < price.at);
    let times = times.saturating_add(u8::from(is_new));
    if times > JUMPS_REFUSED {
        return (Ok(price), believed);
    }
    let jump = Jump { to: price.value, at: price.at, times };
    (Err(Refusal::Jump), Trend { accepted: Some(accepted), jump: Some(jump) })
}
