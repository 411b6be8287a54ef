//! Servers of ledgers that do not answer, until they do.

use shared::currency::Network;
use shared::time::{HOUR_MS, Instant};

use super::{Columns, Guard, insert_with};
use crate::platform::Statement;

/// A failure so long after the last one is a new beginning: nobody knows what was in between.
const FORGOTTEN_MS: i64 = HOUR_MS;

/// It did not answer; since when is kept.
pub fn fails(network: Network, host: &str, now: Instant) -> Statement {
    let mut columns = Columns::default();
    columns.put("network", network.code()).put("host", host);
    columns.put("failing_since", now).put("failed_at", now);
    let tail = format!(
        "ON CONFLICT (network, host) DO UPDATE SET failed_at = excluded.failed_at,
           failing_since = CASE WHEN failed_at < excluded.failed_at - {FORGOTTEN_MS}
             THEN excluded.failing_since ELSE failing_since END"
    );
    insert_with("ledger_server", &mut columns, &Guard::none(), &tail)
}

/// It answers.
pub fn works(network: Network, host: &str) -> Statement {
    Statement::new(
        "DELETE FROM ledger_server WHERE network = ? AND host = ?",
        vec![network.code().into(), host.into()],
    )
}

/// Holds when it has failed since before a moment.
pub fn is_dead(network: Network, host: &str, before: Instant) -> Guard {
    Guard {
        text: "EXISTS (SELECT 1 FROM ledger_server
               WHERE network = ? AND host = ? AND failing_since < ?)"
            .to_owned(),
        params: vec![network.code().into(), host.into(), before.into()],
    }
}
