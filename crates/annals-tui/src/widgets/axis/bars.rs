//! Marks: bars, what is not sure of them, and their titles.
//!
//! [`tinted`] draws bars as grounds of colour, [`plain`] where there are too few colours for that. What may be
//! somewhere in a span is between round brackets, what is one of several between square ones; both can be told
//! apart without colour.

mod plain;
mod tinted;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::glyphs::Glyphs;
use crate::hits::{Hit, HitMap};
use crate::theme::{BarColors, BarStyle};
use crate::widgets::marks;
use crate::widgets::painter::Painter;
use annals_scene::axis::{Certainty, EIGHTHS, Edge, Label, Mark, MarkKind, MarkPart, Segment};

/// How the marks of a lane are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Styles<'a> {
    /// The colour of the lane.
    pub(super) lane: Style,
    /// That of the selected mark.
    pub(super) selected: Style,
    /// How bars are drawn. The selected one always has a ground.
    pub(super) bars: BarStyle,
    /// The colours of bars, where they are tinted.
    pub(super) colors: Option<&'a BarColors>,
}

/// Draws a mark in the style of its lane, or in that of the selected mark.
pub(super) fn draw(
    mark: &Mark,
    styles: &Styles<'_>,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let (first, end) = mark.cells(area.width);
    let cells = Rect::new(area.x + first, area.y, end - first, 1);
    hits.add(cells, Hit::Event(mark.event));
    if let Some(label) = &mark.label {
        let text = Rect::new(area.x + label.column, area.y, label.end() - label.column, 1);
        hits.add(text, Hit::Event(mark.event));
    }
    match styles.colors {
        Some(colors) => tinted::draw(mark, colors, area, painter),
        None => plain::draw(mark, styles, area, painter),
    }
    if mark.found {
        // What was searched for is underlined everywhere; bold sets it apart where bars are lines.
        let place = mark.label.as_ref().map_or(cells, |label| {
            let room = Rect::new(area.x + label.column, area.y, label.room, 1);
            let width = marks::shown_cells(&label.text, room, painter).min(label.room);
            Rect { width, ..room }
        });
        let found = Style::new().add_modifier(Modifier::UNDERLINED);
        painter.style(place, found);
        if styles.bars == BarStyle::Underlined {
            painter.style(place, found.add_modifier(Modifier::BOLD));
        }
    }
}

/// Returns the arrows and question marks at the ends of a mark, with their columns.
fn ends(mark: &Mark, columns: u16, glyphs: &Glyphs) -> impl Iterator<Item = (u16, &'static str)> {
    let (first, end) = mark.cells(columns);
    let unknown = glyphs.bars.unknown;
    let ends = [
        (mark.left, first, glyphs.bars.open[0]),
        (mark.right, end - 1, glyphs.bars.open[1]),
    ];
    ends.into_iter()
        .filter_map(move |(edge, column, open)| match edge {
            Edge::Open => Some((column, open)),
            Edge::Unknown => Some((column, unknown)),
            Edge::Dated | Edge::Beyond => None,
        })
}

/// What a cell between the edges of a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fill {
    /// The event holds here.
    Certain,
    /// It may hold here; how sure that is, from 0 to 255.
    Unsure(u8),
}

/// Returns what the cell of a column says, by the segment that covers its middle.
fn fill(mark: &Mark, column: u16) -> Fill {
    let middle = u32::from(column) * EIGHTHS + EIGHTHS / 2;
    // Where the middle of the cell lies outside, its edge belongs to the nearest segment.
    let distance = |segment: &&Segment| {
        let before = segment.from.saturating_sub(middle);
        before.max((middle + 1).saturating_sub(segment.to))
    };
    let Some(segment) = mark.segments.iter().min_by_key(distance) else {
        return Fill::Unsure(0);
    };
    let along = middle.clamp(segment.from, segment.to - 1) - segment.from;
    let (left, right) = (i64::from(segment.sureness.0), i64::from(segment.sureness.1));
    let sureness = left + (right - left) * i64::from(along) / i64::from(segment.to - segment.from);
    match segment.certainty {
        Certainty::Certain if !mark.doubtful => Fill::Certain,
        // The source doubts the date.
        Certainty::Certain => Fill::Unsure(DOUBTED),
        Certainty::Rising | Certainty::Falling => {
            Fill::Unsure(u8::try_from(sureness).unwrap_or(u8::MAX))
        }
        Certainty::Possible => Fill::Unsure(POSSIBLE),
    }
}

/// How sure a date is that its source doubts.
const DOUBTED: u8 = 110;

/// How sure it is that an event holds where nothing but that is said.
const POSSIBLE: u8 = 64;

/// Returns whether a part of a mark begins and ends at a date; a window that cuts it leaves it without an edge
/// there.
fn dated_edges(mark: &Mark, part: &MarkPart) -> (bool, bool) {
    (
        part.from > mark.from || mark.left == Edge::Dated,
        part.to < mark.to || mark.right == Edge::Dated,
    )
}

/// Returns whether it is known to the cell when a part of a mark begins.
fn starts_sharply(mark: &Mark, part: &MarkPart) -> bool {
    let segments = mark.segments.iter().filter(|it| it.from >= part.from);
    // A slope that is shorter than a cell cannot be seen.
    let mut segments =
        segments.skip_while(|it| it.certainty == Certainty::Rising && it.to - it.from < EIGHTHS);
    segments.next().is_some_and(|it| match it.certainty {
        Certainty::Certain | Certainty::Falling => true,
        Certainty::Possible => mark.right == Edge::Unknown,
        Certainty::Rising => false,
    })
}

/// Returns the glyph of a mark that is shorter than a cell.
fn point(mark: &Mark, glyphs: &Glyphs) -> &'static str {
    let is_sure = |segment: &Segment| segment.certainty == Certainty::Certain;
    let sure = !mark.doubtful && mark.segments.iter().all(is_sure);
    match mark.kind {
        _ if mark.count > 1 => glyphs.point(mark.count),
        MarkKind::SomeWithin => glyphs.bars.possible[0],
        MarkKind::OneOf => glyphs.bars.possible[1],
        // So short that its slopes cannot be seen: the point says that it is not sure.
        MarkKind::Whole | MarkKind::AllOf if !sure => glyphs.bars.possible[0],
        MarkKind::Whole | MarkKind::AllOf => glyphs.bars.single,
    }
}

/// Returns the brackets of a mark of which only one time within, or one of its parts, is meant.
fn brackets(mark: &Mark, glyphs: &Glyphs) -> Option<[&'static str; 2]> {
    match mark.kind {
        MarkKind::SomeWithin => Some(glyphs.bars.some_within),
        MarkKind::OneOf => Some(glyphs.bars.one_of),
        MarkKind::Whole | MarkKind::AllOf => None,
    }
}

/// Returns whether a label stands on its mark, not beside it.
fn is_on_mark(mark: &Mark, label: &Label, columns: u16) -> bool {
    let (first, end) = mark.cells(columns);
    label.column >= first && label.column < end
}

/// Returns whether a label is the number of events that share a cell, or the mark shows that number itself.
const fn is_number(mark: &Mark) -> bool {
    mark.count > 1 && !mark.selected
}
