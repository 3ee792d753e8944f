//! [`Plan`]: what is drawn, before it is drawn: lanes with the rows that they need, and their pages.
//!
//! Owns how lanes are spread over pages. Where everything stands along time is decided by the axis of
//! the scene, which is asked for each lane with as many rows as that has a use for.

use std::ops::Range;

use super::{CELL, GUTTER, LANE_GAP, NAME_LINE, OTHER_HEIGHT, ROW, pieces};
use crate::axis::{self, Axis, Band, Content, Slot};
use crate::handout::sheet::{Entry, Sheet};
use crate::handout::{Request, part};
use annals_index::{Index, Lanes};
use annals_model::text::{Clean, wrap};
use annals_model::{EventIndex, Grouping};
use annals_time::Scale;

/// Letters of a name on one line.
const NAME_COLUMNS: usize = 17;
/// Points of a lane to draw in.
const EMPTY_LANE: f64 = 24.0;
/// Points of a single lane to draw in.
const EMPTY_PAGE: f64 = 150.0;
/// Points that ticks and eras take at most.
const HEAD: f64 = 60.0;
/// Rows of a lane that shows only how many events there are.
const CROWD_ROWS: usize = 4;

/// A lane, or some rows of one.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) name: Vec<Clean>,
    pub(super) band: Band,
    /// The rows of the band that are drawn, counted from the top.
    pub(super) rows: Range<usize>,
    pub(super) height: f64,
}

/// What is drawn, before it is spread over pages.
pub(super) struct Plan<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) sheet: &'a Sheet,
    /// In reading order, which is that of the events that are drawn.
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
        // A timeline of their own, so that lanes have the rows that these events need.
        let events = entries
            .iter()
            .map(|entry| request.timeline.event(entry.event).clone());
        let part = part(request.timeline, events);
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
                everything: index.everything(),
                lanes: &grouped,
                window: request.window,
                whole: request.window,
                columns,
                rows: u16::try_from(rows).unwrap_or(u16::MAX),
                slots: &slots,
                lanes_off: 0,
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
        })
    }

    /// The lanes of each page.
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

    /// The points that ticks and eras take.
    pub(super) fn head_height(&self) -> f64 {
        let context = if self.axis.ticks.context.is_empty() {
            0.0
        } else {
            10.0
        };
        let eras = if self.axis.eras.is_empty() { 0.0 } else { 13.0 };
        18.0 + context + eras
    }

    /// The number of an event of the part.
    pub(super) fn number(&self, event: EventIndex) -> usize {
        self.entries[event.place()].number
    }

    pub(super) fn numbers_of(&self, is: impl Fn(&Entry) -> bool) -> Vec<usize> {
        let of = self.entries.iter().filter(|entry| is(entry));
        let mut numbers: Vec<usize> = of.map(|entry| entry.number).collect();
        numbers.sort_unstable();
        numbers
    }
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
    let most = usize::from(pieces(page - HEAD, ROW));
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
