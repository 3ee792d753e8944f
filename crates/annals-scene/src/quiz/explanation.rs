//! [`Explanation`]: the right answer in words, its evidence, why it is right, and what the data leaves
//! unknown.

use super::begin::{BeginRange, begin_words};
use super::content::leads;
use super::question::{AnswerKey, Choice, Question, QuestionKind};
use annals_model::text::Clean;
use annals_model::{Event, EventIndex, Evidence, Link, LinkKind, Status, Timeline};
use annals_time::{Precision, When};

/// The most sentences about what is unknown.
const MAX_UNKNOWN: usize = 2;

/// A line of the right answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The index of the choice, if the line is about one.
    pub choice: Option<usize>,
    /// The answer in words.
    pub text: Clean,
    /// The date in words, where that matters.
    pub date: Option<Clean>,
    /// The evidence.
    pub evidence: Vec<Evidence>,
}

/// The right answer and its explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The right answer, line by line.
    pub answers: Vec<Answer>,
    /// Why it is right, in one sentence.
    pub why: Clean,
    /// Sentences about what the data leaves unknown; often none.
    pub unknown: Vec<Clean>,
}

impl Question {
    /// Returns the right answer and why it is right.
    pub fn explanation(&self, timeline: &Timeline, ascii: bool) -> Explanation {
        let teller = ExplanationWriter {
            question: self,
            timeline,
            ascii,
        };
        match self.kind {
            QuestionKind::Order | QuestionKind::Before => teller.dates(),
            QuestionKind::Place => teller.place(),
            QuestionKind::Led | QuestionKind::Effect => teller.link(),
            QuestionKind::Who => teller.who(),
            QuestionKind::Status => teller.status(),
            QuestionKind::Source => teller.source(),
            QuestionKind::Account => teller.account(),
        }
    }
}

struct ExplanationWriter<'a> {
    question: &'a Question,
    timeline: &'a Timeline,
    ascii: bool,
}

impl<'a> ExplanationWriter<'a> {
    fn event_of(&self, choice: usize) -> Option<EventIndex> {
        match self.question.choices.get(choice)? {
            Choice::Event(event) => Some(*event),
            _ => None,
        }
    }

    fn subject(&self) -> Option<&'a Event> {
        self.question
            .subject
            .map(|event| self.timeline.event(event))
    }

    /// Returns the line of a choice that is an event, with its date and evidence.
    fn event_line(&self, choice: usize) -> Option<Answer> {
        let event = self.timeline.event(self.event_of(choice)?);
        Some(Answer {
            choice: Some(choice),
            text: event.title.clone(),
            date: event.when.as_ref().map(|when| Clean::line(&when.words())),
            evidence: event.evidence.clone(),
        })
    }

    /// Returns the line of the right choice, with the evidence of the subject.
    fn choice_line(&self) -> Vec<Answer> {
        let right = self.question.right();
        let evidence = self.subject().map(|event| event.evidence.clone());
        let lines = right.into_iter().filter_map(|choice| {
            Some(Answer {
                choice: Some(choice),
                text: self
                    .question
                    .choices
                    .get(choice)?
                    .words(self.timeline, self.ascii),
                date: None,
                evidence: evidence.clone().unwrap_or_default(),
            })
        });
        lines.collect()
    }

    fn dates(&self) -> Explanation {
        let question = self.question;
        let events =
            (0..question.choices.len()).filter(|&position| self.event_of(position).is_some());
        let mut order: Vec<usize> = events.collect();
        if let AnswerKey::Order(_) = question.key {
            order = question.right();
        } else if question.is_right(&[1]) {
            order.reverse();
        }
        let mut answers: Vec<Answer> = Vec::new();
        if let (AnswerKey::OneOf(right), Some(unknown)) = (&question.key, self.unknown_choice())
            && right.contains(&unknown)
        {
            answers.push(Answer {
                choice: Some(unknown),
                text: Choice::CannotBeKnown.words(self.timeline, self.ascii),
                date: None,
                evidence: Vec::new(),
            });
        }
        answers.extend(
            order
                .iter()
                .filter_map(|&position| self.event_line(position)),
        );
        let whens: Vec<&When> = order
            .iter()
            .filter_map(|&position| self.timeline.event(self.event_of(position)?).when.as_ref())
            .collect();
        let settled = whens
            .windows(2)
            .find_map(|pair| why_before(pair[0], pair[1]));
        let mut unknown = unsettled(&whens);
        let why = settled.unwrap_or_else(|| {
            if unknown.is_empty() {
                Clean::own("The dates settle it.")
            } else {
                unknown.remove(0)
            }
        });
        Explanation {
            answers,
            why,
            unknown,
        }
    }

    fn unknown_choice(&self) -> Option<usize> {
        let mut choices = self.question.choices.iter();
        choices.position(|choice| *choice == Choice::CannotBeKnown)
    }

    fn place(&self) -> Explanation {
        let when = self.subject().and_then(|event| event.when.as_ref());
        let words = when.map(When::words).unwrap_or_default();
        let known = when.map(When::precision_words).unwrap_or_default();
        Explanation {
            answers: self.choice_line(),
            why: Clean::line(&format!("Its date is {words} ({known}).")),
            unknown: when.and_then(nothing_finer).into_iter().collect(),
        }
    }

    fn link(&self) -> Explanation {
        let right = self.question.right().first().copied();
        let other = right.and_then(|choice| self.event_of(choice));
        let link = self
            .question
            .subject
            .zip(other)
            .and_then(|(subject, other)| {
                let (from, to) = if self.question.kind == QuestionKind::Led {
                    (other, subject)
                } else {
                    (subject, other)
                };
                let mut links = self.timeline.event(from).links.iter();
                links.find(|link| link.to == to && leads(link.kind))
            });
        let mut answers: Vec<Answer> = right
            .and_then(|choice| self.event_line(choice))
            .into_iter()
            .collect();
        if let (Some(answer), Some(link)) = (answers.first_mut(), link)
            && !link.evidence.is_empty()
        {
            answer.evidence.clone_from(&link.evidence);
        }
        Explanation {
            answers,
            why: link.map_or_else(Clean::default, link_words),
            unknown: Vec::new(),
        }
    }

    fn who(&self) -> Explanation {
        let right = self.question.right().first().copied();
        let actor = right.and_then(|choice| match self.question.choices.get(choice) {
            Some(Choice::Actor(actor)) => Some(*actor),
            _ => None,
        });
        let part = self
            .subject()
            .zip(actor)
            .and_then(|(event, actor)| event.participants.iter().find(|part| part.actor == actor));
        let role = part.map(|part| &part.role).filter(|role| !role.is_empty());
        let why = role.map_or_else(
            || Clean::own("The timeline names them among those who take part."),
            |role| {
                let name = actor.map(|actor| &self.timeline.actor(actor).name);
                let name = name.map_or("", Clean::as_str);
                Clean::line(&format!("{name}: {role}."))
            },
        );
        Explanation {
            answers: self.choice_line(),
            why,
            unknown: Vec::new(),
        }
    }

    fn status(&self) -> Explanation {
        let why = self.subject().map_or("", |event| match event.status {
            Status::Reported => "It is told as a fact, which does not prove it.",
            Status::Claim => "It is an assertion, an interpretation or a matter of opinion.",
            Status::Plan => "It is something intended: it need not have happened.",
            Status::Forecast => "It is something expected: it may never happen.",
            Status::Question => "It is left open.",
        });
        Explanation {
            answers: self.choice_line(),
            why: Clean::own(why),
            unknown: Vec::new(),
        }
    }

    fn account(&self) -> Explanation {
        Explanation {
            answers: self.choice_line(),
            why: Clean::own("The other account does not tell it, or tells it otherwise."),
            unknown: Vec::new(),
        }
    }

    fn source(&self) -> Explanation {
        Explanation {
            answers: self.choice_line(),
            why: Clean::own("It is the only source that is given for this."),
            unknown: Vec::new(),
        }
    }
}

/// Explains why one event surely began before another.
fn why_before(one: &When, other: &When) -> Option<Clean> {
    if !BeginRange::of(one).is_before(&BeginRange::of(other)) {
        return None;
    }
    let later = begin_words(other)?;
    let is_short = |when: &When| when.precision() <= Precision::Day;
    let text = match begin_words(one) {
        None => format!("{}, and that is before {later}.", capital(&one.words())),
        // "Before 2020" has no beginning of its own to be compared.
        Some(first) if one.hull().0.time().is_none() => {
            format!("\"{first}\" is earlier than {later}.")
        }
        Some(first) if is_short(one) && is_short(other) => {
            format!("{} comes before {later}.", capital(&first))
        }
        Some(first) => format!("{} ends before {later} begins.", capital(&first)),
    };
    Some(Clean::line(&text))
}

/// Writes sentences about dates whose order is uncertain.
fn unsettled(whens: &[&When]) -> Vec<Clean> {
    let mut sentences: Vec<Clean> = Vec::new();
    for (position, one) in whens.iter().enumerate() {
        for other in &whens[position + 1..] {
            if BeginRange::of(one).is_settled(&BeginRange::of(other)) {
                continue;
            }
            let (first, second) = (one.words(), other.words());
            let alike = whens.iter().filter(|when| when.words() == first).count();
            let text = match (first == second, alike) {
                (true, 2) => format!("Both are dated {first}: nobody can say which came first."),
                (true, count) => {
                    format!("{count} of them are dated {first}: nobody can say which came first.")
                }
                (false, _) => format!(
                    "\"{first}\" and \"{second}\" overlap: nobody can say which came first."
                ),
            };
            let text = Clean::line(&text);
            if !sentences.contains(&text) {
                sentences.push(text);
            }
        }
    }
    sentences.truncate(MAX_UNKNOWN);
    sentences
}

/// Says what the precision of a date leaves unknown.
fn nothing_finer(when: &When) -> Option<Clean> {
    let text = match when.precision() {
        unit if unit < Precision::Month => return None,
        Precision::Month => "On which day it began.",
        unit if unit <= Precision::Year => "In which month it began.",
        _ => "In which year it began.",
    };
    Some(Clean::own(text))
}

/// Words a link, with the word of the source if there is one.
fn link_words(link: &Link) -> Clean {
    let said = match link.kind {
        LinkKind::Causes => "The one is said to bring the other about",
        LinkKind::Enables => "The one is said to make the other possible",
        LinkKind::Follows => "The one is said to come after the other",
        LinkKind::Contradicts => "The two cannot both be so",
    };
    if link.wording.is_empty() {
        Clean::line(&format!("{said}."))
    } else {
        Clean::line(&format!(
            "{said}; the joining word is \"{}\".",
            link.wording
        ))
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
