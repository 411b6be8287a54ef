//! The rates that new invoices are made with, and what an isolate remembers of them.

use shared::key::Mode;
use shared::price::{Minute, Rates, Script};
use shared::time::MINUTE_MS;

use crate::app::App;
use crate::store::rate;

/// How many minutes are remembered: the one that holds, the one to come, and one for a late tick.
const REMEMBERED: usize = 3;

/// The rates of a mode now: the script of test mode, or what [`load`] has brought.
pub fn rates(app: &App, mode: Mode, script: &Script) -> Rates {
    match mode {
        Mode::Test => Rates::scripted(script.clone()),
        Mode::Live => Rates::of(app.memory.rates.borrow().clone()),
    }
}

/// Loads the newest rates of live mode where what the isolate remembers is a minute old. Without
/// them nothing is made: [`crate::fault::Fault::NoRate`].
pub async fn load(app: &App, mode: Mode) {
    if mode == Mode::Test || is_known(app) {
        return;
    }
    if let Ok(mut answers) = app.platform.sql.batch(vec![rate::newest()]).await {
        remember(app, rate::read_minutes(&answers.rows()));
    }
}

/// Whether the minute that holds now is remembered.
fn is_known(app: &App) -> bool {
    let now = app.now();
    let holds = |minute: &Minute| minute.at <= now && now.ms() - minute.at.ms() < MINUTE_MS;
    app.memory.rates.borrow().iter().any(holds)
}

/// Remembers the newest of what was known and what is new.
pub fn remember(app: &App, minutes: Vec<Minute>) {
    let mut known = app.memory.rates.borrow_mut();
    for minute in minutes {
        known.retain(|one| one.at != minute.at);
        known.push(minute);
    }
    known.sort_by_key(|minute| std::cmp::Reverse(minute.at));
    known.truncate(REMEMBERED);
}
