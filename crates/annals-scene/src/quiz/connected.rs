//! Events connected by links, over any number of steps.
//!
//! The walk gives up after [`MAX_LINKS`] links; callers then treat every event as connected.

use std::collections::{HashMap, HashSet};

use annals_index::Index;
use annals_model::{EventIndex, LinkKind, Timeline};

/// The most links followed.
const MAX_LINKS: usize = 512;

/// The direction in which links are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkDirection {
    /// To causes.
    Back,
    /// To effects.
    On,
}

/// Returns the events reached from an event in one direction, without the event; `None` where there are too
/// many links. Contradictions are not followed.
pub(super) fn connected(
    timeline: &Timeline,
    index: &Index,
    event: EventIndex,
    direction: LinkDirection,
) -> Option<HashSet<EventIndex>> {
    let mut found = HashSet::new();
    let mut waiting = vec![event];
    let mut links = 0;
    while let Some(here) = waiting.pop() {
        let mut meet = |other: EventIndex, kind: LinkKind| {
            if kind != LinkKind::Contradicts && other != event && found.insert(other) {
                waiting.push(other);
            }
        };
        match direction {
            LinkDirection::On => {
                let out = &timeline.event(here).links;
                links += out.len();
                if links > MAX_LINKS {
                    return None;
                }
                for link in out {
                    meet(link.to, link.kind);
                }
            }
            LinkDirection::Back => {
                let into = index.incoming(here);
                links += into.len();
                if links > MAX_LINKS {
                    return None;
                }
                for link in into {
                    if let Some(own) = timeline.event(link.from).links.get(link.link) {
                        meet(link.from, own.kind);
                    }
                }
            }
        }
    }
    Some(found)
}

/// The connected events of some events, found once each.
#[derive(Debug, Default)]
pub(super) struct Connections {
    known: HashMap<EventIndex, Option<HashSet<EventIndex>>>,
}

impl Connections {
    /// Returns whether links lead from one event to the other, in either direction; also `true` where there
    /// are too many links. Pass the event that is asked about repeatedly as `one`: its connections are kept.
    pub(super) fn are_connected(
        &mut self,
        timeline: &Timeline,
        index: &Index,
        one: EventIndex,
        other: EventIndex,
    ) -> bool {
        let known = self.known.entry(one).or_insert_with(|| {
            let mut around = connected(timeline, index, one, LinkDirection::Back)?;
            around.extend(connected(timeline, index, one, LinkDirection::On)?);
            Some(around)
        });
        known.as_ref().is_none_or(|known| known.contains(&other))
    }
}
