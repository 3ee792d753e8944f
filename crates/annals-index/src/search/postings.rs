//! [`Postings`]: many short lists of ascending numbers, packed as varint deltas (seven bits per byte); and
//! [`Texts`]: many texts in one string.

/// Many lists of ascending numbers, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// The start of each list, and the end of the last one.
    starts: Vec<usize>,
}

impl Default for Postings {
    /// Returns an empty collection of lists.
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            starts: vec![0],
        }
    }
}

impl Postings {
    /// Adds a list of ascending numbers; repeated numbers are stored once.
    pub(super) fn add(&mut self, numbers: impl Iterator<Item = u32>) {
        let mut next = 0;
        for number in numbers {
            let Some(gap) = number.checked_sub(next) else {
                continue;
            };
            next = number.saturating_add(1);
            self.push(gap);
        }
        self.starts.push(self.bytes.len());
    }

    fn push(&mut self, mut gap: u32) {
        loop {
            let low = u8::try_from(gap & 0x7f).unwrap_or(0);
            gap >>= 7;
            if gap == 0 {
                self.bytes.push(low);
                return;
            }
            self.bytes.push(low | 0x80);
        }
    }

    /// Releases unused memory.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// Calls `call` with each number of a list, in ascending order.
    pub(super) fn each(&self, list: usize, mut call: impl FnMut(usize)) {
        let (Some(&start), Some(&end)) = (self.starts.get(list), self.starts.get(list + 1)) else {
            return;
        };
        let mut next = 0_u32;
        let mut bytes = self.bytes[start..end].iter();
        while let Some(&byte) = bytes.next() {
            let mut gap = u32::from(byte & 0x7f);
            if byte & 0x80 != 0 {
                let mut shift = 7;
                for &byte in bytes.by_ref() {
                    gap |= u32::from(byte & 0x7f) << shift;
                    shift += 7;
                    if byte & 0x80 == 0 {
                        break;
                    }
                }
            }
            let number = next.saturating_add(gap);
            call(number as usize);
            next = number.saturating_add(1);
        }
    }
}

/// Many texts in one string, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Texts {
    text: String,
    /// The start of each text, and the end of the last one.
    starts: Vec<usize>,
}

impl Texts {
    /// Returns an empty collection with room for `count` texts.
    pub(super) fn with_capacity(count: usize) -> Self {
        let mut starts = Vec::with_capacity(count + 1);
        starts.push(0);
        Self {
            text: String::new(),
            starts,
        }
    }

    /// Adds a text, written by `write`, and returns it.
    pub(super) fn add(&mut self, write: impl FnOnce(&mut String)) -> &str {
        let start = self.text.len();
        write(&mut self.text);
        self.starts.push(self.text.len());
        self.text.get(start..).unwrap_or_default()
    }

    /// Returns the number of texts.
    pub(super) const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns a text; empty if the index is out of range.
    pub(super) fn get(&self, position: usize) -> &str {
        let ends = self.starts.get(position).zip(self.starts.get(position + 1));
        ends.and_then(|(&start, &end)| self.text.get(start..end))
            .unwrap_or_default()
    }

    /// Returns all texts as one string.
    pub(super) fn all(&self) -> &str {
        &self.text
    }

    /// Returns the index of the text that contains a byte of [`Texts::all`], with its start and end.
    pub(super) fn at(&self, byte: usize) -> (usize, usize, usize) {
        let after = self.starts.partition_point(|&start| start <= byte);
        let after = after.clamp(1, self.starts.len() - 1);
        (after - 1, self.starts[after - 1], self.starts[after])
    }

    /// Releases unused memory.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn lists_survive_packing(sets in prop::collection::vec(prop::collection::btree_set(any::<u32>(), 0..6), 0..5)) {
            let sets: Vec<BTreeSet<u32>> = sets;
            let mut packed = Postings::default();
            for set in &sets {
                packed.add(set.iter().flat_map(|&number| [number, number]));
            }
            for (position, set) in sets.iter().enumerate() {
                let mut found = Vec::new();
                packed.each(position, |number| found.push(u32::try_from(number).unwrap()));
                prop_assert!(found.iter().eq(set.iter()));
            }
            packed.each(sets.len(), |_| panic!("there is no such list"));
        }
    }

    #[test]
    fn texts_are_found_by_index_and_by_byte() {
        let mut texts = Texts::with_capacity(3);
        for text in ["ab", "", "cde"] {
            assert_eq!(texts.add(|all| all.push_str(text)), text);
        }
        assert_eq!(
            (texts.get(0), texts.get(1), texts.get(2), texts.get(3)),
            ("ab", "", "cde", "")
        );
        assert_eq!(texts.len(), 3);
        assert_eq!(texts.at(1), (0, 0, 2));
        assert_eq!(texts.at(2), (2, 2, 5));
    }
}
