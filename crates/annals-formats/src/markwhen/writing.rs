//! Writes a timeline as Markwhen.
//!
//! What Markwhen has no syntax for is written as keys and properties, which it ignores and the reader here reads.
//! [`event`] writes single events.

mod event;

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::nearest;
use super::outline::heading;
use super::prose;
use super::yaml::quoted;
use crate::losses::{DATES, Losses, UNDATED};
use crate::request::Written;
use annals_model::text::Clean;
use annals_model::{Actor, ActorIndex, EventIndex, Evidence, Grouping, Source, Timeline};
use annals_time::iso::DateTime;
use annals_time::{Precision, Time};

/// Writes a timeline.
pub(super) fn write(timeline: &Timeline) -> Written {
    let mut writer = MarkwhenWriter {
        timeline,
        text: String::new(),
        names: names(timeline),
        outside: 0,
        undated: 0,
        inexact: 0,
    };
    writer.header();
    let mut undated: Vec<String> = Vec::new();
    for era in &timeline.eras {
        let body = event::era(era);
        if let Some(range) = nearest::range(&era.when) {
            writer.inexact += usize::from(!event::is_exact(&era.when, &range));
            writer.entry(&range, &body);
        } else {
            writer.outside += 1;
            undated.push(body);
        }
    }
    let mut heading = None;
    for (index, section) in order(timeline) {
        let event = &*timeline.events.read(index.index());
        if section.is_some() && heading != section {
            // Writing to a string cannot fail.
            let _ = writeln!(
                writer.text,
                "\n# {}",
                section.as_deref().unwrap_or_default()
            );
            heading.clone_from(&section);
        }
        let when = event.when.as_ref();
        let range = when.and_then(nearest::range);
        let section = section.as_deref().filter(|_| range.is_some());
        let body = event::event(&writer, event, range.as_deref(), section);
        if let Some(range) = range {
            let is_exact = when.is_some_and(|when| event::is_exact(when, &range));
            writer.inexact += usize::from(!is_exact);
            writer.entry(&range, &body);
        } else {
            writer.outside += usize::from(when.is_some());
            writer.undated += usize::from(when.is_none());
            undated.push(body);
        }
    }
    writer.comments(&undated);
    let lost = writer.lost();
    Written {
        text: writer.text,
        lost,
    }
}

struct MarkwhenWriter<'t> {
    timeline: &'t Timeline,
    text: String,
    /// The name of each actor in a list of riders.
    names: Vec<String>,
    outside: usize,
    undated: usize,
    inexact: usize,
}

/// The name of each actor, or its id where the name would be read as another actor.
fn names(timeline: &Timeline) -> Vec<String> {
    let mut by_name: HashMap<&str, ActorIndex> = HashMap::new();
    let ids: HashMap<&str, ActorIndex> = timeline
        .actors
        .iter()
        .enumerate()
        .map(|(index, actor)| (actor.id.raw(), ActorIndex::new(index)))
        .collect();
    for (index, actor) in timeline.actors.iter().enumerate() {
        by_name
            .entry(actor.name.raw())
            .or_insert(ActorIndex::new(index));
    }
    let found = |name: &str| ids.get(name).or_else(|| by_name.get(name)).copied();
    let actors = timeline.actors.iter().enumerate();
    actors
        .map(|(index, actor)| {
            let name = actor.name.raw();
            let is_own = name.trim() == name && found(name) == Some(ActorIndex::new(index));
            let name = if is_own { name } else { actor.id.raw() };
            name.to_owned()
        })
        .collect()
}

/// The events in the order in which they are written, each with the heading it stands under: in the order
/// of the file where the themes are its sections, otherwise by date.
fn order(timeline: &Timeline) -> Vec<(EventIndex, Option<String>)> {
    sections(timeline).unwrap_or_else(|| {
        let order = timeline.events.reading_order().into_iter();
        order.map(|event| (event, None)).collect()
    })
}

/// The events under headings of their first themes, if each theme is one run of events and can stand in
/// a heading. Events without a theme have to come first: no heading can be closed.
fn sections(timeline: &Timeline) -> Option<Vec<(EventIndex, Option<String>)>> {
    if timeline.lanes != Some(Grouping::Theme) {
        return None;
    }
    let mut seen: HashSet<String> = HashSet::new();
    let mut current: Option<String> = None;
    let mut order = Vec::with_capacity(timeline.events.len());
    for (index, event) in timeline.events.walk() {
        let theme = event.themes.first().map(|theme| theme.raw().to_owned());
        // What has no date stands at the end of the text, outside of every section.
        if event.when.as_ref().and_then(nearest::range).is_none() {
            order.push((index, None));
            continue;
        }
        if theme != current {
            let named = theme.as_deref()?;
            if !is_heading(named) || !seen.insert(named.to_owned()) {
                return None;
            }
            current.clone_from(&theme);
        }
        order.push((index, theme));
    }
    current.map(|_| order)
}

fn is_heading(theme: &str) -> bool {
    let words = prose::first(theme);
    words.is_plain()
        && words.text == theme
        && !theme.chars().any(char::is_control)
        && heading(&format!("# {theme}")) == Some((1, theme))
}

impl MarkwhenWriter<'_> {
    fn header(&mut self) {
        let timeline = self.timeline;
        let mut lines = vec![format!("title: {}", quoted(timeline.title.raw()))];
        if !timeline.summary.is_empty() {
            lines.push(format!("description: {}", quoted(timeline.summary.raw())));
        }
        if let Some(lanes) = timeline.lanes {
            lines.push(format!("lanes: {}", quoted(lanes.name())));
        }
        if let Some(opening) = timeline.opening {
            let ends = [opening.start(), opening.end()].map(|time| quoted(&moment(time)));
            lines.push(format!("opening: [{}]", ends.join(", ")));
        }
        if !timeline.actors.is_empty() {
            lines.push("actors:".to_owned());
            lines.extend(timeline.actors.iter().map(actor));
        }
        if !timeline.sources.is_empty() {
            lines.push("sources:".to_owned());
            lines.extend(timeline.sources.iter().map(source));
        }
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "---\n{}\n---", lines.join("\n"));
    }

    fn entry(&mut self, range: &str, body: &str) {
        let space = if body.starts_with('\n') || body.is_empty() {
            ""
        } else {
            " "
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            self.text,
            "\n{range}:{space}{}",
            body.trim_end_matches('\n')
        );
    }

    /// Writes what cannot be an event as comments.
    fn comments(&mut self, bodies: &[String]) {
        if bodies.is_empty() {
            return;
        }
        self.text.push_str(
            "\n// What markwhen has no date for stands below as comments; annals reads it.\n",
        );
        for body in bodies {
            self.text.push('\n');
            for (index, line) in body.lines().enumerate() {
                let mark = if index == 0 { "// undated:" } else { "//" };
                let is_apart = line.starts_with(' ') || line.is_empty();
                let space = if is_apart { "" } else { " " };
                // Writing to a string cannot fail.
                let _ = writeln!(self.text, "{mark}{space}{line}");
            }
        }
    }

    /// Evidence as a list of sources and places in them.
    fn evidence(&self, evidence: &[Evidence]) -> String {
        let pairs = evidence.iter().map(|evidence| {
            let source = self.timeline.source(evidence.source);
            let (source, at) = (quoted(source.id.raw()), quoted(evidence.at.raw()));
            format!("[{source}, {at}]")
        });
        format!("[{}]", pairs.collect::<Vec<_>>().join(", "))
    }

    fn lost(&self) -> Vec<Clean> {
        let mut losses = Losses::new("markwhen", self.timeline);
        losses.changed(
            self.undated,
            UNDATED,
            "in comments at the end, which annals reads and markwhen does not show",
        );
        losses.changed(
            self.outside,
            DATES,
            "beyond the years that markwhen has; what they date is in comments at the end, which annals reads",
        );
        losses.changed(
            self.inexact,
            DATES,
            "markwhen shows the nearest range; the date itself is in the property \"date\"",
        );
        losses.sentences
    }
}

/// A moment in full, so that its first instant is the moment itself.
fn moment(time: Time) -> String {
    DateTime::new(time, Precision::Nanosecond).to_string()
}

/// A list of keys and values on one line; empty values are left out.
fn flow(pairs: &[(&str, String)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<_> = pairs
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    format!("{{{}}}", pairs.join(", "))
}

/// A value that is left out where it is empty.
fn some(text: &Clean) -> String {
    if text.is_empty() {
        String::new()
    } else {
        quoted(text.raw())
    }
}

fn list(items: &[Clean]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items: Vec<_> = items.iter().map(|item| quoted(item.raw())).collect();
    format!("[{}]", items.join(", "))
}

fn actor(actor: &Actor) -> String {
    let short = if actor.short == actor.name {
        String::new()
    } else {
        some(&actor.short)
    };
    let kind = actor.kind.map(|kind| quoted(kind.name()));
    let pairs = [
        ("id", quoted(actor.id.raw())),
        ("name", quoted(actor.name.raw())),
        ("short", short),
        ("kind", kind.unwrap_or_default()),
        ("aliases", list(&actor.aliases)),
        ("summary", some(&actor.summary)),
    ];
    format!("  - {}", flow(&pairs))
}

fn source(source: &Source) -> String {
    let date = source.date.as_ref();
    let date = date.map(|date| quoted(nearest::spelling(date)));
    let pairs = [
        ("id", quoted(source.id.raw())),
        ("title", some(&source.title)),
        ("author", some(&source.author)),
        ("publisher", some(&source.publisher)),
        ("date", date.unwrap_or_default()),
        ("address", some(&source.address)),
        ("note", some(&source.note)),
    ];
    format!("  - {}", flow(&pairs))
}
