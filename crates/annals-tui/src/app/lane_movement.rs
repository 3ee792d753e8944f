//! Along the lanes of the axis: from event to event within a lane, and from lane to lane.
//!
//! Owns which lane is the current one. Which lanes there are and how they are shown is the business of
//! `Arrangement`.

use super::state::App;
use annals_index::LaneKey;
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::axis::{first_slot_showing, shown_slots};
use annals_scene::list::Listing;
use annals_time::{Time, When};

impl App {
    /// The lane that the selection is in: the one moved along last if it holds it, else the topmost
    /// that does; of a selected actor, the actor's own.
    pub fn current_lane(&self) -> Option<usize> {
        let lanes = self.lanes();
        let holding = match (self.view.listing, self.view.event, self.view.actor) {
            (Listing::Actors, _, Some(actor)) => {
                lanes.find(&LaneKey::Actor(actor)).into_iter().collect()
            }
            (Listing::Actors, ..) | (_, None, _) => Vec::new(),
            (_, Some(event), _) => lanes.holding(self.timeline(), self.index(), event),
        };
        let is_shown = |lane: &usize| self.slots().iter().any(|slot| slot.lane == *lane);
        let kept = self.view.lane;
        let kept = kept.filter(|lane| holding.contains(lane) && is_shown(lane));
        kept.or_else(|| {
            let mut slots = self.slots().iter().map(|slot| slot.lane);
            slots.find(|lane| holding.contains(lane))
        })
    }

    /// Along the events of the current lane, as far as it reaches.
    pub(super) fn step_in_lane(&mut self, by: isize) {
        let lane = self.current_lane();
        let Some(lane) = lane.or_else(|| self.slots().first().map(|slot| slot.lane)) else {
            self.notice = Some(Clean::own("No lane has an event."));
            return;
        };
        let track = &self.lanes().lanes[lane].track;
        let position = self
            .selected_event()
            .and_then(|event| track.position(self.index(), event));
        let last = track.len().saturating_sub(1);
        let next = match position {
            Some(position) => Some(position.saturating_add_signed(by).min(last)),
            None => track.nearest(self.view.window.centre()),
        };
        if next == position {
            self.notice = Some(Clean::own(if by > 0 {
                "This is the last event of the lane."
            } else {
                "This is the first event of the lane."
            }));
        } else if let Some(event) = next.map(|next| track.event(next)) {
            self.view.lane = Some(lane);
            self.select_event(event);
        }
    }

    /// To a lane further down or up: to the same event where that lane has it too, else to the one
    /// nearest in time.
    pub(super) fn step_lane(&mut self, by: isize) {
        let slots = self.slots();
        let current = self.current_lane();
        let place = slots.iter().position(|slot| Some(slot.lane) == current);
        let last = slots.len().saturating_sub(1);
        let next = place.map_or(0, |place| place.saturating_add_signed(by).min(last));
        if place == Some(next) {
            self.notice = Some(Clean::own(if by > 0 {
                "This is the last lane."
            } else {
                "This is the first lane."
            }));
        } else if let Some(lane) = slots.get(next).map(|slot| slot.lane) {
            self.go_to_lane(lane);
        }
    }

    /// Makes a lane the current one.
    pub(super) fn go_to_lane(&mut self, lane: usize) {
        self.view.lane = Some(lane);
        let track = &self.lanes().lanes[lane].track;
        let selected = self.selected_event();
        if selected.is_some_and(|event| track.position(self.index(), event).is_some()) {
            return;
        }
        let event = track.nearest(self.moment_of(selected));
        if let Some(event) = event.map(|position| track.event(position)) {
            self.select_event(event);
        }
    }

    /// When an event starts, or what the window is about where it says nothing of that.
    fn moment_of(&self, event: Option<EventIndex>) -> Time {
        let when = event.and_then(|event| self.timeline().event(event).when.as_ref());
        when.map(When::earliest_start)
            .filter(|&start| start > Time::MIN)
            .unwrap_or_else(|| self.view.window.centre())
    }

    /// Shows a lane of the selection, unless one of them is in view already. The lane that was moved
    /// along is always brought into view.
    pub(super) fn settle_lanes(&mut self) {
        let Some(layout) = self.layout() else { return };
        let rows = layout.axis.height;
        let slots = self.slots();
        let loose: Vec<usize> = slots
            .iter()
            .filter(|slot| !slot.pinned)
            .map(|slot| slot.lane)
            .collect();
        let first = self.view.first_slot;
        let shown = shown_slots(self.lanes(), slots, first, rows);
        let current = self.current_lane();
        let wanted = if self.view.lane.is_some() && self.view.lane == current {
            current.into_iter().collect()
        } else {
            self.lanes_of_selection()
        };
        let places: Vec<usize> = wanted
            .iter()
            .filter_map(|lane| loose.iter().position(|other| other == lane))
            .collect();
        let in_view = places.len() < wanted.len() && self.is_pinned(&wanted)
            || places.iter().any(|place| shown.contains(place));
        let target = if in_view {
            None
        } else {
            places.first().copied()
        };
        self.view.first_slot = first_slot_showing(self.lanes(), slots, first, target, rows);
    }

    fn lanes_of_selection(&self) -> Vec<usize> {
        match self.selected_event() {
            Some(event) => self.lanes().holding(self.timeline(), self.index(), event),
            None => self.current_lane().into_iter().collect(),
        }
    }

    fn is_pinned(&self, lanes: &[usize]) -> bool {
        let mut pinned = self.slots().iter().filter(|slot| slot.pinned);
        pinned.any(|slot| lanes.contains(&slot.lane))
    }
}
