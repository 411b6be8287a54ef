//! Billing dates: one pure function of (anchor, interval, count, zone), never of the last run.
//! Knows no subscription and no money.

use crate::time::{DAY_MS, Instant, civil, days_in_month, days_since_epoch};
use crate::zone::Zone;

/// What lies between two dates (rulings B2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    /// A day on the wall.
    Daily,
    /// Seven of them.
    Weekly,
    /// A calendar month, never 30 days.
    Monthly,
    /// Three calendar months.
    Quarterly,
    /// Twelve calendar months.
    Yearly,
}

/// What an interval is counted in: days on the wall, or calendar months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Days,
    Months,
}

impl Interval {
    /// Every interval, the shortest first.
    pub const ALL: [Interval; 5] = [
        Interval::Daily,
        Interval::Weekly,
        Interval::Monthly,
        Interval::Quarterly,
        Interval::Yearly,
    ];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Interval::Daily => "DAILY",
            Interval::Weekly => "WEEKLY",
            Interval::Monthly => "MONTHLY",
            Interval::Quarterly => "QUARTERLY",
            Interval::Yearly => "YEARLY",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Interval> {
        Interval::ALL.into_iter().find(|interval| interval.code() == code)
    }

    const fn units(self) -> (Unit, i64) {
        match self {
            Interval::Daily => (Unit::Days, 1),
            Interval::Weekly => (Unit::Days, 7),
            Interval::Monthly => (Unit::Months, 1),
            Interval::Quarterly => (Unit::Months, 3),
            Interval::Yearly => (Unit::Months, 12),
        }
    }
}

/// A row of dates without an end. The date with index 0 is the anchor, unless the interval was
/// changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// What every date is counted from; it never moves (rulings B3).
    pub anchor: Instant,
    /// What lies between two dates,
    pub interval: Interval,
    /// so many times.
    pub interval_count: i64,
    /// Whose wall clocks the time of day is read from.
    pub zone: Zone,
    /// The index of the date that lies `base_units` behind the anchor.
    pub base_index: i64,
    /// Days or months, as the interval has it.
    pub base_units: i64,
}

impl Schedule {
    /// Dates from the anchor on.
    pub const fn new(
        anchor: Instant,
        interval: Interval,
        interval_count: i64,
        zone: Zone,
    ) -> Schedule {
        Schedule { anchor, interval, interval_count, zone, base_index: 0, base_units: 0 }
    }

    /// The date with this index: so many intervals from the anchor, at the anchor's time of day.
    ///
    /// A day that its month lacks is the month's last, in that month only: 31 January, 28 February,
    /// 31 March. Times of day that a zone leaves out or shows twice are settled by
    /// [`Zone::instant`].
    pub fn date(&self, index: i64) -> Instant {
        let (unit, each) = self.interval.units();
        let steps = index.saturating_sub(self.base_index).saturating_mul(self.interval_count);
        let units = self.base_units.saturating_add(steps.saturating_mul(each));
        if units == 0 {
            // Also when its wall clock shows that time twice, and it is the second.
            return self.anchor;
        }
        let wall_ms = self.zone.wall_ms(self.anchor);
        let (days, time_of_day_ms) = (wall_ms.div_euclid(DAY_MS), wall_ms.rem_euclid(DAY_MS));
        let days = match unit {
            Unit::Days => days.saturating_add(units),
            Unit::Months => months_later(days, units),
        };
        self.zone.instant(days.saturating_mul(DAY_MS).saturating_add(time_of_day_ms))
    }

    /// The index of the first date at or after a moment, and not before the one with index `from`.
    pub fn first_at_or_after(&self, at: Instant, from: i64) -> i64 {
        let (unit, each) = self.interval.units();
        let shortest_days = match unit {
            Unit::Days => each,
            Unit::Months => each.saturating_mul(28),
        };
        // A day may have two hours less, where wall clocks are turned.
        let shortest_ms =
            shortest_days.saturating_mul(self.interval_count).max(1) * DAY_MS / 24 * 22;
        let missing_ms = at.ms().saturating_sub(self.date(from).ms());
        let (mut low, mut high) = (from, from + missing_ms.max(0) / shortest_ms + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.date(middle) < at { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The same dates up to the one with this index; from there on with another interval.
    ///
    /// From months to months the anchor stays, and with it the day of the month; otherwise the date
    /// with the index is the new anchor.
    #[must_use]
    pub fn changed(&self, index: i64, interval: Interval, interval_count: i64) -> Schedule {
        let (unit, each) = self.interval.units();
        let steps = index.saturating_sub(self.base_index).saturating_mul(self.interval_count);
        let units = self.base_units.saturating_add(steps.saturating_mul(each));
        let same_unit = unit == interval.units().0;
        Schedule {
            anchor: if same_unit { self.anchor } else { self.date(index) },
            interval,
            interval_count,
            zone: self.zone.clone(),
            base_index: index,
            base_units: if same_unit { units } else { 0 },
        }
    }
}

/// The day (since 1970-01-01) so many calendar months later, or the last of that month.
fn months_later(days: i64, months: i64) -> i64 {
    let (year, month, day) = civil(days);
    let months = year.saturating_mul(12).saturating_add(month - 1).saturating_add(months);
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    days_since_epoch(year, month, day.min(days_in_month(year, month)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn dates(schedule: &Schedule, indexes: std::ops::Range<i64>) -> Vec<String> {
        indexes.map(|index| schedule.date(index).to_string()[..10].to_owned()).collect()
    }

    #[test]
    fn a_day_that_a_month_lacks_is_its_last_and_comes_back() {
        let anchor = at("2024-01-31T09:00:00Z");
        let monthly = Schedule::new(anchor, Interval::Monthly, 1, Zone::utc());
        let expected = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"];
        assert_eq!(dates(&monthly, 0..5), expected);
        let leap = Schedule::new(at("2024-02-29T09:00:00Z"), Interval::Yearly, 1, Zone::utc());
        let expected = ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"];
        assert_eq!(dates(&leap, 0..5), expected);
    }

    #[test]
    fn the_time_of_day_is_that_of_the_wall() {
        let zone = Zone::find("Europe/Amsterdam").unwrap();
        let anchor = at("2026-01-30T01:30:00Z"); // 02:30
        let monthly = Schedule::new(anchor, Interval::Monthly, 1, zone.clone());
        assert_eq!(monthly.date(2), at("2026-03-30T00:30:00Z"));
        let daily = Schedule::new(at("2026-03-28T01:30:00Z"), Interval::Daily, 1, zone);
        assert_eq!(daily.date(1), at("2026-03-29T01:30:00Z")); // 02:30 is left out: 03:30
        assert_eq!(daily.date(2), at("2026-03-30T00:30:00Z"));
    }

    #[test]
    fn a_changed_interval_keeps_the_day_of_the_month() {
        let anchor = at("2026-01-31T09:00:00Z");
        let monthly = Schedule::new(anchor, Interval::Monthly, 1, Zone::utc());
        let quarterly = monthly.changed(1, Interval::Quarterly, 1);
        assert_eq!(dates(&quarterly, 1..4), ["2026-02-28", "2026-05-31", "2026-08-31"]);
        let weekly = quarterly.changed(2, Interval::Weekly, 2);
        assert_eq!(dates(&weekly, 2..4), ["2026-05-31", "2026-06-14"]);
        let monthly = weekly.changed(3, Interval::Monthly, 1);
        assert_eq!(dates(&monthly, 3..5), ["2026-06-14", "2026-07-14"]);
    }

    proptest! {
        #[test]
        fn the_first_date_at_or_after_a_moment_is_the_first(
            anchor in 0_i64..4_000_000_000_000,
            ahead in -4_000_000_000_000_i64..400_000_000_000,
            which in 0_usize..5,
            count in 1_i64..40,
            from in 0_i64..5,
            zone in prop::sample::select(vec!["UTC", "Europe/Amsterdam", "America/New_York"]),
        ) {
            let zone = Zone::find(zone).unwrap();
            let schedule =
                Schedule::new(Instant::from_ms(anchor), Interval::ALL[which], count, zone);
            let moment = Instant::from_ms((anchor + ahead).max(0));
            let index = schedule.first_at_or_after(moment, from);
            prop_assert!(index >= from);
            prop_assert!(schedule.date(index) >= moment || index == from && ahead < 0);
            prop_assert!(index == from || schedule.date(index - 1) < moment);
            prop_assert!(schedule.date(index) < schedule.date(index + 1));
        }
    }
}
