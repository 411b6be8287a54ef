//! `GET /health`: whether the worker, its database and its watchers work. Tells operators where to
//! look, and nobody whose addresses there are.

use shared::currency::Network;
use shared::json::Object;

use crate::app::{Answer, App};
use crate::http::{Params, Request, Response};
use crate::platform::Row;
use crate::store::watch::{self, LAG_MS};
use crate::store::{alert, cron};

/// Red (503) while the database is out of reach, a ledger is not read, or an alert stands.
pub async fn show(app: &App, _request: &Request, _params: &Params) -> Answer {
    let ledgers = &app.settings.ledgers;
    let chain = |network| ledgers.chain(network).unwrap_or_default();
    let (stellar, xrpl) = (chain(Network::Stellar), chain(Network::Xrpl));
    let load = vec![watch::health(stellar, xrpl, app.now()), alert::standing(), cron::last()];
    let mut answers = app.platform.sql.batch(load).await;
    let (watched, alerts, ticked) = match &mut answers {
        Ok(answers) => (answers.rows(), answers.rows(), answers.row()),
        Err(_) => Default::default(),
    };
    let mut is_ok = answers.is_ok() && alerts.is_empty();
    let mut watchers = Vec::new();
    for row in &watched {
        if let Some((watcher, is_read)) = watcher(app, row) {
            watchers.push(watcher);
            is_ok &= is_read;
        }
    }
    let mut out = Object::new();
    out.put("ok", is_ok)
        .put("database", answers.is_ok())
        .put("version", env!("CARGO_PKG_VERSION"))
        .put("publicUrl", &app.settings.public_url)
        .put("mail", app.settings.mail.is_some())
        .put("tickedAt", ticked.and_then(|row| row.instant("ticked_at")))
        .put("watchers", watchers)
        .put("alerts", alerts.iter().map(standing).collect::<Vec<_>>());
    let status = if is_ok { 200 } else { 503 };
    let body = out.text().into_bytes();
    let response = Response::new(status, "application/json; charset=utf-8", body)
        .with("cache-control", "no-store");
    (response, Vec::new())
}

/// A ledger: how far behind the address is that was read least, why one cannot be read; and
/// whether it is read well enough.
fn watcher(app: &App, row: &Row) -> Option<(Object, bool)> {
    let network = Network::parse(&row.text("network"))?;
    let lag_s = (app.now().ms() - row.instant("read_until")?.ms()).max(0) / 1_000;
    let mut out = Object::new();
    out.put("network", network.code())
        .put("chain", app.settings.ledgers.chain(network)?)
        .put("addresses", row.number("total"))
        .put("lagS", lag_s)
        .put("problem", row.maybe_text("problem"));
    Some((out, lag_s * 1_000 <= LAG_MS))
}

fn standing(row: &Row) -> Object {
    let mut out = Object::new();
    out.put("kind", row.text("kind")).put("count", row.number("total"));
    out
}
