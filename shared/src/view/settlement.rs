//! What the owner sees of a change of the address that the money goes to. Knows no page.

use super::MerchantView;
use crate::currency::Network;
use crate::time::Instant;

/// A change of a settlement address that can still be taken back, or could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementChangeView {
    /// Whose money it is.
    pub merchant: MerchantView,
    /// Test money.
    pub test: bool,
    /// The ledger that the addresses are on.
    pub network: Network,
    /// Where the money goes until then, in full; `None`: nowhere yet.
    pub old: Option<String>,
    /// Where it goes from then on, in full.
    pub new: String,
    /// From when on new invoices hold the new address.
    pub holds_from: Instant,
}

/// Where the page stands that takes such a change back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettlementCancel {
    /// It can be taken back.
    Ask(SettlementChangeView),
    /// It was taken back; the old address stays.
    Done(SettlementChangeView),
    /// The new address holds already.
    TooLate(SettlementChangeView),
    /// The link leads to no change, or to none any more.
    Gone,
}
