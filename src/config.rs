//! Settings, and what is remembered of a timeline: their names, values, layers and texts.
//!
//! Everything here works on text; files are opened in `cli`.

mod default_file;
mod field;
mod keys;
mod layered;
mod limits;
mod reader;
mod settings;
pub mod state;
mod theme;

pub use default_file::default_file;
pub use field::{FIELDS, Field, Kind};
pub use layered::{Layered, Origin};
pub use limits::{Adjustable, Limits};
pub use settings::{Binding, ColorUse, Settings};
pub use state::Remembered;
pub use theme::{BUILT_IN_THEMES, STYLES, ThemeSettings};

#[cfg(test)]
mod tests;
