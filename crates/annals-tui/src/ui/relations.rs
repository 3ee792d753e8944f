//! The views of how things hang together: the grid, the story lines, the chain of an event.
//!
//! Owns how the arrangements of [`annals_scene::relations`] look. Each view takes the whole of its
//! area, with a box around it where there is room for one.

mod chain;
mod glyphs;
mod grid;
mod story_lines;

#[cfg(test)]
use ratatui::{buffer::Buffer, layout::Rect};

use self::glyphs::TreeGlyphs;
use super::Glyphs;
#[cfg(test)]
use super::Look;
use super::axis;
use super::frame;
use super::lines::draw_line;
use super::marks::Marks;
use super::painter::Painter;
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::flow::{Line, Role};
use annals_scene::layout::Area;
use annals_scene::relations::chain::{Chain, State};
use annals_scene::relations::grid::Grid;
use annals_scene::relations::inside;
use annals_scene::relations::story_lines::StoryLines;
use annals_time::Ticks;

/// Draws a grid that was arranged for the [`inside`] of the area.
#[cfg(test)]
pub(super) fn draw_grid(grid: &Grid, look: &Look, area: Area, buffer: &mut Buffer) {
    paint_grid(grid, Marks::default(), area, &mut whole(buffer, look));
}

/// Draws story lines that were arranged for the layout of the area.
#[cfg(test)]
pub(super) fn draw_story_lines(lines: &StoryLines, look: &Look, area: Area, buffer: &mut Buffer) {
    paint_story_lines(lines, Marks::default(), area, &mut whole(buffer, look));
}

/// Draws a chain; its cursor is in sight if it was held to the rows of the area's [`inside`].
#[cfg(test)]
pub(super) fn draw_chain(
    chain: &Chain,
    state: &State,
    look: &Look,
    area: Area,
    buffer: &mut Buffer,
) {
    paint_chain(
        chain,
        state,
        Marks::default(),
        area,
        &mut whole(buffer, look),
    );
}

/// As [`draw_grid`], among other things of a frame.
pub(super) fn paint_grid(grid: &Grid, marks: Marks<'_>, area: Area, painter: &mut Painter<'_>) {
    draw_box(area, "Who takes part in what", &grid.remark, painter);
    grid::draw(grid, marks, inside(area), painter);
}

/// As [`draw_story_lines`], among other things of a frame.
pub(super) fn paint_story_lines(
    lines: &StoryLines,
    marks: Marks<'_>,
    area: Area,
    painter: &mut Painter<'_>,
) {
    draw_box(area, "Story lines", &lines.remark, painter);
    story_lines::draw(lines, marks, painter);
}

/// As [`draw_chain`], among other things of a frame.
pub(super) fn paint_chain(
    chain: &Chain,
    state: &State,
    marks: Marks<'_>,
    area: Area,
    painter: &mut Painter<'_>,
) {
    let (before, after) = chain.counts;
    let dot = painter.look().glyphs.separator;
    let out = chain
        .in_full()
        .filter(|&(_, event)| marks.is_left_out(event));
    let out = match out.count() {
        0 => String::new(),
        out => format!(" {dot} {out} outside the filter"),
    };
    let remark = Clean::line(&format!("{before} before {dot} {after} after{out}"));
    draw_box(area, "What led to it, and what it led to", &remark, painter);
    chain::draw(chain, state, marks, inside(area), painter);
}

#[cfg(test)]
fn whole<'a>(buffer: &'a mut Buffer, look: &'a Look) -> Painter<'a> {
    let area: Rect = buffer.area;
    Painter::new(buffer, area, look)
}

/// The characters of lines and trees that belong to those of a look.
fn tree_glyphs(painter: &Painter<'_>) -> &'static TreeGlyphs {
    if painter.look().glyphs.rule == Glyphs::ASCII.rule {
        &TreeGlyphs::ASCII
    } else {
        &TreeGlyphs::UNICODE
    }
}

/// The box of a view.
fn draw_box(area: Area, title: &'static str, remark: &Clean, painter: &mut Painter<'_>) {
    if inside(area) != area {
        frame::draw(painter, area, &Clean::own(title), remark, true);
    }
}

/// The words on the event under the cursor, what was found in them underlined.
fn draw_words(
    line: &Line,
    event: Option<EventIndex>,
    marks: Marks<'_>,
    area: Area,
    painter: &mut Painter<'_>,
) {
    draw_line(line, None, area, painter);
    let (Line::Runs(runs), Some(event)) = (line, event) else {
        return;
    };
    let mut column = area.x;
    for run in runs {
        let cells = u16::try_from(run.cells()).unwrap_or(u16::MAX);
        let place = Area {
            x: column,
            width: cells.min(area.x.saturating_add(area.width).saturating_sub(column)),
            ..area
        };
        if run.role == Role::Text {
            marks.underline_parts(event, &run.text, place, painter);
        }
        column = column.saturating_add(cells);
    }
}

/// The ticks of the axis, with the line that they stand on.
fn draw_ticks(ticks: &Ticks, area: Area, painter: &mut Painter<'_>) {
    if area.height < 2 {
        return;
    }
    let rule = Area {
        y: area.y + 1,
        height: 1,
        ..area
    };
    let look = painter.look();
    painter.fill(rule, look.glyphs.rule, look.theme.faint);
    axis::tick_labels(ticks, area, painter);
}

#[cfg(test)]
mod screen_tests;
#[cfg(test)]
mod tests;
