//! [`Writer`]: from an event to what the sheet says of it.
//!
//! Owns what is asked for, what is given as a hint, and what has to stay out so that nothing answers a
//! question elsewhere.

use super::{Date, Entry, Field, Member, Part, Tie};
use crate::detail::{evidence_short, evidence_words, incoming_label, outgoing_label};
use crate::handout::Request;
use crate::handout::redact::Redactor;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Link, LinkKind};
use annals_time::When;

/// Writes the entries and the members of a sheet.
pub(super) struct Writer<'a> {
    pub(super) request: &'a Request<'a>,
    /// Where dates are to be found.
    pub(super) redactor: Option<Redactor>,
    /// By rank.
    pub(super) numbers: Vec<(EventIndex, usize)>,
}

impl Writer<'_> {
    fn number(&self, event: EventIndex) -> Option<usize> {
        let rank = |event| self.request.index.rank(event);
        let place = self
            .numbers
            .binary_search_by_key(&rank(event), |&(event, _)| rank(event));
        place.ok().map(|place| self.numbers[place].1)
    }

    /// Something that is asked for, or not.
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

    pub(super) fn entry(&self, place: EventIndex, number: usize) -> Entry {
        let timeline = self.request.timeline;
        let event = timeline.event(place);
        let own = event.when.as_ref();
        let date = match own {
            None => Date::Undated,
            Some(when) => Date::Dated {
                words: self.field(self.request.blanks.dates, || Clean::line(&when.words())),
                known: if self.request.blanks.dates {
                    Clean::line(&when.precision_words())
                } else {
                    Clean::default()
                },
            },
        };
        let parts = event.participants.iter().map(|part| {
            let actor = timeline.actor(part.actor);
            let names = [&actor.name, &actor.short]
                .into_iter()
                .chain(&actor.aliases);
            let asked = self.request.blanks.actors;
            Part {
                name: self.field(asked, || actor.name.clone()),
                role: self.hint(asked, &part.role, names, own),
            }
        });
        let evidence = evidence_words(timeline, &event.evidence);
        Entry {
            event: place,
            number,
            title: self.text(&event.title, own),
            date,
            status: event.status,
            summary: self.text(&event.summary, own),
            parts: parts.collect(),
            ties: self.ties(place),
            evidence: evidence.unwrap_or_else(|| Clean::own("no source given")),
            notes: if self.request.notes {
                event.notes.clone()
            } else {
                Clean::default()
            },
        }
    }

    /// Words beside a blank, unless they say what belongs into it.
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

    /// What led to an event, and what it led to. Where causes are asked for, the latter would answer the
    /// questions of other events, and is left out of the answers too, so that both sheets are alike.
    fn ties(&self, place: EventIndex) -> Vec<Tie> {
        let timeline = self.request.timeline;
        let asked = self.request.blanks.causes;
        let mut ties = Vec::new();
        for &kind in LinkKind::ALL {
            for incoming in self.request.index.incoming(place) {
                let link = &timeline.event(incoming.from).links[incoming.link];
                if link.kind == kind {
                    let asked = asked && kind != LinkKind::Contradicts;
                    ties.push(self.tie(place, incoming_label(kind), incoming.from, link, asked));
                }
            }
        }
        for &kind in LinkKind::ALL {
            if asked && kind != LinkKind::Contradicts {
                continue;
            }
            for link in &timeline.event(place).links {
                if link.kind == kind {
                    ties.push(self.tie(place, outgoing_label(kind), link.to, link, false));
                }
            }
        }
        ties
    }

    fn tie(
        &self,
        place: EventIndex,
        label: &'static str,
        other: EventIndex,
        link: &Link,
        asked: bool,
    ) -> Tie {
        let timeline = self.request.timeline;
        let own = timeline.event(place).when.as_ref();
        let event = timeline.event(other);
        Tie {
            label,
            wording: self.hint(asked, &link.wording, std::iter::once(&event.title), own),
            evidence: evidence_short(timeline, &link.evidence).unwrap_or_default(),
            other: self.field(asked, || {
                // Both dates: the title of the one may tell that of the other.
                let title = self.text(&event.title, event.when.as_ref());
                (self.number(other), self.text(&title, own))
            }),
        }
    }

    /// Who takes part in an event of the sheet, in the order of the file.
    pub(super) fn members(&self) -> Vec<Member> {
        let timeline = self.request.timeline;
        let mut events: Vec<Vec<usize>> = vec![Vec::new(); timeline.actors.len()];
        for &(event, number) in &self.numbers {
            for part in &timeline.event(event).participants {
                let of_actor = &mut events[part.actor.place()];
                if of_actor.last() != Some(&number) {
                    of_actor.push(number);
                }
            }
        }
        let asked = self.request.blanks.actors && !self.request.key;
        let members = events.into_iter().enumerate();
        members
            .filter(|(_, events)| !events.is_empty())
            .map(|(place, mut events)| {
                let actor = timeline.actor(ActorIndex::new(place));
                events.sort_unstable();
                events.dedup();
                let also: Vec<&str> = actor.aliases.iter().map(Clean::as_str).collect();
                let facts = [
                    actor
                        .kind
                        .map_or(String::new(), |kind| kind.name().to_owned()),
                    if also.is_empty() {
                        String::new()
                    } else {
                        format!("also {}", also.join(", "))
                    },
                ];
                let facts: Vec<String> =
                    facts.into_iter().filter(|fact| !fact.is_empty()).collect();
                Member {
                    name: actor.name.clone(),
                    facts: Clean::line(&facts.join("; ")),
                    summary: self.text(&actor.summary, None),
                    events: if asked { Vec::new() } else { events },
                }
            })
            .collect()
    }
}
