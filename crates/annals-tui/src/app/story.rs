//! [`Story`]: a timeline with everything that is derived from it, and the work of deriving it.
//!
//! Owns what is read and never changed while the program runs, and the decision when deriving it
//! takes so long that it has to be done beside the screen.

use std::sync::Arc;

use super::filter::{Filter, Terms};
use super::laying::Laying;
use super::search::{Found, Searchable};
use super::state::Message;
use annals_index::{Index, Lanes};
use annals_model::text::Clean;
use annals_model::{Grouping, Timeline};
use annals_scene::relations::story_lines::Order;

/// From this many events on, what is derived from them is derived beside the screen. Fewer take less
/// time than a person can see.
pub const MANY: usize = 50_000;

/// A timeline, its index and its lanes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Story {
    /// What was read.
    pub timeline: Arc<Timeline>,
    /// What is derived from it.
    pub index: Arc<Index>,
    /// Its events by lane.
    pub lanes: Arc<Lanes>,
}

impl Story {
    /// Derives everything, with lanes that stand for this.
    pub fn new(timeline: Arc<Timeline>, grouping: Grouping) -> Self {
        let index = Index::new(&timeline);
        let lanes = Lanes::new(&timeline, &index, grouping);
        Self {
            timeline,
            index: Arc::new(index),
            lanes: Arc::new(lanes),
        }
    }

    /// The same with other lanes.
    pub(super) fn regrouped(&self, grouping: Grouping) -> Self {
        Self {
            lanes: Arc::new(Lanes::new(&self.timeline, &self.index, grouping)),
            ..self.clone()
        }
    }
}

/// The very same story, not one that says the same: comparing ten million events would take too long.
impl PartialEq for Story {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.timeline, &other.timeline)
            && Arc::ptr_eq(&self.index, &other.index)
            && Arc::ptr_eq(&self.lanes, &other.lanes)
    }
}

impl Eq for Story {}

/// Work that may take longer than a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Group the events into other lanes.
    Group(Story, Grouping),
    /// Order the story lines.
    OrderLines(Story),
    /// Make the story searchable.
    PrepareSearch(Story),
    /// Search a text.
    Find(Story, Searchable, String),
    /// Filter by these terms; words are looked up where the story is searchable.
    Filter(Story, Option<Searchable>, Terms),
    /// Lay other layers over each other.
    Lay(Laying),
}

impl Task {
    /// What it is, for a message if it fails.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Group(..) => "grouping into lanes",
            Self::OrderLines(_) => "ordering of story lines",
            Self::PrepareSearch(_) => "preparing of the search",
            Self::Find(..) => "search",
            Self::Filter(..) => "filtering",
            Self::Lay(_) => "laying of layers",
        }
    }

    /// How many events it goes through.
    pub fn size(&self) -> usize {
        match self {
            Self::Lay(laying) => laying.size(),
            Self::Group(story, _)
            | Self::OrderLines(story)
            | Self::PrepareSearch(story)
            | Self::Find(story, ..)
            | Self::Filter(story, ..) => story.timeline.events.len(),
        }
    }

    /// Does it. The answer is for [`super::App::update`]; `None` if it was given up because `is_wanted`
    /// says that nobody wants it any more.
    pub fn run(self, is_wanted: &dyn Fn() -> bool) -> Option<Message> {
        Some(match self {
            Self::Group(story, grouping) => Message::Grouped(story.regrouped(grouping)),
            Self::OrderLines(story) => {
                let order = Order::new(&story.timeline, &story.index);
                Message::LinesOrdered(story, Arc::new(order))
            }
            Self::PrepareSearch(story) => {
                let searchable = Searchable::new(&story);
                Message::Searchable(story, searchable)
            }
            Self::Find(story, searchable, text) => {
                let found = Found::new(&story, &searchable, text, is_wanted)?;
                Message::Found(story, Arc::new(found))
            }
            Self::Filter(story, searchable, terms) => {
                let filter = Filter::new(&story, terms, searchable.as_ref());
                Message::Filtered(story, Arc::new(filter))
            }
            Self::Lay(laying) => Message::Laid(laying.story.clone(), Box::new(laying.lay())),
        })
    }
}

/// A timeline of that title with nothing in it.
pub(super) fn untold(title: &Clean) -> Timeline {
    Timeline::empty(title.clone(), title.clone())
}
