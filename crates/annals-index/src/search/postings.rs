//! Lists of ascending numbers, many and mostly short, in little room, and texts end to end.
//!
//! Owns the packing: each number as its distance from the one before it, seven bits a byte. What a
//! list is of is known to whoever asks.

/// Many lists, each found by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// Where each list starts, and the end of the last one.
    starts: Vec<usize>,
}

impl Default for Postings {
    /// No list yet.
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            starts: vec![0],
        }
    }
}

impl Postings {
    /// Adds a list of ascending numbers; one that comes twice in a row counts once.
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

    /// Gives back room that is not needed.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// Calls with each number of a list, in ascending order.
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

    /// Bytes held.
    pub(super) const fn size(&self) -> usize {
        self.bytes.capacity() + self.starts.capacity() * size_of::<usize>()
    }
}

/// Texts end to end, each found by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Texts {
    text: String,
    /// Where each text starts, and the end of the last one.
    starts: Vec<usize>,
}

impl Texts {
    /// No text yet, with room for so many.
    pub(super) fn with_capacity(count: usize) -> Self {
        let mut starts = Vec::with_capacity(count + 1);
        starts.push(0);
        Self {
            text: String::new(),
            starts,
        }
    }

    /// Adds a text, written by `write`, and gives it back.
    pub(super) fn add(&mut self, write: impl FnOnce(&mut String)) -> &str {
        let start = self.text.len();
        write(&mut self.text);
        self.starts.push(self.text.len());
        self.text.get(start..).unwrap_or_default()
    }

    /// How many texts there are.
    pub(super) const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// A text by its place; empty beyond the last one.
    pub(super) fn get(&self, place: usize) -> &str {
        let ends = self.starts.get(place).zip(self.starts.get(place + 1));
        ends.and_then(|(&start, &end)| self.text.get(start..end))
            .unwrap_or_default()
    }

    /// All texts as one.
    pub(super) fn all(&self) -> &str {
        &self.text
    }

    /// The place of the text that holds a byte of [`Texts::all`], and where that text starts and ends.
    pub(super) fn at(&self, byte: usize) -> (usize, usize, usize) {
        let after = self.starts.partition_point(|&start| start <= byte);
        let after = after.clamp(1, self.starts.len() - 1);
        (after - 1, self.starts[after - 1], self.starts[after])
    }

    /// Gives back room that is not needed.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// Bytes held.
    pub(super) const fn size(&self) -> usize {
        self.text.capacity() + self.starts.capacity() * size_of::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn lists_come_back_as_they_were(sets in prop::collection::vec(prop::collection::btree_set(any::<u32>(), 0..6), 0..5)) {
            let sets: Vec<BTreeSet<u32>> = sets;
            let mut packed = Postings::default();
            for set in &sets {
                packed.add(set.iter().flat_map(|&number| [number, number]));
            }
            for (place, set) in sets.iter().enumerate() {
                let mut found = Vec::new();
                packed.each(place, |number| found.push(u32::try_from(number).unwrap()));
                prop_assert!(found.iter().eq(set.iter()));
            }
            packed.each(sets.len(), |_| panic!("there is no such list"));
        }
    }

    #[test]
    fn texts_are_found_by_place_and_by_byte() {
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
