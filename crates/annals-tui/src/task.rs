//! [`Task`]: work that may take longer than a frame.

use std::sync::Arc;

use annals_model::Grouping;
use annals_scene::relations::story_lines::Order;

use crate::context::accounts::Merge;
use crate::context::filter::{Filter, Terms};
use crate::context::found::{Found, Searchable};
use crate::message::Message;
use crate::story::Story;

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
    /// Merge other accounts into the story.
    Merge(Merge),
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
            Self::Merge(_) => "merging of accounts",
        }
    }

    /// How many events it goes through.
    pub fn size(&self) -> usize {
        match self {
            Self::Merge(merge) => merge.size(),
            Self::Group(story, _)
            | Self::OrderLines(story)
            | Self::PrepareSearch(story)
            | Self::Find(story, ..)
            | Self::Filter(story, ..) => story.timeline.events.len(),
        }
    }

    /// Does it. The answer is for [`crate::Shell::update`]; `None` if it was given up because `is_wanted`
    /// says that the answer is no longer wanted.
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
            Self::Merge(merge) => Message::Merged(merge.story.clone(), Box::new(merge.run())),
        })
    }
}
