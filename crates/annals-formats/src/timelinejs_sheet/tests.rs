//! Reading and writing the spreadsheet of TimelineJS.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::samples;
use crate::timelinejs::dates::Said;
use crate::timelinejs::spoken;
use annals_model::text::Clean;
use annals_model::{Event, Grouping};

fn read_text(text: &str) -> Reading {
    let request = Request {
        id: "mine",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    };
    read(&request)
}

fn problems(reading: &Reading) -> Vec<(usize, String)> {
    let problems = reading.report.problems.iter();
    problems
        .map(|problem| {
            let line = problem.position.map_or(0, |position| position.line);
            (line, problem.message.as_str().to_owned())
        })
        .collect()
}

fn edtf(event: &Event) -> Option<&str> {
    let when = event.when.as_ref()?;
    Some(when.edtf().unwrap_or_else(|| when.text()))
}

fn dates(timeline: &Timeline) -> Vec<Option<&str>> {
    timeline.events.iter().map(edtf).collect()
}

fn extra<'e>(event: &'e Event, name: &str) -> Option<&'e str> {
    let mut extra = event.extra.iter();
    let found = extra.find(|extra| extra.name.as_str() == name);
    found.map(|extra| extra.value.as_str())
}

#[test]
fn a_sheet_is_read() {
    let reading = read_text(include_str!(
        "../../../../tests/corpus/timelinejs-csv/harbour.csv"
    ));
    let reported = problems(&reading);
    assert_eq!(reported.len(), 1);
    assert!(
        reported[0].0 == 8 && reported[0].1.contains("no day"),
        "{reported:?}"
    );
    let timeline = reading.timeline.unwrap();
    assert_eq!(timeline.title.as_str(), "The harbour");
    assert_eq!(timeline.summary.as_str(), "A story, \"told\" in rows");
    assert_eq!(timeline.lanes, Some(Grouping::Theme));
    assert_eq!(timeline.eras[0].when.edtf(), Some("1900/1910"));
    assert_eq!(
        dates(&timeline),
        [
            Some("1815-06-18T11:30/1815-06-18T21:15"),
            Some("-0043-03-15"),
            Some("1905-01")
        ]
    );
    let [day, ides, formula] = timeline.events.as_slice().unwrap() else {
        panic!("three events");
    };
    assert_eq!(day.summary.as_str(), "Two\nlines");
    assert_eq!(day.line, Some(3));
    assert_eq!(extra(day, "media.caption"), Some("The hill"));
    assert_eq!(extra(day, "background.color"), Some("#ff0000"));
    let source = timeline.source(day.evidence[0].source);
    assert_eq!(
        (source.address.as_str(), source.author.as_str()),
        ("https://example.org/a.jpg", "A. Painter")
    );
    assert_eq!(
        ides.summary.as_str(),
        "Read this (https://example.org/ides)"
    );
    assert_eq!(ides.evidence.len(), 1);
    assert_eq!(ides.line, Some(5));
    assert_eq!(
        extra(ides, "background.url"),
        Some("https://example.org/b.png")
    );
    assert_eq!(formula.title.as_str(), "=not a formula");
    assert_eq!(extra(formula, "display_date"), Some("about then"));
}

#[test]
fn an_older_sheet_is_read() {
    let text = include_str!("../../../../tests/corpus/timelinejs-csv/older-names.csv");
    let reading = read_text(text);
    let reported = problems(&reading);
    assert!(
        reported.len() == 1 && reported[0].1.contains("no month 25"),
        "{reported:?}"
    );
    let timeline = reading.timeline.unwrap();
    assert_eq!(
        dates(&timeline),
        [
            Some("2012-01-26/2012-01-27"),
            Some("2012-03"),
            Some("2012-11-06T19:30"),
            Some("-0499"),
            Some("2012-12-25")
        ]
    );
    assert_eq!(timeline.events[0].themes, [Clean::line("Debates")]);
    assert_eq!(extra(&timeline.events[0], "column 11"), Some("odd"));
}

#[test]
fn wrong_cells_are_reported_with_their_rows() {
    let text =
        include_str!("../../../../tests/corpus/timelinejs-csv/broken-wrong-in-many-ways.csv");
    let reading = read_text(text);
    let lines: Vec<_> = problems(&reading)
        .into_iter()
        .map(|(line, _)| line)
        .collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 15]);
    assert_eq!(reading.report.skipped, 1);
    let timeline = reading.timeline.unwrap();
    assert_eq!(
        dates(&timeline),
        [
            Some("2001"),
            Some("2001"),
            None,
            Some("2001-05-06"),
            Some("2001"),
            Some("1450~"),
            Some("2010"),
            Some("../1950"),
            None,
            None
        ]
    );
}

#[test]
fn an_unclosed_cell_is_reported() {
    let text = include_str!("../../../../tests/corpus/timelinejs-csv/broken-unclosed-tab.tsv");
    let reading = read_text(text);
    let reported = problems(&reading);
    assert!(reported.len() == 1 && reported[0].0 == 4, "{reported:?}");
    let timeline = reading.timeline.unwrap();
    assert_eq!(dates(&timeline), [Some("2001"), Some("2002"), Some("2003")]);
    assert_eq!(extra(&timeline.events[0], "Mood"), Some("calm"));
}

#[rstest]
#[case::new("Year,Month,Headline,Text\n", true)]
#[case::old("Start Date,End Date,Headline\n", true)]
#[case::capitals("HEADLINE;start date\n", true)]
#[case::below("A sheet,,\n\n,,\nheadline\tyear\n", true)]
#[case::quoted("\"Year\",\"Headline\"\n", true)]
#[case::other("date,title\n2001,x\n", false)]
#[case::no_date("Headline,Text\nx,y\n", false)]
#[case::prose("The headline of the year\n", false)]
#[case::json("{\"events\": [{\"headline\": \"year\"}]}", false)]
#[case::empty("", false)]
fn sheets_are_recognised(#[case] text: &str, #[case] expected: bool) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert_eq!(recognises(&sample), expected);
}

#[test]
fn a_table_without_a_header_is_refused() {
    let reading = read_text("2001,1,2,x\n");
    assert!(reading.timeline.is_none());
    assert!(
        problems(&reading)[0]
            .1
            .contains("at least Year and Headline")
    );
}

#[rstest]
#[case("14:30", Some([14, 30, -1, -1]))]
#[case("9:05", Some([9, 5, -1, -1]))]
#[case("14:30:05", Some([14, 30, 5, -1]))]
#[case("14:30:05.25", Some([14, 30, 5, 250]))]
#[case("14:30:05,1234", Some([14, 30, 5, 123]))]
#[case("1430", Some([14, 30, -1, -1]))]
#[case("930", Some([9, 30, -1, -1]))]
#[case("14.30", Some([14, 30, -1, -1]))]
#[case("14.30.05.5", Some([14, 30, 5, 500]))]
#[case("10:30 pm", Some([22, 30, -1, -1]))]
#[case("10:30 P.M.", Some([22, 30, -1, -1]))]
#[case("12am", Some([0, -1, -1, -1]))]
#[case("12:15 pm", Some([12, 15, -1, -1]))]
#[case("14", Some([14, -1, -1, -1]))]
#[case("13:00 pm", None)]
#[case("24:00", None)]
#[case("10:60", None)]
#[case("10:30:61", None)]
#[case("ten", None)]
#[case("1:2:3:4:5", None)]
#[case("10:", None)]
#[case("-1:00", None)]
fn times_of_day(#[case] text: &str, #[case] expected: Option<[i64; 4]>) {
    let time = spoken::time_of_day(text).ok();
    assert_eq!(
        time.map(|time| time.map(|part| part.unwrap_or(-1))),
        expected
    );
}

#[rstest]
#[case("2012,1,26", "2012-01-26")]
#[case("2012, 1, 26, 10, 30", "2012-01-26T10:30")]
#[case("2012,,", "2012")]
#[case("-44,3", "-0043-03")]
#[case("1/26/2012", "2012-01-26")]
#[case("1/26/2012 10:30 pm", "2012-01-26T22:30")]
#[case("3/2012", "2012-03")]
#[case("2012-01-26", "2012-01-26")]
#[case("2012-01", "2012-01")]
#[case("-500", "-0499")]
#[case("12345", "Y12345")]
#[case("2012-01-26T10:30:00Z", "2012-01-26T10:30:00Z")]
#[case("2010/2012", "2010/2012")]
#[case("January 2012", "January 2012")]
#[case("2004-21", "2004-21")]
fn older_dates(#[case] text: &str, #[case] expected: &str) {
    let mut warnings = Vec::new();
    assert_eq!(spoken::date(text, &mut warnings), expected);
    assert_eq!(warnings, Vec::<String>::new());
    assert!(annals_time::When::parse(expected).unwrap().is_some());
}

#[test]
fn formulas_are_guarded() {
    let mut timeline = Timeline::empty(Clean::own("x"), Clean::own("=1+1"));
    let mut event = Event::new(Clean::own("e"), Clean::own("@here, \"there\""));
    event.summary = Clean::block("-1 and more\nlines");
    event.when = annals_time::When::parse("-0043").unwrap();
    timeline.events.push(event);
    let written = write(&timeline);
    assert!(written.text.contains("'=1+1"), "{}", written.text);
    assert!(
        written
            .text
            .contains("\n-44,,,,,,,,,\"'@here, \"\"there\"\"\",'-1 and more<br>lines,")
    );
    let back = read_text(&written.text).timeline.unwrap();
    assert_eq!(back.title.raw(), "=1+1");
    assert_eq!(back.events[0].title.raw(), "@here, \"there\"");
    assert_eq!(back.events[0].summary.raw(), "-1 and more\nlines");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_a_sheet_can_hold_is_read_back(reported in samples::timelines()) {
        let written = write(&reported);
        let reading = read_text(&written.text);
        prop_assert!(reading.report.is_clean(), "{:?}", reading.report.problems);
        let back = reading.timeline.unwrap();
        prop_assert_eq!(back.title.raw(), reported.title.raw());
        prop_assert_eq!(back.summary.raw(), reported.summary.raw());
        prop_assert_eq!(back.eras.len(), reported.eras.len());
        let dated: Vec<_> = reported.events.iter().filter(|event| event.when.is_some()).collect();
        prop_assert_eq!(back.events.len(), dated.len());
        for (back, reported) in back.events.iter().zip(dated) {
            prop_assert_eq!(back.title.raw(), reported.title.raw());
            prop_assert_eq!(back.summary.raw(), reported.summary.raw());
            let (when, back_when) = (reported.when.as_ref().unwrap(), back.when.as_ref().unwrap());
            if Said::new(when).is_exact {
                prop_assert_eq!(back_when.words(), when.words());
            } else {
                let words = when.words();
                prop_assert_eq!(extra(back, "display_date"), Some(words.as_str()));
            }
            for field in &reported.extra {
                let first = reported.extra.iter().find(|it| it.name == field.name).unwrap();
                prop_assert_eq!(extra(back, field.name.as_str()), Some(first.value.as_str()));
            }
        }
    }

    #[test]
    fn texts_never_panic(text in "(Year|Headline|Start Date|,|;|\t|\"|\n|2001|-|'|é|era|title|Type){0,40}|.{0,60}") {
        let _ = recognises(&Sample { text: &text, is_whole: true });
        let _ = read_text(&text);
    }

    #[test]
    fn mutated_sheets_never_panic(at in 0_usize..700, len in 0_usize..40, put in "[\",;\n'0-9/:]{0,4}") {
        let text = include_str!("../../../../tests/corpus/timelinejs-csv/broken-wrong-in-many-ways.csv");
        let (before, rest) = text.split_at(at % text.len());
        let text = format!("{before}{put}{}", rest.get(len..).unwrap_or_default());
        let reading = read_text(&text);
        prop_assert!(reading.timeline.is_some() || !reading.report.problems.is_empty());
    }
}
