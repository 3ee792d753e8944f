//! What one account says about another: comparisons with their verdicts, and where sources disagree.
//! References to events of other accounts are resolved when accounts are merged, in
//! [`overlay`](super::overlay).

use super::model::{AccountIndex, EventIndex, Evidence, ForeignName, named};
use crate::text::Clean;

named!(
    /// How the statement of one account relates to that of another.
    Verdict {
        /// Both say the same.
        Agrees = "agrees",
        /// Both say the same; the compared account dates it less precisely.
        LooserDate = "looser-date",
        /// They differ in part.
        Differs = "differs",
        /// They contradict each other.
        Contradicted = "contradicted",
        /// No evidence was found.
        NotFound = "not-found",
    }
);

impl Verdict {
    /// Returns the verdict in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::LooserDate => "looser date",
            Self::NotFound => "not found",
            _ => self.name(),
        }
    }

    /// Returns the symbol shown beside the words.
    pub const fn symbol(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Self::Agrees, _) => "=",
            (Self::LooserDate, false) => "≈",
            (Self::LooserDate, true) => "~",
            (Self::Differs, false) => "≠",
            (Self::Differs, true) => "!=",
            (Self::Contradicted, false) => "✗",
            (Self::Contradicted, true) => "x",
            (Self::NotFound, false) => "∅",
            (Self::NotFound, true) => "-",
        }
    }

    /// Whether the accounts disagree.
    pub const fn is_disagreement(self) -> bool {
        matches!(self, Self::Differs | Self::Contradicted)
    }
}

/// A verdict of one account on events of another.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The account that gives the verdict.
    pub account: AccountIndex,
    /// The events it is about, at least one.
    pub about: Vec<ComparedEvent>,
    /// The verdict.
    pub verdict: Verdict,
    /// The account's own events that support the verdict.
    pub events: Vec<EventIndex>,
    /// An explanation in a sentence or two; may be empty.
    pub note: Clean,
    /// Documents that support the verdict, besides those of the events.
    pub evidence: Vec<Evidence>,
}

/// An event that a comparison is about.
#[derive(Debug, Clone)]
pub struct ComparedEvent {
    /// The reference in the file.
    pub name: ForeignName,
    /// The event, if its account is on.
    pub event: Option<EventIndex>,
}

/// Something on which the sources of one account disagree.
#[derive(Debug, Clone)]
pub struct Disagreement {
    /// The account.
    pub account: AccountIndex,
    /// What it is about.
    pub title: Clean,
    /// The events of the account that it concerns.
    pub events: Vec<EventIndex>,
    /// What each side says, in file order.
    pub versions: Vec<DisagreementVersion>,
    /// What can be learned from it; may be empty.
    pub note: Clean,
}

/// What one side of a disagreement says.
#[derive(Debug, Clone)]
pub struct DisagreementVersion {
    /// The statement.
    pub says: Clean,
    /// The documents that support it.
    pub evidence: Vec<Evidence>,
}

impl Comparison {
    /// Whether it is about an event.
    pub fn is_about(&self, event: EventIndex) -> bool {
        self.about.iter().any(|about| about.event == Some(event))
    }

    /// Returns the events it is about that are in the timeline, in file order.
    pub fn subjects(&self) -> impl Iterator<Item = EventIndex> {
        self.about.iter().filter_map(|about| about.event)
    }
}
