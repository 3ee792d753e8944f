//! How far apart two dates lie, in words: `2 years 3 months`, `10 days (9 to 11 days)`.
//!
//! Whole calendar units are counted from one moment to another. Nothing is rounded: a distance of
//! which something smaller is left out begins with "about".

use std::cmp::Ordering;

use super::civil::{Civil, days_in_month};
use super::moment::Time;
use super::years::grouped;

const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;
const MILLION: u64 = 1_000_000;
/// Nanoseconds from which a part of a second is given in milliseconds.
const MILLISECONDS_FROM: u64 = 10_000;
/// Units in one distance, at most.
const MAX_PARTS: usize = 2;

/// The distance where a start is not known.
const UNKNOWN: &str = "without a known length";

/// Describes how far apart two half-open intervals lie: `3 years (2 to 4 years)` between 2020 and 2023.
///
/// The first length is from start to start. In brackets follow the shortest and the longest distance
/// between a moment of one and a moment of the other, unless they are the same, as between two moments
/// (intervals that end where they start). The order of the two does not matter.
///
/// An interval from [`Time::MIN`] has no known start, and one to [`Time::MAX`] no known end: without a
/// start the answer is `without a known length`, and without an end `3 years from start to start`.
///
/// ```
/// use annals_time::{When, describe_distance};
///
/// let reach = |text| When::parse(text).unwrap().unwrap().reach();
/// assert_eq!(describe_distance(reach("2020"), reach("2023")), "3 years (2 to 4 years)");
/// ```
pub fn describe_distance(first: (Time, Time), second: (Time, Time)) -> String {
    let (first, second) = (first.min(second), first.max(second));
    let Some(starts) = DistanceWords::between_starts(first.0, second.0) else {
        return UNKNOWN.to_owned();
    };
    if first.1 == Time::MAX || second.1 == Time::MAX {
        return format!("{starts} from start to start");
    }
    // The one that starts first may also be the one that ends last.
    let most = [(first.0, second.1), (second.0, first.1)]
        .into_iter()
        .max_by_key(|(from, to)| to.nanos_since(*from))
        .filter(|(from, to)| from < to)
        .map_or_else(|| starts.clone(), |(from, to)| DistanceWords::of(from, to));
    let range = if first.1 < second.0 {
        let least = DistanceWords::of(first.1, second.0);
        if least == most {
            return starts.to_string();
        }
        least.to(&most)
    } else if starts == most {
        return starts.to_string();
    } else {
        format!("up to {most}")
    };
    format!("{starts} ({range})")
}

/// Describes the distance from start to start alone, for a narrow column: `3 years`.
pub fn describe_distance_briefly(first: (Time, Time), second: (Time, Time)) -> String {
    let starts = DistanceWords::between_starts(first.0.min(second.0), first.0.max(second.0));
    starts.map_or_else(|| UNKNOWN.to_owned(), |starts| starts.to_string())
}

/// A number and its unit: `"65"`, `"million years"`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CountedUnit {
    number: String,
    unit: &'static str,
}

/// The distance between two moments in calendar words: `2 years 3 months`, `10 days`,
/// `3 hours 20 minutes`, `65 million years`, `0.25 ms`. Which of them comes first does not matter.
///
/// It counts whole years, months, days, hours, minutes and seconds from the earlier to the later
/// moment and gives the two largest that are not zero. A month is whole when the day of the month and
/// the time of day are reached again, so that 31 January to 28 February is 28 days. "About" stands
/// before a distance of which something smaller was left out, and which is thus a little longer.
/// Two equal moments are `no time` apart.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DistanceWords {
    /// The largest units of which there are any, largest first; at most two.
    parts: Vec<CountedUnit>,
    /// Whether smaller units were left out.
    about: bool,
}

impl DistanceWords {
    /// The distance from one start to a later one; `None` where one of them is not known.
    fn between_starts(from: Time, to: Time) -> Option<Self> {
        let is_known = |start: Time| start > Time::MIN && start < Time::MAX;
        (is_known(from) && is_known(to)).then(|| Self::of(from, to))
    }

    /// The distance from a moment to one that is not earlier.
    fn of(from: Time, to: Time) -> Self {
        let months = whole_months(from, to);
        let rest = to.nanos_since(plus_months(from, months));
        let (years, months) = (months / 12, months % 12);
        let (days, rest) = split(rest, DAY);
        let (hours, rest) = split(rest.into(), 3_600 * SECOND);
        let (minutes, rest) = split(rest.into(), 60 * SECOND);
        let (seconds, rest) = split(rest.into(), SECOND);
        let (years, cut) = year_part(years);
        let shorter = [
            (months, ["month", "months"]),
            (days, ["day", "days"]),
            (hours, ["hour", "hours"]),
            (minutes, ["minute", "minutes"]),
            (seconds, ["second", "seconds"]),
        ];
        let shorter = shorter
            .into_iter()
            .map(|(number, names)| counted(number, names));
        let mut parts: Vec<CountedUnit> = std::iter::once(years)
            .chain(shorter)
            .chain(std::iter::once(part_of_second(rest)))
            .flatten()
            .collect();
        // A decimal fraction of a million years is followed by nothing.
        let most = match parts.first() {
            Some(part) if part.unit.ends_with("ion years") => 1,
            _ => MAX_PARTS,
        };
        let about = cut || parts.len() > most;
        parts.truncate(most);
        Self { parts, about }
    }

    /// This distance to a longer one: `2 to 4 years`.
    fn to(&self, longer: &Self) -> String {
        let number = |words: &Self| match words.parts.as_slice() {
            [only] => Some((only.number.clone(), only.unit.trim_end_matches('s'))),
            _ => None,
        };
        match (number(self), number(longer)) {
            (Some((least, a)), Some((_, b))) if a == b => {
                let about = if self.about || longer.about {
                    "about "
                } else {
                    ""
                };
                let longer = Self {
                    about: false,
                    ..longer.clone()
                };
                format!("{about}{least} to {longer}")
            }
            _ => format!("{self} to {longer}"),
        }
    }
}

impl std::fmt::Display for DistanceWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.parts.is_empty() {
            return f.write_str("no time");
        }
        if self.about {
            f.write_str("about ")?;
        }
        for (place, part) in self.parts.iter().enumerate() {
            let space = if place > 0 { " " } else { "" };
            write!(f, "{space}{} {}", part.number, part.unit)?;
        }
        Ok(())
    }
}

/// Whole months from a moment to one that is not earlier.
fn whole_months(from: Time, to: Time) -> u64 {
    let (a, b) = (from.civil(), to.civil());
    let in_month = |civil: Civil| Civil {
        year: 0,
        month: 1,
        ..civil
    };
    let months = (b.year - a.year) * 12 + i64::from(b.month) - i64::from(a.month);
    let reached = in_month(a).cmp(&in_month(b)) != Ordering::Greater;
    u64::try_from(months - i64::from(!reached)).unwrap_or(0)
}

/// The same day and time of day that many months later, or the last day of a month that is too short.
fn plus_months(from: Time, months: u64) -> Time {
    let civil = from.civil();
    let month = i128::from(civil.year) * 12 + i128::from(civil.month) - 1 + i128::from(months);
    let year = i64::try_from(month.div_euclid(12)).unwrap_or(i64::MAX);
    let month = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    let day = civil.day.min(days_in_month(year, month));
    Time::from_civil(Civil {
        year,
        month,
        day,
        ..civil
    })
    .unwrap_or(Time::MAX)
}

/// Whole units in a length of at most a month, and the nanoseconds left over.
fn split(nanos: i128, unit: i128) -> (u64, u64) {
    let part = |value: i128| u64::try_from(value).unwrap_or(0);
    (part(nanos / unit), part(nanos % unit))
}

fn counted(number: u64, [one, many]: [&'static str; 2]) -> Option<CountedUnit> {
    (number > 0).then(|| CountedUnit {
        number: grouped(number),
        unit: if number == 1 { one } else { many },
    })
}

/// Years, from a million up with at most three decimals; and whether more of them were cut off.
fn year_part(years: u64) -> (Option<CountedUnit>, bool) {
    let (unit, name) = match years {
        0..MILLION => return (counted(years, ["year", "years"]), false),
        MILLION..1_000_000_000 => (MILLION, "million years"),
        _ => (1_000 * MILLION, "billion years"),
    };
    let (whole, rest) = (years / unit, years % unit);
    let number = with_decimals(grouped(whole), rest / (unit / 1_000), 3);
    let cut = rest % (unit / 1_000) > 0;
    (Some(CountedUnit { number, unit: name }), cut)
}

/// Nanoseconds below a second: `250 ms`, `0.25 ms`, `100 ns`.
fn part_of_second(nanos: u64) -> Option<CountedUnit> {
    if nanos < MILLISECONDS_FROM {
        return counted(nanos, ["ns", "ns"]);
    }
    Some(CountedUnit {
        number: with_decimals((nanos / MILLION).to_string(), nanos % MILLION, 6),
        unit: "ms",
    })
}

/// A number and so many digits after its point, without zeros at the end.
fn with_decimals(whole: String, decimals: u64, digits: usize) -> String {
    if decimals == 0 {
        return whole;
    }
    let decimals = format!("{decimals:0digits$}");
    format!("{whole}.{}", decimals.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar_distance(a: Time, b: Time) -> String {
        DistanceWords::of(a.min(b), a.max(b)).to_string()
    }

    use crate::When;
    use chrono::{DateTime, Months, NaiveDateTime, TimeDelta};
    use proptest::prelude::*;
    use rstest::rstest;

    fn hull(text: &str) -> (Time, Time) {
        When::parse(text).unwrap().unwrap().reach()
    }

    #[rstest]
    #[case("2021-01-15", "2023-04-15", "2 years 3 months")]
    #[case("2021-01-15", "2023-04-16", "about 2 years 3 months")]
    #[case("2021-01-15", "2023-01-20", "2 years 5 days")]
    #[case("2021-04-02", "2021-04-12", "10 days")]
    #[case("2021-04-02", "2021-04-03", "1 day")]
    #[case("2021-01-31", "2021-02-28", "28 days")]
    #[case("2021-01-31", "2021-03-01", "1 month 1 day")]
    #[case("2020-02-29", "2021-02-28", "11 months 30 days")]
    #[case("2020-02-29", "2021-03-01", "1 year 1 day")]
    #[case("2020-02-29", "2024-02-29", "4 years")]
    #[case("2021-04-02", "2021-04-02", "no time")]
    #[case("2021-04-12 09:00", "2021-04-12 12:20", "3 hours 20 minutes")]
    #[case("2021-04-12 23:00", "2021-05-12 22:00", "29 days 23 hours")]
    #[case("2021-04-12 09:00:00", "2021-04-12 09:00:01", "1 second")]
    #[case("2021-04-12 09:00:00", "2021-04-12 09:00:02.25", "2 seconds 250 ms")]
    #[case(
        "2021-04-12 09:00:00",
        "2021-04-12 09:01:02.25",
        "about 1 minute 2 seconds"
    )]
    #[case("2021-04-12 09:00:00", "2021-04-12 09:00:00.00025", "0.25 ms")]
    #[case("2021-04-12 09:00:00", "2021-04-12 09:00:00.012345678", "12.345678 ms")]
    #[case("2021-04-12 09:00:00", "2021-04-12 09:00:00.0000001", "100 ns")]
    #[case("-0043-03-15", "2021-03-15", "2064 years")]
    #[case("-0000", "0001", "1 year")]
    #[case("Y-12000", "2000", "14,000 years")]
    #[case("Y-65000000", "Y-1000000", "64 million years")]
    #[case("Y-65000000", "2000", "65.002 million years")]
    #[case("Y-65000000", "2021-04-12", "about 65.002 million years")]
    #[case("Y-1000000", "0000", "1 million years")]
    #[case("Y-4600000000", "0000", "4.6 billion years")]
    fn a_distance_has_its_two_largest_units(
        #[case] from: &str,
        #[case] to: &str,
        #[case] expected: &str,
    ) {
        let (from, to) = (start(from), start(to));
        assert_eq!(calendar_distance(from, to), expected);
        assert_eq!(calendar_distance(to, from), expected);
        assert_eq!(describe_distance((from, from), (to, to)), expected);
    }

    fn start(text: &str) -> Time {
        // EDTF has no year -0000, which is how the year 0 is easiest to find in a table.
        hull(text.strip_prefix("-0000").map_or(text, |_| "0000")).0
    }

    #[rstest]
    #[case("2020", "2023", "3 years (2 to 4 years)")]
    #[case("2020", "2021", "1 year (up to 2 years)")]
    #[case("2021-04-02", "2021-04-12", "10 days (9 to 11 days)")]
    #[case("2021-04-02", "2021-04-04", "2 days (1 to 3 days)")]
    #[case("2021-04-02", "2021-04-02", "no time (up to 1 day)")]
    #[case(
        "2020",
        "2021-04-12",
        "about 1 year 3 months (3 months 11 days to about 1 year 3 months)"
    )]
    #[case("2020/2022", "2021", "1 year (up to 2 years)")]
    #[case("2000/2029", "2001", "1 year (up to 29 years)")]
    #[case("2020/..", "2021", "1 year from start to start")]
    #[case("2020", "2023/..", "3 years from start to start")]
    #[case("../2020", "2023", "without a known length")]
    #[case("/2020", "../2021", "without a known length")]
    #[case(
        "Y-65E6",
        "Y-1E6",
        "64 million years (about 63.999 to 64 million years)"
    )]
    #[case(
        "2021-04-12 14:30:05",
        "2021-04-12 14:30:20",
        "15 seconds (14 to 16 seconds)"
    )]
    #[case(
        "2021-04-12 14:30",
        "2021-04-12 16:50",
        "2 hours 20 minutes (2 hours 19 minutes to 2 hours 21 minutes)"
    )]
    fn intervals_have_a_shortest_and_a_longest_distance(
        #[case] first: &str,
        #[case] second: &str,
        #[case] expected: &str,
    ) {
        assert_eq!(describe_distance(hull(first), hull(second)), expected);
        assert_eq!(describe_distance(hull(second), hull(first)), expected);
    }

    fn any_time() -> impl Strategy<Value = Time> {
        prop_oneof![
            4 => (any::<i64>(), 0_u32..1_000_000_000).prop_map(|(seconds, nanos)| Time::new(seconds, nanos).unwrap()),
            1 => (0_i128..100).prop_map(|nanos| Time::MIN.saturating_add_nanos(nanos * DAY / 3)),
            1 => (0_i128..100).prop_map(|nanos| Time::MAX.saturating_add_nanos(-nanos * DAY / 3)),
        ]
    }

    fn chrono_time(time: Time) -> NaiveDateTime {
        DateTime::from_timestamp(time.seconds(), time.nanoseconds())
            .unwrap()
            .naive_utc()
    }

    /// A moment with the parts added.
    fn added(mut time: NaiveDateTime, parts: &[CountedUnit]) -> NaiveDateTime {
        let number = |part: &CountedUnit| part.number.replace(',', "");
        let count = |part: &CountedUnit| number(part).parse::<i64>().unwrap();
        let months: i64 = parts
            .iter()
            .map(|part| match part.unit.trim_end_matches('s') {
                "year" => count(part) * 12,
                "month" => count(part),
                _ => 0,
            })
            .sum();
        time = time + Months::new(u32::try_from(months).unwrap());
        for part in parts {
            time += match part.unit.trim_end_matches('s') {
                "year" | "month" => TimeDelta::zero(),
                "day" => TimeDelta::days(count(part)),
                "hour" => TimeDelta::hours(count(part)),
                "minute" => TimeDelta::minutes(count(part)),
                "second" => TimeDelta::seconds(count(part)),
                "m" => {
                    let (whole, rest) = part.number.split_once('.').unwrap_or((&part.number, ""));
                    TimeDelta::nanoseconds(format!("{whole}{rest:0<6}").parse().unwrap())
                }
                "n" => TimeDelta::nanoseconds(count(part)),
                unit => panic!("{unit}"),
            };
        }
        time
    }

    proptest! {
        #[test]
        fn the_distance_added_to_the_earlier_moment_reaches_the_later(
            seconds in -4_000_000_000_000_i64..4_000_000_000_000, nanos in 0_u32..1_000_000_000,
            length in 0_i128..1 << 71, fewer in 0_u32..71,
        ) {
            let from = Time::new(seconds, nanos).unwrap();
            let to = from.saturating_add_nanos(length >> fewer);
            let words = DistanceWords::of(from, to);
            let reached = added(chrono_time(from), &words.parts);
            if words.about {
                prop_assert!(reached < chrono_time(to), "{words}");
                // One more of the smallest unit would be too far.
                let mut more = words.parts.clone();
                let last = more.last_mut().unwrap();
                last.number = (last.number.replace(',', "").parse::<u64>().unwrap() + 1).to_string();
                prop_assert!(added(chrono_time(from), &more) > chrono_time(to) || last_is_short(&words), "{words}");
            } else {
                prop_assert_eq!(reached, chrono_time(to), "{}", words);
            }
        }

        #[test]
        fn whole_days_are_counted_exactly(seconds in -100_000_000_i64..100_000_000, days in 0_i64..28) {
            let from = Time::new(seconds * 100, 0).unwrap();
            let to = from.saturating_add_nanos(i128::from(days) * DAY);
            let expected = match days {
                0 => "no time".to_owned(),
                1 => "1 day".to_owned(),
                _ => format!("{days} days"),
            };
            prop_assert_eq!(calendar_distance(to, from), expected);
        }

        #[test]
        fn any_two_intervals_have_a_distance(times in prop::array::uniform4(any_time())) {
            let [a, b, c, d] = times;
            let intervals = [(a.min(b), a.max(b)), (c.min(d), c.max(d))];
            let words = describe_distance(intervals[0], intervals[1]);
            prop_assert!(words.is_ascii() && !words.is_empty());
            prop_assert_eq!(describe_distance(intervals[1], intervals[0]), words);
            prop_assert_eq!(calendar_distance(a, b), calendar_distance(b, a));
        }
    }

    /// Whether the smallest unit may be counted from a day that a shorter month does not have.
    fn last_is_short(words: &DistanceWords) -> bool {
        words
            .parts
            .last()
            .is_some_and(|part| part.unit.starts_with("month") || part.unit.starts_with("year"))
    }

    #[test]
    fn the_whole_axis_has_a_length() {
        assert_eq!(
            calendar_distance(Time::MIN, Time::MAX),
            "about 584.554 billion years"
        );
    }
}
