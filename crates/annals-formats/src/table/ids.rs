//! [`Ids`]: which ids of a table are taken.
//!
//! Owns the answer alone, at no cost while each id comes after the one before it, as numbers of rows do.
//! It keeps no id: where order ends, whoever has the rows tells them all once.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use ahash::RandomState;

/// The ids that are taken.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// The last id, while all came in order: shorter ones first, then by their bytes.
    last: Vec<u8>,
    /// The hashes of all ids, once they do not.
    taken: Option<HashSet<u64, BuildHasherDefault<Hashed>>>,
    hashes: RandomState,
}

impl Ids {
    /// Takes an id that comes after all others. `false` if it does not, or nobody knows any more.
    pub(super) fn take_in_order(&mut self, id: &[u8]) -> bool {
        let order = (id.len(), id).cmp(&(self.last.len(), self.last.as_slice()));
        if self.taken.is_some() || order.is_le() {
            return false;
        }
        self.last.clear();
        self.last.extend_from_slice(id);
        true
    }

    /// Whether the ids so far have to be told to [`Self::take`] before it can answer.
    pub(super) const fn needs_all(&self) -> bool {
        self.taken.is_none()
    }

    /// Takes an id; `false` if it is taken.
    pub(super) fn take(&mut self, id: &str) -> bool {
        let hash = self.hashes.hash_one(id);
        self.taken.get_or_insert_default().insert(hash)
    }
}

/// Takes numbers that are hashes already as they are.
#[derive(Debug, Clone, Copy, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Only whole numbers come here.
        self.0 = bytes
            .iter()
            .fold(self.0, |all, byte| all << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_in_order_take_nothing() {
        let mut ids = Ids::default();
        for id in 0..1_000 {
            assert!(ids.take_in_order(id.to_string().as_bytes()), "{id}");
        }
        assert!(ids.needs_all());
        assert!(!ids.take_in_order(b"999"));
        assert!(!ids.take_in_order(b"5"));
    }

    proptest! {
        #[test]
        fn an_id_is_taken_once(all in proptest::collection::vec("[ab]{0,3}", 0..20)) {
            let mut ids = Ids::default();
            for (place, id) in all.iter().enumerate() {
                let is_new = ids.take_in_order(id.as_bytes()) || {
                    if ids.needs_all() {
                        for id in &all[..place] {
                            ids.take(id);
                        }
                    }
                    ids.take(id)
                };
                // The empty id never comes in order, but is new once.
                prop_assert_eq!(is_new, !all[..place].contains(id), "{} of {:?}", place, all);
            }
        }
    }
}
