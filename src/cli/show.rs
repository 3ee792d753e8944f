//! `annals show`: one event, actor or source in full, as plain text.

use super::args::{SettingsFile, Show};
use super::opened::Opened;
use super::output::Output;
use super::{Failure, Outcome, json};
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{Event, Timeline};
use annals_scene::detail::{self, Detail, DetailOptions, LABEL_COLUMNS};
use annals_scene::event_group::EventGroup;
use annals_scene::excerpt;
use annals_scene::list::Listing;

/// Lines are not wrapped: their reader may have any width.
const FRAME: DetailOptions = DetailOptions {
    columns: usize::MAX / 4,
    ascii: true,
    notes: false,
    max_events: usize::MAX,
};

pub(super) fn run(arguments: &Show, output: &mut Output) -> Result<Outcome, Failure> {
    let opened = Opened::new(&arguments.input, &SettingsFile::default())?;
    let timeline = opened.timeline();
    let index = Index::new(&timeline);
    let frame = DetailOptions {
        notes: arguments.notes,
        ..FRAME
    };
    if let Some(event) = timeline.find_event(&arguments.id) {
        if arguments.json {
            output.line(&json::event_in_full(&timeline, event, arguments.notes))?;
            return Ok(Outcome::Done);
        }
        let detail = detail::event(&timeline, &index, event, &frame);
        print(None, &detail, output)?;
        for line in numbers(&timeline, timeline.event(event)) {
            output.line(&line)?;
        }
        return Ok(Outcome::Done);
    }
    if let Some(actor) = timeline.find_actor(&arguments.id) {
        if arguments.json {
            output.line(&json::actor(&timeline, &index, actor))?;
            return Ok(Outcome::Done);
        }
        let detail = detail::actor(&timeline, &index, None, actor, &frame);
        return print(Some(&timeline.actor(actor).name), &detail, output);
    }
    if let Some(source) = timeline.find_source(&arguments.id) {
        // What a source says is derived for the list that shows it; there always is one.
        let excerpt = EventGroup::new(Listing::Source(source), &timeline, &index);
        if let Some(excerpt) = excerpt {
            if arguments.json {
                output.line(&json::source_in_full(&timeline, source, excerpt.events()))?;
                return Ok(Outcome::Done);
            }
            let detail = detail::source(&timeline, source, &excerpt, true, &frame);
            return print(Some(&timeline.source(source).title), &detail, output);
        }
    }
    Err(opened.unknown(&timeline, &arguments.id))
}

/// Lines with the numbers that an event and its links have in a list outside of the timeline.
fn numbers(timeline: &Timeline, event: &Event) -> Vec<Clean> {
    let list = |refs: &[Clean]| {
        let refs: Vec<&str> = refs.iter().map(Clean::as_str).collect();
        refs.join(", ")
    };
    let own = (!event.refs.is_empty()).then(|| list(&event.refs));
    let links = event.links.iter().filter(|link| !link.refs.is_empty());
    let links = links.map(|link| {
        let to = &timeline.event(link.to).title;
        format!("{} (link to: {to})", list(&link.refs))
    });
    let all = own.into_iter().chain(links).enumerate();
    all.map(|(position, words)| {
        let label = if position == 0 { "Numbers" } else { "" };
        Clean::line(&format!("{label:<LABEL_COLUMNS$}{words}"))
    })
    .collect()
}

fn print(title: Option<&Clean>, detail: &Detail, output: &mut Output) -> Result<Outcome, Failure> {
    for line in excerpt::lines(title, detail) {
        output.line(&line)?;
    }
    Ok(Outcome::Done)
}
