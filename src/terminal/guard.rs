//! The guard of every terminal mode.
//!
//! Raw mode, alternate screen, hidden cursor, mouse and bracketed paste are switched on here and nowhere else,
//! and are switched off on every way out: [`Guard`] does it when it is dropped, the signal thread and the panic
//! hook through [`TerminalHandle::leave`]. That may be called from any thread, any number of times.

#[cfg_attr(unix, path = "guard/unix.rs")]
#[cfg_attr(not(unix), path = "guard/plain.rs")]
mod handle;

use std::sync::{Mutex, MutexGuard, PoisonError};

use crossterm::{
    Command as _,
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen},
};

#[cfg(unix)]
pub(super) use self::handle::Borrower;
pub(super) use self::handle::TerminalHandle;
use super::error::TerminalError;

/// Mouse: buttons, the wheel and dragging, with coordinates of any size. crossterm's command would also ask for
/// every motion, which would keep the program busy while a hand is on the mouse.
const ENTER_MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Mouse off, every motion included in case something else had switched it on.
const LEAVE_MOUSE: &str = "\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l";

/// The size of a terminal that does not know its own: what terminals were for decades.
const DEFAULT_SIZE: (u16, u16) = (80, 24);

const MAX_COLUMNS: u16 = 4_096;
const MAX_CELLS: u32 = 500_000;

/// How the terminal is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// For good, with as much time as the terminal needs.
    Quit,
    /// For good and at once: a signal, a panic.
    Die,
    /// To come back: the process is about to be stopped.
    Pause,
}

/// The terminal that the panic hook restores.
static CURRENT: Mutex<Option<TerminalHandle>> = Mutex::new(None);

/// Restores the terminal when it is dropped.
#[derive(Debug)]
pub(super) struct Guard {
    terminal: TerminalHandle,
}

impl Guard {
    /// Switches the modes on. An error leaves nothing switched on.
    pub(super) fn new(terminal: &TerminalHandle) -> Result<Self, TerminalError> {
        *current() = Some(terminal.clone());
        let guard = Self {
            terminal: terminal.clone(),
        };
        terminal.switch_on()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.terminal.leave(Leaving::Quit);
        *current() = None;
    }
}

/// Restores the terminal that is in use, if there is one.
pub(super) fn leave_current(how: Leaving) {
    let terminal = current().clone();
    if let Some(terminal) = terminal {
        terminal.leave(how);
    }
}

/// Whether the screen is in use, so that standard error must not be written to.
pub(super) fn is_in_use() -> bool {
    current().is_some()
}

fn current() -> MutexGuard<'static, Option<TerminalHandle>> {
    CURRENT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What switches the screen on: alternate screen, no cursor, bracketed paste, mouse.
fn enter_sequence(mouse: bool) -> String {
    let mut sequence = String::new();
    // Writing to a string cannot fail.
    let _ = EnterAlternateScreen.write_ansi(&mut sequence);
    let _ = Hide.write_ansi(&mut sequence);
    let _ = EnableBracketedPaste.write_ansi(&mut sequence);
    if mouse {
        sequence.push_str(ENTER_MOUSE);
    }
    sequence
}

/// What switches all of it off, and ends a frame that was cut off half-way. Its first escape also ends a sequence
/// that was.
fn leave_sequence() -> String {
    let mut sequence = String::from("\x1b[m");
    let _ = EndSynchronizedUpdate.write_ansi(&mut sequence);
    let _ = DisableBracketedPaste.write_ansi(&mut sequence);
    sequence.push_str(LEAVE_MOUSE);
    let _ = LeaveAlternateScreen.write_ansi(&mut sequence);
    let _ = Show.write_ansi(&mut sequence);
    sequence
}

/// The size to draw in for a size that a terminal claims.
fn sensible_size(columns: u16, rows: u16) -> (u16, u16) {
    let columns = if columns == 0 {
        DEFAULT_SIZE.0
    } else {
        columns.min(MAX_COLUMNS)
    };
    let rows = if rows == 0 { DEFAULT_SIZE.1 } else { rows };
    let max_rows = MAX_CELLS / u32::from(columns);
    (
        columns,
        rows.min(u16::try_from(max_rows).unwrap_or(u16::MAX)),
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::usual((120, 36), (120, 36))]
    #[case::one_cell((1, 1), (1, 1))]
    #[case::unknown((0, 0), (80, 24))]
    #[case::no_rows((30, 0), (30, 24))]
    #[case::large((500, 200), (500, 200))]
    #[case::absurd((u16::MAX, u16::MAX), (4096, 122))]
    #[case::tall((1, u16::MAX), (1, u16::MAX))]
    #[case::wide((u16::MAX, 1), (4096, 1))]
    fn absurd_sizes_are_limited(#[case] claimed: (u16, u16), #[case] expected: (u16, u16)) {
        assert_eq!(sensible_size(claimed.0, claimed.1), expected);
    }

    #[test]
    fn every_mode_that_is_switched_on_is_switched_off() {
        let (on, off) = (enter_sequence(true), leave_sequence());
        for mode in on.split("\x1b[?").skip(1) {
            let opposite = match mode.strip_suffix('h') {
                Some(number) => format!("\x1b[?{number}l"),
                None => format!("\x1b[?{}h", mode.strip_suffix('l').unwrap()),
            };
            assert!(off.contains(&opposite), "{mode}");
        }
    }
}
