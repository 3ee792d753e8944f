//! The terminal of this process on Unix.
//!
//! Nothing here waits for long: not for a lock, not for a thread stuck in a write, not for a terminal that has
//! stopped reading. So output does not go through the standard library's buffers, whose lock a stuck thread would
//! hold, but in one system call a frame, to the terminal opened anew without blocking.
//!
//! crossterm's raw mode is not used: it keeps the first settings that it sees, but an editor or a shell may have
//! changed them since.

use std::{
    fs::File,
    io::{self, ErrorKind, IsTerminal, Write},
    mem,
    os::fd::AsFd,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::{Errno, ioctl_fionbio},
    process::{Pid, getpgrp, getsid},
    termios::{
        OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetpgrp, tcgetsid,
        tcgetwinsize, tcsetattr,
    },
};

use super::{Leaving, enter_sequence, leave_sequence, sensible_size};
use crate::terminal::error::TerminalError;

/// How long a thread that is writing may take to notice that it should stop.
const WRITER_TIMEOUT: Duration = Duration::from_millis(200);

/// How long a terminal may take to accept the sequence that leaves the screen when there is no time to wait for it.
const LEAVE_TIMEOUT: Duration = Duration::from_millis(300);

/// How often a write that the terminal does not take is reconsidered.
const FULL_INTERVAL: Duration = Duration::from_millis(50);

/// How long the keyboard thread may take to come out of crossterm's reader. It only stays there for longer in the
/// middle of an escape sequence that was cut off.
const READER_TIMEOUT: Duration = Duration::from_millis(100);

/// How often input is looked for where the system cannot wait for it: macOS does not poll `/dev/tty`.
const UNPOLLED_INTERVAL: Duration = Duration::from_millis(20);

/// The program that has the terminal while it is lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::terminal) enum Borrower {
    /// It is being started.
    Coming,
    /// It is this process.
    Process(Pid),
}

/// Whether the terminal's modes are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Modes {
    Off,
    /// They are, or are being switched on.
    On,
    /// They must not be switched on again.
    OffForGood,
}

/// The terminal of this process. A handle: clones speak to the same terminal.
#[derive(Debug, Clone)]
pub(in crate::terminal) struct TerminalHandle {
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
    modes: Modes,
    /// Some thread is writing; the lock itself is never held during a write.
    busy: bool,
    /// Another program has the terminal; it is not taken back before that one ends.
    lent: Option<Borrower>,
    /// The keyboard thread is in crossterm's reader.
    reading: bool,
    /// How many changes of size the signal thread has taken in.
    resized: u64,
    /// The terminal driver's settings before ours.
    original: Termios,
}

impl TerminalHandle {
    /// Finds the terminal and reads its settings; changes nothing.
    pub(in crate::terminal) fn open(mouse: bool) -> Result<Self, TerminalError> {
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
            modes: Modes::Off,
            busy: false,
            lent: None,
            reading: false,
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

    /// Gives the terminal back as it was, for another program to use, until [`TerminalHandle::take_back`].
    pub(in crate::terminal) fn lend(&self) {
        self.lock().lent = Some(Borrower::Coming);
        self.leave(Leaving::Pause);
        let idle = &self.shared.idle;
        let _ = idle.wait_timeout_while(self.lock(), READER_TIMEOUT, |state| state.reading);
    }

    /// Sets the process that has it.
    pub(in crate::terminal) fn lent_to(&self, process: Pid) {
        self.lock().lent = Some(Borrower::Process(process));
        self.shared.idle.notify_all();
    }

    /// Returns the program that has the terminal, if it is lent. One that is being started is waited for.
    pub(in crate::terminal) fn started_borrower(&self, timeout: Duration) -> Option<Borrower> {
        let coming = |state: &mut State| matches!(state.lent, Some(Borrower::Coming));
        let idle = &self.shared.idle;
        let waited = idle.wait_timeout_while(self.lock(), timeout, coming);
        drop(waited);
        self.borrower()
    }

    /// Returns the program that has the terminal, if it is lent.
    pub(in crate::terminal) fn borrower(&self) -> Option<Borrower> {
        self.lock().lent
    }

    /// Takes the terminal again. What the other program left behind in its settings is undone; if it came to a
    /// bad end, so are the modes of a screen, which it may have left on.
    pub(in crate::terminal) fn take_back(&self, bad_end: bool) -> Result<(), TerminalError> {
        let mut state = self.lock();
        state.lent = None;
        let original = state.original.clone();
        let modes = state.modes;
        drop(state);
        self.shared.idle.notify_all();
        if modes == Modes::OffForGood {
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

    /// Counts a change of size that was taken in, and with it every signal that came before.
    pub(in crate::terminal) fn was_resized(&self) {
        self.lock().resized += 1;
        self.shared.idle.notify_all();
    }

    /// How many changes of size were taken in so far.
    pub(in crate::terminal) fn resizes(&self) -> u64 {
        self.lock().resized
    }

    /// Waits until more than `seen` changes of size were taken in.
    pub(in crate::terminal) fn wait_for_resize(&self, seen: u64, timeout: Duration) {
        let idle = &self.shared.idle;
        // Sizes are no longer listened for once the terminal is left for good.
        let is_old = |state: &mut State| state.resized <= seen && state.modes != Modes::OffForGood;
        let _ = idle.wait_timeout_while(self.lock(), timeout, is_old);
    }

    /// Waits for the terminal to be given back.
    pub(in crate::terminal) fn wait_for_return(&self, timeout: Duration) {
        let idle = &self.shared.idle;
        let lent = |state: &mut State| state.lent.is_some();
        let _ = idle.wait_timeout_while(self.lock(), timeout, lent);
    }

    /// The terminal as the standard input of another program.
    pub(in crate::terminal) fn keyboard(&self) -> io::Result<File> {
        self.shared.input.try_clone()
    }

    /// Switches the modes on. Does nothing while the terminal is lent, or once it has been left for good. An error
    /// leaves nothing switched on.
    pub(in crate::terminal) fn switch_on(&self) -> Result<(), TerminalError> {
        let mut state = self.when_idle();
        if state.modes == Modes::OffForGood || state.lent.is_some() {
            return Ok(());
        }
        if state.modes == Modes::Off
            && let Ok(settings) = tcgetattr(&self.shared.input)
        {
            state.original = settings;
        }
        let mut raw = state.original.clone();
        raw.make_raw();
        state.modes = Modes::On;
        state.busy = true;
        drop(state);
        if let Err(error) = tcsetattr(&self.shared.input, OptionalActions::Now, &raw) {
            let mut state = self.lock();
            if state.modes == Modes::On {
                state.modes = Modes::Off;
            }
            drop(state);
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
    pub(in crate::terminal) fn leave(&self, how: Leaving) {
        let shared = &*self.shared;
        let mut state = self.lock();
        let was_on = state.modes == Modes::On;
        if how != Leaving::Pause {
            state.modes = Modes::OffForGood;
        } else if was_on {
            state.modes = Modes::Off;
        }
        if !was_on && !state.busy {
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
    pub(in crate::terminal) fn write(&self, frame: &[u8]) -> Result<bool, TerminalError> {
        let mut state = self.when_idle();
        if state.modes != Modes::On {
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
    pub(in crate::terminal) fn size(&self) -> (u16, u16) {
        let (columns, rows) =
            tcgetwinsize(&self.shared.output).map_or((0, 0), |size| (size.ws_col, size.ws_row));
        sensible_size(columns, rows)
    }

    /// Waits for input while the terminal is in use, without end if there is no timeout.
    ///
    /// # Errors
    ///
    /// [`TerminalError::Lost`] if the terminal is gone.
    pub(in crate::terminal) fn wait_for_input(
        &self,
        timeout: Option<Duration>,
    ) -> Result<(), TerminalError> {
        let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
        loop {
            let mut waiting = [PollFd::new(&self.shared.input, PollFlags::IN)];
            let waited = poll(&mut waiting, timeout.as_ref());
            let [input] = waiting;
            // What came while another program had the terminal was for that one.
            if waited == Err(Errno::INTR) || self.wait_for_use() {
                continue;
            }
            if waited.is_err() || input.revents().intersects(PollFlags::HUP | PollFlags::ERR) {
                return Err(TerminalError::Lost);
            }
            if input.revents().contains(PollFlags::NVAL) {
                thread::sleep(UNPOLLED_INTERVAL);
            }
            return Ok(());
        }
    }

    /// Reads with crossterm; `None` while the terminal is not in use.
    pub(in crate::terminal) fn read_with<T>(&self, read: impl FnOnce() -> T) -> Option<T> {
        let mut state = self.lock();
        if state.modes != Modes::On {
            return None;
        }
        state.reading = true;
        drop(state);
        let read = read();
        self.lock().reading = false;
        self.shared.idle.notify_all();
        Some(read)
    }

    /// Waits until the terminal is in use; returns whether there was anything to wait for.
    fn wait_for_use(&self) -> bool {
        let state = self.lock();
        let waits = state.modes != Modes::On;
        let idle = self
            .shared
            .idle
            .wait_while(state, |state| state.modes != Modes::On);
        drop(idle.unwrap_or_else(PoisonError::into_inner));
        waits
    }

    /// Whether this process may change the terminal's settings; `true` where the system does not know.
    pub(in crate::terminal) fn in_foreground(&self) -> bool {
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
                        is_writable(output, FULL_INTERVAL);
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
        let deadline = Instant::now() + LEAVE_TIMEOUT;
        let full = !is_writable(output, Duration::ZERO);
        // In the background the system would stop us for it.
        if full && self.in_foreground() {
            let _ = tcflush(output, QueueSelector::OFlush);
        }
        if is_writable(output, LEAVE_TIMEOUT) {
            let _ = self.send(self.shared.leave.as_bytes(), || Instant::now() < deadline);
        }
    }

    fn is_active(&self) -> bool {
        self.lock().modes == Modes::On
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
        let waited = idle.wait_timeout_while(state, WRITER_TIMEOUT, |state| state.busy);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn not_busy(&self) {
        self.lock().busy = false;
        self.shared.idle.notify_all();
    }
}

fn duplicate(fd: std::os::fd::BorrowedFd<'_>) -> Result<std::os::fd::OwnedFd, TerminalError> {
    fd.try_clone_to_owned().map_err(TerminalError::System)
}

/// Opens the terminal behind standard output anew, so that what is set on it does not hold for the shell and its
/// other programs. Only possible if it is this process's own terminal.
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
fn is_writable(output: &File, timeout: Duration) -> bool {
    let timeout = Timespec::try_from(timeout).ok();
    let waited = poll(&mut [PollFd::new(output, PollFlags::OUT)], timeout.as_ref());
    waited.is_ok_and(|ready| ready > 0)
}

fn is_lost(error: &io::Error) -> bool {
    let lost = [Errno::IO, Errno::NXIO, Errno::PIPE, Errno::BADF];
    lost.iter()
        .any(|lost| error.raw_os_error() == Some(lost.raw_os_error()))
}
