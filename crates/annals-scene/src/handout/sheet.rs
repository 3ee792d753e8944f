//! [`Sheet`]: the contents of a handout, independent of its form.
//!
//! It fixes the order and numbers of the events. Entries are written in [`writer`].

mod writer;

use self::writer::EntryWriter;
use super::entry::{ActorEntry, Entry};
use super::questions;
use super::redact::Redactor;
use super::request::Request;
use crate::wording::counted;
use annals_model::text::{Clean, grouped};
use annals_model::{EventIndex, SourceIndex, Status};
use annals_time::describe_window;

/// The kind of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetKind {
    /// Everything is printed.
    Reading,
    /// Something is left blank.
    Exercise,
    /// The blanks are filled in.
    Key,
}

/// The contents of a handout.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) kind: SheetKind,
    pub(super) title: Clean,
    pub(super) summary: Clean,
    /// "21 events, 20 actors, 1 source; 2019–2024".
    pub(super) extent: Clean,
    /// The events by number.
    pub(super) entries: Vec<Entry>,
    pub(super) actors: Vec<ActorEntry>,
    pub(super) sources: Vec<SourceIndex>,
    pub(super) questions: Vec<&'static str>,
    /// The kinds of statement on the sheet.
    pub(super) statuses: Vec<Status>,
    /// Whether the time line is left empty, for pupils to place the events on.
    pub(super) empty_line: bool,
}

impl Sheet {
    pub(super) fn new(request: &Request<'_>) -> Self {
        let timeline = request.timeline;
        let kind = match (request.blanks.any(), request.key) {
            (false, _) => SheetKind::Reading,
            (true, false) => SheetKind::Exercise,
            (true, true) => SheetKind::Key,
        };
        let empty_line = request.blanks.dates && kind == SheetKind::Exercise;
        let dates = request
            .events
            .iter()
            .filter_map(|&event| timeline.event(event).when.as_ref());
        let writer = EntryWriter {
            request,
            redactor: empty_line.then(|| Redactor::new(dates)),
            numbers: numbers(request),
        };
        let mut entries: Vec<Entry> = request
            .events
            .iter()
            .zip(&writer.numbers)
            .map(|(&event, &(_, number))| writer.entry(event, number))
            .collect();
        entries.sort_by_key(|entry| entry.number);
        let actors = writer.actors();
        let sources = sources(request);
        let mut statuses: Vec<Status> = entries.iter().map(|entry| entry.status).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let mut events = counted(timeline.events.len(), "event", "events");
        if entries.len() < timeline.events.len() {
            events = format!("{} of {events}", grouped(entries.len()));
        }
        let mut extent = vec![events];
        if !actors.is_empty() {
            extent.push(counted(actors.len(), "actor", "actors"));
        }
        if !sources.is_empty() {
            extent.push(counted(sources.len(), "source", "sources"));
        }
        Self {
            kind,
            title: timeline.title.clone(),
            summary: timeline.summary.clone(),
            extent: Clean::line(&format!(
                "{}; {}",
                extent.join(", "),
                describe_window(&request.window, false)
            )),
            questions: questions::of(&entries),
            entries,
            actors,
            sources,
            statuses,
            empty_line,
        }
    }

    /// Returns the entries in the order of `Request::events`.
    pub(super) fn in_reading_order<'a>(&'a self, request: &Request<'_>) -> Vec<&'a Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| request.index.rank(entry.event));
        entries
    }

    /// Returns the entries that have a date.
    pub(super) fn dated(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_dated())
    }

    /// Returns the numbers of the entries without a date, ascending.
    pub(super) fn undated(&self) -> Vec<usize> {
        let undated = self.entries.iter().filter(|entry| !entry.is_dated());
        undated.map(|entry| entry.number).collect()
    }

    /// Returns the line above the title, such as "Worksheet"; empty for a sheet to read.
    pub(super) const fn kind_words(&self) -> &'static str {
        match self.kind {
            SheetKind::Reading => "",
            SheetKind::Exercise => "Worksheet",
            SheetKind::Key => "Answer sheet",
        }
    }
}

/// Numbers the events; the result is in reading order. Where pupils are asked for dates, numbers follow the
/// titles, so that they do not reveal the order in time. The answer sheet has the same numbers.
fn numbers(request: &Request<'_>) -> Vec<(EventIndex, usize)> {
    let mut order: Vec<EventIndex> = request.events.to_vec();
    if request.blanks.dates {
        let key = |event: &EventIndex| {
            let event = request.timeline.event(*event);
            (event.title.as_str().to_lowercase(), event.id.clone())
        };
        order.sort_by_cached_key(key);
    }
    let mut numbers: Vec<(EventIndex, usize)> = order.into_iter().zip(1..).collect();
    numbers.sort_by_key(|&(event, _)| request.index.rank(event));
    numbers
}

/// Returns the sources of the events on the sheet and of their links.
fn sources(request: &Request<'_>) -> Vec<SourceIndex> {
    let timeline = request.timeline;
    let mut sources: Vec<SourceIndex> = Vec::new();
    for &event in request.events {
        let event = timeline.event(event);
        let of_links = event.links.iter().flat_map(|link| &link.evidence);
        sources.extend(event.evidence.iter().chain(of_links).map(|one| one.source));
    }
    sources.sort_unstable();
    sources.dedup();
    sources
}
