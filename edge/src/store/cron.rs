//! When the cron ran last: whoever asks from outside is told whether it runs at all.

use shared::time::Instant;

use crate::platform::Statement;

/// A tick has ended.
pub fn ticked(now: Instant) -> Statement {
    let text = "INSERT INTO cron (id, ticked_at) VALUES (1, ?)
                ON CONFLICT (id) DO UPDATE SET ticked_at = excluded.ticked_at";
    Statement::new(text, vec![now.into()])
}

/// When the last one did, as `ticked_at`.
pub fn last() -> Statement {
    Statement::new("SELECT ticked_at FROM cron", Vec::new())
}
