//! What a timeline consists of: events, actors, sources, eras and their indices, immutable once read.
//!
//! The [`Timeline`](super::timeline::Timeline) itself is in [`timeline`](super::timeline). Everything derived (order,
//! lanes, who meets whom) is computed by `annals-index`.

use super::problem::Location;
use crate::text::Clean;
use annals_time::{When, Window};

/// Defines an index into one of a timeline's lists.
macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// Returns the index of a position in the list.
            ///
            /// # Panics
            ///
            /// If `index` is 2^32 or more. No reader produces lists of that length.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("a timeline holds fewer than 2^32 entries"))
            }

            /// Returns the position in the list, from 0.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// The index of an event in [`Timeline::events`](super::timeline::Timeline::events), which is in file order.
    EventIndex
);
index!(
    /// The index of an actor in [`Timeline::actors`](super::timeline::Timeline::actors), which is in file order.
    ActorIndex
);
index!(
    /// The index of a source in [`Timeline::sources`](super::timeline::Timeline::sources), which is in file order.
    SourceIndex
);
index!(
    /// The index of an account in [`Timeline::accounts`](super::timeline::Timeline::accounts), the lowest account first.
    AccountIndex
);

impl Default for AccountIndex {
    fn default() -> Self {
        Self::FIRST
    }
}

impl AccountIndex {
    /// The lowest account; the only one of a timeline that is not merged.
    pub const FIRST: Self = Self(0);
}

/// Defines an enum whose values have names in the file format.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All values, in the order in which help texts list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The names of all values, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// Returns the name used in files, in JSON and on screen.
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
        /// Reported as a fact.
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
        /// A person.
        Person = "person",
        /// A company.
        Company = "company",
        /// A state, its government or one of its authorities.
        Government = "government",
        /// Several people or companies named together.
        Group = "group",
        /// A country, a region, a city, a market.
        Place = "place",
    }
);

named!(
    /// How one event relates to another.
    LinkKind {
        /// The first is said to cause the second.
        Causes = "causes",
        /// The first is said to make the second possible.
        Enables = "enables",
        /// The second is only said to come after the first.
        Follows = "follows",
        /// The two contradict each other.
        Contradicts = "contradicts",
    }
);

named!(
    /// What each lane of the axis shows.
    Grouping {
        /// One lane per actor.
        Actor = "actor",
        /// One lane per theme.
        Theme = "theme",
        /// One lane per account.
        Account = "layer",
        /// One lane per [`Status`].
        Status = "status",
        /// One lane for all events.
        None = "none",
    }
);

impl Status {
    /// Returns the name with its meaning: `reported: told as a fact`.
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

/// A step of a guided presentation. It has an event, a name, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TourStep {
    /// What it is called; may be empty.
    pub name: Clean,
    /// The event it shows.
    pub event: Option<EventIndex>,
    /// The window of the axis to show, if it names one.
    pub window: Option<Window>,
    /// Notes for the presenter; may be empty.
    pub note: Clean,
}

/// A named interval behind the events, such as a reign or a war. It is background only: no actors take part
/// in it and no links lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Era {
    /// What it is called.
    pub title: Clean,
    /// When it was.
    pub when: When,
}

/// A document that events cite.
#[derive(Debug, Clone)]
pub struct Source {
    /// Unique in the timeline. If two accounts use the same id, the later one gets `account:id`.
    pub id: Clean,
    /// The account that rests on it.
    pub account: AccountIndex,
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

/// A person, organization or place that takes part in events.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Unique in the timeline.
    pub id: Clean,
    /// The first account that names it.
    pub account: AccountIndex,
    /// The name shown.
    pub name: Clean,
    /// A shorter name for narrow places, such as lane labels; the name if the file gives none.
    pub short: Clean,
    /// Other names, shown and searched.
    pub aliases: Vec<Clean>,
    /// Person, company, government, group or place; `None` where the file does not say.
    pub kind: Option<ActorKind>,
    /// Who this is, in a sentence or two; may be empty.
    pub summary: Clean,
    /// The same actor in other accounts, as named in the file.
    pub same_as: Vec<ForeignName>,
    /// How later accounts name and describe the same actor.
    pub variants: Vec<ActorVariant>,
    /// The line of the first account's file where it begins, from 1, if known.
    pub line: Option<u32>,
}

/// How a later account names and describes an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorVariant {
    /// The account.
    pub account: AccountIndex,
    /// Its id for the actor.
    pub id: Clean,
    /// Its name for the actor.
    pub name: Clean,
    /// Its summary of the actor; may be empty.
    pub summary: Clean,
}

/// A reference to something in another file: an id, or `account:id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignName {
    /// As written.
    pub name: Clean,
    /// Where it is written, to report a reference that cannot be resolved.
    pub spot: Location,
}

/// Something said to happen, or to be the case, at some time.
#[derive(Debug, Clone)]
pub struct Event {
    /// Unique in the timeline. If two accounts use the same id, the later one gets `account:id`.
    pub id: Clean,
    /// The account it belongs to.
    pub account: AccountIndex,
    /// What it is called.
    pub title: Clean,
    /// What is said, in a sentence or two; may be empty.
    pub summary: Clean,
    /// When; `None` where the source gives no time.
    pub when: Option<When>,
    /// What kind of statement it is.
    pub status: Status,
    /// Who takes part, in file order.
    pub participants: Vec<Participation>,
    /// What it is about: tags that events share.
    pub themes: Vec<Clean>,
    /// The documents that support it.
    pub evidence: Vec<Evidence>,
    /// Links to other events.
    pub links: Vec<Link>,
    /// What its sources leave out, each in a few words: "which months", "why".
    pub missing: Vec<Clean>,
    /// Its numbers in a reading, a catalogue or another list outside of the timeline: "S11".
    pub refs: Vec<Clean>,
    /// Notes for the presenter; may be empty.
    pub notes: Clean,
    /// Fields of its file that annals does not interpret, in file order.
    pub extra: Vec<ExtraField>,
    /// The line of its file where it begins, from 1, if known.
    pub line: Option<u32>,
}

/// A field that annals does not interpret and keeps unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraField {
    /// Its name in the file.
    pub name: Clean,
    /// Its value.
    pub value: Clean,
}

/// An actor's part in an event.
#[derive(Debug, Clone)]
pub struct Participation {
    /// The actor.
    pub actor: ActorIndex,
    /// The role; may be empty.
    pub role: Clean,
}

/// A source with a locator: which document says something, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The document.
    pub source: SourceIndex,
    /// The locator: a paragraph (`p7`), a page, an address; may be empty.
    pub at: Clean,
}

/// A link from an event to another one.
#[derive(Debug, Clone)]
pub struct Link {
    /// The other event.
    pub to: EventIndex,
    /// The kind of link.
    pub kind: LinkKind,
    /// The connecting word of the source ("because", "after", "in order to", "if"); may be empty.
    pub wording: Clean,
    /// The documents that assert the link.
    pub evidence: Vec<Evidence>,
    /// Its numbers in a list outside of the timeline, as [`Event::refs`].
    pub refs: Vec<Clean>,
}

impl Event {
    /// Returns an event with this id and title, and nothing else.
    pub fn new(id: Clean, title: Clean) -> Self {
        Self {
            id,
            account: AccountIndex::FIRST,
            title,
            summary: Clean::default(),
            when: None,
            status: Status::Reported,
            participants: Vec::new(),
            themes: Vec::new(),
            evidence: Vec::new(),
            links: Vec::new(),
            missing: Vec::new(),
            refs: Vec::new(),
            notes: Clean::default(),
            extra: Vec::new(),
            line: None,
        }
    }
}
