//! The readers of dates, in the order in which they are asked.
//!
//! Owns that order, what counts as no date at all, and which of several errors is shown. EDTF comes
//! first, then what is near it, then what a person types.

use super::civil::days_in_month;
use super::edtf::{self, Edtfs};
use super::error::DateError;
use super::expression::{Date, Expression, Field, Limit, Part, Point, Qualifier, Year};
use super::phrase::{self, Answer};
use super::{hint, instant, iso, lenient};

/// What a text says, and how it came to be read so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub expression: Expression,
    /// Canonical EDTF, if the standard can say it.
    pub edtf: Option<String>,
    /// Conformance level of that.
    pub level: Option<u8>,
    /// What was accepted beyond the standard, and how it was read.
    pub note: Option<String>,
}

impl Reading {
    pub(super) fn from_edtf(edtf: Edtfs) -> Self {
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

    /// Turns what says nothing into no date: `XXXX`, `../..`, and such ends of intervals.
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

/// What a label is.
const LABEL: &str = "What stands before the colon is taken for a label.";

/// Reads a text without spaces around it; `None` if it says that there is no date.
pub(super) fn read(text: &str) -> Result<Option<Reading>, DateError> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(reading) = quick(text) {
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
    let note = is_label.then_some(LABEL);
    Ok(reading.map(|reading| {
        let all = reading.note.iter().map(String::as_str).chain(note);
        let all: Vec<&str> = all.collect();
        let note = (!all.is_empty()).then(|| all.join(" "));
        Reading { note, ..reading }
    }))
}

/// Texts that are read without being tried as everything that they could be.
fn quick(text: &str) -> Option<Reading> {
    day(text).or_else(|| moment(text)).or_else(|| moments(text))
}

/// `2021-04-12`, which is EDTF as it stands.
fn day(text: &str) -> Option<Reading> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u16, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
            Some(number * 10 + u16::from(digit))
        })
    };
    let year = i64::from(number(&[y0, y1, y2, y3])?);
    let two = |tens, ones| number(&[tens, ones]).and_then(|it| u8::try_from(it).ok());
    let (month, day) = (two(m0, m1)?, two(d0, d1)?);
    let is_day = (1..=days_in_month(year, month)).contains(&day);
    is_day.then(|| Reading {
        expression: Expression::Point(Point::Date(Date {
            year: Year::Exact(year),
            part: Part::Day(Field::known(month), Field::known(day)),
            qualifiers: [Qualifier::default(); 3],
        })),
        edtf: Some(text.to_owned()),
        level: Some(0),
        note: None,
    })
}

/// `2021-04-12 14:30:05` and its like, which whole files are full of: quicker than by way of
/// `lenient`, which reads them all the same.
fn moment(text: &str) -> Option<Reading> {
    let bytes = text.as_bytes();
    if bytes.get(10) != Some(&b' ') || !is_plain(text) {
        return None;
    }
    let instant = instant::read(text)?.ok()?;
    let note = instant.note.map(str::to_owned);
    let reading = match instant.edtf.as_deref().map(edtf::read) {
        Some(Ok(edtf)) => Reading::from_edtf(edtf),
        _ => Reading::beyond_edtf(Expression::Point(Point::Moment(instant.moment))),
    };
    Some(reading.with_note(note))
}

/// Whether a text has no small letters, nor anything but ASCII: nothing in it has to be tidied.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'`'))
}

/// `2021-04-12T14:30:05.25Z` and `2021-04-12T14:30Z/2021-04-12T15:00Z`, which EDTF does not have and
/// calendars are full of: quicker than by way of `lenient` as well.
fn moments(text: &str) -> Option<Reading> {
    let is_moment = |text: &str| text.as_bytes().get(10) == Some(&b'T') && is_plain(text);
    let (expression, note) = match text.split_once('/') {
        Some((from, to)) if is_moment(from) && is_moment(to) && !from.ends_with(' ') => {
            let read = |text: &str| instant::read_moment(text)?.ok();
            let (from, to) = (read(from)?, read(to)?);
            let [start, end] = [&from, &to].map(|it| Limit::At(Point::Moment(it.moment)));
            (Expression::Interval(start, end), from.note.or(to.note))
        }
        None if is_moment(text) => {
            let instant = instant::read(text)?.ok();
            let instant = instant.filter(|instant| instant.edtf.is_none())?;
            (
                Expression::Point(Point::Moment(instant.moment)),
                instant.note,
            )
        }
        _ => return None,
    };
    Some(Reading::beyond_edtf(expression).with_note(note.map(str::to_owned)))
}

/// Reads a text that is nothing but a date.
fn unlabelled(text: &str) -> Result<Option<Reading>, DateError> {
    if let Ok(edtf) = edtf::read(text) {
        let note = hint::of_valid(text);
        return Ok(Reading::from_edtf(edtf).with_note(note).settle());
    }
    match phrase::figures(text) {
        Some(Answer::Date { edtf, note }) => return rewritten(&edtf, note),
        Some(Answer::Refused(error)) => return Err(error),
        _ => {}
    }
    let near = match lenient::read(text) {
        Ok(reading) => return Ok(reading.settle()),
        Err(error) => error,
    };
    if let Some((written, note)) = iso::read(text) {
        return rewritten(&written, Some(note));
    }
    if let Some(advice) = hint::of_refused(text) {
        return Err(advice);
    }
    match phrase::read(text) {
        Answer::Date { edtf, note } => rewritten(&edtf, note),
        Answer::Undated => Ok(None),
        Answer::Unknown(_) if is_code(text) => Err(near),
        // A day in figures with a time that no day has: the place is known.
        Answer::Refused(_) if is_code(text) && matches!(instant::read(text), Some(Err(_))) => {
            Err(near)
        }
        Answer::Refused(error) | Answer::Unknown(error) => Err(error),
    }
}

/// Reads what a text was turned into: EDTF or near it, whose columns mean nothing here.
fn rewritten(edtf: &str, note: Option<String>) -> Result<Option<Reading>, DateError> {
    let reading = match edtf::read(edtf) {
        Ok(strict) => Reading::from_edtf(strict),
        Err(_) => lenient::read(edtf).map_err(DateError::without_column)?,
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
    #[case("2021-04-12T14:30:05Z", false)]
    fn what_files_are_full_of_is_read_quickly(#[case] text: &str, #[case] is_quick: bool) {
        let quick = quick(text);
        assert_eq!(quick.is_some(), is_quick);
        if quick.is_some() {
            assert_eq!(Ok(quick), unlabelled(text));
        }
    }

    proptest! {
        #[test]
        fn quick_readings_are_the_slow_ones(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9]|(-?[0-2][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9](:[0-6][0-9](:[0-6][0-9])?)?([.,][0-9]{0,11})? ?(Z|z|UTC|[+-][01][0-9](:[0-6][0-9])?)?/?){1,2}",
        ) {
            let text = text.trim();
            if let Some(quick) = quick(text) {
                prop_assert_eq!(Ok(Some(quick)), unlabelled(text));
            }
        }
    }
}
