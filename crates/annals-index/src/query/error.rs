//! [`QueryError`]: why a text is not a valid query.

use std::fmt;

use annals_model::text::Clean;

/// Maximum number of characters quoted in a message.
const MAX_QUOTED: usize = 40;

/// Why a text is not a valid query: one or two sentences, and the position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct QueryError {
    column: usize,
    /// Starts in lower case, so that the position can come before it.
    message: String,
}

impl QueryError {
    pub(super) fn new(column: usize, message: impl Into<String>) -> Self {
        Self {
            column,
            message: message.into(),
        }
    }

    /// Returns the position of the error in characters, from 1. One beyond the last character means that
    /// something is missing at the end.
    pub const fn column(&self) -> usize {
        self.column
    }

    /// Returns what is wrong and what was expected, without the position.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "At character {}: {}", self.column, self.message)
    }
}

/// Quotes a typed text for a message: in backquotes, cleaned and shortened.
pub(super) fn repeated(text: &str) -> String {
    let mut start: String = text.chars().take(MAX_QUOTED).collect();
    if text.chars().nth(MAX_QUOTED).is_some() {
        start.push('…');
    }
    format!("`{}`", Clean::line(&start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_text_is_short_and_clean() {
        assert_eq!(repeated("a\u{1b}[2J"), "`a␛[2J`");
        assert_eq!(repeated(&"a".repeat(100)).chars().count(), MAX_QUOTED + 3);
    }

    #[test]
    fn the_position_comes_before_the_sentence() {
        let error = QueryError::new(6, "there is no such field.");
        assert_eq!(error.to_string(), "At character 6: there is no such field.");
        assert_eq!(
            (error.column(), error.message()),
            (6, "there is no such field.")
        );
    }
}
