//! [`Query`]: the small language that chooses events.
//!
//! Owns its grammar, what each term means, and completion while it is typed. It chooses; how the
//! chosen events are shown, and which are switched off, is the business of `app`. Typos are forgiven by
//! [`super::search`], not here.
//!
//! # The language
//!
//! ```text
//! query     = term*                       every term has to hold
//! term      = condition ("OR" condition)* one of them has to
//! condition = "-"? "surely"? "-"? test    surely and possibly: only before a test of time
//! test      = word | "a phrase" | field ":" value ("," value)* | undated
//! ```
//!
//! A word is found at the beginning of words of the title, the summary, the names of actors, the themes
//! and the sources; a phrase is whole words next to each other. Case and diacritics do not count. Any
//! value may be put in quotes; in them, `\"` is a quote and `\\` a backslash. Several values mean any
//! of them.
//!
//! # Time
//!
//! An event has a start `s` and an end `e`, `s < e`, known only to lie within bounds; so have the
//! target of a test, `x < y`. The answer is [`Answer::Surely`] where the relation holds for every
//! placement within the bounds, [`Answer::No`] where it holds for none, [`Answer::Possibly`] otherwise.
//! The least and the greatest place that a moment can have, given that starts come before ends, are
//! written `s⁻` and `s⁺`.
//!
//! | test | relation | surely | possibly |
//! | --- | --- | --- | --- |
//! | `before:` | `e ≤ x` | `e⁺ ≤ x⁻` | `e⁻ ≤ x⁺` |
//! | `after:` | `y ≤ s` | `y⁺ ≤ s⁻` | `y⁻ ≤ s⁺` |
//! | `during:` | `x ≤ s` and `e ≤ y` | `x⁺ ≤ s⁻` and `e⁺ ≤ y⁻` | `x⁻ ≤ s⁺`, `e⁻ ≤ y⁺` and `max(s⁻, x⁻) < min(e⁺, y⁺)` |
//! | `overlaps:` | `s < y` and `x < e` | `s⁺ < y⁻` and `x⁺ < e⁻` | `s⁻ < y⁺` and `x⁻ < e⁺` |
//! | `date:` | as `overlaps:`, the target from end to end: `x = x⁻`, `y = y⁺` | | |
//!
//! The bounds of an interval are those of its date: `2020/2022` starts some time in 2020 and ends some
//! time in 2022, so it surely shares time with both. A single date says that the event took place
//! somewhere within it, so an event of `2020` is possibly before 2020-06 and surely before 2021. One of
//! several dates (`[1667,1669]`) gives the answer that all its members give, or else possibly; of all of
//! several (`{1960,1962}`) each member has to be before, after or during, and one has to overlap. What
//! is open reaches to the end of time, what is unknown may lie anywhere. The target of a test is the
//! stretch that its date names; `a..b` is the stretch from the beginning of `a` to the end of `b`.
//!
//! A minus swaps surely and no. An event without a date is in no relation to any, so the answer is no;
//! but nothing speaks against the opposite either, and with a minus it is possibly.

mod all;
mod complete;
mod error;
mod field;
mod names;
mod parse;
mod prepare;
mod print;
mod relation;
mod value;

pub use complete::{Completion, complete};
pub use error::QueryError;
pub use field::{Field, Part};
pub use prepare::Prepared;

use annals_model::{ActorKind, LinkKind, Status};
use annals_time::When;

/// What a query is made of besides [`Field`]s: how it is written, and what it asks.
pub static FORMS: &[(&str, &str)] = &[
    (
        "word",
        "the beginning of a word of the title, summary, actors, themes or sources",
    ),
    ("\"a phrase\"", "whole words next to each other"),
    ("undated", "has no date"),
    ("-", "before anything: the opposite"),
    (
        "OR",
        "between two: one of them is enough; without it all have to hold",
    ),
    ("a,b", "after a field: any of these values"),
    (
        "surely",
        "before a date: only what is certain, as in surely during:2021",
    ),
    (
        "possibly",
        "before a date: what is possible too, as it is without a word",
    ),
];

/// How far an event agrees with a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It does not.
    No,
    /// What is said of its date leaves it open.
    Possibly,
    /// It does.
    Surely,
}

impl Answer {
    /// Surely or no.
    pub const fn of(holds: bool) -> Self {
        if holds { Self::Surely } else { Self::No }
    }

    /// The answer to the opposite.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::No => Self::Surely,
            Self::Possibly => Self::Possibly,
            Self::Surely => Self::No,
        }
    }
}

/// Which events are wanted. Displays its canonical form, which reads back as the same query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    terms: Vec<Term>,
}

/// One condition of a query, or several joined by `OR`. Displays its canonical form. It may hold any
/// character that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// At least one.
    any_of: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    negated: bool,
    sureness: Sureness,
    test: Test,
}

/// What becomes of an answer between surely and no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sureness {
    /// It stays.
    Any,
    /// `surely`: it becomes no.
    Surely,
    /// `-surely`: it becomes surely, and surely becomes no.
    NotSurely,
}

impl Sureness {
    fn applied(self, answer: Answer) -> Answer {
        match self {
            Self::Any => answer,
            Self::Surely => Answer::of(answer == Answer::Surely),
            Self::NotSurely => Answer::of(answer != Answer::Surely),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    /// The beginning of a word.
    Word(String),
    /// Whole words next to each other.
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

/// What an event is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Date(When),
    /// From the beginning of one to the end of the other; at least one is given.
    Range(Option<When>, Option<When>),
}

impl Query {
    /// Reads a query. An empty one has no terms, and every event agrees with it.
    ///
    /// # Errors
    ///
    /// Names the place, what is wrong with it, and the nearest field or value that there is.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::parse(text)
    }

    /// Its terms in their order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether it has no terms.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The query without the terms at these places.
    #[must_use]
    pub fn without(&self, places: &[usize]) -> Self {
        let terms = self.terms.iter().enumerate();
        Self {
            terms: terms
                .filter(|(place, _)| !places.contains(place))
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

#[cfg(test)]
mod tests;
