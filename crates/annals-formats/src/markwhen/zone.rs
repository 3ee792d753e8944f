//! [`Zone`]: the clock that a time of day is on.
//!
//! Owns names and offsets of zones and the way from a wall clock to UTC and back. Dates without a time
//! of day never come here: they are the same on every clock.

use crate::clocks::Clock;
use annals_time::Time;

/// The clock that a time of day is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Zone {
    /// Whichever the reader has: none is named.
    #[default]
    Local,
    /// Seconds east of UTC.
    Fixed(i32),
    /// A zone of the IANA database.
    Named(Clock),
}

/// The clocks of the earth are within a day of UTC.
const MOST_SECONDS: i32 = 24 * 3_600;

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
            .or_else(|| Clock::find(text).map(Self::Named))
    }

    /// The moment in UTC of what a wall clock shows. A time that the clock skips is taken as if it had
    /// not been put forward yet; of a time that comes twice, the first counts.
    pub(super) fn to_utc(self, wall: Time) -> Time {
        wall.saturating_add_nanos(-nanos(self.offset_at_wall(wall)))
    }

    /// What the wall clock shows at a moment in UTC.
    pub(super) fn to_wall(self, utc: Time) -> Time {
        let offset = match self {
            Self::Local => 0,
            Self::Fixed(seconds) => seconds,
            Self::Named(clock) => clock.offset_at_utc(utc.seconds()),
        };
        utc.saturating_add_nanos(nanos(offset))
    }

    fn offset_at_wall(self, wall: Time) -> i32 {
        match self {
            Self::Local => 0,
            Self::Fixed(seconds) => seconds,
            Self::Named(clock) => clock.offset_at_wall(wall.seconds()),
        }
    }
}

fn nanos(seconds: i32) -> i128 {
    i128::from(seconds) * 1_000_000_000
}

/// Seconds east of UTC of `5`, `+5`, `-05:00` or `+0530`.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let is_number = |text: &str| {
        (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(hours) || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = hours * 3_600 + minutes * 60;
    (minutes < 60 && seconds < MOST_SECONDS).then_some(sign * seconds)
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
