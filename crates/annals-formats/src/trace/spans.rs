//! Beginnings and ends: which belong together.
//!
//! Owns matching within a thread or an id, in the order of time whatever that of the text. It makes no events.

use std::collections::HashMap;
use std::ops::Range;

use super::Thread;

/// How far up an end looks for the beginning of its own name.
const REACH: usize = 64;

/// What beginnings and ends have to share to belong together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Thread(Thread),
    /// Of an asynchronous event.
    Id(String),
}

/// A beginning or an end.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) time: i64,
    pub(super) range: Range<usize>,
    pub(super) is_begin: bool,
    pub(super) thread: Thread,
}

impl Mark {
    pub(super) const fn new(
        time: i64,
        range: Range<usize>,
        is_begin: bool,
        thread: Thread,
    ) -> Self {
        Self {
            time,
            range,
            is_begin,
            thread,
        }
    }
}

/// A beginning with its end, if it has one.
#[derive(Debug)]
pub(super) struct Span {
    pub(super) begin: Mark,
    pub(super) end: Option<Mark>,
    /// Whether the end has the name of the beginning, or none.
    pub(super) is_same_name: bool,
    /// Whether it is a part of what its thread did one after the other.
    pub(super) is_slice: bool,
}

/// What comes of matching.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// In the order of the text.
    pub(super) spans: Vec<Span>,
    /// Ends without a beginning.
    pub(super) ends: Vec<Mark>,
}

/// All beginnings and ends.
#[derive(Debug, Default)]
pub(super) struct Marks {
    places: HashMap<Key, usize>,
    lists: Vec<(bool, Vec<Mark>)>,
}

impl Marks {
    /// Adds one.
    pub(super) fn push(&mut self, key: Key, mark: Mark) {
        let is_slice = matches!(key, Key::Thread(_));
        let place = *self.places.entry(key).or_insert(self.lists.len());
        if place == self.lists.len() {
            self.lists.push((is_slice, Vec::new()));
        }
        self.lists[place].1.push(mark);
    }

    /// Matches them; `name` reads the name of the event at a place, if it has one.
    pub(super) fn join(self, name: impl Fn(&Range<usize>) -> Option<String>) -> Joined {
        let mut joined = Joined::default();
        for (is_slice, mut marks) in self.lists {
            marks.sort_by_key(|mark| mark.time);
            let mut open: Vec<(Mark, Option<String>)> = Vec::new();
            for mark in marks {
                let own = name(&mark.range);
                if mark.is_begin {
                    open.push((mark, own));
                    continue;
                }
                // Asynchronous events need not end in the order in which they began.
                let named = if is_slice || own.is_none() {
                    None
                } else {
                    let near = open.len().saturating_sub(REACH);
                    open[near..]
                        .iter()
                        .rposition(|(_, name)| *name == own)
                        .map(|place| near + place)
                };
                let place = named.or_else(|| open.len().checked_sub(1));
                let Some(place) = place else {
                    joined.ends.push(mark);
                    continue;
                };
                let (begin, its_name) = open.remove(place);
                joined.spans.push(Span {
                    begin,
                    end: Some(mark),
                    is_same_name: own.is_none() || own == its_name,
                    is_slice,
                });
            }
            joined.spans.extend(open.into_iter().map(|(begin, _)| Span {
                begin,
                end: None,
                is_same_name: true,
                is_slice,
            }));
        }
        joined.spans.sort_by_key(|span| span.begin.range.start);
        joined.ends.sort_by_key(|mark| mark.range.start);
        joined
    }
}
