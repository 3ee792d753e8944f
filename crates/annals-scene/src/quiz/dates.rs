//! Questions about when: put in order, which began first, place it on the line.
//!
//! Owns the rule that bounds alone settle an answer. Two events whose bounds leave their order open, but
//! one of which is said to follow from the other, are never asked for it together: their order is known,
//! though not from their dates.

use super::begin::Begin;
use super::drawing::Drawing;
use super::question::{Choice, Key, Kind, Question};
use annals_model::EventIndex;
use annals_time::{Window, describe_window};

/// The fewest and the most events to put in order.
const ORDERED: (usize, usize) = (3, 5);
/// Of this many pairs the order has to be settled.
const LEAST_SETTLED: usize = 2;
/// The fewest stretches of a line; there may be a few more as it gets harder.
const LEAST_STRETCHES: usize = 3;
/// The most stretches of a line for a beginner.
const MOST_STRETCHES: usize = 4;
/// One in so many questions which of two began first is one that cannot be answered.
const SELDOM: usize = 4;

impl Drawing<'_> {
    /// Events to put in order.
    pub(super) fn order(&mut self) -> Option<Question> {
        let wanted = (ORDERED.0 + self.level / 2).min(ORDERED.1);
        for first in self.pool.dated(&mut self.random) {
            let Some(picked) = self.orderable(first, wanted) else {
                continue;
            };
            let events: Vec<EventIndex> = picked.iter().map(|(event, _)| *event).collect();
            if !self.were_asked(Kind::Order, &events) {
                return Some(self.shuffled(picked));
            }
        }
        None
    }

    /// Events around that one which can be put in order with it.
    fn orderable(&mut self, first: EventIndex, wanted: usize) -> Option<Vec<(EventIndex, Begin)>> {
        let mut picked = vec![(first, self.pool.begin(first)?)];
        let reach = self.pool.reach(self.level);
        for other in self.pool.dated_near(first, reach, &mut self.random) {
            let Some(begin) = self.pool.begin(other) else {
                continue;
            };
            // Each is to have a place that matters.
            let counts = picked.iter().any(|(_, at)| begin.is_settled(at));
            let fits = |&(event, at): &(EventIndex, Begin)| {
                self.differ(event, other) && (begin.is_settled(&at) || !self.kin(event, other))
            };
            if counts && picked.iter().all(fits) {
                picked.push((other, begin));
            }
            if picked.len() == wanted {
                break;
            }
        }
        let settled = pairs(picked.len())
            .filter(|&(one, other)| picked[one].1.is_settled(&picked[other].1))
            .count();
        (picked.len() >= ORDERED.0 && settled >= LEAST_SETTLED).then_some(picked)
    }

    /// A question with the events in an order that is not right.
    fn shuffled(&mut self, mut picked: Vec<(EventIndex, Begin)>) -> Question {
        self.random.shuffle(&mut picked);
        let question = |picked: &[(EventIndex, Begin)]| Question {
            kind: Kind::Order,
            subject: None,
            choices: picked
                .iter()
                .map(|&(event, _)| Choice::Event(event))
                .collect(),
            key: Key::Order(
                pairs(picked.len())
                    .flat_map(|(one, other)| [(one, other), (other, one)])
                    .filter(|&(one, other)| picked[one].1.is_before(&picked[other].1))
                    .collect(),
            ),
        };
        let mut drawn = question(&picked);
        let as_it_stands: Vec<usize> = (0..picked.len()).collect();
        if drawn.is_right(&as_it_stands) {
            picked.reverse();
            drawn = question(&picked);
        }
        drawn
    }

    /// Two events, of which one began first, or nobody can say.
    pub(super) fn before(&mut self) -> Option<Question> {
        let open = self.random.below(SELDOM) == 0;
        let events = self.pool.dated(&mut self.random);
        self.two(&events, !open).or_else(|| self.two(&events, open))
    }

    fn two(&mut self, events: &[EventIndex], settled: bool) -> Option<Question> {
        let reach = self.pool.reach(self.level);
        for &one in events {
            let Some(first) = self.pool.begin(one) else {
                continue;
            };
            for other in self.pool.dated_near(one, reach, &mut self.random) {
                let Some(second) = self.pool.begin(other) else {
                    continue;
                };
                let asked_for = first.is_settled(&second) == settled
                    && self.differ(one, other)
                    && (settled || !self.kin(one, other))
                    && !self.were_asked(Kind::Before, &[one, other]);
                if !asked_for {
                    continue;
                }
                let right = match (first.is_before(&second), settled) {
                    (_, false) => 2,
                    (true, true) => 0,
                    (false, true) => 1,
                };
                return Some(Question {
                    kind: Kind::Before,
                    subject: None,
                    choices: vec![
                        Choice::Event(one),
                        Choice::Event(other),
                        Choice::CannotBeKnown,
                    ],
                    key: Key::OneOf(vec![right]),
                });
            }
        }
        None
    }

    /// An event, and a line in stretches.
    pub(super) fn place(&mut self) -> Option<Question> {
        for event in self.pool.dated(&mut self.random) {
            if self.was_asked(Kind::Place, event) {
                continue;
            }
            let Some(begin) = self.pool.begin(event) else {
                continue;
            };
            let Some(line) = self.line(event, &begin) else {
                continue;
            };
            let right = (0..line.len()).filter(|&place| begin.is_within(&line[place]));
            return Some(Question {
                kind: Kind::Place,
                subject: Some(event),
                key: Key::OneOf(right.collect()),
                choices: line.into_iter().map(Choice::Stretch).collect(),
            });
        }
        None
    }

    /// A line around an event, divided so that the event surely began within one stretch of it.
    fn line(&mut self, event: EventIndex, begin: &Begin) -> Option<Vec<Window>> {
        let (mut from, mut to) = (begin.from?, begin.to?);
        let reach = self.pool.reach(self.level + 1);
        for other in self.pool.dated_near(event, reach, &mut self.random) {
            let begin = self.pool.begin(other);
            if let Some((other_from, other_to)) = begin.and_then(|it| it.from.zip(it.to)) {
                (from, to) = (from.min(other_from), to.max(other_to));
            }
        }
        let window = Window::new(from, to)?;
        let most = MOST_STRETCHES + self.level.min(2);
        let lines = (LEAST_STRETCHES..=most).rev();
        lines
            .map(|most| window.divided(LEAST_STRETCHES, most))
            .find(|line| {
                let names: Vec<String> = line.iter().map(|it| describe_window(it, true)).collect();
                let named_apart = pairs(names.len()).all(|(one, other)| names[one] != names[other]);
                named_apart
                    && line.len() >= LEAST_STRETCHES
                    && line.iter().any(|stretch| begin.is_within(stretch))
            })
    }

    fn differ(&self, one: EventIndex, other: EventIndex) -> bool {
        one != other && self.pool.event(one).title != self.pool.event(other).title
    }

    /// Whether one of two events is said to follow from the other.
    fn kin(&mut self, one: EventIndex, other: EventIndex) -> bool {
        let (timeline, index) = (self.pool.timeline, self.pool.index);
        self.kinship.are_kin(timeline, index, one, other)
    }
}

/// Every pair of places, the lower first.
fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |one| (one + 1..count).map(move |other| (one, other)))
}
