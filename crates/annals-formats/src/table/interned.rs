//! [`Interned`]: names that many rows share, each kept once.

use std::collections::HashMap;

use ahash::RandomState;

/// Different names in the order in which they were first met.
#[derive(Debug, Clone, Default)]
pub(super) struct Interned {
    places: HashMap<Box<str>, u32, RandomState>,
    names: Vec<Box<str>>,
    most: usize,
    /// Whether there were more different names than are kept.
    pub(super) is_full: bool,
}

impl Interned {
    /// For so many different names at the most.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            ..Self::default()
        }
    }

    /// The place of a name; `None` for a new one that there is no room for.
    pub(super) fn place(&mut self, name: &str) -> Option<u32> {
        if let Some(&place) = self.places.get(name) {
            return Some(place);
        }
        if self.names.len() == self.most {
            self.is_full = true;
            return None;
        }
        let place = u32::try_from(self.names.len()).ok()?;
        self.places.insert(name.into(), place);
        self.names.push(name.into());
        Some(place)
    }

    /// The place of a name that was met.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.places.get(name).map(|&place| place as usize)
    }

    /// All names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        let names: usize = self.names.iter().map(|name| name.len()).sum();
        2 * names + self.names.capacity() * size_of::<Box<str>>() + self.places.capacity() * 24
    }
}
