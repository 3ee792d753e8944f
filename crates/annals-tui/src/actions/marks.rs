//! Marks to measure between.

use annals_model::text::{Clean, grouped};
use annals_scene::axis::{Marker, MarkerKind};
use annals_time::{Window, describe_distance, describe_distance_briefly};

use crate::commands;
use crate::context::{Context, MAX_MEASURED, Marked, Spot};

/// Returns whether anything is marked to measure from, or a date was gone to.
pub fn any(cx: &Context) -> bool {
    !cx.marks.measured.is_empty() || cx.place.date.is_some() || cx.marks.dated.is_some()
}

/// Returns the marks and the date last gone to, for the axis.
pub fn markers(cx: &Context) -> Vec<Marker> {
    let marks = cx.marks.measured.iter();
    let marks = marks.map(|mark| mark.marker(MarkerKind::Measure));
    let date = cx.place.date.iter();
    marks
        .chain(date.map(|date| date.marker(MarkerKind::Date)))
        .collect()
}

/// Marks the date last gone to, else the selected event; a third mark begins anew.
pub fn mark(cx: &mut Context) {
    let Some(spot) = cx.place.date.take().or_else(|| here(cx)) else {
        let key = cx.key_of(&commands::GO_TO_DATE).unwrap_or_default();
        cx.notice(&format!("What is selected has no date; {key} goes to one."));
        return;
    };
    let measured = &mut cx.marks.measured;
    if measured.len() >= MAX_MEASURED || measured.last() == Some(&spot) {
        measured.clear();
    }
    let name = spot.name.clone();
    measured.push(spot);
    cx.requests.notice = Some(measured_words(cx).unwrap_or_else(|| {
        Clean::line(&format!(
            "Marked {name}. Mark another event or date to measure the time between."
        ))
    }));
}

/// The selected event, or the middle of the window where there is none.
fn here(cx: &Context) -> Option<Spot> {
    if let Some(event) = cx.place.event {
        let when = cx.timeline().event(event).when.as_ref();
        return when.map(|when| Spot::of(when, cx.ascii()));
    }
    let middle = cx.place.window.centre();
    Some(Spot {
        start: middle,
        end: middle,
        name: Clean::line(&middle.to_string()),
    })
}

/// Says how long it is between the two marks.
pub fn measured_words(cx: &Context) -> Option<Clean> {
    let (first, second) = in_order(cx)?;
    let [length, _] = lengths(cx)?;
    let words = format!("{} to {}: {length}", first.name, second.name);
    Some(Clean::line(&words))
}

/// Says how long it is between the two marks, in full and in brief.
pub fn lengths(cx: &Context) -> Option<[Clean; 2]> {
    let (first, second) = in_order(cx)?;
    let (from, to) = ((first.start, first.end), (second.start, second.end));
    let events = events_between(cx, first, second);
    let noun = if events == 1 { "event" } else { "events" };
    let events = grouped(events);
    let distances = [
        describe_distance(from, to),
        describe_distance_briefly(from, to),
    ];
    Some(distances.map(|distance| Clean::line(&format!("{distance}; {events} {noun} between"))))
}

fn in_order(cx: &Context) -> Option<(&Spot, &Spot)> {
    let [one, other] = cx.marks.measured.as_slice() else {
        return None;
    };
    let is_reversed = (other.start, other.end) < (one.start, one.end);
    Some(if is_reversed {
        (other, one)
    } else {
        (one, other)
    })
}

/// Counts the events that may hold from the end of one mark to the start of the other.
fn events_between(cx: &Context, first: &Spot, second: &Spot) -> usize {
    let between = Window::new(first.end, second.start);
    between.map_or(0, |window| cx.everything().count(&window))
}

/// Forgets the marks to measure between, the date last gone to, and the events there.
pub fn clear(cx: &mut Context) {
    cx.marks.measured.clear();
    cx.marks.dated = None;
    cx.place.date = None;
}

/// Returns what a letter marks, in words.
pub fn words(cx: &Context, marked: &Marked) -> Clean {
    match marked {
        Marked::Event(event) => cx.timeline().event(*event).title.clone(),
        Marked::Date(spot) => spot.name.clone(),
    }
}

#[cfg(test)]
mod tests;
