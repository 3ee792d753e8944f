//! Texts that several events share: names of actors, then names of sources, then themes in order of first
//! appearance. Each is folded once, however many events share it.

use std::collections::HashMap;

use super::fold::fold_into;
use super::postings::Texts;
use super::vocabulary::Builder;
use super::{ACTOR, Field, SOURCE, THEME};
use annals_model::Timeline;
use annals_model::text::Clean;

/// Collects texts that several events share.
pub(super) struct SharedTexts {
    /// The index of each theme.
    positions: HashMap<Clean, usize>,
    pub themes: Vec<Clean>,
    pub costs: Vec<u8>,
    /// The ranks of the events that share each text.
    pub events: Vec<Vec<u32>>,
}

impl SharedTexts {
    /// Adds the texts of all actors, then those of all sources.
    pub(super) fn new(timeline: &Timeline, builder: &mut Builder<3>, texts: &mut Texts) -> Self {
        let mut shared = Self {
            positions: HashMap::new(),
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
        let position = self.costs.len();
        let folded = texts.add(|all| names.for_each(|name| fold_into(name, all)));
        builder.add(Field::Shared as usize, folded);
        self.costs.push(cost);
        self.events.push(Vec::new());
        position
    }

    /// Returns the index of a theme, adding it if it is new.
    pub(super) fn theme(
        &mut self,
        theme: &Clean,
        builder: &mut Builder<3>,
        texts: &mut Texts,
    ) -> usize {
        if let Some(&position) = self.positions.get(theme) {
            return position;
        }
        let position = self.add(std::iter::once(theme.as_str()), THEME, builder, texts);
        self.positions.insert(theme.clone(), position);
        self.themes.push(theme.clone());
        position
    }
}
