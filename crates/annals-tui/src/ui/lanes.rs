//! The page of lanes: every lane with its events and how it is shown, under the axis, which changes
//! along with it.

use super::frame;
use super::painter::Painter;
use crate::app::{App, Hit, HitMap, LanesPage};
use annals_index::LaneKey;
use annals_model::Grouping;
use annals_model::text::{Clean, grouped, width};
use annals_scene::axis::lane_name;
use annals_scene::layout::{Area, Layout};

pub(super) fn draw(
    app: &App,
    page: LanesPage,
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
    let arrangement = app.arrangement();
    let what = match app.lanes().grouping {
        Grouping::None => "one for everything".to_owned(),
        other => format!("one for each {}", other.name()),
    };
    let separator = painter.look().glyphs.separator;
    let title = format!(
        "Lanes {separator} {what} {separator} {}",
        arrangement.order_name()
    );
    let inside = area.inside();
    let shown = usize::from(inside.height);
    let below = arrangement
        .places()
        .len()
        .saturating_sub(page.first_row + shown);
    let remark = match below {
        0 => Clean::default(),
        below => Clean::line(&format!("{} {below} more", painter.look().glyphs.more[1])),
    };
    painter.clear(area);
    frame::draw(painter, area, &Clean::line(&title), &remark, true);
    let places = arrangement.places();
    let lanes = places.iter().skip(page.first_row).take(shown);
    for (row, &lane) in (inside.y..).zip(lanes) {
        let line = Area {
            y: row,
            height: 1,
            ..inside
        };
        hits.add(line, Hit::LaneRow(lane));
        draw_lane(app, lane, lane == page.lane, line, painter);
    }
}

fn draw_lane(app: &App, lane: usize, selected: bool, place: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let form = app.arrangement().form(lane);
    let style = match (selected, form.hidden) {
        (true, _) => look.theme.selected,
        (false, true) => look.theme.quiet,
        (false, false) => look.theme.text,
    };
    let quiet = if selected { style } else { look.theme.quiet };
    let words = [
        (form.hidden, "hidden"),
        (form.pinned, "pinned"),
        (form.collapsed, "one row"),
    ];
    let words: Vec<&str> = words
        .iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, word)| *word)
        .collect();
    let count = app.lanes().lanes[lane].track.len();
    let noun = if count == 1 { "event " } else { "events" };
    let right = Clean::line(&format!(
        "{}  {:>4} {noun}",
        words.join(", "),
        grouped(count)
    ));
    let from = painter.text_right(place.with_margin(1), &right, quiet);
    let actor = match app.lanes().lanes[lane].key {
        LaneKey::Actor(actor) => Some(actor),
        _ => None,
    };
    let color = if selected {
        style
    } else {
        look.theme.actor(actor)
    };
    if !form.hidden {
        painter.glyph(place.x + 2, place.y, look.glyphs.lane, color);
    }
    let name = lane_name(app.timeline(), app.lanes(), lane);
    let room = Area {
        x: place.x + 4,
        width: from
            .saturating_sub(place.x + 6)
            .min(u16::try_from(width(&name)).unwrap_or(u16::MAX)),
        ..place
    };
    painter.text(room, &name, style);
    if selected {
        painter.glyph(place.x, place.y, look.glyphs.selected, style);
        painter.style(place, style);
    }
}
