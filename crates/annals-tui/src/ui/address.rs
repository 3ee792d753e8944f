//! The box that asks before the address of a source is opened, and shows it in full.

use super::frame;
use super::painter::Painter;
use crate::app::{AddressPage, AddressRole, App};
use annals_model::text::Clean;
use annals_scene::layout::Area;

pub(super) fn draw(app: &App, page: &AddressPage, painter: &mut Painter<'_>) {
    let area = app.address_area(page);
    let lines = app.address_lines(page).lines;
    let look = painter.look();
    let inside = area.inside();
    let bottom = inside.y + inside.height;
    let listed: Vec<_> = (inside.y..bottom).zip(page.listed()).collect();
    let first_row = inside.y + u16::try_from(listed.len()).unwrap_or(0);
    let shown = usize::from(bottom.saturating_sub(first_row));
    let below = lines.len().saturating_sub(page.first_line + shown);
    let remark = match below {
        0 => Clean::default(),
        below => Clean::line(&format!("{} {below} more", look.glyphs.more[1])),
    };
    painter.clear(area);
    frame::draw(
        painter,
        area,
        &Clean::own("Open this address?"),
        &remark,
        true,
    );
    for (row, (place, source)) in listed {
        let line = Area {
            y: row,
            height: 1,
            ..inside
        };
        let style = if place == page.selected {
            look.theme.selected
        } else {
            look.theme.text
        };
        let title = &app.timeline().source(source).title;
        if place == page.selected {
            painter.glyph(line.x, line.y, look.glyphs.selected, style);
        }
        let room = Area {
            x: line.x + 2,
            width: line.width.saturating_sub(3),
            ..line
        };
        painter.text(room, title, style);
        if place == page.selected {
            painter.style(line, style);
        }
    }
    let text = inside.with_margin(1);
    let lines = lines.iter().skip(page.first_line);
    for (row, (role, line)) in (first_row..bottom).zip(lines) {
        let style = match role {
            AddressRole::Title => look.theme.text,
            AddressRole::Address => look.theme.strong,
            AddressRole::Problem => look.theme.notice,
            AddressRole::Quiet => look.theme.quiet,
        };
        let place = Area {
            y: row,
            height: 1,
            ..text
        };
        painter.text(place, line, style);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use crate::app::{App, Message, Options};
    use crate::ui::{Look, ThemeName, draw, picture};
    use annals_model::native;

    const STORY: &str = r#"
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

    fn shown(columns: u16, rows: u16, keys: &str, ascii: bool) -> String {
        let timeline = native::read("test", STORY).timeline.unwrap();
        let options = Options {
            ascii,
            ..Options::default()
        };
        let mut app = App::new(Arc::new(timeline), &options);
        app.update(Message::Resize { columns, rows });
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        let look = Look::new(ThemeName::Mono, ascii);
        for key in keys.split_whitespace() {
            app.update(Message::Key(key.parse().unwrap()));
        }
        draw(&app, &look, area, &mut buffer);
        let lines = picture::text(&buffer);
        let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }

    #[test]
    fn the_question_shows_the_whole_address() {
        insta::assert_snapshot!("question_80x24", shown(80, 24, "x", false));
        insta::assert_snapshot!("refusal_80x24", shown(80, 24, "x j Enter", false));
        insta::assert_snapshot!("one_source_ascii_60x20", shown(60, 20, "j x", true));
        insta::assert_snapshot!("narrow_40x12", shown(40, 12, "x 4 J", false));
    }

    #[test]
    fn the_footer_says_what_may_come_after_a_prefix() {
        let footer = |columns, keys| {
            let screen = shown(columns, 24, keys, false);
            screen
                .lines()
                .last()
                .unwrap_or_default()
                .trim_end()
                .to_owned()
        };
        let wide = footer(100, "3 y");
        assert!(
            wide.starts_with(
                " t copy text   m copy Markdown   l copy reference   Escape give up  "
            ),
            "{wide}"
        );
        assert!(wide.ends_with("3 y"), "{wide}");
        let narrow = footer(40, "y");
        assert!(
            narrow.starts_with(" t copy text   m copy Markdown "),
            "{narrow}"
        );
        assert!(narrow.ends_with(" y"), "{narrow}");
        assert!(!footer(100, "y t").contains("give up"));
    }
}
