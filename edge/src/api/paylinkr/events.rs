//! `/api/v1/events`: what happened in the last 30 days, in order, for whoever missed a webhook.

use super::object::{Object, maybe};
use super::wire::json;
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::WebhooksRead;
use crate::gate::{Call, Outcome, Reply};
use crate::platform::Row;
use crate::store::event;

/// `GET /api/v1/events`: `after` is the id of the last event that is known; the oldest come first.
pub async fn list(call: Call<WebhooksRead>) -> Outcome {
    let limit = body::whole(&call.request, "limit", 100, 1, 100)?;
    let after = call.request.param("after");
    let statements = event::feed(&call.owner(), after, limit + 1);
    let mut answers = call.load(statements.to_vec()).await?;
    if answers.row().is_none_or(|row| row.number("known") == 0) {
        let text = "is the id of no event of the last 30 days";
        return Err(body::invalid("after", text).into());
    }
    let mut rows = answers.rows();
    let has_more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or_default());
    let next = rows.last().map(|row| row.text("id"));
    let data = serde_json::to_value(rows.iter().map(out).collect::<Vec<_>>());
    let data = data.map_err(|error| Fault::Broken(error.to_string()))?;
    let next = maybe(next.or_else(|| after.map(str::to_owned)));
    let out = Object(vec![("data", data), ("hasMore", has_more.into()), ("next", next)]);
    Ok(Reply::new(200, json(&out)?))
}

fn out(row: &Row) -> Object {
    Object(vec![
        ("id", row.text("id").into()),
        ("event", row.text("type").into()),
        ("objectId", row.text("object").into()),
        ("sequence", row.number("sequence").into()),
        ("createdAt", maybe(row.instant("created_at"))),
        ("payload", serde_json::from_str(&row.text("body")).unwrap_or_default()),
    ])
}
