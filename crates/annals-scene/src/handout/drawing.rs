//! The timeline drawn to scale, as SVG in black ink.
//!
//! Unlike on screen, no event is hidden: a lane has as many rows as it needs. [`plan`] arranges lanes and
//! pages with the scene's axis, [`paint`] and [`marks`] draw them, [`legend`] explains the symbols.

mod legend;
mod marks;
mod measures;
mod paint;
mod plan;
mod svg;
mod words;

use self::legend::Symbols;
use self::measures::{OTHER_HEIGHT, letters};
use self::plan::{Lane, Plan};
use self::svg::{Anchor, Ink, Svg};
use super::request::Request;
use super::sheet::{Sheet, SheetKind};
use annals_model::text::{Clean, wrap};

/// Share of the height of the first page that a drawing takes, below the title.
const FIRST_HEIGHT: f64 = 0.76;

/// The drawings of a sheet and the text below them.
#[derive(Debug, Default)]
pub(super) struct Drawings {
    /// One drawing a page, each as the lines of an `svg` element.
    pub(super) pages: Vec<Vec<String>>,
    /// Remarks on the drawings.
    pub(super) remarks: Vec<Clean>,
    /// The legend as an `svg` element; empty where no symbol needs it.
    pub(super) legend: Vec<String>,
}

/// Draws a sheet, one drawing a page.
pub(super) fn pages(request: &Request<'_>, sheet: &Sheet) -> Drawings {
    let Some(plan) = Plan::new(request, sheet) else {
        return Drawings::default();
    };
    let (_, room) = request.paper.room();
    let lanes = plan.spread(room * FIRST_HEIGHT, room * OTHER_HEIGHT);
    let count = lanes.len();
    let mut symbols = Symbols::default();
    let page = |(number, lanes): (usize, &Vec<&Lane>)| {
        let mut svg = Svg::new(&format!("p{number}"));
        let height = plan.axis(&mut svg, 0.0, lanes, &mut symbols);
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
    let height = legend::draw(&mut svg, symbols, 0.0, plan.width);
    let legend = if height > 0.0 {
        let described = Clean::line(&legend::described(symbols));
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
        remarks: plan.remarks(symbols),
        legend,
    }
}

/// Draws a sheet on one page, with its title and legend.
pub(super) fn alone(request: &Request<'_>, sheet: &Sheet) -> Vec<Clean> {
    let mut svg = Svg::new("p1");
    let (width, _) = request.paper.room();
    let title_columns = letters(width, 16.0);
    let mut y = 4.0;
    if sheet.kind != SheetKind::Reading {
        y += 10.0;
        svg.heading(y, 9.0, &Clean::own(sheet.kind_words()));
        y += 4.0;
    }
    for line in wrap(&sheet.title, title_columns) {
        y += 17.0;
        svg.heading(y, 16.0, &line);
    }
    y += 12.0;
    svg.text(0.0, y, 8.0, Ink::Plain, Anchor::Start, &sheet.extent);
    y += 12.0;
    let mut described = Clean::own("There is no event to be drawn.");
    if let Some(plan) = Plan::new(request, sheet) {
        let mut symbols = Symbols::default();
        let lanes: Vec<&Lane> = plan.lanes.iter().collect();
        y = plan.axis(&mut svg, y, &lanes, &mut symbols);
        y = plan.below(&mut svg, y, symbols);
        described = plan.described(&lanes);
    }
    let lines = svg.finish(width, y, &sheet.title, &described);
    lines.iter().map(|line| Clean::line(line)).collect()
}
