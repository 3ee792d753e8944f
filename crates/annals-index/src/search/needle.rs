//! [`Needle`]: one searched word, and how similar another word is to it.
//!
//! Tolerated typos: one edit in words of four to seven letters, two in longer ones (an insertion, deletion,
//! substitution or transposition: optimal string alignment distance). A word that is still being typed may
//! have one edit from six letters on and two from nine on, but not in its first letter. Digits must match
//! exactly.

/// How a word matches the searched one, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Likeness {
    /// Equal.
    Same,
    /// Starts with it.
    Start,
    /// Contains it.
    Inside,
    /// Equal up to typos.
    Near,
    /// Starts with it up to typos.
    NearStart,
}

impl Likeness {
    /// Returns whether the word matches only up to typos.
    pub(super) const fn is_near(self) -> bool {
        matches!(self, Self::Near | Self::NearStart)
    }
}

/// Minimum length, in letters, for matches inside words. Shorter texts are inside too many words.
const MIN_INSIDE_LETTERS: usize = 4;
/// Minimum length, in letters, for tolerating typos; one letter may be missing.
const MIN_TYPO_LETTERS: usize = 4;
/// Maximum length, in letters, for tolerating typos. Limits the work.
const MAX_TYPO_LETTERS: usize = 40;

/// A folded word to search for.
#[derive(Debug, Clone)]
pub(super) struct Needle {
    text: String,
    letters: Vec<char>,
    mask: u32,
    /// Whether typos are tolerated.
    forgiving: bool,
}

/// A summary of a word's letters, to quickly reject words that are too different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sketch {
    /// A bit for each letter that occurs; rare letters share bits.
    mask: u32,
    /// The number of letters; 0 for a word in which no typo is tolerated.
    letters: u8,
}

impl Sketch {
    pub(super) fn of(word: &str) -> Self {
        let letters = word.chars().count();
        let forgiving = (MIN_TYPO_LETTERS..=MAX_TYPO_LETTERS).contains(&letters)
            && !word.contains(char::is_numeric);
        Self {
            mask: mask(word.chars()),
            letters: if forgiving {
                u8::try_from(letters).unwrap_or(0)
            } else {
                0
            },
        }
    }
}

fn mask(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0, |mask, letter| {
        let bit = match letter {
            'a'..='z' => u32::from(letter) - u32::from('a'),
            _ => 26 + u32::from(letter) % 6,
        };
        mask | 1 << bit
    })
}

/// Maximum number of typos in a whole word of this many letters.
const fn edits(letters: usize) -> usize {
    match letters {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Maximum number of typos in the beginning of a word of this many letters.
const fn edits_at_start(letters: usize) -> usize {
    match letters {
        ..6 => 0,
        6..9 => 1,
        _ => 2,
    }
}

impl Needle {
    pub(super) fn new(word: &str) -> Self {
        let letters: Vec<char> = word.chars().collect();
        let forgiving = (MIN_TYPO_LETTERS - 1..=MAX_TYPO_LETTERS).contains(&letters.len())
            && !word.contains(char::is_numeric);
        Self {
            mask: mask(word.chars()),
            forgiving,
            letters,
            text: word.to_owned(),
        }
    }

    /// Returns the searched text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is searched inside words too.
    pub(super) fn goes_inside(&self) -> bool {
        self.letters.len() >= MIN_INSIDE_LETTERS
    }

    /// Whether typos are tolerated in it.
    pub(super) const fn is_forgiving(&self) -> bool {
        self.forgiving
    }

    /// Returns how a folded word matches; `None` if it does not.
    pub(super) fn likeness(&self, word: &str) -> Option<Likeness> {
        match word.strip_prefix(self.text.as_str()) {
            Some("") => return Some(Likeness::Same),
            Some(_) => return Some(Likeness::Start),
            None => {}
        }
        if self.goes_inside() && word.contains(self.text.as_str()) {
            return Some(Likeness::Inside);
        }
        if self.may_be_near(Sketch::of(word)) {
            self.nearness(word)
        } else {
            None
        }
    }

    /// Whether a word with this sketch can match with typos. Fast, and rarely true.
    pub(super) fn may_be_near(&self, word: Sketch) -> bool {
        if !self.forgiving || word.letters == 0 {
            return false;
        }
        let missing = (self.mask & !word.mask).count_ones() as usize;
        let extra = (word.mask & !self.mask).count_ones() as usize;
        let (own, other) = (self.letters.len(), usize::from(word.letters));
        let whole = edits(other);
        let start = edits_at_start(own);
        (own.abs_diff(other) <= whole && missing <= whole && extra <= whole)
            || (start > 0 && missing <= start && other + start >= own)
    }

    /// Returns how a word that does not contain it matches with typos.
    pub(super) fn nearness(&self, word: &str) -> Option<Likeness> {
        let mut letters = ['\0'; MAX_TYPO_LETTERS];
        let mut count = 0;
        for letter in word.chars() {
            *letters.get_mut(count)? = letter;
            count += 1;
        }
        let letters = letters.get(..count)?;
        let (whole, start) = distances(&self.letters, letters);
        if whole <= edits(count) {
            return Some(Likeness::Near);
        }
        let begins_so = self.letters.first() == letters.first();
        (begins_so && start <= edits_at_start(self.letters.len())).then_some(Likeness::NearStart)
    }
}

/// Returns the distance between two words, and from the first to the nearest prefix of the second. Both have at most
/// [`MAX_TYPO_LETTERS`] letters.
fn distances(one: &[char], other: &[char]) -> (usize, usize) {
    let mut rows = [[0_usize; MAX_TYPO_LETTERS + 1]; 3];
    let [before, last, row] = &mut rows;
    for (column, cell) in last.iter_mut().enumerate() {
        *cell = column;
    }
    let mut previous = None;
    for (down, &letter) in one.iter().enumerate() {
        row[0] = down + 1;
        for (across, &against) in other.iter().enumerate() {
            let replaced = last[across] + usize::from(letter != against);
            let mut best = replaced.min(last[across + 1] + 1).min(row[across] + 1);
            if across > 0 && previous == Some(against) && other[across - 1] == letter {
                best = best.min(before[across - 1] + 1);
            }
            row[across + 1] = best;
        }
        std::mem::swap(before, last);
        std::mem::swap(last, row);
        previous = Some(letter);
    }
    let ends = &last[..=other.len()];
    let start = ends.iter().copied().min().unwrap_or(usize::MAX);
    (last[other.len()], start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("bank", "bank", Some(Likeness::Same))]
    #[case("ban", "bank", Some(Likeness::Start))]
    #[case("anks", "banks", Some(Likeness::Inside))]
    #[case::too_short_to_look_inside("ank", "banks", None)]
    #[case::one_less_at_the_start("ank", "bank", Some(Likeness::Near))]
    #[case::one_less("bnk", "bank", Some(Likeness::Near))]
    #[case::one_more("bannk", "bank", Some(Likeness::Near))]
    #[case::another("benk", "bank", Some(Likeness::Near))]
    #[case::first("tank", "bank", Some(Likeness::Near))]
    #[case::swapped("abnk", "bank", Some(Likeness::Near))]
    #[case::two_in_a_short_word("benc", "bank", None)]
    #[case::two_in_a_long_word("goverment", "government", Some(Likeness::Near))]
    #[case::three_in_a_long_word("govrmnet", "government", None)]
    #[case::short_words_are_exact("the", "tho", None)]
    #[case::being_typed("goverme", "government", Some(Likeness::NearStart))]
    #[case::being_typed_too_short("gover", "govxrnment", None)]
    #[case::being_typed_other_first_letter("hoverme", "government", None)]
    #[case::numbers("2021", "2020", None)]
    #[case::names_with_numbers("area51", "area52", None)]
    #[case::other_scripts("москвя", "москва", Some(Likeness::Near))]
    fn the_documented_typos_are_tolerated(
        #[case] needle: &str,
        #[case] word: &str,
        #[case] likeness: Option<Likeness>,
    ) {
        assert_eq!(Needle::new(needle).likeness(word), likeness);
    }

    /// The distance by its recursive definition.
    fn slow(one: &[char], other: &[char]) -> usize {
        let (Some((a, one_rest)), Some((b, other_rest))) = (one.split_last(), other.split_last())
        else {
            return one.len().max(other.len());
        };
        let mut best = (slow(one_rest, other_rest) + usize::from(a != b))
            .min(slow(one_rest, other) + 1)
            .min(slow(one, other_rest) + 1);
        if let (Some((c, one_rest)), Some((d, other_rest))) =
            (one_rest.split_last(), other_rest.split_last())
            && a == d
            && b == c
        {
            best = best.min(slow(one_rest, other_rest) + 1);
        }
        best
    }

    proptest! {
        #[test]
        fn the_distance_agrees_with_its_definition(one in "[abc]{0,5}", other in "[abc]{0,5}") {
            let (one, other): (Vec<_>, Vec<_>) = (one.chars().collect(), other.chars().collect());
            let (whole, start) = distances(&one, &other);
            prop_assert_eq!(whole, slow(&one, &other));
            let nearest = (0..=other.len()).map(|end| slow(&one, &other[..end])).min().unwrap();
            prop_assert_eq!(start, nearest);
        }

        #[test]
        fn the_sketch_rejects_no_match(one in "[a-f]{3,10}", other in "[a-f]{4,10}") {
            let needle = Needle::new(&one);
            if !other.contains(&one) && needle.nearness(&other).is_some() {
                prop_assert!(needle.may_be_near(Sketch::of(&other)));
            }
        }
    }
}
