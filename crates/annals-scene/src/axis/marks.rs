//! From a date to a mark: which stretches it has on a scale, and how sure each is.
//!
//! Owns the translation of bounds into stretches. A qualifier never moves an edge; it softens it.

use super::{Certainty, Edge, Mark, MarkKind, Stretch};
use annals_model::EventIndex;
use annals_time::{Bound, Member, Scale, Shape, Time, When};

/// Bits of a length that a shade does without, so that its share can be multiplied.
const SHARE_SHIFT: u32 = 16;

/// The mark of an event; `None` if none of it is in the window.
pub(super) fn mark(event: EventIndex, when: &When, scale: &Scale, selected: bool) -> Option<Mark> {
    let mut stretches = Vec::new();
    for member in when.members() {
        match when.shape() {
            Shape::SomeWithin | Shape::OneOf => {
                let (first, last) = (member.start.earliest, member.end.latest);
                let mut parts = Parts::new(scale, &mut stretches);
                parts.add(
                    at(first, Time::MIN),
                    at(last, Time::MAX),
                    Certainty::Possible,
                );
                parts.finish(
                    at(first, Time::MIN),
                    at(last, Time::MAX),
                    Certainty::Possible,
                );
            }
            shape => add_member(&mut stretches, member, when, shape, scale),
        }
    }
    let (from, to) = ends(when, &stretches, scale)?;
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
        stretches,
        left,
        right,
        doubtful: when.is_uncertain(),
        label: None,
        selected,
        found: false,
    })
}

/// From the first to the last of what the window shows of a date; `None` if it shows nothing of it.
///
/// Of a set it shows what lies between two dates of it, too, even where neither is in sight.
fn ends(when: &When, stretches: &[Stretch], scale: &Scale) -> Option<(u32, u32)> {
    let seen = (
        stretches.first().map(|first| first.from),
        stretches.last().map(|last| last.to),
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

/// How a date ends on the left and on the right.
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

/// A bound as a moment: what has no end reaches to the end of the axis.
fn at(bound: Bound, open: Time) -> Time {
    match bound {
        Bound::At(time) => time,
        Bound::Open | Bound::Unknown => open,
    }
}

/// The parts of a stretch that is sure in its middle.
fn add_member(
    stretches: &mut Vec<Stretch>,
    member: &Member,
    when: &When,
    shape: Shape,
    scale: &Scale,
) {
    let first = at(member.start.earliest, Time::MIN);
    let last = at(member.end.latest, Time::MAX);
    let mut sure_from = at(member.start.latest, Time::MIN);
    let mut sure_to = at(member.end.earliest, Time::MAX);
    let mut parts = Parts::new(scale, stretches);
    // An end that exists and is unknown may have come at once: beyond the known one nothing is sure.
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
    if shape == Shape::Span && when.is_approximate() {
        // About a year: the year, with a quarter of it at either side in doubt.
        let quarter = last.nanos_since(first) / 4;
        sure_from = first.saturating_add_nanos(quarter);
        sure_to = last.saturating_add_nanos(-quarter);
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

/// Adds the parts of one stretch, from left to right.
struct Parts<'a> {
    scale: &'a Scale,
    stretches: &'a mut Vec<Stretch>,
    before: usize,
}

impl<'a> Parts<'a> {
    fn new(scale: &'a Scale, stretches: &'a mut Vec<Stretch>) -> Self {
        let before = stretches.len();
        Self {
            scale,
            stretches,
            before,
        }
    }

    /// Adds what the window shows of a part.
    fn add(&mut self, from: Time, to: Time, certainty: Certainty) {
        let after = self.stretches.last().map_or(0, |stretch| stretch.to);
        let left = self.scale.eighths_clamped(from).max(after);
        let right = self.scale.eighths_clamped(to);
        if right <= left {
            return;
        }
        // A slope belongs to its time: of a long one, a short window shows nearly one shade.
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
        self.stretches.push(Stretch {
            from: left,
            to: right,
            certainty,
            sureness,
        });
    }

    /// Adds an eighth of a column where the whole is shorter than that: it happened all the same.
    fn finish(&mut self, first: Time, last: Time, certainty: Certainty) {
        let window = self.scale.window();
        let is_seen = first < window.end() && (last > window.start() || first == window.start());
        if self.stretches.len() > self.before || !is_seen {
            return;
        }
        let after = self.stretches.last().map_or(0, |stretch| stretch.to);
        let from = self.scale.eighths_clamped(first).max(after);
        let sureness = if certainty == Certainty::Certain {
            (255, 255)
        } else {
            (0, 0)
        };
        self.stretches.push(Stretch {
            from,
            to: from + 1,
            certainty,
            sureness,
        });
    }
}

/// Adds a mark to its row. Where it would share a cell with the mark before it, the two become one
/// that counts both.
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
            // Several of different kinds have no kind in common.
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
