//! Resolves the names in a query: a name matches the whole of an id or of another name, or else the
//! beginning of words in one. Unknown names are reported.

use std::collections::{HashMap, HashSet};

use fixedbitset::FixedBitSet;

use super::field::Field;
use super::prepare::What;
use crate::search::{Phrase, Search, fold_into};
use annals_model::text::{Clean, nearest};
use annals_model::{Event, Timeline};

/// Maximum number of names that are compared to suggest one.
const MAX_COMPARED: usize = 20_000;

/// Resolves the typed names of a field.
pub(super) fn named(
    field: Field,
    typed: &[String],
    timeline: &Timeline,
    search: Option<&Search>,
    notes: &mut Vec<Clean>,
) -> What {
    let mut names = Names::new(field, typed);
    match field {
        Field::Source => {
            let mut found = FixedBitSet::with_capacity(timeline.sources.len());
            let all = timeline.sources.iter().enumerate();
            names.resolve(
                all,
                |(_, source)| vec![&source.id, &source.title, &source.author],
                |(position, _)| found.insert(position),
            );
            names.note_unknown(&timeline.sources.iter().map(|source| &source.id), notes);
            What::of_sources(found, search)
        }
        Field::Role => {
            if let Some(search) = search {
                let found = texts(&mut names, search.roles().iter(), notes);
                let is_meant = |role: &Clean| found.contains(role.as_str());
                return What::Events(search.of_roles(is_meant));
            }
            let roles = different(timeline, usize::MAX, |event, found| {
                event.participants.iter().for_each(|part| found(&part.role));
            });
            What::Roles(texts(&mut names, roles.iter(), notes))
        }
        Field::Theme => {
            if let Some(search) = search {
                let found = texts(&mut names, search.themes().iter(), notes);
                let is_meant = |theme: &Clean| found.contains(theme.as_str());
                return What::Events(search.of_themes(is_meant));
            }
            let themes = different(timeline, usize::MAX, |event, found| {
                event.themes.iter().for_each(found);
            });
            What::Themes(texts(&mut names, themes.iter(), notes))
        }
        Field::Account => {
            let mut found = FixedBitSet::with_capacity(timeline.accounts.len());
            let shown = timeline.accounts.iter().enumerate();
            let shown = shown.filter(|(_, account)| account.on);
            names.resolve(
                shown.clone(),
                |(_, account)| vec![&account.id, &account.title, &account.short],
                |(position, _)| found.insert(position),
            );
            names.note_unknown(&shown.map(|(_, account)| &account.id), notes);
            What::Layers(found)
        }
        Field::Id => {
            let mut found = FixedBitSet::with_capacity(timeline.events.len());
            for sought in &mut names.sought {
                let is_meant = |event: &Event| event.id.raw().eq_ignore_ascii_case(sought.typed);
                for (index, _) in timeline.events.walk().filter(|(_, event)| is_meant(event)) {
                    found.insert(index.index());
                    sought.is_found = true;
                }
            }
            let known = timeline.events.walk().take(MAX_COMPARED);
            let known: Vec<Clean> = known.map(|(_, event)| event.id.clone()).collect();
            names.note_unknown(&known.iter(), notes);
            What::Events(found)
        }
        _ => {
            let mut found = FixedBitSet::with_capacity(timeline.actors.len());
            let all = timeline.actors.iter().enumerate();
            names.resolve(
                all,
                |(_, actor)| {
                    let own = [&actor.id, &actor.name, &actor.short].into_iter();
                    own.chain(&actor.aliases).collect()
                },
                |(position, _)| found.insert(position),
            );
            names.note_unknown(&timeline.actors.iter().map(|actor| &actor.id), notes);
            What::Actors(found)
        }
    }
}

/// The typed names of a field. A match of a whole name takes precedence over matches of word beginnings.
struct Names<'q> {
    field: Field,
    sought: Vec<Sought<'q>>,
}

struct Sought<'q> {
    typed: &'q str,
    phrase: Option<Phrase>,
    /// Whether it matches a whole name, so that only whole names count.
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

    /// Finds the matching entries. Each has several names, of which the first is its id.
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

    /// Adds a note for each name that was not found.
    fn note_unknown<'t, I>(&self, ids: &I, notes: &mut Vec<Clean>)
    where
        I: Iterator<Item = &'t Clean> + Clone,
    {
        for sought in self.sought.iter().filter(|sought| !sought.is_found) {
            let hint = nearest(
                sought.typed,
                ids.clone().take(MAX_COMPARED).map(Clean::as_str),
            );
            let hint = hint.map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            let (field, typed) = (self.field.name(), sought.typed);
            notes.push(Clean::line(&format!(
                "{field}:{typed} names nothing in this timeline.{hint}"
            )));
        }
    }
}

/// Returns the distinct non-empty texts of the first `most` events, in order of first appearance. `each` passes on the
/// texts of an event.
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

/// Returns the matching texts among those that many events share. Each distinct text is compared once.
fn texts<'t>(
    names: &mut Names<'_>,
    all: impl Iterator<Item = &'t Clean>,
    notes: &mut Vec<Clean>,
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
    names.note_unknown(&sorted.into_iter(), notes);
    found
}
