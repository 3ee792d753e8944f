//! What happens when the system has no more memory: Rust then aborts the process, whatever it is doing.
//!
//! A thread waits for SIGABRT. The thread that aborts cannot go on meanwhile: the handler of the signal writes to a pipe
//! that is full. The terminal is given back, unfinished files are removed, and a message says why. A panic within a
//! panic and a stack that overflows end in the same way. Should the thread itself be stuck, another one ends the waiting.

use std::io::{self, Read as _, Write as _};
use std::sync::Once;
use std::thread;
use std::time::Duration;

use rustix::io::ioctl_fionbio;
use signal_hook::consts::SIGABRT;
use signal_hook::iterator::exfiltrator::WithRawSiginfo;
use signal_hook::iterator::{Signals, SignalsInfo};
use signal_hook::low_level::{exit, pipe};

use super::guard::{self, Leaving};
use super::panics::{self, EXIT_BUG};
use crate::host::{end_by, remove_unfinished_files};

/// The exit code of a program that ended because it could not have what it needs of the system.
pub(crate) const EXIT_REFUSED: u8 = 3;

/// How much memory is kept for giving back the terminal, in bytes.
const RESERVE: usize = 512 << 10;

/// The sizes of the threads' stacks in bytes.
const STACK: usize = 128 << 10;

/// How many bytes are written to the pipe at once, or taken out of it to let a thread go on.
const BLOCK: usize = 4 << 10;

/// How long the thread that aborts waits at most.
const HOLD_TIMEOUT: Duration = Duration::from_secs(2);

/// The origin of a signal that a thread of the same process raised, `SI_TKILL`.
#[cfg(target_os = "linux")]
const RAISED: i32 = -6;

/// The origin of one that was sent with `kill`, where nothing more is known.
#[cfg(not(target_os = "linux"))]
const RAISED: i32 = i32::MIN;

/// Makes every abort of this process end in a clear report after the terminal is restored. Call it once, early; further
/// calls do nothing.
///
/// If there can be no thread for it, an abort ends the process as it would anyway.
pub(crate) fn report_aborts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without it the program runs as well, until it aborts.
        let _ = listen();
    });
}

fn listen() -> io::Result<()> {
    // The handlers run in the order in which they are set: the threads are woken before the one that aborts is held.
    let mut signals = SignalsInfo::<WithRawSiginfo>::new([SIGABRT])?;
    let mut limit = Signals::new([SIGABRT])?;
    let (mut drain, full) = io::pipe()?;
    ioctl_fionbio(&full, true)?;
    while (&full).write(&[0; BLOCK]).is_ok() {}
    // Bytes of a write that is larger than what is left of the pipe may not be written at all.
    while (&full).write(&[0]).is_ok() {}
    let hold = full.try_clone()?;
    let last = drain.try_clone()?;
    let mut reserve: Vec<u8> = Vec::new();
    reserve.try_reserve_exact(RESERVE)?;
    // What is written to is more than an address.
    reserve.resize(RESERVE, 1);
    let end_hold = move || {
        if limit.wait().next().is_some() {
            thread::sleep(HOLD_TIMEOUT);
        }
        // Without a reader a write fails at once.
        drop(last);
    };
    let work = move || {
        // From here on there is somebody to wait for.
        if ioctl_fionbio(&hold, false).is_err() {
            return;
        }
        let origin = signals.wait().next().map(|info| info.si_code);
        let is_own = origin == Some(RAISED);
        if !is_own {
            // Sent by another process: the thread that took it goes on, as it may hold a lock.
            let _ = drain.read(&mut [0; BLOCK]);
        }
        drop(reserve);
        end(is_own);
    };
    // Makes writes to it return at once, until the thread says otherwise.
    pipe::register(SIGABRT, full)?;
    spawn("limit of aborts", end_hold)?;
    spawn("aborts", work)
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let thread = thread::Builder::new().name(name.to_owned());
    thread.stack_size(STACK).spawn(work)?;
    Ok(())
}

/// Gives everything back and ends the process.
fn end(is_own: bool) -> ! {
    guard::leave_current(Leaving::Die);
    remove_unfinished_files();
    if !is_own {
        end_by(SIGABRT);
    }
    let is_bug = panics::has_reported();
    if !is_bug {
        // Where not even that can be written there is nothing left to do.
        let _ = io::stderr().write_all(
            b"annals had to stop: the system gives it no more memory; the terminal is as it was before.\n",
        );
    }
    exit(i32::from(if is_bug { EXIT_BUG } else { EXIT_REFUSED }))
}
