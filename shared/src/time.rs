//! Instants as values: read, printed, added. Knows no clock; `now` is always an argument.

use std::fmt;

/// A second, in milliseconds.
pub const SECOND_MS: i64 = 1_000;
/// A minute, in milliseconds.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// An hour, in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// A day of 24 hours, in milliseconds.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// From milliseconds since the epoch.
    pub const fn from_ms(ms: i64) -> Instant {
        Instant(ms)
    }

    /// In milliseconds since the epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// In whole seconds since the epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(SECOND_MS)
    }

    /// So many milliseconds later (or earlier).
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Instant {
        Instant(self.0.saturating_add(ms))
    }

    /// Reads an ISO 8601 instant with its offset, such as `2026-01-15T10:00:00.000Z` or
    /// `2026-01-15T11:00:00+01:00`; places behind the third are dropped.
    ///
    /// Years 1970 to 9999 only: what lies outside is a slip, not a date of a payment.
    pub fn parse(text: &str) -> Option<Instant> {
        let (date, clock) = text.split_once(['T', 't', ' '])?;
        let mut date = date.splitn(3, '-');
        let year = digits(date.next()?, 4)?;
        let month = digits(date.next()?, 2).filter(|month| (1..=12).contains(month))?;
        let day = digits(date.next()?, 2)?;
        let end = clock.find(['Z', 'z', '+', '-'])?;
        let (clock, offset) = clock.split_at_checked(end)?;
        let in_month = (1..=days_in_month(year, month)).contains(&day);
        let days = days_since_epoch(year, month, day);
        let ms = days * DAY_MS + time_of_day_ms(clock)? - offset_ms(offset)?;
        (in_month && year >= 1970 && ms >= 0).then_some(Instant(ms))
    }
}

/// `2026-01-15T10:00:00.000Z`, always with three places (DESIGN 3).
impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, ms) = (self.0.div_euclid(DAY_MS), self.0.rem_euclid(DAY_MS));
        let (year, month, day) = civil(days);
        let (hour, minute) = (ms / HOUR_MS, ms / MINUTE_MS % 60);
        let (second, ms) = (ms / SECOND_MS % 60, ms % SECOND_MS);
        write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
    }
}

/// Exactly so many digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// `HH:MM:SS`, perhaps with a fraction; no leap seconds.
fn time_of_day_ms(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = clock.splitn(3, ':');
    let mut part = |most| digits(parts.next()?, 2).filter(|value| *value <= most);
    let (hour, minute, second) = (part(23)?, part(59)?, part(59)?);
    let plain = !fraction.is_empty() && fraction.len() <= 9;
    let places = digits(fraction, fraction.len()).filter(|_| plain)?;
    let ms = places * 1_000 / 10_i64.pow(u32::try_from(fraction.len()).ok()?);
    Some(hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms)
}

/// `Z`, or hours and minutes east of it.
fn offset_ms(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let hours = digits(hours, 2).filter(|hours| *hours <= 23)?;
    let minutes = digits(minutes, 2).filter(|minutes| *minutes <= 59)?;
    Some(sign * (hours * HOUR_MS + minutes * MINUTE_MS))
}

/// How many days a month has.
pub const fn days_in_month(year: i64, month: i64) -> i64 {
    let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_since_epoch(next.0, next.1, 1) - days_since_epoch(year, month, 1)
}

/// Days since 1970-01-01 in the Gregorian calendar. Years are counted from March, so that the leap
/// day is the last of a year and 153 days are every five months.
pub const fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let months = (month + 9) % 12;
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (153 * months + 2) / 5 + day - 1 - DAYS_TO_EPOCH
}

/// From 1 March of the year 0 to 1 January 1970.
const DAYS_TO_EPOCH: i64 = 719_468;

/// Year, month and day of so many days since 1970-01-01.
pub const fn civil(days: i64) -> (i64, i64, i64) {
    const CENTURIES: i64 = 146_097; // days in 400 years
    let days = days + DAYS_TO_EPOCH;
    let (era, of_era) = (days.div_euclid(CENTURIES), days.rem_euclid(CENTURIES));
    let of_era_years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * of_era_years + of_era_years / 4 - of_era_years / 100);
    let months = (5 * of_year + 2) / 153;
    let day = of_year - (153 * months + 2) / 5 + 1;
    let month = if months < 10 { months + 3 } else { months - 9 };
    let year = era * 400 + of_era_years + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_instant_is_written_with_three_places_and_read_back() {
        let instant = Instant::from_ms(1_705_312_800_000);
        assert_eq!(instant.to_string(), "2024-01-15T10:00:00.000Z");
        assert_eq!(Instant::parse("2024-01-15T10:00:00.000Z"), Some(instant));
        assert_eq!(Instant::parse("2024-01-15T11:00:00+01:00"), Some(instant));
        assert_eq!(Instant::from_ms(7).to_string(), "1970-01-01T00:00:00.007Z");
    }

    #[test]
    fn what_is_not_an_instant_is_not_read() {
        for text in [
            "",
            "2024-01-15",
            "10:00",
            "2024-13-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "2025-02-29T00:00:00Z",
            "2024-01-15T10:00:00",
            "2024-01-15T24:00:00Z",
        ] {
            assert_eq!(Instant::parse(text), None, "{text:?}");
        }
    }

    proptest! {
        /// jiff's own reading and printing, which the worker has no room for.
        #[test]
        fn instants_agree_with_jiff(ms in 0_i64..253_402_300_800_000, hours in -12_i64..=14) {
            let instant = Instant::from_ms(ms);
            let timestamp = Timestamp::from_millisecond(ms).unwrap();
            prop_assert_eq!(instant.to_string(), format!("{timestamp:.3}"));
            prop_assert_eq!(Instant::parse(&instant.to_string()), Some(instant));
            let east = Instant::from_ms(ms + hours * HOUR_MS).to_string();
            let sign = if hours < 0 { '-' } else { '+' };
            let text = east.replace('Z', &format!("{sign}{:02}:00", hours.abs()));
            let read = text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond);
            if east.starts_with("19") || east.starts_with('2') {
                prop_assert_eq!(Instant::parse(&text).map(Instant::ms), read);
            }
        }

        #[test]
        fn no_text_makes_reading_panic(text in "[-+0-9TZ:. ]{0,40}") {
            if let Some(instant) = Instant::parse(&text) {
                let read: Timestamp = instant.to_string().parse().unwrap();
                prop_assert_eq!(read.as_millisecond(), instant.ms());
            }
        }
    }
}
