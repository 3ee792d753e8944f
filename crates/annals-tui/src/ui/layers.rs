//! The page of layers: every account with its events, and whether it is on, under the axis, which
//! changes along with it.

use super::frame;
use super::painter::Painter;
use crate::app::{App, Hit, HitMap, LayersPage};
use annals_model::LayerIndex;
use annals_model::text::{Clean, grouped, width};
use annals_scene::layers::sign;
use annals_scene::layout::{Area, Layout};

pub(super) fn draw(
    app: &App,
    page: LayersPage,
    layout: &Layout,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let (columns, _) = app.size();
    let area = Area {
        x: 0,
        width: columns,
        ..layout.list
    };
    painter.clear(area);
    let inside = area.inside();
    let shown = usize::from(inside.height);
    let count = app.timeline().layers.len();
    let remark = match count.saturating_sub(page.first_row + shown) {
        0 => Clean::default(),
        below => Clean::line(&format!("{} {below} more", painter.look().glyphs.more[1])),
    };
    frame::draw(painter, area, &Clean::own("Layers"), &remark, true);
    let places = (0..count).skip(page.first_row).take(shown);
    for (row, place) in (inside.y..).zip(places) {
        let line = Area {
            y: row,
            height: 1,
            ..inside
        };
        hits.add(line, Hit::LayerRow(place));
        draw_layer(app, place, place == page.layer, line, painter);
    }
}

fn draw_layer(app: &App, place: usize, selected: bool, line: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let timeline = app.timeline();
    let layer = &timeline.layers[place];
    let style = match (selected, layer.on) {
        (true, _) => look.theme.selected,
        (false, true) => look.theme.text,
        (false, false) => look.theme.quiet,
    };
    let quiet = if selected { style } else { look.theme.quiet };
    let of = LayerIndex::new(place);
    let right = if layer.on {
        let count = timeline.events.of_layer(of).len();
        let noun = if count == 1 { "event " } else { "events" };
        Clean::line(&format!("on  {:>4} {noun}", grouped(count)))
    } else {
        Clean::own("off")
    };
    let from = painter.text_right(line.with_margin(1), &right, quiet);
    if let Some(sign) = sign(timeline, of) {
        let cell = Area {
            x: line.x + 2,
            width: 1,
            ..line
        };
        painter.text(cell, &sign, quiet);
    }
    let room = Area {
        x: line.x + 4,
        width: from
            .saturating_sub(line.x + 6)
            .min(u16::try_from(width(&layer.title)).unwrap_or(u16::MAX)),
        ..line
    };
    painter.text(room, &layer.title, style);
    if selected {
        painter.glyph(line.x, line.y, look.glyphs.selected, style);
        painter.style(line, style);
    }
}

#[cfg(test)]
pub(super) mod tests;
