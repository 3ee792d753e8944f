//! One pass over a timeline, to note all that the index is made of.
//!
//! Owns the reading of dates, participants and links. What follows from them is the business of those
//! that are given its notes.

use super::cast::Parts;
use super::columns::Span;
use super::incoming::Incoming;
use super::moments::Survey;
use super::{dates, facts};
use annals_model::{EventIndex, Timeline};
use annals_time::{Bound, Extent, Member, Window};

/// What is noted, in the order of the file.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) dated: Vec<EventIndex>,
    /// The spans of the dated events.
    pub(super) spans: Vec<Span>,
    /// What is needed to choose a frame of reference for the spans.
    pub(super) moments: Survey,
    pub(super) undated: Vec<EventIndex>,
    /// What the dates of the dated events say beyond their spans.
    pub(super) dates: dates::Notes,
    /// What else a filter may ask, of every event.
    pub(super) facts: Vec<u8>,
    pub(super) parts: Parts,
    /// Links and the events they lead to.
    pub(super) links: Vec<(EventIndex, Incoming)>,
    /// The first and the last moment that a date names.
    named: Option<Span>,
}

impl Reading {
    pub(super) fn new(timeline: &Timeline) -> Self {
        let mut reading = Self {
            dated: Vec::with_capacity(timeline.events.len()),
            spans: Vec::with_capacity(timeline.events.len()),
            moments: Survey::default(),
            undated: Vec::new(),
            dates: dates::Notes::default(),
            facts: Vec::with_capacity(timeline.events.len()),
            parts: Parts::new(timeline.actors.len()),
            links: Vec::new(),
            named: None,
        };
        let mut actors = Vec::new();
        for place in 0..timeline.events.len() {
            let index = EventIndex::new(place);
            actors.clear();
            let brief = timeline.events.brief(place, &mut actors);
            match &brief.extent {
                Some(extent) => reading.date(index, extent),
                None => reading.undated.push(index),
            }
            reading.facts.push(facts::noted(&brief, !actors.is_empty()));
            for &actor in &actors {
                reading.parts.add(actor, index);
            }
            let written = timeline.events.written(place);
            let links = written.map_or(&[][..], |event| &event.links);
            for (link, target) in links.iter().enumerate() {
                let incoming = Incoming { from: index, link };
                reading.links.push((target.to, incoming));
            }
        }
        reading
    }

    fn date(&mut self, event: EventIndex, date: &Extent) {
        let span = date.reach();
        self.dated.push(event);
        self.spans.push(span);
        self.dates.add(date);
        self.moments.add(span.0);
        self.moments.add(span.1);
        let Member { start, end } = date.whole;
        for bound in [start.earliest, start.latest, end.earliest, end.latest] {
            if let Bound::At(time) = bound {
                let (first, last) = self.named.get_or_insert((time, time));
                *first = time.min(*first);
                *last = time.max(*last);
            }
        }
    }

    /// From the first moment that a date names to the last one; `None` if no date names any.
    pub(super) fn extent(&self) -> Option<Window> {
        let (first, last) = self.named?;
        // A single moment is a stretch of one second, so that there is something to stand in.
        Window::new(first, last.max(first.saturating_add_nanos(1_000_000_000)))
    }
}
