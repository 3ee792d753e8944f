//! The quiz: questions about the events that pass the filter.

mod draw;
mod page;
mod state;
#[cfg(test)]
mod tests;
mod words;

use annals_model::EventIndex;
use annals_scene::layout::Pane;
use annals_scene::quiz::{MAX_CHOICES, Question, letter, seed_from};

pub use self::words::{Telling, none_words, repeat_words, score_words};

use self::page::QuizPage;
use self::state::QuizState;
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::{Context, StoryChange};
use crate::hits::{Hit, HitMap};
use crate::keys::{Key, KeyCode, PointerAction};
use crate::rows::{Rows, has_events};
use crate::screen::{Command, Cursor, ExtraHint, Handled, Input, Kind, Screen, Table};
use crate::widgets::painter::Painter;
use crate::widgets::{banner, title};

/// A quiz. The letters of the choices choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizScreen {
    state: QuizState,
}

/// The quizzes of this session.
#[derive(Debug, Clone, Copy, Default)]
struct Quizzes {
    /// Whether one is to be opened as soon as there is something to ask about.
    is_due: bool,
    /// How many there were.
    count: u64,
}

impl Quizzes {
    fn of(cx: &Context) -> Self {
        cx.memory.get().copied().unwrap_or_default()
    }
}

type Row = Command<QuizScreen>;

static GO_ON: Spec = Spec {
    name: "go-on",
    title: "Next question",
    doc: "Show the answer; then the next question",
    group: Group::Quiz,
    keys: &["Enter", "Space", "PageDown", "Right"],
    hint: Some("next"),
};

static GO_BACK: Spec = Spec {
    name: "go-back",
    title: "Previous question",
    doc: "Previous question",
    group: Group::Quiz,
    keys: &["PageUp", "Left"],
    hint: None,
};

static EARLIER: Spec = Spec {
    name: "earlier",
    title: "Answer earlier",
    doc: "Move the marked answer earlier in the order",
    group: Group::Quiz,
    keys: &["K", "Shift-Up"],
    hint: Some("reorder"),
};

static LATER: Spec = Spec {
    name: "later",
    title: "Answer later",
    doc: "Move the marked answer later in the order",
    group: Group::Quiz,
    keys: &["J", "Shift-Down"],
    hint: Some("reorder"),
};

static WHOLE_CLASS: Spec = Spec {
    name: "whole-class",
    title: "Whole class",
    doc: "Switch between a quiz for the whole class and for one person",
    group: Group::Quiz,
    keys: &["w"],
    hint: Some("class"),
};

/// Opens a quiz as soon as there is something to ask about, if the options say so.
pub(super) fn open_at_start(cx: &mut Context) {
    if cx.options.quiz.at_start {
        let quizzes = Quizzes::of(cx);
        cx.memory.set(Quizzes {
            is_due: true,
            ..quizzes
        });
    }
}

/// Makes the next quiz about what is shown; says why not where the timeline is not enough for one.
fn next_quiz(class: bool, cx: &mut Context) -> Option<QuizScreen> {
    let plan = &cx.options.quiz;
    let quizzes = Quizzes::of(cx);
    let seed = match (quizzes.count, plan.seed) {
        (0, _) => plan.first_seed(),
        // Each later quiz has a seed of its own, which can be passed on as well.
        (later, seed) => seed_from(seed.unwrap_or(plan.chance).wrapping_add(later)),
    };
    let quiz = plan.quiz(cx.timeline(), cx.index(), cx.shown(), seed);
    if quiz.questions.is_empty() {
        cx.requests.notice = Some(none_words(&plan.kinds));
        return None;
    }
    cx.memory.set(Quizzes {
        count: quizzes.count + 1,
        ..quizzes
    });
    let state = QuizState::new(quiz, class);
    Some(QuizScreen { state })
}

/// Opens a quiz about what is shown.
fn open_quiz(cx: &mut Context) {
    if let Some(screen) = next_quiz(cx.options.quiz.class, cx) {
        cx.remember();
        cx.push(screen);
    }
}

impl QuizScreen {
    /// Begins another quiz.
    fn begin_again(&mut self, cx: &mut Context) {
        if let Some(next) = next_quiz(self.state.class, cx) {
            *self = next;
        }
    }

    fn page(&self, cx: &Context) -> QuizPage {
        QuizPage::new(&self.state, cx)
    }

    /// Moves the mark; where no answer can be given, scrolls.
    fn step(&mut self, by: isize) {
        if self.state.takeable() > 0 {
            self.state.mark(by);
        } else {
            self.state.first_line = self.state.first_line.saturating_add_signed(by);
        }
    }

    fn go_on(&mut self, cx: &mut Context) {
        if !self.state.go_on() {
            cx.notice("This is the end of the quiz.");
        }
        self.show_answer(cx);
    }

    fn go_back(&mut self, cx: &mut Context) {
        if !self.state.go_back() {
            cx.notice("This is the first question.");
        }
        self.show_answer(cx);
    }

    /// Scrolls to the answer where it is shown, with as much of the question as there is room for.
    fn show_answer(&mut self, cx: &Context) {
        let page = self.page(cx);
        let rows = usize::from(page::area(cx).height);
        if let Some(answer) = page.answer
            && self.state.first_line == 0
            && page.lines.len() > rows
        {
            self.state.first_line = answer.min(page.lines.len() - rows);
        }
    }

    fn toggle_class(&mut self, cx: &mut Context) {
        self.state.class = !self.state.class;
        cx.notice(if self.state.class {
            "For the whole class: think, then show the answer."
        } else {
            "For one person: choose an answer, then see it."
        });
    }
}

fn can_reorder(screen: &QuizScreen, _: &Context) -> bool {
    let question = screen.state.question();
    screen.state.takeable() > 0 && question.is_some_and(Question::is_order)
}

/// Returns the choice of an answer letter, from 0.
fn choice_of(key: Key) -> Option<usize> {
    let KeyCode::Character(character) = key.code else {
        return None;
    };
    let is_plain = key == Key::character(character);
    let upper = character.to_ascii_uppercase();
    (0..MAX_CHOICES).find(|&choice| is_plain && letter(choice) == upper)
}

/// Goes back to where the quiz was opened.
fn leave(cx: &mut Context) {
    if cx.history.has_past() {
        cx.back(1);
    } else {
        cx.close();
    }
}

impl Screen for QuizScreen {
    const NAME: &'static str = "quiz";
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&commands::CLOSE, |_, cx, _| leave(cx)),
            Row::new(&GO_ON, |screen, cx, _| screen.go_on(cx)),
            Row::new(&GO_BACK, |screen, cx, _| screen.go_back(cx)),
            Row::new(&EARLIER, |screen, _, count| {
                screen.state.shift(count.backward());
            })
            .when(can_reorder),
            Row::new(&LATER, |screen, _, count| {
                screen.state.shift(count.forward());
            })
            .when(can_reorder),
            Row::new(&WHOLE_CLASS, |screen, cx, _| screen.toggle_class(cx)),
            Row::new(&commands::NEXT, |screen, _, count| {
                screen.step(count.forward());
            })
            .when(has_events),
            Row::new(&commands::PREVIOUS, |screen, _, count| {
                screen.step(count.backward());
            })
            .when(has_events),
        ],
        Rows::<Self>::HISTORY,
        Rows::<Self>::THEME,
        Rows::<Self>::HELP,
        &[
            Row::new(&commands::QUIT, |_, cx, _| leave(cx)),
            Row::new(&commands::QUIZ, |screen, cx, _| screen.begin_again(cx)).when(has_events),
        ],
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::QUIZ];

    fn open_from(_: &'static Spec, _: Cursor, _: Count, cx: &mut Context) {
        open_quiz(cx);
    }

    fn takes(key: Key) -> bool {
        choice_of(key).is_some()
    }

    fn input(&mut self, input: &Input<'_>, _: &mut Context) -> Handled {
        match *input {
            Input::Key(key) => {
                let Some(choice) = choice_of(key) else {
                    return Handled::No;
                };
                self.state.take(choice);
                Handled::Yes
            }
            Input::Text(_) => Handled::No,
            Input::Pointer(pointer, hits) => {
                match (pointer.action, hits.first()) {
                    (PointerAction::ScrollDown, _) => self.step(1),
                    (PointerAction::ScrollUp, _) => self.step(-1),
                    (PointerAction::Press, Some(&Hit::Row(choice))) => self.state.take(choice),
                    _ => {}
                }
                Handled::Yes
            }
        }
    }

    fn settle(&mut self, cx: &mut Context) {
        let rows = usize::from(page::area(cx).height);
        let last = self.page(cx).lines.len().saturating_sub(rows);
        self.state.first_line = self.state.first_line.min(last);
    }

    /// The questions are about the story as it was.
    fn story_changed(&mut self, _: &mut StoryChange<'_>) -> bool {
        false
    }

    fn keeps_story(&self, _: bool) -> bool {
        true
    }

    fn cursor(&self, cx: &Context) -> Cursor {
        let event: Option<EventIndex> = cx.place.event;
        Cursor::on(event.filter(|&event| cx.shown().contains(event)), None)
    }

    /// Opens the quiz that the session begins with, once the filter of the options is applied and
    /// nothing lies over the browser.
    fn watch(cx: &mut Context) {
        let quizzes = Quizzes::of(cx);
        let is_filtered = cx.options.start.filter.is_none() || cx.place.filter.is_some();
        let is_ready = is_filtered && cx.progress.waiting.is_none() && cx.below.len() == 1;
        if quizzes.is_due && is_ready {
            cx.memory.set(Quizzes {
                is_due: false,
                ..quizzes
            });
            open_quiz(cx);
        }
    }

    fn extra_hint(&self, _: &Context) -> Option<ExtraHint> {
        let last = self.state.takeable().checked_sub(1)?;
        Some(ExtraHint {
            keys: (0..=last)
                .map(|choice| Key::character(letter(choice)))
                .collect(),
            word: "choose",
        })
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, hits: &mut HitMap) {
        if let Some(layout) = cx.layout(Pane::List) {
            title::draw_story(cx, layout.title, painter);
            banner::draw_row(cx, layout.banner, painter);
        }
        draw::draw(
            &self.page(cx),
            cx.page_area(),
            page::area(cx),
            painter,
            hits,
        );
    }
}
