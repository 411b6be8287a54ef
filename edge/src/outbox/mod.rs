//! Sends what actions wrote: webhooks and mails. At least once, each try under a lease, nothing
//! lost to a crash. Knows no API and decides nothing about invoices.

pub mod letter;
mod send;

use crate::app::App;
use crate::platform::{Answers, Statement, together};
use crate::store::{event, fold, mail};

/// Claims what is due and sends it.
pub async fn send_due(app: &App) {
    let lease = app.token();
    let (now, most) = (app.now(), app.settings.budget.sends);
    let mut claims = vec![event::claim(&lease, now, most)];
    if app.settings.mail.is_some() {
        claims.push(mail::claim(&lease, now, most));
    }
    let count = claims.len();
    claims.extend(held(&lease));
    if let Ok(mut answers) = app.platform.sql.batch(claims).await {
        answers.skip(count);
        send(app, &lease, answers).await;
    }
}

/// Sends what a request wrote under its own lease, right after its answer.
pub async fn send_held(app: &App, lease: &str) {
    // When the database fails here, the lease runs out and the cron takes over.
    if let Ok(answers) = app.platform.sql.batch(held(lease).to_vec()).await {
        send(app, lease, answers).await;
    }
}

fn held(lease: &str) -> [Statement; 2] {
    [event::held(lease), mail::held(lease)]
}

async fn send(app: &App, lease: &str, mut answers: Answers) {
    let deliveries: Vec<_> = answers.rows().iter().filter_map(event::read_claimed).collect();
    let mails: Vec<_> = answers.rows().iter().map(mail::read).collect();
    let many = app.settings.budget.concurrency;
    let deliveries = deliveries.into_iter().map(|one| send::deliver(app, lease, one));
    let mut finished = together(deliveries, many).await;
    if let Some(door) = &app.settings.mail {
        let mails = mails.into_iter().map(|one| send::post_mail(app, door, lease, one));
        finished.extend(together(mails, many).await);
    }
    if !finished.is_empty() {
        // When this is lost, the lease runs out and the same event is sent again under the same id.
        let _ = app.platform.sql.batch(fold::fold(finished)).await;
    }
}
