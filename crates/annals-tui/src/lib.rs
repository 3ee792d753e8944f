//! The interface of annals: screens, commands and keys, drawn with ratatui.
//!
//! The crate is pure: messages go in, a buffer and effects come out. Threads, files, the clock and the
//! terminal belong to the program.
//!
//! - [`Shell`] holds the stack of screens; [`Message`] and [`Effect`] are what goes in and out.
//! - [`screen::Screen`] is what a screen implements; [`screens`] has one folder a screen.
//! - [`context::Context`] is what screens share; [`actions`] is what several of them do with it.
//! - [`command`] describes commands, [`keys`] the keys that they are bound to.
//! - [`widgets`] are pieces that screens draw; [`look`] and [`theme`] say how.

// Indices outlive the story that they were made for: each of them is looked up.
#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

pub mod actions;
pub mod command;
pub mod commands;
pub mod context;
mod glyphs;
pub mod hits;
pub mod keys;
pub mod look;
mod message;
pub mod notes;
mod options;
pub mod picture;
mod presented;
mod quiz_plan;
mod rows;
pub mod screen;
pub mod screens;
mod shell;
mod story;
mod task;
#[cfg(test)]
mod test_support;
pub mod theme;
pub mod widgets;

pub use glyphs::Glyphs;
pub use look::Look;
pub use message::{Document, Effect, Message, Moment};
pub use options::{Begin, Options, Origin, Start, Wheel};
pub use presented::Presented;
pub use quiz_plan::{DEFAULT_COUNT, QuizPlan};
pub use screens::quiz::{Telling, none_words, repeat_words, score_words};
pub use shell::Shell;
pub use story::{MANY, Story};
pub use task::Task;
