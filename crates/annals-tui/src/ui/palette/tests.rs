//! The palette as text, and what must hold wherever it is open.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use rstest::rstest;

use crate::app::{App, Choice, Hit, Key, Message, Options};
use crate::ui::{Look, ThemeName, draw, picture};
use annals_model::test_support::bundled;
use annals_model::{Timeline, native};

fn story() -> Timeline {
    native::read("alibaba", bundled()[0].text).timeline.unwrap()
}

fn open(timeline: Timeline, ascii: bool) -> App {
    let options = Options {
        ascii,
        ..Options::default()
    };
    App::new(Arc::new(timeline), &options)
}

/// A screen after some keys and, in the palette, some text.
fn screen(
    app: &mut App,
    (columns, rows): (u16, u16),
    keys: &str,
    text: &str,
    look: &Look,
) -> Buffer {
    app.update(Message::Resize { columns, rows });
    for key in keys.split_whitespace() {
        app.update(Message::Key(key.parse().unwrap()));
    }
    for character in text.chars() {
        app.update(Message::Key(Key::character(character)));
    }
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    let hits = draw(app, look, area, &mut buffer);
    app.set_hits(hits);
    buffer
}

fn shown(buffer: &Buffer) -> String {
    let lines = picture::text(buffer);
    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

static SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (120, 36)];

/// Where it is open, and what is written: nothing, a name, a name with a wrong letter, a date, an
/// alias, over a page, over the lanes, after a number.
static SCREENS: &[(&str, &str, &str)] = &[
    ("empty", "j j + :", ""),
    ("mixed", ":", "zoom"),
    ("nothing", ":", "xqzwxqzw"),
    ("date", ":", "spring 2020"),
    ("alias", ":", "马"),
    ("on_grid", "j j w :", "ma"),
    ("on_lanes", "v j : Down Down", "lane"),
    ("times", "5 :", "n"),
];

#[test]
fn every_screen_at_every_size() {
    let look = Look::new(ThemeName::Mono, false);
    for (name, keys, text) in SCREENS {
        for (columns, rows) in SIZES {
            let mut app = open(story(), false);
            let buffer = screen(&mut app, (columns, rows), keys, text, &look);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), shown(&buffer));
        }
    }
}

#[test]
fn ascii_is_ascii_and_mono_has_no_colour() {
    let timeline = story();
    let aliases = timeline.actors.iter().flat_map(|actor| &actor.aliases);
    let of_data: String = aliases.map(ToString::to_string).collect();
    let look = Look::new(ThemeName::Mono, true);
    for (name, keys, text) in SCREENS {
        for size in SIZES {
            let mut app = open(timeline.clone(), true);
            for cell in screen(&mut app, size, keys, text, &look).content {
                let symbol = cell.symbol();
                let is_of_data = of_data.contains(symbol) || text.contains(symbol);
                assert!(symbol.is_ascii() || is_of_data, "{symbol:?} in {name}");
                assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
            }
        }
    }
}

#[test]
fn what_was_not_searched_is_said() {
    let mut timeline = story();
    let event = timeline.events[0].clone();
    timeline.events = vec![event; 20_001].into();
    let look = Look::new(ThemeName::Mono, false);
    let mut app = open(timeline, false);
    let before = screen(&mut app, (80, 24), ":", "", &look);
    assert!(!shown(&before).contains("searching"));
    let text = shown(&screen(&mut app, (80, 24), "", "chi", &look));
    assert!(text.contains("searching the first 20,000 titles"), "{text}");
    // Going to the last row that is shown leaves the sentence where it is.
    let text = shown(&screen(&mut app, (80, 24), "PageDown", "", &look));
    let last = text.lines().rev().nth(2).unwrap();
    assert!(last.contains("searching"), "{text}");
}

#[rstest]
#[case((40, 12))]
#[case((60, 20))]
#[case((80, 24))]
#[case((300, 100))]
fn each_row_that_is_shown_can_be_clicked(#[case] size: (u16, u16)) {
    let look = Look::new(ThemeName::Terminal, false);
    let mut app = open(story(), false);
    screen(&mut app, size, ":", "", &look);
    for _ in 0..3 {
        let (columns, rows) = size;
        let area = Rect::new(0, 0, columns, rows);
        let hits = draw(&app, &look, area, &mut Buffer::empty(area));
        let palette = app.palette().unwrap();
        let clicked: Vec<_> = (0..rows)
            .filter_map(|row| match hits.at(5, row).next() {
                Some(Hit::Choice(place)) => Some(place),
                _ => None,
            })
            .collect();
        let first = palette.first_row();
        let last = palette
            .found()
            .len()
            .min(first + app.palette_height(palette));
        assert_eq!(clicked, (first..last).collect::<Vec<_>>());
        assert!(clicked.contains(&palette.selected()));
        screen(&mut app, size, "PageDown", "", &look);
    }
}

#[test]
fn hostile_text_is_shown_and_not_obeyed() {
    let text = "[actor.a]\nname = \"\\u001b[31mred\\u202e\"\naliases = [\"\\u001b]0;alias\\u0007\"]\n[[event]]\ntitle = \"\\u001b[2J red\"\n";
    let timeline = native::read("test", text).timeline.unwrap();
    let look = Look::new(ThemeName::Terminal, false);
    for typed in ["red", "alias"] {
        let mut app = open(timeline.clone(), false);
        let buffer = screen(&mut app, (80, 24), ":", typed, &look);
        let found = app.palette().unwrap().found();
        assert!(
            found
                .iter()
                .any(|choice| matches!(choice, Choice::Actor(..)))
        );
        for cell in &buffer.content {
            assert!(!cell.symbol().chars().any(char::is_control));
        }
    }
}

/// What is underlined in each row of the list, from the top, one row after the other.
fn underlined(app: &App, buffer: &Buffer) -> Vec<String> {
    let area = app.palette_area();
    let rows = (area.y..area.y + area.height).map(|row| {
        let cells = (0..area.width).map(|column| &buffer[(column, row)]);
        let parts = cells.map(|cell| {
            if cell.modifier.contains(Modifier::UNDERLINED) {
                cell.symbol().trim()
            } else {
                " "
            }
        });
        let line: String = parts.collect();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    rows.filter(|row| !row.is_empty()).collect()
}

#[rstest]
#[case::a_name("zi", "z i")]
#[case::an_explanation("whole story", "whole story")]
#[case::a_title("speaks out", "speaks out")]
#[case::an_alias("马云", "马云")]
#[case::an_actor_without_diacritics("xì jìnping", "Xi Jinping")]
fn what_was_found_is_underlined(#[case] text: &str, #[case] expected: &str) {
    for ascii in [false, true] {
        let look = Look::new(ThemeName::Mono, ascii);
        let mut app = open(story(), ascii);
        let buffer = screen(&mut app, (120, 36), ":", text, &look);
        let first = underlined(&app, &buffer).first().cloned();
        assert_eq!(first.as_deref(), Some(expected));
        // Nothing is underlined before something is written.
        let mut app = open(story(), ascii);
        let buffer = screen(&mut app, (120, 36), ":", "", &look);
        assert_eq!(underlined(&app, &buffer), [""; 0]);
    }
}

#[test]
fn every_row_that_is_found_by_its_text_has_something_underlined() {
    let look = Look::new(ThemeName::Mono, false);
    for text in ["ma", "zoom", "e", "alibaba"] {
        let mut app = open(story(), false);
        let buffer = screen(&mut app, (120, 36), ":", text, &look);
        let palette = app.palette().unwrap();
        let rows = palette.found().len().min(app.palette_height(palette));
        assert_eq!(underlined(&app, &buffer).len(), rows, "{text}");
    }
}
