//! Finding things of a timeline by id.
//!
//! Owns what a name may mean: an id, or `layer:id` where several accounts lie over each other.

use super::model::{ActorIndex, EventIndex, LayerIndex, SourceIndex, Timeline};
use crate::text::Clean;

impl Timeline {
    /// The event of that id, or of `layer:id`. An id alone is the first layer's that has it.
    pub fn find_event(&self, id: &str) -> Option<EventIndex> {
        let place = self.events.find(id, |_| true).or_else(|| {
            self.qualified(id)
                .find_map(|(layer, id)| self.events.find(id, |of| of == layer))
        });
        place.map(EventIndex::new)
    }

    /// The source of that id, or of `layer:id`.
    pub fn find_source(&self, id: &str) -> Option<SourceIndex> {
        self.find(id, &self.sources, |source| (&source.id, source.layer))
            .map(SourceIndex::new)
    }

    /// The actor of that id, or of `layer:id`; an id that a later account has for it finds it too.
    pub fn find_actor(&self, id: &str) -> Option<ActorIndex> {
        let retold = |id: &str, layer: Option<LayerIndex>| {
            self.actors.iter().position(|actor| {
                let mut all = actor.retold.iter();
                all.any(|one| one.id.raw() == id && layer.is_none_or(|layer| layer == one.layer))
            })
        };
        self.find(id, &self.actors, |actor| (&actor.id, actor.layer))
            .or_else(|| retold(id, None))
            .or_else(|| {
                self.qualified(id)
                    .find_map(|(layer, id)| retold(id, Some(layer)))
            })
            .map(ActorIndex::new)
    }

    fn find<T>(
        &self,
        id: &str,
        all: &[T],
        known: impl Fn(&T) -> (&Clean, LayerIndex),
    ) -> Option<usize> {
        let is_known = |thing: &T| known(thing).0.raw() == id;
        all.iter().position(is_known).or_else(|| {
            self.qualified(id).find_map(|(layer, id)| {
                all.iter().position(|thing| {
                    let (known, of) = known(thing);
                    of == layer && known.raw() == id
                })
            })
        })
    }

    /// The ways of reading a name as `layer:id`.
    fn qualified<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (LayerIndex, &'a str)> {
        self.layers.iter().enumerate().filter_map(|(place, layer)| {
            let id = name.strip_prefix(layer.id.raw())?.strip_prefix(':')?;
            Some((LayerIndex::new(place), id))
        })
    }
}
