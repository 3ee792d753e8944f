//! [`QuizPlan`]: what quizzes are made of.

use annals_index::{EventSet, Index, VisibleEvents};
use annals_model::Timeline;
use annals_scene::quiz::{QuestionKind, Quiz, Request, seed_from};
use annals_time::Window;

/// The number of questions of a quiz, unless another one is asked for.
pub const DEFAULT_COUNT: usize = 10;

/// What quizzes are made of, and how they are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizPlan {
    /// Whether the session starts with a quiz.
    pub at_start: bool,
    /// The seed of the first quiz, if it was asked for.
    pub seed: Option<u64>,
    /// A number that differs in each session, to make seeds from.
    pub chance: u64,
    /// The number of questions.
    pub count: usize,
    /// The kinds of question; all of them if empty.
    pub kinds: Vec<QuestionKind>,
    /// Only events that may hold at some time in this window.
    pub within: Option<Window>,
    /// Whether it is for a whole class: questions, then answers are shown, and none are taken.
    pub class: bool,
    /// Whether the end says how many answers were right.
    pub score: bool,
}

impl Default for QuizPlan {
    fn default() -> Self {
        Self {
            at_start: false,
            seed: None,
            chance: 0,
            count: DEFAULT_COUNT,
            kinds: Vec::new(),
            within: None,
            class: false,
            score: false,
        }
    }
}

impl QuizPlan {
    /// Returns the seed of the first quiz.
    pub fn first_seed(&self) -> u64 {
        self.seed.unwrap_or_else(|| seed_from(self.chance))
    }

    /// Makes the quiz of a seed, about the events that are shown and lie within [`Self::within`].
    pub fn quiz(
        &self,
        timeline: &Timeline,
        index: &Index,
        shown: VisibleEvents<'_>,
        seed: u64,
    ) -> Quiz {
        let within = self.within.map(|window| {
            EventSet::new(index, |event| {
                let when = timeline.event(event).when.as_ref();
                let reach = when.map(annals_time::When::reach);
                let holds = |(start, end)| start < window.end() && end > window.start();
                shown.contains(event) && reach.is_some_and(holds)
            })
        });
        Quiz::new(&Request {
            timeline,
            index,
            shown: within
                .as_ref()
                .map_or(shown, |chosen| VisibleEvents::new(index, Some(chosen))),
            kinds: &self.kinds,
            seed,
            count: self.count,
        })
    }
}
