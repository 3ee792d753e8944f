//! The list of events or actors.

use ratatui::style::Style;

use super::frame;
use super::marks::Marks;
use super::painter::Painter;
use crate::app::{Action, App, Hit, HitMap, Mode};
use annals_model::text::{Clean, fit, grouped, width};
use annals_model::{ActorIndex, EventIndex};
use annals_scene::detail::leading_actor;
use annals_scene::gathering::Remark;
use annals_scene::layers;
use annals_scene::layout::{Area, Layout, Pane};
use annals_scene::list::{Listing, Row};

/// From so many cells for a title on, words stand beside it where signs would do.
const ROOM_FOR_WORDS: u16 = 28;

pub(super) fn draw(app: &App, layout: &Layout, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let area = layout.list;
    if area.width == 0 {
        return;
    }
    let focused = app.view().pane == Pane::List;
    let title = app.list_title();
    let inside = area.inside();
    let below = app
        .list_height()
        .saturating_sub(app.view().first_row + usize::from(inside.height));
    let remark = match below {
        0 => Clean::default(),
        below => {
            let more = painter.look().glyphs.more[1];
            Clean::line(&format!("{more} {} more", grouped(below)))
        }
    };
    frame::draw(painter, area, &title, &remark, focused);
    hits.add(area, Hit::List);
    if app.timeline().events.is_empty() && app.view().listing == Listing::Events {
        nothing_yet(app, inside.with_margin(1), painter);
    } else if app.list_height() == 0 {
        let text = Clean::own("No event passes the filter.");
        painter.text(inside.with_margin(1), &text, painter.look().theme.quiet);
    }
    for (row, what) in (inside.y..).zip(app.list_rows(layout)) {
        let line = Area {
            y: row,
            height: 1,
            ..inside
        };
        match what {
            Row::Event(event) => draw_event(app, event, line, focused, painter, hits),
            Row::Actor(actor) => draw_actor(app, actor, line, focused, painter, hits),
            Row::UndatedHeading => heading(line, painter),
            Row::More(count) => more(count, line, painter),
        }
    }
}

/// What stands in the list of a story without events, and where to look for the reason.
fn nothing_yet(app: &App, area: Area, painter: &mut Painter<'_>) {
    let key = app
        .keymap()
        .key_in(Mode::Browse, Action::About, app.ascii());
    let mut lines = vec![Clean::own("No events yet.")];
    lines.extend(key.map(|key| Clean::line(&format!("{key} says what was read."))));
    for (row, line) in (area.y..area.y.saturating_add(area.height)).zip(&lines) {
        let area = Area {
            y: row,
            height: 1,
            ..area
        };
        painter.text(area, line, painter.look().theme.quiet);
    }
}

/// Whether the list has a row with the whole title of an event.
pub(super) fn says_title(app: &App, layout: &Layout, event: EventIndex) -> bool {
    if layout.list.width == 0 || app.remark(event).is_some() {
        return false;
    }
    let room = title_columns(app, layout.list.inside().width);
    let fits = width(&app.timeline().event(event).title) <= usize::from(room);
    fits && app.list_rows(layout).contains(&Row::Event(event))
}

/// The cells for a title in a line of so many.
fn title_columns(app: &App, line: u16) -> u16 {
    let layered = u16::from(app.timeline().is_layered());
    line.saturating_sub(app.date_columns() + 5 + layered)
}

fn draw_event(
    app: &App,
    event: EventIndex,
    line: Area,
    focused: bool,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    hits.add(line, Hit::Event(event));
    let look = painter.look();
    let date_columns = app.date_columns();
    let selected = app.view().event == Some(event);
    let what = app.timeline().event(event);
    let text = painter.text_style(selected, focused);
    if let Some(when) = &what.when {
        let date = Clean::line(&when.short(app.ascii()));
        let style = if selected { text } else { look.theme.quiet };
        painter.text(
            Area {
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
    if let Some(letter) = Marks::of(app).letter(event) {
        let cell = Area {
            x: line.x + 1,
            width: 1,
            ..line
        };
        painter.text(cell, &letter, look.theme.strong);
    }
    // The layer stands beside the symbol, where the eye is anyway.
    let layered = u16::from(app.timeline().is_layered());
    if let Some(sign) = layers::sign(app.timeline(), what.layer) {
        let cell = Area {
            x: symbol + 1,
            width: 1,
            ..line
        };
        let style = if selected { text } else { look.theme.quiet };
        painter.text(cell, &sign, style);
    }
    let title = Area {
        x: symbol + 2 + layered,
        width: title_columns(app, line.width),
        ..line
    };
    let taken = app.remark(event).map_or(0, |remark| {
        let style = if selected { text } else { look.theme.quiet };
        draw_remark(&remark, title, style, painter)
    });
    let title = Area {
        width: title.width.saturating_sub(taken),
        ..title
    };
    painter.text(title, &what.title, text);
    Marks::of(app).underline(event, &what.title, title, painter);
    select(selected, focused, line, painter);
}

/// Writes what is said of an event at the right of its title; the cells that it takes, with the gap
/// before it. Where there is little room, signs of the axis stand for the words.
fn draw_remark(remark: &Remark, room: Area, style: Style, painter: &mut Painter<'_>) -> u16 {
    let glyphs = painter.look().glyphs;
    let text = match remark {
        Remark::Places(places) => {
            let ellipsis = Clean::own(glyphs.ellipsis);
            fit(places, usize::from(room.width / 3), &ellipsis)
        }
        Remark::Itself => Clean::default(),
        Remark::Surely if room.width >= ROOM_FOR_WORDS => Clean::own("surely"),
        Remark::Possibly if room.width >= ROOM_FOR_WORDS => Clean::own("possibly"),
        Remark::Surely => Clean::own(glyphs.certain),
        Remark::Possibly => Clean::own(glyphs.fading[0]),
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
fn more(count: usize, line: Area, painter: &mut Painter<'_>) {
    let words = Clean::line(&format!("{} more", grouped(count)));
    painter.text(line.with_margin(2), &words, painter.look().theme.quiet);
}

fn draw_actor(
    app: &App,
    actor: ActorIndex,
    line: Area,
    focused: bool,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    hits.add(line, Hit::Actor(actor));
    let look = painter.look();
    let selected = app.view().actor == Some(actor);
    let text = painter.text_style(selected, focused);
    let what = app.timeline().actor(actor);
    let kind = what.kind.map_or("", annals_model::ActorKind::name);
    let events = app.index().events_of(actor).len();
    let right = Clean::line(&format!("{kind} {:>2}", grouped(events)));
    let wide = u16::try_from(width(&right))
        .unwrap_or(u16::MAX)
        .min(line.width);
    painter.text_right(
        line.with_margin(1),
        &right,
        if selected { text } else { look.theme.quiet },
    );
    let color = if selected && focused {
        text
    } else {
        look.theme.actor(Some(actor))
    };
    painter.glyph(line.x + 2, line.y, look.glyphs.lane, color);
    let name = Area {
        x: line.x + 4,
        width: line.width.saturating_sub(wide + 7),
        ..line
    };
    painter.text(name, &what.name, text);
    select(selected, focused, line, painter);
}

/// Marks the selected row: reversed where the pane has the keys, else by its edge.
fn select(selected: bool, focused: bool, line: Area, painter: &mut Painter<'_>) {
    if !selected {
        return;
    }
    let look = painter.look();
    painter.glyph(line.x, line.y, look.glyphs.selected, look.theme.text);
    if focused {
        painter.style(line, look.theme.selected);
    }
}

fn heading(line: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    painter.fill(line.with_margin(1), look.glyphs.lines[0], look.theme.faint);
    let label = Clean::own(" undated ");
    painter.text(
        Area {
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
