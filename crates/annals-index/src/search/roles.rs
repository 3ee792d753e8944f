//! The events of each role. Roles are not part of the searched text; filters name them.

use std::collections::HashMap;

use super::postings::Postings;
use annals_model::text::Clean;

/// Collects roles.
#[derive(Debug, Default)]
pub(super) struct RolesMet {
    positions: HashMap<Clean, usize>,
    names: Vec<Clean>,
    /// The ranks of the events of each role.
    events: Vec<Vec<u32>>,
}

impl RolesMet {
    /// Adds a role in an event. Ranks have to be added in ascending order. An empty role is ignored.
    pub(super) fn add(&mut self, role: &Clean, rank: u32) {
        if role.is_empty() {
            return;
        }
        let position = self.positions.get(role).copied().unwrap_or_else(|| {
            self.positions.insert(role.clone(), self.names.len());
            self.names.push(role.clone());
            self.events.push(Vec::new());
            self.names.len() - 1
        });
        self.events[position].push(rank);
    }

    pub(super) fn finish(self) -> Roles {
        let mut events = Postings::default();
        for ranks in self.events {
            events.add(ranks.into_iter());
        }
        events.shrink();
        Roles {
            names: self.names,
            events,
        }
    }
}

/// All roles, in order of first appearance, with their events.
#[derive(Debug, Clone)]
pub(super) struct Roles {
    names: Vec<Clean>,
    events: Postings,
}

impl Roles {
    pub(super) fn names(&self) -> &[Clean] {
        &self.names
    }

    /// Calls `call` with the rank of each event with a role that `is_meant` accepts; with some more than once.
    pub(super) fn each(&self, is_meant: impl Fn(&Clean) -> bool, mut call: impl FnMut(usize)) {
        for (position, _) in self.names.iter().enumerate().filter(|(_, it)| is_meant(it)) {
            self.events.each(position, &mut call);
        }
    }
}
