//! [`Gathering`]: some of the events of a timeline that belong together, such as what one source says.
//!
//! Owns which events these are, derived once when they are asked for, and the rows they take. How a
//! person came to them is the business of `app`.

use std::ops::Range;

use super::list::{Listing, Row};
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, Event, EventIndex, Evidence, SourceIndex, Timeline, sort_by_key};
use annals_time::{Bound, Shape, Time, When, Window};

/// The most events that may hold around another one that are listed.
pub const MOST_AROUND: usize = 1_000;

/// The most actors of a gathering that are named.
const MOST_ACTORS: usize = 12;

/// The most places of a source that are named beside one event.
const MOST_PLACES: usize = 8;

/// From its first moment to the first one after it.
type Stretch = (Time, Time);

/// Some of the events of a timeline, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathering {
    listing: Listing,
    events: Vec<EventIndex>,
    /// How many of them have a date; they come first.
    dated: usize,
    /// How many more there are than are listed.
    more: usize,
    /// Those that are sure to hold at the time it is about, in reading order too.
    sure: Vec<EventIndex>,
    cast: Vec<(ActorIndex, usize)>,
    actors: usize,
}

/// What is said of an event beside its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The places in the source that speak of it.
    Places(Clean),
    /// It is sure to hold at the time that is asked about.
    Surely,
    /// It may hold at that time.
    Possibly,
    /// It is the event that is asked about.
    Itself,
}

impl Gathering {
    /// Gathers the events of a listing; `None` for one that shows everything, and around an event
    /// without a date. Walks once over all events, but for what is around an event.
    pub fn new(listing: Listing, timeline: &Timeline, index: &Index) -> Option<Self> {
        match listing {
            Listing::Events | Listing::Actors => None,
            Listing::Source(source) => {
                let names = |event: &Event| places(event, source).next().is_some();
                Some(Self::of(listing, timeline, index, names))
            }
            Listing::Theme(event, place) => {
                let theme = timeline.event(event).themes.get(place)?.raw();
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
        // They lie in memory in the order of the file; sorting afterwards would cost more than this.
        let mut chosen = vec![false; timeline.events.len()];
        for (place, event) in timeline.events.walk() {
            chosen[index.rank(place)] = belongs(&event);
        }
        let order = index.order().iter().zip(chosen);
        let events: Vec<EventIndex> = order
            .filter(|&(_, chosen)| chosen)
            .map(|(&event, _)| event)
            .collect();
        let mut gathering = Self {
            dated: events.partition_point(|&event| index.rank(event) < index.dated()),
            listing,
            events,
            more: 0,
            sure: Vec::new(),
            cast: Vec::new(),
            actors: 0,
        };
        gathering.count_cast(timeline);
        gathering
    }

    fn around(timeline: &Timeline, index: &Index, subject: EventIndex) -> Option<Self> {
        let when = timeline.event(subject).when.as_ref()?;
        let window = window_of(when)?;
        let track = index.everything();
        let mut found = track.within(&window, MOST_AROUND);
        let more = track.count(&window).saturating_sub(found.len());
        let own = track.position(index, subject)?;
        if !found.contains(&own) {
            // It comes after all that are listed, or it would be among them.
            found.truncate(MOST_AROUND - 1);
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
        // Who has two roles in an event takes part in it once.
        let mut met: Vec<Option<EventIndex>> = vec![None; timeline.actors.len()];
        for &event in &self.events {
            for part in &timeline.events.read(event.place()).participants {
                let place = part.actor.place();
                if met[place].replace(event) != Some(event) {
                    counts[place] += 1;
                }
            }
        }
        let counts = counts.into_iter().enumerate();
        let mut cast: Vec<_> = counts
            .filter(|&(_, count)| count > 0)
            .map(|(place, count)| (ActorIndex::new(place), count))
            .collect();
        sort_by_key(&mut cast, |&(actor, count)| {
            (std::cmp::Reverse(count), actor)
        });
        self.actors = cast.len();
        cast.truncate(MOST_ACTORS);
        self.cast = cast;
    }

    /// Which listing shows it.
    pub const fn listing(&self) -> Listing {
        self.listing
    }

    /// Whether it is what another listing would show: a theme is the same in all of its events.
    pub fn is_of(&self, listing: Listing, timeline: &Timeline) -> bool {
        match (self.listing, listing) {
            (Listing::Theme(..), Listing::Theme(..)) => {
                theme(timeline, self.listing).map(Clean::raw)
                    == theme(timeline, listing).map(Clean::raw)
            }
            (own, other) => own == other,
        }
    }

    /// Its events, in reading order.
    pub fn events(&self) -> &[EventIndex] {
        &self.events
    }

    /// How many events there are, with those that are not listed.
    pub fn total(&self) -> usize {
        self.events.len().saturating_add(self.more)
    }

    /// Who takes part most often and in how many events, and how many others there are.
    pub fn cast(&self) -> (&[(ActorIndex, usize)], usize) {
        (&self.cast, self.actors - self.cast.len())
    }

    /// The place of an event among them, from 0.
    pub fn place(&self, index: &Index, event: EventIndex) -> Option<usize> {
        place_of(&self.events, index, event)
    }

    /// What is said of one of its events beside the title.
    pub fn remark(&self, timeline: &Timeline, index: &Index, event: EventIndex) -> Option<Remark> {
        match self.listing {
            Listing::Source(source) => {
                let places = place_words(timeline.event(event), source);
                (!places.is_empty()).then_some(Remark::Places(places))
            }
            Listing::Around(subject) if subject == event => Some(Remark::Itself),
            Listing::Around(_) if place_of(&self.sure, index, event).is_some() => {
                Some(Remark::Surely)
            }
            Listing::Around(_) => Some(Remark::Possibly),
            _ => None,
        }
    }

    /// How many rows it takes.
    pub fn height(&self) -> usize {
        self.events.len() + usize::from(self.has_heading()) + usize::from(self.more > 0)
    }

    /// The rows in a range of row numbers; fewer where it ends.
    pub fn rows(&self, range: Range<usize>) -> Vec<Row> {
        let end = range.end.min(self.height());
        (range.start..end).map(|row| self.row(row)).collect()
    }

    fn row(&self, row: usize) -> Row {
        let heading = self.has_heading();
        if heading && row == self.dated {
            return Row::UndatedHeading;
        }
        let place = row - usize::from(heading && row > self.dated);
        let event = self.events.get(place).copied();
        event.map_or(Row::More(self.more), Row::Event)
    }

    /// The row of the event at a place.
    pub fn row_of(&self, place: usize) -> usize {
        place + usize::from(self.has_heading() && place >= self.dated)
    }

    /// The first and the last row that have to be in view with a row: the heading above the first
    /// undated event, and below the last event how many more there are.
    pub fn rows_with(&self, row: usize) -> (usize, usize) {
        let under_heading = self.has_heading() && row == self.dated + 1;
        let above_more = self.more > 0 && row + 2 == self.height();
        (
            row - usize::from(under_heading),
            row + usize::from(above_more),
        )
    }

    fn has_heading(&self) -> bool {
        self.dated < self.events.len()
    }
}

/// The theme that a listing is about, if it is.
pub fn theme(timeline: &Timeline, listing: Listing) -> Option<&Clean> {
    match listing {
        Listing::Theme(event, place) => timeline.event(event).themes.get(place),
        _ => None,
    }
}

/// The places in a source that speak of an event, in its own evidence and in that of its links.
pub(super) fn place_words(event: &Event, source: SourceIndex) -> Clean {
    let mut named: Vec<&str> = Vec::new();
    for evidence in places(event, source) {
        let at = evidence.at.as_str();
        if !at.is_empty() && !named.contains(&at) {
            named.push(at);
        }
        if named.len() > MOST_PLACES {
            break;
        }
    }
    let cut = named.len() > MOST_PLACES;
    named.truncate(MOST_PLACES);
    Clean::line(&(named.join(", ") + if cut { ", ..." } else { "" }))
}

fn places(event: &Event, source: SourceIndex) -> impl Iterator<Item = &Evidence> {
    let links = event.links.iter().flat_map(|link| &link.evidence);
    let all = event.evidence.iter().chain(links);
    all.filter(move |evidence| evidence.source == source)
}

fn place_of(events: &[EventIndex], index: &Index, event: EventIndex) -> Option<usize> {
    let rank = index.rank(event);
    let found = events.binary_search_by_key(&rank, |&event| index.rank(event));
    found.ok()
}

/// From the earliest start of a date to its latest end; of no length, its moment.
fn window_of(when: &When) -> Option<Window> {
    let (start, end) = when.reach();
    Window::new(start, end)
        .or_else(|| Window::new(start, start.saturating_add_nanos(1)))
        .or_else(|| Window::new(start.saturating_add_nanos(-1), start))
}

/// Whether an event may hold at some moment of a date, the gaps of sets of dates taken into account.
fn may_meet(timeline: &Timeline, event: EventIndex, when: &When) -> bool {
    let Some(other) = &timeline.event(event).when else {
        return false;
    };
    // Only sets have gaps; of all others it is known already.
    (when.members().len() < 2 && other.members().len() < 2)
        || meet(&possible(when), &possible(other))
}

fn possible(when: &When) -> Vec<Stretch> {
    let hulls = when.members().iter().map(annals_time::Member::hull);
    hulls.map(stretch).collect()
}

/// The stretches in which what is dated so is sure to hold. A date that is itself about right or in
/// doubt makes nothing sure.
fn certain(when: &When) -> Vec<Stretch> {
    if when.is_approximate() || when.is_uncertain() {
        return Vec::new();
    }
    if when.shape() == Shape::AllOf {
        let members = when.members().iter();
        return members
            .filter_map(|member| member.certain().map(stretch))
            .collect();
    }
    when.certain().map(stretch).into_iter().collect()
}

/// What is open or unknown reaches to the end of the axis.
fn stretch((start, end): (Bound, Bound)) -> Stretch {
    (
        start.time().unwrap_or(Time::MIN),
        end.time().unwrap_or(Time::MAX),
    )
}

fn meet(some: &[Stretch], others: &[Stretch]) -> bool {
    some.iter().any(|&(start, end)| {
        others
            .iter()
            .any(|&(other_start, other_end)| start < other_end && other_start < end)
    })
}

#[cfg(test)]
mod tests;
