//! A long text cut into pieces, each a text of its own, so that no more than one is in memory as tables.
//!
//! Tables of a whole text are a dozen times as large as the text, and most of the time goes into moving
//! them through memory: in pieces that a processor's cache holds, TOML is read twice as fast. Owns where
//! a text is cut. It reads no fields, and it does not judge what is wrong: a text that cannot be read in
//! pieces is read as a whole.
//!
//! Cuts are made before lines that begin with `[[event]]`, and those may stand inside a text of several
//! lines. But each piece is read from where the one before it ended, the first from the start: if a cut
//! is inside anything, then what is left open in the piece before it is an error there.

use std::borrow::Cow;

use memchr::memmem::Finder;

/// The line before which a text may be cut, with the end of the line before it.
const EVENT: &str = "\n[[event]]";

/// Where a text that is read by itself stands in the whole one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The byte from which the two differ.
    from: usize,
    /// By how many bytes they do.
    by: usize,
}

impl Place {
    /// Of a text that is the whole one.
    pub(super) const WHOLE: Self = Self { from: 0, by: 0 };

    /// The byte of the whole text.
    pub(super) const fn of(self, byte: usize) -> usize {
        if byte < self.from {
            byte
        } else {
            byte + self.by
        }
    }
}

/// A text in three parts: what stands before the events, the events, and what stands after them.
#[derive(Debug)]
pub(super) struct Pieces<'t> {
    /// What stands before the events.
    pub(super) head: &'t str,
    events: &'t str,
    tail: &'t str,
}

impl<'t> Pieces<'t> {
    /// The parts, if there are events after other lines.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let event = Finder::new(EVENT);
        let first = event.find(text.as_bytes())? + 1;
        let last = memchr::memmem::rfind(text.as_bytes(), EVENT.as_bytes())? + 1;
        let is_other = |&at: &usize| {
            let line = text.get(at..).unwrap_or("");
            line.starts_with('[') && !line.trim_start_matches('[').starts_with("event")
        };
        let ends = memchr::memchr_iter(b'\n', text.get(last..)?.as_bytes());
        let end = ends.map(|at| last + at + 1).find(is_other);
        let (rest, tail) = text.split_at_checked(end.unwrap_or(text.len()))?;
        let (head, events) = rest.split_at_checked(first)?;
        Some(Self { head, events, tail })
    }

    /// All but the events, as one text, with its place.
    pub(super) fn rest(&self) -> (Cow<'t, str>, Place) {
        let place = Place {
            from: self.head.len(),
            by: self.events.len(),
        };
        let rest = if self.tail.is_empty() {
            Cow::Borrowed(self.head)
        } else {
            Cow::Owned([self.head, self.tail].concat())
        };
        (rest, place)
    }

    /// The events in pieces of at least `size` bytes, or what there is.
    pub(super) fn events(&self, size: usize) -> impl Iterator<Item = (&'t str, Place)> {
        let event = Finder::new(EVENT);
        let (mut left, mut by) = (self.events, self.head.len());
        std::iter::from_fn(move || {
            let found = left
                .as_bytes()
                .get(size..)
                .and_then(|bytes| event.find(bytes))
                .map_or(left.len(), |at| size + at + 1);
            let (piece, rest) = left.split_at_checked(found)?;
            let place = Place { from: 0, by };
            (left, by) = (rest, by + found);
            (!piece.is_empty()).then_some((piece, place))
        })
    }
}

#[cfg(test)]
mod tests;
