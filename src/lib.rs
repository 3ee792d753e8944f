//! annals: a timeline explorer for the terminal.
//!
//! This crate is the program: its command line, settings, terminal and bundled stories. What it shows
//! and reads is in the crates under `crates/`; `ARCHITECTURE.md` has the map.

pub mod cli;
pub mod config;
pub mod data;
pub mod host;
pub mod limits;
pub mod terminal;
