//! `GET /api/v1/requests/logs`: what was asked of the API, newest first.

use serde::Serialize;

use super::wire::{ListOut, json};
use crate::api::body;
use crate::gate::scope::ApiLogsRead;
use crate::gate::{Call, Outcome, Reply};
use crate::platform::Row;
use crate::store::log::{self, LogFilter};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogOut {
    request_id: String,
    method: String,
    path: String,
    status_code: i64,
    duration_ms: i64,
    idempotency_key: Option<String>,
    api_key: LogKeyOut,
    mode: String,
    created_at: Option<String>,
}

#[derive(Serialize)]
struct LogKeyOut {
    id: String,
    name: String,
    last4: String,
}

/// `GET /api/v1/requests/logs`
pub async fn list(call: Call<ApiLogsRead>) -> Outcome {
    let request = &call.request;
    let page = body::page(request, 25)?;
    let status =
        request.param("statusCode").map(|_| body::whole(request, "statusCode", 0, 100, 599));
    let filter = LogFilter {
        request_id: request.param("requestId").map(str::to_owned),
        method: request.param("method").map(str::to_ascii_uppercase),
        status: status.transpose()?,
    };
    let mut answers = call.load(log::page(&call.owner(), &filter, page).to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let data = answers.rows().iter().map(out).collect();
    Ok(Reply::new(200, json(&ListOut::new(data, total, page))?))
}

fn out(row: &Row) -> LogOut {
    LogOut {
        request_id: row.text("request_id"),
        method: row.text("method"),
        path: row.text("path"),
        status_code: row.number("status"),
        duration_ms: row.number("duration_ms"),
        idempotency_key: row.maybe_text("idempotency_key"),
        api_key: LogKeyOut {
            id: row.text("api_key"),
            name: row.text("name"),
            last4: row.text("last4"),
        },
        mode: row.text("mode"),
        created_at: row.instant("created_at").map(|at| at.to_string()),
    }
}
