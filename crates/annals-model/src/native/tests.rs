//! Tests of the native format: what is read, and how mistakes are reported.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::{EventIndex, LinkKind, Problem, Status};

fn problems(text: &str) -> Vec<String> {
    read("test", text)
        .report
        .problems
        .iter()
        .map(|problem| {
            let place = problem
                .position
                .map_or_else(String::new, |at| format!("{}:{} ", at.line, at.column));
            format!("{place}{}", problem.message)
        })
        .collect()
}

fn whole(text: &str) -> Timeline {
    let reading = read("test", text);
    assert!(
        reading.report.problems.is_empty(),
        "{:?}",
        reading.report.problems
    );
    reading.timeline.expect("a whole timeline")
}

#[test]
fn every_field_of_an_event_is_read() {
    let timeline = whole(
        r#"
title = "Story"
summary = "What it is about."
opening = "2019/2024"
lanes = "theme"

[source.article]
title = "An article"
author = "Somebody"
publisher = "A paper"
date = 2023-05-01
address = "https://example.org/a"
note = "Found in a box."

[actor.zoe]
name = "Zoe"
short = "Z"
aliases = ["Zoë"]
kind = "person"
summary = "First in the file, last in the alphabet."

[actor.ann]

[[event]]
id = "one"
date = 2020
title = "One"
summary = "First."
status = "plan"
actors = [{ id = "zoe", role = "speaker" }, "ann"]
themes = ["power", "trust"]
evidence = [{ source = "article", at = "p1" }, "article"]
links = [{ to = "two", kind = "enables", wording = "so", evidence = ["article"] }]
notes = "Ask."

[[event]]
title = "Two"
id = "two"
"#,
    );
    assert_eq!(
        (timeline.title.as_str(), timeline.lanes),
        ("Story", Some(Grouping::Theme))
    );
    assert!(timeline.opening.is_some());
    let names: Vec<_> = timeline
        .actors
        .iter()
        .map(|actor| actor.name.as_str())
        .collect();
    assert_eq!(names, ["Zoe", "ann"], "actors keep the order of the file");
    assert_eq!(timeline.actors[0].short.as_str(), "Z");
    assert_eq!(timeline.actors[1].short.as_str(), "ann");
    let one = &timeline.events[0];
    assert_eq!(one.status, Status::Plan);
    assert_eq!(one.when.as_ref().map(annals_time::When::text), Some("2020"));
    assert_eq!(one.participants[0].role.as_str(), "speaker");
    assert_eq!(one.participants[1].role.as_str(), "");
    assert_eq!(one.evidence.len(), 2);
    assert_eq!(
        (one.links[0].to.index(), one.links[0].kind),
        (1, LinkKind::Enables)
    );
    assert_eq!(one.notes.as_str(), "Ask.");
    let two = &timeline.events[1];
    assert_eq!((two.status, two.when.is_none()), (Status::Reported, true));
}

#[test]
fn eras_are_read_in_file_order() {
    let timeline = whole(
        r#"
title = "x"

[[era]]
title = "Shuttle"
date = "1981-04-12/2011-07-21"

[[era]]
title = "Early rockets"
date = "../1957"

[[era]]
title = "A year"
date = 1969
"#,
    );
    let eras: Vec<_> = timeline
        .eras
        .iter()
        .map(|era| (era.title.as_str(), era.when.text()))
        .collect();
    assert_eq!(
        eras,
        [
            ("Shuttle", "1981-04-12/2011-07-21"),
            ("Early rockets", "../1957"),
            ("A year", "1969"),
        ]
    );
    assert!(timeline.events.is_empty(), "an era is no event");
}

#[rstest]
#[case::text("{ Location = 'Paris' }", &[("Location", "Paris")])]
#[case::scalars("{ a = 9, b = 1.50, c = true, d = 2021-04-12 }", &[("a", "9"), ("b", "1.50"), ("c", "true"), ("d", "2021-04-12")])]
#[case::several("{ b = ['x', 2], a = [], '' = ' y ' }", &[("b", "x"), ("b", "2"), ("", "y")])]
#[case::nothing("{}", &[])]
fn extra_fields_are_kept(#[case] written: &str, #[case] expected: &[(&str, &str)]) {
    let timeline = whole(&format!(
        "title = 'x'\n[[event]]\ntitle = 'a'\nextra = {written}"
    ));
    let extra = timeline.events[0].extra.iter();
    let found: Vec<_> = extra.map(|it| (it.name.raw(), it.value.raw())).collect();
    assert_eq!(found, expected);
}

#[rstest]
#[case("actor", Grouping::Actor)]
#[case("theme", Grouping::Theme)]
#[case("layer", Grouping::Account)]
#[case("status", Grouping::Status)]
#[case("none", Grouping::None)]
fn lanes_accepts_every_grouping(#[case] name: &str, #[case] lanes: Grouping) {
    let timeline = whole(&format!("title = 'x'\nlanes = '{name}'"));
    assert_eq!(timeline.lanes, Some(lanes));
}

#[test]
fn missing_ids_are_made_from_titles() {
    let timeline = whole(
        "title='x'\n[[event]]\ntitle='The Fall of 大秦!'\n[[event]]\ntitle='The fall of 大秦'\n[[event]]\ntitle='?!'\n",
    );
    let ids: Vec<_> = timeline
        .events
        .iter()
        .map(|event| event.id.as_str())
        .collect();
    assert_eq!(ids, ["the-fall-of-大秦", "the-fall-of-大秦-2", "event"]);
}

#[test]
fn line_endings_of_every_kind_are_read() {
    for ending in ["\n", "\r\n"] {
        let text = ["title = 'x'", "[[event]]", "title = 'a'", "date = '2020'"].join(ending);
        assert_eq!(whole(&text).events.len(), 1);
    }
}

#[rstest]
#[case::unknown_key(
    "title='x'\nsumary='y'",
    "2:1 \"sumary\" is not a field of a timeline. Did you mean \"summary\"?"
)]
#[case::far_key(
    "title='x'\nzzz=1",
    "2:1 \"zzz\" is not a field of a timeline. It can have: title, summary, opening, lanes, id, short, source, actor, era, event, tour, comparison, disagreement."
)]
#[case::event_key(
    "title='x'\n[[event]]\ntitle='a'\ndte='2020'",
    "4:1 \"dte\" is not a field of an event. Did you mean \"date\"?"
)]
#[case::no_title(
    "[actor.a]",
    "The timeline has no title. Write at the top of the file, for instance: title = \"My story\""
)]
#[case::event_title(
    "title='x'\n[[event]]\nid='a'",
    "2:1 This event has no title: title = \"…\" is missing."
)]
#[case::empty_title(
    "title='x'\n[[event]]\ntitle=''",
    "3:7 The title of an event cannot be empty."
)]
#[case::wrong_type("title=1", "1:7 Expected text in quotes, found a number.")]
#[case::events_as_table(
    "title='x'\n[event]\ntitle='a'",
    "2:1 Expected events, each under [[event]], found a table."
)]
#[case::status(
    "title='x'\n[[event]]\ntitle='a'\nstatus='clam'",
    "4:8 \"clam\" is not known as status: expected one of reported, claim, plan, forecast, question. Did you mean \"claim\"?"
)]
#[case::kind(
    "title='x'\n[actor.a]\nkind='robot'",
    "3:6 \"robot\" is not known as kind: expected one of person, company, government, group, place."
)]
#[case::dangling_actor(
    "title='x'\n[actor.jack-ma]\n[[event]]\ntitle='a'\nactors=[{id='jack-mo'}]",
    "5:13 There is no actor \"jack-mo\". Did you mean \"jack-ma\"?"
)]
#[case::dangling_source(
    "title='x'\n[[event]]\ntitle='a'\nevidence=['book']",
    "4:11 There is no source \"book\". Add a table [source.book]."
)]
#[case::dangling_link(
    "title='x'\n[[event]]\ntitle='a'\nlinks=[{to='b', kind='causes'}]",
    "4:12 There is no event \"b\"."
)]
#[case::link_kind(
    "title='x'\n[[event]]\ntitle='a'\nlinks=[{to='b'}]\n[[event]]\ntitle='b'\nid='b'",
    "4:8 This link has no kind: expected one of causes, enables, follows, contradicts."
)]
#[case::link_to_itself(
    "title='x'\n[[event]]\ntitle='a'\nid='a'\nlinks=[{to='a', kind='causes'}]",
    "5:12 The event \"a\" is linked to itself."
)]
#[case::duplicate_id(
    "title='x'\n[[event]]\ntitle='a'\nid='i'\n[[event]]\ntitle='b'\nid='i'",
    "7:4 The id \"i\" is taken: the event of line 4 has it already."
)]
#[case::id_that_was_made_of_a_title(
    "title='x'\n[[event]]\ntitle='Same'\n[[event]]\ntitle='b'\nid='same'",
    "6:4 The id \"same\" is taken: the event of line 2 has it already."
)]
#[case::era_key(
    "title='x'\n[[era]]\ntitel='a'\ntitle='a'\ndate='1957/1975'",
    "3:1 \"titel\" is not a field of an era. Did you mean \"title\"?"
)]
#[case::era_far_key(
    "title='x'\n[[era]]\ntitle='a'\ndate='1957/1975'\nactors=[]",
    "5:1 \"actors\" is not a field of an era. It can have: title, date."
)]
#[case::era_title(
    "title='x'\n[[era]]\ndate='1957/1975'",
    "2:1 This era has no title: title = \"…\" is missing."
)]
#[case::empty_era_title(
    "title='x'\n[[era]]\ntitle=''\ndate='1957/1975'",
    "3:7 The title of an era cannot be empty."
)]
#[case::era_title_type(
    "title='x'\n[[era]]\ntitle=1\ndate='1957/1975'",
    "3:7 Expected text in quotes, found a number."
)]
#[case::era_date(
    "title='x'\n[[era]]\ntitle='a'",
    "2:1 This era has no date. Expected when it was, as in: date = \"1957/1975\""
)]
#[case::era_undated(
    "title='x'\n[[era]]\ntitle='a'\ndate='undated'",
    "4:6 This era has no date. Expected when it was, as in: date = \"1957/1975\""
)]
#[case::era_without_bounds(
    "title='x'\n[[era]]\ntitle='a'\ndate='../..'",
    "4:6 This era has no date. Expected when it was, as in: date = \"1957/1975\""
)]
#[case::era_date_type(
    "title='x'\n[[era]]\ntitle='a'\ndate=true",
    "4:6 Expected a date in quotes, as in \"2021-04\", found true or false."
)]
#[case::eras_as_table(
    "title='x'\n[era]\ntitle='a'",
    "2:1 Expected eras, each under [[era]], found a table."
)]
#[case::part_without_actor(
    "title='x'\n[[event]]\ntitle='a'\nactors=[{role='judge'}]",
    "4:9 This names no actor: id = \"…\" is missing."
)]
#[case::part_key(
    "title='x'\n[actor.a]\n[[event]]\ntitle='a'\nactors=[{id='a', rol='judge'}]",
    "5:18 \"rol\" is not a field of an actor's part in an event. Did you mean \"role\"?"
)]
#[case::part_type(
    "title='x'\n[[event]]\ntitle='a'\nactors=[1]",
    "4:9 Expected an actor's part in an event, as in { id = \"jack-ma\", role = \"speaker\" }, found a number."
)]
#[case::evidence_without_source(
    "title='x'\n[[event]]\ntitle='a'\nevidence=[{at='p1'}]",
    "4:11 This names no source: source = \"…\" is missing."
)]
#[case::evidence_source_type(
    "title='x'\n[[event]]\ntitle='a'\nevidence=[{source=1}]",
    "4:19 Expected the source's id in quotes, found a number."
)]
#[case::evidence_type(
    "title='x'\n[[event]]\ntitle='a'\nevidence='p1'",
    "4:10 Expected a list, as in [{ source = \"article\", at = \"p7\" }], found text."
)]
#[case::empty_id(
    "title='x'\n[[event]]\ntitle='a'\nid=''",
    "4:4 The id of an event cannot be empty. Leave it out, or name the event."
)]
#[case::twice(
    "title='x'\n[actor.a]\n[[event]]\ntitle='e'\nactors=['a', 'a']",
    "5:14 The actor \"a\" takes part twice in the same role."
)]
#[case::open_opening(
    "title='x'\nopening='2019/..'",
    "2:9 The opening window needs a start and an end, as in: opening = \"2019/2024\""
)]
#[case::id(
    "title='x'\nid='a:b'",
    "2:4 The id of a timeline is a short name without a colon, as in: id = \"my-story\""
)]
#[case::same_as(
    "title='x'\n[actor.a]\nsame_as=[1]",
    "3:10 Expected the id of an actor of another timeline, as in same_as = \"jack-ma\", found a number."
)]
#[case::comparison_key(
    "title='x'\n[[comparison]]\nabout='a'\nverdict='agrees'\nevent=['b']",
    "5:1 \"event\" is not a field of a comparison. Did you mean \"events\"?"
)]
#[case::comparison_verdict(
    "title='x'\n[[comparison]]\nabout='a'\nverdict='difers'",
    "4:9 \"difers\" is not known as verdict: expected one of agrees, looser-date, partly-differs, differs, contradicted, not-found. Did you mean \"differs\"?"
)]
#[case::comparison_without_verdict(
    "title='x'\n[[comparison]]\nabout='a'",
    "2:1 This comparison has no verdict: expected one of agrees, looser-date, partly-differs, differs, contradicted, not-found."
)]
#[case::comparison_about_nothing(
    "title='x'\n[[comparison]]\nverdict='agrees'",
    "2:1 This comparison is about nothing: about = \"…\" is missing, with the id of an event of another timeline."
)]
#[case::comparison_about_an_empty_list(
    "title='x'\n[[comparison]]\nabout=[]\nverdict='agrees'",
    "2:1 Expected the id of an event of another timeline, as in about = \"ma-returns\", found nothing."
)]
#[case::comparison_about_type(
    "title='x'\n[[comparison]]\nabout=1\nverdict='agrees'",
    "3:7 Expected the id of an event of another timeline, as in about = \"ma-returns\", found a number."
)]
#[case::comparison_about_twice(
    "title='x'\n[[comparison]]\nabout=['a', 'a']\nverdict='agrees'",
    "3:13 \"a\" is named twice."
)]
#[case::comparison_own_event(
    "title='x'\n[[event]]\ntitle='Mine'\n[[comparison]]\nabout='a'\nverdict='agrees'\nevents=['mien']",
    "7:9 There is no event \"mien\" in this file. Did you mean \"mine\"?"
)]
#[case::comparisons_as_table(
    "title='x'\n[comparison]\nabout='a'",
    "2:1 Expected comparisons, each under [[comparison]], found a table."
)]
#[case::disagreement_title(
    "title='x'\n[[disagreement]]\ntitle=''\nversions=[{says='a'},{says='b'}]",
    "3:7 The title of a disagreement cannot be empty."
)]
#[case::disagreement_of_one(
    "title='x'\n[[disagreement]]\ntitle='a'\nversions=[{says='a'}]",
    "2:1 A disagreement needs two versions or more, each as in { says = \"34 people\", evidence = [\"paper\"] }"
)]
#[case::version_says_nothing(
    "title='x'\n[[disagreement]]\ntitle='a'\nversions=[{says='a'},{evidence=[]}]",
    "4:22 This version says nothing: says = \"…\" is missing."
)]
#[case::lanes(
    "title='x'\nlanes='actors'",
    "2:7 \"actors\" is not known as lanes: expected one of actor, theme, layer, status, none. Did you mean \"actor\"?"
)]
#[case::extra_as_text(
    "title='x'\n[[event]]\ntitle='a'\nextra='b'",
    "4:7 Expected fields of your own, as in extra = { Location = \"Paris\" }, found text."
)]
#[case::extra_nested(
    "title='x'\n[[event]]\ntitle='a'\nextra={ a = [{}] }",
    "4:14 Expected text in quotes, a number, a date, true or false, or a list of these, found a table."
)]
fn each_mistake_is_reported(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(problems(text), [expected]);
}

#[rstest]
#[case("2021-02-30", "no such day")]
#[case("2004/2003", "end lies before the start")]
#[case("02/03/2024", "2024-03-02")]
#[case("19851332", "no such day")]
fn impossible_dates_are_reported_at_their_position(
    #[values("event", "era")] entry: &str,
    #[case] date: &str,
    #[case] part: &str,
) {
    let text = format!("title='x'\n[[{entry}]]\ntitle='a'\ndate = '{date}'");
    let reading = read("test", &text);
    assert!(reading.timeline.is_none(), "{date} is not a date");
    let [problem] = &reading.report.problems[..] else {
        panic!("{:?}", reading.report.problems)
    };
    let at = problem.position.unwrap();
    assert!(at.line == 4 && at.column >= 8, "{at:?}");
    assert!(
        problem.message.as_str().contains(part),
        "{}",
        problem.message
    );
}

#[test]
fn all_problems_are_reported_in_file_order() {
    let reported = problems(
        "title = 1\nlanes = 'x'\n[[event]]\nstatus = 'y'\n[[event]]\ntitle = 2\nfoo = 3\n",
    );
    let lines: Vec<_> = reported
        .iter()
        .map(|problem| problem.split(':').next().unwrap())
        .collect();
    assert_eq!(lines, ["1", "2", "3", "4", "6", "7"]);
}

#[test]
fn each_cycle_is_reported_once_and_contradictions_are_ignored() {
    let event = |id: &str, to: &str, kind: &str| {
        format!("[[event]]\ntitle='{id}'\nid='{id}'\nlinks=[{{to='{to}', kind='{kind}'}}]\n")
    };
    let circle = format!(
        "title='x'\n{}{}{}",
        event("a", "b", "causes"),
        event("b", "c", "enables"),
        event("c", "a", "follows")
    );
    let reported = problems(&circle);
    assert_eq!(reported.len(), 1);
    assert!(
        reported[0].starts_with("2:1 "),
        "at the first event of the circle: {}",
        reported[0]
    );
    assert!(reported[0].contains("a → b → c → a"), "{}", reported[0]);
    assert!(
        read("test", &circle).timeline.is_some(),
        "a circle does not keep the file closed"
    );
    let argument = format!(
        "title='x'\n{}{}",
        event("a", "b", "contradicts"),
        event("b", "a", "contradicts")
    );
    assert!(problems(&argument).is_empty());
}

#[test]
fn a_long_chain_of_links_does_not_overflow_the_stack() {
    use std::fmt::Write as _;
    let mut text = String::from("title='x'\n");
    for number in 0..20_000 {
        let next = (number + 1) % 20_000;
        write!(
            text,
            "[[event]]\ntitle='t'\nid='e{number}'\nlinks=[{{to='e{next}', kind='causes'}}]\n"
        )
        .unwrap();
    }
    assert_eq!(
        read("test", &text).report.problems.len(),
        1,
        "the one great circle"
    );
}

#[rstest]
#[case::double("title = \"abc\n[[event]]\n")]
#[case::single("title = 'abc\n[[event]]\n")]
fn a_text_that_is_not_closed_is_reported_in_plain_words(#[case] text: &str) {
    let reading = read("test", text);
    let problem = &reading.report.problems[0];
    assert_eq!(
        problem.message.as_str(),
        "The text is not closed with a quotation mark."
    );
    assert_eq!(problem.position.map(|position| position.line), Some(1));
}

#[rstest]
#[case::not_closed("title = \"abc\n[[event]]")]
#[case::no_value("title =")]
#[case::twice("title = 'a'\ntitle = 'b'")]
#[case::other_format("{\"events\": []}")]
#[case::yaml("title: x\nevents:\n  - a")]
fn broken_toml_is_reported_at_its_position(#[case] text: &str) {
    let reading = read("test", text);
    assert!(reading.timeline.is_none());
    assert!(
        reading
            .report
            .problems
            .iter()
            .all(|problem| problem.position.is_some())
    );
    assert!(
        reading
            .report
            .problems
            .iter()
            .all(|problem| problem.message.as_str().ends_with('.'))
    );
}

#[test]
fn endless_nesting_is_refused() {
    for text in [
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}", "{a=".repeat(100_000)),
    ] {
        let reading = read("test", &text);
        assert!(reading.timeline.is_none() && !reading.report.problems.is_empty());
    }
}

#[test]
fn the_number_of_reported_problems_is_limited() {
    let text = format!("title='x'\n{}", "[[event]]\n".repeat(5_000));
    let reading = read("test", &text);
    assert_eq!(
        (reading.report.problems.len(), reading.report.omitted()),
        (20, 4_980)
    );
    let more = &reading.report.more[0];
    assert_eq!(
        more.sentence(),
        "And 4980 more like that of line 2: This event has no title: title = \"…\" is missing."
    );
    let all = super::read_with("test", &text, ProblemLimit::All).report;
    assert_eq!((all.problems.len(), all.omitted()), (5_000, 0));
}

/// Names are compared 200,000 times at most, however many ids are unknown.
#[test]
fn similar_names_are_suggested_until_too_many_were_compared() {
    let known = (0..2_000).map(|index| format!("[actor.known-name-{index}]\n"));
    let unknown: Vec<_> = (0..2_000)
        .map(|index| format!("\"known-nane-{index}\""))
        .collect();
    let text = format!(
        "title = 'x'\n[[event]]\ntitle = 'x'\nactors = [{}]\n{}",
        unknown.join(", "),
        known.collect::<String>()
    );
    let all = super::read_with("test", &text, ProblemLimit::All).report;
    let is_hinted = |problem: &&Problem| problem.message.as_str().contains("Did you mean");
    assert_eq!(all.problems.len(), 2_000);
    assert_eq!(all.problems.iter().filter(is_hinted).count(), 100);
}

/// A circle is named by its first events, and many circles of one path by no more.
#[test]
fn long_and_many_circles_are_reported_briefly() {
    let link = |to: usize| format!("{{ to = \"e{to}\", kind = \"causes\" }}");
    let event = |index: usize, links: &[String]| {
        let links = links.join(", ");
        format!("[[event]]\nid = \"e{index}\"\ntitle = \"x\"\nlinks = [{links}]\n")
    };
    let back: Vec<_> = (0..499).map(link).collect();
    let chain = (0..499).map(|index| event(index, &[link(index + 1)]));
    let text = format!(
        "title = 'x'\n{}{}",
        chain.collect::<String>(),
        event(499, &back)
    );
    let report = read("test", &text).report;
    assert_eq!(report.problem_count(), 499);
    let longest = report
        .problems
        .iter()
        .map(|it| it.message.raw().len())
        .max();
    assert!(longest.unwrap() < 400, "{longest:?}");
    let first = report.problems[0].message.as_str();
    assert!(first.contains("e19 → 480 more → e0."), "{first}");
}

#[test]
fn an_empty_text_is_an_empty_timeline_with_a_warning() {
    for text in ["", "\n \n", "# only a comment\n"] {
        let reading = read("name", text);
        assert_eq!(reading.timeline.unwrap().title.as_str(), "name");
        assert_eq!(reading.report.problems.len(), 1, "and check says so");
    }
}

#[test]
fn control_characters_are_made_visible() {
    let timeline = whole(
        "title = \"\\u001b[31mred\\u202e\"\n[[event]]\nid = \"a\\u0007\"\ntitle = \"x\\ny\"\n",
    );
    assert_eq!(timeline.title.as_str(), "␛[31mred<U+202E>");
    assert_eq!(timeline.title.raw(), "\u{1b}[31mred\u{202e}");
    assert_eq!(timeline.events[0].id.as_str(), "a␇");
    assert_eq!(timeline.events[0].title.as_str(), "x y");
}

/// A small timeline of random parts, many of them wrong.
fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("title = 'x'\n".to_owned()),
        Just("[[event]]\n".to_owned()),
        Just("[[era]]\n".to_owned()),
        Just("[actor.a]\n".to_owned()),
        Just("[[comparison]]\n".to_owned()),
        Just("[[disagreement]]\n".to_owned()),
        "(title|id|date|status|actors|links|kind|lanes|opening|about|verdict|events|versions|same_as|short) = ('[a-z0-9/.~?-]{0,8}'|[0-9]{1,4}|\\[\\]|\\{\\}|true|1.5)\n",
        any::<String>(),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in any_text()) {
        let reading = read("test", &text);
        prop_assert!(reading.timeline.is_some() || !reading.report.problems.is_empty());
        for problem in &reading.report.problems {
            prop_assert!(problem.line(&Clean::own("f")).as_str().len() < 4_096);
        }
    }

    #[test]
    fn a_text_cut_anywhere_is_read_or_refused(cut in 0_usize..30_000) {
        let whole = crate::test_support::bundled()[0].text;
        let cut = (0..=cut.min(whole.len())).rev().find(|&place| whole.is_char_boundary(place)).unwrap();
        let reading = read("test", whole.get(..cut).unwrap());
        prop_assert!(reading.timeline.is_some() || !reading.report.problems.is_empty());
    }
}

#[test]
fn a_tour_keeps_its_order_and_the_steps_with_unknown_events() {
    let text = "title = 'x'
[[event]]
id = 'one'
title = 'One'
date = '2020'
[[event]]
id = 'two'
title = 'Two'
[[tour]]
name = 'The middle'
event = 'two'
window = '2019/2021'
note = 'say this'
[[tour]]
name = 'A heading'
[[tour]]
event = 'twoo'
name = 'Still here'
[[tour]]
note = 'nothing to show'
[[tour]]
event = 'one'
window = '2019/..'
";
    let reading = read("x", text);
    let reported: Vec<String> = reading
        .report
        .problems
        .iter()
        .map(|problem| format!("{}", problem.line(&Clean::own("x"))))
        .collect();
    assert_eq!(reported.len(), 3, "{reported:?}");
    assert!(
        reported[0].contains("17:9") && reported[0].contains("Did you mean \"two\"?"),
        "{reported:?}"
    );
    assert!(
        reported[1].contains("it needs an event, a name, or both"),
        "{reported:?}"
    );
    assert!(
        reported[2].contains("The window needs a start and an end"),
        "{reported:?}"
    );
    let whole = text.replace("\nwindow = '2019/..'", "");
    let timeline = read("x", &whole).timeline.expect("warnings only");
    let steps: Vec<_> = timeline
        .tour
        .iter()
        .map(|step| {
            (
                step.name.as_str(),
                step.event.map(EventIndex::index),
                step.window.is_some(),
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            ("The middle", Some(1), true),
            ("A heading", None, false),
            ("Still here", None, false),
            ("", Some(0), false),
        ]
    );
    assert_eq!(timeline.tour[0].note.as_str(), "say this");
}

const UNSAID: &str = r#"title = "x"
[[event]]
id = "a"
title = "a"
missing = ["which months", "why"]
refs = "S11"
links = [{ to = "b", kind = "causes", refs = ["C1", "C2"] }]
[[event]]
id = "b"
title = "b"
"#;

#[test]
fn what_is_missing_and_the_numbers_of_a_list_survive_a_round_trip() {
    let first = whole(UNSAID);
    let (text, lost) = write(&first);
    assert_eq!(lost, []);
    for timeline in [first, whole(&text)] {
        let event = &timeline.events[0];
        let texts = |all: &[Clean]| -> Vec<String> { all.iter().map(Clean::to_string).collect() };
        assert_eq!(texts(&event.missing), ["which months", "why"]);
        assert_eq!(texts(&event.refs), ["S11"]);
        assert_eq!(texts(&event.links[0].refs), ["C1", "C2"]);
        assert!(timeline.events[1].missing.is_empty() && timeline.events[1].refs.is_empty());
    }
}

#[rstest]
#[case(
    "missing = 3",
    "4:11 Expected a list of texts, as in [\"one\", \"two\"], found a number."
)]
#[case(
    "missing = ['why', 3]",
    "4:19 Expected text in quotes, found a number."
)]
#[case(
    "refs = true",
    "4:8 Expected a list of texts, as in [\"one\", \"two\"], found true or false."
)]
#[case(
    "mising = ['why']",
    "4:1 \"mising\" is not a field of an event. Did you mean \"missing\"?"
)]
fn wrong_lists_are_reported_where_they_stand(#[case] line: &str, #[case] expected: &str) {
    let text = format!("title = 'x'\n[[event]]\ntitle = 'a'\n{line}\n");
    assert_eq!(problems(&text), [expected]);
}
