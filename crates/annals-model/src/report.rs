//! [`Report`] and [`Reading`]: what came of reading a text.
//!
//! Owns what a person is told about a file once it has been read. Which problems there are is the
//! business of each reader.

use super::model::Timeline;
use super::problem::Problem;
use crate::text::{Clean, grouped};

/// Problems beyond so many are counted, not told: a person mends a few at a time, and a table may have
/// a million rows that are all wrong in the same way.
pub const MOST_TOLD: usize = 20;

/// The sentence for so many things that are in doubt, at least one; `place` says where: ` in this file`, or
/// nothing.
pub fn doubts(count: usize, place: &str) -> String {
    let (noun, shown) = if count == 1 {
        ("thing", "it")
    } else {
        ("things", "them")
    };
    let count = grouped(count);
    format!("{count} {noun}{place} may not be as meant; annals check shows {shown}.")
}

/// What was read, what was not, and how it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What the text is written in: `iCalendar`.
    pub format: Clean,
    /// What is wrong, in the order of the text.
    pub problems: Vec<Problem>,
    /// How many more problems there are that are not told.
    pub untold: usize,
    /// How many entries could not become events.
    pub skipped: usize,
    /// Fields that annals does not understand and keeps as they are, each with how many events have it.
    pub fields: Vec<(Clean, usize)>,
    /// How the text was understood where that is not obvious: conventions, zones, what was left open.
    pub remarks: Vec<Clean>,
}

impl Report {
    /// Of a text in that format of which nothing is to be said yet.
    pub fn new(format: Clean) -> Self {
        Self {
            format,
            ..Self::default()
        }
    }

    /// How many problems there are, told or not.
    pub const fn problem_count(&self) -> usize {
        self.problems.len() + self.untold
    }

    /// Whether all was read and nothing is in doubt.
    pub const fn is_clean(&self) -> bool {
        self.problem_count() == 0 && self.skipped == 0
    }
}

/// What came of reading a text.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The timeline; `None` if one of the problems is an error.
    pub timeline: Option<Timeline>,
    /// What there is to say about it. The timeline's layer has the same.
    pub report: Report,
}

impl Reading {
    /// A text of which nothing can be read.
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
    fn one_doubt_is_one() {
        assert_eq!(
            doubts(1, " in this file"),
            "1 thing in this file may not be as meant; annals check shows it."
        );
        assert_eq!(
            doubts(12_000, ""),
            "12,000 things may not be as meant; annals check shows them."
        );
    }
}
