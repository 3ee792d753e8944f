//! [`Place`]: where a person is in the story, apart from the state of the screens.

use std::sync::Arc;

use annals_model::EventIndex;
use annals_time::{Time, Window};

use super::filter::Filter;
use super::marks::Spot;

/// Where a person is in the story: what is selected, which interval is shown, and through which filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The selected event; `None` only in a timeline without events.
    pub event: Option<EventIndex>,
    /// The interval on the axis.
    pub window: Window,
    /// The filter, if there is one.
    pub filter: Option<Arc<Filter>>,
    /// The date last gone to, until something else is selected.
    pub date: Option<Spot>,
    /// The zoom steps that led to the window, the latest run last, so that zooming out again returns to
    /// each earlier window to the nanosecond.
    pub(crate) zooms: Vec<Zoom>,
}

impl Place {
    /// A place with a window and nothing selected.
    pub const fn new(window: Window) -> Self {
        Self {
            event: None,
            window,
            filter: None,
            date: None,
            zooms: Vec::new(),
        }
    }

    /// Returns the window; where it is shorter than any that zooming leads to, the shortest of those
    /// around its middle.
    pub fn at_least_shortest(window: Window) -> Window {
        let half = Window::MIN_LENGTH / 2;
        let middle = window.centre();
        let shortest = Window::new(
            middle.saturating_add_nanos(-half),
            middle.saturating_add_nanos(half),
        );
        match shortest {
            Some(shortest) if window.length() < Window::MIN_LENGTH => shortest,
            _ => window,
        }
    }
}

/// A run of zoom steps around one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zoom {
    /// The window before the first step.
    pub(crate) base: Window,
    /// The moment that keeps its column.
    pub(crate) about: Time,
    /// The steps since, in quarters of an octave; positive is closer.
    pub(crate) quarters: i32,
    /// The selected event that it is about, if any.
    pub(crate) event: Option<EventIndex>,
}

impl Zoom {
    /// Returns whether a step leads back towards the window at the start of the run.
    pub(crate) const fn is_undone_by(&self, quarters: i32) -> bool {
        self.quarters.signum() == -quarters.signum()
    }
}

/// What zooming and panning keep in view. The screen with the axis sets it when it settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Focus {
    /// The selected event, if the screen shows one as selected.
    pub event: Option<EventIndex>,
    /// Whether the selection may move to an event in view when the window leaves it behind.
    pub may_move: bool,
}
