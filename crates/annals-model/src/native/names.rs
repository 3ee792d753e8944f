//! The ids of a file, by which its entries refer to each other.

use std::collections::HashMap;

use crate::model::{ActorIndex, EventIndex, SourceIndex};

/// Entries by id.
pub(super) type Known<T> = HashMap<String, T>;

/// The ids of sources, actors and events that have been read.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) sources: Known<SourceIndex>,
    pub(super) actors: Known<ActorIndex>,
    pub(super) events: Known<EventIndex>,
}
