//! One pass over a timeline that collects everything the index is built from.

use super::cast::Parts;
use super::columns::Span;
use super::incoming::Incoming;
use super::moments::MomentRange;
use super::{dates, facts};
use annals_model::{EventIndex, Timeline};
use annals_time::{Bound, Extent, Member, Window};

/// What was collected, in file order.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) dated: Vec<EventIndex>,
    /// The spans of the dated events.
    pub(super) spans: Vec<Span>,
    /// The range of the spans, to choose a frame for their keys.
    pub(super) moments: MomentRange,
    pub(super) undated: Vec<EventIndex>,
    /// The forms of the dates.
    pub(super) dates: dates::FormsBuilder,
    /// The other properties of every event.
    pub(super) facts: Vec<u8>,
    pub(super) parts: Parts,
    /// Links with their targets.
    pub(super) links: Vec<(EventIndex, Incoming)>,
    /// The first and the last time that a date names.
    named: Option<Span>,
}

impl Scan {
    pub(super) fn new(timeline: &Timeline) -> Self {
        let mut scan = Self {
            dated: Vec::with_capacity(timeline.events.len()),
            spans: Vec::with_capacity(timeline.events.len()),
            moments: MomentRange::default(),
            undated: Vec::new(),
            dates: dates::FormsBuilder::default(),
            facts: Vec::with_capacity(timeline.events.len()),
            parts: Parts::new(timeline.actors.len()),
            links: Vec::new(),
            named: None,
        };
        let mut actors = Vec::new();
        for position in 0..timeline.events.len() {
            let index = EventIndex::new(position);
            actors.clear();
            let brief = timeline.events.brief(position, &mut actors);
            match &brief.extent {
                Some(extent) => scan.date(index, extent),
                None => scan.undated.push(index),
            }
            scan.facts.push(facts::noted(&brief, !actors.is_empty()));
            for &actor in &actors {
                scan.parts.add(actor, index);
            }
            let written = timeline.events.written(position);
            let links = written.map_or(&[][..], |event| &event.links);
            for (link, target) in links.iter().enumerate() {
                let incoming = Incoming { from: index, link };
                scan.links.push((target.to, incoming));
            }
        }
        scan
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

    /// Returns the window from the first to the last time named by a date; `None` if no date names any.
    pub(super) fn extent(&self) -> Option<Window> {
        let (first, last) = self.named?;
        // A single time becomes a window of one second, since windows cannot be empty.
        Window::new(first, last.max(first.saturating_add_nanos(1_000_000_000)))
    }
}
