//! [`IdSet`]: detects duplicate ids.
//!
//! While ids arrive in ascending order, as numbers of rows do, only the last is stored. At the first id out of
//! order the caller inserts all earlier ones, whose hashes are stored from then on.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher};

use foldhash::quality::RandomState;

/// The ids of a table.
#[derive(Debug, Default)]
pub(super) struct IdSet {
    /// The last id while all are ascending: shorter ids come first, then ids compare by their bytes.
    last: Vec<u8>,
    /// The hashes of all ids, once an id was out of order.
    taken: Option<HashSet<u64, BuildHasherDefault<Hashed>>>,
    hashes: RandomState,
}

impl IdSet {
    /// Inserts an id that is greater than all others. Returns `false` if it is not, or if an id was out of
    /// order before.
    pub(super) fn insert_ascending(&mut self, id: &[u8]) -> bool {
        let order = (id.len(), id).cmp(&(self.last.len(), self.last.as_slice()));
        if self.taken.is_some() || order.is_le() {
            return false;
        }
        self.last.clear();
        self.last.extend_from_slice(id);
        true
    }

    /// Whether all earlier ids have to be passed to [`Self::insert`] first.
    pub(super) const fn needs_earlier_ids(&self) -> bool {
        self.taken.is_none()
    }

    /// Inserts an id. Returns `false` if it was there.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        let hash = self.hashes.hash_one(id);
        self.taken.get_or_insert_default().insert(hash)
    }
}

/// Hashes a number that is a hash already to itself.
#[derive(Debug, Clone, Copy, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // `u64` hashes through `write_u64` only.
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
    fn ascending_ids_are_not_stored() {
        let mut ids = IdSet::default();
        for id in 0..1_000 {
            assert!(ids.insert_ascending(id.to_string().as_bytes()), "{id}");
        }
        assert!(ids.needs_earlier_ids());
        assert!(!ids.insert_ascending(b"999"));
        assert!(!ids.insert_ascending(b"5"));
    }

    proptest! {
        #[test]
        fn an_id_is_new_once(all in proptest::collection::vec("[ab]{0,3}", 0..20)) {
            let mut ids = IdSet::default();
            for (index, id) in all.iter().enumerate() {
                let is_new = ids.insert_ascending(id.as_bytes()) || {
                    if ids.needs_earlier_ids() {
                        for id in &all[..index] {
                            ids.insert(id);
                        }
                    }
                    ids.insert(id)
                };
                // The empty id is never ascending, but new once.
                prop_assert_eq!(is_new, !all[..index].contains(id), "{} of {:?}", index, all);
            }
        }
    }
}
