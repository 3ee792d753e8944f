//! Tests of the axis: where marks stand, how sure they are, and that labels do not collide.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::data::{Grouping, native};
use crate::time::{Time, When};

fn year(year: i64) -> Time {
    Time::from_date(year, 1, 1).unwrap()
}

fn window(from: i64, to: i64) -> Window {
    Window::new(year(from), year(to)).unwrap()
}

/// The mark of a date in a window of as many columns as years: a column is a year, within a day.
fn mark_of(date: &str, from: i64, to: i64) -> Option<Mark> {
    let when = When::parse(date).unwrap().unwrap();
    let columns = u16::try_from(to - from).unwrap();
    let scale = Scale::new(window(from, to), columns).unwrap();
    marks::mark(EventIndex::new(0), &when, &scale, false)
}

fn columns_of(mark: &Mark) -> Vec<(u32, u32, Certainty)> {
    let near = |eighths: u32| (eighths + 4) / EIGHTHS;
    mark.stretches
        .iter()
        .map(|part| (near(part.from), near(part.to), part.certainty))
        .collect()
}

#[rstest]
#[case::year("2003", &[(3, 4, Certainty::Certain)])]
#[case::interval("2002/2006", &[(2, 3, Certainty::Rising), (3, 6, Certainty::Certain), (6, 7, Certainty::Falling)])]
#[case::open_end("2004/..", &[(4, 5, Certainty::Rising), (5, 10, Certainty::Certain)])]
#[case::open_start("../2004", &[(0, 4, Certainty::Certain), (4, 5, Certainty::Falling)])]
#[case::unknown_end("2004/", &[(4, 5, Certainty::Rising), (5, 10, Certainty::Possible)])]
#[case::unknown_start("/2004", &[(0, 4, Certainty::Possible), (4, 5, Certainty::Falling)])]
#[case::some_day("2003-XX-XX", &[(3, 4, Certainty::Possible)])]
#[case::one_of("[2002,2005]", &[(2, 3, Certainty::Possible), (5, 6, Certainty::Possible)])]
#[case::all_of("{2002,2005}", &[(2, 3, Certainty::Certain), (5, 6, Certainty::Certain)])]
#[case::overlapping("2004/2004", &[(4, 5, Certainty::Possible)])]
fn bounds_become_stretches(#[case] date: &str, #[case] expected: &[(u32, u32, Certainty)]) {
    assert_eq!(columns_of(&mark_of(date, 2000, 2010).unwrap()), expected);
}

#[test]
fn ends_are_told_apart() {
    let ends = |date: &str| mark_of(date, 2000, 2010).map(|mark| (mark.left, mark.right));
    assert_eq!(ends("2003"), Some((Edge::Dated, Edge::Dated)));
    assert_eq!(ends("2003/.."), Some((Edge::Dated, Edge::Open)));
    assert_eq!(ends("/2003"), Some((Edge::Unknown, Edge::Dated)));
    assert_eq!(ends("1990/2020"), Some((Edge::Beyond, Edge::Beyond)));
    assert_eq!(
        ends("1999"),
        None,
        "what ends where the window starts is not in it"
    );
    assert_eq!(ends("2010"), None);
}

#[test]
fn a_qualifier_softens_an_edge_and_moves_none() {
    let plain = mark_of("2002", 2000, 2010).unwrap();
    let about = mark_of("2002~", 2000, 2010).unwrap();
    assert_eq!((plain.from(), plain.to()), (about.from(), about.to()));
    assert_eq!(
        about.stretches.first().unwrap().certainty,
        Certainty::Rising
    );
    assert_eq!(
        about.stretches.last().unwrap().certainty,
        Certainty::Falling
    );
    assert!(mark_of("2002?", 2000, 2010).unwrap().doubtful);
    let until = mark_of("../2004~", 2000, 2010).unwrap();
    assert_eq!(
        columns_of(&until),
        columns_of(&mark_of("../2004", 2000, 2010).unwrap())
    );
}

/// A slope belongs to its time: a short window in the middle of it shows the middle shade, not a
/// slope of its own.
#[test]
fn a_cut_slope_keeps_its_shade() {
    let whole = mark_of("../2019", 2015, 2025).unwrap();
    assert_eq!(whole.stretches.last().unwrap().sureness, (255, 0));
    let when = When::parse("../2019").unwrap().unwrap();
    let middle = Time::from_date(2019, 7, 2).unwrap();
    let day = Window::new(middle, middle.saturating_add_nanos(86_400_000_000_000)).unwrap();
    let scale = Scale::new(day, 80).unwrap();
    let cut = marks::mark(EventIndex::new(0), &when, &scale, false).unwrap();
    let [only] = &cut.stretches[..] else {
        panic!("{:?}", cut.stretches)
    };
    let (left, right) = only.sureness;
    assert!(
        left.abs_diff(128) < 4 && right.abs_diff(128) < 4,
        "{:?}",
        only.sureness
    );
}

fn axis(text: &str, from: i64, to: i64, columns: u16, rows: u16, selected: usize) -> Axis {
    let timeline = native::read("test", text)
        .timeline
        .expect("a whole timeline");
    let index = Index::new(&timeline);
    let lanes = Lanes::new(&timeline, &index, Grouping::None);
    Axis::new(&Request {
        timeline: &timeline,
        index: &index,
        lanes: &lanes,
        window: window(from, to),
        whole: window(from, to),
        columns,
        rows,
        slots: &[Slot {
            lane: 0,
            pinned: false,
            collapsed: false,
        }],
        first_slot: 0,
        now: None,
        markers: &[],
        selected: (!timeline.events.is_empty()).then(|| EventIndex::new(selected)),
    })
    .unwrap()
}

#[test]
fn events_that_share_a_cell_are_counted_and_none_is_lost() {
    let day = |day| format!("[[event]]\ntitle='e{day}'\ndate='2000-01-{day:02}'\n");
    let days = (1..=28).map(day).collect::<Vec<_>>().concat();
    let axis = axis(&format!("title='x'\n{days}"), 1900, 2100, 60, 4, 3);
    let marks: Vec<&Mark> = axis.bands[0].rows.iter().flatten().collect();
    assert_eq!(marks.iter().map(|mark| mark.count).sum::<usize>(), 28);
    assert!(
        marks
            .iter()
            .any(|mark| mark.selected && mark.event == EventIndex::new(3))
    );
}

#[test]
fn something_shorter_than_an_eighth_of_a_column_is_shown() {
    for date in [
        "13.8 Ga",
        "2000-01-01T00:00:00Z",
        "{1960,1990}",
        "[1960,1990]",
    ] {
        let text = format!("title='x'\n[[event]]\ntitle='e'\ndate='{date}'\n");
        let timeline = native::read("test", &text).timeline.unwrap();
        let when = timeline.events[0].when.clone().unwrap();
        let scale = Scale::new(Window::WHOLE, 80).unwrap();
        let mark = marks::mark(EventIndex::new(0), &when, &scale, false);
        assert!(mark.is_some_and(|mark| mark.to() > mark.from()), "{date}");
    }
}

#[test]
fn the_selected_event_gets_its_row_where_there_are_too_few() {
    let year = |place| format!("[[event]]\ntitle='e{place}'\ndate='2001'\n");
    let years = (0..6).map(year).collect::<Vec<_>>().concat();
    for selected in 0..6 {
        let axis = axis(&format!("title='x'\n{years}"), 2000, 2010, 80, 2, selected);
        let band = &axis.bands[0];
        assert_eq!((band.rows.len(), band.hidden_rows), (2, 4));
        assert!(band.rows.iter().flatten().any(|mark| mark.selected));
    }
}

proptest! {
    #[test]
    fn labels_and_marks_stay_in_their_places(
        spans in prop::collection::vec((0_i64..100, 0_i64..30, any::<bool>()), 1..30), columns in 1_u16..200,
    ) {
        let events = spans.iter().map(|(start, length, approximate)| {
            let mark = if *approximate { "~" } else { "" };
            let (from, to) = (1900 + start, 1900 + start + length);
            format!("[[event]]\ntitle='an event of {from}'\ndate='{from}{mark}/{to}'\n")
        }).collect::<Vec<_>>()
            .concat();
        let axis = axis(&format!("title='x'\n{events}"), 1920, 1980, columns, 40, 0);
        for row in axis.bands.iter().flat_map(|band| &band.rows) {
            let mut taken = 0;
            for mark in row {
                let (first, end) = mark.cells(columns);
                prop_assert!(first < end && end <= columns);
                for pair in mark.stretches.windows(2) {
                    prop_assert!(pair[0].to <= pair[1].from);
                }
                prop_assert!(mark.stretches.iter().all(|part| part.from < part.to));
                if let Some(label) = &mark.label {
                    prop_assert!(label.column >= taken && label.column + label.room <= columns);
                    taken = label.column + label.room;
                }
            }
        }
    }
}
