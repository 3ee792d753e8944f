//! The one owner of every terminal mode.
//!
//! Raw mode, alternate screen, hidden cursor, mouse and bracketed paste are switched on here and
//! nowhere else, and are switched off on every way out: [`Guard`] does it when it is dropped, the
//! signal thread and the panic hook through [`Terminal::leave`]. That may be called from any thread,
//! any number of times, and never waits for long: not for a lock, not for a thread stuck in a write,
//! not for a terminal that has stopped reading.
//!
//! Output goes past the standard library's buffers, one system call for each frame: those buffers
//! have a lock that a stuck thread would hold for ever. It goes to the terminal opened anew without
//! blocking, for the same reason: a thread that sleeps in a write keeps all others out.

use std::{
    fs::File,
    io::{self, ErrorKind, IsTerminal, Read, Write},
    mem,
    os::fd::AsFd,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crossterm::Command as _;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::{Errno, ioctl_fionbio},
    process::{Pid, getpgrp, getsid},
    termios::{
        OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetpgrp, tcgetsid,
        tcgetwinsize, tcsetattr,
    },
};

use super::error::TerminalError;

/// Mouse: buttons, the wheel and dragging, with coordinates of any size. Not every motion, which
/// crossterm would ask for: a hand on the mouse must not keep the program busy.
const ENTER_MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Mouse off, every motion included in case something else had switched it on.
const LEAVE_MOUSE: &str = "\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l";

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

/// What switches all of it off. The first escape also ends a sequence that was cut off half-way.
fn leave_sequence() -> String {
    let mut sequence = String::from("\x1b[m");
    let _ = DisableBracketedPaste.write_ansi(&mut sequence);
    sequence.push_str(LEAVE_MOUSE);
    let _ = LeaveAlternateScreen.write_ansi(&mut sequence);
    let _ = Show.write_ansi(&mut sequence);
    sequence
}

/// How long a thread that is writing may take to notice that it should stop.
const WRITER_PATIENCE: Duration = Duration::from_millis(200);

/// How long a terminal may take to accept the sequence that leaves the screen when there is no time left to wait for it.
const LEAVE_PATIENCE: Duration = Duration::from_millis(300);

/// How often a write that the terminal does not take is reconsidered.
const FULL_PATIENCE: Duration = Duration::from_millis(50);

/// The size taken for a terminal that does not know its own: what terminals were for decades.
const USUAL_SIZE: (u16, u16) = (80, 24);

const MOST_COLUMNS: u16 = 4_096;
const MOST_CELLS: u32 = 500_000;

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

/// Who has the terminal while it is lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Borrower {
    /// A program that is being started.
    Coming,
    /// A process.
    Process(Pid),
}

/// The terminal of this process. A handle: clones speak to the same terminal.
#[derive(Debug, Clone)]
pub(super) struct Terminal {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    input: File,
    output: File,
    enter: String,
    leave: String,
    state: Mutex<State>,
    idle: Condvar,
}

#[derive(Debug)]
struct State {
    /// The modes are on, or being switched on.
    active: bool,
    /// They must not be switched on again.
    closed: bool,
    /// Some thread is writing; the lock itself is never held during a write.
    busy: bool,
    /// Another program has the terminal; it is not taken back before that one ends.
    lent: Option<Borrower>,
    /// How often a change of size was taken in by whoever listens for signals.
    resized: u64,
    /// The terminal driver's settings before ours.
    original: Termios,
}

/// The terminal that the panic hook restores.
static CURRENT: Mutex<Option<Terminal>> = Mutex::new(None);

impl Terminal {
    /// Finds the terminal and reads its settings; changes nothing.
    pub(super) fn open(mouse: bool) -> Result<Self, TerminalError> {
        let (input, output) = (io::stdin(), io::stdout());
        if !output.is_terminal() {
            return Err(TerminalError::NotATerminal);
        }
        let output = match open_anew(&output) {
            Some(file) => file,
            None => File::from(duplicate(output.as_fd())?),
        };
        let input = if input.is_terminal() {
            File::from(duplicate(input.as_fd())?)
        } else {
            File::options()
                .read(true)
                .write(true)
                .open("/dev/tty")
                .map_err(TerminalError::NoKeyboard)?
        };
        let original = tcgetattr(&input).map_err(|e| TerminalError::Modes(e.into()))?;
        let state = State {
            active: false,
            closed: false,
            busy: false,
            lent: None,
            resized: 0,
            original,
        };
        Ok(Self {
            shared: Arc::new(Shared {
                input,
                output,
                enter: enter_sequence(mouse),
                leave: leave_sequence(),
                state: Mutex::new(state),
                idle: Condvar::new(),
            }),
        })
    }

    /// Switches the modes on until the guard is dropped. An error leaves nothing switched on.
    pub(super) fn enter(&self) -> Result<Guard, TerminalError> {
        *current() = Some(self.clone());
        let guard = Guard {
            terminal: self.clone(),
        };
        self.switch_on()?;
        Ok(guard)
    }

    /// Switches the modes on again after the process was stopped. Does nothing once the terminal has
    /// been left for good.
    pub(super) fn resume(&self) -> Result<(), TerminalError> {
        self.switch_on()
    }

    /// Gives the terminal back as it was, for another program to use, until [`Terminal::take_back`].
    pub(super) fn lend(&self) {
        self.lock().lent = Some(Borrower::Coming);
        self.leave(Leaving::Pause);
    }

    /// Says which process has it.
    pub(super) fn lent_to(&self, process: Pid) {
        self.lock().lent = Some(Borrower::Process(process));
        self.shared.idle.notify_all();
    }

    /// Who has the terminal, if it is lent; a program that is only just being started is waited for a while.
    pub(super) fn started_borrower(&self, patience: Duration) -> Option<Borrower> {
        let coming = |state: &mut State| matches!(state.lent, Some(Borrower::Coming));
        let idle = &self.shared.idle;
        let waited = idle.wait_timeout_while(self.lock(), patience, coming);
        drop(waited);
        self.borrower()
    }

    /// Who has the terminal, if it is lent.
    pub(super) fn borrower(&self) -> Option<Borrower> {
        self.lock().lent
    }

    /// Takes the terminal again. What the other program left behind in its settings is undone; if it came to a
    /// bad end, so are the modes of a screen, which it may have left on.
    pub(super) fn take_back(&self, bad_end: bool) -> Result<(), TerminalError> {
        let mut state = self.lock();
        state.lent = None;
        let original = state.original.clone();
        let closed = state.closed;
        drop(state);
        self.shared.idle.notify_all();
        if closed {
            return Ok(());
        }
        if self.in_foreground() {
            let _ = tcsetattr(&self.shared.input, OptionalActions::Now, &original);
        }
        if bad_end {
            self.send_leave_soon();
        }
        self.switch_on()
    }

    /// Takes note that a change of size was taken in, and with it every signal that came before.
    pub(super) fn was_resized(&self) {
        self.lock().resized += 1;
        self.shared.idle.notify_all();
    }

    /// How many changes of size were taken in so far.
    pub(super) fn resizes(&self) -> u64 {
        self.lock().resized
    }

    /// Waits a while for another change of size to be taken in than the first `seen`.
    pub(super) fn wait_for_resize(&self, seen: u64, patience: Duration) {
        let idle = &self.shared.idle;
        // Nobody listens for sizes any more once the terminal is left for good.
        let is_old = |state: &mut State| state.resized <= seen && !state.closed;
        let _ = idle.wait_timeout_while(self.lock(), patience, is_old);
    }

    /// Waits a while for the terminal to be given back.
    pub(super) fn wait_for_return(&self, patience: Duration) {
        let idle = &self.shared.idle;
        let lent = |state: &mut State| state.lent.is_some();
        let _ = idle.wait_timeout_while(self.lock(), patience, lent);
    }

    /// The terminal as the standard input of another program.
    pub(super) fn keyboard(&self) -> io::Result<File> {
        self.shared.input.try_clone()
    }

    fn switch_on(&self) -> Result<(), TerminalError> {
        let mut state = self.when_idle();
        if state.closed || state.lent.is_some() {
            return Ok(());
        }
        if !state.active
            && let Ok(settings) = tcgetattr(&self.shared.input)
        {
            state.original = settings;
        }
        let mut raw = state.original.clone();
        raw.make_raw();
        state.active = true;
        state.busy = true;
        drop(state);
        if let Err(error) = tcsetattr(&self.shared.input, OptionalActions::Now, &raw) {
            self.lock().active = false;
            self.not_busy();
            return Err(TerminalError::Modes(error.into()));
        }
        let result = self.send(self.shared.enter.as_bytes(), || self.is_active());
        self.not_busy();
        if result.is_err() {
            self.leave(Leaving::Pause);
        }
        result.map(|_| ())
    }

    /// Gives the terminal back as it was; does nothing if it is not in use.
    pub(super) fn leave(&self, how: Leaving) {
        let shared = &*self.shared;
        let mut state = self.lock();
        state.closed |= how != Leaving::Pause;
        if !mem::take(&mut state.active) && !state.busy {
            return;
        }
        state = self.wait_for_writer(state);
        let alone = !mem::replace(&mut state.busy, true);
        let original = state.original.clone();
        drop(state);
        // Not from the background: the settings are then the foreground's, and trying would stop us.
        if self.in_foreground() {
            let _ = tcsetattr(&shared.input, OptionalActions::Now, &original);
        }
        if how == Leaving::Quit {
            let _ = self.send(self.shared.leave.as_bytes(), || true);
            // Reports of a mouse still moving are not for the shell.
            let _ = tcflush(&shared.input, QueueSelector::IFlush);
        } else {
            self.send_leave_soon();
        }
        if alone {
            self.not_busy();
        }
    }

    /// Writes a frame. Returns `false` if the terminal is not, or no longer, in use.
    pub(super) fn write(&self, frame: &[u8]) -> Result<bool, TerminalError> {
        let mut state = self.when_idle();
        if !state.active {
            return Ok(false);
        }
        state.busy = true;
        drop(state);
        let result = self.send(frame, || self.is_active());
        self.not_busy();
        result
    }

    /// Columns and rows to draw in, both at least 1; a terminal that claims an absurd size gets the
    /// part of it that can reasonably be drawn.
    pub(super) fn size(&self) -> (u16, u16) {
        let (columns, rows) =
            tcgetwinsize(&self.shared.output).map_or((0, 0), |size| (size.ws_col, size.ws_row));
        sensible_size(columns, rows)
    }

    /// Waits for input and reads some of it; never takes what is typed while the terminal is not in
    /// use. An end of input is [`TerminalError::Lost`].
    pub(super) fn read(&self, buffer: &mut [u8]) -> Result<usize, TerminalError> {
        let mut input = &self.shared.input;
        loop {
            // Waiting in the read itself would stop the whole process in the background, and would
            // take the first key from whoever has the terminal meanwhile.
            let waited = poll(&mut [PollFd::new(input, PollFlags::IN)], None);
            if waited == Err(Errno::INTR) || self.wait_for_use() {
                continue;
            }
            match input.read(buffer) {
                // Nothing, and yet the terminal is there: someone else changed its settings.
                Ok(0) if tcgetwinsize(input).is_ok() => {}
                Ok(0) => return Err(TerminalError::Lost),
                Ok(count) => return Ok(count),
                Err(error) => match error.kind() {
                    ErrorKind::Interrupted | ErrorKind::WouldBlock => {}
                    _ => return Err(TerminalError::Lost),
                },
            }
        }
    }

    /// Waits until the terminal is in use; returns whether there was anything to wait for.
    fn wait_for_use(&self) -> bool {
        let state = self.lock();
        let waits = !state.active;
        let idle = self.shared.idle.wait_while(state, |state| !state.active);
        drop(idle.unwrap_or_else(PoisonError::into_inner));
        waits
    }

    /// Whether this process may change the terminal's settings; `true` where nobody keeps count.
    pub(super) fn in_foreground(&self) -> bool {
        tcgetpgrp(&self.shared.input).map_or(true, |foreground| foreground == getpgrp())
    }

    /// Writes all bytes, for as long as `go_on` says so while the terminal has no room for them;
    /// returns whether all were written.
    fn send(&self, mut bytes: &[u8], go_on: impl Fn() -> bool) -> Result<bool, TerminalError> {
        let mut output = &self.shared.output;
        while !bytes.is_empty() {
            match output.write(bytes) {
                Ok(0) => return Err(TerminalError::Write(ErrorKind::WriteZero.into())),
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(error) => match error.kind() {
                    ErrorKind::Interrupted => {}
                    ErrorKind::WouldBlock => {
                        is_writable(output, FULL_PATIENCE);
                        if !go_on() {
                            return Ok(false);
                        }
                    }
                    _ if is_lost(&error) => return Err(TerminalError::Lost),
                    _ => return Err(TerminalError::Write(error)),
                },
            }
        }
        Ok(true)
    }

    /// Sends what leaves the screen, and waits only so long for a terminal that does not read. What such a
    /// terminal has not read yet was for the screen that is being left: it is thrown away.
    fn send_leave_soon(&self) {
        let output = &self.shared.output;
        let deadline = Instant::now() + LEAVE_PATIENCE;
        let full = !is_writable(output, Duration::ZERO);
        // In the background the system would stop us for it.
        if full && self.in_foreground() {
            let _ = tcflush(output, QueueSelector::OFlush);
        }
        if is_writable(output, LEAVE_PATIENCE) {
            let _ = self.send(self.shared.leave.as_bytes(), || Instant::now() < deadline);
        }
    }

    fn is_active(&self) -> bool {
        self.lock().active
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        let state = self.shared.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }

    fn when_idle(&self) -> MutexGuard<'_, State> {
        let state = self.lock();
        let idle = self.shared.idle.wait_while(state, |state| state.busy);
        idle.unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for_writer<'a>(&'a self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        let idle = &self.shared.idle;
        let waited = idle.wait_timeout_while(state, WRITER_PATIENCE, |state| state.busy);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn not_busy(&self) {
        self.lock().busy = false;
        self.shared.idle.notify_all();
    }
}

/// Restores the terminal when it is dropped.
#[derive(Debug)]
pub(super) struct Guard {
    terminal: Terminal,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.terminal.leave(Leaving::Quit);
        *current() = None;
    }
}

/// Restores the terminal that is in use, if there is one; returns whether there is.
pub(super) fn leave_current(how: Leaving) -> bool {
    let terminal = current().clone();
    terminal.inspect(|terminal| terminal.leave(how)).is_some()
}

/// Whether the screen is in use, so that standard error must not be written to.
pub(super) fn is_in_use() -> bool {
    current().is_some()
}

fn current() -> MutexGuard<'static, Option<Terminal>> {
    CURRENT.lock().unwrap_or_else(PoisonError::into_inner)
}

fn duplicate(fd: std::os::fd::BorrowedFd<'_>) -> Result<std::os::fd::OwnedFd, TerminalError> {
    fd.try_clone_to_owned().map_err(TerminalError::System)
}

/// The terminal behind standard output, opened for ourselves alone: what is set on it does not hold
/// for the shell and its other programs. Only possible if it is this process's own terminal.
fn open_anew(output: &io::Stdout) -> Option<File> {
    if tcgetsid(output).ok()? != getsid(None).ok()? {
        return None;
    }
    let file = File::options()
        .read(true)
        .write(true)
        .open("/dev/tty")
        .ok()?;
    ioctl_fionbio(&file, true).ok()?;
    Some(file)
}

/// Whether a terminal has room, or fails, within that time.
fn is_writable(output: &File, patience: Duration) -> bool {
    let patience = Timespec::try_from(patience).ok();
    let waited = poll(
        &mut [PollFd::new(output, PollFlags::OUT)],
        patience.as_ref(),
    );
    waited.is_ok_and(|ready| ready > 0)
}

fn is_lost(error: &io::Error) -> bool {
    let lost = [Errno::IO, Errno::NXIO, Errno::PIPE, Errno::BADF];
    lost.iter()
        .any(|lost| error.raw_os_error() == Some(lost.raw_os_error()))
}

fn sensible_size(columns: u16, rows: u16) -> (u16, u16) {
    let columns = if columns == 0 {
        USUAL_SIZE.0
    } else {
        columns.min(MOST_COLUMNS)
    };
    let rows = if rows == 0 { USUAL_SIZE.1 } else { rows };
    let most_rows = MOST_CELLS / u32::from(columns);
    (
        columns,
        rows.min(u16::try_from(most_rows).unwrap_or(u16::MAX)),
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
    fn sizes_are_made_sensible(#[case] claimed: (u16, u16), #[case] expected: (u16, u16)) {
        assert_eq!(sensible_size(claimed.0, claimed.1), expected);
    }

    #[test]
    fn whatever_is_switched_on_is_switched_off() {
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
