//! `GET /api/v1/invoices/:id/timeline`: everything that is known of an invoice, in order.

use shared::json::Object;
use shared::time::Instant;

use super::wire::data_out;
use crate::fault::Fault;
use crate::gate::scope::InvoicesRead;
use crate::gate::{Call, Outcome, Reply};
use crate::platform::Row;
use crate::store::timeline::{self, Line};

const DELIVERED: &str = "webhook.delivered";
const NOT_DELIVERED: &str = "webhook.failed";
const MAILED: &str = "mail.sent";
const NOT_MAILED: &str = "mail.failed";
const QUEUED: &str = "mail.queued";

/// The words for what leaves us, beside those of the invoice's own steps.
pub const LEAVING: [&str; 5] = [DELIVERED, NOT_DELIVERED, MAILED, NOT_MAILED, QUEUED];

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
    let data: Vec<Object> = (1..).zip(&lines).map(|(seq, line)| entry(seq, line)).collect();
    Ok(Reply::new(200, data_out(&data)))
}

/// One entry; they stand in the order in which things happened.
fn entry(seq: i64, line: &Line) -> Object {
    let mut out = Object::new();
    out.put("seq", seq)
        .put("at", line.at)
        .put("code", &line.code)
        .put("text", &line.text)
        .put("actor", &line.actor)
        .put_some("amount", line.amount.as_ref())
        .put_some("asset", line.asset.as_ref())
        .put_some("transaction", line.transaction.as_ref());
    out
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
        None => line(at, DELIVERED, format!("{name} delivered, {tries}.")),
        Some(problem) => {
            let text = format!("{name} not delivered, {tries}: {problem}.");
            line(at, NOT_DELIVERED, text)
        }
    }
}

fn mail(row: &Row) -> Line {
    let (kind, recipient) = (row.text("kind"), row.text("recipient"));
    let at = row.instant("sent_at").or_else(|| row.instant("created_at"));
    match row.text("state").as_str() {
        "sent" => line(at, MAILED, format!("Mail {kind} sent to {recipient}.")),
        "failed" => line(at, NOT_MAILED, format!("Mail {kind} to {recipient} was not sent.")),
        _ => line(at, QUEUED, format!("Mail {kind} to {recipient} is queued.")),
    }
}
