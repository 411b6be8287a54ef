//! The invoice: what is asked, what arrived, and every step it can take. Knows no merchant, no row
//! and no wire.

mod charge;
mod dialect;
mod figures;
mod quote;
mod step;
mod words;

pub use charge::WentBack;
pub use dialect::Said;
pub use figures::Figures;
pub use step::{Event, Refusal, Step};
pub use words::{Code, Entry};

use crate::currency::Asset;
use crate::money::Amount;
use crate::payment::{Disposition, Payment, PaymentState};
use crate::time::{Instant, MINUTE_MS, SECOND_MS};
use crate::webhook::EventName;

/// How long after `expires_at` money is still on time (DESIGN 4).
pub const GRACE_MS: i64 = 120 * SECOND_MS;

/// How long a sighting may stay provisional before the invoice falls back (`rails.md` 6).
pub const PENDING_MS: i64 = 15 * MINUTE_MS;

/// Where an invoice stands (DESIGN 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing arrived.
    Unpaid,
    /// A payment was sighted that is not final; it counts nothing.
    Pending,
    /// Something arrived, more is due.
    PartiallyPaid,
    /// What was asked arrived, or was accepted as enough.
    Paid,
    /// The time ran out, or the merchant closed it.
    Expired,
    /// The merchant took it back before anything arrived.
    Cancelled,
}

impl Status {
    /// Every status, in the order of an invoice's life.
    pub const ALL: [Status; 6] = [
        Status::Unpaid,
        Status::Pending,
        Status::PartiallyPaid,
        Status::Paid,
        Status::Expired,
        Status::Cancelled,
    ];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Status::Unpaid => "unpaid",
            Status::Pending => "pending",
            Status::PartiallyPaid => "partially_paid",
            Status::Paid => "paid",
            Status::Expired => "expired",
            Status::Cancelled => "cancelled",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whether it still waits for money.
    pub const fn is_open(self) -> bool {
        matches!(self, Status::Unpaid | Status::Pending | Status::PartiallyPaid)
    }
}

/// What was unusual about an invoice: a set beside its status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// More arrived than was asked.
    pub overpaid: bool,
    /// Closed with less than was asked.
    pub underpaid: bool,
    /// Money came after the time had run out.
    pub paid_late: bool,
    /// The merchant accepted less than was asked.
    pub settled_short: bool,
    /// Money went back to the payer.
    pub refunded: bool,
    /// The payer's bank took money back.
    pub disputed: bool,
}

impl Exceptions {
    /// The words that hold, in a fixed order.
    pub fn codes(self) -> Vec<&'static str> {
        [
            (self.overpaid, "overpaid"),
            (self.underpaid, "underpaid"),
            (self.paid_late, "paid_late"),
            (self.settled_short, "settled_short"),
            (self.refunded, "refunded"),
            (self.disputed, "disputed"),
        ]
        .into_iter()
        .filter_map(|(holds, code)| holds.then_some(code))
        .collect()
    }

    /// Reads words that are divided by white space; unknown ones are passed over.
    pub fn parse(codes: &str) -> Exceptions {
        let has = |code| codes.split_whitespace().any(|word| word == code);
        Exceptions {
            overpaid: has("overpaid"),
            underpaid: has("underpaid"),
            paid_late: has("paid_late"),
            settled_short: has("settled_short"),
            refunded: has("refunded"),
            disputed: has("disputed"),
        }
    }
}

/// What was agreed when the invoice was made. Its end changes when it is opened again; all of it
/// but the end when a PSP settles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What settles it.
    pub asset: Asset,
    /// What is asked; `None`: the payer chooses.
    pub due: Option<Amount>,
    /// The least that a payer who chooses may send.
    pub least: Option<Amount>,
    /// How much less than asked is enough.
    pub tolerance: Amount,
    /// Until when it can be paid; `None`: for ever.
    pub expires_at: Option<Instant>,
    /// Until when late money still counts; `None`: never by itself.
    pub late_until: Option<Instant>,
}

impl Terms {
    /// The sum that makes it paid. More than nothing, always.
    pub fn enough(&self) -> Amount {
        let enough = match self.due {
            Some(due) => due.less(self.tolerance),
            None => self.least.unwrap_or(Amount::ZERO),
        };
        enough.max(Amount::from_minor(1))
    }

    /// Payments below this change nothing: a thousandth of a unit, or all that is asked if that is
    /// less.
    pub fn dust(&self) -> Amount {
        self.enough().min(Amount::from_minor(thousandth(self.asset.scale())))
    }

    /// Whether money of that moment is on time.
    fn on_time(&self, at: Instant) -> bool {
        self.expires_at.is_none_or(|expires_at| at <= expires_at.plus_ms(GRACE_MS))
    }
}

/// A thousandth of a unit in minor units, or the smallest that there is.
const fn thousandth(scale: u32) -> i64 {
    10_i64.pow(scale.saturating_sub(3))
}

/// An invoice's books: the terms, where it stands, and every payment seen for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// What was agreed.
    pub terms: Terms,
    /// Where it stands.
    pub status: Status,
    /// What was unusual.
    pub exceptions: Exceptions,
    /// When it became paid.
    pub paid_at: Option<Instant>,
    /// Until when the newest provisional sighting is believed.
    pub pending_until: Option<Instant>,
    /// Events that were sent, each of which is sent once at most.
    pub sent_once: Vec<EventName>,
    /// Every sighting of it, oldest first.
    pub payments: Vec<Payment>,
    /// The sum of what was seen going back.
    pub refunded: Amount,
    /// Whether there is a place for it should late money open it again. There always is, but where
    /// a link was sold so many times and no more, and somebody else has the place by now.
    pub has_place: bool,
}

impl Invoice {
    /// A new invoice: unpaid, nothing seen.
    pub const fn new(terms: Terms) -> Invoice {
        Invoice {
            terms,
            status: Status::Unpaid,
            exceptions: Exceptions {
                overpaid: false,
                underpaid: false,
                paid_late: false,
                settled_short: false,
                refunded: false,
                disputed: false,
            },
            paid_at: None,
            pending_until: None,
            sent_once: Vec::new(),
            payments: Vec::new(),
            refunded: Amount::ZERO,
            has_place: true,
        }
    }

    /// The sum of the counted payments; always recomputed, never stored by itself.
    pub fn received(&self) -> Amount {
        self.total(Payment::counts)
    }

    /// What is still due; `None` while the payer may choose.
    pub fn remaining(&self) -> Option<Amount> {
        let open = self.status.is_open() || self.status == Status::Expired;
        let asked = self.terms.due.or((!self.received().is_nothing()).then(|| self.terms.enough()));
        asked.map(|asked| if open { asked.less(self.received()) } else { Amount::ZERO })
    }

    /// What arrived beyond what was asked, of what settles it; other money is in the payments.
    pub fn excess(&self) -> Amount {
        let again = self.total(|payment| {
            payment.disposition == Disposition::Duplicate
                && payment.seen.state == PaymentState::Final
        });
        let over = self.terms.due.map_or(Amount::ZERO, |due| self.received().less(due));
        Amount::sum([again, over])
    }

    /// What may be given back: all that arrived, counted or not, less what went back already.
    pub fn refundable(&self) -> Amount {
        let arrived = self.total(|payment| {
            let kept = [Disposition::Counted, Disposition::Duplicate, Disposition::Late];
            payment.seen.state == PaymentState::Final && kept.contains(&payment.disposition)
        });
        arrived.less(self.refunded)
    }

    /// Whether anything arrived that the merchant does not keep and has not sent back: more than
    /// was asked, or all of it, too late.
    pub fn has_to_give_back(&self) -> bool {
        let ended = matches!(self.status, Status::Expired | Status::Cancelled);
        let late = ended && self.exceptions.paid_late && !self.refundable().is_nothing();
        self.excess() > self.refunded || late
    }

    /// When an open invoice expires by itself. The one predicate of DESIGN 4: it holds for reads
    /// and for the cron. `None`: never.
    ///
    /// An invoice that late money re-opened waits until late money no longer counts.
    pub fn deadline(&self) -> Option<Instant> {
        let expires_at = self.terms.expires_at?;
        let late_until = self.terms.late_until.filter(|_| self.exceptions.paid_late);
        Some(late_until.unwrap_or(expires_at).max(expires_at.plus_ms(GRACE_MS)))
    }

    /// The invoice as it is at `now`: what only the passing of time changes has happened.
    ///
    /// `read_until` is how far its rail has been read; money up to there is known.
    #[must_use]
    pub fn at(&self, now: Instant, read_until: Instant) -> Invoice {
        let mut invoice = self.clone();
        while let Some(event) = invoice.due_event(now, read_until) {
            match invoice.apply(event, now) {
                Ok(step) => invoice = step.invoice,
                Err(_) => break,
            }
        }
        invoice
    }

    /// What the passing of time asks for at `now`, if anything.
    pub fn due_event(&self, now: Instant, read_until: Instant) -> Option<Event> {
        match self.status {
            Status::Pending if self.pending_until.is_some_and(|until| until < now) => {
                Some(Event::PendingEnded)
            }
            Status::Unpaid | Status::PartiallyPaid if !self.waits_for_psp() => {
                let passed = |deadline| deadline < now && deadline < read_until.plus_ms(1);
                self.deadline().is_some_and(passed).then_some(Event::TimeRanOut)
            }
            _ => None,
        }
    }

    /// The sum of some payments in what settles it: amounts of different assets are never added.
    fn total(&self, which: impl Fn(&Payment) -> bool) -> Amount {
        let own = self.terms.asset.code();
        let own = self.payments.iter().filter(|payment| payment.seen.asset_code == own);
        let chosen = own.filter(|payment| which(payment));
        Amount::sum(chosen.map(|payment| payment.seen.amount))
    }
}

#[cfg(test)]
mod tests;
