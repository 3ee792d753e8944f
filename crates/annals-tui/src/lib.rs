//! The screens of annals: what is shown, what each key does, and drawing it with ratatui.
//!
//! The crate is pure: messages go in, a buffer and effects come out. Threads, files, the clock and the
//! terminal belong to the program.

pub mod app;
pub mod ui;
