//! The cron's work. Asks what is due, never what this tick means; can be killed at any line and run
//! again. Nothing here can report an error to the runtime, so nothing here fails loudly.

mod bill;
mod expire;
mod price;
mod prune;
mod psp;
mod remind;
mod settlement;
mod watch;

use crate::app::App;

pub(crate) use bill::one as bill_one;
pub(crate) use psp::{one as look_at_attempt, unknown as look_for_attempt};
pub(crate) use watch::one as look_at;

/// One tick: prices, what money came, what time has changed, then what is due to leave, then what
/// may be forgotten.
pub async fn tick(app: &App) {
    price::run(app).await;
    watch::run(app).await;
    psp::run(app).await;
    expire::run(app).await;
    bill::run(app).await;
    remind::run(app).await;
    crate::outbox::send_due(app).await;
    settlement::run(app).await;
    prune::run(app).await;
}
