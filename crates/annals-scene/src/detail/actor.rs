//! The detail of an actor: kind, aliases, density over time, events in order, and the actors it meets.

use super::writer::{Detail, DetailOptions, DetailWriter};
use crate::axis::density;
use crate::flow::{Role, Target};
use crate::wording::{aliases, and_more};
use annals_index::{Index, Track};
use annals_model::text::{Clean, width};
use annals_model::{ActorIndex, EventIndex, Timeline};
use annals_time::describe_year;

/// The most events that are looked at for the width of the column of dates.
const MAX_MEASURED: usize = 100;
/// Cells of the column of the label "Meets".
const MEETS_COLUMNS: usize = 9;

/// Returns the heading of the detail of an actor: its name with its other names, as far as they fit into
/// `columns` cells.
pub fn actor_heading(timeline: &Timeline, subject: ActorIndex, columns: usize) -> Clean {
    let actor = timeline.actor(subject);
    let whole = aliases(actor).map(|aliases| Clean::line(&format!("{}  {aliases}", actor.name)));
    let fitting = whole.filter(|whole| width(whole) <= columns);
    fitting.unwrap_or_else(|| actor.name.clone())
}

/// Writes the detail of an actor.
///
/// `track` is the actor's lane, if there is one: it counts events per column without walking them.
pub fn actor(
    timeline: &Timeline,
    index: &Index,
    track: Option<&Track>,
    subject: ActorIndex,
    options: &DetailOptions,
) -> Detail {
    let actor = timeline.actor(subject);
    let events = index.events_of(subject);
    let mut writer = DetailWriter::new(timeline, options);
    let kind = actor.kind.map(annals_model::ActorKind::name);
    writer.subject(
        kind,
        events.len(),
        years(timeline, events, options.ascii).as_ref(),
    );
    let is_said_above =
        writer.is_wrapped() && actor_heading(timeline, subject, options.columns) != actor.name;
    if let Some(aliases) = aliases(actor).filter(|_| !is_said_above) {
        writer.flow.push_quiet("also ");
        writer.flow.push(&aliases, Role::Text, None);
        writer.flow.end_line();
    }
    let heights = match track {
        Some(track) => density::of_track(index, track, options.columns),
        None => density::of_events(timeline, index, events, options.columns),
    };
    if let Some(heights) = heights {
        writer.flow.strip(heights, Some(subject));
    }
    if !actor.summary.is_empty() {
        writer.flow.gap();
        writer.flow.push_block(&actor.summary, Role::Text);
    }
    for account in &actor.variants {
        if account.summary.is_empty() || account.summary == actor.summary {
            continue;
        }
        let name = &timeline.account(account.account).short;
        let summary = Clean::block(&format!("{name}: {}", account.summary));
        writer.flow.gap();
        writer.flow.push_block(&summary, Role::Text);
    }
    writer.flow.gap();
    let listed = &events[..events.len().min(options.max_events)];
    let date_columns = writer.date_columns(&listed[..listed.len().min(MAX_MEASURED)]);
    for &event in listed {
        let parts = timeline.event(event).participants.iter();
        let roles: Vec<&str> = parts
            .filter(|part| part.actor == subject && !part.role.is_empty())
            .map(|part| part.role.as_str())
            .collect();
        let roles = Clean::line(&roles.join(", "));
        writer.event_line(event, date_columns, Some(subject), &roles);
    }
    if let Some(more) = and_more(events.len().saturating_sub(options.max_events)) {
        writer.flow.set_indent(0);
        writer
            .flow
            .push_quiet(&format!("{more}; the lane has them all"));
        writer.flow.end_line();
    }
    writer.flow.set_indent(MEETS_COLUMNS);
    writer.flow.gap();
    for (position, (other, count)) in index.meets(timeline, subject).into_iter().enumerate() {
        if position == 0 {
            writer.flow.push_quiet("Meets");
            writer.flow.tab(MEETS_COLUMNS);
        } else {
            writer.separator();
        }
        let item = writer.item(Target::Actor(other));
        let name = &timeline.actor(other).name;
        writer.flow.push(name, Role::Actor(other), Some(item));
        writer.flow.push_quiet(&format!(" {count}"));
    }
    writer.finish()
}

/// Returns the years from the first to the last of some events in reading order: "2020–2023".
fn years(timeline: &Timeline, events: &[EventIndex], ascii: bool) -> Option<Clean> {
    let dated = events.partition_point(|&event| timeline.event(event).when.is_some());
    let year = |event: &EventIndex| {
        let start = timeline.event(*event).when.as_ref()?.window()?.start();
        Some(start.civil().year)
    };
    let (first, last) = (
        year(events[..dated].first()?)?,
        year(events[..dated].last()?)?,
    );
    if first >= last {
        return Some(Clean::line(&describe_year(first)));
    }
    let dash = if ascii { "-" } else { "\u{2013}" };
    let years = format!("{}{dash}{}", describe_year(first), describe_year(last));
    Some(Clean::line(&years))
}
