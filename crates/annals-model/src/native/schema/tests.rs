//! Tests that the schema, the reader and the writer agree on the format.

use boon::{Compiler, SchemaIndex, Schemas};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::Value;
use std::ops::Range;
use std::sync::OnceLock;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::*;
use crate::generated;
use crate::native::{read, template, write};
use crate::test_support::bundled;

/// What is wrong with a text by the schema, as an editor would say it; empty where nothing is.
fn complaints(text: &str) -> String {
    static CHECKER: OnceLock<(Schemas, SchemaIndex)> = OnceLock::new();
    let (schemas, index) = CHECKER.get_or_init(|| {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let schema = serde_json::from_str(&json_schema()).expect("the schema is JSON");
        let name = "annals.schema.json";
        compiler
            .add_resource(name, schema)
            .expect("the schema has a name");
        let index = compiler
            .compile(name, &mut schemas)
            .expect("the schema is one");
        (schemas, index)
    });
    let table = DeTable::parse(text).expect("the text is TOML");
    let value = json(text, &DeValue::Table(table.into_inner()), 0..0);
    schemas
        .validate(&value, *index)
        .err()
        .map_or_else(String::new, |error| error.to_string())
}

/// A value as editors see it: a date is a text.
fn json(text: &str, value: &DeValue<'_>, span: Range<usize>) -> Value {
    let inner = |value: &Spanned<DeValue<'_>>| json(text, value.get_ref(), value.span());
    let written = text.get(span).unwrap_or_default();
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(_) => Value::from(written.parse::<i64>().expect("a number")),
        DeValue::Float(_) => Value::from(written.parse::<f64>().expect("a number")),
        DeValue::Boolean(is) => Value::from(*is),
        DeValue::Datetime(date) => Value::from(date.to_string()),
        DeValue::Array(items) => items.iter().map(inner).collect(),
        DeValue::Table(table) => {
            let entry =
                |(key, value): (&Spanned<_>, _)| (ToString::to_string(key.get_ref()), inner(value));
            table.iter().map(entry).collect()
        }
    }
}

fn readers_problems(text: &str) -> Vec<String> {
    let report = read("x", text).report;
    report
        .problems
        .iter()
        .map(|problem| problem.message.to_string())
        .collect()
}

#[test]
fn bundled_stories_and_the_template_are_valid() {
    let fixture = include_str!("../../../../../tests/fixtures/spaceflight.toml").to_owned();
    let stories = bundled().iter().map(|story| story.text.to_owned());
    for text in stories.chain([fixture, template("A new one")]) {
        assert_eq!(complaints(&text), "");
    }
}

#[rstest]
#[case::no_title("summary = 'x'", "title")]
#[case::unknown_key("title = 'x'\ntilte = 'y'", "tilte")]
#[case::event_without_title("title = 'x'\n[[event]]\nid = 'a'", "/event/0")]
#[case::event_with_empty_title("title = 'x'\n[[event]]\ntitle = ''", "/event/0/title")]
#[case::event_with_blank_id("title = 'x'\n[[event]]\ntitle = 'a'\nid = ' '", "/event/0/id")]
#[case::status(
    "title = 'x'\n[[event]]\ntitle = 'a'\nstatus = 'sure'",
    "/event/0/status"
)]
#[case::event_as_table("title = 'x'\n[event]\ntitle = 'a'", "/event")]
#[case::link_without_kind(
    "title = 'x'\n[[event]]\ntitle = 'a'\nlinks = [{ to = 'b' }]",
    "/event/0/links/0"
)]
#[case::role_key(
    "title = 'x'\n[actor.a]\n[[event]]\ntitle = 'a'\nactors = [{ id = 'a', rol = 'x' }]",
    "/event/0/actors/0"
)]
#[case::colon("title = 'x'\nid = 'a:b'", "/id")]
#[case::empty_step("title = 'x'\n[[tour]]\nnote = 'n'", "/tour/0")]
#[case::one_version(
    "title = 'x'\n[[disagreement]]\ntitle = 'd'\nversions = [{ says = 'a' }]",
    "/disagreement/0/versions"
)]
#[case::nested_extra(
    "title = 'x'\n[[event]]\ntitle = 'a'\nextra = { a = { b = 1 } }",
    "/event/0/extra/a"
)]
fn schema_and_reader_reject_the_same_mistakes(#[case] text: &str, #[case] part: &str) {
    let reported = complaints(text);
    assert!(reported.contains(part), "{reported}");
    assert!(!readers_problems(text).is_empty(), "{text}");
}

/// A field of a table in a file that has nothing else wrong with it.
fn file_with(table: &Table, field: &str, value: &str) -> String {
    let needed = |table: &Table| {
        let others = table
            .fields
            .iter()
            .filter(|other| other.is_needed && other.name != field);
        let pairs = others.map(|other| {
            let value = match other.kind {
                Kind::Choice(names) => format!("'{}'", names[0]),
                Kind::Tables(..) => "[{ says = 'a' }, { says = 'b' }]".to_owned(),
                Kind::Date => "'2000'".to_owned(),
                _ if ["to", "id", "source"].contains(&other.name) => "'other'".to_owned(),
                _ => "'x'".to_owned(),
            };
            format!("{} = {value}", other.name)
        });
        pairs.collect::<Vec<_>>()
    };
    let mut pairs = needed(table);
    pairs.push(format!("{field} = {value}"));
    let braces = format!("{{ {} }}", pairs.join(", "));
    let lines = pairs.join("\n");
    let others = "[source.other]\n[actor.other]\n[[event]]\nid = 'other'\ntitle = 'o'\n";
    match table.name {
        "timeline" => format!("{lines}\n"),
        "part" => format!("title = 'x'\n{others}[[event]]\ntitle = 'e'\nactors = [{braces}]\n"),
        "evidence" => {
            format!("title = 'x'\n{others}[[event]]\ntitle = 'e'\nevidence = [{braces}]\n")
        }
        "link" => format!("title = 'x'\n{others}[[event]]\ntitle = 'e'\nlinks = [{braces}]\n"),
        "version" => format!(
            "title = 'x'\n{others}[[disagreement]]\ntitle = 'd'\nversions = [{braces}, {{ says = 'b' }}]\n"
        ),
        _ => {
            let header = table.form.replace("ID", "mine");
            let name = match (table.one_of.is_empty(), field) {
                (true, _) => "",
                (_, "name") => "event = 'other'\n",
                _ => "name = 'n'\n",
            };
            format!("title = 'x'\n{others}{header}\n{name}{lines}\n")
        }
    }
}

#[test]
fn schema_and_reader_agree_on_every_field() {
    for table in TABLES {
        for field in table.fields {
            let text = file_with(table, field.name, "[[true]]");
            let reported = readers_problems(&text);
            assert_eq!(
                reported.len(),
                1,
                "{}.{}: {reported:?}\n{text}",
                table.name,
                field.name
            );
            assert!(
                reported[0].contains("xpected"),
                "{}.{}: {reported:?}",
                table.name,
                field.name
            );
            assert_ne!(complaints(&text), "", "{}.{}", table.name, field.name);
        }
    }
}

#[test]
fn schema_and_reader_reject_unknown_fields() {
    for table in TABLES {
        let text = file_with(table, "nonsense", "'x'");
        let reported = readers_problems(&text);
        assert!(
            reported
                .iter()
                .any(|it| it.contains("\"nonsense\" is not a field of")),
            "{}: {reported:?}",
            table.name
        );
        assert!(
            complaints(&text).contains("nonsense"),
            "{}: {}",
            table.name,
            complaints(&text)
        );
    }
}

#[test]
fn the_reference_page_lists_every_field() {
    let page = reference_page();
    for table in TABLES {
        assert!(
            page.contains(&format!("## {}\n", capital(table.what))),
            "{}",
            table.name
        );
        for field in table.fields {
            assert!(
                page.contains(&format!("| `{}`", field.name)),
                "{}",
                field.name
            );
            assert!(
                field.about.ends_with('.'),
                "{}: {}",
                field.name,
                field.about
            );
        }
    }
}

#[test]
fn a_name_that_is_a_byte_order_mark_is_valid_for_schema_and_reader() {
    let text = "title = \"A\"\n\n[[comparison]]\nabout = \"\\uFEFF\"\nverdict = \"agrees\"\n";
    assert_eq!(readers_problems(text), Vec::<String>::new());
    assert_eq!(complaints(text), "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn written_timelines_are_valid(timeline in generated::timeline()) {
        let (text, _) = write(&timeline);
        prop_assert_eq!(complaints(&text), "", "{}", text);
    }
}
