//! The terminal of this process where it is no Unix: what crossterm and the standard library offer.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use crossterm::{
    event::{DisableMouseCapture, EnableMouseCapture},
    execute,
    terminal::{disable_raw_mode, enable_raw_mode},
};

use super::{Leaving, enter_sequence, leave_sequence, sensible_size};
use crate::terminal::error::TerminalError;

/// How often it is looked whether the terminal is in use again.
const USE_INTERVAL: Duration = Duration::from_millis(20);

/// The terminal of this process. A handle: clones speak to the same terminal.
#[derive(Debug, Clone)]
pub(in crate::terminal) struct TerminalHandle {
    mouse: bool,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// The modes are on.
    active: bool,
    /// They must not be switched on again.
    closed: bool,
}

impl TerminalHandle {
    /// Finds the terminal; changes nothing.
    pub(in crate::terminal) fn open(mouse: bool) -> Result<Self, TerminalError> {
        if !io::stdout().is_terminal() {
            return Err(TerminalError::NotATerminal);
        }
        Ok(Self {
            mouse,
            state: Arc::default(),
        })
    }

    /// Switches the modes on. Does nothing once the terminal has been left for good.
    pub(in crate::terminal) fn switch_on(&self) -> Result<(), TerminalError> {
        let mut state = self.lock();
        if state.closed {
            return Ok(());
        }
        enable_raw_mode().map_err(TerminalError::Modes)?;
        state.active = true;
        // The first command through crossterm also makes a Windows console obey escape sequences.
        let prepared = if self.mouse {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        };
        prepared.map_err(TerminalError::Write)?;
        send(enter_sequence(false).as_bytes())
    }

    /// Gives the terminal back as it was; does nothing if it is not in use.
    pub(in crate::terminal) fn leave(&self, how: Leaving) {
        let mut state = self.lock();
        state.closed |= how != Leaving::Pause;
        if std::mem::take(&mut state.active) {
            let _ = execute!(io::stdout(), DisableMouseCapture);
            let _ = send(leave_sequence().as_bytes());
            let _ = disable_raw_mode();
        }
    }

    /// Gives the terminal back as it was, for another program to use, until [`TerminalHandle::take_back`].
    pub(in crate::terminal) fn lend(&self) {
        self.leave(Leaving::Pause);
    }

    /// Takes the terminal again.
    pub(in crate::terminal) fn take_back(&self, _bad_end: bool) -> Result<(), TerminalError> {
        self.switch_on()
    }

    /// Writes a frame. Returns `false` if the terminal is not in use.
    pub(in crate::terminal) fn write(&self, frame: &[u8]) -> Result<bool, TerminalError> {
        let state = self.lock();
        if state.active {
            send(frame)?;
        }
        Ok(state.active)
    }

    /// Columns and rows to draw in, both at least 1.
    pub(in crate::terminal) fn size(&self) -> (u16, u16) {
        let (columns, rows) = crossterm::terminal::size().unwrap_or_default();
        sensible_size(columns, rows)
    }

    /// Waits until the terminal is in use; the timeout is not needed, as the reader has its own.
    pub(in crate::terminal) fn wait_for_input(
        &self,
        _timeout: Option<Duration>,
    ) -> Result<(), TerminalError> {
        while !self.lock().active {
            thread::sleep(USE_INTERVAL);
        }
        Ok(())
    }

    /// Reads with crossterm; `None` while the terminal is not in use.
    pub(in crate::terminal) fn read_with<T>(&self, read: impl FnOnce() -> T) -> Option<T> {
        let is_active = self.lock().active;
        is_active.then(read)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn send(bytes: &[u8]) -> Result<(), TerminalError> {
    let mut output = io::stdout().lock();
    let sent = output.write_all(bytes).and_then(|()| output.flush());
    sent.map_err(TerminalError::Write)
}
