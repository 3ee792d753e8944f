//! Timelines for tests of the views: generated ones with everything that is hard to draw, and the bundled
//! one.

use proptest::prelude::*;

use annals_model::text::Clean;
use annals_model::{
    AccountIndex, Actor, ActorIndex, Event, EventIndex, Evidence, Grouping, Link, LinkKind,
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

/// A generated event: index of its date, index of its name, its actors, its links.
pub type Draft = (usize, usize, Vec<usize>, Vec<(usize, usize)>);

/// Returns a strategy of small timelines.
pub fn any_story() -> impl Strategy<Value = Timeline> {
    let actors = 0_usize..7;
    let parts = prop::collection::vec(0_usize..7, 0..4);
    let links = prop::collection::vec((0_usize..14, 0_usize..4), 0..4);
    let event = (0..DATES.len(), 0..NAMES.len(), parts, links);
    (actors, prop::collection::vec(event, 0..14))
        .prop_map(|(actors, events)| story(actors, &events))
}

/// Builds a timeline. Indices of actors and events wrap around.
pub fn story(actors: usize, drafts: &[Draft]) -> Timeline {
    let name = |position: usize| Clean::line(NAMES[position % NAMES.len()]);
    let actor = |position: usize| Actor {
        id: Clean::line(&format!("a{position}")),
        account: AccountIndex::FIRST,
        same_as: Vec::new(),
        variants: Vec::new(),
        line: None,
        name: name(position),
        short: name(position),
        aliases: Vec::new(),
        kind: None,
        summary: Clean::default(),
    };
    let event = |position: usize, (date, title, parts, links): &Draft| Event {
        id: Clean::line(&format!("e{position}")),
        account: AccountIndex::FIRST,
        title: name(*title),
        summary: Clean::default(),
        when: When::parse(DATES[date % DATES.len()]).expect("the text is a date"),
        status: Status::ALL[position % Status::ALL.len()],
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
                refs: Vec::new(),
            })
            .collect(),
        missing: Vec::new(),
        refs: Vec::new(),
        notes: Clean::default(),
        extra: Vec::new(),
        line: None,
    };
    Timeline {
        lanes: Some(Grouping::Actor),
        sources: vec![Source {
            id: Clean::own("source"),
            account: AccountIndex::FIRST,
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
            .map(|(position, draft)| event(position, draft))
            .collect(),
        ..Timeline::empty(Clean::own("sample"), Clean::own("Sample"))
    }
}

/// Returns the bundled timeline.
pub fn bundled() -> Timeline {
    let text = annals_model::test_support::bundled()[0].text;
    annals_model::native::read("bundled", text)
        .timeline
        .expect("the bundled story is whole")
}
