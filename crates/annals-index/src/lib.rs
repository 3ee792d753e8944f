//! An index over a timeline: order, density, search and filters. Built once, then only read.
//!
//! # Where to start
//!
//! - [`Index`] is built from a timeline and holds the reading order, who takes part in what, and incoming
//!   links.
//! - [`Track`] answers questions about time for the dated events of one lane: how many events hold in
//!   each column, which are open at a time, which are the longest. No question scans all events.
//! - [`Lanes`] groups the dated events into tracks by actor, theme, account or status.
//! - [`query`] is the filter language. A query selects an [`EventSet`]; lanes and tracks can be narrowed
//!   to it, and [`VisibleEvents`] is the list of events that pass.
//! - [`search`] finds words as they are typed.
//!
//! The index keeps no texts, except the folded ones of [`search`], so the timeline has to be kept beside
//! it.
//!
//! # Terms
//!
//! The *rank* of an event is its position in the reading order ([`Index::order`]). On a track, a *slot* is
//! a position among all its events, and a *position* one among those that pass the filter.

mod cast;
mod columns;
mod dates;
mod event_set;
mod facts;
mod filtered_cast;
mod incoming;
mod index;
mod lanes;
mod max_tree;
mod moments;
#[cfg(test)]
mod naive;
pub mod query;
mod rank_bitmap;
mod rows;
mod scan;
pub mod search;
mod sorted;
mod spans;
mod track;
mod visible;

pub use event_set::EventSet;
pub use filtered_cast::FilteredCast;
pub use incoming::Incoming;
pub use index::Index;
pub use lanes::{Lane, LaneKey, Lanes};
pub use track::Track;
pub use visible::VisibleEvents;

#[cfg(test)]
mod tests;
