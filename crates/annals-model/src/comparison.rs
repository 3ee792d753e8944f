//! What one account says of another: comparisons with their verdicts, and where sources disagree.
//!
//! Owns these types and the words and symbols of the verdicts. Whether a name leads to an event of
//! another account is found out where accounts are laid over each other.

use super::model::{EventIndex, Evidence, Foreign, LayerIndex, Timeline, named};
use crate::text::Clean;

named!(
    /// How what one account says bears on what another one says.
    Verdict {
        /// Both say the same.
        Agrees = "agrees",
        /// Both say the same; the account spoken about dates it more loosely.
        LooserDate = "looser-date",
        /// They differ in part.
        Differs = "differs",
        /// They cannot both be so.
        Contradicted = "contradicted",
        /// Looked for, and nothing was found that settles it.
        NotFound = "not-found",
    }
);

impl Verdict {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::LooserDate => "looser date",
            Self::NotFound => "not found",
            _ => self.name(),
        }
    }

    /// The sign that stands beside the word.
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

/// What one account says about events of another: a link with a verdict, from any number of its own
/// events.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The account that speaks.
    pub layer: LayerIndex,
    /// The events spoken about, at least one.
    pub about: Vec<About>,
    /// How they fare.
    pub verdict: Verdict,
    /// The events of the speaking account that the verdict rests on.
    pub events: Vec<EventIndex>,
    /// The verdict in a sentence or two; may be empty.
    pub note: Clean,
    /// Documents that the verdict rests on besides those of the events.
    pub evidence: Vec<Evidence>,
}

/// An event spoken about.
#[derive(Debug, Clone)]
pub struct About {
    /// The name in the file.
    pub name: Foreign,
    /// The event, where the account that it belongs to is in the timeline.
    pub event: Option<EventIndex>,
}

/// Something on which the sources of one account disagree.
#[derive(Debug, Clone)]
pub struct Disagreement {
    /// The account.
    pub layer: LayerIndex,
    /// What it is about.
    pub title: Clean,
    /// The events of the account that it concerns.
    pub events: Vec<EventIndex>,
    /// What each source says, in the order of the file.
    pub versions: Vec<Version>,
    /// What may be learned from it; may be empty.
    pub note: Clean,
}

/// What some sources say where others say something else.
#[derive(Debug, Clone)]
pub struct Version {
    /// What they say.
    pub says: Clean,
    /// The documents that say so.
    pub evidence: Vec<Evidence>,
}

impl Comparison {
    /// Whether it speaks about an event.
    pub fn is_about(&self, event: EventIndex) -> bool {
        self.about.iter().any(|about| about.event == Some(event))
    }

    /// The events spoken about that are in the timeline, in the order of the file.
    pub fn subjects(&self) -> impl Iterator<Item = EventIndex> {
        self.about.iter().filter_map(|about| about.event)
    }
}

impl Timeline {
    /// What other accounts say about an event, in their order.
    pub fn comparisons_about(&self, event: EventIndex) -> impl Iterator<Item = &Comparison> {
        let all = self.comparisons.iter();
        all.filter(move |comparison| comparison.is_about(event))
    }

    /// The disagreements between sources that concern an event.
    pub fn disagreements_on(&self, event: EventIndex) -> impl Iterator<Item = &Disagreement> {
        let all = self.disagreements.iter();
        all.filter(move |disagreement| disagreement.events.contains(&event))
    }

    /// The verdicts that rest on an event and are about one that is in the timeline.
    pub fn comparisons_from(&self, event: EventIndex) -> impl Iterator<Item = &Comparison> {
        self.comparisons.iter().filter(move |comparison| {
            comparison.events.contains(&event) && comparison.subjects().next().is_some()
        })
    }
}
