//! [`HitMap`]: what can be clicked in the last frame, and where.

use annals_model::{ActorIndex, EventIndex};
use ratatui::layout::{Position, Rect};

use crate::keys::KeySequence;

/// What stands in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// An event.
    Event(EventIndex),
    /// An actor.
    Actor(ActorIndex),
    /// The followable thing of that place in the detail.
    Item(usize),
    /// The axis: its ticks, or a row of it where no lane is.
    Axis,
    /// The lane of that place, where no mark stands.
    Lane(usize),
    /// The names of the lanes.
    LaneNames,
    /// The overview of the whole story.
    Overview,
    /// A row of a list, by what the screen counts its rows.
    Row(usize),
    /// What can be chosen in the palette at that place of what was found.
    Choice(usize),
    /// The term of that place of the filter.
    Term(usize),
    /// The edge between the list and the detail.
    Divider,
    /// Keys that are named in the footer; a click presses them.
    Keys(KeySequence),
    /// The list.
    List,
    /// The detail.
    Detail,
}

/// The areas of one frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HitMap {
    areas: Vec<(Rect, Hit)>,
}

impl HitMap {
    /// Adds an area. What is added later lies on top.
    pub fn add(&mut self, area: Rect, hit: Hit) {
        self.areas.push((area, hit));
    }

    /// What stands in a cell, from the top down.
    pub fn at(&self, column: u16, row: u16) -> impl Iterator<Item = Hit> {
        self.areas
            .iter()
            .rev()
            .filter(move |(area, _)| area.contains(Position::new(column, row)))
            .map(|(_, hit)| *hit)
    }
}
