//! The request log, after the answer: rows gather in the isolate and leave in one statement.

use crate::app::App;
use crate::store::event::LEASE_MS;
use crate::store::log::{self, LogRow};

/// Remembers a request for the log.
pub fn note(app: &App, row: LogRow) {
    app.memory.log.borrow_mut().push(row);
}

/// Writes what has gathered. While one request writes, others only gather: it takes theirs too.
pub async fn flush(app: &App) {
    let now = app.now();
    if now < app.memory.logging_until.get() {
        return;
    }
    app.memory.logging_until.set(now.plus_ms(LEASE_MS));
    loop {
        let rows = app.memory.log.take();
        if rows.is_empty() {
            break;
        }
        // A log that cannot be written is lost; the request it tells of was answered long ago.
        let _ = app.platform.sql.batch(vec![log::add(&rows)]).await;
    }
    app.memory.logging_until.set(now);
}
