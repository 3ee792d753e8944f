//! [`ProblemList`]: collects the problems of a text, a few of each kind, and counts the rest.

use std::collections::HashMap;

use super::problem::{Problem, Severity};
use super::report::{MAX_REPORTED, MoreProblems, Report};

/// Maximum number of kinds that are told apart. Further ones count as one kind, so that a list never has more than
/// some thousand problems.
const MAX_KINDS: usize = 50;
/// How much of a message says what kind it is, in characters.
const MAX_KIND: usize = 120;

/// How many problems of one kind a reader keeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProblemLimit {
    /// The first [`MAX_REPORTED`] of each kind; the rest are counted.
    #[default]
    FewOfAKind,
    /// All of them, which takes memory for each.
    All,
}

/// The problems of one text.
///
/// Two problems are of one kind if their messages differ only in figures, in what stands in quotes or brackets, and in
/// what follows a colon.
///
/// ```
/// use annals_model::{Problem, ProblemLimit, ProblemList, Report, Severity};
///
/// let mut problems = ProblemList::new(ProblemLimit::FewOfAKind);
/// for number in 0..6_320 {
///     let message = format!("There is no event \"e{number}\".");
///     problems.add(Severity::Warning, &message, || Problem::of_file(Severity::Warning, &message));
/// }
/// let mut report = Report::default();
/// problems.finish(&mut report);
/// assert_eq!((report.problems.len(), report.omitted()), (20, 6_300));
/// ```
#[derive(Debug, Default)]
pub struct ProblemList {
    limit: ProblemLimit,
    listed: Vec<Problem>,
    kinds: HashMap<String, ProblemKind>,
}

/// The problems of one kind.
#[derive(Debug)]
struct ProblemKind {
    /// The index of the first in the list.
    first: usize,
    listed: usize,
    omitted: usize,
}

impl ProblemList {
    /// Returns an empty list.
    pub fn new(limit: ProblemLimit) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// Whether there are no problems.
    pub const fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The number of problems, listed or not.
    pub fn count(&self) -> usize {
        let omitted = self.kinds.values().map(|kind| kind.omitted);
        self.listed.len() + omitted.sum::<usize>()
    }

    /// Whether one of the problems is an error.
    pub fn has_errors(&self) -> bool {
        let mut all = self.listed.iter();
        all.any(|problem| problem.severity == Severity::Error)
    }

    /// Adds a problem, which is made only if it is listed.
    pub fn add(&mut self, severity: Severity, message: &str, problem: impl FnOnce() -> Problem) {
        if self.limit == ProblemLimit::All {
            self.listed.push(problem());
            return;
        }
        let mut kind = kind_of(severity, message);
        if self.kinds.len() >= MAX_KINDS && !self.kinds.contains_key(&kind) {
            kind = kind_of(severity, "");
        }
        let first = self.listed.len();
        let kind = self.kinds.entry(kind).or_insert(ProblemKind {
            first,
            listed: 0,
            omitted: 0,
        });
        if kind.listed < MAX_REPORTED {
            kind.listed += 1;
            self.listed.push(problem());
        } else {
            kind.omitted += 1;
        }
    }

    /// Sets the problems of a report, sorted by position.
    pub fn finish(self, report: &mut Report) {
        let omitted = self.kinds.into_values().filter(|kind| kind.omitted > 0);
        let mut more: Vec<_> = omitted
            .filter_map(|kind| {
                Some(MoreProblems {
                    like: self.listed.get(kind.first)?.clone(),
                    count: kind.omitted,
                })
            })
            .collect();
        more.sort_by(|one, other| {
            let key = |it: &MoreProblems| (it.like.position, it.like.message.raw().to_owned());
            key(one).cmp(&key(other))
        });
        report.more = more;
        report.problems = self.listed;
        Problem::sort(&mut report.problems);
    }
}

/// Returns what problems of one kind have in common: a message without figures, without what stands in quotes or
/// brackets, and without what follows a colon.
fn kind_of(severity: Severity, message: &str) -> String {
    let mut kind = String::with_capacity(MAX_KIND);
    kind.push(match severity {
        Severity::Warning => 'w',
        Severity::Error => 'e',
    });
    let mut closing = None;
    let mut length = 0;
    for character in message.chars() {
        match (closing, character) {
            (Some(end), _) if character == end => closing = None,
            (None, '"') => closing = Some('"'),
            (None, '[') => closing = Some(']'),
            (Some(_), _) | (None, '0'..='9' | ',' | '-') => {}
            // A message may begin with what it is about and a colon.
            (None, ':') if length > 10 => break,
            (None, _) => {
                kind.push(character);
                length += 1;
                if length == MAX_KIND {
                    break;
                }
            }
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(messages: impl Iterator<Item = String>, limit: ProblemLimit) -> Report {
        let mut problems = ProblemList::new(limit);
        for message in messages {
            problems.add(Severity::Warning, &message, || {
                Problem::of_file(Severity::Warning, &message)
            });
        }
        let mut report = Report::default();
        problems.finish(&mut report);
        report
    }

    #[test]
    fn twenty_of_each_kind_are_listed_and_the_rest_counted() {
        let names =
            |index| format!("There is no actor \"a{index}\". Add a table [actor.a{index}].");
        let dates = |index| format!("Line {index} has no date.");
        let both = || (0..6_320).map(names).chain((0..21).map(dates));
        let few = report(both(), ProblemLimit::FewOfAKind);
        assert_eq!(few.problems.len(), 2 * MAX_REPORTED);
        let more: Vec<_> = few.more.iter().map(|it| it.count).collect();
        assert_eq!(more, [1, 6_300]);
        assert_eq!(few.more[0].like.message.raw(), "Line 0 has no date.");
        assert_eq!((few.omitted(), few.problem_count()), (6_301, 6_341));
        let all = report(both(), ProblemLimit::All);
        assert_eq!((all.problems.len(), all.omitted()), (6_341, 0));
    }

    #[test]
    fn kinds_without_end_count_as_one() {
        let word = |index: usize| "x".repeat(index % 100 + 1);
        let few = report((0..5_000).map(word), ProblemLimit::FewOfAKind);
        assert_eq!(few.problems.len(), (MAX_KINDS + 1) * MAX_REPORTED);
        assert_eq!(few.problem_count(), 5_000);
    }
}
