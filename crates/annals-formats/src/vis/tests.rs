//! Tests of vis-timeline, read and written.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::Format;
use crate::testing::stories::{shape, story};
use crate::testing::{self, date, problems};
use annals_model::Grouping;
use annals_model::text::Clean;
use annals_time::When;
use serde_json::Value;

const WORKSHOP: &str = include_str!("../../../../tests/corpus/vis/workshop.json");
const BROKEN: &str = include_str!("../../../../tests/corpus/vis/broken-items.json");

fn read_text(text: &str) -> Reading {
    testing::read_text(read, text)
}

fn timeline(text: &str) -> Timeline {
    let reading = read_text(text);
    assert_eq!(problems(&reading), [] as [String; 0], "{text}");
    reading.timeline.unwrap()
}

#[rstest]
#[case::instant(r#""start": "2024-05-01T09:00:00Z""#, "2024-05-01T09:00:00Z")]
#[case::milliseconds(
    r#""start": 1714554000000, "end": 1714557600000"#,
    "2024-05-01T09:00:00Z/2024-05-01T10:00:00Z"
)]
#[case::days(
    r#""start": "2024-05-01", "end": "2024-05-03""#,
    "2024-05-01/2024-05-03"
)]
#[case::same(r#""start": "2024-05-01", "end": "2024-05-01""#, "2024-05-01")]
#[case::year(r#""start": "1914", "end": "1918-11""#, "1914/1918-11")]
#[case::before_the_year_0(r#""start": "-000050-04-20", "type": "point""#, "-000050-04-20")]
#[case::javascript(
    r#""start": "Wed May 01 2024 09:00:00 GMT+0200 (CEST)", "end": "/Date(1714554000000)/""#,
    "2024-05-01T09:00:00+02:00/2024-05-01T09:00:00Z"
)]
#[case::a_phrase(r#""start": "May 2024", "end": "June 2024""#, "2024-05/2024-06")]
fn dates_of_items(#[case] fields: &str, #[case] expected: &str) {
    let timeline = timeline(&format!("[{{\"content\": \"x\", {fields}}}]"));
    assert_eq!(date(&timeline.events[0]), expected);
}

#[test]
fn a_whole_file_is_read() {
    let timeline = timeline(WORKSHOP);
    assert_eq!(timeline.lanes, Some(Grouping::Theme));
    assert_eq!(timeline.opening.unwrap().start().to_string(), "2024-05-01");
    assert_eq!(timeline.eras[0].title.raw(), "Holidays");
    let ids: Vec<_> = timeline.events.iter().map(|event| event.id.raw()).collect();
    assert_eq!(ids, ["1", "build", "show"]);
    let build = &timeline.events[1];
    assert_eq!(build.title.raw(), "Build & paint");
    assert_eq!(build.summary.raw(), "All hands\nBring gloves");
    let themes: Vec<_> = build.themes.iter().map(Clean::raw).collect();
    assert_eq!(themes, ["Stage", "Workshop"]);
    let extra: Vec<_> = build
        .extra
        .iter()
        .map(|one| (one.name.raw(), one.value.raw()))
        .collect();
    assert_eq!(
        extra,
        [
            ("className", "red"),
            ("style", "color: red"),
            ("editable", "false")
        ]
    );
    assert_eq!(
        timeline.events[0].summary.raw(),
        "What we need, and where to get it (https://example.org/plan?a=1&b=2)"
    );
    assert_eq!(
        timeline.sources[0].address.raw(),
        "https://example.org/plan?a=1&b=2"
    );
    assert_eq!(timeline.events[2].line, Some(17));
}

#[test]
fn broken_items_are_reported_with_positions() {
    let reading = read_text(BROKEN);
    assert_eq!(
        problems(&reading),
        [
            "3:5 This is no item: an object, {...}, is expected.",
            "4:5 This item has no start, and stays undated.",
            "5:5 \"start\" true is no date.",
            "6:5 \"2024-02-31\": At character 9: this month has no such day.",
            "7:5 The end comes before the start, and is left out.",
            "9:5 The text ends in the middle of this item: it is cut off. What stands before it is read.",
        ]
    );
    assert_eq!(reading.report.skipped, 2);
    assert_eq!(reading.timeline.unwrap().events.len(), 5);
}

#[rstest]
#[case(r#"[{"id": 1, "content": "x", "start": "2024"}]"#, true)]
#[case(r#" {"groups": [{"id": 1}], "items": [{"id": 1, "start": 5}, "#, true)]
#[case(r#"{"items": [{"id": 1, "name": "x"}]}"#, false)]
#[case(r#"[{"ph": "X", "ts": 1}]"#, false)]
#[case(r#"[{"start": "2024", "title": "x"}]"#, false)]
#[case(r#"{"events": [{"start_date": {"year": "2024"}}]}"#, false)]
#[case("[]", false)]
#[case("{}", false)]
#[case("[1, 2]", false)]
#[case(r#"[1, {"content": "x", "start": "2024"}]"#, true)]
#[case("title = \"x\"", false)]
#[case("", false)]
fn items_are_recognised(#[case] text: &str, #[case] expected: bool) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert_eq!(recognises(&sample), expected);
}

#[rstest]
#[case("", "1:1 The text ends here: An object, {...}, is expected.")]
#[case("null", "1:1 An object, {...}, is expected here.")]
#[case(
    "[{\"a\": ",
    "1:2 The text ends in the middle of this item: it is cut off."
)]
#[case("{\"items\": 5}", "1:11 An array, [...], is expected here.")]
#[case(
    "{items: []}",
    "1:2 A name in double quotation marks is expected here; what follows is not read."
)]
fn other_texts_are_refused(#[case] text: &str, #[case] expected: &str) {
    let reading = read_text(text);
    assert!(reading.timeline.is_none());
    assert_eq!(reading.report.format.as_str(), Format::Vis.label());
    assert_eq!(problems(&reading), [expected]);
}

#[test]
fn cyclic_groups_are_read() {
    let timeline = timeline(
        r#"{"groups": [{"id": 1, "content": "A", "nestedGroups": [2]}, {"id": 2, "content": "B", "nestedGroups": [1]}], "items": [{"content": "x", "start": "2024", "group": 1}]}"#,
    );
    let themes: Vec<_> = timeline.events[0].themes.iter().map(Clean::raw).collect();
    assert_eq!(themes, ["A", "B"]);
}

#[test]
fn moved_items_keep_their_new_dates() {
    let text = r#"[{"content": "x", "start": "2021-02-01", "end": "2022-01-01", "annals": {"event": {"date": "2021"}}}]"#;
    let reading = read_text(text);
    assert!(problems(&reading)[0].contains("has been moved"));
    assert_eq!(
        date(&reading.timeline.unwrap().events[0]),
        "2021-02-01/2022-01-01"
    );
}

#[test]
fn written_files_can_be_drawn() {
    let mut timeline =
        timeline(r#"[{"content": "A &lt;b&gt;", "start": "2024-05-01", "group": "one"}]"#);
    let mut year = timeline.events[0].clone();
    year.id = Clean::own("year");
    year.when = When::parse("2021").unwrap();
    let mut undated = year.clone();
    undated.id = Clean::own("undated");
    undated.when = None;
    timeline.events = std::iter::once(undated)
        .chain(timeline.events.iter().cloned())
        .chain([year])
        .collect();
    let written = write(&timeline);
    let file: Value = serde_json::from_str(&written.text).unwrap();
    let items = file["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["content"], "A &lt;b&gt;");
    assert_eq!(
        (&items[1]["start"], &items[1]["end"]),
        (&"2021-01-01".into(), &"2022-01-01".into())
    );
    assert_eq!(file["groups"][0]["content"], "one");
    let lost: Vec<_> = written.lost.iter().map(Clean::as_str).collect();
    assert_eq!(lost.len(), 2, "{lost:?}");
    assert!(
        lost[0].starts_with("1 event without a date: kept for annals"),
        "{lost:?}"
    );
    assert_eq!(shape(&self::timeline(&written.text)), shape(&timeline));
}

/// Values as files may have them.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "2024",
            "2024-05-01",
            "background",
            "/Date(1)/",
            "<b>x</b>&amp;"
        ])
        .prop_map(Value::from),
    ];
    let names = prop::sample::select(vec![
        "id",
        "content",
        "start",
        "end",
        "group",
        "type",
        "title",
        "annals",
        "items",
        "groups",
        "nestedGroups",
        "options",
        "date",
        "links",
    ]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(names.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn timelines_survive_a_round_trip(story in story()) {
        let written = write(&story);
        let sample = Sample { text: &written.text, is_whole: true };
        let has_items = written.text.contains("\"items\": [\n");
        prop_assert_eq!(recognises(&sample), has_items);
        let reading = read_text(&written.text);
        prop_assert_eq!(problems(&reading), Vec::<String>::new());
        prop_assert_eq!(shape(&reading.timeline.unwrap()), shape(&story));
    }

    #[test]
    fn no_values_panic(items in prop::collection::vec(value(), 0..5), whole in value()) {
        for text in [Value::from(items).to_string(), whole.to_string()] {
            recognises(&Sample { text: &text, is_whole: true });
            if let Some(timeline) = read_text(&text).timeline {
                write(&timeline);
            }
        }
    }

    #[test]
    fn no_piece_of_a_file_panics(cut in 0..WORKSHOP.len(), letter in any::<char>()) {
        let (start, end) = (WORKSHOP.get(..cut).unwrap_or(""), WORKSHOP.get(cut..).unwrap_or(""));
        read_text(start);
        read_text(&format!("{start}{letter}{end}"));
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        read_text(&text);
        read_text(&format!("[{text}"));
    }
}
