//! [`Measure`]: the moments that a person points at, and what lies between two of them.
//!
//! Owns the marks and their wording. A mark is as wide as the date it came from: from one year to
//! another is not a number of days.

use super::state::App;
use crate::scene::axis::{Marker, MarkerKind};
use crate::text::{Clean, grouped};
use crate::time::{Time, When, Window, describe_distance};

/// A stretch of time that a person pointed at, and how it is called.
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
    /// The stretch of a date.
    pub(super) fn of(when: &When, ascii: bool) -> Self {
        let (start, end) = when.reach();
        Self {
            start,
            end,
            name: Clean::line(&when.short(ascii)),
        }
    }

    /// The finite stretch that it names, as that of a date: where one end is open or unknown, the
    /// nanosecond at the other; `None` where both are.
    pub(super) fn stretch(&self) -> Option<Window> {
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

    fn marker(&self, kind: MarkerKind) -> Marker {
        Marker {
            start: self.start,
            end: self.end,
            kind,
        }
    }
}

/// What a person pointed at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measure {
    /// The marks to measure between, at most two, in the order in which they were set.
    pub marks: Vec<Spot>,
    /// The date last gone to.
    pub date: Option<Spot>,
}

impl Measure {
    /// Whether there is anything to see.
    pub const fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.date.is_none()
    }

    /// What the axis shows of it.
    pub fn markers(&self) -> impl Iterator<Item = Marker> {
        let date = self.date.iter().map(|date| date.marker(MarkerKind::Date));
        let marks = self.marks.iter();
        marks
            .map(|mark| mark.marker(MarkerKind::Measure))
            .chain(date)
    }
}

impl App {
    /// Sets a mark at the date last gone to, else at the selected event, else in the middle of the
    /// window. A third one starts anew.
    pub(super) fn mark(&mut self) {
        let spot = self.measure.date.take().unwrap_or_else(|| self.here());
        if self.measure.marks.len() >= 2 || self.measure.marks.last() == Some(&spot) {
            self.measure.marks.clear();
        }
        let name = spot.name.clone();
        self.measure.marks.push(spot);
        self.changed = true;
        self.notice = Some(self.measured().unwrap_or_else(|| {
            Clean::line(&format!(
                "Marked {name}. Mark another event or date to measure the time between."
            ))
        }));
    }

    /// The selected event, where it has a date and is in view; else the middle of the window.
    fn here(&self) -> Spot {
        let window = self.view.window;
        let when = self
            .selected_event()
            .and_then(|event| self.timeline().event(event).when.as_ref());
        let seen = when.filter(|when| {
            let (start, end) = when.reach();
            start < window.end() && end >= window.start()
        });
        if let Some(when) = seen {
            return Spot::of(when, self.ascii());
        }
        let middle = window.centre();
        Spot {
            start: middle,
            end: middle,
            name: Clean::line(&middle.to_string()),
        }
    }

    /// What lies between the two marks, in words; `None` while there are not two.
    pub fn measured(&self) -> Option<Clean> {
        let [one, other] = self.measure.marks.as_slice() else {
            return None;
        };
        let (first, second) = if (other.start, other.end) < (one.start, one.end) {
            (other, one)
        } else {
            (one, other)
        };
        let distance = describe_distance((first.start, first.end), (second.start, second.end));
        let events = self.events_between(first, second);
        let noun = if events == 1 { "event" } else { "events" };
        Some(Clean::line(&format!(
            "{} to {}: {distance}; {} {noun} between",
            first.name,
            second.name,
            grouped(events)
        )))
    }

    /// How many events may hold from the end of one mark to the start of the other; where they
    /// overlap, none lies between.
    fn events_between(&self, first: &Spot, second: &Spot) -> usize {
        let between = Window::new(first.end, second.start);
        between.map_or(0, |window| self.index().everything().count(&window))
    }

    /// Forgets the marks and the date last gone to; `false` if there was nothing to forget.
    pub(super) fn clear_marks(&mut self) -> bool {
        let had_any = !self.measure.is_empty();
        self.measure = super::measure::Measure::default();
        self.changed |= had_any;
        had_any
    }
}
