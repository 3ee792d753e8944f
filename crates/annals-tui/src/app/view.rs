//! [`View`]: where a person is. What Backspace brings back is exactly this.

use std::sync::Arc;

use annals_model::{ActorIndex, EventIndex};
use annals_scene::compare;
use annals_scene::gathering::Gathering;
use annals_scene::layout::Pane;
use annals_scene::list::Listing;
use annals_scene::present;
use annals_scene::relations::{chain, grid, story_lines};
use annals_time::{Time, Window};

use super::filter::Filter;
use super::filtering::FilterPrompt;
use super::measure::Spot;
use super::opening::AddressPage;
use super::palette::Palette;
use super::prompt::Entry;
use super::quiz::QuizState;

/// Where a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What the list shows.
    pub listing: Listing,
    /// The events that it shows, where those are only some.
    pub(super) gathering: Option<Arc<Gathering>>,
    /// The filter that it is seen through.
    pub(super) filter: Option<Arc<Filter>>,
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
    /// The first lane shown below the pinned ones, counted among those that are not pinned.
    pub first_slot: usize,
    /// The first line shown of the detail.
    pub first_line: usize,
    /// The place of the marked thing among those that the detail lets one follow.
    pub item: usize,
    /// Whether the teacher's notes are shown.
    pub notes: bool,
    /// The lane that moving within a lane keeps to, by its place among the lanes; it counts only
    /// while it holds the selection.
    pub lane: Option<usize>,
    /// The date last gone to, until something else is selected.
    pub date: Option<Spot>,
    /// What takes the screen.
    pub page: Page,
    /// How the window came about, if by zooming, the latest run of steps last: stepping back returns to
    /// each window that was left, to the nanosecond.
    pub(super) zooms: Vec<Zoom>,
}

impl View {
    /// A view of a window, with nothing selected.
    pub(super) const fn new(window: Window) -> Self {
        Self {
            listing: Listing::Events,
            gathering: None,
            filter: None,
            event: None,
            actor: None,
            pane: Pane::List,
            window,
            first_row: 0,
            first_slot: 0,
            first_line: 0,
            item: 0,
            notes: false,
            lane: None,
            date: None,
            page: Page::Panes,
            zooms: Vec::new(),
        }
    }

    /// Whether its page is that of the story lines.
    pub(super) const fn is_story_lines(&self) -> bool {
        matches!(self.page, Page::StoryLines(_))
    }
}

/// What takes the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// The axis, the list and the detail.
    Panes,
    /// Who takes part in what.
    Grid(grid::State),
    /// Each actor a line through time.
    StoryLines(story_lines::State),
    /// What led to an event, and what it led to.
    Chain(chain::State),
    /// One event a screen.
    Present(present::State),
    /// A quiz.
    Quiz(QuizState),
    /// Accounts side by side.
    Compare(compare::State),
}

/// A run of zoom steps about one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Zoom {
    /// The window before the first step.
    pub(super) base: Window,
    /// The moment that keeps its place.
    pub(super) about: Time,
    /// The steps since, in quarters of an octave; positive is closer.
    pub(super) quarters: i32,
    /// The selection that it is about, if any.
    pub(super) event: Option<EventIndex>,
}

impl Zoom {
    /// Whether a step leads back towards the window at the start of the run.
    pub(super) const fn is_undone_by(&self, quarters: i32) -> bool {
        self.quarters.signum() == -quarters.signum()
    }
}

/// What lies over the panes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The help page, from that line on.
    Help {
        /// The first line shown.
        first_line: usize,
    },
    /// What was read, from that line on.
    About {
        /// The first line shown.
        first_line: usize,
    },
    /// The lanes, to be arranged.
    Lanes(LanesPage),
    /// A date is being written, to go to.
    Date(Entry),
    /// A text is being written, to be searched for.
    Search(Entry),
    /// A filter is being written.
    Filter(FilterPrompt),
    /// Whether to open the address of a source.
    Address(AddressPage),
    /// What can be done or gone to, by name.
    Palette(Palette),
    /// The layers, to be switched on and off.
    Layers(LayersPage),
}

/// Where a person is on the page of layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayersPage {
    /// The selected layer, by its place among the layers.
    pub layer: usize,
    /// The first row shown.
    pub first_row: usize,
}

/// Where a person is on the page of lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LanesPage {
    /// The selected lane, by its place among the lanes.
    pub lane: usize,
    /// The first row shown.
    pub first_row: usize,
}
