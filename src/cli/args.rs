//! The arguments of the command line, from which help, manual page and shell completions are made.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use clap_complete::Shell;

mod subcommands;

pub(super) use self::subcommands::*;
use crate::config::ColorUse;

/// A timeline explorer for the terminal.
///
/// Without a command, annals opens a timeline: the story it comes with, or the files named. Press ? in
/// it for the keys. Where standard output is not a terminal, it prints the events instead, as
/// `annals list` does.
#[derive(Debug, Default, Parser)]
#[command(name = "annals", version, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 check or config found problems or\nconvert --strict losses, 2 usage, 3 input cannot be read or is invalid,\n4 output cannot be written, 5 no usable terminal, 70 a bug in annals, 128+n ended by signal n."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) subcommand: Option<Subcommand>,
    #[command(flatten)]
    pub(super) open: Open,
}

impl Arguments {
    /// Parses arguments, the first of which is the program's own name.
    ///
    /// # Errors
    ///
    /// What is wrong with them, or what they ask to be printed.
    pub(super) fn understand(arguments: &[OsString]) -> Result<Self, clap::Error> {
        // Building the whole parser for no arguments would take a fifth of the time to the first frame.
        if arguments.len() <= 1 {
            return Ok(Self::default());
        }
        Self::try_parse_from(arguments)
    }
}

/// What is opened, and how it is shown first.
#[derive(Debug, Default, Args)]
pub(super) struct Open {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) start: Start,
}

/// Which timelines are read, and which of them are shown.
#[derive(Debug, Default, Args)]
pub(super) struct Input {
    /// The timeline: a file, - for standard input, or @alibaba for the story annals comes with.
    /// Several are shown together.
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<OsString>,
    /// Of the accounts after the first, show only this one, by id or title; may be given several times.
    ///
    /// Without it, every FILE is shown. The story annals comes with has an account that is off until asked
    /// for: alibaba-record, what was published about the same years. "all" shows every account.
    #[arg(long = "layer", value_name = "NAME")]
    pub(super) layers: Vec<String>,
    #[command(flatten)]
    pub(super) manner: Manner,
}

/// How files are written, where they do not say so themselves.
#[derive(Debug, Default, Args)]
pub(super) struct Manner {
    /// Read the files in this format, whatever they look like: toml, csv, jsonl, timelinejs,
    /// timelinejs-csv, markwhen, icalendar, vis, wikidata, gedcom or trace.
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<String>,
    /// What the columns of a table mean, as in start=Begin,title=Headline.
    ///
    /// Meanings are id, date, start, end, title, summary, actors, themes, status, source, notes and
    /// ignore; columns are named, or numbered from 1; several columns may have one meaning. dates=dmy or
    /// dates=mdy says how 02/03/2024 is meant; preset=timesketch, plaso, l2tcsv or gdelt2 names usual
    /// columns.
    #[arg(long = "map", value_name = "PAIRS")]
    pub(super) maps: Vec<String>,
}

/// What is shown first.
#[derive(Debug, Default, Args)]
pub(super) struct Start {
    /// Show from this date on.
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// Show up to and including this date.
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
    /// Start at the event with this id.
    #[arg(long, value_name = "ID")]
    pub(super) at: Option<String>,
    /// Show only the events that agree with this query, as the filter of the screen does.
    #[arg(long, value_name = "QUERY")]
    pub(super) filter: Option<String>,
    #[command(flatten)]
    pub(super) wishes: Wishes,
}

/// The options that are settings too.
#[derive(Debug, Default, Args)]
pub(super) struct Wishes {
    /// What the lanes stand for.
    #[arg(long, value_name = "KIND")]
    pub(super) lanes: Option<Lanes>,
    /// What the mouse wheel does on the axis.
    #[arg(long, value_name = "KIND")]
    pub(super) wheel: Option<Wheel>,
    /// The theme: terminal, class-dark, class-light, okabe-ito, mono, or one of your settings.
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// Use ASCII for everything that is the program's own.
    #[arg(long)]
    pub(super) ascii: bool,
    /// When to use colours.
    #[arg(long, value_name = "WHEN")]
    pub(super) color: Option<ColorUse>,
    #[command(flatten)]
    pub(super) settings: SettingsFile,
}

/// Which settings are read.
#[derive(Debug, Default, Args)]
pub(super) struct SettingsFile {
    /// Read the settings from this file, instead of the one in your configuration folder.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// What lanes stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lanes {
    /// One lane for each actor.
    Actor,
    /// One lane for each theme.
    Theme,
    /// One lane for each kind of statement.
    Status,
    /// One lane for each account.
    Layer,
    /// One lane for everything.
    None,
}

/// What the mouse wheel does on the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Wheel {
    /// Zoom at the pointer.
    Zoom,
    /// Pan.
    Pan,
}

/// The subcommands.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Subcommand {
    /// Print the events as plain lines, in order.
    List(List),
    /// Print one event, actor or source in full, as plain text.
    Show(Show),
    /// Ask about the story: put in order, when was it, what led to it, who took part.
    Quiz(Quiz),
    /// Say how a date is read: its bounds, its precision, in words.
    Date(Date),
    /// Report every problem of a timeline, with line and column.
    Check(Check),
    /// Begin a timeline: write a template with comments, which opens as it is.
    New(New),
    /// Write a timeline in another format, or as a document.
    Convert(Convert),
    /// Print the keys and what they do.
    Keys(SettingsFile),
    /// Print the settings in force, where each comes from, and what is wrong with them.
    Config(Config),
    /// Print the themes, each with a sample where there are colours.
    Themes(Themes),
    /// Present a story, one event a screen; where there is no terminal, print what each card says.
    Present(Present),
    /// Show the presenter's notes of a presentation in another terminal.
    Notes(Notes),
    /// Make a sheet for the class, to be printed: the timeline drawn to scale, events, actors, sources.
    Handout(Handout),
    /// Write the screen as a picture (SVG) or as text, without a terminal.
    Screenshot(Screenshot),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_alone_is_parsed_without_the_parser() {
        let name = [OsString::from("annals")];
        let parsed = Arguments::try_parse_from(&name).unwrap();
        let understood = Arguments::understand(&name).unwrap();
        assert_eq!(format!("{understood:?}"), format!("{parsed:?}"));
    }
}
