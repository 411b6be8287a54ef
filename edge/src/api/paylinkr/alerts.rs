//! `/api/v1/alerts`: what went wrong with ledgers, prices and payments, until it is right again.

use shared::json::Object;
use shared::time::Instant;

use super::wire::list_out;
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{PaymentsRead, PaymentsWrite};
use crate::gate::{Call, Outcome, Reply};
use crate::store::Page;
use crate::store::alert::{self, Alert};

/// `GET /api/v1/alerts`: those that stand, the newest first; a hundred at most.
pub async fn list(call: Call<PaymentsRead>) -> Outcome {
    let mut answers = call.load(vec![alert::all(&call.owner())]).await?;
    let rows = answers.rows();
    let data: Vec<Object> = rows.iter().filter_map(alert::read).map(|one| out(&one)).collect();
    let total = i64::try_from(data.len()).unwrap_or_default();
    let page = Page { page: 1, limit: 100 };
    Ok(Reply::new(200, list_out(&data, total, page)))
}

/// `POST /api/v1/alerts/:id/clear`: somebody has looked at it. What is still wrong is raised again.
pub async fn clear(call: Call<PaymentsWrite>) -> Outcome {
    body::json_fields(&call.request)?;
    let (owner, id) = (call.owner(), call.param("id").to_owned());
    let mut answers = call.load(vec![alert::all(&owner)]).await?;
    let rows = answers.rows();
    let mut standing = rows.iter().filter_map(alert::read);
    let found = standing.find(|(alert, _)| alert.id == id).ok_or(Fault::Missing("alert"))?;
    let cleared = alert::clear(&owner, found.0.kind, &found.0.subject, call.real_now());
    let reply = Reply::new(200, out(&found).text());
    call.save(reply, vec![cleared]).await
}

fn out((alert, raised_at): &(Alert, Instant)) -> Object {
    let mut out = Object::new();
    out.put("id", &alert.id)
        .put("kind", alert.kind.code())
        .put("subject", &alert.subject)
        .put("detail", &alert.detail)
        .put("raisedAt", *raised_at);
    out
}
