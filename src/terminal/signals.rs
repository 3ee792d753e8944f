//! Signals: being ended, stopped, continued and resized from outside.
//!
//! One thread waits for all of them but SIGABRT (see `aborts`), so that the terminal is given back even while the thread that
//! draws is stuck in a write. A signal that ends the process ends it by that very signal, so that
//! the shell sees 128 + n.
//!
//! Ctrl-Z comes as a key; [`stop_process_group`] makes of it what the terminal driver would have
//! made: a `SIGTSTP` for the whole job, ourselves included.

use std::{
    thread,
    time::{Duration, Instant},
};

use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getpgrp, getppid, getsid, kill_current_process_group,
    kill_process, waitid,
};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTSTP, SIGTTOU, SIGWINCH, SIGXFSZ},
    iterator::Signals,
    low_level::raise,
};

use super::{
    error::TerminalError,
    guard::{Borrower, Leaving, TerminalHandle},
    notifier::{News, Notifier},
    panics::spawn_vital,
};
use crate::host::{COMMON, end_by, others, took_size_limit};

/// The signals that do not end the process.
const HARMLESS: [i32; 3] = [SIGTSTP, SIGCONT, SIGWINCH];

/// How long to listen for a signal that ends the process before stopping in the background. `kill`
/// sends a stopped job the signal and SIGCONT at once, and they are noticed in either order.
const BACKGROUND_TIMEOUT: Duration = Duration::from_millis(300);

/// How long a program that has the terminal may take to give it back before we end by a signal, or to stop
/// before we do.
const BORROWER_TIMEOUT: Duration = Duration::from_millis(500);

/// How long to wait before asking again whether that program has stopped.
const STOP_INTERVAL: Duration = Duration::from_millis(1);

/// How long to wait for the listener, which waits for nothing itself.
const LISTENER_TIMEOUT: Duration = Duration::from_millis(500);

/// Starts the thread. From here on the terminal is restored whatever signal ends the process.
pub(super) fn listen(terminal: TerminalHandle, notifier: Notifier) -> Result<(), TerminalError> {
    let watched = [&COMMON[..], &HARMLESS].concat();
    let signals = Signals::new(watched).map_err(TerminalError::System)?;
    for signal in others().into_iter().chain([SIGXFSZ]) {
        // The system may keep this one for itself.
        let _ = signals.add_signal(signal);
    }
    let mut listener = Listener {
        signals,
        terminal,
        notifier,
    };
    let work = move || {
        loop {
            let pending: Vec<_> = listener.signals.wait().collect();
            listener.take_in(&pending);
        }
    };
    spawn_vital("signals", work).map_err(TerminalError::System)?;
    Ok(())
}

struct Listener {
    signals: Signals,
    terminal: TerminalHandle,
    notifier: Notifier,
}

impl Listener {
    fn take_in(&mut self, pending: &[i32]) {
        if let Some(ending) = pending.iter().find(|signal| is_ending(**signal)) {
            self.end(*ending);
        }
        for signal in pending {
            match *signal {
                SIGWINCH => {
                    self.notifier.tell(News::Resized);
                    self.terminal.was_resized();
                }
                SIGTSTP => self.stop(),
                SIGCONT => self.go_on(),
                _ => {}
            }
        }
    }

    /// Does not return, unless the signal was for the program that has the terminal: keys that interrupt reach every
    /// process in the foreground.
    fn end(&self, signal: i32) {
        let borrower = self.terminal.borrower();
        if borrower.is_some() && [SIGINT, SIGQUIT].contains(&signal) {
            return;
        }
        self.terminal.leave(Leaving::Die);
        // One that is just starting would stay behind.
        let borrower = self.terminal.started_borrower(BORROWER_TIMEOUT);
        if let Some(Borrower::Process(process)) = borrower {
            let signal = if signal == SIGHUP {
                Signal::HUP
            } else {
                Signal::TERM
            };
            let _ = kill_process(process, signal);
            self.terminal.wait_for_return(BORROWER_TIMEOUT);
        }
        end_by(signal);
    }

    fn stop(&self) {
        self.terminal.leave(Leaving::Pause);
        // A program that has the terminal was stopped by the same key, and is continued with us.
        if can_be_continued() {
            if let Some(Borrower::Process(process)) = self.terminal.borrower() {
                wait_for_stop(process);
            }
            // The process stops in this call; SIGCONT then takes the terminal again.
            let _ = raise(SIGSTOP);
        } else {
            self.resume();
        }
    }

    fn go_on(&mut self) {
        if self.terminal.borrower().is_some() {
            return;
        }
        if !self.terminal.in_foreground() {
            self.terminal.leave(Leaving::Pause);
            thread::sleep(BACKGROUND_TIMEOUT);
            let ending = self.signals.pending().find(|signal| is_ending(*signal));
            if let Some(ending) = ending {
                self.end(ending);
            }
        }
        if self.terminal.in_foreground() {
            self.resume();
        } else {
            // Continued in the background (`bg`), where the terminal is someone else's. This stops us
            // as trying to use it would, until `fg` continues us again.
            let _ = raise(SIGTTOU);
        }
    }

    fn resume(&self) {
        self.notifier.tell(match self.terminal.switch_on() {
            Ok(()) => News::Resumed,
            Err(_) => News::Lost,
        });
    }
}

/// Whether a signal ends the process. A file that would become larger than is allowed does not: that is an error of
/// the write, which is reported.
fn is_ending(signal: i32) -> bool {
    match signal {
        SIGXFSZ => !took_size_limit(),
        _ => !HARMLESS.contains(&signal),
    }
}

/// Waits until a process of ours has stopped. The shell has the terminal as soon as we do, and what is
/// typed for it must not be read by a program that has not stopped yet.
fn wait_for_stop(process: Pid) {
    let asked = Instant::now();
    let options = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
    while let Ok(None) = waitid(WaitId::Pid(process), options) {
        if asked.elapsed() > BORROWER_TIMEOUT {
            // It ignores the key.
            return;
        }
        thread::sleep(STOP_INTERVAL);
    }
}

/// Waits until every signal that has come so far has been taken in: what was meant for a program that had
/// the terminal must not end us because it is noticed when that one has gone.
pub(super) fn settle(terminal: &TerminalHandle) {
    // What comes first is taken in first. The listener may be on its way through older ones the first time.
    for _ in 0..2 {
        let seen = terminal.resizes();
        if raise(SIGWINCH).is_ok() {
            terminal.wait_for_resize(seen, LISTENER_TIMEOUT);
        }
    }
}

/// Stops every process of this job, as Ctrl-Z does in a terminal that is not in raw mode.
pub(super) fn stop_process_group() {
    let _ = kill_current_process_group(Signal::TSTP);
}

/// Whether a shell with job control watches this process. If none does, its process group is what
/// POSIX calls orphaned, a stop signal must have no effect, and nothing could continue the process.
fn can_be_continued() -> bool {
    let (group, session) = (getpgrp(), getsid(None).ok());
    // Above the group of the session's leader there is no process in the session.
    if session == Some(group) {
        return false;
    }
    // Either the shell itself or a wrapper that it started; once they are gone, the parent is a
    // process of another session.
    getppid().is_some_and(|parent| getsid(Some(parent)).ok() == session)
}
