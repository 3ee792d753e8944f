//! [`Zone`]: the time zone of a time of day, by name or offset, and conversion to UTC and back.
//!
//! Dates without a time of day are the same in every zone.

use crate::time_zone::TimeZone;
use annals_time::Time;
use annals_time::iso::UtcOffset;

/// The time zone of a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Zone {
    /// No zone is named.
    #[default]
    Local,
    /// Seconds east of UTC.
    Fixed(i32),
    /// A zone of the IANA database.
    Named(TimeZone),
}

impl Zone {
    /// UTC itself.
    pub(super) const UTC: Self = Self::Fixed(0);

    /// A zone by its name, or by its offset as markwhen writes it: `+5`, `-05:00`, `0530`.
    pub(super) fn find(text: &str) -> Option<Self> {
        let text = text.trim();
        if ["utc", "gmt", "z"].contains(&text.to_ascii_lowercase().as_str()) {
            return Some(Self::UTC);
        }
        let without = ["UTC", "GMT"].iter().find_map(|word| {
            let rest = text.strip_prefix(word)?;
            rest.starts_with(['+', '-']).then_some(rest)
        });
        offset(without.unwrap_or(text))
            .map(Self::Fixed)
            .or_else(|| TimeZone::find(text).map(Self::Named))
    }

    /// Converts a local time to UTC. A time that the clock skips is read with the offset before the change; of a time
    /// that occurs twice, the first is taken.
    pub(super) fn to_utc(self, wall: Time) -> Time {
        wall.saturating_add_nanos(-nanos(self.offset_at_wall(wall)))
    }

    /// Converts UTC to local time.
    pub(super) fn to_wall(self, utc: Time) -> Time {
        let offset = match self {
            Self::Local => 0,
            Self::Fixed(seconds) => seconds,
            Self::Named(zone) => zone.offset_at_utc(utc.seconds()),
        };
        utc.saturating_add_nanos(nanos(offset))
    }

    fn offset_at_wall(self, wall: Time) -> i32 {
        match self {
            Self::Local => 0,
            Self::Fixed(seconds) => seconds,
            Self::Named(zone) => zone.offset_at_local(wall.seconds()),
        }
    }
}

fn nanos(seconds: i32) -> i128 {
    i128::from(seconds) * 1_000_000_000
}

/// Seconds east of UTC: an offset of ISO 8601, or as Markwhen also has it: `5`, `+5`, `-5:30`, `530`.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ('-', rest),
        None => ('+', text.strip_prefix('+').unwrap_or(text)),
    };
    let hours = digits.bytes().take_while(u8::is_ascii_digit).count();
    let is_odd = hours % 2 == 1;
    let whole = format!("{sign}{}{digits}", if is_odd { "0" } else { "" });
    UtcOffset::parse(&whole).ok().map(UtcOffset::seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("+5", Some(18_000))]
    #[case("5", Some(18_000))]
    #[case("-05:00", Some(-18_000))]
    #[case("+0530", Some(19_800))]
    #[case("UTC", Some(0))]
    #[case("GMT+2", Some(7_200))]
    #[case("+99", None)]
    #[case("+5:3", None)]
    #[case("Mars/Olympus", None)]
    #[case("", None)]
    fn offsets(#[case] text: &str, #[case] seconds: Option<i32>) {
        assert_eq!(Zone::find(text), seconds.map(Zone::Fixed));
    }

    #[rstest]
    #[case::winter("America/New_York", (2025, 1, 1, 12), 17)]
    #[case::summer("America/New_York", (2025, 7, 1, 12), 16)]
    #[case::skipped("Europe/Berlin", (2025, 3, 30, 2), 1)]
    #[case::twice("Europe/Berlin", (2025, 10, 26, 2), 0)]
    #[case::none("+0", (2025, 1, 1, 12), 12)]
    fn walls_and_utc(#[case] zone: &str, #[case] wall: (i64, u8, u8, u8), #[case] hour: u8) {
        let zone = Zone::find(zone).unwrap();
        let (year, month, day, at) = wall;
        let civil = annals_time::Civil {
            hour: at,
            ..annals_time::Civil::date(year, month, day)
        };
        let wall = Time::from_civil(civil).unwrap();
        assert_eq!(zone.to_utc(wall).civil().hour, hour);
        let utc = zone.to_utc(wall);
        assert_eq!(zone.to_utc(zone.to_wall(utc)), utc);
    }
}
