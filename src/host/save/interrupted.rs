//! Removes the file that is being written when a signal ends the process.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use tempfile::NamedTempFile;

/// The temporary files that exist now.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps a temporary file known until it is dropped.
#[derive(Debug)]
pub(super) struct Registered(PathBuf);

impl Drop for Registered {
    fn drop(&mut self) {
        unfinished().retain(|path| *path != self.0);
    }
}

/// Creates a temporary file and makes it known in one go, so that no signal can come between.
pub(super) fn register(
    create: impl FnOnce() -> io::Result<NamedTempFile>,
) -> io::Result<(NamedTempFile, Registered)> {
    let mut known = unfinished();
    let file = create()?;
    let path = file.path().to_owned();
    known.push(path.clone());
    Ok((file, Registered(path)))
}

/// Removes the temporary files that exist now, as far as nothing holds the list of them: this must not wait.
pub(crate) fn remove_unfinished_files() {
    let unfinished = match UNFINISHED.try_lock() {
        Ok(unfinished) => unfinished,
        Err(TryLockError::Poisoned(unfinished)) => unfinished.into_inner(),
        Err(TryLockError::WouldBlock) => return,
    };
    for path in unfinished.iter() {
        let _ = fs::remove_file(path);
    }
}

/// Whether a write has met the limit of a file's size since [`took_size_limit`] was called last.
static SIZE_LIMIT: Mutex<bool> = Mutex::new(false);

/// Writes, and notes whether that meets the limit of a file's size: the system then also sends a signal.
pub(super) fn write(writer: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut limit = SIZE_LIMIT.lock().unwrap_or_else(PoisonError::into_inner);
    let written = writer.write_all(bytes);
    let failed = written.as_ref().err();
    *limit |= failed.is_some_and(|error| error.kind() == io::ErrorKind::FileTooLarge);
    written
}

/// Returns whether a write has met the limit of a file's size since the last call. Waits for a write that is going on.
pub(crate) fn took_size_limit() -> bool {
    let mut limit = SIZE_LIMIT.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::take(&mut *limit)
}

#[cfg(unix)]
pub(super) use unix::remove_unfinished_on_signals;
#[cfg(unix)]
pub(crate) use unix::turn_size_limit_into_error;

#[cfg(not(unix))]
pub(super) fn remove_unfinished_on_signals() {}

/// Does nothing: there is no such signal.
#[cfg(not(unix))]
pub(crate) fn turn_size_limit_into_error() {}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::sync::atomic::AtomicBool;
    use std::sync::{Arc, Once};
    use std::thread;

    use signal_hook::consts::SIGXFSZ;
    use signal_hook::flag;
    use signal_hook::iterator::Signals;

    use crate::host::ending_signals::{end_by, others, usual_and_not_ignored};

    /// Starts a thread, once, that removes unfinished files and then ends the process by the same signal.
    ///
    /// Where there can be no thread, files are written nevertheless: they are only less tidy when interrupted.
    pub(in super::super) fn remove_unfinished_on_signals() {
        static STARTED: Once = Once::new();
        STARTED.call_once(|| {
            let Ok(mut signals) = Signals::new(usual_and_not_ignored()) else {
                return;
            };
            for signal in others() {
                // The system may keep this one for itself.
                let _ = signals.add_signal(signal);
            }
            let watch = move || {
                if let Some(signal) = signals.forever().next() {
                    // Kept until the process has ended: no other file is begun.
                    let unfinished = super::unfinished();
                    for path in unfinished.iter() {
                        let _ = fs::remove_file(path);
                    }
                    end_by(signal);
                }
            };
            let _ = thread::Builder::new()
                .name("unfinished files".to_owned())
                .spawn(watch);
        });
    }

    /// Lets a write beyond the limit of a file's size fail with an error that can be reported, where the signal
    /// would end the process.
    pub(crate) fn turn_size_limit_into_error() {
        // Without it the limit ends the process, as the system has it.
        let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}
