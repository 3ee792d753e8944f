//! Timelines: the model, the bundled stories, and the native TOML format.
//!
//! Owns what a timeline is and how one is read from the text that a person writes, with every
//! problem placed by line and column. It opens no file and draws nothing.

mod address;
mod bundled;
mod circle;
mod decode;
mod model;
pub mod native;
mod problem;

pub use address::{NotOpened, WebAddress};
pub use bundled::{Bundled, bundled};
pub use decode::decode;
pub use model::{
    Actor, ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, Grouping, Link, LinkKind,
    Participation, Source, SourceIndex, Status, Timeline,
};
pub use problem::{Lines, Position, Problem, Severity};
