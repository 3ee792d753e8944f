//! The state of the program and all that changes it.
//!
//! Owns the one mutable thing, [`App`]: what is selected, which stretch of time is shown, which panes
//! are open, and the way back. It takes messages and answers with effects; it knows no terminal, no
//! files and no clock, and it draws nothing.

pub mod command;
pub mod help;
pub mod hits;
pub mod input;
mod keymap;
mod movement;
mod pointer;
mod state;
mod time_window;
mod view;

pub use command::{Action, COMMANDS, Command, Group, Mode};
pub use hits::{Hit, HitMap};
pub use input::{Key, KeyCode, Pointer, PointerAction};
pub use keymap::Keymap;
pub use state::{App, Effect, Message, Options};
pub use view::{Overlay, View};

#[cfg(test)]
mod tests;
