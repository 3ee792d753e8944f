//! [`Undated`]: the events of a lane that have no date, for the column beside the axis.

use annals_index::{Index, Lane};
use annals_model::{EventIndex, Status, Timeline};

/// Columns for the undated events; a lane with more of them than its rows hold shows their number.
pub const UNDATED_COLUMNS: u16 = 7;

/// The undated events of a lane.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undated {
    /// Number of events.
    pub total: usize,
    /// Each event with its status; of too many only the first, which the number stands for.
    pub events: Vec<(EventIndex, Status)>,
    /// The selected event, if it is one of them.
    pub selected: Option<EventIndex>,
}

impl Undated {
    pub(super) fn new(
        timeline: &Timeline,
        index: &Index,
        lane: &Lane,
        selected: Option<EventIndex>,
        rows: usize,
    ) -> Self {
        let total = lane.undated.len();
        let shown = if total > usize::from(UNDATED_COLUMNS) * rows {
            1
        } else {
            total
        };
        let events = lane.undated.iter().take(shown);
        Self {
            total,
            events: events
                .map(|&event| (event, timeline.event(event).status))
                .collect(),
            selected: selected.filter(|&event| lane.has_undated(index, event)),
        }
    }

    /// Returns whether there are too many for one sign each.
    pub fn is_counted(&self) -> bool {
        self.total > self.events.len()
    }
}
