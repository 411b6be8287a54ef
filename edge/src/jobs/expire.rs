//! Saves what time has changed: invoices past their deadline, provisional sightings that ended.

use crate::actions::step::Writer;
use crate::app::App;
use crate::store::invoice::{self as invoices, Record};
use crate::store::merchant::{self, Merchant, ModeRow};

/// Saves the longest overdue, as many as the budget allows; the next tick goes on. What is told of
/// them is left in the outbox, for whoever sends next.
pub(super) async fn run(app: &App) {
    let most = app.settings.budget.overdue;
    let overdue = invoices::overdue(app.now(), most).to_vec();
    let Ok(mut answers) = app.platform.sql.batch(overdue).await else { return };
    let records = invoices::read_many(&mut answers);
    let merchants = answers.rows();
    for record in records {
        if let Some(row) = merchant::find_owner(&merchants, &record.owner) {
            save(app, record, &merchant::read(row), &merchant::read_mode(row)).await;
        }
    }
}

/// One batch for one invoice. When somebody else moved it meanwhile, that one has won.
async fn save(app: &App, mut record: Record, merchant: &Merchant, mode: &ModeRow) {
    let now = app.now().plus_ms(mode.clock_offset_ms);
    let writer = Writer::new(app, merchant, "clock", None, now);
    let mut statements = Vec::new();
    while let Some(event) = record.books.due_event(now, record.known_until(now)) {
        match record.books.apply(event, now) {
            Ok(step) => statements.extend(writer.write(&mut record, step)),
            Err(_) => break,
        }
    }
    if !statements.is_empty() {
        // A batch that is lost is found overdue again by the next tick.
        let _ = app.platform.sql.batch(statements).await;
    }
}
