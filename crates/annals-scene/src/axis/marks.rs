//! From a date to a mark: its segments on a scale, and how sure each is.
//!
//! A qualifier never moves an edge; it only makes it less sure.

use super::mark::{Certainty, Edge, Mark, MarkKind, Segment};
use crate::certainty::{closed, sure_range};
use annals_model::EventIndex;
use annals_time::{Bound, Member, Scale, Shape, Time, When};

/// Bits that a length is shortened by, so that its product with a share fits.
const SHARE_SHIFT: u32 = 16;

/// Returns the mark of an event; `None` outside the window.
pub(super) fn mark(event: EventIndex, when: &When, scale: &Scale, selected: bool) -> Option<Mark> {
    let mut segments = Vec::new();
    for member in when.members() {
        match when.shape() {
            Shape::SomeWithin | Shape::OneOf => {
                let (first, last) = closed(member.hull());
                let mut parts = SegmentWriter::new(scale, &mut segments);
                parts.add(first, last, Certainty::Possible);
                parts.finish(first, last, Certainty::Possible);
            }
            _ => add_member(&mut segments, member, when, scale),
        }
    }
    let (from, to) = ends(when, &segments, scale)?;
    let (left, right) = edges(when, scale);
    Some(Mark {
        event,
        count: 1,
        kind: match when.shape() {
            Shape::SomeWithin => MarkKind::SomeWithin,
            Shape::OneOf => MarkKind::OneOf,
            Shape::AllOf => MarkKind::AllOf,
            Shape::Span | Shape::Instant | Shape::Interval => MarkKind::Whole,
        },
        from,
        to,
        segments,
        left,
        right,
        doubtful: when.is_uncertain(),
        label: None,
        selected,
        found: false,
    })
}

/// Returns the left and right edge of a date in the window; `None` outside it.
///
/// A set of dates also covers the time between its dates, even where none of them is in the window.
fn ends(when: &When, segments: &[Segment], scale: &Scale) -> Option<(u32, u32)> {
    let seen = (
        segments.first().map(|first| first.from),
        segments.last().map(|last| last.to),
    );
    if when.members().len() < 2 {
        return seen.0.zip(seen.1);
    }
    let (start, end) = when.reach();
    let (from, to) = (scale.eighths_clamped(start), scale.eighths_clamped(end));
    let from = seen.0.map_or(from, |seen| seen.min(from));
    let to = seen.1.map_or(to, |seen| seen.max(to));
    (from < to).then_some((from, to))
}

/// Returns how a date ends on the left and on the right.
pub(super) fn edges(when: &When, scale: &Scale) -> (Edge, Edge) {
    let window = scale.window();
    let (start, end) = when.hull();
    (
        edge(start, |time| time < window.start()),
        edge(end, |time| time > window.end()),
    )
}

fn edge(bound: Bound, is_beyond: impl Fn(Time) -> bool) -> Edge {
    match bound {
        Bound::Open => Edge::Open,
        Bound::Unknown => Edge::Unknown,
        Bound::At(time) if is_beyond(time) => Edge::Beyond,
        Bound::At(_) => Edge::Dated,
    }
}

/// Adds the segments of a member that is sure in its middle.
fn add_member(segments: &mut Vec<Segment>, member: &Member, when: &When, scale: &Scale) {
    let (first, last) = closed(member.hull());
    let (sure_from, sure_to) = sure_range(member, when);
    let mut parts = SegmentWriter::new(scale, segments);
    // An unknown end may follow the start at once, so nothing is sure beyond the known bound.
    match (member.start.latest, member.end.earliest) {
        (Bound::Unknown, _) => {
            parts.add(first, sure_to, Certainty::Possible);
            parts.add(sure_to, last, Certainty::Falling);
            return;
        }
        (_, Bound::Unknown) => {
            parts.add(first, sure_from, Certainty::Rising);
            parts.add(sure_from, last, Certainty::Possible);
            return;
        }
        _ => {}
    }
    if sure_from > sure_to {
        parts.add(first, last, Certainty::Possible);
        parts.finish(first, last, Certainty::Possible);
        return;
    }
    parts.add(first, sure_from, Certainty::Rising);
    parts.add(sure_from, sure_to, Certainty::Certain);
    parts.add(sure_to, last, Certainty::Falling);
    parts.finish(first, last, Certainty::Certain);
}

/// Adds the segments of one member, from left to right.
struct SegmentWriter<'a> {
    scale: &'a Scale,
    segments: &'a mut Vec<Segment>,
    before: usize,
}

impl<'a> SegmentWriter<'a> {
    fn new(scale: &'a Scale, segments: &'a mut Vec<Segment>) -> Self {
        let before = segments.len();
        Self {
            scale,
            segments,
            before,
        }
    }

    /// Adds the visible part of a segment.
    fn add(&mut self, from: Time, to: Time, certainty: Certainty) {
        let after = self.segments.last().map_or(0, |segment| segment.to);
        let left = self.scale.eighths_clamped(from).max(after);
        let right = self.scale.eighths_clamped(to);
        if right <= left {
            return;
        }
        // A slope belongs to its time: a short window shows nearly one shade of a long slope.
        let window = self.scale.window();
        let share = |time: Time| {
            let done = time.clamp(from, to).nanos_since(from) >> SHARE_SHIFT;
            let whole = (to.nanos_since(from) >> SHARE_SHIFT).max(1);
            u8::try_from(done * 255 / whole).unwrap_or(u8::MAX)
        };
        let (left_share, right_share) = (share(window.start()), share(window.end()));
        let sureness = match certainty {
            Certainty::Rising => (left_share, right_share),
            Certainty::Falling => (255 - left_share, 255 - right_share),
            Certainty::Certain => (255, 255),
            Certainty::Possible => (0, 0),
        };
        self.segments.push(Segment {
            from: left,
            to: right,
            certainty,
            sureness,
        });
    }

    /// Adds an eighth of a column where the whole is shorter, so that it stays visible.
    fn finish(&mut self, first: Time, last: Time, certainty: Certainty) {
        let window = self.scale.window();
        let is_seen = first < window.end() && (last > window.start() || first == window.start());
        if self.segments.len() > self.before || !is_seen {
            return;
        }
        let after = self.segments.last().map_or(0, |segment| segment.to);
        let from = self.scale.eighths_clamped(first).max(after);
        let sureness = if certainty == Certainty::Certain {
            (255, 255)
        } else {
            (0, 0)
        };
        self.segments.push(Segment {
            from,
            to: from + 1,
            certainty,
            sureness,
        });
    }
}

/// Adds a mark to its row. A mark that would share a cell with the one before is merged with it.
pub(super) fn add(row: &mut Vec<Mark>, mark: Mark, columns: u16) {
    if mark.is_thin() {
        let cell = mark.cells(columns).0;
        // A bar may end or begin in the same cell, between the two.
        let mut before = row.iter_mut().rev();
        let same_cell = before.find(|other| other.is_thin() || other.cells(columns).1 <= cell);
        let same_cell = same_cell.filter(|other| other.is_thin());
        if let Some(last) = same_cell.filter(|other| other.cells(columns).0 == cell) {
            last.count += 1;
            last.found |= mark.found;
            // Marks of different kinds have no common kind.
            last.kind = MarkKind::Whole;
            if mark.selected {
                last.selected = true;
                last.event = mark.event;
            }
            return;
        }
    }
    row.push(mark);
}
