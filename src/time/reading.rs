//! The readers of dates, in the order in which they are asked.
//!
//! Owns that order, what counts as no date at all, and which of several errors is shown. EDTF comes
//! first, then what is near it, then what a person types.

use super::edtf::{self, Edtfs};
use super::error::DateError;
use super::expression::{Expression, Limit, Point};
use super::phrase::{self, Answer};
use super::{hint, lenient};

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

/// Reads a text without spaces around it; `None` if it says that there is no date.
pub(super) fn read(text: &str) -> Result<Option<Reading>, DateError> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(edtf) = edtf::read(text) {
        let note = hint::of_valid(text);
        return Ok(Reading::from_edtf(edtf).with_note(note).settle());
    }
    let near = match lenient::read(text) {
        Ok(reading) => return Ok(reading.settle()),
        Err(error) => error,
    };
    if let Some(advice) = hint::of_refused(text) {
        return Err(advice);
    }
    match phrase::read(text) {
        Answer::Date { edtf, note } => {
            // A phrase stands for a text in EDTF or near it, whose columns mean nothing here.
            let reading = match edtf::read(&edtf) {
                Ok(strict) => Reading::from_edtf(strict),
                Err(_) => lenient::read(&edtf).map_err(DateError::without_column)?,
            };
            Ok(Reading { note, ..reading }.settle())
        }
        Answer::Undated => Ok(None),
        Answer::Unknown(_) if is_code(text) => Err(near),
        Answer::Refused(error) | Answer::Unknown(error) => Err(error),
    }
}

/// Whether a text is meant as EDTF rather than as words.
fn is_code(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || "-+[]{}/.,:?~% XYESTZxyestz".contains(c))
        && text
            .chars()
            .any(|c| c.is_ascii_digit() || matches!(c, 'X' | '[' | '{' | '/' | '.'))
}
