//! `GET /api/v1/invoices/:id/timeline`: everything that is known of an invoice, in order.

use serde::Serialize;
use shared::time::Instant;

use super::wire::json;
use crate::fault::Fault;
use crate::gate::scope::InvoicesRead;
use crate::gate::{Call, Outcome, Reply};
use crate::platform::Row;
use crate::store::timeline::{self, Line};

/// One entry, in the order in which things happened.
#[derive(Serialize)]
struct EntryOut {
    seq: usize,
    at: String,
    code: String,
    text: String,
    actor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asset: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction: Option<String>,
}

#[derive(Serialize)]
struct TimelineOut {
    data: Vec<EntryOut>,
}

/// `GET /api/v1/invoices/:id/timeline`
pub async fn get(call: Call<InvoicesRead>) -> Outcome {
    let statements = timeline::all(&call.owner(), call.param("id"));
    let mut answers = call.load(statements.to_vec()).await?;
    let mut lines: Vec<Line> = answers.rows().iter().map(timeline::read).collect();
    if lines.is_empty() {
        return Err(Fault::Missing("invoice").into());
    }
    lines.extend(answers.rows().iter().map(delivery));
    lines.extend(answers.rows().iter().map(mail));
    lines.sort_by_key(|line| line.noted_at);
    let data = lines.into_iter().enumerate().map(|(index, line)| entry(index + 1, line)).collect();
    Ok(Reply::new(200, json(&TimelineOut { data })?))
}

fn entry(seq: usize, line: Line) -> EntryOut {
    EntryOut {
        seq,
        at: line.at.to_string(),
        code: line.code,
        text: line.text,
        actor: line.actor,
        amount: line.amount,
        asset: line.asset,
        transaction: line.transaction,
    }
}

/// Deliveries and mails keep the world's time, also where a test clock is ahead.
fn line(at: Option<Instant>, code: &str, text: String) -> Line {
    let at = at.unwrap_or_default();
    Line {
        at,
        noted_at: at,
        code: code.to_owned(),
        text,
        actor: "paylinkr".to_owned(),
        amount: None,
        asset: None,
        transaction: None,
    }
}

fn delivery(row: &Row) -> Line {
    let (name, tries) = (row.text("type"), row.number("tries"));
    let tries = if tries == 1 { "1 attempt".to_owned() } else { format!("{tries} attempts") };
    let at = row.instant("tried_at");
    match row.maybe_text("problem") {
        None => line(at, "webhook.delivered", format!("{name} delivered, {tries}.")),
        Some(problem) => {
            let text = format!("{name} not delivered, {tries}: {problem}.");
            line(at, "webhook.failed", text)
        }
    }
}

fn mail(row: &Row) -> Line {
    let (kind, recipient) = (row.text("kind"), row.text("recipient"));
    let at = row.instant("sent_at").or_else(|| row.instant("created_at"));
    match row.text("state").as_str() {
        "sent" => line(at, "mail.sent", format!("Mail {kind} sent to {recipient}.")),
        "failed" => line(at, "mail.failed", format!("Mail {kind} to {recipient} was not sent.")),
        _ => line(at, "mail.queued", format!("Mail {kind} to {recipient} is queued.")),
    }
}
