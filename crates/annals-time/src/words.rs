//! Dates in English: in full for the detail pane, how precisely they are known, and a short form for a
//! column (`short`). `date` words a single date, `times` times of day, `number` years and other numbers.

mod date;
mod number;
mod short;
mod times;

use super::expression::{DatePart, Element, Expression, Limit, Point, Year};
use super::phrase::neighbour;
use super::precision::Precision;
use date::{DateContext, point};
pub(super) use short::{listed, short};
pub(super) use times::{time_of_day, within_a_day};

/// What a heading says of the dates below it, so that they need not repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateHeading {
    /// Nothing.
    #[default]
    None,
    /// The year of times of day.
    Year,
    /// The day of times of day.
    Day,
}

/// A date in full.
pub(super) fn full(expression: &Expression) -> String {
    match expression {
        Expression::Point(only) => point(only, DateContext::Alone),
        Expression::Interval(start, end) => {
            within_a_day(expression, None).unwrap_or_else(|| interval(start, end))
        }
        Expression::OneOf(elements) => match elements.as_slice() {
            [only] => before(only).unwrap_or_else(|| element(only, DateContext::Alone, "or")),
            _ => format!("one of {}", list(elements, "or")),
        },
        Expression::AllOf(elements) => match elements.as_slice() {
            [Element::One(only)] => point(only, DateContext::Alone),
            _ => format!("all of {}", list(elements, "and")),
        },
    }
}

/// Returns the year that follows a year: 2020 after 2019. `None` for finer dates, of which "3 May or
/// earlier" is easier to read than "before 4 May".
fn next_year(point: &Point) -> Option<Point> {
    match point {
        Point::Date(date) if date.part == DatePart::Year => neighbour(*point, true),
        Point::Date(_) | Point::Moment(_) => None,
    }
}

/// Words a choice that is only bounded above: "before 2020" for `[..2019]`.
fn before(element: &Element) -> Option<String> {
    let Element::OnOrBefore(last) = element else {
        return None;
    };
    let next = next_year(last)?;
    Some(format!("before {}", point(&next, DateContext::OneEnd)))
}

fn interval(start: &Limit, end: &Limit) -> String {
    match (start.point(), end.point()) {
        (Some(from), Some(to)) => {
            let earlier = if matches!(start, Limit::OnOrBefore(_)) {
                " or earlier"
            } else {
                ""
            };
            let later = if matches!(end, Limit::OnOrAfter(_)) {
                " or later"
            } else {
                ""
            };
            format!(
                "from {}{earlier} to {}{later}",
                point(from, DateContext::Among),
                point(to, DateContext::Among)
            )
        }
        (Some(from), None) => {
            let earlier = if matches!(start, Limit::OnOrBefore(_)) {
                " or earlier"
            } else {
                ""
            };
            let end = if matches!(end, Limit::Unknown) {
                "end unknown"
            } else {
                "end open"
            };
            let from = point(from, DateContext::OneEnd);
            format!("from {from}{earlier}{} {end}", separator(&from))
        }
        (None, Some(to)) => {
            let later = if matches!(end, Limit::OnOrAfter(_)) {
                " or later"
            } else {
                ""
            };
            let start = if matches!(start, Limit::Unknown) {
                "start unknown"
            } else {
                "start not given"
            };
            format!("until {}{later}; {start}", point(to, DateContext::OneEnd))
        }
        // Not reached: such an interval is no date.
        (None, None) => "undated".to_owned(),
    }
}

/// The punctuation between a date and what follows it.
fn separator(words: &str) -> char {
    if words.contains(',') { ';' } else { ',' }
}

/// The elements of a set; `joint` precedes "earlier" and "later".
fn list(elements: &[Element], joint: &str) -> String {
    // Dates that contain commas are separated by semicolons.
    let parts: Vec<String> = elements
        .iter()
        .map(|part| element(part, DateContext::Among, joint))
        .collect();
    let separator = if parts.iter().any(|part| part.contains(',')) {
        "; "
    } else {
        ", "
    };
    parts.join(separator)
}

fn element(element: &Element, context: DateContext, joint: &str) -> String {
    match element {
        Element::One(only) => point(only, context),
        Element::OnOrBefore(last) => format!("{} {joint} earlier", point(last, DateContext::Among)),
        Element::OnOrAfter(first) => format!("{} {joint} later", point(first, DateContext::Among)),
        Element::Range(from, to) => {
            format!(
                "{} to {}",
                point(from, DateContext::Among),
                point(to, DateContext::Among)
            )
        }
    }
}

/// What a reader may have to be told about a date in full: `some time in the year`; nothing where the
/// words of the date say it all.
pub(super) fn explanation(expression: &Expression) -> String {
    match expression {
        Expression::Point(Point::Moment(_)) => String::new(),
        Expression::Point(Point::Date(date)) => match date.known_within() {
            // "Around 1912" may be another year.
            _ if !date.qualifier().is_none() || matches!(date.year, Year::Estimate { .. }) => {
                String::new()
            }
            Some(Precision::Day) => String::new(),
            Some(unit) if unit == date.precision() => unit.some_time_in(),
            _ => known(expression),
        },
        Expression::Interval(..) if time_of_day(expression).is_some() => String::new(),
        _ => known(expression),
    }
}

/// How precisely a date is known.
pub(super) fn known(expression: &Expression) -> String {
    match expression {
        Expression::Point(only) => point_known(only),
        Expression::Interval(start, end) => {
            // The full wording already says whether an end is open or unknown.
            let end_words = |limit: &Limit| match limit {
                Limit::Open | Limit::Unknown => None,
                Limit::At(point) => Some(within(point)),
                Limit::OnOrBefore(_) => Some("no later than given".to_owned()),
                Limit::OnOrAfter(_) => Some("no earlier than given".to_owned()),
            };
            match (end_words(start), end_words(end)) {
                (Some(from), Some(to)) if from == to => format!("start and end {from}"),
                (Some(from), Some(to)) => format!("start {from}, end {to}"),
                (Some(from), None) => format!("start {from}"),
                (None, Some(to)) => format!("end {to}"),
                (None, None) => "neither start nor end known".to_owned(),
            }
        }
        Expression::OneOf(elements) if matches!(elements.as_slice(), [Element::OnOrBefore(_)]) => {
            "neither start nor end given".to_owned()
        }
        Expression::OneOf(_) => format!("one of several dates, {}", finest(expression)),
        Expression::AllOf(_) => format!("several dates, {}", finest(expression)),
    }
}

fn finest(expression: &Expression) -> String {
    format!("known {}", expression.precision().to_the_unit())
}

/// How precisely one end of an interval is known.
fn within(point: &Point) -> String {
    let unit = match point {
        Point::Moment(moment) => Some(moment.precision),
        Point::Date(date) => date.known_within(),
    };
    unit.map_or_else(
        || "not fully given".to_owned(),
        |unit| format!("known {}", unit.to_the_unit()),
    )
}

fn point_known(point: &Point) -> String {
    let Point::Date(date) = point else {
        return within(point);
    };
    let stated = date.precision();
    match date.known_within() {
        Some(unit) if unit == stated => within(point),
        Some(unit) => format!("one {}, known only {}", stated.name(), unit.to_the_unit()),
        None => format!("one {}, of which not all digits are known", stated.name()),
    }
}

#[cfg(test)]
mod tests;
