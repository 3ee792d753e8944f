//! Tests of the list of formats.

use rstest::rstest;

use super::*;

#[test]
fn every_format_is_found_by_its_name() {
    for format in Format::ALL {
        assert_eq!(Format::find(format.name()), Ok(*format));
    }
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    let told = Format::find("markwen").unwrap_err();
    assert_eq!(
        told.as_str(),
        "There is no format \"markwen\". Did you mean \"markwhen\"?"
    );
}

#[rstest]
#[case::key("# mine\ntitle = \"x\"\n", Some(Format::Native))]
#[case::table("[[event]]\ntitle = \"x\"\n", Some(Format::Native))]
#[case::prose("Dear all,\nthis is no timeline.", None)]
fn format_is_recognised_by_content(#[case] text: &str, #[case] format: Option<Format>) {
    let sample = Sample {
        text,
        is_whole: true,
    };
    assert_eq!(Format::recognise(&sample, None), format);
}

/// Every format of JSON: a title that was cut within a pair of escapes.
#[rstest]
#[case::timelinejs(
    Format::TimelineJs,
    "{\"events\": [{\"start_date\": {\"year\": 2020}, \"text\": {\"headline\": \"Hi\\ud83d\"}}]}"
)]
#[case::vis(
    Format::Vis,
    "[{\"id\": 1, \"content\": \"Hi\\ud83d\", \"start\": \"2020-01-01\"}]"
)]
#[case::trace(
    Format::Trace,
    "[{\"name\": \"Hi\\ud83d\", \"ph\": \"X\", \"ts\": 1, \"dur\": 2}]"
)]
#[case::wikidata(
    Format::Wikidata,
    "[{\"item\": \"http://www.wikidata.org/entity/Q1\", \"itemLabel\": \"Hi\\ud83d\", \"date\": \"2020-01-01T00:00:00Z\"}]"
)]
#[case::json_lines(Format::JsonLines, "{\"title\": \"Hi\\ud83d\", \"date\": \"2020\"}\n")]
fn half_of_a_pair_of_escapes_is_shown_as_the_replacement_character_and_reported(
    #[case] format: Format,
    #[case] text: &str,
) {
    let reading = format.read(&Request {
        id: "test",
        text,
        now: None,
        limit: annals_model::ProblemLimit::default(),
    });
    let timeline = reading.timeline.unwrap();
    let titles: Vec<_> = timeline.events.as_slice().map_or_else(
        || vec![timeline.events.read(0).title.to_string()],
        |events| events.iter().map(|event| event.title.to_string()).collect(),
    );
    assert_eq!(titles, ["Hi\u{fffd}"]);
    let column = text.find("\\ud83d").unwrap() + 1;
    for report in [&reading.report, &*timeline.accounts[0].report] {
        let problems = report.problems.iter();
        let found =
            problems.filter(|problem| problem.message.as_str().starts_with("\\ud83d is half"));
        let positions: Vec<_> = found.filter_map(|problem| problem.position).collect();
        assert_eq!(positions.len(), 1, "{report:?}");
        assert_eq!((positions[0].line, positions[0].column), (1, column));
    }
}
