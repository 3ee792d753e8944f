//! The axis of the browser: ticks, eras, names of lanes, lanes and the overview.

use annals_model::text::Clean;
use annals_scene::axis::{Axis, Band, Canvas, Content, Request, Undated};
use annals_scene::layout::Layout;
use annals_scene::list::Listing;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Browse, eras};
use crate::actions::marks;
use crate::context::Context;
use crate::glyphs::nth;
use crate::hits::{Hit, HitMap};
use crate::theme::BarStyle;
use crate::widgets::axis::{Inks, behind, lanes, ticks};
use crate::widgets::painter::Painter;

pub(super) fn draw(
    browse: &Browse,
    cx: &Context,
    layout: &Layout,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    // Grounds can be seen behind letters, characters cannot.
    let covers_slopes = painter.look().theme.bar_style(None) == BarStyle::Tinted;
    if let Some(axis) = axis_of(browse, cx, layout, covers_slopes) {
        paint(browse, cx, &axis, layout, painter, hits);
    }
}

pub(super) fn axis_of(
    browse: &Browse,
    cx: &Context,
    layout: &Layout,
    covers_slopes: bool,
) -> Option<Axis> {
    let markers = marks::markers(cx);
    Axis::new(&Request {
        timeline: cx.timeline(),
        index: cx.index(),
        everything: cx.everything(),
        lanes: cx.lanes(),
        window: cx.drawn_window(),
        whole: cx.extent.whole,
        canvas: Canvas {
            columns: layout.axis.width,
            rows: layout.axis.height,
            era_rows: layout.eras.height,
            covers_slopes,
        },
        stack: &cx.lanes.measures.stack,
        lanes_off: cx.lanes.measures.off,
        first_row: browse.lane_scroll.first,
        selected: browse.selected_event(cx),
        now: cx.display.now,
        markers: &markers,
        found: cx.marked_track(),
    })
}

pub(super) fn paint(
    browse: &Browse,
    cx: &Context,
    axis: &Axis,
    layout: &Layout,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    hits.add(layout.axis, Hit::Axis);
    hits.add(layout.overview, Hit::Overview);
    hits.add(layout.labels, Hit::LaneNames);
    ticks::draw(axis, layout.ticks, painter);
    eras::draw(axis, layout, painter);
    behind(axis, layout.axis, painter);
    let mut row = layout.axis.y;
    for band in &axis.bands {
        let height = u16::try_from(band.rows()).unwrap_or(u16::MAX);
        let names = Rect {
            y: row,
            height,
            ..layout.labels
        };
        name(browse, cx, band, names, painter, hits);
        let undated = Rect {
            y: row,
            height,
            ..layout.undated
        };
        draw_undated(band, undated, painter, hits);
        row = row.saturating_add(height);
    }
    lanes(axis, layout.axis, Inks::ByLane, painter, hits);
    if layout.undated.width > 0 {
        let header = Rect {
            y: layout.ticks.y,
            ..layout.undated
        };
        painter.text_right(header, &Clean::own(NO_DATE), painter.look().theme.quiet);
    }
    overview(axis, layout, painter);
}

/// The heading of the events without a date.
const NO_DATE: &str = "no date";

/// The name of a lane on its uppermost row, and beside it the number of events that cannot be seen there.
fn name(
    browse: &Browse,
    cx: &Context,
    band: &Band,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let look = painter.look();
    let color = look.theme.actor(band.actor);
    let chosen =
        browse.listing == Listing::Actors && browse.actor.is_some() && browse.actor == band.actor;
    // The lane that one moves along is shown as soon as one moves along lanes.
    let along = browse.lane == Some(band.lane) && browse.current_lane(cx) == browse.lane;
    let style = if chosen {
        look.theme.selected
    } else if along {
        color.patch(look.theme.strong)
    } else {
        color
    };
    let more = match (&band.content, band.hidden_events) {
        (Content::Density(_), _) => short(band.events),
        (Content::Bars(_), 0) => Clean::default(),
        (Content::Bars(_), count) => Clean::line(&format!("+{}", short(count))),
    };
    let room = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(1),
        height: 1,
        ..area
    };
    let from = painter.text_right(room, &more, look.theme.quiet);
    let place = Rect {
        width: if more.is_empty() {
            room.width
        } else {
            (from - room.x).saturating_sub(1)
        },
        ..room
    };
    painter.text(place, &band.label, style);
    if let Some(actor) = band.actor {
        hits.add(area, Hit::Actor(actor));
    }
}

/// The events of a lane that have no date: one symbol each, or their number.
fn draw_undated(band: &Band, area: Rect, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let look = painter.look();
    let color = look.theme.actor(band.actor);
    let bright = match look.theme.bar(band.actor) {
        Some(colors) => Style::new().fg(colors.on_full).bg(colors.full),
        None => color.add_modifier(Modifier::REVERSED),
    };
    let bright = bright.add_modifier(Modifier::BOLD);
    let style = |is_selected| look.upon(if is_selected { bright } else { color });
    let undated: &Undated = &band.undated;
    if undated.is_counted() {
        let number = short(undated.total);
        let after = painter.text(area, &number, style(undated.selected.is_some()));
        let width = after.saturating_sub(area.x);
        let first = undated.events.first().map(|&(event, _)| event);
        if let Some(event) = undated.selected.or(first) {
            let number = Rect {
                width,
                height: 1,
                ..area
            };
            hits.add(number, Hit::Event(event));
        }
        return;
    }
    for (cell, &(event, status)) in area.positions().zip(&undated.events) {
        let glyph = look.glyphs.status(status);
        let is_selected = undated.selected == Some(event);
        painter.glyph(cell.x, cell.y, glyph, style(is_selected));
        hits.add(Rect::new(cell.x, cell.y, 1, 1), Hit::Event(event));
    }
}

/// A number in at most four cells: `999`, `1.2k`, `12k`, `3.4M`; rounded down, so that it never says
/// more than there is.
pub(super) fn short(count: usize) -> Clean {
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
        let glyph = nth(&look.glyphs.axis.heights, height.min(7));
        painter.glyph(area.x + column, area.y, glyph, style);
    }
    // Beyond the story there is nothing to frame: an arrow says where the window is.
    if first == end {
        let (column, glyph) = if first == 0 {
            (0, look.glyphs.bars.open[0])
        } else {
            (area.width.saturating_sub(1), look.glyphs.bars.open[1])
        };
        painter.glyph(area.x + column, area.y, glyph, look.over(look.theme.strong));
    } else if framed {
        // The frame stands around the window, so that what is inside is seen however narrow it is.
        let [left, right] = look.glyphs.axis.frame;
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
        (false, 0) => Clean::line(&format!("{} lanes", words.join(" "))),
        (false, off) => Clean::line(&format!("{} lanes, {off} off", words.join(" "))),
    };
    let place = Rect {
        x: layout.labels.x + 1,
        y: area.y,
        width: layout.labels.width,
        height: 1,
    };
    painter.text(place, &text, look.theme.quiet);
}
