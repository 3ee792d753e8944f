//! `annals list`: events, actors or sources as lines.

use super::args::{List, SettingsFile, Start};
use super::opened::Opened;
use super::output::Output;
use super::{Failure, Outcome, compare, config, input, json};
use annals_index::query::Answer;
use annals_index::{EventSet, Index};
use annals_model::text::{Clean, width};
use annals_model::{ActorIndex, Event, EventIndex, Timeline};
use annals_scene::detail::evidence_words;
use annals_time::{When, Window};

pub(super) fn run(arguments: &List, output: &mut Output) -> Result<Outcome, Failure> {
    let opened = Opened::new(&arguments.input, &SettingsFile::default())?;
    let timeline = if arguments.compare {
        opened.timeline_to_compare(&arguments.input)
    } else {
        opened.timeline()
    };
    let index = Index::new(&timeline);
    if arguments.actors {
        return actors(&timeline, &index, arguments.json, output);
    }
    if arguments.sources {
        return sources(&timeline, arguments.json, output);
    }
    let window = [arguments.from.as_deref(), arguments.to.as_deref()];
    let wanted = Wanted::new(&timeline, &index, window, arguments.filter.as_deref())?;
    if arguments.compare {
        return compare::run(&timeline, &index, &wanted, arguments.json, output);
    }
    events(&timeline, &index, &wanted, arguments.json, output)
}

/// Which events are listed.
#[derive(Debug)]
pub(super) struct Wanted {
    window: Option<Window>,
    chosen: Option<EventSet>,
}

impl Wanted {
    /// Those within dates that a query selects; without an option, all.
    fn new(
        timeline: &Timeline,
        index: &Index,
        [from, to]: [Option<&str>; 2],
        filter: Option<&str>,
    ) -> Result<Self, Failure> {
        let chosen = filter.map(|text| chosen(timeline, index, text));
        Ok(Self {
            window: input::window(from, to, || None)?,
            chosen: chosen.transpose()?,
        })
    }

    /// Whether an event of that rank in reading order is listed.
    pub(super) fn includes(&self, timeline: &Timeline, rank: usize, event: EventIndex) -> bool {
        self.chosen
            .as_ref()
            .is_none_or(|chosen| chosen.contains(rank))
            && self
                .window
                .is_none_or(|window| may_hold_in(timeline, event, &window))
    }
}

/// Returns the events that a query matches, surely or possibly. Names that the timeline does not have are reported on
/// standard error.
pub(super) fn chosen(timeline: &Timeline, index: &Index, text: &str) -> Result<EventSet, Failure> {
    let query = input::query(text)?;
    let prepared = query.prepare(timeline, None);
    for remark in prepared.notes() {
        config::say(remark);
    }
    Ok(prepared.chosen(timeline, index, Answer::Possibly))
}

/// The events of a timeline, as `annals` prints them where there is no terminal.
pub(super) fn opened(
    timeline: &Timeline,
    start: &Start,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let index = Index::new(timeline);
    let window = [start.from.as_deref(), start.to.as_deref()];
    let wanted = Wanted::new(timeline, &index, window, start.filter.as_deref())?;
    events(timeline, &index, &wanted, false, output)
}

fn events(
    timeline: &Timeline,
    index: &Index,
    wanted: &Wanted,
    json: bool,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    for (rank, &event) in index.order().iter().enumerate() {
        if !wanted.includes(timeline, rank, event) {
            continue;
        }
        if json {
            output.line(&json::event(timeline, &timeline.events.read(event.index())))?;
        } else {
            output.line(&event_line(timeline, &timeline.events.read(event.index())))?;
        }
    }
    Ok(Outcome::Done)
}

/// Whether an event may hold at some moment of a window; `false` for an undated one.
pub(super) fn may_hold_in(timeline: &Timeline, event: EventIndex, window: &Window) -> bool {
    let brief = timeline.events.brief(event.index(), &mut Vec::new());
    brief.extent.is_some_and(|extent| {
        let (start, end) = extent.reach();
        start < window.end() && end > window.start()
    })
}

pub(super) fn event_line(timeline: &Timeline, event: &Event) -> Clean {
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
    let layer = if timeline.has_several_accounts() {
        format!("; {}", timeline.account(event.account).short)
    } else {
        String::new()
    };
    Clean::line(&format!(
        "{date}; {}: {}{who}{source}{layer}  [{}]",
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
        let kind = actor.kind.map_or("", annals_model::ActorKind::name);
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
