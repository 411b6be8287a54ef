//! The end of a tick. Forgets what is kept for a time: answers for a day; logs, deliveries, events,
//! mails and rates for 30. Gives up payments that no PSP ever answered for.

use shared::psp::REPEATED_MS;
use shared::time::{DAY_MS, HOUR_MS, MINUTE_MS};

use crate::app::App;
use crate::store::{attempt, cron, event, idempotency, log, mail, psp, psp_attempt, rate};

/// How long logs, deliveries, events, mails and rates are kept.
const KEPT_MS: i64 = 30 * DAY_MS;

/// Notes that the tick came to its end. Frees a part, in the first minutes of an hour: there is
/// always a next tick.
pub(super) async fn run(app: &App) {
    let now = app.now();
    let mut statements = vec![cron::ticked(now)];
    if now.ms().rem_euclid(HOUR_MS) < 5 * MINUTE_MS {
        let before = now.plus_ms(-KEPT_MS);
        statements.extend([idempotency::prune(now), attempt::prune(now)]);
        statements.extend([log::prune(before), mail::prune(before), rate::prune(before)]);
        statements.extend(event::prune(before));
        statements.extend([psp_attempt::give_up(now.plus_ms(-REPEATED_MS)), psp::prune()]);
    }
    // What was not forgotten now is forgotten an hour later.
    let _ = app.platform.sql.batch(statements).await;
}
