//! The words for a merchant's owner: alarms, and who gets the money. Knows no mail and no page.

/// Mails to the owner and the page that takes a change back. Moments come with their time.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct OwnerWords {
    /// `{network}`
    pub(crate) history_gap_subject: &'static str,
    pub(crate) history_gap: &'static str,
    /// `{network}`
    pub(crate) ledger_reset_subject: &'static str,
    pub(crate) ledger_reset: &'static str,
    /// `{network}`
    pub(crate) watcher_lag_subject: &'static str,
    pub(crate) watcher_lag: &'static str,
    pub(crate) no_rate_subject: &'static str,
    pub(crate) no_rate: &'static str,
    /// `{network}`
    pub(crate) server_down_subject: &'static str,
    pub(crate) server_down: &'static str,
    /// `{network}`
    pub(crate) unmatched_payment_subject: &'static str,
    pub(crate) unmatched_payment: &'static str,
    /// `{network}`
    pub(crate) wrong_network_subject: &'static str,
    pub(crate) wrong_network: &'static str,
    /// `{network}`
    pub(crate) strange_transaction_subject: &'static str,
    pub(crate) strange_transaction: &'static str,
    pub(crate) noticed: &'static str,
    /// `{network}`
    pub(crate) change_subject: &'static str,
    /// `{moment}`
    pub(crate) change: &'static str,
    pub(crate) set: &'static str,
    pub(crate) old: &'static str,
    pub(crate) new: &'static str,
    pub(crate) holds_from: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) ask_title: &'static str,
    /// `{moment}`
    pub(crate) ask: &'static str,
    pub(crate) done_title: &'static str,
    pub(crate) done: &'static str,
    pub(crate) late_title: &'static str,
    /// `{moment}`
    pub(crate) late: &'static str,
    pub(crate) gone_title: &'static str,
    pub(crate) gone: &'static str,
}
