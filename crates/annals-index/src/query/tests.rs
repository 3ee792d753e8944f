//! Tests of the query language: syntax, errors, answers, completion.

mod at_once;
mod one_by_one;

use std::sync::LazyLock;

use proptest::prelude::*;
use rstest::rstest;

use self::one_by_one::answer;
use super::*;
use crate::search::Search;
use crate::{EventSet, Index};
use annals_model::test_support::bundled;
use annals_model::text::Clean;
use annals_model::{AccountIndex, Accounts, EventIndex, LinkKind, Timeline, native};

fn timeline() -> Timeline {
    static READ: LazyLock<Timeline> = LazyLock::new(|| {
        let reading = native::read("story", STORY);
        reading.timeline.expect("a whole timeline")
    });
    READ.clone()
}

const STORY: &str = r#"
title = 'The bridge'
[source.paper]
title = 'The Evening Paper'
author = 'Zürcher Redaktion'
[source.diary]
title = 'A diary'
[actor.jack-ma]
name = 'Jack Ma'
aliases = ['马云']
kind = 'person'
[actor.ma]
name = 'Ma Huateng'
kind = 'person'
[actor.state]
name = 'Government of China'
short = 'China'
kind = 'government'
[[event]]
id = 'speech'
date = '2020-10-24'
title = 'A speech against banks'
summary = 'He says that pressure helps.'
actors = [{ id = 'jack-ma', role = 'speaker' }]
evidence = [{ source = 'paper', at = 'p1' }]
links = [{ to = 'pressure', kind = 'causes', evidence = [{ source = 'diary', at = 'p3' }] }]
[[event]]
id = 'pressure'
date = '2021'
title = 'Pressure grows'
status = 'claim'
actors = [{ id = 'state', role = 'regulator' }, { id = 'jack-ma', role = 'target' }]
themes = ['power', 'state and market']
notes = 'Ask who says so.'
[[event]]
id = 'plans'
date = '2023/..'
title = 'Plans for Gödel: a "bridge"'
status = 'plan'
actors = [{ id = 'ma', role = 'guest speaker' }]
themes = ['market']
[[event]]
id = 'wish'
title = 'A wish'
status = 'question'
"#;

fn query(text: &str) -> Query {
    Query::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn ids(timeline: &Timeline, text: &str, wanted: Answer) -> Vec<String> {
    let prepared = query(text).prepare(timeline, None);
    let events = timeline.events.iter().enumerate();
    events
        .filter(|(position, _)| answer(&prepared, timeline, EventIndex::new(*position)) == wanted)
        .map(|(_, event)| event.id.as_str().to_owned())
        .collect()
}

static ALL: &[&str] = &["speech", "pressure", "plans", "wish"];

#[rstest]
#[case::empty("", ALL, &[])]
#[case::word("pressure", &["speech", "pressure"], &[])]
#[case::beginning_of_a_word("press", &["speech", "pressure"], &[])]
#[case::not_the_inside("essure", &[], &[])]
#[case::no_typo("presure", &[], &[])]
#[case::two_words("pressure banks", &["speech"], &[])]
#[case::a_word_of_several("state-and", &["pressure"], &[])]
#[case::alias("马云", &["speech", "pressure"], &[])]
#[case::phrase("\"speech against\"", &["speech"], &[])]
#[case::phrase_of_whole_words("\"speech ag\"", &[], &[])]
#[case::quotes_in_a_phrase(r#""a \"bridge\"""#, &["plans"], &[])]
#[case::diacritics("GODEL", &["plans"], &[])]
#[case::not("-pressure", &["plans", "wish"], &[])]
#[case::not_phrase("-\"a wish\"", &["speech", "pressure", "plans"], &[])]
#[case::or("speech OR wish", &["speech", "wish"], &[])]
#[case::or_and_not("speech OR -actor:ma wish", &["wish"], &[])]
#[case::lower_or_is_a_word("speech or wish", &[], &[])]
#[case::actor_by_id("actor:jack-ma", &["speech", "pressure"], &[])]
#[case::actor_by_whole_id_alone("actor:ma", &["plans"], &[])]
#[case::actor_by_beginning("actor:hua", &["plans"], &[])]
#[case::actor_by_alias("actor:马云", &["speech", "pressure"], &[])]
#[case::actor_by_short_name("actor:CHINA", &["pressure"], &[])]
#[case::actor_in_quotes("actor:\"jack m\"", &["speech", "pressure"], &[])]
#[case::any_actor("actor:ma,state", &["pressure", "plans"], &[])]
#[case::nobody("actor:nobody", &[], &[])]
#[case::not_actor("-actor:jack-ma", &["plans", "wish"], &[])]
#[case::role("role:speaker", &["speech"], &[])]
#[case::role_by_beginning("role:sp", &["speech", "plans"], &[])]
#[case::theme("theme:market", &["plans"], &[])]
#[case::theme_by_beginning("theme:mark", &["pressure", "plans"], &[])]
#[case::status("status:claim,Plan", &["pressure", "plans"], &[])]
#[case::kind("kind:government", &["pressure"], &[])]
#[case::source("source:paper", &["speech"], &[])]
#[case::source_by_author("source:zurcher", &["speech"], &[])]
#[case::source_of_a_link("source:diary", &["speech"], &[])]
#[case::account("layer:story", ALL, &[])]
#[case::layer_by_title("layer:bridge", ALL, &[])]
#[case::other_layer("layer:record", &[], &[])]
#[case::links_from_and_to("links:causes", &["speech", "pressure"], &[])]
#[case::links_of_another_kind("links:follows", &[], &[])]
#[case::id("id:WISH,plans", &["plans", "wish"], &[])]
#[case::has_notes("has:notes", &["pressure"], &[])]
#[case::has_date("has:date", &["speech", "pressure", "plans"], &[])]
#[case::has_summary("has:summary", &["speech"], &[])]
#[case::has_actors("-has:actors", &["wish"], &[])]
#[case::has_themes("has:themes", &["pressure", "plans"], &[])]
#[case::has_evidence("has:evidence", &["speech"], &[])]
#[case::has_links("has:links", &["speech", "pressure"], &[])]
#[case::undated("undated", &["wish"], &[])]
#[case::dated("-undated", &["speech", "pressure", "plans"], &[])]
#[case::before("before:2021-06", &["speech"], &["pressure"])]
#[case::after("after:2021-06", &["plans"], &["pressure"])]
#[case::during("during:2021", &["pressure"], &[])]
#[case::during_a_part("during:2021-06", &[], &["pressure"])]
#[case::during_a_season("during:\"spring 2021\"", &[], &["pressure"])]
#[case::overlaps("overlaps:2030", &["plans"], &[])]
#[case::date("date:2020", &["speech"], &[])]
#[case::date_range("date:2020..2021", &["speech", "pressure"], &[])]
#[case::date_from("date:2021-05..", &["plans"], &["pressure"])]
#[case::date_to("date:..2021-05", &["speech"], &["pressure"])]
#[case::any_date("date:2020,2030", &["speech", "plans"], &[])]
#[case::one_of_a_set("during:[2020,2021]", &[], &["speech", "pressure"])]
#[case::surely("surely date:2021-05..", &["plans"], &[])]
#[case::possibly("possibly date:2021-05..", &["plans"], &["pressure"])]
#[case::not_after("-after:2021-06", &["speech"], &["pressure", "wish"])]
#[case::surely_not("surely -after:2021-06", &["speech"], &[])]
#[case::not_surely("-surely after:2021-06", &["speech", "pressure", "wish"], &[])]
#[case::weakest("during:2021-06 actor:jack", &[], &["pressure"])]
#[case::strongest("during:2021-06 OR actor:jack", &["speech", "pressure"], &[])]
#[case::a_word_all_the_same("surely", &[], &[])]
fn queries_match_the_expected_events(
    #[case] text: &str,
    #[case] surely: &[&str],
    #[case] possibly: &[&str],
) {
    let timeline = timeline();
    assert_eq!(ids(&timeline, text, Answer::Surely), surely);
    assert_eq!(ids(&timeline, text, Answer::Possibly), possibly);
}

#[rstest]
#[case::no_field("actr:jack", 1, "Did you mean `actor:`?")]
#[case::quoting_is_advised("see http://x.org/a", 5, "put it in quotes: `\"http://x.org/a\"`")]
#[case::a_time_of_day("12:30", 1, "no field `12`")]
#[case::no_name(" :x", 2, "no field ``")]
#[case::denied("-foo:x", 2, "no field `foo`")]
#[case::value("a status:clam", 10, "Did you mean `claim`?")]
#[case::second_value("status:plan,clam", 13, "`clam` is no status")]
#[case::all_values("kind:x", 6, "There are person, company, government, group, place.")]
#[case::link("links:cause", 7, "Did you mean `causes`?")]
#[case::part("has:note", 5, "Did you mean `notes`?")]
#[case::no_value("actor:", 7, "the id, name or alias of an actor")]
#[case::no_second_value("status:plan,", 13, "reported, claim")]
#[case::empty_value("actor:\"\" x", 8, "needs a value")]
#[case::no_date("before:", 8, "spring 2021")]
#[case::wrong_date("after:2021-13", 12, "a month is 01 to 12")]
#[case::wrong_date_in_quotes("after:\"2021-13\"", 13, "a month is")]
#[case::two_readings("after:02/03/2024", 7, "2024")]
#[case::wrong_end("date:2020..2021-13", 17, "a month is")]
#[case::backwards("date:2021..2020", 12, "earlier date first")]
#[case::dots_alone("date:..", 6, "one side")]
#[case::no_date_meant("date:undated", 6, "`undated`")]
#[case::open_phrase("a \"b c", 3, "closing quote")]
#[case::open_value("actor:\"jack", 7, "closing quote")]
#[case::text_after_phrase("\"a\"b", 4, "blank")]
#[case::quote_in_a_word("a\"b\"", 2, "after a blank")]
#[case::quote_in_a_value("actor:a\"b\"", 8, "beginning of a value")]
#[case::text_after_value("actor:\"a\"b", 10, "comma")]
#[case::or_first("OR a", 1, "none before")]
#[case::or_last("a OR ", 6, "none after")]
#[case::or_twice("a OR OR b", 6, "none before")]
#[case::minus_alone("a - b", 4, "directly before")]
#[case::minus_last("-", 2, "directly before")]
#[case::minus_twice("--a", 2, "one minus")]
#[case::surely_elsewhere("x surely actor:jack", 3, "surely during:2021")]
#[case::nothing_to_look_for("a !?", 3, "letters or digits")]
#[case::nothing_in_quotes("\"--\"", 1, "letters or digits")]
#[case::controls("\u{1b}[2J:x", 1, "`␛[2J`")]
#[case::too_long(&"a ".repeat(3_000), 4_097, "at most 4096")]
fn errors_have_a_position_and_a_hint(
    #[case] text: &str,
    #[case] column: usize,
    #[case] part: &str,
) {
    let error = Query::parse(text).unwrap_err();
    assert_eq!(error.column(), column, "{error}");
    assert!(error.to_string().contains(part), "{error}");
    assert!(error.message().ends_with('.'), "{error}");
    assert!(
        !error.message().starts_with(char::is_uppercase) || error.message().starts_with("OR "),
        "{error}"
    );
    assert!(!error.to_string().contains(char::is_control));
}

#[rstest]
#[case("  Jack   ma ", "Jack ma")]
#[case("ACTOR:jack-ma", "actor:jack-ma")]
#[case("actor:\"jack-ma\"", "actor:jack-ma")]
#[case("actor:\"Jack Ma\",x", "actor:\"Jack Ma\",x")]
#[case("status:PLAN,claim", "status:plan,claim")]
#[case("during:\" spring 2021\"", "during:\"spring 2021\"")]
#[case("date:\"May 2020 .. June 2020\"", "date:\"May 2020..June 2020\"")]
#[case("date:2020..", "date:2020..")]
#[case("during:[1667,1668],2020", "during:\"[1667,1668]\",2020")]
#[case("possibly during:2020", "during:2020")]
#[case("possibly -during:2020", "-during:2020")]
#[case("-possibly during:2020", "-during:2020")]
#[case("surely -during:2020", "surely -during:2020")]
#[case("-surely -during:2020", "-surely -during:2020")]
#[case("surely", "\"surely\"")]
#[case("-possibly x", "-\"possibly\" x")]
#[case("a OR b c", "a OR b c")]
#[case(r#"actor:"a \"b\" \\c""#, r#"actor:"a \"b\" \\c""#)]
fn the_canonical_form_is_printed(#[case] text: &str, #[case] canonical: &str) {
    assert_eq!(query(text).to_string(), canonical);
    assert_eq!(query(canonical), query(text));
}

#[test]
fn terms_can_be_removed() {
    let query = query("actor:ma surely during:2021 a OR -b \"x y\"");
    let terms: Vec<String> = query.terms().iter().map(Term::to_string).collect();
    assert_eq!(
        terms,
        ["actor:ma", "surely during:2021", "a OR -b", "\"x y\""]
    );
    assert_eq!(
        query.without(&[0, 2, 9]).to_string(),
        "surely during:2021 \"x y\""
    );
    assert!(query.without(&[0, 1, 2, 3]).is_empty());
}

#[rstest]
#[case(
    "actor:jack-mo",
    "actor:jack-mo names nothing in this timeline. Did you mean jack-ma?"
)]
#[case(
    "-theme:powr",
    "theme:powr names nothing in this timeline. Did you mean power?"
)]
#[case("role:zzz", "role:zzz names nothing in this timeline.")]
#[case(
    "id:wich",
    "id:wich names nothing in this timeline. Did you mean wish?"
)]
#[case(
    "source:papers",
    "source:papers names nothing in this timeline. Did you mean paper?"
)]
fn an_unknown_name_is_noted_with_the_nearest(#[case] text: &str, #[case] note: &str) {
    let timeline = timeline();
    let prepared = query(text).prepare(&timeline, None);
    let notes: Vec<_> = prepared.notes().iter().map(Clean::as_str).collect();
    assert_eq!(notes, [note]);
    assert!(
        query("actor:jack,ma")
            .prepare(&timeline, None)
            .notes()
            .is_empty()
    );
}

/// The query with a completion put in, the caret marked.
fn completed(text: &str) -> Vec<String> {
    let caret = text.find('|').unwrap();
    let text = text.replace('|', "");
    complete(&text, caret, &timeline())
        .into_iter()
        .map(|completion| {
            assert!(completion.replace.start <= caret && caret <= completion.replace.end);
            let mut whole = text.clone();
            whole.replace_range(completion.replace, &completion.text);
            whole
        })
        .collect()
}

#[rstest]
#[case::fields("a|", &["actor:", "after:"])]
#[case::in_the_middle("x ov| y", &["x overlaps: y"])]
#[case::after_a_minus("-th|", &["-theme:"])]
#[case::no_modifier_after_a_minus("-su|", &[])]
#[case::modifier("su|", &["surely"])]
#[case::whole_word("st|at", &["status:"])]
#[case::values("status:c|", &["status:claim"])]
#[case::second_value("status:claim,p|", &["status:claim,plan"])]
#[case::value_in_the_middle("status:c|,plan", &["status:claim,plan"])]
#[case::actors("-actor:|", &["-actor:jack-ma", "-actor:ma", "-actor:state"])]
#[case::own_id_first("actor:ma|", &["actor:ma", "actor:jack-ma"])]
#[case::by_name("actor:gov|", &["actor:state"])]
#[case::by_alias("actor:马|", &["actor:jack-ma"])]
#[case::quoted_value("actor:\"jack m|", &["actor:jack-ma"])]
#[case::quotes_are_put("theme:state|", &["theme:\"state and market\""])]
#[case::beginning_first("theme:mar|", &["theme:market", "theme:\"state and market\""])]
#[case::roles("role:gu|", &["role:\"guest speaker\""])]
#[case::links("links:c|", &["links:causes", "links:contradicts"])]
#[case::ids("id:wi|", &["id:wish"])]
#[case::dates_are_not_chosen("date:2|", &[])]
#[case::phrases_are_not("\"ac|", &[])]
#[case::no_such_field("foo:a|", &[])]
fn completions_are_offered(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(completed(text), expected);
}

#[test]
fn completions_have_a_note_and_are_limited() {
    let timeline = timeline();
    let all = complete("", 0, &timeline);
    assert_eq!(all.len(), 12);
    let actors = complete("actor:st", 8, &timeline);
    assert_eq!(actors[0].note.as_str(), "Government of China");
}

#[test]
fn accounts_are_matched_and_completed_by_name() {
    let read = |id: &str, title: &str| {
        let text = format!("title = '{title}'\n[[event]]\ntitle = 'x'\nid = '{id}-event'\n");
        native::read(id, &text).timeline.unwrap()
    };
    let accounts = Accounts::new(vec![
        read("one", "The article"),
        read("two", "The record"),
        read("three", "The diary"),
    ]);
    let mut on = accounts.all();
    on.remove(&AccountIndex::new(2));
    let timeline = accounts.overlay(&on).timeline;
    let chosen = |query: &str| -> Vec<&str> {
        let prepared = Query::parse(query).unwrap().prepare(&timeline, None);
        let all = timeline.events.iter().enumerate();
        all.filter(|(position, _)| {
            answer(&prepared, &timeline, EventIndex::new(*position)) > Answer::No
        })
        .map(|(_, event)| event.id.as_str())
        .collect()
    };
    assert_eq!(chosen("layer:two"), ["two-event"]);
    assert_eq!(chosen("layer:article"), ["one-event"]);
    assert_eq!(chosen("-layer:record"), ["one-event"]);
    assert_eq!(chosen("layer:one,two"), ["one-event", "two-event"]);
    let query = Query::parse("layer:three").unwrap();
    assert_eq!(query.prepare(&timeline, None).notes().len(), 1, "it is off");
    let offered: Vec<_> = complete("layer:", 6, &timeline)
        .into_iter()
        .map(|completion| completion.text)
        .collect();
    assert_eq!(offered, ["one", "two"]);
}

#[test]
fn the_bundled_story_can_be_filtered() {
    let story = &bundled()[0];
    let timeline = native::read(story.name, story.text).timeline.unwrap();
    let jack = ids(&timeline, "actor:jack-ma", Answer::Surely);
    let actor = timeline.find_actor("jack-ma").unwrap();
    let index = Index::new(&timeline);
    assert_eq!(jack.len(), index.events_of(actor).len());
    assert_eq!(ids(&timeline, "actor:马云", Answer::Surely), jack);
}

/// Texts that are often queries.
fn typed() -> impl Strategy<Value = String> {
    let date = prop::sample::select(vec![
        "2020",
        "2020-05",
        "\"spring 2021\"",
        "2020..2021",
        "..2021",
        "1985~",
        "[1667,1668]",
        "\"May 3, 2021\"",
        "2020/..",
        "44 BC",
        "199X",
        "\"2020 .. 2021\"",
    ]);
    let name = prop::sample::select(vec![
        "jack-ma",
        "\"Jack Ma\"",
        "马",
        "\"a, b\"",
        "\"a \\\" \\\\ b\"",
        "[x",
        "a\\b",
        "ma,state",
        "…",
        "\"  x \"",
    ]);
    let text = prop::sample::select(vec![
        "bank",
        "\"a phrase\"",
        "surely",
        "possibly",
        "undated",
        "or",
        "[a",
        "a,b",
        "\"OR\"",
        "a\\\"b",
        "马云",
        "é-x",
        "1.5",
    ]);
    let named = prop::sample::select(vec!["actor", "ROLE", "theme", "source", "layer", "id"]);
    let dated = prop::sample::select(vec!["date", "before", "after", "during", "overlaps"]);
    let known = prop::sample::select(vec![
        "status:claim,plan",
        "kind:person",
        "links:causes",
        "has:date,notes",
        "undated",
    ]);
    let start = || prop::sample::select(vec!["", "", "-"]);
    let modifier = prop::sample::select(vec![
        "",
        "surely ",
        "possibly ",
        "-surely ",
        "-possibly ",
        "surely -",
    ]);
    let term = prop_oneof![
        (start(), text).prop_map(|(start, text)| format!("{start}{text}")),
        (start(), named, name).prop_map(|(start, field, name)| format!("{start}{field}:{name}")),
        (modifier, dated, date).prop_map(|(start, field, date)| format!("{start}{field}:{date}")),
        (start(), known).prop_map(|(start, known)| format!("{start}{known}")),
    ];
    let joined = prop::sample::select(vec![" ", " ", "  ", " OR "]);
    prop::collection::vec((term, joined), 0..5).prop_map(|terms| {
        let terms: Vec<[String; 2]> = terms
            .into_iter()
            .map(|(term, join)| [term, join.to_owned()])
            .collect();
        let text = terms.concat().concat();
        text.trim_end().trim_end_matches(" OR").to_owned()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn printed_queries_parse_to_the_same_query(text in typed(), switched_off in prop::collection::vec(0_usize..5, 0..3)) {
        if let Ok(query) = Query::parse(&text) {
            for query in [query.without(&switched_off), query] {
                let printed = query.to_string();
                prop_assert_eq!(&Query::parse(&printed).unwrap(), &query, "{}", printed);
                for term in query.terms() {
                    let alone = Query::parse(&term.to_string()).unwrap();
                    prop_assert_eq!(alone.terms(), std::slice::from_ref(term));
                }
            }
        }
    }

    #[test]
    fn many_generated_texts_are_valid_queries(texts in prop::collection::vec(typed(), 20)) {
        prop_assert!(texts.iter().filter(|text| Query::parse(text).is_ok()).count() >= 5);
    }

    #[test]
    fn no_text_makes_parsing_or_completion_panic(text in any::<String>(), caret in any::<usize>()) {
        match Query::parse(&text) {
            Ok(query) => {
                prop_assert_eq!(Query::parse(&query.to_string()), Ok(query));
            }
            Err(error) => prop_assert!((1..=text.chars().count() + 1).contains(&error.column())),
        }
        let timeline = timeline();
        for completion in complete(&text, caret % (text.len() + 1), &timeline) {
            prop_assert!(text.get(completion.replace).is_some());
        }
    }

    #[test]
    fn preparing_with_a_search_gives_the_same_answers(text in typed()) {
        let timeline = timeline();
        let search = Search::new(&timeline, &Index::new(&timeline));
        if let Ok(query) = Query::parse(&text) {
            let (one, other) = (query.prepare(&timeline, None), query.prepare(&timeline, Some(&search)));
            for event in (0..timeline.events.len()).map(EventIndex::new) {
                prop_assert_eq!(answer(&one, &timeline, event), answer(&other, &timeline, event));
            }
        }
    }
}
