//! The lanes page: what the lanes stand for, which are shown, and in which order.

mod commands;

use annals_index::LaneKey;
use annals_model::Grouping;
use annals_model::text::{Clean, grouped, width};
use annals_scene::axis::lane_name;
use annals_scene::scroll_to;
use ratatui::layout::{Margin, Rect};

use super::browse::Browse;
use crate::actions::lanes;
use crate::command::{Count, Spec};
use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::keys::PointerAction;
use crate::rows::{ListScreen, stepped_row};
use crate::screen::{Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::panes;
use crate::widgets::selected_row::SelectedRow;

/// The lanes page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LanesPage {
    /// The selected lane, by its index among the lanes.
    pub lane: usize,
    /// The first row shown.
    first_row: usize,
}

impl LanesPage {
    fn toggle_hidden(self, cx: &mut Context) {
        if cx.lanes.arrangement.toggle_hidden(self.lane) {
            lanes::rearranged(cx);
        } else {
            cx.notice("One lane has to stay.");
        }
    }

    fn shift(self, down: bool, cx: &mut Context) {
        if cx.lanes.arrangement.shift(self.lane, down) {
            lanes::rearranged(cx);
        } else {
            cx.notice("This lane cannot go further.");
        }
    }

    fn sort(cx: &mut Context) {
        let order = cx.lanes.arrangement.order().next();
        let story = cx.story.clone();
        let arrangement = &mut cx.lanes.arrangement;
        arrangement.sort(order, &story.timeline, &story.lanes);
        lanes::rearranged(cx);
        cx.notice(&format!("Lanes {}.", order.name()));
    }

    /// Closes the page and goes to the lane, which is shown then.
    fn follow(self, cx: &mut Context) {
        cx.close();
        let arrangement = &mut cx.lanes.arrangement;
        if arrangement.form(self.lane).hidden && arrangement.toggle_hidden(self.lane) {
            lanes::rearranged(cx);
        }
        cx.with_page(|page, cx| {
            if let Some(browse) = page.as_any_mut().downcast_mut::<Browse>() {
                browse.go_to_lane(self.lane, cx);
            }
        });
    }

    fn row(self, cx: &Context) -> usize {
        let places = cx.lanes.arrangement.places();
        let row = places.iter().position(|&lane| lane == self.lane);
        row.unwrap_or(0)
    }
}

impl ListScreen for LanesPage {
    fn step(&mut self, by: isize, cx: &mut Context) {
        let places = cx.lanes.arrangement.places();
        let next = stepped_row(self.row(cx), by, places.len());
        if let Some(&lane) = places.get(next) {
            self.lane = lane;
        }
    }

    fn page_rows(&self, cx: &Context) -> usize {
        panes::rows(cx)
    }
}

impl Screen for LanesPage {
    const NAME: &'static str = "lanes";
    const KIND: Kind = Kind::Overlay;
    const COMMANDS: Table<Self> = commands::COMMANDS;
    const OPENED_BY: &'static [&'static Spec] = &[&crate::commands::LANES];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        let first = cx.lanes.arrangement.places().first().copied();
        let current = browser(cx).and_then(|browse| browse.current_lane(cx));
        match current.or(first) {
            Some(lane) => cx.push(Self { lane, first_row: 0 }),
            None => cx.notice("No event has a date, so there are no lanes."),
        }
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        if let Input::Pointer(pointer, hits) = input {
            match (pointer.action, hits.first()) {
                (PointerAction::ScrollDown, _) => self.step(1, cx),
                (PointerAction::ScrollUp, _) => self.step(-1, cx),
                (PointerAction::Press, Some(&Hit::Row(row))) => {
                    if let Some(&lane) = cx.lanes.arrangement.places().get(row) {
                        self.lane = lane;
                    }
                }
                _ => {}
            }
        }
        Handled::No
    }

    fn settle(&mut self, cx: &mut Context) {
        let places = cx.lanes.arrangement.places();
        let Some(&first) = places.first() else {
            // A file that was read again has no event with a date any more.
            cx.close();
            return;
        };
        if !places.contains(&self.lane) {
            self.lane = first;
        }
        let height = panes::rows(cx);
        self.first_row = scroll_to(self.first_row, self.row(cx), height, places.len());
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        let arrangement = &cx.lanes.arrangement;
        let what = match cx.lanes().grouping {
            Grouping::None => "one for everything".to_owned(),
            Grouping::Account => "one for each account".to_owned(),
            other => format!("one for each {}", other.name()),
        };
        let separator = painter.look().glyphs.separator;
        let order = arrangement.order_name();
        let title = format!("Lanes {separator} {what} {separator} {order}");
        let places = arrangement.places();
        let title = Clean::line(&title);
        let rows = panes::draw(cx, &title, self.first_row, places.len(), painter, hits);
        for (row, line) in rows {
            let Some(&lane) = places.get(row) else { break };
            draw_lane(cx, lane, lane == self.lane, line, painter);
        }
    }
}

/// Returns the browser, over which the lanes page lies.
fn browser(cx: &Context) -> Option<&Browse> {
    cx.page()?.as_any().downcast_ref()
}

fn draw_lane(cx: &Context, lane: usize, selected: bool, place: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let form = cx.lanes.arrangement.form(lane);
    let actor = match cx.lanes().lane(lane).key {
        LaneKey::Actor(actor) => Some(actor),
        _ => None,
    };
    let row = SelectedRow::new(selected, true, actor, look);
    let style = if form.hidden {
        look.theme.quiet
    } else {
        look.theme.text
    };
    let style = row.text(style, look);
    let quiet = row.text(look.theme.quiet, look);
    let words = [
        (form.hidden, "hidden"),
        (form.pinned, "pinned"),
        (form.collapsed, "one row"),
    ];
    let words = words.iter().filter(|(is_so, _)| *is_so);
    let words: Vec<&str> = words.map(|(_, word)| *word).collect();
    let count = cx.lanes().lane(lane).track.len();
    let noun = if count == 1 { "event " } else { "events" };
    let right = Clean::line(&format!(
        "{}  {:>4} {noun}",
        words.join(", "),
        grouped(count)
    ));
    let from = painter.text_right(place.inner(Margin::new(1, 0)), &right, quiet);
    let color = row.mark(look.theme.actor(actor), look);
    if !form.hidden {
        painter.glyph(place.x + 2, place.y, look.glyphs.lane, color);
    }
    let name = lane_name(cx.timeline(), cx.lanes(), lane);
    let room = Rect {
        x: place.x + 4,
        width: from
            .saturating_sub(place.x + 6)
            .min(u16::try_from(width(&name)).unwrap_or(u16::MAX)),
        ..place
    };
    painter.text(room, &name, style);
    row.draw(place, painter);
}

#[cfg(test)]
mod tests;
