//! Draws the chain: a tree with an event in each row, behind the words that join it, and dates in a column of
//! their own at the right.

use annals_model::text::{Clean, width};
use annals_scene::relations::chain::{Again, Chain, Content, Node, Rail, Row, State, Stop};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::look::Look;
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;
use crate::widgets::selected_row::SelectedRow;

/// The widest column of dates.
const MAX_DATE_COLUMNS: usize = 12;

/// From this width on, there are dates.
const WITH_DATES: u16 = 36;

/// Cells for joining words before they are cut, where there are twice as many for all.
const JOINING_WORDS: u16 = 14;

/// The widest step from one level of the tree to the next.
const MAX_STEP: u16 = 3;

/// The characters of the tree.
struct TreeGlyphs {
    /// Passing, a branch, the last branch.
    rails: [&'static str; 3],
    /// From there to the event.
    twig: &'static str,
    /// Where an event that is shown elsewhere stands: above, below.
    elsewhere: [&'static str; 2],
}

impl TreeGlyphs {
    const UNICODE: Self = Self {
        rails: ["│", "├", "└"],
        twig: "─",
        elsewhere: ["↑", "↓"],
    };

    const ASCII: Self = Self {
        rails: ["|", "|", "`"],
        twig: "-",
        elsewhere: ["^", "v"],
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
    let columns = Columns::new(chain, inner);
    for (y, row) in (inner.y..).zip(rows) {
        let line = Rect {
            y,
            height: 1,
            ..inner
        };
        draw_row(row, state, &columns, marks, line, painter);
    }
}

/// Widths of the parts of a row.
struct Columns {
    /// The date with the gap before it; nothing without dates.
    date: u16,
    /// A level of the tree.
    step: u16,
}

impl Columns {
    /// The whole chain decides, not what is in sight: scrolling moves nothing sideways.
    fn new(chain: &Chain, area: Rect) -> Self {
        let date = |row: &Row| match &row.content {
            Content::Event(node) => width(&node.date),
            _ => 0,
        };
        let date = chain.rows.iter().map(date).max().unwrap_or(0);
        let date = u16::try_from(date.min(MAX_DATE_COLUMNS)).unwrap_or(0);
        let has_dates = area.width >= WITH_DATES && date > 0;
        let deepest = chain.rows.iter().map(|row| row.rails.len()).max();
        let deepest = u16::try_from(deepest.unwrap_or(0))
            .unwrap_or(u16::MAX)
            .max(1);
        Self {
            date: if has_dates { date + 2 } else { 0 },
            // A deep tree gets narrow steps, so that there is always room for titles.
            step: (area.width / 2 / deepest).clamp(1, MAX_STEP),
        }
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
    let leader = match &row.content {
        Content::Event(node) => node.leader,
        _ => None,
    };
    let selected = SelectedRow::new(is_cursor, true, leader, look);
    let tree = line.x.saturating_add(2);
    rails(row, columns.step, from(tree), painter);
    let depth = u16::try_from(row.rails.len()).unwrap_or(u16::MAX);
    let x = tree.saturating_add(depth.saturating_mul(columns.step));
    match &row.content {
        Content::Event(node) => {
            if let Some(letter) = marks.letter(node.event) {
                let cell = Rect::new(line.x.saturating_add(1), line.y, 1, 1);
                painter.text(cell, &letter, look.theme.strong);
            }
            let styles = Styles::of(node, row.stop, selected, marks, look);
            let date = if node.date.is_empty() {
                0
            } else {
                columns.date
            };
            let room = Rect {
                x: end.saturating_sub(date),
                width: date.saturating_sub(1),
                ..line
            };
            painter.text_right(room, &node.date, styles.quiet);
            let room = Rect {
                width: from(x).width.saturating_sub(date),
                ..from(x)
            };
            event(node, &styles, marks, room, painter);
        }
        Content::More { count, .. } => {
            let text = Clean::line(&format!("{count} more"));
            painter.text(from(x), &text, selected.text(look.theme.quiet, look));
        }
        Content::Heading(words) => {
            painter.text(from(x), &Clean::own(words), look.theme.quiet);
        }
        Content::Remark(words) => {
            painter.text(from(x), words, look.theme.quiet);
        }
        Content::Gap => {}
    }
    selected.draw(line, painter);
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
            Rail::Branch => (glyphs.rails[1], glyphs.twig),
            Rail::Last => (glyphs.rails[2], glyphs.twig),
        };
        for place in column..column.saturating_add(step).min(end) {
            // A blank keeps the tree apart from symbols that look like parts of it.
            let is_end = place > column && place + 1 == column.saturating_add(step);
            let glyph = match (place == column, is_end) {
                (true, _) => first,
                (false, true) => " ",
                (false, false) => others,
            };
            painter.glyph(place, line.y, glyph, look.theme.faint);
        }
        column = column.saturating_add(step);
    }
}

/// The styles of the parts of an event.
struct Styles {
    symbol: Style,
    title: Style,
    /// The joining words and the date.
    quiet: Style,
}

impl Styles {
    fn of(
        node: &Node,
        stop: Option<Stop>,
        selected: SelectedRow,
        marks: Marks<'_>,
        look: &Look,
    ) -> Self {
        let theme = &look.theme;
        let is_subject = stop == Some(Stop::Subject);
        let is_elsewhere = node.again.is_some() || marks.is_left_out(node.event);
        let title = match (is_subject, is_elsewhere) {
            (true, _) => theme.strong,
            (false, true) => theme.quiet,
            (false, false) => theme.text,
        };
        let quiet = if is_subject {
            theme.strong
        } else {
            theme.quiet
        };
        Self {
            symbol: selected.mark(theme.actor(node.leader).patch(theme.strong), look),
            title: selected.text(title, look),
            quiet: selected.text(quiet, look),
        }
    }
}

/// The joining words, the symbol, the title, and the sign of an event that is shown in full elsewhere.
fn event(node: &Node, styles: &Styles, marks: Marks<'_>, line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let end = line.x.saturating_add(line.width);
    let from = |x: u16| Rect {
        x,
        width: end.saturating_sub(x),
        ..line
    };
    let mut x = line.x;
    if !node.joined_by.is_empty() {
        // The title matters more.
        let width = (line.width / 3).max(JOINING_WORDS.min(line.width / 2));
        let room = Rect { width, ..line };
        let after = painter.text(room, &node.joined_by, styles.quiet);
        x = after.saturating_add(1);
    }
    if from(x).width == 0 {
        return;
    }
    let symbol = look.glyphs.status(node.status);
    painter.glyph(x, line.y, symbol, styles.symbol);
    let [above, below] = TreeGlyphs::of(painter).elsewhere;
    let sign = match node.again {
        Some((Again::Above, _)) => above,
        Some((Again::Below, _)) => below,
        None if marks.is_left_out(node.event) => "left out",
        None => "",
    };
    let sign = Clean::own(sign);
    let wide = u16::try_from(width(&sign)).unwrap_or(0);
    let wide = wide + u16::from(wide > 0) * 2;
    let title = from(x.saturating_add(2));
    let room = Rect {
        width: title.width.saturating_sub(wide),
        ..title
    };
    let after = painter.text(room, &node.title, styles.title);
    marks.underline(node.event, &node.title, room, painter);
    painter.text(from(after.saturating_add(2)), &sign, styles.quiet);
}
