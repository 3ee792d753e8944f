//! Test helpers that several crates share: the bundled stories and generated timelines.

pub use crate::generated;

// The program embeds the bundled stories, but tests of the libraries below it need them too. Both
// compile the same file, so that names and titles are written once.
#[path = "../../../src/data.rs"]
mod data;

pub use data::{bundled, find};
