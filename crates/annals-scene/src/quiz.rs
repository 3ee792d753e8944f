//! Questions about a timeline, and their answers.
//!
//! | kind | asked if |
//! | --- | --- |
//! | order | at least two pairs of the events surely began in a known order |
//! | before | one event surely began before the other, or their bounds overlap, which is an answer too |
//! | place | the event surely began within one interval of the line |
//! | led, effect | one event is said to cause or enable the other, and no chain of links leads to a wrong choice |
//! | who | the wrong choices do not take part in the event |
//! | status | the timeline has more than one kind of statement |
//! | source | the event has one source of several |
//! | account | the event is in one account of several |
//!
//! An event is not asked about its date if it has none, if the date is approximate or uncertain, or if it is a
//! plan, a forecast or an open question, which need not have begun. Titles that reveal the answer are skipped.
//!
//! A quiz is determined by the timeline, the visible events, the kinds and the seed. A shorter quiz is the
//! beginning of a longer one.
//!
//! [`pool`] picks events by chance, [`builder`] makes questions with [`dates`] and [`content`], [`hint`] detects
//! titles that reveal an answer, and [`explanation`] words the right answer.

mod begin;
mod builder;
mod connected;
mod content;
mod dates;
mod explanation;
mod hint;
mod pool;
mod question;
mod random;

pub use explanation::{Answer, Explanation};
pub use question::{Choice, Question, QuestionKind, letter};

use self::builder::QuestionBuilder;
use self::pool::Pool;
use self::random::Random;
use annals_index::Index;
use annals_index::VisibleEvents;
use annals_model::Timeline;

/// The most questions of a quiz.
pub const MAX_QUESTIONS: usize = 200;

/// The most choices of a question.
pub const MAX_CHOICES: usize = 8;

/// Seeds made by [`seed_from`] are below this, so that people can pass them on.
const SEEDS: u64 = 1_000_000;

/// What a quiz is made from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The timeline.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events that may be asked about.
    pub shown: VisibleEvents<'a>,
    /// The kinds of question; empty for all.
    pub kinds: &'a [QuestionKind],
    /// The seed of the random choices.
    pub seed: u64,
    /// The number of questions; at most [`MAX_QUESTIONS`].
    pub count: usize,
}

/// A series of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// The seed that repeats it.
    pub seed: u64,
    /// The questions; fewer than requested where the data does not allow more.
    pub questions: Vec<Question>,
}

impl Quiz {
    /// Makes the questions. The number of tries for each is limited, so the cost does not depend on the size
    /// of the timeline.
    pub fn new(request: &Request<'_>) -> Self {
        let pool = Pool::new(request.timeline, request.index, request.shown);
        let kinds = if request.kinds.is_empty() {
            QuestionKind::ALL
        } else {
            request.kinds
        };
        let mut questions: Vec<Question> = Vec::new();
        let mut rotation = KindRotation::new(kinds, request.seed);
        while questions.len() < request.count.min(MAX_QUESTIONS) {
            let position = questions.len();
            let next = rotation.take(|kind, attempt| {
                let random = Random::new(request.seed).stream(position, attempt);
                QuestionBuilder::new(&pool, random, &questions).question(kind)
            });
            let Some(question) = next else { break };
            questions.push(question);
        }
        Self {
            seed: request.seed,
            questions,
        }
    }
}

/// Returns a short seed, made from a number that differs each time, such as the time.
pub fn seed_from(number: u64) -> u64 {
    Random::new(number).next() % SEEDS
}

/// The kinds in random order, each once before any comes again.
struct KindRotation {
    kinds: Vec<QuestionKind>,
    waiting: Vec<QuestionKind>,
    seed: u64,
    round: usize,
}

impl KindRotation {
    fn new(kinds: &[QuestionKind], seed: u64) -> Self {
        Self {
            kinds: kinds.to_vec(),
            waiting: Vec::new(),
            seed,
            round: 0,
        }
    }

    /// Returns a question of the next kind for which `ask` finds one. A kind without a question is not tried
    /// again in the same round.
    fn take(
        &mut self,
        mut ask: impl FnMut(QuestionKind, usize) -> Option<Question>,
    ) -> Option<Question> {
        let mut empty_rounds = 0;
        let mut attempt = 0;
        while empty_rounds < 2 {
            if self.waiting.is_empty() {
                self.waiting.clone_from(&self.kinds);
                // Random streams of questions are numbered from 0, those of rounds from the maximum down.
                let mut random = Random::new(self.seed).stream(usize::MAX - self.round, 0);
                random.shuffle(&mut self.waiting);
                self.round += 1;
                empty_rounds += 1;
            }
            while let Some(kind) = self.waiting.pop() {
                attempt += 1;
                if let Some(question) = ask(kind, attempt) {
                    return Some(question);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
