//! [`Query`]: the filter language.
//!
//! [`Query::parse`] reads a query, [`Query::prepare`] resolves its names in a timeline, and [`Prepared::chosen`]
//! returns the events that match. [`complete`] completes a query while it is typed. Unlike [`super::search`], a
//! query tolerates no typos.
//!
//! # The language
//!
//! ```text
//! query     = term*                       every term has to match
//! term      = condition ("OR" condition)* one of them has to match
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
//! An event has a start `s` and an end `e`, `s < e`, which are known only within bounds; so has the target
//! of a test, `x < y`. The answer is [`Answer::Surely`] if the relation holds for all values within the
//! bounds, [`Answer::No`] if it holds for none, and [`Answer::Possibly`] otherwise. The least and the greatest
//! possible value of a time, given that starts come before ends, are written `s⁻` and `s⁺`.
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
//! is open extends to the end of time, what is unknown may be anywhere. The target of a test is the
//! interval that its date names; `a..b` is the interval from the start of `a` to the end of `b`.
//!
//! A minus swaps surely and no. An undated event has no relation to any date, so the answer is no; with a minus
//! it is possibly, since nothing speaks against it either.

mod all;
mod ast;
mod complete;
mod error;
mod field;
mod names;
mod parse;
mod prepare;
mod print;
mod relation;
mod value;

pub use ast::{Answer, Query, Term};
pub use complete::{Completion, complete};
pub use error::QueryError;
pub use field::{Field, Part};
pub use prepare::Prepared;

/// The elements of a query besides [`Field`]s: how each is written, and what it means.
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

#[cfg(test)]
mod tests;
