//! [`Search`]: as-you-type search over titles, summaries, actors and their aliases, themes, and the
//! sources named in evidence.
//!
//! Owns which events are found and their rank. Case and diacritics do not count, scripts without
//! blanks are searched character by character, and typos are forgiven; see [`Highlighter`] for what to
//! mark in a shown text. It holds a folded copy of the texts and the places of every different word;
//! notes for the presenter are not searched. It reads no query language.
//!
//! Words are looked up in the vocabulary and never in the texts, so a keystroke costs about as much as
//! there are hits. Only phrases, and scripts without blanks, are compared with texts afterwards.

mod bits;
mod fold;
mod needle;
mod postings;
mod roles;
mod shared;
mod sought;
mod vocabulary;

use memchr::memmem;

pub(super) use bits::Bits;
pub use fold::fold_character;
pub(super) use fold::{fold, fold_into};
pub(super) use sought::Phrase;
pub use sought::{Highlighter, matched};

use super::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Timeline};
use needle::{Likeness, Needle};
use postings::{Postings, Texts};
use roles::{Roles, RolesMet};
use shared::SharedTexts;
use sought::Sought;
use vocabulary::{Builder, Vocabulary};

/// At most so many hits are ranked.
const MOST_RANKED: usize = 10_000;
/// After so many words it is asked whether anybody still wants the answer.
const PATIENCE: usize = 256;

/// What costs nothing: not found.
const NONE: u8 = u8::MAX;
/// From this on, a hit is owed to a forgiven typo. More than any other likeness costs in any field.
const NEAR: u8 = 8;

const fn cost(likeness: Likeness) -> u8 {
    match likeness {
        Likeness::Same => 0,
        Likeness::Start => 1,
        Likeness::Inside => 3,
        Likeness::Near => NEAR,
        Likeness::NearStart => NEAR + 1,
    }
}

/// Where a word stands; the number of its list, and what it costs to be found only there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title = 0,
    Summary = 1,
    /// In a text that several events share.
    Shared = 2,
}

static FIELDS: [Field; 3] = [Field::Title, Field::Summary, Field::Shared];
const TITLE: u8 = 0;
const ACTOR: u8 = 1;
const THEME: u8 = 2;
const SUMMARY: u8 = 3;
const SOURCE: u8 = 4;

/// What a timeline can be searched by.
#[derive(Debug, Clone)]
pub struct Search {
    /// The events in reading order; a place in it is a rank.
    order: Vec<EventIndex>,
    vocabulary: Vocabulary,
    /// Where each word stands, by [`Field`].
    postings: [Postings; 3],
    /// The folded texts, by [`Field`]: titles and summaries by rank.
    texts: [Texts; 3],
    /// The ranks of the events that share a text.
    sharing: Postings,
    /// What sharing a text costs; actors come first, in their order.
    shared_costs: Vec<u8>,
    actors: usize,
    sources: usize,
    /// The shared texts after those of actors and sources.
    themes: Vec<Clean>,
    roles: Roles,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The best hits, best first, equals in reading order; at most 10,000.
    pub ranked: Vec<EventIndex>,
    /// All hits as places in reading order ([`Index::rank`]), ascending.
    pub all: Vec<u32>,
    /// Those of `all` that are owed to a forgiven typo, ascending.
    pub near: Vec<u32>,
    /// The actors that were found by their own names, best first.
    pub actors: Vec<ActorIndex>,
}

/// What one word of a search costs in each event and in each shared text.
struct Costs {
    events: Vec<u8>,
    shared: Vec<u8>,
}

impl Search {
    /// Folds every text of a timeline and notes where each word stands. Costs a few microseconds an
    /// event.
    pub fn new(timeline: &Timeline, index: &Index) -> Self {
        let order = index.order().to_vec();
        let count = order.len();
        let mut builder = Builder::new();
        let mut texts = [count, count, timeline.actors.len()].map(Texts::with_capacity);
        let mut roles = RolesMet::default();
        let mut shared = SharedTexts::new(timeline, &mut builder, &mut texts[2]);
        for (rank, &event) in (0_u32..).zip(&order) {
            let event = timeline.events.read(event.place());
            for (field, text) in [
                (Field::Title, &event.title),
                (Field::Summary, &event.summary),
            ] {
                let folded = texts[field as usize].add(|all| fold_into(text.as_str(), all));
                builder.add(field as usize, folded);
            }
            for part in &event.participants {
                shared.events[part.actor.place()].push(rank);
                roles.add(&part.role, rank);
            }
            let assertions = event.links.iter().flat_map(|link| &link.evidence);
            for evidence in event.evidence.iter().chain(assertions) {
                shared.events[timeline.actors.len() + evidence.source.place()].push(rank);
            }
            for theme in &event.themes {
                let place = shared.theme(theme, &mut builder, &mut texts[2]);
                shared.events[place].push(rank);
            }
        }
        let (vocabulary, postings) = builder.finish();
        texts.iter_mut().for_each(Texts::shrink);
        let mut sharing = Postings::default();
        for events in shared.events {
            sharing.add(events.into_iter());
        }
        sharing.shrink();
        Self {
            order,
            vocabulary,
            postings,
            texts,
            sharing,
            shared_costs: shared.costs,
            actors: timeline.actors.len(),
            sources: timeline.sources.len(),
            themes: shared.themes,
            roles: roles.finish(),
        }
    }

    /// The events in which every word of a typed text is found. Without words, nothing is.
    ///
    /// `None` as soon as `is_wanted` says that nobody wants the answer any more. It is asked often.
    pub fn find(&self, text: &str, is_wanted: &dyn Fn() -> bool) -> Option<Hits> {
        let mut all: Option<Costs> = None;
        // With several words, a sum does not tell whether one of them was a typo.
        let mut near: Option<Vec<bool>> = None;
        for sought in sought::sought(text) {
            let one = match &sought {
                Sought::Word(needle) => self.costs_of_word(needle, is_wanted)?,
                Sought::Phrase(phrase) => self.costs_of_phrase(phrase, is_wanted)?,
            };
            all = Some(match all {
                None => one,
                Some(mut all) => {
                    let is_near = |&cost: &u8| cost >= NEAR;
                    let near = near.get_or_insert_with(|| all.events.iter().map(is_near).collect());
                    for (near, cost) in near.iter_mut().zip(&one.events) {
                        *near |= is_near(cost);
                    }
                    add(&mut all.events, &one.events);
                    add(&mut all.shared, &one.shared);
                    all
                }
            });
            if !is_wanted() {
                return None;
            }
        }
        Some(all.map_or_else(Hits::default, |costs| self.hits(&costs, near.as_deref())))
    }

    /// The events, by their places in the file, that have a phrase in one of the searched texts. No
    /// typo is forgiven.
    pub(super) fn holding(&self, phrase: &Phrase) -> Bits {
        let mut found = Bits::none(self.order.len());
        for field in FIELDS {
            for place in self.places(field, phrase).iter() {
                if field == Field::Shared {
                    self.sharing.each(place, |rank| found.insert(rank));
                } else {
                    found.insert(place);
                }
            }
        }
        self.events_at(&found)
    }

    /// The events, by their places in the file, of which one of some sources speaks.
    pub(super) fn of_sources(&self, sources: &Bits) -> Bits {
        let places = sources.iter().map(|source| self.actors + source);
        self.sharing_any(places.filter(|&place| place < self.actors + self.sources))
    }

    /// The events, by their places in the file, about one of the themes that `is_meant` says.
    pub(super) fn of_themes(&self, is_meant: impl Fn(&Clean) -> bool) -> Bits {
        let themes = self.themes.iter().enumerate();
        let meant = themes.filter(|(_, theme)| is_meant(theme));
        self.sharing_any(meant.map(|(place, _)| self.actors + self.sources + place))
    }

    /// Every theme, in the order in which they first appear to a reader.
    pub(super) fn themes(&self) -> &[Clean] {
        &self.themes
    }

    /// The events, by their places in the file, in which somebody has one of the roles that `is_meant`
    /// says.
    pub(super) fn of_roles(&self, is_meant: impl Fn(&Clean) -> bool) -> Bits {
        let mut found = Bits::none(self.order.len());
        self.roles.each(is_meant, |rank| found.insert(rank));
        self.events_at(&found)
    }

    /// Every role, in the order in which they first appear to a reader.
    pub(super) fn roles(&self) -> &[Clean] {
        self.roles.names()
    }

    fn sharing_any(&self, places: impl Iterator<Item = usize>) -> Bits {
        let mut found = Bits::none(self.order.len());
        for place in places {
            self.sharing.each(place, |rank| found.insert(rank));
        }
        self.events_at(&found)
    }

    /// The events of these ranks, by their places in the file. Once for all, as each may have been found
    /// in many ways.
    fn events_at(&self, ranks: &Bits) -> Bits {
        let mut events = Bits::none(self.order.len());
        for rank in ranks.iter() {
            events.insert(self.order[rank].place());
        }
        events
    }

    /// The bytes that it holds.
    pub fn size(&self) -> usize {
        let postings: usize = self.postings.iter().map(Postings::size).sum();
        let texts: usize = self.texts.iter().map(Texts::size).sum();
        self.vocabulary.size()
            + postings
            + texts
            + self.sharing.size()
            + self.roles.size()
            + self.themes.len() * size_of::<Clean>()
            + self.shared_costs.capacity()
            + self.order.capacity() * size_of::<EventIndex>()
    }

    fn nothing(&self) -> Costs {
        Costs {
            events: vec![NONE; self.order.len()],
            shared: vec![NONE; self.shared_costs.len()],
        }
    }

    fn costs_of_word(&self, needle: &Needle, is_wanted: &dyn Fn() -> bool) -> Option<Costs> {
        let mut words = Vec::new();
        self.vocabulary
            .each_like(needle, |place, likeness| words.push((place, likeness)));
        let mut costs = self.nothing();
        let [titles, summaries, shared] = &self.postings;
        for chunk in words.chunks(PATIENCE) {
            if !is_wanted() {
                return None;
            }
            for &(word, likeness) in chunk {
                let cost = cost(likeness);
                titles.each(word, |rank| lower(&mut costs.events[rank], cost + TITLE));
                summaries.each(word, |rank| {
                    lower(&mut costs.events[rank], cost + SUMMARY);
                });
                shared.each(word, |place| lower(&mut costs.shared[place], cost));
            }
        }
        self.share(&mut costs, is_wanted)?;
        Some(costs)
    }

    fn costs_of_phrase(&self, phrase: &Phrase, is_wanted: &dyn Fn() -> bool) -> Option<Costs> {
        let mut costs = self.nothing();
        let closed = format!("{} ", phrase.pattern().trim_end_matches(' '));
        for field in FIELDS {
            if !is_wanted() {
                return None;
            }
            for place in self.places(field, phrase).iter() {
                let same = self.texts[field as usize].get(place).contains(&closed);
                let cost = cost(if same {
                    Likeness::Same
                } else {
                    Likeness::Start
                });
                match field {
                    Field::Title => lower(&mut costs.events[place], cost + TITLE),
                    Field::Summary => lower(&mut costs.events[place], cost + SUMMARY),
                    Field::Shared => lower(&mut costs.shared[place], cost),
                }
            }
        }
        self.share(&mut costs, is_wanted)?;
        Some(costs)
    }

    /// Passes what was found in shared texts on to the events that share them.
    fn share(&self, costs: &mut Costs, is_wanted: &dyn Fn() -> bool) -> Option<()> {
        let Costs { events, shared } = costs;
        let found = shared.iter().zip(&self.shared_costs).enumerate();
        let found = found.filter(|(_, (cost, _))| **cost != NONE);
        for (count, (place, (&cost, &sharing))) in found.enumerate() {
            if count % PATIENCE == 0 && !is_wanted() {
                return None;
            }
            self.sharing
                .each(place, |rank| lower(&mut events[rank], cost + sharing));
        }
        Some(())
    }

    /// The texts of a field that have a phrase.
    fn places(&self, field: Field, phrase: &Phrase) -> Bits {
        let texts = &self.texts[field as usize];
        let words = phrase.words();
        let mut found: Option<Bits> = None;
        for (place, word) in words.iter().enumerate() {
            let is_last = place + 1 == words.len();
            let like = if is_last && phrase.is_open() {
                self.vocabulary.beginning(word)
            } else {
                self.vocabulary.exactly(word)
            };
            let mut having = Bits::none(texts.len());
            for word in like {
                self.postings[field as usize].each(word, |text| having.insert(text));
            }
            match &mut found {
                None => found = Some(having),
                Some(found) => found.keep(&having),
            }
        }
        let found = found.unwrap_or_else(|| Bits::none(0));
        if words.len() < 2 {
            return found;
        }
        // All its words are there; whether they are next to each other is written in the text.
        let finder = memmem::Finder::new(phrase.pattern());
        let mut adjacent = Bits::none(texts.len());
        for place in found.iter() {
            if finder.find(texts.get(place).as_bytes()).is_some() {
                adjacent.insert(place);
            }
        }
        adjacent
    }

    /// Sorts by cost; equals stay in reading order.
    fn hits(&self, costs: &Costs, near: Option<&[bool]>) -> Hits {
        let mut next = [0_usize; NONE as usize + 1];
        for &cost in &costs.events {
            next[usize::from(cost)] += 1;
        }
        let mut count = 0;
        for (cost, next) in next.iter_mut().enumerate() {
            let these = std::mem::replace(next, count);
            if cost < usize::from(NONE) {
                count += these;
            }
        }
        let mut hits = Hits {
            ranked: vec![EventIndex::new(0); count.min(MOST_RANKED)],
            all: Vec::with_capacity(count),
            near: Vec::new(),
            actors: self.found_actors(&costs.shared),
        };
        for (rank, &cost) in (0_u32..).zip(&costs.events) {
            if cost == NONE {
                continue;
            }
            hits.all.push(rank);
            if near.map_or(cost >= NEAR, |near| near[rank as usize]) {
                hits.near.push(rank);
            }
            let place = &mut next[usize::from(cost)];
            if let Some(slot) = hits.ranked.get_mut(*place) {
                *slot = self.order[rank as usize];
            }
            *place += 1;
        }
        hits
    }

    fn found_actors(&self, shared: &[u8]) -> Vec<ActorIndex> {
        let mut found: Vec<(u8, ActorIndex)> = (0..self.actors)
            .filter(|&place| shared[place] != NONE)
            .map(|place| (shared[place], ActorIndex::new(place)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, actor)| actor).collect()
    }
}

fn lower(cost: &mut u8, to: u8) {
    *cost = (*cost).min(to);
}

/// Adds what another word costs; what lacks one word is not found.
fn add(costs: &mut [u8], more: &[u8]) {
    for (cost, &more) in costs.iter_mut().zip(more) {
        *cost = if *cost == NONE || more == NONE {
            NONE
        } else {
            // Sixteen words cannot cost so much; a limit keeps the sum apart from NONE all the same.
            cost.saturating_add(more).min(NONE - 1)
        };
    }
}

#[cfg(test)]
pub(super) use tests::many_events;

#[cfg(test)]
mod tests;
