//! One step of a subscription: `apply(event) -> (subscription, effects)`. Pure; `now` is an
//! argument. The whole table is a snapshot in `tests.rs`.

use super::{ANNOUNCED_MS, Bill, BillState, Change, Charge, Status, Subscription};
use crate::draft::Billing;
use crate::schedule::Interval;
use crate::time::Instant;
use crate::webhook::EventName;

/// What can happen to a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A period begins: it is billed.
    Bill,
    /// The trial ends in three days.
    WarnOfTrialEnd,
    /// A period begins in three days.
    Notice,
    /// The first invoice is paid.
    Activate,
    /// The first invoice will not be paid.
    Lapse,
    /// The invoice of this period is overdue.
    FallDue(i64),
    /// What was owed is paid.
    Recover,
    /// The period ends that it was to end with.
    EndPeriod,
    /// The last period ends.
    Complete,
    /// It makes no invoices until it goes on: then, or when somebody says so.
    Pause(Option<Instant>),
    /// It goes on, or does not end after all.
    Resume,
    /// It ends now.
    Cancel,
    /// It ends when the next period would begin.
    CancelAtPeriodEnd,
    /// It will cost something else: this much, this long, so many times.
    Announce(Charge, Interval, i64),
}

/// Why nothing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The status does not allow it.
    WrongStatus(Status),
    /// It ends with its period: first that is taken back.
    Ending,
}

/// A step's machine word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// It was made.
    Created,
    /// A period was billed.
    Billed,
    /// The end of the trial was told ahead.
    TrialWillEnd,
    /// A period was noticed ahead.
    Noticed,
    /// The first invoice was paid.
    Activated,
    /// The first invoice was not paid.
    Lapsed,
    /// An invoice is overdue.
    PastDue,
    /// What was owed is paid.
    Recovered,
    /// It was paused.
    Paused,
    /// It goes on.
    Resumed,
    /// It was cancelled.
    Cancelled,
    /// It will end with its period.
    WillEnd,
    /// Its last period ended.
    Completed,
    /// Other terms were announced.
    Changed,
    /// The merchant wrote a plan anew.
    Edited,
}

impl Code {
    /// The word in columns.
    pub const fn code(self) -> &'static str {
        match self {
            Code::Created => "created",
            Code::Billed => "billed",
            Code::TrialWillEnd => "trial_will_end",
            Code::Noticed => "noticed",
            Code::Activated => "activated",
            Code::Lapsed => "lapsed",
            Code::PastDue => "past_due",
            Code::Recovered => "recovered",
            Code::Paused => "paused",
            Code::Resumed => "resumed",
            Code::Cancelled => "cancelled",
            Code::WillEnd => "will_end",
            Code::Completed => "completed",
            Code::Changed => "changed",
            Code::Edited => "edited",
        }
    }
}

/// A mail to the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// The trial ends in three days.
    TrialWillEnd,
    /// An invoice comes in three days.
    Upcoming,
    /// It will cost something else.
    Changed,
    /// It has ended.
    Ended,
}

/// A period to be billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The period.
    pub index: i64,
    /// When it began, which is when it is due.
    pub due_at: Instant,
    /// What it costs.
    pub charge: Charge,
    /// Whether the invoice is mailed: of several that were missed only the newest is.
    pub mailed: bool,
}

/// What one event did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The subscription afterwards.
    pub subscription: Subscription,
    /// What it is called.
    pub code: Code,
    /// What is told to the merchant's server, in this order.
    pub events: Vec<EventName>,
    /// The period to be billed.
    pub due: Option<Due>,
    /// What the customer is written.
    pub letter: Option<Letter>,
    /// Whether unpaid invoices are closed.
    pub closes_bills: bool,
}

impl Subscription {
    /// Takes one step.
    ///
    /// # Errors
    /// A [`Refusal`] when its status does not allow it.
    pub fn apply(&self, event: Event, now: Instant) -> Result<Step, Refusal> {
        use Status::{Active, Incomplete, PastDue, Paused, Trialing};
        let running = self.status.is_running();
        match (event, self.status) {
            (Event::Bill, Incomplete | Trialing | Active | PastDue) => Ok(self.bill(now)),
            (Event::WarnOfTrialEnd, Trialing) => {
                let mut step = self.step(Code::TrialWillEnd, Some(EventName::TrialWillEnd));
                step.subscription.trial_told = true;
                step.letter = self.trial_end.filter(|end| now < *end).map(|_| Letter::TrialWillEnd);
                Ok(step)
            }
            (Event::Notice, Active | PastDue | Trialing) => {
                let mut step = self.step(Code::Noticed, None);
                step.subscription.noticed_index = Some(self.next_index);
                step.letter = Some(Letter::Upcoming);
                Ok(step)
            }
            (Event::Activate, Incomplete) => Ok(self.activate(now)),
            (Event::Lapse, Incomplete) => Ok(self.end(Code::Lapsed, Status::Cancelled, now)),
            (Event::FallDue(index), Active) => {
                let mut step = self.step(Code::PastDue, Some(EventName::SubscriptionPastDue));
                step.subscription.status = PastDue;
                step.subscription.owed_from = Some(index);
                Ok(step)
            }
            (Event::Recover, PastDue) => {
                let mut step = self.step(Code::Recovered, Some(EventName::SubscriptionActive));
                step.subscription.status = Active;
                step.subscription.owed_from = None;
                Ok(step)
            }
            (Event::EndPeriod, _) if running => {
                Ok(self.end(Code::Cancelled, Status::Cancelled, self.next_at()))
            }
            (Event::Complete, _) if running => {
                Ok(self.end(Code::Completed, Status::Completed, self.next_at()))
            }
            (Event::Pause(_), _) if running && self.ends_at_next => Err(Refusal::Ending),
            (Event::Pause(resume_at), _) if running => Ok(self.pause(resume_at)),
            (Event::Resume, Paused) => Ok(self.resume(now)),
            (Event::Resume, _) if running && self.ends_at_next => {
                let mut step = self.step(Code::Resumed, None);
                step.subscription.ends_at_next = false;
                Ok(step)
            }
            (Event::Cancel, _) | (Event::CancelAtPeriodEnd, Paused | Incomplete)
                if !self.status.is_over() =>
            {
                let mut step = self.end(Code::Cancelled, Status::Cancelled, now);
                step.closes_bills = true;
                Ok(step)
            }
            (Event::CancelAtPeriodEnd, _) if running && !self.ends_at_next => {
                let mut step = self.step(Code::WillEnd, None);
                step.subscription.ends_at_next = true;
                Ok(step)
            }
            (Event::Announce(charge, interval, count), _) if !self.status.is_over() => {
                Ok(self.announce(charge, interval, count, now))
            }
            _ => Err(Refusal::WrongStatus(self.status)),
        }
    }

    /// A plan that is billed in another way from its next period on.
    ///
    /// # Errors
    /// Its status, when it is over.
    pub fn edited(&self, billing: &Billing) -> Result<Step, Status> {
        if self.status.is_over() {
            return Err(self.status);
        }
        let mut step = self.step(Code::Edited, None);
        let subscription = &mut step.subscription;
        let (interval, count) = (billing.interval, billing.interval_count);
        if (interval, count) != (self.schedule.interval, self.schedule.interval_count) {
            subscription.schedule = self.schedule.changed(self.next_index, interval, count);
        }
        subscription.schedule.zone = billing.zone.clone();
        subscription.charge = billing.charge;
        subscription.cycles = billing.cycles;
        subscription.grace_days = billing.grace_days;
        subscription.reminders = billing.reminders;
        Ok(step)
    }

    fn step(&self, code: Code, event: Option<EventName>) -> Step {
        Step {
            subscription: self.clone(),
            code,
            events: event.into_iter().collect(),
            due: None,
            letter: None,
            closes_bills: false,
        }
    }

    fn bill(&self, now: Instant) -> Step {
        let mut step = self.step(Code::Billed, None);
        let subscription = &mut step.subscription;
        subscription.take_up_change();
        let (index, due_at) = (subscription.next_index, subscription.next_at());
        subscription.bills.push(Bill { index, due_at, state: BillState::Open });
        subscription.next_index += 1;
        subscription.billed += 1;
        subscription.billed_index = Some(index);
        if subscription.status == Status::Trialing {
            subscription.status = Status::Active;
            step.events.push(EventName::SubscriptionActive);
        }
        let newest = !subscription.goes_on() || now < subscription.next_at();
        let mailed = newest && subscription.reminders.has_invoice();
        step.due = Some(Due { index, due_at, charge: subscription.charge, mailed });
        step.events.push(EventName::SubscriptionInvoiceCreated);
        step
    }

    /// It counts from its first payment on; what lay between is not billed.
    fn activate(&self, now: Instant) -> Step {
        let mut step = self.step(Code::Activated, Some(EventName::SubscriptionActive));
        step.subscription.status = Status::Active;
        step.subscription.next_index = self.schedule.first_at_or_after(now, self.next_index);
        step
    }

    fn pause(&self, resume_at: Option<Instant>) -> Step {
        let mut step = self.step(Code::Paused, Some(EventName::SubscriptionPaused));
        step.subscription.status = Status::Paused;
        step.subscription.resume_at = resume_at;
        step
    }

    /// It goes on with the first date that is not past; what lay between is not billed (rulings
    /// B5).
    fn resume(&self, now: Instant) -> Step {
        let mut step = self.step(Code::Resumed, Some(EventName::SubscriptionResumed));
        let subscription = &mut step.subscription;
        subscription.resume_at = None;
        // By itself it went on at its moment, however late that is noticed.
        let since = self.resume_at.map_or(now, |at| at.min(now));
        subscription.next_index = self.schedule.first_at_or_after(since, self.next_index);
        let trial = self.billed == 0 && self.trial_end.is_some_and(|end| now < end);
        subscription.status = match (trial, self.owed_from) {
            (true, _) => Status::Trialing,
            (false, Some(_)) => Status::PastDue,
            (false, None) => Status::Active,
        };
        step
    }

    fn end(&self, code: Code, status: Status, at: Instant) -> Step {
        let event = match status {
            Status::Completed => EventName::SubscriptionCompleted,
            _ => EventName::SubscriptionCancelled,
        };
        let mut step = self.step(code, Some(event));
        let subscription = &mut step.subscription;
        subscription.status = status;
        subscription.ended_at = Some(at);
        subscription.ends_at_next = false;
        subscription.resume_at = None;
        subscription.change = None;
        // Whoever did not pay the first invoice knows.
        step.letter = (code != Code::Lapsed).then_some(Letter::Ended);
        step
    }

    /// Other terms hold from the first date that is far enough ahead.
    fn announce(&self, charge: Charge, interval: Interval, count: i64, now: Instant) -> Step {
        let mut step = self.step(Code::Changed, None);
        let schedule = &self.schedule;
        let same =
            (charge, interval, count) == (self.charge, schedule.interval, schedule.interval_count);
        let at = now.plus_ms(ANNOUNCED_MS);
        let from_index = schedule.first_at_or_after(at, self.next_index);
        let change = Change { from_index, charge, interval, interval_count: count };
        step.subscription.change = (!same).then_some(change);
        step.letter = (!same).then_some(Letter::Changed);
        step
    }
}
