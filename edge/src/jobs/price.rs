//! Asks the sources of prices and writes what to believe: one row a minute, ahead of the minute
//! from whose beginning it holds.

use shared::alert::AlertKind;
use shared::price::{Decision, Pair, Reason, Sample, Source, Trend, decide};
use shared::time::{Instant, MINUTE_MS, SECOND_MS};

use crate::actions::quote;
use crate::actions::raise_alert::{Cause, raise};
use crate::actions::step::Writer;
use crate::app::App;
use crate::platform::together;
use crate::rails::prices;
use crate::store::{alert, fold, merchant, rate};

/// A row that would hold sooner than that holds a minute later: it must be there before.
const AHEAD_MS: i64 = 5 * SECOND_MS;

/// One row, unless this minute's is there. An install without live mode asks nobody. A source that
/// fails is a source less, and a row that is lost is made up for by the next.
pub(super) async fn run(app: &App) {
    let requests = prices::requests(&app.settings.prices);
    if app.settings.ledgers.is_empty() || requests.is_empty() {
        return;
    }
    let Ok(mut answers) = app.platform.sql.batch(vec![rate::last()]).await else { return };
    let row = answers.row();
    let newest = row.as_ref().and_then(|row| row.instant("at"));
    if newest.is_some_and(|newest| newest >= holds_from(app.now())) {
        return;
    }
    let before = row.as_ref().map(rate::read_report).unwrap_or_default();
    let asked = requests.into_iter().map(|(source, request)| async move {
        let answer = app.platform.fetch.ask(request).await;
        prices::samples(source, &answer, app.now())
    });
    let said = together(asked, app.settings.budget.concurrency).await.concat();
    let now = app.now();
    let decisions: Vec<Decision> = Pair::all().map(|pair| one(pair, &said, &before, now)).collect();
    let at = holds_from(now);
    if app.platform.sql.batch(vec![rate::add(at, &decisions)]).await.is_ok() {
        quote::remember(app, vec![rate::minute(at, &decisions)]);
        for now_decided in &decisions {
            let before = before.iter().find(|one| one.pair == now_decided.pair);
            let had = before.map(|one| one.price.is_ok());
            match (had, now_decided.price.as_ref().err()) {
                (Some(true), Some(refusal)) => tell(app, now_decided.pair, refusal.code()).await,
                (Some(false), None) => all_is_well(app, now_decided.pair).await,
                _ => {}
            }
        }
    }
}

/// Merchants whose open invoices are priced by a pair hear that it has no reliable price any more.
async fn tell(app: &App, pair: Pair, why: &str) {
    let affected = merchant::with_open_invoices(pair.asset, pair.fiat);
    let Ok(mut answers) = app.platform.sql.batch(vec![affected]).await else { return };
    let (asset, fiat) = (pair.asset.code(), pair.fiat.code());
    let mut statements = Vec::new();
    for row in answers.rows() {
        let (merchant, owner) = (merchant::read(&row), merchant::read_owner(&row));
        let writer = Writer::new(app, &merchant, "clock", None, app.now());
        let detail = format!("No two sources agree on what {asset} costs in {fiat}: {why}.");
        let (kind, subject) = (AlertKind::NoRate, pair.code());
        let cause = Cause { kind, network: None, subject: &subject, detail, is_news: true };
        statements.extend(owner.map(|owner| raise(&writer, &owner, cause)).unwrap_or_default());
    }
    if !statements.is_empty() {
        // What is lost is not told again before the price was there once more; the page tells it.
        let _ = app.platform.sql.batch(fold::fold(statements)).await;
    }
}

async fn all_is_well(app: &App, pair: Pair) {
    let clear = alert::clear_all(AlertKind::NoRate, &pair.code(), app.now());
    let _ = app.platform.sql.batch(vec![clear]).await;
}

/// The beginning of the next minute, which is some seconds away.
fn holds_from(now: Instant) -> Instant {
    let minute = now.plus_ms(AHEAD_MS).ms().div_euclid(MINUTE_MS);
    Instant::from_ms((minute + 1) * MINUTE_MS)
}

/// A pair's price of what was said now and, where a source did not answer now, said before: it
/// holds until it is stale.
fn one(pair: Pair, said: &[Sample], before: &[Decision], now: Instant) -> Decision {
    let before = before.iter().find(|one| one.pair == pair);
    let earlier = |source: Source| {
        let mut samples = before?.samples.iter().map(|(sample, _)| sample);
        let found = samples.find(|sample| sample.source == source && sample.said.is_ok());
        found.filter(|sample| now.ms() - sample.at.ms() <= shared::price::FRESH_MS)
    };
    let samples = Source::LIVE.into_iter().filter_map(|source| {
        let mut own = said.iter().filter(|sample| sample.source == source);
        let sample = own.find(|sample| sample.pair == pair)?;
        let instead = (sample.said == Err(Reason::Error)).then(|| earlier(source)).flatten();
        Some(instead.unwrap_or(sample).clone())
    });
    let trend = before.map_or_else(Trend::default, |one| one.trend.clone());
    decide(pair, samples.collect(), &trend, now)
}
