//! Through the list and the detail, and from one thing to another.
//!
//! Owns selection, scrolling, following and the way back. The axis comes along where an event would
//! be out of sight.

use super::state::App;
use super::view::View;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex};
use annals_scene::flow::Target;
use annals_scene::layout::Pane;
use annals_scene::list::{self, Listing};
use annals_scene::turned;

/// More steps than any detail has lines worth stepping through one by one.
const MOST_DETAIL_STEPS: usize = 10_000;

/// How many views the way back remembers.
const MOST_HISTORY: usize = 1_000;

impl App {
    /// One step in the pane that has the keys.
    pub(super) fn step(&mut self, by: isize) {
        match self.view.pane {
            Pane::List => self.step_list(by),
            Pane::Detail => {
                for _ in 0..by.unsigned_abs().min(MOST_DETAIL_STEPS) {
                    self.step_detail(by > 0);
                }
            }
        }
    }

    pub(super) fn page(&mut self, direction: isize) {
        match self.view.pane {
            Pane::List => {
                let rows = self
                    .layout()
                    .map_or(1, |layout| layout.list.inside().height);
                let rows = isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
                self.step_list(rows.saturating_mul(direction));
            }
            Pane::Detail => {
                let page =
                    isize::try_from(self.detail_height().saturating_sub(1).max(1)).unwrap_or(1);
                self.scroll_detail(page.saturating_mul(direction));
                self.mark_item_in_view();
            }
        }
    }

    pub(super) fn go_to_end(&mut self, last: bool) {
        match (self.view.pane, last) {
            (Pane::List, false) => self.step_list(isize::MIN + 1),
            (Pane::List, true) => self.step_list(isize::MAX),
            (Pane::Detail, false) => {
                self.view.item = 0;
                self.view.first_line = 0;
            }
            (Pane::Detail, true) => {
                self.view.item = usize::MAX;
                self.view.first_line = usize::MAX;
            }
        }
    }

    /// Moves the selection of the list, as far as the list reaches.
    pub(super) fn step_list(&mut self, by: isize) {
        let moved = |place: usize, count: usize| {
            let last = isize::try_from(count.saturating_sub(1)).unwrap_or(isize::MAX);
            let place = isize::try_from(place).unwrap_or(isize::MAX);
            usize::try_from(place.saturating_add(by).clamp(0, last)).unwrap_or(0)
        };
        match self.view.listing {
            Listing::Events => {
                let Some(event) = self.view.event else { return };
                let shown = self.shown();
                let next = shown.nth(moved(shown.place(event), shown.len()));
                if let Some(next) = next {
                    self.select_event(next);
                }
            }
            Listing::Actors => {
                let Some(actor) = self.view.actor else { return };
                let count = self.timeline().actors.len();
                self.select_actor(ActorIndex::new(moved(actor.place(), count)));
            }
            Listing::Source(_) | Listing::Theme(..) | Listing::Around(_) => {
                let place = self.gathering().and_then(|gathering| {
                    let place = gathering.place(self.index(), self.view.event?)?;
                    Some(moved(place, gathering.events().len()))
                });
                self.select_place(place.unwrap_or(0));
            }
        }
    }

    pub(super) fn select_event(&mut self, event: EventIndex) {
        let is_listed = self.view.listing == Listing::Events && self.shown().contains(event);
        if self.view.event == Some(event) && is_listed {
            return;
        }
        self.let_pass(event);
        self.view.listing = Listing::Events;
        self.view.event = Some(event);
        self.view.date = None;
        self.view.first_line = 0;
        self.view.item = self.first_item();
        self.reveal();
    }

    pub(super) fn select_actor(&mut self, actor: ActorIndex) {
        if self.view.actor == Some(actor) && self.view.listing == Listing::Actors {
            return;
        }
        self.view.listing = Listing::Actors;
        self.view.actor = Some(actor);
        self.view.first_line = 0;
        self.view.item = 0;
    }

    /// To the next thing that can be followed, or a line further where that is out of sight.
    fn step_detail(&mut self, forward: bool) {
        let detail = self.detail();
        let height = self.detail_height();
        let next = if forward {
            self.view.item.checked_add(1)
        } else {
            self.view.item.checked_sub(1)
        };
        let next = next.and_then(|place| detail.items.get(place).map(|item| (place, *item)));
        let first_line = self.view.first_line;
        match next {
            Some((place, item)) if forward && item.first_line < first_line + height => {
                self.view.item = place;
                self.show_lines(item.first_line, item.last_line);
            }
            Some((place, item)) if !forward && item.last_line >= first_line => {
                self.view.item = place;
                self.show_lines(item.first_line, item.last_line);
            }
            _ => self.scroll_detail(if forward { 1 } else { -1 }),
        }
    }

    /// Scrolls the detail so that lines are in view, the first one above all.
    fn show_lines(&mut self, first: usize, last: usize) {
        let height = self.detail_height();
        let bottom = (last + 1).saturating_sub(height);
        self.view.first_line = self.view.first_line.max(bottom).min(first);
    }

    pub(super) fn scroll_detail(&mut self, by: isize) {
        let amount = by.unsigned_abs();
        self.view.first_line = if by < 0 {
            self.view.first_line.saturating_sub(amount)
        } else {
            self.view.first_line.saturating_add(amount)
        };
        self.settle_detail();
    }

    /// Marks the first thing in view that can be followed, if the marked one is not in view.
    fn mark_item_in_view(&mut self) {
        let detail = self.detail();
        let shown = self.view.first_line..self.view.first_line + self.detail_height();
        let is_shown = |place: &usize| {
            detail
                .items
                .get(*place)
                .is_some_and(|item| shown.contains(&item.first_line))
        };
        if !is_shown(&self.view.item)
            && let Some(place) = (0..detail.items.len()).find(|place| is_shown(place))
        {
            self.view.item = place;
        }
    }

    pub(super) fn switch_pane(&mut self) {
        self.view.pane = match self.view.pane {
            Pane::List => Pane::Detail,
            Pane::Detail => Pane::List,
        };
        self.settle();
        if self.view.pane == Pane::Detail {
            self.mark_item_in_view();
        }
    }

    /// From the list into the detail; in the detail, to where the marked thing leads.
    pub(super) fn follow(&mut self) {
        if self.view.pane == Pane::List {
            // The detail is not that of the event there.
            if let (Listing::Source(_) | Listing::Theme(..), Some(event)) =
                (self.view.listing, self.view.event)
            {
                self.go_to(Target::Event(event));
            } else {
                self.switch_pane();
            }
            return;
        }
        let Some(item) = self.detail().items.get(self.view.item).copied() else {
            self.notice = Some(Clean::own("Nothing to follow here."));
            return;
        };
        self.go_to(item.target);
    }

    fn go_to(&mut self, target: Target) {
        self.remember();
        match target {
            Target::Event(event) => self.select_event(event),
            Target::Actor(actor) => self.select_actor(actor),
            Target::Source(source) => self.open_gathering(Listing::Source(source)),
            Target::Theme(event, place) => self.open_gathering(Listing::Theme(event, place)),
        }
    }

    /// Puts the view on the way back. Whoever goes somewhere else has no way forward any more.
    pub(super) fn remember(&mut self) {
        self.remember_view(self.view.clone());
    }

    /// Puts a view on the way back.
    pub(super) fn remember_view(&mut self, view: View) {
        if self.history.len() == MOST_HISTORY {
            self.history.remove(0);
        }
        self.history.push(view);
        self.future.clear();
    }

    /// Back by some views, as far as there are any.
    pub(super) fn back(&mut self, times: usize) {
        let mut moved = false;
        for _ in 0..times {
            let Some(view) = self.history.pop() else {
                break;
            };
            self.future.push(std::mem::replace(&mut self.view, view));
            moved = true;
        }
        if !moved {
            self.notice = Some(Clean::own("This is where you started."));
        }
    }

    /// Forward again by some views that were gone back from.
    pub(super) fn forward(&mut self, times: usize) {
        let mut moved = false;
        for _ in 0..times {
            let Some(view) = self.future.pop() else { break };
            self.history.push(std::mem::replace(&mut self.view, view));
            moved = true;
        }
        if !moved {
            self.notice = Some(Clean::own("There is nothing further forward."));
        }
    }

    /// To the event or actor of that place in the list, from 1; to the last one beyond it.
    pub(super) fn go_to_place(&mut self, place: usize) {
        let place = place.saturating_sub(1);
        match self.view.listing {
            Listing::Events => {
                let shown = self.shown();
                if let Some(event) = shown.nth(place).or_else(|| shown.last()) {
                    self.select_event(event);
                }
            }
            Listing::Actors => {
                let last = self.timeline().actors.len().checked_sub(1);
                if let Some(last) = last {
                    self.select_actor(ActorIndex::new(place.min(last)));
                }
            }
            Listing::Source(_) | Listing::Theme(..) | Listing::Around(_) => {
                self.select_place(place);
            }
        }
    }

    pub(super) fn toggle_actors(&mut self) {
        if self.view.listing == Listing::Actors {
            self.leave_listing();
            return;
        }
        if self.timeline().actors.is_empty() {
            self.notice = Some(Clean::own("This timeline names no actors."));
            return;
        }
        self.remember();
        // Whoever leads the selected event is most likely who is asked about.
        let leader = self.view.event.and_then(|event| {
            self.timeline()
                .event(event)
                .participants
                .first()
                .map(|part| part.actor)
        });
        if let Some(actor) = leader.or(self.view.actor) {
            self.view.pane = Pane::List;
            self.select_actor(actor);
        }
    }

    /// Back to the list of events.
    pub(super) fn leave_listing(&mut self) {
        self.remember();
        self.view.listing = Listing::Events;
        // Such a listing has events that the filter leaves out.
        self.select_nearest();
        self.view.pane = Pane::List;
        self.view.first_line = 0;
        self.view.item = self.first_item();
    }

    pub(super) fn close(&mut self) {
        if self.view.pane == Pane::Detail {
            self.view.pane = Pane::List;
        } else if self.view.listing != Listing::Events {
            self.leave_listing();
        } else if !self.clear_found() {
            self.clear_marks();
        }
    }

    pub(super) fn toggle_notes(&mut self) {
        self.view.notes = !self.view.notes;
        if self.view.notes {
            let has_notes = matches!(self.subject(), Some(Target::Event(event))
                if !self.timeline().event(event).notes.is_empty());
            if has_notes {
                self.view.first_line = usize::MAX;
            } else {
                self.notice = Some(Clean::own("Notes are shown; there is none here."));
            }
        }
    }

    pub(super) fn settle_list(&mut self) {
        let shown = self
            .layout()
            .map_or(1, |layout| usize::from(layout.list.inside().height));
        if self.settle_gathering_rows(shown) {
            return;
        }
        let listing = self.view.listing;
        let height = list::height(listing, self.timeline(), &self.shown());
        let row = match listing {
            Listing::Events => self
                .view
                .event
                .map(|event| list::row_of_event(&self.shown(), event)),
            _ => self.view.actor.map(ActorIndex::place),
        };
        let row = row.unwrap_or(0);
        // First the heading, then the row itself: where there is room for one only, it is the row.
        let top = list::top_of(row, listing, &self.shown());
        let first = turned(self.view.first_row, top, shown, height);
        self.view.first_row = turned(first, row, shown, height);
    }

    pub(super) fn settle_detail(&mut self) {
        self.write_detail();
        let height = self.detail_height();
        let (items, lines) = (self.detail().items.len(), self.detail().lines.len());
        self.view.item = self.view.item.min(items.saturating_sub(1));
        self.view.first_line = self.view.first_line.min(lines.saturating_sub(height));
    }
}
