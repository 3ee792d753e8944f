//! An event or an actor in Markdown (`CommonMark`).

use super::Subject;
use super::sources;
use crate::detail::{evidence_words, incoming_label, outgoing_label};
use annals_index::Index;
use annals_model::text::{Clean, escape_markdown, grouped};
use annals_model::{Comparison, Event, EventIndex, LinkKind, Source, Timeline, WebAddress};

/// More events of an actor, or more sources, are only counted.
const MOST_LISTED: usize = 1_000;

/// An event or an actor in Markdown: a heading, when and how sure, the summary, lists, the sources.
/// What the file says is escaped, so that it is shown as it stands.
pub fn markdown(timeline: &Timeline, index: &Index, subject: Subject) -> Clean {
    let mut blocks = match subject {
        Subject::Event(event) => of_event(timeline, index, event),
        Subject::Actor(actor) => {
            let (place, actor) = (actor, timeline.actor(actor));
            let aliases = actor
                .aliases
                .iter()
                .map(escape_markdown)
                .collect::<Vec<_>>();
            let also = (!aliases.is_empty()).then(|| format!("also {}", aliases.join(", ")));
            let kind = actor.kind.map(|kind| kind.name().to_owned());
            let facts: Vec<_> = kind.into_iter().chain(also).collect();
            let events = index.events_of(place);
            let mut list: Vec<String> = events
                .iter()
                .take(MOST_LISTED)
                .map(|&event| format!("- {}", named(timeline, event)))
                .collect();
            let more = events.len().saturating_sub(MOST_LISTED);
            if more > 0 {
                list.push(format!("- and {} more", grouped(more)));
            }
            vec![
                format!("## {}", escape_markdown(&actor.name)),
                facts.join(" - "),
                paragraphs(&actor.summary),
                list.join("\n"),
            ]
        }
    };
    let list: Vec<String> = sources(timeline, index, subject, MOST_LISTED)
        .into_iter()
        .map(|source| format!("- Source: {}", cited(timeline.source(source))))
        .collect();
    blocks.push(list.join("\n"));
    blocks.retain(|block| !block.is_empty());
    Clean::block(&blocks.join("\n\n"))
}

fn of_event(timeline: &Timeline, index: &Index, subject: EventIndex) -> Vec<String> {
    let event = timeline.event(subject);
    let when = match &event.when {
        Some(when) => format!("{}, {}", when.words(), when.precision_words()),
        None => "undated".to_owned(),
    };
    let evidence = evidence_words(timeline, &event.evidence);
    let evidence = evidence.unwrap_or_else(|| Clean::own("no source given"));
    let status = event.status.name();
    let mut list = Vec::new();
    for part in &event.participants {
        let name = escape_markdown(&timeline.actor(part.actor).name);
        list.push(if part.role.is_empty() {
            format!("- Who: {name}")
        } else {
            format!("- Who: {name} ({})", escape_markdown(&part.role))
        });
    }
    for &kind in LinkKind::ALL {
        for link in index.incoming(subject) {
            if timeline.event(link.from).links[link.link].kind == kind {
                let label = incoming_label(kind);
                list.push(format!("- {label}: {}", named(timeline, link.from)));
            }
        }
    }
    for &kind in LinkKind::ALL {
        for link in event.links.iter().filter(|link| link.kind == kind) {
            let label = outgoing_label(kind);
            list.push(format!("- {label}: {}", named(timeline, link.to)));
        }
    }
    for comparison in timeline.comparisons_about(subject) {
        let layer = escape_markdown(&timeline.layer(comparison.layer).short);
        list.push(format!("- {layer}: {}", verdict(comparison)));
        let events = comparison.events.iter();
        list.extend(events.map(|&event| format!("  - {}", named(timeline, event))));
    }
    for comparison in timeline.comparisons_from(subject) {
        list.push(format!("- About: {}", verdict(comparison)));
        let events = comparison.subjects();
        list.extend(events.map(|event| format!("  - {}", named(timeline, event))));
    }
    if !event.themes.is_empty() {
        let themes: Vec<_> = event.themes.iter().map(escape_markdown).collect();
        list.push(format!("- Themes: {}", themes.join(", ")));
    }
    vec![
        format!("## {}", escape_markdown(&event.title)),
        format!(
            "*{}* - {status} - {}",
            escape_markdown(&Clean::line(&when)),
            escape_markdown(&evidence)
        ),
        paragraphs(&event.summary),
        list.join("\n"),
    ]
}

/// A verdict with its reason.
fn verdict(comparison: &Comparison) -> String {
    let words = comparison.verdict.words();
    if comparison.note.is_empty() {
        return format!("*{words}*");
    }
    format!(
        "*{words}*: {}",
        escape_markdown(&Clean::line(comparison.note.as_str()))
    )
}

/// An event by its title and date.
fn named(timeline: &Timeline, event: EventIndex) -> String {
    let Event { title, when, .. } = timeline.event(event);
    match when {
        Some(when) => format!(
            "{} ({})",
            escape_markdown(title),
            escape_markdown(&Clean::line(&when.short(true)))
        ),
        None => escape_markdown(title),
    }
}

/// A source with all that is said of it; a link where it has an address that may be opened.
pub fn cited(source: &Source) -> String {
    let title = escape_markdown(&source.title);
    let address = WebAddress::parse(source.address.raw());
    let title = match &address {
        Ok(address) => format!("[{title}](<{address}>)"),
        Err(_) => title,
    };
    let mut parts = vec![title];
    parts.extend(
        [&source.author, &source.publisher]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(escape_markdown),
    );
    if let Some(date) = &source.date {
        parts.push(escape_markdown(&Clean::line(&date.words())));
    }
    if address.is_err() && !source.address.is_empty() {
        parts.push(escape_markdown(&source.address));
    }
    parts.join(", ")
}

/// Text of several lines: each a paragraph of its own.
fn paragraphs(text: &Clean) -> String {
    let lines = text.as_str().lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<_> = lines
        .map(|line| escape_markdown(&Clean::line(line.trim())))
        .collect();
    lines.join("\n\n")
}
