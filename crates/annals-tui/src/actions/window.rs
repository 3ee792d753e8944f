//! Panning, zooming and bringing events into view.

use annals_model::EventIndex;
use annals_scene::layout::Pane;
use annals_time::{Scale, Time, When, Window};

use crate::context::{Context, Place, Zoom};

/// Air beside an event that fills the window, in hundredths of its length.
const MARGIN: u32 = 25;

/// More steps than lead from one end of what can be seen to the other.
const MAX_QUARTERS: i32 = 1_000;

/// How many runs of zoom steps can be gone back through.
const MAX_RUNS: usize = 32;

/// Air beside a lane that fills the window, likewise.
const LANE_MARGIN: u32 = 4;

/// Moves the window by a part of its length.
pub fn pan(cx: &mut Context, numerator: i128, denominator: i128) {
    let by = cx.place.window.length() * numerator / denominator;
    pan_by(cx, by);
}

/// Moves the window by some nanoseconds.
pub fn pan_by(cx: &mut Context, nanos: i128) {
    let moved = cx.place.window.shifted(nanos);
    if moved == cx.place.window && nanos != 0 {
        cx.notice("This is the end of the time axis.");
    } else {
        move_to(cx, moved);
    }
}

/// Zooms about the selection by quarters of an octave; positive is closer.
pub fn zoom(cx: &mut Context, quarters: i32) {
    let event = cx.display.focus.event;
    // The moment of the last step is kept while it is about the same event: what is seen of an
    // event, and so its middle, changes with the window.
    let kept = cx.place.zooms.last();
    let kept = kept.filter(|zoom| zoom.event == event || zoom.is_undone_by(quarters));
    let about = kept.map_or_else(|| focus(cx), |zoom| zoom.about);
    zoom_about(cx, about, quarters, event);
}

/// The same about the moment under a column of the screen.
pub fn zoom_at(cx: &mut Context, column: u16, quarters: i32) {
    let Some(layout) = cx.layout(Pane::List) else {
        return;
    };
    let scale = Scale::new(cx.place.window, layout.axis.width);
    let Some(scale) = scale else { return };
    let place = column
        .saturating_sub(layout.axis.x)
        .min(layout.axis.width.saturating_sub(1));
    let kept = cx.place.zooms.last();
    let kept = kept.filter(|zoom| scale.column_of(zoom.about) == Some(place));
    let (about, event) = kept.map_or_else(
        || (scale.column_middle(place), None),
        |zoom| (zoom.about, zoom.event),
    );
    zoom_about(cx, about, quarters, event);
}

fn zoom_about(cx: &mut Context, about: Time, quarters: i32, event: Option<EventIndex>) {
    let current = cx.place.window;
    let fresh = Zoom {
        base: current,
        about,
        quarters: 0,
        event,
    };
    let goes_on = cx.place.zooms.last().filter(|zoom| zoom.about == about);
    let run = goes_on.copied().unwrap_or(fresh);
    let goes_on = goes_on.is_some();
    let stepped = |total: i32| run.base.stepped(about, total);
    let mut total = run
        .quarters
        .saturating_add(quarters)
        .clamp(-MAX_QUARTERS, MAX_QUARTERS);
    // Always from the window at the start of the run: steps that add up to nothing lead back to it.
    let window = stepped(total);
    if window == current {
        cx.notice(if quarters > 0 {
            "The window cannot be shorter than this."
        } else {
            "This is the whole of the time axis."
        });
        return;
    }
    // Steps beyond a limit lead nowhere, and need not be gone back.
    let nearer = -total.signum();
    while total != 0 && stepped(total + nearer) == window {
        total += nearer;
    }
    cx.place.window = window;
    if goes_on {
        cx.place.zooms.pop();
    }
    if total != 0 {
        if cx.place.zooms.len() == MAX_RUNS {
            cx.place.zooms.remove(0);
        }
        cx.place.zooms.push(Zoom {
            quarters: total,
            event,
            ..run
        });
    }
}

/// The moment that zooming keeps in its place: of the selected event where that is in view, else
/// the middle of the window.
fn focus(cx: &Context) -> Time {
    let window = cx.place.window;
    selected_range(cx)
        .filter(|(start, end)| *start < window.end() && *end > window.start())
        .and_then(|(start, end)| Window::new(start.max(window.start()), end.min(window.end())))
        .map_or_else(|| window.centre(), |seen| seen.centre())
}

/// From the earliest start to the latest end of the selected event, held to the axis.
fn selected_range(cx: &Context) -> Option<(Time, Time)> {
    range_of(cx, cx.display.focus.event?)
}

fn range_of(cx: &Context, event: EventIndex) -> Option<(Time, Time)> {
    let event = cx.timeline().event(event);
    event.when.as_ref().map(When::reach)
}

/// Shows another window and forgets how the last one was zoomed to.
pub fn show_window(cx: &mut Context, window: Window) {
    cx.place.window = Place::at_least_shortest(window);
    cx.place.zooms.clear();
}

/// Shows the whole story.
pub fn fit_all(cx: &mut Context) {
    let whole = Place::at_least_shortest(cx.extent.whole);
    if cx.place.window == whole {
        cx.notice("The whole story is shown already.");
    }
    move_to(cx, whole);
}

/// Switches whether the list follows the axis.
pub fn toggle_following(cx: &mut Context) {
    cx.display.following = !cx.display.following;
    cx.display.focus.may_move = cx.display.following;
    cx.notice(if cx.display.following {
        "The list follows the axis."
    } else {
        "The list stays where it is when the axis moves."
    });
    move_to(cx, cx.place.window);
}

/// Shows another window and lets the list follow. The view in which the selection was left behind
/// is put on the way back, once for each run of such moves.
pub fn move_to(cx: &mut Context, window: Window) {
    let before = cx.place.event;
    let moves = &mut cx.history.window_moves;
    moves.now = true;
    moves.left_selection &= moves.before;
    show_window(cx, window);
    follow_axis(cx);
    if cx.place.event != before && !cx.history.window_moves.left_selection {
        cx.history.window_moves.left_selection = true;
        cx.remember();
    }
}

/// Where the axis has left the selected event behind, selects the one nearest to the middle of
/// what is in view.
pub fn follow_axis(cx: &mut Context) {
    let Some((start, end)) = selected_range(cx) else {
        return;
    };
    let window = cx.place.window;
    let is_seen = |(start, end): (Time, Time)| {
        start < window.end() && (end > window.start() || start == end && start == window.start())
    };
    if !cx.display.focus.may_move || is_seen((start, end)) {
        return;
    }
    let track = cx.everything();
    let nearest = track
        .nearest(window.centre())
        .filter(|&position| is_seen(track.span(position)));
    let position = nearest.or_else(|| track.within(&window, 1).first().copied());
    if let Some(event) = position.map(|position| track.event(position)) {
        cx.place.event = Some(event);
    }
}

/// Moves the window where the selected event would be out of sight.
pub fn reveal(cx: &mut Context) {
    let window = cx.place.window;
    let Some(range) = cx.place.event.and_then(|event| range_of(cx, event)) else {
        return;
    };
    if range.0 < window.end() && range.1 > window.start() {
        return;
    }
    if let Some(middle) = middle_of(range) {
        show_window(cx, window.centred_on(middle));
    }
}

/// The middle of what the date of the selected event names; of an open one, the end that it has.
fn selected_middle(cx: &Context) -> Option<Time> {
    middle_of(selected_range(cx)?)
}

fn middle_of((start, end): (Time, Time)) -> Option<Time> {
    match (start > Time::MIN, end < Time::MAX) {
        (true, true) => Window::new(start, end)
            .map(|window| window.centre())
            .or(Some(start)),
        (true, false) => Some(start),
        (false, true) => Some(end),
        (false, false) => None,
    }
}

/// Brings the selected event to the middle; where it is there already, shows just its time.
pub fn centre(cx: &mut Context) {
    let Some(middle) = selected_middle(cx) else {
        cx.notice("What is selected has no date.");
        return;
    };
    let centred = cx.place.window.centred_on(middle);
    if centred == cx.place.window {
        fit_selection(cx);
    } else {
        show_window(cx, centred);
    }
}

/// Shows the whole of a lane with a margin.
pub fn fit_lane(cx: &mut Context, lane: Option<usize>) {
    let Some(lane) = lane else {
        cx.notice("What is selected is in no lane that is shown.");
        return;
    };
    match cx.lanes().lane(lane).track.extent() {
        Some(extent) => move_to(cx, extent.with_padding(LANE_MARGIN)),
        None => cx.notice("No date in this lane has a start or an end."),
    }
}

/// Shows the time of the selected event with air around it.
pub fn fit_selection(cx: &mut Context) {
    let Some((start, end)) = selected_range(cx) else {
        cx.notice("What is selected has no date.");
        return;
    };
    // An open end is shown as far as the story goes.
    let start = if start > Time::MIN {
        start
    } else {
        cx.extent.whole.start()
    };
    let end = if end < Time::MAX {
        end
    } else {
        cx.extent.whole.end()
    };
    match Window::new(start, end) {
        Some(window) => show_window(cx, window.with_padding(MARGIN)),
        None => {
            if let Some(middle) = selected_middle(cx) {
                show_window(cx, cx.place.window.centred_on(middle));
            }
        }
    }
}

#[cfg(test)]
mod tests;
