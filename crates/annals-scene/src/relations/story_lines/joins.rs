//! Joins: in which column the lines of an event meet.
//!
//! Owns the placing. A join stands somewhere in the stretch in which its event begins, as the date
//! says it: exact dates in their column, events of one year side by side in that year, those that
//! have nothing to do with each other in one column. Where there is no column left, events share one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::stretches::columns;
use super::{Request, as_line};
use annals_model::{EventIndex, Status, sort_by_key};
use annals_time::{Bound, Region, Scale, Shape, Time, When};

/// Where lines meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// Its column.
    pub column: u16,
    /// The event; the one under the cursor, else the first, where several share the column.
    pub event: EventIndex,
    /// All the events it stands for.
    pub events: Vec<EventIndex>,
    /// Whether one of them is under the cursor.
    pub selected: bool,
    /// Where it meets lines in sight, from the top.
    pub nodes: Vec<Node>,
    /// The rows between its ends, as far as they are in sight; those of nodes among them.
    pub rows: Range<u16>,
}

/// A join on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// The row of the line.
    pub row: u16,
    /// What kind of statement the event is; the first one of several.
    pub status: Status,
    /// How many of the join's events the line takes part in.
    pub count: usize,
    /// Whether the event under the cursor is one of them.
    pub selected: bool,
}

/// An event to be placed: the columns it may stand in, and its outermost lines.
#[derive(Debug, Clone)]
struct Candidate {
    event: EventIndex,
    columns: Range<usize>,
    lines: (u32, u32),
}

/// Events that share a column, and all lines between theirs.
#[derive(Debug, Clone)]
struct Place {
    column: usize,
    lines: (u32, u32),
    events: Vec<EventIndex>,
}

/// The joins that are in sight, from left to right.
pub(super) fn placed(
    request: &Request<'_>,
    scale: &Scale,
    shown: &Range<usize>,
    events: &[EventIndex],
    selected: Option<EventIndex>,
) -> Vec<Join> {
    // The shorter the stretch, the less choice: those come first.
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
            // A quarter of its share in, so that the beginning of the stretch is not claimed for it.
            let ideal = range.start + (4 * slot + 1) * range.len() / (4 * count);
            board.put(candidate, ideal.min(range.end - 1));
        }
    }
    let mut joins: Vec<Join> = board
        .places()
        .filter_map(|place| join(request, shown, place, selected))
        .collect();
    sort_by_key(&mut joins, |join| (join.column, join.rows.start));
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

/// The stretch somewhere in which an event is to be met: where it begins, and where it ends if its
/// beginning is not known.
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

/// The slots of events that may stand in the same columns, and how many slots there are: events whose
/// lines do not overlap have one together.
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

/// Whether two stretches of lines overlap or follow each other: nodes one above the other would look
/// like one join.
const fn touch(one: (u32, u32), other: (u32, u32)) -> bool {
    one.0 <= other.1.saturating_add(1) && other.0 <= one.1.saturating_add(1)
}

/// What stands in which column.
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

    /// Puts an event into the free column nearest to the ideal one, with air beside it if possible;
    /// where there is none, with the nearest events that are in its way.
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
        let mut place = Place {
            column: column.unwrap_or(ideal),
            lines: candidate.lines,
            events: vec![candidate.event],
        };
        let column = &mut self.columns[place.column];
        // What is taken up widens the place, so that it may meet more.
        while let Some(other) = column
            .iter()
            .position(|other| touch(other.lines, place.lines))
        {
            let other = column.remove(other);
            place.lines = (
                place.lines.0.min(other.lines.0),
                place.lines.1.max(other.lines.1),
            );
            place.events = [other.events, place.events].concat();
        }
        column.push(place);
    }

    fn is_free(&self, column: usize, lines: (u32, u32)) -> bool {
        let places = self.columns.get(column);
        places.is_none_or(|places| places.iter().all(|place| !touch(place.lines, lines)))
    }
}

/// The columns of a range, from one of them outwards, the right one of two first.
fn outwards(from: usize, range: &Range<usize>) -> impl Iterator<Item = usize> {
    let range = range.clone();
    let both = move |distance: usize| [from.checked_add(distance), from.checked_sub(distance)];
    std::iter::once(from)
        .chain((1..range.len()).flat_map(both).flatten())
        .filter(move |column| range.contains(column))
}

/// A place as it is in sight; `None` if no part of it is.
fn join(
    request: &Request<'_>,
    shown: &Range<usize>,
    place: &Place,
    selected: Option<EventIndex>,
) -> Option<Join> {
    let step = usize::from(request.step());
    let row = |line: usize| u16::try_from((line - shown.start) * step).unwrap_or(u16::MAX);
    let (top, bottom) = (place.lines.0 as usize, place.lines.1 as usize);
    if shown.is_empty() || bottom < shown.start || top >= shown.end {
        return None;
    }
    let mut nodes: BTreeMap<u16, Node> = BTreeMap::new();
    for &event in &place.events {
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
    let is_selected = selected.filter(|event| place.events.contains(event));
    // A join that goes on above or below is drawn to the edge, past the last line where that has a row
    // of its own.
    let end = if bottom < shown.end {
        row(bottom).saturating_add(1)
    } else {
        request.rows()
    };
    Some(Join {
        column: u16::try_from(place.column).unwrap_or(u16::MAX),
        event: is_selected.or_else(|| place.events.first().copied())?,
        events: place.events.clone(),
        selected: is_selected.is_some(),
        nodes: nodes.into_values().collect(),
        rows: row(top.max(shown.start))..end.min(request.rows()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_tried_from_the_middle_outwards_each_once() {
        assert_eq!(outwards(5, &(3..8)).collect::<Vec<_>>(), [5, 6, 4, 7, 3]);
    }

    #[test]
    fn lines_that_follow_each_other_touch() {
        assert!(touch((0, 1), (2, 4)) && touch((2, 4), (0, 1)) && touch((0, 9), (4, 5)));
        assert!(!touch((0, 1), (3, 4)) && !touch((3, 4), (0, 1)));
    }

    #[test]
    fn what_finds_no_column_shares_one() {
        let candidate = |place: usize, lines| Candidate {
            event: EventIndex::new(place),
            columns: 2..4,
            lines,
        };
        let mut board = Board::new(6);
        for place in 0..3 {
            board.put(&candidate(place, (0, 1)), 2);
        }
        board.put(&candidate(3, (5, 6)), 2);
        let counts: Vec<(usize, usize)> = board
            .places()
            .map(|place| (place.column, place.events.len()))
            .collect();
        assert_eq!(counts, [(2, 2), (2, 1), (3, 1)]);
    }
}
