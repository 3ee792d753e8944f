//! Times of day: in the rows of a list, and from one time to another on the same day in full.

use super::super::civil::Civil;
use super::super::expression::{Expression, Limit, Moment, Point};
use super::super::months::{month, short_month};
use super::super::precision::Precision;
use super::super::years::year_name;
use super::DateHeading;
use super::date::clock;
use super::number::short_year;

const SECOND: i128 = 1_000_000_000;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;

/// The moment that begins a date with a time of day, if all of it is on one day.
pub(in super::super) fn time_of_day(expression: &Expression) -> Option<&Moment> {
    let moment = |point: Option<&'_ Point>| match point {
        Some(Point::Moment(_)) | None => true,
        Some(Point::Date(_)) => false,
    };
    let (start, end) = match expression {
        Expression::Point(point) => (Some(point), None),
        Expression::Interval(start, end) => (start.point(), end.point()),
        Expression::OneOf(_) | Expression::AllOf(_) => return None,
    };
    if !moment(start) || !moment(end) {
        return None;
    }
    match (start, end) {
        (Some(Point::Moment(from)), Some(Point::Moment(to))) => {
            is_same_day(from, to).then_some(from)
        }
        (Some(Point::Moment(only)), _) | (_, Some(Point::Moment(only))) => Some(only),
        _ => None,
    }
}

/// How much of a time of day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// As much as is stated, to the millisecond.
    Exact,
    /// Hours and minutes.
    Minutes,
    /// Nothing where the day is written; else hours and minutes.
    None,
}

/// A time of day after the parts of its day that no heading says.
pub(super) fn listed_moment(moment: &Moment, heading: DateHeading, clock: Clock) -> String {
    let day = listed_day(moment, heading);
    let civil = moment.start.civil();
    let time = match clock {
        Clock::Exact => clock_of(moment, civil),
        Clock::None if !day.is_empty() => return day.trim_end().to_owned(),
        Clock::Minutes | Clock::None => minutes_of(civil),
    };
    format!("{day}{time}")
}

/// Two times of one day: from one to the other below the heading of the day, else only the first.
pub(super) fn listed_times(
    from: &Moment,
    to: &Moment,
    heading: DateHeading,
    clock: Clock,
    dash: &str,
) -> String {
    let [a, b] = [from, to].map(|moment| minutes_of(moment.start.civil()));
    if heading != DateHeading::Day || a == b {
        return listed_moment(from, heading, clock);
    }
    format!("{a}{dash}{b}")
}

fn minutes_of(civil: Civil) -> String {
    clock(civil, Precision::Minute, 0)
}

/// The day of a moment as far as no heading says it, with the space after it.
fn listed_day(moment: &Moment, heading: DateHeading) -> String {
    let civil = moment.start.civil();
    let (day, month) = (civil.day, short_month(civil.month));
    match heading {
        DateHeading::Day => String::new(),
        DateHeading::Year => format!("{day} {month} "),
        DateHeading::None => format!("{day} {month} {} ", short_year(civil.year)),
    }
}

/// A time of day as finely as the moment is stated, to the millisecond; without seconds where they are zero.
fn clock_of(moment: &Moment, civil: Civil) -> String {
    let is_whole_minute = moment.precision == Precision::Second && civil.second == 0;
    if is_whole_minute || moment.precision >= Precision::Minute {
        clock(civil, Precision::Minute, 0)
    } else {
        clock(civil, moment.precision, moment.fraction_digits.min(3))
    }
}

/// Whether two moments are on the same day of the axis.
pub(super) fn is_same_day(one: &Moment, other: &Moment) -> bool {
    let day = |moment: &Moment| {
        let civil = moment.start.civil();
        (civil.year, civil.month, civil.day)
    };
    day(one) == day(other)
}

/// A date from one time to another on the same day, with how long it is: `1 January 2010, 00:11:42 to
/// 00:44:13 UTC (32 min)`. With `dash`, the month is short and a dash stands between the times. `None` for any
/// other date.
pub(in super::super) fn within_a_day(
    expression: &Expression,
    dash: Option<&str>,
) -> Option<String> {
    let Expression::Interval(Limit::At(Point::Moment(from)), Limit::At(Point::Moment(to))) =
        expression
    else {
        return None;
    };
    if !is_same_day(from, to) {
        return None;
    }
    let civil = from.start.civil();
    let month = if dash.is_some() {
        short_month(civil.month)
    } else {
        month(civil.month)
    };
    let times = [from, to].map(|moment| {
        clock(
            moment.start.civil(),
            moment.precision,
            moment.fraction_digits,
        )
    });
    let times = match times {
        [a, b] if a == b => a,
        [a, b] => format!("{a}{}{b}", dash.unwrap_or(" to ")),
    };
    let zone = if from.offset.is_some() { " UTC" } else { "" };
    let length = length(to.start.nanos_since(from.start));
    Some(format!(
        "{} {month} {}, {times}{zone}{length}",
        civil.day,
        year_name(civil.year)
    ))
}

/// How long something is, in its largest units, in brackets; nothing for no time.
fn length(nanos: i128) -> String {
    let (hours, minutes) = (nanos / HOUR, nanos % HOUR / MINUTE);
    match nanos {
        ..=0 => String::new(),
        1..SECOND => format!(" ({} ms)", (nanos / 1_000_000).max(1)),
        SECOND..MINUTE => format!(" ({} s)", nanos / SECOND),
        MINUTE..HOUR => format!(" ({minutes} min)"),
        _ if minutes == 0 => format!(" ({hours} h)"),
        _ => format!(" ({hours} h {minutes} min)"),
    }
}
