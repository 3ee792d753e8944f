//! [`Marks`]: events and dates that a person marked, to measure between them or to return to them.

use std::collections::BTreeMap;
use std::sync::Arc;

use annals_index::{EventSet, Index, Track};
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::axis::{Marker, MarkerKind};
use annals_time::{Precision, Time, When, Window};

use super::filter::Filter;
use super::is_same;

/// How many marks time is measured between.
pub(crate) const MAX_MEASURED: usize = 2;

/// What was marked.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// The marks that time is measured between, at most two, in the order in which they were set.
    pub measured: Vec<Spot>,
    /// The marks with letters.
    pub letters: BTreeMap<char, Marked>,
    /// The event that was selected when a date was gone to last.
    pub(crate) at_date: Option<EventIndex>,
    /// The events at that date, until they are cleared.
    pub(crate) dated: Option<DatedEvents>,
}

/// The events at a date that was gone to.
#[derive(Debug, Clone)]
pub(crate) struct DatedEvents {
    windows: Vec<Window>,
    chosen: EventSet,
    /// Those of them that pass the filter, along the axis.
    track: Track,
    /// That filter.
    filter: Option<Arc<Filter>>,
}

impl DatedEvents {
    /// Collects the events that may hold in any of some windows.
    pub(crate) fn new(windows: Vec<Window>, index: &Index, filter: Option<Arc<Filter>>) -> Self {
        let chosen = EventSet::in_windows(index, &windows);
        Self {
            track: narrowed(&chosen, filter.as_ref(), index),
            windows,
            chosen,
            filter,
        }
    }

    /// Whether the event with a rank is one of them.
    pub(crate) fn contains(&self, rank: usize) -> bool {
        self.chosen.contains(rank)
    }

    /// Returns those of them that pass the filter, along the axis.
    pub(crate) const fn track(&self) -> &Track {
        &self.track
    }
}

fn narrowed(chosen: &EventSet, filter: Option<&Arc<Filter>>, index: &Index) -> Track {
    let everything = index.everything();
    match filter.and_then(|filter| filter.chosen()) {
        Some(passing) => everything.chosen(index, &chosen.both(passing)),
        None => everything.chosen(index, chosen),
    }
}

impl Marks {
    /// The marks of an earlier session.
    pub(crate) fn at_start(measured: &[Spot]) -> Self {
        Self {
            measured: measured.iter().take(MAX_MEASURED).cloned().collect(),
            ..Self::default()
        }
    }

    /// Collects the events at the date gone to anew, for another story.
    pub(crate) fn collect_dated(&mut self, index: &Index, filter: Option<&Arc<Filter>>) {
        if let Some(dated) = self.dated.take() {
            self.dated = Some(DatedEvents::new(dated.windows, index, filter.cloned()));
        }
    }

    /// Narrows the events at the date gone to to those that pass the filter.
    pub(crate) fn narrow_dated(&mut self, index: &Index, filter: Option<&Arc<Filter>>) {
        if let Some(dated) = &mut self.dated
            && !is_same(dated.filter.as_ref(), filter)
        {
            dated.track = narrowed(&dated.chosen, filter, index);
            dated.filter = filter.cloned();
        }
    }

    /// Returns the letter of an event, if it has one.
    pub fn letter_of(&self, event: EventIndex) -> Option<char> {
        let mut letters = self.letters.iter();
        let found = letters.find(|(_, marked)| **marked == Marked::Event(event));
        found.map(|(&letter, _)| letter)
    }
}

/// What a letter marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marked {
    /// An event.
    Event(EventIndex),
    /// A date.
    Date(Spot),
}

/// An interval that a person pointed at, and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its first moment, or the first moment on the axis where its start is open or unknown.
    pub start: Time,
    /// Its end, or the last moment on the axis; the start for a moment.
    pub end: Time,
    /// The date as it is shown in a narrow place.
    pub name: Clean,
}

impl Spot {
    /// The interval of a date.
    pub(crate) fn of(when: &When, ascii: bool) -> Self {
        let (start, end) = when.reach();
        // The short form of a time of day leaves out its day.
        let name = if when.precision() < Precision::Day {
            when.words()
        } else {
            when.short(ascii)
        };
        Self {
            start,
            end,
            name: Clean::line(&name),
        }
    }

    /// The finite span that it names, as that of a date: where one end is open or unknown, the
    /// nanosecond at the other; `None` where both are.
    pub(crate) fn window(&self) -> Option<Window> {
        let (start, end) = match (self.start > Time::MIN, self.end < Time::MAX) {
            (true, true) => (self.start, self.end),
            (true, false) => (self.start, self.start),
            (false, true) => (self.end.saturating_add_nanos(-1), self.end),
            (false, false) => return None,
        };
        Window::new(start, end)
            .or_else(|| Window::new(start, start.saturating_add_nanos(1)))
            .or_else(|| Window::new(start.saturating_add_nanos(-1), start))
    }

    pub(crate) fn marker(&self, kind: MarkerKind) -> Marker {
        Marker {
            start: self.start,
            end: self.end,
            kind,
        }
    }
}
