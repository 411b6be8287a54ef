//! Money seen on a ledger: what a rail reports and what became of it. Knows no invoice states.

use crate::currency::Network;
use crate::money::Amount;
use crate::time::Instant;

/// How sure the ledger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentState {
    /// Sighted, not final; counts nothing.
    Pending,
    /// It cannot be undone.
    Final,
    /// It will never arrive.
    Failed,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [PaymentState; 3] =
        [PaymentState::Pending, PaymentState::Final, PaymentState::Failed];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            PaymentState::Pending => "pending",
            PaymentState::Final => "final",
            PaymentState::Failed => "failed",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<PaymentState> {
        PaymentState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What was done with a sighting (DESIGN 4). A sighting is a row for ever; this says why it counts
/// or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Part of what the invoice received (once it is final).
    Counted,
    /// The invoice was paid already: excess, to be given back.
    Duplicate,
    /// Too late to count by itself; `settle` accepts it.
    Late,
    /// The right reference, another asset or issuer.
    WrongAsset,
    /// No invoice has this reference.
    Unmatched,
    /// Dust, or a transaction that failed.
    Ignored,
}

impl Disposition {
    /// Every disposition.
    pub const ALL: [Disposition; 6] = [
        Disposition::Counted,
        Disposition::Duplicate,
        Disposition::Late,
        Disposition::WrongAsset,
        Disposition::Unmatched,
        Disposition::Ignored,
    ];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Disposition::Counted => "counted",
            Disposition::Duplicate => "duplicate",
            Disposition::Late => "late",
            Disposition::WrongAsset => "wrong_asset",
            Disposition::Unmatched => "unmatched",
            Disposition::Ignored => "ignored",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Disposition> {
        Disposition::ALL.into_iter().find(|disposition| disposition.code() == code)
    }
}

/// A payment as a rail reports it: the one value that every way of money arriving ends as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The rail's own unique key of this movement of money (operation id, hash).
    pub key: String,
    /// The ledger's name for the transaction, shown to people.
    pub transaction: String,
    /// The ledger.
    pub network: Network,
    /// The address that was paid.
    pub destination: String,
    /// The address that paid, where the ledger tells it.
    pub sender: Option<String>,
    /// Memo or tag, as text; `None` when the payer sent none.
    pub reference: Option<String>,
    /// Code of the asset. One that we do not know is `CODE:issuer`, as the ledger names it: it must
    /// not pass for ours (`rails.md` 7.5).
    pub asset_code: String,
    /// Decimal places of that asset.
    pub scale: u32,
    /// In minor units of that asset.
    pub amount: Amount,
    /// When the ledger closed it.
    pub at: Instant,
    /// How sure it is.
    pub state: PaymentState,
}

/// A sighting that was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// What was seen.
    pub seen: Seen,
    /// What was done with it.
    pub disposition: Disposition,
}

impl Payment {
    /// Whether its amount is part of what an invoice received.
    pub fn counts(&self) -> bool {
        self.disposition == Disposition::Counted && self.seen.state == PaymentState::Final
    }

    /// `10.00 USDC`.
    pub fn amount_text(&self) -> String {
        format!("{} {}", self.seen.amount.print(self.seen.scale), self.seen.asset_code)
    }
}
