//! The axis: ticks, eras, lanes and the overview strip.
//!
//! Owns the order in which they are painted: what lies behind comes first. Where everything stands
//! is decided by the scene.

mod bars;
mod eras;
mod ticks;

use ratatui::style::{Modifier, Style};

use self::bars::Styles;
pub(super) use self::ticks::labels as tick_labels;
use super::painter::Painter;
use crate::app::{App, Hit, HitMap};
use annals_model::sort_by_key;
use annals_model::text::{Clean, width};
use annals_scene::axis::{Axis, Band, Content, Density, GuideKind, MarkKind};
use annals_scene::layout::{Area, Layout};
use annals_scene::list::Listing;

pub(super) fn draw(app: &App, layout: &Layout, painter: &mut Painter<'_>, hits: &mut HitMap) {
    if let Some(axis) = app.axis(layout) {
        paint(app, &axis, layout, painter, hits);
    }
}

fn paint(app: &App, axis: &Axis, layout: &Layout, painter: &mut Painter<'_>, hits: &mut HitMap) {
    hits.add(layout.axis, Hit::Axis);
    hits.add(layout.overview, Hit::Overview);
    ticks::draw(axis, layout.ticks, painter);
    eras::draw(axis, layout, painter);
    behind(axis, layout.axis, painter);
    let mut row = layout.axis.y;
    for band in &axis.bands {
        let height = u16::try_from(band.rows()).unwrap_or(u16::MAX);
        let names = Area {
            y: row,
            height,
            ..layout.labels
        };
        name(app, band, names, painter, hits);
        row = row.saturating_add(height);
    }
    lanes(axis, layout.axis, Inks::ByLane, painter, hits);
    overview(axis, layout, painter);
}

/// Draws ticks and lanes alone, without names and without the overview.
/// The selected mark has a style of its own, the others stand back.
pub(super) fn draw_alone(
    axis: &Axis,
    ticks: Area,
    area: Area,
    selected: Style,
    painter: &mut Painter<'_>,
) {
    ticks::draw(axis, ticks, painter);
    behind(axis, area, painter);
    // Nothing is to be clicked there.
    lanes(
        axis,
        area,
        Inks::Apart(selected),
        painter,
        &mut HitMap::default(),
    );
}

/// The colours of marks.
#[derive(Debug, Clone, Copy)]
enum Inks {
    /// Each lane has its own, and the selected mark is the brightest.
    ByLane,
    /// Only the selected mark has one; the others are quiet lines.
    Apart(Style),
}

/// The lanes, one below the other.
fn lanes(axis: &Axis, all: Area, inks: Inks, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let mut row = all.y;
    for band in &axis.bands {
        let height = u16::try_from(band.rows()).unwrap_or(u16::MAX);
        let area = Area {
            y: row,
            height,
            ..all
        };
        hits.add(area, Hit::Lane(band.lane));
        if let Content::Density(density) = &band.content {
            columns(band, density, area, painter);
        }
        for (place, y) in (0..band.rows()).zip(row..) {
            let area = Area {
                y,
                height: 1,
                ..area
            };
            // Neighbours may share a cell. What would be lost under the other is drawn last: points
            // over bars, edges that are not sure over those that are, the selection over all.
            let mut marks: Vec<_> = band.marks(place).iter().collect();
            sort_by_key(&mut marks, |mark| {
                (mark.selected, mark.is_thin(), mark.kind != MarkKind::Whole)
            });
            for mark in marks {
                let theme = &painter.look().theme;
                let styles = match inks {
                    Inks::ByLane => Styles {
                        lane: theme.actor(band.actor),
                        selected: Style::new().add_modifier(Modifier::BOLD),
                        solid: theme.solid_bars,
                    },
                    Inks::Apart(selected) => Styles {
                        lane: theme.quiet,
                        selected,
                        solid: false,
                    },
                };
                bars::draw(mark, &styles, area, painter, hits);
            }
        }
        row = row.saturating_add(height);
    }
}

/// What passes behind the lanes: guides over their whole height, and the connector of the selection.
fn behind(axis: &Axis, area: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    for guide in &axis.guides {
        let glyph = look.glyphs.guides[match guide.kind {
            GuideKind::Era => 0,
            GuideKind::Now => 1,
            GuideKind::Marker => 2,
        }];
        for row in area.y..area.y + area.height {
            painter.glyph(area.x + guide.column, row, glyph, look.theme.faint);
        }
    }
    if let Some(connector) = &axis.connector {
        for row in &connector.rows {
            painter.glyph(
                area.x + connector.column,
                area.y + row,
                look.glyphs.connector,
                look.over(look.theme.strong),
            );
        }
    }
}

/// The name of a lane on its lowest row, and beside it what cannot be seen there.
fn name(app: &App, band: &Band, area: Area, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let look = painter.look();
    let view = app.view();
    let chosen =
        view.listing == Listing::Actors && view.actor.is_some() && view.actor == band.actor;
    // The lane that one moves along is shown as soon as one moves along lanes.
    let along = view.lane == Some(band.lane) && app.current_lane() == view.lane;
    let style = if chosen {
        look.theme.selected
    } else if along {
        look.theme.strong
    } else {
        look.theme.text
    };
    for row in area.y..area.y + area.height {
        let color = look.theme.actor(band.actor);
        painter.glyph(area.x + 1, row, look.glyphs.lane, color);
    }
    let more = match (&band.content, band.hidden_rows) {
        (Content::Density(_), _) => short(band.events),
        (Content::Bars(_), 0) => Clean::default(),
        (Content::Bars(_), count) => Clean::line(&format!("+{count}")),
    };
    let room = Area {
        x: area.x + 2,
        y: area.y + area.height.saturating_sub(1),
        width: area.width.saturating_sub(2),
        height: 1,
    };
    let (wide, needed) = (
        usize::from(room.width),
        width(&band.label) + 1 + width(&more),
    );
    let room_left = if more.is_empty() {
        room.width
    } else if needed > wide && area.height > 1 {
        // The row above the name has room for both.
        let above = Area {
            y: room.y - 1,
            ..room
        };
        painter.text_right(above, &more, look.theme.quiet);
        room.width
    } else {
        let from = painter.text_right(room, &more, look.theme.quiet);
        (from - room.x).saturating_sub(1)
    };
    let place = Area {
        width: room_left,
        ..room
    };
    painter.text(place, &band.label, style);
    if let Some(actor) = band.actor {
        hits.add(area, Hit::Actor(actor));
    }
}

/// A number in at most four cells: `999`, `1.2k`, `12k`, `3.4M`; rounded down, so that it never says
/// more than there is.
fn short(count: usize) -> Clean {
    let (unit, name) = match count {
        0..1_000 => return Clean::line(&count.to_string()),
        1_000..1_000_000 => (1_000, "k"),
        1_000_000..1_000_000_000 => (1_000_000, "M"),
        _ => (1_000_000_000, "G"),
    };
    let (whole, tenth) = (count / unit, count % unit * 10 / unit);
    Clean::line(&if whole < 10 && tenth > 0 {
        format!("{whole}.{tenth}{name}")
    } else {
        format!("{whole}{name}")
    })
}

/// A lane as columns, in its colour.
fn columns(band: &Band, density: &Density, area: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let style = look.theme.actor(band.actor);
    for (place, row) in (0..density.rows).zip(area.y..) {
        for column in 0..area.width {
            let mut height = usize::from(density.height(place, column));
            if place == 0 {
                // What fills the uppermost row keeps apart from the lane above.
                height = height.min(7);
            }
            if height > 0 {
                let glyph = look.glyphs.heights[height.min(8)];
                painter.glyph(area.x + column, row, glyph, look.over(style));
            }
        }
    }
}

fn overview(axis: &Axis, layout: &Layout, painter: &mut Painter<'_>) {
    let look = painter.look();
    let area = layout.overview;
    let (first, end) = axis.overview_window;
    let framed = first > 0 || end < area.width;
    for (column, &height) in (0_u16..).zip(&axis.overview) {
        let style = if axis.overview_found.binary_search(&column).is_ok() {
            // Brighter than the rest and underlined: colour alone would not be seen everywhere.
            look.over(look.theme.strong.add_modifier(Modifier::UNDERLINED))
        } else if framed && column >= first && column < end {
            look.theme.overview
        } else {
            look.theme.faint
        };
        // What fills the row keeps apart from the lane above.
        let glyph = look.glyphs.heights[usize::from(height.min(7))];
        painter.glyph(area.x + column, area.y, glyph, style);
    }
    // Beyond the story there is nothing to frame: an arrow says where the window is.
    if first == end {
        let (column, glyph) = if first == 0 {
            (0, look.glyphs.open[0])
        } else {
            (area.width.saturating_sub(1), look.glyphs.open[1])
        };
        painter.glyph(area.x + column, area.y, glyph, look.over(look.theme.strong));
    } else if framed {
        // The frame stands around the window, so that what is inside is seen however narrow it is.
        let [left, right] = look.glyphs.frame;
        let style = look.over(look.theme.strong);
        painter.glyph((area.x + first).saturating_sub(1), area.y, left, style);
        painter.glyph(area.x + end, area.y, right, style);
    }
    let (above, below) = axis.hidden_lanes;
    let mut words = Vec::new();
    if above > 0 {
        words.push(format!("{}{above}", look.glyphs.more[0]));
    }
    if below > 0 {
        words.push(format!("{}{below}", look.glyphs.more[1]));
    }
    let text = match (words.is_empty(), axis.lanes_off) {
        (true, 0) => Clean::own("overview"),
        (true, off) => Clean::line(&format!("{off} hidden")),
        (false, 0) => Clean::line(&format!("{} more", words.join(" "))),
        (false, off) => Clean::line(&format!("{} more, {off} off", words.join(" "))),
    };
    let place = Area {
        x: layout.labels.x + 1,
        y: area.y,
        width: layout.labels.width,
        height: 1,
    };
    painter.text(place, &text, look.theme.quiet);
}

#[cfg(test)]
mod tests;
