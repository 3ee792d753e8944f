//! Converting from one format to another, and beginning a timeline.

use std::fs;
use std::path::{Path, PathBuf};

use rstest::rstest;

use super::{annals, failure, file, stdout};

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("convert-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is text")
}

/// Standard error and the exit code.
fn told(arguments: &[&str]) -> (String, i32) {
    let output = annals(arguments).output().expect("annals can be run");
    let told = String::from_utf8(output.stderr).expect("messages are text");
    (told, output.status.code().expect("it ends by itself"))
}

#[test]
fn the_story_comes_back_as_it_was() {
    let folder = folder("back");
    let out = folder.join("story.toml");
    let (lost, code) = told(&["convert", "@alibaba", text(&out), "--strict"]);
    assert_eq!((lost.as_str(), code), ("", 0));
    assert_eq!(
        stdout(&["list", "--json", text(&out)]),
        stdout(&["list", "--json"])
    );
    assert!(
        stdout(&["check", text(&out)]).contains("no problems (21 events, 20 actors, 1 source)")
    );
    let names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    assert_eq!(names, ["story.toml"], "nothing else is left");
}

#[test]
fn json_lines_are_those_of_the_list() {
    let output = annals(&["convert", "@alibaba", "-", "--to", "jsonl"])
        .assert()
        .success();
    let written = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert_eq!(written, stdout(&["list", "--json"]));
    let told = String::from_utf8(output.get_output().stderr.clone()).unwrap();
    assert!(
        told.contains("annals: lost: 20 actors: events have their ids"),
        "{told}"
    );
}

#[test]
fn a_table_is_exact_where_it_does_not_go_to_a_terminal() {
    let path = file(
        "cells.toml",
        "title = 'x'\n[[event]]\nid = 'a'\ntitle = \"=cmd\\u202e,\\\"x\\\"\"\n",
    );
    let written = stdout(&["convert", text(&path), "-", "--to", "csv"]);
    assert_eq!(
        written,
        "\u{feff}id,start,end,date,title,status\r\na,,,,\"'=cmd\u{202e},\"\"x\"\"\",reported\r\n"
    );
}

#[rstest]
#[case("sheet.md", "# ")]
#[case("sheet.svg", "<svg")]
#[case("sheet.html", "<!DOCTYPE html>")]
#[case("table.tsv", "id\tstart\tend")]
fn the_ending_says_the_format(#[case] name: &str, #[case] part: &str) {
    let out = folder(name).join(name);
    let (_, code) = told(&["convert", "@alibaba", text(&out)]);
    assert_eq!(code, 0);
    let written = fs::read_to_string(&out).unwrap();
    assert!(
        written.contains(part),
        "{}",
        written.chars().take(200).collect::<String>()
    );
}

#[test]
fn a_document_says_what_it_leaves_out() {
    let out = folder("document").join("sheet.md");
    let (told, _) = told(&["convert", "@alibaba", text(&out)]);
    assert!(
        told.starts_with("annals: lost: A document is for reading"),
        "{told}"
    );
    assert!(told.contains("notes for the teacher"), "{told}");
}

#[test]
fn a_filter_and_a_layer_choose() {
    let few = stdout(&[
        "convert",
        "@alibaba",
        "-",
        "--to",
        "toml",
        "--filter",
        "actor:google",
    ]);
    let listed = stdout(&["list", "--filter", "actor:google"]);
    assert_eq!(few.matches("[[event]]").count(), listed.lines().count());
    assert!(
        few.contains("[actor.google]") && !few.contains("[actor.italy]"),
        "{few}"
    );
    let both = annals(&[
        "convert", "@alibaba", "-", "--to", "toml", "--layer", "record",
    ]);
    let output = { both }.output().unwrap();
    let written = String::from_utf8(output.stdout).unwrap();
    assert!(written.contains("extra = { account = \"alibaba-record\" }"));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("annals: lost: 2 accounts become one"),
        "{told}"
    );
}

#[test]
fn nothing_is_written_over_without_leave() {
    let out = folder("leave").join("mine.csv");
    fs::write(&out, "mine").unwrap();
    let (told_first, code) = failure(&["convert", "@alibaba", text(&out)]);
    assert!(
        told_first.contains("mine.csv is there already; --force writes over it."),
        "{told_first}"
    );
    assert_eq!(
        (code, fs::read_to_string(&out).unwrap().as_str()),
        (4, "mine")
    );
    assert_eq!(told(&["convert", "@alibaba", text(&out), "--force"]).1, 0);
    assert!(fs::read_to_string(&out).unwrap().contains("id,start,end"));
}

#[cfg(unix)]
#[test]
fn a_link_and_permissions_stay_what_they_are() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("link");
    let (real, link) = (folder.join("real.toml"), folder.join("link.toml"));
    fs::write(&real, "title = 'x'").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.toml", &link).unwrap();
    assert_eq!(
        told(&["convert", "@alibaba", text(&link), "--force"]),
        (String::new(), 0)
    );
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let known = fs::metadata(&real).unwrap();
    assert_eq!(known.permissions().mode() & 0o777, 0o640);
    assert!(known.len() > 1_000);
    // Neither a device nor a folder is ever replaced.
    for (place, part) in [
        ("/dev/null", "is a device or a pipe"),
        (text(&folder), "is a folder"),
    ] {
        let (told, code) = told(&["convert", "@alibaba", place, "--to", "toml", "--force"]);
        assert!(told.contains(part), "{told}");
        assert_eq!(code, 4);
    }
}

#[test]
fn strict_writes_nothing_where_something_would_be_lost() {
    let out = folder("strict").join("x.csv");
    let (told, code) = failure(&["convert", "@alibaba", text(&out), "--strict"]);
    assert_eq!(code, 1);
    assert!(
        told.contains("annals: lost: ") && told.contains("Nothing is written"),
        "{told}"
    );
    assert!(!out.exists());
}

#[test]
fn what_was_in_doubt_when_it_was_read_is_a_loss_too() {
    let path = file("doubt.toml", "title = 'x'\ntilte = 'y'\n");
    let out = folder("doubt").join("x.toml");
    let (first, code) = told(&["convert", text(&path), text(&out)]);
    assert!(
        first.contains("lost: doubt was read with 1 problem; annals check tells them."),
        "{first}"
    );
    assert_eq!(code, 0);
    let out = out.with_file_name("y.toml");
    assert_eq!(told(&["convert", text(&path), text(&out), "--strict"]).1, 1);
}

#[rstest]
#[case(&["convert", "@alibaba", "x.json"], 2, "--to timelinejs or --to vis")]
#[case(&["convert", "@alibaba", "x.docx"], 2, "No format has the ending .docx")]
#[case(&["convert", "@alibaba", "x"], 2, "--to says so: toml,")]
#[case(&["convert", "@alibaba", "x.ged"], 2, "reads GEDCOM, but does not write it")]
#[case(&["convert", "@alibaba", "-"], 2, "--to says so")]
#[case(&["convert", "@alibaba", "x.toml", "--to", "markwen"], 2, "Did you mean \"markwhen\"?")]
#[case(&["convert", "@alibaba", "x.toml", "--from", "icalendr"], 2, "Did you mean \"icalendar\"?")]
#[case(&["convert", "@alibaba", "x.toml", "--from", "gedcom"], 2, "not in GEDCOM")]
#[case(&["convert", "@alibaba"], 2, "OUT")]
#[case(&["convert", "no-such-file.toml", "x.csv"], 3, "there is no such file")]
#[case(&["convert", "@alibaba", "no-such-folder/x.csv"], 4, "no-such-folder/x.csv: there is no such folder")]
#[case(&["convert", "@alibaba", "x.toml", "--filter", "actor:"], 2, "--filter:")]
#[case(&["new", "x.ics"], 2, "Try x.toml")]
#[case(&["new", "no-such-folder/x.toml"], 4, "no-such-folder/x.toml: there is no such folder")]
fn what_cannot_be_is_said(#[case] arguments: &[&str], #[case] code: i32, #[case] part: &str) {
    let (told, found) = failure(arguments);
    assert!(told.contains(part), "{told}");
    assert_eq!(found, code, "{told}");
    assert!(!Path::new("x.toml").exists() && !Path::new("x.csv").exists());
}

#[test]
fn a_new_timeline_opens_as_it_is() {
    let folder = folder("new");
    let path = folder.join("the-old_bridge.toml");
    let said = stdout(&["new", text(&path)]);
    assert!(
        said.contains("annals check") && said.contains("annals new --schema"),
        "{said}"
    );
    assert!(stdout(&["check", text(&path)]).contains("no problems (2 events, 2 actors, 1 source)"));
    let written = fs::read_to_string(&path).unwrap();
    assert!(
        written.starts_with("title = \"The old bridge\" "),
        "{written}"
    );
    let (told, code) = failure(&["new", text(&path)]);
    assert!(
        told.contains("the-old_bridge.toml is there already"),
        "{told}"
    );
    assert_eq!((code, fs::read_to_string(&path).unwrap()), (4, written));
    let printed = stdout(&["new", "-"]);
    assert!(printed.starts_with("title = \"My story\" "));
}

#[test]
fn the_schema_is_printed_and_written() {
    let printed = stdout(&["new", "--schema", "-"]);
    assert_eq!(printed, annals_model::native::json_schema());
    let path = folder("schema").join("annals.schema.json");
    let said = stdout(&["new", "--schema", text(&path)]);
    assert!(said.contains("#:schema ./annals.schema.json"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), printed);
}

#[test]
fn fields_of_ones_own_are_shown_and_kept() {
    let path = file(
        "own.toml",
        "title = 'x'\n[[event]]\nid = 'a'\ntitle = 'A'\nextra = { Place = 'Paris' }\n",
    );
    assert!(stdout(&["show", "a", text(&path)]).ends_with("More\nPlace: Paris\n"));
    assert!(
        stdout(&["show", "a", "--json", text(&path)])
            .ends_with("\"extra\":{\"Place\":\"Paris\"}}\n")
    );
    assert!(
        stdout(&["convert", text(&path), "-", "--to", "toml"])
            .ends_with("extra = { Place = \"Paris\" }\n")
    );
}

#[test]
fn options_may_stand_between_what_is_read_and_what_is_written() {
    let behind = stdout(&["convert", "@alibaba", "-", "--to", "jsonl"]);
    let between = stdout(&["convert", "@alibaba", "--to", "jsonl", "-"]);
    let before = stdout(&["convert", "--to", "jsonl", "@alibaba", "-"]);
    assert!(behind.starts_with('{'));
    assert_eq!((&between, &before), (&behind, &behind));
}
