//! Parses a query. Values of fields are parsed by [`super::value`].

use super::ast::{Condition, Query, Sureness, Term, Test};
use super::error::QueryError;
use super::error::repeated;
use super::field::{Field, Part};
use super::value::{Value, expected, known, target};
use crate::search::Phrase;
use annals_model::text::nearest;
use annals_model::{ActorKind, LinkKind, Status};

/// Maximum length of a query in characters.
const MAX_CHARACTERS: usize = 4_096;

/// Joins alternative conditions.
pub(super) const OR: &str = "OR";
/// A test without a value.
pub(super) const UNDATED: &str = "undated";
/// Modifier: only certain matches.
pub(super) const SURELY: &str = "surely";
/// Modifier: possible matches too, which is the default.
pub(super) const POSSIBLY: &str = "possibly";

/// Separates values.
const LIST: char = ',';

pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    Parser {
        characters: text.chars().take(MAX_CHARACTERS + 1).collect(),
        at: 0,
    }
    .query()
}

struct Parser {
    characters: Vec<char>,
    at: usize,
}

impl Parser {
    fn query(mut self) -> Result<Query, QueryError> {
        if self.characters.len() > MAX_CHARACTERS {
            let message = format!("a query has at most {MAX_CHARACTERS} characters.");
            return Err(QueryError::new(MAX_CHARACTERS + 1, message));
        }
        let mut terms: Vec<Term> = Vec::new();
        let mut or = None;
        loop {
            self.blanks();
            if self.peek().is_none() {
                break;
            }
            let column = self.column();
            if self.is_word(OR) {
                if terms.is_empty() || or.is_some() {
                    return Err(QueryError::new(
                        column,
                        "OR stands between two terms, and there is none before it.",
                    ));
                }
                self.at += OR.len();
                or = Some(column);
                continue;
            }
            let condition = self.condition()?;
            match terms.last_mut() {
                Some(term) if or.take().is_some() => term.any_of.push(condition),
                _ => terms.push(Term {
                    any_of: vec![condition],
                }),
            }
        }
        if or.is_some() {
            return Err(self.error("OR stands between two terms, and there is none after it."));
        }
        Ok(Query { terms })
    }

    fn condition(&mut self) -> Result<Condition, QueryError> {
        let outer = self.minus()?;
        let surely = self.modifier()?;
        let inner = surely.is_some() && self.minus()?;
        let test = self.test()?;
        Ok(if surely == Some(true) {
            Condition {
                negated: inner,
                sureness: if outer {
                    Sureness::NotSurely
                } else {
                    Sureness::Surely
                },
                test,
            }
        } else {
            Condition {
                negated: outer != inner,
                sureness: Sureness::Any,
                test,
            }
        })
    }

    /// Parses a minus, directly before the condition that it negates.
    fn minus(&mut self) -> Result<bool, QueryError> {
        if self.peek() != Some('-') {
            return Ok(false);
        }
        self.at += 1;
        match self.peek() {
            None => Err(self.error("a minus stands directly before the term that it denies.")),
            Some('-') => Err(self.error("one minus is enough.")),
            Some(next) if next.is_whitespace() => {
                Err(self.error("a minus stands directly before the term that it denies."))
            }
            Some(_) => Ok(true),
        }
    }

    /// Parses `surely` (true) or `possibly` (false) before a test of time. Elsewhere they are words.
    fn modifier(&mut self) -> Result<Option<bool>, QueryError> {
        let modifiers = [(SURELY, true), (POSSIBLY, false)];
        let Some((word, surely)) = modifiers.into_iter().find(|(word, _)| self.is_word(word))
        else {
            return Ok(None);
        };
        let start = self.at;
        self.at += word.len();
        self.blanks();
        let next = self.at + usize::from(self.peek() == Some('-'));
        let name: String = self.characters[next..]
            .iter()
            .take_while(|character| character.is_ascii_alphabetic())
            .collect();
        let is_field = self.characters.get(next + name.len()) == Some(&':');
        match Field::find(&name).filter(|_| is_field) {
            Some(field) if field.is_time() => Ok(Some(surely)),
            Some(_) => Err(QueryError::new(
                start + 1,
                format!(
                    "{word} stands before a date, as in {word} during:2021. To look for the word, write \"{word}\"."
                ),
            )),
            None => {
                self.at = start;
                Ok(None)
            }
        }
    }

    fn test(&mut self) -> Result<Test, QueryError> {
        let column = self.column();
        if self.peek() == Some('"') {
            let value = self.quoted()?;
            match self.peek() {
                None => {}
                Some(next) if next.is_whitespace() => {}
                Some(_) => return Err(self.error("a blank is expected after a phrase.")),
            }
            return searchable(&value.text, column).map(|()| Test::Phrase(value.text));
        }
        let word = self.bare(|character| character == ':' || character == '"');
        match self.peek() {
            Some(':') => return self.field(&word, column),
            Some('"') => {
                return Err(self.error("a phrase begins after a blank. Put all of it in quotes."));
            }
            _ => {}
        }
        Ok(match word.as_str() {
            UNDATED => Test::Undated,
            // Here they are words; quoting them in the printed form keeps them words.
            SURELY | POSSIBLY => Test::Phrase(word),
            _ => {
                searchable(&word, column)?;
                Test::Word(word)
            }
        })
    }

    /// Parses the values of a field; the colon comes next.
    fn field(&mut self, name: &str, column: usize) -> Result<Test, QueryError> {
        let Some(field) = Field::find(name) else {
            return Err(self.no_such_field(name, column));
        };
        self.at += 1;
        let values = self.values(field)?;
        Ok(match field {
            Field::Status => Test::Status(known("status", &values, Status::ALL, Status::name)?),
            Field::Kind => Test::Kind(known(
                "kind of actor",
                &values,
                ActorKind::ALL,
                ActorKind::name,
            )?),
            Field::Links => Test::Links(known(
                "kind of link",
                &values,
                LinkKind::ALL,
                LinkKind::name,
            )?),
            Field::Has => Test::Has(known("part of an event", &values, Part::ALL, Part::name)?),
            _ if field.is_time() => {
                Test::Time(field, values.iter().map(target).collect::<Result<_, _>>()?)
            }
            _ => Test::Named(field, values.into_iter().map(|value| value.text).collect()),
        })
    }

    fn no_such_field(&self, name: &str, column: usize) -> QueryError {
        let rest: String = self.characters[self.at..]
            .iter()
            .take_while(|character| !character.is_whitespace())
            .collect();
        let lower = name.to_lowercase();
        let hint = nearest(&lower, Field::ALL.iter().map(|field| field.name()));
        let hint = hint.map_or_else(String::new, |near| format!(" Did you mean `{near}:`?"));
        let quoted = repeated(&format!("\"{name}{rest}\""));
        QueryError::new(
            column,
            format!(
                "there is no field {}.{hint} To look for the text itself, put it in quotes: {quoted}.",
                repeated(name)
            ),
        )
    }

    /// Parses values between commas, up to a space.
    fn values(&mut self, field: Field) -> Result<Vec<Value>, QueryError> {
        let mut values = Vec::new();
        loop {
            let value = if self.peek() == Some('"') {
                self.quoted()?
            } else {
                self.bare_value(field)
            };
            if value.text.trim().is_empty() {
                return Err(QueryError::new(
                    value.column(),
                    format!("{}: needs a value here: {}.", field.name(), expected(field)),
                ));
            }
            values.push(value);
            match self.peek() {
                Some(LIST) => self.at += 1,
                None => return Ok(values),
                Some(next) if next.is_whitespace() => return Ok(values),
                Some('"') => {
                    return Err(self.error(
                        "a quote stands at the beginning of a value. Put all of it in quotes.",
                    ));
                }
                Some(_) => return Err(self.error("a blank or a comma is expected after a value.")),
            }
        }
    }

    /// Parses a value without quotes. Commas inside the brackets of a set of dates belong to it.
    fn bare_value(&mut self, field: Field) -> Value {
        let start = self.at;
        let mut depth = 0_usize;
        let text = self.bare(|character| {
            match character {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            character == '"' || (character == LIST && !(field.is_time() && depth > 0))
        });
        Value {
            text,
            columns: (start + 1..=self.at).collect(),
            end: self.at + 1,
        }
    }

    /// Parses a quoted text; the quote comes next.
    fn quoted(&mut self) -> Result<Value, QueryError> {
        let start = self.column();
        self.at += 1;
        let mut value = Value {
            text: String::new(),
            columns: Vec::new(),
            end: start,
        };
        loop {
            let mut column = self.column();
            let mut next = self.take();
            if next == Some('"') {
                value.end = column;
                return Ok(value);
            }
            if next == Some('\\') && matches!(self.peek(), Some('"' | '\\')) {
                column = self.column();
                next = self.take();
            }
            let Some(next) = next else {
                return Err(QueryError::new(start, "the closing quote is missing."));
            };
            value.text.push(next);
            value.columns.push(column);
        }
    }

    /// Takes everything up to a space or to a character that ends it.
    fn bare(&mut self, mut ends: impl FnMut(char) -> bool) -> String {
        let rest = self.characters.get(self.at..).unwrap_or_default();
        let text: String = rest
            .iter()
            .take_while(|character| !character.is_whitespace() && !ends(**character))
            .collect();
        self.at += text.chars().count();
        text
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    /// Whether this ASCII word comes next, followed by a space or the end.
    fn is_word(&self, word: &str) -> bool {
        let rest = self.characters.get(self.at..).unwrap_or_default();
        let mut characters = rest.iter().copied();
        word.chars().all(|letter| characters.next() == Some(letter))
            && characters.next().is_none_or(char::is_whitespace)
    }

    /// Returns the position of the next character.
    const fn column(&self) -> usize {
        self.at + 1
    }

    fn error(&self, message: &str) -> QueryError {
        QueryError::new(self.column(), message)
    }
}

/// Checks that a text has a letter or a digit to search for.
fn searchable(text: &str, column: usize) -> Result<(), QueryError> {
    if Phrase::new(text, false).is_some() {
        return Ok(());
    }
    Err(QueryError::new(
        column,
        "there is nothing to look for here: letters or digits are expected.",
    ))
}
