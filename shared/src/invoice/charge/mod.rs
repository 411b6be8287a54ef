//! What a PSP does to an invoice: the rail that pays it settles what it is paid in, and what it is
//! paid in can go back. Pure; the rest of the steps is in `step.rs`.

use super::step::{Refusal, Step};
use super::words::Code;
use super::{Invoice, Status, Terms};
use crate::currency::{Asset, Network};
use crate::money::Amount;
use crate::payment::{Disposition, Payment, PaymentState, Seen};
use crate::time::Instant;
use crate::webhook::EventName;

/// How much of one payment has gone back by now, as the PSP tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WentBack {
    /// By the merchant.
    pub refunded: Amount,
    /// By the payer's bank.
    pub charged_back: Amount,
}

impl WentBack {
    /// All of it.
    pub fn total(self) -> Amount {
        Amount::sum([self.refunded, self.charged_back])
    }
}

impl Terms {
    /// The same invoice, settled by a PSP: these cents, `tolerance` less is enough, and late money
    /// counts for `late_ms` milliseconds after the end, for the price is an amount of the asset.
    pub fn in_euros(&self, cents: Amount, tolerance: Amount, late_ms: i64) -> Terms {
        Terms {
            asset: Asset::Eur,
            due: Some(cents),
            least: None,
            tolerance,
            expires_at: self.expires_at,
            late_until: self.expires_at.map(|at| at.plus_ms(late_ms)),
        }
    }
}

impl Invoice {
    /// Whether a PSP has a payment that will settle it once the bank confirms. That can take days,
    /// and nothing ends meanwhile (`rails.md` 6).
    pub fn waits_for_psp(&self) -> bool {
        self.payments.iter().any(|payment| {
            payment.seen.network == Network::Psp
                && payment.seen.state == PaymentState::Pending
                && payment.disposition == Disposition::Counted
        })
    }

    /// What becomes of money on the other kind of rail than the one that the terms name, ledger or
    /// PSP: too much once it is paid; a PSP's payment on its way will settle it.
    pub(super) fn disposition_elsewhere(&self, seen: &Seen) -> Option<Disposition> {
        let is_psp = seen.network == Network::Psp;
        if is_psp == (self.terms.asset.network() == Network::Psp) {
            return None;
        }
        let is_dust = seen.amount.minor() < super::thousandth(seen.scale);
        Some(match self.status {
            Status::Paid if is_dust => Disposition::Ignored,
            Status::Paid => Disposition::Duplicate,
            Status::Cancelled => Disposition::Late,
            _ if is_psp && seen.state == PaymentState::Pending => Disposition::Counted,
            _ => Disposition::WrongAsset,
        })
    }
}

impl Step {
    /// Final money of a PSP settles an invoice that is not paid: from then on it is one in euros,
    /// and what a ledger brought before is too much.
    pub(super) fn charged(
        mut self,
        seen: Seen,
        terms: Terms,
        now: Instant,
    ) -> Result<Step, Refusal> {
        let settles = seen.state == PaymentState::Final && self.invoice.status != Status::Paid;
        let replaced = if settles { self.replace(terms) } else { Vec::new() };
        let mut step = self.sighted(seen, now)?;
        for payment in replaced {
            step.invoice.exceptions.overpaid = true;
            step.entry(Code::PaymentDuplicate, Some(&payment));
            step.events.push(EventName::InvoiceOverpaid);
        }
        Ok(step)
    }

    /// Takes the terms in euros, and out of the sum what counted before.
    fn replace(&mut self, terms: Terms) -> Vec<Payment> {
        if self.invoice.terms.asset == terms.asset {
            return Vec::new();
        }
        self.invoice.terms = terms;
        let counted = self.invoice.payments.iter_mut().filter(|payment| payment.counts());
        let replaced: Vec<Payment> = counted
            .map(|payment| {
                payment.disposition = Disposition::Duplicate;
                payment.clone()
            })
            .collect();
        self.payments.extend(replaced.iter().cloned());
        replaced
    }

    /// `seen` is the payment; `before` is how much of it was known to have gone back.
    pub(super) fn sent_back(
        mut self,
        seen: &Seen,
        before: WentBack,
        now: WentBack,
    ) -> Result<Step, Refusal> {
        if before == now {
            return Err(Refusal::AlreadySeen);
        }
        let invoice = &mut self.invoice;
        if seen.asset_code == invoice.terms.asset.code() {
            let rest = invoice.refunded.less(before.total());
            invoice.refunded = Amount::sum([rest, now.total()]);
        }
        let exceptions = &mut invoice.exceptions;
        let none = |amount: Amount| amount.is_nothing();
        exceptions.refunded = !none(now.refunded) || exceptions.refunded && none(before.refunded);
        exceptions.disputed =
            !none(now.charged_back) || exceptions.disputed && none(before.charged_back);
        for (code, from, to) in [
            (Code::Refunded, before.refunded, now.refunded),
            (Code::ChargedBack, before.charged_back, now.charged_back),
            (Code::BackAgain, now.total(), before.total()),
        ] {
            let amount = to.less(from);
            if !amount.is_nothing() {
                let seen = Seen { amount, ..seen.clone() };
                self.entry(code, Some(&Payment { seen, disposition: Disposition::Ignored }));
            }
        }
        self.events.push(EventName::InvoiceRefunded);
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
