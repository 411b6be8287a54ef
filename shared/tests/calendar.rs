//! Billing dates against a calendar of the test's own, which walks from day to day, against zone
//! rules written out by hand, and against dates that were worked out on paper.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::sync::LazyLock;

use proptest::prelude::*;
use shared::schedule::Interval::{self, Daily, Monthly, Quarterly, Weekly, Yearly};
use shared::schedule::Schedule;
use shared::time::Instant;
use shared::zone::Zone;

const MINUTE: i64 = 60_000;
const DAY: i64 = 1_440 * MINUTE;

/// Every day from 1970-01-01 on, and every month: its first day and its length.
struct Calendar {
    days: Vec<(i64, i64, i64)>,
    months: Vec<(i64, i64)>,
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let mut calendar = Calendar { days: Vec::new(), months: Vec::new() };
    for year in 1970..2120 {
        let leap = year % 4 == 0 && year != 2100;
        let february = if leap { 29 } else { 28 };
        let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..).zip(lengths) {
            calendar.months.push((i64::try_from(calendar.days.len()).unwrap(), length));
            calendar.days.extend((1..=length).map(|day| (year, month, day)));
        }
    }
    calendar
});

/// Year, month and day of a day, counted from 1970-01-01.
fn civil(day: i64) -> (i64, i64, i64) {
    CALENDAR.days[usize::try_from(day).unwrap()]
}

/// First day and length of a month, counted from January 1970.
fn month(index: i64) -> (i64, i64) {
    CALENDAR.months[usize::try_from(index).unwrap()]
}

/// Counted from January 1970.
fn month_index(year: i64, month: i64) -> i64 {
    (year - 1970) * 12 + month - 1
}

/// The milliseconds of such as `2026-01-31 22:30`.
fn ms(text: &str) -> i64 {
    let part = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    let (first, length) = month(month_index(part(0, 4), part(5, 7)));
    assert!((1..=length).contains(&part(8, 10)), "{text}");
    (first + part(8, 10) - 1) * DAY + (part(11, 13) * 60 + part(14, 16)) * MINUTE
}

/// Days and months from one date to the next.
fn stride(interval: Interval) -> (i64, i64) {
    match interval {
        Daily => (1, 0),
        Weekly => (7, 0),
        Monthly => (0, 1),
        Quarterly => (0, 3),
        Yearly => (0, 12),
    }
}

/// The days of a schedule that begins on one, walked step by step up to a year.
fn walk(anchor: i64, interval: Interval, count: i64, until_year: i64) -> Vec<i64> {
    let (days, months) = stride(interval);
    let (year, month_of_year, day_of_month) = civil(anchor);
    let (mut day, mut at_month) = (anchor, month_index(year, month_of_year));
    let mut walked = Vec::new();
    while day < month(month_index(until_year, 1)).0 {
        walked.push(day);
        at_month += months * count;
        day += days * count;
        if months > 0 {
            let Some((first, length)) = CALENDAR.months.get(usize::try_from(at_month).unwrap())
            else {
                break;
            };
            day = first + day_of_month.min(*length) - 1;
        }
    }
    walked
}

/// Days of 1970 to 2100, half of them such as some months lack.
fn anchor_day() -> impl Strategy<Value = i64> {
    let end = month(month_index(2101, 1)).0;
    prop_oneof![
        0..end,
        (0..end).prop_map(|day| {
            let (year, month_of_year, _) = civil(day);
            let (first, length) = month(month_index(year, month_of_year));
            first + length - 1 - day % 4
        })
    ]
}

fn terms() -> impl Strategy<Value = (Interval, i64)> {
    let all = prop::sample::select(Interval::ALL.to_vec());
    prop_oneof![(all, 1_i64..=12), (prop::sample::select(vec![Daily, Weekly]), 1_i64..=1_000)]
}

fn utc(anchor_ms: i64, (interval, count): (Interval, i64)) -> Schedule {
    Schedule::new(Instant::from_ms(anchor_ms), interval, count, Zone::utc())
}

proptest! {
    #[test]
    fn a_date_computed_alone_is_the_one_reached_by_walking(
        day in anchor_day(), time in 0..DAY, terms in terms(),
    ) {
        let schedule = utc(day * DAY + time, terms);
        let walked = walk(day, terms.0, terms.1, 2101);
        for (index, day) in (0..).zip(walked) {
            prop_assert_eq!(schedule.date(index).ms(), day * DAY + time, "{}", index);
        }
    }

    #[test]
    fn dates_only_rise(day in anchor_day(), time in 0..DAY, terms in terms()) {
        let schedule = utc(day * DAY + time, terms);
        let dates: Vec<_> = (0..1_200).map(|index| schedule.date(index)).collect();
        prop_assert!(dates.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn a_date_has_the_anchors_day_or_its_months_last(
        anchor in anchor_day(), time in 0..DAY,
        interval in prop::sample::select(vec![Monthly, Quarterly, Yearly]),
        count in 1_i64..=12,
        steps in 0_i64..1_560,
    ) {
        let (year, month_of_year, day) = civil(anchor);
        let index = steps / (stride(interval).1 * count);
        let wanted = month_index(year, month_of_year) + index * stride(interval).1 * count;
        prop_assume!(wanted < month_index(2101, 1));
        let date = utc(anchor * DAY + time, (interval, count)).date(index).ms();
        let (year, month_of_year, day_then) = civil(date / DAY);
        prop_assert_eq!(month_index(year, month_of_year), wanted);
        prop_assert_eq!(day_then, day.min(month(wanted).1));
        prop_assert_eq!(date % DAY, time);
    }

    #[test]
    fn a_change_between_months_keeps_the_anchors_day(
        anchor in 0_i64..30_000, kept in 0_i64..12, before in 1_i64..=12, after in 1_i64..=12,
    ) {
        let (year, month_of_year, day) = civil(anchor);
        let changed = utc(anchor * DAY, (Monthly, before)).changed(kept, Quarterly, after);
        for further in 0..6 {
            let months = kept * before + further * 3 * after;
            let (first, length) = month(month_index(year, month_of_year) + months);
            let expected = (first + day.min(length) - 1) * DAY;
            prop_assert_eq!(changed.date(kept + further).ms(), expected, "{}", further);
        }
    }

    #[test]
    fn the_first_at_or_after_a_moment_is_what_a_look_at_each_finds(
        day in anchor_day(), time in 0..DAY, terms in terms(),
        near in any::<prop::sample::Index>(), from in any::<prop::sample::Index>(),
        off in prop_oneof![-1_i64..=1, -100 * DAY..100 * DAY],
        early in any::<bool>(),
    ) {
        let walked = walk(day, terms.0, terms.1, 2101);
        let dates: Vec<i64> = walked.into_iter().map(|day| day * DAY + time).collect();
        let from = if early { 0 } else { from.index(dates.len()) };
        let moment = (near.get(&dates) + off).min(*dates.last().unwrap());
        let expected = (from..dates.len()).find(|index| dates[*index] >= moment).unwrap();
        let found = utc(dates[0], terms)
            .first_at_or_after(Instant::from_ms(moment), i64::try_from(from).unwrap());
        prop_assert_eq!(found, i64::try_from(expected).unwrap());
    }
}

/// When clocks are turned: in which month, on its which Sunday, and how many minutes from that
/// Sunday's midnight in UTC.
struct Turn(i64, i64, i64);

const LAST: i64 = 5;

impl Turn {
    fn ms(&self, year: i64) -> i64 {
        let (first, length) = month(month_index(year, self.0));
        let week = if self.1 == LAST { first + length - 7 } else { first + 7 * (self.1 - 1) };
        // 1970-01-01 was a Thursday.
        let sunday = (week..week + 7).find(|day| day % 7 == 3).unwrap();
        sunday * DAY + self.2 * MINUTE
    }
}

/// Name, minutes ahead of UTC in winter and in summer, start and end of summer.
struct Rules(&'static str, i64, i64, Turn, Turn);

const ZONES: [Rules; 9] = [
    Rules("Europe/Amsterdam", 60, 120, Turn(3, LAST, 60), Turn(10, LAST, 60)),
    Rules("America/New_York", -300, -240, Turn(3, 2, 420), Turn(11, 1, 360)),
    Rules("America/St_Johns", -210, -150, Turn(3, 2, 330), Turn(11, 1, 270)),
    Rules("America/Havana", -300, -240, Turn(3, 2, 300), Turn(11, 1, 300)),
    Rules("Antarctica/Troll", 0, 120, Turn(3, LAST, 60), Turn(10, LAST, 60)),
    Rules("Australia/Sydney", 600, 660, Turn(10, 1, -480), Turn(4, 1, -480)),
    Rules("Australia/Lord_Howe", 630, 660, Turn(10, 1, -510), Turn(4, 1, -540)),
    Rules("Pacific/Chatham", 765, 825, Turn(9, LAST, -600), Turn(4, 1, -600)),
    Rules("Asia/Kolkata", 330, 330, Turn(1, 1, 0), Turn(1, 1, 0)),
];

impl Rules {
    /// What its wall clocks show.
    fn wall(&self, at: i64) -> i64 {
        let year = civil(at.div_euclid(DAY)).0;
        let (start, end) = (self.3.ms(year), self.4.ms(year));
        let summer = if start < end { start <= at && at < end } else { at < end || start <= at };
        at + if summer { self.2 } else { self.1 } * MINUTE
    }

    /// The first moment at which its wall clocks show a time, or one that is as much later as
    /// they jump over it.
    fn moment(&self, wall: i64) -> i64 {
        let (winter, summer) = (wall - self.1 * MINUTE, wall - self.2 * MINUTE);
        if self.wall(summer) == wall { summer } else { winter }
    }

    fn jump(&self) -> i64 {
        (self.2 - self.1) * MINUTE
    }

    fn schedule(&self, anchor: i64, interval: Interval, count: i64) -> Schedule {
        Schedule::new(Instant::from_ms(anchor), interval, count, Zone::find(self.0).unwrap())
    }
}

/// Three years of dates in every quarter of an hour of the nights in which clocks are turned.
#[test]
fn a_time_left_out_is_later_by_the_jump_and_one_shown_twice_is_the_first() {
    for zone in &ZONES {
        let (mut left_out, mut twice) = (0, 0);
        for quarter in 0..16 {
            let wall = ms("2026-01-01 00:00") + quarter * 15 * MINUTE;
            let daily = zone.schedule(zone.moment(wall), Daily, 1);
            for index in 0..3 * 365 {
                let (wall, date) = (wall + index * DAY, daily.date(index).ms());
                let shown = zone.wall(date);
                if shown != wall {
                    assert_eq!(shown, wall + zone.jump(), "{} {index}", zone.0);
                    // Truly left out: neither of the zone's two clocks ever shows it.
                    assert_ne!(zone.wall(date - zone.jump()), wall, "{} {index}", zone.0);
                    left_out += 1;
                } else if zone.jump() > 0 {
                    assert_ne!(zone.wall(date - zone.jump()), wall, "{} {index}", zone.0);
                    twice += i64::from(zone.wall(date + zone.jump()) == wall);
                }
            }
        }
        let expected = 3 * zone.jump() / (15 * MINUTE);
        assert_eq!((left_out, twice), (expected, expected), "{}", zone.0);
    }
}

#[test]
fn a_moment_right_after_a_date_belongs_to_the_next_however_short_the_day() {
    for zone in &ZONES {
        let daily = zone.schedule(zone.moment(ms("2026-01-01 12:00")), Daily, 1);
        for from in 0..365 {
            let next = daily.date(from + 1);
            let found = |ms| daily.first_at_or_after(next.plus_ms(ms), from) - from;
            assert_eq!([found(-1), found(0), found(1)], [1, 1, 2], "{} {from}", zone.0);
        }
    }
}

proptest! {
    #[test]
    fn a_date_is_at_the_anchors_time_on_the_wall(
        day in ms("2026-01-01 00:00") / DAY..ms("2037-12-31 00:00") / DAY,
        time in prop_oneof![0..DAY, 0..240 * MINUTE, (0_i64..16).prop_map(|it| it * 15 * MINUTE)],
        (interval, count) in terms(),
        zone in 0..ZONES.len(),
    ) {
        let zone = &ZONES[zone];
        let anchor = zone.moment(day * DAY + time);
        let wall = zone.wall(anchor);
        let schedule = zone.schedule(anchor, interval, count);
        prop_assert_eq!(schedule.date(0).ms(), anchor);
        for (index, day) in (0..).zip(walk(wall / DAY, interval, count, 2038)) {
            let expected = zone.moment(day * DAY + wall % DAY);
            prop_assert_eq!(schedule.date(index).ms(), expected, "{} {}", zone.0, index);
        }
    }
}

/// Anchor, interval, count, zone, index, date; moments are in UTC.
type Row = (&'static str, Interval, i64, &'static str, i64, &'static str);

fn check(rows: &[Row]) {
    for row in rows {
        let (anchor, interval, count, zone, index, expected) = *row;
        let zone = Zone::find(zone).unwrap();
        let schedule = Schedule::new(Instant::from_ms(ms(anchor)), interval, count, zone);
        let date = schedule.date(index);
        assert_eq!(date, Instant::from_ms(ms(expected)), "{row:?} is {date}");
    }
}

#[test]
fn days_counted_by_hand_are_those_of_the_calendar() {
    assert_eq!(ms("1970-01-01 00:01"), MINUTE);
    assert_eq!(ms("1972-03-01 00:00"), (365 + 365 + 31 + 29) * DAY);
    // Seven leap years before 2000, 32 before 2100 (1972 to 2096), which is none.
    assert_eq!(ms("2000-01-01 00:00"), (30 * 365 + 7) * DAY);
    assert_eq!(ms("2100-01-01 00:00"), (130 * 365 + 32) * DAY);
    assert_eq!(ms("2101-01-01 00:00"), (131 * 365 + 32) * DAY);
    // Sundays that every wall calendar shows.
    assert_eq!(Turn(3, LAST, 60).ms(2026), ms("2026-03-29 01:00"));
    assert_eq!(Turn(3, 2, 0).ms(2026), ms("2026-03-08 00:00"));
    assert_eq!(Turn(11, 1, 0).ms(2026), ms("2026-11-01 00:00"));
    assert_eq!(Turn(4, 1, -480).ms(2026), ms("2026-04-04 16:00"));
}

#[test]
fn a_day_that_a_month_lacks_is_its_last_and_comes_back() {
    check(&[
        // The 31st, through a common year and a leap year.
        ("2027-01-31 09:00", Monthly, 1, "UTC", 0, "2027-01-31 09:00"),
        ("2027-01-31 09:00", Monthly, 1, "UTC", 1, "2027-02-28 09:00"),
        ("2027-01-31 09:00", Monthly, 1, "UTC", 2, "2027-03-31 09:00"),
        ("2027-01-31 09:00", Monthly, 1, "UTC", 3, "2027-04-30 09:00"),
        ("2027-01-31 09:00", Monthly, 1, "UTC", 6, "2027-07-31 09:00"),
        ("2027-01-31 09:00", Monthly, 1, "UTC", 7, "2027-08-31 09:00"),
        ("2027-01-31 09:00", Monthly, 1, "UTC", 13, "2028-02-29 09:00"),
        ("2027-01-31 09:00", Monthly, 1, "UTC", 14, "2028-03-31 09:00"),
        // From the first month there is, through 2000, which leaps, to 2100, which does not.
        ("1970-01-31 00:00", Monthly, 1, "UTC", 1, "1970-02-28 00:00"),
        ("1970-01-31 00:00", Monthly, 1, "UTC", 25, "1972-02-29 00:00"),
        ("2000-01-31 09:00", Monthly, 1, "UTC", 1, "2000-02-29 09:00"),
        ("2000-01-31 09:00", Monthly, 1, "UTC", 1201, "2100-02-28 09:00"),
        // The 30th and the 29th miss February only.
        ("2027-01-30 23:59", Monthly, 1, "UTC", 1, "2027-02-28 23:59"),
        ("2027-01-30 23:59", Monthly, 1, "UTC", 2, "2027-03-30 23:59"),
        ("2027-01-30 23:59", Monthly, 1, "UTC", 13, "2028-02-29 23:59"),
        ("2027-01-29 00:00", Monthly, 1, "UTC", 1, "2027-02-28 00:00"),
        ("2027-01-29 00:00", Monthly, 1, "UTC", 2, "2027-03-29 00:00"),
        ("2027-01-29 00:00", Monthly, 1, "UTC", 13, "2028-02-29 00:00"),
        // A month's last day stays the day that it is.
        ("2027-02-28 09:00", Monthly, 1, "UTC", 1, "2027-03-28 09:00"),
        ("2027-02-28 09:00", Monthly, 1, "UTC", 12, "2028-02-28 09:00"),
        ("2028-02-29 09:00", Monthly, 1, "UTC", 1, "2028-03-29 09:00"),
        ("2028-02-29 09:00", Monthly, 1, "UTC", 12, "2029-02-28 09:00"),
        ("2028-02-29 09:00", Monthly, 1, "UTC", 13, "2029-03-29 09:00"),
        ("2026-04-30 09:00", Monthly, 1, "UTC", 1, "2026-05-30 09:00"),
        // Every eighteen months: February 2028, August 2029, February 2031.
        ("2026-08-31 09:00", Monthly, 18, "UTC", 1, "2028-02-29 09:00"),
        ("2026-08-31 09:00", Monthly, 18, "UTC", 2, "2029-08-31 09:00"),
        ("2026-08-31 09:00", Monthly, 18, "UTC", 3, "2031-02-28 09:00"),
        // Quarters from 30 November and from 31 August.
        ("2026-11-30 09:00", Quarterly, 1, "UTC", 1, "2027-02-28 09:00"),
        ("2026-11-30 09:00", Quarterly, 1, "UTC", 2, "2027-05-30 09:00"),
        ("2026-11-30 09:00", Quarterly, 1, "UTC", 4, "2027-11-30 09:00"),
        ("2026-11-30 09:00", Quarterly, 1, "UTC", 5, "2028-02-29 09:00"),
        ("2026-08-31 09:00", Quarterly, 1, "UTC", 1, "2026-11-30 09:00"),
        ("2026-08-31 09:00", Quarterly, 1, "UTC", 2, "2027-02-28 09:00"),
        ("2026-08-31 09:00", Quarterly, 1, "UTC", 3, "2027-05-31 09:00"),
        ("2026-08-31 09:00", Quarterly, 1, "UTC", 6, "2028-02-29 09:00"),
        ("2026-03-31 09:00", Quarterly, 2, "UTC", 1, "2026-09-30 09:00"),
        ("2026-03-31 09:00", Quarterly, 2, "UTC", 2, "2027-03-31 09:00"),
    ]);
}

#[test]
fn a_leap_day_is_28_february_in_common_years_and_2100_is_one() {
    check(&[
        ("2024-02-29 09:00", Yearly, 1, "UTC", 1, "2025-02-28 09:00"),
        ("2024-02-29 09:00", Yearly, 1, "UTC", 4, "2028-02-29 09:00"),
        ("2024-02-29 09:00", Yearly, 1, "UTC", 76, "2100-02-28 09:00"),
        ("2096-02-29 09:00", Yearly, 1, "UTC", 3, "2099-02-28 09:00"),
        ("2096-02-29 09:00", Yearly, 1, "UTC", 4, "2100-02-28 09:00"),
        ("2096-02-29 09:00", Yearly, 1, "UTC", 5, "2101-02-28 09:00"),
        ("2096-02-29 09:00", Yearly, 1, "UTC", 8, "2104-02-29 09:00"),
        // Every fourth year, every hundredth, and a year in twelve months.
        ("2020-02-29 09:00", Yearly, 4, "UTC", 1, "2024-02-29 09:00"),
        ("2020-02-29 09:00", Yearly, 4, "UTC", 20, "2100-02-28 09:00"),
        ("2020-02-29 09:00", Yearly, 4, "UTC", 21, "2104-02-29 09:00"),
        ("2000-02-29 09:00", Yearly, 100, "UTC", 1, "2100-02-28 09:00"),
        ("2028-02-29 09:00", Monthly, 12, "UTC", 1, "2029-02-28 09:00"),
        ("2028-02-29 09:00", Monthly, 12, "UTC", 4, "2032-02-29 09:00"),
        // The days around it are not moved.
        ("2096-02-28 09:00", Yearly, 1, "UTC", 8, "2104-02-28 09:00"),
        ("2096-03-01 09:00", Yearly, 1, "UTC", 4, "2100-03-01 09:00"),
    ]);
}

#[test]
fn days_and_weeks_are_counted_through_leap_days_and_years_ends() {
    check(&[
        ("2026-12-31 23:59", Daily, 1, "UTC", 1, "2027-01-01 23:59"),
        // 29 + 1 days of February, 28 + 2, and 28 in 2100.
        ("2028-02-20 09:00", Daily, 10, "UTC", 1, "2028-03-01 09:00"),
        ("2027-02-20 09:00", Daily, 10, "UTC", 1, "2027-03-02 09:00"),
        ("2100-02-20 09:00", Daily, 10, "UTC", 1, "2100-03-02 09:00"),
        // 31 December is 364 days after 1 January, so 360 days end on the 27th.
        ("2027-01-01 09:00", Daily, 10, "UTC", 36, "2027-12-27 09:00"),
        ("2027-01-01 09:00", Daily, 10, "UTC", 37, "2028-01-06 09:00"),
        // A year of 365 days is short by the leap day.
        ("2027-03-01 09:00", Daily, 365, "UTC", 1, "2028-02-29 09:00"),
        ("2026-12-28 09:00", Weekly, 1, "UTC", 1, "2027-01-04 09:00"),
        // 52 weeks are two days less than 2028.
        ("2027-12-31 09:00", Weekly, 1, "UTC", 52, "2028-12-29 09:00"),
        ("2027-12-31 09:00", Weekly, 1, "UTC", 53, "2029-01-05 09:00"),
        ("2028-02-22 09:00", Weekly, 1, "UTC", 1, "2028-02-29 09:00"),
        ("2028-02-22 09:00", Weekly, 2, "UTC", 1, "2028-03-07 09:00"),
        ("2100-02-22 09:00", Weekly, 1, "UTC", 1, "2100-03-01 09:00"),
    ]);
}

#[test]
fn clocks_that_are_turned_move_a_date_for_once() {
    check(&[
        // 02:30 in Amsterdam, left out on 29 March 2026: 03:30; then summer, then winter again.
        ("2026-01-29 01:30", Monthly, 1, "Europe/Amsterdam", 1, "2026-02-28 01:30"),
        ("2026-01-29 01:30", Monthly, 1, "Europe/Amsterdam", 2, "2026-03-29 01:30"),
        ("2026-01-29 01:30", Monthly, 1, "Europe/Amsterdam", 3, "2026-04-29 00:30"),
        ("2026-01-29 01:30", Monthly, 1, "Europe/Amsterdam", 9, "2026-10-29 01:30"),
        // The edges of what is left out: 01:59, 02:00, 03:00.
        ("2026-03-28 00:59", Daily, 1, "Europe/Amsterdam", 1, "2026-03-29 00:59"),
        ("2026-03-28 01:00", Daily, 1, "Europe/Amsterdam", 1, "2026-03-29 01:00"),
        ("2026-03-28 02:00", Daily, 1, "Europe/Amsterdam", 1, "2026-03-29 01:00"),
        // 02:30, shown twice on 25 October 2026; 03:00 is shown once.
        ("2026-10-24 00:30", Daily, 1, "Europe/Amsterdam", 1, "2026-10-25 00:30"),
        ("2026-10-24 00:30", Daily, 1, "Europe/Amsterdam", 2, "2026-10-26 01:30"),
        ("2026-10-24 01:00", Daily, 1, "Europe/Amsterdam", 1, "2026-10-25 02:00"),
        // New York: 02:30 is left out on 8 March 2026, 01:30 is shown twice on 1 November.
        ("2026-03-01 07:30", Weekly, 1, "America/New_York", 1, "2026-03-08 07:30"),
        ("2026-03-01 07:30", Weekly, 1, "America/New_York", 2, "2026-03-15 06:30"),
        ("2026-10-01 05:30", Monthly, 1, "America/New_York", 1, "2026-11-01 05:30"),
        ("2026-10-01 05:30", Monthly, 1, "America/New_York", 2, "2026-12-01 06:30"),
        ("2026-10-01 06:00", Monthly, 1, "America/New_York", 1, "2026-11-01 07:00"),
        // 10 March, 02:30: winter still in 2029 (the 11th), left out in 2030, summer in 2031.
        ("2026-03-10 06:30", Yearly, 1, "America/New_York", 3, "2029-03-10 07:30"),
        ("2026-03-10 06:30", Yearly, 1, "America/New_York", 4, "2030-03-10 07:30"),
        ("2026-03-10 06:30", Yearly, 1, "America/New_York", 5, "2031-03-10 06:30"),
        // Sydney: 02:30 is left out on 4 October 2026, and was shown twice on 5 April.
        ("2026-10-02 16:30", Daily, 1, "Australia/Sydney", 1, "2026-10-03 16:30"),
        ("2026-10-02 16:30", Daily, 1, "Australia/Sydney", 2, "2026-10-04 15:30"),
        ("2026-04-03 15:30", Daily, 1, "Australia/Sydney", 1, "2026-04-04 15:30"),
        ("2026-04-03 15:30", Daily, 1, "Australia/Sydney", 2, "2026-04-05 16:30"),
        // Lord Howe turns by half an hour: 02:15 is 02:45 on 4 October; 02:30 is 02:30.
        ("2026-10-02 15:45", Daily, 1, "Australia/Lord_Howe", 1, "2026-10-03 15:45"),
        ("2026-10-02 15:45", Daily, 1, "Australia/Lord_Howe", 2, "2026-10-04 15:15"),
        ("2026-10-02 16:00", Daily, 1, "Australia/Lord_Howe", 1, "2026-10-03 15:30"),
        // There 01:45 is shown twice on 5 April, and 02:00 once.
        ("2026-01-04 14:45", Monthly, 1, "Australia/Lord_Howe", 3, "2026-04-04 14:45"),
        ("2026-01-04 14:45", Monthly, 1, "Australia/Lord_Howe", 4, "2026-05-04 15:15"),
        ("2026-01-04 15:00", Monthly, 1, "Australia/Lord_Howe", 3, "2026-04-04 15:30"),
        // In Havana 8 March 2026 begins at 01:00; at Troll 02:00 is 04:00 on the 29th.
        ("2026-01-08 05:00", Monthly, 1, "America/Havana", 2, "2026-03-08 05:00"),
        ("2026-01-08 05:00", Monthly, 1, "America/Havana", 3, "2026-04-08 04:00"),
        ("2026-03-28 02:00", Daily, 1, "Antarctica/Troll", 1, "2026-03-29 02:00"),
        ("2026-03-28 02:00", Daily, 1, "Antarctica/Troll", 2, "2026-03-30 00:00"),
    ]);
}

#[test]
fn the_day_is_that_on_the_wall_where_utc_has_another() {
    check(&[
        // 31 January, 23:30 and 00:30 in Amsterdam; the latter is 30 January in UTC.
        ("2026-01-31 22:30", Monthly, 1, "Europe/Amsterdam", 1, "2026-02-28 22:30"),
        ("2026-01-31 22:30", Monthly, 1, "Europe/Amsterdam", 2, "2026-03-31 21:30"),
        ("2026-01-30 23:30", Monthly, 1, "Europe/Amsterdam", 1, "2026-02-27 23:30"),
        ("2026-01-30 23:30", Monthly, 1, "Europe/Amsterdam", 2, "2026-03-30 22:30"),
        ("2026-01-30 23:30", Monthly, 1, "Europe/Amsterdam", 3, "2026-04-29 22:30"),
        // 1 March, 00:30 in Amsterdam: the first of every month, a UTC month's last day.
        ("2026-02-28 23:30", Monthly, 1, "Europe/Amsterdam", 1, "2026-03-31 22:30"),
        ("2026-02-28 23:30", Monthly, 1, "Europe/Amsterdam", 24, "2028-02-29 23:30"),
        // 29 February, 00:30 in Amsterdam.
        ("2096-02-28 23:30", Yearly, 1, "Europe/Amsterdam", 4, "2100-02-27 23:30"),
        ("2096-02-28 23:30", Yearly, 1, "Europe/Amsterdam", 8, "2104-02-28 23:30"),
        // 31 January, 20:00 in New York and 23:00 in Honolulu, is 1 February in UTC.
        ("2026-02-01 01:00", Monthly, 1, "America/New_York", 1, "2026-03-01 01:00"),
        ("2026-02-01 01:00", Monthly, 1, "America/New_York", 2, "2026-04-01 00:00"),
        ("2026-02-01 01:00", Monthly, 1, "America/New_York", 3, "2026-05-01 00:00"),
        ("2026-02-01 09:00", Monthly, 1, "Pacific/Honolulu", 1, "2026-03-01 09:00"),
        // 31 January, 05:00, and 29 February, 00:00, in Kolkata.
        ("2026-01-30 23:30", Monthly, 1, "Asia/Kolkata", 1, "2026-02-27 23:30"),
        ("2026-01-30 23:30", Monthly, 1, "Asia/Kolkata", 2, "2026-03-30 23:30"),
        ("2028-02-28 18:30", Yearly, 1, "Asia/Kolkata", 1, "2029-02-27 18:30"),
        // 31 January, 00:00 in Sydney (winter in April) and on Kiritimati, 14 hours ahead.
        ("2026-01-30 13:00", Monthly, 1, "Australia/Sydney", 1, "2026-02-27 13:00"),
        ("2026-01-30 13:00", Monthly, 1, "Australia/Sydney", 3, "2026-04-29 14:00"),
        ("2026-01-30 10:00", Monthly, 1, "Pacific/Kiritimati", 1, "2026-02-27 10:00"),
    ]);
}
