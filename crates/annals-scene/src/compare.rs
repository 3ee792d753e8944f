//! The page of accounts side by side: a claim of one beside what the others say, and the list of what they
//! and their sources disagree on.
//!
//! [`super::comparison`] decides which events are compared.

mod disputes;
mod lines;
mod strip;

use std::ops::Range;

use self::lines::{Notes, Writer};
pub use self::strip::{Strip, StripCell};
use super::comparison::ComparedEvents;
use super::flow::{Line, Run};
use super::scroll_to;
use annals_index::Index;
use annals_model::text::{Clean, grouped};
use annals_model::{EventIndex, Timeline};

/// From this width on, the accounts are side by side.
const SIDE_BY_SIDE: u16 = 48;
/// Columns of a line that is still easy to read.
const READABLE: u16 = 72;
/// The part of the page, one of so many, that verdicts with their reasons may take above the accounts.
const VERDICTS_PART: usize = 3;
/// Cells between two accounts side by side.
pub const GUTTER: u16 = 3;

/// What the page is arranged from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The merged accounts.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events that are compared.
    pub comparing: &'a ComparedEvents,
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// Whether the program's own text is limited to ASCII.
    pub ascii: bool,
}

impl<'a> Request<'a> {
    /// Returns the claims of the accounts that others comment on, in reading order, also those without a
    /// verdict.
    pub fn claims(&self) -> &'a [EventIndex] {
        let ComparedEvents { all, .. } = self.comparing;
        all
    }

    /// Returns the position of a claim among them.
    pub fn position(&self, claim: EventIndex) -> Option<usize> {
        let rank = |event: &EventIndex| self.index.rank(*event);
        let claims = self.claims();
        let found = claims.binary_search_by_key(&rank(&claim), rank).ok()?;
        (claims.get(found) == Some(&claim)).then_some(found)
    }
}

/// The position on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The claim that is shown.
    pub claim: EventIndex,
    /// The event under the cursor: 0 is the claim, then the events that it is compared with.
    pub event: usize,
    /// The first visible row.
    pub first_row: usize,
    /// The selected entry of the list of disagreements, while that is shown.
    pub dispute: Option<usize>,
    /// The first visible row of that list.
    pub first_dispute_row: usize,
}

impl State {
    /// Returns the page of a claim.
    pub const fn on(claim: EventIndex) -> Self {
        Self {
            claim,
            event: 0,
            first_row: 0,
            dispute: None,
            first_dispute_row: 0,
        }
    }

    /// Moves by some claims, at most to the first or last.
    #[must_use]
    pub fn stepped(&self, by: isize, request: &Request<'_>) -> Self {
        let claims = request.claims();
        let last = claims.len().saturating_sub(1);
        let position = request.position(self.claim).unwrap_or(0);
        let position = position.saturating_add_signed(by).min(last);
        match claims.get(position) {
            Some(&claim) if claim != self.claim => Self {
                event: 0,
                first_row: 0,
                claim,
                ..*self
            },
            _ => *self,
        }
    }

    /// Limits the position to what exists and scrolls to it.
    #[must_use]
    pub fn held(&self, request: &Request<'_>) -> Self {
        let mut held = self.stepped(0, request);
        let page = ComparePage::new(request, &held);
        let (shown, rows) = (usize::from(request.rows).max(1), page.rows.len());
        let last = page.stops.len().saturating_sub(1);
        if let Some(dispute) = &mut held.dispute {
            *dispute = (*dispute).min(last);
            let stop = page.stops.get(*dispute);
            held.first_dispute_row = stop.map_or(0, |stop| {
                let end = stop.rows.end.saturating_sub(1);
                let first = scroll_to(held.first_dispute_row, end, shown, rows);
                // The first entry is shown with the headings above it.
                let top = if *dispute == 0 { 0 } else { stop.rows.start };
                scroll_to(first, top, shown, rows)
            });
        } else {
            held.event = held.event.min(last);
            held.first_row = held.first_row.min(rows.saturating_sub(shown));
        }
        held
    }

    /// Scrolls to the event under the cursor.
    #[must_use]
    pub fn revealed(&self, request: &Request<'_>) -> Self {
        let held = self.held(request);
        if held.dispute.is_some() {
            return held;
        }
        let page = ComparePage::new(request, &held);
        let Some(stop) = page.stops.get(held.event) else {
            return held;
        };
        let (shown, rows) = (usize::from(request.rows).max(1), page.rows.len());
        let end = stop.rows.end.saturating_sub(1);
        let first = scroll_to(held.first_row, end, shown, rows);
        let top = if held.event == 0 { 0 } else { stop.rows.start };
        Self {
            first_row: scroll_to(first, top, shown, rows),
            ..held
        }
    }
}

/// A row of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A line over the whole width.
    Whole(Line),
    /// A line of one account beside one of another.
    Beside(Line, Line),
}

/// A part of the page that the cursor can be on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The events that it leads to; may be empty in the list of disagreements.
    pub events: Vec<EventIndex>,
    /// Whether it is a claim in the list of disagreements, which leads to the page of that claim.
    pub is_claim: bool,
    /// Its rows.
    pub rows: Range<usize>,
}

/// The arranged page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparePage {
    /// The title.
    pub title: Clean,
    /// The position: "3 of 17".
    pub counter: Clean,
    /// The rows.
    pub rows: Vec<Row>,
    /// The parts that the cursor can be on, in order; items of runs are indices into these.
    pub stops: Vec<Stop>,
    /// Columns of the left account, where they are side by side.
    pub left: u16,
}

impl ComparePage {
    /// Arranges the page of the claim in `state`.
    pub fn new(request: &Request<'_>, state: &State) -> Self {
        if let Some(position) = state.dispute {
            return disputes::list(request, position);
        }
        let position = request.position(state.claim);
        let counter = counter(
            position.map_or(0, |position| position + 1),
            request.claims().len(),
        );
        let is_wide = request.columns >= SIDE_BY_SIDE;
        let left = if is_wide {
            (request.columns - GUTTER) / 2
        } else {
            request.columns
        };
        let right = if is_wide {
            request.columns - GUTTER - left
        } else {
            request.columns
        };
        // Long reasons go below the accounts, so that both of these can be read at once.
        let verdicts = |notes| Writer::verdicts(request, state.claim, notes);
        let mut band = verdicts(Notes::Beside);
        let is_long = band.len() > usize::from(request.rows) / VERDICTS_PART;
        if is_long {
            band = verdicts(Notes::None);
        }
        let mut one = Writer::new(request, left.min(READABLE), 0);
        one.claim(state.claim);
        let (one, mut targets) = one.finish();
        let mut others = Writer::new(request, right.min(READABLE), targets.len());
        others.others(state.claim);
        let (others, more) = others.finish();
        targets.extend(more);
        let empty = || Line::Runs(Vec::new());
        let mut rows: Vec<Row> = band.into_iter().map(Row::Whole).collect();
        if !rows.is_empty() {
            rows.push(Row::Whole(empty()));
        }
        if is_wide {
            let count = one.len().max(others.len());
            let (mut one, mut others) = (one.into_iter(), others.into_iter());
            let next = |lines: &mut std::vec::IntoIter<Line>| lines.next().unwrap_or_else(empty);
            rows.extend((0..count).map(|_| Row::Beside(next(&mut one), next(&mut others))));
        } else {
            rows.extend(one.into_iter().map(Row::Whole));
            rows.push(Row::Whole(empty()));
            rows.extend(others.into_iter().map(Row::Whole));
        }
        if is_long {
            rows.push(Row::Whole(empty()));
            rows.extend(verdicts(Notes::Alone).into_iter().map(Row::Whole));
        }
        let stops = targets.into_iter().enumerate().map(|(item, event)| Stop {
            events: vec![event],
            is_claim: false,
            rows: rows_of(&rows, item),
        });
        Self {
            title: title(request, state.claim),
            counter,
            stops: stops.collect(),
            rows,
            left,
        }
    }
}

/// Words a position: "3 of 17".
fn counter(position: usize, count: usize) -> Clean {
    Clean::line(&format!("{} of {}", grouped(position), grouped(count)))
}

/// Names the account of the claim and those beside it.
fn title(request: &Request<'_>, claim: EventIndex) -> Clean {
    let timeline = request.timeline;
    let own = timeline.event(claim).account;
    let mut others: Vec<&str> = Vec::new();
    for comparison in &timeline.comparisons {
        let short = timeline.account(comparison.account).short.as_str();
        if comparison.account != own && !others.contains(&short) {
            others.push(short);
        }
    }
    let own = &timeline.account(own).short;
    Clean::line(&format!("{own} beside {}", others.join(", ")))
}

/// Returns the rows of an item.
fn rows_of(rows: &[Row], item: usize) -> Range<usize> {
    let has = |line: &Line| match line {
        Line::Runs(runs) => runs.iter().any(|run: &Run| run.item == Some(item)),
        Line::Strip(..) => false,
    };
    let stands = |row: &Row| match row {
        Row::Whole(line) => has(line),
        Row::Beside(one, other) => has(one) || has(other),
    };
    let first = rows.iter().position(stands).unwrap_or(0);
    let last = rows.iter().rposition(stands).unwrap_or(first);
    first..last + 1
}

#[cfg(test)]
mod tests;
