//! [`Vocabulary`]: all distinct words of a timeline, sorted. The lists of texts that contain them are kept
//! separately, by the same indices.

use std::hash::{BuildHasher as _, RandomState};
use std::ops::Range;

use memchr::memmem;

use super::fold;
use super::needle::{Likeness, Needle, Sketch};
use super::postings::{Postings, Texts};

/// Distinct words, sorted by their bytes.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    /// Each word with a space after it, so that no match spans two words.
    words: Texts,
    sketches: Vec<Sketch>,
}

impl Vocabulary {
    /// Returns a word.
    pub(super) fn word(&self, position: usize) -> &str {
        self.words.get(position).trim_end_matches(' ')
    }

    /// Returns the range of the words with a prefix.
    pub(super) fn beginning(&self, start: &str) -> Range<usize> {
        let from = self.partition(|word| word < start);
        from..self.partition(|word| word < start || word.starts_with(start))
    }

    /// Returns the position of a word as a range of one; empty if it is unknown.
    pub(super) fn exactly(&self, sought: &str) -> Range<usize> {
        let from = self.partition(|word| word < sought);
        from..from + usize::from(from < self.words.len() && self.word(from) == sought)
    }

    fn partition(&self, is_before: impl Fn(&str) -> bool) -> usize {
        let (mut from, mut to) = (0, self.words.len());
        while from < to {
            let middle = from.midpoint(to);
            if is_before(self.word(middle)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }

    /// Calls `call` once for each matching word, with how it matches.
    pub(super) fn each_like(&self, needle: &Needle, mut call: impl FnMut(usize, Likeness)) {
        let beginning = self.beginning(needle.text());
        for position in beginning.clone() {
            let same = self.word(position).len() == needle.text().len();
            call(
                position,
                if same {
                    Likeness::Same
                } else {
                    Likeness::Start
                },
            );
        }
        if needle.goes_inside() {
            let finder = memmem::Finder::new(needle.text());
            let all = self.words.all().as_bytes();
            let mut at = 0;
            while let Some(found) = all.get(at..).and_then(|rest| finder.find(rest)) {
                let (position, start, end) = self.words.at(at + found);
                if at + found > start {
                    call(position, Likeness::Inside);
                }
                at = end;
            }
        }
        if needle.is_forgiving() {
            for (position, &sketch) in self.sketches.iter().enumerate() {
                if needle.may_be_near(sketch)
                    && !beginning.contains(&position)
                    && let word = self.word(position)
                    && let Some(likeness) = needle.nearness(word)
                    && !(needle.goes_inside() && word.contains(needle.text()))
                {
                    call(position, likeness);
                }
            }
        }
    }
}

/// Builds a vocabulary with `N` collections of texts.
///
/// Words are numbered as they come, and each text is stored as the numbers of its words. They are sorted into
/// lists only at the end: growing many lists at once would cause a cache miss for every word.
#[derive(Debug)]
pub(super) struct Builder<const N: usize> {
    hasher: RandomState,
    /// A hash table with open addressing, at most half full; its size is a power of two.
    slots: Vec<Slot>,
    words: Texts,
    sequences: [Sequence; N],
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// The number of the word plus one; 0 where the slot is free.
    number: u32,
}

/// The words of a collection of texts, one text after the other.
#[derive(Debug, Default)]
struct Sequence {
    words: Vec<u32>,
    /// The end of each text.
    ends: Vec<usize>,
}

impl<const N: usize> Builder<N> {
    pub(super) fn new() -> Self {
        Self {
            hasher: RandomState::new(),
            slots: vec![Slot::default(); 1_024],
            words: Texts::with_capacity(0),
            sequences: std::array::from_fn(|_| Sequence::default()),
        }
    }

    /// Adds a folded text to a collection.
    pub(super) fn add(&mut self, list: usize, folded: &str) {
        for word in fold::words(folded) {
            let number = self.number(word);
            self.sequences[list].words.push(number);
        }
        let end = self.sequences[list].words.len();
        self.sequences[list].ends.push(end);
    }

    /// Returns the number of a word, adding it if it is new.
    fn number(&mut self, word: &str) -> u32 {
        let hash = u32::try_from(self.hasher.hash_one(word) >> 32).unwrap_or(0);
        let free = match self.slot(hash, |number| self.words.get(number as usize) == word) {
            Ok(number) => return number,
            Err(free) => free,
        };
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX - 1);
        self.words.add(|text| text.push_str(word));
        self.slots[free] = Slot {
            hash,
            number: number + 1,
        };
        if self.words.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    /// Returns the number with this hash that `is_it` accepts, or else the free slot for it.
    fn slot(&self, hash: u32, is_it: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            match slot.number.checked_sub(1) {
                None => return Err(at),
                Some(number) if slot.hash == hash && is_it(number) => return Ok(number),
                Some(_) => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let twice = vec![Slot::default(); self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, twice) {
            if slot.number > 0
                && let Err(free) = self.slot(slot.hash, |_| false)
            {
                self.slots[free] = slot;
            }
        }
    }

    /// Returns the vocabulary, and for each collection the texts that contain each word.
    pub(super) fn finish(self) -> (Vocabulary, [Postings; N]) {
        let Self {
            words: unsorted,
            sequences,
            slots,
            ..
        } = self;
        drop(slots);
        let mut order: Vec<usize> = (0..unsorted.len()).collect();
        order.sort_unstable_by_key(|&number| unsorted.get(number));
        let mut positions = vec![0; order.len()];
        let mut words = Texts::with_capacity(order.len());
        let mut sketches = Vec::with_capacity(order.len());
        for (position, &number) in order.iter().enumerate() {
            let word = unsorted.get(number);
            positions[number] = position;
            sketches.push(Sketch::of(word));
            words.add(|text| {
                text.push_str(word);
                text.push(' ');
            });
        }
        words.shrink();
        let postings = sequences.map(|sequence| sequence.sorted(&positions));
        (Vocabulary { words, sketches }, postings)
    }
}

impl Sequence {
    /// Returns for each word the texts that contain it. `positions` maps word numbers to sorted positions.
    fn sorted(self, positions: &[usize]) -> Postings {
        // Counting sort, which keeps the texts of a word in order.
        let mut next = vec![0_usize; positions.len() + 1];
        for &word in &self.words {
            next[positions[word as usize] + 1] += 1;
        }
        for position in 1..next.len() {
            next[position] += next[position - 1];
        }
        let starts = next.clone();
        let mut texts = vec![0_u32; self.words.len()];
        let mut from = 0;
        for (text, end) in (0_u32..).zip(self.ends) {
            for &word in &self.words[from..end] {
                let slot = &mut next[positions[word as usize]];
                texts[*slot] = text;
                *slot += 1;
            }
            from = end;
        }
        drop(self.words);
        let mut postings = Postings::default();
        for ends in starts.windows(2) {
            postings.add(texts[ends[0]..ends[1]].iter().copied());
        }
        postings.shrink();
        postings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn finds_the_same_words_as_a_scan(words in prop::collection::btree_set("[a-c马é]{1,9}|[ab]{3,5}", 0..40), sought in "[a-c马é]{1,9}|[ab]{3,4}") {
            let mut builder = Builder::<1>::new();
            for word in words.iter().rev() {
                builder.add(0, word);
            }
            let (vocabulary, _) = builder.finish();
            let needle = Needle::new(&sought);
            let mut found = Vec::new();
            vocabulary.each_like(&needle, |position, likeness| found.push((vocabulary.word(position).to_owned(), likeness)));
            found.sort();
            let expected: Vec<_> = words.iter().filter_map(|word| Some((word.clone(), needle.likeness(word)?))).collect();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(vocabulary.exactly(&sought).len(), usize::from(words.contains(&sought)));
        }

        #[test]
        fn each_word_lists_the_texts_that_contain_it(texts in prop::collection::vec(prop::collection::vec("[a-d]{1,2}", 0..5), 0..80)) {
            let mut builder = Builder::<2>::new();
            for text in &texts {
                builder.add(1, &text.join(" "));
            }
            let (vocabulary, [none, postings]) = builder.finish();
            let all: BTreeSet<&String> = texts.iter().flatten().collect();
            prop_assert!(all.iter().enumerate().all(|(position, word)| vocabulary.word(position) == **word));
            prop_assert_eq!(vocabulary.words.len(), all.len());
            for (position, word) in all.into_iter().enumerate() {
                let mut found = Vec::new();
                postings.each(position, |text| found.push(text));
                let expected: Vec<_> = (0..texts.len()).filter(|&text| texts[text].contains(word)).collect();
                prop_assert_eq!(found, expected);
                none.each(position, |_| panic!("nothing was added to that list"));
            }
        }
    }

    #[test]
    fn many_words_are_distinguished() {
        let mut builder = Builder::<1>::new();
        for number in 0..5_000 {
            builder.add(0, &format!("w{number} w{}", number / 2));
        }
        let (vocabulary, [postings]) = builder.finish();
        assert_eq!(vocabulary.words.len(), 5_000);
        let position = vocabulary.exactly("w1234").start;
        let mut found = Vec::new();
        postings.each(position, |text| found.push(text));
        assert_eq!(found, [1_234, 2_468, 2_469]);
    }
}
