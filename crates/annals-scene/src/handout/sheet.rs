//! [`Sheet`]: what stands on the paper, whatever its form.
//!
//! Owns the order and the numbers of the events, and what of each is given, left to be filled in, or an
//! answer. A blank holds nothing of its answer.

mod writer;

use self::writer::Writer;
use super::redact::Redactor;
use super::{Request, questions};
use annals_model::text::{Clean, grouped};
use annals_model::{EventIndex, SourceIndex, Status, sort_by_key};
use annals_time::describe_window;

/// Something that a pupil may have to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field<T> {
    /// It stands there.
    Given(T),
    /// A line to write on.
    Blank,
    /// It stands there, as an answer.
    Answer(T),
}

/// What kind of sheet it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Everything is told.
    Reading,
    /// Something is left to be filled in.
    Exercise,
    /// The answers to that.
    Key,
}

/// When an event was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Date {
    /// The source gives no time, so nobody is asked for it.
    Undated,
    /// A date in words, and how well it is known.
    Dated {
        /// The date.
        words: Field<Clean>,
        /// How well it is known, where that helps to find it.
        known: Clean,
    },
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Who.
    pub(super) name: Field<Clean>,
    /// In which role; may be empty.
    pub(super) role: Clean,
}

/// What is connected with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tie {
    /// What the connection is called: "Caused by".
    pub(super) label: &'static str,
    /// The connecting word of the source ("because", "after", "in order to", "if"); may be empty.
    pub(super) wording: Clean,
    /// Where the source says so; may be empty.
    pub(super) evidence: Clean,
    /// The other event: its number, if it is on the sheet, and its title.
    pub(super) other: Field<(Option<usize>, Clean)>,
}

/// An event on the sheet.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The event.
    pub(super) event: EventIndex,
    /// Its number on the sheet, from 1.
    pub(super) number: usize,
    /// What it is called.
    pub(super) title: Clean,
    /// When it was.
    pub(super) date: Date,
    /// What kind of statement it is.
    pub(super) status: Status,
    /// What is said; may be empty.
    pub(super) summary: Clean,
    /// Who takes part.
    pub(super) parts: Vec<Part>,
    /// What led to it and, unless that is asked for, what it led to.
    pub(super) ties: Vec<Tie>,
    /// Where it is said.
    pub(super) evidence: Clean,
    /// For the teacher; may be empty.
    pub(super) notes: Clean,
}

impl Entry {
    /// Whether there is something to give reasons for.
    pub(super) fn asks_why(&self) -> bool {
        self.ties.iter().any(|tie| tie.other == Field::Blank)
    }
}

/// An actor of the sheet.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Who.
    pub(super) name: Clean,
    /// What it is, and other names.
    pub(super) facts: Clean,
    /// Who this is; may be empty.
    pub(super) summary: Clean,
    /// The numbers of its events; empty where they are asked for.
    pub(super) events: Vec<usize>,
}

/// What stands on the paper.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) kind: Kind,
    pub(super) title: Clean,
    pub(super) summary: Clean,
    /// How much there is: "21 events, 20 actors, 1 source; 2019–2024".
    pub(super) extent: Clean,
    /// The events, in the order of their numbers.
    pub(super) entries: Vec<Entry>,
    pub(super) members: Vec<Member>,
    pub(super) sources: Vec<SourceIndex>,
    pub(super) questions: Vec<&'static str>,
    /// The kinds of statement that there are.
    pub(super) statuses: Vec<Status>,
    /// Whether the places on the line are left to be found.
    pub(super) empty_line: bool,
}

impl Sheet {
    pub(super) fn new(request: &Request<'_>) -> Self {
        let timeline = request.timeline;
        let kind = match (request.blanks.any(), request.key) {
            (false, _) => Kind::Reading,
            (true, false) => Kind::Exercise,
            (true, true) => Kind::Key,
        };
        let empty_line = request.blanks.dates && kind == Kind::Exercise;
        let dates = request
            .events
            .iter()
            .filter_map(|&event| timeline.event(event).when.as_ref());
        let writer = Writer {
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
        sort_by_key(&mut entries, |entry| entry.number);
        let members = writer.members();
        let sources = sources(request);
        let mut statuses: Vec<Status> = entries.iter().map(|entry| entry.status).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let count = |count: usize, one: &str, more: &str| {
            format!("{} {}", grouped(count), if count == 1 { one } else { more })
        };
        let mut events = count(timeline.events.len(), "event", "events");
        if entries.len() < timeline.events.len() {
            events = format!("{} of {events}", grouped(entries.len()));
        }
        let mut extent = vec![events];
        if !members.is_empty() {
            extent.push(count(members.len(), "actor", "actors"));
        }
        if !sources.is_empty() {
            extent.push(count(sources.len(), "source", "sources"));
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
            members,
            sources,
            statuses,
            empty_line,
        }
    }

    /// The entries by the order of `Request::events`.
    pub(super) fn in_reading_order<'a>(&'a self, request: &Request<'_>) -> Vec<&'a Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        sort_by_key(&mut entries, |entry| request.index.rank(entry.event));
        entries
    }

    /// The words above the title, that say what kind of sheet it is; empty for one to read.
    pub(super) const fn kind_words(&self) -> &'static str {
        match self.kind {
            Kind::Reading => "",
            Kind::Exercise => "Worksheet",
            Kind::Key => "Answer sheet",
        }
    }
}

/// The number of each event, in reading order. Where dates are asked for, numbers follow the titles, so
/// that they tell nothing of the order in time; the sheet with the answers has the same numbers.
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
    sort_by_key(&mut numbers, |&(event, _)| request.index.rank(event));
    numbers
}

/// The sources that the events of the sheet, and what connects them, rest on.
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

/// The numbers of some events in words: "event 7", "events 1–3, 7"; empty for none.
pub(super) fn events_words(numbers: &[usize]) -> String {
    match numbers {
        [] => String::new(),
        [one] => format!("event {one}"),
        _ => format!("events {}", ranges(numbers)),
    }
}

/// Numbers in ascending order, neighbours taken together: "1–3, 7".
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
