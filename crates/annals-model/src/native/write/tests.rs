//! Tests of the writer: round trips and layout.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::generated::{self, dump};
use crate::native::read;
use crate::test_support::bundled;
use crate::{AccountIndex, AccountSet, Accounts};

fn whole(id: &str, text: &str) -> Timeline {
    let reading = read(id, text);
    let problems = reading.report.problems;
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    reading.timeline.expect("a text without problems is whole")
}

/// A file written in a hurry: values in the shortest form.
const TERSE: &str = r#"title = "The \"new\" bridge"
summary = """
First paragraph.

Second, with a "quotation"."""
opening = "1900/1914"
lanes = "actor"
id = "bridge"

[source.paper]
title = "The Daily Paper"
date = 1912-04-02

[source."the diary"]
title = "the diary"

[actor.council]
name = "The town council"
short = "Council"
aliases = "the aldermen"
kind = "government"
same_as = ["town"]

[actor.mayor]

[[era]]
title = "The town grows"
date = "1890~/1914"

[[event]]
id = "decision"
date = 1908
title = "The council decides to build"
summary = "In its March session the council votes for a bridge, by nine voices against four, after two hours of talk."
status = "reported"
actors = [{ id = "council", role = "decides" }, "mayor"]
themes = ["money"]
evidence = [{ source = "paper", at = "page 3" }, { source = "the diary", at = "" }]
links = [{ to = "opening", kind = "causes", wording = "so", evidence = ["paper"] }, { to = "toll", kind = "enables", evidence = [{ source = "paper", at = "page 3" }] }]
extra = { Location = "Town hall", votes = [9, 4] }

[[event]]
id = "opening"
title = "The bridge is opened"
status = "plan"
extra.story = """
Long ago,
in spring."""

[[event]]
id = "toll"
title = 'A "toll"'

[[tour]]
event = "decision"
window = "1905-01/1910-12"

[[disagreement]]
title = "How many crossed"
versions = [{ says = "34 people", evidence = ["paper"] }, { says = "everybody" }]
"#;

/// The same as annals writes it.
const WRITTEN: &str = r#"title = 'The "new" bridge'
summary = """
First paragraph.

Second, with a "quotation".
"""
opening = "1900/1914"
lanes = "actor"
id = "bridge"

[source.paper]
title = "The Daily Paper"
date = "1912-04-02"

[source."the diary"]

[actor.council]
name = "The town council"
short = "Council"
aliases = ["the aldermen"]
kind = "government"
same_as = "town"

[actor.mayor]

[[era]]
title = "The town grows"
date = "1890~/1914"

[[event]]
id = "decision"
date = "1908"
title = "The council decides to build"
summary = """
In its March session the council votes for a bridge, by nine voices against four, after two hours \
of talk.
"""
actors = [{ id = "council", role = "decides" }, "mayor"]
themes = ["money"]
evidence = [{ source = "paper", at = "page 3" }, "the diary"]
links = [
    { to = "opening", kind = "causes", wording = "so", evidence = ["paper"] },
    { to = "toll", kind = "enables", evidence = [{ source = "paper", at = "page 3" }] },
]
extra = { Location = "Town hall", votes = ["9", "4"] }

[[event]]
id = "opening"
title = "The bridge is opened"
status = "plan"

[event.extra]
story = """
Long ago,
in spring.
"""

[[event]]
id = "toll"
title = 'A "toll"'

[[tour]]
event = "decision"
window = "1905/1910"

[[disagreement]]
title = "How many crossed"
versions = [{ says = "34 people", evidence = ["paper"] }, { says = "everybody" }]
"#;

#[test]
fn the_layout_is_that_of_a_handwritten_file() {
    let (written, lost) = write(&whole("bridge", TERSE));
    assert_eq!(written, WRITTEN);
    assert_eq!(lost, []);
}

#[rstest]
#[case::plain("a b", "\"a b\"")]
#[case::quotes("say \"no\"", "'say \"no\"'")]
#[case::both("it's \"no\"", "\"it's \\\"no\\\"\"")]
#[case::path("C:\\files", "'C:\\files'")]
#[case::controls("a\u{0}\u{1b}\n\r\t", "\"a\\u0000\\u001B\\n\\r\\t\"")]
#[case::hidden("\u{202e}马\u{e0041}", "\"\\u202E马\\U000E0041\"")]
#[case::letters("e\u{301} 👨\u{200d}👩", "\"e\u{301} 👨\u{200d}👩\"")]
fn texts_are_quoted_with_as_few_escapes_as_possible(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(quoted(text), expected);
}

#[rstest]
#[case("a\"\"\"\"\"b\nc\"", "x = \"\"\"\na\"\"\\\"\"\"b\nc\"\n\"\"\"")]
#[case("a\\b\nc\r\nd\t", "x = \"\"\"\na\\\\b\nc\\r\nd\\t\n\"\"\"")]
fn long_texts_are_multi_line_strings(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(block("x", text), expected);
}

#[test]
fn long_lines_are_broken_between_words() {
    let text = format!("{}\n{}", "word and more ".repeat(60), "马云".repeat(200));
    let written = block("summary", text.trim());
    let long = written.lines().filter(|line| line.chars().count() > 100);
    assert_eq!(long.count(), 1, "only what has no blanks: {written}");
}

#[test]
fn bundled_stories_survive_a_round_trip() {
    let fixture = include_str!("../../../../../tests/fixtures/spaceflight.toml");
    let stories = bundled().iter().map(|story| (story.name, story.text));
    for (name, text) in stories.chain([("spaceflight", fixture)]) {
        let timeline = whole(name, text);
        let (written, lost) = write(&timeline);
        assert_eq!(lost, [], "{name}");
        assert_eq!(dump(&whole("other", &written)), dump(&timeline), "{name}");
    }
}

#[test]
fn several_accounts_are_written_as_one_and_losses_are_reported() {
    let story = |name| {
        let story = crate::test_support::find(name).unwrap();
        whole(story.name, story.text)
    };
    let accounts = Accounts::new(vec![story("alibaba"), story("alibaba-record")]);
    let timeline = accounts.overlay(&accounts.all()).timeline;
    let (written, lost) = write(&timeline);
    let lost: Vec<_> = lost.iter().map(Clean::as_str).collect();
    assert!(
        lost[0].starts_with("2 accounts become one: the field \"account\""),
        "{lost:?}"
    );
    assert!(
        lost.iter()
            .any(|it| it.contains("comparisons between the accounts")),
        "{lost:?}"
    );
    let again = whole("merged", &written);
    assert_eq!(again.events.len(), timeline.events.len());
    assert!(again.comparisons.len() < timeline.comparisons.len());
    let account = |place: usize| {
        again.events[place]
            .extra
            .last()
            .unwrap()
            .value
            .raw()
            .to_owned()
    };
    assert_eq!(account(0), "alibaba");
    assert_eq!(account(again.events.len() - 1), "alibaba-record");

    // With one of them on it is as it was.
    let alone = accounts
        .overlay(&AccountSet::from([AccountIndex::FIRST]))
        .timeline;
    assert_eq!(write(&alone), write(&story("alibaba")));
}

#[test]
fn losses_are_reported() {
    let mut timeline = Timeline::empty(Clean::own("a:b"), Clean::own("x"));
    timeline
        .events
        .push(Event::new(Clean::own("one"), Clean::default()));
    timeline.eras.push(Era {
        title: Clean::default(),
        when: When::parse("1900").unwrap().unwrap(),
    });
    let far = |text| When::parse(text).unwrap().unwrap().reach();
    let (start, end) = (far("1900").0, far("Y10000").0.saturating_add_nanos(1));
    timeline.opening = Window::new(start, end);
    let (written, lost) = write(&timeline);
    let lost: Vec<_> = lost.iter().map(Clean::as_str).collect();
    assert_eq!(
        lost,
        [
            "1 event without a title: the id stands in its place.",
            "1 era without a title.",
            "1 window to be shown, said to the year: beyond the year 9999 a date has no more.",
            "The id \"a:b\": one without a colon is needed, so the name of the file takes its place.",
        ]
    );
    assert_eq!(whole("x", &written).events[0].title.as_str(), "one");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_timeline_survives_a_round_trip(timeline in generated::timeline()) {
        let (text, lost) = write(&timeline);
        prop_assert_eq!(lost, []);
        let reading = read("other", &text);
        let Some(again) = reading.timeline else {
            return Err(TestCaseError::fail(format!("{:?}\n{text}", reading.report.problems)));
        };
        prop_assert_eq!(dump(&again), dump(&timeline), "{}", text);
        prop_assert_eq!(write(&again).0, text);
    }

    #[test]
    fn no_hidden_character_is_written(timeline in generated::timeline()) {
        let (text, _) = write(&timeline);
        let hidden = crate::text::hidden(&text).filter(|(it, is_hidden)| *is_hidden && *it != '\n');
        prop_assert_eq!(hidden.count(), 0, "{}", text);
    }
}
