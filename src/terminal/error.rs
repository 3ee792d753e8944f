//! The errors of the terminal.

use std::io;

use thiserror::Error;

/// The exit code of a program that has no usable terminal, or has lost it.
pub const EXIT_NO_TERMINAL: u8 = 5;

/// Why the screen could not be opened, or could not go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TerminalError {
    /// Standard output is a file, a pipe or nothing at all.
    #[error("standard output is not a terminal")]
    NotATerminal,
    /// There is a screen, but no keyboard: standard input is something else and the process has no
    /// terminal of its own.
    #[error("no keyboard: standard input is not a terminal, and there is no other to read from")]
    NoKeyboard(#[source] io::Error),
    /// The terminal refused to be read or written key by key.
    #[error("the terminal could not be prepared for full-screen use: {0}")]
    Modes(#[source] io::Error),
    /// The system refused a thread or a signal handler.
    #[error("the system refused what a full-screen program needs: {0}")]
    System(#[source] io::Error),
    /// The terminal no longer takes what is written to it.
    #[error("the terminal cannot be written to: {0}")]
    Write(#[source] io::Error),
    /// The terminal went away: its window was closed, or the connection to it broke.
    #[error("the terminal went away")]
    Lost,
}
