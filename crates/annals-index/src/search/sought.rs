//! [`Sought`]: what a typed text looks for, one by one.
//!
//! Owns how a text falls into words and phrases, and the marking of what was found in a shown text.

use std::ops::Range;

use super::fold::{self, Step};
use super::needle::{Likeness, Needle};
use annals_model::sort_by_key;
use annals_model::text::Clean;

/// Words of a typed text beyond this are not looked for.
const MOST_WORDS: usize = 16;

/// One thing that has to be found.
#[derive(Debug, Clone)]
pub(super) enum Sought {
    /// A word, also where it is the beginning of one, inside of one, or misspelt.
    Word(Needle),
    /// Several words next to each other.
    Phrase(Phrase),
}

/// Words next to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Folded, with a blank before each word and after the last.
    folded: String,
    /// Whether the last word may be the beginning of one.
    open: bool,
}

impl Phrase {
    /// The words of a text; `None` if there are none. With `open`, the last one may be the beginning of
    /// a word.
    pub(crate) fn new(text: &str, open: bool) -> Option<Self> {
        let folded = fold::fold(text);
        (!folded.is_empty()).then_some(Self { folded, open })
    }

    /// The words.
    pub(super) fn words(&self) -> Vec<&str> {
        fold::words(&self.folded).collect()
    }

    /// Whether the last word may be the beginning of one.
    pub(super) const fn is_open(&self) -> bool {
        self.open
    }

    /// What to look for in folded texts.
    pub(super) fn pattern(&self) -> &str {
        if self.open {
            self.folded.trim_end_matches(' ')
        } else {
            &self.folded
        }
    }

    /// Whether a folded text has it.
    pub(crate) fn is_in(&self, folded: &str) -> bool {
        folded.contains(self.pattern())
    }

    /// Whether it is the whole of a folded text.
    pub(crate) fn is_all_of(&self, folded: &str) -> bool {
        folded == self.folded
    }
}

/// What a typed text looks for. Characters of scripts without blanks that were typed together are a
/// phrase; everything else is looked for word by word.
pub(super) fn sought(text: &str) -> Vec<Sought> {
    let mut found = Vec::new();
    for chunk in text.split_whitespace() {
        let mut run: Vec<String> = Vec::new();
        for word in fold::words(&fold::fold(chunk)) {
            if word.starts_with(fold::stands_alone) {
                run.push(word.to_owned());
            } else {
                finish(&mut run, &mut found);
                found.push(Sought::Word(Needle::new(word)));
            }
            if found.len() >= MOST_WORDS {
                return found;
            }
        }
        finish(&mut run, &mut found);
    }
    found.truncate(MOST_WORDS);
    found
}

fn finish(run: &mut Vec<String>, found: &mut Vec<Sought>) {
    match run.as_slice() {
        [] => {}
        [word] => found.push(Sought::Word(Needle::new(word))),
        words => found.push(Sought::Phrase(Phrase {
            folded: format!(" {} ", words.join(" ")),
            open: true,
        })),
    }
    run.clear();
}

/// Marks in shown texts what a typed text found. Made once for a typed text, asked for each row.
#[derive(Debug, Clone)]
pub struct Highlighter {
    sought: Vec<Sought>,
}

impl Highlighter {
    /// For a typed text.
    pub fn new(text: &str) -> Self {
        Self {
            sought: sought(text),
        }
    }

    /// The byte ranges of a shown text that were found, in order, none touching another. They begin and
    /// end between characters, and diacritics stay with their letter.
    pub fn matched(&self, text: &Clean) -> Vec<Range<usize>> {
        if self.sought.is_empty() {
            return Vec::new();
        }
        let words = words_in(text.as_str());
        let mut ranges = Vec::new();
        for sought in &self.sought {
            match sought {
                Sought::Word(needle) => {
                    ranges.extend(words.iter().filter_map(|word| word.found(needle)));
                }
                Sought::Phrase(phrase) => {
                    let parts = phrase.words();
                    for window in words.windows(parts.len()) {
                        let fits =
                            window
                                .iter()
                                .zip(&parts)
                                .enumerate()
                                .all(|(place, (word, part))| {
                                    let open = phrase.is_open() && place + 1 == parts.len();
                                    word.folded == *part || (open && word.folded.starts_with(part))
                                });
                        if fits && let (Some(first), Some(last)) = (window.first(), window.last()) {
                            ranges.push(first.start()..last.end);
                        }
                    }
                }
            }
        }
        joined(ranges)
    }
}

/// The byte ranges of a shown text that a typed text found; see [`Highlighter`].
pub fn matched(text: &Clean, query: &str) -> Vec<Range<usize>> {
    Highlighter::new(query).matched(text)
}

/// Ranges in order, those that overlap or touch made one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    sort_by_key(&mut ranges, |range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// A word where it stands in a text.
#[derive(Debug, Default)]
struct PlacedWord {
    folded: String,
    /// For each folded letter the place of its character.
    letters: Vec<Range<usize>>,
    end: usize,
}

fn words_in(text: &str) -> Vec<PlacedWord> {
    let mut words = Vec::new();
    let mut word = PlacedWord::default();
    fold::walk(text, &mut |step| match step {
        Step::Letter(letter, place) => {
            word.folded.push(letter);
            word.letters.push(place);
        }
        Step::End(end) => {
            word.end = word.letters.last().map_or(end, |last| end.max(last.end));
            words.push(std::mem::take(&mut word));
        }
    });
    words
}

impl PlacedWord {
    fn start(&self) -> usize {
        self.letters.first().map_or(self.end, |first| first.start)
    }

    /// What of the word was found.
    fn found(&self, needle: &Needle) -> Option<Range<usize>> {
        let from = match needle.likeness(&self.folded)? {
            Likeness::Start => 0,
            Likeness::Inside => self.folded.find(needle.text())?,
            Likeness::Same | Likeness::Near | Likeness::NearStart => {
                return Some(self.start()..self.end);
            }
        };
        let from = self.folded.get(..from)?.chars().count();
        let to = from + needle.text().chars().count();
        let start = self.letters.get(from)?.start;
        let last = self.letters.get(to.checked_sub(1)?)?;
        // One character may fold to several letters, and marks after it belong to it.
        let next = self
            .letters
            .iter()
            .skip(to)
            .find(|next| next.start > last.start);
        Some(start..next.map_or(self.end, |next| next.start).max(last.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::word("Jack Ma speaks", "ma", "Jack [Ma] speaks")]
    #[case::start("The market", "mark", "The [mark]et")]
    #[case::inside("Supermarket", "mark", "Super[mark]et")]
    #[case::typo("Leadership rumours", "rumuors", "Leadership [rumours]")]
    #[case::two("Jack Ma, again Jack", "jack again", "[Jack] Ma, [again] [Jack]")]
    #[case::diacritics("Kurt Gödel spoke", "godel", "Kurt [Gödel] spoke")]
    #[case::start_with_mark("Go\u{308}del", "go", "[Go\u{308}]del")]
    #[case::one_letter_of_two("Straße", "stras", "[Straß]e")]
    #[case::han("马云离开了", "马云", "[马云]离开了")]
    #[case::han_apart("云马云", "马云", "云[马云]")]
    #[case::nothing("Jack Ma", "", "Jack Ma")]
    #[case::only_marks("Jack Ma", "!?", "Jack Ma")]
    #[case::control("a\u{1b}[31mred", "31mred", "a␛[[31mred]")]
    fn marks(#[case] text: &str, #[case] query: &str, #[case] marked: &str) {
        let text = Clean::line(text);
        let mut shown = text.as_str().to_owned();
        for range in matched(&text, query).into_iter().rev() {
            shown.insert(range.end, ']');
            shown.insert(range.start, '[');
        }
        assert_eq!(shown, marked);
    }

    #[test]
    fn only_so_many_words_are_looked_for() {
        assert_eq!(sought(&"word ".repeat(1_000)).len(), MOST_WORDS);
    }

    proptest! {
        #[test]
        fn ranges_are_in_order_and_cut_no_character(text in any::<String>(), query in any::<String>()) {
            let text = Clean::line(&text);
            let mut end = None;
            for range in matched(&text, &query) {
                prop_assert!(range.start < range.end && end.is_none_or(|end| end < range.start));
                prop_assert!(text.as_str().get(range.clone()).is_some());
                end = Some(range.end);
            }
        }

        #[test]
        fn every_word_of_a_text_is_marked_in_it(text in "[a-zäß马 云.]{0,20}") {
            let clean = Clean::line(&text);
            for word in text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)) {
                prop_assert!(!matched(&clean, word).is_empty(), "{word}");
            }
        }
    }
}
