//! The roles in which actors take part, and the events of each.
//!
//! Owns a list of ranks for each different role. Roles are no text that is searched; a filter names
//! them.

use std::collections::HashMap;

use super::postings::Postings;
use annals_model::text::Clean;

/// Roles while they are collected.
#[derive(Debug, Default)]
pub(super) struct RolesMet {
    places: HashMap<Clean, usize>,
    names: Vec<Clean>,
    /// The ranks of the events of each.
    events: Vec<Vec<u32>>,
}

impl RolesMet {
    /// Notes that somebody has a role in an event. Ranks have to come in ascending order; a blank role
    /// is none.
    pub(super) fn add(&mut self, role: &Clean, rank: u32) {
        if role.is_empty() {
            return;
        }
        let place = self.places.get(role).copied().unwrap_or_else(|| {
            self.places.insert(role.clone(), self.names.len());
            self.names.push(role.clone());
            self.events.push(Vec::new());
            self.names.len() - 1
        });
        self.events[place].push(rank);
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

/// All roles, in the order in which they first appear to a reader.
#[derive(Debug, Clone)]
pub(super) struct Roles {
    names: Vec<Clean>,
    events: Postings,
}

impl Roles {
    pub(super) fn names(&self) -> &[Clean] {
        &self.names
    }

    /// Calls with the rank of each event in which somebody has one of the roles that `is_meant` says; with
    /// some more than once.
    pub(super) fn each(&self, is_meant: impl Fn(&Clean) -> bool, mut call: impl FnMut(usize)) {
        for (place, _) in self.names.iter().enumerate().filter(|(_, it)| is_meant(it)) {
            self.events.each(place, &mut call);
        }
    }

    /// Bytes held.
    pub(super) const fn size(&self) -> usize {
        self.events.size() + self.names.capacity() * size_of::<Clean>()
    }
}
