//! Moving along and between lanes.

use annals_index::LaneKey;
use annals_model::EventIndex;
use annals_scene::axis::{first_slot_showing, shown_slots};
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
        let slots = &cx.lanes.measures.slots;
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
        let slots = &cx.lanes.measures.slots;
        let lane = self.current_lane(cx);
        let Some(lane) = lane.or_else(|| slots.first().map(|slot| slot.lane)) else {
            cx.notice("No lane has an event.");
            return;
        };
        let track = &cx.lanes().lanes[lane].track;
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
        let slots = &cx.lanes.measures.slots;
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
        let track = &cx.lanes().lanes[lane].track;
        if selected.is_some_and(|event| track.position(cx.index(), event).is_some()) {
            return;
        }
        let event = track.nearest(moment_of(selected, cx));
        if let Some(event) = event.map(|position| track.event(position)) {
            self.select_event(event, cx);
        }
    }

    /// Scrolls the lanes so that one that holds the selection is in view.
    pub(super) fn settle_lanes(&mut self, cx: &Context) {
        let Some(layout) = self.layout(cx) else {
            return;
        };
        let rows = layout.axis.height;
        let slots = &cx.lanes.measures.slots;
        let loose: Vec<usize> = slots
            .iter()
            .filter(|slot| !slot.pinned)
            .map(|slot| slot.lane)
            .collect();
        let first = self.first_slot;
        let shown = shown_slots(cx.lanes(), slots, first, rows);
        let current = self.current_lane(cx);
        let wanted: Vec<usize> = match self.selected_event(cx) {
            _ if self.lane.is_some() && self.lane == current => current.into_iter().collect(),
            Some(event) => cx.lanes().holding(cx.timeline(), cx.index(), event),
            None => current.into_iter().collect(),
        };
        let places: Vec<usize> = wanted
            .iter()
            .filter_map(|lane| loose.iter().position(|other| other == lane))
            .collect();
        let mut pinned = slots.iter().filter(|slot| slot.pinned);
        let is_pinned = pinned.any(|slot| wanted.contains(&slot.lane));
        let in_view = places.len() < wanted.len() && is_pinned
            || places.iter().any(|place| shown.contains(place));
        let target = if in_view {
            None
        } else {
            places.first().copied()
        };
        self.first_slot = first_slot_showing(cx.lanes(), slots, first, target, rows);
    }
}

/// Returns the start of an event, or the middle of the window.
fn moment_of(event: Option<EventIndex>, cx: &Context) -> Time {
    let when = event.and_then(|event| cx.timeline().event(event).when.as_ref());
    when.map(When::earliest_start)
        .filter(|&start| start > Time::MIN)
        .unwrap_or_else(|| cx.place.window.centre())
}
