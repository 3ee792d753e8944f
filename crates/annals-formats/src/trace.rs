//! Trace events, as Chrome and other profilers write them.
//!
//! Owns the phases of the format: complete events, beginnings and ends, moments, asynchronous events and
//! flows. A thread is an actor; what a program counts and how it names itself is no event. A trace has no
//! date: its times are counted from the beginning of 1970.

mod beside;
mod flows;
mod record;
mod spans;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use self::flows::{Point, Slice};
use self::record::{Record, arguments, flow_id, nanoseconds, not_an_event, text, token};
use self::spans::{Key, Mark, Marks};
use super::building::{Builder, Draft};
use super::entries::{End, Entries, glance, member, reason, skip_space};
use super::{Format, Request, Sample};
use annals_model::text::{Clean, grouped};
use annals_model::{ActorIndex, EventIndex, LinkKind, Reading};
use annals_time::{Bound, Time, When};

/// The number of a thread in the order in which threads are met.
type Thread = usize;

/// A text with the list of trace events, or an array whose first object is one.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let text = glance(sample.text);
    let start = skip_space(text.as_bytes(), 0);
    match text.as_bytes().get(start) {
        Some(b'{') => member(text, start, "traceEvents")
            .is_some_and(|list| text.as_bytes().get(list) == Some(&b'[')),
        Some(b'[') => Entries::new(text, start)
            .and_then(|mut entries| entries.next())
            .is_some_and(|entry| {
                let has = |key| member(text, entry.value.start, key);
                let phase = has("ph").and_then(|at| text.get(at..at + 3));
                let is_phase =
                    phase.is_some_and(|phase| phase.starts_with('"') && phase.ends_with('"'));
                is_phase && (has("ts").is_some() || has("pid").is_some())
            }),
        _ => false,
    }
}

/// Reads the events of a trace.
pub(super) fn read(request: &Request<'_>) -> Reading {
    let mut reader = Reader {
        builder: Builder::new(Format::Trace, request.id, request.text),
        text: request.text,
        ranges: Vec::new(),
        names: Names::default(),
        threads: HashMap::new(),
        actors: Vec::new(),
        shown: HashSet::new(),
        marks: Marks::default(),
        slices: Vec::new(),
        points: Vec::new(),
        unshown: BTreeMap::new(),
        has_finer: false,
    };
    reader.whole();
    reader.builder.finish()
}

/// What processes and threads are called.
#[derive(Debug, Default)]
struct Names<'t> {
    processes: HashMap<&'t str, String>,
    threads: HashMap<(&'t str, &'t str), String>,
}

/// How an event ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// It is a moment.
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

/// What is known while a trace is read.
struct Reader<'t> {
    builder: Builder<'t>,
    text: &'t str,
    /// Where each event lies in the text.
    ranges: Vec<Range<usize>>,
    names: Names<'t>,
    threads: HashMap<(&'t str, &'t str), Thread>,
    /// By the number of the thread.
    actors: Vec<Option<ActorIndex>>,
    /// The names that actors have.
    shown: HashSet<String>,
    marks: Marks,
    slices: Vec<Slice>,
    points: Vec<Point>,
    /// What is no event, with how many there are.
    unshown: BTreeMap<&'static str, usize>,
    /// Whether some times are finer than a nanosecond.
    has_finer: bool,
}

impl<'t> Reader<'t> {
    fn whole(&mut self) {
        let start = skip_space(self.text.as_bytes(), 0);
        let list = match self.text.as_bytes().get(start) {
            Some(b'[') => Some(start),
            Some(b'{') => {
                self.beside(start);
                member(self.text, start, "traceEvents")
            }
            _ => None,
        };
        let entries = list
            .and_then(|at| Entries::new(self.text, at))
            .filter(|entries| !entries.is_object());
        let Some(mut entries) = entries else {
            self.builder.refuse(
                start,
                "This is no trace: an array of events is expected, alone or as \"traceEvents\".",
            );
            return;
        };
        self.builder.remark(
            "A trace has no date: its times are shown as counted from 1970-01-01T00:00:00.",
        );
        for entry in entries.by_ref() {
            self.learn(&entry.value);
            self.ranges.push(entry.value);
        }
        for range in std::mem::take(&mut self.ranges) {
            self.entry(range);
        }
        self.join();
        match entries.end() {
            // The closing bracket may be missing by the rules of the format.
            End::Closed(_) | End::Missing => {}
            End::Cut(byte) => self.builder.skip(
                byte,
                "The text ends in the middle of this event: it is cut off.",
            ),
            End::Broken(byte) => self.builder.doubt(
                byte,
                "A comma and the next event are expected here; what follows is not read.",
            ),
        }
        self.remarks();
    }

    fn record(&self, range: &Range<usize>) -> Result<Record<'t>, serde_json::Error> {
        serde_json::from_str(self.text.get(range.clone()).unwrap_or_default())
    }

    /// Keeps the name of a process or a thread: it may come after its events.
    fn learn(&mut self, range: &Range<usize>) {
        let bytes = self.text.as_bytes().get(range.clone()).unwrap_or_default();
        if memchr::memmem::find(bytes, b"_name\"").is_none() {
            return;
        }
        let Ok(record) = self.record(range) else {
            return;
        };
        if token(record.phase) != "M" {
            return;
        }
        let name =
            member(self.text, range.start, "args").and_then(|args| member(self.text, args, "name"));
        let name = name
            .and_then(|at| self.text.get(at..range.end))
            .and_then(|rest| {
                let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
                values.next()?.ok()
            });
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

    fn entry(&mut self, range: Range<usize>) {
        let byte = range.start;
        let record = match self.record(&range) {
            Ok(record) => record,
            Err(error) => {
                self.builder.skip(
                    byte,
                    &format!("This is no trace event: {}.", reason(&error)),
                );
                return;
            }
        };
        let phase = token(record.phase);
        match phase {
            "M" => return,
            // Some programs end their lists with an empty object.
            "" if self
                .text
                .get(range.clone())
                .is_some_and(|text| text.len() < 8) =>
            {
                return;
            }
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
                    Mark::new(start, range, phase == "B", thread),
                );
            }
            "b" | "S" | "e" | "F" => {
                let key = Key::Id(flow_id(&record, phase));
                self.marks.push(
                    key,
                    Mark::new(start, range, matches!(phase, "b" | "S"), thread),
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
            self.builder.doubt(byte, "This event has no length: \"dur\" with a number of microseconds is expected. Its end is not known.");
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
            let actor = self.builder.actor_apart(&name, None);
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
                    .doubt(byte, &format!("This event has no date: {error}"));
                None
            }
        };
        let name = text(record.name);
        let categories = text(record.categories);
        let mut extra = Vec::new();
        arguments(record.arguments.map_or("", |raw| raw.get()), &mut extra);
        if let Some(id) = record.id.or(record.id2) {
            extra.push(("id".to_owned(), text(Some(id)).into_owned()));
        }
        for (key, value) in &record.others {
            extra.push((key.clone().into_owned(), text(Some(value)).into_owned()));
        }
        let title = if name.trim().is_empty() {
            Cow::Borrowed("Unnamed event")
        } else {
            name
        };
        self.builder.event(Draft {
            title: title.into_owned(),
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
        let joined = std::mem::take(&mut self.marks).join(|range| {
            let record = self.record(range).ok()?;
            Some(text(record.name).into_owned()).filter(|name| !name.is_empty())
        });
        for span in joined.spans {
            let Ok(record) = self.record(&span.begin.range) else {
                continue;
            };
            let thread = span.begin.thread;
            let byte = span.begin.range.start;
            let end = span.end.as_ref().map(|mark| mark.time);
            if end.is_none() {
                self.builder.doubt(
                    byte,
                    "This event begins and never ends: its end is not known.",
                );
            } else if !span.is_same_name {
                self.builder.doubt(
                    byte,
                    "The end that belongs to this beginning has another name.",
                );
            }
            let event = self.event(&record, thread, span.begin.time, Ending::of(end), byte);
            if let Some(Ok(last)) = span.end.map(|mark| self.record(&mark.range)) {
                let mut extra = Vec::new();
                arguments(last.arguments.map_or("", |raw| raw.get()), &mut extra);
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
                .skip(mark.range.start, "This event ends and has never begun.");
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
                .remark("What is finer than a nanosecond is cut off.");
        }
        for (what, count) in std::mem::take(&mut self.unshown) {
            self.builder.remark(&format!(
                "Not shown, because it is no event: {what} ({}).",
                grouped(count)
            ));
        }
    }
}

#[cfg(test)]
mod tests;
