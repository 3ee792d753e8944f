//! Where it is no Unix there are no signals: Ctrl-C comes as a key, and sizes come as events.

use super::{error::TerminalError, guard::TerminalHandle, notifier::Notifier};

/// Does nothing.
pub(super) fn listen(_terminal: TerminalHandle, _notifier: Notifier) -> Result<(), TerminalError> {
    Ok(())
}

/// Does nothing.
pub(super) fn settle(_terminal: &TerminalHandle) {}

/// Does nothing: there is no shell that could continue this process.
pub(super) fn stop_process_group() {}
