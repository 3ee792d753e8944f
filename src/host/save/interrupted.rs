//! Removes the file that is being written when a signal ends the process.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

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

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// The signals by which people and systems end a command.
    const ENDING: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

    /// Starts a thread, once, that removes unfinished files and then ends the process by the same signal.
    ///
    /// Where there can be no thread, files are written nevertheless: they are only less tidy when interrupted.
    pub(in super::super) fn remove_unfinished_on_signals() {
        static STARTED: Once = Once::new();
        STARTED.call_once(|| {
            let ignored = ignored_signals();
            let watched = ENDING.into_iter().filter(|signal| {
                let bit = 1_u64.checked_shl(signal.unsigned_abs().saturating_sub(1));
                bit.is_none_or(|bit| ignored & bit == 0)
            });
            let Ok(mut signals) = Signals::new(watched) else {
                return;
            };
            let watch = move || {
                for signal in &mut signals {
                    // Kept until the process has ended: no other file is begun.
                    let unfinished = super::unfinished();
                    for path in unfinished.iter() {
                        let _ = fs::remove_file(path);
                    }
                    let _ = emulate_default_handler(signal);
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

    /// Returns the signals that this process was started to ignore, as `nohup` does, the first in the lowest bit.
    /// Where the system does not tell, none.
    fn ignored_signals() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mut lines = status.lines();
        let mask = lines.find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
            .unwrap_or(0)
    }
}
