//! Excerpts for the clipboard and for export: an event or an actor as text, as Markdown, or as a reference of
//! one line.
//!
//! Teacher's notes are left out, as an excerpt may be for everybody.

use std::collections::BTreeSet;

mod markdown;
mod reference;

pub(crate) use markdown::paragraphs;
pub use markdown::{cited, markdown};
pub use reference::reference;

use super::detail::{self, Detail, DetailOptions};
use super::flow::{Line, Role, Run};
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, SourceIndex, Timeline};

/// Lines are not broken, as the reader's width is unknown.
const OPTIONS: DetailOptions = DetailOptions {
    columns: usize::MAX / 4,
    ascii: true,
    notes: false,
    max_events: 1_000,
};

/// The subject of an excerpt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An event.
    Event(EventIndex),
    /// An actor.
    Actor(ActorIndex),
}

/// Writes an event or an actor as text: title, dates, status, evidence, participants, summary.
pub fn plain(timeline: &Timeline, index: &Index, subject: Subject) -> Clean {
    let (title, detail) = match subject {
        Subject::Event(event) => (None, detail::event(timeline, index, event, &OPTIONS)),
        Subject::Actor(actor) => (
            Some(&timeline.actor(actor).name),
            detail::actor(timeline, index, None, actor, &OPTIONS),
        ),
    };
    let lines = lines(title, &detail);
    let lines: Vec<&str> = lines.iter().map(Clean::as_str).collect();
    Clean::block(lines.join("\n").trim_end())
}

/// Writes a detail as lines of text, below a title if it has none of its own.
pub fn lines(title: Option<&Clean>, detail: &Detail) -> Vec<Clean> {
    let title = title.map(|title| [title.clone(), Clean::default()]);
    let lines = detail.lines.iter().filter_map(line);
    title.into_iter().flatten().chain(lines).collect()
}

/// Writes a line as text; `None` for a density strip, which has no text.
pub fn line(line: &Line) -> Option<Clean> {
    match line {
        Line::Runs(runs) => Some(linear(runs)),
        // The dates below the strip say as much.
        Line::Strip(..) => None,
    }
}

/// Writes runs as text. A symbol becomes the name of its status, unless that follows anyway.
fn linear(runs: &[Run]) -> Clean {
    let mut text = String::new();
    let mut runs = runs.iter().peekable();
    while let Some(run) = runs.next() {
        let Role::Symbol(status, _) = run.role else {
            text.push_str(run.text.as_str());
            continue;
        };
        let beside = runs
            .peek()
            .is_some_and(|next| next.text.as_str().trim().starts_with(status.name()));
        if beside {
            if let Some(next) = runs.next() {
                text.push_str(next.text.as_str().trim_start());
            }
        } else {
            text.push_str(status.name());
            text.push(':');
        }
    }
    Clean::line(&text)
}

/// Returns the sources of an event, or of an actor's events, each once, in the order in which they are cited;
/// at most `most`.
pub fn sources(
    timeline: &Timeline,
    index: &Index,
    subject: Subject,
    most: usize,
) -> Vec<SourceIndex> {
    let events: &[EventIndex] = match &subject {
        Subject::Event(event) => std::slice::from_ref(event),
        Subject::Actor(actor) => index.events_of(*actor),
    };
    let mut known = BTreeSet::new();
    let named = events
        .iter()
        .flat_map(|&event| &timeline.event(event).evidence)
        .map(|evidence| evidence.source);
    named
        .filter(|&source| known.insert(source))
        .take(most)
        .collect()
}

#[cfg(test)]
mod tests;
