//! [`Accounts`]: what can be laid over each other, read or to be read when it is wanted.
//!
//! Owns the accounts and when a bundled one is read. What becomes of them together is the business of
//! the room above.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::{Layers, Laying, Overlay, unique};
use crate::bundled::BundledStory;
use crate::model::{Layer, LayerIndex, Timeline};
use crate::text::Clean;

/// Timelines of one account each that can be laid over each other, the first under all others. Cheap to
/// clone; whoever has a clone has what another one read.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    accounts: Arc<[Kept]>,
}

/// An account, which may not have been read yet.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// What it is called. Its summary is known once it has been read.
    pub(super) layer: Layer,
    pub(super) timeline: OnceLock<Arc<Timeline>>,
    bundled: Option<&'static BundledStory>,
}

impl Kept {
    /// The account, read now if it has not been.
    pub(super) fn timeline(&self) -> &Arc<Timeline> {
        self.timeline.get_or_init(|| {
            let read = self.bundled.and_then(|story| story.read().timeline);
            let named = || Timeline::empty(self.layer.id.clone(), self.layer.title.clone());
            Arc::new(of_id(read.unwrap_or_else(named), &self.layer.id))
        })
    }
}

/// The same timeline under an id.
fn of_id(mut timeline: Timeline, id: &Clean) -> Timeline {
    for layer in &mut timeline.layers {
        layer.id = id.clone();
    }
    timeline.id = id.clone();
    timeline
}

/// The very same accounts: comparing what they tell would take too long.
impl PartialEq for Accounts {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.accounts, &other.accounts)
            || (self.accounts.is_empty() && other.accounts.is_empty())
    }
}

impl Eq for Accounts {}

impl Accounts {
    /// Takes timelines as they were read. Two of one id are told apart by a number.
    pub fn new(timelines: Vec<Timeline>) -> Self {
        Self::with_bundled(timelines, &[])
    }

    /// The same with bundled accounts over them, which are read when they are first wanted.
    pub fn with_bundled(timelines: Vec<Timeline>, bundled: &[&'static BundledStory]) -> Self {
        let mut taken = HashSet::new();
        let mut named = |layer: &Layer| match unique(&mut taken, layer.id.raw()) {
            id if id == layer.id.raw() => layer.id.clone(),
            id => Clean::line(&id),
        };
        let mut accounts = Vec::with_capacity(timelines.len() + bundled.len());
        for timeline in timelines {
            let first = timeline.layers.first().cloned();
            let first =
                first.unwrap_or_else(|| Layer::new(timeline.id.clone(), timeline.title.clone()));
            let id = named(&first);
            let timeline = of_id(timeline, &id);
            accounts.push(Kept {
                layer: Layer { id, ..first },
                timeline: OnceLock::from(Arc::new(timeline)),
                bundled: None,
            });
        }
        for story in bundled {
            let layer = story.layer();
            let id = named(&layer);
            accounts.push(Kept {
                layer: Layer { id, ..layer },
                timeline: OnceLock::new(),
                bundled: Some(story),
            });
        }
        Self {
            accounts: accounts.into(),
        }
    }

    /// The same accounts, one of which has been read anew. Its id stays apart from those of the others.
    ///
    /// # Panics
    ///
    /// If there is no such layer.
    #[must_use]
    pub fn reread(&self, layer: LayerIndex, timeline: Timeline) -> Self {
        let mut accounts = self.accounts.to_vec();
        let place = layer.place();
        let others = accounts.iter().enumerate();
        let others = others.filter(|(other, _)| *other != place);
        let mut taken = others
            .map(|(_, kept)| kept.layer.id.raw().to_owned())
            .collect();
        let first = timeline.layers.first().cloned();
        let first =
            first.unwrap_or_else(|| Layer::new(timeline.id.clone(), timeline.title.clone()));
        let id = Clean::line(&unique(&mut taken, first.id.raw()));
        accounts[place] = Kept {
            timeline: OnceLock::from(Arc::new(of_id(timeline, &id))),
            layer: Layer { id, ..first },
            bundled: None,
        };
        Self {
            accounts: accounts.into(),
        }
    }

    /// What each is called, in the order of their layers. The summary of one that has not been read is
    /// empty.
    pub fn layers(&self) -> impl Iterator<Item = &Layer> {
        self.accounts.iter().map(|account| &account.layer)
    }

    /// How many events there are in those that have been read.
    pub fn known_events(&self) -> usize {
        let read = self.accounts.iter();
        let read = read.filter_map(|account| account.timeline.get());
        read.map(|timeline| timeline.events.len()).sum()
    }

    /// The account of a layer as it was read; it is read now if it has not been.
    ///
    /// # Panics
    ///
    /// If there is no such layer.
    pub fn timeline(&self, layer: LayerIndex) -> &Arc<Timeline> {
        self.accounts[layer.place()].timeline()
    }

    /// Whether the account of a layer has been read.
    pub fn is_read(&self, layer: LayerIndex) -> bool {
        let account = self.accounts.get(layer.place());
        account.is_some_and(|account| account.timeline.get().is_some())
    }

    /// All of them.
    pub fn all(&self) -> Layers {
        (0..self.accounts.len()).map(LayerIndex::new).collect()
    }

    /// Lays some of them over each other. A single account is left as it is.
    pub fn overlay(&self, on: &Layers) -> Overlay {
        if let ([only], true) = (&*self.accounts, on.contains(&LayerIndex::FIRST)) {
            return Overlay {
                timeline: Arc::clone(only.timeline()),
                problems: Vec::new(),
            };
        }
        let mut laying = Laying::new(&self.accounts, on);
        laying.actors();
        laying.sources();
        laying.events();
        laying.comparisons();
        laying.eras();
        laying.tour();
        Overlay {
            timeline: Arc::new(laying.merged),
            problems: laying.problems,
        }
    }
}
