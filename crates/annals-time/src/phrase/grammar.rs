//! [`Grammar`]: a language prepared for reading, with its words numbered in one vocabulary.
//!
//! It is built once from the tables of a [`Language`] and the rows of `common`.

use std::collections::HashMap;

use super::common;
use super::language::Language;
use super::pattern::Pattern;
use super::roman::roman;
use super::template::Row;
use super::token::{Token, TokenKind};

/// A word of a language, by number.
pub(super) type Word = u16;

/// Words of ISO 8601, EDTF and times of day, which every language knows.
static NEUTRAL: &[&str] = &[
    "x", "xx", "xxx", "xxxx", "y", "e", "s", "t", "w", "z", "utc", "gmt",
];

/// What a word or sign means in a language. Numbers that do not apply are 0.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    pub word: Word,
    pub month: u8,
    /// Code 21 to 24.
    pub season: u8,
    /// Monday is 1.
    pub weekday: u8,
    pub ordinal: u32,
    /// A decade by its name: 90.
    pub tens: u32,
    /// Whether it follows the figures of an ordinal.
    pub is_ending: bool,
    /// Whether it follows the figures of an hour.
    pub is_hour: bool,
}

/// A token and its meanings in the language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    pub token: &'a Token,
    pub entry: Entry,
}

/// A language prepared for reading.
#[derive(Debug)]
pub(super) struct Grammar {
    pub language: &'static Language,
    entries: HashMap<&'static str, Entry>,
    /// Ordinals of several words, without hyphens.
    long_ordinals: Vec<(Vec<Word>, u32)>,
    /// Decades of several words.
    long_tens: Vec<(Vec<Word>, u32)>,
    before_christ: Vec<Vec<Word>>,
    anno_domini: Vec<Vec<Word>>,
    pub dates: Vec<Pattern>,
    pub spans: Vec<Pattern>,
}

impl Grammar {
    pub(super) fn new(language: &'static Language) -> Self {
        let mut grammar = Self {
            language,
            entries: HashMap::new(),
            long_ordinals: Vec::new(),
            long_tens: Vec::new(),
            before_christ: Vec::new(),
            anno_domini: Vec::new(),
            dates: Vec::new(),
            spans: Vec::new(),
        };
        for (name, month) in language.calendar.months {
            grammar.entry(name).month = *month;
        }
        for (name, season) in language.calendar.seasons {
            grammar.entry(name).season = *season;
        }
        for (name, weekday) in language.calendar.weekdays {
            grammar.entry(name).weekday = *weekday;
        }
        for (name, tens) in language.tens {
            if name.contains(' ') {
                let words = grammar.sequence(name);
                grammar.long_tens.push((words, *tens));
            } else {
                grammar.entry(name).tens = *tens;
            }
        }
        for ending in language.ordinal_endings {
            grammar.entry(ending).is_ending = true;
        }
        for hour in language.hours {
            grammar.entry(hour).is_hour = true;
        }
        for (name, ordinal) in language.ordinals {
            if name.contains(' ') {
                let words = grammar.sequence(name);
                grammar.long_ordinals.push((words, *ordinal));
            } else {
                grammar.entry(name).ordinal = *ordinal;
            }
        }
        if language.halves_of_day {
            for half in ["am", "pm"] {
                grammar.entry(half);
            }
        }
        grammar.before_christ = grammar.sequences(language.eras.before_christ);
        grammar.anno_domini = grammar.sequences(language.eras.anno_domini);
        grammar.dates = grammar.patterns(language.dates, common::DATES);
        grammar.spans = grammar.patterns(language.spans, common::SPANS);
        grammar
    }

    /// The entry of a word. A new word gets the next number, from 1 on.
    fn entry(&mut self, word: &'static str) -> &mut Entry {
        let next = Word::try_from(self.entries.len() + 1).unwrap_or(Word::MAX);
        self.entries.entry(word).or_insert_with(|| Entry {
            word: next,
            ..Entry::default()
        })
    }

    fn sequence(&mut self, words: &'static str) -> Vec<Word> {
        words.split(' ').map(|word| self.entry(word).word).collect()
    }

    fn sequences(&mut self, list: &[&'static str]) -> Vec<Vec<Word>> {
        list.iter().map(|words| self.sequence(words)).collect()
    }

    fn patterns(&mut self, own: &'static [Row], common: &'static [Row]) -> Vec<Pattern> {
        own.iter()
            .chain(common)
            .map(|row| Pattern::new(row, &mut |word| self.entry(word).word))
            .collect()
    }

    /// The tokens with their meanings; `None` if the language does not know one of the words.
    pub(super) fn pieces<'a>(&self, tokens: &'a [Token]) -> Option<Vec<Piece<'a>>> {
        let mut sign = [0; 4];
        tokens
            .iter()
            .map(|token| {
                let entry = match &token.kind {
                    TokenKind::Number(_) => None,
                    TokenKind::Sign(other) => self.entries.get(&*other.encode_utf8(&mut sign)),
                    TokenKind::Word(word) => match self.entries.get(word.as_str()) {
                        None if !self.is_neutral(word) => return None,
                        entry => entry,
                    },
                };
                let entry = entry.copied().unwrap_or_default();
                Some(Piece { token, entry })
            })
            .collect()
    }

    /// Every word and sign that it knows, sorted.
    #[cfg(test)]
    pub(super) fn words(&self) -> Vec<&'static str> {
        let mut words: Vec<&'static str> = self.entries.keys().copied().collect();
        words.sort_unstable();
        words
    }

    /// Whether the language knows a word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.entries.contains_key(word) || self.is_neutral(word)
    }

    fn is_neutral(&self, word: &str) -> bool {
        NEUTRAL.contains(&word) || self.roman(word).is_some()
    }

    /// A Roman numeral, perhaps with the ending of an ordinal: `xixe`.
    pub(super) fn roman(&self, word: &str) -> Option<u32> {
        roman(word).or_else(|| {
            self.language
                .ordinal_endings
                .iter()
                .find_map(|ending| roman(word.strip_suffix(ending)?))
        })
    }

    /// An ordinal of several words.
    pub(super) fn long_ordinal(&self, pieces: &[Piece<'_>]) -> Option<u32> {
        of_several_words(&self.long_ordinals, pieces)
    }

    /// A decade whose name has several words.
    pub(super) fn long_tens(&self, pieces: &[Piece<'_>]) -> Option<u32> {
        of_several_words(&self.long_tens, pieces)
    }

    /// Whether the pieces name the era before the year 1, or the one from it on.
    pub(super) fn is_before_christ(&self, pieces: &[Piece<'_>]) -> Option<bool> {
        let in_list = |list: &[Vec<Word>]| {
            list.iter().any(|name| {
                name.iter()
                    .copied()
                    .eq(pieces.iter().map(|piece| piece.entry.word))
            })
        };
        if in_list(&self.before_christ) {
            Some(true)
        } else {
            in_list(&self.anno_domini).then_some(false)
        }
    }
}

fn of_several_words(list: &[(Vec<Word>, u32)], pieces: &[Piece<'_>]) -> Option<u32> {
    let words = || {
        pieces
            .iter()
            .filter(|piece| !piece.token.is_sign('-'))
            .map(|piece| piece.entry.word)
    };
    list.iter()
        .find(|(name, _)| name.iter().copied().eq(words()))
        .map(|(_, value)| *value)
}
