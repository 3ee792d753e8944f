//! [`ActorColors`]: which actors of a story have a colour of their own.

use std::cmp::Reverse;

use annals_index::Index;
use annals_model::{ActorIndex, ActorKind, Timeline};

/// The most actors of a story that have a colour of their own.
pub const MAX_COLORED: usize = 7;

/// The actors that have a colour of their own: those with the most events in the whole story. Places have
/// none. Everyone else is grey.
///
/// A filter changes nothing, so that a colour means the same actor wherever it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActorColors {
    /// Most events first; of equally many, as in the file.
    ranked: [Option<ActorIndex>; MAX_COLORED],
}

impl ActorColors {
    /// No actor has a colour.
    pub const NONE: Self = Self {
        ranked: [None; MAX_COLORED],
    };

    /// Chooses the actors of a story.
    pub fn new(timeline: &Timeline, index: &Index) -> Self {
        let mut chosen: Vec<(Reverse<usize>, ActorIndex)> = Vec::with_capacity(MAX_COLORED + 1);
        for (position, actor) in timeline.actors.iter().enumerate() {
            let actor_index = ActorIndex::new(position);
            let events = index.events_of(actor_index).len();
            if events == 0 || actor.kind == Some(ActorKind::Place) {
                continue;
            }
            // There may be a million actors: only the best are kept in order.
            let candidate = (Reverse(events), actor_index);
            let at = chosen.partition_point(|other| *other < candidate);
            if at < MAX_COLORED {
                chosen.insert(at, candidate);
                chosen.truncate(MAX_COLORED);
            }
        }
        let mut ranked = [None; MAX_COLORED];
        for (slot, (_, actor)) in ranked.iter_mut().zip(chosen) {
            *slot = Some(actor);
        }
        Self { ranked }
    }

    /// Returns which of `available` colours an actor has, from 0; `None` for grey. Of the actors that have one,
    /// the first in the file has the first colour.
    pub fn color(&self, actor: ActorIndex, available: usize) -> Option<usize> {
        let colored = || self.ranked.iter().take(available).flatten();
        colored()
            .any(|&other| other == actor)
            .then(|| colored().filter(|&&other| other < actor).count())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use annals_model::EventIndex;

    use super::*;
    use crate::relations::samples;

    fn number_of_events(timeline: &Timeline, actor: usize) -> usize {
        let takes_part = |&event: &usize| {
            let event = timeline.event(EventIndex::new(event));
            let mut parts = event.participants.iter();
            parts.any(|part| part.actor.index() == actor)
        };
        (0..timeline.events.len()).filter(takes_part).count()
    }

    proptest! {
        #[test]
        fn the_actors_with_most_events_have_one_colour_each(
            timeline in samples::any_story(), places in prop::collection::vec(any::<bool>(), 7), available in 0_usize..9,
        ) {
            let mut timeline = timeline;
            for (actor, is_place) in timeline.actors.iter_mut().zip(places) {
                actor.kind = is_place.then_some(ActorKind::Place);
            }
            let index = Index::new(&timeline);
            let colors = ActorColors::new(&timeline, &index);
            let mut used = BTreeSet::new();
            let mut least = usize::MAX;
            let mut most_left_out = 0;
            for actor in 0..timeline.actors.len() {
                let events = number_of_events(&timeline, actor);
                let is_place = timeline.actors[actor].kind == Some(ActorKind::Place);
                match colors.color(ActorIndex::new(actor), available) {
                    Some(color) => {
                        prop_assert!(color < available && !is_place && events > 0);
                        prop_assert!(used.insert(color), "two actors share a colour");
                        least = least.min(events);
                    }
                    None if is_place => {}
                    None => most_left_out = most_left_out.max(events),
                }
            }
            prop_assert!(most_left_out <= least);
            if most_left_out > 0 {
                prop_assert_eq!(used.len(), available.min(MAX_COLORED));
            }
        }
    }
}
