//! The marks of a lane on paper.
//!
//! Owns how each stretch looks in black ink: sure is solid, doubtful dashed, a slope fades, what may be
//! anywhere is hatched, between round brackets where one day in it is meant, between square ones where
//! it is one of several dates.

use std::ops::Range;

use super::legend::Signs;
use super::svg::{Anchor, Ink, Svg};
use super::{CELL, GUTTER, Lane, Plan, ROW, words};
use crate::export::handout::sheet::ranges;
use crate::scene::axis::{
    Certainty, Content, Density, EIGHTHS, Edge, Mark, MarkKind, Part, Stretch,
};
use crate::text::{Clean, width};
use crate::time::Window;

/// Points of a bar from its top to its bottom.
const BAR: f64 = 9.5;
/// The size of labels.
const SIZE: f64 = 7.5;
/// The size of numbers where there is no room for a label.
const SMALL: f64 = 6.0;
/// Points of a digit of that size.
const DIGIT: f64 = 3.4;

/// Draws the rows of a lane.
pub(super) fn lane(plan: &Plan<'_>, svg: &mut Svg, lane: &Lane, top: f64, signs: &mut Signs) {
    if let Content::Density(density) = &lane.band.content {
        columns(svg, density, lane, top, signs);
        return;
    }
    let free = lane.height - ROW * lane.rows.len() as f64;
    for (place, row) in lane.rows.clone().enumerate() {
        let middle = top + free / 2.0 + ROW * (place as f64 + 0.5);
        let marks = lane.band.marks(row);
        // Points over bars, as neighbours may share a cell.
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|&mark| marks[mark].is_thin());
        for &mark in &order {
            body(plan, svg, &marks[mark], middle, signs);
        }
        for place in 0..marks.len() {
            let from_bottom = lane.band.rows() - 1 - row;
            label(plan, svg, lane, from_bottom, marks, place, middle, signs);
        }
    }
}

/// A lane with too many events: how many there are in each column.
fn columns(svg: &mut Svg, density: &Density, lane: &Lane, top: f64, signs: &mut Signs) {
    signs.counts = true;
    // The highest column leaves room for its number.
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

fn body(plan: &Plan<'_>, svg: &mut Svg, mark: &Mark, middle: f64, signs: &mut Signs) {
    let parts = mark.parts(plan.scale.columns());
    let (top, bottom) = (middle - BAR / 2.0, middle + BAR / 2.0);
    for pair in parts.windows(2) {
        let dashes = if mark.kind == MarkKind::AllOf {
            ""
        } else {
            "1 2"
        };
        svg.line(
            (plan.x(pair[0].to), middle),
            (plan.x(pair[1].from), middle),
            0.8,
            Ink::Plain,
            dashes,
        );
    }
    for part in &parts {
        if part.is_thin() {
            point(plan, svg, mark, part, middle, signs);
            continue;
        }
        for stretch in &mark.stretches {
            if stretch.from < part.to && stretch.to > part.from {
                block(plan, svg, mark, stretch, (top, bottom), signs);
            }
        }
        let round = mark.kind == MarkKind::SomeWithin;
        if round || mark.kind == MarkKind::OneOf {
            signs.within |= round;
            signs.one_of |= !round;
            if part.from > mark.from || mark.left == Edge::Dated {
                svg.bracket(plan.x(part.from), top - 0.6, bottom + 0.6, 1.0, round);
            }
            if part.to < mark.to || mark.right == Edge::Dated {
                svg.bracket(plan.x(part.to), top - 0.6, bottom + 0.6, -1.0, round);
            }
        }
    }
    for (edge, eighths, outward) in [(mark.left, mark.from, -1.0), (mark.right, mark.to, 1.0)] {
        let x = plan.x(eighths);
        match edge {
            Edge::Open => {
                signs.open = true;
                // The tip ends where the axis does.
                let x = x - outward * 3.0;
                svg.arrow(x, middle, BAR / 2.0 + 1.5, outward);
            }
            Edge::Unknown => {
                signs.unknown = true;
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

/// A stretch that is longer than a cell.
fn block(
    plan: &Plan<'_>,
    svg: &mut Svg,
    mark: &Mark,
    stretch: &Stretch,
    (top, bottom): (f64, f64),
    signs: &mut Signs,
) {
    let (from, to) = (plan.x(stretch.from), plan.x(stretch.to));
    match stretch.certainty {
        Certainty::Certain if mark.doubtful => {
            signs.doubtful = true;
            let middle = f64::midpoint(top, bottom);
            svg.line((from, middle), (to, middle), BAR, Ink::Plain, "3.5 2");
        }
        Certainty::Certain => {
            signs.certain = true;
            // A sliver stays free, so that bars that touch stay apart.
            svg.solid((from + 0.4, top), ((to - 0.4).max(from + 0.8), bottom));
        }
        Certainty::Rising | Certainty::Falling => {
            signs.fading = true;
            svg.shade((from, top), (to, bottom), stretch.sureness);
        }
        Certainty::Possible => {
            signs.possible |= mark.kind == MarkKind::Whole;
            svg.hatch((from, top), (to, bottom));
        }
    }
}

/// What is shorter than a cell.
fn point(plan: &Plan<'_>, svg: &mut Svg, mark: &Mark, part: &Part, middle: f64, signs: &mut Signs) {
    let x = f64::midpoint(plan.x(part.from), plan.x(part.to));
    let is_sure = |stretch: &Stretch| stretch.certainty == Certainty::Certain;
    let sure = mark.count > 1 || !mark.doubtful && mark.stretches.iter().all(is_sure);
    signs.point |= sure;
    signs.unsure_point |= !sure;
    svg.diamond(x, middle, sure);
    match mark.kind {
        MarkKind::SomeWithin => signs.within = true,
        MarkKind::OneOf => signs.one_of = true,
        MarkKind::Whole | MarkKind::AllOf => return,
    }
    let round = mark.kind == MarkKind::SomeWithin;
    svg.bracket(x - 6.0, middle - 4.5, middle + 4.5, 1.0, round);
    svg.bracket(x + 6.0, middle - 4.5, middle + 4.5, -1.0, round);
}

/// The number of a mark, with as much of its title as there is room for.
#[expect(
    clippy::too_many_arguments,
    reason = "a place in a lane has as many sides"
)]
fn label(
    plan: &Plan<'_>,
    svg: &mut Svg,
    lane: &Lane,
    from_bottom: usize,
    marks: &[Mark],
    place: usize,
    middle: f64,
    signs: &mut Signs,
) {
    let mark = &marks[place];
    let columns = plan.scale.columns();
    let (first, end) = mark.cells(columns);
    let text = if mark.count == 1 {
        plan.part.event(mark.event).title.clone()
    } else {
        let numbers = numbers(plan, lane, from_bottom, mark, first..end);
        Clean::line(&ranges(&numbers))
    };
    let baseline = middle + SIZE * 0.36;
    if let Some(label) = &mark.label {
        let fitted = words::fit(&text, usize::from(label.room));
        if !fitted.is_empty() {
            let x = GUTTER + f64::from(label.column) * CELL;
            let wide = u16::try_from(width(&fitted)).unwrap_or(u16::MAX);
            let cells = label.column..label.column.saturating_add(wide);
            let inside = label.column < end;
            let on_dark = inside && is_dark(mark, cells);
            let ink = match (on_dark, inside) {
                (true, _) => Ink::White,
                (false, true) => Ink::Halo,
                (false, false) => Ink::Plain,
            };
            svg.text(x, baseline, SIZE, ink, Anchor::Start, &fitted);
            return;
        }
    }
    // No room for words: the number alone, in its bar or where nothing stands beside its point.
    let number = if mark.count == 1 {
        Clean::line(&plan.number(mark.event).to_string())
    } else {
        text
    };
    let needed = width(&number) as f64 * DIGIT;
    let (from, to) = (plan.x(mark.from), plan.x(mark.to));
    if to - from >= needed + 1.0 {
        let ink = if is_dark(mark, first..end) {
            Ink::White
        } else {
            Ink::Halo
        };
        svg.text(
            f64::midpoint(from, to),
            middle + SMALL * 0.36,
            SMALL,
            ink,
            Anchor::Middle,
            &number,
        );
        return;
    }
    let next = marks
        .get(place + 1)
        .map_or(plan.width, |next| plan.x(next.from) - 4.0);
    let after = f64::midpoint(from, to) + 5.0;
    if next - after >= needed {
        svg.text(
            after,
            middle + SMALL * 0.36,
            SMALL,
            Ink::Plain,
            Anchor::Start,
            &number,
        );
    } else {
        signs.unnumbered = true;
    }
}

/// Whether all of some cells of a mark are dark.
fn is_dark(mark: &Mark, cells: Range<u16>) -> bool {
    let (from, to) = (
        u32::from(cells.start) * EIGHTHS,
        u32::from(cells.end) * EIGHTHS,
    );
    let dark = |stretch: &Stretch| {
        stretch.certainty == Certainty::Certain
            && stretch.from <= from.max(mark.from)
            && stretch.to >= to.min(mark.to)
    };
    !mark.doubtful && mark.stretches.iter().any(dark)
}

/// The numbers of the events that share a mark.
fn numbers(
    plan: &Plan<'_>,
    lane: &Lane,
    from_bottom: usize,
    mark: &Mark,
    cells: Range<u16>,
) -> Vec<usize> {
    let track = &plan.grouped.lanes[lane.band.lane].track;
    let start = plan.scale.column_start(cells.start);
    let end = plan.scale.column_end(cells.end.saturating_sub(1));
    let Some(window) = Window::new(start, end) else {
        return Vec::new();
    };
    let cell = end.nanos_since(start);
    let shares = |position: &usize| {
        let (from, to) = track.span(*position);
        track.row(*position) == from_bottom && to.nanos_since(from) < cell
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
