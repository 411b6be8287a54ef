//! Moments in words, in the merchant's zone. The only file that knows calendars; never in the
//! browser.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::time::Instant;

use crate::words::{Words, fill};

/// `15 January 2026, 11:00 CET`. A zone that we lack is read as UTC.
pub(crate) fn moment(at: Instant, zone: &str, words: &Words) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let Ok(timestamp) = Timestamp::from_millisecond(at.ms()) else {
        return at.to_string();
    };
    // The formatter of jiff would bring the abbreviation too, and 20 KB of worker.
    let abbreviation = zone.to_offset_info(timestamp).abbreviation().to_owned();
    let local = timestamp.to_zoned(zone);
    let manner = &words.manner;
    let day = match local.day() {
        1 => manner.first.to_owned(),
        day => day.to_string(),
    };
    let index = usize::try_from(local.month() - 1).unwrap_or_default();
    let month = manner.months.get(index).copied().unwrap_or_default();
    let year = local.year().to_string();
    let date = fill(manner.date, &[("day", &day), ("month", month), ("year", &year)]);
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    fill(manner.moment, &[("date", &date), ("time", &time), ("zone", &abbreviation)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_merchants_zone_and_language() {
        let at = |text: &str| Instant::parse(text).unwrap();
        let winter = at("2026-01-15T10:00:00Z");
        let tell = |at, zone, language| moment(at, zone, Words::of(language));
        assert_eq!(tell(winter, "Europe/Amsterdam", "en"), "15 January 2026, 11:00 CET");
        assert_eq!(tell(winter, "Europe/Amsterdam", "nl"), "15 januari 2026 om 11:00 (CET)");
        assert_eq!(tell(winter, "Europe/Berlin", "de"), "15. Januar 2026, 11:00 Uhr (CET)");
        assert_eq!(tell(winter, "America/Sao_Paulo", "pt"), "15 de janeiro de 2026 às 07:00 (-03)");
        assert_eq!(tell(winter, "Europe/Madrid", "es"), "15 de enero de 2026 a las 11:00 (CET)");
        let first = at("2026-07-31T22:30:00Z");
        assert_eq!(tell(first, "Europe/Paris", "fr"), "1er août 2026 à 00:30 (CEST)");
        assert_eq!(tell(winter, "Mars/Olympus", "en"), "15 January 2026, 10:00 UTC");
    }
}
