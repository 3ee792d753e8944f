//! What a mouse meets where.
//!
//! Owns the map from areas of the last drawn frame to what stands in them. It is filled by whoever
//! draws.

use annals_model::{ActorIndex, EventIndex};
use annals_scene::layout::Area;

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
    /// The overview of the whole story.
    Overview,
    /// The lane of that place on the page of lanes.
    LaneRow(usize),
    /// The layer of that place on the page of layers.
    LayerRow(usize),
    /// What can be chosen in the palette at that place of what was found.
    Choice(usize),
    /// The term of that place of the filter.
    Term(usize),
    /// The list.
    List,
    /// The detail.
    Detail,
}

/// The areas of one frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HitMap {
    areas: Vec<(Area, Hit)>,
}

impl HitMap {
    /// Adds an area. What is added later lies on top.
    pub fn add(&mut self, area: Area, hit: Hit) {
        self.areas.push((area, hit));
    }

    /// What stands in a cell, from the top down.
    pub fn at(&self, column: u16, row: u16) -> impl Iterator<Item = Hit> {
        self.areas
            .iter()
            .rev()
            .filter(move |(area, _)| area.contains(column, row))
            .map(|(_, hit)| *hit)
    }
}
