//! Texts that several events share: the names of actors and sources, and themes.
//!
//! Owns their places: actors, then sources, then themes in the order in which they first appear. Each is
//! folded once, however many events share it.

use std::collections::HashMap;

use super::fold::fold_into;
use super::postings::Texts;
use super::vocabulary::Builder;
use super::{ACTOR, Field, SOURCE, THEME};
use annals_model::Timeline;
use annals_model::text::Clean;

/// Texts that several events share, while they are collected: those of actors, of sources, of themes.
pub(super) struct SharedTexts {
    /// The place of each theme.
    places: HashMap<Clean, usize>,
    pub themes: Vec<Clean>,
    pub costs: Vec<u8>,
    /// The ranks of the events that share each.
    pub events: Vec<Vec<u32>>,
}

impl SharedTexts {
    /// The texts of all actors, then those of all sources.
    pub(super) fn new(timeline: &Timeline, builder: &mut Builder<3>, texts: &mut Texts) -> Self {
        let mut shared = Self {
            places: HashMap::new(),
            themes: Vec::new(),
            costs: Vec::new(),
            events: Vec::new(),
        };
        for actor in &timeline.actors {
            let names = [&actor.name, &actor.short]
                .into_iter()
                .chain(&actor.aliases);
            shared.add(names.map(Clean::as_str), ACTOR, builder, texts);
        }
        for source in &timeline.sources {
            let names = [&source.title, &source.author];
            let names = names.into_iter().map(Clean::as_str);
            shared.add(names, SOURCE, builder, texts);
        }
        shared
    }

    fn add<'n>(
        &mut self,
        names: impl Iterator<Item = &'n str>,
        cost: u8,
        builder: &mut Builder<3>,
        texts: &mut Texts,
    ) -> usize {
        let place = self.costs.len();
        let folded = texts.add(|all| names.for_each(|name| fold_into(name, all)));
        builder.add(Field::Shared as usize, folded);
        self.costs.push(cost);
        self.events.push(Vec::new());
        place
    }

    /// The place of a theme, a new one if it is new.
    pub(super) fn theme(
        &mut self,
        theme: &Clean,
        builder: &mut Builder<3>,
        texts: &mut Texts,
    ) -> usize {
        if let Some(&place) = self.places.get(theme) {
            return place;
        }
        let place = self.add(std::iter::once(theme.as_str()), THEME, builder, texts);
        self.places.insert(theme.clone(), place);
        self.themes.push(theme.clone());
        place
    }
}
