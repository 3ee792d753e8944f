//! The box in which something is written, with what comes of it so far.

use ratatui::style::{Modifier, Style};

use super::frame;
use super::painter::Painter;
use crate::app::{App, DateReading, Entry};
use annals_model::text::{Clean, tail, width, wrap};
use annals_scene::layout::Area;

/// What is said while nothing is written.
const EXAMPLES: &str =
    "A year, a day, a time or a span: 2021, 24 Oct 2020, spring 2021, 44 BC, 65 Ma, 2019/2021";

/// The prompt for a date, with how it is read so far.
pub(super) fn draw_date(app: &App, entry: &Entry, painter: &mut Painter<'_>) {
    let theme = &painter.look().theme;
    let (text, style) = match app.date_reading() {
        Some(DateReading::Date(words)) => (words, theme.text),
        Some(DateReading::Problem(words)) => (words, theme.notice),
        Some(DateReading::Empty) | None => (Clean::own(EXAMPLES), theme.quiet),
    };
    draw(app, "Go to a date", entry, &text, style, painter);
}

/// The prompt for a search, with what was found so far.
pub(super) fn draw_search(app: &App, entry: &Entry, painter: &mut Painter<'_>) {
    let style = painter.look().theme.text;
    draw(app, "Search", entry, &app.search_words(), style, painter);
}

fn draw(
    app: &App,
    title: &'static str,
    entry: &Entry,
    answer: &Clean,
    style: Style,
    painter: &mut Painter<'_>,
) {
    let Some(area) = app.prompt_area() else {
        return;
    };
    painter.clear(area);
    frame::draw(painter, area, &Clean::own(title), &Clean::default(), true);
    let line = Area {
        height: 1,
        ..area.inside().with_margin(1)
    };
    draw_entry(entry, line, painter);
    let lines = wrap(answer, usize::from(line.width));
    for (row, text) in (line.y + 1..area.inside().y + area.inside().height).zip(&lines) {
        painter.text(Area { y: row, ..line }, text, style);
    }
}

/// The text around the caret, which is always in sight.
pub(super) fn draw_entry(entry: &Entry, line: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (before, after) = entry.parts();
    // Where it is too long, its end is what is being written.
    let before = tail(&before, usize::from(line.width.saturating_sub(1)));
    let caret = u16::try_from(width(&before)).unwrap_or(0);
    painter.text(line, &before, look.theme.strong);
    let rest = Area {
        x: line.x + caret,
        width: line.width - caret,
        ..line
    };
    painter.text(rest, &after, look.theme.strong);
    let caret = Area { width: 1, ..rest };
    painter.style(caret, Style::new().add_modifier(Modifier::REVERSED));
}
