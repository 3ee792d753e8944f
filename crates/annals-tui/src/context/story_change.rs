//! [`StoryChange`]: translates views to a story that was read anew or has other accounts.
//!
//! What is still there stays where it is, to the cell. A view on the way back whose event is gone is
//! dropped; the view on the screen goes to what is nearest in time.

use std::sync::Arc;

use annals_index::{EventSet, VisibleEvents};
use annals_model::{ActorIndex, EventIndex, IndexMapping, SourceIndex};
use annals_scene::relations::VisibleStory;
use annals_scene::relations::story_lines::Order;

use super::filter::Filter;
use super::place::{Place, Zoom};
use crate::story::{MANY, Story};

/// A change from one story to another, for one view after the other.
#[derive(Debug)]
pub struct StoryChange<'a> {
    /// The story before.
    pub old: &'a Story,
    /// The story now.
    pub new: &'a Story,
    /// Whether an account was read anew, rather than switched on or off.
    pub is_reread: bool,
    /// Whether the view being translated is the one on the screen.
    pub is_current: bool,
    /// The place of the view before.
    pub old_place: Place,
    /// The place of the view now.
    pub new_place: Place,
    moves: IndexMapping,
    /// The events of the old story that stay.
    staying: EventSet,
    filters: Vec<Arc<Filter>>,
    /// The order of the story lines before, and now once it was asked for.
    orders: (Option<Arc<Order>>, Option<Arc<Order>>),
}

impl<'a> StoryChange<'a> {
    /// A change between two stories; `filters` are those that are ready for the new one.
    pub(crate) fn new(
        old: &'a Story,
        new: &'a Story,
        is_reread: bool,
        filters: Vec<Arc<Filter>>,
        order: Option<Arc<Order>>,
        place: &Place,
    ) -> Self {
        let (one, other) = (&old.timeline, &new.timeline);
        let moves = if is_reread {
            IndexMapping::rereading(one, other)
        } else {
            IndexMapping::between(one, other)
        };
        Self {
            staying: EventSet::new(&old.index, |event| moves.event(event).is_some()),
            old,
            new,
            is_reread,
            is_current: true,
            old_place: place.clone(),
            new_place: place.clone(),
            moves,
            filters,
            orders: (order, None),
        }
    }

    /// Returns how many events stay.
    pub(crate) fn staying_events(&self) -> usize {
        self.moves.staying_events()
    }

    /// Returns the same event, if it is still there.
    pub fn event(&self, event: EventIndex) -> Option<EventIndex> {
        self.moves.event(event)
    }

    /// Returns the same actor, if it is still there.
    pub fn actor(&self, actor: ActorIndex) -> Option<ActorIndex> {
        self.moves.actor(actor)
    }

    /// Returns the same source, if it is still there.
    pub fn source(&self, source: SourceIndex) -> Option<SourceIndex> {
        self.moves.source(source)
    }

    /// Returns the same event, or the one that stays and begins nearest to it in time.
    pub fn nearest(&self, event: EventIndex) -> Option<EventIndex> {
        let staying = VisibleEvents::new(&self.old.index, Some(&self.staying));
        let place = staying.position(event);
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

    /// Returns the events that passed the filter of the view before.
    pub fn shown_before(&self) -> VisibleEvents<'_> {
        shown(self.old, self.old_place.filter.as_ref())
    }

    /// Returns the events that pass the filter of the view now.
    pub fn shown_now(&self) -> VisibleEvents<'_> {
        shown(self.new, self.new_place.filter.as_ref())
    }

    /// Returns who takes part in the events that pass the filter of the view now.
    pub fn seen_now(&self) -> VisibleStory<'_> {
        let index = &self.new.index;
        let filter = self.new_place.filter.as_deref();
        match filter.and_then(|filter| Some((filter.everything()?, filter.cast(index)?))) {
            Some((track, cast)) => VisibleStory::some(index, self.shown_now(), track, cast),
            None => VisibleStory::all(index),
        }
    }

    /// Returns the order of the story lines before and now; `None` where it is not known or would take
    /// too long to find.
    pub fn orders(&mut self) -> Option<(Arc<Order>, Arc<Order>)> {
        let old = self.orders.0.clone()?;
        if self.orders.1.is_none() && self.new.timeline.events.len() < MANY {
            let order = Order::new(&self.new.timeline, &self.new.index);
            self.orders.1 = Some(Arc::new(order));
        }
        Some((old, self.orders.1.clone()?))
    }

    /// Returns the order of the story lines now, if a view asked for it.
    pub(crate) fn into_order(self) -> Option<Arc<Order>> {
        self.orders.1
    }

    /// Begins with another view; `false` if it cannot be translated, since its event is gone.
    pub(crate) fn begin_view(&mut self, place: &Place, is_current: bool) -> bool {
        self.is_current = is_current;
        let first = self.new.index.order().first().copied();
        let event = match place.event {
            Some(event) => match self.moves.event(event) {
                None if !is_current => return false,
                None => self.nearest(event).or(first),
                same => same,
            },
            None => first,
        };
        let zoom = |zoom: &Zoom| Zoom {
            event: zoom.event.and_then(|event| self.moves.event(event)),
            ..*zoom
        };
        let zooms = place.zooms.iter().map(zoom).collect();
        let filter = place.filter.as_ref().map(|filter| self.filter(filter));
        self.new_place = Place {
            event,
            window: place.window,
            filter,
            date: place.date.clone(),
            zooms,
        };
        self.old_place = place.clone();
        true
    }

    /// Returns the filter of the same terms for the new story.
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
}

fn shown<'s>(story: &'s Story, filter: Option<&'s Arc<Filter>>) -> VisibleEvents<'s> {
    VisibleEvents::new(&story.index, filter.and_then(|filter| filter.chosen()))
}
