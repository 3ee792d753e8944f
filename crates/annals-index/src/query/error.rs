//! [`QueryError`]: why a text is not read as a query.
//!
//! Owns the form of the message.

use std::fmt;

use annals_model::text::Clean;

/// More characters than this are not repeated in a message.
const MOST_REPEATED: usize = 40;

/// Why a text is not read as a query: a sentence or two, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct QueryError {
    column: usize,
    /// Begins in lower case, so that the place can stand before it.
    message: String,
}

impl QueryError {
    pub(super) fn new(column: usize, message: impl Into<String>) -> Self {
        Self {
            column,
            message: message.into(),
        }
    }

    /// Where the text stops making sense, counted in characters from 1. One beyond the last character
    /// means that something is missing at the end.
    pub const fn column(&self) -> usize {
        self.column
    }

    /// What is wrong and what was expected, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "At character {}: {}", self.column, self.message)
    }
}

/// A typed text as a message repeats it: in back quotes, without anything that a terminal obeys.
pub(super) fn repeated(text: &str) -> String {
    let mut start: String = text.chars().take(MOST_REPEATED).collect();
    if text.chars().nth(MOST_REPEATED).is_some() {
        start.push('…');
    }
    format!("`{}`", Clean::line(&start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_repeats_little_and_nothing_that_is_obeyed() {
        assert_eq!(repeated("a\u{1b}[2J"), "`a␛[2J`");
        assert_eq!(
            repeated(&"a".repeat(100)).chars().count(),
            MOST_REPEATED + 3
        );
    }

    #[test]
    fn the_place_stands_before_the_sentence() {
        let error = QueryError::new(6, "there is no such field.");
        assert_eq!(error.to_string(), "At character 6: there is no such field.");
        assert_eq!(
            (error.column(), error.message()),
            (6, "there is no such field.")
        );
    }
}
