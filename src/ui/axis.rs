//! The axis: ticks, lanes and the overview strip.
//!
//! Owns how marks look. Where they stand is decided by the scene.

use ratatui::style::{Modifier, Style};

use super::Glyphs;
use super::painter::Painter;
use crate::app::{App, Hit, HitMap};
use crate::scene::axis::{Axis, Band, Certainty, EIGHTHS, Edge, Label, Mark};
use crate::scene::layout::{Area, Layout};
use crate::scene::list::Listing;
use crate::text::{Clean, fit};

pub(super) fn draw(app: &App, layout: &Layout, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let Some(axis) = app.axis(layout) else { return };
    hits.add(layout.axis, Hit::Axis);
    hits.add(layout.overview, Hit::Axis);
    ticks(&axis, layout.ticks, painter);
    let mut row = layout.axis.y;
    for band in &axis.bands {
        label(
            app,
            band,
            Area {
                y: row,
                height: 1,
                ..layout.labels
            },
            painter,
            hits,
        );
        for marks in &band.rows {
            let area = Area {
                y: row,
                height: 1,
                ..layout.axis
            };
            for mark in marks {
                draw_mark(band, mark, area, painter, hits);
            }
            row += 1;
        }
    }
    overview(&axis, layout, painter);
}

/// Labels over the rule; where a coarser unit has to be named too, that one over the rule and the
/// labels on it.
fn ticks(axis: &Axis, area: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (upper, rule) = (area.y, area.y + 1);
    painter.fill(
        Area {
            y: rule,
            height: 1,
            ..area
        },
        look.glyphs.rule,
        look.theme.faint,
    );
    let place = |column: u16, row: u16| {
        Area::new(area.x + column, row, area.width.saturating_sub(column), 1)
    };
    for context in &axis.ticks.context {
        let label = Clean::line(&context.label);
        painter.text(place(context.column, upper), &label, look.theme.text);
    }
    let on_rule = !axis.ticks.context.is_empty();
    for tick in &axis.ticks.major {
        let label = Clean::line(&tick.label);
        if on_rule {
            let after = painter.text(place(tick.label_column, rule), &label, look.theme.text);
            if after < area.x + area.width {
                painter.glyph(after, rule, " ", look.theme.text);
            }
        } else {
            painter.glyph(
                area.x + tick.column,
                rule,
                look.glyphs.major_tick,
                look.theme.text,
            );
            painter.text(place(tick.label_column, upper), &label, look.theme.text);
        }
    }
}

fn label(app: &App, band: &Band, area: Area, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let look = painter.look();
    let view = app.view();
    let chosen =
        view.listing == Listing::Actors && view.actor.is_some() && view.actor == band.actor;
    let style = if chosen {
        look.theme.selected
    } else {
        look.theme.text
    };
    painter.glyph(
        area.x + 1,
        area.y,
        look.glyphs.lane,
        look.theme.actor(band.actor),
    );
    let more = match band.hidden_rows {
        0 => Clean::default(),
        count => Clean::line(&format!("+{count}")),
    };
    let room = Area {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    };
    let from = painter.text_right(room, &more, look.theme.quiet);
    let gap = u16::from(!more.is_empty());
    painter.text(
        Area {
            width: (from - room.x).saturating_sub(gap),
            ..room
        },
        &band.label,
        style,
    );
    if let Some(actor) = band.actor {
        let height = u16::try_from(band.rows.len()).unwrap_or(1);
        hits.add(Area { height, ..area }, Hit::Actor(actor));
    }
}

fn draw_mark(band: &Band, mark: &Mark, area: Area, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let look = painter.look();
    let (first, end) = mark.cells(area.width);
    let cells = Area::new(area.x + first, area.y, end - first, 1);
    hits.add(cells, Hit::Event(mark.event));
    // What is sure of the selected mark is as bright as text can be; the rest, and the others, have
    // the colour of their lane. Slopes stay as they are: they would cost most and say least.
    let lane = look.theme.actor(band.actor);
    let color = if mark.selected {
        Style::new().add_modifier(Modifier::BOLD)
    } else {
        lane
    };
    let solid = look.theme.solid_bars || mark.selected;
    for column in first..end {
        let here = stretch(mark, column, look.glyphs);
        let (glyph, reversed) = body(mark, column, end, here, look.glyphs, solid);
        let is_point = mark.to() - mark.from() < EIGHTHS;
        let style = match (reversed || is_point && mark.selected, here.1 || is_point) {
            (true, _) => color.add_modifier(Modifier::REVERSED),
            (false, true) => color,
            (false, false) => lane,
        };
        painter.glyph(area.x + column, area.y, glyph, style);
    }
    if let Some(label) = &mark.label {
        draw_label(mark, label, end, solid, color, area, painter);
    }
    for (edge, column, glyph) in [
        (mark.left, first, look.glyphs.open[0]),
        (mark.right, end - 1, look.glyphs.open[1]),
    ] {
        match edge {
            Edge::Open => painter.glyph(area.x + column, area.y, glyph, color),
            Edge::Unknown => painter.glyph(area.x + column, area.y, look.glyphs.unknown, color),
            Edge::Dated | Edge::Beyond => {}
        }
    }
}

fn draw_label(
    mark: &Mark,
    label: &Label,
    end: u16,
    solid: bool,
    color: Style,
    area: Area,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let style = if mark.selected {
        look.theme.strong
    } else {
        look.theme.text
    };
    let place = Area::new(area.x + label.column, area.y, label.room, 1);
    let text = fit(
        &label.text,
        usize::from(label.room),
        &Clean::own(look.glyphs.ellipsis),
    );
    // What stood there shows through: the ground of a sure stretch, never one that is not sure.
    painter.style(place, Style::new().remove_modifier(Modifier::REVERSED));
    let after = painter.text(place, &text, style);
    let inside = end.min(label.column + label.room);
    if solid {
        for column in label.column..inside {
            let cell = Area::new(area.x + column, area.y, 1, 1);
            if stretch(mark, column, look.glyphs).1 {
                painter.style(cell, color.add_modifier(Modifier::REVERSED));
            } else if mark.selected && area.x + column < after {
                // Where nothing is sure there is no ground to make bright.
                painter.style(cell, Style::new().add_modifier(Modifier::UNDERLINED));
            }
        }
    } else if after < area.x + inside {
        // A blank keeps the words apart from the line that goes on behind them.
        painter.glyph(after, area.y, " ", Style::new());
    }
}

/// The glyph of a mark in one column, and whether its ground and its ink are exchanged.
///
/// A solid bar is the ground itself, cut at eighths of a cell: the blocks that fill a cell from the
/// left fill it from the right when they are reversed.
fn body(
    mark: &Mark,
    column: u16,
    end: u16,
    (glyph, certain): (&'static str, bool),
    glyphs: &Glyphs,
    solid: bool,
) -> (&'static str, bool) {
    let first = u32::from(column) == mark.from() / EIGHTHS;
    let starts_certain = mark
        .stretches
        .first()
        .is_some_and(|first| first.certainty == Certainty::Certain);
    if mark.to() - mark.from() < EIGHTHS {
        return (glyphs.point(mark.count), false);
    }
    if !certain {
        return (glyph, false);
    }
    if first && mark.left == Edge::Dated && starts_certain {
        let offset = mark.from() % EIGHTHS;
        if !solid {
            let place = match offset {
                0..=2 => 0,
                3..=5 => 1,
                _ => 2,
            };
            return (glyphs.starts[place], false);
        }
        // A sliver is always left out, so that bars that touch stay apart.
        let blank = usize::try_from(offset.max(1)).unwrap_or(1);
        return (glyphs.parts[blank], true);
    }
    let filled = usize::try_from(mark.to() % EIGHTHS).unwrap_or(0);
    match (solid, column + 1 == end && filled > 0) {
        (true, true) => (glyphs.parts[filled], false),
        (true, false) => (" ", true),
        (false, true) if filled <= 4 => (glyphs.certain_half, false),
        (false, _) => (glyph, false),
    }
}

/// The glyph of the stretch that covers the middle of a column, and whether that stretch is sure.
fn stretch(mark: &Mark, column: u16, glyphs: &Glyphs) -> (&'static str, bool) {
    let middle = u32::from(column) * EIGHTHS + EIGHTHS / 2;
    let found = mark
        .stretches
        .iter()
        .find(|stretch| middle >= stretch.from && middle < stretch.to);
    // Where the middle of the cell lies outside, its edge belongs to the nearer end of the mark.
    let nearest = if middle < mark.from() {
        mark.stretches.first()
    } else {
        mark.stretches.last()
    };
    let Some(stretch) = found.or(nearest) else {
        return (" ", false);
    };
    let along = middle.clamp(stretch.from, stretch.to - 1) - stretch.from;
    let (left, right) = (i64::from(stretch.sureness.0), i64::from(stretch.sureness.1));
    let sureness = left + (right - left) * i64::from(along) / i64::from(stretch.to - stretch.from);
    let third = usize::try_from(sureness * 3 / 256).unwrap_or(0).min(2);
    match stretch.certainty {
        Certainty::Rising | Certainty::Falling => (glyphs.fading[third], false),
        Certainty::Possible => (glyphs.fading[0], false),
        Certainty::Certain if mark.doubtful => (glyphs.doubtful, false),
        Certainty::Certain => (glyphs.certain, true),
    }
}

fn overview(axis: &Axis, layout: &Layout, painter: &mut Painter<'_>) {
    let look = painter.look();
    let area = layout.overview;
    let (first, end) = axis.overview_window;
    for (column, &height) in (0_u16..).zip(&axis.overview) {
        let inside = column >= first && column < end;
        let style = if inside {
            look.theme.text
        } else {
            look.theme.faint
        };
        let glyph = look.glyphs.heights[usize::from(height.min(8))];
        painter.glyph(area.x + column, area.y, glyph, style);
    }
    let (above, below) = axis.hidden_lanes;
    let mut words = Vec::new();
    if above > 0 {
        words.push(format!("{}{above}", look.glyphs.more[0]));
    }
    if below > 0 {
        words.push(format!("{}{below}", look.glyphs.more[1]));
    }
    let text = if words.is_empty() {
        Clean::own("overview")
    } else {
        Clean::line(&format!("{} more", words.join(" ")))
    };
    let place = Area {
        x: layout.labels.x + 1,
        y: area.y,
        width: layout.labels.width,
        height: 1,
    };
    painter.text(place, &text, look.theme.quiet);
}
