//! Tests of the index over small timelines.

mod generated;

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use annals_model::{ActorIndex, EventIndex, Grouping, Timeline, native};

fn timeline(text: &str) -> Timeline {
    native::read("test", text)
        .timeline
        .expect("a whole timeline")
}

fn ids<'t>(timeline: &'t Timeline, events: &[EventIndex]) -> Vec<&'t str> {
    events
        .iter()
        .map(|&event| timeline.event(event).id.as_str())
        .collect()
}

const STORY: &str = r"
title = 'x'
[actor.ann]
[actor.bob]
[actor.cid]
[[event]]
id = 'undated'
title = 't'
[[event]]
id = 'late'
title = 't'
date = '2023/..'
actors = ['bob']
[[event]]
id = 'first-of-2020'
title = 't'
date = '2020'
actors = ['ann', 'bob']
links = [{ to = 'late', kind = 'causes' }]
[[event]]
id = 'second-of-2020'
title = 't'
date = '2020'
actors = [{ id = 'ann', role = 'a' }, { id = 'ann', role = 'b' }]
themes = ['power', 'power']
[[event]]
id = 'before'
title = 't'
date = '../2019'
actors = ['bob', 'ann']
";

#[test]
fn reading_order_is_by_start_then_file_order_with_undated_events_last() {
    let timeline = timeline(STORY);
    let index = Index::new(&timeline);
    let order = [
        "before",
        "first-of-2020",
        "second-of-2020",
        "late",
        "undated",
    ];
    assert_eq!(ids(&timeline, index.order()), order);
    assert_eq!(timeline.events.reading_order(), index.order());
    assert_eq!(index.dated(), 4);
    for (rank, &event) in index.order().iter().enumerate() {
        assert_eq!(index.rank(event), rank);
    }
}

#[test]
fn each_actor_lists_its_events_once_and_the_actors_it_meets() {
    let timeline = timeline(STORY);
    let index = Index::new(&timeline);
    let [ann, bob, cid] = [0, 1, 2].map(ActorIndex::new);
    assert_eq!(
        ids(&timeline, index.events_of(ann)),
        ["before", "first-of-2020", "second-of-2020"]
    );
    assert_eq!(index.meets(&timeline, ann), [(bob, 2)]);
    assert_eq!(index.meets(&timeline, bob), [(ann, 2)]);
    assert!(index.meets(&timeline, cid).is_empty() && index.events_of(cid).is_empty());
}

#[test]
fn links_are_found_from_both_ends() {
    let timeline = timeline(STORY);
    let index = Index::new(&timeline);
    let [late, first] = ["late", "first-of-2020"].map(|id| timeline.find_event(id).unwrap());
    assert_eq!(
        index.incoming(late),
        [Incoming {
            from: first,
            link: 0
        }]
    );
    assert!(index.incoming(first).is_empty());
}

#[test]
fn lanes_are_in_file_order_and_what_has_none_is_among_the_others() {
    let timeline = timeline(STORY);
    let index = Index::new(&timeline);
    let by_actor = Lanes::new(&timeline, &index, Grouping::Actor);
    let keys: Vec<_> = by_actor.lanes.iter().map(|lane| lane.key.clone()).collect();
    let [ann, bob] = [0, 1].map(|position| LaneKey::Actor(ActorIndex::new(position)));
    assert_eq!(keys, [ann, bob, LaneKey::Others]);
    let others = &by_actor.lanes[2];
    assert!(others.track.is_empty());
    assert_eq!(ids(&timeline, &others.undated), ["undated"]);
    assert_eq!(
        by_actor.lanes[0].track.rows(),
        2,
        "the two of 2020 overlap, the one before does not"
    );
    let first = timeline.find_event("first-of-2020").unwrap();
    assert_eq!(by_actor.holding(&timeline, &index, first), [0, 1]);

    let by_theme = Lanes::new(&timeline, &index, Grouping::Theme);
    assert_eq!(
        by_theme.lanes[0].track.len(),
        1,
        "a theme named twice counts once"
    );
    assert_eq!(by_theme.lanes[1].key, LaneKey::Others);
    let together = Lanes::new(&timeline, &index, Grouping::None);
    assert_eq!(
        (together.lanes.len(), together.lanes[0].track.len()),
        (1, 4)
    );
}

#[test]
fn the_extent_ignores_open_and_unknown_bounds() {
    let extent = Index::new(&timeline(STORY)).extent().unwrap();
    assert_eq!(extent.start().to_string(), "2019-01-01");
    assert_eq!(extent.end().to_string(), "2024-01-01");
    assert_eq!(Index::new(&timeline("title='x'")).extent(), None);
    let moment = timeline("title='x'\n[[event]]\ntitle='t'\ndate='2020-01-01T00:00:00Z'");
    assert!(Index::new(&moment).extent().is_some());
}

proptest! {
    /// Rows of a lane never hold two events that may overlap.
    #[test]
    fn stacked_rows_do_not_overlap(dates in prop::collection::vec((1_i64..60, 0_i64..20, any::<bool>()), 1..40)) {
        let mut text = String::from("title='x'\n");
        for (start, length, open) in &dates {
            let start = 1900 + start;
            let end = if *open { "..".to_owned() } else { (start + length).to_string() };
            write!(text, "[[event]]\ntitle='t'\ndate='{start}/{end}'\n").unwrap();
        }
        let timeline = timeline(&text);
        let index = Index::new(&timeline);
        let lanes = Lanes::new(&timeline, &index, Grouping::None);
        let track = &lanes.lanes[0].track;
        prop_assert_eq!(track.len(), dates.len());
        for one in 0..track.len() {
            prop_assert!(track.row(one) < track.rows());
            for other in one + 1..track.len() {
                if track.row(one) == track.row(other) {
                    let (one, other) = (track.span(one), track.span(other));
                    prop_assert!(one.1 <= other.0 || other.1 <= one.0);
                }
            }
        }
    }
}
