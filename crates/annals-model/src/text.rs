//! Text that is safe to show, how wide it is, and how it breaks into lines.
//!
//! Owns [`Clean`], the only form of text that a sink of this program takes: cells, standard output,
//! standard error, a window title. It knows nothing of timelines, dates or the screen.

mod clean;
mod json;
mod markup;
mod nearest;
mod number;
mod slug;
mod wrap;

pub use clean::{Clean, hidden};
pub use json::escape_json;
pub use markup::{escape_markdown, escape_markup};
pub use nearest::nearest;
pub use number::{counted, grouped};
pub use slug::slug;
pub use wrap::{fit, is_one_cell, tail, width, words, wrap};
