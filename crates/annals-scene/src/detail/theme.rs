//! The detail of a theme: how much of it there is, when, and who has to do with it.

use super::actor::counted;
use super::{Detail, Frame, LABEL_COLUMNS, items};
use crate::axis::density;
use crate::flow::{Flow, Role, Target};
use crate::gathering::Gathering;
use annals_index::{Index, Track};
use annals_model::Timeline;
use annals_model::text::{Clean, grouped};

/// The lines of a theme's detail.
///
/// `track` is the theme's lane, where there is one: it counts many events faster than they can be gone
/// through.
pub fn theme(
    timeline: &Timeline,
    index: &Index,
    track: Option<&Track>,
    gathering: &Gathering,
    frame: &Frame,
) -> Detail {
    let separator = Clean::own(if frame.ascii { " - " } else { " · " });
    let mut flow = Flow::new(frame.columns);
    flow.push(&Clean::own("theme"), Role::Text, None);
    flow.push(&separator, Role::Quiet, None);
    let count = counted(gathering.total(), "event", "events");
    flow.push(&Clean::line(&count), Role::Quiet, None);
    flow.end_line();
    let heights = match track {
        Some(track) => density::of_track(index, track, frame.columns),
        None => density::of_events(timeline, index, gathering.events(), frame.columns),
    };
    if let Some(heights) = heights {
        flow.strip(heights, None);
    }
    flow.gap();
    let mut targets = Vec::new();
    let (cast, others) = gathering.cast();
    for (place, &(actor, count)) in cast.iter().enumerate() {
        flow.set_indent(LABEL_COLUMNS);
        if place == 0 {
            flow.push(&Clean::own("Who"), Role::Quiet, None);
        }
        flow.tab(LABEL_COLUMNS);
        targets.push(Target::Actor(actor));
        let item = Some(targets.len() - 1);
        flow.push(&timeline.actor(actor).name, Role::Actor(actor), item);
        let count = format!("  in {}", grouped(count));
        flow.push(&Clean::line(&count), Role::Quiet, None);
        flow.end_line();
    }
    if others > 0 {
        flow.tab(LABEL_COLUMNS);
        let words = format!("and {} more", grouped(others));
        flow.push(&Clean::line(&words), Role::Quiet, None);
        flow.end_line();
    }
    let lines = flow.finish();
    Detail {
        items: items(&targets, &lines),
        lines,
    }
}
