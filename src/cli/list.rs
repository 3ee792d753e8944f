//! `annals list`: events, actors or sources as lines.

use super::args::{List, Start};
use super::output::Output;
use super::{Failure, Outcome, config, input, json};
use crate::data::{ActorIndex, EventIndex, Timeline};
use crate::index::query::Answer;
use crate::index::{Chosen, Index};
use crate::scene::detail::evidence_words;
use crate::text::{Clean, width};
use crate::time::{When, Window};

pub(super) fn run(arguments: &List, output: &mut Output) -> Result<Outcome, Failure> {
    let (timeline, _) = input::timeline(arguments.input.file.as_deref())?;
    let index = Index::new(&timeline);
    if arguments.actors {
        return actors(&timeline, &index, arguments.json, output);
    }
    if arguments.sources {
        return sources(&timeline, arguments.json, output);
    }
    let asked = Asked {
        from: arguments.from.as_deref(),
        to: arguments.to.as_deref(),
        filter: arguments.filter.as_deref(),
    };
    events(&timeline, &index, &asked, arguments.json, output)
}

/// Which events are wanted.
struct Asked<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
    filter: Option<&'a str>,
}

/// The events that a query chooses: surely or possibly. What it names and the timeline does not have is
/// said on standard error.
pub(super) fn chosen(timeline: &Timeline, index: &Index, text: &str) -> Result<Chosen, Failure> {
    let query = input::query(text)?;
    let prepared = query.prepare(timeline, None);
    for remark in prepared.remarks() {
        config::say(remark);
    }
    Ok(Chosen::new(index, |event| {
        prepared.answer(timeline, event) > Answer::No
    }))
}

/// The events of a timeline, as `annals` prints them where there is no terminal.
pub(super) fn opened(
    timeline: &Timeline,
    start: &Start,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let asked = Asked {
        from: start.from.as_deref(),
        to: start.to.as_deref(),
        filter: start.filter.as_deref(),
    };
    events(timeline, &Index::new(timeline), &asked, false, output)
}

fn events(
    timeline: &Timeline,
    index: &Index,
    asked: &Asked<'_>,
    json: bool,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let window = input::window(asked.from, asked.to, || None)?;
    let chosen = match asked.filter {
        Some(text) => Some(chosen(timeline, index, text)?),
        None => None,
    };
    for (rank, &event) in index.order().iter().enumerate() {
        if chosen.as_ref().is_some_and(|chosen| !chosen.contains(rank)) {
            continue;
        }
        if window.is_some_and(|window| !may_hold_in(timeline, event, &window)) {
            continue;
        }
        if json {
            output.line(&json::event(timeline, event, false))?;
        } else {
            output.line(&event_line(timeline, event))?;
        }
    }
    Ok(Outcome::Done)
}

/// Whether an event may hold at some moment of a window. An undated one is in no window.
fn may_hold_in(timeline: &Timeline, event: EventIndex, window: &Window) -> bool {
    timeline.event(event).when.as_ref().is_some_and(|when| {
        let (start, end) = when.reach();
        start < window.end() && end > window.start()
    })
}

fn event_line(timeline: &Timeline, event: EventIndex) -> Clean {
    let event = timeline.event(event);
    let date = event
        .when
        .as_ref()
        .map_or_else(|| "undated".to_owned(), When::words);
    let actors: Vec<_> = event
        .participants
        .iter()
        .map(|part| timeline.actor(part.actor).name.as_str())
        .collect();
    let evidence = evidence_words(timeline, &event.evidence).unwrap_or_default();
    let who = if actors.is_empty() {
        String::new()
    } else {
        format!("; {}", actors.join(", "))
    };
    let source = if evidence.is_empty() {
        String::new()
    } else {
        format!("; {evidence}")
    };
    Clean::line(&format!(
        "{date}; {}: {}{who}{source}  [{}]",
        event.status.name(),
        event.title,
        event.id
    ))
}

fn actors(
    timeline: &Timeline,
    index: &Index,
    json: bool,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let widest = timeline
        .actors
        .iter()
        .map(|actor| width(&actor.name))
        .max()
        .unwrap_or(0);
    for place in (0..timeline.actors.len()).map(ActorIndex::new) {
        if json {
            output.line(&json::actor(timeline, index, place))?;
            continue;
        }
        let actor = timeline.actor(place);
        let padding = " ".repeat(widest - width(&actor.name));
        let kind = actor.kind.map_or("", crate::data::ActorKind::name);
        let events = index.events_of(place).len();
        let aliases: Vec<_> = actor.aliases.iter().map(Clean::as_str).collect();
        let also = if aliases.is_empty() {
            String::new()
        } else {
            format!("; also {}", aliases.join(", "))
        };
        output.line(&Clean::line(&format!(
            "{}{padding}  {kind:<10}  {events:>3} events{also}  [{}]",
            actor.name, actor.id
        )))?;
    }
    Ok(Outcome::Done)
}

fn sources(timeline: &Timeline, json: bool, output: &mut Output) -> Result<Outcome, Failure> {
    for source in &timeline.sources {
        if json {
            output.line(&json::source(timeline, source))?;
            continue;
        }
        let known: Vec<&str> = [
            &source.title,
            &source.author,
            &source.publisher,
            &source.address,
        ]
        .into_iter()
        .map(Clean::as_str)
        .filter(|text| !text.is_empty())
        .collect();
        let date = source
            .date
            .as_ref()
            .map_or_else(|| "undated".to_owned(), |when| when.short(true));
        let note = if source.note.is_empty() {
            String::new()
        } else {
            format!("; {}", source.note)
        };
        let line = format!("{date:<12}  {}{note}  [{}]", known.join(", "), source.id);
        output.line(&Clean::line(&line))?;
    }
    Ok(Outcome::Done)
}
