//! Lanes of the axis: which events each of them holds.
//!
//! Owns the grouping. How events of one lane lie in time is the business of [`Track`]; which lanes a
//! person wants to see, and in which order, that of `app`.

use std::collections::HashMap;
use std::sync::Arc;

use super::track::Events;
use super::{Chosen, Index, Track};
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Grouping, LayerIndex, Status, Timeline};

/// What a lane stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LaneKey {
    /// The events of one actor.
    Actor(ActorIndex),
    /// The events of one theme.
    Theme(Clean),
    /// The statements of one kind.
    Status(Status),
    /// The events of one layer.
    Layer(LayerIndex),
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
    /// appear, statuses in the order in which they are explained, layers in that in which they were laid.
    pub lanes: Vec<Lane>,
    places: HashMap<LaneKey, usize>,
}

impl Lanes {
    /// Groups the dated events.
    pub fn new(timeline: &Timeline, index: &Index, grouping: Grouping) -> Self {
        let everything = || Events::of_order(index.shared_order(), index.dated());
        let groups = match grouping {
            Grouping::Actor => by_actor(timeline, index),
            Grouping::Theme => by_theme(timeline, index),
            Grouping::Status => by_status(timeline, index),
            Grouping::Layer if timeline.layers.len() == 1 => {
                vec![(LaneKey::Layer(LayerIndex::FIRST), everything())]
            }
            Grouping::Layer => by_layer(timeline, index),
            Grouping::None => vec![(LaneKey::Everything, everything())],
        };
        let lanes: Vec<Lane> = groups
            .into_iter()
            .filter(|(_, events)| !events.as_slice().is_empty())
            .map(|(key, events)| Lane {
                key,
                track: track(index, events),
            })
            .collect();
        let places = lanes.iter().enumerate();
        Self {
            grouping,
            places: places
                .map(|(place, lane)| (lane.key.clone(), place))
                .collect(),
            lanes,
        }
    }

    /// The same lanes with the chosen events only. Every lane keeps its place, its rows and the row of
    /// each event, even where nothing is left in it.
    #[must_use]
    pub fn only(&self, index: &Index, chosen: &Chosen) -> Self {
        let chosen = chosen.in_file(index);
        let lanes = self.lanes.iter().map(|lane| Lane {
            key: lane.key.clone(),
            track: Arc::new(lane.track.only_placed(&chosen)),
        });
        Self {
            grouping: self.grouping,
            lanes: lanes.collect(),
            places: self.places.clone(),
        }
    }

    /// The places of the lanes that hold an event, from the top. Only the lanes of what the event says
    /// itself are searched.
    pub fn holding(&self, timeline: &Timeline, index: &Index, event: EventIndex) -> Vec<usize> {
        let said = timeline.event(event);
        let mut keys: Vec<LaneKey> = match self.grouping {
            Grouping::Actor => {
                let actors = said.participants.iter().map(|part| part.actor);
                actors.map(LaneKey::Actor).collect()
            }
            Grouping::Theme => said.themes.iter().cloned().map(LaneKey::Theme).collect(),
            Grouping::Status => vec![LaneKey::Status(said.status)],
            Grouping::Layer => vec![LaneKey::Layer(said.layer)],
            Grouping::None => vec![LaneKey::Everything],
        };
        if keys.is_empty() {
            keys.push(LaneKey::Others);
        }
        let places = keys.iter().filter_map(|key| self.find(key));
        let holds = |&place: &usize| self.lanes[place].track.position(index, event).is_some();
        let mut places: Vec<usize> = places.filter(holds).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The place of a lane.
    pub fn find(&self, key: &LaneKey) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// Heap bytes of its own. What it shares with the index is counted there.
    pub fn bytes(&self) -> usize {
        let tracks = self.lanes.iter().map(|lane| match &lane.track {
            track if track.is_everything() => 0,
            track => size_of::<Track>() + track.bytes(),
        });
        tracks.sum::<usize>()
            + self.lanes.capacity() * size_of::<Lane>()
            + self.places.capacity() * size_of::<(LaneKey, usize)>()
    }
}

/// A track of some events, which is the one there is if they are all.
fn track(index: &Index, events: Events) -> Arc<Track> {
    if events.as_slice().len() < index.dated() {
        return Arc::new(Track::lane(index, events));
    }
    let everything = Arc::clone(index.everything());
    // Its rows are made now, so that the first frame need not wait for them.
    everything.rows();
    everything
}

type Group = (LaneKey, Events);

fn by_actor(timeline: &Timeline, index: &Index) -> Vec<Group> {
    let cast = index.cast();
    let mut named = vec![false; index.dated()];
    let mut groups: Vec<Group> = (0..timeline.actors.len())
        .map(ActorIndex::new)
        .map(|actor| {
            let events = index.events_of(actor);
            // Undated events come last.
            let dated = events.partition_point(|&event| index.rank(event) < index.dated());
            for &event in &events[..dated] {
                named[index.rank(event)] = true;
            }
            let first = cast.range(actor).start;
            let events = Events::of_cast(cast.events(), first..first + dated);
            (LaneKey::Actor(actor), events)
        })
        .collect();
    // Events in which nobody takes part would be in no actor's lane.
    let others = index.order().iter().zip(&named);
    let others = others.filter(|&(_, named)| !named).map(|(&event, _)| event);
    groups.push((LaneKey::Others, Events::own(others.collect())));
    groups
}

fn by_theme(timeline: &Timeline, index: &Index) -> Vec<Group> {
    let mut places: HashMap<Box<str>, usize> = HashMap::new();
    let mut groups: Vec<(LaneKey, Vec<EventIndex>)> = Vec::new();
    let mut without = Vec::new();
    for &event in &index.order()[..index.dated()] {
        let said = timeline.events.read(event.place());
        if said.themes.is_empty() {
            without.push(event);
        }
        for theme in &said.themes {
            let place = places.get(theme.raw()).copied().unwrap_or_else(|| {
                groups.push((LaneKey::Theme(theme.clone()), Vec::new()));
                places.insert(theme.raw().into(), groups.len() - 1);
                groups.len() - 1
            });
            // A theme may be named twice in one event.
            if groups[place].1.last() != Some(&event) {
                groups[place].1.push(event);
            }
        }
    }
    groups.push((LaneKey::Others, without));
    let groups = groups.into_iter();
    groups
        .map(|(key, events)| (key, Events::own(events)))
        .collect()
}

fn by_status(timeline: &Timeline, index: &Index) -> Vec<Group> {
    let mut groups = vec![Vec::new(); Status::ALL.len()];
    let mut actors = Vec::new();
    for &event in &index.order()[..index.dated()] {
        actors.clear();
        let status = timeline.events.brief(event.place(), &mut actors).status;
        if let Some(place) = Status::ALL.iter().position(|&other| other == status) {
            groups[place].push(event);
        }
    }
    let groups = Status::ALL.iter().zip(groups);
    groups
        .map(|(&status, events)| (LaneKey::Status(status), Events::own(events)))
        .collect()
}

fn by_layer(timeline: &Timeline, index: &Index) -> Vec<Group> {
    let mut groups = vec![Vec::new(); timeline.layers.len()];
    for &event in &index.order()[..index.dated()] {
        groups[timeline.events.layer(event.place()).place()].push(event);
    }
    let groups = groups.into_iter().enumerate();
    groups
        .map(|(place, events)| (LaneKey::Layer(LayerIndex::new(place)), Events::own(events)))
        .collect()
}
