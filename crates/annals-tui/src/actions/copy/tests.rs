//! Tests of copying.

use std::sync::Arc;

use annals_model::native;
use proptest::prelude::*;

use super::*;
use crate::options::Options;
use crate::shell::Shell;
use crate::test_support::{SOURCES, in_toml, notice, open, press};

/// Returns what the last of these keys copies.
fn copied(shell: &mut Shell, keys: &str) -> String {
    match press(shell, keys).as_slice() {
        [Effect::Copy(text)] => text.as_str().to_owned(),
        other => panic!("{keys}: {other:?} {}", notice(shell)),
    }
}

#[test]
fn an_event_is_copied_as_text_as_markdown_and_as_a_reference() {
    let mut shell = open(SOURCES);
    assert_eq!(
        copied(&mut shell, "y t"),
        "The bridge is opened\n1912 - some time in the year - reported\n\nAt last.\n- not a list\n\nWho        The council (opens)\n\nThe *Daily* Paper, Press, 2 April 1912, paragraph 3\nA book\nWhat was said"
    );
    let start = "Copied, if this terminal allows it: the text of \"The bridge";
    assert!(notice(&shell).starts_with(start));
    assert_eq!(
        copied(&mut shell, "y m"),
        "## The bridge is opened\n\n*1912, some time in the year* - reported - The \\*Daily\\* Paper, Press, 2 April 1912, paragraph 3; A book; What was said\n\nAt last.\n\n\\- not a list\n\n- Who: The council (opens)\n\n- Source: [The \\*Daily\\* Paper](<https://example.org/paper?a=1>), Press, 2 April 1912\n- Source: A book, isbn:123\n- Source: What was said"
    );
    assert_eq!(
        copied(&mut shell, "y l"),
        "The bridge is opened, 1912; [The \\*Daily\\* Paper](<https://example.org/paper?a=1>), Press, 2 April 1912; A book, isbn:123; What was said"
    );
    assert_eq!(
        copied(&mut shell, "j y l"),
        "Hearsay, undated; What was said"
    );
    assert_eq!(copied(&mut shell, "j y l"), "Nobody knows, undated");
}

#[test]
fn an_actor_and_the_event_at_the_cursor_of_a_page_are_copied() {
    let mut shell = open(SOURCES);
    press(&mut shell, "a");
    assert!(copied(&mut shell, "y t").starts_with("The council\n\ngovernment - 1 event, 1912\n"));
    let markdown = copied(&mut shell, "y m");
    assert!(
        markdown.starts_with(
            "## The council\n\ngovernment\n\n- The bridge is opened (1912)\n\n- Source: ["
        ),
        "{markdown}"
    );
    assert!(copied(&mut shell, "y l").starts_with("The council, government; ["));
    press(&mut shell, "a r");
    assert!(copied(&mut shell, "y t").starts_with("The bridge is opened\n"));
}

#[test]
fn only_so_much_is_copied() {
    let long = "x".repeat(MAX_BYTES);
    let mut shell = open(&format!("[[event]]\ntitle = 'e'\nsummary = '{long}'"));
    assert_eq!(press(&mut shell, "y t"), []);
    let notice_start = notice(&shell);
    assert!(notice_start.starts_with("Not copied: 65"), "{notice_start}");
    assert_eq!(copied(&mut shell, "y l"), "e, undated");
    let mut shell = open("title = 'Nothing'");
    assert_eq!(press(&mut shell, "y t"), []);
    assert_eq!(notice(&shell), "There is nothing to copy here.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_copied_without_control_characters(text in "\\PC{0,40}|.{0,60}") {
        let quoted = in_toml(&text);
        let story = format!("[actor.a]\nname = \"{quoted}\"\n[[event]]\ntitle = \"{quoted} x\"\nsummary = \"{quoted}\"\nactors = ['a']\n");
        let Some(timeline) = native::read("test", &story).timeline else { return Ok(()) };
        let mut shell = Shell::new(Arc::new(timeline), &Options::default());
        for keys in ["y t", "y m", "y l", "a", "y t", "y m", "y l"] {
            if let [Effect::Copy(copied)] = press(&mut shell, keys).as_slice() {
                let copied = copied.as_str();
                prop_assert!(!copied.chars().any(|c| c.is_control() && c != '\n'));
                prop_assert!(!keys.ends_with('l') || !copied.contains('\n'));
            }
        }
    }
}
