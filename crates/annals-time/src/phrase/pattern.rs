//! Fits the template of a row to the tokens of a phrase.
//!
//! [`Pattern`] is a row with its words numbered; [`Fit`] searches for the ways in which it covers all
//! tokens, with optional words and slots of several tokens. The caller says what a slot takes.

use super::grammar::{Piece, Word};
use super::template::{Meaning, Row, Slot, TemplatePartKind};

/// One part of a template, with its words numbered.
#[derive(Debug)]
struct PatternPart {
    kind: PatternPartKind,
    optional: bool,
}

#[derive(Debug)]
enum PatternPartKind {
    Slot(Slot),
    /// Any of these words.
    Words(Vec<Word>),
}

impl PatternPart {
    /// Whether a token may be the first one of this part.
    fn may_begin_with(&self, piece: &Piece<'_>) -> bool {
        match &self.kind {
            PatternPartKind::Words(words) => words.contains(&piece.entry.word),
            PatternPartKind::Slot(Slot::Month) => piece.entry.month > 0,
            PatternPartKind::Slot(Slot::Season) => piece.entry.season > 0,
            PatternPartKind::Slot(Slot::Weekday) => piece.entry.weekday > 0,
            PatternPartKind::Slot(Slot::Number | Slot::Time) => piece.token.number().is_some(),
            PatternPartKind::Slot(_) => true,
        }
    }

    fn takes(&self, piece: &Piece<'_>) -> bool {
        match &self.kind {
            PatternPartKind::Slot(_) => false,
            PatternPartKind::Words(words) => words.contains(&piece.entry.word),
        }
    }
}

/// A row with its words numbered.
#[derive(Debug)]
pub(super) struct Pattern {
    parts: Vec<PatternPart>,
    /// The fewest tokens that can fit.
    min: usize,
    /// The most that can fit.
    max: usize,
    pub meaning: Meaning,
    pub note: Option<&'static str>,
}

impl Pattern {
    /// `number` gives each word of the template its number.
    pub(super) fn new(row: &'static Row, number: &mut dyn FnMut(&'static str) -> Word) -> Self {
        let parts: Vec<PatternPart> = row
            .template
            .iter()
            .map(|part| PatternPart {
                kind: match &part.kind {
                    TemplatePartKind::Slot(slot) => PatternPartKind::Slot(*slot),
                    TemplatePartKind::Words(lists) => {
                        let words = lists.iter().copied().flatten().copied();
                        PatternPartKind::Words(words.map(&mut *number).collect())
                    }
                },
                optional: part.is_optional,
            })
            .collect();
        let min = parts.iter().filter(|part| !part.optional).count();
        let max = parts
            .iter()
            .map(|part| match part.kind {
                PatternPartKind::Slot(slot) => slot.max_tokens(),
                PatternPartKind::Words(_) => 1,
            })
            .fold(0, usize::saturating_add);
        Self {
            parts,
            min,
            max,
            meaning: row.meaning,
            note: row.note,
        }
    }

    /// Whether it may fit some of the tokens: there are enough, and all words and names that it requires
    /// occur.
    pub(super) fn may_fit_within(&self, pieces: &[Piece<'_>]) -> bool {
        self.min <= pieces.len()
            && self
                .parts
                .iter()
                .filter(|part| !part.optional)
                .all(|part| pieces.iter().any(|piece| part.may_begin_with(piece)))
    }

    /// Whether it may fit exactly these tokens, judged by their number, the first and the last.
    pub(super) fn may_fit(&self, pieces: &[Piece<'_>]) -> bool {
        (self.min..=self.max).contains(&pieces.len())
            && pieces.last().is_some_and(|last| self.may_end_with(last))
            && may_follow(&self.parts, pieces)
            && self.may_fit_within(pieces)
    }

    fn may_end_with(&self, last: &Piece<'_>) -> bool {
        for part in self.parts.iter().rev() {
            let may_end = match part.kind {
                PatternPartKind::Slot(slot) if slot.max_tokens() > 1 => true,
                _ => part.may_begin_with(last),
            };
            if may_end || !part.optional {
                return may_end;
            }
        }
        false
    }
}

/// A search for a way in which a pattern covers all tokens.
pub(super) struct Fit<'a, V> {
    /// Reads the tokens as the value of a slot.
    pub slot: &'a dyn Fn(Slot, &[Piece<'_>]) -> Option<V>,
    /// Whether the values go together.
    pub accept: &'a mut dyn FnMut(&[V]) -> bool,
}

impl<V> Fit<'_, V> {
    /// Whether there is a way to cover the tokens with values that are accepted.
    pub(super) fn pattern(&mut self, pattern: &Pattern, pieces: &[Piece<'_>]) -> bool {
        self.parts(&pattern.parts, pieces, &mut Vec::new())
    }

    fn parts(&mut self, parts: &[PatternPart], pieces: &[Piece<'_>], values: &mut Vec<V>) -> bool {
        let Some((part, rest)) = parts.split_first() else {
            return pieces.is_empty() && (self.accept)(values);
        };
        let taken = match part.kind {
            PatternPartKind::Slot(slot) => self.slot(slot, rest, pieces, values),
            PatternPartKind::Words(_) => pieces
                .split_first()
                .is_some_and(|(first, after)| part.takes(first) && self.parts(rest, after, values)),
        };
        taken || (part.optional && self.parts(rest, pieces, values))
    }

    fn slot(
        &mut self,
        slot: Slot,
        rest: &[PatternPart],
        pieces: &[Piece<'_>],
        values: &mut Vec<V>,
    ) -> bool {
        // The last part takes all that is left.
        let min = if rest.is_empty() {
            pieces.len().max(1)
        } else {
            1
        };
        for count in min..=slot.max_tokens().min(pieces.len()) {
            let Some((taken, after)) = pieces.split_at_checked(count) else {
                break;
            };
            // Reading a slot may take long, so look ahead first.
            if !may_follow(rest, after) {
                continue;
            }
            let Some(value) = (self.slot)(slot, taken) else {
                continue;
            };
            values.push(value);
            if self.parts(rest, after, values) {
                return true;
            }
            values.pop();
        }
        false
    }
}

/// Whether the tokens can begin with the first of the remaining parts.
fn may_follow(parts: &[PatternPart], pieces: &[Piece<'_>]) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return pieces.is_empty();
    };
    let here = match part.kind {
        PatternPartKind::Slot(Slot::Date) => !pieces.is_empty(),
        _ => pieces
            .first()
            .is_some_and(|first| part.may_begin_with(first)),
    };
    here || (part.optional && may_follow(rest, pieces))
}

#[cfg(test)]
mod tests {
    use super::super::grammar::Entry;
    use super::super::template::row;
    use super::super::token::{Decimal, TokenKind, tokens};
    use super::*;
    use rstest::rstest;

    const SINCE: &[&str] = &["from", "since"];

    /// Fits with slots that take any tokens, and returns how many each took.
    fn fitted(row: &'static Row, text: &str) -> Option<Vec<usize>> {
        let mut words = Vec::new();
        let mut number = |word: &'static str| {
            words.push(word);
            Word::try_from(words.len()).unwrap()
        };
        let pattern = Pattern::new(row, &mut number);
        let tokens = tokens(text, Decimal::Point);
        let pieces: Vec<Piece<'_>> = tokens
            .iter()
            .map(|token| {
                let text = match &token.kind {
                    TokenKind::Word(word) => word.clone(),
                    TokenKind::Sign(sign) => sign.to_string(),
                    TokenKind::Number(_) => String::new(),
                };
                let index = words.iter().position(|word| *word == text);
                let word = index.map_or(0, |index| Word::try_from(index + 1).unwrap());
                let entry = Entry {
                    word,
                    ..Entry::default()
                };
                Piece { token, entry }
            })
            .collect();
        let mut found = None;
        let slot = |_: Slot, pieces: &[Piece<'_>]| Some(pieces.len());
        let mut accept = |values: &[usize]| {
            found = Some(values.to_vec());
            true
        };
        Fit {
            slot: &slot,
            accept: &mut accept,
        }
        .pattern(&pattern, &pieces);
        found
    }

    #[rstest]
    #[case(&row!(since {Date} => Same), "since May 2020", Some(vec![2]))]
    #[case(&row!(since {Date} => Same), "since", None)]
    #[case(&row!(the? {Number} s => Same), "1990s", Some(vec![1]))]
    #[case(&row!(the? {Number} s => Same), "the 1990s", Some(vec![1]))]
    #[case(&row!({Date} (to | -) {Date} => Same), "a b - c", Some(vec![2, 1]))]
    #[case(&row!(<SINCE> {Date} on? => Same), "from 2023", Some(vec![1]))]
    #[case(&row!("?" => Same), "?", Some(vec![]))]
    #[case(&row!({Month} {Year} => Same), "May 2020 or so ever and on", None)]
    #[case(&row!({Month} {Christ}? => Same), "May", Some(vec![1]))]
    #[case(&row!({Month} {Christ}? => Same), "May bc", Some(vec![1, 1]))]
    fn a_row_covers_all_tokens_or_none(
        #[case] row: &'static Row,
        #[case] text: &str,
        #[case] taken: Option<Vec<usize>>,
    ) {
        assert_eq!(fitted(row, text), taken);
    }
}
