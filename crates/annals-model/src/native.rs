//! The native format: a timeline in TOML, as a person writes it in an editor.
//!
//! Owns the names of the fields and what each may hold. It reports every problem it meets, not the
//! first one, and it never opens a file.

mod comparisons;
mod eras;
mod events;
mod fields;
mod format;
mod pieces;
mod references;
mod schema;
mod tables;
mod template;
mod tour;
mod write;

use std::collections::HashMap;

use ahash::RandomState;
use toml::de::DeTable;

use self::events::Events;
use self::fields::{Fields, Reader};
use self::format::TIMELINE;
use self::pieces::Pieces;
pub use self::schema::{json_schema, reference_page};
pub use self::template::template;
pub use self::write::write;
use super::circle::circles;
use super::model::{ActorIndex, EventIndex, Grouping, Layer, SourceIndex, Timeline};
use super::problem::{Problem, Severity};
use super::report::Reading;
use crate::text::Clean;
use annals_time::{Bound, Window};

/// The largest text that is read, in bytes. TOML is for what a person writes; larger timelines come
/// as CSV or JSON Lines.
pub const MAX_BYTES: usize = 64 << 20;

/// From how many bytes on a text is read in pieces.
const LONG: usize = 64 << 10;

/// The bytes of a piece: its tables, a dozen times as large, should fit into a processor's cache.
const PIECE: usize = 16 << 10;

/// What the format is called.
pub const FORMAT: &str = "annals TOML";

/// What is known by the names that it is referred to by.
type Known<T> = HashMap<String, T, RandomState>;

/// The names of sources, actors and events, as far as they have been read.
#[derive(Debug, Default)]
struct Names {
    sources: Known<SourceIndex>,
    actors: Known<ActorIndex>,
    events: Known<EventIndex>,
}

/// Reads a timeline. `id` names it where the text does not.
pub fn read(id: &str, text: &str) -> Reading {
    let mut reader = Reader::new(text);
    if text.len() > MAX_BYTES {
        reader.problems.push(Problem::of_file(
            Severity::Error,
            &format!(
                "The file is larger than {} MB, the most that is read as TOML.",
                MAX_BYTES >> 20
            ),
        ));
        return reader.finish(None);
    }
    if text.len() >= LONG
        && let Some(reading) = in_pieces(id, text, PIECE)
    {
        return reading;
    }
    at_once(id, text, reader)
}

/// Reads a text as one table.
fn at_once(id: &str, text: &str, mut reader: Reader<'_>) -> Reading {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reader.error(span, &sentence(error.message()));
    }
    if !reader.problems.is_empty() {
        // What was recovered of a broken text would only add problems that are not there.
        return reader.finish(None);
    }
    let root = Fields::of(table.get_ref());
    let (timeline, names) = head(&mut reader, id, &root);
    let mut events = Events::default();
    events.read(&mut reader, &root, &names);
    finish(reader, &root, timeline, names, events)
}

/// Reads a text in pieces of so many bytes, as if it were read at once; `None` if it cannot be: if it has
/// no events, keeps them in another form, or is no TOML.
fn in_pieces(id: &str, text: &str, size: usize) -> Option<Reading> {
    let pieces = Pieces::of(text)?;
    let (rest, here) = pieces.rest();
    if rest.len() > pieces.head.len() {
        // What is left open before the events could be closed behind them.
        DeTable::parse(pieces.head).ok()?;
    }
    let table = DeTable::parse(&rest).ok()?;
    let root = Fields::of(table.get_ref());
    if root.get("event").is_some() {
        return None;
    }
    let mut reader = Reader::new(text);
    reader.go_on_at(here);
    let (timeline, names) = head(&mut reader, id, &root);
    let mut events = Events::default();
    for (piece, place) in pieces.events(size) {
        let table = DeTable::parse(piece).ok()?;
        if table.get_ref().keys().any(|key| key.get_ref() != "event") {
            return None;
        }
        reader.go_on_at(place);
        events.read(&mut reader, &Fields::of(table.get_ref()), &names);
    }
    reader.go_on_at(here);
    Some(finish(reader, &root, timeline, names, events))
}

/// A message of the TOML reader as a sentence.
fn sentence(message: &str) -> String {
    let mut characters = message.trim().chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}

/// All that events refer to: the timeline but for them, and the names in it.
fn head(reader: &mut Reader<'_>, id: &str, root: &Fields<'_>) -> (Timeline, Names) {
    reader.unknown_keys(root, &TIMELINE);
    let id = own_id(reader, root).unwrap_or_else(|| Clean::line(id));
    let title = reader.line(root, "title").unwrap_or_else(|| id.clone());
    let summary = reader.block(root, "summary");
    let short = reader.line(root, "short").filter(|it| !it.is_empty());
    let layer = Layer {
        short: short.unwrap_or_else(|| title.clone()),
        summary: summary.clone(),
        ..Layer::new(id.clone(), title.clone())
    };
    let mut names = Names::default();
    let timeline = Timeline {
        layers: vec![layer],
        summary,
        opening: window(reader, root, "opening", "opening window"),
        lanes: reader.choice(root, "lanes", Grouping::ALL, Grouping::name),
        sources: tables::sources(reader, root, &mut names),
        actors: tables::actors(reader, root, &mut names),
        eras: eras::eras(reader, root),
        ..Timeline::empty(id, title)
    };
    (timeline, names)
}

/// The reading, with the events and all that refers to them.
fn finish(
    mut reader: Reader<'_>,
    root: &Fields<'_>,
    mut timeline: Timeline,
    mut names: Names,
    events: Events,
) -> Reading {
    if root.is_empty() && events.is_empty() {
        reader.problems.push(Problem::of_file(
            Severity::Warning,
            "The file holds no timeline. It needs at least a title, as in: title = \"My story\"",
        ));
    } else if root.get("title").is_none() {
        reader.problems.push(Problem::of_file(
            Severity::Warning,
            "The timeline has no title. Write at the top of the file, for instance: title = \"My story\"",
        ));
    }
    let (events, places) = events.finish(&mut reader, &mut names);
    timeline.events = events.into();
    timeline.tour = tour::tour(&mut reader, root, &names.events);
    timeline.comparisons = comparisons::comparisons(&mut reader, root, &names);
    timeline.disagreements = comparisons::disagreements(&mut reader, root, &names);
    for circle in circles(&timeline) {
        let ids: Vec<_> = circle
            .iter()
            .map(|&event| timeline.event(event).id.raw())
            .collect();
        let message = format!(
            "The links of these events go round in a circle: {} → {}. One of them must be the wrong way round.",
            ids.join(" → "),
            ids[0]
        );
        reader.report(Severity::Warning, places[circle[0].place()], &message);
    }
    reader.finish(Some(timeline))
}

/// The name by which other files speak of this one, if it gives itself one.
fn own_id(reader: &mut Reader<'_>, root: &Fields<'_>) -> Option<Clean> {
    let span = root.get("id")?.span();
    let id = reader.line(root, "id")?;
    if id.raw().trim().is_empty() || id.raw().contains(':') {
        reader.error(
            span,
            "The id of a timeline is a short name without a colon, as in: id = \"my-story\"",
        );
        return None;
    }
    Some(id)
}

/// A stretch of time with both ends, if the key is there.
fn window(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str, noun: &str) -> Option<Window> {
    let span = fields.get(key)?.span();
    let when = reader.date(fields, key)?;
    if let (Bound::At(start), Bound::At(end)) = when.hull() {
        return Window::new(start, end);
    }
    reader.error(
        span,
        &format!("The {noun} needs a start and an end, as in: {key} = \"2019/2024\""),
    );
    None
}

#[cfg(test)]
mod tests;
