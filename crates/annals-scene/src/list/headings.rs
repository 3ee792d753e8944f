//! Headings between the items of a list: the day of times of day, and that no date is given.

use std::ops::Range;

use super::Items;
use annals_model::text::Clean;
use annals_time::{DateHeading, Time, Window, describe_day};

/// So many events in a row on one day get a heading. Fewer say their day themselves.
const MIN_UNDER_HEADING: usize = 3;

/// Replaces the date of the undated events.
const NO_DATE: &str = "no date given";

/// A heading, or what is said in its place at the top of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// The day of the times below it, as its first moment.
    Day(Time),
    /// The year of the days below it.
    Year(i64),
    /// The events below it have no date.
    Undated,
}

impl Heading {
    /// Returns its words: "Mon 2 Aug 2010", "no date given".
    pub fn words(self) -> Clean {
        match self {
            Self::Day(day) => Clean::line(&describe_day(day)),
            Self::Year(year) => Clean::line(&annals_time::describe_year(year)),
            Self::Undated => Clean::own(NO_DATE),
        }
    }
}

/// The headings of some items.
#[derive(Debug)]
pub(super) struct Headings {
    /// The position of the first of `days`.
    first: usize,
    /// The days of the times of day of the items, and of the neighbours that decide on their headings.
    days: Vec<Option<Time>>,
    first_undated: Option<usize>,
    /// Whether all dates of the timeline are in one year.
    is_one_year: bool,
}

impl Headings {
    /// Looks at the items of a range and at two beside it on either side.
    pub(super) fn new(items: &Items<'_>, range: Range<usize>) -> Self {
        let beside = MIN_UNDER_HEADING;
        let first = range.start.saturating_sub(beside);
        let end = range.end.saturating_add(beside).min(items.len());
        let day_of = |position| {
            let event = items.timeline.event(items.event(position)?);
            let civil = event.when.as_ref()?.time_of_day()?.civil();
            Time::from_date(civil.year, civil.month, civil.day)
        };
        Self {
            first,
            days: (first..end).map(day_of).collect(),
            first_undated: items.first_undated(),
            is_one_year: items
                .index
                .extent()
                .is_none_or(|extent| is_one_year(&extent)),
        }
    }

    fn day(&self, position: usize) -> Option<Time> {
        let place = position.checked_sub(self.first)?;
        self.days.get(place).copied().flatten()
    }

    /// Returns the heading that an item is under.
    pub(super) fn of(&self, position: usize) -> Option<Heading> {
        if self
            .first_undated
            .is_some_and(|undated| position >= undated)
        {
            return Some(Heading::Undated);
        }
        let day = self.day(position)?;
        let is_same = |other: &usize| self.day(*other) == Some(day);
        let before = (1..MIN_UNDER_HEADING)
            .map_while(|steps| position.checked_sub(steps).filter(is_same))
            .count();
        let after = (1..MIN_UNDER_HEADING)
            .map_while(|steps| Some(position + steps).filter(is_same))
            .count();
        (before + 1 + after >= MIN_UNDER_HEADING).then_some(Heading::Day(day))
    }

    /// Returns whether an item is the first under its heading.
    pub(super) fn starts_at(&self, position: usize) -> bool {
        let own = self.of(position);
        let before = position.checked_sub(1).and_then(|before| self.of(before));
        own.is_some() && own != before
    }

    /// Returns what the row of an item need not say of its date.
    pub(super) fn date_heading(&self, position: usize) -> DateHeading {
        match self.of(position) {
            Some(Heading::Day(_)) => DateHeading::Day,
            _ if self.is_one_year => DateHeading::Year,
            _ => DateHeading::None,
        }
    }

    /// Returns the year that the row of an item leaves out.
    pub(super) fn year(&self, position: usize) -> Option<Heading> {
        let is_left_out = self.date_heading(position) == DateHeading::Year;
        let day = self.day(position).filter(|_| is_left_out)?;
        Some(Heading::Year(day.civil().year))
    }
}

/// Returns whether a window is within one calendar year.
fn is_one_year(window: &Window) -> bool {
    let last = window.end().saturating_add_nanos(-1);
    window.start().civil().year == last.civil().year
}
