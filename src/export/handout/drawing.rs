//! The timeline drawn to scale on paper.
//!
//! Owns how lanes are spread over pages and what stands around them. Where everything stands along time
//! is decided by the axis of the scene, which is asked for every lane with as many rows as that has use
//! for: on paper nothing is hidden. Black ink alone tells what is sure from what is not.

mod legend;
mod marks;
mod svg;
mod words;

use self::legend::Signs;
use self::svg::{Anchor, Ink, Svg};
use super::Request;
use super::sheet::{Date, Entry, Kind, Sheet, ranges};
use crate::data::{EventIndex, Grouping, Timeline};
use crate::index::{Index, Lanes};
use crate::scene::axis::{self, Axis, Band, Content, Edge, EraMark, Slot};
use crate::text::{Clean, wrap};
use crate::time::Scale;

/// Points of a column of the axis, which is as wide as a letter of a label.
const CELL: f64 = 4.5;
/// Points for the names of lanes.
const GUTTER: f64 = 84.0;
/// Letters of a name on one line.
const NAME_COLUMNS: usize = 17;
/// Points from row to row.
const ROW: f64 = 13.8;
/// Points between lanes.
const LANE_GAP: f64 = 3.0;
/// Points from line to line of a name.
const NAME_LINE: f64 = 9.0;
/// Points of a lane to draw in.
const EMPTY_LANE: f64 = 24.0;
/// Points of a single lane to draw in.
const EMPTY_PAGE: f64 = 150.0;
/// Rows of a lane that shows only how many events there are.
const CROWD_ROWS: usize = 4;
/// Share of the first page that a drawing takes, below the title.
const FIRST_HEIGHT: f64 = 0.76;
/// Share of a page that a drawing takes on the others.
const OTHER_HEIGHT: f64 = 0.94;

/// The drawings of a sheet, and what stands below them.
#[derive(Debug, Default)]
pub(super) struct Drawings {
    /// One a page, each as the lines of an element.
    pub(super) pages: Vec<Vec<String>>,
    /// What is to be said of them.
    pub(super) remarks: Vec<Clean>,
    /// What the signs mean, as an element; empty where there are none.
    pub(super) legend: Vec<String>,
}

/// The drawings of a sheet, one a page.
pub(super) fn pages(request: &Request<'_>, sheet: &Sheet) -> Drawings {
    let Some(plan) = Plan::new(request, sheet) else {
        return Drawings::default();
    };
    let (_, room) = request.paper.room();
    let lanes = plan.spread(room * FIRST_HEIGHT, room * OTHER_HEIGHT);
    let count = lanes.len();
    let mut signs = Signs::default();
    let page = |(number, lanes): (usize, &Vec<&Lane>)| {
        let mut svg = Svg::new(&format!("p{number}"));
        let height = plan.axis(&mut svg, 0.0, lanes, &mut signs);
        let title = match count {
            1 => "The timeline, drawn to scale".to_owned(),
            _ => format!("The timeline, drawn to scale, part {number} of {count}"),
        };
        svg.finish(
            plan.width,
            height,
            &Clean::line(&title),
            &plan.described(lanes),
        )
    };
    let pages: Vec<Vec<String>> = (1..).zip(&lanes).map(page).collect();
    let mut svg = Svg::new("signs");
    let height = legend::draw(&mut svg, signs, 0.0, plan.width);
    let legend = if height > 0.0 {
        let described = Clean::line(&legend::described(signs));
        svg.finish(
            plan.width,
            height,
            &Clean::own("What the signs mean"),
            &described,
        )
    } else {
        Vec::new()
    };
    Drawings {
        pages,
        remarks: plan.remarks(signs),
        legend,
    }
}

/// The drawing alone, on one page, with its title.
pub(super) fn alone(request: &Request<'_>, sheet: &Sheet) -> Vec<Clean> {
    let mut svg = Svg::new("p1");
    let (width, _) = request.paper.room();
    let title_columns = letters(width, 16.0);
    let mut y = 4.0;
    if sheet.kind != Kind::Reading {
        y += 10.0;
        svg.text(
            0.0,
            y,
            9.0,
            Ink::Bold,
            Anchor::Start,
            &Clean::own(sheet.kind_words()),
        );
        y += 4.0;
    }
    for line in wrap(&sheet.title, title_columns) {
        y += 17.0;
        svg.text(0.0, y, 16.0, Ink::Bold, Anchor::Start, &line);
    }
    y += 12.0;
    svg.text(0.0, y, 8.0, Ink::Plain, Anchor::Start, &sheet.extent);
    y += 12.0;
    let mut described = Clean::own("There is no event to be drawn.");
    if let Some(plan) = Plan::new(request, sheet) {
        let mut signs = Signs::default();
        let lanes: Vec<&Lane> = plan.lanes.iter().collect();
        y = plan.axis(&mut svg, y, &lanes, &mut signs);
        y = plan.below(&mut svg, y, signs);
        described = plan.described(&lanes);
    }
    let lines = svg.finish(width, y, &sheet.title, &described);
    lines.iter().map(|line| Clean::line(line)).collect()
}

/// Letters of a size that surely fit into so many points.
fn letters(points: f64, size: f64) -> usize {
    // A letter is seldom wider than six tenths of its height.
    let count = points / (size * 0.6);
    (1..1_000)
        .rev()
        .find(|&letters| f64::from(letters) <= count)
        .map_or(1, |letters| usize::try_from(letters).unwrap_or(1))
}

/// A lane, or some rows of one.
#[derive(Debug)]
struct Lane {
    name: Vec<Clean>,
    band: Band,
    /// The rows of the band that are drawn, counted from the top.
    rows: std::ops::Range<usize>,
    height: f64,
}

/// What is drawn, before it is spread over pages.
struct Plan<'a> {
    request: &'a Request<'a>,
    sheet: &'a Sheet,
    /// The events of the sheet as a timeline of its own, each with its number before its title.
    part: Timeline,
    /// By the events of the part.
    entries: Vec<&'a Entry>,
    grouped: Lanes,
    scale: Scale,
    axis: Axis,
    lanes: Vec<Lane>,
    width: f64,
}

impl<'a> Plan<'a> {
    fn new(request: &'a Request<'a>, sheet: &'a Sheet) -> Option<Self> {
        let (width, height) = request.paper.room();
        let columns = letters_across(width - GUTTER);
        let entries = sheet.in_reading_order(request);
        // A timeline of their own, so that lanes have the rows that these events need.
        let numbered = |entry: &&Entry| {
            let mut event = request.timeline.event(entry.event).clone();
            event.title = Clean::line(&format!("{} {}", entry.number, entry.title));
            event
        };
        let part = super::part(request.timeline, entries.iter().map(numbered));
        let index = Index::new(&part);
        if index.dated() == 0 {
            return None;
        }
        // Lanes of actors would answer who takes part.
        let hides_actors = request.blanks.actors && request.lanes == Grouping::Actor;
        let grouping = if hides_actors {
            Grouping::None
        } else {
            request.lanes
        };
        let grouped = Lanes::new(&part, &index, grouping);
        let scale = Scale::new(request.window, columns)?;
        let arranged = |lane: Option<usize>, rows: usize| {
            let slots: Vec<Slot> = lane
                .map(|lane| Slot {
                    lane,
                    pinned: false,
                    collapsed: false,
                })
                .into_iter()
                .collect();
            Axis::new(&axis::Request {
                timeline: &part,
                index: &index,
                lanes: &grouped,
                window: request.window,
                whole: request.window,
                columns,
                rows: u16::try_from(rows).unwrap_or(u16::MAX),
                slots: &slots,
                first_slot: 0,
                selected: None,
                now: None,
                markers: &[],
                found: None,
            })
        };
        let mut lanes = Vec::new();
        for lane in 0..grouped.lanes.len() {
            let wanted = axis::wanted_rows(&grouped.lanes[lane].track, false);
            let band = |rows| arranged(Some(lane), rows)?.bands.into_iter().next();
            let mut found = band(wanted)?;
            if matches!(found.content, Content::Density(_)) && wanted > CROWD_ROWS {
                found = band(CROWD_ROWS)?;
            }
            let is_only = grouped.lanes.len() == 1;
            lanes.extend(split(
                found,
                height * OTHER_HEIGHT,
                sheet.empty_line,
                is_only,
            ));
        }
        let axis = arranged(None, 0)?;
        Some(Self {
            request,
            sheet,
            entries,
            grouped,
            scale,
            axis,
            lanes,
            width,
            part,
        })
    }

    /// The lanes of each page.
    fn spread(&self, first: f64, others: f64) -> Vec<Vec<&Lane>> {
        let mut pages: Vec<Vec<&Lane>> = vec![Vec::new()];
        let mut left = first - self.head_height();
        for lane in &self.lanes {
            if lane.height > left && pages.last().is_some_and(|page| !page.is_empty()) {
                pages.push(Vec::new());
                left = others - self.head_height();
            }
            left -= lane.height + LANE_GAP;
            if let Some(page) = pages.last_mut() {
                page.push(lane);
            }
        }
        pages
    }

    /// The points that ticks and eras take.
    fn head_height(&self) -> f64 {
        let context = if self.axis.ticks.context.is_empty() {
            0.0
        } else {
            10.0
        };
        let eras = if self.axis.eras.is_empty() { 0.0 } else { 13.0 };
        18.0 + context + eras
    }

    /// Ticks, eras and lanes; says where they end.
    fn axis(&self, svg: &mut Svg, top: f64, lanes: &[&Lane], signs: &mut Signs) -> f64 {
        let rule = self.ticks(svg, top);
        let mut y = rule + 3.0;
        if !self.axis.eras.is_empty() {
            for era in &self.axis.eras {
                era_line(svg, era, y);
            }
            y += 13.0;
        }
        let behind = svg.place();
        for lane in lanes {
            self.lane(svg, lane, y, signs);
            y += lane.height + LANE_GAP;
        }
        // Lines down from the ticks lie behind everything.
        let bottom = y - LANE_GAP / 2.0;
        svg.insert_at(behind, |svg| {
            for tick in &self.axis.ticks.major {
                let x = self.x(self.scale.eighths_clamped(tick.time));
                svg.line((x, rule), (x, bottom), 0.4, Ink::Pale, "");
            }
        });
        svg.line((GUTTER, bottom), (self.width, bottom), 0.6, Ink::Plain, "");
        bottom + 4.0
    }

    fn ticks(&self, svg: &mut Svg, top: f64) -> f64 {
        let ticks = &self.axis.ticks;
        let mut y = top + 8.0;
        if !ticks.context.is_empty() {
            for context in &ticks.context {
                let x = GUTTER + f64::from(context.column) * CELL;
                svg.text(
                    x,
                    y,
                    8.0,
                    Ink::Bold,
                    Anchor::Start,
                    &Clean::line(&context.label),
                );
            }
            y += 10.0;
        }
        let rule = y + 6.0;
        for tick in &ticks.major {
            let x = self.x(self.scale.eighths_clamped(tick.time));
            let label = Clean::line(&tick.label);
            if tick.label_column < tick.column {
                svg.text(self.width, y, 8.0, Ink::Bold, Anchor::End, &label);
            } else {
                svg.text(x, y, 8.0, Ink::Bold, Anchor::Start, &label);
            }
            svg.line((x, rule - 4.0), (x, rule), 0.8, Ink::Plain, "");
        }
        svg.line((GUTTER, rule), (self.width, rule), 0.8, Ink::Plain, "");
        rule
    }

    fn lane(&self, svg: &mut Svg, lane: &Lane, top: f64, signs: &mut Signs) {
        let names = NAME_LINE * lane.name.len() as f64;
        let mut y = top + (lane.height - names) / 2.0 + NAME_LINE - 2.0;
        for line in &lane.name {
            svg.text(0.0, y, 8.0, Ink::Plain, Anchor::Start, line);
            y += NAME_LINE;
        }
        let bottom = top + lane.height + LANE_GAP / 2.0;
        svg.line((0.0, bottom), (self.width, bottom), 0.4, Ink::Pale, "");
        if self.sheet.empty_line {
            // The signs that pupils will need are those that the answers have.
            let mut unseen = Svg::new("unseen");
            marks::lane(self, &mut unseen, lane, top, signs);
        } else {
            marks::lane(self, svg, lane, top, signs);
        }
    }

    /// What stands below the lanes: what is not on the line, the strip of what is to be placed, the
    /// legend.
    fn below(&self, svg: &mut Svg, top: f64, signs: Signs) -> f64 {
        let mut y = top;
        for text in self.remarks(signs) {
            for line in wrap(&text, letters(self.width, 8.0)) {
                y += 10.0;
                svg.text(0.0, y, 8.0, Ink::Plain, Anchor::Start, &line);
            }
            y += 2.0;
        }
        if self.sheet.empty_line {
            y = self.strip(svg, y);
        }
        legend::draw(svg, signs, y + 4.0, self.width)
    }

    fn remarks(&self, signs: Signs) -> Vec<Clean> {
        let mut remarks = Vec::new();
        let undated = self.numbers_of(|entry| entry.date == Date::Undated);
        if !undated.is_empty() {
            remarks.push(format!(
                "Not on the line, as the source gives no time: {}.",
                ranges(&undated)
            ));
        }
        let hidden: Vec<String> = self
            .request
            .timeline
            .eras
            .iter()
            .filter(|era| {
                let (start, end) = era.when.reach();
                let is_seen =
                    start < self.request.window.end() && end > self.request.window.start();
                is_seen && !self.axis.eras.iter().any(|mark| mark.title == era.title)
            })
            .map(|era| format!("{} ({})", era.title, era.when.words()))
            .collect();
        if !hidden.is_empty() {
            remarks.push(format!(
                "Eras that lie across others: {}.",
                hidden.join(", ")
            ));
        }
        if signs.unnumbered && !self.sheet.empty_line {
            remarks.push(
                "Where there is no room for a number, the date in the list tells which event it is."
                    .to_owned(),
            );
        }
        remarks.iter().map(|remark| Clean::line(remark)).collect()
    }

    /// The events to be placed on the line, in two columns.
    fn strip(&self, svg: &mut Svg, top: f64) -> f64 {
        const BETWEEN: f64 = 12.0;
        let mut y = top + 12.0;
        svg.text(
            0.0,
            y,
            9.0,
            Ink::Bold,
            Anchor::Start,
            &Clean::own("Place these on the line:"),
        );
        y += 2.0;
        let wide = (self.width - BETWEEN) / 2.0;
        let mut dated: Vec<&&Entry> = self
            .entries
            .iter()
            .filter(|entry| entry.date != Date::Undated)
            .collect();
        dated.sort_by_key(|entry| entry.number);
        let (left, right) = dated.split_at(dated.len().div_ceil(2));
        let mut lowest = y;
        for (x, column) in [(0.0, left), (wide + BETWEEN, right)] {
            let mut y = y;
            for entry in column {
                let number = Clean::line(&entry.number.to_string());
                svg.text(x + 16.0, y + 10.0, 8.0, Ink::Bold, Anchor::End, &number);
                for line in wrap(&entry.title, letters(wide - 22.0, 8.0)) {
                    y += 10.0;
                    svg.text(x + 22.0, y, 8.0, Ink::Plain, Anchor::Start, &line);
                }
            }
            lowest = lowest.max(y);
        }
        lowest + 6.0
    }

    /// The horizontal place of so many eighths of a column.
    fn x(&self, eighths: u32) -> f64 {
        GUTTER + f64::from(eighths) * CELL / f64::from(axis::EIGHTHS)
    }

    /// The number of an event of the part.
    fn number(&self, event: EventIndex) -> usize {
        self.entries[event.place()].number
    }

    fn numbers_of(&self, is: impl Fn(&Entry) -> bool) -> Vec<usize> {
        let of = self.entries.iter().filter(|entry| is(entry));
        let mut numbers: Vec<usize> = of.map(|entry| entry.number).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Columns of the axis in so many points.
fn letters_across(points: f64) -> u16 {
    (1..1_000_u16)
        .rev()
        .find(|&columns| f64::from(columns) * CELL <= points)
        .unwrap_or(1)
}

/// A lane as pieces, each of which fits on a page.
fn split(band: Band, page: f64, empty: bool, is_only: bool) -> Vec<Lane> {
    let name = wrap(&band.label, NAME_COLUMNS);
    let least = NAME_LINE * name.len() as f64;
    let rows = band.rows();
    if empty {
        let room = if is_only { EMPTY_PAGE } else { EMPTY_LANE };
        let height = least.max(room);
        return vec![Lane {
            name,
            rows: 0..rows,
            height,
            band,
        }];
    }
    let most = letters_across((page - 60.0) * CELL / ROW).max(1);
    let most = usize::from(most);
    if rows <= most {
        let height = least.max(ROW * rows as f64);
        return vec![Lane {
            name,
            rows: 0..rows,
            height,
            band,
        }];
    }
    let pieces = (0..rows).step_by(most).map(|first| {
        let rows = first..rows.min(first + most);
        let mut name = name.clone();
        if first > 0 {
            name.push(Clean::own("(continued)"));
        }
        let least = NAME_LINE * name.len() as f64;
        Lane {
            name,
            height: least.max(ROW * rows.len() as f64),
            rows,
            band: band.clone(),
        }
    });
    pieces.collect()
}

/// An era: a line with its name above the lanes.
fn era_line(svg: &mut Svg, era: &EraMark, top: f64) {
    let x = |eighths: u32| GUTTER + f64::from(eighths) * CELL / f64::from(axis::EIGHTHS);
    let (from, to, y) = (x(era.from), x(era.to), top + 10.0);
    let soft = |cells: u16| f64::from(cells) * CELL;
    let (left, right) = (from + soft(era.soft.0), to - soft(era.soft.1));
    svg.line((left, y), (right.max(left), y), 0.8, Ink::Plain, "");
    svg.line((from, y), (left, y), 0.8, Ink::Plain, "1.5 1.5");
    svg.line((right.max(left), y), (to, y), 0.8, Ink::Plain, "1.5 1.5");
    for (edge, at, soft, outward) in [
        (era.left, from, era.soft.0, -1.0),
        (era.right, to, era.soft.1, 1.0),
    ] {
        match edge {
            Edge::Dated if soft == 0 => svg.line((at, y - 3.0), (at, y + 3.0), 0.8, Ink::Plain, ""),
            Edge::Open => svg.arrow(at, y, 2.5, outward),
            Edge::Unknown => svg.text(
                at,
                y + 3.0,
                8.0,
                Ink::Bold,
                Anchor::Middle,
                &Clean::own("?"),
            ),
            Edge::Dated | Edge::Beyond => {}
        }
    }
    if let Some(label) = &era.label {
        let text = words::fit(&label.text, usize::from(label.room));
        svg.text(left + 3.0, y - 2.0, 7.0, Ink::Halo, Anchor::Start, &text);
    }
}
