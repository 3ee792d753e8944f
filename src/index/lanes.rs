//! Lanes of the axis: which events each of them holds.
//!
//! Owns the grouping. How events of one lane lie in time is the business of [`Track`]; which lanes a
//! person wants to see, and in which order, that of `app`.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Index, Track};
use crate::data::{ActorIndex, EventIndex, Grouping, Status, Timeline};
use crate::text::Clean;

/// What a lane stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaneKey {
    /// The events of one actor.
    Actor(ActorIndex),
    /// The events of one theme.
    Theme(Clean),
    /// The statements of one kind.
    Status(Status),
    /// The events of one layer.
    Layer,
    /// All events.
    Everything,
    /// The events that are in no other lane.
    Others,
}

/// One lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// What it stands for.
    pub key: LaneKey,
    /// Its dated events.
    pub track: Arc<Track>,
}

/// The lanes of a timeline, from top to bottom. Lanes without a dated event are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lanes {
    /// What the lanes stand for.
    pub grouping: Grouping,
    /// The lanes. Actors are in the order of the file, themes in the order in which they first
    /// appear, statuses in the order in which they are explained.
    pub lanes: Vec<Lane>,
}

impl Lanes {
    /// Groups the dated events.
    pub fn new(timeline: &Timeline, index: &Index, grouping: Grouping) -> Self {
        let dated = &index.order()[..index.dated()];
        let groups = match grouping {
            Grouping::Actor => by_actor(timeline, index, dated),
            Grouping::Theme => by_theme(timeline, dated),
            Grouping::Status => by_status(timeline, dated),
            Grouping::Layer => vec![(LaneKey::Layer, dated.to_vec())],
            Grouping::None => vec![(LaneKey::Everything, dated.to_vec())],
        };
        let lanes = groups
            .into_iter()
            .filter(|(_, events)| !events.is_empty())
            .map(|(key, events)| Lane {
                key,
                track: Arc::new(Track::new(timeline, events)),
            })
            .collect();
        Self { grouping, lanes }
    }

    /// The places of the lanes that hold an event, from the top.
    pub fn holding(&self, _timeline: &Timeline, index: &Index, event: EventIndex) -> Vec<usize> {
        let holds = |lane: &Lane| lane.track.position(index, event).is_some();
        (0..self.lanes.len())
            .filter(|&place| holds(&self.lanes[place]))
            .collect()
    }

    /// The place of a lane.
    pub fn find(&self, key: &LaneKey) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.key == *key)
    }
}

type Group = (LaneKey, Vec<EventIndex>);

fn by_actor(timeline: &Timeline, index: &Index, dated: &[EventIndex]) -> Vec<Group> {
    let actors = (0..timeline.actors.len()).map(ActorIndex::new);
    let mut groups: Vec<Group> = actors
        .map(|actor| {
            let events = index.events_of(actor).iter().copied();
            let events = events.filter(|&event| timeline.event(event).when.is_some());
            (LaneKey::Actor(actor), events.collect())
        })
        .collect();
    // Events in which nobody takes part would be in no actor's lane.
    let without = |event: &&EventIndex| timeline.event(**event).participants.is_empty();
    let others = dated.iter().filter(without).copied().collect();
    groups.push((LaneKey::Others, others));
    groups
}

fn by_theme(timeline: &Timeline, dated: &[EventIndex]) -> Vec<Group> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut without = Vec::new();
    for &event in dated {
        let themes = &timeline.event(event).themes;
        if themes.is_empty() {
            without.push(event);
        }
        for theme in themes {
            let place = *places.entry(theme.raw()).or_insert_with(|| {
                groups.push((LaneKey::Theme(theme.clone()), Vec::new()));
                groups.len() - 1
            });
            // A theme may be named twice in one event.
            if groups[place].1.last() != Some(&event) {
                groups[place].1.push(event);
            }
        }
    }
    groups.push((LaneKey::Others, without));
    groups
}

fn by_status(timeline: &Timeline, dated: &[EventIndex]) -> Vec<Group> {
    let of = |status: Status| {
        let events = dated.iter().copied();
        events
            .filter(|&event| timeline.event(event).status == status)
            .collect()
    };
    Status::ALL
        .iter()
        .map(|&status| (LaneKey::Status(status), of(status)))
        .collect()
}
