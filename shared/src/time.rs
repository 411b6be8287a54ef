//! Instants as values: read, printed, added. Knows no clock; `now` is always an argument.

use std::fmt;

use jiff::Timestamp;

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

    /// Reads an ISO 8601 instant with its offset, such as `2026-01-15T10:00:00.000Z`.
    ///
    /// Years 1970 to 9999 only: what lies outside is a slip, not a date of a payment.
    pub fn parse(text: &str) -> Option<Instant> {
        let timestamp: Timestamp = text.parse().ok()?;
        let ms = timestamp.as_millisecond();
        (0..253_402_300_800_000).contains(&ms).then_some(Instant(ms))
    }
}

/// `2026-01-15T10:00:00.000Z`, always with three places (DESIGN 3).
impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_millisecond(self.0) {
            Ok(timestamp) => write!(out, "{timestamp:.3}"),
            Err(_) => write!(out, "{} ms", self.0),
        }
    }
}

/// Whether the bundled time zone database knows this IANA name.
pub fn is_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
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
        for text in ["", "2024-01-15", "10:00", "2024-13-01T00:00:00Z", "1969-12-31T23:59:59Z"] {
            assert_eq!(Instant::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn zones_are_iana_names() {
        assert!(is_zone("Europe/Amsterdam"));
        assert!(!is_zone("Europe/Atlantis"));
    }
}
