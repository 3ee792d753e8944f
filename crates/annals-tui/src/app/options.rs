//! [`Options`]: how the program was asked to start.
//!
//! Owns what comes from the command line, the settings and what is remembered, once it has been
//! settled which of them counts.

use core::time::Duration;

use super::arrangement::KeptLanes;
use super::filter::Terms;
use super::keymap::Keymap;
use super::measure::Spot;
use super::quiz::QuizPlan;
use annals_model::text::Clean;
use annals_model::{Accounts, EventIndex, Grouping, Timeline};
use annals_time::Window;

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

/// How the program was asked to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What the lanes stand for; what the file says where this says nothing.
    pub lanes: Option<Grouping>,
    /// What the lanes stand for where the file says nothing either.
    pub usual_lanes: Grouping,
    /// The window shown first; that of the file, else the whole story.
    pub window: Option<Window>,
    /// The event selected first; the first one.
    pub event: Option<EventIndex>,
    /// The filter at the start.
    pub filter: Option<Terms>,
    /// Whether only ASCII may be used for what is the program's own.
    pub ascii: bool,
    /// What the mouse wheel does on the axis.
    pub wheel: Wheel,
    /// Whether the list follows when the axis moves.
    pub follow_axis: bool,
    /// What is shown first.
    pub begin: Begin,
    /// The names of the themes there are, for going through them.
    pub themes: Vec<Clean>,
    /// The place among them of the theme at the start.
    pub theme: usize,
    /// Which key does what.
    pub keymap: Keymap,
    /// The accounts that the timeline is made of, to switch them on and off; none where there is one.
    pub accounts: Accounts,
    /// Where each of them comes from, by its layer.
    pub origins: Vec<Origin>,
    /// The lanes as they were left; they count where they stand for the same.
    pub arranged: Option<KeptLanes>,
    /// The marks as they were left.
    pub marks: Vec<Spot>,
    /// What quizzes are made of.
    pub quiz: QuizPlan,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lanes: None,
            usual_lanes: Grouping::Actor,
            window: None,
            event: None,
            filter: None,
            ascii: false,
            wheel: Wheel::default(),
            follow_axis: true,
            begin: Begin::default(),
            themes: Vec::new(),
            theme: 0,
            keymap: Keymap::default(),
            accounts: Accounts::default(),
            origins: Vec::new(),
            arranged: None,
            marks: Vec::new(),
            quiz: QuizPlan::default(),
        }
    }
}

impl Options {
    /// What the lanes of a timeline stand for.
    pub fn grouping(&self, timeline: &Timeline) -> Grouping {
        self.lanes.or(timeline.lanes).unwrap_or(self.usual_lanes)
    }
}
