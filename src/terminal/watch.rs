//! [`Watch`]: noticing that a file was saved.
//!
//! Owns the thread that waits for the system to tell of changes, and when a file is looked at: once its writer
//! has come to rest, and never more often than a person can see. Nothing is looked at while nothing changes;
//! only where the system cannot tell is the file's date looked at every second. What a file says, and whether
//! that is news, is the business of whoever gives the [`Files`].

mod paths;
mod settling;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};

use self::{paths::Spots, settling::Unsettled};
use super::worker::{Job, Outbox};
use annals_model::LayerIndex;
use annals_tui::app::{FileNews, Message};

/// How often a file is looked at of whose changes the system does not tell.
const INTERVAL: Duration = Duration::from_secs(1);

/// How a file is.
#[derive(Debug)]
pub enum Sight {
    /// As it was when it was read last.
    Same,
    /// Another than that, and whole.
    Whole(FileNews),
    /// It may be in the middle of being written: broken, gone, or shorter than it was.
    Doubtful(FileNews),
}

/// A file that is shown.
pub trait WatchedFile: Send {
    /// Its layer.
    fn layer(&self) -> LayerIndex;

    /// Where it is.
    fn path(&self) -> &Path;

    /// Its name, for messages.
    fn name(&self) -> &str;

    /// Reads it, if it is not what was read last.
    fn look(&mut self) -> Sight;

    /// What was seen last is on screen now.
    fn accept(&mut self);

    /// Whether its date or size is another than when it was looked at last. This is cheap.
    fn has_moved(&self) -> bool;
}

/// The files that are shown.
pub struct Files {
    /// They themselves.
    pub files: Vec<Box<dyn WatchedFile>>,
    /// Whether they are looked at whenever they change, or only when that is asked for.
    pub are_watched: bool,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths = self.files.iter().map(|file| file.path());
        f.debug_list().entries(paths).finish()
    }
}

/// The screen's end: where the files are, and asking for one to be looked at.
#[derive(Debug)]
pub(super) struct Watch {
    paths: Vec<(LayerIndex, PathBuf)>,
    shared: Arc<Shared>,
}

/// What the threads know together.
#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The files that may have changed, by their place.
    unsettled: BTreeMap<usize, Unsettled>,
    /// The files that may have changed if something happens at a path.
    interests: HashMap<PathBuf, BTreeSet<usize>>,
    /// Folders that went away while they were watched.
    lost: BTreeSet<PathBuf>,
}

impl State {
    /// Something happened to a file.
    fn touch(&mut self, place: usize, now: Instant) {
        let unsettled = self.unsettled.entry(place);
        unsettled.or_insert(Unsettled::new(now)).touch(now);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what the system says.
    fn hear(&self, event: &notify::Result<Event>) {
        let mut state = self.lock();
        let all = |state: &State| state.interests.values().flatten().copied().collect();
        let concerned: BTreeSet<usize> = match event {
            // Something was lost: anything may have changed.
            Err(_) => all(&state),
            Ok(event) if event.need_rescan() => all(&state),
            Ok(event) if !is_change(event.kind) => return,
            Ok(event) => {
                let paths = event.paths.iter();
                let files = paths.filter_map(|path| state.interests.get(path));
                files.flatten().copied().collect()
            }
        };
        if concerned.is_empty() {
            return;
        }
        if let Ok(event) = event
            && (event.kind.is_remove() || event.kind.is_modify())
        {
            state.lost.extend(event.paths.iter().cloned());
        }
        let now = Instant::now();
        for place in concerned {
            state.touch(place, now);
        }
        drop(state);
        self.changed.notify_all();
    }
}

/// Whether something may have been written. Reading is none: what we do ourselves must not wake us.
const fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

impl Watch {
    /// The watch over some files, and the job that does it.
    pub(super) fn new(files: Files) -> (Self, Job) {
        let shared = Arc::new(Shared::default());
        let paths = files.files.iter();
        let watch = Self {
            paths: paths
                .map(|file| (file.layer(), file.path().to_owned()))
                .collect(),
            shared: Arc::clone(&shared),
        };
        let job = Job::new("watching of files", 1, move |outbox: &Outbox| {
            let ear = Arc::clone(&shared);
            let watcher = || notify::recommended_watcher(move |event| ear.hear(&event));
            watch_files::<RecommendedWatcher>(files, &shared, watcher, &|message| {
                outbox.send(message)
            });
        });
        (watch, job)
    }

    /// Where the file of a layer is.
    pub(super) fn path(&self, layer: LayerIndex) -> Option<&Path> {
        let mut paths = self.paths.iter();
        let found = paths.find(|(of, _)| *of == layer);
        found.map(|(_, path)| path.as_path())
    }

    /// Has the file of a layer looked at without waiting for anything.
    pub(super) fn look_now(&self, layer: LayerIndex) {
        let place = self.paths.iter().position(|(of, _)| *of == layer);
        if let Some(place) = place {
            let urgent = Unsettled::urgent(Instant::now());
            self.shared.lock().unsettled.insert(place, urgent);
            self.shared.changed.notify_all();
        }
    }
}

/// The thread that watches.
struct Watching<'a, W> {
    files: Vec<Box<dyn WatchedFile>>,
    shared: &'a Shared,
    send: &'a dyn Fn(Message) -> bool,
    /// None where files are only looked at when that is asked for, or nothing can be watched.
    watcher: Option<W>,
    /// The folders that are watched.
    folders: BTreeSet<PathBuf>,
    /// The files of which the system does not tell everything.
    polled: BTreeSet<usize>,
    /// When they were looked at last.
    polled_at: Instant,
    /// The files that were said to be broken.
    broken: BTreeSet<usize>,
}

/// Watches until nobody wants to hear of it any more.
fn watch_files<W: Watcher>(
    files: Files,
    shared: &Shared,
    watcher: impl FnOnce() -> notify::Result<W>,
    send: &dyn Fn(Message) -> bool,
) {
    let Files { files, are_watched } = files;
    let mut watching = Watching {
        files,
        shared,
        send,
        watcher: None,
        folders: BTreeSet::new(),
        polled: BTreeSet::new(),
        polled_at: Instant::now(),
        broken: BTreeSet::new(),
    };
    if are_watched {
        match watcher() {
            Ok(watcher) => watching.watcher = Some(watcher),
            Err(error) => watching.poll_all(&error),
        }
    }
    // Between the first reading and now something may have been saved.
    let now = Instant::now();
    for place in 0..watching.files.len() {
        shared.lock().unsettled.insert(place, Unsettled::new(now));
    }
    watching.run();
}

impl<W: Watcher> Watching<'_, W> {
    fn run(&mut self) {
        while let Some((place, unsettled)) = self.wait() {
            if !self.look(place, unsettled) {
                return;
            }
        }
    }

    /// Waits for a file that has come to rest; `None` if there are no files.
    fn wait(&mut self) -> Option<(usize, Unsettled)> {
        if self.files.is_empty() {
            return None;
        }
        loop {
            let moved = self.moved();
            let now = Instant::now();
            let mut state = self.shared.lock();
            for place in moved {
                state.touch(place, now);
            }
            let next = state.unsettled.iter();
            let next = next
                .map(|(&place, unsettled)| (unsettled.due(), place))
                .min();
            let until = match next {
                Some((due, place)) if due <= now => {
                    let unsettled = state.unsettled.remove(&place)?;
                    return Some((place, unsettled));
                }
                Some((due, _)) => Some(due.duration_since(now)),
                None => None,
            };
            let poll = (!self.polled.is_empty()).then_some(INTERVAL);
            let changed = &self.shared.changed;
            match until.into_iter().chain(poll).min() {
                None => drop(changed.wait(state)),
                Some(patience) => drop(changed.wait_timeout(state, patience)),
            }
        }
    }

    /// The files that are polled and have another date or size, once an interval. No lock is held: a file system
    /// on another machine may not answer.
    fn moved(&mut self) -> Vec<usize> {
        let now = Instant::now();
        if self.polled.is_empty() || now.duration_since(self.polled_at) < INTERVAL {
            return Vec::new();
        }
        self.polled_at = now;
        let polled = self.polled.iter().copied();
        polled
            .filter(|&place| self.files[place].has_moved())
            .collect()
    }

    /// Looks at a file and tells what there is to tell; `false` if nobody listens any more.
    fn look(&mut self, place: usize, unsettled: Unsettled) -> bool {
        // First, so that what is written while it is read is told of.
        self.arm(place);
        let file = &mut self.files[place];
        let news = match file.look() {
            Sight::Same if self.broken.remove(&place) => FileNews::Restored,
            Sight::Same => return true,
            Sight::Whole(news) => news,
            Sight::Doubtful(news) if unsettled.is_settled(Instant::now()) => news,
            Sight::Doubtful(_) => {
                let mut state = self.shared.lock();
                let next = state.unsettled.entry(place).or_insert(unsettled);
                next.doubt_since(&unsettled);
                return true;
            }
        };
        if matches!(news, FileNews::Unreadable { .. }) {
            self.broken.insert(place);
        } else {
            self.broken.remove(&place);
            file.accept();
        }
        (self.send)(Message::File(file.layer(), news))
    }

    /// Watches the folders in which a change may concern a file, which may be others than before.
    fn arm(&mut self, place: usize) {
        if self.watcher.is_none() {
            return;
        }
        let Spots { spots, is_remote } = Spots::new(self.files[place].path());
        let mut state = self.shared.lock();
        for files in state.interests.values_mut() {
            files.remove(&place);
        }
        for (folder, name) in &spots {
            for path in [folder.clone(), folder.join(name)] {
                state.interests.entry(path).or_default().insert(place);
            }
        }
        state.interests.retain(|_, files| !files.is_empty());
        let lost = std::mem::take(&mut state.lost);
        let wanted = |folder: &PathBuf| state.interests.contains_key(folder);
        let leaving = self.folders.iter();
        let leaving = leaving.filter(|folder| lost.contains(*folder) || !wanted(folder));
        let leaving: Vec<PathBuf> = leaving.cloned().collect();
        drop(state);
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        for folder in leaving {
            // Of a folder that is gone there is nothing left to leave.
            let _ = watcher.unwatch(&folder);
            self.folders.remove(&folder);
        }
        let mut refused = None;
        for (folder, _) in spots {
            if self.folders.contains(&folder) {
                continue;
            }
            match watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.folders.insert(folder)),
                // It went away while it was looked for: where the path leads now is found out again.
                Err(error) if is_gone(&error) => {
                    self.shared.lock().touch(place, Instant::now());
                }
                Err(error) => refused = Some(error),
            }
        }
        match refused {
            Some(error) => self.poll(place, &reason(&error)),
            None if is_remote => self.poll(place, "it is on another machine"),
            None => {}
        }
    }

    fn poll_all(&mut self, error: &notify::Error) {
        for place in 0..self.files.len() {
            self.poll(place, &reason(error));
        }
    }

    /// Looks at a file again and again from now on, and says so.
    fn poll(&mut self, place: usize, reason: &str) {
        let is_first = self.polled.is_empty();
        if self.polled.insert(place) && is_first {
            let name = self.files[place].name();
            let words = format!(
                "The system does not tell when {name} changes: {reason}. It is looked at every second."
            );
            (self.send)(Message::Notice(words));
        }
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Why something cannot be watched.
fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "too much is watched already".to_owned(),
        notify::ErrorKind::Io(error) => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            text.to_lowercase()
        }
        _ => "it cannot be watched".to_owned(),
    }
}

#[cfg(test)]
mod tests;
