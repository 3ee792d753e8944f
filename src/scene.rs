//! What is to be drawn, before anything is drawn.
//!
//! Owns the arrangement: which areas a screen has, which marks stand in which columns, how a detail
//! reads line by line. It knows columns and rows as numbers, never cells, glyphs or colours; `ui`
//! and `export` paint from it.

pub mod axis;
pub mod detail;
pub mod flow;
pub mod layout;
pub mod list;
