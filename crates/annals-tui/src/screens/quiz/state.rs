//! [`QuizState`]: which question is on the screen, and what has been answered.

use std::sync::Arc;

use annals_scene::quiz::{Question, Quiz};

/// Where a person is in a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QuizState {
    pub(super) quiz: Arc<Quiz>,
    /// The index of the question on the screen; as many as there are questions at the end.
    pub(super) place: usize,
    /// What was done with each question.
    pub(super) attempts: Vec<Attempt>,
    /// Whether the quiz is for a whole class: no answers are taken.
    pub(super) class: bool,
    /// The first line shown.
    pub(super) first_line: usize,
}

/// What was done with a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Attempt {
    /// The choice that is marked.
    pub(super) marked: Option<usize>,
    /// The choices in the order in which they stand.
    pub(super) order: Vec<usize>,
    /// How many of them were placed by their letters.
    pub(super) placed: usize,
    /// Whether the order was changed.
    pub(super) touched: bool,
    /// Whether the answer is shown.
    pub(super) revealed: bool,
    /// Whether the answer is right; `None` if none was given.
    pub(super) right: Option<bool>,
}

impl QuizState {
    pub(super) fn new(quiz: Quiz, class: bool) -> Self {
        let untouched = |question: &Question| Attempt {
            order: (0..question.choices.len()).collect(),
            ..Attempt::default()
        };
        Self {
            attempts: quiz.questions.iter().map(untouched).collect(),
            quiz: Arc::new(quiz),
            place: 0,
            class,
            first_line: 0,
        }
    }

    pub(super) fn question(&self) -> Option<&Question> {
        self.quiz.questions.get(self.place)
    }

    pub(super) fn attempt(&self) -> Option<&Attempt> {
        self.attempts.get(self.place)
    }

    /// Returns how many choices can be taken now.
    pub(super) fn takeable(&self) -> usize {
        match (self.question(), self.attempt()) {
            (Some(question), Some(attempt)) if !attempt.revealed && !self.class => {
                question.choices.len()
            }
            _ => 0,
        }
    }

    /// Takes a choice: marks it, or puts it next in the order.
    pub(super) fn take(&mut self, choice: usize) {
        if choice >= self.takeable() {
            return;
        }
        let is_order = self.question().is_some_and(Question::is_order);
        let Some(attempt) = self.attempts.get_mut(self.place) else {
            return;
        };
        attempt.marked = Some(choice);
        if !is_order {
            return;
        }
        attempt.touched = true;
        let Some(at) = attempt.order.iter().position(|&other| other == choice) else {
            return;
        };
        attempt.order.remove(at);
        if at < attempt.placed {
            // Taking it again takes it back, to be put elsewhere.
            attempt.placed -= 1;
            attempt.order.push(choice);
        } else {
            attempt.order.insert(attempt.placed, choice);
            attempt.placed += 1;
        }
    }

    /// Moves the mark.
    pub(super) fn mark(&mut self, by: isize) {
        let count = self.takeable();
        let Some(attempt) = self.attempts.get_mut(self.place).filter(|_| count > 0) else {
            return;
        };
        let at = attempt
            .marked
            .and_then(|marked| attempt.order.iter().position(|&other| other == marked));
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(count - 1),
            None if by > 0 => 0,
            None => count - 1,
        };
        attempt.marked = attempt.order.get(next).copied();
    }

    /// Moves what is marked in the order.
    pub(super) fn shift(&mut self, by: isize) {
        if !self.question().is_some_and(Question::is_order) || self.takeable() == 0 {
            return;
        }
        let Some(attempt) = self.attempts.get_mut(self.place) else {
            return;
        };
        let marked = attempt.marked;
        let at = attempt
            .order
            .iter()
            .position(|&other| Some(other) == marked);
        let Some(at) = at else {
            attempt.marked = attempt.order.first().copied();
            return;
        };
        let to = at.saturating_add_signed(by).min(attempt.order.len() - 1);
        attempt.order.swap(at, to);
        attempt.touched = true;
        // Moving one by hand accepts the places of all.
        attempt.placed = attempt.order.len();
    }

    /// Shows the answer, or goes to the next question; returns `false` at the end.
    pub(super) fn go_on(&mut self) -> bool {
        let is_order = self.question().is_some_and(Question::is_order);
        match (
            self.quiz.questions.get(self.place),
            self.attempts.get_mut(self.place),
        ) {
            (Some(question), Some(attempt)) if !attempt.revealed => {
                attempt.revealed = true;
                let given = match attempt.marked {
                    _ if self.class => None,
                    _ if is_order => attempt.touched.then(|| attempt.order.clone()),
                    marked => marked.map(|marked| vec![marked]),
                };
                attempt.right = given.map(|given| question.is_right(&given));
                true
            }
            (Some(_), _) => {
                self.place += 1;
                self.first_line = 0;
                true
            }
            (None, _) => false,
        }
    }

    /// Goes to the question before; returns `false` at the first.
    pub(super) const fn go_back(&mut self) -> bool {
        let can = self.place > 0;
        self.place = self.place.saturating_sub(1);
        self.first_line = 0;
        can
    }
}
