//! [`QuizPage`]: a question, or the end of a quiz, line by line.

use annals_model::text::{Clean, width, wrap};
use annals_scene::quiz::{Choice, Question, QuestionKind, letter};
use annals_scene::relations::inside;
use ratatui::layout::{Margin, Rect};

use super::state::{Attempt, QuizState};
use super::words::{Telling, repeat_words, score_words};
use crate::context::Context;

/// From this many rows on there is a blank line between choices.
const ROOMY: u16 = 18;
/// From this many rows on there is a blank line before the reason too.
const VERY_ROOMY: u16 = 28;
/// Columns of a letter with its marks, before the words of a choice.
const LETTER: u16 = 5;

/// What a line of a quiz is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QuizPart {
    /// What is asked.
    Prompt,
    /// What it is asked about.
    Subject,
    /// A choice.
    Choice {
        /// Whether it is marked.
        marked: bool,
        /// Once the answer is shown: whether it is right, or was given and is wrong.
        judged: Option<bool>,
    },
    /// Whether the answer was right.
    Verdict,
    /// Anything else.
    Text,
    /// What can be left unread.
    Quiet,
}

/// A segment of the time line on which an event is to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its letter.
    pub(super) letter: char,
    /// What it covers.
    pub(super) label: Clean,
    /// Cells that it takes, the edge at its left among them.
    pub(super) columns: u16,
    /// How it stands.
    pub(super) part: QuizPart,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum QuizLine {
    /// Words.
    Words {
        /// What they are.
        part: QuizPart,
        /// The letter in front, on the first line of a choice.
        letter: Option<char>,
        /// Cells before the words.
        indent: u16,
        /// The words.
        text: Clean,
        /// The choice that it belongs to.
        choice: Option<usize>,
    },
    /// The line to place something on: its letters.
    Letters(Vec<Segment>),
    /// The same line, drawn.
    Rule(Vec<Segment>),
    /// The same line: what its segments cover.
    Labels(Vec<Segment>),
}

/// Returns the area of the lines.
pub(super) fn area(cx: &Context) -> Rect {
    inside(cx.page_area()).inner(Margin::new(1, 0))
}

/// A page of a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QuizPage {
    /// Where in the quiz it is: `3 / 10`.
    pub(super) progress: Clean,
    /// The first line in sight.
    pub(super) first_line: usize,
    /// The lines.
    pub(super) lines: Vec<QuizLine>,
    /// The index of the line at which the answer begins, once it is shown.
    pub(super) answer: Option<usize>,
}

impl QuizPage {
    pub(super) fn new(state: &QuizState, cx: &Context) -> Self {
        let mut writer = Writer {
            cx,
            state,
            area: area(cx),
            lines: Vec::new(),
            answer_at: None,
        };
        let count = state.quiz.questions.len();
        let seen = count.min(state.place + 1);
        if let (Some(question), Some(attempt)) = (state.question(), state.attempt()) {
            writer.question(question, attempt);
        } else {
            writer.end();
        }
        Self {
            progress: Clean::line(&format!("{seen} / {count}")),
            first_line: state.first_line,
            lines: writer.lines,
            answer: writer.answer_at,
        }
    }
}

struct Writer<'a> {
    cx: &'a Context,
    state: &'a QuizState,
    area: Rect,
    lines: Vec<QuizLine>,
    answer_at: Option<usize>,
}

impl Writer<'_> {
    fn words(&mut self, part: QuizPart, text: &Clean) {
        for text in wrap(text, usize::from(self.area.width)) {
            self.lines.push(QuizLine::Words {
                part,
                letter: None,
                indent: 0,
                text,
                choice: None,
            });
        }
    }

    fn gap(&mut self) {
        self.words(QuizPart::Text, &Clean::default());
    }

    /// Words with a label in front of them.
    fn labelled(&mut self, label: &str, text: &Clean) {
        self.words(QuizPart::Text, &Clean::line(&format!("{label}: {text}")));
    }

    fn question(&mut self, question: &Question, attempt: &Attempt) {
        let timeline = self.cx.timeline();
        self.words(QuizPart::Prompt, &question.kind.prompt());
        self.gap();
        if let Some(title) = question.subject_title(timeline) {
            self.words(QuizPart::Subject, title);
            if let Some(text) = question.subject_text(timeline) {
                self.words(QuizPart::Text, text);
            }
            self.gap();
        }
        let drawn = question.kind == QuestionKind::Place && self.line(question, attempt);
        // The answer to a question of order lists the choices with their dates.
        let listed_below = attempt.revealed && question.is_order();
        if !drawn && !listed_below {
            self.choices(question, attempt);
        }
        if !listed_below {
            self.gap();
        }
        if attempt.revealed {
            self.answer(question, attempt);
        } else {
            self.asking(question, attempt);
        }
    }

    /// What to do now.
    fn asking(&mut self, question: &Question, attempt: &Attempt) {
        if self.state.class {
            let think = match question.kind {
                QuestionKind::Order | QuestionKind::Place => "Think first: why there?",
                _ => "Think first: why do you think so?",
            };
            self.words(QuizPart::Quiet, &Clean::own(think));
        } else if question.is_order() && attempt.touched {
            let letters: String = attempt.order.iter().map(|&it| letter(it)).collect();
            let (done, left) = letters.split_at(attempt.placed.min(letters.len()));
            let text = if left.is_empty() {
                format!("Your order: {done}")
            } else {
                format!("Your order so far: {done}")
            };
            self.words(QuizPart::Quiet, &Clean::line(&text));
        } else if question.is_order() {
            self.words(
                QuizPart::Quiet,
                &Clean::own("Press the letters in order, or move what is marked."),
            );
        }
    }

    fn part(&self, question: &Question, attempt: &Attempt, choice: usize) -> QuizPart {
        let marked = attempt.marked == Some(choice) && !self.state.class;
        let is_right = question.right().contains(&choice);
        let judged = match (attempt.revealed, question.is_order()) {
            (true, false) if is_right => Some(true),
            (true, false) if marked && attempt.right == Some(false) => Some(false),
            _ => None,
        };
        QuizPart::Choice {
            marked: marked && !attempt.revealed,
            judged,
        }
    }

    fn choices(&mut self, question: &Question, attempt: &Attempt) {
        let roomy = self.area.height >= ROOMY;
        let room = usize::from(self.area.width.saturating_sub(LETTER)).max(1);
        for (number, &choice) in attempt.order.iter().enumerate() {
            if roomy && number > 0 {
                self.gap();
            }
            let part = self.part(question, attempt, choice);
            let Some(chosen) = question.choices.get(choice) else {
                continue;
            };
            let words = chosen.words(self.cx.timeline(), self.cx.ascii());
            for (row, text) in wrap(&words, room).into_iter().enumerate() {
                self.lines.push(QuizLine::Words {
                    part,
                    letter: (row == 0).then(|| letter(choice)),
                    indent: LETTER,
                    text,
                    choice: Some(choice),
                });
            }
        }
    }

    /// The line of a question that places something; `false` where there is no room for its labels.
    fn line(&mut self, question: &Question, attempt: &Attempt) -> bool {
        let ascii = self.cx.ascii();
        let count = u16::try_from(question.choices.len())
            .unwrap_or(u16::MAX)
            .max(1);
        let columns = self.area.width.saturating_sub(1) / count;
        let segment = |(choice, it): (usize, &Choice)| Segment {
            letter: letter(choice),
            label: it.words(self.cx.timeline(), ascii),
            columns,
            part: self.part(question, attempt, choice),
        };
        let segments: Vec<Segment> = question.choices.iter().enumerate().map(segment).collect();
        let fits = |segment: &Segment| width(&segment.label) + 2 <= usize::from(columns);
        if !segments.iter().all(fits) {
            return false;
        }
        self.lines.push(QuizLine::Letters(segments.clone()));
        self.lines.push(QuizLine::Rule(segments.clone()));
        self.lines.push(QuizLine::Labels(segments));
        true
    }

    fn answer(&mut self, question: &Question, attempt: &Attempt) {
        self.answer_at = Some(self.lines.len());
        let given: Option<Vec<usize>> = attempt.right.map(|_| {
            if question.is_order() {
                attempt.order.clone()
            } else {
                attempt.marked.into_iter().collect()
            }
        });
        let (timeline, ascii) = (self.cx.timeline(), self.cx.ascii());
        let telling = Telling::new(question, timeline, given.as_deref(), ascii);
        self.words(QuizPart::Verdict, &telling.verdict);
        for line in &telling.answers {
            self.words(QuizPart::Text, line);
        }
        if self.area.height >= VERY_ROOMY {
            self.gap();
        }
        self.labelled("Why", &telling.why);
        for line in &telling.unknown {
            self.labelled("Not known", line);
        }
    }

    fn end(&mut self) {
        let (state, plan) = (self.state, &self.cx.options.quiz);
        let count = state.quiz.questions.len();
        let noun = if count == 1 { "question" } else { "questions" };
        self.words(
            QuizPart::Prompt,
            &Clean::line(&format!("The end: you have seen {count} {noun}.")),
        );
        if count < plan.count {
            self.words(
                QuizPart::Text,
                &Clean::own("There are no more questions in this timeline."),
            );
        }
        self.gap();
        if plan.score {
            let answers = || state.attempts.iter().filter_map(|attempt| attempt.right);
            let right = answers().filter(|&right| right).count();
            self.words(QuizPart::Text, &score_words(right, answers().count()));
            self.gap();
        }
        self.words(QuizPart::Text, &Clean::own("The same questions again:"));
        self.words(QuizPart::Subject, &repeat_words(plan, state.quiz.seed));
    }
}
