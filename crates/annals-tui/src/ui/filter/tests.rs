//! The filter as text, and what must hold wherever it is written.

use rstest::rstest;

use crate::app::{App, Hit, Key, Message, Pointer, PointerAction};
use crate::ui::tests::{open, screen, shown};
use crate::ui::{Look, ThemeName};

/// A screen after a filter has been typed, and the keys after it.
fn filtered(app: &mut App, (columns, rows): (u16, u16), text: &str, keys: &str) -> String {
    let look = Look::new(ThemeName::Mono, app.ascii());
    screen(app, columns, rows, "&", &look);
    for character in text.chars() {
        app.update(Message::Key(Key::character(character)));
    }
    shown(&screen(app, columns, rows, keys, &look))
}

fn story() -> App {
    open(annals_model::test_support::bundled()[0].text)
}

/// What is written and the keys after it: an empty prompt, fields, values, an error, a name that names
/// nothing, chips, one of them off, all of them off, nothing that passes, what is only possible.
static SCREENS: &[(&str, &str, &str)] = &[
    ("empty", "", ""),
    ("values", "actor:", "Down Down"),
    ("error", "theme:power actr:jack-ma", ""),
    ("unknown", "actor:jack-mo", ""),
    ("chips", "actor:jack-ma -status:claim", "Enter"),
    ("one_off", "actor:jack-ma -status:claim", "Enter 2 !"),
    ("all_off", "actor:jack-ma -status:claim", "Enter !"),
    ("nothing", "status:question status:plan", "Enter"),
    ("possible", "before:2020-06", "Enter"),
    (
        "many",
        "actor:jack-ma OR actor:alibaba has:date has:summary has:evidence -undated -links:follows",
        "Enter",
    ),
];

#[test]
fn every_screen_at_every_size() {
    for (name, text, keys) in SCREENS {
        for (columns, rows) in [(60, 20), (80, 24), (120, 36)] {
            let screen = filtered(&mut story(), (columns, rows), text, keys);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), screen);
        }
    }
}

#[rstest]
fn how_much_is_left_out_is_on_screen_wherever_there_is_room(
    #[values((40, 12), (60, 20), (80, 24), (200, 50))] size: (u16, u16),
) {
    let screen = filtered(&mut story(), size, "actor:jack-ma", "Enter");
    assert!(screen.contains("(21 in all)"), "{screen}");
    assert!(screen.contains("14 left out"), "{screen}");
}

#[test]
fn a_click_on_a_term_switches_it() {
    let mut app = story();
    let before = filtered(&mut app, (120, 36), "actor:jack-ma -status:claim", "Enter");
    let row = before
        .lines()
        .position(|line| line.contains("[x]"))
        .unwrap();
    let column = before.lines().nth(row).unwrap().find("-status").unwrap();
    let (column, row) = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    let look = Look::new(ThemeName::Mono, false);
    let area = ratatui::layout::Rect::new(0, 0, 120, 36);
    let mut buffer = ratatui::buffer::Buffer::empty(area);
    let hits = crate::ui::draw(&app, &look, area, &mut buffer);
    assert_eq!(hits.at(column, row).next(), Some(Hit::Term(1)));
    app.set_hits(hits);
    app.update(Message::Pointer(Pointer {
        column,
        row,
        action: PointerAction::Press,
    }));
    let after = shown(&screen(&mut app, 120, 36, "", &look));
    assert!(after.contains("[ ] -status:claim"), "{after}");
}

#[test]
fn what_is_written_is_shown_and_not_obeyed() {
    let mut app = story();
    let text = "\u{202e}\u{1b}[2J\u{7}x";
    app.update(Message::Key("&".parse().unwrap()));
    app.update(Message::Paste(text.to_owned()));
    let look = Look::new(ThemeName::Mono, false);
    for keys in ["", "Enter"] {
        let screen = shown(&screen(&mut app, 80, 24, keys, &look));
        let unsafe_ones = screen.chars().filter(|character| {
            (character.is_control() && *character != '\n') || *character == '\u{202e}'
        });
        assert_eq!(unsafe_ones.count(), 0, "{screen}");
    }
}
