//! The detail of an actor: kind, aliases, density over time, events in order, and the actors it meets.

use super::writer::{Detail, DetailOptions, DetailWriter};
use crate::axis::density;
use crate::flow::{Role, Target};
use crate::wording::{aliases, and_more};
use annals_index::{Index, Track};
use annals_model::text::Clean;
use annals_model::{ActorIndex, Timeline};

/// Cells of the column of dates.
const DATE_COLUMNS: usize = 10;
/// Cells of the column of the label "Meets".
const MEETS_COLUMNS: usize = 9;

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
    writer.subject(actor.kind.map(annals_model::ActorKind::name), events.len());
    if let Some(aliases) = aliases(actor) {
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
    for &event in events.iter().take(options.max_events) {
        let parts = timeline.event(event).participants.iter();
        let roles: Vec<&str> = parts
            .filter(|part| part.actor == subject && !part.role.is_empty())
            .map(|part| part.role.as_str())
            .collect();
        let roles = Clean::line(&roles.join(", "));
        writer.event_line(event, DATE_COLUMNS, Some(subject), &roles);
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
