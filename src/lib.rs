//! annals: a timeline explorer for the terminal.
//!
//! The library holds every room of the program; the binary only hands it the command line. A room
//! may use the rooms below it and never its siblings or those above it; the order stands in
//! `tests/layers.rs`, which reads the `use` lines and fails on an edge that goes the wrong way.

pub mod app;
pub mod cli;
pub mod data;
pub mod index;
pub mod scene;
pub mod text;
pub mod time;
pub mod tui;
pub mod ui;
