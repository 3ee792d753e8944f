//! Whole screens as text, and what must hold on every screen.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use rstest::rstest;

use super::*;
use crate::app::{App, COMMANDS, Hit, Key, Keymap, Message, Options};
use annals_model::native;
use annals_model::test_support::bundled;

/// A timeline with everything that is hard to draw: wide, combining, hostile and long text, dates of
/// every shape, an event without anybody, an actor without events.
const HARD: &str = r#"
title = "马云与阿里巴巴：压力、沉默、回归 — a title that is much too long for any line of any screen that there is"
opening = "2019/2024"
[source.s]
[actor.ma]
name = "马云"
aliases = ["Jack Ma"]
kind = "person"
[actor.evil]
name = "\u001b[31mred\u202e"
[actor.idle]
name = "idle"
[[event]]
title = "马云淡出公众视野，人们议论纷纷，公司由谁领导"
date = "2021"
actors = [{ id = "ma", role = "缺席" }]
evidence = ["s"]
[[event]]
title = "\u001b]0;pwn\u0007 e\u0301\u0301 👨‍👩‍👧 ﷽"
date = "2020-05-XX"
actors = ["evil", "ma"]
[[event]]
title = "one of"
date = "[2019,2022]"
[[event]]
title = "unknown end"
date = "2020/"
actors = ["ma"]
[[event]]
title = "perhaps"
date = "2022?"
actors = ["ma"]
[[event]]
title = "about"
date = "2023~"
actors = ["ma"]
[[event]]
title = "an instant"
date = "2023-06-01T12:00:00Z"
actors = ["ma"]
[[event]]
title = "and another in the same cell"
date = "2023-06-02T12:00:00Z"
actors = ["ma"]
[[event]]
title = "before"
date = "../2020"
actors = ["evil"]
[[event]]
title = "undated"
"#;

const EMPTY: &str = "title = 'Nothing yet'";

pub(super) fn open(text: &str) -> App {
    let timeline = native::read("test", text)
        .timeline
        .expect("a whole timeline");
    App::new(Arc::new(timeline), &Options::default())
}

pub(super) fn screen(app: &mut App, columns: u16, rows: u16, keys: &str, look: &Look) -> Buffer {
    app.update(Message::Resize { columns, rows });
    for key in keys.split_whitespace() {
        app.update(Message::Key(key.parse().expect("a key")));
    }
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    let hits = draw(app, look, area, &mut buffer);
    app.set_hits(hits);
    buffer
}

pub(super) fn shown(buffer: &Buffer) -> String {
    let lines: Vec<_> = picture::text(buffer)
        .iter()
        .map(ToString::to_string)
        .collect();
    lines.join("\n")
}

/// Without colours, where bars are lines: text does not show grounds.
fn of_story(columns: u16, rows: u16, keys: &str) -> String {
    let look = Look::new(ThemeName::Mono, false);
    shown(&screen(
        &mut open(bundled()[0].text),
        columns,
        rows,
        keys,
        &look,
    ))
}

/// The panes: the first screen, an event with much to say, an actor, the detail in use, a teacher's
/// note, the help, and the axis from years down to hours.
static PANES: &[(&str, &str)] = &[
    ("start", ""),
    ("event", "j j j j j j j j"),
    ("follow", "j j j Enter j"),
    ("actor", "a"),
    ("notes", "j j j j j j t"),
    ("undated", "G"),
    ("help", "?"),
    ("months", "j j j + + +"),
    ("hours", "j j j + + + + + + + + + +"),
];

#[rstest]
#[case(1, 1)]
#[case(20, 5)]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 36)]
fn every_pane_at_every_size(#[case] columns: u16, #[case] rows: u16) {
    for (pane, keys) in PANES {
        insta::assert_snapshot!(
            format!("{pane}_{columns}x{rows}"),
            of_story(columns, rows, keys)
        );
    }
}

/// What a source says, a theme, what else held, and the marks.
static LISTINGS: &[(&str, &str)] = &[
    ("source", "j j j Enter g Enter j"),
    ("theme", "j j j Enter G Enter G"),
    ("around", "j j j j j j j j u j"),
    ("marks", "j M a j j M k d 2 0 2 1 Enter M b ' a '"),
];

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 36)]
fn every_listing_at_every_size(#[case] columns: u16, #[case] rows: u16) {
    for (listing, keys) in LISTINGS {
        insta::assert_snapshot!(
            format!("{listing}_{columns}x{rows}"),
            of_story(columns, rows, keys)
        );
    }
}

#[test]
fn listings_in_ascii_say_the_same() {
    let timeline = Arc::new(native::read("alibaba", bundled()[0].text).timeline.unwrap());
    for (listing, keys) in LISTINGS {
        let mut app = App::new(
            Arc::clone(&timeline),
            &Options {
                ascii: true,
                ..Options::default()
            },
        );
        let plain = screen(&mut app, 80, 24, keys, &Look::new(ThemeName::Mono, true));
        assert!(shown(&plain).is_ascii(), "{listing}\n{}", shown(&plain));
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
        let unicode = of_story(80, 24, keys);
        assert!(
            letters(&unicode).abs_diff(letters(&shown(&plain))) < 60,
            "{listing}"
        );
    }
}

#[test]
fn the_footer_says_which_letter_is_waited_for() {
    let footer = |columns, keys: &str| {
        let screen = of_story(columns, 24, keys);
        screen.lines().last().unwrap().trim().to_owned()
    };
    let setting = footer(80, "j j M");
    assert!(
        setting.starts_with("a-z marks Ma speaks out") && setting.ends_with("Escape gives up"),
        "{setting}"
    );
    let mut keys = String::new();
    for letter in 'a'..='z' {
        write!(keys, "j M {letter} ").unwrap();
    }
    for columns in [40, 60, 80, 120, 200, 500] {
        let going = footer(columns, &format!("{keys} ' c '"));
        assert!(going.starts_with("' back   a "), "{going}");
        let is_named = |letter: char| going.contains(&format!("   {letter} "));
        let named = ('a'..='z').filter(|&letter| is_named(letter)).count();
        let left_out = going
            .split_whitespace()
            .find_map(|word| word.strip_prefix('+')?.parse::<usize>().ok());
        assert_eq!(named + left_out.unwrap_or(0), 26, "{going}");
        assert_eq!(left_out.is_none(), columns == 500, "{going}");
        assert!(going.ends_with("Escape gives up"), "{going}");
    }
}

/// The box of the detail repeats a title only where the list cuts it.
#[test]
fn a_title_that_the_list_has_in_full_is_not_said_twice() {
    let look = Look::new(ThemeName::Terminal, false);
    let mut app = open(bundled()[0].text);
    let mut named = |columns, keys| {
        let text = shown(&screen(&mut app, columns, 36, keys, &look));
        let said = |title| text.matches(title).count();
        (said("╭ Event ─"), said("╭ Ma put under pressure ─"))
    };
    assert_eq!(named(120, "j j j"), (1, 0));
    assert_eq!(named(60, ""), (0, 1));
    // Words beside the title leave it less room.
    assert_eq!(named(120, "& d a t e : 2 0 2 0 - 0 5 Enter"), (0, 1));
}

/// A click on a row of a listing selects there; one on the axis may lead out of it.
#[test]
fn rows_of_a_listing_are_clicked() {
    let look = Look::new(ThemeName::Terminal, false);
    let mut app = open(bundled()[0].text);
    let keys = "j j j Enter k Enter g";
    screen(&mut app, 80, 24, keys, &look);
    let layout = app.layout().unwrap();
    let (place, total) = app.place().unwrap();
    assert!(place == 1 && total < 21, "{place} of {total}");
    let press = |column, row| {
        Message::Pointer(crate::app::Pointer {
            column,
            row,
            action: crate::app::PointerAction::Press,
        })
    };
    let listing = app.view().listing;
    app.update(press(5, layout.list.inside().y + 2));
    assert_eq!(
        (app.place(), app.view().listing),
        (Some((3, total)), listing)
    );
}

#[test]
fn hard_text_and_every_shape_of_date() {
    let look = Look::new(ThemeName::Mono, false);
    insta::assert_snapshot!(
        "hard_100x30",
        shown(&screen(&mut open(HARD), 100, 30, "j j", &look))
    );
    let plain = Look::new(ThemeName::Mono, true);
    let timeline = native::read("test", HARD).timeline.unwrap();
    let mut app = App::new(
        Arc::new(timeline),
        &Options {
            ascii: true,
            ..Options::default()
        },
    );
    insta::assert_snapshot!(
        "hard_ascii_100x30",
        shown(&screen(&mut app, 100, 30, "j j", &plain))
    );
}

#[test]
fn a_timeline_without_events_says_so() {
    let look = Look::new(ThemeName::Terminal, false);
    insta::assert_snapshot!(
        "empty_80x24",
        shown(&screen(&mut open(EMPTY), 80, 24, "", &look))
    );
}

#[test]
fn every_event_and_every_actor_can_be_read_in_full_at_80_by_24() {
    let look = Look::new(ThemeName::Terminal, false);
    let text_of = |app: &App| -> String {
        let words = |line: &annals_scene::flow::Line| match line {
            annals_scene::flow::Line::Runs(runs) => {
                runs.iter().map(|run| run.text.as_str()).collect::<String>()
            }
            annals_scene::flow::Line::Strip(..) => String::new(),
        };
        app.detail()
            .lines
            .iter()
            .map(words)
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (listing, count) in [("", 21), ("a g", 20)] {
        for place in 0..count {
            let mut app = open(bundled()[0].text);
            screen(
                &mut app,
                80,
                24,
                &format!("{listing} {}", "j ".repeat(place)),
                &look,
            );
            screen(&mut app, 80, 24, "Tab g", &look);
            let mut read = String::new();
            // Going down shows every line sooner or later.
            for _ in 0..80 {
                let layout = app.layout().unwrap();
                let inside = layout.detail.inside().with_margin(1);
                let buffer = screen(&mut app, 80, 24, "", &look);
                for line in picture::text(&buffer)
                    .iter()
                    .skip(usize::from(inside.y))
                    .take(usize::from(inside.height))
                {
                    let cells: String = line.as_str().chars().skip(usize::from(inside.x)).collect();
                    read.push_str(&cells);
                    read.push(' ');
                }
                screen(&mut app, 80, 24, "j", &look);
            }
            for word in text_of(&app)
                .split_whitespace()
                .filter(|word| word.is_ascii())
            {
                assert!(
                    read.contains(word),
                    "{word:?} of {} is never shown",
                    app.detail_title()
                );
            }
        }
    }
}

#[test]
fn no_colour_and_ascii_lose_no_information() {
    let unicode = Look::new(ThemeName::Terminal, false);
    for (pane, keys) in PANES {
        let colored = screen(&mut open(bundled()[0].text), 120, 36, keys, &unicode);
        let plain = screen(
            &mut open(bundled()[0].text),
            120,
            36,
            keys,
            &Look::new(ThemeName::Mono, false),
        );
        assert!(
            plain
                .content
                .iter()
                .all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset),
            "{pane}"
        );
        // Bars have another shape; every word and symbol is the same.
        let words = |buffer: &Buffer| -> Vec<String> {
            shown(buffer)
                .split(|c: char| !c.is_alphanumeric() && !"●◐○◌?◂▸…".contains(c))
                .filter(|word| !word.is_empty())
                .map(ToOwned::to_owned)
                .collect()
        };
        assert_eq!(words(&colored), words(&plain), "{pane}");
    }
}

#[test]
fn ascii_is_ascii_for_all_that_is_our_own() {
    let timeline = Arc::new(native::read("alibaba", bundled()[0].text).timeline.unwrap());
    for (pane, keys) in PANES {
        let mut app = App::new(
            Arc::clone(&timeline),
            &Options {
                ascii: true,
                ..Options::default()
            },
        );
        let look = Look::new(ThemeName::Terminal, true);
        for cell in screen(&mut app, 120, 36, keys, &look).content {
            let symbol = cell.symbol();
            // What stands in the data is shown as it is.
            let of_data = timeline
                .actors
                .iter()
                .flat_map(|actor| &actor.aliases)
                .any(|alias| alias.as_str().contains(symbol));
            assert!(symbol.is_ascii() || of_data, "{symbol:?} in {pane}");
        }
    }
}

#[test]
fn the_selected_event_is_marked_in_each_of_its_lanes_and_in_the_list() {
    for theme in [ThemeName::Terminal, ThemeName::Mono] {
        let look = Look::new(theme, false);
        let mut app = open(bundled()[0].text);
        let buffer = screen(&mut app, 120, 36, "j j j", &look);
        let reversed = |cell: &ratatui::buffer::Cell| {
            cell.modifier.contains(Modifier::REVERSED)
                && cell.fg == Color::Reset
                && cell.symbol() == "M"
        };
        let rows: Vec<usize> = buffer
            .content
            .iter()
            .enumerate()
            .filter(|(_, cell)| reversed(cell))
            .map(|(place, _)| place / 120)
            .collect();
        assert_eq!(rows.len(), 3, "two lanes and the list: {rows:?}");
    }
}

/// The first event of the story ends somewhere in the only year of it that is shown: nothing of its
/// mark is sure, and yet it is seen to be selected.
#[test]
fn a_selected_mark_of_which_nothing_is_sure_is_underlined() {
    for theme in [ThemeName::Terminal, ThemeName::Mono] {
        let mut app = open(bundled()[0].text);
        let buffer = screen(&mut app, 120, 36, "", &Look::new(theme, false));
        let underlined: String = buffer
            .content
            .iter()
            .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert!(underlined.starts_with("China"), "{underlined}");
    }
}

#[test]
fn the_footer_names_the_keys_of_the_table_and_always_the_help() {
    for columns in [40, 60, 80, 120, 200] {
        for keys in ["", "Enter", "a", "j j Enter Enter", "?"] {
            let screen = of_story(columns, 24, keys);
            let footer = screen.lines().last().unwrap();
            assert!(footer.contains("? help"), "{footer}");
            let hints = COMMANDS
                .iter()
                .filter_map(|command| Some((command, command.hint?)));
            let named = hints.filter(|(command, hint)| {
                let key = &Keymap::default().keys_of(command.action, false)[0];
                footer.contains(hint) && footer.contains(key.as_str())
            });
            assert!(named.count() >= 2, "{footer}");
        }
    }
}

#[test]
fn a_click_selects_what_is_there() {
    let look = Look::new(ThemeName::Terminal, false);
    let mut app = open(bundled()[0].text);
    screen(&mut app, 80, 24, "", &look);
    let area = Rect::new(0, 0, 80, 24);
    let hits = draw(&app, &look, area, &mut Buffer::empty(area));
    let layout = app.layout().unwrap();
    let row = layout.list.inside().y + 3;
    let Some(Hit::Event(expected)) = hits.at(5, row).next() else {
        panic!("an event is there")
    };
    app.update(Message::Pointer(crate::app::Pointer {
        column: 5,
        row,
        action: crate::app::PointerAction::Press,
    }));
    assert_eq!(app.view().event, Some(expected));
    let bar = hits.at(layout.axis.x + 14, layout.axis.y).next();
    assert!(
        matches!(bar, Some(Hit::Event(_))),
        "a bar is there: {bar:?}"
    );
    assert!(matches!(
        hits.at(2, layout.axis.y).next(),
        Some(Hit::Actor(_))
    ));
}

/// The widths that the drawing counts with are those of the cells: borders stand where they belong.
#[test]
fn borders_stay_in_place_beside_wide_text() {
    let look = Look::new(ThemeName::Terminal, false);
    let mut app = open(HARD);
    for keys in ["", "j", "j", "j", "a", "j"] {
        let buffer = screen(&mut app, 80, 24, keys, &look);
        let layout = app.layout().unwrap();
        for area in [layout.list, layout.detail] {
            for row in area.y + 1..area.y + area.height - 1 {
                for column in [area.x, area.x + area.width - 1] {
                    assert_eq!(
                        buffer[(column, row)].symbol(),
                        "│",
                        "at {column},{row} after {keys}"
                    );
                }
            }
        }
    }
}

fn any_story() -> impl Strategy<Value = String> {
    let date = prop::sample::select(vec![
        "2020",
        "2020-05-XX",
        "../2019~",
        "2023/..",
        "1985/",
        "/1985",
        "[2019,2021]",
        "{2019,2021}",
        "44 BC",
        "65 Ma",
        "Y-17E7",
        "2021-04-12T14:30:00Z",
        "2001-21",
        "1950S2",
        "2022?",
        "Y170000002/Y170000009",
        "..",
    ]);
    let event = (
        any::<String>(),
        date,
        prop::collection::vec(0_usize..4, 0..3),
    );
    prop::collection::vec(event, 0..12).prop_map(|events| {
        let quoted = |text: &str| {
            serde_json::to_string(text)
                .unwrap()
                .replace('\u{7f}', "\\u007f")
        };
        let mut text =
            String::from("title = 'x'\n[actor.a0]\n[actor.a1]\n[actor.a2]\n[actor.a3]\n");
        for (title, date, actors) in events {
            let actors: Vec<_> = actors.iter().map(|actor| format!("'a{actor}'")).collect();
            let title = if title.is_empty() {
                "t".to_owned()
            } else {
                title
            };
            write!(
                text,
                "[[event]]\ntitle = {}\ndate = '{date}'\nactors = [{}]\nsummary = {}\n",
                quoted(&title),
                actors.join(","),
                quoted(&title),
            )
            .unwrap();
        }
        text
    })
}

fn any_key() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> = COMMANDS
        .iter()
        .flat_map(|command| command.keys)
        .flat_map(|keys| keys.split(' '))
        .map(|key| key.parse().unwrap())
        .collect();
    prop::sample::select(bound)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any story at any size after any keys: no panic, nothing that a terminal obeys in any cell.
    #[test]
    fn any_screen_can_be_drawn(
        text in any_story(),
        keys in prop::collection::vec(any_key(), 0..12),
        columns in 1_u16..160,
        rows in 1_u16..60,
        ascii: bool,
    ) {
        let Some(timeline) = native::read("test", &text).timeline else { return Ok(()) };
        let mut app = App::new(Arc::new(timeline), &Options { ascii, ..Options::default() });
        app.update(Message::Resize { columns, rows });
        for key in keys {
            app.update(Message::Key(key));
        }
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        draw(&app, &Look::new(ThemeName::Terminal, ascii), area, &mut buffer);
        for cell in &buffer.content {
            for character in cell.symbol().chars() {
                prop_assert!(!character.is_control());
                prop_assert!(!matches!(u32::from(character), 0x202a..=0x202e | 0x2066..=0x2069));
            }
        }
    }

    /// An area beyond the buffer, or a state that has not heard of the size, is no reason to fail.
    #[test]
    fn drawing_stays_inside_the_buffer(x in 0_u16..60, y in 0_u16..40, columns in 0_u16..200, rows in 0_u16..100) {
        let app = open(bundled()[0].text);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 50, 30));
        draw(&app, &Look::new(ThemeName::Mono, false), Rect::new(x, y, columns, rows), &mut buffer);
        prop_assert_eq!(buffer.content.len(), 50 * 30);
    }
}

#[test]
fn the_largest_screen_is_drawn() {
    let screen = of_story(500, 200, "j j j");
    assert_eq!(screen.lines().count(), 200);
}

#[test]
fn a_screen_is_the_same_wherever_its_buffer_begins() {
    let mut app = open(bundled()[0].text);
    app.update(Message::Resize {
        columns: 80,
        rows: 24,
    });
    let drawn = [(0, 0), (3, 2)].map(|(x, y)| {
        let area = Rect::new(x, y, 80, 24);
        let mut buffer = Buffer::empty(area);
        draw(
            &app,
            &Look::new(ThemeName::Terminal, false),
            area,
            &mut buffer,
        );
        buffer.content
    });
    assert_eq!(drawn[0], drawn[1]);
    assert!(drawn[0].iter().any(|cell| cell.symbol() == "A"));
}
