//! Tests of the axis: positions and certainty of marks, and that labels do not overlap.

use std::fmt::Write as _;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use annals_index::{Index, Lanes};
use annals_model::text::Clean;
use annals_model::{Era, EventIndex, Grouping, Timeline, native};
use annals_time::{Time, When};

fn year(year: i64) -> Time {
    Time::from_date(year, 1, 1).unwrap()
}

fn window(from: i64, to: i64) -> Window {
    Window::new(year(from), year(to)).unwrap()
}

/// Returns the mark of a date in a window of as many columns as years: a column is about a year.
fn mark_of(date: &str, from: i64, to: i64) -> Option<Mark> {
    let when = When::parse(date).unwrap().unwrap();
    let columns = u16::try_from(to - from).unwrap();
    let scale = Scale::new(window(from, to), columns).unwrap();
    marks::mark(EventIndex::new(0), &when, &scale, false)
}

fn columns_of(mark: &Mark) -> Vec<(u32, u32, Certainty)> {
    let near = |eighths: u32| (eighths + 4) / EIGHTHS;
    mark.segments
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
fn bounds_become_segments(#[case] date: &str, #[case] expected: &[(u32, u32, Certainty)]) {
    assert_eq!(columns_of(&mark_of(date, 2000, 2010).unwrap()), expected);
}

#[test]
fn open_unknown_and_dated_ends_differ() {
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
fn qualifiers_make_edges_unsure_without_moving_them() {
    let plain = mark_of("2002", 2000, 2010).unwrap();
    let about = mark_of("2002~", 2000, 2010).unwrap();
    assert_eq!((plain.from, plain.to), (about.from, about.to));
    assert_eq!(about.segments.first().unwrap().certainty, Certainty::Rising);
    assert_eq!(about.segments.last().unwrap().certainty, Certainty::Falling);
    assert!(mark_of("2002?", 2000, 2010).unwrap().doubtful);
    let until = mark_of("../2004~", 2000, 2010).unwrap();
    assert_eq!(
        columns_of(&until),
        columns_of(&mark_of("../2004", 2000, 2010).unwrap())
    );
}

/// A short window in the middle of a slope shows the middle shade.
#[test]
fn a_slope_cut_by_the_window_keeps_its_shade() {
    let whole = mark_of("../2019", 2015, 2025).unwrap();
    assert_eq!(whole.segments.last().unwrap().sureness, (255, 0));
    let when = When::parse("../2019").unwrap().unwrap();
    let middle = Time::from_date(2019, 7, 2).unwrap();
    let day = Window::new(middle, middle.saturating_add_nanos(86_400_000_000_000)).unwrap();
    let scale = Scale::new(day, 80).unwrap();
    let cut = marks::mark(EventIndex::new(0), &when, &scale, false).unwrap();
    let [only] = &cut.segments[..] else {
        panic!("{:?}", cut.segments)
    };
    let (left, right) = only.sureness;
    assert!(
        left.abs_diff(128) < 4 && right.abs_diff(128) < 4,
        "{:?}",
        only.sureness
    );
}

fn read(text: &str) -> Timeline {
    native::read("test", text)
        .timeline
        .expect("a whole timeline")
}

fn slot(lane: usize) -> Slot {
    Slot {
        lane,
        pinned: false,
        collapsed: false,
    }
}

/// The varied parts of a request; the rest has default values.
struct AxisCase<'a> {
    timeline: &'a Timeline,
    grouping: Grouping,
    window: Window,
    size: (u16, u16),
    selected: Option<usize>,
    slots: Option<Vec<Slot>>,
    covers_slopes: bool,
    first_row: usize,
    now: Option<Time>,
    markers: Vec<Marker>,
}

impl<'a> AxisCase<'a> {
    fn new(timeline: &'a Timeline, window: Window, columns: u16, rows: u16) -> Self {
        Self {
            timeline,
            grouping: Grouping::None,
            window,
            size: (columns, rows),
            selected: None,
            slots: None,
            covers_slopes: false,
            first_row: 0,
            now: None,
            markers: Vec::new(),
        }
    }

    fn axis(&self) -> Axis {
        let index = Index::new(self.timeline);
        let lanes = Lanes::new(self.timeline, &index, self.grouping);
        let slots = self.slots.clone();
        let slots = slots.unwrap_or_else(|| (0..lanes.lanes.len()).map(slot).collect());
        Axis::new(&Request {
            timeline: self.timeline,
            index: &index,
            everything: index.everything(),
            lanes: &lanes,
            window: self.window,
            whole: self.window,
            canvas: Canvas {
                columns: self.size.0,
                rows: self.size.1,
                era_rows: MAX_ERA_ROWS,
                covers_slopes: self.covers_slopes,
            },
            lanes_off: lanes.lanes.len() - slots.len(),
            stack: &LaneStack::new(&lanes, slots),
            first_row: self.first_row,
            selected: self.selected.map(EventIndex::new),
            found: None,
            now: self.now,
            markers: &self.markers,
        })
        .expect("columns to draw in")
    }
}

fn axis(text: &str, from: i64, to: i64, columns: u16, rows: u16, selected: usize) -> Axis {
    let timeline = read(text);
    let selected = (!timeline.events.is_empty()).then_some(selected);
    AxisCase {
        selected,
        ..AxisCase::new(&timeline, window(from, to), columns, rows)
    }
    .axis()
}

fn marks_of(band: &Band) -> Vec<&Mark> {
    (0..band.rows()).flat_map(|row| band.marks(row)).collect()
}

#[test]
fn events_that_share_a_cell_are_merged_and_counted() {
    let event = |date: &str| format!("[[event]]\ntitle='on {date}'\ndate='{date}'\n");
    let alone: String = (0..8)
        .map(|decade| event(&format!("19{decade}0-01-01")))
        .collect();
    let together = ["2001-01-01", "2001-01-02", "2001-01-03"]
        .map(event)
        .concat();
    let axis = axis(
        &format!("title='x'\n{alone}{together}"),
        1900,
        2100,
        100,
        4,
        9,
    );
    let Content::Bars(_) = &axis.bands[0].content else {
        panic!("most of them stand alone")
    };
    let marks = marks_of(&axis.bands[0]);
    assert_eq!(marks.len(), 9);
    let last = marks.iter().find(|mark| mark.selected).unwrap();
    assert_eq!((last.count, last.event), (3, EventIndex::new(9)));
    let label = last.label.as_ref().unwrap();
    assert_eq!(label.text.as_str(), "on 2001-01-02 and 2 more");
}

/// A month of days in a few cells: only their number and the selected event are shown.
#[test]
fn crowded_lanes_show_a_density() {
    let day = |day| format!("[[event]]\ntitle='e{day}'\ndate='2000-01-{day:02}'\n");
    let days = (1..=28).map(day).collect::<Vec<_>>().concat();
    let axis = axis(&format!("title='x'\n{days}"), 1890, 2110, 55, 4, 3);
    let band = &axis.bands[0];
    let Content::Density(density) = &band.content else {
        panic!("they cannot be told apart")
    };
    assert_eq!((band.events, band.hidden_events), (28, 0));
    assert_eq!(density.counts.iter().sum::<usize>(), 28);
    assert_eq!(density.full, 50);
    let marks = marks_of(band);
    assert_eq!((marks.len(), marks[0].event), (1, EventIndex::new(3)));
}

/// While no column has more events than rows, a density is as high as bars would be.
#[rstest]
#[case(&[0, 1, 3], 3, 3, &[0, 8, 24])]
#[case(&[0, 1, 4], 3, 5, &[0, 4, 19])]
#[case(&[1, 7, 10], 2, 10, &[1, 11, 16])]
#[case(&[1, 1_100], 1, 2_000, &[1, 4])]
#[case(&[0, 0], 2, 2, &[0, 0])]
fn heights_are_proportional_to_counts(
    #[case] counts: &[usize],
    #[case] rows: usize,
    #[case] full: usize,
    #[case] heights: &[usize],
) {
    let density = Density::of(counts.to_vec(), rows);
    assert_eq!((density.full, &density.heights[..]), (full, heights));
    let last = u16::try_from(counts.len() - 1).unwrap();
    let stacked: usize = (0..rows)
        .map(|row| usize::from(density.height(row, last)))
        .sum();
    assert_eq!(stacked, density.heights[counts.len() - 1]);
}

#[test]
fn bars_are_stacked_from_the_top() {
    let year = |position| format!("[[event]]\ntitle='e{position}'\ndate='2001'\n");
    let years = (0..2).map(year).collect::<Vec<_>>().concat();
    let axis = axis(&format!("title='x'\n{years}"), 2000, 2010, 80, 4, 0);
    let band = &axis.bands[0];
    let first = |row| band.marks(row).first().map(|mark| mark.event.index());
    assert_eq!((band.rows(), first(0), first(1)), (2, Some(0), Some(1)));
}

fn of_actors(count: usize, events_each: usize) -> String {
    let mut text = "title='x'\n".to_owned();
    for actor in 0..count {
        writeln!(text, "[actor.a{actor}]").unwrap();
    }
    for actor in 0..count {
        for event in 0..events_each {
            writeln!(
                text,
                "[[event]]\ntitle='e{event}'\ndate='2001'\nactors=['a{actor}']"
            )
            .unwrap();
        }
    }
    text
}

#[rstest]
#[case::all_fit(3, 2, 10, 0, &[2, 2, 2], (0, 0))]
#[case::cut_below(3, 4, 6, 0, &[4, 2], (0, 1))]
#[case::cut_above(3, 4, 6, 3, &[1, 4, 1], (0, 0))]
#[case::scrolled_by_a_lane(3, 4, 6, 4, &[4, 2], (1, 0))]
#[case::held_to_the_end(3, 4, 6, 99, &[2, 4], (1, 0))]
#[case::no_room(2, 1, 0, 0, &[], (0, 2))]
fn lanes_scroll_by_rows(
    #[case] lanes: usize,
    #[case] events: usize,
    #[case] rows: u16,
    #[case] first_row: usize,
    #[case] expected: &[usize],
    #[case] hidden: (usize, usize),
) {
    let timeline = read(&of_actors(lanes, events));
    let axis = AxisCase {
        grouping: Grouping::Actor,
        first_row,
        ..AxisCase::new(&timeline, window(2000, 2010), 60, rows)
    }
    .axis();
    let shown: Vec<usize> = axis.bands.iter().map(Band::rows).collect();
    assert_eq!(shown, expected);
    assert_eq!(axis.hidden_lanes, hidden);
    for band in &axis.bands {
        assert_eq!(band.hidden_events, events - band.rows());
    }
}

#[rstest]
#[case::pinned_stay(&[5], 2, 4, &[5, 2, 3, 4], (2, 0))]
#[case::at_most_half(&[3, 4, 5], 0, 4, &[3, 4, 0, 1], (0, 2))]
#[case::more_where_the_rest_needs_less(&[1, 2, 3, 4, 5], 0, 4, &[1, 2, 3, 0], (0, 2))]
#[case::held_to_the_end(&[], 9, 4, &[2, 3, 4, 5], (2, 0))]
fn pinned_lanes_do_not_scroll(
    #[case] pinned: &[usize],
    #[case] first_row: usize,
    #[case] rows: u16,
    #[case] expected: &[usize],
    #[case] hidden: (usize, usize),
) {
    let timeline = read(&of_actors(6, 1));
    let others = (0..6).filter(|lane| !pinned.contains(lane)).map(slot);
    let kept = pinned.iter().map(|&lane| Slot {
        pinned: true,
        ..slot(lane)
    });
    let slots: Vec<Slot> = kept.chain(others).collect();
    let lanes = Lanes::new(&timeline, &Index::new(&timeline), Grouping::Actor);
    let view = LaneStack::new(&lanes, slots.clone()).view(first_row, rows);
    let axis = AxisCase {
        grouping: Grouping::Actor,
        slots: Some(slots),
        first_row,
        ..AxisCase::new(&timeline, window(2000, 2010), 60, rows)
    }
    .axis();
    let lanes: Vec<usize> = axis.bands.iter().map(|band| band.lane).collect();
    assert_eq!(lanes, expected);
    assert_eq!(axis.hidden_lanes, hidden);
    let loose = axis.bands.iter().filter(|band| !band.pinned).count();
    assert_eq!(view.len(), loose);
}

#[test]
fn a_collapsed_lane_has_one_row_and_hides_no_event() {
    let timeline = read(&of_actors(1, 3));
    let collapsed = Slot {
        collapsed: true,
        ..slot(0)
    };
    let axis = AxisCase {
        grouping: Grouping::Actor,
        slots: Some(vec![collapsed]),
        ..AxisCase::new(&timeline, window(2000, 2010), 60, 8)
    }
    .axis();
    let band = &axis.bands[0];
    assert_eq!((band.rows(), band.hidden_events, band.events), (1, 0, 3));
    assert!(matches!(band.content, Content::Density(_)));
}

#[rstest]
#[case("2003", MarkKind::Whole, &[(3, 4)])]
#[case("2003-XX-XX", MarkKind::SomeWithin, &[(3, 4)])]
#[case("[2002,2005]", MarkKind::OneOf, &[(2, 3), (5, 6)])]
#[case("[2002,2003]", MarkKind::OneOf, &[(2, 3), (3, 4)])]
#[case("{2002,2005}", MarkKind::AllOf, &[(2, 3), (5, 6)])]
#[case("2002/2006", MarkKind::Whole, &[(2, 7)])]
fn mark_kinds_follow_the_date(
    #[case] date: &str,
    #[case] kind: MarkKind,
    #[case] expected: &[(u16, u16)],
) {
    // A column is a year within a day; months are tested with years of 12 columns.
    let when = When::parse(date).unwrap().unwrap();
    let scale = Scale::new(window(2000, 2010), 120).unwrap();
    let mark = marks::mark(EventIndex::new(0), &when, &scale, false).unwrap();
    assert_eq!(mark.kind, kind);
    let near = |cell: u16| (cell + 6) / 12;
    let parts: Vec<_> = mark
        .parts(120)
        .iter()
        .map(|part| (near(part.first), near(part.end)))
        .collect();
    assert_eq!(parts, expected);
}

/// Between two dates of a set, there is a line from one to the other.
#[test]
fn a_window_between_dates_of_a_set_shows_a_line() {
    let between = mark_of("[1990,2020]", 2000, 2010).unwrap();
    assert!(between.segments.is_empty() && between.parts(10).is_empty());
    assert_eq!(
        (between.cells(10), between.left, between.right),
        ((0, 10), Edge::Beyond, Edge::Beyond)
    );
    let first = mark_of("{2002,2020}", 2000, 2010).unwrap();
    assert_eq!((first.cells(10).1, first.right), (10, Edge::Beyond));
    assert_eq!(mark_of("[1990,1995]", 2000, 2010), None);
}

fn era(title: &str, date: &str) -> Era {
    Era {
        title: Clean::line(title),
        when: When::parse(date).unwrap().unwrap(),
    }
}

#[test]
fn overlapping_eras_are_in_different_rows() {
    let mut timeline = read("title='x'");
    timeline.eras = vec![
        era("Before", "../2019"),
        era("Between", "2020/2023~"),
        era("Year", "2021"),
        era("After", "2025-01-01/.."),
        era("Long gone", "1900"),
    ];
    let axis = AxisCase::new(&timeline, window(2010, 2030), 80, 4).axis();
    let shown: Vec<_> = axis
        .eras
        .iter()
        .map(|era| (era.title.as_str(), era.row, era.left, era.right))
        .collect();
    let expected = [
        ("Before", 0, Edge::Open, Edge::Dated),
        ("Between", 0, Edge::Dated, Edge::Dated),
        ("Year", 1, Edge::Dated, Edge::Dated),
        ("After", 0, Edge::Dated, Edge::Open),
    ];
    assert_eq!(shown, expected);
    assert!(
        axis.eras
            .iter()
            .all(|era| era.label.is_some() && era.first < era.end)
    );
    // An edge known to the year is unsure for that year; one known to the day is sure and has a line.
    assert_eq!((axis.eras[0].soft.1, axis.eras[3].soft.0), (4, 0));
    let lines: Vec<u16> = axis.guides.iter().map(|guide| guide.column).collect();
    let sharp = [axis.eras[2].first, axis.eras[2].end, axis.eras[3].first];
    assert_eq!(lines, sharp);
    assert_eq!(era_rows(&timeline.eras, window(2010, 2030), 80), 2);
}

#[test]
fn present_and_markers_have_glyphs() {
    let timeline = read("title='x'");
    let moment = |at: i64, kind| Marker {
        start: year(at),
        end: year(at),
        kind,
    };
    let asked = |now: i64| AxisCase {
        now: Some(year(now)),
        markers: vec![
            moment(2008, MarkerKind::Measure),
            moment(2012, MarkerKind::Measure),
            moment(2017, MarkerKind::Date),
        ],
        ..AxisCase::new(&timeline, window(2000, 2020), 160, 4)
    };
    let axis = asked(2003).axis();
    let kinds: Vec<_> = axis.tick_glyphs.iter().map(|sign| sign.kind).collect();
    let expected = [
        TickGlyphKind::Now,
        TickGlyphKind::Measure,
        TickGlyphKind::Measure,
        TickGlyphKind::Date,
    ];
    assert_eq!(kinds, expected);
    assert!(axis.tick_glyphs[0].word.is_some());
    assert_eq!(axis.marked, [(64, 96)]);
    assert_eq!(axis.guides.len(), 4);
    let without = asked(1990).axis();
    assert!(
        without
            .tick_glyphs
            .iter()
            .all(|sign| sign.kind != TickGlyphKind::Now)
    );
    // In the same column, the marker covers the present.
    let both = asked(2008).axis();
    let there: Vec<_> = both
        .tick_glyphs
        .iter()
        .filter(|sign| sign.column == 64)
        .collect();
    assert_eq!((there.len(), there[0].kind), (1, TickGlyphKind::Measure));
}

#[test]
fn events_shorter_than_an_eighth_of_a_column_are_visible() {
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
        assert!(mark.is_some_and(|mark| mark.to > mark.from), "{date}");
    }
}

#[test]
fn a_very_crowded_lane_turns_to_the_rows_of_the_selected_event() {
    let year = |position| format!("[[event]]\ntitle='e{position}'\ndate='2001'\n");
    let years = (0..CROWD).map(year).collect::<Vec<_>>().concat();
    for selected in [0, 7, 8, 150, CROWD - 1] {
        let text = format!("title='x'\n{years}");
        let axis = axis(&text, 2000, 2010, 200, 30, selected);
        let band = &axis.bands[0];
        assert_eq!((band.rows(), band.hidden_events), (8, CROWD - 8));
        let mark = band.marks(selected % 8).first();
        assert!(mark.is_some_and(|mark| mark.selected), "event {selected}");
    }
}

#[rstest]
#[case::visible(2, 3..4, 2)]
#[case::below(0, 5..7, 3)]
#[case::above(5, 1..3, 1)]
#[case::too_high_for_the_view(0, 3..9, 3)]
#[case::nothing(9, 0..0, 0)]
fn the_nearest_view_shows_the_wanted_rows(
    #[case] first: usize,
    #[case] wanted: std::ops::Range<usize>,
    #[case] expected: usize,
) {
    let timeline = read(&of_actors(10, 1));
    let lanes = Lanes::new(&timeline, &Index::new(&timeline), Grouping::Actor);
    let stack = LaneStack::new(&lanes, (0..10).map(slot).collect());
    assert_eq!(stack.first_row_showing(first, Some(wanted), 4), expected);
    assert_eq!((stack.rows(), stack.rows_of_lane(4)), (10, Some(4..5)));
}

fn dated_point(title: &str, date: &str) -> String {
    format!("[[event]]\nid='{date}'\ntitle='{title}'\ndate='{date}'\n")
}

/// Three points with room for one title between them.
#[rstest]
#[case::most_links(None, "The second of all events")]
#[case::nearest_to_the_selection(Some(3), "The third of all events")]
fn the_most_important_titles_are_shown(#[case] selected: Option<usize>, #[case] expected: &str) {
    let mut text = "title='x'\n".to_owned();
    text += &dated_point("The first of all events", "1900-01-01");
    text += &dated_point("The second of all events", "1908-01-01");
    text += "links=[{to='1990-01-01', kind='causes'}]\n";
    text += &dated_point("The third of all events", "1934-01-01");
    text += &dated_point("Far", "1990-01-01");
    let timeline = read(&text);
    let axis = AxisCase {
        selected,
        ..AxisCase::new(&timeline, window(1899, 1999), 100, 1)
    }
    .axis();
    let labels: Vec<&str> = axis.bands[0]
        .marks(0)
        .iter()
        .filter_map(|mark| Some(mark.label.as_ref()?.text.as_str()))
        .collect();
    assert!(labels.contains(&expected), "{labels:?}");
}

/// Paints a row as the drawing does and fails where marks cover labels.
fn check_row(band: &Band, row: usize, columns: u16) -> Result<Vec<bool>, TestCaseError> {
    let mut taken = vec![false; usize::from(columns)];
    let marks = band.marks(row);
    for (position, mark) in marks.iter().enumerate() {
        let (first, end) = mark.cells(columns);
        prop_assert!(first < end && end <= columns);
        for pair in mark.segments.windows(2) {
            prop_assert!(pair[0].to <= pair[1].from);
        }
        prop_assert!(mark.segments.iter().all(|part| part.from < part.to));
        let parts = mark.parts(columns);
        prop_assert!(
            !parts.is_empty() || mark.kind == MarkKind::OneOf || mark.kind == MarkKind::AllOf
        );
        prop_assert!(parts.iter().all(|part| part.first < part.end));
        prop_assert!(parts.windows(2).all(|pair| pair[0].end <= pair[1].first));
        prop_assert!(
            parts
                .iter()
                .all(|part| part.first >= first && part.end <= end)
        );
        taken[usize::from(first)..usize::from(end)].fill(true);
        if let Some(label) = &mark.label {
            prop_assert!(label.end() <= columns && label.column + label.room <= columns);
            let (from, to) = (label.column, label.end());
            let others = marks.iter().enumerate();
            for (_, other) in others.filter(|&(other, _)| other != position) {
                let (first, end) = other.cells(columns);
                prop_assert!(
                    to <= first
                        || from >= end
                        || mark.kind != MarkKind::Whole
                        || other.kind != MarkKind::Whole
                        || !mark.is_thin()
                );
                let label = other.label.as_ref();
                prop_assert!(label.is_none_or(|label| to <= label.column || from >= label.end()));
            }
            let wide = annals_model::text::width(&label.text);
            let is_beside = to <= first || from >= end;
            prop_assert!(
                !is_beside || usize::from(label.room) >= wide.min(8),
                "{label:?}"
            );
            // Between two points, a title belongs to the one before it.
            if to <= first && mark.is_thin() && !mark.selected {
                let ends = marks.iter().map(|other| other.cells(columns).1);
                let before = ends.filter(|&end| end <= from).max();
                prop_assert!(before.is_none_or(|end| from - end > 2), "{label:?}");
            }
            taken[usize::from(from)..usize::from(to)].fill(true);
        }
    }
    if let Content::Density(density) = &band.content {
        for column in 0..columns {
            let filled = density.height(row, column) > 0;
            let inside = marks.iter().any(|mark| {
                let (first, end) = mark.cells(columns);
                column >= first && column < end
            });
            prop_assert!(!filled || inside || !taken[usize::from(column)]);
            taken[usize::from(column)] |= filled;
        }
    }
    Ok(taken)
}

fn any_events(most: usize) -> impl Strategy<Value = String> {
    let date = prop_oneof![
        4 => (1900_i64..2000, 1..13, 1..29).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        2 => (1900_i64..2000, 0_i64..30).prop_map(|(y, long)| format!("{y}/{}", y + long)),
        1 => (1900_i64..2000).prop_map(|y| format!("{y}~")),
        1 => (1900_i64..2000, 1_i64..20).prop_map(|(y, gap)| format!("[{y},{}]", y + gap)),
        1 => (1900_i64..2000, 1_i64..20).prop_map(|(y, gap)| format!("{{{y},{}}}", y + gap)),
        1 => (1900_i64..2000).prop_map(|y| format!("{y}-XX-XX")),
        1 => prop::sample::select(vec!["1950/..", "../1950", "/1960", "1960/", "65 Ma", "195X"]).prop_map(str::to_owned),
    ];
    let event = (date, prop::collection::vec(0..3, 0..3));
    prop::collection::vec(event, 1..most).prop_map(|events| {
        let mut text = "title='x'\n[actor.a0]\n[actor.a1]\n[actor.a2]\n".to_owned();
        for (date, actors) in events {
            let actors: Vec<_> = actors.iter().map(|actor| format!("'a{actor}'")).collect();
            writeln!(
                text,
                "[[event]]\ntitle='an event of {date}'\ndate='{date}'\nactors=[{}]",
                actors.join(",")
            )
            .unwrap();
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// With marks and with densities, nothing covers a label or exceeds the edge, and the connector is in
    /// blank cells.
    #[test]
    fn labels_marks_and_connector_do_not_overlap(
        text in any_events(60), columns in 1_u16..160, rows in 0_u16..12, length in 1_i64..120, grouping in prop::sample::select(vec![Grouping::None, Grouping::Actor]), selected in 0_usize..60,
    ) {
        let timeline = read(&text);
        let axis = AxisCase {
            grouping,
            selected: Some(selected % timeline.events.len()),
            now: Some(year(1921)),
            ..AxisCase::new(&timeline, window(1920, 1920 + length), columns, rows)
        }
        .axis();
        let mut taken = Vec::new();
        for band in &axis.bands {
            for row in 0..band.rows() {
                taken.push(check_row(band, row, columns)?);
            }
        }
        prop_assert!(taken.len() <= usize::from(rows));
        if let Some(connector) = &axis.connector {
            prop_assert!(connector.column < columns);
            for &row in &connector.rows {
                prop_assert!(!taken[usize::from(row)][usize::from(connector.column)]);
            }
        }
        for sign in &axis.tick_glyphs {
            prop_assert!(sign.column < columns && sign.word.is_none_or(|word| word + 3 < columns));
        }
    }

    /// The marks and counts of a lane cover every event that may hold in the window.
    #[test]
    fn every_event_of_a_lane_is_shown_or_counted(text in any_events(80), columns in 1_u16..120, rows in 1_u16..6, length in 1_i64..120) {
        let timeline = read(&text);
        let window = window(1930, 1930 + length);
        let axis = AxisCase::new(&timeline, window, columns, rows).axis();
        let scale = Scale::new(window, columns).unwrap();
        let spans: Vec<_> = timeline.events.iter().filter_map(|event| Some(event.when.as_ref()?.reach())).collect();
        let held = |from: Time, to: Time| spans.iter().filter(|&&(start, end)| start < to && end > from).count();
        let band = &axis.bands[0];
        prop_assert_eq!(band.events, held(window.start(), window.end()));
        match &band.content {
            Content::Density(density) => for column in 0..columns {
                let (from, to) = (scale.column_start(column), scale.column_end(column));
                prop_assert_eq!(density.counts[usize::from(column)], held(from, to));
            },
            Content::Bars(rows) => {
                let shown: usize = rows.iter().flatten().map(|mark| mark.count).sum();
                prop_assert_eq!(shown + band.hidden_events, band.events);
            }
        }
    }

    #[test]
    fn the_name_of_an_era_leaves_room_for_that_of_the_era_before(column in 20_u16..60) {
        // The first name is longer than its era, the second era may begin under it.
        let mut timeline = read("title='x'");
        timeline.eras = vec![era("An era", "1954"), era("An era", "1967~/1972~")];
        let axis = AxisCase::new(&timeline, window(1920, 1980), column, 3).axis();
        let labels: Vec<_> = axis.eras.iter().filter_map(|era| Some((era.row, era.label.as_ref()?))).collect();
        if let [(row, first), (other_row, second)] = labels[..] {
            prop_assert!(row != other_row || first.end() <= second.column);
        }
    }

    #[test]
    fn every_era_has_a_band_and_no_two_names_overlap(spans in prop::collection::vec((1900_i64..2000, 0_i64..40, any::<bool>()), 0..12), columns in 1_u16..120) {
        let mut timeline = read("title='x'");
        timeline.eras = spans.iter().map(|(from, long, about)| {
            let mark = if *about { "~" } else { "" };
            era("An era", &format!("{from}{mark}/{}{mark}", from + long))
        }).collect();
        let axis = AxisCase::new(&timeline, window(1920, 1980), columns, 3).axis();
        for era in &axis.eras {
            prop_assert!(era.row < MAX_ERA_ROWS);
            prop_assert!(era.first < era.end && era.end <= columns);
            prop_assert!(era.soft.0 + era.soft.1 < era.end - era.first + 1);
            if let Some(label) = &era.label {
                prop_assert!(label.column + label.room <= columns);
                let others = axis.eras.iter().filter(|other| other.row == era.row && *other != era);
                for other in others.filter_map(|other| other.label.as_ref()) {
                    prop_assert!(label.end() <= other.column || label.column >= other.end() || label == other);
                }
            }
        }
        let seen = timeline.eras.iter().filter(|era| {
            let (start, end) = era.when.reach();
            start < year(1980) && end > year(1920)
        });
        prop_assert_eq!(axis.eras.len(), seen.count());
    }

    /// Whatever is selected, every event stays in its row.
    #[test]
    fn rows_stay_when_the_selection_moves(text in any_events(30), columns in 20_u16..160, rows in 1_u16..14, first_row in 0_usize..6, one in 0_usize..30, other in 0_usize..30) {
        let timeline = read(&text);
        let rows_of = |selected: usize| {
            let axis = AxisCase {
                grouping: Grouping::Actor,
                selected: Some(selected % timeline.events.len()),
                first_row,
                ..AxisCase::new(&timeline, window(1890, 2010), columns, rows)
            }
            .axis();
            let mut rows = Vec::new();
            for band in axis.bands.iter().filter(|band| matches!(band.content, Content::Bars(_))) {
                for row in 0..band.rows() {
                    let cells = band.marks(row).iter().map(|mark| mark.cells(columns));
                    rows.push((band.lane, row, cells.collect::<Vec<_>>()));
                }
            }
            rows
        };
        prop_assert_eq!(rows_of(one), rows_of(other));
    }

    /// Each event without a date is in the column of at least one lane, whatever lanes stand for.
    #[test]
    fn every_undated_event_is_in_the_column(timeline in crate::relations::samples::any_story(), grouping in prop::sample::select(Grouping::ALL), selected in 0_usize..14) {
        let selected = (!timeline.events.is_empty()).then(|| selected % timeline.events.len());
        let axis = AxisCase {
            grouping,
            selected,
            ..AxisCase::new(&timeline, window(1990, 2030), 60, 500)
        }
        .axis();
        for event in (0..timeline.events.len()).map(EventIndex::new) {
            if timeline.event(event).when.is_some() {
                continue;
            }
            let lists = |band: &&Band| band.undated.events.iter().any(|&(listed, _)| listed == event);
            let listed = axis.bands.iter().filter(lists).count();
            let counted = axis.bands.iter().any(|band| band.undated.is_counted());
            prop_assert!(listed > 0 || counted);
            let is_selected = selected == Some(event.index());
            let marked = axis.bands.iter().filter(|band| band.undated.selected == Some(event)).count();
            prop_assert_eq!(marked > 0, is_selected);
        }
    }

    /// No window and no width may panic.
    #[test]
    fn any_window_and_width_can_be_arranged(text in any_events(20), start: i64, nanos in 0_u32..1_000_000_000, magnitude in 0_u32..95, columns in 1_u16..300, rows in 0_u16..20) {
        let mut timeline = read(&text);
        timeline.eras = vec![era("Deep", "65 Ma"), era("Later", "1950/.."), era("Earlier", "../1950")];
        let start = Time::new(start, nanos).unwrap().min(Time::MAX.saturating_add_nanos(-1));
        let end = start.saturating_add_nanos(1 << magnitude);
        let markers = [start, end].map(|at| Marker { start: at, end, kind: MarkerKind::Measure }).to_vec();
        let axis = AxisCase {
            selected: Some(0),
            now: Some(start),
            markers,
            ..AxisCase::new(&timeline, Window::new(start, end).unwrap(), columns, rows)
        }
        .axis();
        prop_assert_eq!(axis.overview.len(), usize::from(columns));
        for (first, end) in axis.marked {
            prop_assert!(first < end && end <= columns);
        }
    }
}

/// Bars begin and end in the cells of points: every event is in a mark, and no two points share a cell.
#[test]
fn points_beside_bars_are_visible() {
    let text = "title='x'\n[[event]]\ntitle='A'\ndate='1930-01-01'\n[[event]]\ntitle='B'\ndate='1930-01-03T00:00:00Z/1960-01-01T00:00:00Z'\n[[event]]\ntitle='C'\ndate='1960-01-05'\n[[event]]\ntitle='D'\ndate='1960-01-08'\n[[event]]\ntitle='E'\ndate='1960-02-01T00:00:00Z/1970-01-01T00:00:00Z'\n[[event]]\ntitle='F'\ndate='1970-01-02T00:00:00Z/1970-04-01T00:00:00Z'\n";
    let timeline = read(text);
    let axis = AxisCase::new(&timeline, window(1900, 2000), 80, 1).axis();
    let marks = axis.bands[0].marks(0);
    assert_eq!(marks.iter().map(|mark| mark.count).sum::<usize>(), 6);
    let points: Vec<u16> = marks
        .iter()
        .filter(|mark| mark.is_thin())
        .map(|mark| mark.cells(80).0)
        .collect();
    let mut apart = points.clone();
    apart.dedup();
    assert_eq!(points, apart, "C and D are one mark that counts both");
}
