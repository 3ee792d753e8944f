//! [`Moving`]: what becomes of a view when other layers are on, or a file says something else.
//!
//! Owns one decision: what is still there stays, to the cell; a view of something that is gone is no
//! view any more, except for the one on the screen, which goes to what is nearest.

use std::sync::Arc;

use crate::app::filter::Filter;
use crate::app::story::Story;
use crate::app::view::{Page, View, Zoom};
use annals_index::{Chosen, Shown};
use annals_model::{ActorIndex, EventIndex, Moves, TourStep};
use annals_scene::compare;
use annals_scene::gathering::{self, Gathering};
use annals_scene::layout::Pane;
use annals_scene::list::{self, Listing};
use annals_scene::present::{self, CardKind, Deck};
use annals_scene::relations::story_lines::{self, Order};
use annals_scene::relations::{Seen, grid};

/// The way of views from one story to another.
pub(super) struct Moving<'a> {
    old: &'a Story,
    new: &'a Story,
    /// Whether all events are presented, whatever tour there is.
    whole: bool,
    moves: Moves,
    /// The events of the old story that stay.
    staying: Chosen,
    filters: Vec<Arc<Filter>>,
    gatherings: Vec<Arc<Gathering>>,
    /// The order of the story lines, before and now, where both are known.
    pub(super) orders: Option<(&'a Order, &'a Order)>,
}

fn shown<'s>(story: &'s Story, filter: Option<&'s Arc<Filter>>) -> Shown<'s> {
    Shown::new(&story.index, filter.and_then(|filter| filter.chosen()))
}

impl<'a> Moving<'a> {
    pub(super) fn new(
        old: &'a Story,
        new: &'a Story,
        whole: bool,
        moves: Moves,
        filters: Vec<Arc<Filter>>,
    ) -> Self {
        let staying = Chosen::new(&old.index, |event| moves.event(event).is_some());
        Self {
            old,
            new,
            whole,
            moves,
            staying,
            filters,
            gatherings: Vec::new(),
            orders: None,
        }
    }

    /// The same event, if it is still there.
    pub(super) fn event(&self, event: EventIndex) -> Option<EventIndex> {
        self.moves.event(event)
    }

    /// The same event, or the one that stays and begins nearest to it in time.
    fn nearest(&self, event: EventIndex) -> Option<EventIndex> {
        let staying = Shown::new(&self.old.index, Some(&self.staying));
        let place = staying.place(event);
        let after = staying.nth(place);
        let before = place.checked_sub(1).and_then(|place| staying.nth(place));
        let start = |event: EventIndex| {
            let when = self.old.timeline.event(event).when.as_ref()?;
            Some(when.reach().0)
        };
        let far = |other: EventIndex| Some(start(other)?.nanos_since(start(event)?).unsigned_abs());
        let nearest = match (before, after) {
            (_, Some(same)) if same == event => Some(same),
            (Some(before), Some(after)) => {
                let is_before = match (far(before), far(after)) {
                    (Some(before), Some(after)) => before < after,
                    (Some(_), None) => true,
                    _ => false,
                };
                Some(if is_before { before } else { after })
            }
            (before, after) => after.or(before),
        };
        nearest.and_then(|event| self.moves.event(event))
    }

    /// The view on the screen: of what is gone, the nearest that stays.
    pub(super) fn kept(&mut self, view: &View) -> View {
        if let Some(moved) = self.moved(view) {
            return moved;
        }
        let event = view.event.and_then(|event| self.nearest(event));
        let page = match &view.page {
            Page::Grid(_) | Page::StoryLines(_) => self.page(view, event),
            Page::Present(state) => Some(Page::Present(self.card(view, *state, event))),
            _ => None,
        };
        View {
            listing: Listing::Events,
            gathering: None,
            page: page.unwrap_or(Page::Panes),
            pane: Pane::List,
            event: event.or_else(|| self.new.index.order().first().copied()),
            ..self.rest(view)
        }
    }

    /// A view; `None` if it is one of something that is gone.
    pub(super) fn moved(&mut self, view: &View) -> Option<View> {
        let event = match view.event {
            Some(event) => Some(self.moves.event(event)?),
            None => self.new.index.order().first().copied(),
        };
        let listing = self.listing(view.listing)?;
        let gathering = match listing {
            listing if listing.is_gathering() => Some(self.gathering(listing)?),
            _ => None,
        };
        if listing == Listing::Actors {
            view.actor.and_then(|actor| self.moves.actor(actor))?;
        }
        Some(View {
            page: self.page(view, event)?,
            listing,
            gathering,
            event,
            ..self.rest(view)
        })
    }

    /// What of a view is the same wherever one is.
    fn rest(&mut self, view: &View) -> View {
        let first = (!self.new.timeline.actors.is_empty()).then(|| ActorIndex::new(0));
        let zoom = |zoom: &Zoom| Zoom {
            event: zoom.event.and_then(|event| self.moves.event(event)),
            ..*zoom
        };
        View {
            actor: view
                .actor
                .and_then(|actor| self.moves.actor(actor))
                .or(first),
            zooms: view.zooms.iter().map(zoom).collect(),
            filter: view.filter.as_ref().map(|filter| self.filter(filter)),
            gathering: None,
            // Places among the lanes mean something else now.
            lane: None,
            first_slot: 0,
            ..view.clone()
        }
    }

    /// The filter of the same terms.
    fn filter(&mut self, old: &Filter) -> Arc<Filter> {
        let known = self
            .filters
            .iter()
            .find(|filter| filter.terms() == old.terms());
        known.cloned().unwrap_or_else(|| {
            let made = Arc::new(Filter::new(self.new, old.terms().clone(), None));
            self.filters.push(Arc::clone(&made));
            made
        })
    }

    fn listing(&self, listing: Listing) -> Option<Listing> {
        Some(match listing {
            Listing::Events | Listing::Actors => listing,
            Listing::Source(source) => Listing::Source(self.moves.source(source)?),
            Listing::Around(event) => Listing::Around(self.moves.event(event)?),
            Listing::Theme(event, place) => {
                let same = self.moves.event(event);
                same.map(|event| Listing::Theme(event, place))
                    .or_else(|| self.theme_elsewhere(listing))?
            }
        })
    }

    /// The theme of a listing, as another event has it.
    fn theme_elsewhere(&self, listing: Listing) -> Option<Listing> {
        let theme = gathering::theme(&self.old.timeline, listing)?;
        let mut events = self.new.timeline.events.walk();
        events.find_map(|(event, what)| {
            let place = what.themes.iter().position(|one| one == theme)?;
            Some(Listing::Theme(event, place))
        })
    }

    fn gathering(&mut self, listing: Listing) -> Option<Arc<Gathering>> {
        let timeline = &self.new.timeline;
        let mut known = self.gatherings.iter();
        if let Some(known) = known.find(|known| known.is_of(listing, timeline)) {
            return Some(Arc::clone(known));
        }
        let made = Arc::new(Gathering::new(listing, timeline, &self.new.index)?);
        self.gatherings.push(Arc::clone(&made));
        Some(made)
    }

    fn deck<'s>(&self, story: &'s Story, shown: Shown<'s>, filter: Option<&Filter>) -> Deck<'s> {
        Deck {
            timeline: &story.timeline,
            index: &story.index,
            tour: match filter.and_then(Filter::chosen) {
                None if !self.whole => &story.timeline.tour,
                _ => &[],
            },
            shown,
            // Nothing is written with it.
            ascii: true,
        }
    }

    /// The page with its cursor on this event, or where it was.
    fn page(&mut self, view: &View, event: Option<EventIndex>) -> Option<Page> {
        let filter = view.filter.as_ref().map(|filter| self.filter(filter));
        let (before, now) = (
            shown(self.old, view.filter.as_ref()),
            shown(self.new, filter.as_ref()),
        );
        let (timeline, index) = (&self.new.timeline, &self.new.index);
        Some(match &view.page {
            Page::Panes => Page::Panes,
            Page::Grid(state) => {
                let actor = (state.actor < self.old.timeline.actors.len())
                    .then(|| ActorIndex::new(state.actor));
                let actor = actor.and_then(|actor| self.moves.actor(actor));
                let cursor = before.nth(state.event);
                let cursor = cursor.and_then(|event| self.nearest(event)).or(event);
                Page::Grid(grid::State {
                    first_actor: state.first_actor,
                    first_event: state.first_event,
                    ..grid::State::on(timeline, &now, cursor, actor)
                })
            }
            Page::StoryLines(state) => {
                let (old, new) = self.orders?;
                let actor = match state.actor_target(old) {
                    Some(annals_scene::flow::Target::Actor(actor)) => self.moves.actor(actor),
                    _ => None,
                };
                let cursor = state.event.and_then(|event| self.nearest(event)).or(event);
                let passing = filter.as_deref();
                let seen = match passing
                    .and_then(|filter| Some((filter.everything()?, filter.cast(index)?)))
                {
                    Some((track, cast)) => Seen::some(index, now, track, cast),
                    None => Seen::all(index),
                };
                Page::StoryLines(story_lines::State {
                    first_line: state.first_line,
                    ..story_lines::State::on(new, index, &seen, cursor, actor)
                })
            }
            Page::Chain(state) => Page::Chain(state.moved_to(|event| self.moves.event(event))?),
            // Its questions are about the story as it was.
            Page::Quiz(_) => return None,
            Page::Compare(state) => Page::Compare(compare::State {
                claim: self.moves.event(state.claim)?,
                ..*state
            }),
            Page::Present(state) => {
                let card = self.card(view, *state, None);
                let is_there = self
                    .presented(view, *state)
                    .is_none_or(|event| self.moves.event(event).is_some());
                is_there.then_some(Page::Present(card))?
            }
        })
    }

    /// The event that a card is about, where it is one of an event alone.
    fn presented(&self, view: &View, state: present::State) -> Option<EventIndex> {
        let before = shown(self.old, view.filter.as_ref());
        let old = self.deck(self.old, before, view.filter.as_deref());
        match old.kind(state.place.min(old.len() - 1)) {
            CardKind::Event(event) => Some(event),
            _ => None,
        }
    }

    /// The card of the same; where it is gone, the one of `event`, else the one in its place.
    fn card(
        &mut self,
        view: &View,
        state: present::State,
        event: Option<EventIndex>,
    ) -> present::State {
        let filter = view.filter.as_ref().map(|filter| self.filter(filter));
        let before = shown(self.old, view.filter.as_ref());
        let old = self.deck(self.old, before, view.filter.as_deref());
        let deck = self.deck(
            self.new,
            shown(self.new, filter.as_ref()),
            filter.as_deref(),
        );
        let last = deck.len() - 1;
        let at = state.place.min(old.len() - 1);
        let place = match (old.kind(at), at.checked_sub(1)) {
            (CardKind::Title, _) | (_, None) => Some(0),
            (CardKind::Sources, _) => Some(last),
            (_, Some(step)) if !old.tour.is_empty() && !deck.tour.is_empty() => {
                self.step(step).map(|step| step + 1)
            }
            (CardKind::Event(shown), _) => {
                let same = self.moves.event(shown).and_then(|event| deck.place(event));
                same.or_else(|| event.and_then(|event| deck.place(event)))
            }
            (CardKind::Step(_), _) => None,
        };
        let same = place.is_some();
        present::State {
            place: place.unwrap_or(state.place).min(last),
            // Of another card, what was open of this one says nothing.
            part: if same { state.part } else { 0 },
        }
    }

    /// The same step of the tour: of the same event and name, else of either, else the one in its place.
    fn step(&self, step: usize) -> Option<usize> {
        let (old, new) = (&self.old.timeline.tour, &self.new.timeline.tour);
        let was = old.get(step)?;
        let event = was.event.and_then(|event| self.moves.event(event));
        let same_event = |other: &TourStep| other.event.is_some() && other.event == event;
        let same_name = |other: &TourStep| !other.name.is_empty() && other.name == was.name;
        let nearest = |same: &dyn Fn(&TourStep) -> bool| {
            let places = new.iter().enumerate();
            let places = places.filter(|(_, other)| same(other));
            places
                .map(|(place, _)| place)
                .min_by_key(|place| place.abs_diff(step))
        };
        nearest(&|other| same_event(other) && other.name == was.name)
            .or_else(|| nearest(&same_event))
            .or_else(|| nearest(&same_name))
            .or_else(|| new.len().checked_sub(1).map(|last| last.min(step)))
    }

    /// Holds the selection in its row of the screen, and the lanes where they are, while others come and go
    /// around them.
    pub(super) fn keep_in_place(&self, old: &View, new: &mut View) {
        new.first_slot = old.first_slot;
        if let (Listing::Events, Listing::Events, Some(from), Some(to)) =
            (old.listing, new.listing, old.event, new.event)
        {
            let before = list::row_of_event(&shown(self.old, old.filter.as_ref()), from);
            let now = list::row_of_event(&shown(self.new, new.filter.as_ref()), to);
            new.first_row = (old.first_row + now).saturating_sub(before);
        }
    }
}
