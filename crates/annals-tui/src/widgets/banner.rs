//! The banner: how far a table has been read.

use annals_model::text::Clean;
use ratatui::layout::{Margin, Rect};

use super::painter::Painter;
use crate::commands;
use crate::context::{Context, Loading};

/// Columns of the progress bar.
const BAR: u16 = 16;

/// Draws the banner, if there is one, into one row.
pub(crate) fn draw(cx: &Context, area: Rect, painter: &mut Painter<'_>) {
    if area.height == 0 {
        return;
    }
    if let Some(loading) = &cx.progress.loading {
        draw_loading(cx, loading, area, painter);
    }
}

/// Draws the banner into its row of the layout.
pub(crate) fn draw_row(cx: &Context, row: Rect, painter: &mut Painter<'_>) {
    draw(cx, row.inner(Margin::new(1, 0)), painter);
}

/// Says how far a table has been read, and how to stop.
fn draw_loading(cx: &Context, loading: &Loading, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let key = cx.key_of(&commands::CLOSE);
    let stop = key.map_or_else(Clean::default, |key| Clean::line(&format!("{key} stops")));
    let stop_column = painter.text_right(area, &stop, look.theme.quiet);
    let mut words = Rect {
        width: stop_column.saturating_sub(area.x + 1),
        ..area
    };
    if let (Some(share), true) = (loading.share(), words.width > 4 * BAR) {
        let full = (share * f64::from(BAR)).round();
        for cell in 0..BAR {
            let is_full = f64::from(cell) < full;
            let (glyph, style) = if is_full {
                (look.glyphs.axis.heights[3], look.theme.strong)
            } else {
                (look.glyphs.axis.heights[1], look.theme.quiet)
            };
            painter.glyph(words.x + cell, words.y, glyph, style);
        }
        words.x += BAR + 1;
        words.width -= BAR + 1;
    }
    painter.text(words, &loading.words(), look.theme.text);
}
