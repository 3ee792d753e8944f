//! The axis below a card: all events in one lane.

use std::sync::Arc;

use annals_index::Lanes;
use annals_model::{EventIndex, Grouping};
use annals_scene::axis::{Axis, Canvas, LaneStack, Request, Slot};
use ratatui::layout::Rect;

use crate::context::filter::Filter;
use crate::context::{Context, is_same};

/// All events that pass the filter, in one lane.
#[derive(Debug)]
pub(super) struct CardLanes {
    lanes: Lanes,
    /// The lanes of the story and the filter that it was made with.
    made_with: (Arc<Lanes>, Option<Arc<Filter>>),
}

impl CardLanes {
    /// Makes the lane for the filter in force.
    pub(super) fn new(cx: &Context) -> Self {
        // Without a filter one lane shares what the index has and costs nothing.
        let all = Lanes::new(cx.timeline(), cx.index(), Grouping::None);
        let chosen = cx.filter().and_then(Filter::chosen);
        Self {
            lanes: match chosen {
                Some(chosen) => all.only(cx.index(), chosen),
                None => all,
            },
            made_with: (Arc::clone(&cx.story.lanes), cx.place.filter.clone()),
        }
    }

    /// Returns whether the lane was made for this story and filter.
    pub(super) fn is_current(&self, cx: &Context) -> bool {
        let (lanes, filter) = &self.made_with;
        Arc::ptr_eq(lanes, &cx.story.lanes) && is_same(filter.as_ref(), cx.place.filter.as_ref())
    }

    /// Returns the axis for an area; `None` if the area is empty.
    pub(super) fn axis(
        &self,
        area: Rect,
        selected: Option<EventIndex>,
        cx: &Context,
    ) -> Option<Axis> {
        if area.is_empty() {
            return None;
        }
        let slot = Slot {
            lane: 0,
            pinned: false,
            collapsed: false,
        };
        let slots = if self.lanes.lanes.is_empty() {
            Vec::new()
        } else {
            vec![slot]
        };
        Axis::new(&Request {
            timeline: cx.timeline(),
            index: cx.index(),
            everything: cx.everything(),
            lanes: &self.lanes,
            window: cx.place.window,
            whole: cx.extent.whole,
            canvas: Canvas {
                columns: area.width,
                rows: area.height,
                era_rows: 0,
                covers_slopes: false,
            },
            stack: &LaneStack::new(&self.lanes, slots),
            lanes_off: 0,
            first_row: 0,
            selected,
            now: None,
            markers: &[],
            found: None,
        })
    }
}
