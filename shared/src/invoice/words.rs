//! What the timeline says of each step, in English, for the merchant. Knows no page and no payer.

use super::{Exceptions, Invoice};
use crate::currency::Network;
use crate::money::Amount;
use crate::payment::Payment;

/// A step's machine word in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The invoice was made.
    Created,
    /// A sighting that is not final.
    PaymentPending,
    /// A sighting that ended without money.
    PaymentFailed,
    /// Final money that counts.
    PaymentCounted,
    /// Final money on a paid invoice.
    PaymentDuplicate,
    /// Final money that came too late to count.
    PaymentLate,
    /// Final money in something else than the asset that was asked.
    PaymentWrongAsset,
    /// Dust.
    PaymentIgnored,
    /// The merchant said what unmatched money was for.
    PaymentAssigned,
    /// A wallet says that it has paid.
    Announced,
    /// Money went back.
    Refunded,
    /// The payer's bank took money back.
    ChargedBack,
    /// What had gone back did not, after all.
    BackAgain,
    /// The payer said where money is to go back to.
    ReturnAddress,
    /// The merchant wrote down that money goes back.
    RefundAwaited,
    /// The merchant took that back.
    RefundTakenBack,
    /// The invoice became partially paid.
    PartiallyPaid,
    /// The invoice became paid.
    Paid,
    /// More than asked arrived.
    Overpaid,
    /// The money that counted came late.
    PaidLate,
    /// Provisional sightings were believed long enough.
    PendingEnded,
    /// The deadline passed.
    TimeRanOut,
    /// The merchant closed it.
    ExpiredByMerchant,
    /// It can be paid again.
    Reopened,
    /// The merchant took it back.
    Cancelled,
    /// The merchant accepted what arrived.
    Settled,
    /// A payment request was mailed.
    Notified,
    /// A reminder was mailed.
    Reminded,
}

impl Code {
    /// Every word.
    pub const ALL: [Code; 28] = [
        Code::Created,
        Code::PaymentPending,
        Code::PaymentFailed,
        Code::PaymentCounted,
        Code::PaymentDuplicate,
        Code::PaymentLate,
        Code::PaymentWrongAsset,
        Code::PaymentIgnored,
        Code::PaymentAssigned,
        Code::Announced,
        Code::Refunded,
        Code::ChargedBack,
        Code::BackAgain,
        Code::ReturnAddress,
        Code::RefundAwaited,
        Code::RefundTakenBack,
        Code::PartiallyPaid,
        Code::Paid,
        Code::Overpaid,
        Code::PaidLate,
        Code::PendingEnded,
        Code::TimeRanOut,
        Code::ExpiredByMerchant,
        Code::Reopened,
        Code::Cancelled,
        Code::Settled,
        Code::Notified,
        Code::Reminded,
    ];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Code::Created => "created",
            Code::PaymentPending => "payment.pending",
            Code::PaymentFailed => "payment.failed",
            Code::PaymentCounted => "payment.counted",
            Code::PaymentDuplicate => "payment.duplicate",
            Code::PaymentLate => "payment.late",
            Code::PaymentWrongAsset => "payment.wrong_asset",
            Code::PaymentIgnored => "payment.ignored",
            Code::PaymentAssigned => "payment.assigned",
            Code::Announced => "announced",
            Code::Refunded => "refunded",
            Code::ChargedBack => "charged_back",
            Code::BackAgain => "refund.undone",
            Code::ReturnAddress => "return_address",
            Code::RefundAwaited => "refund.awaited",
            Code::RefundTakenBack => "refund.taken_back",
            Code::PartiallyPaid => "partially_paid",
            Code::Paid => "paid",
            Code::Overpaid => "overpaid",
            Code::PaidLate => "paid_late",
            Code::PendingEnded => "pending_ended",
            Code::TimeRanOut => "time_ran_out",
            Code::ExpiredByMerchant => "expired_by_merchant",
            Code::Reopened => "reopened",
            Code::Cancelled => "cancelled",
            Code::Settled => "settled",
            Code::Notified => "notified",
            Code::Reminded => "reminded",
        }
    }
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its machine word.
    pub code: Code,
    /// A sentence that says what happened and why.
    pub text: String,
    /// The payment it speaks of.
    pub payment: Option<Payment>,
}

impl Entry {
    /// The line for one step; `invoice` is as it is after the step.
    pub fn new(code: Code, invoice: &Invoice, payment: Option<&Payment>) -> Entry {
        let sent = payment.map(Payment::amount_text).unwrap_or_default();
        Entry { code, text: text(code, invoice, payment, &sent), payment: payment.cloned() }
    }
}

fn text(code: Code, invoice: &Invoice, payment: Option<&Payment>, sent: &str) -> String {
    let asset = invoice.terms.asset;
    let is_psp = payment.is_some_and(|payment| payment.seen.network == Network::Psp);
    let is_other = payment.is_some_and(|payment| payment.seen.asset_code != asset.code());
    let print = |amount: Amount| format!("{} {}", amount.print(asset.scale()), asset.code());
    let received = print(invoice.received());
    match code {
        Code::Created => match invoice.terms.due {
            Some(due) => format!("Created, {} due.", print(due)),
            None => "Created; the payer chooses the amount.".to_owned(),
        },
        Code::PaymentPending => format!("{sent} sighted, not final yet; it counts when it is."),
        Code::PaymentFailed if is_psp => {
            format!("{sent} failed at the payment provider; nothing arrived.")
        }
        Code::PaymentFailed => format!("{sent} failed on the ledger; nothing arrived."),
        Code::PaymentCounted => format!("{sent} counted."),
        Code::PaymentDuplicate if is_other => {
            let asset = asset.code();
            format!("{sent} is not needed: it is paid in {asset}. It is to be given back.")
        }
        Code::PaymentDuplicate => {
            format!("{sent} arrived after the invoice was paid; it is excess, to be given back.")
        }
        Code::PaymentLate if invoice.status == super::Status::Cancelled => {
            format!("{sent} arrived for a cancelled invoice; it does not count.")
        }
        Code::PaymentLate => {
            format!("{sent} arrived too late to count by itself; settle accepts it.")
        }
        Code::PaymentWrongAsset => {
            format!("{sent} arrived with the right reference, but {} was asked.", asset.code())
        }
        Code::PaymentIgnored => format!("{sent} is too little to change anything."),
        Code::PaymentAssigned => format!("{sent} came without this reference; it was assigned."),
        Code::Announced => {
            "A wallet says that it has paid; the ledger has not shown it.".to_owned()
        }
        Code::RefundAwaited => "A refund is awaited.".to_owned(),
        Code::RefundTakenBack => "A refund was taken back before it left.".to_owned(),
        Code::Refunded => format!("{sent} went back to the payer."),
        Code::ChargedBack => format!("The payer's bank took {sent} back."),
        Code::BackAgain => format!("{sent} that had gone back did not, after all."),
        Code::ReturnAddress => "The payer said where money is to go back to.".to_owned(),
        Code::PartiallyPaid => {
            let left = invoice.remaining().unwrap_or_default();
            format!("{received} received, {} still due.", print(left))
        }
        Code::Paid => format!("Paid: {received} received."),
        Code::Overpaid => format!("Overpaid by {}.", print(invoice.excess())),
        Code::PaidLate => "The money came after the time had run out.".to_owned(),
        Code::PendingEnded => "No payment became final within 15 minutes.".to_owned(),
        Code::TimeRanOut | Code::ExpiredByMerchant => closed(code, invoice.exceptions, &received),
        Code::Reopened => match invoice.terms.expires_at {
            Some(until) => format!("Opened again; it can be paid until {until}."),
            None => "Opened again.".to_owned(),
        },
        Code::Cancelled => "Cancelled by the merchant.".to_owned(),
        Code::Settled => format!("The merchant accepted {received} as payment."),
        Code::Notified => "Payment request mailed.".to_owned(),
        Code::Reminded => "Reminder mailed.".to_owned(),
    }
}

fn closed(code: Code, exceptions: Exceptions, received: &str) -> String {
    let how = if code == Code::TimeRanOut { "Expired" } else { "Closed by the merchant" };
    if exceptions.underpaid {
        format!("{how} with {received} received: less than asked.")
    } else {
        format!("{how}; nothing was received.")
    }
}
