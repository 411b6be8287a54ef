//! Time zones: what a clock on a wall shows, and back. Knows no schedule and no page.
//!
//! It knows how clocks are turned from 2026 on. At an earlier instant a zone shows what its rules
//! of 2026 would have shown (`docs/decisions/0008-zones-without-history.md`).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::time::{DAY_MS, Instant, MINUTE_MS, SECOND_MS};

/// A line for all zones with the same rules: the rules, and the names. `build.rs` tells how.
const ZONES: &str = include_str!(concat!(env!("OUT_DIR"), "/zones.txt"));

/// 2026-01-01T00:00:00Z, from which the table counts.
const BORN: Instant = Instant::from_ms(1_767_225_600_000);

/// A zone of the IANA database, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    /// Rules that end, and when they do; the earliest first.
    ending: Vec<(Instant, TimeZone)>,
    /// The rules that hold after those.
    lasting: TimeZone,
}

impl Zone {
    /// The zone with this IANA name, such as `Europe/Amsterdam`, in small or large letters; `None`
    /// for one that we lack.
    pub fn find(name: &str) -> Option<Zone> {
        let same = |known: &&str| known.eq_ignore_ascii_case(name);
        let (name, rules) = ZONES.lines().find_map(|line| {
            let (rules, names) = line.split_once(' ')?;
            Some((names.split(' ').find(same)?, rules))
        })?;
        let mut ending = Vec::new();
        let mut until = BORN;
        let mut parts = rules.split(';');
        let mut rules = TimeZone::posix(parts.next()?).ok()?;
        while let (Some(minutes), Some(next)) = (parts.next(), parts.next()) {
            until = until.plus_ms(minutes.parse::<i64>().ok()? * MINUTE_MS);
            ending.push((until, rules));
            rules = TimeZone::posix(next).ok()?;
        }
        Some(Zone { name: name.to_owned(), ending, lasting: rules })
    }

    /// Coordinated universal time: the zone of whoever names none.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), ending: Vec::new(), lasting: TimeZone::UTC }
    }

    /// Its name, as the IANA database spells it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far its wall clocks are ahead of UTC at a moment, in milliseconds.
    pub fn offset_ms(&self, at: Instant) -> i64 {
        let Ok(timestamp) = Timestamp::from_millisecond(at.ms()) else { return 0 };
        i64::from(self.rules(at).to_offset(timestamp).seconds()) * SECOND_MS
    }

    /// What its wall clocks call the time of a moment: `CET`, `-03`.
    pub fn abbreviation(&self, at: Instant) -> String {
        let Ok(timestamp) = Timestamp::from_millisecond(at.ms()) else { return String::new() };
        self.rules(at).to_offset_info(timestamp).abbreviation().to_owned()
    }

    fn rules(&self, at: Instant) -> &TimeZone {
        let ending = self.ending.iter().find(|(until, _)| at < *until);
        ending.map_or(&self.lasting, |(_, rules)| rules)
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

    /// When a day begins there, such as `2026-01-15`; `None` for what is no day.
    pub fn begin_of(&self, day: &str) -> Option<Instant> {
        let midnight = Instant::parse(&format!("{day}T00:00:00Z"))?;
        (day.len() == 10).then(|| self.instant(midnight.ms()))
    }

    /// A moment as its wall clocks show it, with their offset: `2026-05-30T12:00:00+02:00`.
    pub fn print(&self, at: Instant) -> String {
        let wall = Instant::from_ms(self.wall_ms(at)).to_string();
        let minutes = self.offset_ms(at).div_euclid(MINUTE_MS);
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        let wall = wall.split('.').next().unwrap_or_default();
        format!("{wall}{sign}{hours:02}:{minutes:02}")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::DateTime;
    use jiff::tz::{AmbiguousOffset, db};
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

    #[test]
    fn a_day_begins_with_its_zones_midnight_and_a_moment_is_printed_with_its_offset() {
        let amsterdam = Zone::find("Europe/Amsterdam").unwrap();
        assert_eq!(amsterdam.begin_of("2026-05-30"), Some(at("2026-05-29T22:00:00Z")));
        assert_eq!(amsterdam.begin_of("2026-01-15"), Some(at("2026-01-14T23:00:00Z")));
        for wrong in ["2026-02-30", "2026-1-15", "15-01-2026", "2026-01-15T00", "tomorrow", ""] {
            assert_eq!(amsterdam.begin_of(wrong), None, "{wrong}");
        }
        let noon = at("2026-05-30T10:00:00.500Z");
        assert_eq!(amsterdam.print(noon), "2026-05-30T12:00:00+02:00");
        let print = |name: &str| Zone::find(name).unwrap().print(noon);
        assert_eq!(print("America/St_Johns"), "2026-05-30T07:30:00-02:30");
        assert_eq!(print("Asia/Kathmandu"), "2026-05-30T15:45:00+05:45");
        assert_eq!(Zone::utc().print(noon), "2026-05-30T10:00:00+00:00");
    }

    #[test]
    fn zones_are_iana_names() {
        assert_eq!(Zone::find("Europe/Amsterdam").unwrap().name(), "Europe/Amsterdam");
        assert_eq!(Zone::find("Europe/Atlantis"), None);
        for none in ["", " ", "/", "Europe", "Europe/", "UTC0", "CET-1", "UTC Zulu", "\n", ";"] {
            assert_eq!(Zone::find(none), None, "{none:?}");
        }
        assert_eq!(Zone::find("europe/AMSTERDAM"), Zone::find("Europe/Amsterdam"));
        assert_eq!(Zone::utc().offset_ms(at("2026-07-01T00:00:00Z")), 0);
    }

    #[test]
    fn other_names_have_the_same_rules() {
        for (name, other) in [
            ("US/Eastern", "America/New_York"),
            ("Canada/Pacific", "America/Vancouver"),
            ("Asia/Calcutta", "Asia/Kolkata"),
            ("Etc/UTC", "UTC"),
            ("GMT", "Etc/GMT+0"),
        ] {
            let (zone, same) = (Zone::find(name).unwrap(), Zone::find(other).unwrap());
            assert_eq!(zone.name(), name);
            assert_eq!((zone.ending, zone.lasting), (same.ending, same.lasting), "{name}");
        }
    }

    /// Each month from 2026 to 2100, and around each time that the clocks are turned.
    #[test]
    fn every_zone_of_the_database_agrees_with_it() {
        let (first, end) = (at("2026-01-01T00:00:00Z"), at("2100-01-01T00:00:00Z"));
        let mut names = 0;
        for name in db().available() {
            names += 1;
            let theirs = db().get(name.as_str()).unwrap();
            let ours = Zone::find(name.as_str()).unwrap();
            assert_eq!(ours.name(), name.as_str());
            let months = (first.ms()..end.ms()).step_by(2_629_746_000);
            let before = Timestamp::from_millisecond(first.ms() - 1).unwrap();
            let turns = theirs.following(before).map(|turn| turn.timestamp().as_millisecond());
            let turns = turns.take_while(|ms| *ms < end.ms());
            for ms in months.chain(turns.flat_map(|ms| [ms - 1, ms, ms + 1])) {
                let moment = Instant::from_ms(ms);
                let info = theirs.to_offset_info(Timestamp::from_millisecond(ms).unwrap());
                let offset_ms = i64::from(info.offset().seconds()) * SECOND_MS;
                assert_eq!(ours.offset_ms(moment), offset_ms, "{name} at {moment}");
                assert_eq!(ours.abbreviation(moment), info.abbreviation(), "{name} at {moment}");
            }
        }
        assert!(names > 500, "{names}");
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
