//! The native format: a timeline in TOML, written by hand in an editor.
//!
//! [`read`] reports every problem it finds, not only the first, and opens no files. [`write`](write())
//! writes a timeline so that it reads back as the same one. The fields of the format are listed in
//! `format`, which is also what [`json_schema`] and [`reference_page`] are made from.

mod comparisons;
mod eras;
mod events;
mod fields;
mod format;
mod names;
mod references;
mod schema;
mod tables;
mod template;
mod tour;
mod write;

use toml::de::DeTable;

use self::events::Events;
use self::fields::{Fields, Reader};
use self::format::TIMELINE;
pub use self::format::{FORMAT, MAX_BYTES};
use self::names::Names;
pub use self::schema::{json_schema, reference_page};
pub use self::template::template;
pub use self::write::write;
use super::circle::{Circle, circles};
use super::model::Grouping;
use super::problem::Severity;
use super::problem_list::ProblemLimit;
use super::report::Reading;
use super::timeline::{Account, Timeline};
use crate::text::{Clean, grouped};

/// Reads a timeline. `id` is its id if the text has none.
///
/// ```
/// use annals_model::native;
///
/// let reading = native::read("bridge", "title = \"The bridge\"\n[[event]]\ntitle = \"It opens\"\ndate = \"1912-02-30\"\n");
/// let problem = &reading.report.problems[0];
/// let position = problem.position.unwrap();
/// assert_eq!((position.line, position.column), (4, 17));
/// assert!(reading.timeline.is_none());
/// ```
pub fn read(id: &str, text: &str) -> Reading {
    read_with(id, text, ProblemLimit::default())
}

/// Reads a timeline like [`read`], and says how many problems of one kind are kept.
pub fn read_with(id: &str, text: &str, limit: ProblemLimit) -> Reading {
    let mut reader = Reader::new(text, limit);
    if text.len() > MAX_BYTES {
        reader.report_file(
            Severity::Error,
            &format!(
                "The file is larger than {} MB, the most that is read as TOML.",
                MAX_BYTES >> 20
            ),
        );
        return reader.finish(None);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reader.error(span, &sentence(error.message()));
    }
    if !reader.problems.is_empty() {
        // Reading what was recovered from broken TOML would report problems that do not exist.
        return reader.finish(None);
    }
    let root = Fields::of(table.get_ref());
    let (timeline, names) = head(&mut reader, id, &root);
    let mut events = Events::default();
    events.read(&mut reader, &root, &names);
    finish(reader, &root, timeline, names, events)
}

/// Turns a message of the TOML parser into a sentence. The commonest mistake is said in plain words.
fn sentence(message: &str) -> String {
    let is_open_text = [r#"string, expected `"`"#, "string, expected `'`"];
    if is_open_text.iter().any(|end| message.ends_with(end)) {
        return "The text is not closed with a quotation mark.".to_owned();
    }
    let mut characters = message.trim().chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}

/// Reads everything that events refer to, and the ids.
fn head(reader: &mut Reader<'_>, id: &str, root: &Fields<'_>) -> (Timeline, Names) {
    reader.unknown_keys(root, &TIMELINE);
    let id = own_id(reader, root).unwrap_or_else(|| Clean::line(id));
    let title = reader.line(root, "title").unwrap_or_else(|| id.clone());
    let summary = reader.block(root, "summary");
    let short = reader.line(root, "short").filter(|it| !it.is_empty());
    let account = Account {
        short: short.unwrap_or_else(|| title.clone()),
        summary: summary.clone(),
        ..Account::new(id.clone(), title.clone())
    };
    let mut names = Names::default();
    let timeline = Timeline {
        accounts: vec![account],
        summary,
        opening: reader.window(root, "opening", "opening window"),
        lanes: reader.choice(root, "lanes", Grouping::ALL, Grouping::name),
        sources: tables::sources(reader, root, &mut names),
        actors: tables::actors(reader, root, &mut names),
        eras: eras::eras(reader, root),
        ..Timeline::empty(id, title)
    };
    (timeline, names)
}

/// Completes the result with the events and everything that refers to them.
fn finish(
    mut reader: Reader<'_>,
    root: &Fields<'_>,
    mut timeline: Timeline,
    mut names: Names,
    events: Events,
) -> Reading {
    if root.is_empty() && events.is_empty() {
        reader.report_file(
            Severity::Warning,
            "The file holds no timeline. It needs at least a title, as in: title = \"My story\"",
        );
    } else if root.get("title").is_none() {
        reader.report_file(
            Severity::Warning,
            "The timeline has no title. Write at the top of the file, for instance: title = \"My story\"",
        );
    }
    let (events, offsets) = events.finish(&mut reader, &mut names);
    timeline.events = events.into();
    timeline.tour = tour::tour(&mut reader, root, &names.events);
    timeline.comparisons = comparisons::comparisons(&mut reader, root, &names);
    timeline.disagreements = comparisons::disagreements(&mut reader, root, &names);
    for circle in circles(&timeline) {
        let message = circle_sentence(&timeline, &circle);
        reader.report(
            Severity::Warning,
            offsets[circle.first[0].index()],
            &message,
        );
    }
    reader.finish(Some(timeline))
}

/// Says which events a circle of links consists of.
fn circle_sentence(timeline: &Timeline, circle: &Circle) -> String {
    let first = circle.first.iter();
    let ids: Vec<_> = first
        .map(|&event| timeline.event(event).id.to_string())
        .collect();
    let more = match circle.length - ids.len() {
        0 => String::new(),
        more => format!("{} more → ", grouped(more)),
    };
    format!(
        "The links of these events go round in a circle: {} → {more}{}. One of them must be the wrong way round.",
        ids.join(" → "),
        ids.first().map_or("", String::as_str)
    )
}

/// Returns the id by which other files refer to this one, if it has one.
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

#[cfg(test)]
mod tests;
