//! The words beside the main way to pay: other addresses, a wallet in the browser, a payment that
//! does not show, what goes back. Knows no invoice.

/// For wallets that have no field for the reference.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct WayWords {
    pub(crate) no_memo: &'static str,
    pub(crate) no_tag: &'static str,
    pub(crate) muxed: &'static str,
    pub(crate) x_address: &'static str,
    pub(crate) with_memo: &'static str,
    pub(crate) with_tag: &'static str,
    pub(crate) line: &'static str,
    pub(crate) copy_line: &'static str,
}

/// Paying with Freighter. The name of the network is filled in by the browser.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct WalletWords {
    pub(crate) pay: &'static str,
    pub(crate) pay_top: &'static str,
    pub(crate) asking: &'static str,
    pub(crate) sent: &'static str,
    pub(crate) missing: &'static str,
    pub(crate) declined: &'static str,
    /// `{network}`
    pub(crate) network: &'static str,
    pub(crate) no_account: &'static str,
    /// `{asset}`
    pub(crate) no_trustline: &'static str,
    /// `{asset}`
    pub(crate) too_little: &'static str,
    pub(crate) busy: &'static str,
    pub(crate) over: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) unsure: &'static str,
}

/// A payment that does not show.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct ClaimWords {
    pub(crate) title: &'static str,
    pub(crate) help_memo: &'static str,
    pub(crate) help_tag: &'static str,
    pub(crate) label: &'static str,
    pub(crate) send: &'static str,
    pub(crate) hold: &'static str,
    pub(crate) not_a_hash: &'static str,
    /// `{network}`
    pub(crate) not_found: &'static str,
    pub(crate) not_final: &'static str,
    pub(crate) attached: &'static str,
    /// `{merchant}`
    pub(crate) waiting: &'static str,
    /// `{network}`
    pub(crate) failed: &'static str,
    pub(crate) elsewhere: &'static str,
    pub(crate) known: &'static str,
    /// `{network}`
    pub(crate) busy: &'static str,
}

/// The address for what goes back.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct ReturnWords {
    pub(crate) title: &'static str,
    /// `{merchant}`
    pub(crate) help: &'static str,
    /// `{network}`
    pub(crate) label: &'static str,
    pub(crate) save: &'static str,
    /// `{merchant}`
    pub(crate) saved: &'static str,
    /// `{network}`
    pub(crate) not_an_address: &'static str,
    /// `{merchant}`
    pub(crate) own: &'static str,
}
