//! Reads dates in the words that people type: "from 2023 on", "gli anni 1990", "44 av. J.-C.".
//!
//! A text is cut into tokens (`token`). For each language that knows all its words (`grammar`), `reader`
//! searches the rows of the language's tables (`english`, `italian`, ..., and `common`) for one that
//! covers all tokens (`pattern`). The meaning of the row and the values of its slots then give the date
//! (`meaning`, `arithmetic`). This file combines the readings of several languages.
//!
//! To add a phrase, add a row to a table; `template` says how rows are written.

mod arithmetic;
mod common;
mod english;
mod french;
mod german;
mod grammar;
mod italian;
mod language;
mod meaning;
mod note;
mod numeric;
mod pattern;
mod reader;
mod roman;
mod spanish;
mod template;
mod time_of_day;
mod token;
mod value;

use std::cell::OnceCell;
use std::sync::LazyLock;

pub(super) use arithmetic::neighbour;

use super::error::DateError;
use super::expression::{Expression, Point};
use super::instant;
use super::iso::DateTime;
use grammar::{Grammar, Piece};
use language::Language;
use reader::PhraseReader;
use token::{Decimal, Token, TokenKind, tokens};

/// The languages in order. If several agree on a date, the notes are those of the first.
static LANGUAGES: &[&Language] = &[
    &english::ENGLISH,
    &italian::ITALIAN,
    &french::FRENCH,
    &german::GERMAN,
    &spanish::SPANISH,
];

/// The languages prepared for reading, built when the first phrase is read.
static GRAMMARS: LazyLock<Vec<Grammar>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .map(|language| Grammar::new(language))
        .collect()
});

/// Tokens of a phrase, at most.
const MAX_TOKENS: usize = 28;
/// Words of a label before a colon, at most.
const MAX_LABEL_WORDS: usize = 4;

/// The result of reading a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A date, and a note on what was taken for granted.
    Date(Expression, Option<String>),
    /// It means that there is no date.
    Undated,
    /// It is understood, but cannot be a date.
    Refused(DateError),
    /// No phrase fits; the error says how dates are written.
    Unknown(DateError),
}

/// Reads a day or a month in figures alone, perhaps followed by a time of day: `25/12/2024 14:30`. `None`
/// for every other text. [`read`] has the same result for them, but takes three times as long, which is
/// noticeable for a table with a million rows.
pub(super) fn figures(text: &str) -> Option<Answer> {
    let (date, time) = match text.split_once(' ') {
        Some((date, time)) if time.contains(':') => (date, Some(time)),
        _ => (text, None),
    };
    let (date, note) = match numeric::read(date, false)? {
        Ok(figures) => figures,
        Err(error) => return Some(Answer::Refused(error)),
    };
    let point = match time {
        None => DateTime::from(date).point()?,
        Some(time) => {
            let text = format!("{date}T{}", time.replace(' ', ""));
            Point::Moment(instant::read(&text)?.ok()?.moment)
        }
    };
    Some(Answer::Date(Expression::Point(point), Some(note)))
}

/// Reads a phrase, in every language that knows all its words.
pub(super) fn read(text: &str) -> Answer {
    let with_points = tokens(text, Decimal::Point);
    if with_points.is_empty() || with_points.len() > MAX_TOKENS {
        return Answer::Unknown(unknown(None));
    }
    let with_commas = OnceCell::new();
    let mut answer: Option<(Answer, &Grammar)> = None;
    for (index, grammar) in GRAMMARS.iter().enumerate() {
        let tokens = match grammar.language.decimal {
            Decimal::Point => &with_points,
            Decimal::Comma => with_commas.get_or_init(|| tokens(text, Decimal::Comma)),
        };
        let Some(pieces) = grammar.pieces(tokens) else {
            continue;
        };
        // Figures and signs alone are the same in every language.
        if index > 0 && !pieces.iter().any(is_own_word) {
            continue;
        }
        let day_first = grammar.language.day_first && !in_other_orders(tokens);
        let Some(next) = PhraseReader::new(text, grammar, &pieces, day_first).phrase(&pieces)
        else {
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
        None => Answer::Unknown(unknown(unknown_column(text, &with_points))),
    }
}

fn is_own_word(piece: &Piece<'_>) -> bool {
    piece.entry.word > 0 && piece.token.word().is_some()
}

/// Whether all words are also known in a language that does not always write the day first.
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

/// Chooses between the readings in two languages: a date before a refusal, else the first.
///
/// # Errors
///
/// If they are two different dates.
fn better<'g>(
    first: &(Answer, &'g Grammar),
    next: &(Answer, &'g Grammar),
) -> Result<(Answer, &'g Grammar), DateError> {
    let said = |answer: &Answer| match answer {
        Answer::Date(date, _) => Some(date.to_string()),
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

/// Returns the text without the label before its first colon, as in `EOW: 3 January 1791`, and whether a
/// label was left out. Words that phrases know are kept, without the colon: `from: 2023`. `None` if there
/// is no label.
pub(super) fn unlabelled(text: &str) -> Option<(String, bool)> {
    let (label, rest) = text.split_once(':')?;
    let words = tokens(label, Decimal::Point);
    if words.is_empty() || words.len() > MAX_LABEL_WORDS || rest.trim().is_empty() {
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

/// The error if no phrase fits; `column` is that of the first word that no language knows.
fn unknown(column: Option<usize>) -> DateError {
    const FORMS: &str = "Write 1985, 1985-04-12, 1985/1990, 2023/.. or 1985~, or words such as \
                         April 1985, before 2020 or the 1990s, in English, Italian, French, \
                         German or Spanish.";
    match column {
        Some(column) => DateError::at(column, format!("this has no place in a date. {FORMS}")),
        None => DateError::new(format!("this is not read as a date. {FORMS}")),
    }
}

/// The column, in characters from 1, of the first word or sign that no language knows.
fn unknown_column(text: &str, tokens: &[Token]) -> Option<usize> {
    let unknown = tokens.iter().find(|token| match &token.kind {
        TokenKind::Number(_) => false,
        TokenKind::Word(word) => !GRAMMARS.iter().any(|grammar| grammar.knows(word)),
        TokenKind::Sign(sign) => !"-/.,:?~%+[]{}°".contains(*sign),
    })?;
    Some(text.get(..unknown.start)?.chars().count() + 1)
}

#[cfg(test)]
mod tests;
