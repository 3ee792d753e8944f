//! The fields of the native format: names, what they hold, what they are for. The reader checks keys
//! against these tables, and the JSON Schema and the reference page are generated from them.

use crate::comparison::Verdict;
use crate::model::{ActorKind, Grouping, LinkKind, Status};

/// Maximum size of a text, in bytes. TOML is for timelines written by hand; larger ones come as CSV or JSON
/// Lines.
pub const MAX_BYTES: usize = 64 << 20;

/// The name of the format.
pub const FORMAT: &str = "annals TOML";

/// A table of the format: the file itself, or something in it.
#[derive(Debug)]
pub(super) struct Table {
    /// Its name in the schema.
    pub(super) name: &'static str,
    /// What it is, with an article, as in "an event".
    pub(super) what: &'static str,
    /// How it is written, as in `[[event]]`.
    pub(super) form: &'static str,
    /// What it is for, in a sentence.
    pub(super) about: &'static str,
    /// Its fields, in the usual order of writing.
    pub(super) fields: &'static [Field],
    /// Fields of which at least one is required; may be empty.
    pub(super) one_of: &'static [&'static str],
}

/// A field of a table.
#[derive(Debug)]
pub(super) struct Field {
    /// Its key.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) kind: Kind,
    /// Whether it must be there.
    pub(super) is_needed: bool,
    /// What it is for, in a sentence or two.
    pub(super) about: &'static str,
}

/// What a field may hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Text on one line.
    Line,
    /// Text on one line that is not empty.
    Filled,
    /// A short name, used once.
    Id,
    /// A short name without a colon.
    OwnId,
    /// Text of any number of lines.
    Block,
    /// A date: text, a date of TOML, or a year as a number.
    Date,
    /// A date with a start and an end.
    Interval,
    /// A text, or a list of texts.
    Lines,
    /// A name of something of another file, or a list of such names.
    Names,
    /// A list of ids of this file, or one.
    Ids,
    /// One of a few names.
    Choice(&'static [&'static str]),
    /// A list of ids, each bare or in a table with a detail.
    References(&'static Table),
    /// A list of tables, and how many there have to be at least.
    Tables(&'static Table, usize),
    /// Tables by id.
    Named(&'static Table),
    /// Fields of any name.
    Free,
}

impl Table {
    /// Returns the keys of its fields.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.name)
    }
}

/// A field that may be left out.
const fn field(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field {
        name,
        kind,
        is_needed: false,
        about,
    }
}

/// A field that must be there.
const fn needed(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field {
        is_needed: true,
        ..field(name, kind, about)
    }
}

/// The file.
pub(super) static TIMELINE: Table = Table {
    name: "timeline",
    what: "a timeline",
    form: "the top of the file",
    about: "A timeline: events, who takes part in them, and the sources that say so.",
    one_of: &[],
    fields: &[
        needed("title", Kind::Line, "What the timeline is called."),
        field(
            "summary",
            Kind::Block,
            "What it is about, in a sentence or two.",
        ),
        field(
            "opening",
            Kind::Interval,
            "The interval shown first, as in \"2019/2024\". Without it, the whole story.",
        ),
        field(
            "lanes",
            Kind::Choice(Grouping::NAMES),
            "What the lanes of the axis stand for.",
        ),
        field(
            "id",
            Kind::OwnId,
            "The name by which other files refer to this one. Without it, the name of the file.",
        ),
        field("short", Kind::Line, "The title where there is little room."),
        field(
            "source",
            Kind::Named(&SOURCE),
            "The documents it rests on, each under an id of yours.",
        ),
        field(
            "actor",
            Kind::Named(&ACTOR),
            "Who takes part, each under an id of yours. Their order is that of the lanes.",
        ),
        field(
            "era",
            Kind::Tables(&ERA, 0),
            "Named intervals behind the events.",
        ),
        field(
            "event",
            Kind::Tables(&EVENT, 0),
            "What is said to have happened.",
        ),
        field(
            "tour",
            Kind::Tables(&STEP, 0),
            "A path through the events for presenting them.",
        ),
        field(
            "comparison",
            Kind::Tables(&COMPARISON, 0),
            "What this account says about events of another file.",
        ),
        field(
            "disagreement",
            Kind::Tables(&DISAGREEMENT, 0),
            "Where the sources of this file differ.",
        ),
    ],
};

/// `[source.ID]`
pub(super) static SOURCE: Table = Table {
    name: "source",
    what: "a source",
    form: "[source.ID]",
    about: "A document.",
    one_of: &[],
    fields: &[
        field(
            "title",
            Kind::Line,
            "What the document is called. Without it, its id.",
        ),
        field("author", Kind::Line, "Who wrote it."),
        field("publisher", Kind::Line, "Who published it."),
        field("date", Kind::Date, "When it appeared."),
        field(
            "address",
            Kind::Line,
            "Where it can be found. It is shown, and never fetched.",
        ),
        field("note", Kind::Block, "What a reader should know about it."),
    ],
};

/// `[actor.ID]`
pub(super) static ACTOR: Table = Table {
    name: "actor",
    what: "an actor",
    form: "[actor.ID]",
    about: "A person, organization or place that takes part in events.",
    one_of: &[],
    fields: &[
        field(
            "name",
            Kind::Line,
            "The name that is shown. Without it, the id.",
        ),
        field(
            "short",
            Kind::Line,
            "The name where there is little room, as in front of a lane.",
        ),
        field(
            "aliases",
            Kind::Lines,
            "Other names. They are shown and searched.",
        ),
        field("kind", Kind::Choice(ActorKind::NAMES), "What the actor is."),
        field("summary", Kind::Block, "Who this is, in a sentence or two."),
        field(
            "same_as",
            Kind::Names,
            "The id of the same actor in another file, or several; \"file:id\" says which file.",
        ),
    ],
};

/// `[[era]]`
pub(super) static ERA: Table = Table {
    name: "era",
    what: "an era",
    form: "[[era]]",
    about: "A named interval behind the events, such as a reign or a war.",
    one_of: &[],
    fields: &[
        needed("title", Kind::Filled, "What it is called."),
        needed("date", Kind::Date, "When it was, as in \"1957/1975\"."),
    ],
};

/// What `refs` is for.
const REFS: &str = "Its numbers in a list of your own, such as a catalogue or a close reading: [\"S11\"]. `annals show` prints them.";

/// `[[event]]`
pub(super) static EVENT: Table = Table {
    name: "event",
    what: "an event",
    form: "[[event]]",
    about: "Something said to happen, or to hold, at some time.",
    one_of: &[],
    fields: &[
        field(
            "id",
            Kind::Id,
            "A short name of yours, used once. Without it, one is made of the title.",
        ),
        field(
            "date",
            Kind::Date,
            "When, in EDTF or as people write it: \"2021-04\", \"2020/2022\", \"from 2023 on\", \"circa 1200\". Leave it out if the source gives no time.",
        ),
        needed("title", Kind::Filled, "What it is called."),
        field(
            "summary",
            Kind::Block,
            "What is said, in a sentence or two.",
        ),
        field(
            "status",
            Kind::Choice(Status::NAMES),
            "What kind of statement it is. Without it, reported.",
        ),
        field(
            "actors",
            Kind::References(&PART),
            "Who takes part: ids, or { id = \"…\", role = \"…\" }.",
        ),
        field(
            "themes",
            Kind::Lines,
            "What it is about, in words that several events share.",
        ),
        field(
            "evidence",
            Kind::References(&EVIDENCE),
            "Which sources say so: ids, or { source = \"…\", at = \"…\" }.",
        ),
        field(
            "links",
            Kind::Tables(&LINK, 0),
            "What it leads to, or contradicts.",
        ),
        field(
            "missing",
            Kind::Lines,
            "What the sources leave out, each in a few words: [\"which months\", \"why\"]. It is shown as \"Not said\".",
        ),
        field("refs", Kind::Lines, REFS),
        field(
            "notes",
            Kind::Block,
            "For the teacher; hidden until asked for.",
        ),
        field(
            "extra",
            Kind::Free,
            "Fields of your own, as in { Location = \"Paris\" }. They are shown below the event.",
        ),
    ],
};

/// An item of `actors`.
pub(super) static PART: Table = Table {
    name: "part",
    what: "an actor's part in an event",
    form: "an item of `actors`",
    about: "An actor's part in an event.",
    one_of: &[],
    fields: &[
        needed("id", Kind::Line, "The id of the actor."),
        field("role", Kind::Line, "In which role."),
    ],
};

/// An item of `evidence`.
pub(super) static EVIDENCE: Table = Table {
    name: "evidence",
    what: "evidence",
    form: "an item of `evidence`",
    about: "Where a document says something.",
    one_of: &[],
    fields: &[
        needed("source", Kind::Line, "The id of the source."),
        field(
            "at",
            Kind::Line,
            "The place in it: \"p7\" for its seventh paragraph, a page, an address.",
        ),
    ],
};

/// An item of `links`.
pub(super) static LINK: Table = Table {
    name: "link",
    what: "a link",
    form: "an item of `links`",
    about: "A link from an event to another one.",
    one_of: &[],
    fields: &[
        needed("to", Kind::Line, "The id of the other event."),
        needed("kind", Kind::Choice(LinkKind::NAMES), "The kind of link."),
        field(
            "wording",
            Kind::Line,
            "The connecting word of the source, as in \"because\".",
        ),
        field(
            "evidence",
            Kind::References(&EVIDENCE),
            "Which sources assert the connection.",
        ),
        field("refs", Kind::Lines, REFS),
    ],
};

/// `[[tour]]`
pub(super) static STEP: Table = Table {
    name: "step",
    what: "a step of a tour",
    form: "[[tour]]",
    about: "A step of a path through the story, for presenting it.",
    one_of: &["name", "event"],
    fields: &[
        field(
            "name",
            Kind::Line,
            "What the step is called. Without an event, it is a card of its own.",
        ),
        field("event", Kind::Line, "The id of the event that it shows."),
        field(
            "window",
            Kind::Interval,
            "What the axis shows, as in \"1905/1910\".",
        ),
        field("note", Kind::Block, "For the presenter only."),
    ],
};

/// `[[comparison]]`
pub(super) static COMPARISON: Table = Table {
    name: "comparison",
    what: "a comparison",
    form: "[[comparison]]",
    about: "What this account says about events of another file.",
    one_of: &[],
    fields: &[
        needed(
            "about",
            Kind::Names,
            "The id of an event of another file, or several; \"file:id\" says which file.",
        ),
        needed(
            "verdict",
            Kind::Choice(Verdict::NAMES),
            "The verdict on that event.",
        ),
        field(
            "events",
            Kind::Ids,
            "The events of this file that support the verdict.",
        ),
        field("note", Kind::Block, "The verdict in a sentence or two."),
        field(
            "evidence",
            Kind::References(&EVIDENCE),
            "Documents besides those of the events.",
        ),
    ],
};

/// `[[disagreement]]`
pub(super) static DISAGREEMENT: Table = Table {
    name: "disagreement",
    what: "a disagreement",
    form: "[[disagreement]]",
    about: "Something on which the sources of this file disagree.",
    one_of: &[],
    fields: &[
        needed("title", Kind::Filled, "What it is about."),
        field("events", Kind::Ids, "The events that it concerns."),
        needed(
            "versions",
            Kind::Tables(&VERSION, 2),
            "What each side says; two or more.",
        ),
        field("note", Kind::Block, "What may be learned from it."),
    ],
};

/// An item of `versions`.
pub(super) static VERSION: Table = Table {
    name: "version",
    what: "a version",
    form: "an item of `versions`",
    about: "What some sources say where others say something else.",
    one_of: &[],
    fields: &[
        needed("says", Kind::Line, "What they say."),
        field(
            "evidence",
            Kind::References(&EVIDENCE),
            "The sources that say so.",
        ),
    ],
};

/// Every table, the file first, each before those within it.
pub(super) static TABLES: &[&Table] = &[
    &TIMELINE,
    &SOURCE,
    &ACTOR,
    &ERA,
    &EVENT,
    &PART,
    &EVIDENCE,
    &LINK,
    &STEP,
    &COMPARISON,
    &DISAGREEMENT,
    &VERSION,
];
