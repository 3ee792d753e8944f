//! Reloading: what a person has on screen while the files of a story are changed under it.
//!
//! Owns what becomes of news about a file. One that was saved is taken in at once and told in a notice. One
//! that cannot be read any more leaves the story as it was read last, with a banner until it can be read
//! again. Watching and reading files is done outside; what becomes of views is the business of `laying`.
//!
//! | where a person is | a file that was saved is shown |
//! | --- | --- |
//! | in the panes or on a page of relations, accounts, lanes, layers, help | at once |
//! | presenting | at once, on the same card, or on that of the event nearest in time |
//! | writing or choosing something | when that is done |
//! | in a quiz | when the quiz is left: its questions are about the story as it was |

use std::collections::BTreeMap;
use std::sync::Arc;

use super::options::Origin;
use super::search::{Found, Searchable};
use super::state::{App, Effect};
use super::story::{MANY, Task};
use super::view::Page;
use annals_model::text::{Clean, grouped};
use annals_model::{Accounts, LayerIndex, Layers, Timeline, doubts};

/// News about the file of a layer.
#[derive(Debug, Clone)]
pub enum FileNews {
    /// It was read anew.
    Reread {
        /// What it says now.
        timeline: Arc<Timeline>,
        /// How many things in it may not be as meant.
        doubts: usize,
    },
    /// More of it has been read: all that was there before stands at the same place.
    Grown {
        /// What there is of it so far.
        timeline: Arc<Timeline>,
    },
    /// It cannot be read as it is now.
    Unreadable {
        /// Which file, where in it, and why.
        words: Clean,
        /// The line of it that is to be mended, from 1, if it is one line.
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
            ) => Arc::ptr_eq(timeline, other),
            (
                Self::Unreadable { words, line },
                Self::Unreadable {
                    words: other,
                    line: other_line,
                },
            ) => (words, line) == (other, other_line),
            (Self::Grown { timeline }, Self::Grown { timeline: other }) => {
                Arc::ptr_eq(timeline, other)
            }
            (Self::Restored, Self::Restored) => true,
            _ => false,
        }
    }
}

impl Eq for FileNews {}

/// What is known of files that have changed.
#[derive(Debug, Clone, Default)]
pub(super) struct Reloading {
    /// The accounts as they were read last, while they are not on screen yet.
    accounts: Option<Accounts>,
    /// The files that were read since, with how many things in each may not be as meant.
    taken: BTreeMap<LayerIndex, usize>,
    /// The files that cannot be read.
    troubles: BTreeMap<LayerIndex, Trouble>,
    /// The layers that are being laid beside the screen, if any are.
    pub(super) laying: Option<Layers>,
    /// The notice about a reading that came last: another one may take its place.
    notice: Option<Clean>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trouble {
    words: Clean,
    line: Option<u32>,
}

impl App {
    /// What is wrong with the files of the story as they are now, if anything is.
    pub fn banner(&self) -> Option<Clean> {
        let mut troubles = self.reloading.troubles.values();
        let first = &troubles.next()?.words;
        Some(match troubles.count() {
            0 => first.clone(),
            more => Clean::line(&format!("(and {more} more) {first}")),
        })
    }

    /// Whether there is a banner: something is wrong with a file, or one is still being read.
    pub(super) fn has_banner(&self) -> bool {
        !self.reloading.troubles.is_empty() || self.loading.is_some()
    }

    /// The line to be mended in the file of a layer, if it cannot be read because of one.
    pub(super) fn broken_line(&self, layer: LayerIndex) -> Option<u32> {
        self.reloading.troubles.get(&layer)?.line
    }

    /// The accounts as they were read last.
    pub(super) fn newest_accounts(&self) -> &Accounts {
        let newest = self.reloading.accounts.as_ref();
        newest.unwrap_or(&self.options.accounts)
    }

    /// Takes in what has become of the file of a layer.
    pub(super) fn take_file(&mut self, layer: LayerIndex, news: FileNews) -> Option<Effect> {
        if layer.place() >= self.options.accounts.layers().count() {
            return None;
        }
        let had_banner = self.reloading.troubles.remove(&layer).is_some();
        match news {
            FileNews::Reread { timeline, doubts } => {
                let timeline = Arc::unwrap_or_clone(timeline);
                let accounts = self.newest_accounts().reread(layer, timeline);
                self.reloading.accounts = Some(accounts);
                self.reloading.taken.insert(layer, doubts);
                self.changed |= had_banner;
                return self.lay_reread();
            }
            FileNews::Grown { timeline } => {
                let timeline = Arc::unwrap_or_clone(timeline);
                self.reloading.accounts = Some(self.newest_accounts().reread(layer, timeline));
                return self.lay_reread();
            }
            FileNews::Unreadable { words, line } => {
                let trouble = Trouble { words, line };
                self.reloading.troubles.insert(layer, trouble);
                self.withdraw_notice();
                self.changed = true;
            }
            FileNews::Restored if had_banner => {
                let name = self.file_name(layer);
                self.tell_gently(&format!("{name} is again as it was."));
                self.changed = true;
            }
            FileNews::Restored => {}
        }
        None
    }

    /// Lays what was read over each other and shows it, beside the screen where there are many events.
    pub(super) fn lay_reread(&mut self) -> Option<Effect> {
        if self.waiting.is_some() || self.reloading.accounts.is_none() {
            return None;
        }
        let waiting = self.laid.take().map(|laid| laid.on());
        // What was asked for meanwhile would be overtaken by this.
        let waiting = waiting.or_else(|| self.reloading.laying.take());
        let on = waiting.unwrap_or_else(|| self.layers_on());
        let laying = self.laying(on);
        if laying.size() < MANY {
            let story = self.story.clone();
            self.take_laid(&story, laying.lay());
            return None;
        }
        self.reloading.laying = Some(laying.on().clone());
        Some(Effect::Run(Task::Lay(laying)))
    }

    /// Says what has not been taken in yet, and why not.
    pub(super) fn tell_waiting(&mut self, is_reread: bool) {
        if is_reread && matches!(self.view.page, Page::Quiz(_)) && self.overlays.is_empty() {
            let names = self.names_taken();
            self.tell_gently(&format!(
                "{names} changed; it is shown when the quiz is left."
            ));
        }
    }

    /// Takes note that these accounts are on screen now.
    pub(super) fn accounts_shown(&mut self, accounts: Accounts) {
        if self.reloading.accounts.as_ref() == Some(&accounts) {
            self.reloading.accounts = None;
        }
        self.options.accounts = accounts;
    }

    /// Searches again what was found before, in the story as it is now.
    pub(super) fn seek_again(&mut self, text: Option<String>) {
        let Some(text) = text.filter(|_| self.timeline().events.len() < MANY) else {
            return;
        };
        let searchable = Searchable::new(&self.story);
        let found = Found::new(&self.story, &searchable, text, &|| true);
        self.set_found(searchable, found.map(Arc::new));
    }

    /// Says what was taken in: how many events there are, how many of them are new and how many are gone.
    /// `staying` of `before` are still there.
    pub(super) fn tell_reread(&mut self, staying: usize, before: usize, more: &str) {
        if self.reloading.taken.is_empty() && more.is_empty() {
            return;
        }
        let now = self.timeline().events.len();
        let names = self.names_taken();
        let taken = std::mem::take(&mut self.reloading.taken);
        let noun = if now == 1 { "event" } else { "events" };
        let change = |count: usize, word| match count {
            0 => String::new(),
            count => format!(", {} {word}", grouped(count)),
        };
        let new = change(now.saturating_sub(staying), "new");
        let gone = change(before.saturating_sub(staying), "gone");
        let doubts = match taken.values().sum::<usize>() {
            0 => String::new(),
            count => format!(" {}", doubts(count, "")),
        };
        let events = format!("{} {noun}{new}{gone}", grouped(now));
        let words = format!("{names} reloaded: {events}.{more}{doubts}");
        self.tell_gently(&words);
    }

    /// A notice that takes the place of none but of the same kind.
    fn tell_gently(&mut self, words: &str) {
        if self.notice.is_none() || self.notice == self.reloading.notice {
            let words = Clean::line(words);
            self.notice = Some(words.clone());
            self.reloading.notice = Some(words);
        }
    }

    /// Takes back what the last reading said.
    fn withdraw_notice(&mut self) {
        if self.notice.is_some() && self.notice == self.reloading.notice {
            self.notice = None;
        }
        self.reloading.notice = None;
    }

    /// The files that were read and have not been told of.
    fn names_taken(&self) -> String {
        let taken = self.reloading.taken.keys();
        let names: Vec<String> = taken.map(|&layer| self.file_name(layer)).collect();
        match names.as_slice() {
            [] => "The story is".to_owned(),
            [name] => format!("{name} is"),
            [first, others @ ..] => format!("{first} and {} more are", others.len()),
        }
    }

    fn file_name(&self, layer: LayerIndex) -> String {
        match self.options.origins.get(layer.place()) {
            Some(Origin::File(name)) => name.to_string(),
            _ => self.timeline().layer(layer).short.to_string(),
        }
    }
}
