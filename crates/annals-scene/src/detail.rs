//! The detail of an event, an actor, a source or a theme, line by line.
//!
//! The detail pane and `annals show` use the same lines. Each kind of subject has a function in a module
//! of its own, which writes with a [`DetailWriter`](writer::DetailWriter).

mod actor;
mod event;
mod source;
mod theme;
mod writer;

pub use self::actor::{actor, actor_heading};
pub use self::event::{connections, event, leading_actor};
pub use self::source::source;
pub use self::theme::theme;
pub use self::writer::{Detail, DetailOptions, Item, LABEL_COLUMNS, MAX_COLUMNS};
pub use crate::wording::{evidence_words, missing_words};

#[cfg(test)]
mod tests;
