//! A page of text that covers the screen and can be scrolled.

use annals_model::text::{Clean, wrap};
use ratatui::layout::{Margin, Rect};

use super::frame;
use super::painter::Painter;
use crate::command::Count;
use crate::context::Context;

/// Cells between the keys and what they do.
const GAP: usize = 2;

/// A page of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPage {
    /// Its title.
    pub title: Clean,
    /// Cells of the column of keys and signs.
    pub margin: usize,
    /// Its lines, each of one row.
    pub lines: Vec<TextLine>,
}

/// A line of a page of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextLine {
    /// The title of a section.
    Heading(Clean),
    /// Keys, and what they do.
    Keys(Clean, Clean),
    /// Signs of the screen, and what they mean.
    Signs(Vec<&'static str>, Clean),
    /// A problem.
    Notice(Clean),
    /// More of the text of the line above.
    Continued(Clean),
    /// Nothing.
    Blank,
}

impl TextPage {
    /// A page without lines.
    pub fn new(title: &'static str, margin: usize) -> Self {
        Self {
            title: Clean::own(title),
            margin,
            lines: Vec::new(),
        }
    }

    /// Adds a text that is wrapped to the room beside the margin; `first` makes its first line.
    pub fn entry(&mut self, text: &Clean, columns: usize, first: impl Fn(Clean) -> TextLine) {
        let room = columns.saturating_sub(self.margin).max(1);
        for (place, line) in wrap(text, room).into_iter().enumerate() {
            self.lines.push(if place == 0 {
                first(line)
            } else {
                TextLine::Continued(line)
            });
        }
    }

    /// Adds keys and what they do, each wrapped to its column.
    pub fn keys(&mut self, keys: &Clean, doc: &Clean, columns: usize) {
        let keys = wrap(keys, self.margin.saturating_sub(GAP).max(1));
        let docs = wrap(doc, columns.saturating_sub(self.margin).max(1));
        for place in 0..keys.len().max(docs.len()) {
            let part = |parts: &[Clean]| parts.get(place).cloned().unwrap_or_default();
            self.lines.push(if place < keys.len() {
                TextLine::Keys(part(&keys), part(&docs))
            } else {
                TextLine::Continued(part(&docs))
            });
        }
    }

    /// Draws the lines from `first_line` on.
    pub(crate) fn draw(&self, cx: &Context, first_line: usize, painter: &mut Painter<'_>) {
        let area = area(cx);
        painter.clear(area);
        let inside = area.inner(Margin::new(2, 1));
        let shown = usize::from(inside.height);
        let below = self.lines.len().saturating_sub(first_line + shown);
        let remark = match below {
            0 => Clean::default(),
            below => Clean::line(&format!("{} {below} more", painter.look().glyphs.more[1])),
        };
        frame::draw(painter, area, &self.title, &remark, true);
        let margin = u16::try_from(self.margin).unwrap_or(u16::MAX);
        for (y, line) in (inside.y..).zip(self.lines.iter().skip(first_line).take(shown)) {
            let place = Rect {
                y,
                height: 1,
                ..inside
            };
            draw_line(line, margin, place, painter);
        }
    }
}

fn draw_line(line: &TextLine, margin: u16, place: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let words = Rect {
        x: place.x.saturating_add(margin),
        width: place.width.saturating_sub(margin),
        ..place
    };
    match line {
        TextLine::Blank => {}
        TextLine::Heading(title) => {
            painter.text(place, title, look.theme.quiet);
        }
        TextLine::Notice(text) => {
            painter.text(place, text, look.theme.notice);
        }
        TextLine::Continued(text) => {
            painter.text(words, text, look.theme.text);
        }
        TextLine::Keys(keys, doc) => {
            let room = Rect {
                width: margin,
                ..place
            };
            painter.text(room, keys, look.theme.strong);
            painter.text(words, doc, look.theme.text);
        }
        TextLine::Signs(signs, meaning) => {
            for (column, sign) in (place.x..).zip(signs) {
                painter.glyph(column, place.y, sign, look.theme.strong);
            }
            painter.text(words, meaning, look.theme.text);
        }
    }
}

/// Returns the area of a page of text.
pub(crate) fn area(cx: &Context) -> Rect {
    let rows = cx.display.rows.saturating_sub(1);
    Rect::new(0, 0, cx.display.columns, rows)
}

/// Returns the columns of a line.
pub(crate) fn columns(cx: &Context) -> usize {
    usize::from(cx.display.columns.saturating_sub(4))
}

/// How a page of text was scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scroll {
    /// By lines.
    Lines(isize),
    /// By pages.
    Pages(isize),
    /// To the start.
    Start,
    /// To the end.
    End,
}

impl Scroll {
    /// Down by the lines of a number.
    pub(crate) fn down(count: Count) -> Self {
        Self::Lines(count.forward())
    }

    /// Up by the lines of a number.
    pub(crate) fn up(count: Count) -> Self {
        Self::Lines(count.backward())
    }

    /// Returns the first line after scrolling, not yet held to the number of lines.
    pub(crate) fn apply(self, first_line: usize, cx: &Context) -> usize {
        let page = isize::try_from(height(cx)).unwrap_or(isize::MAX);
        match self {
            Self::Lines(by) => first_line.saturating_add_signed(by),
            Self::Pages(by) => first_line.saturating_add_signed(page.saturating_mul(by)),
            Self::Start => 0,
            Self::End => usize::MAX,
        }
    }
}

/// Returns the rows of a page of text.
pub(crate) fn height(cx: &Context) -> usize {
    usize::from(cx.display.rows.saturating_sub(3)).max(1)
}

/// Returns the first line held to the number of lines.
pub(crate) fn held(first_line: usize, lines: usize, cx: &Context) -> usize {
    first_line.min(lines.saturating_sub(height(cx)))
}
