//! [`Problem`]: what is wrong with a file, where, and what was expected.
//!
//! Owns positions in a text and the sentence that a person reads. Which problems there are is the
//! business of each reader.

use super::sorting::sort_by_key;
use crate::text::{Clean, fit};

/// Cells of an excerpt, at most.
const EXCERPT_CELLS: usize = 60;
/// Cells of a message, at most: names that come from the file may be of any length.
const MESSAGE_CELLS: usize = 400;
/// Characters shown before the place of the problem.
const EXCERPT_BEFORE: usize = 20;

/// Whether a file with this problem can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file opens; something in it is not as meant.
    Warning,
    /// The file does not open.
    Error,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A text whose places are asked for, with the starts of its lines found once.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0)
            .chain(breaks.map(|place| place + 1))
            .collect();
        Self { text, starts }
    }

    /// The line of a byte, from 1. Unlike its column, it is found at once in a line of any length.
    pub fn line(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        self.starts.partition_point(|&start| start <= byte)
    }

    /// The place of a byte; a byte beyond the text is taken as its end.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.line(byte);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        // A character is counted at its first byte, whatever follows it.
        let is_first = |byte: &&u8| **byte & 0xc0 != 0x80;
        let before = self.text.as_bytes().get(start..byte).unwrap_or(&[]);
        Position {
            line,
            column: before.iter().filter(is_first).count() + 1,
        }
    }

    /// The part of a line around a byte, cleaned and cut.
    fn excerpt(&self, byte: usize) -> Clean {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        // A line can be the whole of a large file: only the part that is shown is looked at.
        let first = (start..byte)
            .rev()
            .filter(|&place| self.text.is_char_boundary(place))
            .take(EXCERPT_BEFORE)
            .last()
            .unwrap_or(byte);
        let part: String = self
            .text
            .get(first..)
            .unwrap_or("")
            .chars()
            .take_while(|&character| character != '\n')
            .take(EXCERPT_CELLS * 2)
            .collect();
        let mark = if first > start { "…" } else { "" };
        fit(
            &Clean::line(&format!("{mark}{}", part.trim())),
            EXCERPT_CELLS,
            &Clean::own("…"),
        )
    }
}

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the file can be opened all the same.
    pub severity: Severity,
    /// Where, if it is about one place.
    pub position: Option<Position>,
    /// What is wrong and what was expected: one or two sentences.
    pub message: Clean,
    /// The text at that place, cleaned and cut; may be empty.
    pub excerpt: Clean,
}

/// A place in a text of which a problem may turn out later, when the text is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    position: Position,
    excerpt: Clean,
}

impl Spot {
    /// The place of a byte of a text.
    pub fn new(lines: &Lines<'_>, byte: usize) -> Self {
        Self {
            position: lines.position(byte),
            excerpt: lines.excerpt(byte),
        }
    }

    /// A problem at that place.
    pub fn problem(&self, severity: Severity, message: &str) -> Problem {
        Problem {
            severity,
            position: Some(self.position),
            message: fit(&Clean::line(message), MESSAGE_CELLS, &Clean::own("…")),
            excerpt: self.excerpt.clone(),
        }
    }
}

impl Problem {
    /// Puts problems into the order of the text; what is about the whole file comes last.
    pub fn sort(problems: &mut [Self]) {
        sort_by_key(problems, |problem| {
            (problem.position.is_none(), problem.position)
        });
    }

    /// A problem at a byte of a text.
    pub fn at(severity: Severity, lines: &Lines<'_>, byte: usize, message: &str) -> Self {
        Spot::new(lines, byte).problem(severity, message)
    }

    /// A problem of the whole file.
    pub fn of_file(severity: Severity, message: &str) -> Self {
        Self {
            severity,
            position: None,
            message: Clean::line(message),
            excerpt: Clean::default(),
        }
    }

    /// The line a person reads: `file:line:column: message: excerpt`.
    pub fn line(&self, file: &Clean) -> Clean {
        let place = self.position.map_or_else(
            || format!("{file}: "),
            |Position { line, column }| format!("{file}:{line}:{column}: "),
        );
        let excerpt = if self.excerpt.is_empty() {
            String::new()
        } else {
            format!("  | {}", self.excerpt)
        };
        Clean::line(&format!("{place}{}{excerpt}", self.message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters() {
        let text = "title = \"马云\"\nx = 1\n";
        let lines = Lines::new(text);
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
    fn an_excerpt_is_short_and_safe() {
        let text = format!(
            "a = \"{}\u{1b}[2J{}\"",
            "x".repeat(500_000),
            "y".repeat(500_000)
        );
        let problem = Problem::at(Severity::Error, &Lines::new(&text), 500_005, "Here.");
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
