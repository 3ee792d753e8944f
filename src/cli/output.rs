//! [`Output`]: the only way to standard output and standard error.
//!
//! It takes clean text, a line at a time, so that a terminal obeys nothing that comes from a file. Only text for
//! another program, which goes to no terminal, is written exactly.

use std::io::{self, BufWriter, IsTerminal, Write};

use crossterm::{
    Command as _,
    style::{Colors, ContentStyle, SetAttributes, SetColors, force_color_output},
};
use ratatui::{backend::IntoCrossterm as _, style::Style};

use annals_model::text::Clean;

/// A stream of lines.
pub(super) struct Output {
    stream: BufWriter<Box<dyn Write>>,
    is_terminal: bool,
}

impl Output {
    pub(super) fn stdout() -> Self {
        Self {
            stream: BufWriter::new(Box::new(io::stdout())),
            is_terminal: io::stdout().is_terminal(),
        }
    }

    pub(super) fn stderr() -> Self {
        Self {
            stream: BufWriter::new(Box::new(io::stderr())),
            is_terminal: io::stderr().is_terminal(),
        }
    }

    /// Writes a line. Blanks at its end are left out.
    pub(super) fn line(&mut self, text: &Clean) -> io::Result<()> {
        writeln!(self.stream, "{}", text.as_str().trim_end_matches(' '))
    }

    /// Writes the text of a whole file. It is exact where it goes to a file or a pipe; a terminal gets clean
    /// lines, since it would obey what is in a text, and shows no file to the byte anyway.
    pub(super) fn file(&mut self, text: &str) -> io::Result<()> {
        if !self.is_terminal {
            return self.stream.write_all(text.as_bytes());
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        text.lines()
            .try_for_each(|line| self.line(&Clean::line(line)))
    }

    /// Writes a line in colours: only for a terminal, and only if it has them.
    pub(super) fn styled(&mut self, runs: &[(Style, Clean)]) -> io::Result<()> {
        for (style, text) in runs {
            let begin = style_sequence(*style);
            let end = if begin.is_empty() { "" } else { "\x1b[m" };
            write!(self.stream, "{begin}{}{end}", text.as_str())?;
        }
        writeln!(self.stream)
    }

    /// Writes what is buffered, before an answer is awaited.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }

    /// Writes what is still buffered.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Returns the sequence that gives plain text a style; empty for the plain style.
fn style_sequence(style: Style) -> String {
    // Whether there are colours has been decided; crossterm would look at NO_COLOR alone.
    force_color_output(true);
    let style: ContentStyle = style.into_crossterm();
    let colors = Colors {
        foreground: style.foreground_color,
        background: style.background_color,
    };
    let mut sequence = String::new();
    // Writing to a string cannot fail.
    let _ = SetColors(colors).write_ansi(&mut sequence);
    let _ = SetAttributes(style.attributes).write_ansi(&mut sequence);
    sequence
}
