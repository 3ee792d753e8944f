//! Tests of TimelineJS files, read and written.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::samples::{self, Held};
use crate::testing::{self, extra, problem_lines};
use annals_model::text::Clean;
use annals_model::{Event, Status, native};
use annals_time::When;

fn read_text(text: &str) -> Reading {
    testing::read_text(read, text)
}

fn timeline(text: &str) -> Timeline {
    let reading = read_text(text);
    reading.timeline.expect("the text can be read")
}

/// The only event of a file with one slide.
fn event(slide: &str) -> Event {
    let events = timeline(&format!("{{\"events\": [{slide}]}}")).events;
    assert_eq!(events.len(), 1);
    events[0].clone()
}

fn edtf(event: &Event) -> Option<&str> {
    let when = event.when.as_ref()?;
    Some(when.edtf().unwrap_or_else(|| when.text()))
}

#[rstest]
#[case::text(r#"{"year": "1963"}"#, "1963")]
#[case::number(r#"{"year": 1963}"#, "1963")]
#[case::with_a_point(r#"{"year": 1963.0}"#, "1963")]
#[case::empty_parts(r#"{"year": "1963", "month": "", "day": null}"#, "1963")]
#[case::month(r#"{"year": "1963", "month": "8"}"#, "1963-08")]
#[case::day(r#"{"year": "1963", "month": "08", "day": "28"}"#, "1963-08-28")]
#[case::hour(r#"{"year": 1963, "month": 8, "day": 28, "hour": 9}"#, "1963-08-28T09")]
#[case::minute(
    r#"{"year": 1963, "month": 8, "day": 28, "hour": "0", "minute": "0"}"#,
    "1963-08-28T00:00"
)]
#[case::second(
    r#"{"year": 1963, "month": 8, "day": 28, "hour": 9, "minute": 5, "second": 7}"#,
    "1963-08-28T09:05:07"
)]
#[case::millisecond(r#"{"year": 1963, "month": 8, "day": 28, "hour": 9, "minute": 5, "second": 7, "millisecond": "40"}"#, "1963-08-28T09:05:07.040")]
#[case::zeros_that_say_nothing(
    r#"{"year": 1963, "month": 8, "day": 28, "hour": 0, "minute": 0, "second": 0}"#,
    "1963-08-28"
)]
#[case::zeros_in_the_middle(
    r#"{"year": 1963, "month": 8, "day": 28, "hour": 0, "minute": 30}"#,
    "1963-08-28T00:30"
)]
#[case::no_month(r#"{"year": 1963, "month": 0, "day": "0"}"#, "1963")]
#[case::first_before_our_era(r#"{"year": "-1"}"#, "0000")]
#[case::before_our_era(r#"{"year": "-44", "month": "3", "day": "15"}"#, "-0043-03-15")]
#[case::leap_day_before_our_era(r#"{"year": "-45", "month": "2", "day": "29"}"#, "-0044-02-29")]
#[case::far(r#"{"year": "12345"}"#, "Y12345")]
#[case::far_month(r#"{"year": "12345", "month": "6"}"#, "+12345-06")]
#[case::ice_age(r#"{"year": "-20000"}"#, "Y-19999")]
#[case::deep(r#"{"year": "-65000000"}"#, "Y-65000000S2")]
#[case::deeper(r#"{"year": -13800000000}"#, "Y-13800000000S3")]
#[case::deep_and_exact(r#"{"year": "-65000001"}"#, "Y-65000000")]
#[case::deep_to_the_million(r#"{"year": "-60000000"}"#, "Y-60000000S2")]
fn dates_are_as_precise_as_their_parts(#[case] date: &str, #[case] expected: &str) {
    let text = format!("{{\"events\": [{{\"start_date\": {date}}}]}}");
    let reading = read_text(&text);
    assert!(reading.report.is_clean(), "{:?}", problem_lines(&reading));
    assert_eq!(edtf(&reading.timeline.unwrap().events[0]), Some(expected));
}

#[rstest]
#[case::year_nought(r#"{"year": "0"}"#, Some("0000"), "no year 0")]
#[case::thousands(r#"{"year": "1,815"}"#, Some("1815"), "digits only")]
#[case::month(r#"{"year": "2001", "month": "13"}"#, Some("2001"), "no month 13")]
#[case::word(r#"{"year": "2001", "month": "May"}"#, Some("2001"), "no month")]
#[case::day(
    r#"{"year": "2001", "month": "2", "day": "29"}"#,
    Some("2001-02"),
    "no day 29"
)]
#[case::hour(
    r#"{"year": "2001", "month": "2", "day": "2", "hour": "24"}"#,
    Some("2001-02-02"),
    "no hour 24"
)]
#[case::no_day(r#"{"year": "2001", "hour": "2"}"#, Some("2001"), "has no month")]
#[case::words(r#"{"year": "44 BC"}"#, Some("-0043"), "read as a date")]
#[case::text(r#""2012-01-26""#, Some("2012-01-26"), "is a text")]
#[case::beyond(r#"{"year": "999999999999"}"#, None, "outside")]
#[case::beyond_numbers(r#"{"year": 1e400}"#, None, "no year")]
#[case::nonsense(r#"{"year": "soon"}"#, None, "read as a date")]
#[case::no_year(r#"{"month": "5"}"#, None, "no year")]
#[case::empty(r#"{"year": ""}"#, None, "no start_date")]
#[case::list("[1963]", None, "is written as")]
fn wrong_dates_are_reported(
    #[case] date: &str,
    #[case] expected: Option<&str>,
    #[case] reported: &str,
) {
    let text = format!(
        "{{\"events\":\n[\n{{\"text\": {{\"headline\": \"x\"}},\n\"start_date\": {date}}}]}}"
    );
    let reading = read_text(&text);
    let problems = problem_lines(&reading);
    assert!(!problems.is_empty());
    assert!(
        problems.iter().any(|problem| problem.contains(reported)),
        "{problems:?}"
    );
    assert!(
        problems
            .iter()
            .all(|it| it.starts_with("3: ") || it.starts_with("4: ")),
        "{problems:?}"
    );
    assert_eq!(edtf(&reading.timeline.unwrap().events[0]), expected);
}

#[rstest]
#[case::two_years(
    r#""start_date": {"year": 1914}, "end_date": {"year": "1918"}"#,
    "1914/1918"
)]
#[case::the_same(
    r#""start_date": {"year": 1914}, "end_date": {"year": "1914", "month": ""}"#,
    "1914"
)]
#[case::before_our_era(
    r#""start_date": {"year": -44}, "end_date": {"year": 14}"#,
    "-0043/0014"
)]
#[case::times(r#""start_date": {"year": 2001, "month": 2, "day": 3, "hour": 4, "minute": 5}, "end_date": {"year": 2001, "month": 2, "day": 3, "hour": 6}"#, "2001-02-03T04:05/2001-02-03T06")]
#[case::empty_end(
    r#""start_date": {"year": 1914}, "end_date": {"year": "", "month": ""}"#,
    "1914"
)]
#[case::backwards(r#""start_date": {"year": 1918}, "end_date": {"year": 1914}"#, "1918")]
#[case::only_an_end(r#""end_date": {"year": 1914}"#, "../1914")]
#[case::deep(
    r#""start_date": {"year": -4500000000}, "end_date": {"year": -541000000}"#,
    "Y-4500000000S2/Y-541000000S3"
)]
fn ends(#[case] dates: &str, #[case] expected: &str) {
    assert_eq!(edtf(&event(&format!("{{{dates}}}"))), Some(expected));
}

#[test]
fn a_whole_file_is_read() {
    let text = include_str!("../../../../tests/corpus/timelinejs/harbour.json");
    let reading = read_text(text);
    let problems = problem_lines(&reading);
    assert_eq!(problems.len(), 2);
    assert!(problems[0].starts_with("28: ") && problems[1].starts_with("29: "));
    assert_eq!(reading.report.skipped, 0);
    let timeline = reading.timeline.unwrap();
    assert_eq!(timeline.title.as_str(), "The harbour of Northwick");
    assert_eq!(
        timeline.summary.as_str(),
        "From a ford to a port.\n\nA story told for a class (https://example.org/class)."
    );
    assert_eq!(timeline.lanes, Some(annals_model::Grouping::Theme));
    assert_eq!(timeline.eras[0].title.as_str(), "Age of sail");
    assert_eq!(timeline.eras[0].when.edtf(), Some("1800/1850"));

    let [ford, signal, quay, undated] = timeline.events.as_slice().unwrap() else {
        panic!("four events");
    };
    assert_eq!(
        (ford.id.as_str(), ford.title.as_str()),
        ("ford", "A ford & a camp")
    );
    assert_eq!(
        ford.summary.as_str(),
        "Soldiers crossed here.\nTwice, it is said."
    );
    assert_eq!(edtf(ford), Some("-0043-03/-0042"));
    assert_eq!(ford.themes, [Clean::line("Town")]);
    assert_eq!(
        extra(ford, "display_date"),
        Some("around the Ides of March")
    );
    assert_eq!(extra(ford, "background.color"), Some("#0f9bd1"));
    assert_eq!(ford.line, Some(7));

    assert_eq!(edtf(signal), Some("1805-10-21T12:00"));
    assert_eq!(
        signal.summary.as_str(),
        "- seen from the tower\n- told in the inn"
    );
    let source = timeline.source(signal.evidence[0].source);
    assert_eq!(source.address.as_str(), "https://example.org/signal.png");
    assert_eq!(source.author.as_str(), "A. Painter");
    assert_eq!(extra(signal, "media.caption"), Some("The signal, 1805"));
    assert_eq!(
        extra(signal, "media.thumbnail"),
        Some("https://example.org/s.png")
    );
    assert_eq!(extra(signal, "media.alt"), Some("Flags"));
    assert_eq!(extra(signal, "autolink"), Some("false"));

    assert_eq!(
        (quay.title.as_str(), edtf(quay)),
        ("The new quay", Some("1912"))
    );
    let source = timeline.source(quay.evidence[0].source);
    assert_eq!(source.address.as_str(), "https://example.org/film");
    assert!(extra(quay, "media.url").unwrap().starts_with("<iframe"));

    assert!(undated.when.is_none());
    assert_eq!(undated.summary.as_str(), "Under the wrong name.");
}

#[test]
fn a_file_of_version_2_is_read() {
    let reading = read_text(include_str!(
        "../../../../tests/corpus/timelinejs/version-2.json"
    ));
    assert!(reading.report.is_clean());
    let timeline = reading.timeline.unwrap();
    assert_eq!(timeline.title.as_str(), "An election");
    assert_eq!(timeline.summary.as_str(), "How it went");
    let dates: Vec<_> = timeline
        .events
        .iter()
        .map(|event| edtf(event).unwrap())
        .collect();
    assert_eq!(
        dates,
        ["2012-01-26/2012-01-27", "2012-03", "2012-11-06T19:30"]
    );
    assert_eq!(timeline.events[0].themes, [Clean::line("Debates")]);
    assert_eq!(timeline.events[0].evidence.len(), 1);
    assert_eq!(extra(&timeline.events[1], "classname"), Some("dim"));
    assert_eq!(timeline.eras[0].when.edtf(), Some("2012-01-01/2012-10-31"));
}

#[rstest]
#[case::cut_off(include_str!("../../../../tests/corpus/timelinejs/broken-cut-off.json"), &["Whole"], "ends in the middle")]
#[case::comma(include_str!("../../../../tests/corpus/timelinejs/broken-trailing-comma.json"), &["One", "Two"], "No comma")]
#[case::jsonp(include_str!("../../../../tests/corpus/timelinejs/broken-jsonp.js"), &["One"], "before the JSON")]
#[case::call("callback({\"events\": [{\"start_date\": {\"year\": 1}, \"text\": {\"headline\": \"a\"}}]});", &["a"], "before the JSON")]
#[case::variable("var data = {\"events\": [{\"start_date\": {\"year\": 1}, \"text\": {\"headline\": \"a\"}}]}", &["a"], "before the JSON")]
#[case::trailing("{\"events\": [{\"start_date\": {\"year\": 1}, \"text\": {\"headline\": \"a\"}}]} {}", &["a"], "has ended")]
#[case::entries("{\"events\": [3, {\"start_date\": {\"year\": 1}, \"text\": {\"headline\": \"a\"}}]}", &["a"], "no slide")]
fn the_readable_part_of_a_broken_file_is_read(
    #[case] text: &str,
    #[case] titles: &[&str],
    #[case] reported: &str,
) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert!(recognises(&sample));
    let reading = read_text(text);
    let problems = problem_lines(&reading);
    assert!(
        problems.iter().any(|problem| problem.contains(reported)),
        "{problems:?}"
    );
    let events = reading.timeline.unwrap().events;
    let found: Vec<_> = events.iter().map(|event| event.title.as_str()).collect();
    assert_eq!(found, titles);
}

#[rstest]
#[case::empty("", "empty")]
#[case::nothing_whole("{\"events\": [{\"start_date\"", "ends in the middle")]
#[case::comment("{\n// events\n\"events\": []}", "no comments")]
#[case::quotes("{'events': []}", "double quotation marks")]
#[case::list("[1, 2]", "an object")]
fn unreadable_texts_are_refused(#[case] text: &str, #[case] reported: &str) {
    let reading = read_text(text);
    assert!(reading.timeline.is_none());
    let problems = problem_lines(&reading);
    assert!(problems[0].contains(reported), "{problems:?}");
}

#[rstest]
#[case::three(r#"{"title": {"text": {}}, "events": [{"start_date": {}}]}"#, true)]
#[case::headline(r#"{"events": [{"text": {"headline": "x"}}]}"#, true)]
#[case::empty(r#"{"events": [ ]}"#, true)]
#[case::two(r#"{"timeline": {"date": [{"startDate": "2001"}]}}"#, true)]
#[case::traces(r#"{"traceEvents": [{"name": "start_date"}]}"#, false)]
#[case::items(
    r#"{"items": [{"content": "x", "start": "2001"}], "groups": []}"#,
    false
)]
#[case::simile(r#"{"events": [{"start": "2001", "title": "x"}]}"#, false)]
#[case::inside(r#"{"a": {"events": [{"start_date": 1}]}}"#, false)]
#[case::query(r#"{"head": {"vars": []}, "results": {"bindings": []}}"#, false)]
#[case::calendar("BEGIN:VCALENDAR\nSUMMARY:{\"events\": [], \"start_date\"}", false)]
#[case::toml("title = \"x\"\n[[event]]\n", false)]
#[case::brace("{", false)]
fn timelinejs_is_recognised_by_content(#[case] text: &str, #[case] expected: bool) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert_eq!(recognises(&sample), expected);
}

#[test]
fn unknown_fields_are_kept() {
    let event = event(
        r#"{"start_date": {"year": "1", "format": "yyyy"}, "mood": {"a": [1, 2]}, "location": {"lat": 1.5},
            "text": {"headline": "x", "size": 3}, "media": {"url": "data:image/png;base64,AA", "credit": "Ann"}}"#,
    );
    assert_eq!(extra(&event, "start_date.format"), Some("yyyy"));
    assert_eq!(extra(&event, "mood"), Some("{\"a\":[1,2]}"));
    assert_eq!(extra(&event, "location.lat"), Some("1.5"));
    assert_eq!(extra(&event, "text.size"), Some("3"));
    assert_eq!(extra(&event, "media.credit"), Some("Ann"));
    assert!(extra(&event, "media.url").is_some() && event.evidence.is_empty());
}

/// A timeline with every kind of field.
const STORY: &str = r#"
title = "A <story> & more"
summary = "First line.\nSecond line."
lanes = "actor"
opening = "1900/1999-06"
[source.paper]
title = "The paper"
author = "A. Writer"
address = "https://example.org/paper?a=1&b=2"
date = "1921~"
note = "Read twice."
[source.talk]
title = "A talk"
[actor.ann]
name = "Ann Other"
short = "Ann"
aliases = ["A. O."]
kind = "person"
summary = "Somebody."
[actor.firm]
name = "Firm"
kind = "company"
[[era]]
title = "Good years"
date = "1914"
[[era]]
title = "Until now"
date = "1990/.."
[[event]]
id = "one"
title = "One"
date = "1901-02-03"
summary = "Some <b>text</b>."
actors = [{ id = "ann", role = "writer" }, { id = "firm" }]
themes = ["work", "play"]
evidence = [{ source = "talk", at = "p7" }, { source = "paper" }]
links = [{ to = "two", kind = "causes", wording = "because", evidence = [{ source = "paper", at = "p1" }] }]
notes = "Say nothing of this."
[[event]]
id = "undated"
title = "When?"
status = "question"
themes = ["play"]
[[event]]
id = "two"
title = "Two"
date = "around 1950"
status = "claim"
[[event]]
id = "three"
title = "Three"
date = "from 1980 on"
actors = [{ id = "ann" }]
"#;

fn story() -> Timeline {
    let reading = native::read("story", STORY);
    assert!(reading.report.is_clean(), "{:?}", reading.report);
    reading.timeline.unwrap()
}

#[test]
fn written_files_have_the_form_of_timelinejs() {
    let written = write(&story());
    let json: serde_json::Value = serde_json::from_str(&written.text).unwrap();
    assert_eq!(
        json["title"]["text"]["headline"],
        "A &lt;story&gt; &amp; more"
    );
    assert_eq!(json["title"]["text"]["text"], "First line.<br>Second line.");
    let events = json["events"].as_array().unwrap();
    // What has no date has no place among the slides.
    assert_eq!(events.len(), 3);
    let one = &events[0];
    assert_eq!(one["unique_id"], "one");
    assert_eq!(one["start_date"]["year"], "1901");
    assert_eq!(one["start_date"]["day"], "3");
    assert_eq!(one["group"], "Ann");
    assert_eq!(one["text"]["text"], "Some &lt;b&gt;text&lt;/b&gt;.");
    assert_eq!(one["media"]["url"], "https://example.org/paper?a=1&b=2");
    assert_eq!(one["media"]["credit"], "A. Writer");
    assert!(one.get("display_date").is_none());
    assert_eq!(events[1]["display_date"], "around 1950");
    assert_eq!(events[2]["display_date"], "from 1980, end open");
    assert!(events[2].get("end_date").is_none());
    for era in json["eras"].as_array().unwrap() {
        assert_ne!(era["start_date"], era["end_date"]);
        assert!(era["end_date"]["year"].is_string());
    }
    assert!(!written.text.contains("Say nothing"));
    let lost: Vec<_> = written.lost.iter().map(Clean::as_str).collect();
    assert!(lost[0].starts_with("1 note for the presenter"), "{lost:?}");
    assert!(
        lost[1].starts_with("1 event without a date: kept for annals"),
        "{lost:?}"
    );
    assert!(lost[2].starts_with("2 dates: open"), "{lost:?}");
}

#[test]
fn a_story_without_notes_survives_a_round_trip() {
    let mut reported = story();
    let reading = read_text(&write(&reported).text);
    assert_eq!(problem_lines(&reading), [] as [&str; 0]);
    let back = reading.timeline.unwrap();
    for event in reported.events.iter_mut() {
        event.notes = Clean::default();
    }
    assert_eq!(Held::of(&back), Held::of(&reported));
    assert_eq!(back.opening, reported.opening);
    assert_eq!(back.lanes, reported.lanes);
}

#[test]
fn edits_take_precedence_over_kept_data() {
    let written = write(&story()).text;
    let edited = written
        .replace("\"year\": \"1950\"", "\"year\": \"1955\"")
        .replacen("\"group\": \"Ann\"", "\"group\": \"Berta\"", 1);
    let back = timeline(&edited);
    let two = &back.events[2];
    assert_eq!((edtf(two), two.status), (Some("1955"), Status::Claim));
    assert_eq!(extra(two, "display_date"), Some("around 1950"));
    let themes: Vec<_> = back.events[0].themes.iter().map(Clean::as_str).collect();
    assert_eq!(themes, ["Berta", "work", "play"]);
}

#[rstest]
#[case("1985", true)]
#[case("-0043-03-15", true)]
#[case("2001-02-03T04:05:06.007", true)]
#[case("1914/1918-11", true)]
#[case("Y-65E6S2", true)]
#[case("Y-17E7", true)]
#[case("2001-02-03T04:05:06Z", false)]
#[case("1985~", false)]
#[case("199X", false)]
#[case("2001-21", false)]
#[case("../1985", false)]
#[case("1985/..", false)]
#[case("[1667,1670]", false)]
#[case("{1960,1961-12}", false)]
#[case("Y-60E6S1", false)]
#[case("2001-02-03T04:05:06.007008", false)]
fn exact_dates_are_recognised(#[case] text: &str, #[case] expected: bool) {
    let when = When::parse(text).unwrap().unwrap();
    let said = dates::Said::new(&when);
    assert_eq!(said.is_exact, expected, "{said:?}");
    let (start, end) = when.reach();
    // TimelineJS has nothing finer than a millisecond.
    let begin = dates::begin(&said.start).unwrap();
    let last = begin.saturating_add_nanos(999_999);
    assert!(
        start <= last && begin <= end,
        "it begins within what it may cover"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn timelines_survive_a_round_trip(mut reported in samples::timelines()) {
        let written = write(&reported);
        for event in reported.events.iter_mut() {
            event.notes = Clean::default();
        }
        let reading = read_text(&written.text);
        prop_assert!(reading.report.is_clean(), "{:?}", reading.report.problems);
        let back = reading.timeline.unwrap();
        prop_assert_eq!(Held::of(&back), Held::of(&reported));
    }

    #[test]
    fn no_text_panics(
        text in "[\\[\\]{}\",:a1 \n]{0,30}|\\{\"events\": \\[\\{\"start_date\": .{0,40}|.{0,60}"
    ) {
        let _ = recognises(&Sample { text: &text, is_whole: true });
        let _ = read_text(&text);
    }

    #[test]
    fn no_mutation_panics(at in 0_usize..2_000, len in 0_usize..40, put in "[\\[\\]{}\",:a1\n]{0,4}") {
        let text = include_str!("../../../../tests/corpus/timelinejs/broken-wrong-in-many-ways.json");
        let at = at % text.len();
        let (before, rest) = text.split_at(at);
        let after = rest.get(len..).unwrap_or_default();
        let text = format!("{before}{put}{after}");
        let reading = read_text(&text);
        prop_assert!(reading.timeline.is_some() || !reading.report.problems.is_empty());
    }
}
