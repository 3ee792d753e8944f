//! What is taken along of an event or an actor: its text, Markdown, a reference of one line.
//!
//! Owns the wording of all three. Where they go is not known here. Teacher's notes stay behind: what
//! is taken along may be for everybody.

use std::collections::BTreeSet;

mod markdown;
mod reference;

pub use markdown::{cited, markdown};
pub use reference::reference;

use super::detail::{self, Detail, Frame};
use super::flow::{Line, Role, Run};
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, SourceIndex, Timeline};

/// Lines are not broken: whoever reads them may have any width.
const FRAME: Frame = Frame {
    columns: usize::MAX / 4,
    ascii: true,
    notes: false,
    most_events: 1_000,
};

/// What is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An event.
    Event(EventIndex),
    /// An actor.
    Actor(ActorIndex),
}

/// The text of an event or an actor: title, dates, status, evidence, who, summary.
pub fn plain(timeline: &Timeline, index: &Index, subject: Subject) -> Clean {
    let (title, detail) = match subject {
        Subject::Event(event) => (
            &timeline.event(event).title,
            detail::event(timeline, index, event, &FRAME),
        ),
        Subject::Actor(actor) => (
            &timeline.actor(actor).name,
            detail::actor(timeline, index, None, actor, &FRAME),
        ),
    };
    let lines = lines(title, &detail);
    let lines: Vec<&str> = lines.iter().map(Clean::as_str).collect();
    Clean::block(lines.join("\n").trim_end())
}

/// A title and a detail as lines of text.
pub fn lines(title: &Clean, detail: &Detail) -> Vec<Clean> {
    let runs = detail.lines.iter().filter_map(line);
    [title.clone(), Clean::default()]
        .into_iter()
        .chain(runs)
        .collect()
}

/// A line as text; `None` for what says nothing to who reads lines.
pub fn line(line: &Line) -> Option<Clean> {
    match line {
        Line::Runs(runs) => Some(linear(runs)),
        // The dates below a strip of heights say it all.
        Line::Strip(..) => None,
    }
}

/// A line as text: a symbol is spelled out where its word is not beside it.
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

/// The sources of an event, or of an actor's events, each once, in the order in which they are named;
/// so many at most.
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
