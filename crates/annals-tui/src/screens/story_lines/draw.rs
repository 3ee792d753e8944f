//! Draws the story lines: lines in the colours of their actors, thicker where an event holds, the joins
//! behind them, and the join at the cursor in front of everything.

use annals_model::text::Clean;
use annals_scene::relations::story_lines::{Join, Layout, StoryLine, StoryLines, Weight};
use annals_time::Ticks;
use ratatui::layout::Rect;

use crate::glyphs::nth;
use crate::screens::relations::draw_words;
use crate::widgets::axis::ticks;
use crate::widgets::marks::{Marks, UNDERLINE, underline_all};
use crate::widgets::painter::Painter;
use crate::widgets::selected_row::SelectedRow;

/// The characters of the lines.
struct LineGlyphs {
    /// Between events.
    between: &'static str,
    /// Where an event may hold: in even columns, in odd ones.
    possible: [&'static str; 2],
    /// Where an event holds.
    sure: &'static str,
    /// A join between lines, across a line between events, and across an event.
    join: [&'static str; 3],
    /// The same of the join at the cursor.
    bright: [&'static str; 3],
}

impl LineGlyphs {
    const UNICODE: Self = Self {
        between: "─",
        possible: ["╌", "╌"],
        sure: "━",
        join: ["│", "┼", "┿"],
        bright: ["┃", "╂", "╋"],
    };

    const ASCII: Self = Self {
        between: "-",
        possible: ["-", " "],
        sure: "=",
        join: ["|", "+", "+"],
        bright: ["#", "#", "#"],
    };

    const fn of(painter: &Painter<'_>) -> &'static Self {
        if painter.look().is_ascii() {
            &Self::ASCII
        } else {
            &Self::UNICODE
        }
    }
}

/// Draws story lines where they were arranged.
pub(super) fn draw(lines: &StoryLines, marks: Marks<'_>, painter: &mut Painter<'_>) {
    let layout = &lines.layout;
    draw_ticks(&lines.ticks, layout.ticks, painter);
    for (place, line) in lines.lines.iter().enumerate() {
        if line.row < layout.lines.height {
            name(lines, place, line, layout.names, painter);
            story_line(line, layout.lines, painter);
        }
    }
    // The join under the cursor lies in front of the others.
    let (bright, plain): (Vec<&Join>, Vec<&Join>) =
        lines.joins.iter().partition(|join| join.selected);
    for join in plain.into_iter().chain(bright) {
        draw_join(lines, join, marks, layout.lines, painter);
    }
    labels(lines, marks, layout.lines, painter);
    hidden(lines, layout, painter);
    // The words follow the last line, after an empty row where there are rows enough.
    let last = lines
        .lines
        .last()
        .map_or(0, |line| line.row.saturating_add(1 + lines.step));
    let first = layout
        .lines
        .y
        .saturating_add(last)
        .min(layout.words.y + gap(lines, layout));
    for (y, line) in (first..layout.words.y.saturating_add(layout.words.height)).zip(&lines.words) {
        draw_words(
            line,
            lines.event,
            marks,
            Rect {
                y,
                height: 1,
                ..layout.words
            },
            painter,
        );
    }
}

/// Returns 1 if an empty row fits before the words.
fn gap(lines: &StoryLines, layout: &Layout) -> u16 {
    let words = u16::try_from(lines.words.len()).unwrap_or(u16::MAX);
    layout.words.height.saturating_sub(words).min(1)
}

/// Draws the ticks of the axis and the line below them.
fn draw_ticks(ticks: &Ticks, area: Rect, painter: &mut Painter<'_>) {
    if area.height < 2 {
        return;
    }
    let rule = Rect {
        y: area.y + 1,
        height: 1,
        ..area
    };
    let look = painter.look();
    painter.fill(rule, look.glyphs.axis.rule, look.theme.faint);
    ticks::labels(ticks, &(0..0), area, painter);
}

fn name(lines: &StoryLines, place: usize, line: &StoryLine, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let y = area.y.saturating_add(line.row);
    let at_cursor = lines.cursor == Some(place);
    let color = look.theme.actor(Some(line.actor));
    let row = SelectedRow::new(at_cursor, true, Some(line.actor), look);
    let style = match line.takes_part {
        true => color.patch(look.theme.strong),
        false if line.is_absent => look.theme.quiet,
        false => look.theme.text,
    };
    if area.width > 0 {
        painter.glyph(area.x, y, look.glyphs.lane, color);
    }
    let room = Rect::new(area.x.saturating_add(1), y, area.width.saturating_sub(2), 1);
    painter.text(room, &line.name, row.text(style, look));
    let name = Rect::new(area.x, y, area.width.saturating_sub(1), 1);
    row.draw(name, painter);
}

fn story_line(line: &StoryLine, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let glyphs = LineGlyphs::of(painter);
    let style = look.theme.actor(Some(line.actor));
    let y = area.y.saturating_add(line.row);
    for (column, weight) in (0..area.width).zip(&line.weights) {
        let (glyph, style) = match weight {
            Weight::Nothing => continue,
            Weight::Between => (glyphs.between, style.patch(look.theme.faint)),
            Weight::Possible => (nth(&glyphs.possible, column % 2), style),
            Weight::Sure => (glyphs.sure, style),
        };
        painter.glyph(area.x.saturating_add(column), y, glyph, style);
    }
    for (column, &height) in (0..area.width).zip(&line.heights) {
        if height > 0 {
            let glyph = nth(&look.glyphs.axis.heights, height);
            painter.glyph(area.x.saturating_add(column), y, glyph, style);
        }
    }
    let last = area.width.saturating_sub(1);
    let ends = [(line.beyond.0, 0, 0_u16), (line.beyond.1, last, 1)];
    for (beyond, column, side) in ends {
        if beyond && area.width > 0 {
            painter.glyph(
                area.x.saturating_add(column),
                y,
                nth(&look.glyphs.bars.open, side),
                style,
            );
        }
    }
}

fn draw_join(
    lines: &StoryLines,
    join: &Join,
    marks: Marks<'_>,
    area: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let glyphs = LineGlyphs::of(painter);
    if join.column >= area.width {
        return;
    }
    let x = area.x.saturating_add(join.column);
    let (set, style) = if join.selected {
        (&glyphs.bright, look.over(look.theme.strong))
    } else {
        (&glyphs.join, look.theme.quiet)
    };
    for row in join.rows.start..join.rows.end.min(area.height) {
        let crossed = lines.lines.iter().find(|line| line.row == row);
        let weight = crossed.and_then(|line| line.weights.get(usize::from(join.column)));
        let glyph = match weight {
            None | Some(Weight::Nothing) => set[0],
            Some(Weight::Sure) => set[2],
            Some(_) => set[1],
        };
        painter.glyph(x, area.y.saturating_add(row), glyph, style);
    }
    let is_found = join.events.iter().any(|&event| marks.is_found(event));
    for node in join.nodes.iter().filter(|node| node.row < area.height) {
        let actor = lines.lines.iter().find(|line| line.row == node.row);
        let color = look.theme.actor(actor.map(|line| line.actor));
        let glyph = match node.count {
            0 | 1 => look.glyphs.status(node.status),
            count => look.glyphs.point(count),
        };
        let style = if node.selected {
            look.theme.selected
        } else {
            color.patch(look.theme.strong)
        };
        let style = if is_found {
            style.patch(UNDERLINE)
        } else {
            style
        };
        painter.glyph(x, area.y.saturating_add(node.row), glyph, look.over(style));
    }
}

fn labels(lines: &StoryLines, marks: Marks<'_>, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    for label in &lines.labels {
        if label.row >= area.height || label.column >= area.width {
            continue;
        }
        let style = if label.selected {
            look.theme.strong
        } else {
            look.theme.quiet
        };
        let place = Rect::new(
            area.x.saturating_add(label.column),
            area.y.saturating_add(label.row),
            label.room.min(area.width - label.column),
            1,
        );
        painter.text(place, &label.text, style);
        let join = lines.joins.iter().find(|join| join.event == label.event);
        match join.map_or(&[][..], |join| &join.events) {
            [event] => marks.underline(*event, &label.text, place, painter),
            several if several.iter().any(|&event| marks.is_found(event)) => {
                underline_all(&label.text, place, painter);
            }
            _ => {}
        }
    }
}

/// Says how many lines are scrolled out above and below, to the left of the ticks.
fn hidden(lines: &StoryLines, layout: &Layout, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (above, below) = lines.hidden;
    let mut words = Vec::new();
    for (count, glyph) in [above, below].into_iter().zip(look.glyphs.more) {
        if count > 0 {
            words.push(format!("{glyph}{count}"));
        }
    }
    if words.is_empty() || layout.ticks.height == 0 {
        return;
    }
    let text = Clean::line(&format!("{} more", words.join(" ")));
    let room = Rect::new(
        layout.names.x.saturating_add(1),
        layout.ticks.y,
        layout.names.width.saturating_sub(2),
        1,
    );
    painter.text(room, &text, look.theme.quiet);
}
