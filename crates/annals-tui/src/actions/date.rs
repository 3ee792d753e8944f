//! Going to a date.

use annals_index::Track;
use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};
use annals_time::{Member, Time, When, Window};

use super::{search, window};
use crate::commands;
use crate::context::{Context, DatedEvents, Spot};
use crate::screen::Screen;

/// Room beside an interval that is wider than the window, in hundredths of its length.
const MARGIN: u32 = 10;

/// Goes to a date: selects the first event there and marks all of them.
pub fn go_to(cx: &mut Context, when: &When) {
    let Some(named) = when.window() else {
        cx.notice("This date has no place on the axis.");
        return;
    };
    cx.remember();
    let members = when.members().iter().map(Member::reach);
    let spot = Spot::of(when, cx.ascii());
    show(cx, &named, spot, &members.collect::<Vec<_>>());
    cx.requests.notice = Some(words(cx, &when.words()));
}

/// Shows an interval in the middle of the window; selects the first event in some ranges of time, and marks all of
/// them.
pub fn show(cx: &mut Context, named: &Window, spot: Spot, ranges: &[(Time, Time)]) {
    let window = cx.place.window;
    let shown = if named.length() > window.length() {
        named.with_padding(MARGIN)
    } else {
        window.centred_on(named.centre())
    };
    cx.place.date = Some(spot);
    window::show_window(cx, shown);
    window::follow_axis(cx);
    let windows = ranges.iter();
    let windows = windows
        .filter_map(|&(start, end)| Window::new(start, end.max(start.saturating_add_nanos(1))));
    let windows: Vec<Window> = windows.collect();
    let dated = DatedEvents::new(windows, cx.index(), cx.place.filter.clone());
    if let Some(first) = first_there(dated.track(), named) {
        cx.place.event = Some(first);
    }
    cx.marks.at_date = cx.place.event;
    cx.marks.dated = (!dated.track().is_empty()).then_some(dated);
}

/// Returns the first event that begins at a date; else the first of all that may hold there.
fn first_there(track: &Track, named: &Window) -> Option<EventIndex> {
    let beginning = track.starting_in(named).next();
    let position = beginning.or_else(|| (!track.is_empty()).then_some(0))?;
    Some(track.event(position))
}

/// Says how many events there are at a date, and what takes their marks away.
fn words(cx: &Context, date: &str) -> Clean {
    let count = cx
        .marks
        .dated
        .as_ref()
        .map_or(0, |dated| dated.track().len());
    let marked = match count {
        0 => String::from("no event"),
        1 => String::from("1 event, marked"),
        count => format!("{} events, marked", grouped(count)),
    };
    let key = |spec| cx.key_of(spec).unwrap_or_default();
    let (clear, back) = (key(&commands::CLOSE), key(&commands::BACK));
    let clear = if count == 0 {
        String::new()
    } else {
        format!("{clear} clears the marks, ")
    };
    Clean::line(&format!("{date}: {marked}; {clear}{back} returns."))
}

/// Goes to the next or previous event at the date; `false` if none is marked.
pub fn step<S: Screen>(screen: &mut S, cx: &mut Context, by: isize) -> bool {
    let Some(dated) = &cx.marks.dated else {
        return false;
    };
    let track = dated.track();
    let current = cx.place.event.unwrap_or_else(|| EventIndex::new(0));
    let position = track.position(cx.index(), current);
    let before = position.unwrap_or_else(|| {
        let next = track.next_from(cx.index(), current, true);
        let next = next.and_then(|event| track.position(cx.index(), event));
        next.unwrap_or_else(|| track.len())
    });
    let Some((next, _)) = search::stepped(before, position.is_some(), track.len(), by) else {
        return false;
    };
    let event = track.event(next);
    screen.put_cursor(event, cx)
}
