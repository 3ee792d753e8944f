//! Named time zones and their offsets from UTC, from the IANA database that `chrono-tz` holds.
//!
//! Offsets are in seconds east of UTC; times are seconds since the start of 1970.

use chrono::{DateTime, MappedLocalTime, Offset, TimeZone as _};
use chrono_tz::Tz;

const SECONDS_PER_DAY: i64 = 86_400;

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TimeZone(Tz);

impl TimeZone {
    /// Finds a zone by a name such as `Europe/Rome`, ignoring case.
    pub(super) fn find(name: &str) -> Option<Self> {
        let any_case = || {
            let mut zones = chrono_tz::TZ_VARIANTS.iter().copied();
            zones.find(|zone| zone.name().eq_ignore_ascii_case(name))
        };
        name.parse().ok().or_else(any_case).map(Self)
    }

    /// Returns the offset at a time in UTC; 0 outside the years that chrono covers.
    pub(super) fn offset_at_utc(self, utc: i64) -> i32 {
        DateTime::from_timestamp(utc, 0).map_or(0, |time| {
            let offset = self.0.offset_from_utc_datetime(&time.naive_utc());
            offset.fix().local_minus_utc()
        })
    }

    /// Returns the offset at a local time. In a fold the earlier offset applies; in a gap, the offset
    /// before it.
    pub(super) fn offset_at_local(self, local: i64) -> i32 {
        let Some(time) = DateTime::from_timestamp(local, 0) else {
            return 0;
        };
        match self.0.offset_from_local_datetime(&time.naive_utc()) {
            MappedLocalTime::Single(offset) | MappedLocalTime::Ambiguous(offset, _) => {
                offset.fix().local_minus_utc()
            }
            // No zone changes its offset twice in two days.
            MappedLocalTime::None => self.offset_at_utc(local.saturating_sub(SECONDS_PER_DAY)),
        }
    }
}

impl From<Tz> for TimeZone {
    fn from(zone: Tz) -> Self {
        Self(zone)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
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
    #[case::in_a_gap("Europe/Rome", "2024-03-31 02:30", 3_600)]
    #[case::after_a_gap("Europe/Rome", "2024-03-31 03:00", 7_200)]
    #[case::in_a_fold("Europe/Rome", "2024-10-27 02:30", 7_200)]
    #[case::after_a_fold("Europe/Rome", "2024-10-27 03:00", 3_600)]
    #[case::far_future("Europe/Rome", "2090-07-15 12:00", 7_200)]
    #[case::half_hour_of_summer_time("Australia/Lord_Howe", "2024-01-15 12:00", 39_600)]
    #[case::skipped_day("Pacific/Apia", "2011-12-30 12:00", -36_000)]
    #[case::utc("Etc/UTC", "2024-01-15 12:00", 0)]
    fn offset_at_a_local_time(#[case] name: &str, #[case] local: &str, #[case] offset: i32) {
        let zone = TimeZone::find(name).unwrap();
        assert_eq!(zone.offset_at_local(seconds(local)), offset);
    }

    #[test]
    fn names_ignore_case() {
        assert_eq!(TimeZone::find("Asia/Tokyo"), TimeZone::find("asia/tokyo"));
        assert_ne!(TimeZone::find("Asia/Tokyo"), TimeZone::find("Asia/Seoul"));
        assert_eq!(TimeZone::find("Mars/Olympus"), None);
    }

    #[test]
    fn times_that_chrono_does_not_cover_are_utc() {
        let zone = TimeZone::find("Europe/Rome").unwrap();
        for far in [i64::MIN, i64::MAX] {
            assert_eq!(zone.offset_at_utc(far), 0);
            assert_eq!(zone.offset_at_local(far), 0);
        }
    }

    proptest! {
        #[test]
        fn local_times_lead_back_to_utc(index in 0..chrono_tz::TZ_VARIANTS.len(), utc in -2_000_000_000_i64..4_000_000_000) {
            let zone = TimeZone::from(chrono_tz::TZ_VARIANTS[index]);
            let local = utc + i64::from(zone.offset_at_utc(utc));
            let back = local - i64::from(zone.offset_at_local(local));
            // In a fold the earlier of two times is returned.
            prop_assert!(back == utc || back < utc && local == back + i64::from(zone.offset_at_utc(back)));
        }
    }
}
