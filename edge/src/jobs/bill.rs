//! Does what time asks of subscriptions: bills periods, tells of trials, marks what is overdue.
//! Knows no dates: the domain does.

use crate::actions::quote;
use crate::actions::step::Writer;
use crate::app::App;
use crate::fault::Fault;
use crate::platform::{Answers, Statement};
use crate::store::merchant;
use crate::store::subscription::{self as subscriptions, Record};

/// How long a subscription that cannot be billed is left alone, in milliseconds.
const PUT_OFF_MS: i64 = shared::time::HOUR_MS;

/// Looks at those that are due, the longest first, as many as the budget has batches for.
pub(super) async fn run(app: &App) {
    let most = app.settings.budget.subscriptions;
    let due = subscriptions::awake_ones(app.now(), most).to_vec();
    // When the database fails here, the next tick finds them.
    if let Ok(answers) = app.platform.sql.batch(due).await {
        bill(app, answers, None, most).await;
    }
}

/// Looks at one, right after an invoice of it moved.
pub(crate) async fn one(app: &App, id: &str) {
    let lease = app.token();
    let due = subscriptions::one_awake(id, app.now()).to_vec();
    if let Ok(answers) = app.platform.sql.batch(due).await
        && bill(app, answers, Some(&lease), 1).await > 0
    {
        crate::outbox::send_held(app, &lease).await;
    }
}

/// Brings subscriptions up to now, a batch of steps at a time, with so many batches in all; the
/// next tick goes on. Tells how many it saw.
async fn bill(app: &App, mut answers: Answers, lease: Option<&str>, mut batches: i64) -> usize {
    let records = subscriptions::read_many(&mut answers);
    let merchants = answers.rows();
    let seen = records.len();
    for mut record in records {
        let Some(row) = merchant::find_owner(&merchants, &record.owner) else { continue };
        quote::load(app, record.owner.mode).await;
        let merchant = merchant::read(row);
        let now = app.now().plus_ms(merchant::read_mode(row).clock_offset_ms);
        let writer = Writer::new(app, &merchant, "clock", lease, now);
        while batches > 0 {
            batches -= 1;
            let (statements, goes_on) = step(&writer, &mut record);
            // Whoever was faster has won: the line of a step and the invoice of a period are
            // unique. A batch that is lost is found due again.
            let saved = app.platform.sql.batch(statements).await;
            if saved.is_err() || !goes_on {
                break;
            }
        }
    }
    seen
}

/// A batch of steps, and whether there is more to do at once.
fn step(writer: &Writer<'_>, record: &mut Record) -> (Vec<Statement>, bool) {
    match writer.catch_up(record) {
        Ok(mut statements) => {
            statements.push(writer.save_subscription(record));
            (statements, record.books.due_event(writer.now).is_some())
        }
        // It stays due, behind those that can be billed.
        Err(Fault::NoRate) => (vec![subscriptions::wake(&record.id, writer.app.now())], false),
        Err(fault) => {
            let app = writer.app;
            app.platform.log.error(&format!("{} cannot be billed: {fault:?}", record.id));
            (vec![subscriptions::wake(&record.id, app.now().plus_ms(PUT_OFF_MS))], false)
        }
    }
}
