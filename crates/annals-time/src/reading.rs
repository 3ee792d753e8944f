//! Reads any date: tries the readers in order, and chooses which of their errors is shown.
//!
//! The order is: dates and date-times of ISO 8601 ([`iso`]), EDTF ([`edtf`]), days in figures such as
//! `25/12/2024`, texts near EDTF ([`lenient`]), other forms of ISO 8601 ([`iso_forms`]), and phrases that
//! people type ([`phrase`]).
//!
//! [`iso`]: super::iso

use super::edtf::{self, EdtfText};
use super::error::DateError;
use super::expression::{Expression, Limit, Point};
use super::instant::Instant;
use super::iso::DateTime;
use super::phrase::{self, Answer};
use super::{hint, instant, iso_forms, lenient};

/// What a text says, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub expression: Expression,
    /// Canonical EDTF, if the standard can say it.
    pub edtf: Option<String>,
    /// Its conformance level.
    pub level: Option<u8>,
    /// What was accepted beyond the standard, and how it was read.
    pub note: Option<String>,
}

impl Reading {
    pub(super) fn from_edtf(edtf: EdtfText) -> Self {
        Self {
            expression: edtf.expression,
            edtf: Some(edtf.canonical),
            level: Some(edtf.level),
            note: None,
        }
    }

    pub(super) const fn beyond_edtf(expression: Expression) -> Self {
        Self {
            expression,
            edtf: None,
            level: None,
            note: None,
        }
    }

    pub(super) fn with_note(mut self, note: Option<String>) -> Self {
        self.note = note.or(self.note);
        self
    }

    /// Returns `None` for an expression that says nothing: `XXXX`, `../..`. An end of an interval that
    /// says nothing becomes unknown.
    fn settle(mut self) -> Option<Self> {
        match &mut self.expression {
            Expression::Point(point) if is_blank(point) => return None,
            Expression::Interval(start, end) => {
                for limit in [&mut *start, &mut *end] {
                    if limit.point().is_some_and(is_blank) {
                        *limit = Limit::Unknown;
                    }
                }
            }
            _ => {}
        }
        (!self.expression.points_nowhere()).then_some(self)
    }
}

fn is_blank(point: &Point) -> bool {
    matches!(point, Point::Date(date) if date.is_blank())
}

const LABEL_NOTE: &str = "What stands before the colon is taken for a label.";

/// Reads a text without spaces around it; `None` if it says that there is no date.
pub(super) fn read(text: &str) -> Result<Option<Reading>, DateError> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(reading) = iso(text) {
        return Ok(Some(reading));
    }
    let error = match unlabelled(text) {
        Ok(reading) => return Ok(reading),
        Err(error) => error,
    };
    let Some((rest, is_label)) = phrase::unlabelled(text) else {
        return Err(error);
    };
    let skipped = text.chars().count() - rest.chars().count();
    let reading = unlabelled(&rest).map_err(|error| error.moved(skipped))?;
    let note = is_label.then_some(LABEL_NOTE);
    Ok(reading.map(|reading| {
        let all = reading.note.iter().map(String::as_str).chain(note);
        let all: Vec<&str> = all.collect();
        let note = (!all.is_empty()).then(|| all.join(" "));
        Reading { note, ..reading }
    }))
}

/// Reads a day, a date-time, or an interval of date-times in ISO 8601, which files are full of.
/// [`unlabelled`] reads them in the same way, and tries more than one reader.
fn iso(text: &str) -> Option<Reading> {
    // Small letters and other signs are read with a note, by `lenient`.
    if !text.bytes().all(|byte| matches!(byte, b' '..=b'`')) {
        return None;
    }
    let Some((from, to)) = text.split_once('/') else {
        return iso_point(text);
    };
    let read = |text: &str| {
        let is_trimmed = !text.ends_with(' ');
        DateTime::parse(text).ok().filter(|_| is_trimmed)
    };
    let (from, to) = (Instant::new(read(from)?)?, Instant::new(read(to)?)?);
    let (from, to) = (from.ok()?, to.ok()?);
    let [start, end] = [&from, &to].map(|it| Limit::At(Point::Moment(it.moment)));
    let note = from.note.or(to.note).map(str::to_owned);
    Some(Reading::beyond_edtf(Expression::Interval(start, end)).with_note(note))
}

fn iso_point(text: &str) -> Option<Reading> {
    let found = DateTime::parse(text).ok()?;
    if found.time.is_none() {
        let is_day = found.date.day.is_some() && (0..=9_999).contains(&found.date.year);
        let is_edtf = is_day && text.len() == "2021-04-12".len();
        return found.point().filter(|_| is_edtf).map(|point| Reading {
            expression: Expression::Point(point),
            edtf: Some(text.to_owned()),
            level: Some(0),
            note: None,
        });
    }
    let instant = Instant::new(found)?.ok()?;
    let note = instant.note.map(str::to_owned);
    // What is EDTF as it stands keeps its spelling: `+02` for `+02:00`.
    let edtf = instant.edtf();
    let edtf = edtf.map(|spelling| edtf::read(text).or_else(|_| edtf::read(&spelling)));
    let reading = match edtf {
        Some(Ok(edtf)) => Reading::from_edtf(edtf),
        _ => Reading::beyond_edtf(Expression::Point(Point::Moment(instant.moment))),
    };
    Some(reading.with_note(note))
}

/// Reads a text that is nothing but a date.
fn unlabelled(text: &str) -> Result<Option<Reading>, DateError> {
    if let Ok(edtf) = edtf::read(text) {
        let note = hint::of_valid(text);
        return Ok(Reading::from_edtf(edtf).with_note(note).settle());
    }
    match phrase::figures(text) {
        Some(Answer::Date(expression, note)) => return standard(&expression, note),
        Some(Answer::Refused(error)) => return Err(error),
        _ => {}
    }
    let near = match lenient::read(text) {
        Ok(reading) => return Ok(reading.settle()),
        Err(error) => error,
    };
    if let Some(found) = iso_forms::read(text) {
        let (expression, note) = found?;
        return standard(&expression, Some(note));
    }
    if let Some(advice) = hint::of_refused(text) {
        return Err(advice);
    }
    match phrase::read(text) {
        Answer::Date(expression, note) => standard(&expression, note),
        Answer::Undated => Ok(None),
        Answer::Unknown(_) if is_code(text) => Err(near),
        // A day in figures with an impossible time: this error has a column.
        Answer::Refused(_) if is_code(text) && matches!(instant::read(text), Some(Err(_))) => {
            Err(near)
        }
        Answer::Refused(error) | Answer::Unknown(error) => Err(error),
    }
}

/// The reading of an expression that was read from another form: with its text in EDTF and its level, if
/// EDTF can write it.
///
/// # Errors
///
/// If EDTF does not allow it: for example, an interval that ends before it starts.
fn standard(expression: &Expression, note: Option<String>) -> Result<Option<Reading>, DateError> {
    let text = expression.to_string();
    let reading = match edtf::read(&text) {
        Ok(strict) => Reading::from_edtf(strict),
        Err(_) => lenient::read(&text).map_err(DateError::without_column)?,
    };
    Ok(Reading { note, ..reading }.settle())
}

/// Whether a text is meant as EDTF rather than as words.
fn is_code(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || "-+[]{}/.,:?~% XYESTZxyestz".contains(c))
        && text
            .chars()
            .any(|c| c.is_ascii_digit() || matches!(c, 'X' | '[' | '{' | '/' | '.'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2021-04-12", true)]
    #[case("0000-02-29", true)]
    #[case("2021-02-29", false)]
    #[case("2021-04-12?", false)]
    #[case("2021-04-12 14:30:05", true)]
    #[case("2021-04-12T14:30:05.25Z", true)]
    #[case("2021-04-12T14:30Z", true)]
    #[case("2021-04-12T14:30:05+02:00/2021-04-12T15:00:00", true)]
    #[case("2021-04-12T14:30:05Z/2021-04-13", false)]
    #[case("2021-04-12T14:30:05Z", true)]
    #[case("2021-04-12t14:30:05z", false)]
    fn iso_8601_is_read_first(#[case] text: &str, #[case] is_iso: bool) {
        let first = iso(text);
        assert_eq!(first.is_some(), is_iso);
        if first.is_some() {
            assert_eq!(Ok(first), unlabelled(text));
        }
    }

    proptest! {
        #[test]
        fn the_order_of_the_readers_does_not_matter_for_iso_8601(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9]|(-?[0-2][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9](:[0-6][0-9](:[0-6][0-9])?)?([.,][0-9]{0,11})? ?(Z|z|UTC|[+-][01][0-9](:[0-6][0-9])?)?/?){1,2}",
        ) {
            let text = text.trim();
            if let Some(first) = iso(text) {
                prop_assert_eq!(Ok(Some(first)), unlabelled(text));
            }
        }
    }
}
