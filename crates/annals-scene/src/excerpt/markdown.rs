//! An event or an actor in Markdown (`CommonMark`).

use super::Subject;
use super::sources;
use crate::wording::{
    NOT_SAID, and_more, evidence_or_none, labelled_links, missing_words, quoted_wording, with_role,
};
use annals_index::Index;
use annals_model::text::{Clean, escape_markdown};
use annals_model::{Comparison, Event, EventIndex, Source, Timeline, WebAddress};

/// The most events of an actor and the most sources that are listed; the others are counted.
const MAX_LISTED: usize = 1_000;

/// Writes an event or an actor in Markdown: a heading, date and status, summary, lists and sources. Text
/// from the file is escaped.
pub fn markdown(timeline: &Timeline, index: &Index, subject: Subject) -> Clean {
    let mut blocks = match subject {
        Subject::Event(event) => of_event(timeline, index, event),
        Subject::Actor(actor) => {
            let (position, actor) = (actor, timeline.actor(actor));
            let aliases = actor
                .aliases
                .iter()
                .map(escape_markdown)
                .collect::<Vec<_>>();
            let also = (!aliases.is_empty()).then(|| format!("also {}", aliases.join(", ")));
            let kind = actor.kind.map(|kind| kind.name().to_owned());
            let facts: Vec<_> = kind.into_iter().chain(also).collect();
            let events = index.events_of(position);
            let mut list: Vec<String> = events
                .iter()
                .take(MAX_LISTED)
                .map(|&event| format!("- {}", named(timeline, event)))
                .collect();
            let more = and_more(events.len().saturating_sub(MAX_LISTED));
            list.extend(more.map(|more| format!("- {more}")));
            vec![
                format!("## {}", escape_markdown(&actor.name)),
                facts.join(" - "),
                paragraphs(&actor.summary).join("\n\n"),
                list.join("\n"),
            ]
        }
    };
    let list: Vec<String> = sources(timeline, index, subject, MAX_LISTED)
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
        Some(when) => [when.words(), when.explanation()]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        None => "undated".to_owned(),
    };
    let evidence = evidence_or_none(timeline, &event.evidence);
    let status = event.status.name();
    let mut list = Vec::new();
    for part in &event.participants {
        let name = escape_markdown(&timeline.actor(part.actor).name);
        let name = with_role(name, &escape_markdown(&part.role));
        list.push(format!("- Who: {name}"));
    }
    for link in labelled_links(timeline, index, subject) {
        let other = named(timeline, link.other);
        let wording = quoted_wording(link.link, true);
        let wording = wording.map_or(String::new(), |it| format!(" ({})", escape_markdown(&it)));
        list.push(format!("- {}: {other}{wording}", link.label));
    }
    if let Some(words) = missing_words(event) {
        list.push(format!("- {NOT_SAID}: {}", escape_markdown(&words)));
    }
    for comparison in timeline.comparisons_about(subject) {
        let layer = escape_markdown(&timeline.account(comparison.account).short);
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
        paragraphs(&event.summary).join("\n\n"),
        list.join("\n"),
    ]
}

/// Writes a verdict and its reason.
fn verdict(comparison: &Comparison) -> String {
    let verdict = comparison.verdict;
    let words = format!("{} {}", verdict.symbol(false), verdict.words());
    if comparison.note.is_empty() {
        return format!("*{words}*");
    }
    format!(
        "*{words}*: {}",
        escape_markdown(&Clean::line(comparison.note.as_str()))
    )
}

/// Writes the title of an event and its date.
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

/// Writes a source with author, publisher and date; a link where it has a web address.
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

/// Splits a text into its paragraphs, escaped.
pub(crate) fn paragraphs(text: &Clean) -> Vec<String> {
    let lines = text.as_str().lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    lines
        .map(|line| escape_markdown(&Clean::line(line)))
        .collect()
}
