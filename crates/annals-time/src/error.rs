//! [`DateError`]: why a text is not read as a date.

use std::fmt;

use super::iso::IsoError;
use super::moment::Time;

/// Why a text is not read as a date: one or two sentences, and a column.
///
/// The message never repeats the text, which may contain control characters. A caller can show an
/// excerpt at [`DateError::column`].
///
/// ```
/// use annals_time::When;
///
/// let error = When::parse("1985-13").unwrap_err();
/// assert_eq!(error.column(), Some(6));
/// assert!(error.to_string().starts_with("At character 6: a month is 01 to 12"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct DateError {
    /// Sentences; the first begins in lower case, so that the column can precede it.
    message: String,
    column: Option<usize>,
}

impl DateError {
    /// An error about the whole text. The message begins in lower case and ends with a full stop.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            column: None,
        }
    }

    /// An error at a column, counted in characters from 1.
    pub(super) fn at(column: usize, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            column: Some(column),
        }
    }

    /// An error of the reader of ISO 8601 in this text.
    pub(super) fn from_iso(text: &str, error: &IsoError) -> Self {
        let before = text.get(..error.position()).unwrap_or(text);
        Self::at(before.chars().count() + 1, error.message())
    }

    /// An error about a date beyond the ends of the axis.
    pub(super) fn out_of_range() -> Self {
        let (first, last) = (Time::MIN.civil().year, Time::MAX.civil().year);
        Self::new(format!(
            "this lies outside the time that annals can show, the years {first} to {last}."
        ))
    }

    /// The same error in a text that begins `by` characters earlier.
    pub(super) fn moved(mut self, by: usize) -> Self {
        self.column = self.column.map(|column| column.saturating_add(by));
        self
    }

    /// The same error without a column, for a text that was rewritten before it was read.
    pub(super) fn without_column(mut self) -> Self {
        self.column = None;
        self
    }

    /// The character at which the error lies, counted from 1; `None` if it concerns the whole text.
    pub const fn column(&self) -> Option<usize> {
        self.column
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(column) = self.column {
            return write!(f, "At character {column}: {}", self.message);
        }
        let mut rest = self.message.chars();
        if let Some(first) = rest.next() {
            write!(f, "{}{}", first.to_uppercase(), rest.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_precedes_the_sentence() {
        let error = DateError::at(6, "there is no such month.");
        assert_eq!(error.to_string(), "At character 6: there is no such month.");
        assert_eq!(error.clone().moved(2).column(), Some(8));
        assert_eq!(
            error.without_column().to_string(),
            "There is no such month."
        );
    }

    #[test]
    fn an_error_out_of_range_names_the_range() {
        let message = DateError::out_of_range().to_string();
        assert!(
            message.contains("-292277022657") && message.contains("292277026596"),
            "{message}"
        );
    }
}
