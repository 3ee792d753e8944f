//! The lanes with their marks, as the browser and the cards of a presentation draw them.

mod bars;
pub(crate) mod ticks;

use annals_scene::axis::{Axis, Band, Content, Density, GuideKind, MarkKind};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use self::bars::Styles;
use super::painter::Painter;
use crate::glyphs::nth;
use crate::hits::{Hit, HitMap};
use crate::theme::BarStyle;

/// Draws ticks and lanes alone, without names and without the overview.
/// The selected mark has a style of its own, the others stand back.
pub(crate) fn draw_alone(
    axis: &Axis,
    ticks: Rect,
    area: Rect,
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
pub(crate) enum Inks {
    /// Each lane has its own, and the selected mark is the brightest.
    ByLane,
    /// Only the selected mark has one; the others are quiet lines.
    Apart(Style),
}

/// The lanes, one below the other.
pub(crate) fn lanes(
    axis: &Axis,
    all: Rect,
    inks: Inks,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let mut row = all.y;
    for band in &axis.bands {
        let height = u16::try_from(band.rows()).unwrap_or(u16::MAX);
        let area = Rect {
            y: row,
            height,
            ..all
        };
        hits.add(area, Hit::Lane(band.lane));
        if let Content::Density(density) = &band.content {
            columns(band, density, area, painter);
        }
        for (place, y) in (0..band.rows()).zip(row..) {
            let area = Rect {
                y,
                height: 1,
                ..area
            };
            // Neighbours may share a cell. What would be lost under the other is drawn last: points
            // over bars, edges that are not sure over those that are, the selection over all.
            let mut marks: Vec<_> = band.marks(place).iter().collect();
            marks.sort_by_key(|mark| (mark.selected, mark.is_thin(), mark.kind != MarkKind::Whole));
            for mark in marks {
                let theme = &painter.look().theme;
                let styles = match inks {
                    Inks::ByLane => Styles {
                        lane: theme.actor(band.actor),
                        selected: Style::new().add_modifier(Modifier::BOLD),
                        bars: theme.bar_style(band.actor),
                        colors: theme.bar(band.actor),
                    },
                    Inks::Apart(selected) => Styles {
                        lane: theme.quiet,
                        selected,
                        bars: BarStyle::Underlined,
                        colors: None,
                    },
                };
                bars::draw(mark, &styles, area, painter, hits);
            }
        }
        row = row.saturating_add(height);
    }
}

/// What passes behind the lanes: guides over their whole height, and the connector of the selection.
pub(crate) fn behind(axis: &Axis, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let has_bands = look.theme.eras.is_some();
    // The edges of eras are those of their bands, if they have any.
    let guides = axis.guides.iter();
    for guide in guides.filter(|guide| !has_bands || guide.kind != GuideKind::Era) {
        let place = match guide.kind {
            GuideKind::Era => 0_u16,
            GuideKind::Now => 1,
            GuideKind::Marker => 2,
        };
        let glyph = nth(&look.glyphs.axis.guides, place);
        for row in area.y..area.y + area.height {
            painter.glyph(
                area.x + guide.column,
                row,
                glyph,
                look.upon(look.theme.faint),
            );
        }
    }
    if let Some(connector) = &axis.connector {
        for row in &connector.rows {
            painter.glyph(
                area.x + connector.column,
                area.y + row,
                look.glyphs.axis.connector,
                look.upon(look.theme.strong),
            );
        }
    }
}

/// A lane as columns, in its colour.
fn columns(band: &Band, density: &Density, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let style = look.theme.actor(band.actor);
    for (place, row) in (0..density.rows).zip(area.y..) {
        for column in 0..area.width {
            let mut height = density.height(place, column);
            if place == 0 {
                // What fills the uppermost row keeps apart from the lane above.
                height = height.min(7);
            }
            if height > 0 {
                let glyph = nth(&look.glyphs.axis.heights, height);
                painter.glyph(area.x + column, row, glyph, look.upon(style));
            }
        }
    }
}
