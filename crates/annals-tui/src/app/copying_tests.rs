//! Tests of sequences of keys, of copying, and of the question before an address is opened.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use rstest::rstest;

use super::tests::{app, of, press};
use super::*;
use annals_model::native;

const SOURCES: &str = r#"
[source.paper]
title = "The *Daily* Paper"
publisher = "Press"
date = "1912-04-02"
address = "https://example.org/paper?a=1"
note = "Two pages are missing."
[source.book]
title = "A book"
address = "isbn:123"
[source.talk]
title = "What was said"
[actor.council]
name = "The council"
kind = "government"
[[event]]
title = "The bridge is opened"
date = "1912"
summary = "At last.\n- not a list"
actors = [{ id = "council", role = "opens" }]
evidence = [{ source = "paper", at = "p3" }, "book", "talk"]
notes = "For the teacher only."
[[event]]
title = "Hearsay"
evidence = ["talk"]
[[event]]
title = "Nobody knows"
"#;

/// Any text within the quotes of TOML.
fn spelled(text: &str) -> String {
    text.chars().fold(String::new(), |mut spelled, character| {
        write!(spelled, "\\U{:08X}", u32::from(character)).unwrap();
        spelled
    })
}

/// An event whose only source has this address.
fn with_address(address: &str) -> App {
    let address = spelled(address);
    of(&format!(
        "[source.s]\naddress = \"{address}\"\n[[event]]\ntitle = 'e'\nevidence = ['s']\n"
    ))
}

fn notice(app: &App) -> &str {
    app.notice().map_or("", annals_model::text::Clean::as_str)
}

/// As the screen does after each frame.
fn look(app: &mut App) {
    app.set_hits(HitMap::default());
}

fn copied(app: &mut App, keys: &str) -> String {
    match press(app, keys) {
        Some(Effect::Copy(text)) => text.as_str().to_owned(),
        other => panic!("{keys}: {other:?} {}", notice(app)),
    }
}

#[test]
fn the_first_key_of_a_sequence_waits_for_the_second() {
    let mut app = of(SOURCES);
    app.take_changed();
    assert_eq!(press(&mut app, "y"), None);
    assert_eq!(app.pending(), Some(Key::character('y')));
    assert!(app.take_changed(), "the footer says what may come");
    assert!(matches!(press(&mut app, "t"), Some(Effect::Copy(_))));
    assert_eq!(app.pending(), None);
    for (keys, said) in [
        ("y Escape", "y is given up; there would be t copy text, "),
        ("y j", "y j does nothing; there would be t copy text, "),
        ("5 y 2", "y 2 does nothing; "),
    ] {
        let before = app.view().clone();
        assert_eq!(press(&mut app, keys), None);
        assert!(notice(&app).starts_with(said), "{}", notice(&app));
        assert!(notice(&app).contains("l copy reference"));
        assert_eq!((app.pending(), app.count()), (None, None));
        assert_eq!(*app.view(), before, "{keys}");
    }
    assert_eq!(press(&mut app, "y Ctrl-c"), Some(Effect::Quit));
    press(&mut app, "y");
    app.update(Message::Paste("t".to_owned()));
    assert_eq!(app.pending(), None, "pasted text is no key");
}

#[test]
fn a_number_may_stand_before_a_sequence() {
    let bound = |text: &str| text.parse::<KeySequence>().unwrap();
    let (keymap, conflicts) = Keymap::with(&[
        (Action::Next, vec![bound("ö j"), bound("Down")]),
        (Action::FitAll, vec![bound("ö 0")]),
    ]);
    assert_eq!(conflicts, []);
    let options = Options {
        keymap,
        ..Options::default()
    };
    let mut app = App::new(Arc::clone(&app().story.timeline), &options);
    press(&mut app, "1 2 ö j");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 12);
    press(&mut app, "Down ö j");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 14);
    let start = app.view().window;
    press(&mut app, "+ + ö 0");
    assert_eq!(app.view().window, start, "a digit may be the second key");
    // The page of lanes knows the sequence too; in the prompt, ö is a letter.
    press(&mut app, "ö v");
    assert_eq!(app.mode(), Mode::Browse);
    press(&mut app, "v ö");
    assert_eq!(app.pending(), Some(Key::character('ö')));
    press(&mut app, "Escape Escape d ö");
    assert_eq!((app.mode(), app.pending()), (Mode::Prompt, None));
}

#[test]
fn an_event_is_copied_as_text_as_markdown_and_as_a_reference() {
    let mut app = of(SOURCES);
    assert_eq!(
        copied(&mut app, "y t"),
        "The bridge is opened\n\n1912 - known to the year\nreported  paper, paragraph 3; book; talk\n\nAt last.\n- not a list\n\nWho         The council (opens)"
    );
    assert!(
        notice(&app).starts_with("Copied, if this terminal allows it: the text of \"The bridge")
    );
    assert_eq!(
        copied(&mut app, "y m"),
        "## The bridge is opened\n\n*1912, known to the year* - reported - paper, paragraph 3; book; talk\n\nAt last.\n\n\\- not a list\n\n- Who: The council (opens)\n\n- Source: [The \\*Daily\\* Paper](<https://example.org/paper?a=1>), Press, 2 April 1912\n- Source: A book, isbn:123\n- Source: What was said"
    );
    assert_eq!(
        copied(&mut app, "y l"),
        "The bridge is opened, 1912; [The \\*Daily\\* Paper](<https://example.org/paper?a=1>), Press, 2 April 1912; A book, isbn:123; What was said"
    );
    assert_eq!(copied(&mut app, "j y l"), "Hearsay, undated; What was said");
    assert_eq!(copied(&mut app, "j y l"), "Nobody knows, undated");
}

#[test]
fn an_actor_is_copied_too_and_what_a_page_points_at() {
    let mut app = of(SOURCES);
    press(&mut app, "a");
    assert!(copied(&mut app, "y t").starts_with("The council\n\ngovernment - 1 event\n"));
    let markdown = copied(&mut app, "y m");
    assert!(
        markdown.starts_with(
            "## The council\n\ngovernment\n\n- The bridge is opened (1912)\n\n- Source: ["
        ),
        "{markdown}"
    );
    assert!(copied(&mut app, "y l").starts_with("The council, government; ["));
    press(&mut app, "a r");
    assert!(copied(&mut app, "y t").starts_with("The bridge is opened\n"));
}

#[test]
fn what_is_copied_is_capped() {
    let long = "x".repeat(super::copying::MOST_BYTES);
    let mut app = of(&format!("[[event]]\ntitle = 'e'\nsummary = '{long}'"));
    assert_eq!(press(&mut app, "y t"), None);
    assert!(
        notice(&app).starts_with("Not copied: 65"),
        "{}",
        notice(&app)
    );
    assert_eq!(copied(&mut app, "y l"), "e, undated");
    let mut app = of("title = 'Nothing'");
    assert_eq!(press(&mut app, "y t"), None);
    assert_eq!(notice(&app), "There is nothing to copy here.");
}

#[test]
fn an_address_is_shown_before_it_is_opened() {
    let mut app = of(SOURCES);
    assert_eq!(press(&mut app, "x Enter"), None, "nobody has seen it");
    assert!(notice(&app).starts_with("Look at all"));
    look(&mut app);
    assert_eq!(app.mode(), Mode::Address);
    assert_eq!(copied(&mut app, "y"), "https://example.org/paper?a=1");
    // The book has an address that is none of the web; the talk has none at all.
    press(&mut app, "j");
    look(&mut app);
    assert_eq!(press(&mut app, "j Enter"), None);
    assert_eq!(
        notice(&app),
        "Only http and https addresses are opened. It can be copied."
    );
    assert_eq!(copied(&mut app, "y"), "isbn:123");
    press(&mut app, "k");
    look(&mut app);
    let Some(Effect::Open(address)) = press(&mut app, "Enter") else {
        panic!("{}", notice(&app));
    };
    assert_eq!(address.as_str(), "https://example.org/paper?a=1");
    assert_eq!(app.mode(), Mode::Browse);
    for keys in ["x Escape", "x q", "x ? q q"] {
        assert_eq!(press(&mut app, keys), None);
        assert_eq!(app.mode(), Mode::Browse, "{keys}");
    }
    // The actor's events have these sources.
    press(&mut app, "a x");
    assert_eq!(app.mode(), Mode::Address);
}

#[test]
fn where_there_is_no_address_that_is_said() {
    let mut app = of(SOURCES);
    for (keys, said) in [
        ("j x", "The source of this event gives no address."),
        ("j x", "No source is given for this event."),
    ] {
        press(&mut app, keys);
        assert_eq!((notice(&app), app.mode()), (said, Mode::Browse));
    }
    let mut bundled = super::tests::app();
    press(&mut bundled, "x");
    assert_eq!(
        notice(&bundled),
        "The source of this event gives no address."
    );
    let mut empty = of("title = 'x'");
    press(&mut empty, "x y t");
    assert_eq!(empty.mode(), Mode::Browse);
}

#[test]
fn a_long_address_has_to_be_seen_to_its_end() {
    let mut app = with_address(&format!("https://example.org/{}", "x".repeat(1_900)));
    app.update(Message::Resize {
        columns: 40,
        rows: 12,
    });
    press(&mut app, "x");
    look(&mut app);
    assert_eq!(press(&mut app, "Enter"), None);
    // Past the middle of it in one leap is not reading.
    press(&mut app, "9 9 J");
    look(&mut app);
    assert_eq!(press(&mut app, "Enter"), None);
    press(&mut app, "9 9 K");
    for _ in 0..60 {
        look(&mut app);
        press(&mut app, "J");
    }
    look(&mut app);
    assert!(matches!(press(&mut app, "Enter"), Some(Effect::Open(_))));
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
    let mut app = with_address(address);
    press(&mut app, "x");
    look(&mut app);
    assert_eq!(app.mode(), Mode::Address);
    assert_eq!(press(&mut app, "Enter"), None);
    assert!(notice(&app).contains("opened"), "{}", notice(&app));
    let text = copied(&mut app, "y");
    assert!(!text.chars().any(char::is_control), "{text}");
}

#[test]
fn odd_characters_are_made_visible() {
    let mut app = with_address("https://ex\u{430}mple.org/a b");
    press(&mut app, "x");
    let Some(Overlay::Address(page)) = app.overlays().last() else {
        panic!("the page is open")
    };
    let lines = app.address_lines(page).lines;
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_the_address_nothing_but_the_web_is_opened(
        address in "(https?://|)\\PC{0,40}|https?://.{0,200}",
        keys in prop::collection::vec(prop::sample::select(vec!["j", "J", "K", "Enter", "y", "PageDown"]), 0..8),
        columns in 1_u16..120, rows in 1_u16..40,
    ) {
        let mut app = with_address(&address);
        app.update(Message::Resize { columns, rows });
        press(&mut app, "x");
        for key in keys {
            look(&mut app);
            match press(&mut app, key) {
                Some(Effect::Open(opened)) => {
                    prop_assert!(opened.as_str().starts_with("http"));
                    prop_assert!(opened.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
                    prop_assert!(app.layout().is_some(), "nobody could see it");
                }
                Some(Effect::Copy(text)) => {
                    prop_assert!(!text.as_str().chars().any(char::is_control));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn whatever_the_text_only_clean_text_is_copied(text in "\\PC{0,40}|.{0,60}") {
        let quoted = spelled(&text);
        let story = format!("[actor.a]\nname = \"{quoted}\"\n[[event]]\ntitle = \"{quoted} x\"\nsummary = \"{quoted}\"\nactors = ['a']\n");
        let Some(timeline) = native::read("test", &story).timeline else { return Ok(()) };
        let mut app = App::new(Arc::new(timeline), &Options::default());
        for keys in ["y t", "y m", "y l", "a", "y t", "y m", "y l"] {
            if let Some(Effect::Copy(copied)) = press(&mut app, keys) {
                prop_assert!(!copied.as_str().chars().any(|c| c.is_control() && c != '\n'));
                prop_assert!(!keys.ends_with('l') || !copied.as_str().contains('\n'));
            }
        }
    }
}
