//! Reminds customers of unpaid invoices of their subscriptions, on the days of the preset.

use crate::actions::act_on_invoice::{Act, act};
use crate::actions::step::Writer;
use crate::app::App;
use crate::fault::Fault;
use crate::store::invoice as invoices;
use crate::store::merchant;

/// Reminds the longest due, as many as the budget allows, all in one batch: a reminder that
/// somebody else's step undoes is due again.
pub(super) async fn run(app: &App) {
    let most = app.settings.budget.reminders;
    let due = invoices::to_remind(app.now(), most).to_vec();
    let Ok(mut answers) = app.platform.sql.batch(due).await else { return };
    let records = invoices::read_many(&mut answers);
    let merchants = answers.rows();
    let mut statements = Vec::new();
    for mut record in records {
        let Some(row) = merchant::find_owner(&merchants, &record.owner) else { continue };
        let merchant = merchant::read(row);
        let now = app.now().plus_ms(merchant::read_mode(row).clock_offset_ms);
        let writer = Writer::new(app, &merchant, "clock", None, now);
        if let Some(period) = &mut record.period {
            let next = period.reminders.next(period.due_at, now);
            period.remind_at = next.map(|at| writer.in_the_world(at));
        }
        let reminded = act(Act::Remind, &mut record, &writer);
        match reminded {
            Ok(more) => statements.extend(more),
            // The next tick may know how much is asked.
            Err(Fault::NoRate) => {}
            // One without an address, or one whose time is over, is only put off.
            Err(_) => statements.push(invoices::save(&record)),
        }
    }
    if !statements.is_empty() {
        let _ = app.platform.sql.batch(statements).await;
    }
}
