//! annals: a timeline explorer for the terminal.
//!
//! The library holds every room of the program; the binary only hands it the command line. A room
//! may use the rooms below it and never its siblings or those above it; the order stands in
//! `tests/layers.rs`, which reads the `use` lines and fails on an edge that goes the wrong way.
//!
//! Reading a timeline and asking for a date:
//!
//! ```
//! use annals::data::native;
//! use annals::time::When;
//!
//! let reading = native::read("bridge", "title = \"The bridge\"");
//! assert_eq!(reading.timeline.unwrap().title.as_str(), "The bridge");
//!
//! let when = When::parse("from 2023 on").unwrap().unwrap();
//! assert_eq!(when.edtf(), Some("2023/.."));
//! assert_eq!(when.words(), "from 2023, end open");
//! ```

pub mod app;
pub mod cli;
pub mod config;
pub mod data;
pub mod export;
pub mod formats;
pub mod index;
pub mod quiz;
pub mod scene;
pub mod text;
pub mod time;
pub mod tui;
pub mod ui;
