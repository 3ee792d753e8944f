//! What the mouse does.
//!
//! Owns clicks and the wheel. What lies under the mouse is read from the map of the last frame.

use super::command::{Action, Mode};
use super::hits::Hit;
use super::input::{Pointer, PointerAction};
use super::state::App;
use crate::scene::layout::Pane;
use crate::scene::list::Listing;

impl App {
    pub(super) fn point(&mut self, pointer: Pointer) {
        let hits: Vec<Hit> = self.hits.at(pointer.column, pointer.row).collect();
        if self.mode() == Mode::Help {
            match pointer.action {
                PointerAction::ScrollDown => drop(self.perform_in_help(Action::Next)),
                PointerAction::ScrollUp => drop(self.perform_in_help(Action::Previous)),
                PointerAction::Press | PointerAction::Drag | PointerAction::Release => {}
            }
            return;
        }
        match pointer.action {
            PointerAction::Press => {
                self.notice = None;
                if let Some(&hit) = hits.first() {
                    self.press(hit);
                }
            }
            PointerAction::ScrollUp | PointerAction::ScrollDown => {
                let down = pointer.action == PointerAction::ScrollDown;
                match hits.last() {
                    Some(Hit::List) => self.step_list(if down { 1 } else { -1 }),
                    Some(Hit::Detail) => self.scroll_detail(if down { 1 } else { -1 }),
                    Some(Hit::Axis) => self.zoom_at(pointer.column, !down),
                    _ => {}
                }
            }
            PointerAction::Drag | PointerAction::Release => {}
        }
    }

    /// What a click does.
    fn press(&mut self, hit: Hit) {
        match hit {
            Hit::Event(event) => {
                self.view.pane = Pane::List;
                self.select_event(event);
            }
            Hit::Actor(actor) => {
                self.view.pane = Pane::List;
                if self.view.listing == Listing::Events {
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
            Hit::Axis => {}
        }
    }
}
