//! Random timelines with every field that annals keeps in foreign files, and what must survive a round trip.

use proptest::prelude::*;

use crate::building::Builder;
use crate::kept::{self, KeptEvent, KeptTimeline};
use annals_model::text::Clean;
use annals_model::{
    ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, ExtraField, Grouping, Link, LinkKind,
    Participation, SourceIndex, Status, Timeline,
};
use annals_time::{Time, When, Window};

/// Everything that must survive a round trip.
pub(crate) fn shape(timeline: &Timeline) -> (KeptTimeline, Vec<(String, String, KeptEvent)>) {
    let events = timeline.events.iter().map(|one| {
        let (title, summary) = (one.title.raw().to_owned(), one.summary.raw().to_owned());
        (title, summary, kept::event(timeline, one))
    });
    (kept::timeline(timeline), events.collect())
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
            missing in prop::collection::vec(word(), 0..2), refs in prop::collection::vec(word(), 0..2),
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
        event.missing = missing.iter().map(|text| Clean::line(text)).collect();
        event.refs = refs.iter().map(|text| Clean::line(text)).collect();
        event.extra = extra.iter().map(|(name, value)| ExtraField {
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
        let mut builder = Builder::new("test", "story", "");
        builder.set_title(&title, &summary);
        for (index, name) in names.iter().enumerate() {
            let actor = builder.actor_with_id(&format!("actor{index}"), name);
            builder.actor_mut(actor).kind = ActorKind::ALL.get(index * 2).copied();
            builder.actor_mut(actor).aliases = vec![Clean::line(&title)];
        }
        for index in 0..2 {
            let source = builder.source_with_id(&format!("doc{index}"), &names[index], "https://example.org/a?b=1,2;c");
            builder.source_mut(source).author = Clean::line(&names[2]);
        }
        let mut timeline = builder.finish().timeline.unwrap();
        let count = events.len();
        for (index, event) in events.iter_mut().enumerate() {
            event.id = Clean::line(&format!("event-{index}-of"));
        }
        for (from, to, kind, wording) in links {
            let (from, to) = (from % count, to % count);
            if from != to {
                events[from].links.push(Link {
                    to: EventIndex::new(to),
                    kind: LinkKind::ALL[kind],
                    wording: Clean::line(&wording),
                    evidence: Vec::new(),
                    refs: vec![Clean::line(&title)],
                });
            }
        }
        timeline.events = events.into();
        timeline.lanes = lanes.map(|index| Grouping::ALL[index]);
        timeline.opening = Window::new(Time::new(-80_000_000_000, 5).unwrap(), Time::new(1_700_000_000, 0).unwrap());
        if let Some((title, Some(when))) = era {
            timeline.eras.push(Era { title: Clean::line(&title), when });
        }
        timeline
    }
}
