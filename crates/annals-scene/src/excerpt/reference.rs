//! A reference of one line.

use super::Subject;
use super::markdown::cited;
use super::sources;
use annals_index::Index;
use annals_model::text::{Clean, escape_markdown};
use annals_model::{Source, Timeline, WebAddress};

/// More sources than that are only counted: it is one line.
const MOST_SOURCES: usize = 3;

/// So many sources are gone through to count them.
const MOST_COUNTED: usize = 1_000;

/// Title, date and sources in one line. Where a source has an address that may be opened, the line is
/// Markdown with a link to it; otherwise it is plain text.
pub fn reference(timeline: &Timeline, index: &Index, subject: Subject) -> Clean {
    let sources = sources(timeline, index, subject, MOST_COUNTED);
    let named: Vec<&Source> = sources
        .iter()
        .take(MOST_SOURCES)
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
            let when = event.when.as_ref().map(|when| Clean::line(&when.words()));
            let when = when.unwrap_or_else(|| Clean::own("undated"));
            format!("{}, {}", text(&event.title), text(&when))
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
    let more = sources.len().saturating_sub(MOST_SOURCES);
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
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
