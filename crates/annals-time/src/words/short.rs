//! Dates in a narrow column: for a label ([`short`]), at most [`MAX_WIDTH`] cells wide, and for the rows of a
//! list ([`listed`]), where no two different days look the same. A date that does not fit is written in a
//! coarser unit; its qualifiers and open ends are always shown.

use super::super::expression::{
    Date, DatePart, Element, Expression, Limit, Point, Qualifier, Year,
};
use super::super::moment::Time;
use super::super::months::short_month;
use super::DateHeading;
use super::next_year;
use super::number::{ordinal, short_deep, short_year};
use super::times::{Clock, is_same_day, listed_moment, listed_times, time_of_day};

/// Width of a short form in cells, at most.
const MAX_WIDTH: usize = 12;
/// Width of the form for a list in cells, at most: that of two days of different years.
const MAX_LISTED_WIDTH: usize = 32;

/// The units in which a date is tried, finest first.
static STAGES: [Stage; 3] = [Stage::Full, Stage::Month, Stage::Year];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Full,
    Month,
    Year,
}

/// The signs of a short form, each of whose characters is one cell wide, and what the form is for.
#[derive(Debug, Clone, Copy)]
struct Signs {
    arrow: &'static str,
    dash: &'static str,
    at_most: &'static str,
    at_least: &'static str,
    more: &'static str,
    /// Whether a range of years leaves out shared digits: with a hyphen it would look like a month.
    leaves_out: bool,
    style: Style,
}

const SIGNS: Signs = Signs {
    arrow: "→",
    dash: "–",
    at_most: "≤",
    at_least: "≥",
    more: "…",
    leaves_out: true,
    style: Style::Short,
};
const ASCII: Signs = Signs {
    arrow: "->",
    dash: "-",
    at_most: "<=",
    at_least: ">=",
    more: "...",
    leaves_out: false,
    style: Style::Short,
};

/// The short form of a date.
pub(in super::super) fn short(expression: &Expression, ascii: bool) -> String {
    fitting(&forms(expression, Style::Short, ascii), MAX_WIDTH)
}

/// The form for a row of a list, of which a heading may say a part. A time of day is left out in part where it
/// would be wider than `max_width`; the day never is.
pub(in super::super) fn listed(
    expression: &Expression,
    heading: DateHeading,
    ascii: bool,
    max_width: usize,
) -> String {
    let form = |clock| {
        let forms = forms(expression, Style::Listed(heading, clock), ascii);
        fitting(&forms, MAX_LISTED_WIDTH)
    };
    if time_of_day(expression).is_none() {
        return form(Clock::Exact);
    }
    let forms = [Clock::Exact, Clock::Minutes, Clock::None].map(form);
    let fits = |form: &&String| form.chars().count() <= max_width;
    forms.iter().find(fits).unwrap_or(&forms[2]).clone()
}

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A label with little room.
    Short,
    /// A row of a list below such a heading.
    Listed(DateHeading, Clock),
}

/// The forms of a date, finest first.
fn forms(expression: &Expression, style: Style, ascii: bool) -> Vec<String> {
    let signs = Signs {
        style,
        ..if ascii { ASCII } else { SIGNS }
    };
    match expression {
        Expression::Point(point) => STAGES
            .map(|stage| short_point(point, stage, signs))
            .to_vec(),
        Expression::Interval(start, end) => interval(start, end, signs),
        Expression::OneOf(elements) => set(elements, true, signs),
        Expression::AllOf(elements) => set(elements, false, signs),
    }
}

/// The first form that is not too wide.
fn fitting(forms: &[String], max_width: usize) -> String {
    let fits = |form: &String| form.chars().count() <= max_width;
    match forms.iter().find(|form| fits(form)) {
        Some(form) => form.clone(),
        // Only the coarsest form of a date at the ends of the axis can be too wide.
        None => forms
            .last()
            .map(|form| form.chars().take(max_width).collect())
            .unwrap_or_default(),
    }
}

fn short_point(point: &Point, stage: Stage, signs: Signs) -> String {
    match (point, stage) {
        (Point::Date(date), _) => short_date(date, stage, signs),
        (Point::Moment(moment), _) => match (stage, signs.style) {
            (Stage::Full, Style::Listed(heading, clock)) => listed_moment(moment, heading, clock),
            // The day says more than the time of day.
            _ => short_date(&day_of(moment.start), stage, signs),
        },
    }
}

/// The sign of a qualifier. `%` would look like a percentage, so both signs are written.
const fn sign_of(qualifier: Qualifier) -> &'static str {
    match (qualifier.uncertain, qualifier.approximate) {
        (true, true) => "~?",
        _ => qualifier.sign(),
    }
}

/// The day that a moment lies in.
fn day_of(time: Time) -> Date {
    let civil = time.civil();
    Date::day(civil.year, civil.month, civil.day)
}

fn short_date(date: &Date, stage: Stage, signs: Signs) -> String {
    let qualifier = date.qualifier();
    if let Year::Estimate { value, power, .. } = date.year {
        let year = short_deep(value, power).unwrap_or_else(|| short_year(value));
        return format!("c. {year}{}", if qualifier.uncertain { "?" } else { "" });
    }
    let years = short_years(date.year);
    let text = match (stage, date.part) {
        (_, DatePart::Year) | (Stage::Year, _) => years,
        (Stage::Full | Stage::Month, DatePart::Season(code)) => {
            return season(code, &years, qualifier, stage, signs);
        }
        (Stage::Full, DatePart::Day(month, day)) => match (month.value(), day.value()) {
            (Some(month), Some(day)) => format!("{day} {} {}", short_month(month), of(date.year)),
            (Some(month), None) => format!("in {} {}", short_month(month), of(date.year)),
            (None, _) => format!("in {years}"),
        },
        (Stage::Full | Stage::Month, DatePart::Month(month) | DatePart::Day(month, _)) => {
            match month.value() {
                Some(month) => format!("{} {}", short_month(month), of(date.year)),
                None => format!("in {years}"),
            }
        }
    };
    format!("{text}{}", sign_of(qualifier))
}

fn season(code: u8, years: &str, qualifier: Qualifier, stage: Stage, signs: Signs) -> String {
    let sign = sign_of(qualifier);
    let third = |part: &str| {
        let sign = if qualifier.uncertain { "?" } else { "" };
        format!("{part} {years}{sign}")
    };
    let months = |months: [&str; 2]| {
        if stage == Stage::Full && !qualifier.approximate {
            format!("{}{}{} {years}{sign}", months[0], signs.dash, months[1])
        } else {
            String::new()
        }
    };
    let by_months = match code {
        37 => (months(["Jan", "Apr"]), third("early")),
        38 => (months(["May", "Aug"]), third("mid")),
        39 => (months(["Sep", "Dec"]), third("late")),
        33..=36 => return format!("Q{} {years}{sign}", code - 32),
        40 | 41 => return format!("H{} {years}{sign}", code - 39),
        _ => {
            let name = ["spring", "summer", "autumn", "winter"]
                .get(usize::from(code.saturating_sub(21) % 4))
                .copied()
                .unwrap_or("season");
            let short: String = name.chars().take(3).collect();
            return match (code, stage) {
                (29..=32, _) => format!("S {short} {years}{sign}"),
                (_, Stage::Full) => format!("{name} {years}{sign}"),
                _ => format!("{short} {years}{sign}"),
            };
        }
    };
    if by_months.0.is_empty() {
        by_months.1
    } else {
        by_months.0
    }
}

/// A year alone: `1990s`, `19th c.`, or its pattern.
fn short_years(year: Year) -> String {
    let (first, last) = year.range();
    match (year, year.open_digits()) {
        (Year::Exact(value), _) => short_year(value),
        (Year::Masked { .. }, Some(1)) if first >= 100 && first / 10 % 10 != 0 => {
            format!("{first}s")
        }
        (Year::Masked { .. }, Some(2)) if first >= 0 => {
            format!("{} c.", ordinal(first / 100 + 1))
        }
        (Year::Masked { .. }, Some(2)) => format!("{} c. BC", ordinal(-last / 100 + 1)),
        (Year::Masked { .. }, Some(3)) if first >= 0 => {
            format!("{} mil.", ordinal(first / 1_000 + 1))
        }
        (Year::Masked { .. }, Some(3)) => format!("{} mil. BC", ordinal(-last / 1_000 + 1)),
        _ => pattern(year),
    }
}

/// A year after a month: `1985`, `199X`.
fn of(year: Year) -> String {
    match year {
        Year::Masked { .. } => pattern(year),
        _ => short_years(year),
    }
}

fn pattern(year: Year) -> String {
    let Year::Masked { negative, digits } = year else {
        return short_years(year);
    };
    let digits = digits
        .iter()
        .map(|digit| digit.map_or('X', |digit| char::from(b'0'.saturating_add(digit))));
    negative.then_some('-').into_iter().chain(digits).collect()
}

fn interval(start: &Limit, end: &Limit, signs: Signs) -> Vec<String> {
    let arrow = signs.arrow;
    let open_end = matches!(end, Limit::Open | Limit::OnOrAfter(_));
    let open_start = matches!(start, Limit::Open | Limit::OnOrBefore(_));
    let forms = |point: &Point, form: &dyn Fn(String) -> String| {
        STAGES
            .map(|stage| form(short_point(point, stage, signs)))
            .to_vec()
    };
    match (start.point(), end.point()) {
        (Some(from), Some(_)) if open_start && open_end => {
            forms(from, &|date| format!("{arrow} {date} {arrow}"))
        }
        (_, Some(to)) if open_start => forms(to, &|date| format!("{arrow} {date}")),
        (Some(from), _) if open_end => forms(from, &|date| format!("{date} {arrow}")),
        (Some(from), Some(to)) => between(from, to, signs),
        (Some(from), None) => forms(from, &|date| format!("{date} {arrow} ?")),
        (None, Some(to)) => forms(to, &|date| format!("? {arrow} {date}")),
        (None, None) => vec!["?".to_owned()],
    }
}

/// Forms of an interval between two dates, finest first.
fn between(from: &Point, to: &Point, signs: Signs) -> Vec<String> {
    let dash = signs.dash;
    let mut forms = Vec::new();
    if let (Point::Moment(from), Point::Moment(to)) = (from, to)
        && let Style::Listed(heading, clock) = signs.style
        && is_same_day(from, to)
    {
        return vec![listed_times(from, to, heading, clock, dash)];
    }
    let date = |point: &Point| match point {
        Point::Date(date) => *date,
        Point::Moment(moment) => day_of(moment.start),
    };
    let (from, to) = (date(from), date(to));
    let sign = sign_of(from.qualifier().and(to.qualifier()));
    if let (Year::Exact(year), true) = (from.year, from.year == to.year) {
        forms.extend(within_year(
            &from,
            &to,
            short_year(year).as_str(),
            sign,
            signs,
        ));
    }
    let has_days = |date: &Date| !matches!(date.part, DatePart::Year);
    if signs.style != Style::Short && from.year != to.year && (has_days(&from) || has_days(&to)) {
        forms.push(pair(&from, &to, Stage::Full, signs));
    }
    if let (Year::Exact(first), Year::Exact(last)) = (from.year, to.year) {
        let near = |year: i64| (1_000..=9_999).contains(&year);
        if first == last {
            forms.push(format!("{}{sign}", short_year(first)));
        } else if signs.leaves_out
            && from.qualifier().is_none()
            && near(first)
            && near(last)
            && first / 100 == last / 100
        {
            forms.push(format!(
                "{first}{dash}{:02}{}",
                last % 100,
                sign_of(to.qualifier())
            ));
        } else if last <= 0 && from.qualifier().is_none() && first > -999_999 {
            forms.push(format!(
                "{}{dash}{}{}",
                1 - first,
                short_year(last),
                sign_of(to.qualifier())
            ));
        }
    }
    forms.push(pair(&from, &to, Stage::Year, signs));
    forms.push(format!(
        "{}{}",
        short_date(&from, Stage::Year, signs),
        signs.more
    ));
    forms
}

/// Two dates with a dash between them.
fn pair(from: &Date, to: &Date, stage: Stage, signs: Signs) -> String {
    format!(
        "{}{}{}",
        short_date(from, stage, signs),
        signs.dash,
        short_date(to, stage, signs)
    )
}

/// Forms of an interval inside one year: `3–9 Apr 2020`, `Apr–Jun 2020`.
fn within_year(from: &Date, to: &Date, year: &str, sign: &str, signs: Signs) -> Vec<String> {
    let dash = signs.dash;
    let parts = |date: &Date| match date.part {
        DatePart::Day(month, day) => (month.value(), day.value()),
        DatePart::Month(month) => (month.value(), None),
        DatePart::Year | DatePart::Season(_) => (None, None),
    };
    let (Some(first), Some(last)) = (parts(from).0, parts(to).0) else {
        return Vec::new();
    };
    if first != last {
        let (first, last) = (short_month(first), short_month(last));
        let months = format!("{first}{dash}{last} {year}{sign}");
        return match (parts(from).1, parts(to).1, signs.style) {
            (Some(a), Some(b), Style::Listed(..)) => {
                vec![format!("{a} {first}{dash}{b} {last} {year}{sign}"), months]
            }
            _ => vec![months],
        };
    }
    let month = format!("{} {year}{sign}", short_month(first));
    match (parts(from).1, parts(to).1) {
        (Some(a), Some(b)) if a == b => vec![format!("{a} {month}"), month],
        (Some(a), Some(b)) => vec![format!("{a}{dash}{b} {month}"), month],
        _ => vec![month],
    }
}

fn set(elements: &[Element], one: bool, signs: Signs) -> Vec<String> {
    let Some((first, rest)) = elements.split_first() else {
        return vec!["?".to_owned()];
    };
    let only = |form: &dyn Fn(Stage) -> String| STAGES.map(form).to_vec();
    let point = |point: &Point, stage| short_point(point, stage, signs);
    let alone = match first {
        Element::One(date) => only(&|stage| point(date, stage)),
        Element::OnOrBefore(date) if one => {
            let mut all = only(&|stage| format!("{} {}", signs.at_most, point(date, stage)));
            if let (Some(next), []) = (next_year(date), rest) {
                all[0] = format!("< {}", point(&next, Stage::Full));
            }
            all
        }
        Element::OnOrAfter(date) if one => {
            only(&|stage| format!("{} {}", signs.at_least, point(date, stage)))
        }
        Element::OnOrBefore(date) => {
            only(&|stage| format!("{} {}", signs.arrow, point(date, stage)))
        }
        Element::OnOrAfter(date) => {
            only(&|stage| format!("{} {}", point(date, stage), signs.arrow))
        }
        Element::Range(from, to) => between(from, to, signs),
    };
    if rest.is_empty() {
        return alone;
    }
    let mut forms = Vec::new();
    if let (Element::One(first), [Element::One(second)], true) = (first, rest, one) {
        forms.push(format!(
            "{} or {}",
            point(first, Stage::Full),
            point(second, Stage::Full)
        ));
    }
    let ending = if one {
        format!(" or {}", signs.more)
    } else {
        format!(" +{}", rest.len())
    };
    forms.extend(alone.iter().map(|form| format!("{form}{ending}")));
    forms
}
