//! [`EventGroup`]: events that belong together: those of a source or a theme, or those around another event.
//!
//! A group is collected once, when it is opened.

use super::list::Listing;
use crate::certainty::closed;
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, Event, EventIndex, Evidence, SourceIndex, Timeline};
use annals_time::{Shape, Time, When, Window};

/// The most events listed around another one.
pub const MAX_AROUND: usize = 1_000;

/// The most actors of a group that are named.
const MAX_ACTORS: usize = 12;

/// The most locators named beside an event.
const MAX_PLACES: usize = 8;

/// Some of the events of a timeline, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventGroup {
    listing: Listing,
    events: Vec<EventIndex>,
    /// Number of dated events; they come first.
    dated: usize,
    /// Number of events that are not listed.
    more: usize,
    /// The events that surely hold at the time of the group, in reading order.
    sure: Vec<EventIndex>,
    cast: Vec<(ActorIndex, usize)>,
    actors: usize,
}

/// A note beside the title of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventNote {
    /// The locators in the source that mention it.
    Locators(Clean),
    /// It surely holds at the time of the group.
    Surely,
    /// It may hold at that time.
    Possibly,
    /// It is the event that the group is about.
    Itself,
}

impl EventGroup {
    /// Collects the events of a listing; `None` for a listing that is no group, and around an event without a
    /// date. Walks all events once, except around an event.
    pub fn new(listing: Listing, timeline: &Timeline, index: &Index) -> Option<Self> {
        match listing {
            Listing::Events | Listing::Actors => None,
            Listing::Source(source) => {
                let names = |event: &Event| locators(event, source).next().is_some();
                Some(Self::of(listing, timeline, index, names))
            }
            Listing::Theme(event, position) => {
                let theme = timeline.event(event).themes.get(position)?.raw();
                let has = |event: &Event| event.themes.iter().any(|other| other.raw() == theme);
                Some(Self::of(listing, timeline, index, has))
            }
            Listing::Around(event) => Self::around(timeline, index, event),
        }
    }

    fn of(
        listing: Listing,
        timeline: &Timeline,
        index: &Index,
        belongs: impl Fn(&Event) -> bool,
    ) -> Self {
        let all = timeline.events.walk();
        let chosen = all.filter(|(_, event)| belongs(event));
        let mut events: Vec<EventIndex> = chosen.map(|(event, _)| event).collect();
        events.sort_unstable_by_key(|&event| index.rank(event));
        let mut group = Self {
            dated: events.partition_point(|&event| index.rank(event) < index.dated()),
            listing,
            events,
            more: 0,
            sure: Vec::new(),
            cast: Vec::new(),
            actors: 0,
        };
        group.count_cast(timeline);
        group
    }

    fn around(timeline: &Timeline, index: &Index, subject: EventIndex) -> Option<Self> {
        let when = timeline.event(subject).when.as_ref()?;
        let window = window_of(when)?;
        let track = index.everything();
        let mut found = track.within(&window, MAX_AROUND);
        let more = track.count(&window).saturating_sub(found.len());
        let own = track.position(index, subject)?;
        if !found.contains(&own) {
            // It comes after all listed events, or it would be among them.
            found.truncate(MAX_AROUND - 1);
            found.push(own);
        }
        let events: Vec<EventIndex> = found
            .into_iter()
            .map(|position| track.event(position))
            .filter(|&event| event == subject || may_meet(timeline, event, when))
            .collect();
        let certain = certain(when);
        let is_sure = |event: &EventIndex| {
            let other = timeline.event(*event).when.as_ref();
            other.is_some_and(|other| meet(&certain, &self::certain(other)))
        };
        Some(Self {
            listing: Listing::Around(subject),
            sure: events.iter().copied().filter(is_sure).collect(),
            dated: events.len(),
            events,
            more,
            cast: Vec::new(),
            actors: 0,
        })
    }

    fn count_cast(&mut self, timeline: &Timeline) {
        let mut counts = vec![0_usize; timeline.actors.len()];
        // An actor with two roles in an event is counted once.
        let mut met: Vec<Option<EventIndex>> = vec![None; timeline.actors.len()];
        for &event in &self.events {
            for part in &timeline.events.read(event.index()).participants {
                let position = part.actor.index();
                if met[position].replace(event) != Some(event) {
                    counts[position] += 1;
                }
            }
        }
        let counts = counts.into_iter().enumerate();
        let mut cast: Vec<_> = counts
            .filter(|&(_, count)| count > 0)
            .map(|(position, count)| (ActorIndex::new(position), count))
            .collect();
        cast.sort_by_key(|&(actor, count)| (std::cmp::Reverse(count), actor));
        self.actors = cast.len();
        cast.truncate(MAX_ACTORS);
        self.cast = cast;
    }

    /// Returns the listing that shows it.
    pub const fn listing(&self) -> Listing {
        self.listing
    }

    /// Returns whether a listing shows this group. A theme is the same in all of its events.
    pub fn is_of(&self, listing: Listing, timeline: &Timeline) -> bool {
        match (self.listing, listing) {
            (Listing::Theme(..), Listing::Theme(..)) => {
                theme(timeline, self.listing).map(Clean::raw)
                    == theme(timeline, listing).map(Clean::raw)
            }
            (own, other) => own == other,
        }
    }

    /// Returns its events, in reading order.
    pub fn events(&self) -> &[EventIndex] {
        &self.events
    }

    /// Returns the number of events, including those not listed.
    pub fn total(&self) -> usize {
        self.events.len().saturating_add(self.more)
    }

    /// Returns the most frequent actors with their numbers of events, and the number of other actors.
    pub fn cast(&self) -> (&[(ActorIndex, usize)], usize) {
        (&self.cast, self.actors - self.cast.len())
    }

    /// Returns the index of an event in the group.
    pub fn position(&self, index: &Index, event: EventIndex) -> Option<usize> {
        position_in(&self.events, index, event)
    }

    /// Returns the note beside an event.
    pub fn remark(
        &self,
        timeline: &Timeline,
        index: &Index,
        event: EventIndex,
    ) -> Option<EventNote> {
        match self.listing {
            Listing::Source(source) => {
                let locators = locator_words(timeline.event(event), source);
                (!locators.is_empty()).then_some(EventNote::Locators(locators))
            }
            Listing::Around(subject) if subject == event => Some(EventNote::Itself),
            Listing::Around(_) if position_in(&self.sure, index, event).is_some() => {
                Some(EventNote::Surely)
            }
            Listing::Around(_) => Some(EventNote::Possibly),
            _ => None,
        }
    }

    /// Returns the number of events with a date; they come first.
    pub const fn dated(&self) -> usize {
        self.dated
    }

    /// Returns the number of events that are not listed.
    pub const fn more(&self) -> usize {
        self.more
    }
}

/// Returns the theme of a listing, if it has one.
pub fn theme(timeline: &Timeline, listing: Listing) -> Option<&Clean> {
    match listing {
        Listing::Theme(event, position) => timeline.event(event).themes.get(position),
        _ => None,
    }
}

/// Returns the locators in a source that an event and its links cite.
pub(super) fn locator_words(event: &Event, source: SourceIndex) -> Clean {
    let mut named: Vec<&str> = Vec::new();
    for evidence in locators(event, source) {
        let at = evidence.at.as_str();
        if !at.is_empty() && !named.contains(&at) {
            named.push(at);
        }
        if named.len() > MAX_PLACES {
            break;
        }
    }
    let cut = named.len() > MAX_PLACES;
    named.truncate(MAX_PLACES);
    Clean::line(&(named.join(", ") + if cut { ", ..." } else { "" }))
}

fn locators(event: &Event, source: SourceIndex) -> impl Iterator<Item = &Evidence> {
    let links = event.links.iter().flat_map(|link| &link.evidence);
    let all = event.evidence.iter().chain(links);
    all.filter(move |evidence| evidence.source == source)
}

fn position_in(events: &[EventIndex], index: &Index, event: EventIndex) -> Option<usize> {
    let rank = index.rank(event);
    let found = events.binary_search_by_key(&rank, |&event| index.rank(event));
    found.ok()
}

/// Returns the window from the earliest start to the latest end of a date; of an instant, one nanosecond.
fn window_of(when: &When) -> Option<Window> {
    let (start, end) = when.reach();
    Window::new(start, end)
        .or_else(|| Window::new(start, start.saturating_add_nanos(1)))
        .or_else(|| Window::new(start.saturating_add_nanos(-1), start))
}

/// Returns whether an event may hold at some moment of a date, considering the gaps in sets of dates.
fn may_meet(timeline: &Timeline, event: EventIndex, when: &When) -> bool {
    let Some(other) = &timeline.event(event).when else {
        return false;
    };
    // Only sets have gaps; the caller checked all others.
    (when.members().len() < 2 && other.members().len() < 2)
        || meet(&possible(when), &possible(other))
}

fn possible(when: &When) -> Vec<(Time, Time)> {
    let hulls = when.members().iter().map(annals_time::Member::hull);
    hulls.map(closed).collect()
}

/// Returns the intervals in which an event with this date surely holds; none for an approximate or uncertain
/// date.
fn certain(when: &When) -> Vec<(Time, Time)> {
    if when.is_approximate() || when.is_uncertain() {
        return Vec::new();
    }
    if when.shape() == Shape::AllOf {
        let members = when.members().iter();
        return members
            .filter_map(|member| member.certain().map(closed))
            .collect();
    }
    when.certain().map(closed).into_iter().collect()
}

fn meet(some: &[(Time, Time)], others: &[(Time, Time)]) -> bool {
    some.iter().any(|&(start, end)| {
        others
            .iter()
            .any(|&(other_start, other_end)| start < other_end && other_start < end)
    })
}

#[cfg(test)]
mod tests;
