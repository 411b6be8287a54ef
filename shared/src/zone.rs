//! Time zones: what a clock on a wall shows, and back. Knows no schedule and no page, and nothing
//! of how clocks were turned before 2026: a moment of before is read by the rules of today.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::time::{DAY_MS, Instant, SECOND_MS};

/// Lines of a rule and the names of the zones that have it (`build.rs`).
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/zones.txt"));

/// Zones whose clocks follow no rule; `=0` in the table is the first of them.
const FILES: &[&[u8]] = &include!(concat!(env!("OUT_DIR"), "/zone_files.rs"));

/// A zone of the IANA database, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// The zone with this IANA name, such as `Europe/Amsterdam`; `None` for one that we lack. Case
    /// makes no difference.
    pub fn find(name: &str) -> Option<Zone> {
        let (rule, name) = TABLE.lines().find_map(|line| {
            let (rule, names) = line.split_once(' ')?;
            let known = names.split(' ').find(|known| known.eq_ignore_ascii_case(name))?;
            Some((rule, known))
        })?;
        let rules = match rule.strip_prefix('=') {
            Some(index) => TimeZone::tzif(name, FILES.get(index.parse::<usize>().ok()?)?),
            None => TimeZone::posix(rule),
        };
        Some(Zone { name: name.to_owned(), rules: rules.ok()? })
    }

    /// Coordinated universal time: the zone of whoever names none.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far its wall clocks are ahead of UTC at a moment, in milliseconds.
    pub fn offset_ms(&self, at: Instant) -> i64 {
        let Ok(timestamp) = Timestamp::from_millisecond(at.ms()) else { return 0 };
        i64::from(self.rules.to_offset(timestamp).seconds()) * SECOND_MS
    }

    /// What its wall clocks call the time of a moment: `CET`, `-03`.
    pub fn abbreviation(&self, at: Instant) -> String {
        let Ok(timestamp) = Timestamp::from_millisecond(at.ms()) else { return String::new() };
        self.rules.to_offset_info(timestamp).abbreviation().to_owned()
    }

    /// What its wall clocks show at a moment, in milliseconds since 1970-01-01T00:00 on them.
    pub fn wall_ms(&self, at: Instant) -> i64 {
        at.ms().saturating_add(self.offset_ms(at))
    }

    /// When its wall clocks show a time (milliseconds since 1970-01-01T00:00 on them).
    ///
    /// A time that they pass over is as much later as they jump; of a time that they show twice it
    /// is the first (`reliability.md` 8).
    pub fn instant(&self, wall_ms: i64) -> Instant {
        // No zone is a day from UTC, and none has turned its clocks twice within two days.
        let day_before = Instant::from_ms(wall_ms.saturating_sub(DAY_MS));
        let day_after = Instant::from_ms(wall_ms.saturating_add(DAY_MS));
        let read_with = |offset_ms| Instant::from_ms(wall_ms.saturating_sub(offset_ms));
        let old = read_with(self.offset_ms(day_before));
        let new = read_with(self.offset_ms(day_after));
        let holds = |at: Instant| self.wall_ms(at) == wall_ms;
        if holds(new) && !holds(old) { new } else { old }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::DateTime;
    use jiff::tz::AmbiguousOffset;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn a_time_that_is_passed_over_is_later_and_one_shown_twice_is_the_first() {
        let amsterdam = Zone::find("Europe/Amsterdam").unwrap();
        let wall = |text: &str| at(text).ms();
        // 02:00 to 03:00 is left out on 29 March 2026, and comes twice on 25 October.
        assert_eq!(amsterdam.instant(wall("2026-03-29T02:30:00Z")), at("2026-03-29T01:30:00Z"));
        assert_eq!(amsterdam.instant(wall("2026-03-29T03:00:00Z")), at("2026-03-29T01:00:00Z"));
        assert_eq!(amsterdam.instant(wall("2026-03-29T01:59:59Z")), at("2026-03-29T00:59:59Z"));
        assert_eq!(amsterdam.instant(wall("2026-10-25T02:30:00Z")), at("2026-10-25T00:30:00Z"));
        assert_eq!(amsterdam.instant(wall("2026-10-25T03:00:00Z")), at("2026-10-25T02:00:00Z"));
        assert_eq!(amsterdam.abbreviation(at("2026-07-01T00:00:00Z")), "CEST");
    }

    /// The whole database, which the worker has no room for.
    #[test]
    fn every_zone_has_its_offsets_and_names_until_2100() {
        let mut count = 0;
        for name in jiff::tz::db().available() {
            let ours = Zone::find(name.as_str()).unwrap_or_else(|| panic!("{name} is lacking"));
            let theirs = TimeZone::get(name.as_str()).unwrap();
            let mut moment = at("2026-01-01T00:00:00Z");
            while moment < at("2100-01-01T00:00:00Z") {
                let timestamp = Timestamp::from_millisecond(moment.ms()).unwrap();
                let info = theirs.to_offset_info(timestamp);
                assert_eq!(ours.offset_ms(moment), i64::from(info.offset().seconds()) * 1_000);
                assert_eq!(ours.abbreviation(moment), info.abbreviation(), "{name} {moment}");
                moment = moment.plus_ms(11 * DAY_MS + 3_600_000);
            }
            count += 1;
        }
        assert!(count > 590, "{count}");
    }

    #[test]
    fn zones_are_iana_names() {
        assert_eq!(Zone::find("europe/amsterdam").unwrap().name(), "Europe/Amsterdam");
        assert_eq!(Zone::find("CET-1CEST"), None);
        assert_eq!(Zone::find("Europe/Amsterdam").unwrap().name(), "Europe/Amsterdam");
        assert_eq!(Zone::find("Europe/Atlantis"), None);
        assert_eq!(Zone::find(""), None);
        assert_eq!(Zone::utc().offset_ms(at("2026-07-01T00:00:00Z")), 0);
    }

    proptest! {
        /// jiff's own way from a wall clock to a moment, which the worker has no room for.
        #[test]
        fn the_way_back_agrees_with_jiff(
            minutes in 0_i64..(75 * 365 * 24 * 60),
            zone in prop::sample::select(vec![
                "Europe/Amsterdam", "America/New_York", "America/Santiago", "Australia/Lord_Howe",
                "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Auckland", "UTC",
            ]),
        ) {
            let wall_ms = at("2026-01-01T00:00:00Z").ms() + minutes * 60_000;
            let text = Instant::from_ms(wall_ms).to_string();
            let civil: DateTime = text.trim_end_matches('Z').parse().unwrap();
            let ambiguous = TimeZone::get(zone).unwrap().to_ambiguous_timestamp(civil);
            let kind = ambiguous.offset();
            let theirs = ambiguous.compatible().unwrap();
            let ours = Zone::find(zone).unwrap().instant(wall_ms);
            prop_assert_eq!(ours.ms(), theirs.as_millisecond(), "{:?}", kind);
            let gap = matches!(kind, AmbiguousOffset::Gap { .. });
            prop_assert_eq!(Zone::find(zone).unwrap().wall_ms(ours) == wall_ms, !gap);
        }
    }
}
