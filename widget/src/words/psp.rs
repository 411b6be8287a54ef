//! The words for paying by bank or card, at the merchant's own payment provider.

/// The way there, and what is waited for.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct PspWords {
    /// Where other receipts name the network.
    pub(crate) way: &'static str,
    pub(crate) reference: &'static str,
    /// `{amount}`
    pub(crate) pay: &'static str,
    /// `{psp} {merchant}`
    pub(crate) help: &'static str,
    pub(crate) unpaid: &'static str,
    /// `{amount}`
    pub(crate) pending: &'static str,
    /// `{amount}`
    pub(crate) failed: &'static str,
    /// `{psp}`
    pub(crate) title: &'static str,
    /// `{amount} {merchant} {psp}`
    pub(crate) text: &'static str,
    /// `{psp}`
    pub(crate) go_on: &'static str,
    /// What a payer consents to: `{price} {date}`
    pub(crate) consent: &'static str,
    /// `{psp}`
    pub(crate) charging: &'static str,
    pub(crate) stop: &'static str,
}
