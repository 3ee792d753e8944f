//! Questions about a timeline, and their answers.
//!
//! Owns which questions the data can settle, how they are drawn by a seed, and what is to be said when
//! an answer is given. It draws nothing, knows no keys and no clock, and keeps no score.
//!
//! | kind | asked where |
//! | --- | --- |
//! | order | at least two pairs of the events surely began one before the other |
//! | before | one surely began before the other, or their bounds leave that open, which is an answer too |
//! | place | all the time at which the event may have begun lies within one stretch of the line |
//! | led, effect | one event is said to cause or enable another; no chain of links leads from the wrong choices |
//! | who | the wrong choices take no part in the event |
//! | status | the story has more than one kind of statement |
//! | source | the event rests on one source of several |
//!
//! No date is asked of an event that has none, whose date is approximate or uncertain, or that is a
//! plan, a forecast or an open question, which need not have begun at all. A title that holds the answer
//! is not asked about.
//!
//! A quiz depends on the timeline, the events that are shown, the kinds and the seed alone: the same
//! four give the same quiz, and one of fewer questions is the beginning of one of more.

mod begin;
mod content;
mod dates;
mod drawing;
mod explanation;
mod hint;
mod kin;
mod pool;
mod question;
mod random;

pub use explanation::{Answer, Explanation};
pub use question::{Choice, Kind, Question, letter};

use self::drawing::Drawing;
use self::pool::Pool;
use self::random::Random;
use annals_index::Index;
use annals_index::Shown;
use annals_model::Timeline;

/// The most questions of a quiz.
pub const MOST_QUESTIONS: usize = 200;

/// The most choices of a question.
pub const MOST_CHOICES: usize = 8;

/// Seeds that are made from a moment have at most six digits, so that a person can pass them on.
const SEEDS: u64 = 1_000_000;

/// What a quiz is made from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The timeline.
    pub timeline: &'a Timeline,
    /// What is derived from it.
    pub index: &'a Index,
    /// The events that may be asked about.
    pub shown: Shown<'a>,
    /// The kinds of question; all of them where there is none.
    pub kinds: &'a [Kind],
    /// What decides all that is left to chance.
    pub seed: u64,
    /// How many questions; at most [`MOST_QUESTIONS`].
    pub count: usize,
}

/// Some questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// What repeats it.
    pub seed: u64,
    /// The questions; fewer than were asked for where the data settles no more, perhaps none.
    pub questions: Vec<Question>,
}

impl Quiz {
    /// Draws the questions. The cost of each depends on the number of tries, which is limited, not on
    /// the size of the timeline.
    pub fn new(request: &Request<'_>) -> Self {
        let pool = Pool::new(request.timeline, request.index, request.shown);
        let kinds = if request.kinds.is_empty() {
            Kind::ALL
        } else {
            request.kinds
        };
        let mut questions: Vec<Question> = Vec::new();
        let mut bag = Bag::new(kinds, request.seed);
        while questions.len() < request.count.min(MOST_QUESTIONS) {
            let place = questions.len();
            let next = bag.take(|kind, attempt| {
                let random = Random::new(request.seed).stream(place, attempt);
                Drawing::new(&pool, random, place, &questions).question(kind)
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

/// A seed that is easily passed on, from anything that differs each time.
pub fn seed_from(number: u64) -> u64 {
    Random::new(number).next() % SEEDS
}

/// The kinds in turn: each once before any comes again, in an order that chance decides.
struct Bag {
    kinds: Vec<Kind>,
    waiting: Vec<Kind>,
    seed: u64,
    round: usize,
}

impl Bag {
    fn new(kinds: &[Kind], seed: u64) -> Self {
        Self {
            kinds: kinds.to_vec(),
            waiting: Vec::new(),
            seed,
            round: 0,
        }
    }

    /// The first question that comes of a kind in turn. Kinds that come to nothing are passed over; what
    /// is passed over once in a round is not tried again in it.
    fn take(&mut self, mut ask: impl FnMut(Kind, usize) -> Option<Question>) -> Option<Question> {
        let mut empty_rounds = 0;
        let mut attempt = 0;
        while empty_rounds < 2 {
            if self.waiting.is_empty() {
                self.waiting.clone_from(&self.kinds);
                // Questions have streams of their own, counted from the first; rounds from the last.
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
