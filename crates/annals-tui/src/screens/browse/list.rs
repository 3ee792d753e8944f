//! The list of events or actors.

use ratatui::style::Style;

use super::Browse;
use crate::commands;
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::widgets::frame;
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;
use annals_model::text::{Clean, fit, grouped, width};
use annals_model::{ActorIndex, EventIndex};
use annals_scene::account_names;
use annals_scene::detail::leading_actor;
use annals_scene::event_group::EventNote;
use annals_scene::layout::{Layout, Pane};
use annals_scene::list::{Listing, Row};
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
    let below = browse
        .height(cx)
        .saturating_sub(browse.first_row + usize::from(inside.height));
    let remark = match below {
        0 => Clean::default(),
        below => {
            let more = painter.look().glyphs.more[1];
            Clean::line(&format!("{more} {} more", grouped(below)))
        }
    };
    frame::draw(painter, area, &title, &remark, focused);
    hits.add(area, Hit::List);
    if cx.timeline().events.is_empty() && browse.listing == Listing::Events {
        nothing_yet(cx, inside.inner(Margin::new(1, 0)), painter);
    } else if browse.height(cx) == 0 {
        let text = Clean::own("No event passes the filter.");
        painter.text(
            inside.inner(Margin::new(1, 0)),
            &text,
            painter.look().theme.quiet,
        );
    }
    for (row, what) in (inside.y..).zip(browse.rows(layout, cx)) {
        let line = Rect {
            y: row,
            height: 1,
            ..inside
        };
        match what {
            Row::Event(event) => draw_event(browse, cx, event, line, focused, painter, hits),
            Row::Actor(actor) => draw_actor(browse, cx, actor, line, focused, painter, hits),
            Row::UndatedHeading => heading(line, painter),
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

/// Whether the list has a row with the whole title of an event.
pub(super) fn says_title(
    browse: &Browse,
    cx: &Context,
    layout: &Layout,
    event: EventIndex,
) -> bool {
    if layout.list.width == 0 || browse.remark(event, cx).is_some() {
        return false;
    }
    let room = title_columns(cx, layout.list.inner(Margin::new(1, 1)).width);
    let fits = width(&cx.timeline().event(event).title) <= usize::from(room);
    fits && browse.rows(layout, cx).contains(&Row::Event(event))
}

/// The cells for a title in a line of so many.
fn title_columns(cx: &Context, line: u16) -> u16 {
    let layered = u16::from(cx.timeline().has_several_accounts());
    line.saturating_sub(cx.extent.date_columns + 5 + layered)
}

fn draw_event(
    browse: &Browse,
    cx: &Context,
    event: EventIndex,
    line: Rect,
    focused: bool,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    hits.add(line, Hit::Event(event));
    let look = painter.look();
    let date_columns = cx.extent.date_columns;
    let selected = cx.place.event == Some(event);
    let what = cx.timeline().event(event);
    let text = painter.text_style(selected, focused);
    if let Some(when) = &what.when {
        let date = Clean::line(&when.short(cx.ascii()));
        let style = if selected { text } else { look.theme.quiet };
        painter.text(
            Rect {
                x: line.x + 2,
                width: date_columns,
                ..line
            },
            &date,
            style,
        );
    }
    let symbol = line.x + 2 + date_columns;
    painter.glyph(
        symbol,
        line.y,
        look.glyphs.status(what.status),
        if selected && focused {
            text
        } else {
            look.theme.actor(leading_actor(what))
        },
    );
    if let Some(letter) = Marks::of(cx).letter(event) {
        let cell = Rect {
            x: line.x + 1,
            width: 1,
            ..line
        };
        painter.text(cell, &letter, look.theme.strong);
    }
    // The layer stands beside the symbol, where the eye is anyway.
    let layered = u16::from(cx.timeline().has_several_accounts());
    if let Some(sign) = account_names::glyph(cx.timeline(), what.account) {
        let cell = Rect {
            x: symbol + 1,
            width: 1,
            ..line
        };
        let style = if selected { text } else { look.theme.quiet };
        painter.text(cell, &sign, style);
    }
    let title = Rect {
        x: symbol + 2 + layered,
        width: title_columns(cx, line.width),
        ..line
    };
    let taken = browse.remark(event, cx).map_or(0, |remark| {
        let style = if selected { text } else { look.theme.quiet };
        draw_remark(&remark, title, style, painter)
    });
    let title = Rect {
        width: title.width.saturating_sub(taken),
        ..title
    };
    painter.text(title, &what.title, text);
    Marks::of(cx).underline(event, &what.title, title, painter);
    select(selected, focused, line, painter);
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
    hits: &mut HitMap,
) {
    hits.add(line, Hit::Actor(actor));
    let look = painter.look();
    let selected = browse.actor == Some(actor);
    let text = painter.text_style(selected, focused);
    let what = cx.timeline().actor(actor);
    let kind = what.kind.map_or("", annals_model::ActorKind::name);
    let events = cx.index().events_of(actor).len();
    let right = Clean::line(&format!("{kind} {:>2}", grouped(events)));
    let wide = u16::try_from(width(&right))
        .unwrap_or(u16::MAX)
        .min(line.width);
    painter.text_right(
        line.inner(Margin::new(1, 0)),
        &right,
        if selected { text } else { look.theme.quiet },
    );
    let color = if selected && focused {
        text
    } else {
        look.theme.actor(Some(actor))
    };
    painter.glyph(line.x + 2, line.y, look.glyphs.lane, color);
    let name = Rect {
        x: line.x + 4,
        width: line.width.saturating_sub(wide + 7),
        ..line
    };
    painter.text(name, &what.name, text);
    select(selected, focused, line, painter);
}

/// Marks the selected row: reversed where the pane has the keys, else by its edge.
fn select(selected: bool, focused: bool, line: Rect, painter: &mut Painter<'_>) {
    if !selected {
        return;
    }
    let look = painter.look();
    painter.glyph(line.x, line.y, look.glyphs.selected, look.theme.text);
    if focused {
        painter.style(line, look.theme.selected);
    }
}

fn heading(line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    painter.fill(
        line.inner(Margin::new(1, 0)),
        look.glyphs.lines[0],
        look.theme.faint,
    );
    let label = Clean::own(" undated ");
    painter.text(
        Rect {
            x: line.x + 3,
            width: line.width.saturating_sub(4),
            ..line
        },
        &label,
        look.theme.quiet,
    );
}

impl Painter<'_> {
    /// The style of a row's text.
    fn text_style(&self, selected: bool, focused: bool) -> Style {
        match (selected, focused) {
            (true, true) => self.look().theme.selected,
            (true, false) => self.look().theme.marked,
            (false, _) => self.look().theme.text,
        }
    }
}
