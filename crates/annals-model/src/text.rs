//! Text that is safe to print, its width in cells, and how it wraps.
//!
//! [`Clean`] is the only text that the program prints: to cells, standard output, standard error or a
//! window title.

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
pub use wrap::{beginning, fit, is_one_cell, tail, width, width_within, words, wrap};
