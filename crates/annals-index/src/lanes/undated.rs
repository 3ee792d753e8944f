//! The undated events of each lane.

use std::collections::HashMap;

use super::{Group, LaneKey};
use crate::index::Index;
use crate::track::Events;
use annals_model::{EventIndex, Grouping, Timeline};

/// Returns the undated events of each group. Those that are in none are added to the last one, which is made
/// if it is not there.
pub(super) fn of_groups(
    timeline: &Timeline,
    index: &Index,
    grouping: Grouping,
    groups: &mut Vec<Group>,
) -> Vec<Vec<EventIndex>> {
    let mut undated: Vec<Vec<EventIndex>> = vec![Vec::new(); groups.len()];
    let events = &index.order()[index.dated()..];
    if events.is_empty() {
        return undated;
    }
    let positions: HashMap<LaneKey, usize> = groups
        .iter()
        .enumerate()
        .map(|(position, (key, _))| (key.clone(), position))
        .collect();
    let mut without = Vec::new();
    let mut keys = Vec::new();
    let mut actors = Vec::new();
    for &event in events {
        keys.clear();
        actors.clear();
        match grouping {
            Grouping::Actor => {
                timeline.events.brief(event.index(), &mut actors);
                keys.extend(actors.iter().copied().map(LaneKey::Actor));
            }
            Grouping::Theme => {
                let themes = timeline.events.read(event.index()).themes.clone();
                keys.extend(themes.into_iter().map(LaneKey::Theme));
            }
            Grouping::Status => {
                let status = timeline.events.brief(event.index(), &mut actors).status;
                keys.push(LaneKey::Status(status));
            }
            Grouping::Account => {
                keys.push(LaneKey::Account(timeline.events.account(event.index())));
            }
            Grouping::None => keys.push(LaneKey::Everything),
        }
        let mut is_placed = false;
        for position in keys.iter().filter_map(|key| positions.get(key)) {
            is_placed = true;
            // An actor or a theme may be named twice in one event.
            if undated[*position].last() != Some(&event) {
                undated[*position].push(event);
            }
        }
        if !is_placed {
            without.push(event);
        }
    }
    if without.is_empty() {
        return undated;
    }
    if !matches!(groups.last(), Some((LaneKey::Others, _))) {
        groups.push((LaneKey::Others, Events::own(Vec::new())));
        undated.push(Vec::new());
    }
    if let Some(last) = undated.last_mut() {
        *last = without;
    }
    undated
}
