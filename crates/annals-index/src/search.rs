//! [`Search`]: as-you-type search over titles, summaries, actors with their aliases, themes, and the
//! sources cited as evidence. Notes for the presenter are not searched.
//!
//! Case and diacritics are ignored, scripts without spaces are searched character by character, and typos
//! are tolerated. [`Highlighter`] marks the matches in a displayed text.
//!
//! The search keeps a folded copy of the texts and, for every distinct word, the list of texts that contain
//! it. Words are looked up in the vocabulary, so a keystroke costs about as much as there are hits; only
//! phrases, and scripts without spaces, are compared with texts afterwards.

mod fold;
mod needle;
mod postings;
mod roles;
mod shared_texts;
mod terms;
mod vocabulary;

use fixedbitset::FixedBitSet;
use memchr::memmem;

pub use fold::fold_character;
pub(super) use fold::{fold, fold_into};
pub(super) use terms::Phrase;
pub use terms::{Highlighter, matched};

use super::index::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Timeline};
use needle::{Likeness, Needle};
use postings::{Postings, Texts};
use roles::{Roles, RolesMet};
use shared_texts::SharedTexts;
use terms::SearchTerm;
use vocabulary::{Builder, Vocabulary};

/// Maximum number of ranked hits.
const MAX_RANKED: usize = 10_000;
/// Number of words after which a search checks whether it was cancelled.
const CANCEL_CHECK_INTERVAL: usize = 256;

/// The cost of an event that is not a hit.
const NONE: u8 = u8::MAX;
/// Minimum cost of a hit with a typo. Greater than the cost of any exact match in any field.
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

/// The kind of text that contains a word, and the index of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title = 0,
    Summary = 1,
    /// A text that several events share.
    Shared = 2,
}

static FIELDS: [Field; 3] = [Field::Title, Field::Summary, Field::Shared];
const TITLE: u8 = 0;
const ACTOR: u8 = 1;
const THEME: u8 = 2;
const SUMMARY: u8 = 3;
const SOURCE: u8 = 4;

/// The search index of a timeline.
#[derive(Debug, Clone)]
pub struct Search {
    /// The events in reading order, by rank.
    order: Vec<EventIndex>,
    vocabulary: Vocabulary,
    /// For each word the texts that contain it, by [`Field`].
    postings: [Postings; 3],
    /// The folded texts, by [`Field`]: titles and summaries by rank.
    texts: [Texts; 3],
    /// The ranks of the events that share a text.
    sharing: Postings,
    /// The additional cost of a hit in each shared text. Actors come first, in their order.
    shared_costs: Vec<u8>,
    actors: usize,
    sources: usize,
    /// The shared texts after those of actors and sources.
    themes: Vec<Clean>,
    roles: Roles,
}

/// The results of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The best hits, best first, equal ones in reading order; at most 10,000.
    pub ranked: Vec<EventIndex>,
    /// The ranks ([`Index::rank`]) of all hits, ascending.
    pub all: Vec<u32>,
    /// Those of `all` that match only with a typo, ascending.
    pub near: Vec<u32>,
    /// The actors whose names match, best first.
    pub actors: Vec<ActorIndex>,
}

/// The cost of one word of a search in each event and each shared text.
struct Costs {
    events: Vec<u8>,
    shared: Vec<u8>,
}

impl Search {
    /// Builds the search index. Costs a few microseconds per event.
    pub fn new(timeline: &Timeline, index: &Index) -> Self {
        let order = index.order().to_vec();
        let count = order.len();
        let mut builder = Builder::new();
        let mut texts = [count, count, timeline.actors.len()].map(Texts::with_capacity);
        let mut roles = RolesMet::default();
        let mut shared = SharedTexts::new(timeline, &mut builder, &mut texts[2]);
        for (rank, &event) in (0_u32..).zip(&order) {
            let event = timeline.events.read(event.index());
            for (field, text) in [
                (Field::Title, &event.title),
                (Field::Summary, &event.summary),
            ] {
                let folded = texts[field as usize].add(|all| fold_into(text.as_str(), all));
                builder.add(field as usize, folded);
            }
            for part in &event.participants {
                shared.events[part.actor.index()].push(rank);
                roles.add(&part.role, rank);
            }
            let assertions = event.links.iter().flat_map(|link| &link.evidence);
            for evidence in event.evidence.iter().chain(assertions) {
                shared.events[timeline.actors.len() + evidence.source.index()].push(rank);
            }
            for theme in &event.themes {
                let position = shared.theme(theme, &mut builder, &mut texts[2]);
                shared.events[position].push(rank);
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

    /// Returns the events in which every word of a typed text is found. Without words, nothing is found.
    ///
    /// `is_wanted` is called often; the search is cancelled and returns `None` when it returns false.
    pub fn find(&self, text: &str, is_wanted: &dyn Fn() -> bool) -> Option<Hits> {
        let mut all: Option<Costs> = None;
        // With several words, the sum does not show whether one of them matched only with a typo.
        let mut near: Option<Vec<bool>> = None;
        for sought in terms::search_terms(text) {
            let one = match &sought {
                SearchTerm::Word(needle) => self.costs_of_word(needle, is_wanted)?,
                SearchTerm::Phrase(phrase) => self.costs_of_phrase(phrase, is_wanted)?,
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

    /// Returns the events, by index in the file, with a phrase in one of their texts. Typos are not tolerated.
    pub(super) fn holding(&self, phrase: &Phrase) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.order.len());
        for field in FIELDS {
            for position in self.positions(field, phrase).ones() {
                if field == Field::Shared {
                    self.sharing.each(position, |rank| found.insert(rank));
                } else {
                    found.insert(position);
                }
            }
        }
        self.events_at(&found)
    }

    /// Returns the events, by index in the file, that cite one of the sources.
    pub(super) fn of_sources(&self, sources: &FixedBitSet) -> FixedBitSet {
        let positions = sources.ones().map(|source| self.actors + source);
        self.sharing_any(positions.filter(|&position| position < self.actors + self.sources))
    }

    /// Returns the events, by index in the file, with a theme that `is_meant` accepts.
    pub(super) fn of_themes(&self, is_meant: impl Fn(&Clean) -> bool) -> FixedBitSet {
        let themes = self.themes.iter().enumerate();
        let meant = themes.filter(|(_, theme)| is_meant(theme));
        self.sharing_any(meant.map(|(position, _)| self.actors + self.sources + position))
    }

    /// Returns every theme, in order of first appearance.
    pub(super) fn themes(&self) -> &[Clean] {
        &self.themes
    }

    /// Returns the events, by index in the file, with a role that `is_meant` accepts.
    pub(super) fn of_roles(&self, is_meant: impl Fn(&Clean) -> bool) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.order.len());
        self.roles.each(is_meant, |rank| found.insert(rank));
        self.events_at(&found)
    }

    /// Returns every role, in order of first appearance.
    pub(super) fn roles(&self) -> &[Clean] {
        self.roles.names()
    }

    fn sharing_any(&self, positions: impl Iterator<Item = usize>) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.order.len());
        for position in positions {
            self.sharing.each(position, |rank| found.insert(rank));
        }
        self.events_at(&found)
    }

    /// Converts ranks to indices in the file.
    fn events_at(&self, ranks: &FixedBitSet) -> FixedBitSet {
        let mut events = FixedBitSet::with_capacity(self.order.len());
        for rank in ranks.ones() {
            events.insert(self.order[rank].index());
        }
        events
    }

    fn nothing(&self) -> Costs {
        Costs {
            events: vec![NONE; self.order.len()],
            shared: vec![NONE; self.shared_costs.len()],
        }
    }

    fn costs_of_word(&self, needle: &Needle, is_wanted: &dyn Fn() -> bool) -> Option<Costs> {
        let mut words = Vec::new();
        self.vocabulary.each_like(needle, |position, likeness| {
            words.push((position, likeness));
        });
        let mut costs = self.nothing();
        let [titles, summaries, shared] = &self.postings;
        for chunk in words.chunks(CANCEL_CHECK_INTERVAL) {
            if !is_wanted() {
                return None;
            }
            for &(word, likeness) in chunk {
                let cost = cost(likeness);
                titles.each(word, |rank| lower(&mut costs.events[rank], cost + TITLE));
                summaries.each(word, |rank| {
                    lower(&mut costs.events[rank], cost + SUMMARY);
                });
                shared.each(word, |position| lower(&mut costs.shared[position], cost));
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
            for position in self.positions(field, phrase).ones() {
                let same = self.texts[field as usize].get(position).contains(&closed);
                let cost = cost(if same {
                    Likeness::Same
                } else {
                    Likeness::Start
                });
                match field {
                    Field::Title => lower(&mut costs.events[position], cost + TITLE),
                    Field::Summary => lower(&mut costs.events[position], cost + SUMMARY),
                    Field::Shared => lower(&mut costs.shared[position], cost),
                }
            }
        }
        self.share(&mut costs, is_wanted)?;
        Some(costs)
    }

    /// Passes the costs of shared texts on to the events that share them.
    fn share(&self, costs: &mut Costs, is_wanted: &dyn Fn() -> bool) -> Option<()> {
        let Costs { events, shared } = costs;
        let found = shared.iter().zip(&self.shared_costs).enumerate();
        let found = found.filter(|(_, (cost, _))| **cost != NONE);
        for (count, (position, (&cost, &sharing))) in found.enumerate() {
            if count % CANCEL_CHECK_INTERVAL == 0 && !is_wanted() {
                return None;
            }
            self.sharing
                .each(position, |rank| lower(&mut events[rank], cost + sharing));
        }
        Some(())
    }

    /// Returns the texts of a field that contain a phrase.
    fn positions(&self, field: Field, phrase: &Phrase) -> FixedBitSet {
        let texts = &self.texts[field as usize];
        let words = phrase.words();
        let mut found: Option<FixedBitSet> = None;
        for (position, word) in words.iter().enumerate() {
            let is_last = position + 1 == words.len();
            let like = if is_last && phrase.is_open() {
                self.vocabulary.beginning(word)
            } else {
                self.vocabulary.exactly(word)
            };
            let mut having = FixedBitSet::with_capacity(texts.len());
            for word in like {
                self.postings[field as usize].each(word, |text| having.insert(text));
            }
            match &mut found {
                None => found = Some(having),
                Some(found) => found.intersect_with(&having),
            }
        }
        let found = found.unwrap_or_else(|| FixedBitSet::with_capacity(0));
        if words.len() < 2 {
            return found;
        }
        // These contain all words; whether they are adjacent has to be looked up in the text.
        let finder = memmem::Finder::new(phrase.pattern());
        let mut adjacent = FixedBitSet::with_capacity(texts.len());
        for position in found.ones() {
            if finder.find(texts.get(position).as_bytes()).is_some() {
                adjacent.insert(position);
            }
        }
        adjacent
    }

    /// Sorts hits by cost (counting sort); equal costs stay in reading order.
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
            ranked: vec![EventIndex::new(0); count.min(MAX_RANKED)],
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
            let position = &mut next[usize::from(cost)];
            if let Some(slot) = hits.ranked.get_mut(*position) {
                *slot = self.order[rank as usize];
            }
            *position += 1;
        }
        hits
    }

    fn found_actors(&self, shared: &[u8]) -> Vec<ActorIndex> {
        let mut found: Vec<(u8, ActorIndex)> = (0..self.actors)
            .filter(|&position| shared[position] != NONE)
            .map(|position| (shared[position], ActorIndex::new(position)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, actor)| actor).collect()
    }
}

fn lower(cost: &mut u8, to: u8) {
    *cost = (*cost).min(to);
}

/// Adds the costs of another word. An event without one of the words is not a hit.
fn add(costs: &mut [u8], more: &[u8]) {
    for (cost, &more) in costs.iter_mut().zip(more) {
        *cost = if *cost == NONE || more == NONE {
            NONE
        } else {
            // The sum of sixteen words is smaller; the limit keeps it apart from NONE in any case.
            cost.saturating_add(more).min(NONE - 1)
        };
    }
}

#[cfg(test)]
mod tests;
