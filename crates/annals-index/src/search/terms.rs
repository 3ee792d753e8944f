//! Splits a typed text into [`SearchTerm`]s, and marks their matches in displayed texts.

use std::ops::Range;

use super::fold::{self, Step};
use super::needle::{Likeness, Needle};
use annals_model::text::Clean;

/// Maximum number of words; further ones are ignored.
const MAX_WORDS: usize = 16;

/// A part of a typed text that has to be found.
#[derive(Debug, Clone)]
pub(super) enum SearchTerm {
    /// A word, which also matches the beginning or the inside of words, and words with typos.
    Word(Needle),
    /// Several adjacent words.
    Phrase(Phrase),
}

/// Adjacent words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Folded, with a space before each word and after the last.
    folded: String,
    /// Whether the last word may be the beginning of one.
    open: bool,
}

impl Phrase {
    /// Returns the phrase of a text; `None` without words. With `open`, the last word may be the beginning of
    /// a word.
    pub(crate) fn new(text: &str, open: bool) -> Option<Self> {
        let folded = fold::fold(text);
        (!folded.is_empty()).then_some(Self { folded, open })
    }

    /// Returns the words.
    pub(super) fn words(&self) -> Vec<&str> {
        fold::words(&self.folded).collect()
    }

    /// Whether the last word may be the beginning of one.
    pub(super) const fn is_open(&self) -> bool {
        self.open
    }

    /// Returns the text to search for in folded texts.
    pub(super) fn pattern(&self) -> &str {
        if self.open {
            self.folded.trim_end_matches(' ')
        } else {
            &self.folded
        }
    }

    /// Whether a folded text contains it.
    pub(crate) fn is_in(&self, folded: &str) -> bool {
        folded.contains(self.pattern())
    }

    /// Whether a folded text is equal to it.
    pub(crate) fn is_all_of(&self, folded: &str) -> bool {
        folded == self.folded
    }
}

/// Splits a typed text. Adjacent characters of scripts without spaces form a phrase; everything else is searched
/// word by word.
pub(super) fn search_terms(text: &str) -> Vec<SearchTerm> {
    let mut found = Vec::new();
    for chunk in text.split_whitespace() {
        let mut run: Vec<String> = Vec::new();
        for word in fold::words(&fold::fold(chunk)) {
            if word.starts_with(fold::stands_alone) {
                run.push(word.to_owned());
            } else {
                finish(&mut run, &mut found);
                found.push(SearchTerm::Word(Needle::new(word)));
            }
            if found.len() >= MAX_WORDS {
                return found;
            }
        }
        finish(&mut run, &mut found);
    }
    found.truncate(MAX_WORDS);
    found
}

fn finish(run: &mut Vec<String>, found: &mut Vec<SearchTerm>) {
    match run.as_slice() {
        [] => {}
        [word] => found.push(SearchTerm::Word(Needle::new(word))),
        words => found.push(SearchTerm::Phrase(Phrase {
            folded: format!(" {} ", words.join(" ")),
            open: true,
        })),
    }
    run.clear();
}

/// Finds the matches of a typed text in displayed texts. Created once per typed text and used for each row.
#[derive(Debug, Clone)]
pub struct Highlighter {
    sought: Vec<SearchTerm>,
}

impl Highlighter {
    /// Creates the highlighter of a typed text.
    pub fn new(text: &str) -> Self {
        Self {
            sought: search_terms(text),
        }
    }

    /// Returns the byte ranges of the matches in a text, in order, without overlapping or touching ones. They
    /// begin and end at character boundaries and include the diacritics of their letters.
    pub fn matched(&self, text: &Clean) -> Vec<Range<usize>> {
        if self.sought.is_empty() {
            return Vec::new();
        }
        let words = words_in(text.as_str());
        let mut ranges = Vec::new();
        for sought in &self.sought {
            match sought {
                SearchTerm::Word(needle) => {
                    ranges.extend(words.iter().filter_map(|word| word.found(needle)));
                }
                SearchTerm::Phrase(phrase) => ranges.extend(phrase_ranges(phrase, &words)),
            }
        }
        joined(ranges)
    }

    /// Returns whether a text contains one of the words or phrases without a typo.
    pub fn matches_exactly(&self, text: &Clean) -> bool {
        let words = words_in(text.as_str());
        self.sought.iter().any(|sought| match sought {
            SearchTerm::Word(needle) => words.iter().any(|word| {
                let likeness = needle.likeness(&word.folded);
                likeness.is_some_and(|likeness| !likeness.is_near())
            }),
            SearchTerm::Phrase(phrase) => !phrase_ranges(phrase, &words).is_empty(),
        })
    }
}

/// Returns the byte ranges of a phrase in the words of a text.
fn phrase_ranges(phrase: &Phrase, words: &[PlacedWord]) -> Vec<Range<usize>> {
    let parts = phrase.words();
    let fits = |window: &&[PlacedWord]| {
        let mut pairs = window.iter().zip(&parts).enumerate();
        pairs.all(|(position, (word, part))| {
            let open = phrase.is_open() && position + 1 == parts.len();
            word.folded == *part || (open && word.folded.starts_with(part))
        })
    };
    let windows = words.windows(parts.len()).filter(fits);
    windows
        .filter_map(|window| Some(window.first()?.start()..window.last()?.end))
        .collect()
}

/// Returns the byte ranges of the matches of a typed text in a displayed text; see [`Highlighter`].
pub fn matched(text: &Clean, query: &str) -> Vec<Range<usize>> {
    Highlighter::new(query).matched(text)
}

/// Sorts ranges and joins those that overlap or touch.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// A word with its position in a text.
#[derive(Debug, Default)]
struct PlacedWord {
    folded: String,
    /// For each folded letter the byte range of its character.
    letters: Vec<Range<usize>>,
    end: usize,
}

fn words_in(text: &str) -> Vec<PlacedWord> {
    let mut words = Vec::new();
    let mut word = PlacedWord::default();
    fold::walk(text, &mut |step| match step {
        Step::Letter(letter, position) => {
            word.folded.push(letter);
            word.letters.push(position);
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

    /// Returns the part of the word that matches.
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
        // A character may fold to several letters, and includes the marks after it.
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
    #[case::same("Jack Ma speaks", "jack", true)]
    #[case::start("Jack Ma speaks", "ja", true)]
    #[case::typo("Control is back", "jack", false)]
    #[case::phrase("Jack Ma speaks", "\"ma speaks\"", true)]
    #[case::nothing("Jack Ma speaks", "xi", false)]
    fn exact_matches_have_no_typo(#[case] text: &str, #[case] query: &str, #[case] exact: bool) {
        let text = Clean::line(text);
        assert_eq!(Highlighter::new(query).matches_exactly(&text), exact);
    }

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
    fn matches_are_marked(#[case] text: &str, #[case] query: &str, #[case] marked: &str) {
        let text = Clean::line(text);
        let mut shown = text.as_str().to_owned();
        for range in matched(&text, query).into_iter().rev() {
            shown.insert(range.end, ']');
            shown.insert(range.start, '[');
        }
        assert_eq!(shown, marked);
    }

    #[test]
    fn the_number_of_searched_words_is_limited() {
        assert_eq!(search_terms(&"word ".repeat(1_000)).len(), MAX_WORDS);
    }

    proptest! {
        #[test]
        fn ranges_are_sorted_and_at_character_boundaries(text in any::<String>(), query in any::<String>()) {
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
