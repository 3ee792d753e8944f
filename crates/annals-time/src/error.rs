//! [`DateError`]: why a text is not read as a date.
//!
//! Owns the form of the message. It never repeats the text it speaks of, which may hold control
//! characters; the caller shows an excerpt at [`DateError::column`].

use std::fmt;

use super::moment::Time;

/// Why a text is not read as a date: one or two sentences, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct DateError {
    /// Sentences; the first begins in lower case, so that the place can stand before it.
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

    /// An error at a place, counted in characters from 1.
    pub(super) fn at(column: usize, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            column: Some(column),
        }
    }

    /// The date lies beyond the ends of the axis.
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

    /// The same error without a place, for a text that was rewritten before it was read.
    pub(super) fn without_column(mut self) -> Self {
        self.column = None;
        self
    }

    /// Where the text stops making sense, counted in characters from 1; `None` if all of it is meant.
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
    fn the_place_stands_before_the_sentence() {
        let error = DateError::at(6, "there is no such month.");
        assert_eq!(error.to_string(), "At character 6: there is no such month.");
        assert_eq!(error.clone().moved(2).column(), Some(8));
        assert_eq!(
            error.without_column().to_string(),
            "There is no such month."
        );
    }

    #[test]
    fn the_range_is_named() {
        let message = DateError::out_of_range().to_string();
        assert!(
            message.contains("-292277022657") && message.contains("292277026596"),
            "{message}"
        );
    }
}
