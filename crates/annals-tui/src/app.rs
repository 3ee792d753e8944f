//! The state of the program and all that changes it.
//!
//! Owns the one mutable thing, [`App`]: what is selected, which stretch of time is shown, which panes
//! are open, and the way back. It takes messages and answers with effects; it knows no terminal, no
//! files and no clock, and it draws nothing.

mod about;
mod arrangement;
pub mod command;
mod comparing;
mod copying;
mod editing;
mod filter;
mod filtering;
mod follower;
mod gatherings;
mod go_to_date;
pub mod help;
pub mod hits;
pub mod input;
mod key_sequence;
mod keymap;
mod lane_movement;
mod lanes_page;
mod laying;
mod loading;
mod measure;
mod movement;
mod named_marks;
mod opening;
mod options;
mod page_cursor;
mod palette;
mod pointer;
mod presenting;
mod prompt;
mod quiz;
mod relations;
mod reloading;
mod search;
mod start;
mod state;
mod story;
mod time_window;
mod update;
mod view;

pub use arrangement::{Arrangement, Form, Kept, KeptLanes, LaneOrder};
pub use command::{Action, COMMANDS, Command, Group, Mode};
pub use editing::Edited;
pub use filter::{Filter, Terms};
pub use filtering::FilterPrompt;
pub use follower::{Followed, Follower};
pub use go_to_date::DateReading;
pub use hits::{Hit, HitMap};
pub use input::{Key, KeyCode, Pointer, PointerAction};
pub use key_sequence::{KeySequence, UnknownSequence};
pub(crate) use keymap::key_written;
pub use keymap::{Conflict, Keymap};
pub use laying::{Laid, Laying};
pub use loading::Loading;
pub use measure::{Measure, Spot};
pub use named_marks::{Marked, Pending};
pub use opening::{AddressLines, AddressPage, AddressRole};
pub use options::{Begin, Options, Origin, Wheel};
pub use palette::{Choice, Palette, Part};
pub use presenting::Presented;
pub use prompt::Entry;
pub use quiz::{
    QuizLine, QuizPage, QuizPart, QuizPlan, QuizState, Stretch, Telling, USUAL_COUNT, none_words,
    repeat_words, score_words,
};
pub use reloading::FileNews;
pub use search::{Found, Searchable};
pub use state::{App, Effect, Message};
pub use story::{MANY, Story, Task};
pub use view::{LanesPage, LayersPage, Overlay, Page, View};

#[cfg(test)]
mod axis_tests;
#[cfg(test)]
mod comparing_tests;
#[cfg(test)]
mod copying_tests;
#[cfg(test)]
mod filtering_tests;
#[cfg(test)]
mod follow_tests;
#[cfg(test)]
mod laying_tests;
#[cfg(test)]
mod palette_tests;
#[cfg(test)]
mod presenting_tests;
#[cfg(test)]
mod quiz_tests;
#[cfg(test)]
mod relations_tests;
#[cfg(test)]
mod reloading_tests;
#[cfg(test)]
mod search_tests;
#[cfg(test)]
mod tests;
