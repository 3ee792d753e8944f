//! The palette: a line to write in, and below it what was found, with a word or its keys at the right.

use super::frame;
use super::marks::underline;
use super::painter::Painter;
use super::prompt::draw_entry;
use crate::app::{App, COMMANDS, Choice, Hit, HitMap, Mode, Palette, Part};
use annals_model::text::{Clean, grouped, width};
use annals_scene::layout::Area;

/// The command that searches everything, where there is one.
const FULL_SEARCH: &str = "search";

/// What is said while nothing is written.
const INVITATION: &str = "a command, an event, an actor, a date";

/// What is said where nothing was found.
const NOTHING: &str = "No command, event or actor of that name, and no date.";

/// Cells between the parts of a row.
const GAP: u16 = 2;

/// Draws the palette where it is open.
pub(super) fn draw(app: &App, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let Some(palette) = app.palette() else { return };
    let look = painter.look();
    let area = app.palette_area();
    painter.clear(area);
    let title = match palette.times() {
        None => Clean::own("Palette"),
        Some(times) => Clean::line(&format!(
            "Palette {} {} times",
            look.glyphs.separator,
            grouped(times)
        )),
    };
    let count = palette.found().len();
    let remark = match count {
        0 => Clean::default(),
        _ => Clean::line(&format!(
            "{} of {}",
            grouped(palette.selected() + 1),
            grouped(count)
        )),
    };
    frame::draw(painter, area, &title, &remark, true);
    let inside = area.inside();
    let line = Area {
        height: 1,
        ..inside.with_margin(1)
    };
    draw_entry(palette.entry(), line, painter);
    if palette.entry().is_empty() {
        // Behind the caret.
        let behind = after(line, line.x + GAP);
        painter.text(behind, &Clean::own(INVITATION), look.theme.quiet);
    }
    if count == 0 {
        let below = Area {
            y: line.y + 1,
            ..line
        };
        painter.text(below, &Clean::own(NOTHING), look.theme.quiet);
    }
    let height = app.palette_height(palette);
    let shown = palette.found().iter().enumerate();
    let shown = shown.skip(palette.first_row()).take(height);
    for (row, (place, choice)) in (inside.y + 1..inside.y + inside.height).zip(shown) {
        let place_of_row = Area {
            y: row,
            height: 1,
            ..inside
        };
        hits.add(place_of_row, Hit::Choice(place));
        let is_selected = place == palette.selected();
        draw_choice(app, palette, *choice, is_selected, place_of_row, painter);
    }
    if let Some(limit) = palette.limit() {
        let last = Area {
            y: inside.y + inside.height.saturating_sub(1),
            ..line
        };
        painter.text(last, &remaining(app, limit), look.theme.quiet);
    }
}

/// The sentence that says how much was searched, and where the rest is.
fn remaining(app: &App, limit: usize) -> Clean {
    let search = COMMANDS.iter().find(|command| command.name == FULL_SEARCH);
    let key = search
        .and_then(|command| {
            app.keymap()
                .key_in(Mode::Browse, command.action, app.ascii())
        })
        .map_or_else(String::new, |key| format!("; {key} searches all"));
    let what = if app.timeline().events.len() > limit {
        "titles"
    } else {
        "actors"
    };
    let limit = grouped(limit);
    Clean::line(&format!("searching the first {limit} {what}{key}"))
}

/// What a row says, from the left to the right.
struct Row {
    name: Clean,
    /// Cells that the name takes at least.
    name_width: usize,
    /// More of it.
    doc: Clean,
    /// What kind of thing it is, or its keys.
    kind: Clean,
}

fn row_of(app: &App, palette: &Palette, choice: Choice) -> Row {
    let plain = |name: &Clean, doc: String, kind| Row {
        name: name.clone(),
        name_width: 0,
        doc: Clean::line(&doc),
        kind: Clean::own(kind),
    };
    match choice {
        Choice::Date => {
            let when = palette.date();
            let words = when.map_or_else(String::new, annals_time::When::words);
            let precision = when.map_or_else(String::new, annals_time::When::precision_words);
            plain(&Clean::line(&words), precision, "date")
        }
        Choice::Command(place) => {
            let command = &COMMANDS[place];
            let keys = app.keymap().keys_of(command.action, app.ascii()).join(" ");
            let names = COMMANDS.iter().map(|command| command.name.len());
            Row {
                name: Clean::own(command.name),
                name_width: names.max().unwrap_or(0),
                doc: Clean::own(command.doc),
                kind: if keys.is_empty() {
                    Clean::own("no key")
                } else {
                    Clean::line(&keys)
                },
            }
        }
        Choice::Actor(actor, alias) => {
            let actor = app.timeline().actor(actor);
            let alias = alias.and_then(|alias| actor.aliases.get(alias));
            let doc = alias.map_or_else(String::new, ToString::to_string);
            plain(&actor.name, doc, "actor")
        }
        Choice::Event(event) => {
            let event = app.timeline().event(event);
            let date = event.when.as_ref().map(|when| when.short(app.ascii()));
            let mut row = plain(&event.title, String::new(), "event");
            if let Some(date) = date {
                row.kind = Clean::line(&format!("{date}  event"));
            }
            row
        }
    }
}

fn draw_choice(
    app: &App,
    palette: &Palette,
    choice: Choice,
    selected: bool,
    place: Area,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let row = row_of(app, palette, choice);
    let (style, quiet) = if selected {
        (look.theme.selected, look.theme.selected)
    } else {
        (look.theme.text, look.theme.quiet)
    };
    let end = painter.text_right(place.with_margin(1), &row.kind, quiet);
    let room = after(place, place.x + GAP);
    let room = Area {
        width: end.saturating_sub(room.x + GAP),
        ..room
    };
    painter.text(room, &row.name, style);
    let (part, ranges) = palette.matched(app.timeline(), choice);
    if part == Part::Name {
        underline(&row.name, &ranges, room, painter);
    }
    let name = u16::try_from(width(&row.name).max(row.name_width)).unwrap_or(u16::MAX);
    let rest = after(room, room.x.saturating_add(name).saturating_add(GAP));
    if rest.width > 0 {
        painter.text(rest, &row.doc, quiet);
        if part == Part::Doc {
            underline(&row.doc, &ranges, rest, painter);
        }
    }
    if selected {
        painter.glyph(place.x, place.y, look.glyphs.selected, style);
        painter.style(place, style);
    }
}

/// What is left of an area from a column on.
fn after(area: Area, column: u16) -> Area {
    let x = column.min(area.x.saturating_add(area.width));
    Area {
        x,
        width: area.width.saturating_sub(x.saturating_sub(area.x)),
        ..area
    }
}

#[cfg(test)]
mod tests;
