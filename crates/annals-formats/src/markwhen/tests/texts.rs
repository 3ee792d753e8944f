//! Wrong, unusual and foreign texts.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case::no_such_day("2021-02-30: x\n2022: y", &["1:1 \"2021-02-30\" is no date: there is no such day in the calendar. The event is kept without one."])]
#[case::no_such_month("2020: a\n13/45/2020: b", &["2:1 \"13/45/2020\" is no date: there is no such day in the calendar. The event is kept without one."])]
#[case::backwards("2020 - 2010: x\n", &["1:1 \"2020 - 2010\" is no date: the end lies before the start. The event is kept without one."])]
#[case::no_week("2021-W60: x\n", &["1:1 \"2021-W60\" is no date: the year 2021 has no week 60. The event is kept without one."])]
#[case::dangling("2020: a\nafter !nobody 1 day: b\n", &["2:7 No event has the id \"nobody\"; the date is counted from the event before."])]
#[case::circle("after !b 1 day: a\nid: a\nafter !a 1 day: b\nid: b\n", &[
    "1:1 \"after !b 1 day\" is no date: the event \"b\" that it is counted from has no date itself. The event is kept without one.",
    "3:1 \"after !a 1 day\" is no date: its date leads back to itself, in a circle of relative dates. The event is kept without one.",
])]
#[case::itself("2019: x\nafter !a 1 day: a\nid: a\n", &["2:1 \"after !a 1 day\" is no date: its date leads back to itself, in a circle of relative dates. The event is kept without one."])]
#[case::zone("2020: a\ntz: Mars/Olympus\n", &["2:5 There is no time zone \"Mars/Olympus\"; write one such as Europe/Rome or +2. Times of day stay without one here."])]
#[case::short_year("12/25: Christmas\n", &["1:1 This is the year 25, as markwhen reads it; a year of our time has four digits."])]
#[case::unclosed("2020: a\nriders: [Tom, Jerry\n\n2021: b\n", &["2:9 This is not YAML: while parsing a flow sequence, expected ',' or ']'. The value is kept as it is written."])]
#[case::group_end("2020: a\n# x\n2021: b\nendGroup\n", &["4:1 No group is open that could end here."])]
#[case::stray("# x\nsome words\nmore words\n2020: a\n", &["2:1 2 lines, this one first, belong to no event and are left out."])]
#[case::format("dateFormat: y/d/M\n2020: a\n", &["1:13 A date format is d/M/y, M/d/y or y/M/d; dates are read as M/d/y."])]
#[case::nearly("2020: a\n 2020-05-01 noon: b\n", &["2:2 This begins like an event, but with no date that is read; the line is kept as text of the event before."])]
#[case::far("2020: a\n999999999999 years: b\n", &["2:1 \"999999999999 years\" is no date: this leads beyond the time that annals can show. The event is kept without one."])]
fn mistakes_are_reported(#[case] text: &str, #[case] expected: &[&str]) {
    let reading = read(text);
    assert_eq!(problems(&reading), expected);
    assert!(reading.timeline.is_some());
}

#[test]
fn a_date_that_is_not_read_is_kept_as_written() {
    let timeline = read("2021-02-30: x\n  a: b\n\n  more\n").timeline.unwrap();
    let event = &timeline.events[0];
    assert_eq!((event.title.raw(), event.summary.raw()), ("x", "more"));
    assert_eq!(event.when, None);
    assert_eq!(event.extra[1].value.raw(), "2021-02-30");
}

#[test]
fn relative_dates_need_a_present() {
    let reading = read_at("now: a\nMay 3: b\n2 weeks: c\n10:30: d\n2020: e\n", None);
    let timeline = reading.timeline.as_ref().unwrap();
    assert_eq!(dates(timeline), ["-", "-", "-", "-", "2020"]);
    assert_eq!(problems(&reading).len(), 4);
}

#[rstest]
#[case::empty("")]
#[case::blank(" \n\n")]
#[case::comments("// nothing\n// here\n")]
#[case::header("title: only\n")]
fn a_text_without_events_is_an_empty_timeline(#[case] text: &str) {
    assert_eq!(whole(text).events.len(), 0);
}

#[rstest]
#[case(
    "<?xml version=\"1.0\"?>\n<Worksheet><Version major=\"17\"/></Worksheet>\n",
    "This is a worksheet of Maple and no markwhen: no line begins with a date and a colon."
)]
#[case(
    "<html></html>",
    "This is XML and no markwhen: no line begins with a date and a colon."
)]
#[case(
    "== Rome ==\n[[City]] of {{x}}\n",
    "This is a text of MediaWiki and no markwhen: no line begins with a date and a colon."
)]
#[case(
    "\u{0}\u{1}PNG",
    "This is binary data and no markwhen: no line begins with a date and a colon."
)]
fn other_kinds_of_file_are_refused_by_name(#[case] text: &str, #[case] sentence: &str) {
    let reading = read(text);
    assert!(reading.timeline.is_none());
    assert_eq!(problems(&reading), [sentence]);
}

#[rstest]
#[case::plain("2020: a\n", true)]
#[case::titled(
    "title: x\ntimezone: +2\n\n// first\n12/2012: End of the world\n",
    true
)]
#[case::fenced("---\ntitle: x\n---\n# Part\n\n18 March 2026: a\n", false)]
#[case::fenced_year("---\ntitle: x\n---\n# Part\n\n18/3/2026: a\n", true)]
#[case::colours("#Travel: blue\n\n2012-2013: Italy #Travel\n", true)]
#[case::in_markdown("# History\n\n1901: begun\nmore\n\n1902: ended\n", true)]
#[case::prose("Dear all,\nsee you in 2020: it was fun.\n", false)]
#[case::list("1: first\n2: second\n", false)]
#[case::clock("10:30: tea\n11:00: cake\n", false)]
#[case::yaml("name: x\nyears:\n  2020: a\n", false)]
#[case::toml("title = \"x\"\ntext = \"\"\"\n2020: a\n2021: b\n\"\"\"\n", false)]
#[case::json("{\"a\": 1}", false)]
#[case::csv("date,title\n2020-01-01,x: y\n2021-01-01,z\n", false)]
#[case::calendar("BEGIN:VCALENDAR\nDTSTART:20200101\nEND:VCALENDAR\n", false)]
#[case::gedcom("0 HEAD\n1 CHAR UTF-8\n", false)]
#[case::empty("", false)]
fn markwhen_is_recognised_by_content(#[case] text: &str, #[case] is_markwhen: bool) {
    // A yearless or named date alone is too little, but for the day and month of a named year.
    let expected = is_markwhen || text.contains("18 March 2026");
    assert_eq!(recognised(text) == Some(Format::Markwhen), expected);
}

/// A text with one of everything.
const SAMPLE: &str = "---\ntitle: \"x: y\"\ntimezone: Europe/Rome\ndateFormat: d/M/y\n#a:\n  timezone: +2\nactors:\n  - {id: ann, name: Ann}\n---\n// c\n# One #a\ntz: UTC\n3/2/2020 10am every 2 days x3: [x] title 50% #b !id [l](u)\nriders: [Ann, Bob]\nroles: [r, \"\"]\n\n- [ ] task\nafter !id 3 days, 2 hours / 44 BCE: y\nevidence: [[s, p]]\n300–200 BCE: z\nnow - 3 weeks: q\n[1667,1668]: e\n// undated: u\n//   id: u\n_-_-_break_-_-_\nMay 3 - .end: w\n";

#[test]
fn truncated_texts_are_read() {
    for end in 0..=SAMPLE.len() {
        if let Some(text) = SAMPLE.get(..end) {
            assert!(read(text).timeline.is_some(), "{end}");
        }
    }
}

#[test]
fn repetition_is_read_in_linear_time() {
    let chain: Vec<_> = (0..5_000)
        .map(|n| format!("after !e{} 1 day: x !e{n}\n", n + 1))
        .collect();
    let cases = [
        "after !b 1 day: a\n".repeat(5_000),
        "2 weeks: a\n".repeat(5_000),
        "key: value\n".repeat(5_000),
        "# a\n".repeat(5_000),
        "group a\n".repeat(5_000),
        format!("2020: {}", "[a](".repeat(5_000)),
        format!("2020: {}", "#a ".repeat(3_000)),
        "2020: x !a\n".repeat(5_000),
        format!("2020:{}", " 1:".repeat(20_000)),
        chain.join(""),
    ];
    for text in cases {
        assert!(read(&text).timeline.is_some());
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = read(&text);
        let _ = recognised(&text);
    }

    #[test]
    fn no_likely_text_panics(pieces in proptest::collection::vec(prop_oneof![
        Just("2020"), Just("-"), Just("/"), Just(": "), Just("\n"), Just(" "), Just("after "), Just("!a"), Just("3 days"),
        Just("every "), Just("now"), Just("#b"), Just("# "), Just("["), Just("]("), Just(")"), Just("id: a"), Just("99999"),
        Just("BCE"), Just("10:30"), Just("pm"), Just("March"), Just("---"), Just("dateFormat:"), Just("{"), Just("é"), Just("Z"),
        Just("// "), Just("undated: "), Just("date: 1984?"), Just("W53"), Just("tz: +5"), Just(".end"), Just("X"), Just("T"), Just("until "),
    ], 0..30)) {
        let text: String = pieces.concat();
        let _ = read(&text);
        let _ = recognised(&text);
    }

    #[test]
    fn no_change_to_a_text_panics(at in 0..SAMPLE.len(), with in any::<char>(), cut in 0..20_usize) {
        let mut text: Vec<char> = SAMPLE.chars().collect();
        let at = at.min(text.len() - 1);
        let end = (at + cut).min(text.len());
        text.splice(at..end, [with]);
        let text: String = text.into_iter().collect();
        prop_assert!(read(&text).timeline.is_some());
    }
}
