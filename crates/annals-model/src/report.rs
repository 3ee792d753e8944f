//! [`Report`] and [`Reading`]: the results of reading a text.

use super::problem::Problem;
use super::timeline::Timeline;
use crate::text::{Clean, grouped};

/// Maximum number of problems that a report lists; more are only counted. A table may have the same problem
/// in a million rows.
pub const MAX_REPORTED: usize = 20;

/// Returns a sentence about the number of warnings, which has to be at least one. `place` says where: ` in
/// this file`, or nothing.
pub fn warnings_sentence(count: usize, place: &str) -> String {
    let (noun, shown) = if count == 1 {
        ("thing", "it")
    } else {
        ("things", "them")
    };
    let count = grouped(count);
    format!("{count} {noun}{place} may not be as meant; annals check shows {shown}.")
}

/// What was read, what was skipped, and how it was interpreted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The name of the format: `iCalendar`.
    pub format: Clean,
    /// The problems, in the order of the text; at most [`MAX_REPORTED`] for most formats.
    pub problems: Vec<Problem>,
    /// How many more problems were found and are not listed.
    pub omitted: usize,
    /// How many entries could not become events.
    pub skipped: usize,
    /// Fields that annals does not interpret and keeps unchanged, each with the number of events that have it.
    pub fields: Vec<(Clean, usize)>,
    /// How the text was interpreted where that is not obvious: conventions, time zones, ambiguities.
    pub notes: Vec<Clean>,
}

impl Report {
    /// Returns an empty report for a format.
    pub fn new(format: Clean) -> Self {
        Self {
            format,
            ..Self::default()
        }
    }

    /// The number of problems, listed or not.
    pub const fn problem_count(&self) -> usize {
        self.problems.len() + self.omitted
    }

    /// Whether everything was read without a problem.
    pub const fn is_clean(&self) -> bool {
        self.problem_count() == 0 && self.skipped == 0
    }
}

/// The result of reading a text.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The timeline; `None` if one of the problems is an error.
    pub timeline: Option<Timeline>,
    /// The report; the timeline's account has a copy.
    pub report: Report,
}

impl Reading {
    /// Returns the result for a text that cannot be read at all.
    pub fn refused(format: Clean, problem: Problem) -> Self {
        Self {
            timeline: None,
            report: Report {
                problems: vec![problem],
                ..Report::new(format)
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_has_singular_and_plural() {
        assert_eq!(
            warnings_sentence(1, " in this file"),
            "1 thing in this file may not be as meant; annals check shows it."
        );
        assert_eq!(
            warnings_sentence(12_000, ""),
            "12,000 things may not be as meant; annals check shows them."
        );
    }
}
