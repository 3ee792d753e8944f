//! What a person types: "from 2023 on", "before 2020", "gli anni 1990", "44 av. J.-C.".
//!
//! Owns the list of languages and what follows when a phrase is read in several of them. Each
//! language is a table (`phrase/english.rs`). A phrase is turned into EDTF, which then says what it
//! means; nothing here places a date on the axis.

mod arithmetic;
mod common;
mod english;
mod french;
mod german;
mod grammar;
mod italian;
mod language;
mod meaning;
mod numeric;
mod pattern;
mod reader;
mod roman;
mod spanish;
mod time_of_day;
mod token;

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::error::DateError;
use super::instant;
use grammar::{Grammar, Piece};
use language::Language;
use reader::Reader;
use token::{Decimal, Kind, Token, tokens};

/// Every language that is read, in this order: where several agree, the notes are those of the first.
static LANGUAGES: &[&Language] = &[
    &english::ENGLISH,
    &italian::ITALIAN,
    &french::FRENCH,
    &german::GERMAN,
    &spanish::SPANISH,
];

/// The same made ready, when the first phrase is read.
static GRAMMARS: LazyLock<Vec<Grammar>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .map(|language| Grammar::new(language))
        .collect()
});

/// A phrase with more pieces than this is not a date.
const MOST_TOKENS: usize = 28;
/// A label before a colon has no more words than this.
const MOST_LABEL_WORDS: usize = 4;

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

/// Reads a day or a month in figures alone, perhaps with a time of day behind it: `25/12/2024 14:30`.
/// [`read`] says the same of them, and takes longer. `None` for all else.
pub(super) fn figures(text: &str) -> Option<Answer> {
    let (date, time) = match text.split_once(' ') {
        Some((date, time)) if time.contains(':') => (date, Some(time)),
        _ => (text, None),
    };
    let (edtf, note) = match numeric::read(date, false)? {
        Ok(figures) => figures,
        Err(error) => return Some(Answer::Refused(error)),
    };
    let edtf = match time {
        None => edtf,
        Some(time) => {
            let moment = format!("{edtf}T{}", time.to_ascii_uppercase().replace(' ', ""));
            instant::read(&moment)?.ok()?;
            moment
        }
    };
    Some(Answer::Date {
        edtf,
        note: Some(note),
    })
}

/// Reads a phrase, in every language that knows all its words.
pub(super) fn read(text: &str) -> Answer {
    let with_points = tokens(text, Decimal::Point);
    if with_points.is_empty() || with_points.len() > MOST_TOKENS {
        return Answer::Unknown(unknown(None));
    }
    let with_commas = OnceCell::new();
    let mut answer: Option<(Answer, &Grammar)> = None;
    for (place, grammar) in GRAMMARS.iter().enumerate() {
        let tokens = match grammar.language.decimal {
            Decimal::Point => &with_points,
            Decimal::Comma => with_commas.get_or_init(|| tokens(text, Decimal::Comma)),
        };
        let Some(pieces) = grammar.pieces(tokens) else {
            continue;
        };
        // Figures and signs alone are the same in every language.
        if place > 0 && !pieces.iter().any(is_own_word) {
            continue;
        }
        let day_first = grammar.language.day_first && !in_other_orders(tokens);
        let Some(next) = Reader::new(text, grammar, &pieces, day_first).phrase(&pieces) else {
            continue;
        };
        answer = Some(match answer {
            None => (next, grammar),
            Some(first) => match better(&first, &(next, grammar)) {
                Ok(answer) => answer,
                Err(error) => return Answer::Refused(error),
            },
        });
    }
    match answer {
        Some((answer, _)) => answer,
        None => Answer::Unknown(unknown(strange(text, &with_points))),
    }
}

fn is_own_word(piece: &Piece<'_>) -> bool {
    piece.entry.word > 0 && piece.token.word().is_some()
}

/// Whether a language that does not always have the day first knows all the words too.
fn in_other_orders(tokens: &[Token]) -> bool {
    GRAMMARS
        .iter()
        .filter(|grammar| !grammar.language.day_first)
        .any(|grammar| {
            tokens
                .iter()
                .all(|token| token.word().is_none_or(|word| grammar.knows(word)))
        })
}

/// Which of two readings in two languages holds; an error if they contradict each other. A reading
/// is better than a refusal, and the first of two refusals is kept.
fn better<'g>(
    first: &(Answer, &'g Grammar),
    next: &(Answer, &'g Grammar),
) -> Result<(Answer, &'g Grammar), DateError> {
    let said = |answer: &Answer| match answer {
        Answer::Date { edtf, .. } => Some(edtf.clone()),
        Answer::Undated => Some("no date".to_owned()),
        Answer::Refused(_) | Answer::Unknown(_) => None,
    };
    match (said(&first.0), said(&next.0)) {
        (None, Some(_)) => Ok(next.clone()),
        (Some(one), Some(other)) if one != other => Err(DateError::new(format!(
            "this is {one} in {} and {other} in {}: write the one that is meant.",
            first.1.language.name, next.1.language.name
        ))),
        _ => Ok(first.clone()),
    }
}

/// The text without the label before its first colon, as in `EOW: 3 January 1791`, and whether
/// something was left out. Words that mean something before a date are kept, without the colon:
/// `from: 2023`. `None` if there is no label.
pub(super) fn unlabelled(text: &str) -> Option<(String, bool)> {
    let (label, rest) = text.split_once(':')?;
    let words = tokens(label, Decimal::Point);
    if words.is_empty() || words.len() > MOST_LABEL_WORDS || rest.trim().is_empty() {
        return None;
    }
    let words: Vec<&str> = words.iter().map(Token::word).collect::<Option<_>>()?;
    let label = words.join(" ");
    let is_label = GRAMMARS
        .iter()
        .any(|grammar| grammar.language.labels.contains(&label.as_str()));
    let is_known = words
        .iter()
        .any(|word| GRAMMARS.iter().any(|grammar| grammar.knows(word)));
    Some(if is_known && !is_label {
        (text.replacen(':', " ", 1), false)
    } else {
        (rest.trim().to_owned(), true)
    })
}

/// No phrase fits; `column` is that of the first word that no phrase knows.
fn unknown(column: Option<usize>) -> DateError {
    const FORMS: &str = "Write 1985, 1985-04-12, 1985/1990, 2023/.. or 1985~, or words such as \
                         April 1985, before 2020 or the 1990s, in English, Italian, French, \
                         German or Spanish.";
    match column {
        Some(column) => DateError::at(column, format!("this has no place in a date. {FORMS}")),
        None => DateError::new(format!("this is not read as a date. {FORMS}")),
    }
}

/// Where the first word or sign stands that no language knows, in characters from 1.
fn strange(text: &str, tokens: &[Token]) -> Option<usize> {
    let strange = tokens.iter().find(|token| match &token.kind {
        Kind::Number(_) => false,
        Kind::Word(word) => !GRAMMARS.iter().any(|grammar| grammar.knows(word)),
        Kind::Sign(sign) => !"-/.,:?~%+[]{}°".contains(*sign),
    })?;
    Some(text.get(..strange.start)?.chars().count() + 1)
}

#[cfg(test)]
mod tests;
