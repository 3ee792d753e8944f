//! The cursor of a page of how things hang together: what it stands on, and putting it on an event.
//!
//! Owns what is the same on all three pages for whoever comes from elsewhere: a search, a mark, a
//! filter that lets other events through; and the room there is, as a prompt leaves it.

use super::state::App;
use super::view::{Overlay, Page};
use annals_model::{ActorIndex, EventIndex};
use annals_scene::flow::Target;
use annals_scene::layout::Area;
use annals_scene::list::Listing;
use annals_scene::relations::{Seen, grid, story_lines};

/// Lines of the box of a prompt that say what comes of what is written.
const ANSWER: u16 = 2;
/// Rows of completions, where there is room.
const MOST_COMPLETIONS: u16 = 8;

impl App {
    /// The box of the prompt that has the keys: the lower part of the screen above the footer. It stays
    /// as high as it is whatever is offered, so that nothing moves while one types.
    pub fn prompt_area(&self) -> Option<Area> {
        let completions = match self.overlays.last()? {
            Overlay::Date(_) | Overlay::Search(_) => 0,
            Overlay::Filter(_) => (self.rows / 3).saturating_sub(2).min(MOST_COMPLETIONS),
            _ => return None,
        };
        let height = 3 + ANSWER + completions;
        let top = self.rows.saturating_sub(height + 1);
        Some(Area::new(0, top, self.columns, height))
    }

    /// The area of a page: all but the title, the footer and a prompt, which must not hide where the
    /// cursor goes.
    pub fn page_area(&self) -> Area {
        let below = 1 + self.layout().map_or(0, |layout| layout.banner.height);
        let end = self.rows.saturating_sub(below);
        let end = self.prompt_area().map_or(end, |prompt| prompt.y.min(end));
        Area::new(0, 1, self.columns, end.saturating_sub(1))
    }

    /// The events that the pages show.
    pub(super) fn seen(&self) -> Seen<'_> {
        let cast = self.filter().and_then(|filter| filter.cast(self.index()));
        match cast {
            Some(cast) => Seen::some(self.index(), self.shown(), self.everything(), cast),
            None => Seen::all(self.index()),
        }
    }

    /// The event under the cursor of the page; in the panes, the selected one, but for one that the
    /// filter leaves out.
    pub(super) fn cursor_event(&self) -> Option<EventIndex> {
        let target = match &self.view.page {
            Page::Panes | Page::Present(_) | Page::Quiz(_) => {
                let is_listed = self.view.listing.is_gathering();
                let event = self.view.event;
                return event.filter(|&event| is_listed || self.shown().contains(event));
            }
            Page::Grid(state) => state.event_target(&self.shown()),
            Page::StoryLines(state) => state.event_target(),
            Page::Chain(state) => state.target(&self.chain_of(state)),
            Page::Compare(state) => Some(Target::Event(state.claim)),
        };
        match target {
            Some(Target::Event(event)) => Some(event),
            _ => None,
        }
    }

    /// The actor under the cursor of the page; in the list of actors, the selected one.
    pub(super) fn cursor_actor(&self) -> Option<ActorIndex> {
        let target = match (&self.view.page, &self.line_order) {
            (Page::Panes, _) => {
                return self
                    .view
                    .actor
                    .filter(|_| self.view.listing == Listing::Actors);
            }
            (Page::Grid(state), _) => state.actor_target(self.timeline()),
            (Page::StoryLines(state), Some(order)) => state.actor_target(order),
            _ => None,
        };
        match target {
            Some(Target::Actor(actor)) => Some(actor),
            _ => None,
        }
    }

    /// The event that a command is about: the one under the cursor of a page, in the panes the selected
    /// one.
    pub fn current_event(&self) -> Option<EventIndex> {
        match self.view.page {
            Page::Panes | Page::Present(_) | Page::Quiz(_) => self.selected_event(),
            _ => self.cursor_event(),
        }
    }

    /// Selects the event under the cursor, so that it is the one that is worked with elsewhere too, and
    /// brings the axis of the story lines along.
    pub(super) fn show_cursor(&mut self) {
        if let Some(event) = self.cursor_event() {
            if self.view.event != Some(event) {
                self.view.date = None;
            }
            self.view.event = Some(event);
            self.view.listing = Listing::Events;
            self.view.first_line = 0;
            self.view.item = self.first_item();
        }
        if matches!(self.view.page, Page::StoryLines(_)) {
            self.reveal();
        }
    }

    /// Puts the cursor of the page on an event; `false` where it does not stand on the page, and in the
    /// panes.
    pub(super) fn put_cursor(&mut self, event: EventIndex) -> bool {
        let page = match (&self.view.page, &self.line_order) {
            (Page::Present(_), _) => return self.turn_to(event),
            (Page::Grid(state), _) => state.put_on(event, &self.grid_request()).map(Page::Grid),
            (Page::StoryLines(state), Some(order)) => {
                let put = state.put_on(event, &self.lines_request(order));
                put.map(Page::StoryLines)
            }
            (Page::Chain(state), _) => {
                let put = state.put_on(event, &self.chain_of(state), self.page_rows());
                put.map(Page::Chain)
            }
            _ => None,
        };
        let Some(page) = page else { return false };
        self.view.page = page;
        self.show_cursor();
        true
    }

    /// The first of some events that stands on the page; in the panes the first one.
    pub(super) fn first_on_page(
        &self,
        mut events: impl Iterator<Item = EventIndex>,
    ) -> Option<EventIndex> {
        if let Some((chain, _)) = self.chain() {
            return events.find(|&event| chain.stop_of(event).is_some());
        }
        events.find(|&event| self.stands_on_page(event))
    }

    /// Whether an event can be gone to on the grid, the story lines or in the panes as they are.
    pub(super) fn stands_on_page(&self, event: EventIndex) -> bool {
        self.shown().contains(event)
            && match (&self.view.page, &self.line_order) {
                (Page::StoryLines(_), Some(order)) => {
                    !order.lines_of(self.index(), event).is_empty()
                }
                _ => true,
            }
    }

    /// Where other events are shown than before: the cursor stays on its event, or goes to the nearest
    /// that is shown. The chain is whole whatever is shown.
    pub(super) fn keep_cursor(&mut self, event: Option<EventIndex>) {
        let nearest = event.and_then(|event| self.shown().nearest(event));
        let actor = self.cursor_actor();
        let page = match (&self.view.page, &self.line_order) {
            (Page::Grid(state), _) => {
                let event = nearest.map_or(0, |event| self.shown().place(event));
                let state = grid::State { event, ..*state };
                Page::Grid(state.held(&self.grid_request()))
            }
            (Page::StoryLines(state), Some(order)) => {
                let request = self.lines_request(order);
                let put = nearest.and_then(|event| state.put_on(event, &request));
                let put = put.unwrap_or_else(|| {
                    let (index, seen) = (self.index(), self.seen());
                    story_lines::State {
                        first_line: state.first_line,
                        ..story_lines::State::on(order, index, &seen, nearest, actor)
                    }
                });
                Page::StoryLines(put.held(&request))
            }
            _ => return self.show_cursor(),
        };
        self.view.page = page;
        self.show_cursor();
    }
}
