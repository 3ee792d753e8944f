//! What is to be drawn, before anything is drawn.
//!
//! Owns the arrangement: which areas a screen has, which marks stand in which columns, how a detail
//! reads line by line. It knows columns and rows as numbers, never cells, glyphs or colours; `ui`
//! and `export` paint from it.

pub mod axis;
pub mod compare;
pub mod comparison;
pub mod detail;
pub mod excerpt;
pub mod flow;
pub mod gathering;
pub mod layers;
pub mod layout;
pub mod lettering;
pub mod list;
pub mod present;
pub mod relations;
mod whole;

pub use whole::{story_window, without_dates};

/// The first of `count` rows to show so that `wanted` is among the `shown` ones: the old first one
/// where it is, else the nearest that does it.
pub fn scrolled(first: usize, wanted: usize, shown: usize, count: usize) -> usize {
    let shown = shown.max(1);
    let lowest = (wanted + 1).saturating_sub(shown);
    first.clamp(lowest, wanted).min(count.saturating_sub(shown))
}
