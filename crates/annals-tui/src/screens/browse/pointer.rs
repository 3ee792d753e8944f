//! The mouse in the browser.

use annals_scene::layout::Pane;
use annals_scene::list::Listing;
use annals_time::{Scale, Window};
use ratatui::layout::Rect;

use super::{Browse, Drag};
use crate::actions::{filter, window};
use crate::context::Context;
use crate::hits::Hit;
use crate::keys::{Pointer, PointerAction};
use crate::options::Wheel;

/// Handles what the mouse did above `hits`, the topmost first.
pub(super) fn point(browse: &mut Browse, pointer: Pointer, hits: &[Hit], cx: &mut Context) {
    match pointer.action {
        PointerAction::Press => {
            cx.requests.notice = None;
            if let Some(&Hit::Term(term)) = hits.first() {
                filter::toggle(cx, Some(term));
                return;
            }
            browse.drag = match hits.last() {
                Some(Hit::Axis) => Some(Drag::Axis(pointer.column, cx.place.window)),
                Some(Hit::Overview) => Some(Drag::Overview),
                _ => None,
            };
            if let Some(&hit) = hits.first() {
                press(browse, hit, pointer.column, cx);
            }
        }
        PointerAction::Drag => drag_to(browse, pointer.column, cx),
        PointerAction::Release => browse.drag = None,
        PointerAction::ScrollUp | PointerAction::ScrollDown => {
            let down = pointer.action == PointerAction::ScrollDown;
            let by = if down { 1 } else { -1 };
            match hits.last() {
                Some(Hit::List) => browse.step_list(by, cx),
                Some(Hit::Detail) => browse.scroll_detail(by, cx),
                Some(Hit::Axis) => turn_wheel(pointer.column, down, cx),
                Some(Hit::Overview) => window::pan(cx, if down { 1 } else { -1 }, 8),
                _ => {}
            }
        }
    }
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
        Hit::Axis | Hit::Row(_) | Hit::Choice(_) | Hit::Term(_) => {}
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
