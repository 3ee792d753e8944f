//! The timelines that were named, as accounts: which are opened together, and which of them are on.
//!
//! On are all that were named, or the first and those of `--account`. A bundled story brings its other accounts
//! along, off and not read until they are switched on.

use std::ffi::OsString;
use std::sync::Arc;

use super::args::{Input, SettingsFile};
use super::reading::{Begun, How};
use super::streaming::{First, Rest};
use super::{Failure, config, input, streaming};
use crate::data::bundled;
use annals_model::text::{Clean, nearest};
use annals_model::{AccountIndex, AccountSet, Accounts, BundledStory, Overlay, Report, Timeline};

/// The name that stands for every account, unless one has it.
const ALL: &str = "all";

/// The timelines that were named, and bundled ones that are read when they are switched on.
#[derive(Debug)]
pub(super) struct Opened {
    /// The timelines, in the order of their accounts.
    pub(super) accounts: Accounts,
    /// The accounts that are on.
    pub(super) on: AccountSet,
    /// How many warnings there are in the files.
    pub(super) doubts: usize,
    /// Their names, for messages.
    names: Vec<Clean>,
    /// A table of which only the first rows have been read, with its account.
    pub(super) rest: Option<(AccountIndex, Rest)>,
}

impl Opened {
    /// Reads what was named.
    ///
    /// # Errors
    ///
    /// If one cannot be read or is invalid, or a account is unknown.
    pub(super) fn new(arguments: &Input, settings: &SettingsFile) -> Result<Self, Failure> {
        Self::read(arguments, &How::new(&arguments.manner, settings)?, false)
    }

    /// Reads what was named, but only the first rows of a large table that is the only file.
    ///
    /// # Errors
    ///
    /// As [`Opened::new`].
    pub(super) fn begin(arguments: &Input, settings: &SettingsFile) -> Result<Self, Failure> {
        let how = How::new(&arguments.manner, settings)?;
        Self::read(arguments, &how, arguments.files.len() == 1)
    }

    /// Reads what was named.
    ///
    /// # Errors
    ///
    /// As [`Opened::new`].
    pub(super) fn read_as(arguments: &Input, how: &How) -> Result<Self, Failure> {
        Self::read(arguments, how, false)
    }

    fn read(arguments: &Input, how: &How, begins: bool) -> Result<Self, Failure> {
        let files = &arguments.files;
        if files.iter().filter(|file| *file == "-").count() > 1 {
            return Err(Failure::Usage(Clean::own(
                "Standard input can be read once: - is named twice.",
            )));
        }
        let mut read = Vec::new();
        if files.is_empty() {
            read.push(input::timeline(input::read(None, how)?)?);
        }
        let mut rest = None;
        for file in files {
            let source = match input::begin(Some(file), how)? {
                Begun::Table(stream) if begins => {
                    let name = stream.name().clone();
                    match streaming::first_rows(stream)? {
                        First::Rows(timeline, more) => {
                            rest = Some((AccountIndex::new(read.len()), more));
                            read.push((timeline, Report::default(), name));
                            continue;
                        }
                        First::Whole(source) => source,
                    }
                }
                begun => begun.whole()?,
            };
            read.push(input::timeline(source)?);
        }
        let named = read.len();
        let mut opened = Self {
            accounts: Accounts::new(Vec::new()),
            on: (0..named).map(AccountIndex::new).collect(),
            doubts: 0,
            names: Vec::new(),
            rest,
        };
        let mut timelines = Vec::new();
        for (timeline, report, name) in read {
            opened.doubts += report.problem_count();
            opened.names.push(name);
            timelines.push(timeline);
        }
        let others = others(files);
        let name = |other: &&BundledStory| Clean::line(&format!("@{}", other.name));
        opened.names.extend(others.iter().map(name));
        opened.accounts = Accounts::with_bundled(timelines, &others);
        if !arguments.layers.is_empty() {
            opened.on = opened.chosen(&arguments.layers)?;
        }
        Ok(opened)
    }

    /// Returns the accounts of these names, over the first.
    fn chosen(&self, names: &[String]) -> Result<AccountSet, Failure> {
        let mut chosen = AccountSet::from([AccountIndex::FIRST]);
        for name in names {
            let found = self
                .accounts
                .iter()
                .position(|layer| layer.id.raw() == name);
            let found = found.or_else(|| {
                let name = name.to_lowercase();
                self.accounts.iter().position(|layer| {
                    let mut known = [&layer.id, &layer.title, &layer.short].into_iter();
                    known.any(|known| known.raw().to_lowercase() == name)
                })
            });
            match found {
                Some(place) => {
                    chosen.insert(AccountIndex::new(place));
                }
                None if name == ALL => chosen = self.accounts.all(),
                None => return Err(self.no_such_layer(name)),
            }
        }
        Ok(chosen)
    }

    fn no_such_layer(&self, name: &str) -> Failure {
        let known = self
            .accounts
            .iter()
            .flat_map(|layer| [layer.id.raw(), layer.title.raw(), layer.short.raw()]);
        let ids: Vec<_> = self.accounts.iter().map(|layer| layer.id.raw()).collect();
        let hint = nearest(name, known).map_or_else(
            || format!("There is {}.", ids.join(", ")),
            |near| format!("Did you mean \"{near}\"?"),
        );
        Failure::Usage(Clean::line(&format!(
            "--layer: There is no account \"{name}\". {hint}"
        )))
    }

    /// Returns the accounts that are on as one timeline, and the problems between them.
    pub(super) fn overlay(&self) -> (Arc<Timeline>, Vec<Clean>) {
        self.overlay_of(&self.on)
    }

    fn overlay_of(&self, on: &AccountSet) -> (Arc<Timeline>, Vec<Clean>) {
        let Overlay {
            timeline,
            problems,
            more,
        } = self.accounts.overlay(on);
        let problems = problems.iter();
        let told = problems.map(|(layer, problem)| problem.line(&self.names[layer.index()]));
        let more = more.iter().map(|(layer, more)| {
            let name = &self.names[layer.index()];
            Clean::line(&format!("{name}: {}", more.sentence()))
        });
        (timeline, told.chain(more).collect())
    }

    /// Returns the accounts that are on as one timeline; problems between them are reported on standard error.
    pub(super) fn timeline(&self) -> Arc<Timeline> {
        let (timeline, problems) = self.overlay();
        problems.iter().for_each(config::say);
        timeline
    }

    /// The same with every account on, unless some were asked for.
    pub(super) fn timeline_to_compare(&self, arguments: &Input) -> Arc<Timeline> {
        let all = self.accounts.all();
        let on = if arguments.layers.is_empty() {
            &all
        } else {
            &self.on
        };
        let (timeline, problems) = self.overlay_of(on);
        problems.iter().for_each(config::say);
        timeline
    }

    /// Returns the failure for an unknown id, with the nearest known one, or the account to be switched on for it.
    pub(super) fn unknown(&self, timeline: &Timeline, id: &str) -> Failure {
        let all = self.accounts.overlay(&self.accounts.all()).timeline;
        let hidden = layer_of(&all, id).map(|layer| all.account(layer));
        let hint = hidden.map_or_else(
            || {
                let ids = timeline
                    .events
                    .iter()
                    .map(|event| event.id.raw())
                    .chain(timeline.actors.iter().map(|actor| actor.id.raw()))
                    .chain(timeline.sources.iter().map(|source| source.id.raw()));
                nearest(id, ids).map_or_else(
                    || "annals list shows the ids there are.".to_owned(),
                    |known| format!("Did you mean \"{known}\"?"),
                )
            },
            |layer| {
                format!(
                    "It is in the account {}, which is off: add --layer {}",
                    layer.title, layer.id
                )
            },
        );
        Failure::Usage(Clean::line(&format!(
            "Nothing in this timeline has the id \"{id}\". {hint}"
        )))
    }
}

/// Returns the account of an id.
fn layer_of(timeline: &Timeline, id: &str) -> Option<AccountIndex> {
    let event = timeline.find_event(id).map(|it| timeline.event(it).account);
    let actor = || timeline.find_actor(id).map(|it| timeline.actor(it).account);
    let source = || {
        timeline
            .find_source(id)
            .map(|it| timeline.source(it).account)
    };
    event.or_else(actor).or_else(source)
}

/// Returns the other accounts of the bundled stories that were named.
fn others(files: &[OsString]) -> Vec<&'static BundledStory> {
    let named: Vec<&str> = if files.is_empty() {
        bundled().iter().take(1).map(|story| story.name).collect()
    } else {
        let names = files.iter().filter_map(|file| file.to_str());
        names.filter_map(|name| name.strip_prefix('@')).collect()
    };
    let stories = bundled().iter().filter(|story| named.contains(&story.name));
    let others = stories.flat_map(|story| story.others);
    let others = others.filter(|other| !named.contains(*other));
    others
        .filter_map(|other| crate::data::find(other))
        .collect()
}
