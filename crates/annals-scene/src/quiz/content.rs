//! Questions about content: links, actors, kinds of statement, sources and accounts.
//!
//! Wrong choices are wrong by the data and plausible: from the same time, with the same actors.

use std::collections::HashSet;

use super::builder::{MAX_WRONG, MIN_WRONG, QuestionBuilder};
use super::connected::{LinkDirection, connected};
use super::hint;
use super::question::{Choice, Question, QuestionKind};
use annals_index::Incoming;
use annals_model::{
    AccountIndex, ActorIndex, Event, EventIndex, LinkKind, SourceIndex, Status, Verdict,
};

/// The most participants of an event that are considered.
const MAX_PARTS: usize = 16;
/// The most links of an event that are considered.
const MAX_LINKS: usize = 64;

/// Returns whether a link says that one event led to the other, not only that it came before.
pub(super) const fn leads(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::Causes | LinkKind::Enables)
}

impl QuestionBuilder<'_> {
    /// Asks what led to an event, or what it led to.
    pub(super) fn link(&mut self, kind: QuestionKind) -> Option<Question> {
        for subject in self.pool.all(&mut self.random) {
            if self.was_asked(kind, subject) || self.pool.event(subject).title.is_empty() {
                continue;
            }
            let linked = self.linked(kind, subject);
            let Some(&right) = self.random.pick(&linked) else {
                continue;
            };
            let direction = if kind == QuestionKind::Led {
                LinkDirection::Back
            } else {
                LinkDirection::On
            };
            let Some(connected) =
                connected(self.pool.timeline, self.pool.index, subject, direction)
            else {
                continue;
            };
            let wrong = self.others(subject, right, &connected);
            if wrong.len() >= MIN_WRONG {
                let wrong = wrong.into_iter().map(Choice::Event);
                return Some(self.one_of(kind, subject, Choice::Event(right), wrong));
            }
        }
        None
    }

    /// Returns the events that are said to have led to an event, or that it led to.
    fn linked(&self, kind: QuestionKind, subject: EventIndex) -> Vec<EventIndex> {
        let timeline = self.pool.timeline;
        let mut linked: Vec<EventIndex> = if kind == QuestionKind::Led {
            let into = self.pool.index.incoming(subject).iter().take(MAX_LINKS);
            let link = |it: &Incoming| timeline.event(it.from).links.get(it.link);
            into.filter(|it| link(it).is_some_and(|link| leads(link.kind)))
                .map(|it| it.from)
                .collect()
        } else {
            let out = timeline.event(subject).links.iter().take(MAX_LINKS);
            out.filter(|link| leads(link.kind))
                .map(|link| link.to)
                .collect()
        };
        linked.retain(|&event| event != subject && !timeline.event(event).title.is_empty());
        linked
    }

    /// Returns unconnected events as wrong choices; nearer ones at higher levels.
    fn others(
        &mut self,
        subject: EventIndex,
        right: EventIndex,
        connected: &HashSet<EventIndex>,
    ) -> Vec<EventIndex> {
        let pool = self.pool;
        let title = |event: EventIndex| &pool.event(event).title;
        let reach = pool.reach(self.level);
        let mut others = pool.near(subject, reach, &mut self.random);
        others.retain(|&event| {
            !connected.contains(&event)
                && event != right
                && !title(event).is_empty()
                && title(event) != title(right)
                && title(event) != title(subject)
        });
        // Events that share an actor come first; the stable sort keeps the random order otherwise.
        others.sort_by_key(|&event| !share_actor(pool.event(event), pool.event(right)));
        // The first levels also include distant events.
        let kept = MAX_WRONG.max(12 >> self.level);
        others.truncate(kept);
        self.random.shuffle(&mut others);
        let mut chosen: Vec<EventIndex> = Vec::new();
        for other in others {
            if chosen.iter().all(|&event| title(event) != title(other)) {
                chosen.push(other);
            }
        }
        chosen.truncate(MAX_WRONG);
        chosen
    }

    /// Asks who takes part in an event.
    pub(super) fn who(&mut self) -> Option<Question> {
        let timeline = self.pool.timeline;
        for subject in self.pool.all(&mut self.random) {
            let event = self.pool.event(subject);
            let is_revealed = |actor: ActorIndex| {
                let actor = timeline.actor(actor);
                actor.name.is_empty() || hint::names_actor(event.title.as_str(), actor)
            };
            let parts = event
                .participants
                .iter()
                .take(MAX_PARTS)
                .map(|part| part.actor);
            let unnamed: Vec<ActorIndex> = parts.filter(|&actor| !is_revealed(actor)).collect();
            if event.title.is_empty() || self.was_asked(QuestionKind::Who, subject) {
                continue;
            }
            let Some(&right) = self.random.pick(&unnamed) else {
                continue;
            };
            let mut wrong: Vec<ActorIndex> = Vec::new();
            for actor in self.actors_around(subject) {
                let takes_part = event.participants.iter().any(|part| part.actor == actor);
                let name = |actor| &timeline.actor(actor).name;
                let named = wrong
                    .iter()
                    .chain([&right])
                    .any(|&it| name(it) == name(actor));
                if !takes_part && !named && !is_revealed(actor) {
                    wrong.push(actor);
                }
                if wrong.len() == MAX_WRONG {
                    break;
                }
            }
            if wrong.len() >= MIN_WRONG {
                let wrong = wrong.into_iter().map(Choice::Actor);
                return Some(self.one_of(QuestionKind::Who, subject, Choice::Actor(right), wrong));
            }
        }
        None
    }

    /// Returns random actors; at higher levels those of the same time first.
    fn actors_around(&mut self, subject: EventIndex) -> Vec<ActorIndex> {
        let pool = self.pool;
        let mut actors = Vec::new();
        if self.level > 0 {
            let reach = pool.reach(self.level);
            for event in pool.near(subject, reach, &mut self.random) {
                let parts = pool.event(event).participants.iter().take(MAX_PARTS);
                actors.extend(parts.map(|part| part.actor));
            }
        }
        actors.extend(pool.actors(&mut self.random));
        actors
    }

    /// Asks whether an event is a fact, claim, plan or forecast.
    pub(super) fn status(&mut self) -> Option<Question> {
        let events = self.pool.all(&mut self.random);
        let status = |event: EventIndex| self.pool.event(event).status;
        let has = |wanted: Status| events.iter().any(|&event| status(event) == wanted);
        let there: Vec<Status> = Status::ALL.iter().copied().filter(|&it| has(it)).collect();
        if there.len() < 2 {
            return None;
        }
        let mut wanted = there.clone();
        self.random.shuffle(&mut wanted);
        // "An open question" is offered if the timeline has one, not only where it is the answer.
        let offered = Status::ALL.iter().copied();
        let offered = offered.filter(|&it| it != Status::Question || has(it));
        let choices: Vec<Choice> = offered.map(Choice::Status).collect();
        for wanted in wanted {
            let subject = events.iter().copied().find(|&subject| {
                let event = self.pool.event(subject);
                event.status == wanted
                    && !event.title.is_empty()
                    && !hint::names_status(event.title.as_str())
                    && !self.was_asked(QuestionKind::Status, subject)
            });
            let Some(subject) = subject else { continue };
            let right = choices
                .iter()
                .position(|&choice| choice == Choice::Status(wanted));
            return Some(Question {
                kind: QuestionKind::Status,
                subject: Some(subject),
                key: super::question::AnswerKey::OneOf(right.into_iter().collect()),
                choices,
            });
        }
        None
    }

    /// Asks which source reports an event.
    pub(super) fn source(&mut self) -> Option<Question> {
        let timeline = self.pool.timeline;
        let words = |source| Choice::Source(source).words(timeline, true);
        for subject in self.pool.all(&mut self.random) {
            let event = self.pool.event(subject);
            let Some(right) = only_source(event) else {
                continue;
            };
            let revealed = hint::alike(event.title.as_str(), words(right).as_str());
            if event.title.is_empty() || revealed || self.was_asked(QuestionKind::Source, subject) {
                continue;
            }
            let mut sources: Vec<SourceIndex> = Vec::new();
            for at in (0..timeline.sources.len()).map(SourceIndex::new) {
                let is_new = words(at) != words(right)
                    && sources.iter().all(|&kept| words(kept) != words(at));
                if is_new {
                    sources.push(at);
                }
            }
            self.random.shuffle(&mut sources);
            sources.truncate(MAX_WRONG);
            // Two sources are enough for a question.
            if !sources.is_empty() {
                let wrong = sources.into_iter().map(Choice::Source);
                return Some(self.one_of(
                    QuestionKind::Source,
                    subject,
                    Choice::Source(right),
                    wrong,
                ));
            }
        }
        None
    }
}

impl QuestionBuilder<'_> {
    /// Asks which account has an event. An event that another account agrees with is in both and is not asked
    /// about.
    pub(super) fn account(&mut self) -> Option<Question> {
        let timeline = self.pool.timeline;
        let layers = || (0..timeline.accounts.len()).map(AccountIndex::new);
        let on: Vec<AccountIndex> = layers().filter(|&it| timeline.account(it).on).collect();
        if on.len() < 2 {
            return None;
        }
        let words = |layer| Choice::Account(layer).words(timeline, true);
        for subject in self.pool.all(&mut self.random) {
            let event = self.pool.event(subject);
            let is_shared = timeline
                .comparisons_about(subject)
                .chain(timeline.comparisons_from(subject))
                .any(|it| matches!(it.verdict, Verdict::Agrees | Verdict::LooserDate));
            let revealed = hint::alike(event.title.as_str(), words(event.account).as_str());
            let was_asked = self.was_asked(QuestionKind::Account, subject);
            if is_shared || event.title.is_empty() || revealed || was_asked {
                continue;
            }
            let right = Choice::Account(event.account);
            let mut others: Vec<AccountIndex> = Vec::new();
            for &layer in on.iter().filter(|&&layer| layer != event.account) {
                if words(layer) != words(event.account)
                    && others.iter().all(|&kept| words(kept) != words(layer))
                {
                    others.push(layer);
                }
            }
            others.truncate(MAX_WRONG);
            if !others.is_empty() {
                let wrong = others.into_iter().map(Choice::Account);
                return Some(self.one_of(QuestionKind::Account, subject, right, wrong));
            }
        }
        None
    }
}

/// Returns the source of an event that has only one.
fn only_source(event: &Event) -> Option<SourceIndex> {
    let first = event.evidence.first()?.source;
    let same = event.evidence.iter().all(|it| it.source == first);
    same.then_some(first)
}

fn share_actor(one: &Event, other: &Event) -> bool {
    let parts = |event: &Event| {
        let parts = event.participants.iter().take(MAX_PARTS);
        parts.map(|part| part.actor).collect::<Vec<_>>()
    };
    let others = parts(other);
    parts(one).iter().any(|actor| others.contains(actor))
}
