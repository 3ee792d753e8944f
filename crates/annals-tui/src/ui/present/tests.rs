//! Cards as text, and what must hold of every one.

use rstest::rstest;

use crate::ui::tests::{open, screen, shown};
use crate::ui::{Look, ThemeName};

fn story() -> crate::app::App {
    open(annals_model::test_support::bundled()[0].text)
}

/// The title, an event, an undated one, the sources, bit by bit, with the clock, blank, a long one.
static SCREENS: &[(&str, &str)] = &[
    ("title", "p"),
    ("event", "p 7 Enter"),
    ("undated", "p 1 6 Enter"),
    ("sources", "p G"),
    ("date_only", "p 7 Enter s"),
    ("what", "p 7 Enter s Space"),
    ("clock", "p 3 Enter t a Space"),
    ("blank", "p ."),
    ("search", "p / r u m o u r"),
    ("number", "p 1 2"),
];

#[test]
fn every_card_at_every_size() {
    let look = Look::new(ThemeName::Mono, false);
    for (name, keys) in SCREENS {
        for (columns, rows) in [(60, 20), (80, 24), (120, 36)] {
            let screen = shown(&screen(&mut story(), columns, rows, keys, &look));
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), screen);
        }
    }
}

#[rstest]
fn every_card_is_read_in_full_by_going_on(
    #[values((40, 12), (60, 20), (80, 24), (120, 36))] (columns, rows): (u16, u16),
    #[values(false, true)] stepwise: bool,
) {
    let look = Look::new(ThemeName::Mono, false);
    let mut app = story();
    let mut all = screen(
        &mut app,
        columns,
        rows,
        if stepwise { "p s" } else { "p" },
        &look,
    );
    let mut read = String::new();
    let mut last = String::new();
    // Words, whatever their lines.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    loop {
        let text = shown(&all);
        if text.contains("This is the last card.") {
            break;
        }
        read.push_str(&words(&text));
        read.push(' ');
        assert_ne!(text, last, "going on changes something");
        last = text;
        all = screen(&mut app, columns, rows, "Space", &look);
    }
    for event in &app.timeline().events {
        let beginning = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().take(2).collect();
            words.join(" ")
        };
        assert!(
            read.contains(&beginning(event.summary.as_str())),
            "{}",
            event.id
        );
        let end: Vec<&str> = event.summary.as_str().split_whitespace().collect();
        let end = end.last().copied().unwrap_or_default();
        assert!(read.contains(end), "{}", event.id);
    }
}

#[test]
fn a_blank_screen_shows_nothing() {
    let look = Look::new(ThemeName::ClassDark, false);
    let buffer = screen(&mut story(), 80, 24, "p .", &look);
    assert!(shown(&buffer).trim().is_empty());
}

#[test]
fn in_ascii_everything_is_ascii() {
    let options = crate::app::Options {
        ascii: true,
        ..crate::app::Options::default()
    };
    let timeline = annals_model::native::read("x", annals_model::test_support::bundled()[0].text);
    let timeline = std::sync::Arc::new(timeline.timeline.unwrap());
    let mut app = crate::app::App::new(timeline, &options);
    let look = Look::new(ThemeName::Mono, true);
    for keys in ["p", "Space", "Space", "s", "Space", "t", "G"] {
        let screen = shown(&screen(&mut app, 80, 24, keys, &look));
        let other = screen.chars().find(|character| !character.is_ascii());
        assert_eq!(other, None, "{screen}");
    }
}

#[rstest]
fn nothing_panics_at_any_size(
    #[values(1, 10, 23, 24, 39, 40, 60, 500)] columns: u16,
    #[values(1, 7, 8, 11, 12, 14, 22, 200)] rows: u16,
) {
    let look = Look::new(ThemeName::ClassLight, false);
    let mut app = story();
    for keys in ["p", "Space Space", "s Space", ".", "Escape"] {
        let drawn = shown(&screen(&mut app, columns, rows, keys, &look));
        assert!(keys == "." || !drawn.trim().is_empty(), "{keys}");
    }
}
