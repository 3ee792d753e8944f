//! Drawing of the command palette.

use annals_model::ActorIndex;
use annals_model::text::{Clean, grouped, width};
use annals_scene::detail::leading_actor;
use annals_time::When;
use ratatui::layout::{Margin, Rect};

use super::matching::{MatchedText, Matches};
use super::{Choice, theme_title};
use crate::command::Count;
use crate::commands;
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::widgets::frame;
use crate::widgets::marks::underline;
use crate::widgets::painter::Painter;
use crate::widgets::prompt::draw_field;
use crate::widgets::selected_row::SelectedRow;
use crate::widgets::text_field::TextField;

/// What is shown while nothing is typed.
const HINT: &str = "a command, an event, an actor, a date";

/// What is shown where nothing matches.
const NOTHING: &str = "No command, event or actor of that name, and no date.";

/// Columns between the parts of a row.
const GAP: u16 = 2;

/// What the palette shows.
pub(super) struct List<'a> {
    pub(super) field: &'a TextField,
    pub(super) choices: &'a [Choice],
    pub(super) selected: usize,
    pub(super) first_row: usize,
    /// How many choices there is room for.
    pub(super) height: usize,
    pub(super) date: Option<&'a When>,
    pub(super) count: Count,
    /// How many events and actors were searched, where there are more.
    pub(super) limit: Option<usize>,
}

/// Draws the palette.
pub(super) fn draw(
    list: &List<'_>,
    matches: &mut Matches,
    cx: &Context,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let look = painter.look();
    painter.clear(area);
    let title = match list.count.0 {
        None => Clean::own("Palette"),
        Some(times) => Clean::line(&format!(
            "Palette {} {} times",
            look.glyphs.separator,
            grouped(times)
        )),
    };
    let count = list.choices.len();
    let remark = match count {
        0 => Clean::default(),
        _ => Clean::line(&format!(
            "{} of {}",
            grouped(list.selected + 1),
            grouped(count)
        )),
    };
    frame::draw(painter, area, &title, &remark, true);
    let inside = area.inner(Margin::new(1, 1));
    let line = Rect {
        height: 1,
        ..inside.inner(Margin::new(1, 0))
    };
    draw_field(list.field, line, painter);
    if list.field.is_empty() {
        let behind = after(line, line.x + GAP);
        painter.text(behind, &Clean::own(HINT), look.theme.quiet);
    }
    if count == 0 {
        let below = Rect {
            y: line.y + 1,
            ..line
        };
        painter.text(below, &Clean::own(NOTHING), look.theme.quiet);
    }
    let shown = list.choices.iter().enumerate();
    let shown = shown.skip(list.first_row).take(list.height);
    for (y, (place, choice)) in (inside.y + 1..inside.bottom()).zip(shown) {
        let row = Rect {
            y,
            height: 1,
            ..inside
        };
        hits.add(row, Hit::Choice(place));
        let is_selected = place == list.selected;
        draw_choice(list, matches, cx, (*choice, is_selected), row, painter);
    }
    if let Some(limit) = list.limit {
        let bottom = Rect {
            y: inside.bottom().saturating_sub(1),
            ..line
        };
        painter.text(bottom, &searched(cx, limit), look.theme.quiet);
    }
}

/// Says that not everything was searched, and how to search all of it.
fn searched(cx: &Context, limit: usize) -> Clean {
    let key = cx.key_of(&commands::SEARCH);
    let key = key.map_or_else(String::new, |key| format!("; {key} searches all"));
    let what = if cx.timeline().events.len() > limit {
        "titles"
    } else {
        "actors"
    };
    let limit = grouped(limit);
    Clean::line(&format!("searching the first {limit} {what}{key}"))
}

/// The parts of a row.
struct Parts {
    name: Clean,
    /// Cells that names of this kind take at least.
    name_width: usize,
    doc: Clean,
    kind: Clean,
}

fn parts(list: &List<'_>, matches: &mut Matches, cx: &Context, choice: Choice) -> Parts {
    let plain = |name: &Clean, doc: String, kind| Parts {
        name: name.clone(),
        name_width: 0,
        doc: Clean::line(&doc),
        kind: Clean::own(kind),
    };
    match choice {
        Choice::Date => {
            let words = list.date.map_or_else(String::new, When::words);
            let precision = list.date.map_or_else(String::new, When::precision_words);
            plain(&Clean::line(&words), precision, "date")
        }
        Choice::Command(spec) => {
            let keys = cx.keymap().labels(spec, cx.ascii()).join(" ");
            let titles = list.choices.iter().map(|choice| match choice {
                Choice::Command(spec) => spec.title.len(),
                _ => 0,
            });
            Parts {
                name: Clean::own(spec.title),
                name_width: titles.max().unwrap_or(0),
                doc: Clean::own(matches.beside_title(spec)),
                kind: if keys.is_empty() {
                    Clean::own("no key")
                } else {
                    Clean::line(&keys)
                },
            }
        }
        Choice::Theme(theme) => plain(
            &Clean::line(&theme_title(theme, cx)),
            String::new(),
            "theme",
        ),
        Choice::Actor(actor, alias) => {
            let actor = cx.timeline().actor(actor);
            let alias = alias.and_then(|alias| actor.aliases.get(alias));
            let doc = alias.map_or_else(String::new, ToString::to_string);
            plain(&actor.name, doc, "actor")
        }
        Choice::Event(event) => {
            let event = cx.timeline().event(event);
            let date = event.when.as_ref().map(|when| when.short(cx.ascii()));
            let mut parts = plain(&event.title, String::new(), "event");
            if let Some(date) = date {
                parts.kind = Clean::line(&format!("{date}  event"));
            }
            parts
        }
    }
}

/// Returns the actor in whose colour a choice is selected.
fn leader(choice: Choice, cx: &Context) -> Option<ActorIndex> {
    match choice {
        Choice::Actor(actor, _) => Some(actor),
        Choice::Event(event) => leading_actor(cx.timeline().event(event)),
        Choice::Date | Choice::Command(_) | Choice::Theme(_) => None,
    }
}

fn draw_choice(
    list: &List<'_>,
    matches: &mut Matches,
    cx: &Context,
    (choice, is_selected): (Choice, bool),
    place: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let parts = parts(list, matches, cx, choice);
    let row = SelectedRow::new(is_selected, true, leader(choice, cx), look);
    let style = row.text(look.theme.text, look);
    let quiet = row.text(look.theme.quiet, look);
    let end = painter.text_right(place.inner(Margin::new(1, 0)), &parts.kind, quiet);
    let room = after(place, place.x + GAP);
    let room = Rect {
        width: end.saturating_sub(room.x + GAP),
        ..room
    };
    painter.text(room, &parts.name, style);
    let (text, ranges) = matches.in_choice(cx, choice);
    if text == MatchedText::Name {
        underline(&parts.name, &ranges, room, painter);
    }
    let name = width(&parts.name).max(parts.name_width);
    let name = u16::try_from(name).unwrap_or(u16::MAX);
    let rest = after(room, room.x.saturating_add(name).saturating_add(GAP));
    if rest.width > 0 {
        painter.text(rest, &parts.doc, quiet);
        if text == MatchedText::Doc {
            underline(&parts.doc, &ranges, rest, painter);
        }
    }
    row.draw(place, painter);
}

/// Returns the part of an area from a column on.
fn after(area: Rect, column: u16) -> Rect {
    let x = column.min(area.right());
    Rect {
        x,
        width: area.width.saturating_sub(x.saturating_sub(area.x)),
        ..area
    }
}
