//! Rates: one row a minute, what the sources of test mode say, and what an invoice's quotes need.

use std::fmt::Write;

use serde_json::Value as Json;
use shared::json::{self, Object};
use shared::price::{
    Decision, Jump, Minute, Pair, Price, Rates, Reason, Refusal, Sample, Script, Source, Trend,
    read_price,
};
use shared::time::{Instant, MINUTE_MS};

use super::{Columns, Guard, Owner, insert_with};
use crate::platform::{Row, Statement, Value};

/// How far behind a moment of ledger time lies what its quote is computed from: a window of 15
/// minutes, and the 5 in which a price can be used.
const REACH_MS: i64 = 20 * MINUTE_MS;

/// The prices that an isolate needs to make invoices. Read by [`read_minutes`].
pub fn newest() -> Statement {
    Statement::new("SELECT at, prices FROM rate ORDER BY at DESC LIMIT 3", Vec::new())
}

/// All that quotes at these moments of ledger time are computed from, whatever invoices they are
/// of. Read by [`read_minutes`].
pub fn around(moments: &[Instant]) -> Statement {
    let mut minutes: Vec<i64> =
        moments.iter().map(|at| at.ms().div_euclid(MINUTE_MS) * MINUTE_MS).collect();
    minutes.sort_unstable();
    minutes.dedup();
    let mut list = String::new();
    for minute in minutes {
        let comma = if list.is_empty() { "" } else { "," };
        let _ = write!(list, "{comma}{minute}");
    }
    Statement::new(
        "SELECT DISTINCT r.at, r.prices FROM json_each(?) m JOIN rate r
           ON r.at > m.value - CAST(? AS INTEGER) AND r.at <= m.value",
        vec![format!("[{list}]").into(), REACH_MS.into()],
    )
}

/// The same for a payment that is known.
pub fn around_payment(owner: &Owner, id: &str) -> Statement {
    let params =
        vec![owner.merchant.as_str().into(), owner.mode.code().into(), id.into(), REACH_MS.into()];
    Statement::new(
        "SELECT r.at, r.prices FROM payment p JOIN rate r ON r.at <= p.at
         WHERE p.merchant = ? AND p.mode = ? AND p.id = ? AND r.at > p.at - CAST(? AS INTEGER)",
        params,
    )
}

/// Reads the rows of [`newest`], [`around`] and [`around_payment`].
pub fn read_minutes(rows: &[Row]) -> Vec<Minute> {
    let minutes = rows.iter().filter_map(|row| {
        let all = json::read(row.text("prices").as_bytes());
        let prices = all.as_object()?.iter();
        let prices = prices.filter_map(|(code, one)| Some((Pair::parse(code)?, read_one(one)?)));
        Some(Minute { at: row.instant("at")?, prices: prices.collect() })
    });
    minutes.collect()
}

/// The newest report, which may not hold yet. Read by [`read_report`].
pub fn last() -> Statement {
    Statement::new("SELECT at, report FROM rate ORDER BY at DESC LIMIT 1", Vec::new())
}

/// The report that holds at a moment.
pub fn report(now: Instant) -> Statement {
    let text = "SELECT at, report FROM rate WHERE at <= ? ORDER BY at DESC LIMIT 1";
    Statement::new(text, vec![now.into()])
}

/// Adds a minute. One that is there already stays as it is: quotes rest on it.
pub fn add(at: Instant, decisions: &[Decision]) -> Statement {
    let report: Vec<Object> = decisions.iter().map(write_decision).collect();
    let mut columns = Columns::default();
    columns
        .put("at", at)
        .put("prices", write_prices(decisions).text())
        .put("report", json::write(&report));
    insert_with("rate", &mut columns, &Guard::none(), "ON CONFLICT (at) DO NOTHING")
}

/// What [`add`] writes, as those read it who remember it.
pub fn minute(at: Instant, decisions: &[Decision]) -> Minute {
    let accepted = |one: &Decision| Some((one.pair, one.price.clone().ok()?));
    Minute { at, prices: decisions.iter().filter_map(accepted).collect() }
}

/// Forgets a part of what is older.
pub fn prune(before: Instant) -> Statement {
    Statement::new(
        "DELETE FROM rate WHERE at IN (SELECT at FROM rate WHERE at < ? LIMIT 500)",
        vec![before.into()],
    )
}

fn write_prices(decisions: &[Decision]) -> Object {
    let mut prices = Object::new();
    for one in decisions {
        if let Ok(price) = &one.price {
            prices.put(&one.pair.code(), write_one(price));
        }
    }
    prices
}

/// `[price, sources, when]`.
fn write_one(price: &Price) -> Vec<Value> {
    vec![price.value.to_string().into(), price.sources.as_str().into(), price.at.into()]
}

/// Reads what [`write_one`] writes.
fn read_one(one: &Json) -> Option<Price> {
    Some(Price {
        value: read_price(one.get(0)?.as_str()?)?,
        sources: one.get(1)?.as_str()?.to_owned(),
        at: instant(one.get(2))?,
    })
}

fn write_decision(one: &Decision) -> Object {
    let sample = |(sample, reason): &(Sample, Option<Reason>)| -> Vec<Value> {
        let said = sample.said.ok().map(|price| price.to_string());
        let reason = reason.map(Reason::code);
        vec![sample.source.code().into(), said.into(), sample.at.into(), reason.into()]
    };
    let jump = |jump: &Jump| -> Vec<Value> {
        vec![jump.to.to_string().into(), jump.at.into(), i64::from(jump.times).into()]
    };
    let price = one.price.as_ref();
    let mut out = Object::new();
    out.put("pair", one.pair.code())
        .put("price", price.ok().map(write_one))
        .put("problem", price.err().map(|refusal| refusal.code()))
        .put("samples", one.samples.iter().map(sample).collect::<Vec<_>>())
        .put("accepted", one.trend.accepted.map(|price| price.to_string()))
        .put("jump", one.trend.jump.as_ref().map(jump));
    out
}

/// Reads a row of [`last`] or [`report`].
pub fn read_report(row: &Row) -> Vec<Decision> {
    let report = json::read(row.text("report").as_bytes());
    report.as_array().into_iter().flatten().filter_map(read_decision).collect()
}

fn read_decision(one: &Json) -> Option<Decision> {
    let pair = Pair::parse(one.get("pair")?.as_str()?)?;
    let refusal = || Refusal::parse(one.get("problem")?.as_str()?);
    let price = match one.get("price").and_then(read_one) {
        Some(price) => Ok(price),
        None => Err(refusal()?),
    };
    let sample = |text: &Json| {
        let reason = text.get(3).and_then(Json::as_str).and_then(Reason::parse);
        let said = text.get(1).and_then(Json::as_str).and_then(read_price);
        let sample = Sample {
            source: Source::parse(text.get(0)?.as_str()?)?,
            pair,
            said: said.ok_or(reason.unwrap_or(Reason::Unreadable)),
            at: instant(text.get(2))?,
        };
        Some((sample, reason))
    };
    let samples = one.get("samples")?.as_array()?.iter().filter_map(sample).collect();
    let jump = |jump: &Json| {
        let times = jump.get(2)?.as_u64()?;
        Some(Jump {
            to: read_price(jump.get(0)?.as_str()?)?,
            at: instant(jump.get(1))?,
            times: u8::try_from(times).ok()?,
        })
    };
    let trend = Trend {
        accepted: one.get("accepted").and_then(Json::as_str).and_then(read_price),
        jump: one.get("jump").and_then(jump),
    };
    Some(Decision { pair, price, samples, trend })
}

fn instant(value: Option<&Json>) -> Option<Instant> {
    value?.as_i64().map(Instant::from_ms)
}

/// Saves what the sources of test mode say, which raises the version.
pub fn save_script(owner: &Owner, script: &Script) -> Statement {
    let mut all = Object::new();
    for (pair, said) in &script.0 {
        let said = said.map(|price| price.map(|price| price.to_string()));
        all.put(&pair.code(), said.as_slice());
    }
    let text = (!script.0.is_empty()).then(|| all.text());
    let params = [vec![text.into()], owner.params()].concat();
    Statement::new(
        "UPDATE merchant_mode SET rates = ?, version = version + 1
         WHERE merchant = ? AND mode = ?",
        params,
    )
}

/// Reads the column of what the sources of test mode say; empty: the documented prices.
pub(super) fn read_script(text: &str) -> Script {
    let all = json::read(text.as_bytes());
    let mut script = Script::default();
    for (code, said) in all.as_object().into_iter().flatten() {
        let price = |index: usize| said.get(index)?.as_str().and_then(read_price);
        if let Some(pair) = Pair::parse(code) {
            script.set(pair, [price(0), price(1), price(2)]);
        }
    }
    script
}

/// A column of an invoice: what the quotes of the last minutes are computed from, as long as money
/// has not fixed one. In test mode the script; else the newest rates of its pair, as many as reach
/// back from a minute ago.
pub(super) const OF_INVOICE: &str = "CASE
   WHEN tolerance_bps IS NULL OR status NOT IN ('unpaid', 'pending', 'expired') THEN NULL
   WHEN mode = 'test' THEN (SELECT s.rates FROM merchant_mode s
     WHERE s.merchant = invoice.merchant AND s.mode = 'test')
   ELSE (SELECT json_group_array(json_array(r.at,
       json_extract(r.prices, '$.' || invoice.asset || invoice.price_currency)))
     FROM (SELECT at, prices FROM rate ORDER BY at DESC LIMIT 23) r) END";

/// Reads the column [`OF_INVOICE`].
pub(super) fn read_of_invoice(row: &Row, pair: Pair) -> Rates {
    let text = row.text("rates");
    if row.text("mode") == "test" {
        return Rates::scripted(read_script(&text));
    }
    let all = json::read(text.as_bytes());
    let minutes = all.as_array().into_iter().flatten().filter_map(|one| {
        let price = one.get(1).and_then(read_one).map(|price| (pair, price));
        Some(Minute { at: instant(one.get(0))?, prices: price.into_iter().collect() })
    });
    Rates::of(minutes.collect())
}
