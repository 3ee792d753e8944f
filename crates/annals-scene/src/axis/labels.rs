//! Labels of marks.
//!
//! A label is inside its mark if there is room, else beside it if the cells are free, else missing. Labels
//! never touch; lines pass behind them.

use super::mark::{Certainty, Edge, Label, Mark, MarkKind, Segment};
use super::request::EIGHTHS;
use annals_model::Timeline;
use annals_model::text::{Clean, width};

/// The narrowest label inside a mark, in cells.
const MIN_WIDTH: u16 = 3;
/// From this width on, the sure part of a mark holds the label.
const WIDE: u16 = 10;
/// Cells of a slope that a label leaves free.
const SLOPE: u16 = 4;
/// A label inside a mark that is narrower than this gives way to a longer one beside it.
const SHORT: u16 = 8;
/// The narrowest label beside a mark, in cells.
const MIN_WIDTH_BESIDE: u16 = 6;

/// Sets the label of each mark of a row.
pub(super) fn place(row: &mut [Mark], timeline: &Timeline, columns: u16) {
    for position in 0..row.len() {
        let next = row
            .get(position + 1)
            .map_or(columns, |next| next.cells(columns).0);
        row[position].label = label(&row[position], timeline, columns, next);
    }
}

/// Returns the label of a mark, if there is room before the column `next`.
pub(super) fn label(mark: &Mark, timeline: &Timeline, columns: u16, next: u16) -> Option<Label> {
    let text = words(mark, timeline);
    let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX);
    let (first, end) = inside(mark, columns);
    // The next mark may begin in the cell in which this one ends.
    let room = end.min(next).saturating_sub(first);
    if text.is_empty() {
        return None;
    }
    let column = mark.cells(columns).1.saturating_add(1);
    let beside = next.saturating_sub(1).saturating_sub(column);
    let is_readable = beside >= MIN_WIDTH_BESIDE.min(wide);
    // A few letters inside say less than more of them beside.
    let is_better = is_readable && room < wide.min(SHORT) && beside > room;
    if room >= MIN_WIDTH.min(wide) && mark.count == 1 && !is_better {
        return Some(Label {
            column: first,
            room,
            text,
        });
    }
    is_readable.then_some(Label {
        column,
        room: beside,
        text,
    })
}

/// Returns the text of a mark. A mark of up to nine events shows their number itself.
fn words(mark: &Mark, timeline: &Timeline) -> Clean {
    let title = &timeline.event(mark.event).title;
    match mark.count {
        0 | 1 => title.clone(),
        count if mark.selected => Clean::line(&format!("{title} and {} more", count - 1)),
        2..=9 => Clean::own("events"),
        count => Clean::line(&format!("{count} events")),
    }
}

/// Returns the cells inside a mark that a label may take, without its edges: the sure part if that is wide
/// enough, else everything but a few cells of each slope, which show the uncertainty.
fn inside(mark: &Mark, columns: u16) -> (u16, u16) {
    match mark.kind {
        MarkKind::Whole => inside_whole(mark, columns),
        MarkKind::SomeWithin | MarkKind::OneOf | MarkKind::AllOf => {
            // The first of the widest parts.
            let parts = mark.parts(columns);
            let widest = parts.iter().rev().max_by_key(|part| part.end - part.first);
            let (first, end) = mark.cells(columns);
            widest.map_or((first + 1, end - 1), |part| {
                let shade = u16::from(
                    mark.kind != MarkKind::AllOf && part.end - part.first >= WIDE + 2 * SLOPE,
                );
                (part.first + 1 + shade, part.end - 1 - shade)
            })
        }
    }
}

fn inside_whole(mark: &Mark, columns: u16) -> (u16, u16) {
    let (first, end) = mark.cells(columns);
    let edged = u16::from(matches!(mark.right, Edge::Open | Edge::Unknown));
    let (from, to) = (first + 1, end - edged);
    let cell = |eighths: u32| u16::try_from(eighths / EIGHTHS).unwrap_or(columns);
    let certain = mark
        .segments
        .iter()
        .find(|segment| segment.certainty == Certainty::Certain);
    if let Some(certain) = certain {
        let sure_from = if certain.from > mark.from {
            cell(certain.from + EIGHTHS - 1)
        } else {
            from
        };
        let sure_to = cell(certain.to).min(to);
        if sure_to.saturating_sub(sure_from) >= WIDE {
            return (sure_from, sure_to);
        }
    }
    let slope = |segment: Option<&Segment>| {
        let sloping = segment.filter(|segment| segment.certainty != Certainty::Certain);
        sloping.map_or(0, |segment| cell(segment.to - segment.from).min(SLOPE))
    };
    let rise = slope(mark.segments.first());
    let fall = if mark.segments.len() > 1
        || mark
            .segments
            .first()
            .is_some_and(|only| only.certainty == Certainty::Falling)
    {
        slope(mark.segments.last())
    } else {
        0
    };
    let rise = if mark
        .segments
        .first()
        .is_some_and(|first| first.certainty == Certainty::Falling)
    {
        0
    } else {
        rise
    };
    ((first + rise).max(from), end.saturating_sub(fall).min(to))
}
