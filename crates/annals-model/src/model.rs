//! The model: a timeline and what it holds, immutable once read.
//!
//! Owns the types and their names in the file format. What one account says of another is in
//! [`comparison`](super::comparison). Everything derived (order, lanes, who meets whom) is the
//! business of `index`.

use std::sync::Arc;

use super::comparison::{Comparison, Disagreement};
use super::events::Events;
use super::problem::Spot;
use super::report::Report;
use crate::text::Clean;
use annals_time::{When, Window};

/// Defines an index into one of a timeline's lists.
macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The index of a place in its list.
            ///
            /// # Panics
            ///
            /// For four thousand million entries or more, which no reader lets through.
            pub fn new(place: usize) -> Self {
                Self(u32::try_from(place).expect("a timeline holds fewer than 2^32 entries"))
            }

            /// The place in its list.
            pub const fn place(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// An event's place in [`Timeline::events`], which is the order of the file.
    EventIndex
);
index!(
    /// An actor's place in [`Timeline::actors`], which is the order of the file.
    ActorIndex
);
index!(
    /// A source's place in [`Timeline::sources`], which is the order of the file.
    SourceIndex
);
index!(
    /// A layer's place in [`Timeline::layers`], which is the order in which they were laid.
    LayerIndex
);

impl Default for LayerIndex {
    fn default() -> Self {
        Self::FIRST
    }
}

impl LayerIndex {
    /// The layer that all others are laid over; the only one of a single account.
    pub const FIRST: Self = Self(0);
}

/// Defines an enum whose values have names in the file format.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every value, in the order in which it is explained to people.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The names of all, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// The name in files, in JSON and on screen.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}

pub(super) use named;

named!(
    /// What kind of statement an event is.
    Status {
        /// Told as a fact.
        Reported = "reported",
        /// An assertion, an interpretation, a matter of opinion.
        Claim = "claim",
        /// Something intended.
        Plan = "plan",
        /// Something expected.
        Forecast = "forecast",
        /// Something left open.
        Question = "question",
    }
);

named!(
    /// What an actor is.
    ActorKind {
        /// One human being.
        Person = "person",
        /// A firm.
        Company = "company",
        /// A state, its government or one of its offices.
        Government = "government",
        /// People or firms taken together.
        Group = "group",
        /// A country, a region, a city, a market.
        Place = "place",
    }
);

named!(
    /// How one event bears on another.
    LinkKind {
        /// The first is said to bring the second about.
        Causes = "causes",
        /// The first is said to make the second possible.
        Enables = "enables",
        /// The second is only said to come after the first.
        Follows = "follows",
        /// The two cannot both be so.
        Contradicts = "contradicts",
    }
);

named!(
    /// What the lanes of the axis stand for.
    Grouping {
        /// One lane an actor.
        Actor = "actor",
        /// One lane a theme.
        Theme = "theme",
        /// One lane a layer.
        Layer = "layer",
        /// One lane for each kind of statement.
        Status = "status",
        /// One lane for everything.
        None = "none",
    }
);

impl Status {
    /// Its name and what it means: `reported: told as a fact`.
    pub const fn explained(self) -> &'static str {
        match self {
            Self::Reported => "reported: told as a fact",
            Self::Claim => "claim: an assertion or an interpretation",
            Self::Plan => "plan: something intended",
            Self::Forecast => "forecast: something expected",
            Self::Question => "question: something left open",
        }
    }
}

/// A titled set of events, actors and sources: one account of what happened, or several laid over each
/// other.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The accounts it is made of, from the one that lies under all others; a file that was read is one.
    pub layers: Vec<Layer>,
    /// Short name: that of its first layer.
    pub id: Clean,
    /// What it is called.
    pub title: Clean,
    /// What it is about, in a sentence or two; may be empty.
    pub summary: Clean,
    /// The window shown first, if the file names one.
    pub opening: Option<Window>,
    /// What its lanes stand for unless the person chooses otherwise, if it says so.
    pub lanes: Option<Grouping>,
    /// The documents it rests on.
    pub sources: Vec<Source>,
    /// Who takes part.
    pub actors: Vec<Actor>,
    /// What is said to have happened.
    pub events: Events,
    /// The named stretches behind the events, in the order of the file.
    pub eras: Vec<Era>,
    /// A path through the events for presenting them, in its order; empty where the file has none.
    pub tour: Vec<TourStep>,
    /// What accounts say of each other's events, in the order of the file.
    pub comparisons: Vec<Comparison>,
    /// Where the sources of one account differ, in the order of the file.
    pub disagreements: Vec<Disagreement>,
}

/// One account among those that a timeline is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Unique in the timeline: the `id` of the file, or its name without the ending.
    pub id: Clean,
    /// What the account is called.
    pub title: Clean,
    /// The same where there is little room; the title where the file gives none.
    pub short: Clean,
    /// What it is about, in a sentence or two; may be empty.
    pub summary: Clean,
    /// Whether its events are among those of the timeline. One that is off is only named.
    pub on: bool,
    /// What came of reading its text.
    pub report: Arc<Report>,
}

/// A step of a path through a story, for presenting it. It has an event, a name, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TourStep {
    /// What it is called; may be empty.
    pub name: Clean,
    /// The event it shows.
    pub event: Option<EventIndex>,
    /// The stretch of time shown on the axis, if it names one.
    pub window: Option<Window>,
    /// For the presenter only; may be empty.
    pub note: Clean,
}

/// A named stretch of time behind the events, such as a reign or a war. It is background: nobody
/// takes part in it and nothing leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Era {
    /// What it is called.
    pub title: Clean,
    /// When it was.
    pub when: When,
}

/// A document.
#[derive(Debug, Clone)]
pub struct Source {
    /// Unique in the timeline; where two layers use the same id, `layer:id` in the later one.
    pub id: Clean,
    /// The account that rests on it.
    pub layer: LayerIndex,
    /// What it is called.
    pub title: Clean,
    /// Who wrote it; may be empty.
    pub author: Clean,
    /// Who published it; may be empty.
    pub publisher: Clean,
    /// When it appeared.
    pub date: Option<When>,
    /// Where it can be found; may be empty. Never fetched.
    pub address: Clean,
    /// What a reader should know about it; may be empty.
    pub note: Clean,
}

/// Somebody or something that takes part in events.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Unique in the timeline.
    pub id: Clean,
    /// The first account that names it.
    pub layer: LayerIndex,
    /// The name shown.
    pub name: Clean,
    /// The name where there is little room, as in front of a lane; the name where the file gives none.
    pub short: Clean,
    /// Other names, shown and searched.
    pub aliases: Vec<Clean>,
    /// Person, company, government, group or place; `None` where the file does not say.
    pub kind: Option<ActorKind>,
    /// Who this is, in a sentence or two; may be empty.
    pub summary: Clean,
    /// Whom this is the same as in another account, as the file says it.
    pub same_as: Vec<Foreign>,
    /// What later accounts call the same one and say of it.
    pub retold: Vec<Retold>,
    /// The line of the first account's text that it begins in, from 1, if it has one.
    pub line: Option<u32>,
}

/// An actor as a later account has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retold {
    /// The account.
    pub layer: LayerIndex,
    /// The id in it.
    pub id: Clean,
    /// The name in it.
    pub name: Clean,
    /// What it says of the actor; may be empty.
    pub summary: Clean,
}

/// A name for something of another file: an id, or `layer:id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// As written.
    pub name: Clean,
    /// Where it is written, in case that there is no such thing.
    pub spot: Spot,
}

/// Something said to happen, or to hold, at some time.
#[derive(Debug, Clone)]
pub struct Event {
    /// Unique in the timeline; where two layers use the same id, `layer:id` in the later one.
    pub id: Clean,
    /// The account that tells it.
    pub layer: LayerIndex,
    /// What it is called.
    pub title: Clean,
    /// What is said, in a sentence or two; may be empty.
    pub summary: Clean,
    /// When; `None` where the source gives no time.
    pub when: Option<When>,
    /// What kind of statement it is.
    pub status: Status,
    /// Who takes part, in the order of the file.
    pub participants: Vec<Participation>,
    /// What it is about, in words that several events share.
    pub themes: Vec<Clean>,
    /// Which documents say so, and where.
    pub evidence: Vec<Evidence>,
    /// What it is said to lead to, or to contradict.
    pub links: Vec<Link>,
    /// For the presenter only; may be empty.
    pub notes: Clean,
    /// What its text says beyond what annals understands, in the order of the text.
    pub extra: Vec<Extra>,
    /// The line of its text that it begins in, from 1, if it has one.
    pub line: Option<u32>,
}

/// A field that annals does not understand, kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// What it is called in the text.
    pub name: Clean,
    /// What it says.
    pub value: Clean,
}

/// An actor's part in an event.
#[derive(Debug, Clone)]
pub struct Participation {
    /// Who.
    pub actor: ActorIndex,
    /// In which role; may be empty.
    pub role: Clean,
}

/// Where a document says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The document.
    pub source: SourceIndex,
    /// The place in it: a paragraph (`p7`), a page, an address; may be empty.
    pub at: Clean,
}

/// How an event bears on another one.
#[derive(Debug, Clone)]
pub struct Link {
    /// The other event.
    pub to: EventIndex,
    /// How it bears on it.
    pub kind: LinkKind,
    /// The connecting word of the source ("because", "after", "in order to", "if"); may be empty.
    pub wording: Clean,
    /// Which documents assert the connection.
    pub evidence: Vec<Evidence>,
}

impl Layer {
    /// An account of that name.
    pub fn new(id: Clean, title: Clean) -> Self {
        Self {
            id,
            short: title.clone(),
            title,
            summary: Clean::default(),
            on: true,
            report: Arc::default(),
        }
    }
}

impl Event {
    /// An event of that name of which nothing else is known.
    pub fn new(id: Clean, title: Clean) -> Self {
        Self {
            id,
            layer: LayerIndex::FIRST,
            title,
            summary: Clean::default(),
            when: None,
            status: Status::Reported,
            participants: Vec::new(),
            themes: Vec::new(),
            evidence: Vec::new(),
            links: Vec::new(),
            notes: Clean::default(),
            extra: Vec::new(),
            line: None,
        }
    }
}

impl Timeline {
    /// A timeline of one account in which nothing happens.
    pub fn empty(id: Clean, title: Clean) -> Self {
        Self {
            layers: vec![Layer::new(id.clone(), title.clone())],
            id,
            title,
            summary: Clean::default(),
            opening: None,
            lanes: None,
            sources: Vec::new(),
            actors: Vec::new(),
            events: Events::default(),
            eras: Vec::new(),
            tour: Vec::new(),
            comparisons: Vec::new(),
            disagreements: Vec::new(),
        }
    }

    /// An event by its place.
    ///
    /// # Panics
    ///
    /// If the index is of another timeline and beyond this one's events; so for the three below.
    pub fn event(&self, index: EventIndex) -> &Event {
        &self.events[index.place()]
    }

    /// An actor by its place.
    pub fn actor(&self, index: ActorIndex) -> &Actor {
        &self.actors[index.place()]
    }

    /// A source by its place.
    pub fn source(&self, index: SourceIndex) -> &Source {
        &self.sources[index.place()]
    }

    /// A layer by its place.
    pub fn layer(&self, index: LayerIndex) -> &Layer {
        &self.layers[index.place()]
    }

    /// Whether more than one account is on, so that it has to be said whose something is.
    pub fn is_layered(&self) -> bool {
        self.layers.iter().filter(|layer| layer.on).nth(1).is_some()
    }
}
