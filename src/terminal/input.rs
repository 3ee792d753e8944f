//! The thread that reads the keyboard.
//!
//! It waits for input, hands it on as it came and costs nothing in between. While the terminal is not
//! in use (the process is stopped, or the terminal was lent to an editor) it takes nothing: what is
//! typed then is for someone else.

use std::{process, thread, time::Duration};

use super::{
    error::{EXIT_NO_TERMINAL, TerminalError},
    event_loop::{Incoming, News, Notifier},
    guard::{Leaving, Terminal},
    panics::spawn_vital,
};

/// How long the rest of the program may take to notice that its terminal is gone.
const PATIENCE: Duration = Duration::from_millis(500);

/// Starts the thread.
pub(super) fn listen(terminal: Terminal, notifier: Notifier) -> Result<(), TerminalError> {
    let work = move || {
        let mut buffer = [0; 4096];
        while let Ok(count) = terminal.read(&mut buffer) {
            let bytes = buffer.get(..count).unwrap_or_default().to_vec();
            if !notifier.send(Incoming::Bytes(bytes)) {
                return;
            }
        }
        // A terminal that is gone must not leave a process behind, however busy it is.
        notifier.tell(News::Lost);
        thread::sleep(PATIENCE);
        if !notifier.has_ended() {
            terminal.leave(Leaving::Die);
            process::exit(i32::from(EXIT_NO_TERMINAL));
        }
    };
    spawn_vital("keyboard", work).map_err(TerminalError::System)?;
    Ok(())
}
