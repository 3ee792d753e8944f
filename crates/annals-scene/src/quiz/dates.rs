//! Questions about dates: put in order, which began first, place it on the line.
//!
//! Only bounds decide an answer. Two events with overlapping bounds are not asked about together if links
//! connect them: then their order is known, though not from their dates.

use super::begin::BeginRange;
use super::builder::QuestionBuilder;
use super::question::{AnswerKey, Choice, Question, QuestionKind};
use annals_model::EventIndex;
use annals_time::{Window, describe_window};

/// The fewest and the most events to put in order.
const ORDERED: (usize, usize) = (3, 5);
/// The fewest pairs of them with a certain order.
const MIN_SETTLED: usize = 2;
/// The fewest intervals of a line.
const MIN_INTERVALS: usize = 3;
/// The most intervals of a line at level 0.
const MAX_INTERVALS: usize = 4;
/// One in this many questions about which event began first has no certain order.
const UNDECIDABLE_EVERY: usize = 4;

impl QuestionBuilder<'_> {
    /// Asks to put events in order.
    pub(super) fn order(&mut self) -> Option<Question> {
        let wanted = (ORDERED.0 + self.level / 2).min(ORDERED.1);
        for first in self.pool.dated(&mut self.random) {
            let Some(picked) = self.orderable(first, wanted) else {
                continue;
            };
            let events: Vec<EventIndex> = picked.iter().map(|(event, _)| *event).collect();
            if !self.were_asked(QuestionKind::Order, &events) {
                return Some(self.shuffled(picked));
            }
        }
        None
    }

    /// Picks events near an event that can be put in order with it.
    fn orderable(
        &mut self,
        first: EventIndex,
        wanted: usize,
    ) -> Option<Vec<(EventIndex, BeginRange)>> {
        let mut picked = vec![(first, self.pool.begin(first)?)];
        let reach = self.pool.reach(self.level);
        for other in self.pool.dated_near(first, reach, &mut self.random) {
            let Some(begin) = self.pool.begin(other) else {
                continue;
            };
            // Each event must have a certain order with at least one other.
            let counts = picked.iter().any(|(_, at)| begin.is_settled(at));
            let fits = |&(event, at): &(EventIndex, BeginRange)| {
                self.differ(event, other)
                    && (begin.is_settled(&at) || !self.connected(event, other))
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
        (picked.len() >= ORDERED.0 && settled >= MIN_SETTLED).then_some(picked)
    }

    /// Makes the question, with the events in a wrong order.
    fn shuffled(&mut self, mut picked: Vec<(EventIndex, BeginRange)>) -> Question {
        self.random.shuffle(&mut picked);
        let question = |picked: &[(EventIndex, BeginRange)]| Question {
            kind: QuestionKind::Order,
            subject: None,
            choices: picked
                .iter()
                .map(|&(event, _)| Choice::Event(event))
                .collect(),
            key: AnswerKey::Order(
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

    /// Asks which of two events began first; their order may be uncertain.
    pub(super) fn before(&mut self) -> Option<Question> {
        let open = self.random.below(UNDECIDABLE_EVERY) == 0;
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
                    && (settled || !self.connected(one, other))
                    && !self.were_asked(QuestionKind::Before, &[one, other]);
                if !asked_for {
                    continue;
                }
                let right = match (first.is_before(&second), settled) {
                    (_, false) => 2,
                    (true, true) => 0,
                    (false, true) => 1,
                };
                return Some(Question {
                    kind: QuestionKind::Before,
                    subject: None,
                    choices: vec![
                        Choice::Event(one),
                        Choice::Event(other),
                        Choice::CannotBeKnown,
                    ],
                    key: AnswerKey::OneOf(vec![right]),
                });
            }
        }
        None
    }

    /// Asks to place an event on a line divided into intervals.
    pub(super) fn place(&mut self) -> Option<Question> {
        for event in self.pool.dated(&mut self.random) {
            if self.was_asked(QuestionKind::Place, event) {
                continue;
            }
            let Some(begin) = self.pool.begin(event) else {
                continue;
            };
            let Some(line) = self.line(event, &begin) else {
                continue;
            };
            let right = (0..line.len()).filter(|&position| begin.is_within(&line[position]));
            return Some(Question {
                kind: QuestionKind::Place,
                subject: Some(event),
                key: AnswerKey::OneOf(right.collect()),
                choices: line.into_iter().map(Choice::Interval).collect(),
            });
        }
        None
    }

    /// Divides a line around an event so that it surely began within one interval.
    fn line(&mut self, event: EventIndex, begin: &BeginRange) -> Option<Vec<Window>> {
        let (mut from, mut to) = (begin.from?, begin.to?);
        let reach = self.pool.reach(self.level + 1);
        for other in self.pool.dated_near(event, reach, &mut self.random) {
            let begin = self.pool.begin(other);
            if let Some((other_from, other_to)) = begin.and_then(|it| it.from.zip(it.to)) {
                (from, to) = (from.min(other_from), to.max(other_to));
            }
        }
        let window = Window::new(from, to)?;
        let most = MAX_INTERVALS + self.level.min(2);
        let lines = (MIN_INTERVALS..=most).rev();
        lines
            .map(|most| window.divided(MIN_INTERVALS, most))
            .find(|line| {
                let names: Vec<String> = line.iter().map(|it| describe_window(it, true)).collect();
                let named_apart = pairs(names.len()).all(|(one, other)| names[one] != names[other]);
                named_apart
                    && line.len() >= MIN_INTERVALS
                    && line.iter().any(|interval| begin.is_within(interval))
            })
    }

    fn differ(&self, one: EventIndex, other: EventIndex) -> bool {
        one != other && self.pool.event(one).title != self.pool.event(other).title
    }

    /// Returns whether links lead from one event to the other.
    fn connected(&mut self, one: EventIndex, other: EventIndex) -> bool {
        let (timeline, index) = (self.pool.timeline, self.pool.index);
        self.connections.are_connected(timeline, index, one, other)
    }
}

/// Returns every pair of indices below `count`, the lower first.
fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |one| (one + 1..count).map(move |other| (one, other)))
}
