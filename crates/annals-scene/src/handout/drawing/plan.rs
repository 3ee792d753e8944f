//! [`Plan`]: lanes with their rows, and their distribution to pages.
//!
//! Positions along time come from the scene's axis, which is asked for each lane with as many rows as that
//! needs.

use std::ops::Range;

use super::measures::{CELL, ERA_LINE, GUTTER, LANE_GAP, NAME_LINE, OTHER_HEIGHT, ROW, pieces};
use crate::axis::{self, Axis, Band, Canvas, Content, LaneStack, MAX_ERA_ROWS, Slot};
use crate::handout::entry::Entry;
use crate::handout::request::Request;
use crate::handout::sheet::Sheet;
use crate::handout::subset::subset;
use annals_index::{Index, Lanes};
use annals_model::text::{Clean, wrap};
use annals_model::{EventIndex, Grouping};
use annals_time::Scale;

/// Letters of a lane name on one line.
const NAME_COLUMNS: usize = 17;
/// Height of a lane for pupils to draw in.
const EMPTY_LANE: f64 = 24.0;
/// Height of a single lane for pupils to draw in.
const EMPTY_PAGE: f64 = 150.0;
/// The greatest height of ticks and eras.
const HEAD: f64 = 70.0;
/// Rows of a lane that shows a density.
const CROWD_ROWS: usize = 4;

/// A lane, or some of its rows.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) name: Vec<Clean>,
    pub(super) band: Band,
    /// The rows of the band that are drawn, counted from the top.
    pub(super) rows: Range<usize>,
    pub(super) height: f64,
}

/// The arranged drawing.
pub(super) struct Plan<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) sheet: &'a Sheet,
    /// The entries in reading order, as the events of the subset are.
    pub(super) entries: Vec<&'a Entry>,
    pub(super) grouped: Lanes,
    pub(super) scale: Scale,
    pub(super) axis: Axis,
    pub(super) lanes: Vec<Lane>,
    pub(super) width: f64,
}

impl<'a> Plan<'a> {
    pub(super) fn new(request: &'a Request<'a>, sheet: &'a Sheet) -> Option<Self> {
        let (width, height) = request.paper.room();
        let columns = pieces(width - GUTTER, CELL);
        let entries = sheet.in_reading_order(request);
        // A timeline of these events only, so that lanes have as many rows as they need.
        let events = entries
            .iter()
            .map(|entry| request.timeline.event(entry.event).clone());
        let subset = subset(request.timeline, events);
        let index = Index::new(&subset);
        if index.dated() == 0 {
            return None;
        }
        // Lanes of actors would reveal who takes part.
        let hides_actors = request.blanks.actors && request.lanes == Grouping::Actor;
        let grouping = if hides_actors {
            Grouping::None
        } else {
            request.lanes
        };
        let grouped = Lanes::new(&subset, &index, grouping);
        let scale = Scale::new(request.window, columns)?;
        let arranged = |lane: Option<usize>, crowd_rows: usize| {
            let slots = lane.map(|lane| Slot {
                lane,
                pinned: false,
                collapsed: false,
            });
            let stack = LaneStack::with_crowds(&grouped, slots.into_iter().collect(), crowd_rows);
            Axis::new(&axis::Request {
                timeline: &subset,
                index: &index,
                everything: index.everything(),
                lanes: &grouped,
                window: request.window,
                whole: request.window,
                canvas: Canvas {
                    columns,
                    rows: u16::MAX,
                    era_rows: MAX_ERA_ROWS,
                    covers_slopes: false,
                },
                stack: &stack,
                lanes_off: 0,
                first_row: 0,
                selected: None,
                now: None,
                markers: &[],
                found: None,
            })
        };
        let dated = grouped.lanes.iter().filter(|lane| !lane.track.is_empty());
        let is_only = dated.count() == 1;
        let mut lanes = Vec::new();
        for lane in 0..grouped.lanes.len() {
            if grouped.lane(lane).track.is_empty() {
                continue;
            }
            let band = |rows| arranged(Some(lane), rows)?.bands.into_iter().next();
            let mut found = band(usize::MAX)?;
            if matches!(found.content, Content::Density(_)) && found.rows() > CROWD_ROWS {
                found = band(CROWD_ROWS)?;
            }
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
        })
    }

    /// Distributes the lanes to pages.
    pub(super) fn spread(&self, first: f64, others: f64) -> Vec<Vec<&Lane>> {
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

    /// Returns the height of ticks and eras.
    pub(super) fn head_height(&self) -> f64 {
        let context = if self.axis.ticks.context.is_empty() {
            0.0
        } else {
            10.0
        };
        18.0 + context + self.eras_height()
    }

    /// Returns the height of eras.
    pub(super) fn eras_height(&self) -> f64 {
        let rows = self.axis.eras.iter().map(|era| era.row + 1).max();
        ERA_LINE * f64::from(rows.unwrap_or(0))
    }

    /// Returns the number of an event of the subset.
    pub(super) fn number(&self, event: EventIndex) -> usize {
        self.entries[event.index()].number
    }
}

/// Splits a lane into pieces that fit on a page.
fn split(band: Band, page: f64, empty: bool, is_only: bool) -> Vec<Lane> {
    let name = wrap(&band.label, NAME_COLUMNS);
    let least = NAME_LINE * name.len() as f64;
    let rows = band.rows();
    let most = usize::from(pieces(page - HEAD, ROW));
    if empty || rows <= most {
        let wanted = match (empty, is_only) {
            (false, _) => ROW * rows as f64,
            (true, false) => EMPTY_LANE,
            (true, true) => EMPTY_PAGE,
        };
        return vec![Lane {
            name,
            rows: 0..rows,
            height: least.max(wanted),
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
