//! Resolves the dates of all events, which may be counted from each other.
//!
//! Finds the order, cycles and ids that no event has, and expands recurring events.

use std::cell::RefCell;
use std::collections::HashMap;

use super::range::{Range, Span};
use super::recurrence::{Interval, Limit, Rule};
use super::resolver::{Assumptions, Extent, Resolved, Resolver};
use super::side::Side;
use super::stamp::{Grain, Stamp, add_months};
use super::zone::Zone;
use crate::limits::REPETITIONS;
use annals_time::{Time, When};

/// Years for which an endless recurrence is followed, from the present or its start.
pub(super) const HORIZON_YEARS: i64 = 10;

/// The range of one event, to be resolved.
#[derive(Debug)]
pub(super) struct DateRequest<'a, 't> {
    /// `None` for an undated event.
    pub(super) range: Option<&'a Range<'t>>,
    /// The exact date, if it is given beside the range.
    pub(super) exact: Option<&'a When>,
    pub(super) zone: Zone,
}

/// The result for one event.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) placed: Option<Resolved>,
    /// The date.
    pub(super) when: Option<When>,
    pub(super) taken: Assumptions,
    /// Why there is no date, in lower case.
    pub(super) trouble: Option<String>,
    /// Ids that no event has.
    pub(super) dangling: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Begun,
    Done,
}

/// Resolves the dates of all events, in order.
pub(super) fn place(
    asked: &[DateRequest<'_, '_>],
    ids: &HashMap<&str, usize>,
    now: Option<Time>,
) -> Vec<Answer> {
    let mut all = Placing {
        asked,
        ids,
        now,
        states: vec![State::New; asked.len()],
        answers: asked.iter().map(|_| Answer::default()).collect(),
        extents: vec![None; asked.len()],
        last: vec![None; asked.len()],
    };
    let mut path = Vec::new();
    for first in 0..asked.len() {
        path.push(first);
        while let Some(&event) = path.last() {
            if all.states[event] == State::Done {
                path.pop();
                continue;
            }
            all.states[event] = State::Begun;
            let wanted = all.wanted(event);
            let mut new = wanted.iter().filter(|it| all.states[**it] == State::New);
            if let Some(&next) = new.next() {
                path.push(next);
                continue;
            }
            let is_circle = wanted.iter().any(|it| all.states[*it] == State::Begun);
            all.answer(event, is_circle);
            path.pop();
        }
    }
    all.answers
}

struct Placing<'a, 'b, 't> {
    asked: &'a [DateRequest<'b, 't>],
    ids: &'a HashMap<&'a str, usize>,
    now: Option<Time>,
    states: Vec<State>,
    answers: Vec<Answer>,
    extents: Vec<Option<Extent>>,
    /// The last event up to this one that has a date.
    last: Vec<Option<usize>>,
}

impl Placing<'_, '_, '_> {
    /// The events that have to be resolved first.
    fn wanted(&self, event: usize) -> Vec<usize> {
        let mut wanted = Vec::new();
        let asked = &self.asked[event];
        if asked.exact.is_some() {
            return wanted;
        }
        if let Some(Range {
            span: Span::Sides(from, to),
            ..
        }) = asked.range
        {
            for (resolver, side) in std::iter::once(from).chain(to).enumerate() {
                let is_first = resolver == 0;
                let mut is_on_last = is_first && matches!(side, Side::Clock(_));
                if let Side::Relative(relative) = side {
                    let id = relative.anchor.and_then(|anchor| anchor.id);
                    match id.map(|id| self.ids.get(id)) {
                        Some(Some(&other)) => wanted.push(other),
                        Some(None) => is_on_last = true,
                        None => is_on_last |= is_first || relative.anchor.is_some(),
                    }
                }
                if is_on_last && event > 0 {
                    wanted.push(event - 1);
                }
            }
        }
        wanted
    }

    fn answer(&mut self, event: usize, is_circle: bool) {
        let asked = &self.asked[event];
        let mut answer = Answer::default();
        if let Some(exact) = asked.exact {
            answer.placed = Some(Resolved::When(exact.clone()));
            answer.when = Some(exact.clone());
        } else if is_circle {
            answer.trouble =
                Some("its date leads back to itself, in a circle of relative dates.".to_owned());
        } else if let Some(range) = asked.range {
            self.span(event, &range.span, &mut answer);
        }
        let extent = answer.placed.as_ref().and_then(Resolved::extent);
        self.extents[event] = extent;
        let before = event.checked_sub(1).and_then(|before| self.last[before]);
        self.last[event] = extent.map(|_| event).or(before);
        self.answers[event] = answer;
        self.states[event] = State::Done;
    }

    fn span(&self, event: usize, span: &Span<'_>, answer: &mut Answer) {
        let dangling = RefCell::new(Vec::new());
        let before = || {
            let before = event.checked_sub(1)?;
            self.extents[self.last[before]?]
        };
        let find = |id: Option<&str>| match id.map(|id| (id, self.ids.get(id))) {
            None => Ok(before()),
            Some((id, None)) => {
                dangling.borrow_mut().push(id.to_owned());
                Ok(before())
            }
            Some((id, Some(&other))) => self.extents[other].map(Some).ok_or_else(|| {
                format!("the event \"{id}\" that it is counted from has no date itself.")
            }),
        };
        let mut resolver = Resolver {
            now: self.now,
            zone: self.asked[event].zone,
            find: &find,
            taken: Assumptions::default(),
        };
        match resolver.span(span) {
            Ok(placed) => match placed.when() {
                Ok(when) => {
                    answer.when = Some(when);
                    answer.placed = Some(placed);
                }
                Err(trouble) => answer.trouble = Some(trouble),
            },
            Err(trouble) => answer.trouble = Some(trouble),
        }
        answer.taken = resolver.taken;
        answer.dangling = dangling.into_inner();
    }
}

/// The intervals of a recurring event, including the first, and whether there would be more.
pub(super) fn repeat(
    interval: &Interval,
    rule: &Rule<'_>,
    zone: Zone,
    now: Option<Time>,
    room: usize,
) -> Result<(Vec<Interval>, bool), String> {
    let from = interval.from.at;
    let end = match &rule.limit {
        Limit::Never => {
            let start = now.map_or(from, |now| now.max(from));
            add_months(start, HORIZON_YEARS * 12)
        }
        Limit::Times(_) => None,
        // Up to the end and not at it.
        Limit::For(amount) => amount
            .after(from, false)
            .map(|end| end.saturating_add_nanos(-1)),
        Limit::Until(side) => {
            let find = |_: Option<&str>| {
                let end = interval.to.unwrap_or(interval.from);
                Ok(Some(Extent {
                    start: interval.from,
                    end,
                }))
            };
            let mut resolver = Resolver {
                now,
                zone,
                find: &find,
                taken: Assumptions::default(),
            };
            let last = match side {
                Side::Relative(relative) => {
                    let mut end = interval.from;
                    for amount in &relative.amounts {
                        end.at = amount
                            .after(end.at, false)
                            .ok_or("the end of its repetition lies too far away.")?;
                    }
                    end
                }
                side => resolver.stamps(side, Some(interval.from))?.1,
            };
            Some(last_moment(last))
        }
    };
    let times = match rule.limit {
        Limit::Times(times) => usize::try_from(times).unwrap_or(usize::MAX).max(1),
        _ => usize::MAX,
    };
    let most = REPETITIONS.min(room.saturating_add(1));
    let mut found = vec![*interval];
    let mut missed = 0;
    let mut steps = 0;
    while found.len() < times {
        steps += 1;
        let Some(next) = interval.after(rule.step, steps) else {
            // A month without a 31st is left out, as in iCalendar; the end of the axis is the end.
            missed += 1;
            if missed > 100 {
                break;
            }
            continue;
        };
        missed = 0;
        if end.is_some_and(|end| next.from.at > end) {
            break;
        }
        if found.len() >= most {
            return Ok((found, true));
        }
        found.push(next);
    }
    if found.len() > 1
        && let Some(first) = interval.after(rule.step, 0)
    {
        found[0] = first;
    }
    Ok((found, false))
}

/// The last moment that a date covers.
fn last_moment(stamp: Stamp) -> Time {
    match stamp.unit_end() {
        Some(end) if stamp.grain <= Grain::Day => end.saturating_add_nanos(-1),
        _ => stamp.at,
    }
}
