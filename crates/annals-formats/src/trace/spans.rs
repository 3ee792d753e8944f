//! Matches beginnings with ends, within a thread or an id, in the order of time.

use std::collections::HashMap;

use super::Thread;
use crate::json::Json;

/// How many open beginnings an end is compared with by name.
const MAX_LOOKBACK: usize = 64;

/// The key that a beginning and its end share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Thread(Thread),
    /// Of an asynchronous event.
    Id(String),
}

/// A beginning or an end.
#[derive(Debug, Clone)]
pub(super) struct Boundary<'t> {
    pub(super) time: i64,
    pub(super) event: Json<'t>,
    pub(super) is_begin: bool,
    pub(super) thread: Thread,
}

impl<'t> Boundary<'t> {
    pub(super) const fn new(time: i64, event: Json<'t>, is_begin: bool, thread: Thread) -> Self {
        Self {
            time,
            event,
            is_begin,
            thread,
        }
    }
}

/// A beginning with its end, if it has one.
#[derive(Debug)]
pub(super) struct MatchedSpan<'t> {
    pub(super) begin: Boundary<'t>,
    pub(super) end: Option<Boundary<'t>>,
    /// Whether the end has the name of the beginning, or none.
    pub(super) is_same_name: bool,
    /// Whether it is a part of what its thread did one after the other.
    pub(super) is_slice: bool,
}

/// The result of matching.
#[derive(Debug, Default)]
pub(super) struct Matched<'t> {
    /// In the order of the text.
    pub(super) spans: Vec<MatchedSpan<'t>>,
    /// Ends without a beginning.
    pub(super) ends: Vec<Boundary<'t>>,
}

/// All beginnings and ends.
#[derive(Debug, Default)]
pub(super) struct Boundaries<'t> {
    indices: HashMap<Key, usize>,
    lists: Vec<(bool, Vec<Boundary<'t>>)>,
}

impl<'t> Boundaries<'t> {
    /// Adds one.
    pub(super) fn push(&mut self, key: Key, mark: Boundary<'t>) {
        let is_slice = matches!(key, Key::Thread(_));
        let index = *self.indices.entry(key).or_insert(self.lists.len());
        if index == self.lists.len() {
            self.lists.push((is_slice, Vec::new()));
        }
        self.lists[index].1.push(mark);
    }

    /// Matches them; `name` reads the name of an event, if it has one.
    pub(super) fn join(self, name: impl Fn(Json<'t>) -> Option<String>) -> Matched<'t> {
        let mut joined = Matched::default();
        for (is_slice, mut marks) in self.lists {
            marks.sort_by_key(|mark| mark.time);
            let mut open: Vec<(Boundary<'t>, Option<String>)> = Vec::new();
            for mark in marks {
                let own = name(mark.event);
                if mark.is_begin {
                    open.push((mark, own));
                    continue;
                }
                // Asynchronous events need not end in the order in which they began.
                let named = if is_slice || own.is_none() {
                    None
                } else {
                    let near = open.len().saturating_sub(MAX_LOOKBACK);
                    open[near..]
                        .iter()
                        .rposition(|(_, name)| *name == own)
                        .map(|index| near + index)
                };
                let index = named.or_else(|| open.len().checked_sub(1));
                let Some(index) = index else {
                    joined.ends.push(mark);
                    continue;
                };
                let (begin, its_name) = open.remove(index);
                joined.spans.push(MatchedSpan {
                    begin,
                    end: Some(mark),
                    is_same_name: own.is_none() || own == its_name,
                    is_slice,
                });
            }
            joined
                .spans
                .extend(open.into_iter().map(|(begin, _)| MatchedSpan {
                    begin,
                    end: None,
                    is_same_name: true,
                    is_slice,
                }));
        }
        joined.spans.sort_by_key(|span| span.begin.event.byte());
        joined.ends.sort_by_key(|mark| mark.event.byte());
        joined
    }
}
