//! Fitting a template to the tokens of a phrase.
//!
//! Owns taking templates apart and the search through them, with optional words and slots of several
//! tokens. What a slot stands for is decided by the caller.

use super::grammar::{Piece, Word};
use super::language::{Meaning, Row};

/// The slots of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Date,
    Year,
    Era,
    Christ,
    Month,
    Day,
    Season,
    Weekday,
    Ordinal,
    Century,
    Tens,
    Number,
    Time,
}

impl Slot {
    /// Each slot as templates write it.
    pub(super) const NAMES: [(&'static str, Self); 13] = [
        ("{date}", Self::Date),
        ("{year}", Self::Year),
        ("{era}", Self::Era),
        ("{christ}", Self::Christ),
        ("{month}", Self::Month),
        ("{day}", Self::Day),
        ("{season}", Self::Season),
        ("{weekday}", Self::Weekday),
        ("{ordinal}", Self::Ordinal),
        ("{century}", Self::Century),
        ("{tens}", Self::Tens),
        ("{number}", Self::Number),
        ("{time}", Self::Time),
    ];

    fn named(part: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(name, _)| *name == part)
            .map(|(_, slot)| *slot)
    }

    /// The most tokens that it can take.
    const fn most(self) -> usize {
        match self {
            // A day of the week, a day in words, and a time to the second with its zone.
            Self::Date => 18,
            Self::Time | Self::Era => 8,
            Self::Christ | Self::Number => 4,
            Self::Year | Self::Ordinal | Self::Century | Self::Tens => 5,
            Self::Day => 3,
            Self::Month | Self::Season | Self::Weekday => 1,
        }
    }
}

/// One part of a template.
#[derive(Debug)]
struct Part {
    kind: Kind,
    optional: bool,
}

#[derive(Debug)]
enum Kind {
    Slot(Slot),
    /// Any of these words.
    Words(Vec<Word>),
}

impl Part {
    /// Whether a token may be the first one of this part.
    fn may_begin_with(&self, piece: &Piece<'_>) -> bool {
        match &self.kind {
            Kind::Words(words) => words.contains(&piece.entry.word),
            Kind::Slot(Slot::Month) => piece.entry.month > 0,
            Kind::Slot(Slot::Season) => piece.entry.season > 0,
            Kind::Slot(Slot::Weekday) => piece.entry.weekday > 0,
            Kind::Slot(Slot::Number | Slot::Time) => piece.token.number().is_some(),
            Kind::Slot(_) => true,
        }
    }

    fn takes(&self, piece: &Piece<'_>) -> bool {
        match &self.kind {
            Kind::Slot(_) => false,
            Kind::Words(words) => words.contains(&piece.entry.word),
        }
    }
}

/// A row taken apart.
#[derive(Debug)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    /// The fewest tokens that can fit.
    fewest: usize,
    /// The most.
    most: usize,
    pub meaning: Meaning,
    pub note: Option<&'static str>,
}

impl Pattern {
    /// `number` gives each word of the template its number.
    pub(super) fn new(
        row: &'static Row,
        groups: &[(&str, &'static str)],
        number: &mut dyn FnMut(&'static str) -> Word,
    ) -> Self {
        let parts: Vec<Part> = row
            .template
            .split(' ')
            .map(|part| {
                let (name, optional) = optional(part);
                let expand = |word| {
                    let group = groups.iter().find(|(group, _)| *group == word);
                    group.map_or(word, |(_, words)| *words).split('|')
                };
                let kind = match Slot::named(name) {
                    Some(slot) => Kind::Slot(slot),
                    None => {
                        Kind::Words(name.split('|').flat_map(expand).map(&mut *number).collect())
                    }
                };
                Part { kind, optional }
            })
            .collect();
        let fewest = parts.iter().filter(|part| !part.optional).count();
        let most = parts
            .iter()
            .map(|part| match part.kind {
                Kind::Slot(slot) => slot.most(),
                Kind::Words(_) => 1,
            })
            .fold(0, usize::saturating_add);
        Self {
            parts,
            fewest,
            most,
            meaning: row.meaning,
            note: row.note,
        }
    }

    /// Whether it may fit some of the tokens: there are enough, and each word and name that has to be
    /// there is.
    pub(super) fn may_fit_within(&self, pieces: &[Piece<'_>]) -> bool {
        self.fewest <= pieces.len()
            && self
                .parts
                .iter()
                .filter(|part| !part.optional)
                .all(|part| pieces.iter().any(|piece| part.may_begin_with(piece)))
    }

    /// Whether it may fit exactly these tokens, by their count, the first and the last.
    pub(super) fn may_fit(&self, pieces: &[Piece<'_>]) -> bool {
        (self.fewest..=self.most).contains(&pieces.len())
            && pieces.last().is_some_and(|last| self.may_end_with(last))
            && may_follow(&self.parts, pieces)
            && self.may_fit_within(pieces)
    }

    fn may_end_with(&self, last: &Piece<'_>) -> bool {
        for part in self.parts.iter().rev() {
            let may_end = match part.kind {
                Kind::Slot(slot) if slot.most() > 1 => true,
                _ => part.may_begin_with(last),
            };
            if may_end || !part.optional {
                return may_end;
            }
        }
        false
    }
}

/// A part of a template, and whether it may be missing. A `?` alone is the sign.
fn optional(part: &str) -> (&str, bool) {
    match part.strip_suffix('?') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (part, false),
    }
}

/// Tries every way in which a pattern covers all tokens, until one is accepted.
pub(super) struct Fit<'a, V> {
    /// The value of a slot, if the tokens make one.
    pub slot: &'a dyn Fn(Slot, &[Piece<'_>]) -> Option<V>,
    /// Whether the values make sense together.
    pub accept: &'a mut dyn FnMut(&[V]) -> bool,
}

impl<V> Fit<'_, V> {
    /// Whether the pattern covers the tokens in an acceptable way.
    pub(super) fn pattern(&mut self, pattern: &Pattern, pieces: &[Piece<'_>]) -> bool {
        self.parts(&pattern.parts, pieces, &mut Vec::new())
    }

    fn parts(&mut self, parts: &[Part], pieces: &[Piece<'_>], values: &mut Vec<V>) -> bool {
        let Some((part, rest)) = parts.split_first() else {
            return pieces.is_empty() && (self.accept)(values);
        };
        let taken = match part.kind {
            Kind::Slot(slot) => self.slot(slot, rest, pieces, values),
            Kind::Words(_) => pieces
                .split_first()
                .is_some_and(|(first, after)| part.takes(first) && self.parts(rest, after, values)),
        };
        taken || (part.optional && self.parts(rest, pieces, values))
    }

    fn slot(
        &mut self,
        slot: Slot,
        rest: &[Part],
        pieces: &[Piece<'_>],
        values: &mut Vec<V>,
    ) -> bool {
        // The last part has to take all that is left.
        let fewest = if rest.is_empty() {
            pieces.len().max(1)
        } else {
            1
        };
        for count in fewest..=slot.most().min(pieces.len()) {
            let Some((taken, after)) = pieces.split_at_checked(count) else {
                break;
            };
            // Look ahead before the slot is read, which may take long.
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

/// Whether the first part of what is left of a pattern can stand at the start of the tokens.
fn may_follow(parts: &[Part], pieces: &[Piece<'_>]) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return pieces.is_empty();
    };
    let here = match part.kind {
        Kind::Slot(Slot::Date) => !pieces.is_empty(),
        _ => pieces
            .first()
            .is_some_and(|first| part.may_begin_with(first)),
    };
    here || (part.optional && may_follow(rest, pieces))
}

#[cfg(test)]
mod tests {
    use super::super::grammar::Entry;
    use super::super::language::row;
    use super::super::token::{Decimal, Kind, tokens};
    use super::*;
    use rstest::rstest;

    /// Fits with slots that take any tokens, and shows how many each took.
    fn fitted(template: &'static str, text: &str) -> Option<Vec<usize>> {
        let mut words = Vec::new();
        let mut number = |word: &'static str| {
            words.push(word);
            Word::try_from(words.len()).unwrap()
        };
        let row = Box::leak(Box::new(row(template, Meaning::Same)));
        let pattern = Pattern::new(row, &[("<since>", "from|since")], &mut number);
        let tokens = tokens(text, Decimal::Point);
        let pieces: Vec<Piece<'_>> = tokens
            .iter()
            .map(|token| {
                let text = match &token.kind {
                    Kind::Word(word) => word.clone(),
                    Kind::Sign(sign) => sign.to_string(),
                    Kind::Number(_) => String::new(),
                };
                let place = words.iter().position(|word| *word == text);
                let word = place.map_or(0, |place| Word::try_from(place + 1).unwrap());
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
    #[case("since {date}", "since May 2020", Some(vec![2]))]
    #[case("since {date}", "since", None)]
    #[case("the? {number} s", "1990s", Some(vec![1]))]
    #[case("the? {number} s", "the 1990s", Some(vec![1]))]
    #[case("{date} to|- {date}", "a b - c", Some(vec![2, 1]))]
    #[case("<since> {date} on?", "from 2023", Some(vec![1]))]
    #[case("?", "?", Some(vec![]))]
    #[case("{month} {year}", "May 2020 or so ever and on", None)]
    #[case("{month} {christ}?", "May", Some(vec![1]))]
    #[case("{month} {christ}?", "May bc", Some(vec![1, 1]))]
    fn templates(
        #[case] template: &'static str,
        #[case] text: &str,
        #[case] taken: Option<Vec<usize>>,
    ) {
        assert_eq!(fitted(template, text), taken);
    }
}
