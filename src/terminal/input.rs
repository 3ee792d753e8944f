//! The thread that reads the keyboard and the mouse.
//!
//! crossterm's reader cannot be interrupted ([#397]): a thread that waits in it takes what is typed for the editor,
//! or for the shell while the process is stopped. So this thread waits for input itself, and enters the reader only
//! once there is some and the terminal is in use. [`TerminalHandle::lend`] waits until it is out.
//!
//! [#397]: https://github.com/crossterm-rs/crossterm/issues/397

use std::{io, process, thread, time::Duration};

use crossterm::event::{self, Event};

use super::{
    error::{EXIT_NO_TERMINAL, TerminalError},
    guard::{Leaving, TerminalHandle},
    notifier::{Incoming, News, Notifier},
    panics::spawn_vital,
};

/// How long the reader waits for one event more. Not zero: with the feature `use-dev-tty` crossterm then gives not
/// even those that it has read already (crossterm issue 839). That feature is needed because its other reader
/// leaves what is longer than its buffer unread until the next key.
const READ_TIMEOUT: Duration = Duration::from_millis(if cfg!(unix) { 2 } else { 100 });

/// How long after the last event the reader is asked once more. If the thread was held up for longer than
/// [`READ_TIMEOUT`], it has said that there is nothing while it held events (issue 839 again).
const RECHECK: Duration = Duration::from_millis(100);

/// How long the rest of the program may take to notice that its terminal is gone.
const EXIT_TIMEOUT: Duration = Duration::from_millis(500);

/// Starts the thread.
pub(super) fn listen(terminal: TerminalHandle, notifier: Notifier) -> Result<(), TerminalError> {
    let work = move || {
        if !read_events(&terminal, &notifier) {
            return;
        }
        // A terminal that is gone must not leave a process behind, however busy it is.
        notifier.tell(News::Lost);
        thread::sleep(EXIT_TIMEOUT);
        if !notifier.has_ended() {
            terminal.leave(Leaving::Die);
            process::exit(i32::from(EXIT_NO_TERMINAL));
        }
    };
    spawn_vital("keyboard", work).map_err(TerminalError::System)?;
    Ok(())
}

/// Hands on events until the terminal is lost (`true`) or the loop has ended (`false`).
fn read_events(terminal: &TerminalHandle, notifier: &Notifier) -> bool {
    let mut timeout = None;
    // A lost terminal is noticed here: inside crossterm's reader it would cost a whole processor (crossterm
    // issue 793).
    while terminal.wait_for_input(timeout).is_ok() {
        timeout = None;
        while let Some(read) = terminal.read_with(next_event) {
            match read {
                Ok(Some(event)) => {
                    if !hand_on(event, notifier) {
                        return false;
                    }
                    timeout = Some(RECHECK);
                }
                Ok(None) => break,
                Err(_) => return true,
            }
        }
    }
    true
}

fn next_event() -> io::Result<Option<Event>> {
    event::poll(READ_TIMEOUT)?.then(event::read).transpose()
}

/// Returns `false` if the loop has ended.
fn hand_on(event: Event, notifier: &Notifier) -> bool {
    if matches!(event, Event::Resize(..)) {
        // On Unix the signal tells of it, also while this thread waits outside of the reader.
        if cfg!(not(unix)) {
            notifier.tell(News::Resized);
        }
        return !notifier.has_ended();
    }
    notifier.send(Incoming::Event(event))
}
