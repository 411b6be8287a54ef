//! One step of an invoice: `apply(event) -> (invoice, effects)`. Pure; `now` is an argument.
//!
//! The rules are DESIGN 4 and section 6 of the rail facts; the whole table is a snapshot in
//! `tests.rs`.

use super::charge::WentBack;
use super::words::{Code, Entry};
use super::{Invoice, PENDING_MS, Status, Terms};
use crate::money::Amount;
use crate::payment::{Disposition, Payment, PaymentState, Seen};
use crate::time::Instant;
use crate::webhook::EventName;

/// What can happen to an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A rail saw money with its reference at its destination.
    Sighted(Seen),
    /// The merchant says that this money, which named no invoice, was meant for it.
    Assigned(Seen),
    /// A wallet says that it has sent a payment which no ledger has shown yet.
    Announced,
    /// Money was seen going back to the payer.
    Refunded(Seen),
    /// A PSP says how a payment of the whole price stands. The terms are those in euros.
    Charged(Seen, Terms),
    /// A PSP says how much of this payment has gone back: before, and by now.
    SentBack(Seen, WentBack, WentBack),
    /// The newest provisional sighting was believed long enough.
    PendingEnded,
    /// Its deadline passed and its rail was read beyond it.
    TimeRanOut,
    /// The merchant accepts what arrived as enough.
    Settle,
    /// The merchant closes it.
    Expire,
    /// The merchant takes it back.
    Cancel,
    /// An expired one can be paid again, until then.
    Reopen(Instant),
}

/// Why nothing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This sighting is known and says nothing new.
    AlreadySeen,
    /// The status does not allow it.
    WrongStatus(Status),
    /// It can be settled only when something arrived.
    NothingReceived,
}

/// What one event did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The invoice afterwards.
    pub invoice: Invoice,
    /// The payments that were added or changed.
    pub payments: Vec<Payment>,
    /// What is told to the merchant's server, in this order.
    pub events: Vec<EventName>,
    /// What the timeline says, in this order; never empty.
    pub entries: Vec<Entry>,
}

impl Invoice {
    /// Takes one step.
    ///
    /// # Errors
    /// A [`Refusal`] when the event changes nothing.
    pub fn apply(&self, event: Event, now: Instant) -> Result<Step, Refusal> {
        let step = Step::of(self);
        match event {
            Event::Sighted(seen) => step.sighted(seen, now),
            Event::Assigned(seen) => step.assigned(seen, now),
            Event::Announced if matches!(self.status, Status::Unpaid | Status::Pending) => {
                Ok(step.announced(now))
            }
            Event::Refunded(seen) => step.refunded(seen),
            Event::Charged(seen, terms) => step.charged(seen, terms, now),
            Event::SentBack(seen, before, by_now) => step.sent_back(&seen, before, by_now),
            Event::PendingEnded if self.status == Status::Pending => Ok(step.pending_ended()),
            Event::TimeRanOut if self.status.is_open() => Ok(step.close(Code::TimeRanOut)),
            Event::Expire if matches!(self.status, Status::Unpaid | Status::PartiallyPaid) => {
                Ok(step.close(Code::ExpiredByMerchant))
            }
            Event::Cancel if self.status == Status::Unpaid => Ok(step.cancel()),
            Event::Settle => step.settle(now),
            Event::Reopen(until) if self.can_reopen() => Ok(step.reopen(until)),
            _ => Err(Refusal::WrongStatus(self.status)),
        }
    }
}

impl Step {
    fn of(invoice: &Invoice) -> Step {
        let (payments, events, entries) = (Vec::new(), Vec::new(), Vec::new());
        Step { invoice: invoice.clone(), payments, events, entries }
    }

    /// A line of the timeline, and nothing moves.
    pub fn note(invoice: &Invoice, entry: Entry) -> Step {
        Step { entries: vec![entry], ..Step::of(invoice) }
    }

    /// The timeline says first who decided.
    fn assigned(mut self, seen: Seen, now: Instant) -> Result<Step, Refusal> {
        let payment = Payment { seen: seen.clone(), disposition: Disposition::Unmatched };
        self.entry(Code::PaymentAssigned, Some(&payment));
        self.sighted(seen, now)
    }

    fn announced(mut self, now: Instant) -> Step {
        self.entry(Code::Announced, None);
        self.become_pending(now);
        self
    }

    fn refunded(mut self, seen: Seen) -> Result<Step, Refusal> {
        if self.invoice.refundable().is_nothing() {
            return Err(Refusal::NothingReceived);
        }
        self.invoice.exceptions.refunded = true;
        self.invoice.refunded = Amount::sum([self.invoice.refunded, seen.amount]);
        let payment = Payment { seen, disposition: Disposition::Ignored };
        self.entry(Code::Refunded, Some(&payment));
        self.events.push(EventName::InvoiceRefunded);
        Ok(self)
    }

    pub(super) fn sighted(mut self, seen: Seen, now: Instant) -> Result<Step, Refusal> {
        let known = self.invoice.payments.iter().position(|known| known.seen.key == seen.key);
        let before = known.and_then(|index| self.invoice.payments.get(index));
        if before.is_some_and(|known| {
            known.seen.state != PaymentState::Pending || known.seen.state == seen.state
        }) {
            return Err(Refusal::AlreadySeen);
        }
        let late = !self.invoice.terms.on_time(seen.at);
        if late && seen.state == PaymentState::Final && self.invoice.status.is_open() {
            let counts_late = self.invoice.terms.late_until.is_some_and(|until| seen.at <= until);
            if !counts_late && self.invoice.deadline().is_some_and(|deadline| deadline < now) {
                self = self.close(Code::TimeRanOut);
            }
        }
        let disposition = self.invoice.disposition(&seen);
        let payment = Payment { seen, disposition };
        self.record(known, payment.clone());
        match payment.seen.state {
            PaymentState::Pending => self.sighted_pending(&payment, now),
            PaymentState::Failed => self.entry(Code::PaymentFailed, Some(&payment)),
            PaymentState::Final => self.sighted_final(&payment),
        }
        // One that only a wallet announced waits for its time, whatever else arrives.
        if known.is_some() {
            self.fall_back_unless_pending();
        }
        Ok(self)
    }

    fn record(&mut self, known: Option<usize>, payment: Payment) {
        self.payments.push(payment.clone());
        match known.and_then(|index| self.invoice.payments.get_mut(index)) {
            Some(slot) => *slot = payment,
            None => self.invoice.payments.push(payment),
        }
    }

    fn sighted_pending(&mut self, payment: &Payment, now: Instant) {
        self.entry(Code::PaymentPending, Some(payment));
        let counted = payment.disposition == Disposition::Counted;
        if counted && matches!(self.invoice.status, Status::Unpaid | Status::Pending) {
            self.become_pending(now);
        }
    }

    fn become_pending(&mut self, now: Instant) {
        self.invoice.status = Status::Pending;
        let waits = self.invoice.waits_for_psp();
        self.invoice.pending_until = (!waits).then(|| now.plus_ms(PENDING_MS));
        self.send_once(EventName::InvoicePending);
    }

    fn sighted_final(&mut self, payment: &Payment) {
        match payment.disposition {
            Disposition::Counted => self.count(payment),
            Disposition::Duplicate => {
                self.invoice.exceptions.overpaid = true;
                self.entry(Code::PaymentDuplicate, Some(payment));
                self.events.push(EventName::InvoiceOverpaid);
            }
            Disposition::Late => {
                self.invoice.exceptions.paid_late = true;
                self.entry(Code::PaymentLate, Some(payment));
                self.events.push(EventName::InvoicePaidLate);
            }
            Disposition::WrongAsset => self.entry(Code::PaymentWrongAsset, Some(payment)),
            Disposition::Unmatched | Disposition::Ignored => {
                self.entry(Code::PaymentIgnored, Some(payment));
            }
        }
    }

    fn count(&mut self, payment: &Payment) {
        let late = !self.invoice.terms.on_time(payment.seen.at);
        let invoice = &mut self.invoice;
        invoice.exceptions.paid_late |= late;
        invoice.exceptions.underpaid = false;
        let paid = invoice.received() >= invoice.terms.enough();
        let overpaid = paid && invoice.excess() > invoice.terms.dust();
        invoice.exceptions.overpaid |= overpaid;
        invoice.status = if paid { Status::Paid } else { Status::PartiallyPaid };
        self.entry(Code::PaymentCounted, Some(payment));
        if paid {
            self.become_paid(Code::Paid, payment.seen.at);
        } else {
            self.entry(Code::PartiallyPaid, None);
            self.events.push(EventName::InvoicePartiallyPaid);
        }
        if overpaid {
            self.entry(Code::Overpaid, None);
            self.events.push(EventName::InvoiceOverpaid);
        }
        if late {
            self.entry(Code::PaidLate, None);
            self.events.push(EventName::InvoicePaidLate);
        }
    }

    fn become_paid(&mut self, code: Code, at: Instant) {
        self.invoice.status = Status::Paid;
        self.invoice.paid_at = Some(at);
        self.invoice.pending_until = None;
        self.entry(code, None);
        self.send_once(EventName::InvoicePaid);
    }

    fn pending_ended(mut self) -> Step {
        self.entry(Code::PendingEnded, None);
        self.fall_back();
        self
    }

    /// A pending invoice whose provisional sightings all ended is unpaid again.
    fn fall_back_unless_pending(&mut self) {
        let waits = self.invoice.payments.iter().any(|payment| {
            payment.seen.state == PaymentState::Pending
                && payment.disposition == Disposition::Counted
        });
        if self.invoice.status == Status::Pending && !waits {
            self.fall_back();
        }
    }

    fn fall_back(&mut self) {
        let nothing = self.invoice.received().is_nothing();
        self.invoice.status = if nothing { Status::Unpaid } else { Status::PartiallyPaid };
        self.invoice.pending_until = None;
    }

    fn close(mut self, code: Code) -> Step {
        let short = !self.invoice.received().is_nothing();
        self.invoice.status = Status::Expired;
        self.invoice.pending_until = None;
        self.invoice.exceptions.underpaid = short;
        self.entry(code, None);
        self.send_once(EventName::InvoiceExpired);
        if short {
            self.send_once(EventName::InvoiceUnderpaid);
        }
        self
    }

    fn cancel(mut self) -> Step {
        self.invoice.status = Status::Cancelled;
        self.entry(Code::Cancelled, None);
        self.send_once(EventName::InvoiceCancelled);
        self
    }

    /// Late money counts as long after the new end as it did after the old one.
    fn reopen(mut self, until: Instant) -> Step {
        let terms = &mut self.invoice.terms;
        let late_ms =
            terms.late_until.zip(terms.expires_at).map(|(late, end)| late.ms() - end.ms());
        terms.expires_at = Some(until);
        terms.late_until = late_ms.map(|ms| until.plus_ms(ms));
        self.invoice.exceptions.underpaid = false;
        // Should it end once more, that is told once more.
        let ended = [EventName::InvoiceExpired, EventName::InvoiceUnderpaid];
        self.invoice.sent_once.retain(|event| !ended.contains(event));
        self.fall_back();
        self.entry(Code::Reopened, None);
        self
    }

    fn settle(mut self, now: Instant) -> Result<Step, Refusal> {
        match self.invoice.status {
            Status::PartiallyPaid => {}
            Status::Expired if self.invoice.anything_arrived() => {}
            Status::Expired => return Err(Refusal::NothingReceived),
            status => return Err(Refusal::WrongStatus(status)),
        }
        let own = self.invoice.terms.asset.code();
        for payment in &mut self.invoice.payments {
            if payment.disposition == Disposition::Late {
                let counts = payment.seen.asset_code == own;
                let too_much = Disposition::Duplicate;
                payment.disposition = if counts { Disposition::Counted } else { too_much };
                self.payments.push(payment.clone());
            }
        }
        let invoice = &mut self.invoice;
        invoice.exceptions.underpaid = false;
        invoice.exceptions.settled_short = invoice.received() < invoice.terms.enough();
        let overpaid = invoice.excess() > invoice.terms.dust();
        invoice.exceptions.overpaid |= overpaid;
        self.become_paid(Code::Settled, now);
        if overpaid {
            self.entry(Code::Overpaid, None);
            self.events.push(EventName::InvoiceOverpaid);
        }
        Ok(self)
    }

    fn send_once(&mut self, event: EventName) {
        if !self.invoice.sent_once.contains(&event) {
            self.invoice.sent_once.push(event);
            self.events.push(event);
        }
    }

    pub(super) fn entry(&mut self, code: Code, payment: Option<&Payment>) {
        self.entries.push(Entry::new(code, &self.invoice, payment));
    }
}

impl Invoice {
    /// What becomes of a sighting with our reference, by its asset, its size and its ledger time.
    fn disposition(&self, seen: &Seen) -> Disposition {
        let asset = self.terms.asset;
        if seen.state == PaymentState::Failed {
            return Disposition::Ignored;
        }
        if let Some(disposition) = self.disposition_elsewhere(seen) {
            return disposition;
        }
        if seen.asset_code != asset.code() || seen.network != asset.network() {
            return Disposition::WrongAsset;
        }
        if seen.amount < self.terms.dust() {
            return Disposition::Ignored;
        }
        let on_time = self.terms.on_time(seen.at);
        let counts_late = self.terms.late_until.is_some_and(|until| seen.at <= until);
        match self.status {
            Status::Paid => Disposition::Duplicate,
            Status::Cancelled => Disposition::Late,
            Status::Expired if !self.has_place => Disposition::Late,
            _ if on_time || counts_late => Disposition::Counted,
            _ => Disposition::Late,
        }
    }

    /// Whether it ended and may be paid again. Where late money waits, the merchant decides first.
    pub fn can_reopen(&self) -> bool {
        self.status == Status::Expired && !self.exceptions.paid_late
    }

    fn anything_arrived(&self) -> bool {
        let late = |payment: &Payment| payment.disposition == Disposition::Late;
        !Amount::sum([self.received(), self.total(late)]).is_nothing()
    }
}
