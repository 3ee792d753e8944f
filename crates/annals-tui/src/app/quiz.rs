//! A quiz being gone through: which question is on screen, what has been answered, and how.
//!
//! Owns the state of it and what a command does there. Questions and their answers are the business of
//! the room `quiz`; how a question reads line by line stands in `page`.

mod page;
mod words;

use std::sync::Arc;

pub use page::{QuizLine, QuizPage, QuizPart, Stretch};
pub use words::{Telling, none_words, repeat_words, score_words};

use super::command::Action;
use super::state::{App, Effect};
use super::view::{Overlay, Page};
use annals_index::{Chosen, Index, Shown};
use annals_model::Timeline;
use annals_model::text::Clean;
use annals_scene::layout::Area;
use annals_scene::quiz::{Kind, Question, Quiz, Request, seed_from};
use annals_scene::relations::inside;
use annals_time::Window;

/// How many questions there are unless somebody says otherwise.
pub const USUAL_COUNT: usize = 10;

/// What quizzes are made of, and how they are gone through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizPlan {
    /// Whether the program starts with one.
    pub at_start: bool,
    /// The seed of the first one, if it was asked for.
    pub seed: Option<u64>,
    /// Something that differs each time, to make seeds from.
    pub chance: u64,
    /// How many questions.
    pub count: usize,
    /// The kinds of question; all of them where there is none.
    pub kinds: Vec<Kind>,
    /// Only events that may hold at some time in this window.
    pub within: Option<Window>,
    /// For a whole class: shown, then revealed, and nobody answers.
    pub class: bool,
    /// Whether right answers are counted.
    pub score: bool,
}

impl Default for QuizPlan {
    fn default() -> Self {
        Self {
            at_start: false,
            seed: None,
            chance: 0,
            count: USUAL_COUNT,
            kinds: Vec::new(),
            within: None,
            class: false,
            score: false,
        }
    }
}

impl QuizPlan {
    /// The seed of the first quiz.
    pub fn first_seed(&self) -> u64 {
        self.seed.unwrap_or_else(|| seed_from(self.chance))
    }

    /// The questions of a seed, about the events that are shown and lie within the plan.
    pub fn quiz(&self, timeline: &Timeline, index: &Index, shown: Shown<'_>, seed: u64) -> Quiz {
        let within = self.within.map(|window| {
            Chosen::new(index, |event| {
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
                .map_or(shown, |chosen| Shown::new(index, Some(chosen))),
            kinds: &self.kinds,
            seed,
            count: self.count,
        })
    }
}

/// The quizzes of a run of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quizzes {
    /// Whether one is to begin as soon as there is something to ask about.
    pub(super) due: bool,
    /// How many there were.
    pub(super) count: u64,
}

/// Where a person is in a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizState {
    quiz: Arc<Quiz>,
    /// The question on screen; as many as there are, the end.
    place: usize,
    tries: Vec<Try>,
    class: bool,
    first_line: usize,
}

/// What was done with a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Try {
    /// The choice that is marked.
    marked: Option<usize>,
    /// The choices in the order in which they stand.
    order: Vec<usize>,
    /// How many of them were put in their place by their letters.
    placed: usize,
    /// Whether the order was touched.
    touched: bool,
    /// Whether the answer is shown.
    revealed: bool,
    /// Whether the answer that was given is right; `None` where none was.
    right: Option<bool>,
}

impl QuizState {
    fn new(quiz: Quiz, class: bool) -> Self {
        let untouched = |question: &Question| Try {
            order: (0..question.choices.len()).collect(),
            ..Try::default()
        };
        Self {
            tries: quiz.questions.iter().map(untouched).collect(),
            quiz: Arc::new(quiz),
            place: 0,
            class,
            first_line: 0,
        }
    }

    fn question(&self) -> Option<&Question> {
        self.quiz.questions.get(self.place)
    }

    fn attempt(&self) -> Option<&Try> {
        self.tries.get(self.place)
    }

    /// How many choices can be taken now.
    fn takeable(&self) -> usize {
        match (self.question(), self.attempt()) {
            (Some(question), Some(attempt)) if !attempt.revealed && !self.class => {
                question.choices.len()
            }
            _ => 0,
        }
    }

    /// Takes the choice of a letter: marks it, or puts it in its place in the order.
    fn take(&mut self, choice: usize) {
        if choice >= self.takeable() {
            return;
        }
        let is_order = self.question().is_some_and(Question::is_order);
        let Some(attempt) = self.tries.get_mut(self.place) else {
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
            // Taken back, to be put elsewhere.
            attempt.placed -= 1;
            attempt.order.push(choice);
        } else {
            attempt.order.insert(attempt.placed, choice);
            attempt.placed += 1;
        }
    }

    /// Moves the mark.
    fn mark(&mut self, by: isize) {
        let count = self.takeable();
        let Some(attempt) = self.tries.get_mut(self.place).filter(|_| count > 0) else {
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
    fn shift(&mut self, by: isize) {
        if !self.question().is_some_and(Question::is_order) || self.takeable() == 0 {
            return;
        }
        let Some(attempt) = self.tries.get_mut(self.place) else {
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
        // Who moves by hand has placed all of them.
        attempt.placed = attempt.order.len();
    }

    /// Shows the answer, or goes to the next question. `false` at the end.
    fn go_on(&mut self) -> bool {
        let is_order = self.question().is_some_and(Question::is_order);
        match (
            self.quiz.questions.get(self.place),
            self.tries.get_mut(self.place),
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

    /// To the question before. `false` at the first.
    const fn go_back(&mut self) -> bool {
        let can = self.place > 0;
        self.place = self.place.saturating_sub(1);
        self.first_line = 0;
        can
    }
}

impl App {
    /// Where the person is in a quiz, if there is one on screen.
    pub(super) const fn quiz_state(&self) -> Option<&QuizState> {
        match &self.view.page {
            Page::Quiz(state) => Some(state),
            _ => None,
        }
    }

    /// How many choices can be taken now by their letters.
    pub fn takeable_choices(&self) -> usize {
        self.quiz_state().map_or(0, QuizState::takeable)
    }

    /// Takes a choice by its letter.
    pub(super) fn take_choice(&mut self, choice: usize) {
        if let Page::Quiz(state) = &mut self.view.page {
            state.take(choice);
        }
    }

    /// Whether there is an order to be changed.
    pub(super) fn can_shift(&self) -> bool {
        self.quiz_state().is_some_and(|state| {
            state.takeable() > 0 && state.question().is_some_and(Question::is_order)
        })
    }

    /// The quiz as it reads on the screen.
    pub fn quiz_page(&self) -> Option<QuizPage> {
        let state = self.quiz_state()?;
        let area = self.quiz_area();
        Some(QuizPage::new(self, state, area))
    }

    /// Where a quiz is written.
    pub fn quiz_area(&self) -> Area {
        inside(self.page_area()).with_margin(1)
    }

    /// Starts with a quiz, if that was asked for, as soon as there is something to ask about.
    pub(super) fn begin_quiz_if_due(&mut self) {
        let filtered = self.options.filter.is_none() || self.view.filter.is_some();
        if self.quizzes.due && self.waiting.is_none() && filtered {
            self.quizzes.due = false;
            self.open_quiz();
        }
    }

    /// A quiz about what is shown; in a quiz, another one.
    pub(super) fn open_quiz(&mut self) {
        let plan = &self.options.quiz;
        let seed = match (self.quizzes.count, plan.seed) {
            (0, _) => plan.first_seed(),
            // Each after it has a seed of its own, which can be passed on as well.
            (later, seed) => seed_from(seed.unwrap_or(plan.chance).wrapping_add(later)),
        };
        let quiz = plan.quiz(self.timeline(), self.index(), self.shown(), seed);
        if quiz.questions.is_empty() {
            self.notice = Some(none_words(&plan.kinds));
            return;
        }
        self.quizzes.count += 1;
        let class = self.quiz_state().map_or(plan.class, |state| state.class);
        if self.quiz_state().is_none() {
            self.remember();
        }
        self.view.page = Page::Quiz(QuizState::new(quiz, class));
    }

    pub(super) fn perform_in_quiz(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Effect> {
        let times = count.unwrap_or(1);
        let by = isize::try_from(times).unwrap_or(isize::MAX);
        match action {
            Action::Quiz => self.open_quiz(),
            Action::Help => self.overlays.push(Overlay::Help { first_line: 0 }),
            Action::Back => self.back(times),
            Action::Forward => self.forward(times),
            Action::Close | Action::Quit => self.leave_quiz(),
            _ => {}
        }
        let Page::Quiz(state) = &mut self.view.page else {
            return None;
        };
        match action {
            Action::Next | Action::Previous => {
                let by = if action == Action::Next {
                    by
                } else {
                    by.saturating_neg()
                };
                if state.takeable() > 0 {
                    state.mark(by);
                } else {
                    state.first_line = state.first_line.saturating_add_signed(by);
                }
            }
            Action::Later => state.shift(by),
            Action::Earlier => state.shift(by.saturating_neg()),
            Action::GoOn => {
                let went_on = state.go_on();
                if !went_on {
                    self.notice = Some(Clean::own("This is the end of the quiz."));
                }
            }
            Action::GoBack => {
                let went_back = state.go_back();
                if !went_back {
                    self.notice = Some(Clean::own("This is the first question."));
                }
            }
            Action::WholeClass => {
                state.class = !state.class;
                self.notice = Some(Clean::own(if state.class {
                    "For the whole class: think, then reveal. Nobody's answer is taken."
                } else {
                    "For one alone: choose an answer, then see."
                }));
            }
            _ => {}
        }
        self.show_revealed();
        None
    }

    /// To where the person was before the quiz.
    fn leave_quiz(&mut self) {
        if self.has_history() {
            self.back(1);
        } else {
            self.view.page = Page::Panes;
        }
    }

    /// Takes the choice under the mouse.
    pub(super) fn point_in_quiz(&mut self, column: u16, row: u16) {
        let area = self.quiz_area();
        let place = row.checked_sub(area.y).map(usize::from);
        let choice = self.quiz_page().zip(place).and_then(|(page, place)| {
            let line = page.lines.get(page.first_line + place)?;
            line.choice_at(column.saturating_sub(area.x))
        });
        if let Some(choice) = choice {
            self.take_choice(choice);
        }
    }

    /// Brings what was revealed into sight.
    fn show_revealed(&mut self) {
        let Some(page) = self.quiz_page() else { return };
        let rows = usize::from(self.quiz_area().height);
        if let (Some(told), Page::Quiz(state)) = (page.told, &mut self.view.page)
            && state.first_line == 0
            && page.lines.len() > rows
        {
            // The verdict and what follows it, with as much of the question as there is room for.
            state.first_line = told.min(page.lines.len() - rows);
        }
    }

    /// Holds the lines of a quiz to what there is.
    pub(super) fn settle_quiz(&mut self) {
        let Some(page) = self.quiz_page() else { return };
        let rows = usize::from(self.quiz_area().height);
        let last = page.lines.len().saturating_sub(rows);
        if let Page::Quiz(state) = &mut self.view.page {
            state.first_line = state.first_line.min(last);
        }
    }
}
