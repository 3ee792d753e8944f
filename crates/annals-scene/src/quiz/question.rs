//! [`Question`]: what is asked, the choices, and which answers are right.

use super::hint;
use annals_model::text::Clean;
use annals_model::{AccountIndex, ActorIndex, EventIndex, SourceIndex, Status, Timeline};
use annals_time::{Window, describe_window};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionKind {
    /// The order in which some events began.
    Order,
    /// Which of two events began first, if that can be known.
    Before,
    /// The interval of the line in which an event began.
    Place,
    /// What led to an event.
    Led,
    /// What an event led to.
    Effect,
    /// Who takes part.
    Who,
    /// Fact, claim, plan or forecast.
    Status,
    /// Which source says so.
    Source,
    /// Which of several accounts tells it.
    Account,
}

impl QuestionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Order,
        Self::Before,
        Self::Place,
        Self::Led,
        Self::Effect,
        Self::Who,
        Self::Status,
        Self::Source,
        Self::Account,
    ];

    /// Returns a description for the help of the command line.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Order => "Put events in order",
            Self::Before => "Which of two began first",
            Self::Place => "Place an event on the line",
            Self::Led => "What led to it",
            Self::Effect => "What it led to",
            Self::Who => "Who takes part",
            Self::Status => "Fact, claim, plan or forecast",
            Self::Source => "Which source says so",
            Self::Account => "Which of several accounts tells it",
        }
    }

    /// Returns its name on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Before => "before",
            Self::Place => "place",
            Self::Led => "led",
            Self::Effect => "effect",
            Self::Who => "who",
            Self::Status => "status",
            Self::Source => "source",
            Self::Account => "account",
        }
    }

    /// Returns the question in words.
    pub const fn prompt(self) -> Clean {
        Clean::own(match self {
            Self::Order => "Put in order by when they began: the earliest first.",
            Self::Before => "Which began first?",
            Self::Place => "Place it on the line: when did it begin?",
            Self::Led => "What is said to have led to it?",
            Self::Effect => "What is it said to have led to?",
            Self::Who => "Who takes part in it?",
            Self::Status => "Which kind of statement is it?",
            Self::Source => "Which source says so?",
            Self::Account => "Which account tells it?",
        })
    }
}

/// A choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// An event.
    Event(EventIndex),
    /// An actor.
    Actor(ActorIndex),
    /// A source.
    Source(SourceIndex),
    /// An account.
    Account(AccountIndex),
    /// A kind of statement.
    Status(Status),
    /// An interval of the line.
    Interval(Window),
    /// The dates do not decide it.
    CannotBeKnown,
}

impl Choice {
    /// Returns the choice in words; with `ascii`, the program's own text is limited to ASCII.
    pub fn words(&self, timeline: &Timeline, ascii: bool) -> Clean {
        match *self {
            Self::Event(event) => timeline.event(event).title.clone(),
            Self::Actor(actor) => timeline.actor(actor).name.clone(),
            Self::Source(source) => {
                let source = timeline.source(source);
                if source.title.is_empty() {
                    source.id.clone()
                } else {
                    source.title.clone()
                }
            }
            Self::Account(layer) => timeline.account(layer).short.clone(),
            Self::Status(status) => Clean::own(status_words(status)),
            Self::Interval(window) => Clean::line(&describe_window(&window, ascii)),
            Self::CannotBeKnown => Clean::own("These dates do not say"),
        }
    }
}

const fn status_words(status: Status) -> &'static str {
    match status {
        Status::Reported => "Reported as a fact",
        Status::Claim => "A claim",
        Status::Plan => "A plan",
        Status::Forecast => "A forecast",
        Status::Question => "An open question",
    }
}

/// The right answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AnswerKey {
    /// One of these choices.
    OneOf(Vec<usize>),
    /// Any order in which the first of each pair of choices comes before the second.
    Order(Vec<(usize, usize)>),
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked for.
    pub kind: QuestionKind,
    /// The event that it is about, if any.
    pub subject: Option<EventIndex>,
    /// The choices, or the events to put in order; at most [`MAX_CHOICES`](super::MAX_CHOICES).
    pub choices: Vec<Choice>,
    pub(super) key: AnswerKey,
}

impl Question {
    /// Returns whether it asks for an order; else it asks for one choice.
    pub const fn is_order(&self) -> bool {
        matches!(self.key, AnswerKey::Order(_))
    }

    /// Returns whether an answer is right: the index of a choice, or for an order the indices of all choices,
    /// earliest first.
    pub fn is_right(&self, answer: &[usize]) -> bool {
        match &self.key {
            AnswerKey::OneOf(right) => matches!(answer, [only] if right.contains(only)),
            AnswerKey::Order(pairs) => {
                let position = |choice| answer.iter().position(|&given| given == choice);
                answer.len() == self.choices.len()
                    && (0..self.choices.len()).all(|choice| answer.contains(&choice))
                    && pairs
                        .iter()
                        .all(|&(one, other)| position(one) < position(other))
            }
        }
    }

    /// Returns the right choices; for an order, one right order.
    pub fn right(&self) -> Vec<usize> {
        match &self.key {
            AnswerKey::OneOf(right) => right.clone(),
            AnswerKey::Order(pairs) => {
                let before = |one: usize, other: usize| pairs.contains(&(one, other));
                let mut left: Vec<usize> = (0..self.choices.len()).collect();
                let mut order = Vec::new();
                // "Surely before" has no cycles, so one choice always has none before it.
                while let Some(at) = left
                    .iter()
                    .position(|&one| !left.iter().any(|&other| before(other, one)))
                {
                    order.push(left.remove(at));
                }
                order
            }
        }
    }

    /// Returns the pairs of choices of which the first must come before the second.
    pub fn settled_pairs(&self) -> &[(usize, usize)] {
        match &self.key {
            AnswerKey::Order(pairs) => pairs,
            AnswerKey::OneOf(_) => &[],
        }
    }

    /// Returns the title of its subject.
    pub fn subject_title<'a>(&self, timeline: &'a Timeline) -> Option<&'a Clean> {
        self.subject.map(|event| &timeline.event(event).title)
    }

    /// Returns the summary of its subject, where the title is not enough and the summary reveals nothing.
    pub fn subject_text<'a>(&self, timeline: &'a Timeline) -> Option<&'a Clean> {
        let summary = &timeline.event(self.subject?).summary;
        let tells = summary.is_empty() || hint::names_status(summary.as_str());
        (self.kind == QuestionKind::Status && !tells).then_some(summary)
    }
}

/// Returns the letter of a choice: A for the first.
pub fn letter(position: usize) -> char {
    u8::try_from(position).map_or('?', |position| char::from(b'A'.saturating_add(position)))
}
