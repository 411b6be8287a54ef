//! Which of the card's own states an invoice is in, and how that looks.

use shared::currency::Asset;
use shared::invoice::Status;
use shared::money::Amount;
use shared::payment::{Disposition, PaymentState};
use shared::view::{CheckoutView, PaymentView};

use super::icons;
use crate::words::Words;

/// A state that the card was designed for. Finer than the invoice's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The payer is to choose an amount.
    Choosing,
    /// Nothing arrived yet, and what is due cannot be told in the asset.
    NoRate,
    /// Nothing arrived yet.
    Unpaid,
    /// A payment is on its way.
    Pending,
    /// More is due.
    Partial,
    /// The time is up, but the ledger was not yet read to that moment.
    Ended,
    /// The time is up, and only a part arrived.
    PartialEnded,
    /// All is well.
    Paid,
    /// More than due arrived.
    Overpaid,
    /// It came late and counts.
    PaidLate,
    /// Less arrived and was accepted.
    SettledShort,
    /// The time ran out; nothing arrived.
    Expired,
    /// The merchant closed it; nothing arrived.
    Closed,
    /// Expired, with money that came late and waits for the merchant.
    Late,
    /// Closed with less than due.
    Short,
    /// Taken back.
    Cancelled,
    /// Taken back, with money that came afterwards.
    CancelledLate,
}

impl Stage {
    /// The state of an invoice as it stands.
    pub(crate) fn of(view: &CheckoutView) -> Stage {
        let open = view.payable();
        let nothing = view.received.is_nothing();
        let exceptions = view.exceptions;
        match view.status {
            Status::Pending => Stage::Pending,
            Status::PartiallyPaid if !on_its_way(view).is_nothing() => Stage::Pending,
            Status::PartiallyPaid if psp_pending(view).is_some() => Stage::Pending,
            Status::Unpaid | Status::PartiallyPaid if !open && nothing => Stage::Ended,
            Status::Unpaid | Status::PartiallyPaid if !open => Stage::PartialEnded,
            Status::Unpaid if view.no_rate => Stage::NoRate,
            Status::Unpaid if view.due.or(view.chosen).is_none() => Stage::Choosing,
            Status::Unpaid => Stage::Unpaid,
            Status::PartiallyPaid => Stage::Partial,
            Status::Paid if exceptions.overpaid => Stage::Overpaid,
            Status::Paid if exceptions.settled_short => Stage::SettledShort,
            Status::Paid if exceptions.paid_late => Stage::PaidLate,
            Status::Paid => Stage::Paid,
            Status::Expired if !nothing => Stage::Short,
            Status::Expired if exceptions.paid_late => Stage::Late,
            Status::Expired if view.expires_at.is_some_and(|at| at <= view.now) => Stage::Expired,
            Status::Expired => Stage::Closed,
            Status::Cancelled if !came_late(view).is_nothing() => Stage::CancelledLate,
            Status::Cancelled => Stage::Cancelled,
        }
    }

    /// Whether the card offers to pay.
    pub(crate) fn takes_money(self) -> bool {
        matches!(self, Stage::Unpaid | Stage::Partial)
    }

    /// Whether it is a receipt.
    pub(crate) fn is_receipt(self) -> bool {
        matches!(self, Stage::Paid | Stage::Overpaid | Stage::PaidLate | Stage::SettledShort)
    }

    /// A word for styles and tests.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Stage::Choosing => "choosing",
            Stage::NoRate => "no_rate",
            Stage::Unpaid => "unpaid",
            Stage::Pending => "pending",
            Stage::Partial => "partial",
            Stage::Ended => "ended",
            Stage::PartialEnded => "partial_ended",
            Stage::Paid => "paid",
            Stage::Overpaid => "overpaid",
            Stage::PaidLate => "paid_late",
            Stage::SettledShort => "settled_short",
            Stage::Expired => "expired",
            Stage::Closed => "closed",
            Stage::Late => "late",
            Stage::Short => "short",
            Stage::Cancelled => "cancelled",
            Stage::CancelledLate => "cancelled_late",
        }
    }

    /// The state in words, beside its icon.
    pub(crate) fn word(self, words: &Words) -> &'static str {
        let status = &words.status;
        match self {
            Stage::Choosing => status.choosing,
            Stage::NoRate => status.no_rate,
            Stage::Unpaid => status.unpaid,
            Stage::Pending => status.pending,
            Stage::Partial => status.partial,
            Stage::Ended | Stage::PartialEnded => status.ended,
            Stage::Paid => status.paid,
            Stage::Overpaid => status.overpaid,
            Stage::PaidLate => status.paid_late,
            Stage::SettledShort => status.settled_short,
            Stage::Expired | Stage::Closed => status.expired,
            Stage::Late => status.came_late,
            Stage::Short => status.short,
            Stage::Cancelled | Stage::CancelledLate => status.cancelled,
        }
    }

    /// Which of the four state colours; never the only sign.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Stage::Choosing | Stage::Unpaid | Stage::Pending => "wait",
            Stage::Paid | Stage::PaidLate | Stage::SettledShort => "good",
            Stage::Overpaid | Stage::Partial | Stage::Ended | Stage::PartialEnded => "warn",
            Stage::Late | Stage::Short | Stage::CancelledLate | Stage::NoRate => "warn",
            Stage::Expired | Stage::Closed | Stage::Cancelled => "stop",
        }
    }

    /// Path data of the icon: a clock, a half, a tick, a sign of attention or a cross.
    pub(crate) fn icon(self) -> String {
        let sign = match self {
            Stage::Choosing | Stage::Unpaid | Stage::Pending => icons::CLOCK,
            Stage::Partial => icons::HALF,
            Stage::Paid | Stage::PaidLate | Stage::SettledShort => icons::TICK,
            Stage::Expired | Stage::Closed | Stage::Cancelled => icons::CROSS,
            _ => icons::ATTENTION,
        };
        icons::ringed(sign)
    }
}

/// What was sighted, is not final and would count.
pub(crate) fn on_its_way(view: &CheckoutView) -> Amount {
    total(view, Disposition::Counted, PaymentState::Pending)
}

/// What a bank has not confirmed yet.
pub(crate) fn psp_pending(view: &CheckoutView) -> Option<&PaymentView> {
    let waits = |payment: &&PaymentView| {
        payment.disposition == Disposition::Counted && payment.state == PaymentState::Pending
    };
    view.payments.iter().filter(waits).find(|payment| is_psp(payment))
}

/// Whether it was made by bank or card: nothing on a ledger is called so.
pub(crate) fn is_psp(payment: &PaymentView) -> bool {
    payment.asset_code == Asset::Eur.code()
}

/// Final money that came too late to count.
pub(crate) fn came_late(view: &CheckoutView) -> Amount {
    total(view, Disposition::Late, PaymentState::Final)
}

fn total(view: &CheckoutView, disposition: Disposition, state: PaymentState) -> Amount {
    let chosen = view.payments.iter().filter(|it| it.asset_code == view.asset.code());
    let chosen = chosen.filter(|it| it.disposition == disposition && it.state == state);
    Amount::sum(chosen.map(|payment| payment.amount))
}
