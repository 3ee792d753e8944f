//! [`QuestionBuilder`]: makes one question.
//!
//! It holds what every kind of question needs: the difficulty and what was asked before. The kinds are in
//! [`super::dates`] and [`super::content`].

use super::connected::Connections;
use super::pool::Pool;
use super::question::{AnswerKey, Choice, Question, QuestionKind};
use super::random::Random;
use annals_model::EventIndex;

/// Questions before the level rises.
const QUESTIONS_PER_LEVEL: usize = 3;
/// The highest level.
const MAX_LEVEL: usize = 4;
/// The most wrong choices.
pub(super) const MAX_WRONG: usize = 3;
/// The fewest wrong choices.
pub(super) const MIN_WRONG: usize = 2;

/// Makes one question.
pub(super) struct QuestionBuilder<'a> {
    pub(super) pool: &'a Pool<'a>,
    pub(super) random: Random,
    /// The difficulty, from 0.
    pub(super) level: usize,
    /// Links between events, looked up once each.
    pub(super) connections: Connections,
    asked: &'a [Question],
}

impl<'a> QuestionBuilder<'a> {
    /// Creates the builder of the question after those in `asked`.
    pub(super) fn new(pool: &'a Pool<'a>, random: Random, asked: &'a [Question]) -> Self {
        Self {
            pool,
            random,
            level: (asked.len() / QUESTIONS_PER_LEVEL).min(MAX_LEVEL),
            connections: Connections::default(),
            asked,
        }
    }

    /// Makes a question of a kind; `None` where the data has none that is new.
    pub(super) fn question(mut self, kind: QuestionKind) -> Option<Question> {
        match kind {
            QuestionKind::Order => self.order(),
            QuestionKind::Before => self.before(),
            QuestionKind::Place => self.place(),
            QuestionKind::Led | QuestionKind::Effect => self.link(kind),
            QuestionKind::Who => self.who(),
            QuestionKind::Status => self.status(),
            QuestionKind::Source => self.source(),
            QuestionKind::Account => self.account(),
        }
    }

    /// Returns whether a question of a kind about an event was asked.
    pub(super) fn was_asked(&self, kind: QuestionKind, subject: EventIndex) -> bool {
        let mut asked = self.asked.iter();
        asked.any(|question| question.kind == kind && question.subject == Some(subject))
    }

    /// Returns whether a question of a kind about exactly these events was asked.
    pub(super) fn were_asked(&self, kind: QuestionKind, events: &[EventIndex]) -> bool {
        let mut asked = self.asked.iter().filter(|question| question.kind == kind);
        asked.any(|question| {
            let has = |&event| question.choices.contains(&Choice::Event(event));
            let theirs = question.choices.iter();
            let count = theirs.filter(|choice| matches!(choice, Choice::Event(_)));
            count.count() == events.len() && events.iter().all(has)
        })
    }

    /// Makes a question with one right choice, in random order.
    pub(super) fn one_of(
        &mut self,
        kind: QuestionKind,
        subject: EventIndex,
        right: Choice,
        wrong: impl IntoIterator<Item = Choice>,
    ) -> Question {
        let mut choices: Vec<Choice> = [right].into_iter().chain(wrong).collect();
        self.random.shuffle(&mut choices);
        let places = (0..choices.len()).filter(|&position| choices[position] == right);
        Question {
            kind,
            subject: Some(subject),
            key: AnswerKey::OneOf(places.collect()),
            choices,
        }
    }
}
