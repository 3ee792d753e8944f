//! Tests of whole traces.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::Format;
use crate::testing::{self, extras, problem_lines};
use annals_model::text::Clean;
use annals_model::{Event, Timeline};

const BROWSER: &str = include_str!("../../../../tests/corpus/trace/browser.json");
const OPEN: &str = include_str!("../../../../tests/corpus/trace/open-array.json");
const WRONG: &str = include_str!("../../../../tests/corpus/trace/broken-wrong-events.json");

fn read_text(text: &str) -> Reading {
    testing::read_text(read, text)
}

fn event<'e>(timeline: &'e Timeline, title: &str) -> &'e Event {
    timeline
        .events
        .iter()
        .find(|event| event.title.raw() == title)
        .unwrap()
}

/// The date without the day that all have.
fn time(event: &Event) -> String {
    let text = event.when.as_ref().unwrap().text();
    text.replace("1970-01-01T00:00:00.", "")
}

fn who<'t>(timeline: &'t Timeline, event: &Event) -> &'t str {
    timeline.actor(event.participants[0].actor).name.raw()
}

#[test]
fn a_whole_trace_is_read() {
    let reading = read_text(BROWSER);
    assert_eq!(
        problem_lines(&reading),
        ["16: This point of a flow lies in no event of its thread."]
    );
    let timeline = reading.timeline.unwrap();
    let times: Vec<_> = timeline
        .events
        .iter()
        .map(|event| {
            (
                event.title.raw().to_owned(),
                time(event),
                who(&timeline, event),
            )
        })
        .collect();
    let expected = [
        ("Load page", "001000000/001500250", "Main (Browser)"),
        ("Parse", "001100/001100", "Main (Browser)"),
        ("Click", "002150001", "Worker (Browser)"),
        ("Fetch header", "001250", "Main (Browser)"),
        ("Outer", "002000000/003000500", "Worker (Browser)"),
        ("Inner", "002100/002200", "Worker (Browser)"),
        ("Fetch", "001200/002120", "Main (Browser)"),
    ];
    let expected: Vec<_> = expected
        .map(|(title, time, who)| (title.to_owned(), time.to_owned(), who))
        .into();
    assert_eq!(times, expected);
    let load = event(&timeline, "Load page");
    assert_eq!(
        extras(load),
        [
            ("url", "https://example.org"),
            ("size", "[1,2]"),
            ("tts", "12")
        ]
    );
    let themes: Vec<_> = load.themes.iter().map(Clean::raw).collect();
    assert_eq!(
        (themes.as_slice(), load.line),
        (["loading", "blink"].as_slice(), Some(4))
    );
    assert_eq!(extras(event(&timeline, "Outer")), [("result", "ok")]);
    assert_eq!(extras(event(&timeline, "Click")), [("s", "t")]);
    let links: Vec<_> = load
        .links
        .iter()
        .map(|link| (timeline.event(link.to).title.raw(), link.kind))
        .collect();
    assert_eq!(links, [("Inner", LinkKind::Follows)]);
    assert_eq!(timeline.actors[0].short.raw(), "Main");
    assert_eq!(
        timeline.summary.raw(),
        "startTime: 2021-05-06T07:08:09.000Z\nversion: 1.2"
    );
}

#[test]
fn records_that_are_no_events_are_reported() {
    assert_eq!(
        testing::remarks(&read_text(BROWSER)),
        [
            "The trace says that it was started at 2021-05-06T07:08:09.000Z; which of its times that is, the format does not say, and nothing is moved.",
            "Beside its events the trace has what is no part of a timeline and is not kept: metadata.cpu, samples.",
            "A trace has no date: its times are shown as counted from 1970-01-01T00:00:00.",
            "Not shown, because it is no event: values of counters (1).",
        ]
    );
}

#[test]
fn the_closing_bracket_may_be_missing() {
    let reading = read_text(OPEN);
    assert_eq!(
        problem_lines(&reading),
        ["2: This event begins and never ends: its end is not known."]
    );
    let timeline = reading.timeline.unwrap();
    assert_eq!(time(event(&timeline, "Alone")), "000001500/000002500");
    assert_eq!(time(event(&timeline, "Endless")), "000005/");
    assert_eq!(
        who(&timeline, event(&timeline, "Alone")),
        "thread b (process a)"
    );
}

#[test]
fn a_wrong_event_costs_only_itself() {
    let reading = read_text(WRONG);
    let reported = problem_lines(&reading);
    let parts = [
        "1: This event has no time",
        "2: This event has no length",
        "3: This event has no length",
        "4: This event ends and has never begun",
        "5: This is no trace event: invalid type",
        "5: This event has no phase",
        "5: This is no trace event: expected ident",
        "6: This event has no length",
        "7: This point of a flow lies in no event",
        "9: The text ends in the middle of this event",
    ];
    assert_eq!(reported.len(), parts.len(), "{reported:#?}");
    for (reported, part) in reported.iter().zip(parts) {
        assert!(reported.starts_with(part), "{reported} / {part}");
    }
    let timeline = reading.timeline.unwrap();
    assert_eq!(timeline.events.len(), 3);
    assert_eq!(time(event(&timeline, "Backwards")), "000002/");
    assert!(
        reading
            .report
            .notes
            .iter()
            .any(|remark| remark.as_str().contains("does not have (1)"))
    );
}

#[test]
fn flows_lead_from_the_inner_event_to_the_next() {
    let slice = |name: &str, tid: u8, ts: u32, dur: u32| {
        format!(r#"{{"ph":"X","pid":1,"tid":{tid},"ts":{ts},"dur":{dur},"name":"{name}"}},"#)
    };
    let point = |phase: &str, tid: u8, ts: u32, more: &str| {
        format!(
            r#"{{"ph":"{phase}","pid":1,"tid":{tid},"ts":{ts},"id":1,"name":"n","cat":"c"{more}}},"#
        )
    };
    let text = [
        "[".to_owned(),
        point("f", 2, 55, r#","bp":"e""#),
        point("f", 2, 35, ""),
        point("s", 1, 15, ""),
        slice("Outer", 1, 0, 100),
        slice("Inner", 1, 10, 10),
        slice("Next", 2, 40, 5),
        slice("Last", 2, 50, 10),
    ];
    let timeline = read_text(&text.concat()).timeline.unwrap();
    let mut links = Vec::new();
    for event in &timeline.events {
        links.extend(
            event
                .links
                .iter()
                .map(|link| (event.title.raw(), timeline.event(link.to).title.raw())),
        );
    }
    assert_eq!(links, [("Inner", "Next"), ("Next", "Last")]);
}

#[test]
fn threads_with_one_name_are_numbered() {
    let names = r#"{"ph":"M","pid":1,"tid":1,"name":"thread_name","args":{"name":"Pool"}},{"ph":"M","pid":1,"tid":2,"name":"thread_name","args":{"name":"Pool"}}"#;
    let events = r#"{"ph":"i","pid":1,"tid":1,"ts":1,"name":"a"},{"ph":"i","pid":1,"tid":2,"ts":1,"name":"b"}"#;
    let timeline = read_text(&format!("[{events},{names}]")).timeline.unwrap();
    let names: Vec<_> = timeline
        .actors
        .iter()
        .map(|actor| actor.name.raw())
        .collect();
    assert_eq!(names, ["Pool (process 1)", "Pool (process 1) #2"]);
}

#[rstest]
#[case::browser(BROWSER, true)]
#[case::open(OPEN, true)]
#[case::wrong(WRONG, true)]
#[case::empty_list(r#"{"traceEvents":[]}"#, true)]
#[case::late_list(r#"{"otherData":{"a":[1,{"b":2}]},"traceEvents":["#, true)]
#[case::list_of_none(r#"{"traceEvents":12}"#, false)]
#[case::inside(r#"{"a":{"traceEvents":[]}}"#, false)]
#[case::acid(r#"[{"ph":7.2,"ts":1,"pid":1}]"#, false)]
#[case::vis(r#"[{"id":1,"content":"a","start":"2020-01-01"}]"#, false)]
#[case::empty_array("[]", false)]
#[case::empty("", false)]
fn format_is_recognised_by_keys(#[case] text: &str, #[case] is_trace: bool) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert_eq!(recognises(&sample), is_trace);
    assert_eq!(
        Format::recognise(&sample, None) == Some(Format::Trace),
        is_trace
    );
}

#[rstest]
#[case("")]
#[case("{}")]
#[case("{\"traceEvents\":{}}")]
#[case("hello")]
fn other_texts_are_refused(#[case] text: &str) {
    let reading = read_text(text);
    assert!(reading.timeline.is_none());
    assert!(
        reading.report.problems[0]
            .message
            .as_str()
            .contains("no trace")
    );
}

/// Many flows from one event, all in one line, and many open beginnings are read in linear time.
#[test]
fn large_traces_are_read() {
    let mut text = String::from(
        "[{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":1000000,\"name\":\"all\"}",
    );
    for n in 0..20_000 {
        let event = |phase: &str, thread: u8, more: &str| {
            format!(",{{\"ph\":\"{phase}\",\"pid\":1,\"tid\":{thread},\"ts\":{n},{more}}}")
        };
        let flow = format!("\"id\":{n},\"name\":\"f\"");
        text.extend([
            event("s", 1, &flow),
            event("X", 2, "\"dur\":0.5,\"name\":\"x\""),
            event("f", 2, &flow),
            event("B", 3, &format!("\"name\":\"b{n}\"")),
        ]);
    }
    let timeline = read_text(&text).timeline.unwrap();
    assert_eq!(timeline.events.len(), 40_001);
    assert_eq!(timeline.events[0].links.len(), 20_000);
}

proptest! {
    #[test]
    fn beginnings_and_ends_are_matched_in_any_order_of_the_text(depth in 1_usize..6, turn in any::<prop::sample::Index>()) {
        let begins = (0..depth).map(|n| format!(r#"{{"ph":"B","pid":1,"tid":1,"ts":{n},"name":"n{n}"}}"#));
        let ends = (0..depth).map(|n| format!(r#"{{"ph":"E","pid":1,"tid":1,"ts":{},"name":"n{n}"}}"#, 100 - n));
        let mut all: Vec<_> = begins.chain(ends).collect();
        all.rotate_left(turn.index(depth * 2));
        let reading = read_text(&format!("[{}]", all.join(",")));
        prop_assert_eq!(problem_lines(&reading), Vec::<String>::new());
        prop_assert_eq!(reading.timeline.unwrap().events.len(), depth);
    }

    #[test]
    fn no_mutation_of_a_trace_panics(place in 0_usize..3_000, length in 0_usize..30, with in "[\\PC\\[\\]{}\",:]{0,5}") {
        let (from, to) = (place.min(BROWSER.len()), (place + length).min(BROWSER.len()));
        let (from, to) = (BROWSER.floor_char_boundary(from), BROWSER.floor_char_boundary(to));
        let (before, after) = (BROWSER.get(..from).unwrap(), BROWSER.get(to..).unwrap());
        let reading = read_text(&format!("{before}{with}{after}"));
        prop_assert!(reading.timeline.is_some() || reading.report.problem_count() > 0);
        read_text(before);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        for text in [&text, &format!("[{{\"ph\":\"X\",{text}")] {
            let reading = read_text(text);
            prop_assert!(reading.timeline.is_some() || reading.report.problem_count() > 0);
        }
    }
}
