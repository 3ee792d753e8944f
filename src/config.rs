//! Settings: what a person wants to be otherwise, and what may be remembered of a timeline.
//!
//! Owns the table of settings, what each may be, the layers they come in (defaults, file,
//! environment, options), the keys and colours that a person chooses, and the texts of both files. It
//! reads and writes text, never a file: opening one is the business of `cli`.

mod default_file;
mod field;
mod keys;
mod layered;
mod reader;
mod settings;
pub mod state;
mod theme;

pub use default_file::default_file;
pub use field::{FIELDS, Field, Kind};
pub use layered::{Layered, Origin};
pub use settings::{Binding, Colors, Settings};
pub use state::Remembered;
pub use theme::{BUILT_IN_THEMES, Color, STYLES, ThemeSettings};

#[cfg(test)]
mod tests;
