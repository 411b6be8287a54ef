//! `GET /health`: whether the worker, its database and its watchers work. Tells operators where to
//! look, and nobody whose addresses there are.

use serde::Serialize;
use shared::currency::Network;
use shared::time::Instant;

use crate::app::{Answer, App};
use crate::http::{Params, Request, Response};
use crate::platform::Answers;
use crate::store::alert;
use crate::store::watch::{self, LAG_MS};

#[derive(Default, Serialize)]
struct HealthOut {
    ok: bool,
    database: bool,
    version: &'static str,
    watchers: Vec<WatcherOut>,
    alerts: Vec<AlertOut>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WatcherOut {
    network: &'static str,
    chain: String,
    addresses: i64,
    /// How far behind the address is that was read least, in seconds.
    lag_s: i64,
    /// Why one of them cannot be read.
    problem: Option<String>,
}

#[derive(Serialize)]
struct AlertOut {
    kind: String,
    count: i64,
}

/// Red (503) while the database is out of reach, a ledger is not read, or an alert stands.
pub async fn show(app: &App, _request: &Request, _params: &Params) -> Answer {
    let ledgers = &app.settings.ledgers;
    let chain = |network| ledgers.chain(network).unwrap_or_default();
    let (stellar, xrpl) = (chain(Network::Stellar), chain(Network::Xrpl));
    let load = vec![watch::health(stellar, xrpl, app.now()), alert::standing()];
    let version = env!("CARGO_PKG_VERSION");
    let out = match app.platform.sql.batch(load).await {
        Ok(answers) => told(app, answers, app.now(), version),
        Err(_) => HealthOut { version, ..HealthOut::default() },
    };
    let status = if out.ok { 200 } else { 503 };
    let body = serde_json::to_vec(&out).unwrap_or_default();
    let response = Response::new(status, "application/json; charset=utf-8", body)
        .with("cache-control", "no-store");
    (response, Vec::new())
}

fn told(app: &App, mut answers: Answers, now: Instant, version: &'static str) -> HealthOut {
    let rows = answers.rows();
    let watchers: Vec<WatcherOut> = rows
        .iter()
        .filter_map(|row| {
            let network = Network::parse(&row.text("network"))?;
            let read_until = row.instant("read_until")?;
            Some(WatcherOut {
                network: network.code(),
                chain: app.settings.ledgers.chain(network)?.to_owned(),
                addresses: row.number("total"),
                lag_s: (now.ms() - read_until.ms()).max(0) / 1_000,
                problem: row.maybe_text("problem"),
            })
        })
        .collect();
    let alerts: Vec<AlertOut> = answers
        .rows()
        .iter()
        .map(|row| AlertOut { kind: row.text("kind"), count: row.number("total") })
        .collect();
    let reads = watchers.iter().all(|watcher| watcher.lag_s * 1_000 <= LAG_MS);
    HealthOut { ok: reads && alerts.is_empty(), database: true, version, watchers, alerts }
}
