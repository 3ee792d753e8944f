//! [`Drawing`]: one question being drawn.
//!
//! Owns what every kind of question needs: how hard it is to be, and what was asked before. The kinds
//! stand in `dates` and `content`.

use super::kin::Kinship;
use super::pool::Pool;
use super::question::{Choice, Key, Kind, Question};
use super::random::Random;
use annals_model::EventIndex;

/// Questions after which they become harder.
const QUESTIONS_PER_LEVEL: usize = 3;
/// The hardest level.
const HARDEST: usize = 4;
/// Wrong choices beside a right one.
pub(super) const MOST_WRONG: usize = 3;
/// Wrong choices that a question needs.
pub(super) const LEAST_WRONG: usize = 2;

/// A question being drawn.
pub(super) struct Drawing<'a> {
    pub(super) pool: &'a Pool<'a>,
    pub(super) random: Random,
    /// From 0, the easiest.
    pub(super) level: usize,
    /// Which events are known to follow from which.
    pub(super) kinship: Kinship,
    asked: &'a [Question],
}

impl<'a> Drawing<'a> {
    /// The question that comes after those that were asked, of which there are `place`.
    pub(super) fn new(
        pool: &'a Pool<'a>,
        random: Random,
        place: usize,
        asked: &'a [Question],
    ) -> Self {
        Self {
            pool,
            random,
            level: (place / QUESTIONS_PER_LEVEL).min(HARDEST),
            kinship: Kinship::default(),
            asked,
        }
    }

    /// A question of a kind, if the data settles one that was not asked before.
    pub(super) fn question(mut self, kind: Kind) -> Option<Question> {
        match kind {
            Kind::Order => self.order(),
            Kind::Before => self.before(),
            Kind::Place => self.place(),
            Kind::Led | Kind::Effect => self.link(kind),
            Kind::Who => self.who(),
            Kind::Status => self.status(),
            Kind::Source => self.source(),
            Kind::Account => self.account(),
        }
    }

    /// Whether a question of that kind about that event was asked.
    pub(super) fn was_asked(&self, kind: Kind, subject: EventIndex) -> bool {
        let mut asked = self.asked.iter();
        asked.any(|question| question.kind == kind && question.subject == Some(subject))
    }

    /// Whether a question of that kind about just these events was asked.
    pub(super) fn were_asked(&self, kind: Kind, events: &[EventIndex]) -> bool {
        let mut asked = self.asked.iter().filter(|question| question.kind == kind);
        asked.any(|question| {
            let has = |&event| question.choices.contains(&Choice::Event(event));
            let theirs = question.choices.iter();
            let count = theirs.filter(|choice| matches!(choice, Choice::Event(_)));
            count.count() == events.len() && events.iter().all(has)
        })
    }

    /// A question of one right choice among wrong ones, in any order.
    pub(super) fn one_of(
        &mut self,
        kind: Kind,
        subject: EventIndex,
        right: Choice,
        wrong: impl IntoIterator<Item = Choice>,
    ) -> Question {
        let mut choices: Vec<Choice> = [right].into_iter().chain(wrong).collect();
        self.random.shuffle(&mut choices);
        let places = (0..choices.len()).filter(|&place| choices[place] == right);
        Question {
            kind,
            subject: Some(subject),
            key: Key::OneOf(places.collect()),
            choices,
        }
    }
}
