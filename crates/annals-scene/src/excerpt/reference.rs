//! A reference: one line that names an event or an actor with its sources.

use super::Subject;
use super::markdown::cited;
use super::sources;
use crate::wording::{and_more, date_words};
use annals_index::Index;
use annals_model::text::{Clean, escape_markdown};
use annals_model::{Source, Timeline, WebAddress};

/// The most sources that are named; the others are counted.
const MAX_SOURCES: usize = 3;

/// The most sources that are counted.
const MAX_COUNTED: usize = 1_000;

/// Writes title, date and sources in one line. The line is Markdown where a source has a web address, which
/// becomes a link; otherwise it is plain text.
pub fn reference(timeline: &Timeline, index: &Index, subject: Subject) -> Clean {
    let sources = sources(timeline, index, subject, MAX_COUNTED);
    let named: Vec<&Source> = sources
        .iter()
        .take(MAX_SOURCES)
        .map(|&source| timeline.source(source))
        .collect();
    let has_link = named
        .iter()
        .any(|source| WebAddress::parse(source.address.raw()).is_ok());
    let text = |text: &Clean| {
        if has_link {
            escape_markdown(text)
        } else {
            text.to_string()
        }
    };
    let head = match subject {
        Subject::Event(event) => {
            let event = timeline.event(event);
            format!("{}, {}", text(&event.title), text(&date_words(event)))
        }
        Subject::Actor(actor) => {
            let actor = timeline.actor(actor);
            let kind = actor.kind.map(|kind| format!(", {}", kind.name()));
            text(&actor.name) + &kind.unwrap_or_default()
        }
    };
    let mut parts = vec![head];
    parts.extend(named.into_iter().map(|source| {
        if has_link {
            cited(source)
        } else {
            in_words(source)
        }
    }));
    parts.extend(and_more(sources.len().saturating_sub(MAX_SOURCES)));
    Clean::line(&parts.join("; "))
}

fn in_words(source: &Source) -> String {
    let mut parts = vec![source.title.to_string()];
    let named = [&source.author, &source.publisher];
    parts.extend(
        named
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(ToString::to_string),
    );
    parts.extend(source.date.as_ref().map(annals_time::When::words));
    if !source.address.is_empty() {
        parts.push(source.address.to_string());
    }
    parts.join(", ")
}
