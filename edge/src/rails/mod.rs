//! One file per way money arrives. A rail says where to pay and reports what it saw; it decides
//! nothing.

pub mod sandbox;
pub mod stellar;
mod wire;
pub mod xrpl;

use shared::payment::Seen;
use shared::reference::Pointer;

/// A movement of money at an address of ours, as a ledger tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What is kept of it. Its key names the chain, too. For money that left, its destination is
    /// whoever got it, and its sender is ours.
    pub seen: Seen,
    /// The invoice that the payer named, in a way that can be trusted.
    pub pointer: Option<Pointer>,
    /// Which way, and whether it may be credited.
    pub way: Way,
}

/// Which way money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It came, and is credited to the invoice that it names.
    In,
    /// It came in a way that no invoice may be paid by; the merchant decides. Holds why.
    Odd(&'static str),
    /// It left.
    Out,
}

/// An answer that cannot be relied on: nothing of it is used, and the cursor stays. Holds why, for
/// the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt(pub &'static str);
