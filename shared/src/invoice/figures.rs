//! An invoice's amounts as they are written on the wire, in API and webhook alike.

use super::{Invoice, Status};
use crate::money::Amount;

/// The four amounts, printed in the invoice's asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// What is asked; `None` while the payer chooses.
    pub expected: Option<String>,
    /// The sum of the counted payments; `0` when there is none (rulings M2).
    pub received: String,
    /// What is still due; `None` while the payer chooses.
    pub remaining: Option<String>,
    /// What arrived beyond what was asked.
    pub excess: String,
}

impl Invoice {
    /// The amounts as they are now. What a payer chose is what was asked, once it is paid (M4).
    pub fn figures(&self) -> Figures {
        let scale = self.terms.asset.scale();
        let print = |amount: Amount| amount.print_received(scale);
        let chosen = (self.status == Status::Paid).then(|| self.received());
        Figures {
            expected: self.terms.due.or(chosen).map(print),
            received: print(self.received()),
            remaining: self.remaining().map(print),
            excess: print(self.excess()),
        }
    }
}
