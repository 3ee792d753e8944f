//! Names in a query, and what they name in a timeline.
//!
//! Owns when a typed name means a thing: the whole of its id or of one of its names, or else the
//! beginning of words in one of them; and what is said where it means nothing.

use std::collections::{HashMap, HashSet};

use super::Field;
use super::prepare::What;
use crate::search::{Bits, Phrase, Search, fold_into};
use annals_model::text::{Clean, nearest};
use annals_model::{Event, Timeline};

/// The nearest name is looked for among so many.
const MOST_COMPARED: usize = 20_000;

/// Resolves the typed names of a field.
pub(super) fn named(
    field: Field,
    typed: &[String],
    timeline: &Timeline,
    search: Option<&Search>,
    remarks: &mut Vec<Clean>,
) -> What {
    let mut names = Names::new(field, typed);
    match field {
        Field::Source => {
            let mut found = Bits::none(timeline.sources.len());
            let all = timeline.sources.iter().enumerate();
            names.resolve(
                all,
                |(_, source)| vec![&source.id, &source.title, &source.author],
                |(place, _)| found.insert(place),
            );
            names.remark(&timeline.sources.iter().map(|source| &source.id), remarks);
            What::of_sources(found, search)
        }
        Field::Role => {
            if let Some(search) = search {
                let found = texts(&mut names, search.roles().iter(), remarks);
                let is_meant = |role: &Clean| found.contains(role.as_str());
                return What::Events(search.of_roles(is_meant));
            }
            let roles = different(timeline, usize::MAX, |event, found| {
                event.participants.iter().for_each(|part| found(&part.role));
            });
            What::Roles(texts(&mut names, roles.iter(), remarks))
        }
        Field::Theme => {
            if let Some(search) = search {
                let found = texts(&mut names, search.themes().iter(), remarks);
                let is_meant = |theme: &Clean| found.contains(theme.as_str());
                return What::Events(search.of_themes(is_meant));
            }
            let themes = different(timeline, usize::MAX, |event, found| {
                event.themes.iter().for_each(found);
            });
            What::Themes(texts(&mut names, themes.iter(), remarks))
        }
        Field::Layer => {
            let mut found = Bits::none(timeline.layers.len());
            let shown = timeline.layers.iter().enumerate();
            let shown = shown.filter(|(_, layer)| layer.on);
            names.resolve(
                shown.clone(),
                |(_, layer)| vec![&layer.id, &layer.title, &layer.short],
                |(place, _)| found.insert(place),
            );
            names.remark(&shown.map(|(_, layer)| &layer.id), remarks);
            What::Layers(found)
        }
        Field::Id => {
            let mut found = Bits::none(timeline.events.len());
            for sought in &mut names.sought {
                let is_meant = |event: &Event| event.id.raw().eq_ignore_ascii_case(sought.typed);
                for (index, _) in timeline.events.walk().filter(|(_, event)| is_meant(event)) {
                    found.insert(index.place());
                    sought.is_found = true;
                }
            }
            let known = timeline.events.walk().take(MOST_COMPARED);
            let known: Vec<Clean> = known.map(|(_, event)| event.id.clone()).collect();
            names.remark(&known.iter(), remarks);
            What::Events(found)
        }
        _ => {
            let mut found = Bits::none(timeline.actors.len());
            let all = timeline.actors.iter().enumerate();
            names.resolve(
                all,
                |(_, actor)| {
                    let own = [&actor.id, &actor.name, &actor.short].into_iter();
                    own.chain(&actor.aliases).collect()
                },
                |(place, _)| found.insert(place),
            );
            names.remark(&timeline.actors.iter().map(|actor| &actor.id), remarks);
            What::Actors(found)
        }
    }
}

/// Names as they were typed: the whole of a name goes before the beginning of its words.
struct Names<'q> {
    field: Field,
    sought: Vec<Sought<'q>>,
}

struct Sought<'q> {
    typed: &'q str,
    phrase: Option<Phrase>,
    /// Whether it is the whole of a name, so that it means nothing else.
    is_whole: bool,
    is_found: bool,
}

impl<'q> Names<'q> {
    fn new(field: Field, names: &'q [String]) -> Self {
        let sought = names.iter().map(|name| Sought {
            typed: name,
            phrase: Phrase::new(name, true),
            is_whole: false,
            is_found: false,
        });
        Self {
            field,
            sought: sought.collect(),
        }
    }

    /// Finds the meant ones among things of several names each, of which the first is its id.
    fn resolve<'t, T>(
        &mut self,
        all: impl Iterator<Item = T> + Clone,
        names: impl Fn(&T) -> Vec<&'t Clean>,
        mut meant: impl FnMut(T),
    ) {
        let mut folded = String::new();
        let mut is_like = |text: &Clean, phrase: &Option<Phrase>, whole: bool| {
            let Some(phrase) = phrase else {
                return false;
            };
            folded.clear();
            fold_into(text.as_str(), &mut folded);
            if whole {
                phrase.is_all_of(&folded)
            } else {
                phrase.is_in(&folded)
            }
        };
        for thing in all.clone() {
            let names = names(&thing);
            for sought in &mut self.sought {
                let is_id = names.first().is_some_and(|id| id.raw() == sought.typed);
                sought.is_whole |=
                    is_id || names.iter().any(|name| is_like(name, &sought.phrase, true));
            }
        }
        for thing in all {
            let names = names(&thing);
            let mut is_meant = false;
            for sought in &mut self.sought {
                let is_id = names.first().is_some_and(|id| id.raw() == sought.typed);
                let found = is_id
                    || names
                        .iter()
                        .any(|name| is_like(name, &sought.phrase, sought.is_whole));
                sought.is_found |= found;
                is_meant |= found;
            }
            if is_meant {
                meant(thing);
            }
        }
    }

    /// Says which names name nothing.
    fn remark<'t, I>(&self, ids: &I, remarks: &mut Vec<Clean>)
    where
        I: Iterator<Item = &'t Clean> + Clone,
    {
        for sought in self.sought.iter().filter(|sought| !sought.is_found) {
            let hint = nearest(
                sought.typed,
                ids.clone().take(MOST_COMPARED).map(Clean::as_str),
            );
            let hint = hint.map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            let (field, typed) = (self.field.name(), sought.typed);
            remarks.push(Clean::line(&format!(
                "{field}:{typed} names nothing in this timeline.{hint}"
            )));
        }
    }
}

/// Each different text that is not empty, of so many events at the most, in the order in which they first
/// appear. `each` hands over the texts of an event.
pub(super) fn different(
    timeline: &Timeline,
    most: usize,
    each: impl Fn(&Event, &mut dyn FnMut(&Clean)),
) -> Vec<Clean> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (_, event) in timeline.events.walk().take(most) {
        each(&event, &mut |text| {
            if !text.is_empty() && !seen.contains(text.as_str()) {
                seen.insert(Box::<str>::from(text.as_str()));
                found.push(text.clone());
            }
        });
    }
    found
}

/// The meant ones among texts that many events share. Each different text is looked at once.
fn texts<'t>(
    names: &mut Names<'_>,
    all: impl Iterator<Item = &'t Clean>,
    remarks: &mut Vec<Clean>,
) -> HashSet<Box<str>> {
    let mut different: HashMap<&str, &Clean> = HashMap::new();
    for text in all {
        different.entry(text.as_str()).or_insert(text);
    }
    let mut found = HashSet::new();
    names.resolve(
        different.values().copied(),
        |text| vec![*text],
        |text| {
            found.insert(text.as_str().into());
        },
    );
    let mut sorted: Vec<_> = different.into_values().collect();
    sorted.sort_unstable();
    names.remark(&sorted.into_iter(), remarks);
    found
}
