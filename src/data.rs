//! Timelines: the model, the bundled stories, and the native TOML format.
//!
//! Owns what a timeline is and how one is read from the text that a person writes, with every
//! problem placed by line and column. It opens no file and draws nothing.

mod address;
mod bundled;
mod circle;
mod comparison;
mod decode;
mod events;
#[cfg(test)]
pub(crate) mod generated;
mod lookup;
mod model;
pub mod native;
mod overlay;
mod part;
mod problem;
mod report;
mod sorting;

pub use address::{NotOpened, WebAddress};
pub use bundled::{Bundled, bundled};
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
