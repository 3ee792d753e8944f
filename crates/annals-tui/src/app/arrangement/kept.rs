//! [`Kept`]: what may be remembered of where a person was, in names that outlive the program.
//!
//! Owns taking it from the state and bringing it back: lanes and events by their ids, because the file
//! may have changed by then. What no longer fits is left out. Where it is kept is not known here.

use std::collections::HashMap;

use super::{Arrangement, Form, LaneOrder};
use crate::app::{App, Measure, Spot};
use annals_index::{LaneKey, Lanes};
use annals_model::{Grouping, Timeline};
use annals_time::Window;

/// With more lanes than this, their arrangement is not kept: it would be as large as a timeline.
const MOST_LANES: usize = 2_000;

/// Marks to measure between, at most.
const MOST_MARKS: usize = 2;

/// Where a person was in a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The stretch of time on the axis; `None` for the one that the timeline opens with.
    pub window: Option<Window>,
    /// The id of the selected event.
    pub event: Option<String>,
    /// The lanes; `None` if they are as the timeline has them.
    pub lanes: Option<KeptLanes>,
    /// The marks to measure between.
    pub marks: Vec<Spot>,
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
    pub(in crate::app) fn of(
        arrangement: &Arrangement,
        timeline: &Timeline,
        lanes: &Lanes,
    ) -> Self {
        let name = |lane: usize| name(timeline, &lanes.lanes[lane].key);
        let with = |chosen: fn(&Form) -> bool| {
            let chosen = (0..lanes.lanes.len()).filter(|&lane| chosen(&arrangement.forms[lane]));
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
    pub(in crate::app) fn arrange(&self, timeline: &Timeline, lanes: &Lanes) -> Arrangement {
        let mut arrangement = Arrangement::new(lanes);
        let places: HashMap<String, usize> = (0..lanes.lanes.len())
            .map(|lane| (name(timeline, &lanes.lanes[lane].key), lane))
            .collect();
        for name in &self.pinned {
            if let Some(&lane) = places.get(name) {
                arrangement.forms[lane].pinned = true;
            }
        }
        for name in &self.collapsed {
            if let Some(&lane) = places.get(name) {
                arrangement.forms[lane].collapsed = true;
            }
        }
        for name in &self.hidden {
            if let Some(&lane) = places.get(name)
                && !arrangement.forms[lane].hidden
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
                let rank = ranks.get(name(timeline, &lanes.lanes[*lane].key).as_str());
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
        LaneKey::Layer(layer) => timeline.layer(*layer).id.raw().to_owned(),
        LaneKey::Everything | LaneKey::Others => String::new(),
    }
}

impl App {
    /// What may be remembered of where the person is; `None` while there is nothing to see yet.
    pub fn kept(&self) -> Option<Kept> {
        if self.waiting.is_some() {
            return None;
        }
        let (timeline, lanes) = (self.timeline(), &*self.story.lanes);
        let at_start = lanes.grouping == timeline.lanes.unwrap_or(self.options.usual_lanes)
            && self.arrangement == Arrangement::new(lanes);
        let keeps_lanes = !at_start && lanes.lanes.len() <= MOST_LANES;
        Some(Kept {
            window: (self.view.window != self.whole).then_some(self.view.window),
            event: self
                .view
                .event
                .map(|event| timeline.event(event).id.raw().to_owned()),
            lanes: keeps_lanes.then(|| KeptLanes::of(&self.arrangement, timeline, lanes)),
            marks: self.measure.marks.clone(),
        })
    }

    /// The lanes as they were left, where they stand for the same.
    pub(in crate::app) fn arrangement_at_start(&self) -> Arrangement {
        let lanes = &*self.story.lanes;
        let kept = self.options.arranged.as_ref();
        kept.filter(|kept| kept.grouping == lanes.grouping)
            .map_or_else(
                || Arrangement::new(lanes),
                |kept| kept.arrange(self.timeline(), lanes),
            )
    }

    /// The marks as they were left.
    pub(in crate::app) fn measure_at_start(&self) -> Measure {
        let marks = self.options.marks.iter().take(MOST_MARKS);
        Measure {
            marks: marks.cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Options, tests};
    use annals_time::Time;
    use proptest::prelude::*;
    use std::sync::Arc;

    /// The program started anew with what was kept.
    fn again(app: &App) -> App {
        let kept = app.kept().expect("something to see");
        let find = |id: &String| app.timeline().find_event(id);
        let options = Options {
            lanes: kept.lanes.as_ref().map(|lanes| lanes.grouping),
            window: kept.window,
            event: kept.event.as_ref().and_then(find),
            arranged: kept.lanes,
            marks: kept.marks,
            ..Options::default()
        };
        App::new(Arc::new(app.timeline().clone()), &options)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_new_start_brings_back_what_was_left(
            keys in prop::collection::vec(prop::sample::select(vec![
                "j", "k", "G", "+", "-", "Left", "m", "0",
                "v", "Tab", "Space", "p", "c", "J", "K", "o", "x", "a", "Escape",
            ]), 0..40)
        ) {
            let mut app = tests::app();
            tests::press(&mut app, &keys.join(" "));
            let mut back = again(&app);
            prop_assert_eq!(&back.arrangement, &app.arrangement);
            prop_assert_eq!(&back.measure.marks, &app.measure.marks);
            prop_assert_eq!(back.view.window, app.view.window);
            prop_assert_eq!(back.view.event, app.view.event);
            prop_assert_eq!(back.kept(), app.kept());
            tests::press(&mut back, "j");
        }
    }

    #[test]
    fn what_no_longer_fits_is_left_out() {
        let mut app = tests::app();
        app.options.arranged = Some(KeptLanes {
            grouping: Grouping::Actor,
            order: LaneOrder::Name,
            hidden: vec!["gone".to_owned(), "jack-ma".to_owned()],
            pinned: vec!["gone".to_owned()],
            collapsed: Vec::new(),
            moved: vec!["gone".to_owned(), "alibaba".to_owned()],
        });
        app.options.marks = vec![
            Spot {
                start: Time::MIN,
                end: Time::MAX,
                name: annals_model::text::Clean::own("all"),
            };
            5
        ];
        app.open();
        let id = |lane: usize| name(app.timeline(), &app.story.lanes.lanes[lane].key);
        assert_eq!(id(app.arrangement.places()[0]), "alibaba");
        let hidden = app.arrangement.places().into_iter();
        let hidden: Vec<_> = hidden
            .filter(|&lane| app.arrangement.form(lane).hidden)
            .map(id)
            .collect();
        assert_eq!(hidden, ["jack-ma"]);
        assert_eq!(app.measure.marks.len(), MOST_MARKS);
        // Every lane hidden: one stays.
        let all = app.arrangement.places().iter().copied().map(id).collect();
        app.options.arranged.as_mut().expect("lanes").hidden = all;
        app.open();
        assert_eq!(app.slots().len(), 1);
    }
}
