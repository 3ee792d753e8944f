//! Random timelines for property tests; [`dump`] compares two of them.
//!
//! The timelines are what any reader may produce, with texts that are hard to write correctly.

mod dump;

use proptest::prelude::*;
use proptest::sample::Index;

pub use self::dump::dump;
use super::comparison::{ComparedEvent, Comparison, Disagreement, DisagreementVersion, Verdict};
use super::model::{
    AccountIndex, Actor, ActorIndex, ActorKind, Era, Event, EventIndex, Evidence, ExtraField,
    ForeignName, Grouping, Link, LinkKind, Participation, Source, SourceIndex, Status, TourStep,
};
use super::problem::{LineIndex, Location};
use super::timeline::Timeline;
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

/// Ordinary texts, and texts that are hard to write correctly.
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

fn foreign(name: Clean) -> ForeignName {
    let spot = Location::new(&LineIndex::new(""), 0);
    ForeignName { name, spot }
}

/// Unique ids.
fn ids(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Clean>> {
    let id = prop_oneof![3 => "[a-z]{1,5}(-[a-z0-9]{1,3})?".prop_map(|id| Clean::line(&id)), 1 => filled()];
    prop::collection::vec(id, count).prop_map(|mut ids| {
        let mut taken = std::collections::HashSet::new();
        ids.retain(|id| taken.insert(id.clone()));
        ids
    })
}

fn pick(pick_at: Index, count: usize) -> Option<usize> {
    (count > 0).then(|| pick_at.index(count))
}

type Cited = Vec<(Index, Clean)>;

fn cited() -> impl Strategy<Value = Cited> {
    let at = prop_oneof![Just(Clean::default()), line()];
    prop::collection::vec((any::<Index>(), at), 0..3)
}

fn evidence(cited: Cited, sources: usize) -> Vec<Evidence> {
    let one = |(pick_at, at): (Index, Clean)| {
        let source = SourceIndex::new(pick(pick_at, sources)?);
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
                account: AccountIndex::FIRST,
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
                account: AccountIndex::FIRST,
                short: if is_short { short } else { Clean::clone(&name) },
                name,
                aliases,
                kind,
                summary,
                same_as: Vec::into_iter(same_as).map(foreign).collect(),
                variants: Vec::new(),
                line: None,
            };
        ids.into_iter().zip(rest).map(actor).collect()
    })
}

/// An event whose references are not resolved yet.
#[derive(Debug, Clone)]
struct Loose {
    event: Event,
    parts: Cited,
    cited: Cited,
    links: Vec<(Index, LinkKind, Clean, Cited, Vec<Clean>)>,
}

fn loose() -> impl Strategy<Value = Loose> {
    let status = prop::sample::select(Status::ALL);
    let texts = || prop::collection::vec(line(), 0..3);
    let lists = (texts(), texts(), texts());
    let extra = prop::collection::vec((line(), block()), 0..4);
    let links = (
        any::<Index>(),
        prop::sample::select(LinkKind::ALL),
        line(),
        cited(),
        texts(),
    );
    let links = prop::collection::vec(links, 0..3);
    let own = (filled(), block(), when(), status, lists, block(), extra);
    (own, cited(), cited(), links).prop_map(|(own, parts, cited, links)| {
        let (title, summary, when, status, lists, notes, extra) = own;
        let (themes, missing, refs) = lists;
        let mut extra: Vec<_> = extra
            .into_iter()
            .map(|(name, value)| ExtraField { name, value })
            .collect();
        // Fields of the same name are grouped in a file.
        extra.sort_by(|one, other| one.name.raw().cmp(other.name.raw()));
        let event = Event {
            summary,
            when,
            status,
            themes,
            missing,
            refs,
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
        for (pick_at, role) in loose.parts {
            let Some(pick_at) = pick(pick_at, actors) else {
                continue;
            };
            let actor = ActorIndex::new(pick_at);
            let is_there = |it: &Participation| it.actor == actor && it.role == role;
            if !event.participants.iter().any(is_there) {
                event.participants.push(Participation { actor, role });
            }
        }
        event.evidence = evidence(loose.cited, sources);
        for (pick_at, kind, wording, cited, refs) in loose.links {
            let to = pick_at.index(count);
            if to != own {
                let evidence = evidence(cited, sources);
                let to = EventIndex::new(to);
                event.links.push(Link {
                    to,
                    kind,
                    wording,
                    evidence,
                    refs,
                });
            }
        }
        events.push(event);
    }
    events
}

/// Some events, without repetition.
fn some(picks: &[Index], count: usize) -> Vec<EventIndex> {
    let mut found = Vec::new();
    for pick_at in picks.iter().filter_map(|&pick_at| pick(pick_at, count)) {
        let event = EventIndex::new(pick_at);
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
    let picks = || prop::collection::vec(any::<Index>(), 0..3);
    let step = (line(), prop::option::of(any::<Index>()), window(), block());
    let about = prop::collection::hash_set(filled(), 1..3);
    let verdict = prop::sample::select(Verdict::ALL);
    let comparison = (about, verdict, picks(), block(), cited());
    let versions = prop::collection::vec((line(), cited()), 2..4);
    let disagreement = (filled(), picks(), versions, block());
    let rest = (
        prop::collection::vec(step, 0..3),
        prop::collection::vec(comparison, 0..3),
        prop::collection::vec(disagreement, 0..3),
    );
    (head, sources(), actors(), eras, events, rest).prop_map(
        |(head, sources, actors, eras, (ids, loose), (steps, comparisons, disagreements))| {
            let (id, title, short, is_short, summary, opening, lanes) = head;
            let mut timeline = Timeline::empty(id, title);
            timeline.accounts[0].summary = summary.clone();
            if is_short && !short.is_empty() {
                timeline.accounts[0].short = short;
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
                    .and_then(|pick_at| pick(pick_at, count))
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
            for (about, verdict, picks, note, cited) in comparisons {
                let about = about.into_iter().map(|name| ComparedEvent {
                    name: foreign(name),
                    event: None,
                });
                timeline.comparisons.push(Comparison {
                    account: AccountIndex::FIRST,
                    about: about.collect(),
                    verdict,
                    events: some(&picks, count),
                    note,
                    evidence: evidence(cited, of),
                });
            }
            for (title, picks, versions, note) in disagreements {
                let versions = versions
                    .into_iter()
                    .map(|(says, cited)| DisagreementVersion {
                        says,
                        evidence: evidence(cited, of),
                    });
                timeline.disagreements.push(Disagreement {
                    account: AccountIndex::FIRST,
                    title,
                    events: some(&picks, count),
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
