//! Timelines made at random, and all that a timeline says as text, for tests that write and read again.
//!
//! Owns what a timeline may be: whatever a reader lets through, with texts that are hard to write down.

use proptest::prelude::*;
use proptest::sample::Index;

use super::comparison::{About, Comparison, Disagreement, Verdict, Version};
use super::model::{
    Actor, ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, Extra, Foreign, Grouping,
    LayerIndex, Link, LinkKind, Participation, Retold, Source, SourceIndex, Status, Timeline,
    TourStep,
};
use super::problem::{Lines, Spot};
use crate::text::Clean;
use annals_time::{When, Window};

/// Reads one of the texts of this file as a date.
fn date(text: &str) -> Option<When> {
    When::parse(text).expect("the text is a date")
}

static DATES: &[&str] = &[
    "2021",
    "2021-04",
    "2021-04-12",
    "2020/2022",
    "2023/..",
    "from 2023 on",
    "1985/",
    "2019~",
    "circa 1200",
    "2019?",
    "1985-04-XX",
    "[1667,1668]",
    "{1960,1961-12}",
    "spring 2001",
    "199X",
    "44 BC",
    "65 Ma",
    "2021-04-12T14:30:00Z",
    "2021-04-12 14:30:00.25",
    "Y-170000002",
    "-0043/0014~",
];

static WINDOWS: &[&str] = &[
    "2019/2024",
    "2019",
    "1905-03/1910",
    "2021-04-12/2021-04-13",
    "2021-04-12T14:30:00Z/2021-04-12T15:00:00Z",
    "-0043/0014",
    "Y-20000/2000",
    "2021-04-12T14:30:00Z",
];

/// Texts that a person writes, and texts that nobody should.
pub fn text() -> impl Strategy<Value = String> {
    const HARD: &[char] = &[
        'a',
        'b',
        ' ',
        ' ',
        '\n',
        '\r',
        '\t',
        '"',
        '"',
        '\'',
        '\\',
        '#',
        '=',
        '[',
        '{',
        ',',
        ';',
        '-',
        '+',
        '@',
        ':',
        '.',
        '马',
        '云',
        'é',
        '\u{301}',
        '\u{202e}',
        '\u{200b}',
        '\u{200d}',
        '👩',
        '\u{0}',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{2028}',
        '\u{feff}',
        '\u{10ffff}',
        'u',
        'n',
    ];
    prop_oneof![
        2 => "[A-Za-z]{1,8}( [a-z]{1,9}){0,4}",
        1 => "[a-z]{1,8}( [a-z]{1,9}){15,40}",
        2 => prop::collection::vec(prop::sample::select(HARD), 0..40).prop_map(String::from_iter),
        1 => any::<String>(),
    ]
}

fn line() -> impl Strategy<Value = Clean> {
    text().prop_map(|text| Clean::line(&text))
}

fn filled() -> impl Strategy<Value = Clean> {
    line().prop_filter("needs a letter", |text| !text.raw().trim().is_empty())
}

fn block() -> impl Strategy<Value = Clean> {
    prop_oneof![
        Just(Clean::default()),
        text().prop_map(|text| Clean::block(text.trim()))
    ]
}

fn when() -> impl Strategy<Value = Option<When>> {
    prop::option::of(prop::sample::select(DATES)).prop_map(|text| date(text?))
}

fn window() -> impl Strategy<Value = Option<Window>> {
    let window = |text: Option<&str>| {
        let (start, end) = date(text?)?.reach();
        Window::new(start, end)
    };
    prop::option::of(prop::sample::select(WINDOWS)).prop_map(window)
}

fn foreign(name: Clean) -> Foreign {
    let spot = Spot::new(&Lines::new(""), 0);
    Foreign { name, spot }
}

/// Ids that are all different.
fn ids(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Clean>> {
    let id = prop_oneof![3 => "[a-z]{1,5}(-[a-z0-9]{1,3})?".prop_map(|id| Clean::line(&id)), 1 => filled()];
    prop::collection::vec(id, count).prop_map(|mut ids| {
        let mut taken = std::collections::HashSet::new();
        ids.retain(|id| taken.insert(id.clone()));
        ids
    })
}

fn pick(place: Index, count: usize) -> Option<usize> {
    (count > 0).then(|| place.index(count))
}

type Cited = Vec<(Index, Clean)>;

fn cited() -> impl Strategy<Value = Cited> {
    let at = prop_oneof![Just(Clean::default()), line()];
    prop::collection::vec((any::<Index>(), at), 0..3)
}

fn evidence(cited: Cited, sources: usize) -> Vec<Evidence> {
    let one = |(place, at): (Index, Clean)| {
        let source = SourceIndex::new(pick(place, sources)?);
        Some(Evidence { source, at })
    };
    cited.into_iter().filter_map(one).collect()
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    let rest = (line(), block(), when(), line(), block());
    (ids(0..4), prop::collection::vec(rest, 4)).prop_map(|(ids, rest)| {
        let source =
            |(id, (title, author, date, address, note)): (Clean, (Clean, Clean, _, _, _))| Source {
                id,
                layer: LayerIndex::FIRST,
                title,
                author: Clean::line(author.raw()),
                publisher: Clean::default(),
                date,
                address,
                note,
            };
        ids.into_iter().zip(rest).map(source).collect()
    })
}

fn actors() -> impl Strategy<Value = Vec<Actor>> {
    let lines = || prop::collection::vec(line(), 0..3);
    let same_as = prop::collection::vec(filled(), 0..3);
    let kind = prop::option::of(prop::sample::select(ActorKind::ALL));
    let rest = (
        line(),
        line(),
        any::<bool>(),
        lines(),
        kind,
        block(),
        same_as,
    );
    (ids(0..4), prop::collection::vec(rest, 4)).prop_map(|(ids, rest)| {
        let actor =
            |(id, (name, short, is_short, aliases, kind, summary, same_as)): (Clean, _)| Actor {
                id,
                layer: LayerIndex::FIRST,
                short: if is_short { short } else { Clean::clone(&name) },
                name,
                aliases,
                kind,
                summary,
                same_as: Vec::into_iter(same_as).map(foreign).collect(),
                retold: Vec::new(),
                line: None,
            };
        ids.into_iter().zip(rest).map(actor).collect()
    })
}

/// An event whose connections are still to be made.
#[derive(Debug, Clone)]
struct Loose {
    event: Event,
    parts: Cited,
    cited: Cited,
    links: Vec<(Index, LinkKind, Clean, Cited)>,
}

fn loose() -> impl Strategy<Value = Loose> {
    let status = prop::sample::select(Status::ALL);
    let themes = prop::collection::vec(line(), 0..3);
    let extra = prop::collection::vec((line(), block()), 0..4);
    let links = (
        any::<Index>(),
        prop::sample::select(LinkKind::ALL),
        line(),
        cited(),
    );
    let links = prop::collection::vec(links, 0..3);
    let own = (filled(), block(), when(), status, themes, block(), extra);
    (own, cited(), cited(), links).prop_map(|(own, parts, cited, links)| {
        let (title, summary, when, status, themes, notes, extra) = own;
        let mut extra: Vec<_> = extra
            .into_iter()
            .map(|(name, value)| Extra { name, value })
            .collect();
        // Those of one name stand together in a file.
        extra.sort_by(|one, other| one.name.raw().cmp(other.name.raw()));
        let event = Event {
            summary,
            when,
            status,
            themes,
            notes,
            extra,
            ..Event::new(Clean::default(), title)
        };
        Loose {
            event,
            parts,
            cited,
            links,
        }
    })
}

fn connected(ids: Vec<Clean>, loose: Vec<Loose>, actors: usize, sources: usize) -> Vec<Event> {
    let count = ids.len();
    let mut events = Vec::new();
    for (own, (id, loose)) in ids.into_iter().zip(loose).enumerate() {
        let mut event = Event { id, ..loose.event };
        for (place, role) in loose.parts {
            let Some(place) = pick(place, actors) else {
                continue;
            };
            let actor = ActorIndex::new(place);
            let is_there = |it: &Participation| it.actor == actor && it.role == role;
            if !event.participants.iter().any(is_there) {
                event.participants.push(Participation { actor, role });
            }
        }
        event.evidence = evidence(loose.cited, sources);
        for (place, kind, wording, cited) in loose.links {
            let to = place.index(count);
            if to != own {
                let evidence = evidence(cited, sources);
                let to = EventIndex::new(to);
                event.links.push(Link {
                    to,
                    kind,
                    wording,
                    evidence,
                });
            }
        }
        events.push(event);
    }
    events
}

/// Some events, each once.
fn some(places: &[Index], count: usize) -> Vec<EventIndex> {
    let mut found = Vec::new();
    for place in places.iter().filter_map(|&place| pick(place, count)) {
        let event = EventIndex::new(place);
        if !found.contains(&event) {
            found.push(event);
        }
    }
    found
}

/// Timelines of one account.
pub fn timeline() -> impl Strategy<Value = Timeline> {
    let id = filled().prop_map(|id| Clean::line(&id.raw().replace(':', ";")));
    let lanes = prop::option::of(prop::sample::select(Grouping::ALL));
    let head = (
        id,
        line(),
        filled(),
        any::<bool>(),
        block(),
        window(),
        lanes,
    );
    let eras = prop::collection::vec((filled(), prop::sample::select(DATES)), 0..3);
    let events = (ids(0..5), prop::collection::vec(loose(), 5));
    let places = || prop::collection::vec(any::<Index>(), 0..3);
    let step = (line(), prop::option::of(any::<Index>()), window(), block());
    let about = prop::collection::hash_set(filled(), 1..3);
    let verdict = prop::sample::select(Verdict::ALL);
    let comparison = (about, verdict, places(), block(), cited());
    let versions = prop::collection::vec((line(), cited()), 2..4);
    let disagreement = (filled(), places(), versions, block());
    let rest = (
        prop::collection::vec(step, 0..3),
        prop::collection::vec(comparison, 0..3),
        prop::collection::vec(disagreement, 0..3),
    );
    (head, sources(), actors(), eras, events, rest).prop_map(
        |(head, sources, actors, eras, (ids, loose), (steps, comparisons, disagreements))| {
            let (id, title, short, is_short, summary, opening, lanes) = head;
            let mut timeline = Timeline::empty(id, title);
            timeline.layers[0].summary = summary.clone();
            if is_short && !short.is_empty() {
                timeline.layers[0].short = short;
            }
            let (of, count) = (sources.len(), ids.len());
            timeline.events = connected(ids, loose, actors.len(), of).into();
            let era = |(title, text): (Clean, &str)| Era {
                title,
                when: date(text).expect("the text says a date"),
            };
            timeline.eras = eras.into_iter().map(era).collect();
            let count = count.min(timeline.events.len());
            for (name, event, window, note) in steps {
                let event = event
                    .and_then(|place| pick(place, count))
                    .map(EventIndex::new);
                if event.is_some() || !name.is_empty() {
                    timeline.tour.push(TourStep {
                        name,
                        event,
                        window,
                        note,
                    });
                }
            }
            for (about, verdict, places, note, cited) in comparisons {
                let about = about.into_iter().map(|name| About {
                    name: foreign(name),
                    event: None,
                });
                timeline.comparisons.push(Comparison {
                    layer: LayerIndex::FIRST,
                    about: about.collect(),
                    verdict,
                    events: some(&places, count),
                    note,
                    evidence: evidence(cited, of),
                });
            }
            for (title, places, versions, note) in disagreements {
                let versions = versions.into_iter().map(|(says, cited)| Version {
                    says,
                    evidence: evidence(cited, of),
                });
                timeline.disagreements.push(Disagreement {
                    layer: LayerIndex::FIRST,
                    title,
                    events: some(&places, count),
                    versions: versions.collect(),
                    note,
                });
            }
            Timeline {
                summary,
                opening,
                lanes,
                sources,
                actors,
                ..timeline
            }
        },
    )
}

/// All that a timeline says, exactly, but for places in its text.
pub fn told(timeline: &Timeline) -> String {
    let Timeline {
        layers,
        id,
        title,
        summary,
        opening,
        lanes,
        sources,
        actors,
        events,
        eras,
        tour,
        comparisons,
        disagreements,
    } = timeline;
    let texts = [id, title, summary].map(Clean::raw);
    let mut told = vec![format!("{texts:?} {opening:?} {lanes:?}")];
    told.extend(layers.iter().map(|it| {
        let texts = [&it.id, &it.title, &it.short, &it.summary].map(Clean::raw);
        format!("layer {texts:?} {}", it.on)
    }));
    told.extend(sources.iter().map(source_told));
    told.extend(actors.iter().map(actor_told));
    told.extend(events.iter().map(event_told));
    for Era { title, when } in eras {
        told.push(format!("era {:?} {when:?}", title.raw()));
    }
    for TourStep {
        name,
        event,
        window,
        note,
    } in tour
    {
        let texts = [name, note].map(Clean::raw);
        told.push(format!("step {texts:?} {event:?} {window:?}"));
    }
    told.extend(comparisons.iter().map(comparison_told));
    told.extend(disagreements.iter().map(disagreement_told));
    told.join("\n")
}

fn raw(texts: &[Clean]) -> Vec<&str> {
    texts.iter().map(Clean::raw).collect()
}

fn cited_told(evidence: &[Evidence]) -> Vec<(SourceIndex, &str)> {
    evidence.iter().map(|it| (it.source, it.at.raw())).collect()
}

fn source_told(source: &Source) -> String {
    let Source {
        id,
        layer,
        title,
        author,
        publisher,
        date,
        address,
        note,
    } = source;
    let texts = [id, title, author, publisher, address, note].map(Clean::raw);
    format!("source {texts:?} {layer:?} {date:?}")
}

fn actor_told(actor: &Actor) -> String {
    let Actor {
        id,
        layer,
        name,
        short,
        aliases,
        kind,
        summary,
        same_as,
        retold,
        // Where it stands in its text is not what it says.
        line: _,
    } = actor;
    let texts = [id, name, short, summary].map(Clean::raw);
    let same_as: Vec<_> = same_as.iter().map(|it| it.name.raw()).collect();
    let retold = retold.iter().map(
        |Retold {
             layer,
             id,
             name,
             summary,
         }| (layer, [id, name, summary].map(Clean::raw)),
    );
    let retold: Vec<_> = retold.collect();
    let aliases = raw(aliases);
    format!("actor {texts:?} {layer:?} {aliases:?} {kind:?} {same_as:?} {retold:?}")
}

fn event_told(event: &Event) -> String {
    let Event {
        id,
        layer,
        title,
        summary,
        when,
        status,
        participants,
        themes,
        evidence,
        links,
        notes,
        extra,
        line: _,
    } = event;
    let texts = [id, title, summary, notes].map(Clean::raw);
    let parts = participants.iter().map(|it| (it.actor, it.role.raw()));
    let parts: Vec<_> = parts.collect();
    let links = links.iter().map(
        |Link {
             to,
             kind,
             wording,
             evidence,
         }| (to, kind, wording.raw(), cited_told(evidence)),
    );
    let links: Vec<_> = links.collect();
    let extra = extra.iter().map(|it| [it.name.raw(), it.value.raw()]);
    let extra: Vec<_> = extra.collect();
    let (themes, evidence) = (raw(themes), cited_told(evidence));
    format!(
        "event {texts:?} {layer:?} {when:?} {status:?} {parts:?} {themes:?} {evidence:?} {links:?} {extra:?}"
    )
}

fn comparison_told(comparison: &Comparison) -> String {
    let Comparison {
        layer,
        about,
        verdict,
        events,
        note,
        evidence,
    } = comparison;
    let about = about.iter().map(|it| (it.name.name.raw(), it.event));
    let about: Vec<_> = about.collect();
    let (note, evidence) = (note.raw(), cited_told(evidence));
    format!("comparison {layer:?} {about:?} {verdict:?} {events:?} {note:?} {evidence:?}")
}

fn disagreement_told(disagreement: &Disagreement) -> String {
    let Disagreement {
        layer,
        title,
        events,
        versions,
        note,
    } = disagreement;
    let texts = [title, note].map(Clean::raw);
    let versions = versions.iter();
    let versions = versions.map(|it| (it.says.raw(), cited_told(&it.evidence)));
    let versions: Vec<_> = versions.collect();
    format!("disagreement {texts:?} {layer:?} {events:?} {versions:?}")
}
