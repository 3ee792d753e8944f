//! The parts of a parsed query, and the answer of a query for an event.

use super::error::QueryError;
use super::field::{Field, Part};
use annals_model::{ActorKind, LinkKind, Status};
use annals_time::When;

/// Whether an event matches a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It does not match.
    No,
    /// Its date leaves it open.
    Possibly,
    /// It matches.
    Surely,
}

/// A parsed query. Displays its canonical form, which parses to the same query.
///
/// ```
/// use annals_index::query::Query;
///
/// let query = Query::parse("actor:ma during:\"spring 2021\" -status:plan").unwrap();
/// assert_eq!(query.terms().len(), 3);
/// assert_eq!(query.without(&[1]).to_string(), "actor:ma -status:plan");
/// assert_eq!(Query::parse("staus:plan").unwrap_err().column(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub(super) terms: Vec<Term>,
}

/// A condition of a query, or several joined by `OR`. Displays its canonical form, which may contain any
/// character that was typed, including control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// At least one.
    pub(super) any_of: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) negated: bool,
    pub(super) sureness: Sureness,
    pub(super) test: Test,
}

/// How an answer of "possibly" is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sureness {
    /// It stays.
    Any,
    /// `surely`: it becomes no.
    Surely,
    /// `-surely`: it becomes surely, and surely becomes no.
    NotSurely,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// The beginning of a word.
    Word(String),
    /// Adjacent whole words.
    Phrase(String),
    /// A field whose values are names of the timeline.
    Named(Field, Vec<String>),
    Status(Vec<Status>),
    Kind(Vec<ActorKind>),
    Links(Vec<LinkKind>),
    Has(Vec<Part>),
    /// One of the fields of time.
    Time(Field, Vec<Target>),
    Undated,
}

/// The time that events are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Date(When),
    /// From the start of the first to the end of the second; at least one is given.
    Range(Option<When>, Option<When>),
}

impl Query {
    /// Parses a query. An empty query has no terms and matches every event.
    ///
    /// # Errors
    ///
    /// [`QueryError`] with the position of the error, what was expected, and the most similar field or value.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        super::parse::parse(text)
    }

    /// Returns its terms, in order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether it has no terms.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns the query without the terms at these positions.
    #[must_use]
    pub fn without(&self, positions: &[usize]) -> Self {
        let terms = self.terms.iter().enumerate();
        Self {
            terms: terms
                .filter(|(position, _)| !positions.contains(position))
                .map(|(_, term)| term.clone())
                .collect(),
        }
    }
}

impl std::str::FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        Self::parse(text)
    }
}
