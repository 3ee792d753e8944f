//! Questions about what, who and how sure: links, actors, kinds of statement, sources.
//!
//! Owns the wrong choices, which have to be wrong by the data and are to be near: of the same time, with
//! the same actors.

use std::collections::HashSet;

use super::drawing::{Drawing, LEAST_WRONG, MOST_WRONG};
use super::hint;
use super::kin::{Way, kin};
use super::question::{Choice, Kind, Question};
use annals_model::{
    ActorIndex, Event, EventIndex, LayerIndex, LinkKind, SourceIndex, Status, Verdict, sort_by_key,
};

/// Of an event that very many take part in, so many are looked at.
const MOST_PARTS: usize = 16;
/// Of an event that very many links lead to or from, so many are looked at.
const MOST_LINKS: usize = 64;

/// Whether a link says that one event led to the other, and not only that it came before.
pub(super) const fn leads(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::Causes | LinkKind::Enables)
}

impl Drawing<'_> {
    /// What led to an event, or what it led to.
    pub(super) fn link(&mut self, kind: Kind) -> Option<Question> {
        for subject in self.pool.all(&mut self.random) {
            if self.was_asked(kind, subject) || self.pool.event(subject).title.is_empty() {
                continue;
            }
            let linked = self.linked(kind, subject);
            let Some(&right) = self.random.pick(&linked) else {
                continue;
            };
            let way = if kind == Kind::Led {
                Way::Back
            } else {
                Way::On
            };
            let Some(kin) = kin(self.pool.timeline, self.pool.index, subject, way) else {
                continue;
            };
            let wrong = self.others(subject, right, &kin);
            if wrong.len() >= LEAST_WRONG {
                let wrong = wrong.into_iter().map(Choice::Event);
                return Some(self.one_of(kind, subject, Choice::Event(right), wrong));
            }
        }
        None
    }

    /// The events that are said to have led to that one, or that it is said to have led to.
    fn linked(&self, kind: Kind, subject: EventIndex) -> Vec<EventIndex> {
        let timeline = self.pool.timeline;
        let mut linked: Vec<EventIndex> = if kind == Kind::Led {
            let into = self.pool.index.incoming(subject).iter().take(MOST_LINKS);
            into.filter(|it| leads(timeline.event(it.from).links[it.link].kind))
                .map(|it| it.from)
                .collect()
        } else {
            let out = timeline.event(subject).links.iter().take(MOST_LINKS);
            out.filter(|link| leads(link.kind))
                .map(|link| link.to)
                .collect()
        };
        linked.retain(|&event| event != subject && !timeline.event(event).title.is_empty());
        linked
    }

    /// Events that are no kin of the subject, the nearer the harder it is to be.
    fn others(
        &mut self,
        subject: EventIndex,
        right: EventIndex,
        kin: &HashSet<EventIndex>,
    ) -> Vec<EventIndex> {
        let pool = self.pool;
        let title = |event: EventIndex| &pool.event(event).title;
        let reach = pool.reach(self.level);
        let mut others = pool.near(subject, reach, &mut self.random);
        others.retain(|&event| {
            !kin.contains(&event)
                && event != right
                && !title(event).is_empty()
                && title(event) != title(right)
                && title(event) != title(subject)
        });
        // What shares an actor is the nearest; the sort keeps the order of chance among equals.
        sort_by_key(&mut others, |&event| {
            !share_actor(pool.event(event), pool.event(right))
        });
        // On the first levels there are far ones among them too.
        let kept = MOST_WRONG.max(12 >> self.level);
        others.truncate(kept);
        self.random.shuffle(&mut others);
        let mut chosen: Vec<EventIndex> = Vec::new();
        for other in others {
            if chosen.iter().all(|&event| title(event) != title(other)) {
                chosen.push(other);
            }
        }
        chosen.truncate(MOST_WRONG);
        chosen
    }

    /// Who takes part in an event.
    pub(super) fn who(&mut self) -> Option<Question> {
        let timeline = self.pool.timeline;
        for subject in self.pool.all(&mut self.random) {
            let event = self.pool.event(subject);
            let is_told = |actor: ActorIndex| {
                let actor = timeline.actor(actor);
                actor.name.is_empty() || hint::names_actor(event.title.as_str(), actor)
            };
            let parts = event
                .participants
                .iter()
                .take(MOST_PARTS)
                .map(|part| part.actor);
            let silent: Vec<ActorIndex> = parts.filter(|&actor| !is_told(actor)).collect();
            if event.title.is_empty() || self.was_asked(Kind::Who, subject) {
                continue;
            }
            let Some(&right) = self.random.pick(&silent) else {
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
                if !takes_part && !named && !is_told(actor) {
                    wrong.push(actor);
                }
                if wrong.len() == MOST_WRONG {
                    break;
                }
            }
            if wrong.len() >= LEAST_WRONG {
                let wrong = wrong.into_iter().map(Choice::Actor);
                return Some(self.one_of(Kind::Who, subject, Choice::Actor(right), wrong));
            }
        }
        None
    }

    /// Actors from anywhere; as it gets harder, those of the same time first.
    fn actors_around(&mut self, subject: EventIndex) -> Vec<ActorIndex> {
        let pool = self.pool;
        let mut actors = Vec::new();
        if self.level > 0 {
            let reach = pool.reach(self.level);
            for event in pool.near(subject, reach, &mut self.random) {
                let parts = pool.event(event).participants.iter().take(MOST_PARTS);
                actors.extend(parts.map(|part| part.actor));
            }
        }
        actors.extend(pool.actors(&mut self.random));
        actors
    }

    /// Fact, claim, plan or forecast.
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
        // An open question is offered where there is one, not only where it is the answer.
        let offered = Status::ALL.iter().copied();
        let offered = offered.filter(|&it| it != Status::Question || has(it));
        let choices: Vec<Choice> = offered.map(Choice::Status).collect();
        for wanted in wanted {
            let subject = events.iter().copied().find(|&subject| {
                let event = self.pool.event(subject);
                event.status == wanted
                    && !event.title.is_empty()
                    && !hint::names_status(event.title.as_str())
                    && !self.was_asked(Kind::Status, subject)
            });
            let Some(subject) = subject else { continue };
            let right = choices
                .iter()
                .position(|&choice| choice == Choice::Status(wanted));
            return Some(Question {
                kind: Kind::Status,
                subject: Some(subject),
                key: super::question::Key::OneOf(right.into_iter().collect()),
                choices,
            });
        }
        None
    }

    /// Which source says so.
    pub(super) fn source(&mut self) -> Option<Question> {
        let timeline = self.pool.timeline;
        let words = |source| Choice::Source(source).words(timeline, true);
        for subject in self.pool.all(&mut self.random) {
            let event = self.pool.event(subject);
            let Some(right) = only_source(event) else {
                continue;
            };
            let told = hint::alike(event.title.as_str(), words(right).as_str());
            if event.title.is_empty() || told || self.was_asked(Kind::Source, subject) {
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
            sources.truncate(MOST_WRONG);
            // Two sources are a question already.
            if !sources.is_empty() {
                let wrong = sources.into_iter().map(Choice::Source);
                return Some(self.one_of(Kind::Source, subject, Choice::Source(right), wrong));
            }
        }
        None
    }
}

impl Drawing<'_> {
    /// Which account tells it, where several are laid over each other. What another account is said to
    /// agree with is told by both.
    pub(super) fn account(&mut self) -> Option<Question> {
        let timeline = self.pool.timeline;
        let layers = || (0..timeline.layers.len()).map(LayerIndex::new);
        let on: Vec<LayerIndex> = layers().filter(|&it| timeline.layer(it).on).collect();
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
            let told = hint::alike(event.title.as_str(), words(event.layer).as_str());
            let was_asked = self.was_asked(Kind::Account, subject);
            if is_shared || event.title.is_empty() || told || was_asked {
                continue;
            }
            let right = Choice::Account(event.layer);
            let mut others: Vec<LayerIndex> = Vec::new();
            for &layer in on.iter().filter(|&&layer| layer != event.layer) {
                if words(layer) != words(event.layer)
                    && others.iter().all(|&kept| words(kept) != words(layer))
                {
                    others.push(layer);
                }
            }
            others.truncate(MOST_WRONG);
            if !others.is_empty() {
                let wrong = others.into_iter().map(Choice::Account);
                return Some(self.one_of(Kind::Account, subject, right, wrong));
            }
        }
        None
    }
}

/// The source of an event that rests on one alone.
fn only_source(event: &Event) -> Option<SourceIndex> {
    let first = event.evidence.first()?.source;
    let same = event.evidence.iter().all(|it| it.source == first);
    same.then_some(first)
}

fn share_actor(one: &Event, other: &Event) -> bool {
    let parts = |event: &Event| {
        let parts = event.participants.iter().take(MOST_PARTS);
        parts.map(|part| part.actor).collect::<Vec<_>>()
    };
    let others = parts(other);
    parts(one).iter().any(|actor| others.contains(actor))
}
