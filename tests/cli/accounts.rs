//! Several files as accounts, the account that is off at first, and accounts side by side.

use std::sync::OnceLock;

use rstest::rstest;
use serde_json::Value;

use super::{annals, failure, file, keys, objects, stdout};

const ONE: &str = r#"
title = "One account"
short = "One"
[source.paper]
title = "A paper"
publisher = "The Press"
date = "1912"
[actor.ma]
name = "Ma"
summary = "Comes back."
[[event]]
id = "return"
title = "He returns"
date = "2023"
actors = ["ma"]
evidence = [{ source = "paper", at = "p1" }]
[[event]]
id = "rumour"
title = "People talk"
"#;

const TWO: &str = r#"
title = "Another account"
id = "two"
short = "Two"
[source.paper]
title = "Another paper"
[actor.jack]
name = "Jack Ma"
summary = "Founder."
same_as = "ma"
[[event]]
id = "return"
title = "Seen in March"
date = "2023-03-27"
actors = ["jack"]
evidence = ["paper"]
[[comparison]]
about = "return"
verdict = "looser-date"
events = ["return"]
note = "The day is known."
[[comparison]]
about = "nothing-of-the-kind"
verdict = "agrees"
"#;

/// Both, written once: tests run side by side.
fn two_files() -> (String, String) {
    static FILES: OnceLock<(String, String)> = OnceLock::new();
    let path = |name, text| file(name, text).to_string_lossy().into_owned();
    FILES
        .get_or_init(|| (path("one.toml", ONE), path("two.toml", TWO)))
        .clone()
}

fn ids(text: &str) -> Vec<String> {
    let all = objects(text);
    let all = all.iter();
    all.map(|object| object["id"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn several_files_are_laid_over_each_other() {
    let (one, two) = two_files();
    let output = annals(&["list", "--json", &one, &two]).assert().success();
    let output = output.get_output();
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(ids(&text), ["return", "two:return", "rumour"]);
    let layers: Vec<_> = objects(&text)
        .iter()
        .map(|it| it["layer"].clone())
        .collect();
    assert_eq!(layers, ["one", "two", "one"]);
    // The one unknown id is one sentence with its place, and nothing else is lost.
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(
        told.contains(
            "two.toml:23:9: There is no event \"nothing-of-the-kind\" in the other timelines."
        ),
        "{told}"
    );
    let plain = stdout(&["list", &one, &two]);
    assert!(
        plain.contains(
            "27 March 2023; reported: Seen in March; Ma; Another paper; Two  [two:return]"
        ),
        "{plain}"
    );
    let actors = objects(&stdout(&["list", "--actors", "--json", &one, &two]));
    assert_eq!(actors.len(), 1, "he is one actor");
    assert_eq!(actors[0]["aliases"][0], "Jack Ma");
    assert_eq!(
        actors[0]["events"],
        serde_json::json!(["return", "two:return"])
    );
    assert_eq!(actors[0]["retold"][0]["summary"], "Founder.");
    let sources = objects(&stdout(&["list", "--sources", "--json", &one, &two]));
    assert_eq!(
        (&sources[1]["id"], &sources[1]["layer"]),
        (&Value::from("two:paper"), &Value::from("two"))
    );
    for id in ["two:return", "one:rumour", "two:jack", "jack", "two:paper"] {
        stdout(&["show", id, &one, &two]);
    }
    assert!(stdout(&["show", "jack", &one, &two]).contains("Two: Founder."));
    // One file is as it ever was.
    assert_eq!(ids(&stdout(&["list", "--json", &two])), ["return"]);
}

#[test]
fn the_first_is_shown_and_those_that_are_asked_for() {
    let (one, two) = two_files();
    let count = |arguments: &[&str]| stdout(arguments).lines().count();
    assert_eq!(count(&["list", &one, &two]), 3);
    assert_eq!(count(&["list", &one, &two, "--layer", "one"]), 2);
    assert_eq!(
        count(&["list", &one, &two, "--layer", "Another account"]),
        3
    );
    assert_eq!(count(&["list"]), 21, "the record is off");
    assert_eq!(count(&["list", "@alibaba"]), 21);
    assert_eq!(count(&["list", "@alibaba-record"]), 52);
    for name in [
        "alibaba-record",
        "Alibaba: the public record",
        "record",
        "all",
    ] {
        assert_eq!(count(&["list", "--layer", name]), 73, "{name}");
    }
    assert_eq!(count(&["list", "@alibaba", "@alibaba-record"]), 73);
    assert_eq!(
        count(&["list", "--layer", "all", "--filter", "layer:record"]),
        52
    );
    assert_eq!(
        count(&[
            "list",
            "--layer",
            "all",
            "--filter",
            "-layer:alibaba-record"
        ]),
        21
    );
    assert!(count(&["list", "--layer", "all", "--actors"]) > 20);
    let screen = ["screenshot", "-", "--lanes", "layer", "--size", "100x30"];
    assert!(!stdout(&screen).contains("Record"));
    let with: Vec<_> = screen
        .iter()
        .copied()
        .chain(["--layer", "record"])
        .collect();
    let with = stdout(&with);
    assert!(
        with.contains("Record") && with.contains("Article"),
        "{with}"
    );
}

#[rstest]
#[case::near(&["list", "--layer", "alibaba-recrod"], "There is no account \"alibaba-recrod\". Did you mean \"alibaba-record\"?", 2)]
#[case::far(&["list", "--layer", "zzz"], "There is alibaba, alibaba-record.", 2)]
#[case::off(&["show", "b09-fine"], "It is in the account Alibaba: the public record, which is off: add --layer alibaba-record", 2)]
#[case::off_at(&["--at", "b09-fine"], "add --layer alibaba-record", 2)]
#[case::twice(&["list", "-", "-"], "Standard input can be read once", 2)]
#[case::missing(&["list", "@alibaba", "no-such.toml"], "there is no such file", 3)]
fn what_is_not_there_is_said(#[case] arguments: &[&str], #[case] part: &str, #[case] code: i32) {
    let (message, found) = failure(arguments);
    assert!(message.contains(part) && found == code, "{message}");
    assert_eq!(message.lines().count(), 1);
}

#[test]
fn check_accepts_a_file_alone_and_tells_what_is_wrong_between_files() {
    let (one, two) = two_files();
    stdout(&["check", &two]);
    let output = annals(&["check", &one, &two]).assert().code(1);
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("one.toml: no problems"), "{text}");
    assert!(text.contains("two.toml:23:9: There is no event"), "{text}");
    let both = stdout(&["check", "@alibaba", "@alibaba-record"]);
    assert_eq!(both.matches("no problems").count(), 2, "{both}");
    let copy = file("copy.toml", small_record());
    stdout(&["check", copy.to_str().unwrap()]);
}

/// A record about a story that is not open.
fn small_record() -> &'static str {
    "title = 'x'\n[[comparison]]\nabout = 'alibaba:ma-returns'\nverdict = 'agrees'\n"
}

#[test]
fn a_teachers_own_account_speaks_about_the_story() {
    let own = file("own.toml", small_record());
    let text = stdout(&["show", "ma-returns", "@alibaba", own.to_str().unwrap()]);
    assert!(text.contains("x          = same"), "{text}");
    let text = stdout(&[
        "show",
        "ma-returns",
        "@alibaba",
        own.to_str().unwrap(),
        "--layer",
        "all",
    ]);
    assert!(
        text.contains("Record     = same: ") && text.contains("x          = same"),
        "{text}"
    );
}

#[test]
fn claims_stand_beside_what_the_record_says() {
    let text = stdout(&["list", "--compare"]);
    for part in [
        "Jack Ma disappears from public view  [ma-out-of-view]\n  Article: 2021; reported; ",
        "  Record: != different: The absence began on 24 October 2020",
        "    Jack Ma attacks bank rules in Shanghai: 24 October 2020; reported; Le Monde diplomatique, March 2021; Ledger Insights  [b03-bund-speech]\n",
        "  Record: ~= same, less exact: ",
        "  Record: = same: ",
        "  Record: x contradicted: ",
        "  Record: () not found: ",
        "    See also: Channelnomics, 20 April 2020\n",
        "\nNothing is said about:\n  2021; claim: Rumours grow about who leads Alibaba",
        "\nThe accounts disagree on:\n",
        "\nRecord: its sources disagree on:\n",
        "  How long Ma was away: 88 days (Le Monde diplomatique, March 2021); ",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    let is_drawing = |character: char| ('\u{2500}'..='\u{259f}').contains(&character);
    assert!(!text.contains(is_drawing) && !text.contains('\u{1b}'));
    // In the order of the list.
    let place = |part: &str| text.find(part).unwrap();
    assert!(place("[china-asia-first]") < place("[ma-out-of-view]"));
    assert!(place("[ma-out-of-view]") < place("[control-abroad]"));
    let of_2021 = stdout(&["list", "--compare", "--from", "2021", "--to", "2021"]);
    assert!(of_2021.starts_with("Jack Ma disappears from public view  [ma-out-of-view]\n"));
    assert!(!of_2021.contains("[ma-returns]") && of_2021.contains("[leadership-rumours]"));
    assert_eq!(
        stdout(&["list", "--compare", "--layer", "alibaba"]),
        "Nothing is compared here.\n"
    );
    let (one, two) = two_files();
    let own = stdout(&["list", "--compare", &one, &two]);
    assert_eq!(
        own,
        "He returns  [return]\n  One: 2023; reported; The Press, 1912, p1\n  Two: ~= same, less exact: The day is known.\n    \
         Seen in March: 27 March 2023; reported; Another paper  [two:return]\n\n\
         Nothing is said about:\n  undated; reported: People talk; One  [rumour]\n"
    );
}

#[test]
fn comparisons_are_json_too() {
    let all = objects(&stdout(&["list", "--compare", "--json"]));
    let of_kind = |kind: &str| -> Vec<&Value> {
        let all = all.iter();
        all.filter(|object| object["kind"] == kind).collect()
    };
    assert_eq!(of_kind("comparison").len(), 20);
    assert_eq!(of_kind("silent").len(), 1);
    assert_eq!(of_kind("disagreement").len(), 9);
    assert_eq!(all.len(), 30);
    let silence = of_kind("comparison")
        .into_iter()
        .find(|object| object["id"] == "ma-out-of-view")
        .unwrap();
    let has = |object: &Value, expected: &[&str]| {
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        let mut found = keys(object);
        found.sort_unstable();
        assert_eq!(found, expected);
    };
    let told = [
        "id", "layer", "title", "summary", "date", "words", "status", "evidence",
    ];
    has(silence, &[&told[..], &["kind", "verdicts"]].concat());
    let verdict = &silence["verdicts"][0];
    has(
        verdict,
        &[
            "layer", "about", "verdict", "symbol", "note", "events", "evidence",
        ],
    );
    assert_eq!(
        (&verdict["verdict"], &verdict["symbol"]),
        (&Value::from("differs"), &Value::from("≠"))
    );
    assert_eq!(verdict["about"], serde_json::json!(["ma-out-of-view"]));
    has(&verdict["events"][0], &told);
    assert_eq!(verdict["events"][0]["words"], "24 October 2020");
    has(of_kind("silent")[0], &[&told[..], &["kind"]].concat());
    has(
        of_kind("disagreement")[0],
        &["kind", "layer", "title", "versions", "events", "note"],
    );
}

#[test]
fn an_event_shows_what_is_said_about_it_where_the_other_account_is_on() {
    assert!(!stdout(&["show", "ma-out-of-view"]).contains("Record"));
    let text = stdout(&["show", "ma-out-of-view", "--layer", "record"]);
    assert!(
        text.contains("Record     != different: The absence began"),
        "{text}"
    );
    assert!(
        text.contains("reported: Jack Ma talks to teachers by video  20 Jan 2021"),
        "{text}"
    );
    let text = stdout(&["show", "china-asia-first", "--layer", "record"]);
    assert!(
        text.contains("see also Small American firms in Detroit, Global Times; AliExpress opens to sellers abroad, Retail Week; Alibaba's aims of July 2020, mcigroup.my, 10 July 2020"),
        "{text}"
    );
    let text = stdout(&["show", "b08-video-meeting", "--layer", "record"]);
    assert!(
        text.contains("About      != different: ")
            && text.contains("Jack Ma disappears from public view"),
        "{text}"
    );
    assert!(
        text.contains("Disputed   How long Ma was away: 88 days"),
        "{text}"
    );
    let object = &objects(&stdout(&[
        "show",
        "ma-out-of-view",
        "--json",
        "--layer",
        "record",
    ]))[0];
    assert_eq!(object["comparisons"][0]["verdict"], "differs");
    assert_eq!(
        object["comparisons"][0]["events"][0]["id"],
        "b03-bund-speech"
    );
    let alone = &objects(&stdout(&["show", "ma-out-of-view", "--json"]))[0];
    assert_eq!(alone["comparisons"], Value::Null);
    let document = stdout(&["show", "vice", "@alibaba-record"]);
    for part in [
        "Publisher  Vice",
        "Date       21 October 2021",
        "https://www.vice.com/",
    ] {
        assert!(document.contains(part), "{document}");
    }
}
