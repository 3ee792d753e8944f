//! Tests of event groups: members, notes and rows.

use std::fmt::Write as _;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::list::{Heading, Items, Row};
use annals_model::native;
use annals_model::test_support::bundled;
use annals_time::DateHeading;

fn read(text: &str) -> (Timeline, Index) {
    let timeline = native::read("test", text)
        .timeline
        .expect("a whole timeline");
    let index = Index::new(&timeline);
    (timeline, index)
}

fn ids(timeline: &Timeline, group: &EventGroup) -> Vec<String> {
    let events = group.events().iter();
    events
        .map(|&event| timeline.event(event).id.raw().to_owned())
        .collect()
}

const TWO_SOURCES: &str = r"
title = 'x'
[source.letter]
[source.paper]
[source.unread]
[actor.ann]
[actor.bob]
[[event]]
id = 'late'
title = 't'
date = '2005'
evidence = [{ source = 'letter', at = 'p2' }, { source = 'paper', at = 'page 1' }]
themes = ['a', 'b']
actors = ['ann', { id = 'ann', role = 'twice' }, 'bob']
[[event]]
id = 'undated'
title = 't'
evidence = ['letter']
themes = ['b']
actors = ['ann']
[[event]]
id = 'early'
title = 't'
date = '2001'
evidence = [{ source = 'paper', at = 'page 9' }]
links = [{ to = 'late', kind = 'causes', evidence = [{ source = 'letter', at = 'p2' }, { source = 'letter', at = 'p1' }] }]
";

#[test]
fn a_source_group_includes_events_whose_links_cite_it() {
    let (timeline, index) = read(TWO_SOURCES);
    let group = |id: &str| {
        let source = timeline.find_source(id).unwrap();
        EventGroup::new(Listing::Source(source), &timeline, &index).unwrap()
    };
    let letter = group("letter");
    assert_eq!(ids(&timeline, &letter), ["early", "late", "undated"]);
    assert_eq!(ids(&timeline, &group("paper")), ["early", "late"]);
    assert_eq!(group("unread").total(), 0);
    let remark = |id: &str| letter.remark(&timeline, &index, timeline.find_event(id).unwrap());
    let noted = |text| Some(EventNote::Locators(Clean::own(text)));
    assert_eq!(remark("early"), noted("p2, p1"));
    assert_eq!(remark("late"), noted("p2"));
    assert_eq!(remark("undated"), None, "no locator is given");
    let (early, late, undated) = (letter.events()[0], letter.events()[1], letter.events()[2]);
    assert_eq!(
        Items::group(&timeline, &index, &letter).rows(0, 9),
        [
            Row::Event(early, DateHeading::None),
            Row::Event(late, DateHeading::None),
            Row::Heading(Heading::Undated),
            Row::Event(undated, DateHeading::None)
        ]
    );
}

#[test]
fn a_theme_group_is_the_same_from_each_of_its_events() {
    let (timeline, index) = read(TWO_SOURCES);
    let (late, undated) = (
        timeline.find_event("late").unwrap(),
        timeline.find_event("undated").unwrap(),
    );
    let theme = EventGroup::new(Listing::Theme(late, 1), &timeline, &index).unwrap();
    assert_eq!(ids(&timeline, &theme), ["late", "undated"]);
    let (ann, bob) = (
        timeline.find_actor("ann").unwrap(),
        timeline.find_actor("bob").unwrap(),
    );
    assert_eq!(theme.cast(), (&[(ann, 2), (bob, 1)][..], 0));
    assert!(theme.is_of(Listing::Theme(undated, 0), &timeline));
    assert!(!theme.is_of(Listing::Theme(late, 0), &timeline));
    assert_eq!(
        EventGroup::new(Listing::Theme(late, 7), &timeline, &index),
        None
    );
    assert_eq!(EventGroup::new(Listing::Events, &timeline, &index), None);
}

/// The note of an event with the second date, around one with the first.
#[rstest]
#[case("2021", "2021-04", Some(EventNote::Surely))]
#[case("2021", "2022", None)]
#[case("2021", "2020/2022", Some(EventNote::Surely))]
#[case("2021", "2021/2022", Some(EventNote::Possibly))]
#[case("2021", "2021-XX", Some(EventNote::Possibly))]
#[case("2021", "2021~", Some(EventNote::Possibly))]
#[case("2021?", "2021", Some(EventNote::Possibly))]
#[case("2021", "1985/", Some(EventNote::Possibly))]
#[case("2021", "2019-05-01/..", Some(EventNote::Surely))]
#[case("2021", "2022/..", None)]
#[case("2020", "[2019,2021]", None)]
#[case("2021", "[2019,2021]", Some(EventNote::Possibly))]
#[case("2020", "{2019,2021}", None)]
#[case("{2019,2021}", "2021", Some(EventNote::Surely))]
#[case("2021-04-12T14:30:00Z", "2021-04-12", Some(EventNote::Surely))]
#[case(
    "2021-04-12T14:30:00Z",
    "2021-04-12T14:30:00Z",
    Some(EventNote::Surely)
)]
#[case("2021-04-12T14:30:00Z", "2021-04-12T14:30:05Z", None)]
fn events_around_are_sure_or_possible(
    #[case] subject: &str,
    #[case] other: &str,
    #[case] expected: Option<EventNote>,
) {
    let (timeline, index) = read(&format!(
        "[[event]]\nid='a'\ntitle='t'\ndate='{subject}'\n[[event]]\nid='b'\ntitle='t'\ndate='{other}'\n"
    ));
    let (a, b) = (EventIndex::new(0), EventIndex::new(1));
    let around = EventGroup::new(Listing::Around(a), &timeline, &index).unwrap();
    assert_eq!(around.remark(&timeline, &index, a), Some(EventNote::Itself));
    let listed = around.position(&index, b);
    let remark = listed.and_then(|_| around.remark(&timeline, &index, b));
    assert_eq!(remark, expected);
    // The relation is symmetric.
    let back = EventGroup::new(Listing::Around(b), &timeline, &index).unwrap();
    let listed = back.position(&index, a);
    let remark = listed.and_then(|_| back.remark(&timeline, &index, a));
    assert_eq!(remark, expected);
}

#[test]
fn an_undated_event_has_no_group_around_it() {
    let (timeline, index) = read("[[event]]\ntitle='t'\n[[event]]\ntitle='t'\ndate='2021'\n");
    let around = |position| {
        EventGroup::new(
            Listing::Around(EventIndex::new(position)),
            &timeline,
            &index,
        )
    };
    assert_eq!(around(0), None);
    assert_eq!(around(1).unwrap().events().len(), 1, "nor is it around any");
}

#[test]
fn long_groups_are_cut_and_counted() {
    let mut text = String::new();
    for day in 0..1_500 {
        let (month, day) = (day % 12 + 1, day % 28 + 1);
        writeln!(
            text,
            "[[event]]\ntitle='t'\ndate='2021-{month:02}-{day:02}'"
        )
        .unwrap();
    }
    writeln!(text, "[[event]]\nid='year'\ntitle='t'\ndate='2021'").unwrap();
    writeln!(
        text,
        "[[event]]\nid='end'\ntitle='t'\ndate='2021-12-31/2022'"
    )
    .unwrap();
    let (timeline, index) = read(&text);
    let around = |id| {
        let event = timeline.find_event(id).unwrap();
        (
            event,
            EventGroup::new(Listing::Around(event), &timeline, &index).unwrap(),
        )
    };
    let (_, year) = around("year");
    assert_eq!((year.events().len(), year.total()), (MAX_AROUND, 1_502));
    let items = Items::group(&timeline, &index, &year);
    let first = items.scrolled(0, 999, 20);
    assert_eq!(
        items.rows(first, 20).last(),
        Some(&Row::More(502)),
        "below the last one"
    );
    // The event itself is listed even where it would be beyond the last.
    let mut later = text.clone();
    writeln!(later, "[[event]]\nid='late'\ntitle='t'\ndate='2020/2022'").unwrap();
    writeln!(
        later,
        "[[event]]\nid='own'\ntitle='t'\ndate='[2021,2021-12-31]'"
    )
    .unwrap();
    let (timeline, index) = read(&later);
    for id in ["late", "own", "end"] {
        let event = timeline.find_event(id).unwrap();
        let around = EventGroup::new(Listing::Around(event), &timeline, &index).unwrap();
        assert!(around.position(&index, event).is_some(), "{id}");
    }
}

fn any_date() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "2020",
        "2020-05-XX",
        "../2019~",
        "2023/..",
        "1985/",
        "/1985",
        "[2019,2021]",
        "{2019,2021}",
        "2020/2022",
        "2019-12-31/2020-01-01",
        "44 BC",
        "Y-17E7",
        "2021-04-12T14:30:00Z",
        "1950S2",
        "2022?",
        "../..",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The group around an event equals the result of comparing each pair of dates.
    #[test]
    fn group_around_matches_pairwise_comparison(dates in prop::collection::vec(any_date(), 1..14)) {
        let mut text = String::new();
        for date in &dates {
            writeln!(text, "[[event]]\ntitle='t'\ndate='{date}'").unwrap();
        }
        let (timeline, index) = read(&text);
        for subject in (0..dates.len()).map(EventIndex::new) {
            let Some(when) = &timeline.event(subject).when else {
                prop_assert_eq!(EventGroup::new(Listing::Around(subject), &timeline, &index), None);
                continue;
            };
            let around = EventGroup::new(Listing::Around(subject), &timeline, &index).unwrap();
            let expected: Vec<_> = index.order()[..index.dated()]
                .iter()
                .copied()
                .filter(|&other| {
                    let other = timeline.event(other).when.as_ref().unwrap();
                    meet(&possible(when), &possible(other))
                })
                .collect();
            prop_assert_eq!(around.events(), expected);
            for &event in around.events() {
                let position = around.position(&index, event).unwrap();
                let row = Items::group(&timeline, &index, &around).rows(position, 1);
                prop_assert!(matches!(row[..], [Row::Event(other, _)] if other == event));
            }
        }
    }
}

#[test]
fn the_source_of_the_bundled_story_cites_every_event() {
    let story = &bundled()[0];
    let (timeline, index) = read(story.text);
    let source = timeline.find_source("article").unwrap();
    let group = EventGroup::new(Listing::Source(source), &timeline, &index).unwrap();
    assert_eq!(group.events(), index.order());
}
