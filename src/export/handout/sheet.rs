//! [`Sheet`]: what stands on the paper, whatever its form.
//!
//! Owns the order and the numbers of the events, and what of each is given, left to be filled in, or an
//! answer. A blank holds nothing of its answer.

use super::redact::Redactor;
use super::{Request, questions};
use crate::data::{ActorIndex, EventIndex, Link, LinkKind, SourceIndex, Status};
use crate::scene::detail::{evidence_short, evidence_words, incoming_label, outgoing_label};
use crate::text::{Clean, grouped};
use crate::time::{When, describe_window};

/// Something that a pupil may have to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field<T> {
    /// It stands there.
    Given(T),
    /// A line to write on.
    Blank,
    /// It stands there, as an answer.
    Answer(T),
}

/// What kind of sheet it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Everything is told.
    Reading,
    /// Something is left to be filled in.
    Exercise,
    /// The answers to that.
    Key,
}

/// When an event was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Date {
    /// The source gives no time, so nobody is asked for it.
    Undated,
    /// A date in words, and how well it is known.
    Dated {
        /// The date.
        words: Field<Clean>,
        /// How well it is known, where that helps to find it.
        known: Clean,
    },
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Who.
    pub(super) name: Field<Clean>,
    /// In which role; may be empty.
    pub(super) role: Clean,
}

/// What is connected with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tie {
    /// What the connection is called: "Caused by".
    pub(super) label: &'static str,
    /// The connecting word of the source ("because", "after", "in order to", "if"); may be empty.
    pub(super) wording: Clean,
    /// Where the source says so; may be empty.
    pub(super) evidence: Clean,
    /// The other event: its number, if it is on the sheet, and its title.
    pub(super) other: Field<(Option<usize>, Clean)>,
}

/// An event on the sheet.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The event.
    pub(super) event: EventIndex,
    /// Its number on the sheet, from 1.
    pub(super) number: usize,
    /// What it is called.
    pub(super) title: Clean,
    /// When it was.
    pub(super) date: Date,
    /// What kind of statement it is.
    pub(super) status: Status,
    /// What is said; may be empty.
    pub(super) summary: Clean,
    /// Who takes part.
    pub(super) parts: Vec<Part>,
    /// What led to it and, unless that is asked for, what it led to.
    pub(super) ties: Vec<Tie>,
    /// Where it is said.
    pub(super) evidence: Clean,
    /// For the teacher; may be empty.
    pub(super) notes: Clean,
}

impl Entry {
    /// Whether there is something to give reasons for.
    pub(super) fn asks_why(&self) -> bool {
        self.ties.iter().any(|tie| tie.other == Field::Blank)
    }
}

/// An actor of the sheet.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Who.
    pub(super) name: Clean,
    /// What it is, and other names.
    pub(super) facts: Clean,
    /// Who this is; may be empty.
    pub(super) summary: Clean,
    /// The numbers of its events; empty where they are asked for.
    pub(super) events: Vec<usize>,
}

/// What stands on the paper.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) kind: Kind,
    pub(super) title: Clean,
    pub(super) summary: Clean,
    /// How much there is: "21 events, 20 actors, 1 source; 2019–2024".
    pub(super) extent: Clean,
    /// The events, in the order of their numbers.
    pub(super) entries: Vec<Entry>,
    pub(super) members: Vec<Member>,
    pub(super) sources: Vec<SourceIndex>,
    pub(super) questions: Vec<&'static str>,
    /// The kinds of statement that there are.
    pub(super) statuses: Vec<Status>,
    /// Whether the places on the line are left to be found.
    pub(super) empty_line: bool,
}

impl Sheet {
    pub(super) fn new(request: &Request<'_>) -> Self {
        let timeline = request.timeline;
        let kind = match (request.blanks.any(), request.key) {
            (false, _) => Kind::Reading,
            (true, false) => Kind::Exercise,
            (true, true) => Kind::Key,
        };
        let empty_line = request.blanks.dates && kind == Kind::Exercise;
        let dates = request
            .events
            .iter()
            .filter_map(|&event| timeline.event(event).when.as_ref());
        let writer = Writer {
            request,
            redactor: empty_line.then(|| Redactor::new(dates)),
            numbers: numbers(request),
        };
        let mut entries: Vec<Entry> = request
            .events
            .iter()
            .zip(&writer.numbers)
            .map(|(&event, &(_, number))| writer.entry(event, number))
            .collect();
        entries.sort_by_key(|entry| entry.number);
        let members = writer.members();
        let sources = sources(request);
        let mut statuses: Vec<Status> = entries.iter().map(|entry| entry.status).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let count = |count: usize, one: &str, more: &str| {
            format!("{} {}", grouped(count), if count == 1 { one } else { more })
        };
        let mut extent = count(timeline.events.len(), "event", "events");
        if entries.len() < timeline.events.len() {
            extent = format!("{} of {extent}", grouped(entries.len()));
        }
        Self {
            kind,
            title: timeline.title.clone(),
            summary: timeline.summary.clone(),
            extent: Clean::line(&format!(
                "{extent}, {}, {}; {}",
                count(members.len(), "actor", "actors"),
                count(sources.len(), "source", "sources"),
                describe_window(&request.window, false)
            )),
            questions: questions::of(&entries),
            entries,
            members,
            sources,
            statuses,
            empty_line,
        }
    }

    /// The entries by the order of `Request::events`.
    pub(super) fn in_reading_order<'a>(&'a self, request: &Request<'_>) -> Vec<&'a Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| request.index.rank(entry.event));
        entries
    }

    /// The words above the title, that say what kind of sheet it is; empty for one to read.
    pub(super) const fn kind_words(&self) -> &'static str {
        match self.kind {
            Kind::Reading => "",
            Kind::Exercise => "Worksheet",
            Kind::Key => "Answer sheet",
        }
    }
}

/// The number of each event, in reading order. Where dates are asked for, numbers follow the titles, so
/// that they tell nothing of the order in time; the sheet with the answers has the same numbers.
fn numbers(request: &Request<'_>) -> Vec<(EventIndex, usize)> {
    let mut order: Vec<EventIndex> = request.events.to_vec();
    if request.blanks.dates {
        let key = |event: &EventIndex| {
            let event = request.timeline.event(*event);
            (event.title.as_str().to_lowercase(), event.id.clone())
        };
        order.sort_by_cached_key(key);
    }
    let mut numbers: Vec<(EventIndex, usize)> = order.into_iter().zip(1..).collect();
    numbers.sort_by_key(|&(event, _)| request.index.rank(event));
    numbers
}

/// The sources that the events of the sheet, and what connects them, rest on.
fn sources(request: &Request<'_>) -> Vec<SourceIndex> {
    let timeline = request.timeline;
    let mut sources: Vec<SourceIndex> = Vec::new();
    for &event in request.events {
        let event = timeline.event(event);
        let of_links = event.links.iter().flat_map(|link| &link.evidence);
        sources.extend(event.evidence.iter().chain(of_links).map(|one| one.source));
    }
    sources.sort_unstable();
    sources.dedup();
    sources
}

struct Writer<'a> {
    request: &'a Request<'a>,
    /// Where dates are to be found.
    redactor: Option<Redactor>,
    /// By rank.
    numbers: Vec<(EventIndex, usize)>,
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

    fn entry(&self, place: EventIndex, number: usize) -> Entry {
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
    fn members(&self) -> Vec<Member> {
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

/// Numbers in ascending order, neighbours taken together: "1–3, 7".
pub(super) fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let words = runs.map(|run| match run {
        [one] => one.to_string(),
        [one, two] => format!("{one}, {two}"),
        [first, .., last] => format!("{first}\u{2013}{last}"),
        [] => String::new(),
    });
    words.collect::<Vec<_>>().join(", ")
}
