//! [`Lanes`]: groups the dated events by actor, theme, account or status. Which lanes are displayed, and in
//! which order, is decided by the interface.

mod undated;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::event_set::EventSet;
use super::index::Index;
use super::track::Events;
use super::track::Track;
use annals_model::text::Clean;
use annals_model::{AccountIndex, ActorIndex, EventIndex, Grouping, Status, Timeline};

/// What a lane contains.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LaneKey {
    /// The events of one actor.
    Actor(ActorIndex),
    /// The events of one theme.
    Theme(Clean),
    /// The events of one status.
    Status(Status),
    /// The events of one account.
    Account(AccountIndex),
    /// All events.
    Everything,
    /// The events that are in no other lane.
    Others,
}

/// One lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// What it contains.
    pub key: LaneKey,
    /// Its dated events.
    pub track: Arc<Track>,
    /// Its events without a date, in reading order.
    pub undated: Arc<[EventIndex]>,
}

impl Lane {
    /// Returns whether an event is one of its events, dated or not.
    pub fn holds(&self, index: &Index, event: EventIndex) -> bool {
        self.track.position(index, event).is_some() || self.has_undated(index, event)
    }

    /// Returns whether an event is one of its events without a date.
    pub fn has_undated(&self, index: &Index, event: EventIndex) -> bool {
        let rank = index.rank(event);
        let found = self
            .undated
            .binary_search_by_key(&rank, |&other| index.rank(other));
        found.is_ok()
    }

    /// Returns whether it has no event, dated or not.
    pub fn is_empty(&self) -> bool {
        self.track.is_empty() && self.undated.is_empty()
    }
}

/// The lanes of a timeline, from top to bottom.
///
/// Lanes without a dated event are left out. An undated event that would be in no lane then is among
/// [`LaneKey::Others`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lanes {
    /// What the lanes are grouped by.
    pub grouping: Grouping,
    /// The lanes: actors in file order, themes in order of first appearance, statuses in the order of
    /// [`Status::ALL`], accounts in their order.
    pub lanes: Vec<Lane>,
    positions: HashMap<LaneKey, usize>,
}

/// A lane without events.
static EMPTY: LazyLock<Lane> = LazyLock::new(|| {
    let nothing = Timeline::empty(Clean::default(), Clean::default());
    Lane {
        key: LaneKey::Others,
        track: Arc::clone(Index::new(&nothing).everything()),
        undated: Arc::default(),
    }
});

impl Lanes {
    /// Groups the dated events.
    pub fn new(timeline: &Timeline, index: &Index, grouping: Grouping) -> Self {
        let everything = || Events::of_order(index.shared_order(), index.dated());
        let groups = match grouping {
            Grouping::Actor => by_actor(timeline, index),
            Grouping::Theme => by_theme(timeline, index),
            Grouping::Status => by_status(timeline, index),
            Grouping::Account if timeline.accounts.len() == 1 => {
                vec![(LaneKey::Account(AccountIndex::FIRST), everything())]
            }
            Grouping::Account => by_account(timeline, index),
            Grouping::None => vec![(LaneKey::Everything, everything())],
        };
        let mut groups: Vec<Group> = groups;
        groups.retain(|(_, events)| !events.as_slice().is_empty());
        let mut undated = undated::of_groups(timeline, index, grouping, &mut groups);
        let lanes: Vec<Lane> = groups
            .into_iter()
            .zip(&mut undated)
            .map(|((key, events), undated)| Lane {
                key,
                track: track(index, events),
                undated: std::mem::take(undated).into(),
            })
            .collect();
        let positions = lanes.iter().enumerate();
        Self {
            grouping,
            positions: positions
                .map(|(position, lane)| (lane.key.clone(), position))
                .collect(),
            lanes,
        }
    }

    /// Narrows the lanes to a set of events. Every lane keeps its position and its rows, and every event its
    /// row, even if a lane becomes empty.
    #[must_use]
    pub fn only(&self, index: &Index, chosen: &EventSet) -> Self {
        let passes = |&event: &EventIndex| chosen.contains(index.rank(event));
        let chosen = chosen.in_file(index);
        let lanes = self.lanes.iter().map(|lane| Lane {
            key: lane.key.clone(),
            track: Arc::new(lane.track.only_placed(&chosen)),
            undated: lane.undated.iter().copied().filter(passes).collect(),
        });
        Self {
            grouping: self.grouping,
            lanes: lanes.collect(),
            positions: self.positions.clone(),
        }
    }

    /// Returns the positions of the lanes that contain an event, from the top. Only the lanes that the event's own
    /// fields name are searched.
    pub fn holding(&self, timeline: &Timeline, index: &Index, event: EventIndex) -> Vec<usize> {
        let said = timeline.event(event);
        let mut keys: Vec<LaneKey> = match self.grouping {
            Grouping::Actor => {
                let actors = said.participants.iter().map(|part| part.actor);
                actors.map(LaneKey::Actor).collect()
            }
            Grouping::Theme => said.themes.iter().cloned().map(LaneKey::Theme).collect(),
            Grouping::Status => vec![LaneKey::Status(said.status)],
            Grouping::Account => vec![LaneKey::Account(said.account)],
            Grouping::None => vec![LaneKey::Everything],
        };
        if keys.is_empty() {
            keys.push(LaneKey::Others);
        }
        let positions = keys.iter().filter_map(|key| self.find(key));
        let holds = |&position: &usize| self.lane(position).holds(index, event);
        let mut positions: Vec<usize> = positions.filter(holds).collect();
        if positions.is_empty() {
            // None of the lanes that it names has a dated event.
            let others = self.find(&LaneKey::Others);
            positions.extend(others.filter(holds));
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Returns the lane at a position.
    ///
    /// # Panics
    ///
    /// With debug assertions, if there is none; without, the lane is empty.
    pub fn lane(&self, position: usize) -> &Lane {
        let count = self.lanes.len();
        debug_assert!(
            position < count,
            "there are {count} lanes, and none at {position}"
        );
        self.lanes.get(position).unwrap_or(&EMPTY)
    }

    /// Returns the position of a lane.
    pub fn find(&self, key: &LaneKey) -> Option<usize> {
        self.positions.get(key).copied()
    }
}

/// Returns the track of some events; the existing one if they are all events.
fn track(index: &Index, events: Events) -> Arc<Track> {
    if events.as_slice().len() < index.dated() {
        return Arc::new(Track::lane(index, events));
    }
    let everything = Arc::clone(index.everything());
    // Computes the rows now, so that the first frame does not have to.
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
    // Events without actors are in no actor's lane.
    let others = index.order().iter().zip(&named);
    let others = others.filter(|&(_, named)| !named).map(|(&event, _)| event);
    groups.push((LaneKey::Others, Events::own(others.collect())));
    groups
}

fn by_theme(timeline: &Timeline, index: &Index) -> Vec<Group> {
    let mut positions: HashMap<Box<str>, usize> = HashMap::new();
    let mut groups: Vec<(LaneKey, Vec<EventIndex>)> = Vec::new();
    let mut without = Vec::new();
    for &event in &index.order()[..index.dated()] {
        let said = timeline.events.read(event.index());
        if said.themes.is_empty() {
            without.push(event);
        }
        for theme in &said.themes {
            let position = positions.get(theme.raw()).copied().unwrap_or_else(|| {
                groups.push((LaneKey::Theme(theme.clone()), Vec::new()));
                positions.insert(theme.raw().into(), groups.len() - 1);
                groups.len() - 1
            });
            // A theme may be named twice in one event.
            if groups[position].1.last() != Some(&event) {
                groups[position].1.push(event);
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
        let status = timeline.events.brief(event.index(), &mut actors).status;
        if let Some(position) = Status::ALL.iter().position(|&other| other == status) {
            groups[position].push(event);
        }
    }
    let groups = Status::ALL.iter().zip(groups);
    groups
        .map(|(&status, events)| (LaneKey::Status(status), Events::own(events)))
        .collect()
}

fn by_account(timeline: &Timeline, index: &Index) -> Vec<Group> {
    let mut groups = vec![Vec::new(); timeline.accounts.len()];
    for &event in &index.order()[..index.dated()] {
        groups[timeline.events.account(event.index()).index()].push(event);
    }
    let groups = groups.into_iter().enumerate();
    groups
        .map(|(position, events)| {
            (
                LaneKey::Account(AccountIndex::new(position)),
                Events::own(events),
            )
        })
        .collect()
}
