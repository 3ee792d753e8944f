//! [`PhraseReader`]: reads a text by the tables of one language.
//!
//! It searches for the row that fits, and reads what is in each slot. No part of a text is read twice.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::error::DateError;
use super::super::expression::{Date, Expression, Point};
use super::super::iso::DateTime;
use super::super::{edtf, instant, iso_forms};
use super::Answer;
use super::grammar::{Grammar, Piece};
use super::meaning::{Outcome, outcome};
use super::numeric;
use super::pattern::{Fit, Pattern};
use super::template::Slot;
use super::time_of_day;
use super::token::{Number, TokenKind};
use super::value::Value;

/// A date, and a note on what was taken for granted. The parts of decades and centuries are intervals, and
/// so are weeks; everything else is a single date.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    date: Expression,
    note: Option<String>,
}

/// Whether a date is the whole text or a part of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Whole,
    Part,
}

/// Reads one text by the tables of one language.
pub(super) struct PhraseReader<'a> {
    text: &'a str,
    grammar: &'a Grammar,
    /// The rows whose words all occur in the text.
    dates: Vec<&'a Pattern>,
    spans: Vec<&'a Pattern>,
    /// Whether dates in figures have the day first, judged by the words around them.
    day_first: bool,
    /// The dates inside the phrase by their range of bytes. Templates overlap, so that without this the
    /// work would grow exponentially with the number of words.
    seen: RefCell<HashMap<(usize, usize), Option<Found>>>,
    /// The first refusal of a part that was understood, in case nothing else fits.
    refusal: RefCell<Option<DateError>>,
}

impl<'a> PhraseReader<'a> {
    /// `pieces` are those of the whole text.
    pub(super) fn new(
        text: &'a str,
        grammar: &'a Grammar,
        pieces: &[Piece<'_>],
        day_first: bool,
    ) -> Self {
        let fitting = |patterns: &'a [Pattern]| {
            patterns
                .iter()
                .filter(|pattern| pattern.may_fit_within(pieces))
                .collect()
        };
        Self {
            text,
            grammar,
            dates: fitting(&grammar.dates),
            spans: fitting(&grammar.spans),
            day_first,
            seen: RefCell::default(),
            refusal: RefCell::default(),
        }
    }

    /// Reads the phrase; `None` if it is none of this language.
    pub(super) fn phrase(self, pieces: &[Piece<'_>]) -> Option<Answer> {
        if let Some(found) = self.date(pieces, Rank::Whole) {
            return Some(Answer::Date(found.date, found.note));
        }
        let answer = self.spans.iter().find_map(|pattern| {
            Some(match self.pattern(pattern, pieces)? {
                (Outcome::Date(date) | Outcome::Noted(date, _), note) => Answer::Date(date, note),
                (Outcome::Undated, _) => Answer::Undated,
                (Outcome::Refused(error), _) => Answer::Refused(error),
            })
        });
        answer.or_else(|| self.refusal.into_inner().map(Answer::Refused))
    }

    /// Reads the tokens by one row, and collects the notes.
    fn pattern(
        &self,
        pattern: &Pattern,
        pieces: &[Piece<'_>],
    ) -> Option<(Outcome, Option<String>)> {
        if !pattern.may_fit(pieces) {
            return None;
        }
        let mut result = None;
        let slot = |slot: Slot, pieces: &[Piece<'_>]| {
            if slot == Slot::Date {
                let found = self.inner_date(pieces)?;
                return Some((Value::Date(found.date), found.note));
            }
            Some((self.value(slot, pieces)?, None))
        };
        let mut accept = |slots: &[(Value, Option<String>)]| {
            let values: Vec<Value> = slots.iter().map(|(value, _)| value.clone()).collect();
            result = outcome(pattern.meaning, &values).map(|outcome| {
                let own = match &outcome {
                    Outcome::Noted(_, note) => Some(note.clone()),
                    _ => None,
                };
                let inner = slots.iter().filter_map(|(_, note)| note.clone());
                let row = pattern.note.map(str::to_owned);
                (outcome, join(own.into_iter().chain(inner).chain(row)))
            });
            result.is_some()
        };
        Fit {
            slot: &slot,
            accept: &mut accept,
        }
        .pattern(pattern, pieces);
        result
    }

    /// Reads tokens inside a phrase as a date. Every row with a date takes at least one token more than the
    /// date, so the recursion ends.
    fn inner_date(&self, pieces: &[Piece<'_>]) -> Option<Found> {
        let range = (pieces.first()?.token.start, pieces.last()?.token.end);
        if let Some(found) = self.seen.borrow().get(&range) {
            return found.clone();
        }
        // If a row led back to the same tokens, they would be no date.
        self.seen.borrow_mut().insert(range, None);
        let found = self.date(pieces, Rank::Part);
        self.seen.borrow_mut().insert(range, found.clone());
        found
    }

    /// Reads the tokens as a single date.
    fn date(&self, pieces: &[Piece<'_>], rank: Rank) -> Option<Found> {
        if let Some(found) = self.code(pieces, rank) {
            return Some(found);
        }
        self.dates
            .iter()
            .find_map(|pattern| match self.pattern(pattern, pieces)? {
                (Outcome::Date(date) | Outcome::Noted(date, _), note) => Some(Found { date, note }),
                (Outcome::Refused(error), _) => {
                    self.refuse(error);
                    None
                }
                (Outcome::Undated, _) => None,
            })
    }

    /// Reads the tokens as a date in figures: EDTF, other forms of ISO 8601, days and months.
    fn code(&self, pieces: &[Piece<'_>], rank: Rank) -> Option<Found> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        // A code begins with a figure, a sign or Y, and has no words but the letters of EDTF.
        let begins = match &first.token.kind {
            TokenKind::Number(_) => true,
            TokenKind::Sign(sign) => "-+?~%".contains(*sign),
            TokenKind::Word(word) => word.starts_with(['x', 'y']),
        };
        let is_word = |piece: &Piece<'_>| piece.token.word().is_some_and(|word| word.len() > 4);
        if !begins || pieces.iter().any(is_word) {
            return None;
        }
        let source = self.text.get(first.token.start..last.token.end)?;
        let found = |date: Expression| Some(Found { date, note: None });
        if let Some(date) = edtf::date(source) {
            return found(date.into());
        }
        first.token.number()?;
        match numeric::read(source, self.day_first) {
            Some(Ok((date, note))) => {
                return Some(Found {
                    date: Expression::Point(DateTime::from(date).point()?),
                    note: Some(note),
                });
            }
            Some(Err(error)) => self.refuse(error),
            None => {}
        }
        if rank == Rank::Whole {
            return None;
        }
        match iso_forms::read(source) {
            Some(Ok((date, note))) => {
                return Some(Found {
                    date,
                    note: Some(note),
                });
            }
            Some(Err(error)) => self.refuse(error),
            None => {}
        }
        if pieces.len() > 1
            && let Some(Ok(instant)) = instant::read(source)
        {
            return found(Expression::Point(Point::Moment(instant.moment)));
        }
        // Three digits are a year only inside a phrase.
        match pieces {
            [only] => {
                let number = only
                    .token
                    .number()
                    .filter(|number| number.digits.len() == 3)?;
                found(Date::year(number.whole()?).into())
            }
            _ => None,
        }
    }

    fn refuse(&self, error: DateError) {
        self.refusal.borrow_mut().get_or_insert(error);
    }

    fn value(&self, slot: Slot, pieces: &[Piece<'_>]) -> Option<Value> {
        let only = || match pieces {
            [only] => Some(only),
            _ => None,
        };
        let named = |value: u8| (value > 0).then_some(value);
        match slot {
            Slot::Date => None,
            Slot::Month => named(only()?.entry.month).map(Value::Month),
            Slot::Season => named(only()?.entry.season).map(Value::Season),
            Slot::Weekday => named(only()?.entry.weekday).map(Value::Weekday),
            Slot::Tens => self.tens(pieces).map(Value::Tens),
            Slot::Number => self.number(pieces).map(Value::Number),
            Slot::Christ => self.grammar.is_before_christ(pieces).map(Value::Christ),
            Slot::Era => self.era(pieces).map(Value::Year),
            Slot::Year => match pieces {
                [only] => {
                    let number = only
                        .token
                        .number()
                        .filter(|number| matches!(number.digits.len(), 3 | 4))?;
                    number.whole().map(Value::Year)
                }
                // In `15 300 BC` the 15 may be a day, and not thousands.
                [first, second, ..] if is_number(first) && is_number(second) => None,
                [.., second, last] if is_number(second) && is_number(last) => None,
                _ => self.era(pieces).map(Value::Year),
            },
            Slot::Day => self.day(pieces).map(Value::Day),
            Slot::Ordinal => self.ordinal(pieces).map(Value::Ordinal),
            Slot::Century => self.century(pieces).map(Value::Ordinal),
            Slot::Time => match time_of_day::read(pieces, self.grammar.language.halves_of_day)? {
                Ok((time, offset)) => Some(Value::Time(time, offset)),
                Err(error) => {
                    self.refuse(error);
                    None
                }
            },
        }
    }

    fn tens(&self, pieces: &[Piece<'_>]) -> Option<u32> {
        let [piece] = pieces else {
            return self.grammar.long_tens(pieces);
        };
        Some(piece.entry.tens).filter(|tens| *tens > 0)
    }

    /// A number, whose digits may stand in groups of three: `100 000`.
    fn number(&self, pieces: &[Piece<'_>]) -> Option<Number> {
        let (first, rest) = pieces.split_first()?;
        let mut number = first.token.number()?.clone();
        let mut end = first.token.end;
        if !rest.is_empty() && (number.decimals > 0 || number.digits.len() > 3) {
            return None;
        }
        for piece in rest {
            let group = piece.token.number()?;
            let between = self.text.get(end..piece.token.start)?;
            let is_group = group.digits.len() == 3 && group.decimals == 0;
            if !is_group
                || !matches!(
                    between,
                    " " | "\u{a0}" | "\u{202f}" | "\u{2009}" | "'" | "\u{2019}"
                )
            {
                return None;
            }
            number.digits.push_str(&group.digits);
            end = piece.token.end;
        }
        Some(number)
    }

    fn day(&self, pieces: &[Piece<'_>]) -> Option<u8> {
        let day = match pieces {
            [only] if is_number(only) => {
                let number = only
                    .token
                    .number()
                    .filter(|number| number.digits.len() <= 2)?;
                u32::try_from(number.whole()?).ok()?
            }
            _ => self.ordinal(pieces)?,
        };
        u8::try_from(day).ok().filter(|day| (1..=31).contains(day))
    }

    /// An ordinal in figures with its ending, or in words.
    fn ordinal(&self, pieces: &[Piece<'_>]) -> Option<u32> {
        match pieces {
            [only] => Some(only.entry.ordinal).filter(|value| *value > 0),
            [number, ending] if ending.entry.is_ending => ordinal_figures(number),
            [number, point, ending] if point.token.is_sign('.') && ending.entry.is_ending => {
                ordinal_figures(number)
            }
            _ => None,
        }
        .or_else(|| self.grammar.long_ordinal(pieces))
    }

    /// The number of a century: an ordinal or a Roman numeral.
    fn century(&self, pieces: &[Piece<'_>]) -> Option<u32> {
        match pieces {
            [only] => only.token.word().and_then(|word| self.grammar.roman(word)),
            [only, ending] if ending.entry.is_ending => {
                only.token.word().and_then(|word| self.grammar.roman(word))
            }
            _ => None,
        }
        .or_else(|| self.ordinal(pieces))
    }

    /// A year with its era on either side; astronomical.
    fn era(&self, pieces: &[Piece<'_>]) -> Option<i64> {
        let is_figure = |piece: &Piece<'_>| matches!(piece.token.kind, TokenKind::Number(_));
        let (number, era) = if is_figure(pieces.first()?) {
            let count = pieces.iter().take_while(|piece| is_figure(piece)).count();
            pieces.split_at_checked(count)?
        } else {
            let count = pieces
                .iter()
                .rev()
                .take_while(|piece| is_figure(piece))
                .count();
            let (era, number) = pieces.split_at_checked(pieces.len().checked_sub(count)?)?;
            (number, era)
        };
        let before_christ = self.grammar.is_before_christ(era)?;
        let year = self.number(number)?.whole().filter(|year| *year >= 1)?;
        if before_christ {
            1_i64.checked_sub(year)
        } else {
            Some(year)
        }
    }
}

fn is_number(piece: &Piece<'_>) -> bool {
    piece.token.number().is_some()
}

fn ordinal_figures(piece: &Piece<'_>) -> Option<u32> {
    u32::try_from(piece.token.number()?.whole()?).ok()
}

/// Joins notes, each once.
fn join(notes: impl Iterator<Item = String>) -> Option<String> {
    notes.reduce(|all, note| {
        if all.contains(&note) {
            all
        } else {
            format!("{all} {note}")
        }
    })
}
