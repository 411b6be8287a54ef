//! Does what time asks of subscriptions: bills periods, tells of trials, marks what is overdue.
//! Knows no dates: the domain does.

use crate::actions::step::Writer;
use crate::app::App;
use crate::platform::{Answers, Statement};
use crate::store::subscription::{self as subscriptions, Record};
use crate::store::{Guard, merchant};

/// How long a subscription that cannot be billed is left alone, in milliseconds.
const PUT_OFF_MS: i64 = shared::time::HOUR_MS;

/// Looks at those that are due, the longest first, as many as the budget allows. Tells whether
/// there may be more to do at once.
pub(super) async fn run(app: &App) -> bool {
    let most = app.settings.budget.subscriptions;
    let due = subscriptions::awake_ones(app.now(), most).to_vec();
    let Ok(answers) = app.platform.sql.batch(due).await else { return false };
    let (seen, unfinished) = bill(app, answers, None).await;
    unfinished || i64::try_from(seen).is_ok_and(|seen| seen >= most)
}

/// Looks at one, right after an invoice of it moved.
pub(crate) async fn one(app: &App, id: &str) {
    let lease = app.token();
    let due = subscriptions::one_awake(id, app.now()).to_vec();
    // When the database fails here, the next tick finds it.
    let Ok(answers) = app.platform.sql.batch(due).await else { return };
    let (seen, _) = bill(app, answers, Some(&lease)).await;
    if seen > 0 {
        crate::outbox::send_held(app, &lease).await;
    }
}

async fn bill(app: &App, mut answers: Answers, lease: Option<&str>) -> (usize, bool) {
    let records = subscriptions::read_many(&mut answers);
    let merchants = answers.rows();
    let seen = records.len();
    let mut unfinished = false;
    for mut record in records {
        let Some(row) = merchant::find_owner(&merchants, &record.owner) else { continue };
        let merchant = merchant::read(row);
        let now = app.now().plus_ms(merchant::read_mode(row).clock_offset_ms);
        let (actor, guard) = ("clock", Guard::none());
        let writer = Writer { app, merchant: &merchant, actor, lease, now, guard };
        // Whoever was faster has won: the line of a step and the invoice of a period are unique. A
        // batch that is lost is found due again.
        let _ = app.platform.sql.batch(statements(&writer, &mut record)).await;
        unfinished |= record.books.due_event(now).is_some();
    }
    (seen, unfinished)
}

fn statements(writer: &Writer<'_>, record: &mut Record) -> Vec<Statement> {
    match writer.catch_up(record) {
        Ok(mut statements) => {
            statements.push(writer.save_subscription(record));
            statements
        }
        Err(fault) => {
            let app = writer.app;
            app.platform.log.error(&format!("{} cannot be billed: {fault:?}", record.id));
            vec![subscriptions::wake(&record.id, app.now().plus_ms(PUT_OFF_MS))]
        }
    }
}
