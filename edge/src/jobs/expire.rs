//! Saves what time has changed: invoices past their deadline, provisional sightings that ended.

use crate::actions::step::Writer;
use crate::app::App;
use crate::store::invoice::{self as invoices, Record};
use crate::store::merchant;

/// Saves the longest overdue, as many as the budget allows; the next tick goes on.
pub(super) async fn run(app: &App) {
    let overdue = invoices::overdue(app.now(), app.settings.budget.overdue);
    let Ok(mut answers) = app.platform.sql.batch(overdue.to_vec()).await else { return };
    for record in invoices::read_many(&mut answers) {
        save(app, record).await;
    }
}

/// One batch for one invoice. When somebody else moved it meanwhile, that one has won.
async fn save(app: &App, mut record: Record) {
    let load = vec![merchant::load(&record.owner)];
    let Ok(mut answers) = app.platform.sql.batch(load).await else { return };
    let Some(row) = answers.row() else { return };
    let (merchant, mode) = (merchant::read(&row), merchant::read_mode(&row));
    let now = app.now().plus_ms(mode.clock_offset_ms);
    let lease = app.token();
    let writer = Writer { app, merchant: &merchant, actor: "clock", lease: &lease, now };
    let mut statements = Vec::new();
    while let Some(event) = record.books.due_event(now, now) {
        match record.books.apply(event, now) {
            Ok(step) => statements.extend(writer.write(&mut record, step)),
            Err(_) => break,
        }
    }
    if !statements.is_empty() && app.platform.sql.batch(statements).await.is_ok() {
        crate::outbox::send_held(app, &lease).await;
    }
}
