//! What only annals reads in a file of another format, so that a timeline comes back as it was.
//!
//! A writer puts [`timeline`] and [`event`] where its format leaves room for programs: unknown keys of JSON, `X-`
//! properties, keys of a header. A reader gives them to a [`Keeper`]. Notes for the presenter are private and never
//! in them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::building::{Builder, Draft};
use annals_model::text::Clean;
use annals_model::{
    Actor, ActorIndex, ActorKind, Event, EventIndex, Evidence, Grouping, Link, LinkKind, Source,
    SourceIndex, Status, Timeline,
};
use annals_time::{Time, When, Window};

/// All of an event but its title and summary.
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
    pub(super) missing: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) refs: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) extra: Vec<KeptField>,
}

/// The participation of an actor in an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptPart {
    pub(super) id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    role: String,
}

/// A source and the locator in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptEvidence {
    pub(super) source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) at: String,
}

/// A link from an event to another one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptLink {
    pub(super) to: String,
    pub(super) kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) wording: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<KeptEvidence>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) refs: Vec<String>,
}

/// A field that annals does not understand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptField {
    pub(super) name: String,
    pub(super) value: String,
}

/// An actor.
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

/// A source.
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

/// A named interval.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptEra {
    title: String,
    date: String,
}

/// All of a timeline but its events.
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

/// Collects all of a timeline but its events.
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

/// All of an event but its title and summary.
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
        refs: raw(&link.refs),
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
        missing: raw(&event.missing),
        refs: raw(&event.refs),
        extra: extra.collect(),
    }
}

/// Makes a timeline of kept objects, and knows which actor or source an id means.
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

    /// One actor; nothing if it has no id or no name.
    pub(super) fn actor(&mut self, builder: &mut Builder<'_>, kept: KeptActor) {
        if kept.id.trim().is_empty() || kept.name.trim().is_empty() {
            return;
        }
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

    /// One source; nothing if it has no id. `byte` is where its date is reported if it cannot be read.
    pub(super) fn source(&mut self, builder: &mut Builder<'_>, byte: usize, kept: KeptSource) {
        if kept.id.trim().is_empty() {
            return;
        }
        let date = builder.date(byte, &kept.date);
        let index = builder.source_with_id(&kept.id, &kept.title, &kept.address);
        let source = builder.source_mut(index);
        source.author = Clean::line(&kept.author);
        source.publisher = Clean::line(&kept.publisher);
        source.date = date;
        source.note = Clean::block(&kept.note);
        self.sources.entry(kept.id).or_insert(index);
    }

    /// The actor of an id.
    pub(super) fn known_actor(&self, id: &str) -> Option<ActorIndex> {
        self.actors.get(id).copied()
    }

    /// The source of an id.
    pub(super) fn known_source(&self, id: &str) -> Option<SourceIndex> {
        self.sources.get(id).copied()
    }

    fn evidence(&self, list: &[KeptEvidence]) -> Vec<(SourceIndex, String)> {
        let known = list.iter().filter_map(|kept| {
            let source = self.sources.get(&kept.source)?;
            Some((*source, kept.at.clone()))
        });
        known.collect()
    }

    /// Adds to a draft what was kept: all but the date, the title and the summary. [`Keeper::link`] takes the links.
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
        draft.missing.clone_from(&kept.missing);
        draft.refs.clone_from(&kept.refs);
        let fields = kept.extra.iter();
        draft.extra = fields
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect();
    }

    /// Remembers the links of an event until all events are there.
    pub(super) fn link(&mut self, event: EventIndex, byte: usize, kept: KeptEvent) {
        for link in kept.links {
            self.link_from(event, byte, link);
        }
    }

    /// Remembers one link of an event until all events are there.
    pub(super) fn link_from(&mut self, event: EventIndex, byte: usize, link: KeptLink) {
        self.links.push((event, byte, link));
    }

    /// Makes the links. One that leads to no event, or is of no known kind, is reported.
    pub(super) fn finish(self, builder: &mut Builder<'_>) {
        for (from, byte, kept) in &self.links {
            let to = builder.find(&kept.to);
            let mut kinds = LinkKind::ALL.iter().copied();
            let kind = kinds.find(|kind| kind.name() == kept.kind);
            let Some(to) = to else {
                let message = format!("The link \"{}\" leads to no event.", kept.to);
                builder.warn(*byte, &message);
                continue;
            };
            let Some(kind) = kind else {
                let message = format!("\"{}\" is no kind of link: {}.", kept.kind, kept.to);
                builder.warn(*byte, &message);
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
                refs: lines(&kept.refs),
            });
        }
    }
}

/// Texts on one line each, without those that are empty.
pub(super) fn lines(texts: &[String]) -> Vec<Clean> {
    let lines = texts.iter().map(|text| Clean::line(text.trim()));
    lines.filter(|line| !line.is_empty()).collect()
}

fn window(text: &str) -> Option<Window> {
    let (start, end) = text.split_once('/')?;
    let moment = |text: &str| -> Option<Time> {
        let when = When::parse(text).ok()??;
        when.start().earliest.time()
    };
    Window::new(moment(start)?, moment(end)?)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::losses::Losses;
    use proptest::prelude::*;

    // Shared with the tests of `calendar`.
    pub(crate) use crate::testing::stories::{shape, story};

    fn there_and_back(story: &Timeline) -> Timeline {
        let mut builder = Builder::new("test", "story", "");
        let mut keeper = Keeper::default();
        let kept = serde_json::to_string(&timeline(story)).unwrap();
        let kept: KeptTimeline = serde_json::from_str(&kept).unwrap();
        builder.set_title(&kept.title, &kept.summary);
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
        fn kept_objects_survive_a_round_trip(story in story()) {
            prop_assert_eq!(shape(&there_and_back(&story)), shape(&story));
        }
    }

    #[test]
    fn notes_are_not_kept_and_reported_as_lost() {
        let lost = |timeline: &Timeline| Losses::new("a calendar", timeline).sentences;
        let mut timeline = Timeline::empty(Clean::own("a"), Clean::own("a"));
        timeline.events = vec![Event::new(Clean::own("a"), Clean::own("a")); 2].into();
        assert_eq!(lost(&timeline), []);
        timeline.events[0].notes = Clean::own("Ask: why?");
        let kept = serde_json::to_string(&event(&timeline, &timeline.events[0])).unwrap();
        assert_eq!(kept, "{\"id\":\"a\"}");
        let sentence = "1 note for the presenter: left out, since others may read the file.";
        assert_eq!(lost(&timeline), [Clean::own(sentence)]);
    }

    #[test]
    fn links_that_cannot_be_made_are_reported() {
        let mut builder = Builder::new("test", "a", "x");
        let event = builder.event(Draft::default());
        let other = Some("c".to_owned());
        builder.event(Draft {
            id: other,
            ..Draft::default()
        });
        let mut keeper = Keeper::default();
        let kept = r#"{"id":"a","links":[{"to":"b","kind":"causes"},{"to":"c","kind":"likes"}]}"#;
        keeper.link(event, 0, serde_json::from_str(kept).unwrap());
        keeper.finish(&mut builder);
        let problems = builder.finish().report.problems;
        let problems: Vec<_> = problems.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(
            problems,
            [
                "The link \"b\" leads to no event.",
                "\"likes\" is no kind of link: c."
            ]
        );
    }
}
