//! A list in place of the browser's list and detail, under the axis, which stays in view.

use annals_model::text::Clean;
use annals_scene::layout::Pane;
use ratatui::layout::{Margin, Rect};

use super::frame;
use super::painter::Painter;
use crate::context::Context;
use crate::hits::{Hit, HitMap};

/// Returns the area of the browser's list and detail.
pub(crate) fn area(cx: &Context) -> Rect {
    let list = cx.layout(Pane::List).map(|layout| layout.list);
    let list = list.unwrap_or_default();
    Rect {
        x: 0,
        width: cx.display.columns,
        ..list
    }
}

/// Returns how many rows there is room for.
pub(crate) fn rows(cx: &Context) -> usize {
    usize::from(area(cx).inner(Margin::new(1, 1)).height).max(1)
}

/// Draws the frame of a list with `count` rows, of which those from `first` on are shown; returns the
/// indices of the rows that are shown with their areas, which can be clicked as [`Hit::Row`].
pub(crate) fn draw(
    cx: &Context,
    title: &Clean,
    first: usize,
    count: usize,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) -> Vec<(usize, Rect)> {
    let area = area(cx);
    let inside = area.inner(Margin::new(1, 1));
    let shown = usize::from(inside.height);
    let remark = match count.saturating_sub(first + shown) {
        0 => Clean::default(),
        below => Clean::line(&format!("{} {below} more", painter.look().glyphs.more[1])),
    };
    painter.clear(area);
    frame::draw(painter, area, title, &remark, true);
    let rows = (inside.y..).zip(first..count.min(first + shown));
    let rows = rows.map(|(y, row)| {
        let line = Rect {
            y,
            height: 1,
            ..inside
        };
        (row, line)
    });
    let rows: Vec<_> = rows.collect();
    for &(row, line) in &rows {
        hits.add(line, Hit::Row(row));
    }
    rows
}
