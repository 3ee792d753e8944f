//! Listings of some of the events: what a source says, a theme, what else held at a time.
//!
//! Owns how they are opened, gone through and left. Which events they show is derived once, by
//! `scene::gathering`, and kept with the view.

use std::sync::Arc;

use super::command::Mode;
use super::filter::Filter;
use super::state::App;
use super::view::{Page, View};
use annals_index::LaneKey;
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::detail::{self, Detail, Frame};
use annals_scene::flow::Target;
use annals_scene::gathering::{self, Gathering, Remark};
use annals_scene::layout::Pane;
use annals_scene::list::Listing;
use annals_scene::turned;

impl App {
    /// The events that are listed, where those are only some.
    pub fn gathering(&self) -> Option<&Gathering> {
        let gathering = self.view.gathering.as_deref();
        gathering.filter(|gathering| gathering.listing() == self.view.listing)
    }

    /// What the list shows, as its title.
    pub fn list_title(&self) -> Clean {
        let (kind, name) = match self.view.listing {
            Listing::Events => return Clean::own("Events"),
            Listing::Actors => return Clean::own("Actors"),
            Listing::Source(source) => ("Source", &self.timeline().source(source).id),
            Listing::Theme(event, place) => ("Theme", &self.timeline().event(event).themes[place]),
            Listing::Around(event) => ("Around", &self.timeline().event(event).title),
        };
        let separator = if self.ascii() { "-" } else { "·" };
        Clean::line(&format!("{kind} {separator} {name}"))
    }

    /// What is said beside an event of the list, where it lists only some.
    pub fn remark(&self, event: EventIndex) -> Option<Remark> {
        match self.gathering() {
            Some(gathering) => gathering.remark(self.timeline(), self.index(), event),
            None => self.is_possible(event).then_some(Remark::Possibly),
        }
    }

    /// The place of the selected event in what is listed, from 1, and how many are listed; 0 for one that
    /// the filter leaves out, `None` where no event is selected.
    pub fn place(&self) -> Option<(usize, usize)> {
        let event = self.view.event?;
        if let (None, Some(filter)) = (self.gathering(), self.filter().and_then(Filter::chosen)) {
            let place = if self.shown().contains(event) {
                self.shown().place(event) + 1
            } else {
                0
            };
            return Some((place, filter.count()));
        }
        let listed = self.gathering().and_then(|gathering| {
            let place = gathering.place(self.index(), event)?;
            Some((place + 1, gathering.total()))
        });
        let all = (self.index().rank(event) + 1, self.timeline().events.len());
        Some(listed.unwrap_or(all))
    }

    /// What the detail is about.
    pub fn subject(&self) -> Option<Target> {
        match self.view.listing {
            Listing::Events | Listing::Around(_) => self.selected_event().map(Target::Event),
            Listing::Actors => self.view.actor.map(Target::Actor),
            Listing::Source(source) => Some(Target::Source(source)),
            Listing::Theme(event, place) => Some(Target::Theme(event, place)),
        }
    }

    /// The title of the detail.
    pub fn detail_title(&self) -> Clean {
        let timeline = self.timeline();
        match self.subject() {
            Some(Target::Event(event)) => timeline.event(event).title.clone(),
            Some(Target::Actor(actor)) => timeline.actor(actor).name.clone(),
            Some(Target::Source(source)) => timeline.source(source).id.clone(),
            Some(Target::Theme(event, place)) => timeline.event(event).themes[place].clone(),
            None => Clean::default(),
        }
    }

    /// The detail of a source or a theme.
    pub(super) fn excerpt_detail(&self, frame: &Frame) -> Detail {
        let Some(gathering) = self.gathering() else {
            return Detail::default();
        };
        let (timeline, index) = (self.timeline(), self.index());
        match gathering.listing() {
            Listing::Source(source) => detail::source(timeline, source, gathering, false, frame),
            listing => {
                let theme = gathering::theme(timeline, listing).cloned();
                let lane = theme.and_then(|theme| self.story.lanes.find(&LaneKey::Theme(theme)));
                let track = lane.map(|lane| &*self.story.lanes.lanes[lane].track);
                detail::theme(timeline, index, track, gathering, frame)
            }
        }
    }

    /// Lists some of the events; the view has to be on the way back already.
    pub(super) fn open_gathering(&mut self, listing: Listing) {
        let Some(gathering) = self.find_gathering(listing) else {
            return;
        };
        let index = self.index();
        let selected = self.view.event;
        let stays = selected.is_some_and(|event| gathering.place(index, event).is_some());
        if !stays && let Some(&first) = gathering.events().first() {
            self.view.event = Some(first);
        }
        self.view.listing = gathering.listing();
        self.view.gathering = Some(gathering);
        self.view.pane = Pane::List;
        self.view.first_row = 0;
        self.view.first_line = 0;
        self.view.item = self.first_item();
        self.reveal();
    }

    /// The one that some view has already, so that going back and forth keeps one of each; else a new
    /// one.
    fn find_gathering(&self, listing: Listing) -> Option<Arc<Gathering>> {
        let views = self.history.iter().chain(&self.future).chain([&self.view]);
        let mut known = views.rev().filter_map(|view| view.gathering.as_ref());
        let timeline = self.timeline();
        let found = known.find(|gathering| gathering.is_of(listing, timeline));
        found
            .cloned()
            .or_else(|| Gathering::new(listing, timeline, self.index()).map(Arc::new))
    }

    /// Lists what else may hold at the time of the selected event.
    pub(super) fn open_around(&mut self) {
        let Some(event) = self.current_event() else {
            self.notice = Some(Clean::own(
                "Select an event first: what held at its time is listed.",
            ));
            return;
        };
        let listing = Listing::Around(event);
        let is_page = self.view.page != Page::Panes;
        if self.view.listing == listing && !is_page {
            self.leave_listing();
            return;
        }
        let Some(gathering) = self.find_gathering(listing) else {
            self.notice = Some(Clean::own(
                "This event has no date, so nothing is known to hold at its time.",
            ));
            return;
        };
        if gathering.total() < 2 {
            self.notice = Some(Clean::own(
                "Nothing else may hold at the time of this event.",
            ));
            return;
        }
        self.remember();
        self.view.page = Page::Panes;
        self.view.event = Some(event);
        self.open_gathering(listing);
    }

    /// Selects an event of those that are listed; `false` if only some are, and it is not among them.
    pub(super) fn select_row(&mut self, event: EventIndex) -> bool {
        let place = self
            .gathering()
            .and_then(|gathering| gathering.place(self.index(), event));
        if place.is_none() {
            return false;
        }
        if self.view.event != Some(event) {
            self.view.event = Some(event);
            // The detail of a source or a theme stays as it is.
            if matches!(self.view.listing, Listing::Around(_)) {
                self.view.first_line = 0;
                self.view.item = self.first_item();
            }
            self.reveal();
        }
        true
    }

    /// The event of that place among those that are listed; of the last one beyond it.
    pub(super) fn select_place(&mut self, place: usize) {
        let event = self.gathering().and_then(|gathering| {
            let events = gathering.events();
            events.get(place).or_else(|| events.last()).copied()
        });
        if let Some(event) = event {
            self.select_row(event);
        }
    }

    /// Forgets the events of a listing that is no longer shown.
    pub(super) fn settle_gathering(&mut self) {
        if self.gathering().is_none() {
            self.view.gathering = None;
            if self.view.listing.is_gathering() {
                self.view.listing = Listing::Events;
            }
        }
    }

    /// Scrolls so that the selected event is in view; `false` where all events are listed.
    pub(super) fn settle_gathering_rows(&mut self, shown: usize) -> bool {
        let Some(gathering) = self.gathering() else {
            return false;
        };
        let place = self
            .view
            .event
            .and_then(|event| gathering.place(self.index(), event));
        let row = gathering.row_of(place.unwrap_or(0));
        let (top, bottom) = gathering.rows_with(row);
        let height = gathering.height();
        // The row itself comes last: where there is room for one only, it is that one.
        self.view.first_row = [bottom, top, row]
            .into_iter()
            .fold(self.view.first_row, |first, wanted| {
                turned(first, wanted, shown, height)
            });
        true
    }

    /// Whoever is led out of such a listing, as by a click on the axis, can go back to it.
    pub(super) fn keep_way_back(&mut self, before: View, remembered: usize) {
        // While something is written, whoever stays there puts the view before on the way back.
        if matches!(self.mode(), Mode::Prompt | Mode::Filter) {
            return;
        }
        let left = before.listing.is_gathering() && before.listing != self.view.listing;
        let kept = self.history.len() != remembered
            || self.history.last().is_some_and(|last| *last == before);
        if left && !kept {
            self.remember_view(before);
        }
    }

    /// The place of what is marked first among the things to follow.
    pub(super) fn first_item(&self) -> usize {
        match self.subject() {
            Some(Target::Event(event)) => detail::first_item(self.timeline(), self.index(), event),
            _ => 0,
        }
    }
}
