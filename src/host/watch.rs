//! [`Watch`]: notices that a file was saved.
//!
//! A thread waits for the system's notifications and looks at a file once its writer pauses. Only where the system
//! sends none is the file's date looked at every second. How a file is read is up to the [`WatchedFile`].

mod guarded;
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
    Event, EventKind, RecommendedWatcher, Watcher,
    event::{AccessKind, AccessMode},
};

use self::{guarded::GuardedWatcher, paths::Spots, settling::Unsettled};
use super::workers::{Job, Outbox};
use annals_model::AccountIndex;
use annals_tui::Message;
use annals_tui::context::FileNews;

/// How often a file is looked at whose changes the system does not report.
const INTERVAL: Duration = Duration::from_secs(1);

/// What a file is like, compared with what was read last.
#[derive(Debug)]
pub enum FileState {
    /// The same.
    Unchanged,
    /// Different and complete.
    Complete(FileNews),
    /// It may be in the middle of being written: broken, gone, or shorter than it was.
    Incomplete(FileNews),
}

/// A file that is shown.
pub trait WatchedFile: Send {
    /// Its account.
    fn account(&self) -> AccountIndex;

    /// Its path.
    fn path(&self) -> &Path;

    /// Its name, for messages.
    fn name(&self) -> &str;

    /// Reads it if it has changed.
    fn look(&mut self) -> FileState;

    /// Remembers the state that was looked at last as the one that is shown.
    fn accept(&mut self);

    /// Whether its date or size has changed since it was looked at last. Cheap.
    fn has_moved(&self) -> bool;
}

/// The files that are shown.
pub struct Files {
    /// The files.
    pub files: Vec<Box<dyn WatchedFile>>,
    /// Whether they are looked at whenever they change, or only on request.
    pub are_watched: bool,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths = self.files.iter().map(|file| file.path());
        f.debug_list().entries(paths).finish()
    }
}

/// The screen's end of the watch: the paths of the files, and requests to look at one.
#[derive(Debug)]
pub(crate) struct Watch {
    paths: Vec<(AccountIndex, PathBuf)>,
    shared: Arc<Shared>,
}

/// The state that the threads share.
#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The files that may have changed, by their index.
    unsettled: BTreeMap<usize, Unsettled>,
    /// The files that a change at a path concerns.
    interests: HashMap<PathBuf, BTreeSet<usize>>,
    /// Watched folders that went away.
    lost: BTreeSet<PathBuf>,
}

impl State {
    /// Notes that something happened to a file.
    fn touch(&mut self, index: usize, now: Instant) {
        let unsettled = self.unsettled.entry(index);
        unsettled.or_insert(Unsettled::new(now)).touch(now);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in a notification.
    fn take_in(&self, event: &notify::Result<Event>) {
        let mut state = self.lock();
        let all = |state: &State| state.interests.values().flatten().copied().collect();
        let concerned: BTreeSet<usize> = match event {
            // Notifications were lost: anything may have changed.
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
        for index in concerned {
            state.touch(index, now);
        }
        drop(state);
        self.changed.notify_all();
    }
}

/// Whether something may have been written. Reading does not count: our own must not wake us.
const fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

impl Watch {
    /// A watch over files, and the job that does it.
    pub(crate) fn new(files: Files) -> (Self, Job) {
        let shared = Arc::new(Shared::default());
        let paths = files.files.iter();
        let watch = Self {
            paths: paths
                .map(|file| (file.account(), file.path().to_owned()))
                .collect(),
            shared: Arc::clone(&shared),
        };
        let job = Job::new("watching of files", 1, move |outbox: &Outbox| {
            let listener = Arc::clone(&shared);
            let watcher = || notify::recommended_watcher(move |event| listener.take_in(&event));
            watch_files::<RecommendedWatcher>(files, &shared, watcher, &|message| {
                outbox.send(message)
            });
        });
        (watch, job)
    }

    /// The path of an account's file.
    pub(crate) fn path(&self, layer: AccountIndex) -> Option<&Path> {
        let mut paths = self.paths.iter();
        let found = paths.find(|(of, _)| *of == layer);
        found.map(|(_, path)| path.as_path())
    }

    /// Requests a look at an account's file at once.
    pub(crate) fn look_now(&self, layer: AccountIndex) {
        let index = self.paths.iter().position(|(of, _)| *of == layer);
        if let Some(index) = index {
            let urgent = Unsettled::urgent(Instant::now());
            self.shared.lock().unsettled.insert(index, urgent);
            self.shared.changed.notify_all();
        }
    }
}

/// The state of the thread that watches.
struct Watching<'a, W> {
    files: Vec<Box<dyn WatchedFile>>,
    shared: &'a Shared,
    send: &'a dyn Fn(Message) -> bool,
    /// `None` if files are only looked at on request, or nothing can be watched.
    watcher: Option<GuardedWatcher<W>>,
    /// The folders that are watched.
    folders: BTreeSet<PathBuf>,
    /// The files whose changes the system does not report in full.
    polled: BTreeSet<usize>,
    /// When they were looked at last.
    polled_at: Instant,
    /// The files that were reported as broken.
    broken: BTreeSet<usize>,
}

/// Watches until the screen is gone.
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
        match GuardedWatcher::new(watcher) {
            Ok(watcher) => watching.watcher = Some(watcher),
            Err(error) => watching.poll_all(&error),
        }
    }
    // A file may have been saved since it was read.
    let now = Instant::now();
    for index in 0..watching.files.len() {
        shared.lock().unsettled.insert(index, Unsettled::new(now));
    }
    watching.run();
}

impl<W: Watcher> Watching<'_, W> {
    fn run(&mut self) {
        while let Some((index, unsettled)) = self.wait() {
            if !self.look(index, unsettled) {
                return;
            }
        }
    }

    /// Waits for a file whose writer pauses; `None` if there are no files.
    fn wait(&mut self) -> Option<(usize, Unsettled)> {
        if self.files.is_empty() {
            return None;
        }
        loop {
            let moved = self.moved();
            let now = Instant::now();
            let mut state = self.shared.lock();
            for index in moved {
                state.touch(index, now);
            }
            let next = state.unsettled.iter();
            let next = next
                .map(|(&index, unsettled)| (unsettled.due(), index))
                .min();
            let until = match next {
                Some((due, index)) if due <= now => {
                    let unsettled = state.unsettled.remove(&index)?;
                    return Some((index, unsettled));
                }
                Some((due, _)) => Some(due.duration_since(now)),
                None => None,
            };
            let poll = (!self.polled.is_empty()).then_some(INTERVAL);
            let changed = &self.shared.changed;
            match until.into_iter().chain(poll).min() {
                None => drop(changed.wait(state)),
                Some(timeout) => drop(changed.wait_timeout(state, timeout)),
            }
        }
    }

    /// Once an interval, returns the polled files whose date or size has changed. No lock is held: a file system on
    /// another machine may not answer.
    fn moved(&mut self) -> Vec<usize> {
        let now = Instant::now();
        if self.polled.is_empty() || now.duration_since(self.polled_at) < INTERVAL {
            return Vec::new();
        }
        self.polled_at = now;
        let polled = self.polled.iter().copied();
        polled
            .filter(|&index| self.files[index].has_moved())
            .collect()
    }

    /// Looks at a file and sends the news. Returns `false` if the screen is gone.
    fn look(&mut self, index: usize, unsettled: Unsettled) -> bool {
        // First, so that a change while it is read is noticed.
        self.arm(index);
        let file = &mut self.files[index];
        let news = match file.look() {
            FileState::Unchanged if self.broken.remove(&index) => FileNews::Restored,
            FileState::Unchanged => return true,
            FileState::Complete(news) => news,
            FileState::Incomplete(news) if unsettled.is_settled(Instant::now()) => news,
            FileState::Incomplete(_) => {
                let mut state = self.shared.lock();
                let next = state.unsettled.entry(index).or_insert(unsettled);
                next.set_incomplete(&unsettled);
                return true;
            }
        };
        if matches!(news, FileNews::Unreadable { .. }) {
            self.broken.insert(index);
        } else {
            self.broken.remove(&index);
            file.accept();
        }
        (self.send)(Message::File(file.account(), news))
    }

    /// Watches the folders in which a change may concern a file. They may be others than before.
    fn arm(&mut self, index: usize) {
        if self.watcher.is_none() {
            return;
        }
        let Spots { spots, is_remote } = Spots::new(self.files[index].path());
        let mut state = self.shared.lock();
        for files in state.interests.values_mut() {
            files.remove(&index);
        }
        for (folder, name) in &spots {
            for path in [folder.clone(), folder.join(name)] {
                state.interests.entry(path).or_default().insert(index);
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
            // The folder may be gone.
            let _ = watcher.unwatch(&folder);
            self.folders.remove(&folder);
        }
        let mut refused = None;
        for (folder, _) in spots {
            if self.folders.contains(&folder) {
                continue;
            }
            match watcher.watch(&folder) {
                Ok(()) => drop(self.folders.insert(folder)),
                // It went away meanwhile: the path is followed again.
                Err(error) if is_gone(&error) => {
                    self.shared.lock().touch(index, Instant::now());
                }
                Err(error) => refused = Some(error),
            }
        }
        match refused {
            Some(error) => self.poll(index, &reason(&error)),
            None if is_remote => self.poll(index, "it is on another machine"),
            None => {}
        }
    }

    fn poll_all(&mut self, error: &notify::Error) {
        for index in 0..self.files.len() {
            self.poll(index, &reason(error));
        }
    }

    /// Polls a file from now on, and says so.
    fn poll(&mut self, index: usize, reason: &str) {
        let is_first = self.polled.is_empty();
        if self.polled.insert(index) && is_first {
            let name = self.files[index].name();
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
