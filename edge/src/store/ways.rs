//! How an invoice can be paid, and has been: an address and a reference on a ledger, a price at a
//! PSP. Knows no columns.

use shared::currency::{Fiat, Network};
use shared::invoice::Status;
use shared::money::Amount;
use shared::time::Instant;

use super::invoice::Record;

impl Record {
    /// The text memo, where the ledger has memos (rulings D6).
    pub fn memo(&self) -> Option<&str> {
        let stellar = self.books.terms.asset.network() == Network::Stellar;
        stellar.then_some(self.references.memo.as_str())
    }

    /// Where a ledger pays it; `None` where a PSP does, or has.
    pub fn address(&self) -> Option<&str> {
        let is_psp = self.books.terms.asset.network() == Network::Psp;
        (!is_psp).then_some(self.destination.as_str())
    }

    /// What ties its payment to it: what a payer sends along on a ledger, the PSP's name of the
    /// payment where one was made there, and before that the invoice's own.
    pub fn reference(&self) -> String {
        let network = self.books.terms.asset.network();
        if network != Network::Psp {
            return self.references.on(network);
        }
        let mut there = self.books.payments.iter().filter(|it| it.seen.network == Network::Psp);
        let paid = there.clone().find(|it| it.counts()).or_else(|| there.next_back());
        paid.map_or_else(|| self.public_id.clone(), |it| it.seen.transaction.clone())
    }

    /// Whether it can be paid at that moment: open, and its time not up (DESIGN 4).
    pub fn is_payable(&self, now: Instant) -> bool {
        let ends_at = self.books.terms.expires_at;
        self.books.status.is_open() && ends_at.is_none_or(|at| now < at)
    }

    /// What a PSP may be paid for it at that moment: the price, in cents of a euro, while nothing
    /// came and nothing is on its way.
    pub fn psp_price(&self, now: Instant) -> Option<Amount> {
        self.psp_price_if_refused(now).filter(|_| self.books.status == Status::Unpaid)
    }

    /// The same, also while a payment is on its way: what it is once that comes to nothing.
    pub fn psp_price_if_refused(&self, now: Instant) -> Option<Amount> {
        let (fiat, amount) = self.price?;
        let free = matches!(self.books.status, Status::Unpaid | Status::Pending);
        (fiat == Fiat::Eur && free && self.is_payable(now)).then_some(amount)
    }
}
