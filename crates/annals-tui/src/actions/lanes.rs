//! Arranging and grouping lanes, and what is kept of a session.

use std::sync::Arc;

use annals_model::Grouping;
use annals_model::text::{grouped, width};
use annals_scene::axis::{CROWD, LaneStack, Slot, lane_name};
use annals_time::Window;

use super::filter;
use crate::context::{Arrangement, Context, KeptLanes, LaneMeasures, Spot, is_same};
use crate::message::{Effect, Message};
use crate::story::{MANY, Story};
use crate::task::Task;

/// Cells for the number of events beside the name of a crowded lane.
const COUNT_WIDTH: usize = 5;

/// Cells for the number of events that a lane has no room for.
const MORE_WIDTH: usize = 3;

/// With more lanes than this, their arrangement is not kept: it would be as large as a timeline.
const MAX_LANES_KEPT: usize = 2_000;

/// What may be kept of a session, in names that outlive it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resume {
    /// The window; `None` for the whole story.
    pub window: Option<Window>,
    /// The id of the selected event.
    pub event: Option<String>,
    /// The lanes; `None` if they are as the timeline has them.
    pub lanes: Option<KeptLanes>,
    /// The marks to measure between.
    pub marks: Vec<Spot>,
}

/// Returns what may be kept of this session; `None` before there is anything to see.
pub fn resume(cx: &Context) -> Option<Resume> {
    if cx.progress.waiting.is_some() {
        return None;
    }
    let (timeline, lanes) = (cx.timeline(), &*cx.story.lanes);
    let arrangement = &cx.lanes.arrangement;
    let at_start = lanes.grouping == timeline.lanes.unwrap_or(cx.options.default_lanes)
        && *arrangement == Arrangement::new(lanes);
    let keeps_lanes = !at_start && lanes.lanes.len() <= MAX_LANES_KEPT;
    let place = &cx.place;
    Some(Resume {
        window: (place.window != cx.extent.whole).then_some(place.window),
        event: place
            .event
            .map(|event| timeline.event(event).id.raw().to_owned()),
        lanes: keeps_lanes.then(|| KeptLanes::of(arrangement, timeline, lanes)),
        marks: cx.marks.measured.clone(),
    })
}

/// Measures the lanes for the layout.
pub fn measure(cx: &mut Context) {
    let (timeline, lanes) = (&cx.story.timeline, &cx.story.lanes);
    let all = cx.lanes.arrangement.slots();
    let off = lanes.lanes.len() - all.len();
    // Lanes in which nothing passes give way, unless they are pinned or nothing passes anywhere.
    let passes = |slot: &Slot| slot.pinned || !cx.lanes().lane(slot.lane).is_empty();
    let some: Vec<Slot> = all.iter().copied().filter(passes).collect();
    let slots = if some.is_empty() { all } else { some };
    let track = |slot: &Slot| &lanes.lane(slot.lane).track;
    let crowded = slots.iter().any(|slot| track(slot).len() >= CROWD);
    let stacked = slots.iter().any(|slot| track(slot).rows() > 1);
    let beside = match (crowded, stacked) {
        (true, _) => COUNT_WIDTH,
        (false, true) => MORE_WIDTH,
        (false, false) => 0,
    };
    let names = slots
        .iter()
        .map(|slot| width(&lane_name(timeline, lanes, slot.lane)));
    let label_width = names.max().unwrap_or(0) + beside;
    let mut shown = slots.iter().map(|slot| cx.lanes().lane(slot.lane));
    let undated = shown.any(|lane| !lane.undated.is_empty());
    let stack = LaneStack::new(lanes, slots);
    cx.lanes.measures = LaneMeasures {
        rows: stack.rows(),
        undated,
        label_width,
        off,
        filter: cx.place.filter.clone(),
        stack,
    };
}

/// Measures the lanes if they were measured through another filter.
pub fn settle(cx: &mut Context) {
    if !is_same(cx.lanes.measures.filter.as_ref(), cx.place.filter.as_ref()) {
        measure(cx);
    }
}

/// Applies a change of the arrangement.
pub fn rearranged(cx: &mut Context) {
    filter::settle(cx);
    measure(cx);
}

/// Groups the lanes by what comes after the present grouping.
pub fn group_next(cx: &mut Context) {
    let current = cx.story.lanes.grouping;
    let place = Grouping::ALL.iter().position(|&other| other == current);
    let next = place.and_then(|place| Grouping::ALL.get(place + 1));
    let Some(&next) = next.or(Grouping::ALL.first()) else {
        return;
    };
    let task = Task::Group(cx.story.clone(), next);
    if task.size() < MANY {
        if let Some(Message::Grouped(story)) = task.run(&|| true) {
            show(cx, story);
        }
        return;
    }
    cx.notice(&format!(
        "Grouping {} events by {}.",
        grouped(task.size()),
        next.name()
    ));
    cx.effect(Effect::Run(task));
}

/// Shows other lanes of the same story.
pub fn show(cx: &mut Context, story: Story) {
    // The answer may come after another story was opened.
    if !Arc::ptr_eq(&story.timeline, &cx.story.timeline) {
        return;
    }
    let left = KeptLanes::of(&cx.lanes.arrangement, cx.timeline(), &cx.story.lanes);
    let shelved = &mut cx.lanes.shelved;
    shelved.retain(|kept| kept.grouping != left.grouping);
    shelved.push(left);
    let wanted = story.lanes.grouping;
    let place = shelved.iter().position(|kept| kept.grouping == wanted);
    cx.lanes.arrangement = match place.map(|place| shelved.swap_remove(place)) {
        Some(kept) => kept.arrange(&story.timeline, &story.lanes),
        None => Arrangement::new(&story.lanes),
    };
    cx.story = story;
    rearranged(cx);
    cx.notice(&match wanted {
        Grouping::None => "One lane for everything.".to_owned(),
        Grouping::Account => "One lane for each account.".to_owned(),
        other => format!("One lane for each {}.", other.name()),
    });
}

#[cfg(test)]
mod tests;
