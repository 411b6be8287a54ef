//! When a customer is written to about a period: the presets. Knows no mail.

use crate::time::{DAY_MS, Instant};

/// How many days before a period its notice is sent, and before a trial's end its warning.
pub const AHEAD_DAYS: i64 = 3;

/// A preset (seed 002, `reminderPreset`; rulings P5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminders {
    /// The merchant writes.
    None,
    /// The invoice, and once more.
    Gentle,
    /// A notice ahead, the invoice, and three times more.
    Standard,
    /// A notice ahead, the invoice, and six times more.
    Firm,
}

impl Reminders {
    /// The words, in the order of urgency.
    pub const WORDS: [&str; 4] = ["NONE", "GENTLE", "STANDARD", "FIRM"];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Reminders::None => "NONE",
            Reminders::Gentle => "GENTLE",
            Reminders::Standard => "STANDARD",
            Reminders::Firm => "FIRM",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Reminders> {
        [Reminders::None, Reminders::Gentle, Reminders::Standard, Reminders::Firm]
            .into_iter()
            .find(|preset| preset.code() == code)
    }

    /// Days from the due date. Below zero it is a notice without an invoice, zero is the invoice.
    const fn days(self) -> &'static [i64] {
        match self {
            Reminders::None => &[],
            Reminders::Gentle => &[0, 3],
            Reminders::Standard => &[-AHEAD_DAYS, 0, 1, 3, 7],
            Reminders::Firm => &[-AHEAD_DAYS, 0, 1, 2, 3, 5, 7, 10],
        }
    }

    /// Whether a notice goes ahead of an invoice.
    pub fn has_notice(self) -> bool {
        self.days().contains(&-AHEAD_DAYS)
    }

    /// Whether the invoice itself is mailed.
    pub fn has_invoice(self) -> bool {
        self.days().contains(&0)
    }

    /// The first reminder of an invoice after a moment; those that were missed are passed over.
    pub fn next(self, due_at: Instant, after: Instant) -> Option<Instant> {
        let days = self.days().iter().filter(|days| **days > 0);
        days.map(|days| due_at.plus_ms(days * DAY_MS)).find(|at| *at > after)
    }

    /// Until when an invoice must be payable at least: a day after the last reminder.
    pub fn needs_until(self, due_at: Instant) -> Option<Instant> {
        self.days().last().map(|days| due_at.plus_ms((days + 1) * DAY_MS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_come_on_their_days_and_missed_ones_are_passed_over() {
        let due = Instant::from_ms(1_768_471_200_000);
        let day = |days: i64| due.plus_ms(days * DAY_MS);
        let all = |preset: Reminders| {
            let mut found = Vec::new();
            let mut after = day(-30);
            while let Some(at) = preset.next(due, after) {
                found.push((at.ms() - due.ms()) / DAY_MS);
                after = at;
            }
            found
        };
        assert!(all(Reminders::None).is_empty());
        assert_eq!(all(Reminders::Gentle), [3]);
        assert_eq!(all(Reminders::Standard), [1, 3, 7]);
        assert_eq!(all(Reminders::Firm), [1, 2, 3, 5, 7, 10]);
        assert_eq!(Reminders::Standard.next(due, day(2)), Some(day(3)));
        assert_eq!(Reminders::Standard.next(due, day(7)), None);
        assert_eq!(Reminders::Firm.needs_until(due), Some(day(11)));
        assert_eq!(Reminders::None.needs_until(due), None);
        assert!(Reminders::Firm.has_notice() && !Reminders::Gentle.has_notice());
        assert!(Reminders::Gentle.has_invoice() && !Reminders::None.has_invoice());
    }
}
