//! `GET /api/v1/requests/logs`: what was asked of the API, newest first.

use shared::json::Object;

use super::wire::list_out;
use crate::api::body;
use crate::gate::scope::ApiLogsRead;
use crate::gate::{Call, Outcome, Reply};
use crate::platform::Row;
use crate::store::log::{self, LogFilter};

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
    let data: Vec<Object> = answers.rows().iter().map(out).collect();
    Ok(Reply::new(200, list_out(&data, total, page)))
}

fn out(row: &Row) -> Object {
    let mut key = Object::new();
    key.put("id", row.text("api_key"))
        .put("name", row.text("name"))
        .put("last4", row.text("last4"));
    let mut out = Object::new();
    out.put("requestId", row.text("request_id"))
        .put("method", row.text("method"))
        .put("path", row.text("path"))
        .put("statusCode", row.number("status"))
        .put("durationMs", row.number("duration_ms"))
        .put("idempotencyKey", row.maybe_text("idempotency_key"))
        .put("apiKey", key)
        .put("mode", row.text("mode"))
        .put("createdAt", row.instant("created_at"));
    out
}
