//! [`Output`]: the only way to standard output and standard error.
//!
//! Owns the two streams. It takes clean text, a line at a time, so that nothing from a file is ever
//! obeyed by the terminal behind them.

use std::io::{self, BufWriter, Write};

use crate::text::Clean;

/// A stream of lines.
pub(super) struct Output {
    stream: BufWriter<Box<dyn Write>>,
}

impl Output {
    pub(super) fn stdout() -> Self {
        Self {
            stream: BufWriter::new(Box::new(io::stdout())),
        }
    }

    pub(super) fn stderr() -> Self {
        Self {
            stream: BufWriter::new(Box::new(io::stderr())),
        }
    }

    /// Writes a line. Blanks at its end are left out.
    pub(super) fn line(&mut self, text: &Clean) -> io::Result<()> {
        writeln!(self.stream, "{}", text.as_str().trim_end_matches(' '))
    }

    /// Writes what is still held back.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
