//! How well a text answers what was typed.
//!
//! Owns the rating of one text: the letters typed have to stand in it in their order, and the better
//! they keep together and to the beginnings of words, the more it is worth. It does not know what the
//! texts stand for, and forgives no wrong letter.

/// More of a text than that is not looked at, in characters.
const MOST_OF_TEXT: usize = 192;

/// More letters than that have to be there, but add nothing to the rating.
const MOST_LETTERS: usize = 48;

/// What each letter is worth.
const LETTER: i32 = 4;
/// What it is worth beyond that at the beginning of the text.
const AT_START: i32 = 12;
/// Likewise at the beginning of a word.
const AT_WORD: i32 = 8;
/// Likewise right behind the letter typed before it.
const IN_RUN: i32 = 9;
/// So many characters that were not typed cost one point, up to [`MOST_OF_TEXT`] of them.
const UNTYPED_PER_POINT: usize = 8;

/// Worth less than any rating; sums that start from it stay below every other one.
const NOTHING: i32 = i32::MIN / 2;

/// Rates one text after another by the same letters.
#[derive(Debug)]
pub(super) struct Rater {
    letters: Vec<char>,
    /// The text in hand, each character with what it is worth for its place.
    text: Vec<(char, i32)>,
    /// The best rating that ends with the letter before at each character of the text.
    before: Vec<i32>,
    /// The same for the letter in hand.
    current: Vec<i32>,
}

impl Rater {
    /// Rates by what was typed. Blanks only part words and case says nothing.
    pub(super) fn new(typed: &str) -> Self {
        let letters = typed.chars().filter(|letter| !letter.is_whitespace());
        Self {
            letters: letters.map(folded).collect(),
            text: Vec::new(),
            before: Vec::new(),
            current: Vec::new(),
        }
    }

    /// What a text is worth, always more than 0; `None` where the letters do not stand in it in their
    /// order, or so far apart that they say nothing. Costs a step for each pair of a letter and a
    /// character, and only one for each character where they do not stand in it.
    pub(super) fn rate(&mut self, text: &str) -> Option<i32> {
        if self.letters.is_empty() || !self.is_within(text) {
            return None;
        }
        self.take(text);
        let length = self.text.len();
        self.before.clear();
        self.before.resize(length, NOTHING);
        for (place, &letter) in self.letters.iter().take(MOST_LETTERS).enumerate() {
            self.current.clear();
            // The best of those that end at least one character before, less one for each between.
            let mut apart = NOTHING;
            for (column, &(character, worth)) in self.text.iter().enumerate() {
                let back = |steps| column.checked_sub(steps).map(|at| self.before[at]);
                apart = apart.max(back(2).unwrap_or(NOTHING)).max(NOTHING + 1) - 1;
                let so_far = match place {
                    0 => 0,
                    _ => apart.max(back(1).map_or(NOTHING, |run| run + IN_RUN)),
                };
                let is_met = character == letter && so_far > NOTHING / 2;
                self.current.push(if is_met {
                    so_far + LETTER + worth
                } else {
                    NOTHING
                });
            }
            std::mem::swap(&mut self.before, &mut self.current);
        }
        let best = self.before.iter().copied().max().unwrap_or(NOTHING);
        let untyped = length.saturating_sub(self.letters.len()) / UNTYPED_PER_POINT;
        let rating = best - i32::try_from(untyped).unwrap_or(0);
        (rating > 0).then_some(rating)
    }

    /// Whether the letters stand in the text in their order.
    fn is_within(&self, text: &str) -> bool {
        let mut characters = text.chars().take(MOST_OF_TEXT).map(folded);
        let mut letters = self.letters.iter();
        letters.all(|letter| characters.any(|character| character == *letter))
    }

    /// Takes a text in hand.
    fn take(&mut self, text: &str) {
        self.text.clear();
        let mut last: Option<char> = None;
        for character in text.chars().take(MOST_OF_TEXT) {
            let begins = match last {
                None => AT_START,
                Some(last) if !character.is_alphanumeric() || begins_word(last, character) => {
                    AT_WORD
                }
                Some(_) => 0,
            };
            // What parts words is worth no more than any letter.
            let worth = if character.is_alphanumeric() {
                begins
            } else {
                0
            };
            self.text.push((folded(character), worth));
            last = Some(character);
        }
    }
}

/// Whether a letter or digit begins a word behind another character.
fn begins_word(before: char, character: char) -> bool {
    !before.is_alphanumeric() || before.is_lowercase() && character.is_uppercase()
}

/// The character without its case. One that has two small letters, as in no common word, keeps the first.
fn folded(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    character.to_lowercase().next().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn rate(typed: &str, text: &str) -> Option<i32> {
        Rater::new(typed).rate(text)
    }

    #[rstest]
    #[case::letters_in_order("znb", "Zoom in, Bob")]
    #[case::case_says_nothing("MA", "ma speaks")]
    #[case::nor_do_blanks("zoom in", "zoom-in")]
    #[case::any_writing("马", "马云")]
    #[case::large_letters_of_any_writing("алиса", "АЛИСА")]
    fn is_found(#[case] typed: &str, #[case] text: &str) {
        assert!(rate(typed, text).is_some());
    }

    #[rstest]
    #[case::another_order("ba", "ab")]
    #[case::more_letters("aa", "a")]
    #[case::nothing_typed("", "a")]
    #[case::only_blanks("  ", "a b")]
    #[case::nothing_there("a", "")]
    fn is_not_found(#[case] typed: &str, #[case] text: &str) {
        assert_eq!(rate(typed, text), None);
    }

    #[rstest]
    #[case::the_start_of_the_text("zoom", "zoom-in", "a zoom")]
    #[case::the_start_of_a_word("in", "zoom-in", "again")]
    #[case::starts_of_words("zi", "zoom-in", "bazoik")]
    #[case::a_run("lane", "the lane", "all and nine")]
    #[case::keeping_together("ab", "xaxb", "xaxxxxb")]
    #[case::less_beside("quit", "quit", "quit this program for good")]
    #[case::words_within_words("jm", "JackMa", "hajjam")]
    fn is_worth_more(#[case] typed: &str, #[case] better: &str, #[case] worse: &str) {
        let (better, worse) = (rate(typed, better), rate(typed, worse));
        assert!(better > worse && worse.is_some(), "{better:?} {worse:?}");
    }

    #[test]
    fn letters_far_apart_say_nothing() {
        let text = format!("xa{}b", "x".repeat(100));
        assert_eq!(rate("ab", &text), None);
        let text = format!("{}a", "x".repeat(MOST_OF_TEXT));
        assert_eq!(rate("a", &text), None, "the end of a long text counts not");
    }

    /// Every way to place the letters, to compare with.
    fn best_of_all(
        letters: &[char],
        text: &[(char, i32)],
        from: usize,
        last: Option<usize>,
    ) -> i32 {
        let Some((letter, rest)) = letters.split_first() else {
            return 0;
        };
        let places = (from..text.len()).filter(|&place| text[place].0 == *letter);
        let worth = |place: usize| {
            let joined = match last {
                None => 0,
                Some(last) if last + 1 == place => IN_RUN,
                Some(last) => -i32::try_from(place - last - 1).unwrap(),
            };
            let after = best_of_all(rest, text, place + 1, Some(place));
            joined + LETTER + text[place].1 + after
        };
        places.map(worth).max().unwrap_or(NOTHING / 4)
    }

    proptest! {
        #[test]
        fn the_best_of_all_places_counts(typed in "[ab]{1,4}", text in "[abAB ]{0,10}") {
            let mut rater = Rater::new(&typed);
            let rating = rater.rate(&text);
            rater.take(&text);
            let best = best_of_all(&rater.letters, &rater.text, 0, None);
            let untyped = rater.text.len().saturating_sub(rater.letters.len()) / UNTYPED_PER_POINT;
            let best = best - i32::try_from(untyped).unwrap();
            prop_assert_eq!(rating, (best > 0).then_some(best));
        }

        #[test]
        fn any_text_can_be_rated(typed in "\\PC{0,60}", text in any::<String>()) {
            let rating = rate(&typed, &text);
            prop_assert!(rating.is_none_or(|rating| rating > 0));
        }

        #[test]
        fn a_text_is_found_by_itself(text in "\\PC{0,40}") {
            let is_blank = text.chars().all(char::is_whitespace);
            prop_assert_eq!(rate(&text, &text).is_some(), !is_blank);
        }
    }
}
