//! [`Arrangement`]: which lanes a person wants to see, in which order and form.
//!
//! Owns the choice and its rules. It changes nothing about the lanes themselves, which `index` made.

mod kept;

use annals_index::Lanes;
use annals_model::{Timeline, sort_by_key};
use annals_scene::axis::{Slot, lane_name};

pub use kept::{Kept, KeptLanes};

/// By what lanes are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneOrder {
    /// As the file has them.
    File,
    /// By their first event.
    FirstEvent,
    /// By name.
    Name,
    /// By the number of their events, most first.
    Weight,
}

impl LaneOrder {
    /// Every order, as the key goes through them.
    pub const ALL: &'static [Self] = &[Self::File, Self::FirstEvent, Self::Name, Self::Weight];

    /// What it is called on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "as in the file",
            Self::FirstEvent => "by first event",
            Self::Name => "by name",
            Self::Weight => "by number of events",
        }
    }

    /// The one that comes next.
    #[must_use]
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|&order| order == self);
        Self::ALL[place.map_or(0, |place| (place + 1) % Self::ALL.len())]
    }
}

/// The lanes as a person wants to see them. Lanes are named by their places in [`Lanes::lanes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    order: LaneOrder,
    /// Whether the person has moved lanes since they were ordered.
    is_by_hand: bool,
    /// Every lane, from the top, as if none were pinned.
    places: Vec<usize>,
    forms: Vec<Form>,
}

/// How one lane is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form {
    /// Not at all.
    pub hidden: bool,
    /// Always in sight, above the others.
    pub pinned: bool,
    /// In one row.
    pub collapsed: bool,
}

impl Arrangement {
    /// Every lane, as the file has them.
    pub fn new(lanes: &Lanes) -> Self {
        Self {
            order: LaneOrder::File,
            is_by_hand: false,
            places: (0..lanes.lanes.len()).collect(),
            forms: vec![Form::default(); lanes.lanes.len()],
        }
    }

    /// Every lane from the top, hidden ones too; the pinned ones first.
    pub fn places(&self) -> Vec<usize> {
        let mut places = self.places.clone();
        // The sort is stable: within both parts the order stays.
        sort_by_key(&mut places, |&lane| !self.forms[lane].pinned);
        places
    }

    /// By what the lanes are ordered, in words.
    pub const fn order_name(&self) -> &'static str {
        if self.is_by_hand {
            "by hand"
        } else {
            self.order.name()
        }
    }

    /// How a lane is shown.
    pub fn form(&self, lane: usize) -> Form {
        self.forms[lane]
    }

    /// By what the lanes are ordered, where the person has not moved them since.
    pub const fn order(&self) -> LaneOrder {
        self.order
    }

    /// The lanes that may be shown, from the top.
    pub fn slots(&self) -> Vec<Slot> {
        let shown = self.places().into_iter();
        shown
            .filter(|&lane| !self.forms[lane].hidden)
            .map(|lane| Slot {
                lane,
                pinned: self.forms[lane].pinned,
                collapsed: self.forms[lane].collapsed,
            })
            .collect()
    }

    /// Orders the lanes anew.
    pub fn sort(&mut self, order: LaneOrder, timeline: &Timeline, lanes: &Lanes) {
        self.order = order;
        self.is_by_hand = false;
        self.places = (0..lanes.lanes.len()).collect();
        let track = |lane: usize| &lanes.lanes[lane].track;
        match order {
            LaneOrder::File => {}
            LaneOrder::FirstEvent => sort_by_key(&mut self.places, |&lane| track(lane).span(0).0),
            LaneOrder::Name => self.places.sort_by_cached_key(|&lane| {
                let name = lane_name(timeline, lanes, lane);
                (name.as_str().to_lowercase(), lane)
            }),
            LaneOrder::Weight => {
                sort_by_key(&mut self.places, |&lane| {
                    std::cmp::Reverse(track(lane).len())
                });
            }
        }
    }

    /// Shows or hides a lane; `false`, and nothing changed, if it is the last one shown.
    pub fn toggle_hidden(&mut self, lane: usize) -> bool {
        let shown = self.forms.iter().filter(|form| !form.hidden).count();
        if shown == 1 && !self.forms[lane].hidden {
            return false;
        }
        self.forms[lane].hidden = !self.forms[lane].hidden;
        true
    }

    /// Shows every lane.
    pub fn show_all(&mut self) {
        for form in &mut self.forms {
            form.hidden = false;
        }
    }

    /// Hides every lane but one.
    pub fn show_only(&mut self, lane: usize) {
        for (place, form) in self.forms.iter_mut().enumerate() {
            form.hidden = place != lane;
        }
    }

    /// Keeps a lane in sight above the others, or no longer.
    pub fn toggle_pinned(&mut self, lane: usize) {
        self.forms[lane].pinned = !self.forms[lane].pinned;
    }

    /// Shows a lane in one row, or in as many as it needs.
    pub fn toggle_collapsed(&mut self, lane: usize) {
        self.forms[lane].collapsed = !self.forms[lane].collapsed;
    }

    /// Moves a lane one place up or down, among the pinned ones or among the others; `false` where it
    /// cannot go further.
    pub fn shift(&mut self, lane: usize, down: bool) -> bool {
        let shown = self.places();
        let Some(place) = shown.iter().position(|&other| other == lane) else {
            return false;
        };
        let other = if down {
            place.checked_add(1)
        } else {
            place.checked_sub(1)
        };
        let other = other.and_then(|other| shown.get(other)).copied();
        let other = other.filter(|&other| self.forms[other].pinned == self.forms[lane].pinned);
        let place_of = |lane: usize| self.places.iter().position(|&other| other == lane);
        let Some((one, two)) = other.and_then(|other| place_of(lane).zip(place_of(other))) else {
            return false;
        };
        // Those of the other kind that stand between the two stay where they are.
        self.places.swap(one, two);
        self.is_by_hand = true;
        true
    }
}
