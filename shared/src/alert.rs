//! What can go wrong with a ledger, a price or an address that a merchant must hear of. Knows no
//! mail and no row.

/// What is wrong. It is raised once, and stands until it is right again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// No server knows the ledger from where it was read last: payments may be missing.
    HistoryGap,
    /// The ledger is younger than what was read of it: a test network began anew.
    LedgerReset,
    /// The servers tell of another network than the one that was set.
    WrongNetwork,
    /// The ledger was not read for ten minutes.
    WatcherLag,
    /// A server has not answered for ten minutes; another one does its work.
    ServerDown,
    /// No two sources of prices agree.
    NoRate,
    /// Money came that names no invoice, or that no invoice may be paid by.
    UnmatchedPayment,
    /// The ledger shows a kind of transaction at the address that is not known here.
    StrangeTransaction,
}

impl AlertKind {
    /// Every kind.
    pub const ALL: [AlertKind; 8] = [
        AlertKind::HistoryGap,
        AlertKind::LedgerReset,
        AlertKind::WrongNetwork,
        AlertKind::WatcherLag,
        AlertKind::ServerDown,
        AlertKind::NoRate,
        AlertKind::UnmatchedPayment,
        AlertKind::StrangeTransaction,
    ];

    /// The word in columns and on the wire.
    pub fn code(self) -> &'static str {
        self.event().trim_start_matches("alert.")
    }

    /// The name of its event.
    pub const fn event(self) -> &'static str {
        match self {
            AlertKind::HistoryGap => "alert.history_gap",
            AlertKind::LedgerReset => "alert.ledger_reset",
            AlertKind::WrongNetwork => "alert.wrong_network",
            AlertKind::WatcherLag => "alert.watcher_lag",
            AlertKind::ServerDown => "alert.server_down",
            AlertKind::NoRate => "alert.no_rate",
            AlertKind::UnmatchedPayment => "alert.unmatched_payment",
            AlertKind::StrangeTransaction => "alert.strange_transaction",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<AlertKind> {
        AlertKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
