//! `GET /health`: whether the worker and its database answer.

use serde::Serialize;

use crate::app::{Answer, App};
use crate::http::{Params, Request, Response};
use crate::store::merchant;

#[derive(Serialize)]
struct HealthOut {
    ok: bool,
    database: bool,
    version: &'static str,
}

/// Asks the database for nothing in particular.
pub async fn show(app: &App, _request: &Request, _params: &Params) -> Answer {
    let database = app.platform.sql.batch(vec![merchant::by_handle("")]).await.is_ok();
    let out = HealthOut { ok: database, database, version: env!("CARGO_PKG_VERSION") };
    let status = if database { 200 } else { 503 };
    let body = serde_json::to_vec(&out).unwrap_or_default();
    let response = Response::new(status, "application/json; charset=utf-8", body)
        .with("cache-control", "no-store");
    (response, Vec::new())
}
