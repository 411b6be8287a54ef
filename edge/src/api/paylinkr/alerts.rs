//! `/api/v1/alerts`: what went wrong with ledgers, prices and payments, until it is right again.

use super::object::Object;
use super::wire::{ListOut, json};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{PaymentsRead, PaymentsWrite};
use crate::gate::{Call, Outcome, Reply};
use crate::store::Page;
use crate::store::alert::{self, Alert};
use shared::time::Instant;

/// `GET /api/v1/alerts`: those that stand, the newest first; a hundred at most.
pub async fn list(call: Call<PaymentsRead>) -> Outcome {
    let mut answers = call.load(vec![alert::all(&call.owner())]).await?;
    let rows = answers.rows();
    let data: Vec<Object> = rows.iter().filter_map(alert::read).map(|one| out(&one)).collect();
    let total = i64::try_from(data.len()).unwrap_or_default();
    let page = Page { page: 1, limit: 100 };
    Ok(Reply::new(200, json(&ListOut::new(data, total, page))?))
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
    let reply = Reply::new(200, json(&out(&found))?);
    call.save(reply, vec![cleared]).await
}

fn out((alert, raised_at): &(Alert, Instant)) -> Object {
    Object(vec![
        ("id", alert.id.as_str().into()),
        ("kind", alert.kind.code().into()),
        ("subject", alert.subject.as_str().into()),
        ("detail", alert.detail.as_str().into()),
        ("raisedAt", raised_at.to_string().into()),
    ])
}
