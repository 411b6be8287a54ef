//! Moments in words, in the merchant's zone. The only file that knows calendars; never in the
//! browser.

use shared::time::{DAY_MS, HOUR_MS, Instant, MINUTE_MS, civil};
use shared::zone::Zone;

use crate::words::{Words, fill};

/// `15 January 2026, 11:00 CET`. A zone that we lack is read as UTC.
pub(crate) fn moment(at: Instant, zone: &str, words: &Words) -> String {
    let zone = Zone::find(zone).unwrap_or_else(Zone::utc);
    let abbreviation = zone.abbreviation(at);
    let (date, time) = (date(at, &zone, words), time(at, &zone));
    fill(words.manner.moment, &[("date", &date), ("time", &time), ("zone", &abbreviation)])
}

/// `11:00 CET`, for what is less than a day away. A zone that we lack is read as UTC.
pub(crate) fn clock(at: Instant, zone: &str, words: &Words) -> String {
    let zone = Zone::find(zone).unwrap_or_else(Zone::utc);
    let gaps = [("time", &*time(at, &zone)), ("zone", &zone.abbreviation(at))];
    fill(words.manner.clock, &gaps)
}

/// `15 January 2026`. A zone that we lack is read as UTC.
pub(crate) fn day(at: Instant, zone: &str, words: &Words) -> String {
    date(at, &Zone::find(zone).unwrap_or_else(Zone::utc), words)
}

fn time(at: Instant, zone: &Zone) -> String {
    let time_ms = zone.wall_ms(at).rem_euclid(DAY_MS);
    format!("{:02}:{:02}", time_ms / HOUR_MS, time_ms / MINUTE_MS % 60)
}

fn date(at: Instant, zone: &Zone, words: &Words) -> String {
    let (year, month, day) = civil(zone.wall_ms(at).div_euclid(DAY_MS));
    let manner = &words.manner;
    let day = if day == 1 { manner.first.to_owned() } else { day.to_string() };
    let index = usize::try_from(month - 1).unwrap_or_default();
    let month = manner.months.get(index).copied().unwrap_or_default();
    fill(manner.date, &[("day", &day), ("month", month), ("year", &year.to_string())])
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
