//! [`Accounts`]: timelines that can be merged, read from files or, if bundled, when first needed.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::{AccountSet, Merge, Overlay, unique};
use crate::bundled::BundledStory;
use crate::model::AccountIndex;
use crate::problem_list::ProblemLimit;
use crate::text::Clean;
use crate::timeline::{Account, Timeline};

/// Timelines of one account each that can be merged, lowest first. Cheap to clone; clones share what has
/// been read.
///
/// ```
/// use annals_model::{AccountIndex, Accounts, native};
///
/// let read = |id: &str, title: &str| {
///     let text = format!("title = \"{title}\"\n[[event]]\nid = \"opening\"\ntitle = \"It opens\"\n");
///     native::read(id, &text).timeline.unwrap()
/// };
/// let accounts = Accounts::new(vec![read("paper", "The paper"), read("diary", "A diary")]);
/// let both = accounts.overlay(&accounts.all()).timeline;
/// let ids: Vec<_> = both.events.iter().map(|event| event.id.as_str()).collect();
/// assert_eq!(ids, ["opening", "diary:opening"]);
///
/// let one = accounts.overlay(&[AccountIndex::FIRST].into()).timeline;
/// assert_eq!(one.events.len(), 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    accounts: Arc<[LazyAccount]>,
}

/// An account, which may not have been read yet.
#[derive(Debug, Clone)]
pub(super) struct LazyAccount {
    /// Its id and titles. Its summary is known once it has been read.
    pub(super) description: Account,
    pub(super) timeline: OnceLock<Arc<Timeline>>,
    bundled: Option<&'static BundledStory>,
}

impl LazyAccount {
    /// Returns the account's timeline, reading it if needed.
    pub(super) fn timeline(&self) -> &Arc<Timeline> {
        self.timeline.get_or_init(|| {
            let read = self.bundled.and_then(|story| story.read().timeline);
            let named =
                || Timeline::empty(self.description.id.clone(), self.description.title.clone());
            Arc::new(of_id(read.unwrap_or_else(named), &self.description.id))
        })
    }
}

/// Returns a timeline with another id.
fn of_id(mut timeline: Timeline, id: &Clean) -> Timeline {
    for account in &mut timeline.accounts {
        account.id = id.clone();
    }
    timeline.id = id.clone();
    timeline
}

/// Compares identity: comparing contents would take too long.
impl PartialEq for Accounts {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.accounts, &other.accounts)
            || (self.accounts.is_empty() && other.accounts.is_empty())
    }
}

impl Eq for Accounts {}

impl Accounts {
    /// Collects timelines. If two have the same id, a number is added to the later one.
    pub fn new(timelines: Vec<Timeline>) -> Self {
        Self::with_bundled(timelines, &[])
    }

    /// Collects timelines with bundled stories above them, which are read when first needed.
    pub fn with_bundled(timelines: Vec<Timeline>, bundled: &[&'static BundledStory]) -> Self {
        let mut taken = HashSet::new();
        let mut named = |account: &Account| match unique(&mut taken, account.id.raw()) {
            id if id == account.id.raw() => account.id.clone(),
            id => Clean::line(&id),
        };
        let mut accounts = Vec::with_capacity(timelines.len() + bundled.len());
        for timeline in timelines {
            let first = timeline.accounts.first().cloned();
            let first =
                first.unwrap_or_else(|| Account::new(timeline.id.clone(), timeline.title.clone()));
            let id = named(&first);
            let timeline = of_id(timeline, &id);
            accounts.push(LazyAccount {
                description: Account { id, ..first },
                timeline: OnceLock::from(Arc::new(timeline)),
                bundled: None,
            });
        }
        for story in bundled {
            let account = story.account();
            let id = named(&account);
            accounts.push(LazyAccount {
                description: Account { id, ..account },
                timeline: OnceLock::new(),
                bundled: Some(story),
            });
        }
        Self {
            accounts: accounts.into(),
        }
    }

    /// Replaces one account, for instance after its file changed. Its id is kept unique.
    ///
    /// # Panics
    ///
    /// If there is no such account.
    #[must_use]
    pub fn reread(&self, account: AccountIndex, timeline: Timeline) -> Self {
        let mut accounts = self.accounts.to_vec();
        let index = account.index();
        let others = accounts.iter().enumerate();
        let others = others.filter(|(other, _)| *other != index);
        let mut taken = others
            .map(|(_, kept)| kept.description.id.raw().to_owned())
            .collect();
        let first = timeline.accounts.first().cloned();
        let first =
            first.unwrap_or_else(|| Account::new(timeline.id.clone(), timeline.title.clone()));
        let id = Clean::line(&unique(&mut taken, first.id.raw()));
        accounts[index] = LazyAccount {
            timeline: OnceLock::from(Arc::new(of_id(timeline, &id))),
            description: Account { id, ..first },
            bundled: None,
        };
        Self {
            accounts: accounts.into(),
        }
    }

    /// Iterates over descriptions of the accounts. The summary of one that has not been read is empty.
    pub fn iter(&self) -> impl Iterator<Item = &Account> {
        self.accounts.iter().map(|account| &account.description)
    }

    /// Returns the number of events in the accounts that have been read.
    pub fn known_events(&self) -> usize {
        let read = self.accounts.iter();
        let read = read.filter_map(|account| account.timeline.get());
        read.map(|timeline| timeline.events.len()).sum()
    }

    /// Returns the timeline of an account, reading it if needed.
    ///
    /// # Panics
    ///
    /// If there is no such account.
    pub fn timeline(&self, account: AccountIndex) -> &Arc<Timeline> {
        self.accounts[account.index()].timeline()
    }

    /// Whether an account has been read.
    pub fn is_read(&self, account: AccountIndex) -> bool {
        let account = self.accounts.get(account.index());
        account.is_some_and(|account| account.timeline.get().is_some())
    }

    /// Returns the set of all accounts.
    pub fn all(&self) -> AccountSet {
        (0..self.accounts.len()).map(AccountIndex::new).collect()
    }

    /// Merges the accounts that are on. A single account is returned unchanged, without a copy.
    pub fn overlay(&self, on: &AccountSet) -> Overlay {
        self.overlay_with(on, ProblemLimit::default())
    }

    /// Merges the accounts that are on like [`Self::overlay`], and says how many problems of one kind are kept.
    pub fn overlay_with(&self, on: &AccountSet, limit: ProblemLimit) -> Overlay {
        if let ([only], true) = (&*self.accounts, on.contains(&AccountIndex::FIRST)) {
            return Overlay {
                timeline: Arc::clone(only.timeline()),
                problems: Vec::new(),
                more: Vec::new(),
            };
        }
        let mut merge = Merge::new(&self.accounts, on, limit);
        merge.actors();
        merge.sources();
        merge.events();
        merge.comparisons();
        merge.eras();
        merge.tour();
        merge.finish()
    }
}
