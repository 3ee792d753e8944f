//! Draws the chain: dates in a column of their own, beside it a tree whose nodes are the symbols of the
//! events, and between two events the words that link them.

use annals_model::text::{Clean, width};
use annals_scene::relations::chain::{Again, Chain, Content, Node, Rail, Row, State, Stop};
use ratatui::layout::Rect;

use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;

/// The widest column of dates.
const MAX_DATE_COLUMNS: usize = 12;

/// The characters of the tree.
struct TreeGlyphs {
    /// Passing, beginning, a branch, the last branch.
    rails: [&'static str; 4],
    /// From there to the event.
    twig: &'static str,
    /// The last cell of it.
    twig_end: &'static str,
    /// Cells from one step of the tree to the next, where there is room.
    step: u16,
}

impl TreeGlyphs {
    const UNICODE: Self = Self {
        rails: ["│", "╭", "├", "╰"],
        twig: "─",
        twig_end: "─",
        step: 3,
    };

    const ASCII: Self = Self {
        rails: ["|", ".", "|", "`"],
        twig: "-",
        // Symbols of events may look like parts of the tree, so a blank keeps them apart.
        twig_end: " ",
        step: 4,
    };

    const fn of(painter: &Painter<'_>) -> &'static Self {
        if painter.look().is_ascii() {
            &Self::ASCII
        } else {
            &Self::UNICODE
        }
    }
}

/// Draws the rows that are scrolled to.
pub(super) fn draw(
    chain: &Chain,
    state: &State,
    marks: Marks<'_>,
    inner: Rect,
    painter: &mut Painter<'_>,
) {
    let rows = chain
        .rows
        .iter()
        .skip(state.first_row)
        .take(usize::from(inner.height));
    let rows: Vec<&Row> = rows.collect();
    let columns = Columns::new(chain, TreeGlyphs::of(painter).step, inner);
    for (y, row) in (inner.y..).zip(rows) {
        let line = Rect {
            y,
            height: 1,
            ..inner
        };
        draw_row(row, state, &columns, marks, line, painter);
    }
}

/// Where the parts of a row stand.
struct Columns {
    date: u16,
    step: u16,
}

impl Columns {
    /// The whole chain decides, not what is in sight: scrolling moves nothing sideways.
    fn new(chain: &Chain, widest_step: u16, area: Rect) -> Self {
        let date = |row: &Row| match &row.content {
            Content::Event(node) => width(&node.date),
            _ => 0,
        };
        let date = chain
            .rows
            .iter()
            .map(date)
            .max()
            .unwrap_or(0)
            .min(MAX_DATE_COLUMNS);
        let date = u16::try_from(date).unwrap_or(0);
        let date = if area.width < 40 {
            0
        } else {
            date + u16::from(date > 0) * 2
        };
        let deepest = chain
            .rows
            .iter()
            .map(|row| row.rails.len())
            .max()
            .unwrap_or(0);
        let deepest = u16::try_from(deepest).unwrap_or(u16::MAX).max(1);
        // A deep tree gets narrow steps, so that there is always room for titles.
        let step = (area.width / 2 / deepest).clamp(1, widest_step);
        Self { date, step }
    }
}

fn draw_row(
    row: &Row,
    state: &State,
    columns: &Columns,
    marks: Marks<'_>,
    line: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let end = line.x.saturating_add(line.width);
    let from = |x: u16| Rect {
        x,
        width: end.saturating_sub(x),
        ..line
    };
    let is_cursor = row.stop == Some(state.stop);
    if is_cursor && line.width > 0 {
        painter.glyph(line.x, line.y, look.glyphs.selected, look.theme.text);
    }
    let tree = line.x.saturating_add(2).saturating_add(columns.date);
    rails(row, columns.step, from(tree), painter);
    let depth = u16::try_from(row.rails.len()).unwrap_or(u16::MAX);
    let x = tree.saturating_add(depth.saturating_mul(columns.step));
    match &row.content {
        Content::Event(node) => {
            let is_subject = row.stop == Some(Stop::Subject);
            if columns.date > 0 {
                let room = Rect::new(line.x.saturating_add(2), line.y, columns.date - 1, 1);
                let style = if is_subject {
                    look.theme.strong
                } else {
                    look.theme.quiet
                };
                painter.text(room, &node.date, style);
            }
            if let Some(letter) = marks.letter(node.event) {
                let cell = Rect::new(line.x.saturating_add(1), line.y, 1, 1);
                painter.text(cell, &letter, look.theme.strong);
            }
            event(node, is_subject, is_cursor, marks, from(x), painter);
        }
        Content::Link {
            words,
            kind_words,
            evidence,
            ..
        } => {
            let after = painter.text(from(x), words, look.theme.text);
            let room = usize::from(end.saturating_sub(after));
            let [long, short] =
                [kind_words.as_ref(), None].map(|kind| said(kind, evidence.as_ref(), painter));
            let remark = if width(&long) <= room { long } else { short };
            painter.text(from(after), &remark, look.theme.quiet);
        }
        Content::More { count, .. } => {
            let text = Clean::line(&format!("{count} more"));
            let style = if is_cursor {
                look.theme.selected
            } else {
                look.theme.text
            };
            painter.text(from(x), &text, style);
        }
        Content::Remark(words) => {
            painter.text(from(x), words, look.theme.quiet);
        }
    }
}

/// What is said after the words of a link, each part after a separator.
fn said(kind: Option<&Clean>, evidence: Option<&Clean>, painter: &Painter<'_>) -> Clean {
    let separator = Clean::line(&format!(" {} ", painter.look().glyphs.separator));
    let mut said = Clean::default();
    for part in kind.into_iter().chain(evidence) {
        said.push(&separator);
        said.push(part);
    }
    said
}

/// The tree at the left of a row, on a line that begins where the tree does.
fn rails(row: &Row, step: u16, line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let glyphs = TreeGlyphs::of(painter);
    let end = line.x.saturating_add(line.width);
    let mut column = line.x;
    for rail in &row.rails {
        let (first, others) = match rail {
            Rail::Blank => (" ", " "),
            Rail::Pass => (glyphs.rails[0], " "),
            Rail::First => (glyphs.rails[1], glyphs.twig),
            Rail::Branch => (glyphs.rails[2], glyphs.twig),
            Rail::Last => (glyphs.rails[3], glyphs.twig),
        };
        for place in column..column.saturating_add(step).min(end) {
            let is_end = place > column && place + 1 == column.saturating_add(step);
            let glyph = match (place == column, is_end && others != " ") {
                (true, _) => first,
                (false, true) => glyphs.twig_end,
                (false, false) => others,
            };
            painter.glyph(place, line.y, glyph, look.theme.faint);
        }
        column = column.saturating_add(step);
    }
}

/// The symbol, the title, and where the event stands in full if not here.
fn event(
    node: &Node,
    is_subject: bool,
    is_cursor: bool,
    marks: Marks<'_>,
    line: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    if line.width == 0 {
        return;
    }
    let symbol = look.theme.actor(node.leader).patch(look.theme.strong);
    painter.glyph(line.x, line.y, look.glyphs.status(node.status), symbol);
    let is_out = marks.is_left_out(node.event);
    let outside = if is_out { "left out" } else { "" };
    let again = node.again.map_or_else(
        || Clean::own(outside),
        |(again, circle)| {
            let (glyph, words) = match again {
                Again::Above => (look.glyphs.more[0], "see above"),
                Again::Below => (look.glyphs.more[1], "see below"),
            };
            let circle = if circle { "circle: " } else { "" };
            Clean::line(&format!("{glyph} {circle}{words}"))
        },
    );
    let sign = u16::try_from(width(&again)).unwrap_or(0);
    let sign = sign + u16::from(sign > 0) * 2;
    let room = Rect {
        x: line.x.saturating_add(2),
        width: line.width.saturating_sub(2).saturating_sub(sign),
        ..line
    };
    let style = match (is_cursor, is_subject) {
        (true, _) => look.theme.selected,
        (false, true) => look.theme.strong,
        (false, false) if is_out => look.theme.quiet,
        (false, false) => look.theme.text,
    };
    let after = painter.text(room, &node.title, style);
    marks.underline(node.event, &node.title, room, painter);
    let rest = Rect {
        x: after.saturating_add(2),
        width: line
            .x
            .saturating_add(line.width)
            .saturating_sub(after.saturating_add(2)),
        ..line
    };
    painter.text(rest, &again, look.theme.quiet);
}
