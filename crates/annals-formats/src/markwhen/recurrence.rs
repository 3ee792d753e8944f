//! [`Recurrence`]: parses `every other week for 5 times`, and steps from one date to the next.

use super::amount::{Amount, Unit, week_days_after};
use super::range::Order;
use super::scan::{blank, keyword, number};
use super::side::{Side, Sides};
use super::stamp::{Grain, Stamp, months_between, same_day_after};
use annals_time::Time;

/// How an event repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recurrence<'t> {
    /// As written, from `every` on.
    pub(super) text: &'t str,
    /// `None` where it is not understood.
    pub(super) rule: Option<Rule<'t>>,
}

/// A step and where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule<'t> {
    pub(super) step: Amount,
    pub(super) limit: Limit<'t>,
}

/// Where repetition ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Limit<'t> {
    Never,
    /// A total number of events.
    Times(i64),
    /// Events that begin within this time from the first start.
    For(Amount),
    /// Events that begin no later than a date.
    Until(Side<'t>),
}

/// A date, or a range from one date to another, to be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) from: Stamp,
    /// The last unit, if it is not the first.
    pub(super) to: Option<Stamp>,
}

/// Splits `2025-01-01 every day` before its `every`.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let starts = text.match_indices([' ', '\t']).map(|(index, _)| index);
    starts
        .filter_map(|index| text.split_at_checked(index))
        .find(|(_, rest)| keyword(blank(rest), "every").is_some())
        .map(|(head, rest)| (head, rest.trim()))
}

/// Reads what begins with `every`.
pub(super) fn read(text: &str, order: Order) -> Recurrence<'_> {
    Recurrence {
        text,
        rule: rule(text, order),
    }
}

fn rule(text: &str, order: Order) -> Option<Rule<'_>> {
    let rest = blank(keyword(text, "every")?);
    let (count, rest) = if let Some(rest) = keyword(rest, "other") {
        (2, rest)
    } else if let Some((count, rest)) = number(rest, 1, 9) {
        (count, rest)
    } else {
        (1, rest)
    };
    let (unit, rest) = Unit::read(blank(rest))?;
    if count < 1 {
        return None;
    }
    let step = Amount { count, unit };
    let limit = limit(blank(rest), order)?;
    Some(Rule { step, limit })
}

fn limit(text: &str, order: Order) -> Option<Limit<'_>> {
    if text.is_empty() {
        return Some(Limit::Never);
    }
    if let Some(rest) = keyword(text, "for") {
        let (count, rest) = number(blank(rest), 1, 9)?;
        let rest = blank(rest);
        if let Some(rest) = keyword(rest, "times").or_else(|| keyword(rest, "time")) {
            return blank(rest).is_empty().then_some(Limit::Times(count));
        }
        let (unit, rest) = Unit::read(rest)?;
        let amount = Amount { count, unit };
        return blank(rest).is_empty().then_some(Limit::For(amount));
    }
    if let Some(rest) = text.strip_prefix(['x', 'X']) {
        let (count, rest) = number(blank(rest), 1, 9)?;
        return blank(rest).is_empty().then_some(Limit::Times(count));
    }
    let rest = ["until", "til", "till", "to"]
        .iter()
        .find_map(|word| keyword(text, word))
        .or_else(|| text.strip_prefix('|'))?;
    let sides = Sides::All.read(blank(rest), order).into_iter();
    let mut whole = sides.filter(|(_, rest)| blank(rest).is_empty());
    whole.next().map(|(side, _)| Limit::Until(side))
}

impl Interval {
    /// The interval this many steps later. `None` if there is none, as in a month without a 31st, and beyond the axis.
    pub(super) fn after(&self, step: Amount, steps: i64) -> Option<Self> {
        let count = step.count.checked_mul(steps)?;
        let of_start = self.refined(step.unit.grain());
        let from = of_start.from;
        let at = match step.unit {
            Unit::Year => same_day_after(from.at, count.checked_mul(12)?)?,
            Unit::Month => same_day_after(from.at, count)?,
            Unit::WeekDay => week_day_after(from.at, count)?,
            unit => from
                .at
                .saturating_add_nanos(unit.nanos()?.checked_mul(i128::from(count))?),
        };
        if at <= Time::MIN || at >= Time::MAX {
            return None;
        }
        let to = match of_start.to {
            None => None,
            Some(to) => {
                // Whole months stay whole, days keep their number.
                let end = if to.grain <= Grain::Month && from.grain <= Grain::Month {
                    same_day_after(at, months_between(from.at, to.at))?
                } else {
                    at.saturating_add_nanos(to.at.nanos_since(from.at))
                };
                Some(Stamp { at: end, ..to })
            }
        };
        Some(Self {
            from: Stamp { at, ..from },
            to,
        })
    }

    /// The same interval in units no coarser than the step: a year that recurs every week becomes its first day to its
    /// last.
    fn refined(&self, grain: Grain) -> Self {
        let coarsest = self
            .to
            .map_or(self.from.grain, |to| to.grain.min(self.from.grain));
        if coarsest >= grain.min(Grain::Day) {
            return *self;
        }
        let grain = grain.min(Grain::Day);
        let last = self.to.unwrap_or(self.from);
        let to = if last.grain < grain {
            let unit = if grain == Grain::Month {
                last.unit_end()
                    .and_then(|end| super::stamp::add_months(end, -1))
            } else {
                last.unit_end()
                    .map(|end| end.saturating_add_nanos(-super::stamp::DAY))
            };
            unit.map(|at| Stamp { at, grain, ..last })
        } else {
            Some(last)
        };
        Self {
            from: self.from.refined(grain),
            to,
        }
    }
}

/// The day that is so many days from Monday to Friday later. A weekend moves on to Monday first.
fn week_day_after(time: Time, count: i64) -> Option<Time> {
    let mut at = week_days_after(time, count)?;
    while super::stamp::week_day(at) >= 5 {
        at = at.saturating_add_nanos(super::stamp::DAY);
    }
    Some(at)
}
