//! Tests of the question before an address is opened.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::message::Message;
use crate::options::Options;
use crate::shell::Shell;
use crate::test_support::{
    SOURCES, app, frame, in_toml, notice, open, press, screen, timeline, top, top_as,
};

/// A source with much to say about it, and one whose address is not opened.
const BRIDGE: &str = r#"
title = "The bridge"
[source.paper]
title = "The Daily Paper"
author = "A reporter"
publisher = "Press"
date = "1912-04-02"
address = "https://ex\u0430mple.org/archive/1912/04/02/the-bridge-is-opened-and-nobody-fell-into-the-river?page=2&column=3"
note = "Two pages are missing.\nThe rest can be read."
[source.book]
title = "A book"
address = "javascript:alert(1)"
[[event]]
title = "The bridge is opened"
date = "1912"
evidence = ["paper", "book"]
[[event]]
title = "A speech"
date = "1913"
evidence = ["book"]
"#;

/// Opens an event whose only source has this address.
fn with_address(address: &str) -> Shell {
    let address = in_toml(address);
    open(&format!(
        "[source.s]\naddress = \"{address}\"\n[[event]]\ntitle = 'e'\nevidence = ['s']\n"
    ))
}

/// Shows the screen to the person.
fn look(shell: &mut Shell) {
    let display = shell.context().display;
    frame(shell, display.columns, display.rows, false);
}

/// Returns what the last of these keys copies.
fn copied(shell: &mut Shell, keys: &str) -> String {
    match press(shell, keys).as_slice() {
        [Effect::Copy(text)] => text.as_str().to_owned(),
        other => panic!("{keys}: {other:?} {}", notice(shell)),
    }
}

/// Returns the address that the last of these keys opens.
fn opened(shell: &mut Shell, keys: &str) -> Option<String> {
    let effects = press(shell, keys);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Open(address) => Some(address.as_str().to_owned()),
        _ => None,
    })
}

#[test]
fn an_address_is_shown_before_it_is_opened() {
    let mut shell = open(SOURCES);
    assert_eq!(press(&mut shell, "x Enter"), [], "it has not been drawn");
    assert!(notice(&shell).starts_with("Look at all"));
    look(&mut shell);
    assert_eq!(top(&shell), "address");
    assert_eq!(copied(&mut shell, "y"), "https://example.org/paper?a=1");
    // The address of the book is none of the web; the talk has none at all.
    press(&mut shell, "j");
    look(&mut shell);
    assert_eq!(press(&mut shell, "j Enter"), []);
    assert_eq!(
        notice(&shell),
        "Only http and https addresses are opened. It can be copied."
    );
    assert_eq!(copied(&mut shell, "y"), "isbn:123");
    press(&mut shell, "k");
    look(&mut shell);
    let address = opened(&mut shell, "Enter");
    assert_eq!(address.as_deref(), Some("https://example.org/paper?a=1"));
    assert_eq!(top(&shell), "browse");
    for keys in ["x Escape", "x q", "x ? q q"] {
        assert_eq!(press(&mut shell, keys), []);
        assert_eq!(top(&shell), "browse", "{keys}");
    }
    // The events of the actor have these sources.
    press(&mut shell, "a x");
    assert_eq!(top(&shell), "address");
}

#[test]
fn without_an_address_there_is_no_question() {
    let mut shell = open(SOURCES);
    for (keys, words) in [
        ("j x", "The source of this event gives no address."),
        ("j x", "No source is given for this event."),
    ] {
        press(&mut shell, keys);
        assert_eq!((notice(&shell).as_str(), top(&shell)), (words, "browse"));
    }
    let mut bundled = app();
    press(&mut bundled, "x");
    assert_eq!(
        notice(&bundled),
        "The source of this event gives no address."
    );
    let mut empty = open("title = 'x'");
    press(&mut empty, "x y t");
    assert_eq!(top(&empty), "browse");
}

#[test]
fn a_long_address_has_to_be_seen_to_its_end() {
    let mut shell = with_address(&format!("https://example.org/{}", "x".repeat(1_900)));
    shell.update(Message::Resize {
        columns: 40,
        rows: 12,
    });
    press(&mut shell, "x");
    look(&mut shell);
    assert_eq!(press(&mut shell, "Enter"), []);
    // Scrolling past the middle of it at once does not count as reading it.
    press(&mut shell, "9 9 J");
    look(&mut shell);
    assert_eq!(press(&mut shell, "Enter"), []);
    press(&mut shell, "9 9 K");
    for _ in 0..60 {
        look(&mut shell);
        press(&mut shell, "J");
    }
    look(&mut shell);
    assert!(opened(&mut shell, "Enter").is_some());
}

#[rstest]
#[case("javascript:alert(1)")]
#[case("file:///etc/passwd")]
#[case("-help http://x")]
#[case("--http://x")]
#[case("http://x/\u{1b}]52;c;eA==\u{7}")]
#[case("http://x/\n--help")]
#[case("http://\u{202e}moc.elpmaxe")]
#[case("http:///etc/passwd")]
fn a_hostile_address_is_never_opened(#[case] address: &str) {
    let mut shell = with_address(address);
    press(&mut shell, "x");
    look(&mut shell);
    assert_eq!(top(&shell), "address");
    assert_eq!(press(&mut shell, "Enter"), []);
    assert!(notice(&shell).contains("opened"), "{}", notice(&shell));
    let text = copied(&mut shell, "y");
    assert!(!text.chars().any(char::is_control), "{text}");
}

#[test]
fn odd_characters_are_made_visible() {
    let mut shell = with_address("https://ex\u{430}mple.org/a b");
    press(&mut shell, "x");
    let page = top_as::<AddressBox>(&shell).expect("the question");
    let lines = page.lines(shell.context()).lines;
    let lines: Vec<_> = lines.iter().map(|(_, line)| line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "s",
            "",
            "https://ex%D0%B0mple.org/a%20b",
            "It leads to ex%D0%B0mple.org.",
            "In the file: https://ex\u{430}mple.org/a b",
        ]
    );
}

#[rstest]
#[case("question", "x", 80, 24)]
#[case("refusal", "x j Enter", 80, 24)]
#[case("narrow", "x 4 J", 40, 12)]
fn pictures(#[case] name: &str, #[case] keys: &str, #[case] columns: u16, #[case] rows: u16) {
    let mut shell = open(BRIDGE);
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, keys);
    insta::assert_snapshot!(name, screen(&mut shell, columns, rows, false));
}

#[test]
fn in_ascii_it_is_ascii() {
    let options = Options {
        ascii: true,
        ..Options::default()
    };
    let mut shell = Shell::new(timeline(BRIDGE), &options);
    press(&mut shell, "j x");
    let text = screen(&mut shell, 60, 20, true);
    assert!(
        text.is_ascii() && text.contains("javascript:alert(1)"),
        "{text}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn of_any_address_only_one_of_the_web_is_opened(
        address in "(https?://|)\\PC{0,40}|https?://.{0,200}",
        keys in prop::collection::vec(prop::sample::select(vec!["j", "J", "K", "Enter", "y", "PageDown"]), 0..8),
        columns in 1_u16..120, rows in 1_u16..40,
    ) {
        let mut shell = with_address(&address);
        shell.update(Message::Resize { columns, rows });
        press(&mut shell, "x");
        for key in keys {
            look(&mut shell);
            match press(&mut shell, key).as_slice() {
                [Effect::Open(opened)] => {
                    let opened = opened.as_str();
                    prop_assert!(opened.starts_with("http"));
                    prop_assert!(opened.bytes().all(|byte| byte.is_ascii_graphic()));
                    let layout = shell.context().layout(annals_scene::layout::Pane::List);
                    prop_assert!(layout.is_some(), "it could not be seen");
                }
                [Effect::Copy(text)] => {
                    prop_assert!(!text.as_str().chars().any(char::is_control));
                }
                _ => {}
            }
        }
    }
}
