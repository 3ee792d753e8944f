//! The pages as whole screens: through a filter, and with what was searched for.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use rstest::rstest;

use crate::app::{App, Key, Message, Options};
use crate::ui::{Look, ThemeName, draw, picture};
use annals_model::native;
use annals_model::test_support::bundled;

/// The screen after some keys, with what stands behind a `~` written as it is.
fn screen((columns, rows): (u16, u16), keys: &str, ascii: bool) -> Buffer {
    let timeline = native::read("alibaba", bundled()[0].text).timeline.unwrap();
    let options = Options {
        ascii,
        ..Options::default()
    };
    let mut app = App::new(Arc::new(timeline), &options);
    app.update(Message::Resize { columns, rows });
    for key in keys.split_whitespace() {
        let keys: Vec<Key> = match key.strip_prefix('~') {
            Some(text) => text.chars().map(Key::character).collect(),
            None => vec![key.parse().unwrap()],
        };
        for key in keys {
            app.update(Message::Key(key));
        }
    }
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    draw(&app, &Look::new(ThemeName::Mono, ascii), area, &mut buffer);
    buffer
}

/// The columns of a row that are underlined.
fn underlined(buffer: &Buffer, row: u16) -> Vec<u16> {
    let is_underlined = |&column: &u16| {
        buffer[(column, row)]
            .modifier
            .contains(Modifier::UNDERLINED)
    };
    (0..buffer.area.width).filter(is_underlined).collect()
}

/// As text, with a row of carets below each row of which something is underlined.
fn shown(buffer: &Buffer) -> String {
    let mut lines = Vec::new();
    for (row, text) in (0..buffer.area.height).zip(picture::text(buffer)) {
        lines.push(text.to_string());
        let columns = underlined(buffer, row);
        if let Some(&last) = columns.last() {
            let sign = |column| if columns.contains(&column) { '^' } else { ' ' };
            lines.push((0..=last).map(sign).collect());
        }
    }
    lines.join("\n")
}

/// A filter, the same while it is written, one that lets nothing through; a search, the same while it
/// is written, one that is narrowed by a filter.
static SCREENS: &[(&str, &str)] = &[
    ("filter", "& ~actor:jack-ma"),
    ("filtered", "& ~actor:jack-ma Enter F9"),
    (
        "nothing",
        "& ~status:question Space ~-status:question Enter F9",
    ),
    ("search", "/ ~rules"),
    ("found", "/ ~rules Enter n F9"),
    ("found_filtered", "& ~status:claim Enter / ~market Enter F9"),
];

#[rstest]
fn every_page_with_a_filter_and_with_a_search(
    #[values((60, 20), (80, 24), (120, 36))] size: (u16, u16),
    #[values(false, true)] ascii: bool,
) {
    for (page, opens) in [("grid", "w"), ("lines", "o"), ("chain", "r")] {
        for (name, keys) in SCREENS {
            let buffer = screen(size, &format!("j j j j {opens} {keys}"), ascii);
            let kind = if ascii { "_ascii" } else { "" };
            let name = format!("{page}_{name}_{}x{}{kind}", size.0, size.1);
            let text = shown(&buffer);
            assert!(!ascii || text.is_ascii(), "{text}");
            insta::assert_snapshot!(name, text);
        }
    }
}

#[rstest]
fn how_much_is_shown_is_on_every_page(
    #[values("w", "o", "r")] page: &str,
    #[values((60, 20), (80, 24), (120, 36))] size: (u16, u16),
) {
    let keys = format!("j j j {page} & ~actor:jack-ma Enter F9");
    let text = shown(&screen(size, &keys, false));
    assert!(text.contains("7 (21 in all)"), "{text}");
    let left_out = if page == "r" { "before" } else { "14 " };
    assert!(text.contains(left_out), "{text}");
}

#[test]
fn what_was_found_is_underlined_on_every_page_and_not_when_the_marks_are_taken_away() {
    for page in ["w", "o", "r"] {
        let count = |keys: &str| {
            let buffer = screen((80, 24), &format!("j j j {page} {keys}"), false);
            let rows = (0..24).map(|row| underlined(&buffer, row).len());
            rows.sum::<usize>()
        };
        assert_eq!(count(""), 0);
        assert!(count("/ ~alibaba Enter") > 0, "{page}");
        assert_eq!(count("/ ~alibaba Enter Escape"), 0);
        assert_eq!(count("/ ~alibaba Escape"), 0);
    }
}
