//! [`Story`]: a timeline with everything that is derived from it.

use std::sync::Arc;

use annals_index::{Index, Lanes};
use annals_model::{Grouping, Timeline};
use annals_scene::actor_colors::ActorColors;

/// From this many events on, deriving something from them is done in the background. For fewer it takes
/// less time than a person can see.
pub const MANY: usize = 50_000;

/// A timeline, its index and its lanes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Story {
    /// What was read.
    pub timeline: Arc<Timeline>,
    /// What is derived from it.
    pub index: Arc<Index>,
    /// Its events by lane.
    pub lanes: Arc<Lanes>,
    /// Which of its actors have a colour.
    pub colors: ActorColors,
}

impl Story {
    /// Derives everything, with lanes that stand for this.
    pub fn new(timeline: Arc<Timeline>, grouping: Grouping) -> Self {
        let index = Index::new(&timeline);
        let lanes = Lanes::new(&timeline, &index, grouping);
        Self {
            colors: ActorColors::new(&timeline, &index),
            timeline,
            index: Arc::new(index),
            lanes: Arc::new(lanes),
        }
    }

    /// Returns the same story with other lanes.
    pub(crate) fn regrouped(&self, grouping: Grouping) -> Self {
        Self {
            lanes: Arc::new(Lanes::new(&self.timeline, &self.index, grouping)),
            ..self.clone()
        }
    }
}

/// The very same story, not one that says the same: comparing ten million events would take too long.
impl PartialEq for Story {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.timeline, &other.timeline)
            && Arc::ptr_eq(&self.index, &other.index)
            && Arc::ptr_eq(&self.lanes, &other.lanes)
    }
}

impl Eq for Story {}
