//! The command line: subcommands, one a file, and exit codes.
//!
//! Scripts rely on the names of fields in the output and on the exit codes.

mod args;
mod check;
mod compare;
mod config;
mod convert;
mod date;
mod explore;
mod handout;
mod input;
mod json;
mod keys;
mod list;
mod new;
mod notes;
mod opened;
mod output;
mod present;
mod quiz;
mod reading;
mod save_target;
mod screenshot;
mod show;
mod state;
mod streaming;
mod themes;
mod watched;

use std::ffi::OsString;
use std::io;
use std::panic;
use std::process::ExitCode;

use clap::CommandFactory;

use self::args::{Arguments, Subcommand};
use self::output::Output;
use crate::{host, terminal};
use annals_model::text::Clean;
use annals_tui::Begin;
use terminal::TerminalError;

/// Why a command failed.
#[derive(Debug)]
enum Failure {
    /// The arguments ask for something impossible.
    Usage(Clean),
    /// The input cannot be read or is invalid.
    Input(Clean),
    /// The output cannot be written.
    Output(io::Error),
    /// There is no usable terminal.
    Terminal(Clean),
    /// The system gives no thread or no memory.
    Refused(Clean),
}

impl From<TerminalError> for Failure {
    fn from(error: TerminalError) -> Self {
        let message = Clean::line(&error.to_string());
        match error {
            TerminalError::System(_) => Self::Refused(message),
            _ => Self::Terminal(message),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The result of a command that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It is done.
    Done,
    /// `check` or `config` found problems, or `convert --strict` something that would be lost.
    ProblemsFound,
}

/// Runs the program with its arguments, the first of which is its own name.
///
/// Exit codes: 0 done (also when the reader of a pipe went away), 1 `check` or `config` found problems or
/// `convert --strict` losses, 2 usage, 3 input or what the system refuses (memory, threads), 4 output, 5 no usable
/// terminal, 70 a bug.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    terminal::report_panics();
    terminal::report_aborts();
    host::turn_size_limit_into_error();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // The bug has been reported by then, with the terminal restored.
    panic::catch_unwind(|| run_reported(&arguments)).unwrap_or(ExitCode::from(terminal::EXIT_BUG))
}

fn run_reported(arguments: &[OsString]) -> ExitCode {
    let parsed = match Arguments::understand(arguments) {
        Ok(parsed) => parsed,
        Err(error) => return refused(&error),
    };
    let mut output = Output::stdout();
    let result = dispatch(parsed, &mut output);
    let result =
        result.and_then(|outcome| output.finish().map(|()| outcome).map_err(Failure::from));
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::ProblemsFound) => ExitCode::from(1),
        Err(Failure::Usage(message)) => failed(&message, 2),
        Err(Failure::Input(message)) => failed(&message, 3),
        Err(Failure::Output(error)) => unwritten(&error),
        Err(Failure::Terminal(message)) => failed(&message, terminal::EXIT_NO_TERMINAL),
        Err(Failure::Refused(message)) => failed(&message, terminal::EXIT_REFUSED),
    }
}

fn dispatch(arguments: Arguments, output: &mut Output) -> Result<Outcome, Failure> {
    match arguments.subcommand {
        None => explore::run(&arguments.open, Begin::Panes, output),
        Some(Subcommand::Present(present)) => present::run(&present, output),
        Some(Subcommand::Notes(notes)) => notes::run(&notes, output),
        Some(Subcommand::List(list)) => list::run(&list, output),
        Some(Subcommand::Show(show)) => show::run(&show, output),
        Some(Subcommand::Quiz(quiz)) => quiz::run(&quiz, output),
        Some(Subcommand::Date(date)) => date::run(&date, output),
        Some(Subcommand::Check(check)) => check::run(&check, output),
        Some(Subcommand::New(new)) => new::run(&new, output),
        Some(Subcommand::Convert(convert)) => convert::run(&convert, output),
        Some(Subcommand::Keys(file)) => keys::run(&file, output),
        Some(Subcommand::Config(config)) => config::run(&config, output),
        Some(Subcommand::Themes(themes)) => themes::run(&themes, output),
        Some(Subcommand::Handout(handout)) => handout::run(&handout, output),
        Some(Subcommand::Screenshot(screenshot)) => screenshot::run(&screenshot, output),
        Some(Subcommand::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "annals", &mut text);
            print_generated(&text, output)
        }
        Some(Subcommand::Man) => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut text)?;
            print_generated(&text, output)
        }
    }
}

/// Prints a text that a library made of our own words.
fn print_generated(text: &[u8], output: &mut Output) -> Result<Outcome, Failure> {
    let text = String::from_utf8_lossy(text);
    for line in text.lines() {
        // Completion scripts are indented with tabs, which mean the same as blanks there.
        output.line(&Clean::line(&line.replace('\t', "    ")))?;
    }
    Ok(Outcome::Done)
}

/// Prints what the parser of arguments says: help on standard output, errors on standard error.
fn refused(error: &clap::Error) -> ExitCode {
    let usage = error.use_stderr();
    let text = error.render().to_string();
    let mut output = if usage {
        Output::stderr()
    } else {
        Output::stdout()
    };
    let printed = text
        .trim_end()
        .lines()
        .try_for_each(|line| output.line(&Clean::line(line)));
    match printed.and_then(|()| output.finish()) {
        // Where not even an error can be written there is nothing left to do.
        _ if usage => ExitCode::from(2),
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => unwritten(&error),
    }
}

/// Returns what a failed write means for the command.
fn unwritten(error: &io::Error) -> ExitCode {
    // The reader of a pipe may stop early, as head does.
    if error.kind() == io::ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    failed(
        &Clean::line(&format!("The output cannot be written: {error}.")),
        4,
    )
}

fn failed(message: &Clean, code: u8) -> ExitCode {
    let mut output = Output::stderr();
    let _ = output.line(&Clean::line(&format!("annals: {message}")));
    let _ = output.finish();
    ExitCode::from(code)
}
