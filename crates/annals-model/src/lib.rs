//! Timelines, events, actors and sources, and the native TOML format of annals.
//!
//! # Where to start
//!
//! - [`Timeline`] is the model: [`Event`]s, [`Actor`]s, [`Source`]s, eras, a tour, comparisons.
//! - [`native`] reads and writes timelines as TOML. Reading never stops at the first problem:
//!   [`native::read`] returns what could be read together with every [`Problem`], each with its line and
//!   column.
//! - [`Events`] holds events that were written out, or rows of a large table that become events when
//!   asked for ([`EventRows`]).
//! - [`Accounts`] merges several timelines into one ([`Overlay`]); [`IndexMapping`] maps indices from one
//!   merge to the next.
//! - [`text::Clean`] is text that is safe to print to a terminal. Every text of the model is one.
//! - [`decode()`] turns the bytes of a file into text; [`WebAddress`] is an address that may be given to
//!   a browser.
//!
//! Dates come from `annals_time`. This crate opens no files and draws nothing.
//!
//! ```
//! use annals_model::native;
//!
//! let reading = native::read("bridge", r#"
//! title = "The bridge"
//!
//! [actor.council]
//! name = "The town council"
//!
//! [[event]]
//! title = "The bridge opens"
//! date = "1912-05"
//! actors = ["council"]
//! "#);
//! assert!(reading.report.problems.is_empty());
//! let timeline = reading.timeline.expect("no problem is an error");
//! let event = &timeline.events[0];
//! assert_eq!(event.title.as_str(), "The bridge opens");
//! assert_eq!(timeline.actor(event.participants[0].actor).name.as_str(), "The town council");
//! ```

mod address;
mod bundled;
mod circle;
mod comparison;
mod decode;
mod events;
#[cfg(any(test, feature = "test-support"))]
pub mod generated;
mod lookup;
mod model;
pub mod native;
mod overlay;
mod part;
mod problem;
mod problem_list;
mod report;
mod stale;
#[cfg(any(test, feature = "test-support"))]
pub mod test_support;
pub mod text;
mod timeline;

// `test_support` compiles a file of the program, which names this crate from outside.
#[cfg(any(test, feature = "test-support"))]
extern crate self as annals_model;

pub use address::{NotOpened, WebAddress};
pub use bundled::BundledStory;
pub use comparison::{ComparedEvent, Comparison, Disagreement, DisagreementVersion, Verdict};
pub use decode::{decode, has_bare_returns};
pub use events::{EventBrief, EventIter, EventRows, Events, TablePlacement};
pub use model::{
    AccountIndex, Actor, ActorIndex, ActorKind, ActorVariant, Era, Event, EventIndex, Evidence,
    ExtraField, ForeignName, Grouping, Link, LinkKind, Participation, Source, SourceIndex, Status,
    TourStep,
};
pub use overlay::{AccountSet, Accounts, IndexMapping, Overlay};
pub use problem::{LineIndex, Location, Position, Problem, Severity};
pub use problem_list::{ProblemLimit, ProblemList};
pub use report::{MAX_REPORTED, MoreProblems, Reading, Report, some_of, warnings_sentence};
pub use timeline::{Account, Timeline};
