//! [`InternedNames`]: names that many rows share, each stored once.

use std::collections::HashMap;

use foldhash::quality::RandomState;

/// Distinct names in the order of their first use.
#[derive(Debug, Clone, Default)]
pub(super) struct InternedNames {
    indices: HashMap<Box<str>, u32, RandomState>,
    names: Vec<Box<str>>,
    max: usize,
    /// Whether there were more names than the maximum.
    pub(super) is_full: bool,
}

impl InternedNames {
    /// Creates a set of at most `max` names.
    pub(super) fn new(max: usize) -> Self {
        Self {
            max,
            ..Self::default()
        }
    }

    /// Returns the index of a name, adding it if it is new; `None` if there is no room for it.
    pub(super) fn intern(&mut self, name: &str) -> Option<u32> {
        if let Some(&index) = self.indices.get(name) {
            return Some(index);
        }
        if self.names.len() == self.max {
            self.is_full = true;
            return None;
        }
        let index = u32::try_from(self.names.len()).ok()?;
        self.indices.insert(name.into(), index);
        self.names.push(name.into());
        Some(index)
    }

    /// Returns the index of a name.
    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        self.indices.get(name).map(|&index| index as usize)
    }

    /// Iterates over the names in the order of their indices.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }
}
