//! The files that are shown, to be read again when they are saved: how a change is noticed, and what is said of a
//! file that cannot be read any more.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reading::{self, How};
use super::{Failure, input};
use crate::host::{FileIdentity, FileState, WatchedFile};
use annals_model::text::Clean;
use annals_model::{AccountIndex, Accounts, Reading, Severity};
use annals_tui::Origin;
use annals_tui::context::FileNews;

/// How many bytes are read at once to compare contents.
const PIECE: usize = 64 << 10;
/// Larger files are compared by their times: reading all of one would delay the reading itself.
const LARGE: u64 = 16 << 20;

/// Returns the files that were named, with their state before they are read, in the order of their accounts. Bundled
/// stories, standard input and pipes are none.
pub(super) fn before_reading(named: &[OsString], how: &How) -> Vec<Box<dyn WatchedFile>> {
    let paths: Vec<Option<(&OsString, Stamp)>> = named.iter().map(stamped).collect();
    let short = |name: &OsString| Path::new(name).file_name().map(OsStr::to_owned);
    let is_single = |name: &OsString| {
        let others = paths.iter().flatten();
        others
            .filter(|(other, _)| short(other) == short(name))
            .count()
            == 1
    };
    let layers = paths.iter().enumerate();
    layers
        .filter_map(|(layer, named)| {
            let (name, stamp) = named.as_ref()?;
            // Short, as the rest of the line is for what is wrong; whole where that would be two files.
            let shown = short(name).filter(|_| is_single(name));
            let shown = shown.as_ref().unwrap_or(name);
            let file: Box<dyn WatchedFile> = Box::new(Watched {
                account: AccountIndex::new(layer),
                how: how.clone(),
                named: (*name).clone(),
                path: PathBuf::from(name),
                shown: Clean::line(&shown.to_string_lossy()),
                before: Some(stamp.clone()),
                looked: None,
                accepted: None,
                seen: None,
            });
            Some(file)
        })
        .collect()
}

/// Returns the origin of each account: what was named, then the other accounts of bundled stories.
pub(super) fn origins(
    named: &[OsString],
    files: &[Box<dyn WatchedFile>],
    accounts: &Accounts,
) -> Vec<Origin> {
    let bundled_name =
        |name: &str| crate::data::find(name).map(|story| Origin::Bundled(story.name));
    let mut origins: Vec<Origin> = named
        .iter()
        .enumerate()
        .map(|(layer, name)| {
            let layer = AccountIndex::new(layer);
            let mut files = files.iter();
            let file = files.find(|file| file.account() == layer);
            let file = file.map(|file| Origin::File(Clean::line(file.name())));
            let story = || bundled_name(name.to_str()?.strip_prefix('@')?);
            file.or_else(story).unwrap_or(Origin::Passing)
        })
        .collect();
    let others = accounts.iter().skip(origins.len());
    origins.extend(others.map_while(|layer| bundled_name(layer.id.raw())));
    origins
}

/// Returns a name with the stamp of its file, if it is that of a file.
fn stamped(name: &OsString) -> Option<(&OsString, Stamp)> {
    if name == "-" || name.to_str().is_some_and(|name| name.starts_with('@')) {
        return None;
    }
    Some((name, Stamp::of(Path::new(name)).ok()?))
}

/// A cheap sign of whether a file was written: it differs then.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Stamp {
    bytes: u64,
    /// Which file it is, when it was written and when anything about it changed last, where the system knows.
    identity: FileIdentity,
}

impl Stamp {
    /// # Errors
    ///
    /// If there is no regular file.
    fn of(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() {
            return Err(io::Error::other("it is no file any more"));
        }
        Ok(Self {
            bytes: metadata.len(),
            identity: FileIdentity::new(&metadata),
        })
    }
}

/// A fingerprint of a file's content; for a large file its times, so that any write counts as a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Digest {
    bytes: u64,
    hash: u64,
}

impl Digest {
    fn of(path: &Path, stamp: &Stamp) -> io::Result<Self> {
        let mut hasher = DefaultHasher::new();
        // If the system knows no more than the size, all has to be read.
        if cfg!(unix) && stamp.bytes > LARGE {
            stamp.hash(&mut hasher);
            return Ok(Self {
                bytes: stamp.bytes,
                hash: hasher.finish(),
            });
        }
        // What says that it has no bytes and has some is no file on a disk, and may never end.
        let most = if stamp.bytes == 0 { 0 } else { LARGE };
        let mut file = File::open(path)?.take(most);
        let mut piece = vec![0; PIECE];
        let mut bytes = 0;
        loop {
            match file.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => {
                    hasher.write(&piece[..count]);
                    bytes += count as u64;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self {
            bytes,
            hash: hasher.finish(),
        })
    }
}

/// A file that is shown.
struct Watched {
    account: AccountIndex,
    /// How it is to be read.
    how: How,
    /// Its path, as it was given.
    named: OsString,
    path: PathBuf,
    /// For messages.
    shown: Clean,
    /// Its state before it was read at the start, until that content is known.
    before: Option<Stamp>,
    /// Its state when it was looked at last.
    looked: Option<Stamp>,
    /// What is on screen.
    accepted: Option<Digest>,
    /// What was read last.
    seen: Option<Digest>,
}

impl WatchedFile for Watched {
    fn account(&self) -> AccountIndex {
        self.account
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn name(&self) -> &str {
        self.shown.as_str()
    }

    fn look(&mut self) -> FileState {
        match self.try_look() {
            Ok(sight) => sight,
            Err(error) => {
                let reason = match error.kind() {
                    ErrorKind::NotFound => "the file is gone".to_owned(),
                    _ => format!("the file cannot be read: {}", reading::reason(&error)),
                };
                FileState::Incomplete(FileNews::Unreadable {
                    reason: Clean::line(&reason),
                    line: None,
                })
            }
        }
    }

    fn accept(&mut self) {
        self.accepted = self.seen;
    }

    fn has_moved(&self) -> bool {
        Stamp::of(&self.path).ok() != self.looked
    }
}

impl Watched {
    fn try_look(&mut self) -> io::Result<FileState> {
        self.looked = None;
        let stamp = Stamp::of(&self.path)?;
        self.looked = Some(stamp.clone());
        let digest = Digest::of(&self.path, &stamp)?;
        if self.before.take() == Some(stamp) {
            // It has not been written since before it was read: this is what was read.
            self.accepted = Some(digest);
        }
        if self.accepted == Some(digest) {
            return Ok(FileState::Unchanged);
        }
        self.seen = Some(digest);
        if digest.bytes == 0 {
            // Every format may begin so: there is nothing to show yet.
            return Ok(FileState::Incomplete(FileNews::Unreadable {
                reason: Clean::own("the file is empty"),
                line: None,
            }));
        }
        let news = match input::read(Some(&self.named), &self.how) {
            Ok(source) => Self::news(source.reading),
            Err(failure) => FileNews::Unreadable {
                reason: match failure {
                    Failure::Input(words)
                    | Failure::Usage(words)
                    | Failure::Terminal(words)
                    | Failure::Refused(words) => {
                        let prefix = format!("{}: ", self.shown);
                        let words = words.as_str();
                        clause(words.strip_prefix(&prefix).unwrap_or(words))
                    }
                    Failure::Output(error) => return Err(error),
                },
                line: None,
            },
        };
        let shrank = self
            .accepted
            .is_some_and(|accepted| digest.bytes < accepted.bytes);
        Ok(match news {
            FileNews::Reread { .. } if !shrank => FileState::Complete(news),
            _ => FileState::Incomplete(news),
        })
    }

    fn news(reading: Reading) -> FileNews {
        let Reading { timeline, report } = reading;
        if let Some(timeline) = timeline {
            return FileNews::Reread {
                timeline: Arc::new(timeline),
                doubts: report.problem_count(),
            };
        }
        let mut errors = report.problems.iter();
        let first = errors.find(|problem| problem.severity == Severity::Error);
        let place = first.and_then(|problem| problem.position);
        FileNews::Unreadable {
            reason: first.map_or_else(
                || Clean::own("the file cannot be read"),
                |problem| clause(problem.message.as_str()),
            ),
            line: place.and_then(|place| u32::try_from(place.line).ok()),
        }
    }
}

/// Turns a sentence into the end of one: without a capital letter at its start and a full stop at its end.
fn clause(sentence: &str) -> Clean {
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence);
    let mut characters = sentence.chars();
    let first = characters.next();
    let first = first.map(char::to_lowercase).into_iter().flatten();
    Clean::line(&first.chain(characters).collect::<String>())
}

#[cfg(test)]
mod tests;
