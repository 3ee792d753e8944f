//! The entries of a sheet: events and actors, with what is given and what is left blank.

use crate::wording::with_role;
use annals_model::text::Clean;
use annals_model::{EventIndex, Status};

/// A value that pupils may have to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field<T> {
    /// Printed.
    Given(T),
    /// Left blank: a line to write on.
    Blank,
    /// Printed and marked as an answer.
    Answer(T),
}

impl<T> Field<T> {
    /// Writes the value with `write`, between `marks` where it is an answer; a blank as `blank`.
    pub(super) fn written(
        &self,
        blank: &str,
        marks: [&str; 2],
        write: impl Fn(&T) -> String,
    ) -> String {
        match self {
            Self::Given(value) => write(value),
            Self::Blank => blank.to_owned(),
            Self::Answer(value) => format!("{}{}{}", marks[0], write(value), marks[1]),
        }
    }
}

/// The date of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EntryDate {
    /// The source gives no time, so pupils are not asked for it.
    Undated,
    /// The event has a date.
    Dated {
        /// The date in words.
        words: Field<Clean>,
        /// How precisely it is known, as a hint beside a blank; else empty.
        known: Clean,
    },
}

/// A participant of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Participant {
    /// The name.
    pub(super) name: Field<Clean>,
    /// The role; may be empty.
    pub(super) role: Clean,
}

impl Participant {
    /// Writes the name with `name` and the role with `escape`.
    pub(super) fn written(
        &self,
        name: impl Fn(&Field<Clean>) -> String,
        escape: impl Fn(&Clean) -> String,
    ) -> String {
        with_role(name(&self.name), &escape(&self.role))
    }
}

/// A link of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Connection {
    /// "Because of", "Led to".
    pub(super) label: &'static str,
    /// The word of the source for the link, such as "because"; may be empty.
    pub(super) wording: Clean,
    /// Evidence for the link; may be empty.
    pub(super) evidence: Clean,
    /// The other event: its number, if it is on the sheet, and title.
    pub(super) other: Field<(Option<usize>, Clean)>,
}

impl Connection {
    /// Writes the source's word, in `quotes`, and the evidence; `None` where both are empty.
    pub(super) fn remark(
        &self,
        quotes: [&str; 2],
        escape: impl Fn(&Clean) -> String,
    ) -> Option<String> {
        let wording = format!("{}{}{}", quotes[0], escape(&self.wording), quotes[1]);
        let parts = [
            (&self.wording, wording),
            (&self.evidence, escape(&self.evidence)),
        ];
        let parts = parts.into_iter().filter(|(text, _)| !text.is_empty());
        let parts: Vec<String> = parts.map(|(_, written)| written).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// An event on the sheet.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The event.
    pub(super) event: EventIndex,
    /// Its number on the sheet, from 1.
    pub(super) number: usize,
    /// The title.
    pub(super) title: Clean,
    /// The date.
    pub(super) date: EntryDate,
    /// The kind of statement.
    pub(super) status: Status,
    /// The summary; may be empty.
    pub(super) summary: Clean,
    /// The participants.
    pub(super) participants: Vec<Participant>,
    /// What led to it and, unless pupils are asked for causes, what it led to.
    pub(super) connections: Vec<Connection>,
    /// What the sources leave out; may be empty.
    pub(super) missing: Clean,
    /// The evidence.
    pub(super) evidence: Clean,
    /// Notes for the teacher; may be empty.
    pub(super) notes: Clean,
}

impl Entry {
    /// Returns whether a cause is left blank, for which pupils then give reasons.
    pub(super) fn asks_why(&self) -> bool {
        let mut connections = self.connections.iter();
        connections.any(|connection| connection.other == Field::Blank)
    }

    /// Returns whether the event has a date.
    pub(super) fn is_dated(&self) -> bool {
        self.date != EntryDate::Undated
    }
}

/// An actor on the sheet.
#[derive(Debug, Clone)]
pub(super) struct ActorEntry {
    /// The name.
    pub(super) name: Clean,
    /// Kind and other names.
    pub(super) facts: Clean,
    /// The summary; may be empty.
    pub(super) summary: Clean,
    /// The numbers of its events; empty where pupils are asked for actors.
    pub(super) events: Vec<usize>,
}

/// Words the numbers of events: "event 7", "events 1–3, 7"; empty for none.
pub(super) fn events_words(numbers: &[usize]) -> String {
    match numbers {
        [] => String::new(),
        [one] => format!("event {one}"),
        _ => format!("events {}", ranges(numbers)),
    }
}

/// Words ascending numbers as ranges: "1–3, 7".
pub(super) fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let words = runs.map(|run| match run {
        [one] => one.to_string(),
        [one, two] => format!("{one}, {two}"),
        [first, .., last] => format!("{first}\u{2013}{last}"),
        [] => String::new(),
    });
    words.collect::<Vec<_>>().join(", ")
}
