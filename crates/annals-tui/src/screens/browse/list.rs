//! The list of events or actors.

use ratatui::style::Style;

use super::Browse;
use crate::commands;
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::widgets::frame;
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;
use crate::widgets::selected_row::SelectedRow;
use annals_model::text::{Clean, fit, grouped, width};
use annals_model::{ActorIndex, EventIndex};
use annals_scene::account_names;
use annals_scene::detail::leading_actor;
use annals_scene::event_group::EventNote;
use annals_scene::layout::{Layout, Pane};
use annals_scene::list::{self, Heading, Listing, Row};
use annals_time::DateHeading;
use ratatui::layout::{Margin, Rect};

/// From so many cells for a title on, words stand beside it where signs would do.
const ROOM_FOR_WORDS: u16 = 28;

pub(super) fn draw(
    browse: &Browse,
    cx: &Context,
    layout: &Layout,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let area = layout.list;
    if area.width == 0 {
        return;
    }
    let focused = browse.pane == Pane::List;
    let title = browse.list_title(cx);
    let inside = area.inner(Margin::new(1, 1));
    let items = browse.items(cx);
    let count = match items.total() {
        0 => Clean::default(),
        total => Clean::line(&grouped(total)),
    };
    frame::draw(painter, area, &title, &count, focused);
    let above = items.heading_above(browse.first_row, usize::from(inside.height));
    let above = above.map_or_else(Clean::default, Heading::words);
    frame::draw_corner(painter, area, &title, &above);
    hits.add(area, Hit::List);
    if cx.timeline().events.is_empty() && browse.listing == Listing::Events {
        nothing_yet(cx, inside.inner(Margin::new(1, 0)), painter);
    } else if items.is_empty() {
        let text = Clean::own("No event passes the filter.");
        painter.text(
            inside.inner(Margin::new(1, 0)),
            &text,
            painter.look().theme.quiet,
        );
    }
    for (row, what) in (inside.y..).zip(browse.rows(cx)) {
        let line = Rect {
            y: row,
            height: 1,
            ..inside
        };
        match what {
            Row::Event(event, says) => {
                hits.add(line, Hit::Event(event));
                draw_event(browse, cx, (event, says), line, focused, painter);
            }
            Row::Actor(actor) => {
                hits.add(line, Hit::Actor(actor));
                draw_actor(browse, cx, actor, line, focused, painter);
            }
            Row::Heading(what) => frame::heading(&what.words(), line, painter),
            Row::More(count) => more(count, line, painter),
        }
    }
}

/// What stands in the list of a story without events, and where to look for the reason.
fn nothing_yet(cx: &Context, area: Rect, painter: &mut Painter<'_>) {
    let key = cx.key_of(&commands::ABOUT);
    let mut lines = vec![Clean::own("No events yet.")];
    lines.extend(key.map(|key| Clean::line(&format!("{key} says what was read."))));
    for (row, line) in (area.y..area.y.saturating_add(area.height)).zip(&lines) {
        let area = Rect {
            y: row,
            height: 1,
            ..area
        };
        painter.text(area, line, painter.look().theme.quiet);
    }
}

fn draw_event(
    browse: &Browse,
    cx: &Context,
    (event, says): (EventIndex, DateHeading),
    line: Rect,
    focused: bool,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let measures = &browse.measures;
    let selected = cx.place.event == Some(event);
    let what = cx.timeline().event(event);
    let leader = leading_actor(what);
    let row = SelectedRow::new(selected, focused, leader, look);
    let date = list::row_date(
        what,
        says,
        cx.ascii(),
        usize::from(measures.max_date_columns),
    );
    let date_columns = cells(&date).max(measures.date_columns);
    let place = Rect {
        x: line.x + 1,
        width: date_columns,
        ..line
    };
    let quiet = row.text(look.theme.quiet, look);
    painter.text(place.intersection(line), &date, quiet);
    let symbol = place.x + date_columns + 2;
    painter.glyph(
        symbol,
        line.y,
        look.glyphs.status(what.status),
        row.mark(look.theme.actor(leader), look),
    );
    if let Some(letter) = Marks::of(cx).letter(event) {
        let cell = Rect {
            x: symbol - 1,
            width: 1,
            ..line
        };
        painter.text(cell, &letter, row.mark(look.theme.strong, look));
    }
    // The account stands beside the symbol, where the eye is anyway.
    if let Some(sign) = account_names::glyph(cx.timeline(), what.account) {
        let cell = Rect {
            x: symbol + 1,
            width: 1,
            ..line
        };
        painter.text(cell, &sign, quiet);
    }
    let start = symbol + 2 + measures.account_columns;
    let room = Rect {
        x: start,
        width: line.right().saturating_sub(start + 1),
        ..line
    };
    let taken = browse
        .remark(event, cx)
        .map_or(0, |remark| draw_remark(&remark, room, quiet, painter));
    let room = Rect {
        width: room.width.saturating_sub(taken),
        ..room
    };
    painter.text(room, &what.title, row.text(look.theme.text, look));
    Marks::of(cx).underline(event, &what.title, room, painter);
    row.draw(line, painter);
}

fn cells(text: &Clean) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Writes what is said of an event at the right of its title; the cells that it takes, with the gap
/// before it. Where there is little room, signs of the axis stand for the words.
fn draw_remark(remark: &EventNote, room: Rect, style: Style, painter: &mut Painter<'_>) -> u16 {
    let glyphs = painter.look().glyphs;
    let text = match remark {
        EventNote::Locators(places) => {
            let ellipsis = Clean::own(glyphs.ellipsis);
            fit(places, usize::from(room.width / 3), &ellipsis)
        }
        EventNote::Itself => Clean::default(),
        EventNote::Surely if room.width >= ROOM_FOR_WORDS => Clean::own("surely"),
        EventNote::Possibly if room.width >= ROOM_FOR_WORDS => Clean::own("possibly"),
        EventNote::Surely => Clean::own(glyphs.bars.certain),
        EventNote::Possibly => Clean::own(glyphs.bars.fading[0]),
    };
    if text.is_empty() {
        return 0;
    }
    painter.text_right(room, &text, style);
    u16::try_from(width(&text))
        .unwrap_or(u16::MAX)
        .saturating_add(1)
}

/// How many events there are that are not listed.
fn more(count: usize, line: Rect, painter: &mut Painter<'_>) {
    let words = Clean::line(&format!("{} more", grouped(count)));
    painter.text(
        line.inner(Margin::new(2, 0)),
        &words,
        painter.look().theme.quiet,
    );
}

fn draw_actor(
    browse: &Browse,
    cx: &Context,
    actor: ActorIndex,
    line: Rect,
    focused: bool,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let selected = browse.actor == Some(actor);
    let row = SelectedRow::new(selected, focused, Some(actor), look);
    let words = list::actor_words(cx.timeline(), cx.index(), actor);
    let right = line.inner(Margin::new(1, 0));
    painter.text_right(right, &words, row.text(look.theme.quiet, look));
    let color = row.mark(look.theme.actor(Some(actor)), look);
    painter.glyph(line.x + 1, line.y, look.glyphs.lane, color);
    let name = Rect {
        x: line.x + 3,
        width: line.width.saturating_sub(cells(&words) + 6),
        ..line
    };
    let style = row.text(look.theme.text, look);
    painter.text(name, &cx.timeline().actor(actor).name, style);
    row.draw(line, painter);
}
