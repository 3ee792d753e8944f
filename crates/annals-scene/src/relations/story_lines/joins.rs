//! Joins: in which column the lines of an event meet.
//!
//! A join is in the range in which its event begins: exact dates in their column, events of one year side by
//! side within that year. Joins of disjoint lines may share a column. Without a free column, events share a
//! join.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lines::columns;
use super::request::{Request, as_line};
use annals_model::{EventIndex, Status};
use annals_time::{Bound, Region, Scale, Shape, Time, When};

/// The join of an event, or of several that share a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// Its column.
    pub column: u16,
    /// The event; of several, the one under the cursor or else the first.
    pub event: EventIndex,
    /// All its events.
    pub events: Vec<EventIndex>,
    /// Whether one of them is under the cursor.
    pub selected: bool,
    /// Its nodes on visible lines, from the top.
    pub nodes: Vec<Node>,
    /// The visible rows from end to end.
    pub rows: Range<u16>,
}

/// A join on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// The row of the line.
    pub row: u16,
    /// The kind of statement of the first event.
    pub status: Status,
    /// Number of the join's events on this line.
    pub count: usize,
    /// Whether the event under the cursor is one of them.
    pub selected: bool,
}

/// An event to place: its possible columns and its outermost lines.
#[derive(Debug, Clone)]
struct Candidate {
    event: EventIndex,
    columns: Range<usize>,
    lines: (u32, u32),
}

/// Events that share a column, and the range of their lines.
#[derive(Debug, Clone)]
struct Place {
    column: usize,
    lines: (u32, u32),
    events: Vec<EventIndex>,
}

/// Places the visible joins, from left to right.
pub(super) fn placed(
    request: &Request<'_>,
    scale: &Scale,
    shown: &Range<usize>,
    events: &[EventIndex],
    selected: Option<EventIndex>,
) -> Vec<Join> {
    // Events with fewer possible columns come first.
    let mut groups: BTreeMap<(usize, usize), Vec<Candidate>> = BTreeMap::new();
    for &event in events {
        if let Some(candidate) = candidate(request, scale, event) {
            let key = (candidate.columns.len(), candidate.columns.start);
            groups.entry(key).or_default().push(candidate);
        }
    }
    let mut board = Board::new(scale.columns());
    for group in groups.values() {
        let (slots, count) = slots(group);
        for (candidate, slot) in group.iter().zip(slots) {
            let range = &candidate.columns;
            // A quarter into its share of the range, so that it does not seem to be at the beginning.
            let ideal = range.start + (4 * slot + 1) * range.len() / (4 * count);
            board.put(candidate, ideal.min(range.end - 1));
        }
    }
    let mut joins: Vec<Join> = board
        .places()
        .filter_map(|position| join(request, shown, position, selected))
        .collect();
    joins.sort_by_key(|join| (join.column, join.rows.start));
    joins
}

fn candidate(request: &Request<'_>, scale: &Scale, event: EventIndex) -> Option<Candidate> {
    let when = request.timeline.event(event).when.as_ref()?;
    let lines = request.order.lines_of(request.index, event);
    Some(Candidate {
        event,
        columns: columns(beginning(when), scale)?,
        lines: (*lines.first()?, *lines.last()?),
    })
}

/// Returns the range for a join: in which the event begins, or in which it ends if its beginning is unknown.
fn beginning(when: &When) -> (Time, Time) {
    let of = |region: Region| match (region.earliest, region.latest) {
        (Bound::At(earliest), Bound::At(latest)) => Some((earliest, latest)),
        (Bound::At(only), _) | (_, Bound::At(only)) => Some((only, only)),
        _ => None,
    };
    match when.shape() {
        Shape::Interval => of(when.start()).or_else(|| of(when.end())),
        Shape::AllOf => when.members().first().and_then(|member| of(member.start)),
        _ => None,
    }
    .unwrap_or_else(|| when.reach())
}

/// Assigns slots to events with the same possible columns, and counts the slots: events whose lines do not
/// overlap share one.
fn slots(group: &[Candidate]) -> (Vec<usize>, usize) {
    let mut taken: Vec<Vec<(u32, u32)>> = Vec::new();
    let mut slots = Vec::with_capacity(group.len());
    for candidate in group {
        let free =
            |slot: &Vec<(u32, u32)>| slot.iter().all(|&lines| !touch(lines, candidate.lines));
        let slot = taken.iter().position(free).unwrap_or_else(|| {
            taken.push(Vec::new());
            taken.len() - 1
        });
        taken[slot].push(candidate.lines);
        slots.push(slot);
    }
    (slots, taken.len().max(1))
}

/// Returns whether two ranges of lines overlap or are adjacent; adjacent nodes would look like one join.
const fn touch(one: (u32, u32), other: (u32, u32)) -> bool {
    one.0 <= other.1.saturating_add(1) && other.0 <= one.1.saturating_add(1)
}

/// The events of each column.
struct Board {
    columns: Vec<Vec<Place>>,
}

impl Board {
    fn new(columns: u16) -> Self {
        Self {
            columns: vec![Vec::new(); usize::from(columns)],
        }
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        self.columns.iter().flatten()
    }

    /// Puts an event into the nearest free column, with a free one beside it if possible; without a free
    /// column, it is merged with the nearest events in its way.
    fn put(&mut self, candidate: &Candidate, ideal: usize) {
        let airy = |column: usize| {
            let beside = column.saturating_sub(1)..=column + 1;
            beside
                .into_iter()
                .all(|column| self.is_free(column, candidate.lines))
        };
        let near = || outwards(ideal, &candidate.columns);
        let column = near()
            .find(|&column| airy(column))
            .or_else(|| near().find(|&column| self.is_free(column, candidate.lines)));
        let mut position = Place {
            column: column.unwrap_or(ideal),
            lines: candidate.lines,
            events: vec![candidate.event],
        };
        let column = &mut self.columns[position.column];
        // A merged event widens the range of lines, so that it may meet more.
        while let Some(other) = column
            .iter()
            .position(|other| touch(other.lines, position.lines))
        {
            let other = column.remove(other);
            position.lines = (
                position.lines.0.min(other.lines.0),
                position.lines.1.max(other.lines.1),
            );
            position.events = [other.events, position.events].concat();
        }
        column.push(position);
    }

    fn is_free(&self, column: usize, lines: (u32, u32)) -> bool {
        let places = self.columns.get(column);
        places.is_none_or(|places| places.iter().all(|position| !touch(position.lines, lines)))
    }
}

/// Returns the columns of a range by distance from one of them, the right one first.
fn outwards(from: usize, range: &Range<usize>) -> impl Iterator<Item = usize> {
    let range = range.clone();
    let both = move |distance: usize| [from.checked_add(distance), from.checked_sub(distance)];
    std::iter::once(from)
        .chain((1..range.len()).flat_map(both).flatten())
        .filter(move |column| range.contains(column))
}

/// Returns the visible part of a join, if any.
fn join(
    request: &Request<'_>,
    shown: &Range<usize>,
    position: &Place,
    selected: Option<EventIndex>,
) -> Option<Join> {
    let step = usize::from(request.step());
    let row = |line: usize| u16::try_from((line - shown.start) * step).unwrap_or(u16::MAX);
    let (top, bottom) = (position.lines.0 as usize, position.lines.1 as usize);
    if shown.is_empty() || bottom < shown.start || top >= shown.end {
        return None;
    }
    let mut nodes: BTreeMap<u16, Node> = BTreeMap::new();
    for &event in &position.events {
        let lines = request.order.lines_of(request.index, event);
        let first = lines.partition_point(|&line| line < as_line(shown.start));
        let lines = lines[first..].iter().map(|&line| line as usize);
        for line in lines.take_while(|&line| line < shown.end) {
            let node = nodes.entry(row(line)).or_insert(Node {
                row: row(line),
                status: request.timeline.event(event).status,
                count: 0,
                selected: false,
            });
            node.count += 1;
            node.selected |= selected == Some(event);
        }
    }
    let is_selected = selected.filter(|event| position.events.contains(event));
    // A join that continues above or below is drawn to the edge.
    let end = if bottom < shown.end {
        row(bottom).saturating_add(1)
    } else {
        request.rows()
    };
    Some(Join {
        column: u16::try_from(position.column).unwrap_or(u16::MAX),
        event: is_selected.or_else(|| position.events.first().copied())?,
        events: position.events.clone(),
        selected: is_selected.is_some(),
        nodes: nodes.into_values().collect(),
        rows: row(top.max(shown.start))..end.min(request.rows()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_tried_outwards_once_each() {
        assert_eq!(outwards(5, &(3..8)).collect::<Vec<_>>(), [5, 6, 4, 7, 3]);
    }

    #[test]
    fn adjacent_lines_touch() {
        assert!(touch((0, 1), (2, 4)) && touch((2, 4), (0, 1)) && touch((0, 9), (4, 5)));
        assert!(!touch((0, 1), (3, 4)) && !touch((3, 4), (0, 1)));
    }

    #[test]
    fn candidates_without_a_free_column_share_one() {
        let candidate = |position: usize, lines| Candidate {
            event: EventIndex::new(position),
            columns: 2..4,
            lines,
        };
        let mut board = Board::new(6);
        for position in 0..3 {
            board.put(&candidate(position, (0, 1)), 2);
        }
        board.put(&candidate(3, (5, 6)), 2);
        let counts: Vec<(usize, usize)> = board
            .places()
            .map(|position| (position.column, position.events.len()))
            .collect();
        assert_eq!(counts, [(2, 2), (2, 1), (3, 1)]);
    }
}
