//! The mouse in the browser.

use std::time::Duration;

use annals_scene::layout::{Layout, Pane};
use annals_scene::list::Listing;
use annals_time::{Scale, Window};
use ratatui::layout::Rect;

use super::{Browse, Drag};
use crate::actions::{filter, window};
use crate::context::{Context, Divider};
use crate::hits::{Hit, HitMap};
use crate::keys::{Pointer, PointerAction};
use crate::options::Wheel;

/// Two clicks on the same event within this time are a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Rows that a turn of the wheel scrolls the list.
const WHEEL_ROWS: isize = 3;

/// The last click on an event or the divider, to recognise a second one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LastClick {
    /// Since the start of the program.
    at: Duration,
    column: u16,
    row: u16,
}

/// Returns whether a click is the second of two at the same place.
fn is_double(pointer: Pointer, cx: &mut Context) -> bool {
    let Some(at) = cx.display.elapsed else {
        return false;
    };
    let Pointer { column, row, .. } = pointer;
    let last = cx.memory.take::<LastClick>();
    let is_second = last.is_some_and(|last| {
        let is_soon = at.saturating_sub(last.at) < DOUBLE_CLICK;
        is_soon && (last.column, last.row) == (column, row)
    });
    if !is_second {
        cx.memory.set(LastClick { at, column, row });
    }
    is_second
}

/// Says in `hits` where the edge between the list and the detail is.
pub(super) fn mark_divider(layout: &Layout, hits: &mut HitMap) {
    if layout.list.width > 0 && layout.detail.width > 0 {
        let edge = Rect {
            x: layout.detail.x.saturating_sub(1),
            width: 2,
            ..layout.list
        };
        hits.add(edge, Hit::Divider);
    }
}

/// Handles what the mouse did above `hits`, the topmost first.
pub(super) fn point(browse: &mut Browse, pointer: Pointer, hits: &[Hit], cx: &mut Context) {
    match pointer.action {
        PointerAction::Press => {
            cx.requests.notice = None;
            if let Some(&Hit::Term(term)) = hits.first() {
                filter::toggle(cx, Some(term));
                return;
            }
            let is_second = is_double(pointer, cx);
            browse.drag = match hits.last() {
                _ if hits.first() == Some(&Hit::Divider) => Some(Drag::Divider),
                Some(Hit::Axis) => Some(Drag::Axis(pointer.column, cx.place.window)),
                Some(Hit::Overview) => Some(Drag::Overview),
                _ => None,
            };
            match hits.first() {
                Some(Hit::Event(_)) if is_second => window::fit_selection(cx),
                Some(Hit::Divider) if is_second => cx.display.divider = None,
                Some(&hit) => press(browse, hit, pointer.column, cx),
                None => {}
            }
        }
        PointerAction::Drag => drag_to(browse, pointer.column, cx),
        PointerAction::Release => browse.drag = None,
        PointerAction::ScrollUp | PointerAction::ScrollDown => {
            let down = pointer.action == PointerAction::ScrollDown;
            let by = if down { 1 } else { -1 };
            match hits.last() {
                Some(Hit::List) => scroll_list(browse, by * WHEEL_ROWS, cx),
                Some(Hit::Detail) => browse.scroll_detail(by, cx),
                Some(Hit::LaneNames) => browse.scroll_lanes(by, cx),
                Some(Hit::Axis) => turn_wheel(pointer.column, down, cx),
                Some(Hit::Overview) => window::pan(cx, if down { 1 } else { -1 }, 8),
                _ => {}
            }
        }
    }
}

/// Scrolls the list by rows. The selection stays where it is while it is in view.
fn scroll_list(browse: &mut Browse, by: isize, cx: &mut Context) {
    let shown = browse.list_height(cx);
    let last = browse.items(cx).last_page(shown);
    let first = browse.first_row.saturating_add_signed(by).min(last);
    // Headings that come into view may push more than one event out of it.
    for _ in 0..=shown {
        let selected = browse.selected_position(cx);
        if selected < first {
            browse.step_list(1, cx);
        } else if !browse.items(cx).is_in_view(selected, first, shown) {
            browse.step_list(-1, cx);
        } else {
            break;
        }
    }
    browse.first_row = first;
}

fn turn_wheel(column: u16, down: bool, cx: &mut Context) {
    match (cx.options.wheel, down) {
        (Wheel::Zoom, false) => window::zoom_at(cx, column, 2),
        (Wheel::Zoom, true) => window::zoom_at(cx, column, -2),
        (Wheel::Pan, false) => window::pan(cx, -1, 8),
        (Wheel::Pan, true) => window::pan(cx, 1, 8),
    }
}

fn drag_to(browse: &Browse, column: u16, cx: &mut Context) {
    match browse.drag {
        Some(Drag::Axis(from, dragged)) => {
            let area = axis_area(browse, cx);
            let Some(scale) = area.and_then(|area| Scale::new(dragged, area.width)) else {
                return;
            };
            let columns = i32::from(from) - i32::from(column);
            // Always from the window at the start, so that the date under the mouse stays there.
            window::move_to(cx, dragged.shifted(scale.nanos_across(columns)));
        }
        Some(Drag::Overview) => show_in_overview(browse, column, cx),
        Some(Drag::Divider) => {
            cx.display.divider = Some(Divider {
                columns: column.saturating_add(1),
                of: cx.display.columns,
            });
        }
        None => {}
    }
}

fn axis_area(browse: &Browse, cx: &Context) -> Option<Rect> {
    browse.layout(cx).map(|layout| layout.axis)
}

/// Centres the window at a column of the overview.
fn show_in_overview(browse: &Browse, column: u16, cx: &mut Context) {
    let Some(area) = browse.layout(cx).map(|layout| layout.overview) else {
        return;
    };
    let Some(scale) = Scale::new(cx.extent.whole, area.width) else {
        return;
    };
    let place = column
        .saturating_sub(area.x)
        .min(area.width.saturating_sub(1));
    let middle = scale.column_middle(place);
    window::move_to(cx, cx.place.window.centred_on(middle));
}

fn press(browse: &mut Browse, hit: Hit, column: u16, cx: &mut Context) {
    match hit {
        Hit::Event(event) => {
            browse.pane = Pane::List;
            if !browse.select_row(event, cx) {
                browse.select_event(event, cx);
            }
        }
        Hit::Actor(actor) => {
            browse.pane = Pane::List;
            if browse.listing != Listing::Actors {
                cx.remember();
            }
            browse.select_actor(actor, cx);
        }
        Hit::Item(item) => {
            browse.pane = Pane::Detail;
            browse.item = item;
            browse.follow(cx);
        }
        Hit::List => browse.pane = Pane::List,
        Hit::Detail => browse.pane = Pane::Detail,
        Hit::Lane(lane) => select_in_lane(browse, lane, column, cx),
        Hit::Overview => show_in_overview(browse, column, cx),
        Hit::Axis
        | Hit::LaneNames
        | Hit::Row(_)
        | Hit::Choice(_)
        | Hit::Term(_)
        | Hit::Keys(_)
        | Hit::Divider => {}
    }
}

/// Selects what a lane has at a column; again, what comes after it there.
fn select_in_lane(browse: &mut Browse, lane: usize, column: u16, cx: &mut Context) {
    let Some(area) = axis_area(browse, cx) else {
        return;
    };
    let Some(scale) = Scale::new(cx.place.window, area.width) else {
        return;
    };
    let place = column.saturating_sub(area.x);
    let Some(window) = Window::new(scale.column_start(place), scale.column_end(place)) else {
        return;
    };
    let Some(track) = cx.lanes().lanes.get(lane).map(|lane| &lane.track) else {
        return;
    };
    let selected = browse.selected_event(cx);
    let position = selected.and_then(|event| track.position(cx.index(), event));
    let after = position.map(|position| position + 1).filter(|&next| {
        next < track.len() && {
            let (start, end) = track.span(next);
            start < window.end() && end >= window.start()
        }
    });
    let found = after.or_else(|| track.within(&window, 1).first().copied());
    if let Some(event) = found.map(|position| track.event(position)) {
        browse.pane = Pane::List;
        browse.lane = Some(lane);
        browse.select_event(event, cx);
    }
}
