//! Reads trace events, as Chrome and other profilers write them.
//!
//! Complete events, pairs of beginning and end, instants and asynchronous events become events; flows become
//! links; a thread is an actor. Counters and metadata are not shown. A trace has no date: its times are counted
//! from the beginning of 1970.

mod beside;
mod flows;
mod record;
mod spans;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::flows::{Point, Slice};
use self::record::{Record, arguments, flow_id, nanoseconds, not_an_event, text, token};
use self::spans::{Boundaries, Boundary, Key};
use super::building::{Builder, Draft};
use super::json::{End, Json};
use crate::request::{Definition, Request, Sample};
use annals_model::text::{Clean, grouped};
use annals_model::{ActorIndex, EventIndex, LinkKind, Reading};
use annals_time::{Bound, Time, When};

pub(crate) const FORMAT: Definition = Definition {
    name: "trace",
    label: "trace events",
    endings: &[],
    precedence: 2,
    recognises,
    read,
    write: None,
};

/// The index of a thread, in order of first use.
type Thread = usize;

/// Whether a text is an object with a list of trace events, or a list whose first object is one.
fn recognises(sample: &Sample<'_>) -> bool {
    let root = Json::open(sample.beginning(), 0);
    if root.is_object() {
        return root.member("traceEvents").is_some_and(Json::is_list);
    }
    let first = root.entries().and_then(|mut entries| entries.next());
    first.is_some_and(|entry| {
        let has = |key| entry.value.member(key);
        let is_phase = has("ph").is_some_and(|phase| phase.is_text() && phase.written().len() == 3);
        is_phase && (has("ts").is_some() || has("pid").is_some())
    })
}

/// Reads the events of a trace.
fn read(request: &Request<'_>) -> Reading {
    let mut reader = TraceReader {
        builder: Builder::new(FORMAT.label, request.id, request.text).keeping(request.limit),
        names: ThreadNames::default(),
        threads: HashMap::new(),
        actors: Vec::new(),
        shown: HashSet::new(),
        marks: Boundaries::default(),
        slices: Vec::new(),
        points: Vec::new(),
        unshown: BTreeMap::new(),
        has_finer: false,
    };
    reader.whole(request.text);
    reader.builder.finish()
}

/// Names of processes and threads.
#[derive(Debug, Default)]
struct ThreadNames<'t> {
    processes: HashMap<&'t str, String>,
    threads: HashMap<(&'t str, &'t str), String>,
}

/// The end of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// The event is an instant.
    None,
    Unknown,
    /// Nanoseconds from the beginning of the trace's clock.
    At(i64),
}

impl Ending {
    fn of(end: Option<i64>) -> Self {
        end.map_or(Self::Unknown, Self::At)
    }

    /// Whether it has nanoseconds beside its microseconds.
    const fn is_fine(self) -> bool {
        matches!(self, Self::At(nanos) if nanos % 1_000 != 0)
    }
}

/// The state of reading a trace.
struct TraceReader<'t> {
    builder: Builder<'t>,
    names: ThreadNames<'t>,
    threads: HashMap<(&'t str, &'t str), Thread>,
    /// Actors by the index of the thread.
    actors: Vec<Option<ActorIndex>>,
    /// Names of actors that are taken.
    shown: HashSet<String>,
    marks: Boundaries<'t>,
    slices: Vec<Slice>,
    points: Vec<Point>,
    /// Kinds of records that are not shown, with their counts.
    unshown: BTreeMap<&'static str, usize>,
    /// Whether some times are finer than a nanosecond.
    has_finer: bool,
}

impl<'t> TraceReader<'t> {
    fn whole(&mut self, text: &'t str) {
        let root = Json::open(text, 0);
        let list = if root.is_object() {
            self.beside(root);
            root.member("traceEvents")
        } else {
            Some(root)
        };
        let entries = list.filter(|list| list.is_list()).and_then(Json::entries);
        let Some(mut entries) = entries else {
            self.builder.refuse(
                root.byte(),
                "This is no trace: an array of events is expected, alone or as \"traceEvents\".",
            );
            return;
        };
        self.builder
            .note("A trace has no date: its times are shown as counted from 1970-01-01T00:00:00.");
        let events: Vec<Json<'t>> = entries.by_ref().map(|entry| entry.value).collect();
        for event in &events {
            self.learn(*event);
        }
        for event in events {
            self.entry(event);
        }
        self.join();
        // The closing bracket may be missing by the rules of the format.
        let end = Some(entries.end()).filter(|end| !matches!(end, End::Missing(_)));
        if let Some((byte, sentence)) = end.and_then(|end| end.problem("event")) {
            if matches!(end, Some(End::Cut(_))) {
                self.builder.skip(byte, &sentence);
            } else {
                self.builder.warn(byte, &sentence);
            }
        }
        self.remarks();
    }

    /// Keeps the name of a process or a thread: it may come after its events.
    fn learn(&mut self, event: Json<'t>) {
        if memchr::memmem::find(event.written().as_bytes(), b"_name\"").is_none() {
            return;
        }
        let Ok(record) = Record::read(event) else {
            return;
        };
        if token(record.phase) != "M" {
            return;
        }
        let name = record.arguments.and_then(|args| args.member("name"));
        let name = name.and_then(|name| name.parse::<String>().ok());
        let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
            return;
        };
        let (process, thread) = (token(record.process), token(record.thread));
        match token(record.name) {
            "process_name" => {
                self.names.processes.insert(process, name);
            }
            "thread_name" => {
                self.names.threads.insert((process, thread), name);
            }
            _ => {}
        }
    }

    fn entry(&mut self, event: Json<'t>) {
        let byte = event.byte();
        let record = match Record::read(event) {
            Ok(record) => record,
            Err(reason) => {
                let message = format!("This is no trace event: {reason}.");
                self.builder.skip(byte, &message);
                return;
            }
        };
        let phase = token(record.phase);
        match phase {
            "M" => return,
            // Some programs end their lists with an empty object.
            "" if event.written().len() < 8 => return,
            "" => {
                self.builder
                    .skip(byte, "This event has no phase, as in: \"ph\": \"X\".");
                return;
            }
            _ => {}
        }
        if let Some(what) = not_an_event(phase) {
            *self.unshown.entry(what).or_default() += 1;
            return;
        }
        let Some(start) = record.start.and_then(nanoseconds) else {
            self.builder.skip(
                byte,
                "This event has no time: \"ts\" with a number of microseconds is expected.",
            );
            return;
        };
        self.has_finer |= !start.1;
        let start = start.0;
        let thread = self.thread(&record);
        match phase {
            "X" => self.complete(&record, thread, start, byte),
            "B" | "E" => {
                self.marks.push(
                    Key::Thread(thread),
                    Boundary::new(start, event, phase == "B", thread),
                );
            }
            "b" | "S" | "e" | "F" => {
                let key = Key::Id(flow_id(&record, phase));
                self.marks.push(
                    key,
                    Boundary::new(start, event, matches!(phase, "b" | "S"), thread),
                );
            }
            "s" | "t" | "f" => self.points.push(Point {
                thread,
                time: start,
                flow: flow_id(&record, phase),
                is_for_next: phase == "f" && token(record.binding) != "e",
                byte,
            }),
            _ => {
                self.event(&record, thread, start, Ending::None, byte);
            }
        }
    }

    fn complete(&mut self, record: &Record<'t>, thread: Thread, start: i64, byte: usize) {
        let end = match record.duration.and_then(nanoseconds) {
            Some((length, is_exact)) if length >= 0 => {
                self.has_finer |= !is_exact;
                start.checked_add(length)
            }
            _ => None,
        };
        if end.is_none() {
            self.builder.warn(byte, "This event has no length: \"dur\" with a number of microseconds is expected. Its end is not known.");
        }
        let event = self.event(record, thread, start, Ending::of(end), byte);
        let end = end.unwrap_or(start);
        self.slices.push(Slice {
            thread,
            start,
            end,
            event,
        });
    }

    /// The thread of an event, which becomes an actor when it is first met.
    fn thread(&mut self, record: &Record<'t>) -> Thread {
        let key = (token(record.process), token(record.thread));
        if let Some(&known) = self.threads.get(&key) {
            return known;
        }
        let number = self.actors.len();
        self.threads.insert(key, number);
        let (process, thread) = key;
        let of_process = self.names.processes.get(process).cloned();
        let of_process = of_process.unwrap_or_else(|| {
            if process.is_empty() {
                String::new()
            } else {
                format!("process {process}")
            }
        });
        let name = self.names.threads.get(&key).cloned();
        let of_thread = name.unwrap_or_else(|| {
            if thread.is_empty() {
                String::new()
            } else {
                format!("thread {thread}")
            }
        });
        let mut name = match (of_thread.as_str(), of_process.as_str()) {
            ("", _) => of_process.clone(),
            (_, "") => of_thread.clone(),
            _ => format!("{of_thread} ({of_process})"),
        };
        if !name.is_empty() && !self.shown.insert(name.clone()) {
            name = format!("{name} #{thread}");
            self.shown.insert(name.clone());
        }
        let actor = (!name.is_empty()).then(|| {
            let actor = self.builder.add_namesake(&name, None);
            let made = self.builder.actor_mut(actor);
            made.summary = Clean::line(&format!("Thread {thread} of process {process}."));
            if !of_thread.is_empty() {
                made.short = Clean::line(&of_thread);
            }
            actor
        });
        self.actors.push(actor);
        number
    }

    /// An event from a start to an end.
    fn event(
        &mut self,
        record: &Record<'t>,
        thread: Thread,
        start: i64,
        end: Ending,
        byte: usize,
    ) -> EventIndex {
        let time = |nanos: i64| Time::from_total_nanos(nanos.into());
        let digits = if start % 1_000 != 0 || end.is_fine() {
            9
        } else {
            6
        };
        let bound = match end {
            Ending::None => None,
            Ending::Unknown => Some(Bound::Unknown),
            Ending::At(nanos) => Some(Bound::At(time(nanos))),
        };
        let when = match When::measured(time(start), bound, digits) {
            Ok(when) => Some(when),
            Err(error) => {
                self.builder
                    .warn(byte, &format!("This event has no date: {error}"));
                None
            }
        };
        let name = text(record.name);
        let categories = text(record.categories);
        let mut extra = Vec::new();
        arguments(record.arguments, &mut extra);
        if let Some(id) = record.id.or(record.id2) {
            extra.push(("id".to_owned(), text(Some(id))));
        }
        for (key, value) in &record.others {
            extra.push((key.clone().into_owned(), text(Some(*value))));
        }
        let title = if name.trim().is_empty() {
            "Unnamed event".to_owned()
        } else {
            name
        };
        self.builder.event(Draft {
            title,
            when,
            actors: self.actors[thread]
                .map(|actor| (actor, String::new()))
                .into_iter()
                .collect(),
            themes: categories
                .split(',')
                .filter(|theme| !theme.is_empty())
                .take(32)
                .map(str::to_owned)
                .collect(),
            extra,
            byte,
            ..Draft::default()
        })
    }

    /// Makes events of beginnings and ends, and links of flows.
    fn join(&mut self) {
        let joined = std::mem::take(&mut self.marks).join(|event| {
            let record = Record::read(event).ok()?;
            Some(text(record.name)).filter(|name| !name.is_empty())
        });
        for span in joined.spans {
            let Ok(record) = Record::read(span.begin.event) else {
                continue;
            };
            let thread = span.begin.thread;
            let byte = span.begin.event.byte();
            let end = span.end.as_ref().map(|mark| mark.time);
            if end.is_none() {
                self.builder.warn(
                    byte,
                    "This event begins and never ends: its end is not known.",
                );
            } else if !span.is_same_name {
                self.builder.warn(
                    byte,
                    "The end that belongs to this beginning has another name.",
                );
            }
            let event = self.event(&record, thread, span.begin.time, Ending::of(end), byte);
            if let Some(Ok(last)) = span.end.map(|mark| Record::read(mark.event)) {
                let mut extra = Vec::new();
                arguments(last.arguments, &mut extra);
                self.builder.keep(event, extra);
            }
            if span.is_slice {
                let (start, end) = (span.begin.time, end.unwrap_or(i64::MAX));
                self.slices.push(Slice {
                    thread,
                    start,
                    end,
                    event,
                });
            }
        }
        for mark in joined.ends {
            self.builder
                .skip(mark.event.byte(), "This event ends and has never begun.");
        }
        let (links, lost) = flows::links(
            std::mem::take(&mut self.slices),
            std::mem::take(&mut self.points),
        );
        for (from, to) in links {
            self.builder.link(from, to, LinkKind::Follows);
        }
        for byte in lost {
            self.builder
                .skip(byte, "This point of a flow lies in no event of its thread.");
        }
    }

    fn remarks(&mut self) {
        if self.has_finer {
            self.builder
                .note("What is finer than a nanosecond is cut off.");
        }
        for (what, count) in std::mem::take(&mut self.unshown) {
            self.builder.note(&format!(
                "Not shown, because it is no event: {what} ({}).",
                grouped(count)
            ));
        }
    }
}

#[cfg(test)]
mod tests;
