//! [`View`]: where a person is. What Backspace brings back is exactly this.

use crate::data::{ActorIndex, EventIndex};
use crate::scene::layout::Pane;
use crate::scene::list::Listing;
use crate::time::Window;

/// Where a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What the list shows.
    pub listing: Listing,
    /// The selected event; `None` only in a timeline without events.
    pub event: Option<EventIndex>,
    /// The selected actor; `None` only in a timeline without actors.
    pub actor: Option<ActorIndex>,
    /// The pane that has the keys.
    pub pane: Pane,
    /// The stretch of time on the axis.
    pub window: Window,
    /// The first row shown of the list.
    pub first_row: usize,
    /// The first lane shown.
    pub first_lane: usize,
    /// The first line shown of the detail.
    pub first_line: usize,
    /// The place of the marked thing among those that the detail lets one follow.
    pub item: usize,
    /// Whether the teacher's notes are shown.
    pub notes: bool,
    /// Windows that zooming out returns to, so that it undoes zooming in to the nanosecond.
    pub(super) outward: Vec<Window>,
    /// Windows that zooming in returns to. One of the two lists is always empty.
    pub(super) inward: Vec<Window>,
}

/// What lies over the panes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The help page, from that line on.
    Help {
        /// The first line shown.
        first_line: usize,
    },
}
