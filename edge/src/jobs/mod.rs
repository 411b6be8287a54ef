//! The cron's work. Asks what is due, never what this tick means; can be killed at any line and run
//! again. Nothing here can report an error to the runtime, so nothing here fails loudly.

mod expire;
mod prune;

use crate::app::App;

/// One tick: what time has changed, then what is due to leave, then what may be forgotten.
pub async fn tick(app: &App) {
    expire::run(app).await;
    crate::outbox::send_due(app).await;
    prune::run(app).await;
}
