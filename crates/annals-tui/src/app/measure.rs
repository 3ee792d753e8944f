//! [`Measure`]: the moments that a person points at, and what lies between two of them.
//!
//! Owns the marks and their wording. A mark is as wide as the date it came from: from one year to
//! another is not a number of days.

use super::state::App;
use annals_model::text::{Clean, grouped};
use annals_scene::axis::{Marker, MarkerKind};
use annals_time::{Precision, Time, When, Window, describe_distance, describe_distance_briefly};

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

/// What a person measures between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measure {
    /// The marks, at most two, in the order in which they were set.
    pub marks: Vec<Spot>,
}

impl App {
    /// Whether there is anything marked: to measure, or the date last gone to.
    pub fn has_marks(&self) -> bool {
        !self.measure.marks.is_empty() || self.view.date.is_some()
    }

    /// What the axis shows of it.
    pub(super) fn markers(&self) -> Vec<Marker> {
        let marks = self.measure.marks.iter();
        let marks = marks.map(|mark| mark.marker(MarkerKind::Measure));
        let date = self.view.date.iter();
        marks
            .chain(date.map(|date| date.marker(MarkerKind::Date)))
            .collect()
    }

    /// Sets a mark at the date last gone to, else at the selected event. A third one starts anew.
    pub(super) fn mark(&mut self) {
        let Some(spot) = self.view.date.take().or_else(|| self.here()) else {
            self.notice = Some(Clean::own("What is selected has no date; d goes to one."));
            return;
        };
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

    /// The selected event, where it has a date; without any event, the middle of the window.
    fn here(&self) -> Option<Spot> {
        if let Some(event) = self.view.event {
            let when = self.timeline().event(event).when.as_ref();
            return when.map(|when| Spot::of(when, self.ascii()));
        }
        let middle = self.view.window.centre();
        Some(Spot {
            start: middle,
            end: middle,
            name: Clean::line(&middle.to_string()),
        })
    }

    /// What lies between the two marks, in words; `None` while there are not two.
    pub fn measured(&self) -> Option<Clean> {
        let (first, second) = self.marks_in_order()?;
        let [length, _] = self.measured_lengths()?;
        let words = format!("{} to {}: {length}", first.name, second.name);
        Some(Clean::line(&words))
    }

    /// The same without saying between what: in full, and without how little and how much it may be.
    pub fn measured_lengths(&self) -> Option<[Clean; 2]> {
        let (first, second) = self.marks_in_order()?;
        let (from, to) = ((first.start, first.end), (second.start, second.end));
        let events = self.events_between(first, second);
        let noun = if events == 1 { "event" } else { "events" };
        let events = grouped(events);
        let distances = [
            describe_distance(from, to),
            describe_distance_briefly(from, to),
        ];
        Some(distances.map(|distance| Clean::line(&format!("{distance}; {events} {noun} between"))))
    }

    fn marks_in_order(&self) -> Option<(&Spot, &Spot)> {
        let [one, other] = self.measure.marks.as_slice() else {
            return None;
        };
        let is_turned = (other.start, other.end) < (one.start, one.end);
        Some(if is_turned {
            (other, one)
        } else {
            (one, other)
        })
    }

    /// How many events may hold from the end of one mark to the start of the other; where they
    /// overlap, none lies between.
    fn events_between(&self, first: &Spot, second: &Spot) -> usize {
        let between = Window::new(first.end, second.start);
        between.map_or(0, |window| self.everything().count(&window))
    }

    /// Forgets the marks and the date last gone to.
    pub(super) fn clear_marks(&mut self) {
        self.changed |= self.has_marks();
        self.measure.marks.clear();
        self.view.date = None;
    }
}
