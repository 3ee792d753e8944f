//! Converts dates between [`When`] and the form of TimelineJS, a year with the parts below it.
//!
//! Years before our era are negative and there is no year 0: -44 is 44 BC. From a million years on, zeros at the
//! end of a year count as unknown, since TimelineJS shows millions.

use annals_time::iso::{CalendarDate, DateTime, TimeOfDay};
use annals_time::{Bound, Civil, Precision, Shape, Time, When, days_in_month};

/// The year and what is below it, from the coarsest on; a date ends at the first part that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Parts {
    /// As TimelineJS counts: -1 is 1 BC.
    pub(crate) year: i64,
    /// Month, day, hour, minute, second and millisecond.
    pub(crate) below: [Option<u32>; 6],
}

/// The names of [`Parts::below`].
pub(crate) const NAMES: [&str; 6] = ["month", "day", "hour", "minute", "second", "millisecond"];

/// From this year on, zeros at the end are not significant.
const MILLION: u64 = 1_000_000;

impl Parts {
    /// Checks parts: they are used up to the first one that is impossible or missing, which is reported.
    pub(crate) fn checked(year: i64, below: [Option<i64>; 6], warnings: &mut Vec<String>) -> Self {
        let mut parts = Self {
            year,
            ..Self::default()
        };
        if year == 0 {
            warnings.push(
                "There is no year 0: before the year 1 comes -1. It is read as 1 BC.".to_owned(),
            );
        }
        let astronomical_year = astronomical_year(year);
        for (index, (value, name)) in below.into_iter().zip(NAMES).enumerate() {
            let last = match index {
                0 => 12,
                1 => {
                    let month = parts.below[0].and_then(|month| u8::try_from(month).ok());
                    i64::from(days_in_month(astronomical_year, month.unwrap_or(1)))
                }
                2 => 23,
                3 | 4 => 59,
                _ => 999,
            };
            let first = i64::from(index < 2);
            let Some(value) = value else {
                let finer = below.iter().zip(NAMES).skip(index);
                let stray = finer.filter(|(value, _)| value.is_some());
                let stray: Vec<_> = stray.map(|(_, name)| name).collect();
                if !stray.is_empty() {
                    warnings.push(format!(
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
                warnings.push(format!(
                    "There is no {name} {value} in this date: it goes from {first} to {last}. The date is read without it."
                ));
                break;
            };
            parts.below[index] = Some(fitting);
        }
        parts
    }

    /// The same in EDTF or near it.
    pub(crate) fn text(&self) -> String {
        let [month, day, hour, minute, second, millisecond] = self.below;
        if month.is_none() {
            return year_text(self.year);
        }
        // The parts are checked, or those of a moment: each of them fits.
        let small = |part: Option<u32>| part.and_then(|part| u8::try_from(part).ok());
        let time = small(hour).map(|hour| TimeOfDay {
            hour,
            minute: small(minute),
            second: small(second),
            nanosecond: millisecond.unwrap_or(0) * 1_000_000,
            fraction_digits: if millisecond.is_some() { 3 } else { 0 },
        });
        let date = CalendarDate {
            year: astronomical_year(self.year),
            month: small(month),
            day: small(day),
        };
        let written = DateTime {
            date,
            time,
            offset: None,
        };
        written.to_string()
    }

    /// The parts of a moment down to a unit.
    fn of(time: Time, unit: Precision) -> Self {
        // TimelineJS has nothing finer than a millisecond.
        let DateTime { date, time, .. } = DateTime::new(time, unit.max(Precision::Millisecond));
        let time = time.unwrap_or_default();
        let is_timed = unit <= Precision::Hour;
        let parts = [
            date.month,
            date.day,
            Some(time.hour).filter(|_| is_timed),
            time.minute,
            time.second,
        ];
        let mut below = [None; 6];
        for (index, part) in parts.into_iter().enumerate() {
            below[index] = part.map(u32::from);
        }
        below[5] = (time.fraction_digits > 0).then_some(time.nanosecond / 1_000_000);
        Self {
            year: historical_year(date.year),
            below,
        }
    }
}

/// The astronomical year of one of TimelineJS.
const fn astronomical_year(year: i64) -> i64 {
    if year < 0 { year + 1 } else { year }
}

/// The year of TimelineJS of an astronomical one.
const fn historical_year(year: i64) -> i64 {
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
    let year = astronomical_year(year);
    match year {
        0..=9_999 => format!("{year:04}"),
        -9_999..=-1 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    }
}

/// Parses a start and an end. An end that equals the start is ignored.
pub(crate) fn when(start: &str, end: Option<&str>, warnings: &mut Vec<String>) -> Option<When> {
    let mut read = |text: &str| match When::parse(text) {
        Ok(when) => when,
        Err(error) => {
            warnings.push(format!("\"{}\": {error}", text.trim()));
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
    warnings.push(format!(
        "The end {end} does not come after the start {start} and is left out."
    ));
    first
}

/// A date as TimelineJS can express it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) start: Parts,
    pub(crate) end: Option<Parts>,
    /// Whether it says exactly what the date says.
    pub(crate) is_exact: bool,
}

impl Said {
    /// The parts that express a date, or the interval that it may lie in.
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

/// The parts of a single date or of an interval between two.
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

/// The interval that a date lies in, in the coarsest unit that fits.
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
        // A date has at least one bound.
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

/// The end of an interval whose end must differ from its start: its last day, or if it is no longer than a day its
/// last millisecond.
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
    let part = |index: usize, least: u32| {
        let value = parts.below.get(index).copied().flatten();
        u8::try_from(value.unwrap_or(least)).ok()
    };
    Time::from_civil(Civil {
        hour: part(2, 0)?,
        minute: part(3, 0)?,
        second: part(4, 0)?,
        nanosecond: parts.below[5].unwrap_or(0) * 1_000_000,
        ..Civil::date(astronomical_year(parts.year), part(0, 1)?, part(1, 1)?)
    })
}
