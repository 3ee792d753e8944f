//! Dates in English.
//!
//! Owns every wording of a date: in full for the detail pane, how well it is known, and the short
//! form for a column. It says what an expression says, and never more.

mod date;
mod number;
mod short;

use super::expression::{Element, Expression, Limit, Point};
use date::{Place, point};
pub(super) use short::short;

/// A date in full.
pub(super) fn full(expression: &Expression) -> String {
    match expression {
        Expression::Point(only) => point(only, Place::Alone),
        Expression::Interval(start, end) => interval(start, end),
        Expression::OneOf(elements) => match elements.as_slice() {
            [only] => element(only, Place::Alone, "or"),
            _ => format!("one of {}", list(elements, "or")),
        },
        Expression::AllOf(elements) => match elements.as_slice() {
            [Element::One(only)] => point(only, Place::Alone),
            _ => format!("all of {}", list(elements, "and")),
        },
    }
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
                point(from, Place::Among),
                point(to, Place::Among)
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
            let from = point(from, Place::OneEnd);
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
            format!("until {}{later}; {start}", point(to, Place::OneEnd))
        }
        // Never kept: such a date is no date.
        (None, None) => "undated".to_owned(),
    }
}

/// What stands between a date and what follows it.
fn separator(words: &str) -> char {
    if words.contains(',') { ';' } else { ',' }
}

/// The elements of a set; `joint` stands before "earlier" and "later".
fn list(elements: &[Element], joint: &str) -> String {
    // Dates with a comma in them are kept apart by more than one.
    let parts: Vec<String> = elements
        .iter()
        .map(|part| element(part, Place::Among, joint))
        .collect();
    let separator = if parts.iter().any(|part| part.contains(',')) {
        "; "
    } else {
        ", "
    };
    parts.join(separator)
}

fn element(element: &Element, place: Place, joint: &str) -> String {
    match element {
        Element::One(only) => point(only, place),
        Element::OnOrBefore(last) => format!("{} {joint} earlier", point(last, Place::Among)),
        Element::OnOrAfter(first) => format!("{} {joint} later", point(first, Place::Among)),
        Element::Range(from, to) => {
            format!(
                "{} to {}",
                point(from, Place::Among),
                point(to, Place::Among)
            )
        }
    }
}

/// How well a date is known.
pub(super) fn known(expression: &Expression) -> String {
    match expression {
        Expression::Point(only) => point_known(only),
        Expression::Interval(start, end) => {
            // That an end is open or unknown is said by the words already.
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
        Expression::OneOf(_) => format!("one of several dates, {}", finest(expression)),
        Expression::AllOf(_) => format!("several dates, {}", finest(expression)),
    }
}

fn finest(expression: &Expression) -> String {
    format!("known {}", expression.precision().to_the_unit())
}

/// The same for one end of a stretch.
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
