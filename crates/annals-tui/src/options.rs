//! [`Options`]: how a session starts and what its settings are.

use std::time::Duration;

use annals_model::text::Clean;
use annals_model::{Accounts, EventIndex, Grouping, Timeline};
use annals_time::Window;

use crate::context::filter::Terms;
use crate::context::lanes::KeptLanes;
use crate::context::marks::Spot;
use crate::keys::Keymap;
use crate::quiz_plan::QuizPlan;

/// What the mouse wheel does on the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wheel {
    /// It zooms at the pointer.
    #[default]
    Zoom,
    /// It pans.
    Pan,
}

/// What is shown first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Begin {
    /// The panes.
    #[default]
    Panes,
    /// A presentation.
    Present,
    /// A presentation that goes on by itself, each card being shown so long.
    PresentByItself(Duration),
}

/// Where the account of a layer comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file of this name.
    File(Clean),
    /// It is part of the program, under this name.
    Bundled(&'static str),
    /// Standard input or a pipe: it cannot be read a second time.
    Passing,
}

/// Where a session starts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    /// What the lanes stand for; what the file says where this is `None`.
    pub lanes: Option<Grouping>,
    /// The window shown first; that of the file, else the whole story, where this is `None`.
    pub window: Option<Window>,
    /// The event selected first; the first one in view where this is `None`.
    pub event: Option<EventIndex>,
    /// The filter at the start.
    pub filter: Option<Terms>,
    /// The screen shown first.
    pub begin: Begin,
    /// The lanes as they were left in an earlier session, if they still stand for the same.
    pub arranged: Option<KeptLanes>,
    /// The marks to measure between as they were left in an earlier session.
    pub marks: Vec<Spot>,
    /// Whether the footer suggests what to try until the first key or click.
    pub suggests: bool,
}

/// How a session starts and what its settings are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Where it starts.
    pub start: Start,
    /// What the lanes stand for where neither [`Start::lanes`] nor the file says it.
    pub default_lanes: Grouping,
    /// Whether only ASCII may be used for the program's own signs.
    pub ascii: bool,
    /// What the mouse wheel does on the axis.
    pub wheel: Wheel,
    /// Whether the list follows the axis.
    pub follow_axis: bool,
    /// Whether a zoom may take a moment to be seen.
    pub motion: bool,
    /// The names of the themes that can be gone through.
    pub themes: Vec<Clean>,
    /// The index among them of the theme at the start.
    pub theme: usize,
    /// Which key does what.
    pub keymap: Keymap,
    /// The accounts that the timeline is made of, to switch them on and off; none where there is one.
    pub accounts: Accounts,
    /// Where each account comes from.
    pub origins: Vec<Origin>,
    /// What quizzes are made of.
    pub quiz: QuizPlan,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            start: Start::default(),
            default_lanes: Grouping::Actor,
            ascii: false,
            wheel: Wheel::default(),
            follow_axis: true,
            motion: false,
            themes: Vec::new(),
            theme: 0,
            keymap: Keymap::default(),
            accounts: Accounts::default(),
            origins: Vec::new(),
            quiz: QuizPlan::default(),
        }
    }
}

impl Options {
    /// Returns what the lanes of a timeline stand for.
    pub fn grouping(&self, timeline: &Timeline) -> Grouping {
        let lanes = self.start.lanes.or(timeline.lanes);
        lanes.unwrap_or(self.default_lanes)
    }
}
