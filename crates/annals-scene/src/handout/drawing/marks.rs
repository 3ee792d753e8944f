//! The marks of a lane on paper.
//!
//! Black ink shows certainty: sure segments are solid, uncertain ones dashed, slopes fade, possible ones are
//! hatched. Round brackets mean one day (month, year) within, square ones one of several dates.

use std::ops::Range;

use super::legend::Symbols;
use super::measures::{CELL, GUTTER, ROW, pieces, x};
use super::plan::{Lane, Plan};
use super::svg::{Anchor, Ink, Svg};
use super::words;
use crate::axis::{Certainty, Content, Density, Edge, Mark, MarkKind, MarkPart, Segment};
use crate::handout::entry::ranges;
use annals_model::text::{Clean, width};
use annals_time::Window;

/// Height of a bar.
const BAR: f64 = 4.6;
/// Distance from the middle of a row down to the middle of its bars, which are below their labels.
const BELOW: f64 = 4.2;
/// Font size of labels.
const SIZE: f64 = 7.5;
/// Width of a letter of a label.
const LETTER: f64 = 4.1;
/// Distance between two labels.
const BETWEEN: f64 = 3.0;
/// The most that a label may start after its mark.
const NEAR: f64 = 5.0;
/// Font size of counts.
const SMALL: f64 = 6.0;

/// Draws the rows of a lane.
pub(super) fn lane(plan: &Plan<'_>, svg: &mut Svg, lane: &Lane, top: f64, symbols: &mut Symbols) {
    if let Content::Density(density) = &lane.band.content {
        columns(svg, density, lane, top, symbols);
        return;
    }
    let free = lane.height - ROW * lane.rows.len() as f64;
    for (place, row) in lane.rows.clone().enumerate() {
        let middle = top + free / 2.0 + ROW * (place as f64 + 0.5);
        let marks = lane.band.marks(row);
        // Short marks are drawn over bars, as neighbours may share a cell.
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|&mark| marks[mark].is_thin());
        for &mark in &order {
            body(plan, svg, &marks[mark], middle + BELOW, symbols);
        }
        let mut labels = Labels {
            plan,
            lane,
            row,
            baseline: middle + BELOW - BAR / 2.0 - 1.8,
            end: GUTTER - BETWEEN - 4.0,
            waiting: None,
        };
        for (place, mark) in marks.iter().enumerate() {
            labels.add(svg, mark, marks.get(place + 1), symbols);
        }
    }
}

/// Draws a lane with too many events: the number per column.
fn columns(svg: &mut Svg, density: &Density, lane: &Lane, top: f64, symbols: &mut Symbols) {
    symbols.counts = true;
    // The highest column has room for its number above it.
    let room = lane.height - SMALL;
    let bottom = top + lane.height;
    let most = density.full.max(1) as f64;
    let mut before = 0;
    for (column, &count) in density.counts.iter().enumerate() {
        if count > 0 {
            let x = GUTTER + column as f64 * CELL;
            let y = bottom - (count as f64 / most * room).max(1.0);
            svg.shade((x + 0.3, y), (x + CELL - 0.3, bottom), (120, 120));
            if count != before && count < 100 {
                let number = Clean::line(&count.to_string());
                let size = if count < 10 { SMALL } else { 4.5 };
                svg.text(
                    x + CELL / 2.0,
                    y - 1.0,
                    size,
                    Ink::Plain,
                    Anchor::Middle,
                    &number,
                );
            }
        }
        before = count;
    }
}

fn body(plan: &Plan<'_>, svg: &mut Svg, mark: &Mark, middle: f64, symbols: &mut Symbols) {
    let parts = mark.parts(plan.scale.columns());
    let (top, bottom) = (middle - BAR / 2.0, middle + BAR / 2.0);
    for pair in parts.windows(2) {
        let dashes = if mark.kind == MarkKind::AllOf {
            ""
        } else {
            "1 2"
        };
        svg.line(
            (x(pair[0].to), middle),
            (x(pair[1].from), middle),
            0.8,
            Ink::Plain,
            dashes,
        );
    }
    for part in &parts {
        if part.is_thin() {
            point(svg, mark, part, middle, symbols);
            continue;
        }
        for segment in &mark.segments {
            if segment.from < part.to && segment.to > part.from {
                block(svg, mark, segment, (top, bottom), symbols);
            }
        }
        let round = mark.kind == MarkKind::SomeWithin;
        if round || mark.kind == MarkKind::OneOf {
            symbols.within |= round;
            symbols.one_of |= !round;
            if part.from > mark.from || mark.left == Edge::Dated {
                svg.bracket(x(part.from), top - 0.6, bottom + 0.6, 1.0, round);
            }
            if part.to < mark.to || mark.right == Edge::Dated {
                svg.bracket(x(part.to), top - 0.6, bottom + 0.6, -1.0, round);
            }
        }
    }
    for (edge, eighths, outward) in [(mark.left, mark.from, -1.0), (mark.right, mark.to, 1.0)] {
        let x = x(eighths);
        match edge {
            Edge::Open => {
                symbols.open = true;
                // The tip ends where the axis does.
                let x = x - outward * 3.0;
                svg.arrow(x, middle, BAR / 2.0 + 1.6, outward);
            }
            Edge::Unknown => {
                symbols.unknown = true;
                svg.text(
                    x - outward * 5.0,
                    middle + 3.0,
                    8.5,
                    Ink::Halo,
                    Anchor::Middle,
                    &Clean::own("?"),
                );
            }
            Edge::Dated | Edge::Beyond => {}
        }
    }
}

/// Draws a segment that is longer than a cell.
fn block(
    svg: &mut Svg,
    mark: &Mark,
    segment: &Segment,
    (top, bottom): (f64, f64),
    symbols: &mut Symbols,
) {
    let (from, to) = (x(segment.from), x(segment.to));
    match segment.certainty {
        Certainty::Certain if mark.doubtful => {
            symbols.doubtful = true;
            let middle = f64::midpoint(top, bottom);
            svg.line((from, middle), (to, middle), BAR, Ink::Plain, "3.5 2");
        }
        Certainty::Certain => {
            symbols.certain = true;
            // A small gap separates adjacent bars.
            svg.solid((from + 0.4, top), ((to - 0.4).max(from + 0.8), bottom));
        }
        Certainty::Rising | Certainty::Falling => {
            symbols.fading = true;
            svg.shade((from, top), (to, bottom), segment.sureness);
        }
        Certainty::Possible => {
            symbols.possible |= mark.kind == MarkKind::Whole;
            svg.hatch((from, top), (to, bottom));
        }
    }
}

/// Draws a mark that is shorter than a cell.
fn point(svg: &mut Svg, mark: &Mark, part: &MarkPart, middle: f64, symbols: &mut Symbols) {
    let x = f64::midpoint(x(part.from), x(part.to));
    let is_sure = |segment: &Segment| segment.certainty == Certainty::Certain;
    let sure = mark.count > 1 || !mark.doubtful && mark.segments.iter().all(is_sure);
    symbols.point |= sure;
    symbols.unsure_point |= !sure;
    svg.diamond(x, middle, sure);
    match mark.kind {
        MarkKind::SomeWithin => symbols.within = true,
        MarkKind::OneOf => symbols.one_of = true,
        MarkKind::Whole | MarkKind::AllOf => return,
    }
    let round = mark.kind == MarkKind::SomeWithin;
    svg.bracket(x - 6.0, middle - 4.5, middle + 4.5, 1.0, round);
    svg.bracket(x + 6.0, middle - 4.5, middle + 4.5, -1.0, round);
}

/// Writes labels above the marks of a row: numbers with as much of the title as fits.
struct Labels<'a> {
    plan: &'a Plan<'a>,
    lane: &'a Lane,
    /// The row of the lane.
    row: usize,
    baseline: f64,
    /// Where the last label ends.
    end: f64,
    /// The numbers of preceding marks without room, and where the first of them begins.
    waiting: Option<(f64, Vec<usize>)>,
}

impl Labels<'_> {
    fn add(&mut self, svg: &mut Svg, mark: &Mark, next: Option<&Mark>, symbols: &mut Symbols) {
        let plan = self.plan;
        let own = if mark.count == 1 {
            vec![plan.number(mark.event)]
        } else {
            let cells = mark.cells(plan.scale.columns());
            numbers(plan, self.lane, self.row, mark, cells.0..cells.1)
        };
        let (mut from, mut numbers) = self.waiting.take().unwrap_or((f64::MAX, Vec::new()));
        from = from.min(label_start(mark));
        numbers.extend(own);
        numbers.sort_unstable();
        let number = Clean::line(&ranges(&numbers));
        // With several events no title is written, as it would seem to be the title of all.
        let text = if numbers.len() == 1 {
            let title = &plan.entries[mark.event.index()].title;
            Clean::line(&format!("{number} {title}"))
        } else {
            number.clone()
        };
        let limit = next.map_or(plan.width, |next| label_start(next) - BETWEEN);
        // At the end of the axis, or if the next label is near, it is moved to the left.
        let least = self.end + BETWEEN;
        let latest = label_start(mark) + NEAR;
        let start = from
            .min(limit - wide(&text))
            .max(from - most_shift(mark, plan))
            .max(least);
        // A number with only an ellipsis is shortened to the number.
        let says_more = |fitted: &Clean| fitted == &text || width(fitted) > width(&number) + 2;
        let fitted =
            fitting(&text, limit - start).filter(|fitted| start <= latest && says_more(fitted));
        let (start, text) = match fitted {
            Some(text) => (start, text),
            // Numbers alone may overlap the start of the next mark, whose label then gives way.
            None if least <= latest && limit + NEAR - least.max(from) >= wide(&number) => {
                (least.max(from), number)
            }
            // They are added to the label of the next mark.
            None if next.is_some() => {
                self.waiting = Some((from, numbers));
                return;
            }
            None => {
                symbols.unnumbered = true;
                return;
            }
        };
        self.end = start + wide(&text);
        svg.text(start, self.baseline, SIZE, Ink::Halo, Anchor::Start, &text);
    }
}

/// Returns the width of a label.
fn wide(text: &Clean) -> f64 {
    width(text) as f64 * LETTER
}

/// Returns where the label of a mark begins: where the mark does.
fn label_start(mark: &Mark) -> f64 {
    let from = x(mark.from);
    if mark.is_thin() { from - 2.0 } else { from }
}

/// Returns how far a label may begin before its mark: it must end above it.
fn most_shift(mark: &Mark, plan: &Plan<'_>) -> f64 {
    // A mark at the right end of the axis has no other room.
    if plan.width - x(mark.to) < 60.0 {
        plan.width
    } else {
        0.0
    }
}

/// Returns as much of a text as fits.
fn fitting(text: &Clean, points: f64) -> Option<Clean> {
    if points < LETTER {
        return None;
    }
    let fitted = words::fit(text, usize::from(pieces(points, LETTER)));
    (!fitted.is_empty()).then_some(fitted)
}

/// Returns the numbers of the events that share a mark.
fn numbers(plan: &Plan<'_>, lane: &Lane, row: usize, mark: &Mark, cells: Range<u16>) -> Vec<usize> {
    let track = &plan.grouped.lane(lane.band.lane).track;
    let start = plan.scale.column_start(cells.start);
    let end = plan.scale.column_end(cells.end.saturating_sub(1));
    let Some(window) = Window::new(start, end) else {
        return Vec::new();
    };
    let cell = end.nanos_since(start);
    let shares = |position: &usize| {
        let (from, to) = track.span(*position);
        track.row(*position) == row && to.nanos_since(from) < cell
    };
    let mut numbers: Vec<usize> = track
        .within(&window, mark.count + 2)
        .into_iter()
        .filter(shares)
        .map(|position| plan.number(track.event(position)))
        .collect();
    numbers.sort_unstable();
    numbers
}
