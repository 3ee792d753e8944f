//! [`Value`]: what the slots of a phrase contain, and how to find values among others.

use super::super::expression::{Date, Element, Expression, Point};
use super::super::iso::{TimeOfDay, UtcOffset};
use super::language::LAST;
use super::token::Number;

/// The value of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Astronomical.
    Year(i64),
    Month(u8),
    Day(u8),
    /// Code 21 to 24.
    Season(u8),
    /// Monday is 1.
    Weekday(u8),
    /// An ordinal, or the number of a century.
    Ordinal(u32),
    /// A decade of no century: 90.
    Tens(u32),
    Number(Number),
    /// An era alone: whether it is the one before the year 1.
    Christ(bool),
    Time(TimeOfDay, Option<UtcOffset>),
    /// A single date, or an interval of two as a third of a decade is.
    Date(Expression),
}

/// The date inside a phrase, if it is one without a time of day and no interval.
pub(super) const fn single(date: &Expression) -> Option<&Date> {
    match date {
        Expression::Point(Point::Date(date)) => Some(date),
        _ => None,
    }
}

/// The date inside a phrase as an element of a set, if it is no interval.
pub(super) const fn element(date: &Expression) -> Option<Element> {
    match date {
        Expression::Point(point) => Some(Element::One(*point)),
        _ => None,
    }
}

/// The first date of a date inside a phrase.
pub(super) fn first(date: &Expression) -> Option<Point> {
    match date {
        Expression::Point(point) => Some(*point),
        Expression::Interval(start, _) => start.point().copied(),
        _ => None,
    }
}

/// The last date of it.
pub(super) fn last(date: &Expression) -> Option<Point> {
    match date {
        Expression::Point(point) => Some(*point),
        Expression::Interval(_, end) => end.point().copied(),
        _ => None,
    }
}

/// The first year among the values.
pub(super) fn year(values: &[Value]) -> Option<i64> {
    values.iter().find_map(|value| match value {
        Value::Year(year) => Some(*year),
        _ => None,
    })
}

/// The months among the values, in order.
pub(super) fn months(values: &[Value]) -> Vec<u8> {
    values
        .iter()
        .filter_map(|value| match value {
            Value::Month(month) => Some(*month),
            _ => None,
        })
        .collect()
}

/// The days among the values, in order.
pub(super) fn days(values: &[Value]) -> Vec<u8> {
    values
        .iter()
        .filter_map(|value| match value {
            Value::Day(day) => Some(*day),
            _ => None,
        })
        .collect()
}

/// A number or an ordinal from 1 to `last`.
pub(super) fn small(values: &[Value], last: u8) -> Option<u8> {
    values.iter().find_map(|value| {
        let number = match value {
            Value::Number(number) => u8::try_from(number.whole()?).ok()?,
            Value::Ordinal(LAST) => last,
            Value::Ordinal(ordinal) => u8::try_from(*ordinal).ok()?,
            _ => return None,
        };
        (1..=last).contains(&number).then_some(number)
    })
}

/// Whether the era before the year 1 is among the values.
pub(super) fn is_before(values: &[Value]) -> bool {
    values.contains(&Value::Christ(true))
}
