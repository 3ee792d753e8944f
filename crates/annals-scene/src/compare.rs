//! The page of accounts side by side: a claim of one beside what the others say, and the list of what
//! they and their sources disagree on.
//!
//! Owns what stands on the page, line by line, and its cursor. Which events are compared is decided in
//! [`super::comparison`]; keys and cells are not known here.

mod disputes;
mod lines;

use std::ops::Range;

use self::lines::Writer;
use super::comparison::Comparing;
use super::flow::{Line, Run};
use super::scrolled;
use annals_index::Index;
use annals_model::text::{Clean, grouped};
use annals_model::{EventIndex, Timeline, sort_by_key};

/// From this many columns on, the accounts stand side by side.
const SIDE_BY_SIDE: u16 = 76;
/// Cells between two accounts that stand side by side.
pub const GUTTER: u16 = 3;

/// What the page shows of.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The accounts, laid over each other.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// What is compared.
    pub comparing: &'a Comparing,
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// Whether only ASCII may be used for what is the program's own.
    pub ascii: bool,
}

impl Request<'_> {
    /// The claims of the accounts that others speak about, in reading order; also those that nothing is
    /// said about.
    pub fn claims(&self) -> Vec<EventIndex> {
        let Comparing { claims, silent } = self.comparing;
        let mut all: Vec<EventIndex> = claims.iter().chain(silent).copied().collect();
        sort_by_key(&mut all, |&event| self.index.rank(event));
        all
    }
}

/// Where one is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The claim.
    pub claim: EventIndex,
    /// Which of the events on the page is marked: the claim itself, then those that it is compared with.
    pub event: usize,
    /// The first row in sight.
    pub first_row: usize,
    /// The entry of the list of disagreements, while that is shown.
    pub dispute: Option<usize>,
    /// The first row in sight of that list.
    pub first_dispute_row: usize,
}

impl State {
    /// The page of a claim.
    pub const fn on(claim: EventIndex) -> Self {
        Self {
            claim,
            event: 0,
            first_row: 0,
            dispute: None,
            first_dispute_row: 0,
        }
    }

    /// The claim so many further, as far as there are any.
    #[must_use]
    pub fn stepped(&self, by: isize, request: &Request<'_>) -> Self {
        let claims = request.claims();
        let place = claims.iter().position(|&claim| claim == self.claim);
        let last = claims.len().saturating_sub(1);
        let place = place.unwrap_or(0).saturating_add_signed(by).min(last);
        match claims.get(place) {
            Some(&claim) if claim != self.claim => Self {
                event: 0,
                first_row: 0,
                claim,
                ..*self
            },
            _ => *self,
        }
    }

    /// The same, in range and in sight.
    #[must_use]
    pub fn held(&self, request: &Request<'_>) -> Self {
        let mut held = self.stepped(0, request);
        let page = Compared::new(request, &held);
        let (shown, rows) = (usize::from(request.rows).max(1), page.rows.len());
        let last = page.stops.len().saturating_sub(1);
        if let Some(dispute) = &mut held.dispute {
            *dispute = (*dispute).min(last);
            let stop = page.stops.get(*dispute);
            held.first_dispute_row = stop.map_or(0, |stop| {
                let end = stop.rows.end.saturating_sub(1);
                let first = scrolled(held.first_dispute_row, end, shown, rows);
                // The headings above the first entry belong to it.
                let top = if *dispute == 0 { 0 } else { stop.rows.start };
                scrolled(first, top, shown, rows)
            });
        } else {
            held.event = held.event.min(last);
            held.first_row = held.first_row.min(rows.saturating_sub(shown));
        }
        held
    }

    /// The same with the marked event in sight.
    #[must_use]
    pub fn revealed(&self, request: &Request<'_>) -> Self {
        let held = self.held(request);
        if held.dispute.is_some() {
            return held;
        }
        let page = Compared::new(request, &held);
        let Some(stop) = page.stops.get(held.event) else {
            return held;
        };
        let (shown, rows) = (usize::from(request.rows).max(1), page.rows.len());
        let end = stop.rows.end.saturating_sub(1);
        let first = scrolled(held.first_row, end, shown, rows);
        let top = if held.event == 0 { 0 } else { stop.rows.start };
        Self {
            first_row: scrolled(first, top, shown, rows),
            ..held
        }
    }
}

/// A row of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A line along the whole of it.
    Whole(Line),
    /// A line of one account beside one of the others.
    Beside(Line, Line),
}

/// Something to mark and to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The events; in the list of disagreements perhaps none.
    pub events: Vec<EventIndex>,
    /// Whether it is a claim in the list of disagreements, to be gone to on the page.
    pub is_claim: bool,
    /// The rows in which it stands.
    pub rows: Range<usize>,
}

/// The page, ready to be painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it shows.
    pub title: Clean,
    /// How far one is: "3 / 17".
    pub remark: Clean,
    /// All its rows.
    pub rows: Vec<Row>,
    /// What can be followed, in order; the items of the runs are places among these.
    pub stops: Vec<Stop>,
    /// Columns of the account at the left, where they stand side by side.
    pub left: u16,
}

impl Compared {
    /// Arranges the page; of the claim that the state says, whatever it is.
    pub fn new(request: &Request<'_>, state: &State) -> Self {
        if let Some(place) = state.dispute {
            return disputes::list(request, place);
        }
        let claims = request.claims();
        let place = claims.iter().position(|&claim| claim == state.claim);
        let total = grouped(claims.len());
        let remark = format!("{} / {total}", grouped(place.map_or(0, |place| place + 1)));
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
        let mut band = Writer::new(request, request.columns, 0);
        band.verdicts(state.claim);
        let mut one = Writer::new(request, left, 0);
        one.claim(state.claim);
        let (one, mut targets) = one.finish();
        let mut others = Writer::new(request, right, targets.len());
        others.others(state.claim);
        let (others, more) = others.finish();
        targets.extend(more);
        let empty = || Line::Runs(Vec::new());
        let (band, _) = band.finish();
        let mut rows: Vec<Row> = band.into_iter().map(Row::Whole).collect();
        rows.push(Row::Whole(empty()));
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
        let stops = targets.into_iter().enumerate().map(|(item, event)| Stop {
            events: vec![event],
            is_claim: false,
            rows: rows_of(&rows, item),
        });
        Self {
            title: title(request, state.claim),
            remark: Clean::line(&remark),
            stops: stops.collect(),
            rows,
            left,
        }
    }
}

/// Whose claim stands beside whose words.
fn title(request: &Request<'_>, claim: EventIndex) -> Clean {
    let timeline = request.timeline;
    let own = timeline.event(claim).layer;
    let mut others: Vec<&str> = Vec::new();
    for comparison in &timeline.comparisons {
        let short = timeline.layer(comparison.layer).short.as_str();
        if comparison.layer != own && !others.contains(&short) {
            others.push(short);
        }
    }
    let own = &timeline.layer(own).short;
    Clean::line(&format!("{own} beside {}", others.join(", ")))
}

/// The rows in which an item stands.
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
