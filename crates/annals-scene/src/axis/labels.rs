//! Labels of marks.
//!
//! A title is on its bar if there is room, else beside it if the cells are free, else missing. Labels never
//! touch; lines pass behind them. Of titles that want the same cells the most important one has them: that of
//! the selected event, then the nearest to it, then the one with most links.

use super::bar_title::bar_title;
use super::mark::{Certainty, Edge, Label, Mark, MarkKind, Segment, halves};
use super::marks;
use super::request::{EIGHTHS, Request};
use annals_index::{Index, LaneKey};
use annals_model::text::{Clean, width};
use annals_model::{Actor, Timeline};
use annals_time::Scale;

/// The narrowest title on a bar, in cells.
const MIN_WIDTH: u16 = 3;
/// From this width on, the sure part of a bar holds the title.
const WIDE: u16 = 10;
/// Cells of a slope that a title leaves free, where it would hide it.
const SLOPE: u16 = 4;
/// A title on a bar that is narrower than this gives way to one beside it.
const SHORT: u16 = 4;
/// The shortest that a title beside a mark is cut.
const LEAST_BESIDE: u16 = 8;

/// More cells than that of its own point part a title left of it from the mark before.
const APART: u16 = 2;

/// Places the labels of rows.
pub(super) struct Labels<'a> {
    timeline: &'a Timeline,
    index: &'a Index,
    /// The actor whose lane it is, whose name need not be repeated.
    actor: Option<&'a Actor>,
    columns: u16,
    covers_slopes: bool,
    /// Where the selected event begins, in eighths of a column.
    selected: Option<u32>,
}

impl<'a> Labels<'a> {
    pub(super) fn new(request: &Request<'a>, lane: usize, scale: &Scale) -> Self {
        let actor = match request.lanes.lanes.get(lane).map(|lane| &lane.key) {
            Some(LaneKey::Actor(actor)) => Some(request.timeline.actor(*actor)),
            _ => None,
        };
        let selected = request.selected.and_then(|event| {
            let when = request.timeline.event(event).when.as_ref()?;
            Some(marks::mark(event, when, scale, true)?.from)
        });
        Self {
            timeline: request.timeline,
            index: request.index,
            actor,
            columns: scale.columns(),
            covers_slopes: request.canvas.covers_slopes,
            selected,
        }
    }

    /// Sets the label of each mark of a row.
    pub(super) fn place(&self, row: &mut [Mark]) {
        let mut taken = vec![false; usize::from(self.columns) + 1];
        for mark in row.iter() {
            let (first, end) = mark.cells(self.columns);
            taken[usize::from(first)..usize::from(end)].fill(true);
        }
        let mut beside = Vec::new();
        for position in 0..row.len() {
            let next = row
                .get(position + 1)
                .map_or(self.columns, |next| next.cells(self.columns).0);
            let mark = &row[position];
            match self.on_bar(mark, next) {
                Some(label) if label.room >= SHORT.min(text_width(&label.text)) => {
                    row[position].label = Some(label);
                }
                short => {
                    row[position].label = short;
                    beside.push(position);
                }
            }
        }
        beside.sort_by_key(|&position| self.importance(&row[position]));
        for position in beside {
            let mark = &row[position];
            let on_bar = mark.label.as_ref().map_or(0, |label| label.room);
            let label = if mark.count > 1 && !mark.selected {
                self.number(mark, &taken)
            } else {
                // A few letters on a bar say less than more of them beside it.
                let label = self.beside(mark, &taken);
                label.filter(|label| label.room > on_bar)
            };
            if let Some(label) = label {
                let cells = usize::from(label.column.saturating_sub(1))..=usize::from(label.end());
                for column in cells {
                    if let Some(taken) = taken.get_mut(column) {
                        *taken = true;
                    }
                }
                row[position].label = Some(label);
            }
        }
    }

    /// Returns the label of the only mark of a row, if there is room in columns that are not taken.
    pub(super) fn label(&self, mark: &Mark, mut taken: Vec<bool>) -> Option<Label> {
        let on_bar = self.on_bar(mark, self.columns);
        if on_bar.as_ref().is_some_and(|label| label.room >= SHORT) {
            return on_bar;
        }
        let (first, end) = mark.cells(self.columns);
        taken[usize::from(first)..usize::from(end)].fill(true);
        self.beside(mark, &taken).or(on_bar)
    }

    /// Orders marks by importance, the most important one first.
    fn importance(&self, mark: &Mark) -> (bool, u32, std::cmp::Reverse<usize>) {
        let distance = self.selected.map_or(0, |selected| {
            selected
                .saturating_sub(mark.to)
                .max(mark.from.saturating_sub(selected))
        });
        let links = self.timeline.event(mark.event).links.len();
        let links = links + self.index.incoming(mark.event).len();
        (!mark.selected, distance, std::cmp::Reverse(links))
    }

    /// Returns the title on its bar.
    fn on_bar(&self, mark: &Mark, next: u16) -> Option<Label> {
        if mark.count > 1 || mark.is_thin() {
            return None;
        }
        let text = self.words(mark);
        let (first, end) = self.inside(mark);
        // The next mark may begin in the cell in which this one ends.
        let room = end.min(next).saturating_sub(first);
        (!text.is_empty() && room >= MIN_WIDTH.min(text_width(&text))).then_some(Label {
            column: first,
            room,
            text,
        })
    }

    /// Returns the title right of its mark, or left of a point where there is more room. Between two points a title
    /// belongs to the one before it; so it is left of its own only where nothing is before it, or nothing near.
    fn beside(&self, mark: &Mark, taken: &[bool]) -> Option<Label> {
        let text = self.words(mark);
        let wide = text_width(&text);
        if wide == 0 {
            return None;
        }
        let least = LEAST_BESIDE.min(wide);
        let (first, end) = mark.cells(self.columns);
        let right = free_after(taken, end, self.columns).saturating_sub(1);
        let free = free_before(taken, first);
        let left = if free == first {
            free.saturating_sub(1)
        } else {
            let left = free.saturating_sub(2);
            if mark.selected || left >= wide.saturating_add(APART) {
                left
            } else {
                0
            }
        };
        // After a title on the right there is a blank too, except at the end of the axis.
        let right = if end + 1 + right >= self.columns {
            right
        } else {
            right.saturating_sub(1)
        };
        if right >= wide || right >= least && (left <= right || !mark.is_thin()) {
            return Some(Label {
                column: end + 1,
                room: right,
                text,
            });
        }
        let room = left.min(wide);
        (room >= least && mark.is_thin()).then(|| Label {
            column: first - 1 - room,
            room,
            text,
        })
    }

    /// Returns the number of events that share a cell, where it is longer than a digit.
    fn number(&self, mark: &Mark, taken: &[bool]) -> Option<Label> {
        let text = Clean::line(&mark.count.to_string());
        let wide = text_width(&text);
        let (first, end) = mark.cells(self.columns);
        let right = free_after(taken, end, self.columns);
        let left = free_before(taken, first);
        let before = (wide - 1) / 2;
        let before = before.max((wide - 1).saturating_sub(right)).min(left);
        (wide > 1 && before + right + 1 >= wide).then(|| Label {
            column: first - before,
            room: wide,
            text,
        })
    }

    /// Returns the title of a mark as its lane says it.
    fn words(&self, mark: &Mark) -> Clean {
        let title = &self.timeline.event(mark.event).title;
        let title = bar_title(title, self.actor);
        match mark.count {
            0 | 1 => title,
            count => Clean::line(&format!("{title} and {} more", count - 1)),
        }
    }

    /// Returns the cells inside a mark that a title may take, without its edges. Where a title would hide
    /// what is not sure, that is the sure part if it is wide enough, else everything but a few cells of each
    /// slope.
    fn inside(&self, mark: &Mark) -> (u16, u16) {
        match mark.kind {
            MarkKind::Whole => self.inside_whole(mark),
            MarkKind::SomeWithin | MarkKind::OneOf | MarkKind::AllOf => {
                // The first of the widest parts.
                let parts = mark.parts(self.columns);
                let widest = parts.iter().rev().max_by_key(|part| part.end - part.first);
                let (first, end) = mark.cells(self.columns);
                widest.map_or((first + 1, end - 1), |part| {
                    let shade = !self.covers_slopes
                        && mark.kind != MarkKind::AllOf
                        && part.end - part.first >= WIDE + 2 * SLOPE;
                    let shade = u16::from(shade);
                    let (from, to) = part.halves();
                    // The brackets are in cells that the part covers whole, if there are two.
                    let (first, end) = if to >= from + 4 {
                        let cell = |half: u32| u16::try_from(half / 2).unwrap_or(self.columns);
                        (cell(from + 1), cell(to))
                    } else {
                        (part.first, part.end)
                    };
                    (first + 1 + shade, end.saturating_sub(1 + shade))
                })
            }
        }
    }

    fn inside_whole(&self, mark: &Mark) -> (u16, u16) {
        let (first, end) = mark.cells(self.columns);
        let edged = u16::from(matches!(mark.right, Edge::Open | Edge::Unknown));
        let cell = |eighths: u32| u16::try_from(eighths / EIGHTHS).unwrap_or(self.columns);
        let half = |halves: u32| u16::try_from(halves / 2).unwrap_or(self.columns);
        let (from, to) = halves(mark.from, mark.to);
        // A cell that is filled to the half only has no room for a letter.
        let (from, to) = (half(from).max(first) + 1, half(to).min(end - edged));
        if self.covers_slopes {
            return (from, to);
        }
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
        let is_falling = |segment: &Segment| segment.certainty == Certainty::Falling;
        let slope = |segment: Option<&Segment>| {
            let sloping = segment.filter(|segment| segment.certainty != Certainty::Certain);
            sloping.map_or(0, |segment| cell(segment.to - segment.from).min(SLOPE))
        };
        let falls_at_once = mark.segments.first().is_some_and(is_falling);
        let rise = if falls_at_once {
            0
        } else {
            slope(mark.segments.first())
        };
        let fall = if mark.segments.len() > 1 || falls_at_once {
            slope(mark.segments.last())
        } else {
            0
        };
        ((first + rise).max(from), end.saturating_sub(fall).min(to))
    }
}

fn text_width(text: &Clean) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Returns the number of free columns from a column on.
fn free_after(taken: &[bool], from: u16, columns: u16) -> u16 {
    let free = (from..columns).take_while(|&column| !taken[usize::from(column)]);
    u16::try_from(free.count()).unwrap_or(columns)
}

/// Returns the number of free columns before a column.
fn free_before(taken: &[bool], end: u16) -> u16 {
    let free = (0..end)
        .rev()
        .take_while(|&column| !taken[usize::from(column)]);
    u16::try_from(free.count()).unwrap_or(end)
}
