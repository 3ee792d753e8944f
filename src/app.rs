//! The state of the program and all that changes it.
//!
//! Owns the one mutable thing, [`App`]: what is selected, which stretch of time is shown, which panes
//! are open, and the way back. It takes messages and answers with effects; it knows no terminal, no
//! files and no clock, and it draws nothing.

mod arrangement;
pub mod command;
mod go_to_date;
pub mod help;
pub mod hits;
pub mod input;
mod keymap;
mod lane_movement;
mod lanes_page;
mod measure;
mod movement;
mod options;
mod palette;
mod pointer;
mod prompt;
mod relations;
mod state;
mod story;
mod time_window;
mod update;
mod view;

pub use arrangement::{Arrangement, Form, Kept, KeptLanes, LaneOrder};
pub use command::{Action, COMMANDS, Command, Group, Mode};
pub use go_to_date::DateReading;
pub use hits::{Hit, HitMap};
pub use input::{Key, KeyCode, Pointer, PointerAction};
pub use keymap::{Conflict, Keymap};
pub use measure::{Measure, Spot};
pub use options::{Options, Wheel};
pub use palette::{Choice, Palette};
pub use prompt::Entry;
pub use state::{App, Effect, Message};
pub use story::{MANY, Story, Task};
pub use view::{LanesPage, Overlay, Page, View};

#[cfg(test)]
mod axis_tests;
#[cfg(test)]
mod palette_tests;
#[cfg(test)]
mod relations_tests;
#[cfg(test)]
mod tests;
