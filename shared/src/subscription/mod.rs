//! The subscription: what is billed when, and every step it can take. Knows no merchant, no row and
//! no wire.

mod reminders;
mod status;
mod step;

pub use reminders::{AHEAD_DAYS, Reminders};
pub use status::Status;
pub use step::{Code, Due, Event, Letter, Refusal, Step};

use crate::currency::Asset;
use crate::draft::Price;
use crate::schedule::{Interval, Schedule};
use crate::time::{DAY_MS, Instant};
use crate::zone::Zone;

/// How long a changed price is announced before it holds.
pub const ANNOUNCED_MS: i64 = 7 * DAY_MS;

/// What one period costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// What it is paid in.
    pub asset: Asset,
    /// How much; never the payer's choice.
    pub price: Price,
}

/// Other terms from a period on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The first period that they hold for.
    pub from_index: i64,
    /// What one period costs then.
    pub charge: Charge,
    /// How long it is then,
    pub interval: Interval,
    /// so many times.
    pub interval_count: i64,
}

/// What became of a period's invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BillState {
    /// It waits for money.
    Open,
    /// Its money is on its way; a bank may take days.
    Pending,
    /// It is paid.
    Paid,
    /// Its time ran out, or the merchant closed it: it is owed all the same.
    Closed,
    /// The merchant took it back: it is not owed.
    Waived,
}

/// The invoice of a period, as far as the subscription has to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The period.
    pub index: i64,
    /// When it was due.
    pub due_at: Instant,
    /// What became of it.
    pub state: BillState,
}

/// How a subscription begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// What one period costs.
    pub charge: Charge,
    /// How long it is,
    pub interval: Interval,
    /// so many times.
    pub interval_count: i64,
    /// Whose wall clocks the dates are read from.
    pub zone: Zone,
    /// How many periods are billed; `None`: until it is cancelled.
    pub cycles: Option<i64>,
    /// Days of 24 hours before the first payment.
    pub trial_days: i64,
    /// What the dates are counted from; `None`: now.
    pub starts_at: Option<Instant>,
    /// Whether the first period begins now; otherwise one interval later.
    pub immediately: bool,
    /// Whether it counts only once its first invoice is paid.
    pub until_paid: bool,
    /// How long after its due date an invoice is overdue.
    pub grace_days: i64,
    /// When the customer is written to.
    pub reminders: Reminders,
}

/// A subscription's books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// What one period costs.
    pub charge: Charge,
    /// When periods begin.
    pub schedule: Schedule,
    /// How many periods are billed; `None`: until it is cancelled.
    pub cycles: Option<i64>,
    /// When the trial ends, or ended.
    pub trial_end: Option<Instant>,
    /// How long after its due date an invoice is overdue.
    pub grace_days: i64,
    /// When the customer is written to.
    pub reminders: Reminders,
    /// Where it stands.
    pub status: Status,
    /// The period that is billed next.
    pub next_index: i64,
    /// How many periods were billed.
    pub billed: i64,
    /// The newest period that was billed.
    pub billed_index: Option<i64>,
    /// The period whose invoice made it past due.
    pub owed_from: Option<i64>,
    /// Whether the end of the trial was told ahead.
    pub trial_told: bool,
    /// The period that was noticed ahead, last of all.
    pub noticed_index: Option<i64>,
    /// Whether it ends when the next period would begin.
    pub ends_at_next: bool,
    /// When a paused one goes on by itself.
    pub resume_at: Option<Instant>,
    /// Terms that were announced.
    pub change: Option<Change>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// The invoices that are open, the newest one, and those since it was owed; the oldest first.
    pub bills: Vec<Bill>,
}

impl Subscription {
    /// A new subscription (rulings B3, B4; a start in the past is an anchor only).
    pub fn begin(how: Beginning, now: Instant) -> Subscription {
        let trial_ms = how.trial_days.saturating_mul(DAY_MS);
        let trial_end = (trial_ms > 0).then(|| now.plus_ms(trial_ms));
        let anchor = trial_end.or(how.starts_at).unwrap_or(now);
        let schedule = Schedule::new(anchor, how.interval, how.interval_count, how.zone);
        let (status, next_index) = match (trial_end, how.starts_at) {
            (Some(_), _) => (Status::Trialing, 0),
            (None, Some(_)) => (Status::Active, schedule.first_at_or_after(now, 0)),
            (None, None) if how.until_paid => (Status::Incomplete, 0),
            (None, None) => (Status::Active, i64::from(!how.immediately)),
        };
        let mut subscription = Subscription {
            charge: how.charge,
            schedule,
            cycles: how.cycles,
            trial_end,
            grace_days: how.grace_days,
            reminders: how.reminders,
            status,
            next_index,
            billed: 0,
            billed_index: None,
            owed_from: None,
            trial_told: false,
            noticed_index: None,
            ends_at_next: false,
            resume_at: None,
            change: None,
            ended_at: None,
            bills: Vec::new(),
        };
        // Who begins now knows the first date; and a trial's end has a warning of its own.
        if trial_end.is_some() || subscription.notice_at() <= now {
            subscription.noticed_index = Some(next_index);
        }
        subscription
    }

    /// When the next period begins.
    pub fn next_at(&self) -> Instant {
        self.schedule.date(self.next_index)
    }

    /// Whether another period will be billed at the next date.
    pub fn goes_on(&self) -> bool {
        !self.ends_at_next && self.cycles.is_none_or(|cycles| self.billed < cycles)
    }

    /// The next dates and what is charged on each, as it stands now.
    pub fn upcoming(&self, count: usize) -> Vec<(i64, Instant, Charge)> {
        let mut ahead = self.clone();
        match (self.status, self.resume_at) {
            (Status::Cancelled | Status::Completed, _) | (Status::Paused, None) => {
                return Vec::new();
            }
            (Status::Paused, Some(at)) => {
                ahead.next_index = self.schedule.first_at_or_after(at, self.next_index);
            }
            _ => {}
        }
        let mut dates = Vec::new();
        while dates.len() < count && ahead.goes_on() {
            ahead.take_up_change();
            dates.push((ahead.next_index, ahead.next_at(), ahead.charge));
            ahead.next_index += 1;
            ahead.billed += 1;
        }
        dates
    }

    /// The next thing that time asks for, and when. `None`: nothing, until somebody acts or pays.
    ///
    /// What was due together is asked for in the order of its moments, one step at a time.
    pub fn next_event(&self, now: Instant) -> Option<(Instant, Event)> {
        let at_once = Instant::from_ms(0);
        let mut events = Vec::new();
        match self.status {
            Status::Incomplete => match self.bills.first().map(|bill| bill.state) {
                None => events.push((self.next_at(), Event::Bill)),
                Some(BillState::Paid) => events.push((at_once, Event::Activate)),
                Some(BillState::Closed | BillState::Waived) => events.push((at_once, Event::Lapse)),
                Some(BillState::Open | BillState::Pending) => {}
            },
            Status::Trialing | Status::Active | Status::PastDue => {
                events.push((self.next_at(), self.at_boundary()));
                events.extend(self.warning());
                events.extend(self.notice(now));
                events.extend(self.overdue());
                events.extend(self.recovered(now).then_some((at_once, Event::Recover)));
            }
            Status::Paused => events.extend(self.resume_at.map(|at| (at, Event::Resume))),
            Status::Cancelled | Status::Completed => {}
        }
        events.into_iter().min_by_key(|(at, _)| *at)
    }

    /// What the passing of time asks for at `now`, if anything.
    pub fn due_event(&self, now: Instant) -> Option<Event> {
        self.next_event(now).filter(|(at, _)| *at <= now).map(|(_, event)| event)
    }

    fn at_boundary(&self) -> Event {
        match (self.ends_at_next, self.goes_on()) {
            (true, _) => Event::EndPeriod,
            (false, true) => Event::Bill,
            (false, false) => Event::Complete,
        }
    }

    fn warning(&self) -> Option<(Instant, Event)> {
        let end = self.trial_end.filter(|_| self.status == Status::Trialing)?;
        let wanted = !self.trial_told && !self.ends_at_next;
        wanted.then(|| (end.plus_ms(-AHEAD_DAYS * DAY_MS), Event::WarnOfTrialEnd))
    }

    fn notice_at(&self) -> Instant {
        self.next_at().plus_ms(-AHEAD_DAYS * DAY_MS)
    }

    /// A notice ahead, unless the period before it has not begun by then: that would be two mails
    /// in a row, every time.
    fn notice(&self, now: Instant) -> Option<(Instant, Event)> {
        let at = self.notice_at();
        let wanted = self.reminders.has_notice()
            && self.noticed_index != Some(self.next_index)
            && self.at_boundary() == Event::Bill
            && self.schedule.date(self.next_index - 1) < at
            && now < self.next_at();
        wanted.then_some((at, Event::Notice))
    }

    /// Invoices that are owed: open ones, and the newest even when its time ran out.
    fn owed(&self) -> impl Iterator<Item = (Instant, &Bill)> {
        let newest = self.bills.iter().map(|bill| bill.index).max();
        let owed = self.bills.iter().filter(move |bill| match bill.state {
            BillState::Open => true,
            BillState::Closed => Some(bill.index) == newest,
            BillState::Paid | BillState::Pending | BillState::Waived => false,
        });
        owed.map(|bill| (bill.due_at.plus_ms(self.grace_days.saturating_mul(DAY_MS)), bill))
    }

    fn overdue(&self) -> Option<(Instant, Event)> {
        let first = self.owed().min_by_key(|(overdue_at, _)| *overdue_at);
        let (at, bill) = first.filter(|_| self.status == Status::Active)?;
        Some((at, Event::FallDue(bill.index)))
    }

    /// Whether what was owed is paid: something since then is, and nothing else is overdue. A new
    /// invoice alone makes nothing good.
    fn recovered(&self, now: Instant) -> bool {
        let Some(from) = self.owed_from else { return false };
        let good = |bill: &Bill| matches!(bill.state, BillState::Paid | BillState::Waived);
        self.status == Status::PastDue
            && self.bills.iter().any(|bill| bill.index >= from && good(bill))
            && !self.owed().any(|(overdue_at, _)| overdue_at <= now)
    }

    /// Announced terms that hold from the next period on replace the old ones.
    fn take_up_change(&mut self) {
        let Some(change) = self.change.filter(|change| change.from_index <= self.next_index) else {
            return;
        };
        let (interval, count) = (change.interval, change.interval_count);
        self.schedule = self.schedule.changed(self.next_index, interval, count);
        self.charge = change.charge;
        self.change = None;
    }
}

#[cfg(test)]
mod tests;
