//! Timelines, events, actors and sources, and the native TOML format.
//!
//! Reading never stops at the first problem: [`native::read`] returns what could be read and every
//! problem with its line and column. The crate opens no file and draws nothing.

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
mod report;
mod sorting;
#[cfg(any(test, feature = "test-support"))]
pub mod test_support;
pub mod text;

// `test_support` compiles a file of the program, which names this crate from outside.
#[cfg(any(test, feature = "test-support"))]
extern crate self as annals_model;

pub use address::{NotOpened, WebAddress};
pub use bundled::BundledStory;
pub use comparison::{About, Comparison, Disagreement, Verdict, Version};
pub use decode::{decode, has_bare_returns};
pub use events::{Brief, Events, Iter, Placing, Rows};
pub use model::{
    Actor, ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, Extra, Foreign, Grouping,
    Layer, LayerIndex, Link, LinkKind, Participation, Retold, Source, SourceIndex, Status,
    Timeline, TourStep,
};
pub use overlay::{Accounts, Layers, Moves, Overlay};
pub use problem::{Lines, Position, Problem, Severity, Spot};
pub use report::{MOST_TOLD, Reading, Report, doubts};
pub use sorting::{sort_by, sort_by_key};
