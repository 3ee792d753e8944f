//! What the mouse does.
//!
//! Owns clicks, dragging and the wheel. What lies under the mouse is read from the map of the last
//! frame.

use super::command::{Action, Mode};
use super::hits::Hit;
use super::input::{Pointer, PointerAction};
use super::options::Wheel;
use super::state::{App, Effect};
use super::view::Overlay;
use annals_scene::layout::{Area, Pane};
use annals_scene::list::Listing;
use annals_time::{Scale, Window};

/// The button is down, on the axis or on the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drag {
    /// The axis: where it was taken hold of, and the window then.
    Axis(u16, Window),
    /// The overview.
    Overview,
}

impl App {
    pub(super) fn point(&mut self, pointer: Pointer) -> Option<Effect> {
        // Whoever takes the mouse is no longer at the second key of a sequence.
        self.pending = None;
        let hits: Vec<Hit> = self.hits.at(pointer.column, pointer.row).collect();
        match self.mode() {
            Mode::Browse => match (pointer.action, hits.first()) {
                (PointerAction::Press, Some(&Hit::Term(place))) => {
                    self.notice = None;
                    return self.toggle_filter(Some(place));
                }
                _ => self.point_in_panes(pointer, &hits),
            },
            Mode::Prompt => {}
            Mode::Filter => return self.point_in_filter(pointer, hits.first().copied()),
            Mode::Palette => return self.point_in_palette(pointer, hits.first().copied()),
            Mode::Present => match pointer.action {
                PointerAction::ScrollDown | PointerAction::Press => {
                    return self.perform(Action::NextCard, None);
                }
                PointerAction::ScrollUp => return self.perform(Action::PreviousCard, None),
                PointerAction::Drag | PointerAction::Release => {}
            },
            Mode::Relations => match pointer.action {
                PointerAction::ScrollDown => return self.perform(Action::Next, None),
                PointerAction::ScrollUp => return self.perform(Action::Previous, None),
                PointerAction::Press => self.point_on_page(pointer.column, pointer.row),
                PointerAction::Drag | PointerAction::Release => {}
            },
            Mode::Quiz => match pointer.action {
                PointerAction::ScrollDown => return self.perform(Action::Next, None),
                PointerAction::ScrollUp => return self.perform(Action::Previous, None),
                PointerAction::Press => self.point_in_quiz(pointer.column, pointer.row),
                PointerAction::Drag | PointerAction::Release => {}
            },
            Mode::Compare => match (pointer.action, hits.first()) {
                (PointerAction::ScrollDown, _) => return self.perform(Action::ScrollDown, Some(3)),
                (PointerAction::ScrollUp, _) => return self.perform(Action::ScrollUp, Some(3)),
                (PointerAction::Press, Some(&Hit::Item(item))) => self.point_in_compare(item),
                _ => {}
            },
            Mode::Help | Mode::Lanes | Mode::Address | Mode::Layers => match pointer.action {
                PointerAction::ScrollDown => return self.perform(Action::Next, None),
                PointerAction::ScrollUp => return self.perform(Action::Previous, None),
                PointerAction::Press => match (hits.first(), self.overlays.last_mut()) {
                    (Some(Hit::LaneRow(lane)), Some(Overlay::Lanes(page))) => page.lane = *lane,
                    (Some(Hit::LayerRow(layer)), Some(Overlay::Layers(page))) => {
                        page.layer = *layer;
                    }
                    _ => {}
                },
                PointerAction::Drag | PointerAction::Release => {}
            },
        }
        None
    }

    fn point_in_panes(&mut self, pointer: Pointer, hits: &[Hit]) {
        match pointer.action {
            PointerAction::Press => {
                self.notice = None;
                self.set_pending(None);
                self.strayed = false;
                self.drag = self.grip(pointer, hits);
                if let Some(&hit) = hits.first() {
                    self.press(hit, pointer.column);
                }
            }
            PointerAction::Drag => self.drag_to(pointer.column),
            PointerAction::Release => self.drag = None,
            PointerAction::ScrollUp | PointerAction::ScrollDown => {
                let down = pointer.action == PointerAction::ScrollDown;
                match hits.last() {
                    Some(Hit::List) => self.step_list(if down { 1 } else { -1 }),
                    Some(Hit::Detail) => self.scroll_detail(if down { 1 } else { -1 }),
                    Some(Hit::Axis) => self.turn_wheel(pointer.column, down),
                    Some(Hit::Overview) => self.pan(if down { 1 } else { -1 }, 8),
                    _ => {}
                }
            }
        }
    }

    fn turn_wheel(&mut self, column: u16, down: bool) {
        match (self.options.wheel, down) {
            (Wheel::Zoom, false) => self.zoom_at(column, 2),
            (Wheel::Zoom, true) => self.zoom_at(column, -2),
            (Wheel::Pan, false) => self.pan(-1, 8),
            (Wheel::Pan, true) => self.pan(1, 8),
        }
    }

    /// What the mouse takes hold of.
    fn grip(&self, pointer: Pointer, hits: &[Hit]) -> Option<Drag> {
        match hits.last() {
            Some(Hit::Axis) => Some(Drag::Axis(pointer.column, self.view.window)),
            Some(Hit::Overview) => Some(Drag::Overview),
            _ => None,
        }
    }

    fn drag_to(&mut self, column: u16) {
        match self.drag {
            Some(Drag::Axis(from, window)) => {
                let Some(scale) = self
                    .axis_area()
                    .and_then(|area| Scale::new(window, area.width))
                else {
                    return;
                };
                let columns = i32::from(from) - i32::from(column);
                // Always from the window at the start, so that the date under the mouse stays there.
                self.move_to(window.shifted(scale.nanos_across(columns)));
            }
            Some(Drag::Overview) => self.show_in_overview(column),
            None => {}
        }
    }

    fn axis_area(&self) -> Option<Area> {
        self.layout().map(|layout| layout.axis)
    }

    /// Moves the window so that what lies under a column of the overview is in its middle.
    fn show_in_overview(&mut self, column: u16) {
        let Some(area) = self.layout().map(|layout| layout.overview) else {
            return;
        };
        let Some(scale) = Scale::new(self.whole, area.width) else {
            return;
        };
        let place = column
            .saturating_sub(area.x)
            .min(area.width.saturating_sub(1));
        let middle = scale.column_middle(place);
        self.move_to(self.view.window.centred_on(middle));
    }

    /// What a click does.
    fn press(&mut self, hit: Hit, column: u16) {
        match hit {
            Hit::Event(event) => {
                self.view.pane = Pane::List;
                if !self.select_row(event) {
                    self.select_event(event);
                }
            }
            Hit::Actor(actor) => {
                self.view.pane = Pane::List;
                if self.view.listing != Listing::Actors {
                    self.remember();
                }
                self.select_actor(actor);
            }
            Hit::Item(place) => {
                self.view.pane = Pane::Detail;
                self.view.item = place;
                self.follow();
            }
            Hit::List => self.view.pane = Pane::List,
            Hit::Detail => self.view.pane = Pane::Detail,
            Hit::Lane(lane) => self.select_in_lane(lane, column),
            Hit::Overview => self.show_in_overview(column),
            Hit::Axis | Hit::LaneRow(_) | Hit::LayerRow(_) | Hit::Choice(_) | Hit::Term(_) => {}
        }
    }

    /// Selects an event of a lane that may hold in a column of the screen: the one after the selected
    /// one where that is among them, so that clicking again goes through them.
    fn select_in_lane(&mut self, lane: usize, column: u16) {
        let Some(area) = self.axis_area() else { return };
        let Some(scale) = Scale::new(self.view.window, area.width) else {
            return;
        };
        let place = column.saturating_sub(area.x);
        let Some(window) = Window::new(scale.column_start(place), scale.column_end(place)) else {
            return;
        };
        let Some(track) = self.lanes().lanes.get(lane).map(|lane| &lane.track) else {
            return;
        };
        let selected = self.selected_event();
        let position = selected.and_then(|event| track.position(self.index(), event));
        let after = position.map(|position| position + 1).filter(|&next| {
            next < track.len() && {
                let (start, end) = track.span(next);
                start < window.end() && end >= window.start()
            }
        });
        let found = after.or_else(|| track.within(&window, 1).first().copied());
        if let Some(event) = found.map(|position| track.event(position)) {
            self.view.pane = Pane::List;
            self.view.lane = Some(lane);
            self.select_event(event);
        }
    }
}
