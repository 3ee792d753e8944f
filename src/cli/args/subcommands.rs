//! The arguments of each subcommand.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use annals_scene::quiz::{MAX_QUESTIONS, QuestionKind};
use annals_tui::DEFAULT_COUNT;

use super::{Input, Lanes, Manner, Open, Wishes};
use crate::config::ColorUse;

/// `annals present`
#[derive(Debug, Args)]
pub(in crate::cli) struct Present {
    #[command(flatten)]
    pub(in crate::cli) open: Open,
    /// Go on by itself, every so many seconds.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(in crate::cli) every: Option<u64>,
}

/// `annals notes`
#[derive(Debug, Args)]
pub(in crate::cli) struct Notes {
    /// Print the presenter's notes too, where standard output is no terminal
    #[arg(long)]
    pub(in crate::cli) notes: bool,
    #[command(flatten)]
    pub(in crate::cli) wishes: Wishes,
}

/// `annals list`
#[expect(
    clippy::struct_excessive_bools,
    reason = "each of them is an option that is given or not"
)]
#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    /// Only events that may hold after the start of this date.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) from: Option<String>,
    /// Only events that may hold before the end of this date.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) to: Option<String>,
    /// Only events that this query chooses, as in 'actor:jack-ma status:claim -theme:power'.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(in crate::cli) filter: Option<String>,
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
    pub(in crate::cli) compare: bool,
    /// List the actors instead.
    #[arg(long, conflicts_with_all = ["from", "to", "filter"])]
    pub(in crate::cli) actors: bool,
    /// List the sources instead.
    #[arg(long, conflicts_with_all = ["from", "to", "filter", "actors"])]
    pub(in crate::cli) sources: bool,
    /// One JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `annals show`
#[derive(Debug, Args)]
pub(in crate::cli) struct Show {
    /// The id of an event or an actor; `annals list --json` has them.
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    /// With the teacher's notes.
    #[arg(long)]
    pub(in crate::cli) notes: bool,
    /// As a JSON object.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `annals quiz`
#[derive(Debug, Args)]
#[command(
    after_help = "With --plain, and wherever there is no terminal, questions are printed and answers are read from standard\ninput, one a line. When that ends, the other questions are printed, and then their answers."
)]
pub(in crate::cli) struct Quiz {
    #[command(flatten)]
    pub(in crate::cli) open: Open,
    /// Repeat the quiz of this number.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) seed: Option<u64>,
    /// How many questions.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_COUNT, value_parser = questions)]
    pub(in crate::cli) count: usize,
    /// Only these kinds of question, separated by commas.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = question_kind())]
    pub(in crate::cli) kinds: Vec<QuestionKind>,
    /// For a whole class: each question is shown, then its answer, and nobody answers.
    #[arg(long)]
    pub(in crate::cli) class: bool,
    /// Count right answers.
    #[arg(long)]
    pub(in crate::cli) score: bool,
    #[command(flatten)]
    pub(in crate::cli) form: QuizForm,
}

/// How a quiz is printed without the screen.
#[derive(Debug, Args)]
pub(in crate::cli) struct QuizForm {
    /// As plain lines, without the screen.
    #[arg(long)]
    pub(in crate::cli) plain: bool,
    /// One JSON object a line, with the answers.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Parses a kind of question.
fn question_kind() -> impl TypedValueParser<Value = QuestionKind> {
    let values = QuestionKind::ALL
        .iter()
        .map(|kind| PossibleValue::new(kind.name()).help(kind.description()));
    PossibleValuesParser::new(values).try_map(|name| {
        let mut kinds = QuestionKind::ALL.iter().copied();
        kinds
            .find(|kind| kind.name() == name)
            .ok_or("not a kind of question")
    })
}

/// Parses the number of questions.
fn questions(text: &str) -> Result<usize, String> {
    let number = text.parse::<usize>().ok();
    let number = number.filter(|number| (1..=MAX_QUESTIONS).contains(number));
    number.ok_or_else(|| format!("expected a number from 1 to {MAX_QUESTIONS}"))
}

/// `annals date`
#[derive(Debug, Args)]
pub(in crate::cli) struct Date {
    /// The date, as in 2021-04, 2023/.., from 2023 on, circa 1200, 44 BC. Words are joined by spaces.
    #[arg(value_name = "TEXT", required = true, allow_negative_numbers = true)]
    pub(in crate::cli) text: Vec<String>,
    /// As a JSON object.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `annals check`
#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    /// The timelines.
    #[arg(value_name = "FILE", required = true)]
    pub(in crate::cli) files: Vec<OsString>,
    /// List every problem, also where there are more than 20 of a kind.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    #[command(flatten)]
    pub(in crate::cli) manner: Manner,
}

/// `annals new`
#[derive(Debug, Args)]
pub(in crate::cli) struct New {
    /// The file to write, which must not be there yet, or - for standard output. Its name becomes the title.
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// Write the JSON Schema of the format instead, for an editor that knows TOML.
    ///
    /// The editor then offers the fields and checks them while you write. A timeline names its schema at
    /// the very top: #:schema ./annals.schema.json
    #[arg(long)]
    pub(in crate::cli) schema: bool,
}

/// `annals convert`
#[derive(Debug, Args)]
#[command(
    override_usage = "annals convert [OPTIONS] <IN>... <OUT>",
    after_help = "OUT is in the format of its ending: .toml, .mw, .ics, .csv, .tsv, .jsonl; or a document: .md, .svg, .html.\n--to names it otherwise: toml, timelinejs, timelinejs-csv, markwhen, icalendar, vis, csv, tsv, jsonl, md, svg, html.\nWhat that format cannot say is listed on standard error."
)]
pub(in crate::cli) struct Convert {
    /// IN, the timeline: a file, - for standard input, or @alibaba for the story annals comes with; several
    /// are merged into one. Last OUT, where to write: a file, or - for standard output.
    // One list, so that options may stand between the two.
    #[arg(value_name = "PATH", required = true)]
    pub(in crate::cli) paths: Vec<OsString>,
    /// The format of IN, where its content does not say it.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) from: Option<String>,
    /// The format of OUT, where the ending of its name does not say it.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) to: Option<String>,
    /// What the columns of a table mean, as in start=Begin,title=Headline.
    #[arg(long = "map", value_name = "PAIRS")]
    pub(in crate::cli) maps: Vec<String>,
    /// Of the accounts after the first, take only this one, by id or title; may be given several times.
    #[arg(long = "layer", value_name = "NAME")]
    pub(in crate::cli) layers: Vec<String>,
    /// Only events that this query chooses, as in 'actor:jack-ma status:claim -theme:power'.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(in crate::cli) filter: Option<String>,
    /// Write nothing, and exit with 1, if anything would be lost, in reading or in writing.
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Write over OUT if it is there already.
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

/// `annals config`
#[derive(Debug, Args)]
pub(in crate::cli) struct Config {
    /// Print a complete settings file with comments instead.
    #[arg(long)]
    pub(in crate::cli) default: bool,
    #[command(flatten)]
    pub(in crate::cli) wishes: Wishes,
}

/// `annals themes`
#[derive(Debug, Args)]
pub(in crate::cli) struct Themes {
    /// When to use colours.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(in crate::cli) color: ColorUse,
}

/// `annals handout`
#[derive(Debug, Args)]
pub(in crate::cli) struct Handout {
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    /// What to make: html, md or svg (html unless --output ends in another). A date limits the events
    /// instead, as in `annals list`; the option may be given twice.
    #[arg(long, value_name = "FORM|DATE", action = clap::ArgAction::Append)]
    pub(in crate::cli) to: Vec<String>,
    /// Where to write: a file, or - for standard output.
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(in crate::cli) output: PathBuf,
    /// The paper.
    #[arg(long, value_name = "SIZE", default_value = "a4")]
    pub(in crate::cli) paper: Paper,
    /// What is left to be filled in, one or several.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(in crate::cli) blanks: Vec<Blank>,
    /// The answers: the same sheet with the blanks filled in.
    #[arg(long)]
    pub(in crate::cli) key: bool,
    /// With the teacher's notes; only on the answer sheet.
    #[arg(long)]
    pub(in crate::cli) notes: bool,
    /// Only events that may hold after the start of this date.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) from: Option<String>,
    /// Only events that this query chooses, as in 'actor:jack-ma status:claim -theme:power'.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(in crate::cli) filter: Option<String>,
    /// What the lanes stand for.
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) lanes: Option<Lanes>,
    /// Write over FILE if it is there already, unless it is a timeline.
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// What is left to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Blank {
    /// When each event was, and its place on the line.
    Dates,
    /// What led to each event, with a line for the reason.
    Causes,
    /// Who took part in each event.
    Actors,
}

/// `annals screenshot`
#[derive(Debug, Args)]
pub(in crate::cli) struct Screenshot {
    /// Where to write: a name that ends in .svg or .txt, or - for text on standard output.
    #[arg(value_name = "OUT")]
    pub(in crate::cli) out: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) open: Open,
    /// Columns and rows.
    #[arg(long, value_name = "SIZE", default_value = "80x24", value_parser = size)]
    pub(in crate::cli) size: (u16, u16),
    /// Keys to press first, separated by spaces, as in 'j j Enter'.
    #[arg(
        long,
        value_name = "KEYS",
        default_value = "",
        allow_hyphen_values = true
    )]
    pub(in crate::cli) keys: String,
    /// Write over OUT if it is there already, unless it is a timeline.
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

/// Parses `120x36`.
fn size(text: &str) -> Result<(u16, u16), String> {
    const MAX: u16 = 1_000;
    let (columns, rows) = text
        .split_once('x')
        .ok_or("expected columns x rows, as in 120x36")?;
    let number = |text: &str| {
        let number = text
            .parse::<u16>()
            .ok()
            .filter(|number| (1..=MAX).contains(number));
        number.ok_or_else(|| format!("expected two numbers from 1 to {MAX}, as in 120x36"))
    };
    Ok((number(columns)?, number(rows)?))
}
