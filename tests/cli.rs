//! The command line as scripts and people meet it: output, JSON, exit codes, sentences.

#[path = "cli/accounts.rs"]
mod accounts;
#[path = "cli/convert.rs"]
mod convert;
#[path = "cli/foreign.rs"]
mod foreign;
#[path = "cli/list_and_show.rs"]
mod list_and_show;
#[path = "cli/saving.rs"]
mod saving;

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use rstest::rstest;
use serde_json::Value;

fn annals(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("NO_COLOR")
        // Settings of whoever runs the tests must not matter.
        .env("XDG_CONFIG_HOME", "/dev/null")
        .env("XDG_STATE_HOME", "/dev/null")
        .env_remove("ANNALS_THEME")
        .env_remove("ANNALS_LANES")
        .env_remove("ANNALS_ASCII")
        .timeout(std::time::Duration::from_secs(60));
    command
}

fn stdout(arguments: &[&str]) -> String {
    let output = annals(arguments).assert().success();
    String::from_utf8(output.get_output().stdout.clone())
        .expect("annals can be run and its output read")
}

/// What is printed on standard error, and the exit code.
fn failure(arguments: &[&str]) -> (String, i32) {
    let output = annals(arguments)
        .output()
        .expect("annals can be run and its output read");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "",
        "nothing on standard output"
    );
    (
        String::from_utf8(output.stderr).expect("annals can be run and its output read"),
        output
            .status
            .code()
            .expect("annals can be run and its output read"),
    )
}

/// A file of this name with this text, in a folder of its own.
fn file(name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("cli-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).expect("annals can be run and its output read");
    let path = folder.join(name);
    fs::write(&path, text).expect("annals can be run and its output read");
    path
}

fn objects(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("annals can be run and its output read"))
        .collect()
}

fn keys(object: &Value) -> Vec<&str> {
    object
        .as_object()
        .expect("annals can be run and its output read")
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn list_json_has_every_event_with_its_fields_in_order() {
    let text = stdout(&["list", "--json"]);
    let events = objects(&text);
    assert_eq!(events.len(), 21);
    let order = [
        "id",
        "layer",
        "title",
        "summary",
        "date",
        "edtf",
        "start",
        "end",
        "precision",
        "approximate",
        "uncertain",
        "status",
        "actors",
        "themes",
        "evidence",
        "links",
        "missing",
        "refs",
    ];
    for line in text.lines() {
        // The order is read from the text: a parser may sort.
        let places: Vec<_> = order
            .iter()
            .map(|key| match *key {
                // Links have numbers too; those of the event come last.
                "refs" => line.rfind("\"refs\":").unwrap(),
                key => line.find(&format!("\"{key}\":")).unwrap(),
            })
            .collect();
        assert!(places.is_sorted(), "{line}");
    }
    for event in &events {
        assert_eq!(keys(event).len(), order.len());
        assert_eq!(event["layer"], "alibaba");
    }
    let by_id = |id: &str| events.iter().find(|event| event["id"] == id).unwrap();
    let silence = by_id("ma-out-of-view");
    assert_eq!(silence["start"]["earliest"], "2021-01-01");
    assert_eq!(silence["end"]["latest"], "2022-01-01");
    assert_eq!(silence["actors"][0]["id"], "jack-ma");
    assert_eq!(silence["links"][0]["kind"], "causes");
    assert_eq!(silence["missing"][0], "which months");
    assert_eq!(silence["refs"][0], "S15");
    assert_eq!(silence["links"][0]["refs"][0], "C7");
    let open = by_id("abroad-again");
    assert_eq!(
        (&open["edtf"], &open["end"]["latest"]),
        (&Value::from("2023/.."), &Value::from("open"))
    );
    let before = by_id("china-asia-first");
    assert_eq!(
        (&before["start"]["earliest"], &before["end"]["latest"]),
        (&Value::from("open"), &Value::from("2020-01-01"))
    );
    let undated = by_id("open-question");
    for field in ["date", "edtf", "precision"] {
        assert_eq!(undated[field], Value::Null);
    }
    assert_eq!(undated["start"]["earliest"], Value::Null);
}

#[test]
fn actors_and_sources_are_listed_too() {
    let actors = objects(&stdout(&["list", "--actors", "--json"]));
    assert_eq!(actors.len(), 20);
    let ma = actors
        .iter()
        .find(|actor| actor["id"] == "jack-ma")
        .unwrap();
    assert_eq!(ma["aliases"][0], "马云");
    assert!(ma["events"].as_array().unwrap().len() >= 6);
    let plain = stdout(&["list", "--actors"]);
    assert!(plain.contains("马云") && plain.lines().count() == 20);
    assert_eq!(
        objects(&stdout(&["list", "--sources", "--json"]))[0]["id"],
        "article"
    );
    assert!(stdout(&["list", "--sources"]).contains("[article]"));
}

#[test]
fn list_can_be_limited_to_a_stretch_of_time() {
    let ids = |arguments: &[&str]| -> Vec<String> {
        objects(&stdout(arguments))
            .iter()
            .map(|event| event["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids(&["list", "--json", "--from", "2021", "--to", "2021"]),
        ["ma-out-of-view", "leadership-rumours"]
    );
    assert!(
        ids(&["list", "--json", "--from", "2022", "--to", "2022"]).is_empty(),
        "2022 is empty"
    );
    assert_eq!(ids(&["list", "--json", "--to", "2019"]).len(), 2);
    let (message, code) = failure(&["list", "--from", "2021", "--to", "2020"]);
    assert!(
        message.contains("ends before it starts") && code == 2,
        "{message}"
    );
}

#[test]
fn show_prints_all_that_the_detail_pane_shows() {
    let text = stdout(&["show", "xi-relents"]);
    for part in [
        "Xi Jinping forgives Ma",
        "claim",
        "paragraphs 1, 2 and 7",
        "Xi Jinping (decides)",
        "Led to",
        "\"allowed\" - p2",
        "Not said   by which decree or speech, who says so, and why then",
        "Numbers    S03, S17\n           C1 (link to: Xi Jinping restores",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert!(
        !text.contains("forgiveness\" in quotation"),
        "notes are for the teacher"
    );
    assert!(stdout(&["show", "xi-relents", "--notes"]).contains("For the teacher"));
    let actor = stdout(&["show", "jack-ma"]);
    assert!(
        actor.contains("马云")
            && actor.contains("Meets")
            && actor.contains("reported: Jack Ma speaks out on banking policy")
    );
    assert_eq!(
        objects(&stdout(&["show", "jack-ma", "--json"]))[0]["kind"],
        "person"
    );
    let source = stdout(&["show", "article"]);
    for part in [
        "source - 21 events",
        "Alibaba challenges Amazon in Europe",
        "Date       not given",
        "Machine translation",
        "claim: Xi Jinping forgives Ma",
        "p1, p2, p7",
    ] {
        assert!(source.contains(part), "{part} is missing in\n{source}");
    }
    let object = &objects(&stdout(&["show", "article", "--json"]))[0];
    assert_eq!(object["id"], "article");
    assert_eq!(object["events"].as_array().map(Vec::len), Some(21));
    let (message, code) = failure(&["show", "articel"]);
    assert!(
        message.contains("Did you mean \"article\"?") && code == 2,
        "{message}"
    );
    let (message, code) = failure(&["show", "jack-mo"]);
    assert!(
        message.contains("Did you mean \"jack-ma\"?") && code == 2,
        "{message}"
    );
}

#[test]
fn date_says_how_a_text_is_read() {
    let text = stdout(&["date", "from", "2023", "on"]);
    assert!(
        text.contains("from 2023, end open") && text.contains("2023/.."),
        "{text}"
    );
    let object = &objects(&stdout(&["date", "--json", "1985-04-XX"]))[0];
    let fields = [
        "text",
        "edtf",
        "level",
        "start",
        "end",
        "precision",
        "approximate",
        "uncertain",
        "words",
    ];
    assert_eq!(keys(object).len(), fields.len());
    assert_eq!(
        (&object["level"], &object["precision"]),
        (&Value::from(1), &Value::from("day"))
    );
    assert_eq!(object["words"], "some day in April 1985");
    assert!(stdout(&["date", "--", "-0043"]).contains("44 BC"));
    assert_eq!(
        objects(&stdout(&["date", "2020", "--json"])).len(),
        1,
        "options may come last"
    );
    let (message, code) = failure(&["date", "02/03/2024"]);
    assert!(
        message.contains("2024-03-02") && message.contains("2024-02-03") && code == 3,
        "{message}"
    );
    let (message, code) = failure(&["date", "soon\u{1b}[2J"]);
    assert!(!message.contains('\u{1b}') && code == 3, "{message}");
}

#[test]
fn check_reports_every_problem_and_its_place() {
    assert!(
        stdout(&["check", "@alibaba"]).contains("no problems (21 events, 20 actors, 1 source)")
    );
    let path = file(
        "bad.toml",
        "titel = 'x'\n[[event]]\ntitle = 'a'\nactors = ['nobody']\ndate = '2021-02-30'\n",
    );
    let output = annals(&["check", path.to_str().unwrap()]).assert().code(1);
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    for part in [
        "bad.toml:1:1: ",
        "Did you mean \"title\"?",
        "bad.toml:4:11: ",
        "bad.toml:5:17: ",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert_eq!(text.lines().count(), 4, "{text}");
}

#[rstest]
#[case::missing("no-such-file.toml", "there is no such file")]
#[case::command("lst", "Did you mean the command \"annals list\"?")]
#[case::directory("/", "it is a directory")]
#[case::device("/dev/zero", "it is a pipe or a device")]
fn what_cannot_be_read_is_said(#[case] name: &str, #[case] part: &str) {
    let (message, code) = failure(&[name]);
    assert!(message.contains(part) && code == 3, "{message}");
    assert_eq!(message.lines().count(), 1);
}

#[rstest]
#[case::picture("p.toml", &b"\x89PNG\r\n\x1a\n\0\0"[..], "not a text file")]
#[case::latin("l.toml", &b"title = \"\xe9\""[..], ":1:10: The byte 0xE9 is not UTF-8 text.")]
#[case::broken("b.toml", &b"title = "[..], ":1:")]
#[case::wrong("w.toml", &b"[[event]]\nid = 'a'"[..], ":1:1: This event has no title")]
#[case::escape("e.toml", &b"title = \"\x1b[2J\""[..], ":1:10:")]
fn what_is_invalid_is_said_with_its_place(
    #[case] name: &str,
    #[case] text: &[u8],
    #[case] part: &str,
) {
    let path = file(name, text);
    let (message, code) = failure(&["list", path.to_str().unwrap()]);
    assert!(message.contains(part) && code == 3, "{message}");
    assert!(!message.contains('\u{1b}'), "{message:?}");
    assert!(message.len() < 1_024);
}

#[test]
fn check_names_every_file_that_cannot_be_read_and_checks_the_others() {
    let path = file("ok.toml", "title = 'x'");
    let output = annals(&["check", "no-a.toml", path.to_str().unwrap(), "no-b.toml"])
        .output()
        .unwrap();
    let (told, checked) = (
        String::from_utf8_lossy(&output.stderr),
        String::from_utf8_lossy(&output.stdout),
    );
    assert!(
        told.contains("no-a.toml") && told.contains("no-b.toml") && checked.contains("no problems")
    );
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn names_of_files_are_shown_and_not_obeyed() {
    let (message, code) = failure(&["a\u{1b}[2J\nb.toml"]);
    assert!(message.contains("a␛[2J b.toml") && code == 3, "{message}");
}

#[test]
fn hostile_text_is_shown_in_lines_and_exact_in_json() {
    let path = file(
        "h.toml",
        "title = 'x'\n[[event]]\nid = 'i'\ntitle = \"\\u001b[31mred \\u202eabc\"\n",
    );
    let plain = stdout(&["list", path.to_str().unwrap()]);
    assert!(plain.contains("␛[31mred <U+202E>abc"), "{plain}");
    let json = stdout(&["list", "--json", path.to_str().unwrap()]);
    assert!(json.is_ascii() && json.contains("\\u202e"), "{json}");
    assert_eq!(objects(&json)[0]["title"], "\u{1b}[31mred \u{202e}abc");
}

#[test]
fn without_a_terminal_annals_lists() {
    assert_eq!(stdout(&[]), stdout(&["list"]));
    assert!(!stdout(&[]).contains('\u{1b}'));
}

#[test]
fn standard_input_is_a_file_too() {
    let output = annals(&["list", "-"])
        .write_stdin("title = 'x'\n[[event]]\ntitle = 'From a pipe'\n")
        .assert()
        .success();
    assert!(String::from_utf8_lossy(&output.get_output().stdout).contains("From a pipe"));
    annals(&["list", "-"])
        .write_stdin("")
        .assert()
        .success()
        .stdout("");
}

#[test]
fn usage_errors_exit_with_2() {
    for arguments in [
        &["--no-such-option"][..],
        &["list", "--layer", "nobody"],
        &["screenshot", "x.png"],
        &["--at", "nobody"],
        &["@nobody"],
    ] {
        let (message, code) = failure(arguments);
        assert!(code == 2 && !message.is_empty(), "{arguments:?}: {message}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said_and_a_closed_pipe_is_not() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
        .arg("--help")
        .stdout(full.try_clone().unwrap())
        .output()
        .unwrap();
    assert_eq!(help.status.code(), Some(4));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
        .arg("list")
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"));

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
        .arg("list")
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_screenshot_needs_no_terminal() {
    let text = stdout(&["screenshot", "-", "--size", "80x24", "--keys", "j j Enter"]);
    assert!(text.contains("Jack Ma speaks out on banking") && text.lines().count() == 24);
    let path = file("shot.svg", "");
    let arguments = ["screenshot", path.to_str().unwrap(), "--size", "60x20"];
    stdout(&[&arguments[..], &["--force"]].concat());
    let svg = fs::read_to_string(&path).unwrap();
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    assert!(!svg.contains("<script") && !svg.contains("href"));
    let (message, code) = failure(&["screenshot", "-", "--keys", "Hyper-x"]);
    assert!(message.contains("Hyper-x") && code == 2, "{message}");
}

#[test]
fn a_handout_has_three_forms() {
    let html = stdout(&["handout"]);
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("size: A4"));
    assert!(stdout(&["handout", "--paper", "letter"]).contains("size: letter"));
    assert!(stdout(&["handout", "--to", "md"]).starts_with("# Alibaba"));
    assert!(stdout(&["handout", "--to", "svg"]).starts_with("<svg"));
    for (name, start) in [
        ("sheet.html", "<!DOCTYPE"),
        ("sheet.md", "# "),
        ("sheet.svg", "<svg"),
    ] {
        let path = file(name, "");
        assert_eq!(
            stdout(&["handout", "--force", "--output", path.to_str().unwrap()]),
            ""
        );
        assert!(fs::read_to_string(&path).unwrap().starts_with(start));
    }
}

#[test]
fn a_handout_asks_and_answers() {
    let asked = stdout(&["handout", "--to", "md", "--blanks", "dates,actors"]);
    let key = stdout(&[
        "handout", "--to", "md", "--blanks", "dates", "--blanks", "actors", "--key", "--notes",
    ]);
    assert!(asked.contains("**Worksheet**") && !asked.contains("Who: Jack Ma"));
    assert!(key.contains("**Answer sheet**") && key.contains("Who: **Jack Ma**"));
    assert!(key.contains("For the teacher:") && !asked.contains("For the teacher:"));
}

#[test]
fn a_handout_can_be_limited_like_a_list() {
    let some = stdout(&["handout", "--to", "md", "--filter", "actor:amazon"]);
    assert!(
        some.contains("of 21 events") && !some.contains("Jack Ma speaks out on banking policy")
    );
    // A date is a date, and a form is a form.
    let early = stdout(&["handout", "--from", "2020", "--to", "2020", "--to", "md"]);
    assert!(
        early.contains("4 of 21 events") && early.contains("Jack Ma speaks out on banking policy")
    );
}

#[rstest]
#[case(&["--key"], "--blanks")]
#[case(&["--notes"], "--key")]
#[case(&["--blanks", "causes", "--to", "svg"], "causes")]
#[case(&["--blanks", "dates", "--key", "--notes", "--to", "svg"], "notes")]
#[case(&["--to", "pdf"], "html, md or svg")]
#[case(&["--to", "md", "--to", "svg"], "two forms")]
#[case(&["--to", "2020", "--to", "2021"], "two dates")]
#[case(&["--output", "sheet.doc"], "sheet.doc")]
#[case(&["--filter", "nobody-at-all"], "No event is left")]
fn a_handout_that_cannot_be_made_says_why(#[case] arguments: &[&str], #[case] part: &str) {
    let (message, code) = failure(&[&["handout"], arguments].concat());
    assert!(message.contains(part) && code == 2, "{message}");
}

#[test]
fn a_handout_of_very_many_events_is_refused_with_what_to_do() {
    let event =
        |number: usize| format!("[[event]]\nid = \"e{number}\"\ntitle = \"T\"\ndate = \"2020\"\n");
    let events: String = (0..2_001).map(event).collect();
    let text = format!("title = \"Many\"\n{events}");
    let path = file("many.toml", text);
    let path = path.to_str().unwrap();
    let (message, code) = failure(&["handout", path]);
    assert!(message.contains("2001 events") && message.contains("--filter") && code == 2);
    let one = stdout(&["handout", path, "--filter", "id:e7", "--to", "md"]);
    assert!(one.contains("1 of 2001 events"));
}

#[test]
fn a_handout_that_cannot_be_written_is_said() {
    let (message, code) = failure(&["handout", "--output", "/nowhere/at/all/sheet.html"]);
    assert!(
        message.contains("cannot be written") && code == 4,
        "{message}"
    );
}

#[test]
fn help_keys_completions_and_manual_are_printed() {
    assert!(stdout(&["--help"]).contains("Exit codes"));
    assert!(stdout(&["keys"]).contains("Ctrl-z"));
    assert!(stdout(&["man"]).contains(".TH"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            stdout(&["completions", shell]).contains("annals"),
            "{shell}"
        );
    }
    assert!(stdout(&["--version"]).starts_with("annals "));
}

#[rstest]
#[case::status("status:claim -actor:jack-ma", &["claim"], &[])]
#[case::actor_by_another_name("actor:马云 date:2020", &["2020"], &["2021"])]
#[case::surely("surely before:2021", &[], &["2021", "2023"])]
#[case::undated("undated theme:competition OR undated theme:expansion", &["undated"], &["2020", "2021"])]
fn a_query_chooses_events(#[case] query: &str, #[case] with: &[&str], #[case] without: &[&str]) {
    let all = stdout(&["list"]).lines().count();
    let text = stdout(&["list", "--filter", query]);
    let chosen = text.lines().count();
    assert!(chosen > 0 && chosen < all, "{query}: {chosen} of {all}");
    assert!(with.iter().all(|part| text.contains(part)), "{text}");
    assert!(!without.iter().any(|part| text.contains(part)), "{text}");
}

#[rstest]
#[case::field("sttus:claim", "column", 2)]
#[case::date("before:2020-13", "month", 2)]
#[case::quote("\"never closed", "quote", 2)]
fn a_broken_query_is_refused_with_a_sentence(
    #[case] query: &str,
    #[case] part: &str,
    #[case] code: i32,
) {
    let (message, found) = failure(&["list", "--filter", query]);
    assert_eq!(found, code, "{message}");
    assert!(message.starts_with("annals: --filter: "), "{message}");
    assert!(
        message.contains("At character") || message.contains(part),
        "{message}"
    );
}

#[test]
fn a_name_that_nothing_has_is_said() {
    let output = annals(&["list", "--filter", "actor:jack-mo"])
        .assert()
        .success();
    let errors = String::from_utf8(output.get_output().stderr.clone()).expect("text");
    assert!(errors.contains("Did you mean jack-ma?"), "{errors}");
}

#[rstest]
#[case::after_all_dates("--from", "2030")]
#[case::before_all_dates("--to", "2010")]
#[case::within("--from", "2021")]
#[case::long_before("--from", "1800")]
fn one_side_of_the_window_is_enough(#[case] option: &str, #[case] date: &str) {
    let screen = stdout(&["screenshot", option, date, "-"]);
    let title = screen.lines().next().unwrap_or_default();
    assert!(title.contains(date), "{title}");
}

#[test]
fn keys_may_begin_with_a_minus() {
    let closer = stdout(&["screenshot", "--keys", "- -", "-"]);
    assert_ne!(closer, stdout(&["screenshot", "-"]));
}

#[test]
fn a_presentation_without_a_terminal_is_text_with_all_that_its_cards_say() {
    let text = stdout(&["present"]);
    assert!(text.starts_with("1 of 23: Alibaba: pressure, silence, return\n"));
    assert!(text.contains("\n23 of 23: Sources\n"));
    for event in objects(&stdout(&["list", "--json"])) {
        assert!(text.contains(event["title"].as_str().expect("a title")));
        let summary = event["summary"].as_str().expect("a summary");
        assert!(text.contains(summary), "{summary}");
    }
    let other = text
        .chars()
        .filter(|&character| "─│╭╰●◐○◌".contains(character));
    assert_eq!(other.count(), 0, "no box drawing and no signs");
    let some = stdout(&["present", "--filter", "actor:jack-ma"]);
    assert!(some.starts_with("1 of 9: "), "{some}");
    let (message, code) = failure(&["present", "--every", "0"]);
    assert_eq!(code, 2);
    assert!(message.contains("--every"), "{message}");
}

#[test]
fn notes_without_a_presentation_are_one_sentence_and_with_one_its_card() {
    let folder = file("notes-here", "").with_file_name("runtime");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("annals")).expect("a folder");
    let notes_with = |arguments: &[&str]| {
        let mut command = annals(arguments);
        command.env("XDG_RUNTIME_DIR", &folder);
        command
    };
    let notes = || notes_with(&["notes"]);
    notes().assert().success().stdout("Nobody is presenting.\n");
    let told = folder.join("annals/presenting.json");
    let card = r#"{"process":PID,"story":"The \u001b[2Jbridge","card":{"place":2,"count":9,"title":"Built","notes":"Ask\nwhy","next":"Burnt","begun":0}}"#;
    let alive = card.replace("PID", &std::process::id().to_string());
    fs::write(&told, alive).expect("a file");
    notes()
        .assert()
        .success()
        .stdout("2 of 9: Built\nnext: Burnt\n");
    // What is written to a pipe may be seen by the class.
    notes_with(&["notes", "--notes"])
        .assert()
        .success()
        .stdout("2 of 9: Built\nAsk\nwhy\nnext: Burnt\n");
    // A process that is not there any more has ended.
    fs::write(&told, card.replace("PID", "4194305")).expect("a file");
    let output = notes().assert().success();
    let text = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    assert!(
        text.contains("has ended") && !text.contains('\u{1b}'),
        "{text}"
    );
    fs::write(&told, "{broken").expect("a file");
    notes().assert().code(3).stdout("");
    // Whoever may write to the folder could show the presenter anything.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let shared = fs::Permissions::from_mode(0o777);
        fs::set_permissions(folder.join("annals"), shared).expect("a mode");
        let refused = notes().assert().code(3);
        let reason = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
        assert!(
            reason.contains("others may write to the folder"),
            "{reason}"
        );
    }
    fs::remove_dir_all(&folder).expect("a folder");
}

/// What the system makes up as it is read says that it has no bytes. `/proc/kmsg` waits for the next message.
#[cfg(target_os = "linux")]
#[test]
fn files_that_never_end_are_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    // For the superuser only, and not in every container.
    let kmsg =
        fs::metadata("/proc/kmsg").is_ok_and(|found| found.permissions().mode() & 0o400 != 0);
    if kmsg && fs::File::open("/proc/kmsg").is_ok() {
        let (message, code) = failure(&["check", "/proc/kmsg"]);
        assert_eq!(code, 3, "{message}");
    }
    // One that ends is read.
    assert!(stdout(&["list", "/proc/self/status"]).contains("State:"));
}

/// The answer of `annals quiz` to these lines on standard input.
fn quiz(arguments: &[&str], answers: &str) -> String {
    let arguments = [&["quiz"], arguments].concat();
    let output = annals(&arguments).write_stdin(answers).assert().success();
    String::from_utf8(output.get_output().stdout.clone())
        .expect("annals can be run and its output read")
}

#[test]
fn a_quiz_without_answers_is_a_sheet_with_its_key() {
    let sheet = quiz(&["--seed", "42", "--count", "4"], "");
    insta::assert_snapshot!("quiz_sheet", sheet);
    assert!(sheet.is_ascii(), "no box drawing, no arrows");
    assert_eq!(
        quiz(&["--seed", "42", "--count", "4", "--plain"], ""),
        sheet
    );
    let (questions, key) = sheet.split_once("\nAnswers\n").unwrap();
    assert!(!questions.contains("The answer"), "the key stands apart");
    assert_eq!(key.matches("The answer").count(), 4);
    assert_ne!(quiz(&["--seed", "43", "--count", "4"], ""), sheet);
}

#[test]
fn a_quiz_takes_answers_and_says_why() {
    let questions = objects(&stdout(&["quiz", "--seed", "5", "--json", "--count", "3"]));
    let right: Vec<&str> = questions
        .iter()
        .map(|it| it["right"].as_str().unwrap())
        .collect();
    // Small letters and blanks are as good.
    let spaced = right[0]
        .to_lowercase()
        .split("")
        .collect::<Vec<_>>()
        .join(" ");
    let answers = format!("{spaced}\nnonsense\n{}\n\n", right[1]);
    let told = quiz(&["--seed", "5", "--count", "3", "--score"], &answers);
    assert!(told.contains(&format!("Right: {}.", right[0])), "{told}");
    assert!(
        told.contains("Write "),
        "nonsense is refused and asked again: {told}"
    );
    assert!(told.contains(&format!("Right: {}.", right[1])), "{told}");
    assert!(
        told.contains(&format!("The answer: {}.", right[2])),
        "{told}"
    );
    assert_eq!(told.matches("Why: ").count(), 3);
    assert!(told.contains("2 of 2 answers were right."), "{told}");
    assert!(told.ends_with("The same questions again: annals quiz --seed 5 --count 3\n"));
    let plain = quiz(&["--seed", "5", "--count", "3"], &answers);
    assert!(
        !plain.contains("answers were right"),
        "no score unless it is asked for"
    );
    let early = quiz(&["--seed", "5", "--count", "3"], "q\n");
    assert!(
        !early.contains("Why: ") && !early.contains("Question 2"),
        "{early}"
    );
}

#[test]
fn a_quiz_is_told_as_json() {
    let text = stdout(&["quiz", "--seed", "1", "--json", "--count", "14"]);
    let questions = objects(&text);
    assert_eq!(questions.len(), 14);
    for (number, question) in questions.iter().enumerate() {
        let fields = [
            "about", "answers", "choices", "kind", "number", "prompt", "right", "seed", "settled",
            "unknown", "why",
        ];
        assert_eq!(keys(question), fields);
        assert_eq!(question["number"], number + 1);
        let is_order = question["kind"] == "order";
        assert_eq!(question["settled"].is_array(), is_order);
        let letters = question["right"].as_str().unwrap().len();
        let choices = question["choices"].as_array().unwrap().len();
        assert_eq!(letters, if is_order { choices } else { 1 });
    }
    assert_eq!(
        stdout(&["quiz", "--seed", "1", "--json", "--count", "14"]),
        text
    );
}

#[test]
fn a_quiz_keeps_to_what_is_chosen() {
    let of = |arguments: &[&str]| {
        let all = [&["quiz", "--json", "--seed", "3"], arguments].concat();
        objects(&stdout(&all))
    };
    let kinds = of(&["--kinds", "who,status"]);
    assert_eq!(kinds.len(), 10);
    assert!(
        kinds
            .iter()
            .all(|it| it["kind"] == "who" || it["kind"] == "status")
    );
    for question in of(&["--kinds", "status", "--filter", "actor:jack-ma"]) {
        let id = question["about"].as_str().unwrap();
        assert!(stdout(&["show", id]).contains("Jack Ma"), "{id}");
    }
    let early = of(&["--from", "2020", "--to", "2020", "--kinds", "before"]);
    assert!(
        early.iter().all(|it| it["right"] == "C"),
        "four events of one year"
    );
    assert!(!early.is_empty());
}

#[rstest]
#[case(&["--kinds", "source"], "There is too little here for questions of this kind.\n")]
#[case(&["--filter", "zzzzzzzz"], "There is too little here for a quiz: it takes a few events with dates, links or actors.\n")]
fn too_little_for_a_quiz_is_a_sentence(#[case] arguments: &[&str], #[case] expected: &str) {
    assert_eq!(quiz(arguments, ""), expected);
}

#[test]
fn a_story_from_standard_input_leaves_none_for_answers() {
    let story = include_str!("../data/alibaba.toml");
    let sheet = quiz(&["-", "--seed", "42", "--count", "4"], story);
    assert_eq!(sheet, quiz(&["--seed", "42", "--count", "4"], ""));
}
