//! The marks of a lane on paper.
//!
//! Owns how each stretch looks in black ink: sure is solid, doubtful dashed, a slope fades, what may be
//! anywhere is hatched, between round brackets where one day in it is meant, between square ones where
//! it is one of several dates.

use std::ops::Range;

use super::legend::Signs;
use super::svg::{Anchor, Ink, Svg};
use super::{CELL, GUTTER, Lane, Plan, ROW, pieces, words, x};
use crate::axis::{Certainty, Content, Density, Edge, Mark, MarkKind, Part, Stretch};
use crate::handout::sheet::ranges;
use annals_model::sort_by_key;
use annals_model::text::{Clean, width};
use annals_time::Window;

/// Points of a bar from its top to its bottom.
const BAR: f64 = 4.6;
/// Points from the middle of a row to the middle of its bars, which lie below their labels.
const BELOW: f64 = 4.2;
/// The size of labels.
const SIZE: f64 = 7.5;
/// Points of a letter of a label.
const LETTER: f64 = 4.1;
/// Points between two labels.
const BETWEEN: f64 = 3.0;
/// Points that a label may stand after the start of its mark.
const NEAR: f64 = 5.0;
/// The size of counts.
const SMALL: f64 = 6.0;

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
        sort_by_key(&mut order, |&mark| marks[mark].is_thin());
        for &mark in &order {
            body(plan, svg, &marks[mark], middle + BELOW, signs);
        }
        let mut labels = Labels {
            plan,
            lane,
            from_bottom: lane.band.rows() - 1 - row,
            baseline: middle + BELOW - BAR / 2.0 - 1.8,
            end: GUTTER - BETWEEN - 4.0,
            waiting: None,
        };
        for (place, mark) in marks.iter().enumerate() {
            labels.add(svg, mark, marks.get(place + 1), signs);
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
            (x(pair[0].to), middle),
            (x(pair[1].from), middle),
            0.8,
            Ink::Plain,
            dashes,
        );
    }
    for part in &parts {
        if part.is_thin() {
            point(svg, mark, part, middle, signs);
            continue;
        }
        for stretch in &mark.stretches {
            if stretch.from < part.to && stretch.to > part.from {
                block(svg, mark, stretch, (top, bottom), signs);
            }
        }
        let round = mark.kind == MarkKind::SomeWithin;
        if round || mark.kind == MarkKind::OneOf {
            signs.within |= round;
            signs.one_of |= !round;
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
                signs.open = true;
                // The tip ends where the axis does.
                let x = x - outward * 3.0;
                svg.arrow(x, middle, BAR / 2.0 + 1.6, outward);
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
    svg: &mut Svg,
    mark: &Mark,
    stretch: &Stretch,
    (top, bottom): (f64, f64),
    signs: &mut Signs,
) {
    let (from, to) = (x(stretch.from), x(stretch.to));
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
fn point(svg: &mut Svg, mark: &Mark, part: &Part, middle: f64, signs: &mut Signs) {
    let x = f64::midpoint(x(part.from), x(part.to));
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

/// What is written above the marks of a row: each number, with as much of the title as there is room for.
struct Labels<'a> {
    plan: &'a Plan<'a>,
    lane: &'a Lane,
    /// The row, counted from the bottom of the lane.
    from_bottom: usize,
    baseline: f64,
    /// Where the last label ends.
    end: f64,
    /// The numbers of marks just before, which had no room, and where the first of them begins.
    waiting: Option<(f64, Vec<usize>)>,
}

impl Labels<'_> {
    fn add(&mut self, svg: &mut Svg, mark: &Mark, next: Option<&Mark>, signs: &mut Signs) {
        let plan = self.plan;
        let own = if mark.count == 1 {
            vec![plan.number(mark.event)]
        } else {
            let cells = mark.cells(plan.scale.columns());
            numbers(plan, self.lane, self.from_bottom, mark, cells.0..cells.1)
        };
        let (mut from, mut numbers) = self.waiting.take().unwrap_or((f64::MAX, Vec::new()));
        from = from.min(label_start(mark));
        numbers.extend(own);
        numbers.sort_unstable();
        let number = Clean::line(&ranges(&numbers));
        // Of several events no title is named: it would pass for that of all.
        let text = if numbers.len() == 1 {
            let title = &plan.entries[mark.event.place()].title;
            Clean::line(&format!("{number} {title}"))
        } else {
            number.clone()
        };
        let limit = next.map_or(plan.width, |next| label_start(next) - BETWEEN);
        // Where the axis ends, and where there is too little room to the next, it moves to the left.
        let least = self.end + BETWEEN;
        let latest = label_start(mark) + NEAR;
        let start = from
            .min(limit - wide(&text))
            .max(from - most_shift(mark, plan))
            .max(least);
        // A number with nothing but a sign of what was left out says no more than the number.
        let says_more = |fitted: &Clean| fitted == &text || width(fitted) > width(&number) + 2;
        let fitted =
            fitting(&text, limit - start).filter(|fitted| start <= latest && says_more(fitted));
        let (start, text) = match fitted {
            Some(text) => (start, text),
            // Numbers alone may reach a little over their neighbour, which then makes way.
            None if least <= latest && limit + NEAR - least.max(from) >= wide(&number) => {
                (least.max(from), number)
            }
            // They wait for the label of the next mark, which then names both.
            None if next.is_some() => {
                self.waiting = Some((from, numbers));
                return;
            }
            None => {
                signs.unnumbered = true;
                return;
            }
        };
        self.end = start + wide(&text);
        svg.text(start, self.baseline, SIZE, Ink::Halo, Anchor::Start, &text);
    }
}

/// Points of a label.
fn wide(text: &Clean) -> f64 {
    width(text) as f64 * LETTER
}

/// Where the label of a mark begins: where the mark does.
fn label_start(mark: &Mark) -> f64 {
    let from = x(mark.from);
    if mark.is_thin() { from - 2.0 } else { from }
}

/// How far a label may begin before its mark: as far as it still ends above it.
fn most_shift(mark: &Mark, plan: &Plan<'_>) -> f64 {
    // What ends at the right of the axis has nowhere else to go.
    if plan.width - x(mark.to) < 60.0 {
        plan.width
    } else {
        0.0
    }
}

/// As much of a text as fits into so many points.
fn fitting(text: &Clean, points: f64) -> Option<Clean> {
    if points < LETTER {
        return None;
    }
    let fitted = words::fit(text, usize::from(pieces(points, LETTER)));
    (!fitted.is_empty()).then_some(fitted)
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
