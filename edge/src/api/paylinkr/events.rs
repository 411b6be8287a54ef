//! `/api/v1/events`: what happened in the last 30 days, in order, for whoever missed a webhook.

use shared::json::{Object, read};

use crate::api::body;
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
    let data: Vec<Object> = rows.iter().map(event_out).collect();
    let mut out = Object::new();
    out.put("data", data).put("hasMore", has_more).put("next", next.as_deref().or(after));
    Ok(Reply::new(200, out.text()))
}

fn event_out(row: &Row) -> Object {
    let mut out = Object::new();
    out.put("id", row.text("id"))
        .put("event", row.text("type"))
        .put("objectId", row.text("object"))
        .put("sequence", row.number("sequence"))
        .put("createdAt", row.instant("created_at"))
        .put("payload", read(row.text("body").as_bytes()));
    out
}
