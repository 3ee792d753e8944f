//! The terminal: runs a [`Program`] (in practice the [`Explorer`]) on the terminal of this process.
//!
//! Keys, mouse, paste and resizing go in as messages, frames come out as bytes, and the terminal is given back as
//! it was on every way out. What is shown and what a key means is the program's business.
//!
//! | way out | what the caller sees |
//! | --- | --- |
//! | the program quits | `Ok(())` |
//! | the terminal cannot be used, or is lost | an error; the exit code for it is the caller's |
//! | a bug (a panic) | the panic goes on through [`run`], reported; `main` exits with [`EXIT_BUG`] |
//! | a signal that ends the process, apart from SIGKILL, SIGSEGV, SIGILL and SIGFPE | the process ends by that signal, or with the exit code that a shell gives for it |
//! | no more memory | a message, and the exit code 3 |

#[cfg_attr(not(unix), path = "terminal/no_aborts.rs")]
mod aborts;
mod colors;
mod error;
mod event_loop;
mod events;
mod frame;
mod guard;
mod input;
mod lending;
mod notifier;
pub(crate) mod panics;
mod safe_cells;
#[cfg_attr(not(unix), path = "terminal/no_signals.rs")]
mod signals;

use annals_tui::Look;
use annals_tui::theme::Background;
use annals_tui::{Effect, Message, Shell};
use ratatui::{buffer::Buffer, layout::Rect};

pub(crate) use self::aborts::{EXIT_REFUSED, report_aborts};
pub use self::{
    colors::{background, depth, may_ask},
    error::{EXIT_NO_TERMINAL, TerminalError},
    frame::FrameEncoder,
    panics::{EXIT_BUG, report_panics},
};
use crate::host::{Files, Job};

/// What runs on the screen.
pub trait Program {
    /// Takes in what happened. Returns what only the terminal can do, to be carried out in this order.
    fn update(&mut self, message: Message) -> Vec<Effect>;

    /// Whether anything changed since the last call.
    fn take_dirty(&mut self) -> bool;

    /// Draws the whole area, which starts at (0, 0) and has at least one cell, into a blank buffer
    /// of the same size.
    fn draw(&mut self, area: Rect, buffer: &mut Buffer);

    /// Takes in what the terminal said is behind its text; another frame is drawn after it. Called
    /// once at most, and only with [`Options::ask_background`].
    fn background(&mut self, _background: Background) {}
}

/// The explorer with its look.
#[derive(Debug)]
pub struct Explorer {
    /// The interface with its state.
    pub shell: Shell,
    /// How it is drawn in each of the themes that one can go through, in the order of
    /// [`annals_tui::Options::themes`]; at least one.
    pub looks: Vec<Look>,
}

impl Explorer {
    /// How it is drawn now; nothing is drawn without any look.
    pub fn look(&self) -> Option<&Look> {
        self.looks.get(self.shell.theme()).or(self.looks.first())
    }
}

impl Program for Explorer {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        self.shell.update(message)
    }

    fn take_dirty(&mut self) -> bool {
        self.shell.take_dirty()
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer) {
        if let Some(look) = self.look().copied() {
            self.shell.draw(&look, area, buffer);
        }
    }

    fn background(&mut self, background: Background) {
        for look in &mut self.looks {
            if look.theme.follows_background() {
                look.theme = look.theme.for_background(background);
            }
        }
    }
}

/// How the screen is to be run.
#[derive(Debug)]
pub struct Options {
    /// Whether to ask the terminal for mouse reports. Without them the terminal's own selection of
    /// text works.
    pub mouse: bool,
    /// Whether to ask the terminal, once the first frame is on the screen, what is behind its text.
    /// Nothing waits for the answer, which need not come.
    pub ask_background: bool,
    /// Work to begin once the first frame is on the screen.
    pub jobs: Vec<Job>,
    /// The files that are shown, if there are any; they are looked at from the first frame on.
    pub files: Option<Files>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mouse: true,
            ask_background: false,
            jobs: Vec::new(),
            files: None,
        }
    }
}

/// Shows the program on the terminal of this process until it quits.
///
/// # Errors
///
/// If there is no usable terminal, or it is lost on the way. The terminal is then as it was before.
///
/// # Panics
///
/// If the program does. The terminal is then restored and the bug reported on standard error; the
/// caller has nothing left to do but exit with [`EXIT_BUG`].
pub fn run(mut program: impl Program, options: Options) -> Result<(), TerminalError> {
    event_loop::run(&mut program, options)
}
