//! Where the labels of marks go.
//!
//! Owns one rule: a label stands inside its mark where that has room for it, else beside it where
//! nothing else stands, else nowhere. Labels never touch.

use super::{Certainty, EIGHTHS, Edge, Label, Mark, Stretch};
use crate::data::Timeline;
use crate::text::{Clean, width};

/// The narrowest label worth reading, in cells.
const NARROWEST: u16 = 3;
/// A sure part of two or three words is enough for a label.
const WIDE: u16 = 10;
/// Cells of a slope that a label leaves alone.
const SLOPE: u16 = 4;
/// The narrowest label beside a mark: apart from what it names, it needs more to be understood.
const NARROWEST_BESIDE: u16 = 6;

/// Gives each mark of a row its label.
pub(super) fn place(row: &mut [Mark], timeline: &Timeline, columns: u16) {
    for place in 0..row.len() {
        let next = row
            .get(place + 1)
            .map_or(columns, |next| next.cells(columns).0);
        let mark = &row[place];
        let title = if mark.count > 1 {
            Clean::line(&format!("{} events", mark.count))
        } else {
            timeline.event(mark.event).title.clone()
        };
        let (first, end) = inside(mark, columns);
        let wide = u16::try_from(width(&title)).unwrap_or(u16::MAX);
        let label = if end.saturating_sub(first) >= NARROWEST.min(wide) && mark.count == 1 {
            Some(Label {
                column: first,
                room: end - first,
                text: title,
            })
        } else {
            let beside = mark.cells(columns).1.saturating_add(1);
            let room = next.saturating_sub(1).saturating_sub(beside);
            (room >= NARROWEST_BESIDE.min(wide)).then_some(Label {
                column: beside,
                room,
                text: title,
            })
        };
        row[place].label = label.filter(|label| !label.text.is_empty());
    }
}

/// The cells inside a mark that a label may take: its sure part where that is wide enough, else the
/// whole but for a few cells of each slope, so that doubt is seen; and never the cells of its edges.
fn inside(mark: &Mark, columns: u16) -> (u16, u16) {
    let (first, end) = mark.cells(columns);
    let edged = u16::from(matches!(mark.right, Edge::Open | Edge::Unknown));
    let (from, to) = (first + 1, end - edged);
    let cell = |eighths: u32| u16::try_from(eighths / EIGHTHS).unwrap_or(columns);
    let certain = mark
        .stretches
        .iter()
        .find(|stretch| stretch.certainty == Certainty::Certain);
    if let Some(certain) = certain {
        let sure_from = if certain.from > mark.from() {
            cell(certain.from + EIGHTHS - 1)
        } else {
            from
        };
        let sure_to = cell(certain.to).min(to);
        if sure_to.saturating_sub(sure_from) >= WIDE {
            return (sure_from, sure_to);
        }
    }
    let slope = |stretch: Option<&Stretch>| {
        let sloping = stretch.filter(|stretch| stretch.certainty != Certainty::Certain);
        sloping.map_or(0, |stretch| cell(stretch.to - stretch.from).min(SLOPE))
    };
    let rise = slope(mark.stretches.first());
    let fall = if mark.stretches.len() > 1
        || mark
            .stretches
            .first()
            .is_some_and(|only| only.certainty == Certainty::Falling)
    {
        slope(mark.stretches.last())
    } else {
        0
    };
    let rise = if mark
        .stretches
        .first()
        .is_some_and(|first| first.certainty == Certainty::Falling)
    {
        0
    } else {
        rise
    };
    ((first + rise).max(from), end.saturating_sub(fall).min(to))
}
