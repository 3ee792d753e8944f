//! Moving along and between lanes.

use std::ops::Range;

use annals_index::LaneKey;
use annals_model::EventIndex;
use annals_scene::list::Listing;
use annals_time::{Time, When};

use super::Browse;
use crate::context::Context;

impl Browse {
    /// Returns the lane that moving within a lane keeps to, else the first that holds the selection.
    pub fn current_lane(&self, cx: &Context) -> Option<usize> {
        let lanes = cx.lanes();
        let holding = match (self.listing, cx.place.event, self.actor) {
            (Listing::Actors, _, Some(actor)) => {
                lanes.find(&LaneKey::Actor(actor)).into_iter().collect()
            }
            (Listing::Actors, ..) | (_, None, _) => Vec::new(),
            (_, Some(event), _) => lanes.holding(cx.timeline(), cx.index(), event),
        };
        let slots = cx.lanes.measures.stack.slots();
        let is_shown = |lane: &usize| slots.iter().any(|slot| slot.lane == *lane);
        let kept = self.lane;
        let kept = kept.filter(|lane| holding.contains(lane) && is_shown(lane));
        kept.or_else(|| {
            let mut slots = slots.iter().map(|slot| slot.lane);
            slots.find(|lane| holding.contains(lane))
        })
    }

    /// Moves by events of the current lane.
    pub(super) fn step_in_lane(&mut self, by: isize, cx: &mut Context) {
        let slots = cx.lanes.measures.stack.slots();
        let lane = self.current_lane(cx);
        let Some(lane) = lane.or_else(|| slots.first().map(|slot| slot.lane)) else {
            cx.notice("No lane has an event.");
            return;
        };
        let track = &cx.lanes().lane(lane).track;
        let selected = self.selected_event(cx);
        let position = selected.and_then(|event| track.position(cx.index(), event));
        let last = track.len().saturating_sub(1);
        let next = match position {
            Some(position) => Some(position.saturating_add_signed(by).min(last)),
            None => track.nearest(cx.place.window.centre()),
        };
        let event = next.map(|next| track.event(next));
        if next == position {
            cx.notice(if by > 0 {
                "This is the last event of the lane."
            } else {
                "This is the first event of the lane."
            });
        } else if let Some(event) = event {
            self.lane = Some(lane);
            self.select_event(event, cx);
        }
    }

    /// Moves by lanes.
    pub(super) fn step_lane(&mut self, by: isize, cx: &mut Context) {
        let slots = cx.lanes.measures.stack.slots();
        let current = self.current_lane(cx);
        let place = slots.iter().position(|slot| Some(slot.lane) == current);
        let last = slots.len().saturating_sub(1);
        let next = place.map_or(0, |place| place.saturating_add_signed(by).min(last));
        let lane = slots.get(next).map(|slot| slot.lane);
        if place == Some(next) {
            cx.notice(if by > 0 {
                "This is the last lane."
            } else {
                "This is the first lane."
            });
        } else if let Some(lane) = lane {
            self.go_to_lane(lane, cx);
        }
    }

    /// Goes to a lane: to the selected event there, else to the nearest in time.
    pub fn go_to_lane(&mut self, lane: usize, cx: &mut Context) {
        self.lane = Some(lane);
        let selected = self.selected_event(cx);
        let track = &cx.lanes().lane(lane).track;
        if selected.is_some_and(|event| cx.lanes().lane(lane).holds(cx.index(), event)) {
            return;
        }
        let nearest = track.nearest(moment_of(selected, cx));
        let nearest = nearest.map(|position| track.event(position));
        let undated = cx.lanes().lane(lane).undated.first().copied();
        if let Some(event) = nearest.or(undated) {
            self.select_event(event, cx);
        }
    }

    /// Scrolls the lanes so that one that holds the selection is in view, if something else is selected than
    /// before or there is another room for lanes.
    pub(super) fn settle_lanes(&mut self, cx: &Context) {
        let Some(layout) = self.layout(cx) else {
            return;
        };
        let rows = layout.axis.height;
        let stack = &cx.lanes.measures.stack;
        let event = self.selected_event(cx);
        let current = self.current_lane(cx);
        let wanted: Vec<usize> = match event {
            _ if self.lane.is_some() && self.lane == current => current.into_iter().collect(),
            Some(event) => cx.lanes().holding(cx.timeline(), cx.index(), event),
            None => current.into_iter().collect(),
        };
        let seen = Some((event, current, rows, stack.rows()));
        if self.lane_scroll.revealed == seen {
            let first = stack.view(self.lane_scroll.first, rows).start;
            self.lane_scroll.first = first;
            return;
        }
        let view = stack.view(self.lane_scroll.first, rows);
        let places: Vec<Range<usize>> = wanted
            .iter()
            .filter_map(|&lane| {
                let rows_of_lane = stack.rows_of_lane(lane)?;
                let row = event.map_or(0, |event| row_in_lane(lane, event, rows_of_lane.len(), cx));
                let row = rows_of_lane.start + row;
                Some(if rows_of_lane.len() <= view.len() {
                    rows_of_lane
                } else {
                    row..row + 1
                })
            })
            .collect();
        let slots = stack.slots().iter();
        let mut pinned = slots.filter(|slot| slot.pinned);
        let is_pinned = pinned.any(|slot| wanted.contains(&slot.lane));
        let is_inside = |place: &Range<usize>| view.start <= place.start && place.end <= view.end;
        let in_view = is_pinned || places.iter().any(is_inside);
        let target = places.into_iter().next().filter(|_| !in_view);
        self.lane_scroll = LaneScroll {
            first: stack.first_row_showing(self.lane_scroll.first, target, rows),
            revealed: seen,
        };
    }

    /// Scrolls the lanes by rows.
    pub(super) fn scroll_lanes(&mut self, by: isize, cx: &Context) {
        let Some(layout) = self.layout(cx) else {
            return;
        };
        let first = self.lane_scroll.first.saturating_add_signed(by);
        let view = cx.lanes.measures.stack.view(first, layout.axis.height);
        self.lane_scroll.first = view.start;
    }
}

/// Which rows of the lanes are in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LaneScroll {
    /// The first row shown below the pinned lanes, counted among those that are not pinned.
    pub(super) first: usize,
    /// What was scrolled to last: the event, the lane, and in how many of how many rows.
    revealed: Option<(Option<EventIndex>, Option<usize>, u16, usize)>,
}

/// Returns the row of an event in a lane of that many rows, from the top.
fn row_in_lane(lane: usize, event: EventIndex, rows: usize, cx: &Context) -> usize {
    let track = &cx.lanes().lane(lane).track;
    let position = track.position(cx.index(), event);
    position.map_or(0, |position| track.row(position) % rows.max(1))
}

/// Returns the start of an event, or the middle of the window.
fn moment_of(event: Option<EventIndex>, cx: &Context) -> Time {
    let when = event.and_then(|event| cx.timeline().event(event).when.as_ref());
    when.map(When::earliest_start)
        .filter(|&start| start > Time::MIN)
        .unwrap_or_else(|| cx.place.window.centre())
}
