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
        /// A part of it is the same, and a part is not.
        PartlyDiffers = "partly-differs",
        /// They say different things.
        Differs = "differs",
        /// They contradict each other.
        Contradicted = "contradicted",
        /// No evidence was found.
        NotFound = "not-found",
    }
);

impl Verdict {
    /// Returns the verdict in the words of the interface.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Agrees => "same",
            Self::LooserDate => "same, less exact",
            Self::PartlyDiffers => "partly different",
            Self::Differs => "different",
            Self::Contradicted => "contradicted",
            Self::NotFound => "not found",
        }
    }

    /// Returns the symbol shown beside the words. In ASCII none of them is also the sign of a status.
    pub const fn symbol(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Self::Agrees, false) => "✓",
            (Self::Agrees, true) => "=",
            (Self::LooserDate, false) => "≈",
            (Self::LooserDate, true) => "~=",
            (Self::PartlyDiffers, false) => "±",
            (Self::PartlyDiffers, true) => "+-",
            (Self::Differs, false) => "≠",
            (Self::Differs, true) => "!=",
            (Self::Contradicted, false) => "✗",
            (Self::Contradicted, true) => "x",
            (Self::NotFound, false) => "∅",
            (Self::NotFound, true) => "()",
        }
    }

    /// Whether the accounts disagree, at least in part.
    pub const fn is_disagreement(self) -> bool {
        matches!(
            self,
            Self::PartlyDiffers | Self::Differs | Self::Contradicted
        )
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;
    use std::collections::HashSet;

    #[test]
    fn each_verdict_has_its_own_symbol_and_words() {
        for ascii in [false, true] {
            let symbols: HashSet<_> = Verdict::ALL.iter().map(|it| it.symbol(ascii)).collect();
            assert_eq!(symbols.len(), Verdict::ALL.len());
            assert!(symbols.iter().all(|symbol| symbol.is_ascii() == ascii));
        }
        let words: HashSet<_> = Verdict::ALL.iter().map(|it| it.words()).collect();
        assert_eq!(words.len(), Verdict::ALL.len());
        let wide = |it: &&Verdict| width(&Clean::own(it.symbol(false))) != 1;
        assert_eq!(Verdict::ALL.iter().find(wide), None);
    }
}
