//! Tests of the browser: whole screens as text, and what holds on all of them.

mod axis;
mod first_sight;
mod lanes;
mod pointer;

use std::sync::Arc;

use annals_scene::flow::Line;
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use rstest::rstest;

use super::*;
use crate::keys::{Key, Keymap};
use crate::look::Look;
use crate::message::Message;
use crate::options::Options;
use crate::picture;
use crate::shell::Shell;
use crate::test_support::{app, article, browse, open, press, screen, timeline};
use crate::theme::{BarStyle, ThemeName};

/// Wide, combining, hostile and long text, dates of every shape, an event without actors, an actor
/// without events.
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

/// The article after some keys, pressed at a size.
fn pressed(columns: u16, rows: u16, keys: &str) -> Shell {
    let mut shell = app();
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, keys);
    shell
}

fn text(columns: u16, rows: u16, keys: &str) -> String {
    screen(&mut pressed(columns, rows, keys), columns, rows, false)
}

fn drawn(shell: &mut Shell, columns: u16, rows: u16, look: &Look) -> Buffer {
    shell.update(Message::Resize { columns, rows });
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    shell.draw(look, area, &mut buffer);
    buffer
}

/// The panes in use, the lists, and the axis from years down to hours.
static SCREENS: &[(&str, &str)] = &[
    ("start", ""),
    ("event", "j j j j j j j j"),
    ("follow", "j j j Enter j"),
    ("actor", "a"),
    ("notes", "j j j j j j t"),
    ("undated", "G"),
    ("months", "j j j + + +"),
    ("hours", "j j j + + + + + + + + + +"),
    ("source", "j j j Enter G k Enter j"),
    ("theme", "j j j Enter G Enter G"),
    ("around", "j j j j j j j j u j"),
    ("marks", "j M a j j M k d 2 0 2 1 Enter M b ' a '"),
];

#[test]
fn pictures() {
    for (name, keys) in SCREENS {
        insta::assert_snapshot!(*name, text(80, 24, keys));
    }
}

#[rstest]
#[case("start", "", 60, 20)]
#[case("start", "", 120, 36)]
#[case("start", "", 40, 12)]
#[case("start", "", 20, 5)]
#[case("follow", "j j j Enter j", 60, 20)]
fn pictures_at_other_sizes(
    #[case] name: &str,
    #[case] keys: &str,
    #[case] columns: u16,
    #[case] rows: u16,
) {
    let name = format!("{name}_{columns}x{rows}");
    insta::assert_snapshot!(name, text(columns, rows, keys));
}

#[test]
fn hard_text_and_dates_of_every_shape() {
    let mut shell = open(HARD);
    press(&mut shell, "j j");
    insta::assert_snapshot!("hard", screen(&mut shell, 100, 30, false));
}

#[test]
fn a_timeline_without_events_says_so() {
    let mut shell = open("title = 'Nothing yet'");
    insta::assert_snapshot!("empty", screen(&mut shell, 80, 24, false));
}

#[test]
fn ascii_screens_say_the_same_in_ascii() {
    let options = Options {
        ascii: true,
        ..Options::default()
    };
    let timeline = article();
    let aliases = timeline.actors.iter().flat_map(|actor| &actor.aliases);
    // The text of the story is shown as it is.
    let of_story: String = aliases.map(ToString::to_string).collect();
    for (name, keys) in SCREENS {
        for (columns, rows) in [(80, 24), (120, 36)] {
            let mut shell = Shell::new(Arc::clone(&timeline), &options);
            shell.update(Message::Resize { columns, rows });
            press(&mut shell, keys);
            let ascii = screen(&mut shell, columns, rows, true);
            let foreign = ascii
                .chars()
                .find(|character| !character.is_ascii() && !of_story.contains(*character));
            assert_eq!(foreign, None, "{name}\n{ascii}");
            let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
            let unicode = text(columns, rows, keys);
            assert!(letters(&unicode).abs_diff(letters(&ascii)) < 60, "{name}");
        }
    }
}

#[test]
fn screens_without_colours_say_the_same() {
    for (name, keys) in SCREENS {
        let mut shell = pressed(120, 36, keys);
        let colored = drawn(&mut shell, 120, 36, &Look::new(ThemeName::Terminal, false));
        let plain = drawn(&mut shell, 120, 36, &Look::new(ThemeName::Mono, false));
        let has_color = |cell: &Cell| cell.fg != Color::Reset || cell.bg != Color::Reset;
        assert!(!plain.content.iter().any(has_color), "{name}");
        // Bars have another shape, which leaves their titles more or less room, and so has the edge of the selected
        // row; every other word and symbol is the same.
        let axis = shell
            .context()
            .layout(Pane::List)
            .expect("a large terminal")
            .axis;
        let mut screens = shell.context().below.iter().rev();
        let page = screens.find(|screen| screen.kind() != Kind::Overlay);
        let page = page.expect("a page").name();
        let words = |buffer: &Buffer| -> Vec<String> {
            let mut buffer = buffer.clone();
            if page == crate::context::BROWSE {
                for cell in axis.positions() {
                    buffer[cell].reset();
                }
            }
            let lines = picture::text(&buffer);
            let words = lines.iter().flat_map(|line| {
                line.as_str()
                    .split(|c: char| !c.is_alphanumeric() && !"●◐○◌?◂▸…".contains(c))
            });
            words
                .map(|word| word.trim_start_matches('▸'))
                .filter(|word| !word.is_empty())
                .map(ToOwned::to_owned)
                .collect()
        };
        assert_eq!(words(&colored), words(&plain), "{name}");
    }
}

#[test]
fn every_event_and_every_actor_can_be_read_in_full_at_80_by_24() {
    let words_of = |shell: &Shell| -> Vec<String> {
        let detail = browse(shell).detail();
        let words = |line: &Line| match line {
            Line::Runs(runs) => runs.iter().map(|run| run.text.as_str()).collect::<String>(),
            Line::Strip(..) => String::new(),
        };
        let lines: Vec<String> = detail.lines.iter().map(words).collect();
        let words = lines.iter().flat_map(|line| line.split_whitespace());
        let words = words.filter(|word| word.is_ascii());
        words.map(ToOwned::to_owned).collect()
    };
    for (listing, count) in [("", 21), ("a g", 20)] {
        for place in 0..count {
            let keys = format!("{listing} {} Tab g", "j ".repeat(place));
            let mut shell = pressed(80, 24, &keys);
            let layout = browse(&shell).layout(shell.context());
            let inside = layout
                .expect("a large terminal")
                .detail
                .inner(Margin::new(2, 1));
            let mut read = String::new();
            let detail = browse(&shell).detail();
            // Going down leads from link to link and past every line.
            for _ in 0..detail.lines.len() + detail.items.len() {
                let screen = screen(&mut shell, 80, 24, false);
                let rows = screen.lines().skip(usize::from(inside.y));
                for row in rows.take(usize::from(inside.height)) {
                    read.extend(row.chars().skip(usize::from(inside.x)));
                    read.push(' ');
                }
                press(&mut shell, "j");
            }
            for word in words_of(&shell) {
                assert!(read.contains(&word), "{word:?} is never shown: {keys}");
            }
        }
    }
}

#[test]
fn the_selected_event_is_marked_in_each_of_its_lanes_and_in_the_list() {
    for theme in [ThemeName::Terminal, ThemeName::Mono] {
        let mut shell = pressed(120, 36, "j j j");
        let buffer = drawn(&mut shell, 120, 36, &Look::new(theme, false));
        let is_marked = |cell: &Cell| {
            let has_ground = cell.modifier.contains(Modifier::REVERSED) || cell.bg != Color::Reset;
            cell.modifier.contains(Modifier::BOLD) && has_ground
        };
        let marked = |letter: &str| {
            let cells = buffer.content.iter();
            let cells = cells.filter(|cell| is_marked(cell) && cell.symbol() == letter);
            cells.count()
        };
        assert_eq!(marked("B"), 2, "the lane of Jack Ma, and the list");
        assert_eq!(marked("P"), 1, "the lane of Beijing, without its name");
    }
}

/// The first event of the story ends somewhere in the only year of it that is shown: nothing of its
/// mark is sure, and yet it is seen to be selected: on a bright ground, or underlined.
#[rstest]
#[case(ThemeName::Terminal, Modifier::empty())]
#[case(ThemeName::Mono, Modifier::UNDERLINED)]
fn a_selected_mark_of_which_nothing_is_sure_is_marked(
    #[case] theme: ThemeName,
    #[case] line: Modifier,
) {
    let buffer = drawn(&mut app(), 120, 36, &Look::new(theme, false));
    let is_marked = |cell: &&Cell| {
        let has_ground = cell.bg != Color::Reset || !line.is_empty();
        cell.modifier == line.union(Modifier::BOLD) && has_ground
    };
    let marked: String = buffer
        .content
        .iter()
        .filter(is_marked)
        .map(Cell::symbol)
        .collect();
    assert!(marked.starts_with("Puts China"), "{marked}");
}

/// Whatever of its bar is not sure: a title has one colour along its length.
#[test]
fn a_title_on_a_bar_has_one_colour() {
    for (theme, keys) in [ThemeName::Terminal, ThemeName::ClassLight, ThemeName::Mono]
        .into_iter()
        .flat_map(|theme| {
            ["", "j", "j j j j j j", "G k k k k k k k k k k"].map(|keys| (theme, keys))
        })
    {
        for columns in [60, 80, 120] {
            let mut shell = pressed(columns, 36, keys);
            let look = Look::new(theme, false);
            let buffer = drawn(&mut shell, columns, 36, &look);
            let cx = shell.context();
            let layout = cx.layout(Pane::List).expect("a large terminal");
            let is_tinted = look.theme.bar_style(None) == BarStyle::Tinted;
            let axis =
                crate::screens::browse::axis::axis_of(browse(&shell), cx, &layout, is_tinted)
                    .expect("an axis");
            let rows = axis
                .bands
                .iter()
                .flat_map(|band| (0..band.rows()).map(|row| band.marks(row)));
            let mut titles = 0;
            for (marks, y) in rows.zip(layout.axis.y..) {
                for label in marks.iter().filter_map(|mark| mark.label.as_ref()) {
                    titles += 1;
                    let end = layout.axis.x + label.end() - 1;
                    let mut cells = (layout.axis.x + label.column..end).map(|x| &buffer[(x, y)]);
                    let first = cells.next().expect("a letter").fg;
                    assert!(cells.all(|cell| cell.fg == first), "{label:?}");
                }
            }
            assert!(titles > 5, "{titles}");
        }
    }
}

/// The widths that the drawing counts with are those of the cells: borders stand where they belong.
#[test]
fn borders_stay_in_place_beside_wide_text() {
    let mut shell = open(HARD);
    for keys in ["", "j", "j", "j", "a", "j"] {
        press(&mut shell, keys);
        let buffer = drawn(&mut shell, 80, 24, &Look::new(ThemeName::Terminal, false));
        let layout = browse(&shell).layout(shell.context());
        let layout = layout.expect("a large terminal");
        for area in [layout.list, layout.detail] {
            for row in area.y + 1..area.y + area.height - 1 {
                for column in [area.x, area.x + area.width - 1] {
                    let symbol = buffer[(column, row)].symbol();
                    assert_eq!(symbol, "│", "at {column},{row} after {keys}");
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
    let actors = prop::collection::vec(0_usize..4, 0..3);
    let event = (any::<String>(), date, actors);
    prop::collection::vec(event, 0..12).prop_map(|events| {
        let quoted = |text: &str| {
            let json = serde_json::to_string(text).expect("a text");
            json.replace('\u{7f}', "\\u007f")
        };
        let actors = "[actor.a0]\n[actor.a1]\n[actor.a2]\n[actor.a3]\n";
        let events = events.into_iter().map(|(title, date, actors)| {
            let actors: Vec<_> = actors.iter().map(|actor| format!("'a{actor}'")).collect();
            let title = quoted(if title.is_empty() { "t" } else { &title });
            format!(
                "[[event]]\ntitle = {title}\ndate = '{date}'\nactors = [{}]\nsummary = {title}\n",
                actors.join(","),
            )
        });
        format!("title = 'x'\n{actors}{}", events.collect::<String>())
    })
}

fn any_key() -> impl Strategy<Value = Key> {
    let keymap = Keymap::default();
    let keys = keymap.specs().iter().flat_map(|spec| spec.keys);
    let keys = keys.flat_map(|keys| keys.split(' '));
    let keys: Vec<Key> = keys.map(|key| key.parse().expect("a key")).collect();
    prop::sample::select(keys)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No cell contains anything that a terminal obeys.
    #[test]
    fn screens_of_any_story_are_drawn_without_control_characters(
        text in any_story(),
        keys in prop::collection::vec(any_key(), 0..12),
        columns in 1_u16..160,
        rows in 1_u16..60,
        ascii: bool,
    ) {
        let Some(timeline) = annals_model::native::read("test", &text).timeline else { return Ok(()) };
        let options = Options { ascii, ..Options::default() };
        let mut shell = Shell::new(Arc::new(timeline), &options);
        shell.update(Message::Resize { columns, rows });
        for key in keys {
            shell.update(Message::Key(key));
        }
        let buffer = drawn(&mut shell, columns, rows, &Look::new(ThemeName::Terminal, ascii));
        for character in buffer.content.iter().flat_map(|cell| cell.symbol().chars()) {
            prop_assert!(!character.is_control());
            prop_assert!(!matches!(u32::from(character), 0x202a..=0x202e | 0x2066..=0x2069));
        }
    }

    #[test]
    fn drawing_stays_inside_the_buffer(x in 0_u16..60, y in 0_u16..40, columns in 0_u16..200, rows in 0_u16..100) {
        // The area may be larger than the buffer, and another one than the shell was told.
        let mut shell = app();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 50, 30));
        let area = Rect::new(x, y, columns, rows);
        shell.draw(&Look::new(ThemeName::Mono, false), area, &mut buffer);
        prop_assert_eq!(buffer.content.len(), 50 * 30);
    }
}

#[test]
fn a_very_large_screen_is_drawn() {
    assert_eq!(text(500, 200, "j j j").lines().count(), 200);
}

#[test]
fn a_screen_is_the_same_wherever_its_buffer_begins() {
    let mut shell = Shell::new(timeline(HARD), &Options::default());
    let drawn = [(0, 0), (3, 2)].map(|(x, y)| {
        let area = Rect::new(x, y, 80, 24);
        let mut buffer = Buffer::empty(area);
        shell.draw(&Look::new(ThemeName::Terminal, false), area, &mut buffer);
        buffer.content
    });
    assert_eq!(drawn[0], drawn[1]);
    assert!(drawn[0].iter().any(|cell| cell.symbol() == "i"));
}
