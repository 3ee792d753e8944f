//! Dates as TimelineJS has them: a year and the parts below it.
//!
//! Owns the way from there to a [`When`] and back. A part that is missing is missing precision. Years
//! before our era are negative and there is none between -1 and 1: -44 is 44 BC. From a million years
//! on, the zeros at the end of a year are not counted as known, as TimelineJS shows millions.

use std::fmt::Write as _;

use annals_time::{Bound, Civil, Precision, Shape, Time, When, days_in_month};

/// The year and what is below it, from the coarsest on; a date ends at the first part that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Parts {
    /// As TimelineJS counts: -1 is 1 BC.
    pub(crate) year: i64,
    /// Month, day, hour, minute, second and millisecond.
    pub(crate) below: [Option<u32>; 6],
}

/// What each of [`Parts::below`] is called.
pub(crate) const NAMES: [&str; 6] = ["month", "day", "hour", "minute", "second", "millisecond"];

/// Years from which on zeros at the end mean nothing.
const MILLION: u64 = 1_000_000;

impl Parts {
    /// Parts that make a date, and what is wrong with those that do not: from the first one that is
    /// impossible or missing on, nothing counts.
    pub(crate) fn checked(year: i64, below: [Option<i64>; 6], doubts: &mut Vec<String>) -> Self {
        let mut parts = Self {
            year,
            ..Self::default()
        };
        if year == 0 {
            doubts.push(
                "There is no year 0: before the year 1 comes -1. It is read as 1 BC.".to_owned(),
            );
        }
        let astronomical = astronomical(year);
        for (place, (value, name)) in below.into_iter().zip(NAMES).enumerate() {
            let last = match place {
                0 => 12,
                1 => {
                    let month = parts.below[0].and_then(|month| u8::try_from(month).ok());
                    i64::from(days_in_month(astronomical, month.unwrap_or(1)))
                }
                2 => 23,
                3 | 4 => 59,
                _ => 999,
            };
            let first = i64::from(place < 2);
            let Some(value) = value else {
                let finer = below.iter().zip(NAMES).skip(place);
                let stray = finer.filter(|(value, _)| value.is_some());
                let stray: Vec<_> = stray.map(|(_, name)| name).collect();
                if !stray.is_empty() {
                    doubts.push(format!(
                        "The date has no {name}, so that nothing follows from its {}.",
                        stray.join(" and ")
                    ));
                }
                break;
            };
            let Some(fitting) = (first..=last)
                .contains(&value)
                .then(|| u32::try_from(value).ok())
                .flatten()
            else {
                doubts.push(format!(
                    "There is no {name} {value} in this date: it goes from {first} to {last}. The date is read without it."
                ));
                break;
            };
            parts.below[place] = Some(fitting);
        }
        parts
    }

    /// The same in EDTF or near it.
    pub(crate) fn text(&self) -> String {
        let [month, day, hour, minute, second, millisecond] = self.below;
        let Some(month) = month else {
            return year_text(self.year);
        };
        let year = astronomical(self.year);
        let sign = match year {
            ..0 => "-",
            0..=9_999 => "",
            _ => "+",
        };
        let mut text = format!("{sign}{:04}-{month:02}", year.unsigned_abs());
        let below = [
            ("-", day, 2),
            ("T", hour, 2),
            (":", minute, 2),
            (":", second, 2),
            (".", millisecond, 3),
        ];
        for (sign, value, digits) in below {
            let Some(value) = value else { break };
            // Writing to a string cannot fail.
            let _ = write!(text, "{sign}{value:0digits$}");
        }
        text
    }

    /// The parts of a moment down to a unit.
    fn of(time: Time, unit: Precision) -> Self {
        let civil = time.civil();
        let finest = match unit {
            Precision::Year => 0,
            Precision::Month => 1,
            Precision::Day => 2,
            Precision::Hour => 3,
            Precision::Minute => 4,
            Precision::Second => 5,
            _ => 6,
        };
        let all = [
            u32::from(civil.month),
            u32::from(civil.day),
            u32::from(civil.hour),
            u32::from(civil.minute),
            u32::from(civil.second),
            civil.nanosecond / 1_000_000,
        ];
        let mut below = [None; 6];
        for (place, value) in all.into_iter().enumerate().take(finest) {
            below[place] = Some(value);
        }
        Self {
            year: told(civil.year),
            below,
        }
    }
}

/// The astronomical year of one of TimelineJS.
const fn astronomical(year: i64) -> i64 {
    if year < 0 { year + 1 } else { year }
}

/// The year of TimelineJS of an astronomical one.
const fn told(year: i64) -> i64 {
    if year <= 0 { year - 1 } else { year }
}

fn year_text(year: i64) -> String {
    let size = year.unsigned_abs();
    if size >= MILLION {
        let unit = if size >= 1_000 * MILLION { 9 } else { 6 };
        let zeros = (1..=unit).take_while(|power| size.is_multiple_of(10_u64.pow(*power)));
        let open = u32::try_from(zeros.count()).unwrap_or(0);
        if open > 0 {
            return format!("Y{year}S{}", size.ilog10() + 1 - open);
        }
    }
    let year = astronomical(year);
    match year {
        0..=9_999 => format!("{year:04}"),
        -9_999..=-1 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    }
}

/// The date of a start and an end as they are written, and what is wrong with it. An end that says what
/// the start says is none.
pub(crate) fn when(start: &str, end: Option<&str>, doubts: &mut Vec<String>) -> Option<When> {
    let mut read = |text: &str| match When::parse(text) {
        Ok(when) => when,
        Err(error) => {
            doubts.push(format!("\"{}\": {error}", text.trim()));
            None
        }
    };
    let first = read(start);
    let Some(end) = end.filter(|end| *end != start && first.is_some()) else {
        return first;
    };
    if read(end).is_none() {
        return first;
    }
    if let Ok(Some(both)) = When::parse(&format!("{start}/{end}")) {
        return Some(both);
    }
    doubts.push(format!(
        "The end {end} does not come after the start {start} and is left out."
    ));
    first
}

/// A date as TimelineJS can have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) start: Parts,
    pub(crate) end: Option<Parts>,
    /// Whether it says all that the date says, and no more.
    pub(crate) is_exact: bool,
}

impl Said {
    /// The parts that say a date, or the stretch that it may lie in.
    pub(crate) fn new(when: &When) -> Self {
        let (start, end) = exactly(when).unwrap_or_else(|| nearly(when));
        let end = end.filter(|end| *end != start);
        let text = end.map(|end| end.text());
        let back = self::when(&start.text(), text.as_deref(), &mut Vec::new());
        Self {
            start,
            end,
            is_exact: back.is_some_and(|back| is_same(&back, when)),
        }
    }
}

fn is_same(one: &When, other: &When) -> bool {
    one.start() == other.start()
        && one.end() == other.end()
        && one.shape() == other.shape()
        && one.precision() == other.precision()
        && one.words() == other.words()
}

/// The parts of a date that is a single one or goes from one to another.
fn exactly(when: &When) -> Option<(Parts, Option<Parts>)> {
    if let Some(parts) = single(when) {
        return Some((parts, None));
    }
    let text = when.edtf().unwrap_or_else(|| when.text());
    let (start, end) = text.split_once('/')?;
    let part = |text: &str| single(&When::parse(text).ok()??);
    Some((part(start)?, Some(part(end)?)))
}

fn single(when: &When) -> Option<Parts> {
    let Bound::At(start) = when.start().earliest else {
        return None;
    };
    match (when.shape(), when.precision()) {
        (Shape::Span | Shape::Instant, unit)
            if unit <= Precision::Month || unit == Precision::Year =>
        {
            Some(Parts::of(start, unit))
        }
        (Shape::SomeWithin, _) => {
            let year = estimate(when.edtf()?)?;
            let below = [None; 6];
            Some(Parts { year, below })
        }
        _ => None,
    }
}

/// The value of a year with significant digits: -65,000,000 of `Y-65E6S2`.
fn estimate(edtf: &str) -> Option<i64> {
    let digits = edtf.trim_end_matches(['~', '?', '%']);
    let (value, _) = digits.strip_prefix('Y')?.split_once('S')?;
    let (value, power) = value.split_once('E').unwrap_or((value, "0"));
    let power = 10_i64.checked_pow(power.parse().ok()?)?;
    value.parse::<i64>().ok()?.checked_mul(power)
}

/// The stretch that a date lies in, in the coarsest unit that it fills.
fn nearly(when: &When) -> (Parts, Option<Parts>) {
    let (start, end) = when.hull();
    match (start.time(), end.time()) {
        (Some(start), Some(end)) => {
            let unit = [Precision::Year, Precision::Month, Precision::Day]
                .into_iter()
                .find(|unit| begins(start, *unit) && begins(end, *unit))
                .unwrap_or_else(|| when.precision().min(Precision::Hour));
            let last = end.saturating_add_nanos(-1).max(start);
            (Parts::of(start, unit), Some(Parts::of(last, unit)))
        }
        (Some(time), None) => (Parts::of(time, coarse(when)), None),
        (None, Some(time)) => (Parts::of(time.saturating_add_nanos(-1), coarse(when)), None),
        // A date that says nothing is none, so there is always one side.
        (None, None) => (Parts::default(), None),
    }
}

fn coarse(when: &When) -> Precision {
    match when.precision() {
        unit if unit <= Precision::Month => unit,
        unit if unit < Precision::Year => Precision::Month,
        _ => Precision::Year,
    }
}

/// Whether a year, a month or a day begins at a moment.
fn begins(time: Time, unit: Precision) -> bool {
    let civil = time.civil();
    civil.is_midnight()
        && match unit {
            Precision::Year => civil.month == 1 && civil.day == 1,
            Precision::Month => civil.day == 1,
            _ => true,
        }
}

/// Where a stretch ends that has to have an end that is not its start: the last day that it may reach,
/// and for what lasts no longer than a day its last millisecond.
pub(crate) fn last(reach: Time, start: Parts) -> Parts {
    let end = reach.saturating_add_nanos(-1);
    let day = Parts::of(end, Precision::Day);
    if start.below[1].is_some() && day.below[..2] == start.below[..2] && day.year == start.year {
        Parts::of(end, Precision::Millisecond)
    } else {
        day
    }
}

/// The moment at which a date of TimelineJS begins.
pub(crate) fn begin(parts: &Parts) -> Option<Time> {
    let part = |place: usize, least: u32| {
        let value = parts.below.get(place).copied().flatten();
        u8::try_from(value.unwrap_or(least)).ok()
    };
    Time::from_civil(Civil {
        hour: part(2, 0)?,
        minute: part(3, 0)?,
        second: part(4, 0)?,
        nanosecond: parts.below[5].unwrap_or(0) * 1_000_000,
        ..Civil::date(astronomical(parts.year), part(0, 1)?, part(1, 1)?)
    })
}
