//! What a person types: "from 2023 on", "before 2020", "the 1990s", "44 BC".
//!
//! Owns reading phrases by the tables of each language (`phrase/english.rs`). A phrase is turned
//! into EDTF, which then says what it means; nothing here places a date on the axis.

mod arithmetic;
mod english;
mod language;
mod meaning;
mod numeric;
mod pattern;
mod token;

use std::cell::RefCell;
use std::collections::HashMap;

use super::error::DateError;
use super::{edtf, instant};
use language::{Language, Row};
use meaning::{Outcome, Value, outcome};
use pattern::{Fit, Slot};
use token::{Kind, Token, tokens};

/// Every language that is read, in this order.
const LANGUAGES: &[&Language] = &[&english::ENGLISH];

/// A phrase with more pieces than this is not a date.
const MOST_TOKENS: usize = 20;

/// What a text turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A date, in EDTF or what `lenient` reads.
    Date { edtf: String, note: Option<String> },
    /// It says that there is no date.
    Undated,
    /// It is understood, and cannot be a date.
    Refused(DateError),
    /// No phrase fits; the error says how dates are written.
    Unknown(DateError),
}

/// Reads a phrase.
pub(super) fn read(text: &str) -> Answer {
    let tokens = tokens(text);
    if tokens.is_empty() || tokens.len() > MOST_TOKENS {
        return Answer::Unknown(unknown(None));
    }
    let mut refusal = None;
    for language in LANGUAGES {
        let reader = Reader {
            text,
            language,
            seen: RefCell::default(),
            refusal: RefCell::default(),
        };
        if let Some(answer) = reader.phrase(&tokens) {
            return answer;
        }
        refusal = refusal.or(reader.refusal.into_inner());
    }
    refusal.map_or_else(
        || Answer::Unknown(unknown(strange(text, &tokens))),
        Answer::Refused,
    )
}

/// No phrase fits; `column` is that of the first word that no phrase knows.
fn unknown(column: Option<usize>) -> DateError {
    const FORMS: &str = "Write 1985, 1985-04-12, 1985/1990, 2023/.. or 1985~, or words such as \
                         April 1985, before 2020 or the 1990s.";
    match column {
        Some(column) => DateError::at(column, format!("this has no place in a date. {FORMS}")),
        None => DateError::new(format!("this is not read as a date. {FORMS}")),
    }
}

/// Where the first word or sign stands that no language knows, in characters from 1.
fn strange(text: &str, tokens: &[Token]) -> Option<usize> {
    let strange = tokens.iter().find(|token| match &token.kind {
        Kind::Number(_) => false,
        Kind::Word(word) => !LANGUAGES.iter().any(|language| knows(language, word)),
        Kind::Sign(sign) => !"-/.,:?~%+[]{}".contains(*sign),
    })?;
    Some(text.get(..strange.start)?.chars().count() + 1)
}

fn knows(language: &Language, word: &str) -> bool {
    let in_rows = |rows: &[Row]| {
        rows.iter().any(|row| {
            row.template
                .split([' ', '|'])
                .any(|part| part.trim_end_matches('?') == word)
        })
    };
    language
        .months
        .iter()
        .chain(language.seasons)
        .any(|(name, _)| *name == word)
        || language.ordinals.iter().any(|(name, _)| *name == word)
        || [
            language.ordinal_endings,
            language.before_christ,
            language.anno_domini,
        ]
        .iter()
        .any(|words| words.contains(&word))
        || in_rows(language.dates)
        || in_rows(language.spans)
}

/// One date in EDTF or near it, and what was taken for granted. The thirds of decades and centuries
/// are intervals; everything else is a single date.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    edtf: String,
    note: Option<String>,
}

/// Whether a date is all of the text or stands inside a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Whole,
    Part,
}

/// Reads one text by the tables of one language.
struct Reader<'a> {
    text: &'a str,
    language: &'a Language,
    /// What the dates inside the phrase were found to be, by their place, so that no part is read
    /// twice: templates overlap, and the work would grow with every word.
    seen: RefCell<HashMap<(usize, usize), Option<Found>>>,
    /// Why a part was understood and refused, in case nothing else fits.
    refusal: RefCell<Option<DateError>>,
}

impl Reader<'_> {
    fn phrase(&self, tokens: &[Token]) -> Option<Answer> {
        if let Some(found) = self.date(tokens, Rank::Whole) {
            return Some(Answer::Date {
                edtf: found.edtf,
                note: found.note,
            });
        }
        let rows = self.language.spans;
        rows.iter().find_map(|row| match self.row(row, tokens)? {
            (Outcome::Edtf(edtf), note) => Some(Answer::Date { edtf, note }),
            (Outcome::Undated, _) => Some(Answer::Undated),
            (Outcome::Refused(error), _) => Some(Answer::Refused(error)),
        })
    }

    /// What a row makes of the tokens.
    fn row(&self, row: &Row, tokens: &[Token]) -> Option<(Outcome, Option<String>)> {
        let mut result = None;
        // Notes on the dates inside, in case the row has none of its own.
        let inner = RefCell::new(None);
        let slot = |slot: Slot, tokens: &[Token]| {
            if slot == Slot::Date {
                let found = self.inner_date(tokens)?;
                if found.note.is_some() {
                    inner.replace(found.note);
                }
                return Some(Value::Date(found.edtf));
            }
            self.value(slot, tokens)
        };
        let mut accept = |values: &[Value]| {
            result = outcome(row.meaning, values);
            result.is_some()
        };
        Fit {
            slot: &slot,
            accept: &mut accept,
        }
        .template(row.template, tokens);
        let note = row.note.map(str::to_owned).or(inner.into_inner());
        result.map(|outcome| (outcome, note))
    }

    /// Reads tokens inside a phrase as a single date. Every row that holds a date takes at least one
    /// word more than the date, so this comes to an end.
    fn inner_date(&self, tokens: &[Token]) -> Option<Found> {
        let place = (tokens.first()?.start, tokens.last()?.end);
        if let Some(found) = self.seen.borrow().get(&place) {
            return found.clone();
        }
        // Should a row ever lead back to the same words, they are no date.
        self.seen.borrow_mut().insert(place, None);
        let found = self.date(tokens, Rank::Part);
        self.seen.borrow_mut().insert(place, found.clone());
        found
    }

    /// Reads the tokens as a single date.
    fn date(&self, tokens: &[Token], rank: Rank) -> Option<Found> {
        let source = self.text.get(tokens.first()?.start..tokens.last()?.end)?;
        let found = |edtf: String| Some(Found { edtf, note: None });
        if edtf::read_date(source).is_ok() {
            return found(source.to_owned());
        }
        match numeric::read(source) {
            Some(Ok((edtf, note))) => {
                return Some(Found {
                    edtf,
                    note: Some(note),
                });
            }
            Some(Err(error)) => self.refuse(error),
            None => {}
        }
        if rank == Rank::Part {
            if let Some(Ok(_)) = instant::read(source) {
                return found(
                    source
                        .to_ascii_uppercase()
                        .replacen(' ', "T", 1)
                        .replace(' ', ""),
                );
            }
            // A year of three digits is one only where the words around it say so.
            if let [only] = tokens
                && let Some(number) = only.number().filter(|number| number.digits.len() == 3)
            {
                return found(format!("{:04}", number.whole()?));
            }
        }
        self.language
            .dates
            .iter()
            .find_map(|row| match self.row(row, tokens)? {
                (Outcome::Edtf(edtf), note) => Some(Found { edtf, note }),
                (Outcome::Refused(error), _) => {
                    self.refuse(error);
                    None
                }
                _ => None,
            })
    }

    fn refuse(&self, error: DateError) {
        self.refusal.borrow_mut().get_or_insert(error);
    }

    fn value(&self, slot: Slot, tokens: &[Token]) -> Option<Value> {
        let named = |names: &[(&'static str, u8)]| {
            let [only] = tokens else { return None };
            let word = only.word()?;
            names
                .iter()
                .find(|(name, _)| *name == word)
                .map(|(_, value)| *value)
        };
        match slot {
            Slot::Date => None,
            Slot::Month => named(self.language.months).map(Value::Month),
            Slot::Season => named(self.language.seasons).map(Value::Season),
            Slot::Number => match tokens {
                [only] => only.number().cloned().map(Value::Number),
                _ => None,
            },
            Slot::Era => self.era(tokens).map(Value::Year),
            Slot::Year => match tokens {
                [only] => {
                    let number = only
                        .number()
                        .filter(|number| matches!(number.digits.len(), 3 | 4))?;
                    number.whole().map(Value::Year)
                }
                _ => self.era(tokens).map(Value::Year),
            },
            Slot::Day => {
                if let Some(day) = self.ordinal(tokens) {
                    return u8::try_from(day)
                        .ok()
                        .filter(|day| (1..=31).contains(day))
                        .map(Value::Day);
                }
                let (first, rest) = tokens.split_first()?;
                if !rest.iter().all(|token| self.is_ending(token)) {
                    return None;
                }
                let number = first.number().filter(|number| number.digits.len() <= 2)?;
                let day = u8::try_from(number.whole()?).ok()?;
                (1..=31).contains(&day).then_some(Value::Day(day))
            }
            Slot::Ordinal => self.ordinal(tokens).map(Value::Ordinal),
        }
    }

    fn is_ending(&self, token: &Token) -> bool {
        token
            .word()
            .is_some_and(|word| self.language.ordinal_endings.contains(&word))
    }

    fn ordinal(&self, tokens: &[Token]) -> Option<u32> {
        if let [first, ending] = tokens
            && let Some(number) = first.number()
            && self.is_ending(ending)
        {
            return u32::try_from(number.whole()?).ok();
        }
        let spelt: String = tokens.iter().filter_map(Token::word).collect();
        let hyphens = tokens.iter().filter(|token| token.is("-")).count();
        if tokens.iter().filter(|token| token.word().is_some()).count() + hyphens != tokens.len() {
            return None;
        }
        self.language
            .ordinals
            .iter()
            .find(|(name, _)| *name == spelt)
            .map(|(_, value)| *value)
    }

    /// A year with its era on either side; astronomical.
    fn era(&self, tokens: &[Token]) -> Option<i64> {
        let [first, second] = tokens else { return None };
        let (number, era) = match (first.number(), second.number()) {
            (Some(number), None) => (number, second.word()?),
            (None, Some(number)) => (number, first.word()?),
            _ => return None,
        };
        let year = number.whole().filter(|year| *year >= 1)?;
        if self.language.before_christ.contains(&era) {
            1_i64.checked_sub(year)
        } else if self.language.anno_domini.contains(&era) {
            Some(year)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests;
