//! The arguments of the command line.
//!
//! Owns their names and their help. The manual page and the shell completions are made from these.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use clap_complete::Shell;

use annals_scene::quiz::MOST_QUESTIONS;
use annals_tui::app::USUAL_COUNT;

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
    /// Understands arguments, the first of which is the program's own name.
    ///
    /// # Errors
    ///
    /// What is wrong with them, or what they ask to be printed.
    pub(super) fn understand(arguments: &[OsString]) -> Result<Self, clap::Error> {
        // Nothing but the name says nothing; to put up the whole command line for that would take a
        // fifth of the time to the first frame.
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
    /// Several are laid over each other.
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<OsString>,
    /// Of the layers over the first, show only this one, by id or title; may be given several times.
    ///
    /// Without it, every FILE is shown. The story annals comes with has a layer that is off until asked
    /// for: alibaba-record, what was published about the same years. "all" shows every layer.
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

/// What settings can say too.
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
    pub(super) color: Option<ColorChoice>,
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
    /// One lane an actor.
    Actor,
    /// One lane a theme.
    Theme,
    /// One lane a kind of statement.
    Status,
    /// One lane a layer.
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

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// As the terminal has them, unless `NO_COLOR` is set.
    Auto,
    /// Whatever the environment says.
    Always,
    /// Never.
    Never,
}

/// Everything but opening.
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

/// `annals present`
#[derive(Debug, Args)]
pub(super) struct Present {
    #[command(flatten)]
    pub(super) open: Open,
    /// Go on by itself, every so many seconds.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(super) every: Option<u64>,
}

/// `annals notes`
#[derive(Debug, Args)]
pub(super) struct Notes {
    #[command(flatten)]
    pub(super) wishes: Wishes,
}

/// `annals list`
#[expect(
    clippy::struct_excessive_bools,
    reason = "each of them is an option that is given or not"
)]
#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    pub(super) input: Input,
    /// Only events that may hold after the start of this date.
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// Only events that may hold before the end of this date.
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
    /// Only events that this query chooses, as in 'actor:jack-ma status:claim -theme:power'.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) filter: Option<String>,
    /// Each event beside what the other accounts say about it.
    ///
    /// Every layer takes part, unless --layer names some. After the events that are compared come those
    /// nothing is said about, then what the accounts and their sources disagree on.
    ///
    /// With --json, one object a line, of the kinds "comparison" (kind, id, layer, title, summary, date,
    /// words, status, verdicts), "silent" (the same without verdicts) and "disagreement" (kind, layer,
    /// title, versions, events, note). A verdict has layer, about, verdict, symbol, note, events,
    /// evidence; each of its events id, layer, title, summary, date, words, status, evidence.
    #[arg(long, conflicts_with_all = ["actors", "sources"])]
    pub(super) compare: bool,
    /// List the actors instead.
    #[arg(long, conflicts_with_all = ["from", "to", "filter"])]
    pub(super) actors: bool,
    /// List the sources instead.
    #[arg(long, conflicts_with_all = ["from", "to", "filter", "actors"])]
    pub(super) sources: bool,
    /// One JSON object a line.
    #[arg(long)]
    pub(super) json: bool,
}

/// `annals show`
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The id of an event or an actor; `annals list --json` has them.
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) input: Input,
    /// With the teacher's notes.
    #[arg(long)]
    pub(super) notes: bool,
    /// As a JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

/// `annals quiz`
#[derive(Debug, Args)]
#[command(
    after_help = "With --plain, and wherever there is no terminal, questions are printed and answers are read from standard\ninput, one a line. When that ends, the other questions are printed, and then their answers."
)]
pub(super) struct Quiz {
    #[command(flatten)]
    pub(super) open: Open,
    /// Repeat the quiz of this number.
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// How many questions.
    #[arg(long, value_name = "N", default_value_t = USUAL_COUNT, value_parser = questions)]
    pub(super) count: usize,
    /// Only these kinds of question, separated by commas.
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub(super) kinds: Vec<QuizKind>,
    /// For a whole class: each question is shown, then its answer, and nobody answers.
    #[arg(long)]
    pub(super) class: bool,
    /// Count right answers.
    #[arg(long)]
    pub(super) score: bool,
    #[command(flatten)]
    pub(super) form: QuizForm,
}

/// How a quiz is told without the screen.
#[derive(Debug, Args)]
pub(super) struct QuizForm {
    /// As plain lines, without the screen.
    #[arg(long)]
    pub(super) plain: bool,
    /// One JSON object a line, with the answers.
    #[arg(long)]
    pub(super) json: bool,
}

/// A kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum QuizKind {
    /// Put events in order.
    Order,
    /// Which of two began first.
    Before,
    /// Place an event on the line.
    Place,
    /// What led to it.
    Led,
    /// What it led to.
    Effect,
    /// Who takes part.
    Who,
    /// Fact, claim, plan or forecast.
    Status,
    /// Which source says so.
    Source,
    /// Which of several accounts tells it.
    Account,
}

/// Reads how many questions there are to be.
fn questions(text: &str) -> Result<usize, String> {
    let number = text.parse::<usize>().ok();
    let number = number.filter(|number| (1..=MOST_QUESTIONS).contains(number));
    number.ok_or_else(|| format!("expected a number from 1 to {MOST_QUESTIONS}"))
}

/// `annals date`
#[derive(Debug, Args)]
pub(super) struct Date {
    /// The date, as in 2021-04, 2023/.., from 2023 on, circa 1200, 44 BC. Words are joined by spaces.
    #[arg(value_name = "TEXT", required = true, allow_negative_numbers = true)]
    pub(super) text: Vec<String>,
    /// As a JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

/// `annals check`
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The timelines.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<OsString>,
    #[command(flatten)]
    pub(super) manner: Manner,
}

/// `annals new`
#[derive(Debug, Args)]
pub(super) struct New {
    /// The file to write, which must not be there yet, or - for standard output. Its name becomes the title.
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Write the JSON Schema of the format instead, for an editor that knows TOML.
    ///
    /// The editor then offers the fields and checks them while you write. A timeline names its schema at
    /// the very top: #:schema ./annals.schema.json
    #[arg(long)]
    pub(super) schema: bool,
}

/// `annals convert`
#[derive(Debug, Args)]
#[command(
    override_usage = "annals convert [OPTIONS] <IN>... <OUT>",
    after_help = "OUT is in the format of its ending: .toml, .mw, .ics, .csv, .tsv, .jsonl; or a document: .md, .svg, .html.\n--to names it otherwise: toml, timelinejs, timelinejs-csv, markwhen, icalendar, vis, csv, tsv, jsonl, md, svg, html.\nWhat that format cannot say is listed on standard error."
)]
pub(super) struct Convert {
    /// IN, the timeline: a file, - for standard input, or @alibaba for the story annals comes with; several
    /// are laid over each other and become one. Last OUT, where to write: a file, or - for standard output.
    // One list, so that options may stand between the two.
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<OsString>,
    /// The format of IN, where its content does not say it.
    #[arg(long, value_name = "NAME")]
    pub(super) from: Option<String>,
    /// The format of OUT, where the ending of its name does not say it.
    #[arg(long, value_name = "NAME")]
    pub(super) to: Option<String>,
    /// What the columns of a table mean, as in start=Begin,title=Headline.
    #[arg(long = "map", value_name = "PAIRS")]
    pub(super) maps: Vec<String>,
    /// Of the layers over the first, take only this one, by id or title; may be given several times.
    #[arg(long = "layer", value_name = "NAME")]
    pub(super) layers: Vec<String>,
    /// Only events that this query chooses, as in 'actor:jack-ma status:claim -theme:power'.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) filter: Option<String>,
    /// Write nothing, and exit with 1, if anything would be lost, in reading or in writing.
    #[arg(long)]
    pub(super) strict: bool,
    /// Write over OUT if it is there already.
    #[arg(long)]
    pub(super) force: bool,
}

/// `annals config`
#[derive(Debug, Args)]
pub(super) struct Config {
    /// Print a complete settings file with comments instead.
    #[arg(long)]
    pub(super) default: bool,
    #[command(flatten)]
    pub(super) wishes: Wishes,
}

/// `annals themes`
#[derive(Debug, Args)]
pub(super) struct Themes {
    /// When to use colours.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

/// `annals handout`
#[derive(Debug, Args)]
pub(super) struct Handout {
    #[command(flatten)]
    pub(super) input: Input,
    /// What to make: html, md or svg (html unless --output ends in another). A date limits the events
    /// instead, as in `annals list`; the option may be given twice.
    #[arg(long, value_name = "FORM|DATE", action = clap::ArgAction::Append)]
    pub(super) to: Vec<String>,
    /// Where to write: a file, or - for standard output.
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(super) output: PathBuf,
    /// The paper.
    #[arg(long, value_name = "SIZE", default_value = "a4")]
    pub(super) paper: Paper,
    /// What is left to be filled in, one or several.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(super) blanks: Vec<Blank>,
    /// The answers: the same sheet with the blanks filled in.
    #[arg(long)]
    pub(super) key: bool,
    /// With the teacher's notes; only on the answer sheet.
    #[arg(long)]
    pub(super) notes: bool,
    /// Only events that may hold after the start of this date.
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// Only events that this query chooses, as in 'actor:jack-ma status:claim -theme:power'.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) filter: Option<String>,
    /// What the lanes stand for.
    #[arg(long, value_name = "KIND")]
    pub(super) lanes: Option<Lanes>,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// What is left to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Blank {
    /// When each event was, and its place on the line.
    Dates,
    /// What led to each event, with a line for the reason.
    Causes,
    /// Who took part in each event.
    Actors,
}

/// `annals screenshot`
#[derive(Debug, Args)]
pub(super) struct Screenshot {
    /// Where to write: a name that ends in .svg or .txt, or - for text on standard output.
    #[arg(value_name = "OUT")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) open: Open,
    /// Columns and rows.
    #[arg(long, value_name = "SIZE", default_value = "80x24", value_parser = size)]
    pub(super) size: (u16, u16),
    /// Keys to press first, separated by spaces, as in 'j j Enter'.
    #[arg(
        long,
        value_name = "KEYS",
        default_value = "",
        allow_hyphen_values = true
    )]
    pub(super) keys: String,
}

/// Reads `120x36`.
fn size(text: &str) -> Result<(u16, u16), String> {
    const MOST: u16 = 1_000;
    let (columns, rows) = text
        .split_once('x')
        .ok_or("expected columns x rows, as in 120x36")?;
    let number = |text: &str| {
        let number = text
            .parse::<u16>()
            .ok()
            .filter(|number| (1..=MOST).contains(number));
        number.ok_or_else(|| format!("expected two numbers from 1 to {MOST}, as in 120x36"))
    };
    Ok((number(columns)?, number(rows)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_alone_is_what_the_parser_makes_of_it() {
        let name = [OsString::from("annals")];
        let parsed = Arguments::try_parse_from(&name).unwrap();
        let understood = Arguments::understand(&name).unwrap();
        assert_eq!(format!("{understood:?}"), format!("{parsed:?}"));
    }
}
