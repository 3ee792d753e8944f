//! Signals: being ended, stopped, continued and resized from outside.
//!
//! One thread waits for all of them, so that the terminal is given back even while the thread that
//! draws is stuck in a write. A signal that ends the process ends it by that very signal, so that
//! whoever waits for it sees 128 + n.
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
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGTTOU, SIGWINCH},
    iterator::Signals,
    low_level::{emulate_default_handler, raise},
};

use super::{
    error::TerminalError,
    event_loop::{News, Notifier},
    guard::{Borrower, Leaving, Terminal},
    panics::spawn_vital,
};

/// The signals that end the process.
const ENDING: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

/// How long to listen for a signal that ends the process before stopping in the background. `kill`
/// sends a stopped job the signal and SIGCONT at once, and they are noticed in either order.
const BACKGROUND_PATIENCE: Duration = Duration::from_millis(300);

/// How long a program that has the terminal may take to give it back before we end by a signal, or to stand
/// still before we do.
const BORROWER_PATIENCE: Duration = Duration::from_millis(500);

/// How long to wait before asking again whether that program stands still.
const STOP_INTERVAL: Duration = Duration::from_millis(1);

/// How long to wait for the listener, which has nothing to wait for itself.
const LISTENER_PATIENCE: Duration = Duration::from_millis(500);

/// Starts the thread. From here on the terminal is restored whatever signal ends the process.
pub(super) fn listen(terminal: Terminal, notifier: Notifier) -> Result<(), TerminalError> {
    let watched = [&ENDING[..], &[SIGTSTP, SIGCONT, SIGWINCH]].concat();
    let mut listener = Listener {
        signals: Signals::new(watched).map_err(TerminalError::System)?,
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
    terminal: Terminal,
    notifier: Notifier,
}

impl Listener {
    fn take_in(&mut self, pending: &[i32]) {
        if let Some(ending) = pending.iter().find(|signal| ENDING.contains(signal)) {
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

    /// Does not come back, unless the signal was for the program that has the terminal: keys that interrupt
    /// reach everybody in front of it.
    fn end(&self, signal: i32) {
        let borrower = self.terminal.borrower();
        if borrower.is_some() && [SIGINT, SIGQUIT].contains(&signal) {
            return;
        }
        self.terminal.leave(Leaving::Die);
        // It may just be starting, and would stay behind.
        let borrower = self.terminal.started_borrower(BORROWER_PATIENCE);
        if let Some(Borrower::Process(process)) = borrower {
            let signal = if signal == SIGHUP {
                Signal::HUP
            } else {
                Signal::TERM
            };
            let _ = kill_process(process, signal);
            self.terminal.wait_for_return(BORROWER_PATIENCE);
        }
        let _ = emulate_default_handler(signal);
    }

    fn stop(&self) {
        self.terminal.leave(Leaving::Pause);
        // A program that has the terminal was stopped by the same key, and is continued with us.
        if somebody_can_continue_us() {
            if let Some(Borrower::Process(process)) = self.terminal.borrower() {
                wait_for_stop(process);
            }
            // Everything stands still in this call; SIGCONT then takes the terminal again.
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
            thread::sleep(BACKGROUND_PATIENCE);
            if let Some(ending) = self
                .signals
                .pending()
                .find(|signal| ENDING.contains(signal))
            {
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
        self.notifier.tell(match self.terminal.resume() {
            Ok(()) => News::Resumed,
            Err(_) => News::Lost,
        });
    }
}

/// Waits a while until a process of ours stands still. The shell has the terminal as soon as we do, and what is
/// typed for it must not be read by a program that has yet to notice that it was stopped.
fn wait_for_stop(process: Pid) {
    let asked = Instant::now();
    let options = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
    while let Ok(None) = waitid(WaitId::Pid(process), options) {
        if asked.elapsed() > BORROWER_PATIENCE {
            // It takes no notice of the key.
            return;
        }
        thread::sleep(STOP_INTERVAL);
    }
}

/// Waits until every signal that has come so far has been taken in: what was meant for a program that had
/// the terminal must not end us because it is noticed when that one has gone.
pub(super) fn settle(terminal: &Terminal) {
    // What comes first is taken in first. The listener may be on its way through older ones the first time.
    for _ in 0..2 {
        let seen = terminal.resizes();
        if raise(SIGWINCH).is_ok() {
            terminal.wait_for_resize(seen, LISTENER_PATIENCE);
        }
    }
}

/// Stops every process of this job, as Ctrl-Z does in a terminal that is not in raw mode.
pub(super) fn stop_process_group() {
    let _ = kill_current_process_group(Signal::TSTP);
}

/// Whether a shell with job control watches this process. If none does, its process group is what
/// POSIX calls orphaned, a stop signal must have no effect, and stopping would be for ever.
fn somebody_can_continue_us() -> bool {
    let (group, session) = (getpgrp(), getsid(None).ok());
    // The group of the session's leader has nobody above it in the session.
    if session == Some(group) {
        return false;
    }
    // Either the shell itself or a wrapper that it started; once they are gone, the parent is a
    // process of another session.
    getppid().is_some_and(|parent| getsid(Some(parent)).ok() == session)
}
