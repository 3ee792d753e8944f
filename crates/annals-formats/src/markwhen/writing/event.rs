//! Writes one event or era: the words behind the colon, the properties below them and the summary.
//!
//! A property is written only for what words and tags cannot express exactly.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::{MarkwhenWriter, flow, some};
use crate::markwhen::guard;
use crate::markwhen::item::{KEYS, LOCATION, MISSING, REFS};
use crate::markwhen::nearest;
use crate::markwhen::outline::is_property;
use crate::markwhen::prose;
use crate::markwhen::range::{self, Order, Span};
use crate::markwhen::resolver::{Assumptions, Resolver};
use crate::markwhen::yaml::{Line, quoted};
use crate::markwhen::zone::Zone;
use annals_model::text::Clean;
use annals_model::{ActorKind, Era, Event, Link, Status};
use annals_time::When;

/// Whether a range is read as exactly that date.
pub(super) fn is_exact(when: &When, range: &str) -> bool {
    let find = |_: Option<&str>| Ok(None);
    let mut resolver = Resolver {
        now: None,
        zone: Zone::Local,
        find: &find,
        taken: Assumptions::default(),
    };
    let span: Option<Span<'_>> = range::span(range, Order::default());
    let read = span.and_then(|span| resolver.span(&span).ok()?.when().ok());
    read.is_some_and(|read| nearest::spelling(&read) == nearest::spelling(when))
}

/// An era: its name with the tag of eras, and its date where the range is not exact.
pub(super) fn era(era: &Era) -> String {
    let shown = guard::title(era.title.raw());
    let mut lines = vec![format!("{shown} #era").trim().to_owned()];
    date(&era.when, nearest::range(&era.when).as_deref(), &mut lines);
    if prose::first(&shown).text != era.title.raw() {
        lines.push(format!("  title: {}", quoted(era.title.raw())));
    }
    lines.join("\n")
}

fn date(when: &When, range: Option<&str>, lines: &mut Vec<String>) {
    if range.is_none_or(|range| !is_exact(when, range)) {
        lines.push(format!("  date: {}", quoted(nearest::spelling(when))));
    }
}

/// An event, from behind its colon on. Without a range it stands in a comment, where only properties are
/// read.
pub(super) fn event(
    writer: &MarkwhenWriter<'_>,
    event: &Event,
    range: Option<&str>,
    section: Option<&str>,
) -> String {
    let title = event.title.raw();
    let shown = guard::title(title);
    let (tags, has_all) = tags(event, section);
    let mut lines = vec![format!("{shown}{tags}").trim().to_owned()];
    lines.push(format!("  id: {}", quoted(event.id.raw())));
    if let Some(when) = &event.when {
        date(when, range, &mut lines);
    }
    if title.is_empty() || prose::first(&shown).text != title {
        lines.push(format!("  title: {}", quoted(title)));
    }
    let summary = event.summary.raw();
    let shown: Vec<String> = if range.is_some() && !summary.is_empty() {
        guard::lines(summary)
    } else {
        Vec::new()
    };
    if !summary.is_empty() && read_back(&shown) != summary {
        lines.push(format!("  summary: {}", quoted(summary)));
    }
    if event.status != Status::Reported {
        lines.push(format!("  status: {}", event.status.name()));
    }
    participants(writer, event, &mut lines);
    if !has_all {
        lines.push(format!("  themes: {}", super::list(&event.themes)));
    }
    if !event.evidence.is_empty() {
        lines.push(format!("  evidence: {}", writer.evidence(&event.evidence)));
    }
    if !event.links.is_empty() {
        let written: Vec<_> = event.links.iter().map(|it| link(writer, it)).collect();
        lines.push(format!("  links: [{}]", written.join(", ")));
    }
    for (key, list) in [(MISSING, &event.missing), (REFS, &event.refs)] {
        if !list.is_empty() {
            lines.push(format!("  {key}: {}", super::list(list)));
        }
    }
    extra(event, &mut lines);
    if !shown.is_empty() {
        lines.push(String::new());
        lines.extend(shown);
    }
    lines.join("\n")
}

/// What the reader makes of the lines of a summary; empty if it finds markup.
fn read_back(shown: &[String]) -> String {
    let lines: Vec<_> = shown.iter().map(|text| Line { byte: 0, text }).collect();
    let prose = prose::lines(&lines);
    if prose.is_plain() {
        prose.text
    } else {
        String::new()
    }
}

/// Tags for the themes that can be tags, and whether the reader finds all themes by them and by the
/// section, in their order.
fn tags(event: &Event, section: Option<&str>) -> (String, bool) {
    let mut tags = String::new();
    let mut found: Vec<&str> = section.into_iter().collect();
    for theme in &event.themes {
        let theme = theme.raw();
        let is_ascii_word = theme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_tag = is_ascii_word
            && prose::tag(&format!("#{theme}")).is_some_and(|(tag, _)| tag == theme)
            && !theme.eq_ignore_ascii_case("era");
        if is_tag && section != Some(theme) {
            // Writing to a string cannot fail.
            let _ = write!(tags, " #{theme}");
            found.push(theme);
        }
    }
    let has_all = found
        .iter()
        .copied()
        .eq(event.themes.iter().map(Clean::raw));
    (tags, has_all)
}

fn participants(writer: &MarkwhenWriter<'_>, event: &Event, lines: &mut Vec<String>) {
    let is_place = |resolver: usize| {
        let part = &event.participants[resolver];
        let actor = writer.timeline.actor(part.actor);
        part.role.raw() == LOCATION && actor.kind == Some(ActorKind::Place)
    };
    // The reader puts places last: only those that are last may be written as such.
    let count = event.participants.len();
    let first_place = (0..count)
        .rev()
        .take_while(|resolver| is_place(*resolver))
        .last()
        .unwrap_or(count);
    let (riders, places) = event.participants.split_at(first_place);
    let name_of = |part: &annals_model::Participation| quoted(&writer.names[part.actor.index()]);
    if !riders.is_empty() {
        let names: Vec<_> = riders.iter().map(name_of).collect();
        lines.push(format!("  riders: [{}]", names.join(", ")));
        if riders.iter().any(|part| !part.role.is_empty()) {
            let roles: Vec<_> = riders.iter().map(|part| quoted(part.role.raw())).collect();
            lines.push(format!("  roles: [{}]", roles.join(", ")));
        }
    }
    match places {
        [] => {}
        [one] => lines.push(format!("  location: {}", name_of(one))),
        several => {
            let names: Vec<_> = several.iter().map(name_of).collect();
            lines.push(format!("  locations: [{}]", names.join(", ")));
        }
    }
}

fn link(writer: &MarkwhenWriter<'_>, link: &Link) -> String {
    let to = writer.timeline.event(link.to);
    let evidence = if link.evidence.is_empty() {
        String::new()
    } else {
        writer.evidence(&link.evidence)
    };
    let refs = if link.refs.is_empty() {
        String::new()
    } else {
        super::list(&link.refs)
    };
    flow(&[
        ("to", quoted(to.id.raw())),
        ("kind", quoted(link.kind.name())),
        ("wording", some(&link.wording)),
        ("evidence", evidence),
        (REFS, refs),
    ])
}

/// Fields that are kept: as properties where their names can be keys, the others in one list.
fn extra(event: &Event, lines: &mut Vec<String>) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut others = Vec::new();
    for field in &event.extra {
        let name = field.name.raw();
        let line = format!("{name}: {}", quoted(field.value.raw()));
        let is_word = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
        let is_key = is_word
            && is_property(&line)
            && !KEYS.contains(&name.to_lowercase().as_str())
            && range::of_line(&line, Order::default()).is_none()
            && !["by", "before", "after", "plus"].contains(&name.to_lowercase().as_str());
        // A property after a field of the list would change their order.
        if is_key && others.is_empty() && seen.insert(name.to_lowercase()) {
            lines.push(format!("  {line}"));
        } else {
            let value = quoted(field.value.raw());
            others.push(format!("[{}, {value}]", quoted(name)));
        }
    }
    if !others.is_empty() {
        lines.push(format!("  extra: [{}]", others.join(", ")));
    }
}
