//! Stories for the tests of the views: made by chance, and with everything that is hard to draw.

use proptest::prelude::*;

use annals_model::text::Clean;
use annals_model::{
    Actor, ActorIndex, Event, EventIndex, Evidence, Grouping, LayerIndex, Link, LinkKind,
    Participation, Source, SourceIndex, Status, Timeline,
};
use annals_time::When;

/// Dates of every shape; the last one is none.
static DATES: &[&str] = &[
    "2020",
    "2020",
    "2021",
    "../2019~",
    "2023/..",
    "2020/",
    "/2021",
    "2022?",
    "2023~",
    "199X",
    "[2019,2022]",
    "{2019,2022}",
    "2020-05-12",
    "2020-05-12T10:00:00Z",
    "-0044",
    "Y170000002",
    "",
];

/// Names: short, long, wide, combining, hostile, empty.
static NAMES: &[&str] = &[
    "Jack Ma",
    "A name that is much too long for any column of names that there is",
    "马云与阿里巴巴：压力、沉默、回归",
    "e\u{301}\u{301} 👨‍👩‍👧 ﷽",
    "\u{1b}[31mred\u{202e}",
    "",
    "US",
];

/// An event in the making: place of its date, its name, its actors, its links.
pub type Draft = (usize, usize, Vec<usize>, Vec<(usize, usize)>);

/// Any small story.
pub fn any_story() -> impl Strategy<Value = Timeline> {
    let actors = 0_usize..7;
    let parts = prop::collection::vec(0_usize..7, 0..4);
    let links = prop::collection::vec((0_usize..14, 0_usize..4), 0..4);
    let event = (0..DATES.len(), 0..NAMES.len(), parts, links);
    (actors, prop::collection::vec(event, 0..14))
        .prop_map(|(actors, events)| story(actors, &events))
}

/// A story of so many actors and those events. Actors and links that do not exist are taken round.
pub fn story(actors: usize, drafts: &[Draft]) -> Timeline {
    let name = |place: usize| Clean::line(NAMES[place % NAMES.len()]);
    let actor = |place: usize| Actor {
        id: Clean::line(&format!("a{place}")),
        layer: LayerIndex::FIRST,
        same_as: Vec::new(),
        retold: Vec::new(),
        line: None,
        name: name(place),
        short: name(place),
        aliases: Vec::new(),
        kind: None,
        summary: Clean::default(),
    };
    let event = |place: usize, (date, title, parts, links): &Draft| Event {
        id: Clean::line(&format!("e{place}")),
        layer: LayerIndex::FIRST,
        title: name(*title),
        summary: Clean::default(),
        when: When::parse(DATES[date % DATES.len()]).expect("the text is a date"),
        status: Status::ALL[place % Status::ALL.len()],
        participants: parts
            .iter()
            .filter(|_| actors > 0)
            .map(|part| Participation {
                actor: ActorIndex::new(part % actors),
                role: name(part + title),
            })
            .collect(),
        themes: Vec::new(),
        evidence: Vec::new(),
        links: links
            .iter()
            .map(|(to, kind)| Link {
                to: EventIndex::new(to % drafts.len()),
                kind: LinkKind::ALL[kind % LinkKind::ALL.len()],
                wording: name(to + kind),
                evidence: vec![Evidence {
                    source: SourceIndex::new(0),
                    at: Clean::own("p7"),
                }],
            })
            .collect(),
        notes: Clean::default(),
        extra: Vec::new(),
        line: None,
    };
    Timeline {
        lanes: Some(Grouping::Actor),
        sources: vec![Source {
            id: Clean::own("source"),
            layer: LayerIndex::FIRST,
            title: Clean::default(),
            author: Clean::default(),
            publisher: Clean::default(),
            date: None,
            address: Clean::default(),
            note: Clean::default(),
        }],
        actors: (0..actors).map(actor).collect(),
        events: drafts
            .iter()
            .enumerate()
            .map(|(place, draft)| event(place, draft))
            .collect(),
        ..Timeline::empty(Clean::own("sample"), Clean::own("Sample"))
    }
}

/// The bundled story.
pub fn bundled() -> Timeline {
    let text = annals_model::test_support::bundled()[0].text;
    annals_model::native::read("bundled", text)
        .timeline
        .expect("the bundled story is whole")
}
