//! Draws what surrounds the marks: ticks, eras, lane names, and the text below.

use super::legend::{self, Symbols};
use super::measures::{CELL, ERA_LINE, GUTTER, LANE_GAP, NAME_LINE, letters, x};
use super::plan::{Lane, Plan};
use super::svg::{Anchor, Ink, Svg};
use super::{marks, words};
use crate::axis::{Edge, EraMark};
use crate::handout::entry::{Entry, ranges};
use crate::wording::NO_TIME;
use annals_model::text::{Clean, width, wrap};

impl Plan<'_> {
    /// Draws ticks, eras and lanes, and returns where they end.
    pub(super) fn axis(
        &self,
        svg: &mut Svg,
        top: f64,
        lanes: &[&Lane],
        symbols: &mut Symbols,
    ) -> f64 {
        let rule = self.ticks(svg, top);
        let mut y = rule + 3.0;
        for era in &self.axis.eras {
            era_line(svg, era, y + ERA_LINE * f64::from(era.row));
        }
        y += self.eras_height();
        let behind = svg.place();
        for lane in lanes {
            self.lane(svg, lane, y, symbols);
            y += lane.height + LANE_GAP;
        }
        // Vertical lines from the ticks are behind everything.
        let bottom = y - LANE_GAP / 2.0;
        svg.insert_at(behind, |svg| {
            for tick in &self.axis.ticks.major {
                let x = x(self.scale.eighths_clamped(tick.time));
                svg.line((x, rule), (x, bottom), 0.4, Ink::Pale, "");
            }
        });
        svg.line((GUTTER, bottom), (self.width, bottom), 0.6, Ink::Plain, "");
        bottom + 4.0
    }

    pub(super) fn ticks(&self, svg: &mut Svg, top: f64) -> f64 {
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
            let x = x(self.scale.eighths_clamped(tick.time));
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

    pub(super) fn lane(&self, svg: &mut Svg, lane: &Lane, top: f64, symbols: &mut Symbols) {
        let names = NAME_LINE * lane.name.len() as f64;
        let mut y = top + (lane.height - names) / 2.0 + NAME_LINE - 2.0;
        for line in &lane.name {
            svg.text(0.0, y, 8.0, Ink::Plain, Anchor::Start, line);
            y += NAME_LINE;
        }
        let bottom = top + lane.height + LANE_GAP / 2.0;
        svg.line((0.0, bottom), (self.width, bottom), 0.4, Ink::Pale, "");
        if self.sheet.empty_line {
            // The legend must explain the symbols of the answers, so the marks are drawn into a drawing that
            // is dropped.
            let mut unseen = Svg::new("unseen");
            marks::lane(self, &mut unseen, lane, top, symbols);
        } else {
            marks::lane(self, svg, lane, top, symbols);
        }
    }

    /// Draws what is below the lanes: remarks, the events to place, the legend.
    pub(super) fn below(&self, svg: &mut Svg, top: f64, symbols: Symbols) -> f64 {
        let mut y = top;
        for text in self.remarks(symbols) {
            for line in wrap(&text, letters(self.width, 8.0)) {
                y += 10.0;
                svg.text(0.0, y, 8.0, Ink::Plain, Anchor::Start, &line);
            }
            y += 2.0;
        }
        if self.sheet.empty_line {
            y = self.strip(svg, y);
        }
        legend::draw(svg, symbols, y + 4.0, self.width)
    }

    pub(super) fn remarks(&self, symbols: Symbols) -> Vec<Clean> {
        let mut remarks = Vec::new();
        let undated = self.sheet.undated();
        if !undated.is_empty() {
            remarks.push(format!(
                "Not on the line, as {NO_TIME}: {}.",
                ranges(&undated)
            ));
        }
        let hidden = self.eras_without_name();
        if !hidden.is_empty() {
            remarks.push(format!(
                "Eras for whose names the drawing has no room: {}.",
                hidden.join(", ")
            ));
        }
        if symbols.unnumbered && !self.sheet.empty_line {
            remarks.push(
                "Where there is no room for a number, the date in the list tells which event it is."
                    .to_owned(),
            );
        }
        remarks.iter().map(|remark| Clean::line(remark)).collect()
    }

    /// Returns the eras whose names are cut or missing.
    fn eras_without_name(&self) -> Vec<String> {
        let window = self.request.window;
        let is_named = |title: &Clean| {
            self.axis.eras.iter().any(|mark| {
                let room = mark.label.as_ref().map_or(0, |label| label.room);
                mark.title == *title && width(title) <= usize::from(room)
            })
        };
        let eras = self.request.timeline.eras.iter().filter(|era| {
            let (start, end) = era.when.reach();
            start < window.end() && end > window.start() && !is_named(&era.title)
        });
        eras.map(|era| {
            // The date of an era may be that of an event, which pupils are asked for.
            if self.sheet.empty_line {
                era.title.to_string()
            } else {
                format!("{} ({})", era.title, era.when.words())
            }
        })
        .collect()
    }

    /// Draws the events to place on the line, in two columns.
    pub(super) fn strip(&self, svg: &mut Svg, top: f64) -> f64 {
        const BETWEEN: f64 = 12.0;
        let mut y = top + 12.0;
        svg.heading(y, 9.0, &Clean::own("Place these on the line:"));
        y += 2.0;
        let wide = (self.width - BETWEEN) / 2.0;
        let dated: Vec<&Entry> = self.sheet.dated().collect();
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
}

/// Draws an era: a line with its name.
fn era_line(svg: &mut Svg, era: &EraMark, top: f64) {
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
