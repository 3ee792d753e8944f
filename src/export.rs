//! Documents for people, painted from a scene: so far the sheet for a class.
//!
//! Owns their form and their wording. It opens and writes no file, and what it hands out is clean
//! text, a line at a time.

pub mod handout;
