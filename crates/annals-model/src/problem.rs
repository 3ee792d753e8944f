//! [`Problem`]: what is wrong with a file, where, and what was expected; and positions in a text.

use std::cell::Cell;

use crate::text::{Clean, fit};

/// Maximum width of an excerpt, in cells.
const MAX_EXCERPT_CELLS: usize = 60;
/// Maximum width of a message, in cells. Messages quote names from the file, which may be of any length.
const MAX_MESSAGE_CELLS: usize = 400;
/// Characters of an excerpt before the position of the problem.
const EXCERPT_BEFORE: usize = 20;

/// Whether a file with this problem can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file opens; something in it is not as meant.
    Warning,
    /// The file does not open.
    Error,
}

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Maps byte offsets of a text to lines and columns. Finds the starts of all lines once.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The byte that was asked for last, and its position. Bytes of one long line are mostly asked for in order, and
    /// each is counted from the one before.
    last: Cell<(usize, Position)>,
}

impl<'t> LineIndex<'t> {
    /// Indexes the lines of a text. Costs one pass over it.
    pub fn new(text: &'t str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0)
            .chain(breaks.map(|end| end + 1))
            .collect();
        let last = Cell::new((0, Position { line: 1, column: 1 }));
        Self { text, starts, last }
    }

    /// Returns the line of a byte, from 1, by binary search. Unlike [`Self::position`] it does not scan the line.
    pub fn line(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        self.starts.partition_point(|&start| start <= byte)
    }

    /// Returns the position of a byte. An offset beyond the end means the end of the text.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.line(byte);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let (from, columns) = match self.last.get() {
            (last, position) if position.line == line && last <= byte => (last, position.column),
            _ => (start, 1),
        };
        // Counts the first byte of each UTF-8 character.
        let is_first = |byte: &&u8| **byte & 0xc0 != 0x80;
        let before = self.text.as_bytes().get(from..byte).unwrap_or(&[]);
        let column = before.iter().filter(is_first).count() + columns;
        let position = Position { line, column };
        self.last.set((byte, position));
        position
    }

    /// Returns the part of a line around a byte, cleaned and shortened.
    fn excerpt(&self, byte: usize) -> Clean {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        // A line may be as long as the file, so only the part that is shown is scanned.
        let first = (start..byte)
            .rev()
            .filter(|&start| self.text.is_char_boundary(start))
            .take(EXCERPT_BEFORE)
            .last()
            .unwrap_or(byte);
        let part: String = self
            .text
            .get(first..)
            .unwrap_or("")
            .chars()
            .take_while(|&character| character != '\n')
            .take(MAX_EXCERPT_CELLS * 2)
            .collect();
        let mark = if first > start { "…" } else { "" };
        fit(
            &Clean::line(&format!("{mark}{}", part.trim())),
            MAX_EXCERPT_CELLS,
            &Clean::own("…"),
        )
    }
}

/// A problem with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the file can be opened in spite of it.
    pub severity: Severity,
    /// Where, unless it is about the whole file.
    pub position: Option<Position>,
    /// What is wrong and what was expected: one or two sentences.
    pub message: Clean,
    /// The text at that position, cleaned and shortened; may be empty.
    pub excerpt: Clean,
}

/// A position with its excerpt, kept for a problem that may be found after the text was dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    position: Position,
    excerpt: Clean,
}

impl Location {
    /// Returns the location of a byte.
    pub fn new(lines: &LineIndex<'_>, byte: usize) -> Self {
        Self {
            position: lines.position(byte),
            excerpt: lines.excerpt(byte),
        }
    }

    /// Returns a problem at this location.
    pub fn problem(&self, severity: Severity, message: &str) -> Problem {
        Problem {
            severity,
            position: Some(self.position),
            message: fit(&Clean::line(message), MAX_MESSAGE_CELLS, &Clean::own("…")),
            excerpt: self.excerpt.clone(),
        }
    }
}

impl Problem {
    /// Sorts problems by position; those about the whole file come last.
    pub fn sort(problems: &mut [Self]) {
        problems.sort_by_key(|problem| (problem.position.is_none(), problem.position));
    }

    /// Returns a problem at a byte of a text.
    pub fn at(severity: Severity, lines: &LineIndex<'_>, byte: usize, message: &str) -> Self {
        Location::new(lines, byte).problem(severity, message)
    }

    /// Returns a problem of the whole file.
    pub fn of_file(severity: Severity, message: &str) -> Self {
        Self {
            severity,
            position: None,
            message: Clean::line(message),
            excerpt: Clean::default(),
        }
    }

    /// Formats the problem as a line of output: `file:line:column: message  | excerpt`.
    ///
    /// ```
    /// use annals_model::text::Clean;
    /// use annals_model::{LineIndex, Problem, Severity};
    ///
    /// let text = "title = 1";
    /// let problem = Problem::at(Severity::Error, &LineIndex::new(text), 8, "Expected text.");
    /// let line = problem.line(&Clean::own("story.toml"));
    /// assert_eq!(line.as_str(), "story.toml:1:9: Expected text.  | title = 1");
    /// ```
    pub fn line(&self, file: &Clean) -> Clean {
        let prefix = self.position.map_or_else(
            || format!("{file}: "),
            |Position { line, column }| format!("{file}:{line}:{column}: "),
        );
        let excerpt = if self.excerpt.is_empty() {
            String::new()
        } else {
            format!("  | {}", self.excerpt)
        };
        Clean::line(&format!("{prefix}{}{excerpt}", self.message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "title = \"马云\"\nx = 1\n";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(0), Position { line: 1, column: 1 });
        assert_eq!(
            lines.position(12),
            Position {
                line: 1,
                column: 11
            }
        );
        assert_eq!(lines.position(17), Position { line: 2, column: 1 });
        assert_eq!(lines.position(999), Position { line: 3, column: 1 });
        let found = [0, 12, 17, 999].map(|byte| lines.line(byte));
        assert_eq!(found, [1, 1, 2, 3]);
    }

    #[test]
    fn an_excerpt_of_a_huge_line_is_short_and_clean() {
        let text = format!(
            "a = \"{}\u{1b}[2J{}\"",
            "x".repeat(500_000),
            "y".repeat(500_000)
        );
        let problem = Problem::at(Severity::Error, &LineIndex::new(&text), 500_005, "Here.");
        assert_eq!(
            problem.position,
            Some(Position {
                line: 1,
                column: 500_006
            })
        );
        let line = problem.line(&Clean::line("a\u{1b}[2J\nb.toml"));
        assert!(
            line.as_str()
                .starts_with("a␛[2J b.toml:1:500006: Here.  | …xxxx"),
            "{line}"
        );
        assert!(
            line.as_str().contains("␛[2Jyyy") && line.as_str().len() < 1_024,
            "{line}"
        );
    }
}
