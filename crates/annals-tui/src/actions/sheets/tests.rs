//! Tests of what is written for a class.

use annals_model::text::Clean;

use super::*;
use crate::test_support::{app, notice, open, press};

fn written(keys: &str) -> Document {
    let mut shell = app();
    match press(&mut shell, keys).as_slice() {
        [Effect::Save(document)] => document.clone(),
        other => panic!("{other:?}"),
    }
}

fn text(document: &Document) -> String {
    let lines: Vec<&str> = document.lines.iter().map(Clean::as_str).collect();
    lines.join("\n")
}

#[test]
fn a_worksheet_leaves_out_what_the_answers_and_the_handout_have() {
    let sheet = written("W w");
    assert_eq!(sheet.name(1), "alibaba-worksheet.html");
    assert_eq!(sheet.name(2), "alibaba-worksheet-2.html");
    let answers = written("W a");
    assert_eq!(answers.name(1), "alibaba-answers.html");
    let handout = written("W h");
    let dates = |document: &Document| text(document).matches("2021").count();
    assert!(dates(&sheet) < dates(&answers));
    assert!(dates(&sheet) < dates(&handout));
    let markdown = written("W m");
    assert_eq!(markdown.name(1), "alibaba-handout.md");
    assert!(text(&markdown).starts_with("# Alibaba"));
}

#[test]
fn only_the_events_that_pass_the_filter_are_written() {
    let mut shell = open(
        "[[event]]\ntitle = 'First'\ndate = '2001'\n[[event]]\ntitle = 'Second'\ndate = '2002'\n",
    );
    let effects = press(&mut shell, "& ~second Enter W m");
    let [Effect::Save(document)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let text = text(document);
    assert!(text.contains("Second") && !text.contains("First"), "{text}");
    assert_eq!(press(&mut shell, "& ~x Enter W m"), []);
    assert_eq!(notice(&shell), "There are no events to write.");
}

#[test]
fn names_of_files_are_plain() {
    assert_eq!(file_stem("../a b/c.toml"), "a-b-c-toml");
    assert_eq!(file_stem("马云"), "马云");
    assert_eq!(file_stem("///"), "timeline");
}
