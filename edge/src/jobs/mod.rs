//! The cron's work. Asks what is due, never what this tick means; can be killed at any line and run
//! again. Nothing here can report an error to the runtime, so nothing here fails loudly.

mod bill;
mod expire;
mod prune;
mod remind;

use crate::app::App;

pub(crate) use bill::one as bill_one;

/// One tick: what time has changed, then what is due to leave, then what may be forgotten. Tells
/// whether time has changed more than one tick may do.
pub async fn tick(app: &App) -> bool {
    let expired = expire::run(app).await;
    let billed = bill::run(app).await;
    let reminded = remind::run(app).await;
    crate::outbox::send_due(app).await;
    prune::run(app).await;
    expired || billed || reminded
}

/// Ticks after a test clock was set forward, until all is done or the budget is; then the cron goes
/// on.
pub async fn ticks(app: &App) {
    for _ in 0..app.settings.budget.ticks {
        if !tick(app).await {
            break;
        }
    }
}
