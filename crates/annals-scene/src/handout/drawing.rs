//! The timeline drawn to scale on paper.
//!
//! Owns the pages that drawings make and what stands around them. Black ink alone tells what is sure
//! from what is not, and nothing is hidden: there are as many rows as it takes.

mod legend;
mod marks;
mod paint;
mod plan;
mod svg;
mod words;

use self::legend::Signs;
use self::plan::{Lane, Plan};
use self::svg::{Anchor, Ink, Svg};
use super::Request;
use super::sheet::{Kind, Sheet};
use crate::axis::EIGHTHS;
use annals_model::text::{Clean, wrap};

/// Points of a column of the axis, which is as wide as a letter of a label.
const CELL: f64 = 4.5;
/// Points for the names of lanes.
const GUTTER: f64 = 84.0;
/// Points from row to row.
const ROW: f64 = 13.8;
/// Points between lanes.
const LANE_GAP: f64 = 3.0;
/// Points from line to line of a name.
const NAME_LINE: f64 = 9.0;
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

/// How many pieces of some points each fit into so many points, at least one.
fn pieces(points: f64, each: f64) -> u16 {
    const MOST: u16 = 1_000;
    let fits = |&count: &u16| f64::from(count) * each <= points;
    (1..=MOST).rev().find(fits).unwrap_or(1)
}

/// Letters of a size that surely fit into so many points: one is seldom wider than six tenths of its
/// height.
fn letters(points: f64, size: f64) -> usize {
    usize::from(pieces(points, size * 0.6))
}

/// The horizontal place of so many eighths of a column, in points.
fn x(eighths: u32) -> f64 {
    GUTTER + f64::from(eighths) * CELL / f64::from(EIGHTHS)
}
