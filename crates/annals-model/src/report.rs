//! [`Report`] and [`Reading`]: the results of reading a text.

use super::problem::Problem;
use super::timeline::Timeline;
use crate::text::{Clean, grouped};

/// Maximum number of problems of one kind that a report lists; more are only counted, unless all are asked for
/// ([`ProblemLimit`](crate::ProblemLimit)). A table may have the same problem in a million rows.
pub const MAX_REPORTED: usize = 20;
/// Maximum number of names in a sentence of a report.
const MAX_NAMES: usize = 20;

/// Joins names with commas; of many the first 20 and how many more there are.
///
/// ```
/// use annals_model::some_of;
///
/// assert_eq!(some_of((1..=3).map(|it| it.to_string())), "1, 2, 3");
/// assert!(some_of((1..=16_320).map(|it| it.to_string())).ends_with("19, 20 and 16,300 more"));
/// ```
pub fn some_of(names: impl IntoIterator<Item = String>) -> String {
    let mut names = names.into_iter();
    let first: Vec<String> = names.by_ref().take(MAX_NAMES).collect();
    let first = first.join(", ");
    match names.count() {
        0 => first,
        more => format!("{first} and {} more", grouped(more)),
    }
}

/// Problems of one kind that a report does not list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoreProblems {
    /// The first of that kind, which is listed.
    pub like: Problem,
    /// How many there are besides those that are listed.
    pub count: usize,
}

impl MoreProblems {
    /// Says in a sentence how many more there are: `And 16,300 more like that of line 12: There is no event "x".`
    pub fn sentence(&self) -> String {
        let place = self.like.position.map_or_else(String::new, |position| {
            format!(" like that of line {}", position.line)
        });
        format!(
            "And {} more{place}: {}",
            grouped(self.count),
            self.like.message
        )
    }
}

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
    /// The problems, in the order of the text; at most [`MAX_REPORTED`] of each kind.
    pub problems: Vec<Problem>,
    /// The kinds of which more problems were found than are listed.
    pub more: Vec<MoreProblems>,
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

    /// How many problems were found and are not listed.
    pub fn omitted(&self) -> usize {
        self.more.iter().map(|more| more.count).sum()
    }

    /// The number of problems, listed or not.
    pub fn problem_count(&self) -> usize {
        self.problems.len() + self.omitted()
    }

    /// Whether everything was read without a problem.
    pub fn is_clean(&self) -> bool {
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
