//! [`Question`]: what is asked, what may be chosen, and which answers are right.
//!
//! Owns the judging of an answer. How questions come about stands in `dates` and `content`.

use super::hint;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, LayerIndex, SourceIndex, Status, Timeline};
use annals_time::{Window, describe_window};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The order in which some events began.
    Order,
    /// Which of two events began first, if that can be known.
    Before,
    /// The stretch of the line in which an event began.
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

impl Kind {
    /// Every kind, from the easiest for most people to the hardest.
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

    /// Its name on the command line and in JSON.
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

    /// What is asked.
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

/// Something to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// An event.
    Event(EventIndex),
    /// An actor.
    Actor(ActorIndex),
    /// A source.
    Source(SourceIndex),
    /// An account.
    Account(LayerIndex),
    /// A kind of statement.
    Status(Status),
    /// A stretch of the line.
    Stretch(Window),
    /// That the dates do not say.
    CannotBeKnown,
}

impl Choice {
    /// It in words; `ascii` keeps to ASCII for what is the program's own.
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
            Self::Account(layer) => timeline.layer(layer).short.clone(),
            Self::Status(status) => Clean::own(status_words(status)),
            Self::Stretch(window) => Clean::line(&describe_window(&window, ascii)),
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

/// Which answers are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// One of these choices.
    OneOf(Vec<usize>),
    /// Any order in which the first of each pair of choices comes before the second.
    Order(Vec<(usize, usize)>),
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked for.
    pub kind: Kind,
    /// The event it is about, where it is about one.
    pub subject: Option<EventIndex>,
    /// What may be chosen or put in order; there are at most eight.
    pub choices: Vec<Choice>,
    pub(super) key: Key,
}

impl Question {
    /// Whether it asks for an order; else for one choice.
    pub const fn is_order(&self) -> bool {
        matches!(self.key, Key::Order(_))
    }

    /// Whether an answer is right: the place of a choice, or for an order the places of all choices,
    /// the earliest first.
    pub fn is_right(&self, answer: &[usize]) -> bool {
        match &self.key {
            Key::OneOf(right) => matches!(answer, [only] if right.contains(only)),
            Key::Order(pairs) => {
                let place = |choice| answer.iter().position(|&given| given == choice);
                answer.len() == self.choices.len()
                    && (0..self.choices.len()).all(|choice| answer.contains(&choice))
                    && pairs.iter().all(|&(one, other)| place(one) < place(other))
            }
        }
    }

    /// The choices that are right; for an order, one that is.
    pub fn right(&self) -> Vec<usize> {
        match &self.key {
            Key::OneOf(right) => right.clone(),
            Key::Order(pairs) => {
                let before = |one: usize, other: usize| pairs.contains(&(one, other));
                let mut left: Vec<usize> = (0..self.choices.len()).collect();
                let mut order = Vec::new();
                // What is surely before makes no circles, so there always is one that none is before.
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

    /// Pairs of choices of which the first has to come before the second.
    pub fn settled_pairs(&self) -> &[(usize, usize)] {
        match &self.key {
            Key::Order(pairs) => pairs,
            Key::OneOf(_) => &[],
        }
    }

    /// The title of the event that it is about.
    pub fn subject_title<'a>(&self, timeline: &'a Timeline) -> Option<&'a Clean> {
        self.subject.map(|event| &timeline.event(event).title)
    }

    /// What is said of the event besides, where a title alone would not do and nothing is given away.
    pub fn subject_text<'a>(&self, timeline: &'a Timeline) -> Option<&'a Clean> {
        let summary = &timeline.event(self.subject?).summary;
        let tells = summary.is_empty() || hint::names_status(summary.as_str());
        (self.kind == Kind::Status && !tells).then_some(summary)
    }
}

/// The letter of a choice: A for the first.
pub fn letter(place: usize) -> char {
    u8::try_from(place).map_or('?', |place| char::from(b'A'.saturating_add(place)))
}
