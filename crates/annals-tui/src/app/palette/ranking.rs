//! How well a text answers what was typed.
//!
//! Owns the rating of one text: the letters typed have to stand in it in their order, and the better
//! they keep together and to the beginnings of words, the more it is worth; and which characters of the
//! text those are. Case and diacritics count as little as in a search. It does not know what the texts
//! stand for, and forgives no wrong letter.

use std::ops::Range;

use annals_index::search::fold_character;

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
    /// The text in hand, each folded character with what it is worth for its place.
    text: Vec<(char, i32)>,
    /// The bytes of the text that each of them comes from, with the diacritics behind them.
    places: Vec<Range<usize>>,
    /// The best rating that ends with the letter before at each character of the text.
    before: Vec<i32>,
    /// The same for the letter in hand.
    current: Vec<i32>,
}

impl Rater {
    /// Rates by what was typed. Blanks only part words; case and diacritics say nothing.
    pub(super) fn new(typed: &str) -> Self {
        let mut letters = Vec::new();
        for character in typed.chars() {
            fold_character(character, &mut |letter| letters.push(letter));
        }
        letters.retain(|letter| !letter.is_whitespace());
        Self {
            letters,
            text: Vec::new(),
            places: Vec::new(),
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
        for place in 0..self.counted() {
            self.meet(place);
        }
        let best = self.before.iter().copied().max().unwrap_or(NOTHING);
        let untyped = self.text.len().saturating_sub(self.letters.len()) / UNTYPED_PER_POINT;
        let rating = best - i32::try_from(untyped).unwrap_or(0);
        (rating > 0).then_some(rating)
    }

    /// The characters of a text that its rating is owed to, as ranges of bytes, none touching another;
    /// none where it has no rating.
    pub(super) fn matched(&mut self, text: &str) -> Vec<Range<usize>> {
        if self.rate(text).is_none() {
            return Vec::new();
        }
        self.take(text);
        let rows: Vec<Vec<i32>> = (0..self.counted())
            .map(|place| {
                self.meet(place);
                self.before.clone()
            })
            .collect();
        // From the best end back to the letter before, and so on.
        let mut columns = Vec::with_capacity(rows.len());
        let last = rows.last().map_or(&[][..], Vec::as_slice);
        // Of equals the first.
        let end = last
            .iter()
            .enumerate()
            .rev()
            .max_by_key(|&(_, &rating)| rating);
        let mut column = end.map(|(column, _)| column);
        for (place, row) in rows.iter().enumerate().rev() {
            let Some(at) = column else { break };
            columns.push(at);
            let so_far = row[at] - LETTER - self.text[at].1;
            let leads_here = |from: &usize| {
                let apart = i32::try_from(at - from - 1).unwrap_or(i32::MAX);
                let joined = if apart == 0 { IN_RUN } else { -apart };
                rows[place - 1][*from] > NOTHING / 2 && rows[place - 1][*from] + joined == so_far
            };
            column = (place > 0)
                .then(|| (0..at).rev().find(leads_here))
                .flatten();
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for column in columns.into_iter().rev() {
            let place = self.places[column].clone();
            match ranges.last_mut() {
                // One character may fold to several.
                Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
                _ => ranges.push(place),
            }
        }
        ranges
    }

    /// How many of the letters add to the rating.
    fn counted(&self) -> usize {
        self.letters.len().min(MOST_LETTERS)
    }

    /// From the best ratings that end with the letter before at each character of the text to those that
    /// end with the letter of that place.
    fn meet(&mut self, place: usize) {
        let letter = self.letters[place];
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

    /// Whether the letters stand in the text in their order.
    fn is_within(&self, text: &str) -> bool {
        let mut letters = self.letters.iter().peekable();
        let mut seen = 0;
        for character in text.chars() {
            if letters.peek().is_none() || seen >= MOST_OF_TEXT {
                break;
            }
            fold_character(character, &mut |folded| {
                seen += 1;
                if seen <= MOST_OF_TEXT {
                    letters.next_if(|letter| **letter == folded);
                }
            });
        }
        letters.peek().is_none()
    }

    /// Takes a text in hand.
    fn take(&mut self, text: &str) {
        self.text.clear();
        self.places.clear();
        let mut last: Option<char> = None;
        for (start, character) in text.char_indices() {
            if self.text.len() >= MOST_OF_TEXT {
                break;
            }
            // What parts words is worth no more than any letter.
            let mut worth = match last {
                _ if !character.is_alphanumeric() => 0,
                None => AT_START,
                Some(last) if begins_word(last, character) => AT_WORD,
                Some(_) => 0,
            };
            let end = start + character.len_utf8();
            let before = self.text.len();
            fold_character(character, &mut |folded| {
                if self.text.len() < MOST_OF_TEXT {
                    self.text.push((folded, std::mem::take(&mut worth)));
                    self.places.push(start..end);
                }
            });
            if self.text.len() > before {
                last = Some(character);
            } else if let Some(place) = self.places.last_mut() {
                // A diacritic belongs to what is before it.
                place.end = end;
            }
        }
        self.before.clear();
        self.before.resize(self.text.len(), NOTHING);
    }
}

/// Whether a letter or digit begins a word behind another character.
fn begins_word(before: char, character: char) -> bool {
    !before.is_alphanumeric() || before.is_lowercase() && character.is_uppercase()
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
    #[case::diacritics_say_nothing("resume", "Résumé")]
    #[case::nor_where_they_are_typed("résumé", "Resume")]
    #[case::taken_apart("resume", "Re\u{301}sume\u{301}")]
    #[case::strokes("lodz", "Łódź")]
    #[case::ligatures("fine", "ﬁne")]
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
    #[case::a_diacritic_parts_no_words("eu", "e u", "re\u{301}su")]
    fn is_worth_more(#[case] typed: &str, #[case] better: &str, #[case] worse: &str) {
        let (better, worse) = (rate(typed, better), rate(typed, worse));
        assert!(better > worse && worse.is_some(), "{better:?} {worse:?}");
    }

    #[rstest]
    #[case::starts_of_words("zi", "zoom-in", "z|i")]
    #[case::a_run("lane", "all a lane", "lane")]
    #[case::the_whole_letter("resume", "A Résumé", "Résumé")]
    #[case::with_its_diacritic("e", "Re\u{301}s", "e\u{301}")]
    #[case::wide("马", "小马云", "马")]
    #[case::not_found("x", "zoom", "")]
    fn is_marked(#[case] typed: &str, #[case] text: &str, #[case] marked: &str) {
        let ranges = Rater::new(typed).matched(text);
        let parts: Vec<&str> = ranges
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect();
        assert_eq!(parts.join("|"), marked);
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
            let is_blank = Rater::new(&text).letters.is_empty();
            prop_assert_eq!(rate(&text, &text).is_some(), !is_blank);
        }

        #[test]
        fn what_is_marked_is_what_is_rated(typed in "[abé ]{1,5}", text in "[abAB éÉﬁ-]{0,12}") {
            let mut rater = Rater::new(&typed);
            let rating = rater.rate(&text);
            let ranges = rater.matched(&text);
            prop_assert_eq!(rating.is_some(), !ranges.is_empty());
            for pair in ranges.windows(2) {
                prop_assert!(pair[0].end < pair[1].start, "{:?}", ranges);
            }
            // The letters stand in what is marked, each one and nothing beside them.
            let marked: String = ranges.iter().map(|range| text.get(range.clone()).unwrap()).collect();
            let mut folded = String::new();
            for character in marked.chars() {
                fold_character(character, &mut |letter| folded.push(letter));
            }
            let letters: String = rater.letters.iter().collect();
            prop_assert!(rating.is_none() || folded == letters, "{} {}", folded, letters);
        }
    }
}
