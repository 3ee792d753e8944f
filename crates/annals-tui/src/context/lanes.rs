//! [`LaneState`]: which lanes a person wants to see, in which order and form.

use std::collections::HashMap;
use std::sync::Arc;

use annals_index::{LaneKey, Lanes};
use annals_model::{Grouping, Timeline};
use annals_scene::axis::{LaneStack, Slot, lane_name};

use super::filter::Filter;
use crate::story::Story;

/// How the lanes are arranged.
#[derive(Debug, Clone)]
pub struct LaneState {
    /// The arrangement of the lanes that are shown.
    pub arrangement: Arrangement,
    /// The arrangements of other groupings, from when they were left.
    pub(crate) shelved: Vec<KeptLanes>,
    /// What the layout needs to know of the lanes.
    pub(crate) measures: LaneMeasures,
}

/// What the layout needs to know of the lanes.
#[derive(Debug, Clone, Default)]
pub(crate) struct LaneMeasures {
    /// The lanes that may be shown, from the top.
    pub(crate) stack: LaneStack,
    /// How many lanes the person has hidden.
    pub(crate) off: usize,
    /// The filter through which they were measured.
    pub(crate) filter: Option<Arc<Filter>>,
    /// Rows that would show all of them in full.
    pub(crate) rows: usize,
    /// Whether one of them has an event without a date.
    pub(crate) undated: bool,
    /// Cells of the widest name.
    pub(crate) label_width: usize,
}

impl LaneState {
    /// All lanes, as in the file.
    pub(crate) fn new(lanes: &Lanes) -> Self {
        Self {
            arrangement: Arrangement::new(lanes),
            shelved: Vec::new(),
            measures: LaneMeasures::default(),
        }
    }

    /// The lanes of a story as they were left in an earlier session.
    pub(crate) fn at_start(kept: Option<&KeptLanes>, story: &Story) -> Self {
        let mut state = Self::new(&story.lanes);
        if let Some(kept) = kept.filter(|kept| kept.grouping == story.lanes.grouping) {
            state.arrangement = kept.arrange(&story.timeline, &story.lanes);
        }
        state
    }
}

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
        let next = place.and_then(|place| Self::ALL.get(place + 1));
        next.copied().unwrap_or(Self::File)
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
        places.sort_by_key(|&lane| !self.form(lane).pinned);
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

    /// How a lane is shown; a lane that does not exist, as any other.
    pub fn form(&self, lane: usize) -> Form {
        self.forms.get(lane).copied().unwrap_or_default()
    }

    /// Changes how a lane is shown; a lane that does not exist is not shown.
    fn change(&mut self, lane: usize, change: impl FnOnce(&mut Form)) {
        if let Some(form) = self.forms.get_mut(lane) {
            change(form);
        }
    }

    /// By what the lanes are ordered, where the person has not moved them since.
    pub const fn order(&self) -> LaneOrder {
        self.order
    }

    /// The lanes that may be shown, from the top.
    pub fn slots(&self) -> Vec<Slot> {
        let shown = self.places().into_iter();
        shown
            .map(|lane| (lane, self.form(lane)))
            .filter(|(_, form)| !form.hidden)
            .map(|(lane, form)| Slot {
                lane,
                pinned: form.pinned,
                collapsed: form.collapsed,
            })
            .collect()
    }

    /// Orders the lanes anew.
    pub fn sort(&mut self, order: LaneOrder, timeline: &Timeline, lanes: &Lanes) {
        self.order = order;
        self.is_by_hand = false;
        self.places = (0..lanes.lanes.len()).collect();
        let track = |lane: usize| &lanes.lane(lane).track;
        match order {
            LaneOrder::File => {}
            LaneOrder::FirstEvent => self.places.sort_by_key(|&lane| {
                let track = track(lane);
                // A lane without a dated event comes last.
                (!track.is_empty()).then(|| track.span(0).0).ok_or(())
            }),
            LaneOrder::Name => self.places.sort_by_cached_key(|&lane| {
                let name = lane_name(timeline, lanes, lane);
                (name.as_str().to_lowercase(), lane)
            }),
            LaneOrder::Weight => {
                self.places
                    .sort_by_key(|&lane| std::cmp::Reverse(track(lane).len()));
            }
        }
    }

    /// Shows or hides a lane; `false`, and nothing changed, if it is the last one shown.
    pub fn toggle_hidden(&mut self, lane: usize) -> bool {
        let shown = self.forms.iter().filter(|form| !form.hidden).count();
        if shown <= 1 && !self.form(lane).hidden {
            return false;
        }
        self.change(lane, |form| form.hidden = !form.hidden);
        true
    }

    /// Shows every lane; returns whether one was hidden.
    pub fn show_all(&mut self) -> bool {
        let is_hidden = self.forms.iter().any(|form| form.hidden);
        for form in &mut self.forms {
            form.hidden = false;
        }
        is_hidden
    }

    /// Hides every lane but one.
    pub fn show_only(&mut self, lane: usize) {
        for (place, form) in self.forms.iter_mut().enumerate() {
            form.hidden = place != lane;
        }
    }

    /// Keeps a lane in sight above the others, or no longer.
    pub fn toggle_pinned(&mut self, lane: usize) {
        self.change(lane, |form| form.pinned = !form.pinned);
    }

    /// Shows a lane in one row, or in as many as it needs.
    pub fn toggle_collapsed(&mut self, lane: usize) {
        self.change(lane, |form| form.collapsed = !form.collapsed);
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
        let other = other.filter(|&other| self.form(other).pinned == self.form(lane).pinned);
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

/// The lanes as a person left them. A lane is named by the id of its actor, by its theme or its
/// status; the one that holds what is in no other lane has the empty name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLanes {
    /// What they stand for.
    pub grouping: Grouping,
    /// By what they were ordered last.
    pub order: LaneOrder,
    /// Those that are not shown.
    pub hidden: Vec<String>,
    /// Those that are always in sight.
    pub pinned: Vec<String>,
    /// Those in one row.
    pub collapsed: Vec<String>,
    /// All of them from the top, if they were moved since they were ordered; else none.
    pub moved: Vec<String>,
}

impl KeptLanes {
    /// Takes down an arrangement.
    pub(crate) fn of(arrangement: &Arrangement, timeline: &Timeline, lanes: &Lanes) -> Self {
        let name = |lane: usize| name(timeline, &lanes.lane(lane).key);
        let with = |chosen: fn(&Form) -> bool| {
            let chosen = (0..lanes.lanes.len()).filter(|&lane| chosen(&arrangement.form(lane)));
            chosen.map(name).collect()
        };
        let moved = arrangement
            .is_by_hand
            .then(|| arrangement.places.iter().copied().map(name).collect());
        Self {
            grouping: lanes.grouping,
            order: arrangement.order,
            hidden: with(|form| form.hidden),
            pinned: with(|form| form.pinned),
            collapsed: with(|form| form.collapsed),
            moved: moved.unwrap_or_default(),
        }
    }

    /// The arrangement of these lanes. Names that no lane has any more do nothing, and one lane is
    /// always shown.
    pub(crate) fn arrange(&self, timeline: &Timeline, lanes: &Lanes) -> Arrangement {
        let mut arrangement = Arrangement::new(lanes);
        let places: HashMap<String, usize> = (0..lanes.lanes.len())
            .map(|lane| (name(timeline, &lanes.lane(lane).key), lane))
            .collect();
        for name in &self.pinned {
            if let Some(&lane) = places.get(name) {
                arrangement.change(lane, |form| form.pinned = true);
            }
        }
        for name in &self.collapsed {
            if let Some(&lane) = places.get(name) {
                arrangement.change(lane, |form| form.collapsed = true);
            }
        }
        for name in &self.hidden {
            if let Some(&lane) = places.get(name)
                && !arrangement.form(lane).hidden
            {
                arrangement.toggle_hidden(lane);
            }
        }
        arrangement.sort(self.order, timeline, lanes);
        let ranks = self.moved.iter().enumerate();
        let ranks: HashMap<&str, usize> = ranks.map(|(rank, name)| (name.as_str(), rank)).collect();
        if !ranks.is_empty() {
            // Lanes that are new since then come after the others.
            let rank = |lane: &usize| {
                let rank = ranks.get(name(timeline, &lanes.lane(*lane).key).as_str());
                rank.copied().unwrap_or(usize::MAX)
            };
            arrangement.places.sort_by_cached_key(rank);
            arrangement.is_by_hand = true;
        }
        arrangement
    }
}

/// What a lane is remembered by.
fn name(timeline: &Timeline, key: &LaneKey) -> String {
    match key {
        LaneKey::Actor(actor) => timeline.actor(*actor).id.raw().to_owned(),
        LaneKey::Theme(theme) => theme.raw().to_owned(),
        LaneKey::Status(status) => status.name().to_owned(),
        LaneKey::Account(layer) => timeline.account(*layer).id.raw().to_owned(),
        LaneKey::Everything | LaneKey::Others => String::new(),
    }
}
