//! Tests of whole results and entities.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::Format;
use crate::testing::{self, extras, problem_lines, remarks};
use annals_model::{ActorKind, Timeline};

const RESULTS: &str = include_str!("../../../../tests/corpus/wikidata/query-results.json");
const DOWNLOAD: &str =
    include_str!("../../../../tests/corpus/wikidata/query-service-download.json");
const ENTITIES: &str = include_str!("../../../../tests/corpus/wikidata/entities.json");
const CUT: &str = include_str!("../../../../tests/corpus/wikidata/broken-cut-off.json");
const WRONG: &str = include_str!("../../../../tests/corpus/wikidata/broken-wrong-types.json");

fn read_text(text: &str) -> Reading {
    testing::read_text(read, text)
}

fn dates(timeline: &Timeline) -> Vec<(&str, &str)> {
    let titles = testing::titles(timeline).into_iter();
    titles.zip(testing::dates(timeline)).collect()
}

fn who(timeline: &Timeline, event: usize) -> Vec<String> {
    let parts = timeline.events[event].participants.iter();
    parts
        .map(|part| {
            format!(
                "{}: {}",
                timeline.actor(part.actor).name.raw(),
                part.role.raw()
            )
        })
        .collect()
}

#[test]
fn results_of_a_query_are_events() {
    let reading = read_text(RESULTS);
    assert_eq!(problem_lines(&reading), Vec::<String>::new());
    assert_eq!(
        remarks(&reading),
        [
            "Wikidata says of 1 dates that there is one and that it is not known; they are undated.",
            "Rows that repeat an event with something else in them are one event (1 rows).",
        ]
    );
    let timeline = reading.timeline.unwrap();
    assert_eq!(
        dates(&timeline),
        [
            ("March days", "1848-03-18"),
            ("Ides", "-0043-03-15"),
            ("Lost day", ""),
            ("Long century", "[1801..1900]"),
        ]
    );
    assert_eq!(
        who(&timeline, 0),
        ["Northland: country", "Southland: country"]
    );
    let first = &timeline.events[0];
    assert_eq!(
        (first.summary.raw(), first.themes[0].raw(), first.line),
        ("five days in spring", "uprising", Some(4))
    );
    let addresses: Vec<_> = first
        .evidence
        .iter()
        .map(|evidence| timeline.source(evidence.source).address.raw())
        .collect();
    assert_eq!(
        addresses,
        [
            "https://www.wikidata.org/wiki/Q900001",
            "https://example.org/wiki/March_days"
        ]
    );
    assert_eq!(
        extras(&timeline.events[3]),
        [("date in words", "19th century")]
    );
    let northland = timeline
        .actors
        .iter()
        .find(|actor| actor.name.raw() == "Northland")
        .unwrap();
    assert_eq!(
        (northland.kind, northland.summary.raw()),
        (
            Some(ActorKind::Place),
            "http://www.wikidata.org/entity/Q900010"
        )
    );
}

#[test]
fn the_download_of_the_query_service_is_read() {
    let reading = read_text(DOWNLOAD);
    let reported = remarks(&reading);
    assert!(
        reported[0].starts_with("1 January at midnight") && reported[0].ends_with("(1 dates)."),
        "{reported:?}"
    );
    assert!(
        reported[1].starts_with("The first of a month at midnight"),
        "{reported:?}"
    );
    let timeline = reading.timeline.unwrap();
    assert_eq!(
        dates(&timeline),
        [
            ("Mill Company", "1850/1901-05"),
            ("Q900031", "1850-06-07/.."),
            ("Q900032", "/1920-02-03")
        ]
    );
    assert_eq!(who(&timeline, 0), ["Ann Lee: founder"]);
    assert_eq!(extras(&timeline.events[0]), [("coord", "Point(8.5 47.4)")]);
}

#[test]
fn the_verbose_download_is_read_too() {
    let text = r#"[{"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q1"},"itemLabel":{"type":"literal","value":"A"},"when":{"datatype":"http://www.w3.org/2001/XMLSchema#dateTime","type":"literal","value":"1952-03-11T00:00:00Z"}}]"#;
    let timeline = read_text(text).timeline.unwrap();
    assert_eq!(dates(&timeline), [("A", "1952-03-11")]);
}

#[test]
fn statements_of_times_are_events() {
    let reading = read_text(ENTITIES);
    assert_eq!(
        problem_lines(&reading),
        ["14: Wikidata has no entity Q900103."]
    );
    assert_eq!(reading.report.skipped, 1);
    let timeline = reading.timeline.as_ref().unwrap();
    assert_eq!(
        dates(timeline),
        [
            ("Ann Lee: position held, Registre", "1720/.."),
            ("date of birth: Ann Lee", "1700-02-21"),
            ("date of death: Ann Lee", ""),
            ("Flour war", "1740-05/1741"),
        ]
    );
    assert_eq!(who(timeline, 0), ["Ann Lee: ", "Registre: position held"]);
    assert_eq!(who(timeline, 3), Vec::<String>::new());
    assert_eq!(timeline.events[3].summary.raw(), "a war of millers");
    let ann = &timeline.actors[0];
    assert_eq!(
        (ann.kind, ann.summary.raw(), ann.aliases[0].raw()),
        (Some(ActorKind::Person), "miller", "Annie")
    );
    let birth = &timeline.events[1];
    assert_eq!(
        extras(birth),
        [
            ("date as written", "+1700-02-11T00:00:00Z (Julian)"),
            ("rank", "preferred")
        ]
    );
    let evidence: Vec<_> = birth
        .evidence
        .iter()
        .map(|evidence| {
            (
                timeline.source(evidence.source).title.raw(),
                evidence.at.raw(),
            )
        })
        .collect();
    assert_eq!(
        evidence,
        [
            ("Ann Lee", ""),
            ("Registre", "page 12"),
            ("https://example.org/ann", "")
        ]
    );
    assert_eq!(extras(&timeline.events[2]), [("earliest date", "1750")]);
    let reported = remarks(&reading);
    assert_eq!(reported.len(), 5, "{reported:?}");
    assert!(
        reported
            .iter()
            .any(|reported| reported.contains("deprecated are left out (1)"))
    );
}

#[test]
fn a_point_in_time_is_the_event_itself() {
    let text = r#"{"entities":{"Q7":{"id":"Q7","labels":{"nl":{"value":"Slag"}},"claims":{"P585":[{"mainsnak":{"snaktype":"value","datavalue":{"value":{"time":"-0490-09-00T00:00:00Z","precision":10,"before":1,"after":0},"type":"time"}},"rank":"normal"}]}}}}"#;
    let timeline = read_text(text).timeline.unwrap();
    assert_eq!(dates(&timeline), [("Slag", "[-0489-08..-0489-09]")]);
    assert!(timeline.actors.is_empty());
}

#[test]
fn a_text_that_is_cut_off_is_read_up_to_there() {
    let reading = read_text(CUT);
    let reported = problem_lines(&reading);
    assert!(reported[0].contains("cut off"), "{reported:?}");
    assert_eq!(
        dates(&reading.timeline.unwrap()),
        [("March days", "1848-03-18")]
    );
}

#[test]
fn a_wrong_row_costs_only_itself() {
    let reading = read_text(WRONG);
    let reported = problem_lines(&reading);
    assert!(reported[0].starts_with("1: \"12\""), "{reported:?}");
    assert!(
        reported[1].starts_with("2: There is no day 02-30"),
        "{reported:?}"
    );
    assert!(reported[2].starts_with("3: This is no row"), "{reported:?}");
    assert!(
        reported[3].starts_with("4: This row is no JSON"),
        "{reported:?}"
    );
    let timeline = reading.timeline.unwrap();
    assert_eq!(dates(&timeline).last(), Some(&("Good", "1953")));
    assert_eq!(timeline.events.len(), 3);
}

#[rstest]
#[case::results(RESULTS, true)]
#[case::download(DOWNLOAD, true)]
#[case::entities(ENTITIES, true)]
#[case::cut(CUT, true)]
#[case::answer_of_the_interface(r#"{"success":1,"entities":{"Q1":{"labels":{}}}}"#, true)]
#[case::one_entity(r#"{"id":"Q1","labels":{},"claims":{}}"#, true)]
#[case::no_results(r#"{"head":{"vars":[]},"results":{"bindings":[]}}"#, true)]
#[case::vis(r#"[{"id":1,"content":"a","start":"2020-01-01"}]"#, false)]
#[case::trace(r#"[{"ph":"X","ts":1}]"#, false)]
#[case::timelinejs(r#"{"events":[{"start_date":{"year":"1900"}}]}"#, false)]
#[case::tweets(r#"{"entities":{"urls":[{"url":"x"}]}}"#, false)]
#[case::head(r#"{"head":{"title":"x"},"results":[]}"#, false)]
#[case::toml("title = \"x\"\n", false)]
#[case::empty("", false)]
fn format_is_recognised_by_keys(#[case] text: &str, #[case] is_wikidata: bool) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert_eq!(recognises(&sample), is_wikidata);
    assert_eq!(
        Format::recognise(&sample, None) == Some(Format::Wikidata),
        is_wikidata
    );
}

#[rstest]
#[case("", "no JSON")]
#[case("{\"a\":1}", "no result of a query")]
#[case("{\"a\":", "no JSON")]
fn other_texts_are_refused(#[case] text: &str, #[case] part: &str) {
    let reading = read_text(text);
    assert!(reading.timeline.is_none());
    assert!(reading.report.problems[0].message.as_str().contains(part));
}

#[test]
fn deep_nesting_is_reported() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!(
        r#"[{{"item":"http://x/entity/Q1","a":{deep}}},{{"item":"http://x/entity/Q2","date":"1952-03-11T00:00:00Z"}}]"#
    );
    let reading = read_text(&text);
    assert_eq!(reading.report.skipped, 1);
    assert_eq!(dates(&reading.timeline.unwrap()), [("Q2", "1952-03-11")]);
}

proptest! {
    #[test]
    fn no_mutation_of_a_text_panics(which in 0_usize..3, place in 0_usize..4_000, length in 0_usize..30, with in "[\\PC\\[\\]{}\",:]{0,5}") {
        let text = [RESULTS, DOWNLOAD, ENTITIES][which];
        let (from, to) = (place.min(text.len()), (place + length).min(text.len()));
        let (from, to) = (text.floor_char_boundary(from), text.floor_char_boundary(to));
        let (before, after) = (text.get(..from).unwrap(), text.get(to..).unwrap());
        let reading = read_text(&format!("{before}{with}{after}"));
        prop_assert!(reading.timeline.is_some() || reading.report.problem_count() > 0);
        read_text(before);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        for text in [&text, &format!("[{{{text}"), &format!("{{\"entities\":{{\"Q1\":{{\"claims\":{text}")] {
            let reading = read_text(text);
            prop_assert!(reading.timeline.is_some() || reading.report.problem_count() > 0);
        }
    }
}
