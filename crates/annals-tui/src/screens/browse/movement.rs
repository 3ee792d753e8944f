//! Moving through the list and the detail.

use std::sync::Arc;

use annals_model::{ActorIndex, EventIndex};
use annals_scene::event_group::EventGroup;
use annals_scene::flow::Target;
use annals_scene::layout::Pane;
use annals_scene::list::{Listing, Measures};
use ratatui::layout::Margin;

use super::{Browse, listing};
use crate::actions::{filter, marks, window};
use crate::context::{Context, StoryChange};

/// How often a number before a command may move through the detail.
const MAX_DETAIL_STEPS: usize = 10_000;

impl Browse {
    /// Moves by rows of the list, or by links of the detail.
    pub(super) fn step(&mut self, by: isize, cx: &mut Context) {
        match self.pane {
            Pane::List => self.step_list(by, cx),
            Pane::Detail => {
                for _ in 0..by.unsigned_abs().min(MAX_DETAIL_STEPS) {
                    self.step_detail(by > 0, cx);
                }
            }
        }
    }

    /// Moves by pages, one row less than there are.
    pub(super) fn page(&mut self, direction: isize, cx: &mut Context) {
        let page = |rows: usize| isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
        match self.pane {
            Pane::List => {
                let rows = self.list_height(cx);
                self.step_list(page(rows).saturating_mul(direction), cx);
            }
            Pane::Detail => {
                let rows = self.detail_height(cx);
                self.scroll_detail(page(rows).saturating_mul(direction), cx);
                self.mark_item_in_view(cx);
            }
        }
    }

    /// Goes to the first or the last row.
    pub(super) fn go_to_end(&mut self, last: bool, cx: &mut Context) {
        match (self.pane, last) {
            (Pane::List, false) => self.step_list(isize::MIN + 1, cx),
            (Pane::List, true) => self.step_list(isize::MAX, cx),
            (Pane::Detail, _) => {
                let end = if last { usize::MAX } else { 0 };
                self.item = end;
                self.first_line = end;
            }
        }
    }

    /// Moves the selection by rows of the list.
    pub(super) fn step_list(&mut self, by: isize, cx: &mut Context) {
        let moved = |place: usize, count: usize| {
            let last = isize::try_from(count.saturating_sub(1)).unwrap_or(isize::MAX);
            let place = isize::try_from(place).unwrap_or(isize::MAX);
            usize::try_from(place.saturating_add(by).clamp(0, last)).unwrap_or(0)
        };
        match self.listing {
            Listing::Events => {
                let Some(event) = cx.place.event else { return };
                let shown = cx.shown();
                let next = shown.nth(moved(shown.position(event), shown.len()));
                if let Some(next) = next {
                    self.select_event(next, cx);
                }
            }
            Listing::Actors => {
                let Some(actor) = self.actor else { return };
                let count = cx.timeline().actors.len();
                self.select_actor(ActorIndex::new(moved(actor.index(), count)), cx);
            }
            Listing::Source(_) | Listing::Theme(..) | Listing::Around(_) => {
                let place = self.event_group().and_then(|event_group| {
                    let place = event_group.position(cx.index(), cx.place.event?)?;
                    Some(moved(place, event_group.events().len()))
                });
                self.select_position(place.unwrap_or(0), cx);
            }
        }
    }

    /// Goes to a position of the list, counted from 0, or to the last one.
    pub(super) fn go_to_position(&mut self, place: usize, cx: &mut Context) {
        match self.listing {
            Listing::Events => {
                let shown = cx.shown();
                if let Some(event) = shown.nth(place).or_else(|| shown.last()) {
                    self.select_event(event, cx);
                }
            }
            Listing::Actors => {
                let last = cx.timeline().actors.len().checked_sub(1);
                if let Some(last) = last {
                    self.select_actor(ActorIndex::new(place.min(last)), cx);
                }
            }
            Listing::Source(_) | Listing::Theme(..) | Listing::Around(_) => {
                self.select_position(place, cx);
            }
        }
    }

    /// Selects an event in the list of all events.
    pub fn select_event(&mut self, event: EventIndex, cx: &mut Context) {
        let is_listed = self.listing == Listing::Events && cx.shown().contains(event);
        if cx.place.event == Some(event) && is_listed {
            return;
        }
        filter::let_pass(cx, event);
        self.set_listing(Listing::Events, cx);
        cx.place.event = Some(event);
        cx.place.date = None;
        self.first_line = 0;
        self.item = 0;
        window::reveal(cx);
    }

    /// Selects an actor in the list of actors.
    pub fn select_actor(&mut self, actor: ActorIndex, cx: &mut Context) {
        if self.actor == Some(actor) && self.listing == Listing::Actors {
            return;
        }
        self.set_listing(Listing::Actors, cx);
        self.actor = Some(actor);
        self.first_line = 0;
        self.item = 0;
    }

    /// Selects an event that is listed as one of a source, of a theme or of a time.
    pub(super) fn select_row(&self, event: EventIndex, cx: &mut Context) -> bool {
        let event_group = self.event_group();
        let place = event_group.and_then(|event_group| event_group.position(cx.index(), event));
        if place.is_some() && cx.place.event != Some(event) {
            cx.place.event = Some(event);
            window::reveal(cx);
        }
        place.is_some()
    }

    fn select_position(&self, place: usize, cx: &mut Context) {
        let event = self.event_group().and_then(|event_group| {
            let events = event_group.events();
            events.get(place).or_else(|| events.last()).copied()
        });
        if let Some(event) = event {
            self.select_row(event, cx);
        }
    }

    /// Shows another list; leaving the events of a source, a theme or a time is remembered.
    fn set_listing(&mut self, listing: Listing, cx: &mut Context) {
        if self.listing.is_event_group() && self.listing != listing {
            cx.remember();
        }
        self.listing = listing;
    }

    /// Falls back to the list of all events if the events of the listing are not at hand, or the
    /// selected event is not among them.
    pub(super) fn keep_listing(&mut self, cx: &Context) {
        let is_listed = match (self.event_group(), cx.place.event) {
            (Some(event_group), Some(event)) => event_group.position(cx.index(), event).is_some(),
            _ => false,
        };
        let is_elsewhere =
            self.listing == Listing::Actors && self.seen.is_some() && cx.place.event != self.seen;
        if self.listing.is_event_group() && !is_listed || is_elsewhere {
            self.listing = Listing::Events;
        }
        if self.event_group().is_none() {
            self.event_group = None;
        }
    }

    fn step_detail(&mut self, forward: bool, cx: &Context) {
        let detail = self.detail();
        let height = self.detail_height(cx);
        let next = if forward {
            self.item.checked_add(1)
        } else {
            self.item.checked_sub(1)
        };
        let next = next.and_then(|place| detail.items.get(place).map(|item| (place, *item)));
        let first_line = self.first_line;
        match next {
            Some((place, item)) if forward && item.first_line < first_line + height => {
                self.item = place;
                self.show_lines(item.first_line, item.last_line, height);
            }
            Some((place, item)) if !forward && item.last_line >= first_line => {
                self.item = place;
                self.show_lines(item.first_line, item.last_line, height);
            }
            _ => self.scroll_detail(if forward { 1 } else { -1 }, cx),
        }
    }

    /// Scrolls the detail to the marked link.
    fn show_item(&mut self, cx: &Context) {
        if let Some(item) = self.detail().items.get(self.item).copied() {
            self.show_lines(item.first_line, item.last_line, self.detail_height(cx));
        }
    }

    fn show_lines(&mut self, first: usize, last: usize, height: usize) {
        let bottom = (last + 1).saturating_sub(height);
        self.first_line = self.first_line.max(bottom).min(first);
    }

    /// Scrolls the detail by lines.
    pub(super) fn scroll_detail(&mut self, by: isize, cx: &Context) {
        let amount = by.unsigned_abs();
        self.first_line = if by < 0 {
            self.first_line.saturating_sub(amount)
        } else {
            self.first_line.saturating_add(amount)
        };
        self.settle_detail(cx);
    }

    fn mark_item_in_view(&mut self, cx: &Context) {
        let detail = self.detail();
        let shown = self.first_line..self.first_line + self.detail_height(cx);
        let is_shown = |place: &usize| {
            let item = detail.items.get(*place);
            item.is_some_and(|item| shown.contains(&item.first_line))
        };
        if !is_shown(&self.item)
            && let Some(place) = (0..detail.items.len()).find(|place| is_shown(place))
        {
            self.item = place;
        }
    }

    /// Switches between list and detail.
    pub(super) fn switch_pane(&mut self, cx: &Context) {
        self.pane = match self.pane {
            Pane::List => Pane::Detail,
            Pane::Detail => Pane::List,
        };
        self.settle_detail(cx);
        if self.pane == Pane::Detail {
            self.mark_item_in_view(cx);
        }
    }

    /// Goes into the detail; there, follows the marked link.
    pub(super) fn follow(&mut self, cx: &mut Context) {
        if self.pane == Pane::List {
            // The detail is not that of the event there.
            if let (Listing::Source(_) | Listing::Theme(..), Some(event)) =
                (self.listing, cx.place.event)
            {
                cx.remember();
                self.select_event(event, cx);
            } else if self.detail().items.is_empty() {
                cx.notice("Nothing can be opened here: no actor, link, source or theme is named.");
            } else {
                self.pane = Pane::Detail;
                self.item = 0;
                self.settle_detail(cx);
                self.show_item(cx);
            }
            return;
        }
        let item = self.detail().items.get(self.item).copied();
        match item {
            Some(item) => {
                cx.remember();
                self.show(item.target, cx);
            }
            None => cx.notice("Nothing can be opened here."),
        }
    }

    /// Shows an event, actor, source or theme.
    pub(super) fn show(&mut self, target: Target, cx: &mut Context) {
        match target {
            Target::Event(event) => self.select_event(event, cx),
            Target::Actor(actor) => self.select_actor(actor, cx),
            Target::Source(source) => self.open_event_group(Listing::Source(source), cx),
            Target::Theme(event, place) => self.open_event_group(Listing::Theme(event, place), cx),
        }
    }

    fn open_event_group(&mut self, listing: Listing, cx: &mut Context) {
        let Some(event_group) = self.find_event_group(listing, cx) else {
            return;
        };
        let index = cx.index();
        let selected = cx.place.event;
        let stays = selected.is_some_and(|event| event_group.position(index, event).is_some());
        if !stays && let Some(&first) = event_group.events().first() {
            cx.place.event = Some(first);
        }
        self.listing = event_group.listing();
        self.event_group = Some(event_group);
        self.pane = Pane::List;
        self.first_row = 0;
        self.first_line = 0;
        self.item = 0;
        self.seen = cx.place.event;
        window::reveal(cx);
    }

    /// Returns the events of a listing: those that a view of the history has, else newly gathered.
    fn find_event_group(&self, listing: Listing, cx: &Context) -> Option<Arc<EventGroup>> {
        let timeline = cx.timeline();
        let views = cx.history.views().flat_map(|view| &view.screens);
        let views = views.filter_map(|screen| screen.as_any().downcast_ref::<Self>());
        let mut known = views
            .chain([self])
            .filter_map(|view| view.event_group.as_ref());
        let found = known.find(|event_group| event_group.is_of(listing, timeline));
        found
            .cloned()
            .or_else(|| EventGroup::new(listing, timeline, cx.index()).map(Arc::new))
    }

    /// Lists what else happened at the time of an event, or leaves that list.
    pub(super) fn open_around(&mut self, event: EventIndex, cx: &mut Context) {
        let listing = Listing::Around(event);
        let Some(event_group) = self.find_event_group(listing, cx) else {
            cx.notice("This event has no date, so there is no time to list events around.");
            return;
        };
        if event_group.total() < 2 {
            cx.notice("No other event can be dated to the time of this one.");
            return;
        }
        cx.remember();
        cx.place.event = Some(event);
        self.open_event_group(listing, cx);
    }

    /// Switches between the list of actors and the list of events.
    pub(super) fn toggle_actors(&mut self, cx: &mut Context) {
        if self.listing == Listing::Actors {
            self.leave_listing(cx);
            return;
        }
        if cx.timeline().actors.is_empty() {
            cx.notice("This timeline names no actors.");
            return;
        }
        cx.remember();
        // The first actor of the selected event is most likely the one that is asked about.
        let leader = cx.place.event.and_then(|event| {
            let participants = &cx.timeline().event(event).participants;
            participants.first().map(|part| part.actor)
        });
        if let Some(actor) = leader.or(self.actor) {
            self.pane = Pane::List;
            self.select_actor(actor, cx);
        }
    }

    /// Returns to the list of all events.
    pub(super) fn leave_listing(&mut self, cx: &mut Context) {
        cx.remember();
        self.listing = Listing::Events;
        // Such a listing has events that the filter leaves out.
        filter::select_nearest(cx);
        self.pane = Pane::List;
        self.first_line = 0;
        self.item = 0;
    }

    /// Closes the detail, else the list that is not that of all events, else clears the search and the
    /// filter, else the marks.
    pub(super) fn close(&mut self, cx: &mut Context) {
        if self.pane == Pane::Detail {
            self.pane = Pane::List;
        } else if self.listing != Listing::Events {
            self.leave_listing(cx);
        } else {
            let had_search = cx.search.clear();
            let had_filter = filter::clear(cx);
            // The events at a date gone to are found as those of a search are.
            if cx.marks.dated.is_some() || !had_search && !had_filter {
                marks::clear(cx);
            }
        }
    }

    /// Shows or hides the teacher's notes.
    pub(super) fn toggle_notes(&mut self, cx: &mut Context) {
        self.notes = !self.notes;
        if self.notes {
            let has_notes = matches!(self.subject(cx), Some(Target::Event(event))
                if !cx.timeline().event(event).notes.is_empty());
            if has_notes {
                self.first_line = usize::MAX;
            } else {
                cx.notice("Notes are shown; there is none here.");
            }
        }
    }

    /// Returns the rows of the list that there is room for.
    pub(super) fn list_height(&self, cx: &Context) -> usize {
        let layout = self.layout(cx);
        layout.map_or(1, |layout| {
            usize::from(layout.list.inner(Margin::new(1, 1)).height)
        })
    }

    fn detail_height(&self, cx: &Context) -> usize {
        let layout = self.layout(cx);
        let rows = layout.map_or(1, |layout| {
            usize::from(layout.detail.inner(Margin::new(1, 1)).height)
        });
        rows.max(1)
    }

    /// Returns the position in the list of what is selected.
    pub(super) fn selected_position(&self, cx: &Context) -> usize {
        let event = cx.place.event;
        let position = match (self.listing, self.event_group()) {
            (_, Some(event_group)) => {
                event.and_then(|event| event_group.position(cx.index(), event))
            }
            (Listing::Actors, None) => self.actor.map(ActorIndex::index),
            _ => event.map(|event| cx.shown().position(event)),
        };
        let last = self.items(cx).len().saturating_sub(1);
        position.unwrap_or(0).min(last)
    }

    /// Scrolls the list so that the selection is in view, and measures it.
    pub(super) fn settle_list(&mut self, cx: &Context) {
        let rows = self.list_height(cx);
        let selected = self.selected_position(cx);
        let items = self.items(cx);
        let first_row = items.scrolled(self.first_row, selected, rows);
        let measures = Measures::new(&items, first_row, rows, cx.display.columns, cx.ascii());
        (self.first_row, self.measures) = (first_row, measures);
    }

    /// Writes the detail and brings its scroll position into range.
    pub(super) fn settle_detail(&mut self, cx: &Context) {
        self.write_detail(cx);
        let height = self.detail_height(cx);
        let detail = self.detail();
        self.item = self.item.min(detail.items.len().saturating_sub(1));
        let last = detail.lines.len().saturating_sub(height);
        self.first_line = self.first_line.min(last);
    }

    /// Translates the listing to another story; `false` if it lists something that is gone.
    pub(super) fn translate_listing(&mut self, change: &StoryChange<'_>) -> bool {
        let Some(listing) = listing::translated(self.listing, change) else {
            return false;
        };
        self.listing = listing;
        self.event_group = None;
        if listing.is_event_group() {
            let (timeline, index) = (&change.new.timeline, &change.new.index);
            self.event_group = EventGroup::new(listing, timeline, index).map(Arc::new);
            return self.event_group.is_some();
        }
        true
    }

    /// Keeps the selected row at the same place of the screen after the file was read anew.
    pub(super) fn keep_rows_in_place(&mut self, change: &StoryChange<'_>) {
        if let (Listing::Events, Some(from), Some(to)) =
            (self.listing, change.old_place.event, change.new_place.event)
        {
            let before = change.shown_before().position(from);
            let now = change.shown_now().position(to);
            self.first_row = (self.first_row + now).saturating_sub(before);
        }
    }
}
