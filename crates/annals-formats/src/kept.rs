//! What formats of others cannot say, as JSON that only annals reads.
//!
//! Owns the shape of these objects, which stand in the places that a format leaves to programs: unknown
//! keys of JSON, `X-` properties. Notes for the presenter are private and never in them. What no format
//! takes is counted by [`lost`].

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::building::{Builder, Draft};
use annals_model::text::{Clean, grouped};
use annals_model::{
    Actor, ActorIndex, ActorKind, Event, EventIndex, Evidence, Grouping, Link, LinkKind, Source,
    SourceIndex, Status, Timeline,
};
use annals_time::{Time, When, Window};

/// An event beyond its title and its summary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptEvent {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) id: String,
    /// The date as it is written; empty for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) date: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) status: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) actors: Vec<KeptPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) themes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<KeptEvidence>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) links: Vec<KeptLink>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) extra: Vec<KeptField>,
}

/// An actor's part in an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptPart {
    id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    role: String,
}

/// Where a source says something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptEvidence {
    source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    at: String,
}

/// How an event bears on another one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptLink {
    to: String,
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    wording: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<KeptEvidence>,
}

/// A field that annals does not understand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptField {
    name: String,
    value: String,
}

/// Somebody or something that takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptActor {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    short: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptSource {
    id: String,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    author: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    publisher: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    date: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

/// A named stretch of time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptEra {
    title: String,
    date: String,
}

/// A timeline beyond its title and its events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptTimeline {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) summary: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) lanes: String,
    /// The first moment of the window and the first one after it, with `/` between them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) opening: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) actors: Vec<KeptActor>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<KeptSource>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) eras: Vec<KeptEra>,
}

/// The whole of a timeline but its events.
pub(super) fn timeline(timeline: &Timeline) -> KeptTimeline {
    let era = |era: &annals_model::Era| KeptEra {
        title: era.title.raw().to_owned(),
        date: era.when.text().to_owned(),
    };
    KeptTimeline {
        title: timeline.title.raw().to_owned(),
        summary: timeline.summary.raw().to_owned(),
        lanes: timeline.lanes.map_or("", Grouping::name).to_owned(),
        opening: timeline.opening.map_or_else(String::new, |window| {
            format!("{}/{}", window.start(), window.end())
        }),
        actors: timeline.actors.iter().map(actor).collect(),
        sources: timeline.sources.iter().map(source).collect(),
        eras: timeline.eras.iter().map(era).collect(),
    }
}

fn actor(actor: &Actor) -> KeptActor {
    let short = if actor.short == actor.name {
        ""
    } else {
        actor.short.raw()
    };
    KeptActor {
        id: actor.id.raw().to_owned(),
        name: actor.name.raw().to_owned(),
        short: short.to_owned(),
        aliases: raw(&actor.aliases),
        kind: actor.kind.map_or("", ActorKind::name).to_owned(),
        summary: actor.summary.raw().to_owned(),
    }
}

fn source(source: &Source) -> KeptSource {
    KeptSource {
        id: source.id.raw().to_owned(),
        title: source.title.raw().to_owned(),
        author: source.author.raw().to_owned(),
        publisher: source.publisher.raw().to_owned(),
        date: source.date.as_ref().map_or("", When::text).to_owned(),
        address: source.address.raw().to_owned(),
        note: source.note.raw().to_owned(),
    }
}

fn raw(texts: &[Clean]) -> Vec<String> {
    texts.iter().map(|text| text.raw().to_owned()).collect()
}

/// An event beyond its title and its summary.
pub(super) fn event(timeline: &Timeline, event: &Event) -> KeptEvent {
    let evidence = |list: &[Evidence]| -> Vec<KeptEvidence> {
        let kept = |evidence: &Evidence| KeptEvidence {
            source: timeline.source(evidence.source).id.raw().to_owned(),
            at: evidence.at.raw().to_owned(),
        };
        list.iter().map(kept).collect()
    };
    let parts = event.participants.iter().map(|part| KeptPart {
        id: timeline.actor(part.actor).id.raw().to_owned(),
        role: part.role.raw().to_owned(),
    });
    let links = event.links.iter().map(|link| KeptLink {
        to: timeline.event(link.to).id.raw().to_owned(),
        kind: link.kind.name().to_owned(),
        wording: link.wording.raw().to_owned(),
        evidence: evidence(&link.evidence),
    });
    let extra = event.extra.iter().map(|field| KeptField {
        name: field.name.raw().to_owned(),
        value: field.value.raw().to_owned(),
    });
    KeptEvent {
        id: event.id.raw().to_owned(),
        date: event.when.as_ref().map_or("", When::text).to_owned(),
        status: if event.status == Status::Reported {
            String::new()
        } else {
            event.status.name().to_owned()
        },
        actors: parts.collect(),
        themes: raw(&event.themes),
        evidence: evidence(&event.evidence),
        links: links.collect(),
        extra: extra.collect(),
    }
}

/// Takes kept objects back, and knows whom their ids mean.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    actors: HashMap<String, ActorIndex>,
    sources: HashMap<String, SourceIndex>,
    links: Vec<(EventIndex, usize, KeptLink)>,
}

impl Keeper {
    /// All of a timeline but its title and summary.
    pub(super) fn timeline(&mut self, builder: &mut Builder<'_>, byte: usize, kept: KeptTimeline) {
        let lanes = Grouping::ALL.iter().find(|one| one.name() == kept.lanes);
        if let Some(lanes) = lanes {
            builder.timeline().lanes = Some(*lanes);
        }
        if let Some(window) = window(&kept.opening) {
            builder.timeline().opening = Some(window);
        }
        for actor in kept.actors {
            self.actor(builder, actor);
        }
        for source in kept.sources {
            self.source(builder, byte, source);
        }
        for era in kept.eras {
            if let Some(when) = builder.date(byte, &era.date) {
                builder.era(&era.title, when);
            }
        }
    }

    fn actor(&mut self, builder: &mut Builder<'_>, kept: KeptActor) {
        let index = builder.actor_with_id(&kept.id, &kept.name);
        let actor = builder.actor_mut(index);
        if !kept.short.is_empty() {
            actor.short = Clean::line(&kept.short);
        }
        actor.aliases = kept
            .aliases
            .iter()
            .map(|alias| Clean::line(alias))
            .collect();
        let mut kinds = ActorKind::ALL.iter().copied();
        actor.kind = kinds.find(|kind| kind.name() == kept.kind);
        actor.summary = Clean::block(&kept.summary);
        self.actors.entry(kept.id).or_insert(index);
    }

    fn source(&mut self, builder: &mut Builder<'_>, byte: usize, kept: KeptSource) {
        let date = builder.date(byte, &kept.date);
        let index = builder.source_with_id(&kept.id, &kept.title, &kept.address);
        let source = builder.source_mut(index);
        source.author = Clean::line(&kept.author);
        source.publisher = Clean::line(&kept.publisher);
        source.date = date;
        source.note = Clean::block(&kept.note);
        self.sources.entry(kept.id).or_insert(index);
    }

    fn evidence(&self, list: &[KeptEvidence]) -> Vec<(SourceIndex, String)> {
        let known = list.iter().filter_map(|kept| {
            let source = self.sources.get(&kept.source)?;
            Some((*source, kept.at.clone()))
        });
        known.collect()
    }

    /// Gives a draft what was kept of it: all but the date, the title, the summary, and the links, which
    /// [`Keeper::link`] takes.
    pub(super) fn draft(&self, draft: &mut Draft, kept: &KeptEvent) {
        if !kept.id.is_empty() {
            draft.id = Some(kept.id.clone());
        }
        let mut all = Status::ALL.iter().copied();
        draft.status = all.find(|status| status.name() == kept.status);
        let parts = kept.actors.iter().filter_map(|part| {
            let actor = self.actors.get(&part.id)?;
            Some((*actor, part.role.clone()))
        });
        draft.actors = parts.collect();
        draft.themes.clone_from(&kept.themes);
        draft.evidence = self.evidence(&kept.evidence);
        let fields = kept.extra.iter();
        draft.extra = fields
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect();
    }

    /// Remembers the links of an event until all events are there.
    pub(super) fn link(&mut self, event: EventIndex, byte: usize, kept: KeptEvent) {
        let links = kept.links.into_iter();
        self.links.extend(links.map(|link| (event, byte, link)));
    }

    /// Makes the links. One that leads nowhere is told.
    pub(super) fn finish(self, builder: &mut Builder<'_>) {
        for (from, byte, kept) in &self.links {
            let to = builder.find(&kept.to);
            let mut kinds = LinkKind::ALL.iter().copied();
            let kind = kinds.find(|kind| kind.name() == kept.kind);
            let (Some(to), Some(kind)) = (to, kind) else {
                let message = format!("The link \"{}\" leads to no event.", kept.to);
                builder.doubt(*byte, &message);
                continue;
            };
            let evidence = self.evidence(&kept.evidence).into_iter();
            builder.event_mut(*from).links.push(Link {
                to,
                kind,
                wording: Clean::line(&kept.wording),
                evidence: evidence
                    .map(|(source, at)| Evidence {
                        source,
                        at: Clean::line(&at),
                    })
                    .collect(),
            });
        }
    }
}

fn window(text: &str) -> Option<Window> {
    let (start, end) = text.split_once('/')?;
    let moment = |text: &str| -> Option<Time> {
        let when = When::parse(text).ok()??;
        when.start().earliest.time()
    };
    Window::new(moment(start)?, moment(end)?)
}

/// `3 notes`, `1 note`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    let number = grouped(number);
    format!("{number} {noun}{ending}")
}

/// What no foreign format takes, in sentences.
pub(super) fn lost(timeline: &Timeline) -> Vec<Clean> {
    let events = timeline.events.walk();
    let notes = events.filter(|(_, event)| !event.notes.is_empty()).count();
    let accounts = timeline.layers.len().saturating_sub(1);
    let said = timeline.comparisons.len() + timeline.disagreements.len();
    let is_same = |actor: &&Actor| !actor.same_as.is_empty() || !actor.retold.is_empty();
    let same = timeline.actors.iter().filter(is_same).count();
    let rows = [
        (
            accounts,
            "further account",
            "the events of all of them stand in one",
        ),
        (notes, "note", "what is for the presenter alone is left out"),
        (
            timeline.tour.len(),
            "step",
            "the path for presenting is left out",
        ),
        (
            said,
            "statement",
            "what accounts and sources say of each other is left out",
        ),
        (same, "actor", "whom they are in other accounts is left out"),
    ];
    let rows = rows.into_iter().filter(|(number, ..)| *number > 0);
    rows.map(|(number, noun, what)| Clean::line(&format!("{}: {what}.", count(number, noun))))
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::Format;
    use annals_model::{Era, Extra, Participation};
    use proptest::prelude::*;

    /// Everything that two readings of one story must agree in.
    pub(crate) fn shape(timeline: &Timeline) -> (KeptTimeline, Vec<(String, String, KeptEvent)>) {
        let events = timeline.events.iter().map(|one| {
            let (title, summary) = (one.title.raw().to_owned(), one.summary.raw().to_owned());
            (title, summary, event(timeline, one))
        });
        (super::timeline(timeline), events.collect())
    }

    /// Texts with what formats have to escape.
    fn word() -> impl Strategy<Value = String> {
        proptest::string::string_regex(
            "[a-zé马\"\\\\,;:<>&=%/'|^{}\\[\\]#@!-]{1,6}( [a-z,;:\\\\\"<&é]{1,9}){0,8}",
        )
        .unwrap()
    }

    fn dates() -> impl Strategy<Value = Option<When>> {
        let texts = prop::sample::select(vec![
            "2021",
            "1985-04",
            "2024-05-01",
            "2024-02-29T09:30:00",
            "2024-05-01T09:00:00Z",
            "2024-05-01T09:00:00+02:00",
            "{2024-05-01..2024-05-03}",
            "2024-05-01/2024-05-02",
            "2019~",
            "199X",
            "2023/..",
            "../2020",
            "2019/",
            "-0043-03-15",
            "Y-65E6S2",
            "1985-04-XX",
            "2024-05-01T09:00:00Z/2024-05-01T10:00:00Z",
            "2024-05-01T09:00:00/2024-05-02T10:00:00",
            "[1667,1668]",
            "2021-21",
            "+012345",
            "12024-01-01",
            "2024-05-01T09:00",
            "2024-05-01 14",
            "2024-05-01T09:00:00.250Z",
            "0000-05-01",
            "0001-01-01",
            "9999-12-31",
            "9999",
            "from 2023 on",
            "2024-05-01T09:00:00Z/..",
        ]);
        let texts = texts.prop_map(|text| When::parse(text).unwrap_or(None));
        prop_oneof![1 => Just(None), 6 => texts]
    }

    prop_compose! {
        fn plain_event()(title in word(), summary in prop::collection::vec(word(), 0..3),
                themes in prop::collection::btree_set(word(), 0..3), when in dates(), status in 0..5_usize,
                parts in prop::collection::vec((0..3_usize, prop_oneof![Just(String::new()), word()]), 0..3),
                evidence in prop::collection::vec((0..2_usize, word()), 0..2),
                extra in prop::collection::vec((word(), word()), 0..2)) -> Event {
            let mut event = Event::new(Clean::default(), Clean::line(&title));
            event.summary = Clean::block(&summary.join("\n"));
            event.themes = themes.iter().map(|theme| Clean::line(theme)).collect();
            event.when = when;
            event.status = Status::ALL[status];
            for (actor, role) in parts {
                let actor = ActorIndex::new(actor);
                if event.participants.iter().all(|part| part.actor != actor) {
                    event.participants.push(Participation { actor, role: Clean::line(&role) });
                }
            }
            event.evidence = evidence.iter().map(|(source, at)| Evidence {
                source: SourceIndex::new(*source),
                at: Clean::line(at),
            }).collect();
            event.extra = extra.iter().map(|(name, value)| Extra {
                name: Clean::line(name),
                value: Clean::block(value),
            }).collect();
            event
        }
    }

    prop_compose! {
        /// A timeline with everything that is kept.
        pub(crate) fn story()(title in word(), summary in word(), names in prop::collection::vec(word(), 3),
                lanes in prop::option::of(0..5_usize),
                mut events in prop::collection::vec(plain_event(), 1..6),
                links in prop::collection::vec((0..6_usize, 0..6_usize, 0..4_usize, word()), 0..4),
                era in prop::option::of((word(), dates()))) -> Timeline {
            let mut builder = Builder::new(Format::Vis, "story", "");
            builder.entitle(&title, &summary);
            for (place, name) in names.iter().enumerate() {
                let actor = builder.actor_with_id(&format!("actor{place}"), name);
                builder.actor_mut(actor).kind = ActorKind::ALL.get(place * 2).copied();
                builder.actor_mut(actor).aliases = vec![Clean::line(&title)];
            }
            for place in 0..2 {
                let source = builder.source_with_id(&format!("doc{place}"), &names[place], "https://example.org/a?b=1,2;c");
                builder.source_mut(source).author = Clean::line(&names[2]);
            }
            let mut timeline = builder.finish().timeline.unwrap();
            let count = events.len();
            for (place, event) in events.iter_mut().enumerate() {
                event.id = Clean::line(&format!("event-{place}-of"));
            }
            for (from, to, kind, wording) in links {
                let (from, to) = (from % count, to % count);
                if from != to {
                    events[from].links.push(Link {
                        to: EventIndex::new(to),
                        kind: LinkKind::ALL[kind],
                        wording: Clean::line(&wording),
                        evidence: Vec::new(),
                    });
                }
            }
            timeline.events = events.into();
            timeline.lanes = lanes.map(|place| Grouping::ALL[place]);
            timeline.opening = Window::new(Time::new(-80_000_000_000, 5).unwrap(), Time::new(1_700_000_000, 0).unwrap());
            if let Some((title, Some(when))) = era {
                timeline.eras.push(Era { title: Clean::line(&title), when });
            }
            timeline
        }
    }

    fn there_and_back(story: &Timeline) -> Timeline {
        let mut builder = Builder::new(Format::Vis, "story", "");
        let mut keeper = Keeper::default();
        let kept = serde_json::to_string(&timeline(story)).unwrap();
        let kept: KeptTimeline = serde_json::from_str(&kept).unwrap();
        builder.entitle(&kept.title, &kept.summary);
        keeper.timeline(&mut builder, 0, kept);
        for one in &story.events {
            let kept = serde_json::to_string(&event(story, one)).unwrap();
            let kept: KeptEvent = serde_json::from_str(&kept).unwrap();
            let mut draft = Draft {
                title: one.title.raw().to_owned(),
                summary: one.summary.raw().to_owned(),
                when: builder.date(0, &kept.date),
                ..Draft::default()
            };
            keeper.draft(&mut draft, &kept);
            let index = builder.event(draft);
            keeper.link(index, 0, kept);
        }
        keeper.finish(&mut builder);
        builder.finish().timeline.unwrap()
    }

    proptest! {
        #[test]
        fn what_is_kept_comes_back(story in story()) {
            prop_assert_eq!(shape(&there_and_back(&story)), shape(&story));
        }
    }

    #[test]
    fn what_is_private_is_lost_and_said_so() {
        let mut timeline = Timeline::empty(Clean::own("a"), Clean::own("a"));
        timeline.events = vec![Event::new(Clean::own("a"), Clean::own("a")); 2].into();
        assert_eq!(lost(&timeline), []);
        timeline.events[0].notes = Clean::own("Ask: why?");
        let kept = serde_json::to_string(&event(&timeline, &timeline.events[0])).unwrap();
        assert_eq!(kept, "{\"id\":\"a\"}");
        assert_eq!(
            lost(&timeline),
            [Clean::own(
                "1 note: what is for the presenter alone is left out."
            )]
        );
    }

    #[test]
    fn a_link_to_nowhere_is_told() {
        let mut builder = Builder::new(Format::Vis, "a", "x");
        let event = builder.event(Draft::default());
        let mut keeper = Keeper::default();
        let kept = r#"{"id":"a","links":[{"to":"b","kind":"causes"}]}"#;
        keeper.link(event, 0, serde_json::from_str(kept).unwrap());
        keeper.finish(&mut builder);
        let problems = builder.finish().report.problems;
        assert_eq!(
            problems[0].message.as_str(),
            "The link \"b\" leads to no event."
        );
    }
}
