//! [`AccountState`]: accounts that are being merged into the story, or whose files have changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use annals_model::text::Clean;
use annals_model::{AccountIndex, AccountSet, Accounts, Grouping, Timeline};

use super::filter::{Filter, Terms};
use crate::story::Story;

/// Accounts that are being merged into the story, or whose files have changed.
#[derive(Debug, Clone, Default)]
pub struct AccountState {
    /// A story with other accounts that waits to be shown.
    pub(crate) merged: Option<Merged>,
    /// The accounts that are being merged in the background.
    pub(crate) merging: Option<AccountSet>,
    /// The accounts as they were read last, while they are not shown yet.
    pub(crate) reread: Option<Accounts>,
    /// The files that were read since, with the number of warnings in each.
    pub(crate) taken: BTreeMap<AccountIndex, usize>,
    /// The files that cannot be read.
    pub(crate) unreadable: BTreeMap<AccountIndex, Unreadable>,
    /// The accounts that were on before a screen switched others on for itself, to be switched back to.
    /// None once the person has switched accounts.
    pub(crate) lent: Option<AccountSet>,
    /// The latest notice about a file, which another one may replace.
    pub(crate) notice: Option<Clean>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// The name of the file.
    pub(crate) name: Clean,
    /// Why, as the end of a sentence.
    pub(crate) reason: Clean,
    /// The line to be corrected, from 1, if it is one line.
    pub(crate) line: Option<u32>,
}

impl Unreadable {
    /// Returns where it is wrong and why: "line 87, the text is not closed with a quotation mark".
    pub(crate) fn words(&self) -> Clean {
        match self.line {
            Some(line) => Clean::line(&format!("line {line}, {}", self.reason)),
            None => self.reason.clone(),
        }
    }
}

/// Other accounts to be merged into a story, and what has to be made anew for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The story that is shown.
    pub(crate) story: Story,
    pub(crate) accounts: Accounts,
    pub(crate) on: AccountSet,
    pub(crate) grouping: Grouping,
    pub(crate) filters: Vec<Terms>,
}

/// A story with other accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub(crate) story: Story,
    /// What it was merged from.
    pub(crate) accounts: Accounts,
    pub(crate) filters: Vec<Arc<Filter>>,
    /// How many names in one account name nothing in the others.
    pub(crate) unknown: usize,
}

impl Merge {
    /// Returns how many events it goes through at most, as far as that is known before it is done.
    pub(crate) fn size(&self) -> usize {
        self.accounts.known_events()
    }

    /// Merges the accounts, reading what has not been read.
    pub(crate) fn run(self) -> Merged {
        let overlay = self.accounts.overlay(&self.on);
        let unknown = overlay.unresolved();
        let story = Story::new(overlay.timeline, self.grouping);
        let filter = |terms| Arc::new(Filter::new(&story, terms, None));
        Merged {
            filters: self.filters.into_iter().map(filter).collect(),
            unknown,
            accounts: self.accounts,
            story,
        }
    }
}

impl Merged {
    /// Returns the accounts that are on in it.
    pub(crate) fn on(&self) -> AccountSet {
        accounts_on(&self.story)
    }
}

/// Returns the accounts of a story that are on.
pub fn accounts_on(story: &Story) -> AccountSet {
    let layers = story.timeline.accounts.iter().enumerate();
    let on = layers.filter(|(_, layer)| layer.on);
    on.map(|(place, _)| AccountIndex::new(place)).collect()
}

/// What has become of the file of an account.
#[derive(Debug, Clone)]
pub enum FileNews {
    /// It was read anew.
    Reread {
        /// What it says now.
        timeline: Arc<Timeline>,
        /// The number of warnings.
        doubts: usize,
    },
    /// More of it has been read; what was there before is unchanged.
    Grown {
        /// What there is of it so far.
        timeline: Arc<Timeline>,
    },
    /// It cannot be read as it is now.
    Unreadable {
        /// Why, as the end of a sentence: "the file is gone".
        reason: Clean,
        /// The line to be corrected, from 1, if it is one line.
        line: Option<u32>,
    },
    /// It is again what was read last.
    Restored,
}

/// The very same reading: comparing what two files say would take too long.
impl PartialEq for FileNews {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Reread { timeline, .. },
                Self::Reread {
                    timeline: other, ..
                },
            )
            | (Self::Grown { timeline }, Self::Grown { timeline: other }) => {
                Arc::ptr_eq(timeline, other)
            }
            (
                Self::Unreadable { reason, line },
                Self::Unreadable {
                    reason: other,
                    line: other_line,
                },
            ) => (reason, line) == (other, other_line),
            (Self::Restored, Self::Restored) => true,
            _ => false,
        }
    }
}

impl Eq for FileNews {}

/// A place in a file to open the editor at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditRequest {
    /// The account whose file is edited.
    pub account: AccountIndex,
    /// The line, from 1, if it is known.
    pub line: Option<u32>,
}
