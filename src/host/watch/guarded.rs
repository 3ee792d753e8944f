//! [`GuardedWatcher`]: the system's watcher, whose panics are errors.
//!
//! notify 8 starts a thread and takes no notice if there can be none: watching a folder panics then, and so does
//! dropping the watcher.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use notify::{RecursiveMode, Watcher};

/// A watcher of folders.
pub(super) struct GuardedWatcher<W> {
    /// `None` once it has panicked.
    watcher: Option<W>,
}

impl<W: Watcher> GuardedWatcher<W> {
    pub(super) fn new(make: impl FnOnce() -> notify::Result<W>) -> notify::Result<Self> {
        let watcher = catch_unwind(AssertUnwindSafe(make));
        let watcher = watcher.unwrap_or_else(|_panic| Err(broken()))?;
        Ok(Self {
            watcher: Some(watcher),
        })
    }

    /// Watches a folder, without those in it.
    pub(super) fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        self.attempt(|watcher| watcher.watch(folder, RecursiveMode::NonRecursive))
    }

    /// Watches a folder no more.
    pub(super) fn unwatch(&mut self, folder: &Path) -> notify::Result<()> {
        self.attempt(|watcher| watcher.unwatch(folder))
    }

    fn attempt(&mut self, act: impl FnOnce(&mut W) -> notify::Result<()>) -> notify::Result<()> {
        let watcher = self.watcher.as_mut().ok_or_else(broken)?;
        catch_unwind(AssertUnwindSafe(|| act(watcher))).unwrap_or_else(|_panic| {
            self.drop_watcher();
            Err(broken())
        })
    }
}

impl<W> GuardedWatcher<W> {
    fn drop_watcher(&mut self) {
        let watcher = self.watcher.take();
        // There is nothing to be done for one that cannot be dropped.
        let _ = catch_unwind(AssertUnwindSafe(move || drop(watcher)));
    }
}

impl<W> Drop for GuardedWatcher<W> {
    fn drop(&mut self) {
        self.drop_watcher();
    }
}

fn broken() -> notify::Error {
    notify::Error::generic("the watcher has no thread")
}
