//! [`FilteredCast`]: which actors take part in which of the filtered events.

use super::cast::Cast;
use super::event_set::EventSet;
use super::index::Index;
use annals_model::{ActorIndex, EventIndex};

/// Which actors take part in which of the filtered events. Takes four bytes for each participation.
#[derive(Debug, Clone)]
pub struct FilteredCast(Cast);

impl FilteredCast {
    /// Filters every participation by its event.
    pub fn new(index: &Index, chosen: &EventSet) -> Self {
        let is_chosen = |event| chosen.contains(index.rank(event));
        Self(index.cast().only(is_chosen))
    }

    /// Returns the filtered events that an actor takes part in, in reading order.
    pub fn events_of(&self, actor: ActorIndex) -> &[EventIndex] {
        &self.0.events()[self.0.range(actor)]
    }
}
