//! Tests of YAML: values, problems, and that a quoted text is read back unchanged.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn document(text: &str) -> Document {
    let mut byte = 0;
    let lines: Vec<_> = text
        .split_inclusive('\n')
        .map(|line| {
            let start = byte;
            byte += line.len();
            Line {
                byte: start,
                text: line.trim_end_matches(['\n', '\r']),
            }
        })
        .collect();
    read(&lines)
}

fn shown(text: &str) -> Vec<(String, String)> {
    let document = document(text);
    assert_eq!(document.problems, [], "{text}");
    let pairs = document.pairs.into_iter();
    pairs.map(|pair| (pair.key, pair.node.shown())).collect()
}

#[rstest]
#[case("title: \"A day: the first\"", &[("title", "A day: the first")])]
#[case("a: \"x \\\"y\\\" \\x23\"\nb: 'it''s'", &[("a", "x \"y\" #"), ("b", "it's")])]
#[case("#Travel: blue\n#Economics: #abc", &[("#Travel", "blue"), ("#Economics", "#abc")])]
#[case("#london:\n  color: green\n  timezone: Europe/London", &[("#london", "color: green, timezone: Europe/London")])]
#[case("list:\n  - a\n  - b: 1\n    c: 2\n  - [d, e]\nx: y", &[("list", "a, {b: 1, c: 2}, [d, e]"), ("x", "y")])]
#[case("list:\n- a\n- b\nx: y", &[("list", "a, b"), ("x", "y")])]
#[case("riders: [Tom, \"Jerry, Jr.\", ]", &[("riders", "Tom, Jerry, Jr.")])]
#[case("a: {b: [1, 2], c: {d: e}}", &[("a", "b: [1, 2], c: {d: e}")])]
#[case("a: [1,\n  2,\n  3]\nb: c", &[("a", "1, 2, 3"), ("b", "c")])]
#[case("a: |\n  one\n    two\n\n  three\nb: c", &[("a", "one\n  two\n\nthree"), ("b", "c")])]
#[case("a: >\n  one\n  two\n", &[("a", "one two")])]
#[case("a: one\n  two\nb:", &[("a", "one two"), ("b", "")])]
#[case("// no\n# nor this\na: b # why", &[("a", "b")])]
#[case("url: http://example.org/a", &[("url", "http://example.org/a")])]
#[case("a: [1,\n  2\n]\nb: {c: d\n}", &[("a", "1, 2"), ("b", "c: d")])]
#[case("\ta: 1\n\tb: [2]\n\tc:\n\t\t- 3", &[("a", "1"), ("b", "2"), ("c", "3")])]
#[case("a: ~\nb: ''\nc: 007\nd: yes", &[("a", "~"), ("b", ""), ("c", "007"), ("d", "yes")])]
#[case("dateFormat:\n  - pattern: '^(\\d)$'\n    from:\n      group: 1\n      format: d\n  - pattern: x", &[("dateFormat", "{pattern: ^(\\d)$, from: {group: 1, format: d}}, {pattern: x}")])]
fn values_are_read(#[case] text: &str, #[case] expected: &[(&str, &str)]) {
    let found = shown(text);
    let found: Vec<_> = found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[rstest]
#[case("a: b\nno key here\nc: d", 5, 2)]
#[case("a: [1, 2\nb: c", 3, 2)]
#[case("a: \"x\nb: c", 3, 2)]
#[case::colon_in_a_value("a: one: two\nb: c", 6, 2)]
#[case::key_below_a_value("a: one\n  tz: two\nb: c", 11, 2)]
#[case::alias("a: *b\nb: c", 3, 2)]
#[case::tag("a: !b\nb: c", 3, 2)]
#[case::reserved("a: @b\nb: c", 3, 2)]
#[case("a: [1] 2\nb: c", 7, 2)]
#[case("a: 1\na: 2\nb: c", 5, 2)]
fn a_bad_line_costs_only_itself(#[case] text: &str, #[case] byte: usize, #[case] pairs: usize) {
    let document = document(text);
    assert_eq!(document.problems.len(), 1, "{:?}", document.problems);
    assert_eq!(document.problems[0].0, byte);
    assert_eq!(document.pairs.len(), pairs);
}

#[test]
fn a_value_that_is_not_yaml_is_kept_as_text() {
    for (text, value) in [
        ("a: one: two", "one: two"),
        ("a: @b", "@b"),
        ("a: [1, 2", "[1, 2"),
        ("a: one\n  tz: two", "one tz: two"),
    ] {
        assert_eq!(document(text).pairs[0].node.text(), Some(value));
    }
}

#[test]
fn deep_nesting_is_reported() {
    let deep = format!("a: {}", "[".repeat(100_000));
    assert!(!document(&deep).problems.is_empty());
    let nested: Vec<_> = (0..200).map(|n| format!("{}k:", " ".repeat(n))).collect();
    let nested = nested.join("\n");
    assert!(!document(&nested).problems.is_empty());
}

proptest! {
    #[test]
    fn quoted_text_survives_a_round_trip(text in any::<String>(), other in "[ -~]{0,20}") {
        for text in [&text, &other] {
            let line = format!("key: {}", quoted(text));
            prop_assert!(!line.contains(['\n', '\r', '#']));
            let found = document(&line);
            prop_assert_eq!(&found.problems, &[]);
            prop_assert_eq!(found.pairs[0].node.text(), Some(text.as_str()));
            let list = format!("key: [{}, {{a: {}}}]", quoted(text), quoted(text));
            let found = document(&list);
            prop_assert_eq!(&found.problems, &[]);
            let Value::List(items) = &found.pairs[0].node.value else { panic!("{list}") };
            prop_assert_eq!(items[0].text(), Some(text.as_str()));
            prop_assert_eq!(items[1].get("a").and_then(Node::text), Some(text.as_str()));
        }
    }

    #[test]
    fn no_text_panics(text in "[ \\-:#a\\[\\]{}\"'|>\n,]{0,60}") {
        let _ = document(&text);
    }
}
