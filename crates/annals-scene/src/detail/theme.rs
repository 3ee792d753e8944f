//! The detail of a theme: how many events it has, their density over time, and the actors in them.

use super::writer::{Detail, DetailOptions, DetailWriter};
use crate::axis::density;
use crate::event_group::EventGroup;
use crate::flow::{Role, Target};
use crate::wording::and_more;
use annals_index::{Index, Track};
use annals_model::Timeline;
use annals_model::text::{Clean, grouped};

/// Writes the detail of a theme.
///
/// `track` is the theme's lane, if there is one: it counts events per column without walking them.
pub fn theme(
    timeline: &Timeline,
    index: &Index,
    track: Option<&Track>,
    group: &EventGroup,
    options: &DetailOptions,
) -> Detail {
    let mut writer = DetailWriter::new(timeline, options);
    writer.subject(Some("theme"), group.total(), None);
    let heights = match track {
        Some(track) => density::of_track(index, track, options.columns),
        None => density::of_events(timeline, index, group.events(), options.columns),
    };
    if let Some(heights) = heights {
        writer.flow.strip(heights, None);
    }
    writer.flow.gap();
    let (cast, others) = group.cast();
    for (position, &(actor, count)) in cast.iter().enumerate() {
        writer.label((position == 0).then_some(&Clean::own("Who")));
        let item = writer.item(Target::Actor(actor));
        let name = &timeline.actor(actor).name;
        writer.flow.push(name, Role::Actor(actor), Some(item));
        writer.flow.push_quiet(&format!("  in {}", grouped(count)));
        writer.flow.end_line();
    }
    if let Some(more) = and_more(others) {
        writer.label(None);
        writer.flow.push_quiet(&more);
        writer.flow.end_line();
    }
    writer.finish()
}
