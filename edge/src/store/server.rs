//! Servers of ledgers that do not answer, until they do.

use shared::currency::Network;
use shared::time::Instant;

use super::{Columns, Guard, insert_with};
use crate::platform::Statement;

/// It did not answer; since when is kept.
pub fn fails(network: Network, host: &str, now: Instant) -> Statement {
    let mut columns = Columns::default();
    columns.put("network", network.code()).put("host", host).put("failing_since", now);
    insert_with("ledger_server", &mut columns, &Guard::none(), "ON CONFLICT DO NOTHING")
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
