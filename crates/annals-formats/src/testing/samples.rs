//! Random timelines for property tests, and what of a timeline a file can hold.

use proptest::prelude::*;

use annals_model::text::Clean;
use annals_model::{
    AccountIndex, Actor, ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, ExtraField, Link,
    LinkKind, Participation, Source, SourceIndex, Status, Timeline,
};
use annals_time::When;

/// Dates of every kind.
static DATES: &[&str] = &[
    "1985",
    "1985-04",
    "1985-04-12",
    "-0043-03-15",
    "0000",
    "1985-04-12T23:20",
    "2001-02-03T04:05:06.007",
    "2001-02-03T04:05:06Z",
    "1914/1918",
    "-0043/0014-08-19",
    "2001-02-03T04:00/2001-02-03T06:30",
    "1985~",
    "1985?",
    "199X",
    "2001-21",
    "from 2023 on",
    "before 1920",
    "[1667,1670]",
    "{1960,1961-12}",
    "65 Ma",
    "Y-13800000000S3",
    "Y12345",
];

/// One line with characters that formats have to escape.
fn line() -> impl Strategy<Value = String> {
    "[A-Za-z0-9é马'=@\"&<>;:,#|(/.+-]{1,5}( [A-Za-z0-9é马'=@\"&<>;:,#|(/.+-]{1,5}){0,3}"
}

/// No line, or some lines.
fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        prop::collection::vec(line(), 1..4).prop_map(|lines| lines.join("\n")),
    ]
}

fn date() -> impl Strategy<Value = When> {
    prop::sample::select(DATES).prop_map(|text| When::parse(text).unwrap().unwrap())
}

/// The parts of an event; numbers are taken modulo the number of actors, sources or events.
type EventParts = (
    (String, String, Option<When>, usize),
    Vec<(usize, String)>,
    Vec<String>,
    Vec<(usize, String)>,
    Vec<(usize, usize)>,
    Vec<(String, String)>,
    String,
);

fn event_parts() -> impl Strategy<Value = EventParts> {
    let part = || (0_usize..9, prop_oneof![Just(String::new()), "[a-z]{1,6}"]);
    (
        (line(), block(), prop::option::of(date()), 0_usize..9),
        prop::collection::vec(part(), 0..3),
        prop::collection::vec("[a-z]{1,3}[&<]?[a-z]", 0..3),
        prop::collection::vec(part(), 0..3),
        prop::collection::vec((0_usize..9, 0_usize..9), 0..2),
        prop::collection::vec(("x[a-z]{1,5}", line()), 0..3),
        block(),
    )
}

/// Timelines of up to three sources, actors and eras, and five events.
pub(crate) fn timelines() -> impl Strategy<Value = Timeline> {
    let sources = prop::collection::vec((line(), any::<bool>(), block()), 0..3);
    let actors = prop::collection::vec((line(), 0_usize..6, block()), 0..3);
    let eras = prop::collection::vec((line(), date()), 0..3);
    let events = prop::collection::vec(event_parts(), 0..5);
    ((line(), block()), sources, actors, eras, events).prop_map(
        |((title, summary), sources, actors, eras, events)| {
            let mut timeline = Timeline::empty(Clean::own("made-up"), Clean::line(&title));
            timeline.summary = Clean::block(&summary);
            for (index, (title, is_found, note)) in sources.into_iter().enumerate() {
                timeline
                    .sources
                    .push(source(index, &title, is_found, &note));
            }
            for (index, (name, kind, summary)) in actors.into_iter().enumerate() {
                timeline.actors.push(actor(index, &name, kind, &summary));
            }
            timeline
                .eras
                .extend(eras.into_iter().map(|(title, when)| Era {
                    title: Clean::line(&title),
                    when,
                }));
            let count = events.len();
            for (index, event_parts) in events.into_iter().enumerate() {
                let event = event(index, count, event_parts, &timeline);
                timeline.events.push(event);
            }
            timeline
        },
    )
}

fn source(index: usize, title: &str, is_found: bool, note: &str) -> Source {
    let address = if is_found {
        format!("https://example.org/{index}?a=1&b=2")
    } else {
        String::new()
    };
    Source {
        id: Clean::line(&format!("s{index}")),
        account: AccountIndex::FIRST,
        title: Clean::line(title),
        author: Clean::line(title),
        publisher: Clean::default(),
        date: None,
        address: Clean::line(&address),
        note: Clean::block(note),
    }
}

fn actor(index: usize, name: &str, kind: usize, summary: &str) -> Actor {
    Actor {
        id: Clean::line(&format!("a{index}")),
        account: AccountIndex::FIRST,
        name: Clean::line(name),
        short: Clean::line(name),
        aliases: Vec::new(),
        kind: ActorKind::ALL.get(kind).copied(),
        summary: Clean::block(summary),
        same_as: Vec::new(),
        variants: Vec::new(),
        line: None,
    }
}

fn event(index: usize, count: usize, event_parts: EventParts, timeline: &Timeline) -> Event {
    let ((title, summary, when, status), people, themes, evidence, links, extra, notes) =
        event_parts;
    let mut event = Event::new(Clean::line(&format!("e{index}")), Clean::line(&title));
    event.summary = Clean::block(&summary);
    event.when = when;
    event.status = Status::ALL[status % Status::ALL.len()];
    event.notes = Clean::block(&notes);
    for (actor, role) in people {
        if !timeline.actors.is_empty() {
            let actor = ActorIndex::new(actor % timeline.actors.len());
            let role = Clean::line(&role);
            let mut known = event.participants.iter();
            if !known.any(|part| part.actor == actor && part.role == role) {
                event.participants.push(Participation { actor, role });
            }
        }
    }
    event.missing = themes.iter().map(|theme| Clean::line(theme)).collect();
    event.refs.clone_from(&event.missing);
    for theme in themes {
        let theme = Clean::line(&theme);
        if !event.themes.contains(&theme) {
            event.themes.push(theme);
        }
    }
    for (source, at) in evidence {
        if !timeline.sources.is_empty() {
            event.evidence.push(Evidence {
                source: SourceIndex::new(source % timeline.sources.len()),
                at: Clean::line(&at),
            });
        }
    }
    for (to, kind) in links {
        let to = to % count;
        if to != index && !event.links.iter().any(|link| link.to.index() == to) {
            event.links.push(Link {
                to: EventIndex::new(to),
                kind: LinkKind::ALL[kind % LinkKind::ALL.len()],
                wording: Clean::own("so"),
                evidence: event.evidence.clone(),
                refs: vec![Clean::own("C1")],
            });
        }
    }
    for (name, value) in extra {
        event.extra.push(ExtraField {
            name: Clean::line(&name),
            value: Clean::block(&value),
        });
    }
    event
}

/// Everything that must survive a round trip, as texts to compare.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Held(Vec<String>);

impl Held {
    pub(crate) fn of(timeline: &Timeline) -> Self {
        let mut held = vec![format!("{}: {}", timeline.title, timeline.summary)];
        let date = |when: &Option<When>| {
            let when = when.as_ref();
            when.map(|when| (when.start(), when.end(), when.words()))
        };
        for source in &timeline.sources {
            held.push(format!(
                "{} {} {} {} {:?} {} {}",
                source.id,
                source.title,
                source.author,
                source.publisher,
                date(&source.date),
                source.address,
                source.note
            ));
        }
        for actor in &timeline.actors {
            held.push(format!(
                "{} {} {} {:?} {:?} {}",
                actor.id, actor.name, actor.short, actor.aliases, actor.kind, actor.summary
            ));
        }
        for era in &timeline.eras {
            held.push(format!("{} {:?}", era.title, date(&Some(era.when.clone()))));
        }
        for event in &timeline.events {
            let mut extra = event.extra.clone();
            extra.sort_by(|one, other| one.name.cmp(&other.name));
            held.push(format!(
                "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {}",
                event.id,
                event.title,
                event.summary,
                date(&event.when),
                event.status,
                event.participants,
                event.themes,
                event.evidence,
                event.links,
                event.missing,
                event.refs,
                extra,
                event.notes
            ));
        }
        Self(held)
    }
}
