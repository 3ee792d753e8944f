//! [`EntryWriter`]: turns events and actors into entries.
//!
//! It decides what is left blank, which hints stay beside a blank, and what is removed because it would
//! reveal an answer elsewhere.

use crate::handout::entry::{ActorEntry, Connection, Entry, EntryDate, Field, Participant};
use crate::handout::redact::Redactor;
use crate::handout::request::Request;
use crate::wording::{aliases, evidence_or_none, evidence_short, labelled_links, missing_words};
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, LinkKind};
use annals_time::When;

/// Writes the entries of a sheet.
pub(super) struct EntryWriter<'a> {
    pub(super) request: &'a Request<'a>,
    /// Removes dates from texts, where pupils are asked for dates.
    pub(super) redactor: Option<Redactor>,
    /// The number of each event, by rank.
    pub(super) numbers: Vec<(EventIndex, usize)>,
}

impl EntryWriter<'_> {
    fn number(&self, event: EventIndex) -> Option<usize> {
        let rank = |event| self.request.index.rank(event);
        let found = self
            .numbers
            .binary_search_by_key(&rank(event), |&(event, _)| rank(event));
        found.ok().map(|position| self.numbers[position].1)
    }

    /// Leaves a value blank where pupils are asked for it.
    fn field<T>(&self, asked: bool, value: impl FnOnce() -> T) -> Field<T> {
        match (asked, self.request.key) {
            (false, _) => Field::Given(value()),
            (true, false) => Field::Blank,
            (true, true) => Field::Answer(value()),
        }
    }

    fn text(&self, text: &Clean, own: Option<&When>) -> Clean {
        match &self.redactor {
            Some(redactor) => redactor.redact(text, own),
            None => text.clone(),
        }
    }

    pub(super) fn entry(&self, subject: EventIndex, number: usize) -> Entry {
        let timeline = self.request.timeline;
        let event = timeline.event(subject);
        let own = event.when.as_ref();
        let date = match own {
            None => EntryDate::Undated,
            Some(when) => EntryDate::Dated {
                words: self.field(self.request.blanks.dates, || Clean::line(&when.words())),
                known: if self.request.blanks.dates {
                    Clean::line(&when.precision_words())
                } else {
                    Clean::default()
                },
            },
        };
        let participants = event.participants.iter().map(|part| {
            let actor = timeline.actor(part.actor);
            let names = [&actor.name, &actor.short]
                .into_iter()
                .chain(&actor.aliases);
            let asked = self.request.blanks.actors;
            Participant {
                name: self.field(asked, || actor.name.clone()),
                role: self.hint(asked, &part.role, names, own),
            }
        });
        Entry {
            event: subject,
            number,
            title: self.text(&event.title, own),
            date,
            status: event.status,
            summary: self.text(&event.summary, own),
            participants: participants.collect(),
            connections: self.connections(subject),
            missing: missing_words(event).map_or_else(Clean::default, |it| self.text(&it, own)),
            evidence: self.text(&evidence_or_none(timeline, &event.evidence), own),
            notes: if self.request.notes {
                event.notes.clone()
            } else {
                Clean::default()
            },
        }
    }

    /// Returns the words beside a blank; empty where they name the answer.
    fn hint<'a>(
        &self,
        asked: bool,
        words: &Clean,
        mut answers: impl Iterator<Item = &'a Clean>,
        own: Option<&When>,
    ) -> Clean {
        let tells = |answer: &Clean| {
            let (words, answer) = (words.as_str(), answer.as_str());
            !answer.is_empty() && words.to_lowercase().contains(&answer.to_lowercase())
        };
        if asked && !self.request.key && answers.any(tells) {
            return Clean::default();
        }
        self.text(words, own)
    }

    /// Writes the links of an event. Where pupils are asked for causes, outgoing links would answer the
    /// questions of other events; they are left out of the answer sheet too, so that both sheets match.
    fn connections(&self, subject: EventIndex) -> Vec<Connection> {
        let timeline = self.request.timeline;
        let own = timeline.event(subject).when.as_ref();
        let links = labelled_links(timeline, self.request.index, subject).into_iter();
        let asks = |kind| self.request.blanks.causes && kind != LinkKind::Contradicts;
        let links = links.filter(|found| found.incoming || !asks(found.link.kind));
        let connections = links.map(|found| {
            let link = found.link;
            let asked = asks(link.kind);
            let other = timeline.event(found.other);
            let answer = std::iter::once(&other.title);
            Connection {
                label: found.label,
                wording: self.hint(asked, &link.wording, answer, own),
                evidence: evidence_short(timeline, &link.evidence)
                    .map(|evidence| self.text(&evidence, own))
                    .unwrap_or_default(),
                other: self.field(asked, || {
                    // The title of one event may tell the date of the other, so both dates are removed.
                    let title = self.text(&other.title, other.when.as_ref());
                    (self.number(found.other), self.text(&title, own))
                }),
            }
        });
        connections.collect()
    }

    /// Writes the actors of the events on the sheet, in the order of the file.
    pub(super) fn actors(&self) -> Vec<ActorEntry> {
        let timeline = self.request.timeline;
        let mut events: Vec<Vec<usize>> = vec![Vec::new(); timeline.actors.len()];
        for &(event, number) in &self.numbers {
            for part in &timeline.event(event).participants {
                let of_actor = &mut events[part.actor.index()];
                if of_actor.last() != Some(&number) {
                    of_actor.push(number);
                }
            }
        }
        let asked = self.request.blanks.actors && !self.request.key;
        let actors = events.into_iter().enumerate();
        actors
            .filter(|(_, events)| !events.is_empty())
            .map(|(actor, mut events)| {
                let actor = timeline.actor(ActorIndex::new(actor));
                events.sort_unstable();
                events.dedup();
                let kind = actor.kind.map(|kind| kind.name().to_owned());
                let also = aliases(actor).map(|names| format!("also {names}"));
                let facts: Vec<String> = kind.into_iter().chain(also).collect();
                ActorEntry {
                    name: actor.name.clone(),
                    facts: Clean::line(&facts.join("; ")),
                    summary: self.text(&actor.summary, None),
                    events: if asked { Vec::new() } else { events },
                }
            })
            .collect()
    }
}
