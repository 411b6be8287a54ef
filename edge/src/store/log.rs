//! The request log: written after the answer, many rows in one statement, kept for 30 days.

use shared::json::{self, Object};
use shared::time::Instant;

use super::{Owner, Page};
use crate::platform::{Statement, Value};

/// One request, as it is logged. Holds no secret and no body.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// The id in its answer.
    pub request_id: String,
    /// Who asked.
    pub merchant: String,
    /// Test or live.
    pub mode: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path, without the query.
    pub path: String,
    /// The answer's status.
    pub status: u16,
    /// How long it took.
    pub duration_ms: i64,
    /// The caller's idempotency key.
    pub idempotency_key: Option<String>,
    /// The id of the key that asked.
    pub api_key: String,
    /// When, in milliseconds.
    pub created_at: i64,
}

/// Which requests a page of the log holds.
#[derive(Clone, Debug, Default)]
pub struct LogFilter {
    /// Only this one.
    pub request_id: Option<String>,
    /// Only this method.
    pub method: Option<String>,
    /// Only this status.
    pub status: Option<i64>,
}

/// Writes many rows with one parameter.
pub fn add(rows: &[LogRow]) -> Statement {
    let json = json::write(&rows.iter().map(row).collect::<Vec<_>>());
    Statement::new(
        "INSERT OR IGNORE INTO request_log (request_id, merchant, mode, method, path, status,
           duration_ms, idempotency_key, api_key, created_at)
         SELECT value ->> 'request_id', value ->> 'merchant', value ->> 'mode',
           value ->> 'method', value ->> 'path', value ->> 'status', value ->> 'duration_ms',
           value ->> 'idempotency_key', value ->> 'api_key', value ->> 'created_at'
         FROM json_each(?)",
        vec![json.into()],
    )
}

fn row(row: &LogRow) -> Object {
    let mut out = Object::new();
    out.put("request_id", &row.request_id)
        .put("merchant", &row.merchant)
        .put("mode", row.mode)
        .put("method", row.method)
        .put("path", &row.path)
        .put("status", i64::from(row.status))
        .put("duration_ms", row.duration_ms)
        .put("idempotency_key", row.idempotency_key.as_ref())
        .put("api_key", &row.api_key)
        .put("created_at", row.created_at);
    out
}

/// Two statements for a page of the log: how many there are, and the newest first.
pub fn page(owner: &Owner, filter: &LogFilter, page: Page) -> [Statement; 2] {
    let mut clause = "l.merchant = ? AND l.mode = ?".to_owned();
    let mut params = owner.params();
    let mut add = |text: &str, value: Value| {
        clause.push_str(text);
        params.push(value);
    };
    if let Some(request_id) = &filter.request_id {
        add(" AND l.request_id = ?", request_id.into());
    }
    if let Some(method) = &filter.method {
        add(" AND l.method = ?", method.into());
    }
    if let Some(status) = filter.status {
        add(" AND l.status = ?", status.into());
    }
    let count = format!("SELECT count(*) AS total FROM request_log l WHERE {clause}");
    let rows = format!(
        "SELECT l.*, k.name, k.last4 FROM request_log l LEFT JOIN api_key k ON k.id = l.api_key
         WHERE {clause} ORDER BY l.created_at DESC, l.request_id DESC LIMIT ? OFFSET ?"
    );
    let part = [params.clone(), vec![page.limit.into(), page.offset().into()]].concat();
    [Statement::new(count, params), Statement::new(rows, part)]
}

/// Forgets requests of before, a part at a time.
pub fn prune(before: Instant) -> Statement {
    Statement::new(
        "DELETE FROM request_log WHERE request_id IN (
           SELECT request_id FROM request_log WHERE created_at < ? LIMIT 1000)",
        vec![before.into()],
    )
}
