//! Lanes of the axis, and the row of each event within its lane.
//!
//! Owns the grouping and the stacking. Rows depend on dates alone, never on a window or a width, so
//! zooming does not reshuffle them.

use super::Index;
use crate::data::{ActorIndex, EventIndex, Grouping, Timeline};
use crate::text::Clean;
use crate::time::{Time, When};

/// What a lane stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaneKey {
    /// The events of one actor.
    Actor(ActorIndex),
    /// The events of one theme.
    Theme(Clean),
    /// All events.
    Everything,
}

/// An event in a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The event.
    pub event: EventIndex,
    /// Its row in the lane, from 0.
    pub row: usize,
}

/// One lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// What it stands for.
    pub key: LaneKey,
    /// Its dated events in reading order.
    pub events: Vec<Placed>,
    /// How many rows it takes to show every event without overlap.
    pub rows: usize,
}

/// The lanes of a timeline, from top to bottom. Lanes without a dated event are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lanes {
    /// The lanes.
    pub lanes: Vec<Lane>,
}

impl Lanes {
    /// Groups the dated events. Actors are in the order of the file, themes in the order in which
    /// they first appear.
    pub fn new(timeline: &Timeline, index: &Index, grouping: Grouping) -> Self {
        let dated = &index.order()[..index.dated()];
        let lanes = match grouping {
            Grouping::Actor => (0..timeline.actors.len())
                .map(ActorIndex::new)
                .map(|actor| {
                    let events = index.events_of(actor).iter().copied();
                    let events = events.filter(|&event| timeline.event(event).when.is_some());
                    (LaneKey::Actor(actor), events.collect())
                })
                .chain(std::iter::once((
                    LaneKey::Everything,
                    without_actor(timeline, dated),
                )))
                .collect(),
            Grouping::Theme => by_theme(timeline, dated),
            Grouping::Layer | Grouping::None => vec![(LaneKey::Everything, dated.to_vec())],
        };
        let lanes = lanes
            .into_iter()
            .filter(|(_, events): &(LaneKey, Vec<EventIndex>)| !events.is_empty())
            .map(|(key, events)| stacked(timeline, key, &events))
            .collect();
        Self { lanes }
    }

    /// The places of the lanes that hold an event.
    pub fn holding(&self, event: EventIndex) -> impl Iterator<Item = usize> {
        self.lanes
            .iter()
            .enumerate()
            .filter_map(move |(place, lane)| {
                lane.events
                    .iter()
                    .any(|placed| placed.event == event)
                    .then_some(place)
            })
    }

    /// The place of an actor's lane.
    pub fn of_actor(&self, actor: ActorIndex) -> Option<usize> {
        self.lanes
            .iter()
            .position(|lane| lane.key == LaneKey::Actor(actor))
    }
}

/// Events in which nobody takes part would be in no actor's lane.
fn without_actor(timeline: &Timeline, dated: &[EventIndex]) -> Vec<EventIndex> {
    dated
        .iter()
        .copied()
        .filter(|&event| timeline.event(event).participants.is_empty())
        .collect()
}

fn by_theme(timeline: &Timeline, dated: &[EventIndex]) -> Vec<(LaneKey, Vec<EventIndex>)> {
    let mut lanes: Vec<(LaneKey, Vec<EventIndex>)> = Vec::new();
    let mut without = Vec::new();
    for &event in dated {
        let themes = &timeline.event(event).themes;
        if themes.is_empty() {
            without.push(event);
        }
        for theme in themes {
            let key = LaneKey::Theme(theme.clone());
            match lanes.iter_mut().find(|(known, _)| *known == key) {
                Some((_, events)) if events.last() == Some(&event) => {}
                Some((_, events)) => events.push(event),
                None => lanes.push((key, vec![event])),
            }
        }
    }
    lanes.push((LaneKey::Everything, without));
    lanes
}

/// Puts each event into the first row that is free from its earliest start on.
fn stacked(timeline: &Timeline, key: LaneKey, events: &[EventIndex]) -> Lane {
    let mut row_ends: Vec<Time> = Vec::new();
    let placed = events
        .iter()
        .map(|&event| {
            let when = timeline.event(event).when.as_ref();
            let (start, end) = when.map_or((Time::MIN, Time::MAX), When::reach);
            let free = row_ends
                .iter()
                .position(|&row_end| row_end <= start && start > Time::MIN);
            let row = free.unwrap_or(row_ends.len());
            match row_ends.get_mut(row) {
                Some(row_end) => *row_end = end,
                None => row_ends.push(end),
            }
            Placed { event, row }
        })
        .collect();
    Lane {
        key,
        events: placed,
        rows: row_ends.len(),
    }
}
