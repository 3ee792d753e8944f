//! Tests of reading in pieces: it says what reading at once says, or leaves it to that.

use proptest::prelude::*;
use rstest::rstest;

use crate::generated::{self, told};
use crate::native::fields::Reader;
use crate::native::{LONG, at_once, in_pieces, read, write};
use crate::report::Reading;

/// All that a reading says, of events also where they stand.
fn said(reading: &Reading) -> String {
    let lines = reading.timeline.as_ref().map(|timeline| {
        let lines: Vec<_> = timeline.events.iter().map(|event| event.line).collect();
        let actors: Vec<_> = timeline.actors.iter().map(|actor| actor.line).collect();
        format!("{lines:?} {actors:?}\n{}", told(timeline))
    });
    format!(
        "{:?}\n{}",
        reading.report.problems,
        lines.unwrap_or_default()
    )
}

fn whole(text: &str) -> String {
    said(&at_once("test", text, Reader::new(text)))
}

/// Holds the two ways of reading to the same result, in pieces of several sizes; says whether it was read
/// in pieces at all.
fn agrees(text: &str) -> bool {
    let expected = whole(text);
    let sizes = [1, 200, 100_000];
    let read = sizes.map(|size| {
        let reading = in_pieces("test", text, size);
        if let Some(reading) = &reading {
            assert_eq!(
                said(reading),
                expected,
                "in pieces of {size} bytes:\n{text}"
            );
        }
        reading.is_some()
    });
    read[0]
}

const HEAD: &str = "title = \"Story\"\n[actor.ann]\n[source.paper]\n";

#[rstest]
#[case::plain("[[event]]\ntitle = \"One\"\n[[event]]\ntitle = \"Two\"\n", true)]
#[case::windows(
    "[[event]]\r\ntitle = \"One\"\r\n[[event]]\r\ntitle = \"Two\"\r\n",
    true
)]
#[case::with_tables_of_its_own(
    "[[event]]\ntitle = \"One\"\n[event.extra]\nPlace = \"Lund\"\n[[event.actors]]\nid = \"ann\"\n[[event]]\ntitle = \"Two\"\n",
    true
)]
#[case::actors_behind(
    "[[event]]\ntitle = \"One\"\nactors = [\"bob\"]\n[[event]]\ntitle = \"Two\"\n[actor.bob]\nname = 7\n[[tour]]\nevent = \"two\"\n[[tour]]\nevent = \"none\"\n",
    true
)]
#[case::events_behind_actors_behind_events(
    "[[event]]\ntitle = \"One\"\n[actor.bob]\n[[event]]\ntitle = \"Two\"\n",
    false
)]
#[case::spaced_otherwise(
    "[[event]]\ntitle = \"One\"\n  [[ event ]]\ntitle = \"Two\"\n[[event]]\ntitle = \"Three\"\n",
    true
)]
#[case::links_forth_and_back(
    "[[event]]\ntitle = \"One\"\nlinks = [{ to = \"two\", kind = \"causes\" }, { to = \"one\", kind = \"causes\" }, { to = \"six\", kind = \"causes\" }]\n[[event]]\ntitle = \"Two\"\nlinks = [{ to = \"one\", kind = \"causes\", evidence = [\"paper\", \"papre\"] }]\n",
    true
)]
#[case::ids_and_titles_alike(
    "[[event]]\ntitle = \"One\"\n[[event]]\ntitle = \"One\"\n[[event]]\nid = \"one\"\ntitle = \"One\"\n[[event]]\ntitle = \"\"\n",
    true
)]
#[case::wrong_fields(
    "[[event]]\ntitle = 5\ndat = 2020\n[[event]]\ntitle = \"Two\"\ndate = \"2020-13\"\nstatus = \"gone\"\n[[era]]\ntitle = \"Age\"\n",
    true
)]
#[case::no_toml("[[event]]\ntitle = \"One\"\n[[event]]\ntitle = Two\n", false)]
#[case::a_key_twice(
    "[[event]]\ntitle = \"One\"\n[[event]]\ntitle = \"Two\"\ntitle = \"Two\"\n",
    false
)]
#[case::inside_a_text(
    "[[event]]\ntitle = \"One\"\nsummary = \"\"\"\n[[event]]\ntitle = \"No\"\n\"\"\"\n[[event]]\ntitle = \"Two\"\n",
    false
)]
#[case::inside_a_literal_text(
    "[[event]]\ntitle = \"One\"\nnotes = '''\n[[event]]\n'''\n[[event]]\ntitle = \"Two\"\n",
    false
)]
#[case::a_list_over_lines(
    "[[event]]\ntitle = \"One\"\nactors = [\n\"ann\",\n\"bob\"]\n[[event]]\ntitle = \"Two\"\nthemes = [\n\"a\"\n]\n",
    true
)]
#[case::inside_a_list("[[event]]\ntitle = \"One\"\nactors = [\n[[event]]\n]\n", false)]
#[case::a_list_of_lists_at_the_end(
    "[[event]]\ntitle = \"One\"\n[[event]]\ntitle = \"Two\"\nthemes = [\n[\"a\"]]\n",
    false
)]
#[case::a_table_twice_across("[[event]]\ntitle = \"One\"\n[actor.ann]\n", false)]
#[case::a_table_after_the_list("[[event]]\ntitle = \"One\"\n[event]\ntitle = \"Two\"\n", false)]
#[case::a_circle(
    "[[event]]\ntitle = \"One\"\nlinks = [{ to = \"two\", kind = \"causes\" }]\n[[event]]\ntitle = \"Two\"\nlinks = [{ to = \"one\", kind = \"causes\" }]\n",
    true
)]
fn says_what_reading_at_once_says(#[case] events: &str, #[case] in_pieces: bool) {
    assert_eq!(agrees(&format!("{HEAD}{events}")), in_pieces);
}

#[rstest]
#[case::a_text_closed_behind_the_events(
    "title = \"\"\"\n[[event]]\ntitle = 1\n[actor.ann]\nname = \"\"\"\n[actor.bob]\n"
)]
#[case::a_comment_only("# Nothing yet.\n[[event]]\ntitle = \"One\"\n")]
#[case::events_in_brackets("event = [{ title = \"One\" }]\n[[event]]\ntitle = \"Two\"\n")]
#[case::events_by_dots("event.title = \"One\"\n[[event]]\ntitle = \"Two\"\n")]
#[case::nothing_else("[[event]]\ntitle = \"One\"\n[[event]]\ntitle = \"Two\"\n")]
#[case::none("title = \"Story\"\n")]
#[case::a_wrong_head("title = \"Story\n[[event]]\ntitle = \"One\"\n")]
#[case::a_byte_order_mark("\u{feff}title = \"Story\"\n[[event]]\ntitle = \"One\"\n")]
#[case::a_mark_in_the_middle("title = \"Story\"\n[[event]]\ntitle = \"One\"\n\u{feff}[[event]]\n")]
fn is_never_of_another_opinion(#[case] text: &str) {
    agrees(text);
}

#[rstest]
#[case(include_str!("../../../../../data/alibaba.toml"))]
#[case(include_str!("../../../../../data/alibaba-record.toml"))]
#[case(include_str!("../../../../../tests/fixtures/spaceflight.toml"))]
#[case(include_str!("../../../../../tests/corpus/toml/every-field.toml"))]
fn files_are_read_in_pieces(#[case] text: &str) {
    assert!(agrees(text));
}

#[rstest]
#[case(include_str!("../../../../../tests/corpus/toml/hostile-texts.toml"))]
#[case(include_str!("../../../../../tests/corpus/toml/broken.toml"))]
#[case(include_str!("../../../../../tests/corpus/toml/broken-values.toml"))]
#[case(include_str!("../../../../../tests/corpus/toml/broken-cut-off.toml"))]
fn broken_files_are_told_of_alike(#[case] text: &str) {
    agrees(text);
}

#[test]
fn long_texts_are_read_in_pieces_and_their_mistakes_have_places() {
    let mut text = HEAD.to_owned();
    while text.len() < LONG {
        text.push_str("[[event]]\ntitle = \"One of very many\"\ndate = 2020\n");
    }
    let lines = text.lines().count();
    text.push_str("[[event]]\ntitle = \"Last\"\ndate = \"2020-13\"\n");
    let report = read("test", &text).report;
    let [problem] = report.problems.as_slice() else {
        panic!("{:?}", report.problems);
    };
    let position = problem.position.expect("a place");
    assert_eq!((position.line, position.column), (lines + 3, 14));
    assert_eq!(whole(&text), said(&read("test", &text)));
}

/// Lines of a file, right and wrong, that may stand in any order.
static LINES: &[&str] = &[
    "[[event]]",
    "[[event]]",
    "[[event]]",
    "title = \"One\"",
    "title = \"Two\"",
    "id = \"one\"",
    "date = 2020",
    "date = \"2020-13\"",
    "actors = [\"ann\"]",
    "actors = [",
    "]",
    "summary = \"\"\"",
    "notes = '''",
    "\"\"\"",
    "'''",
    "# [[event]]",
    "links = [{ to = \"one\", kind = \"causes\" }]",
    "[event.extra]",
    "[[event.links]]",
    "to = \"two\"",
    "[actor.ann]",
    "[actor.bob]",
    "[[era]]",
    "[event]",
    "",
];

proptest! {
    #[test]
    fn whatever_is_written_reads_the_same(timeline in generated::timeline()) {
        agrees(&write(&timeline).0);
    }

    #[test]
    fn lines_in_any_order_read_the_same(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..24),
        with_head in any::<bool>(),
    ) {
        let head = if with_head { HEAD } else { "" };
        agrees(&format!("{head}{}\n", lines.join("\n")));
    }
}
