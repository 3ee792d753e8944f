//! What readers and writers of every format are given and give back.

use annals_model::text::Clean;
use annals_model::{Problem, ProblemLimit, Reading, Severity, Timeline};
use annals_time::Time;

/// How much of a text is looked at to recognise its format, in bytes.
const MAX_BEGINNING: usize = 256 << 10;

/// A text whose format is to be recognised.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The whole text, or its beginning.
    pub text: &'a str,
    /// Whether `text` is all there is.
    pub is_whole: bool,
}

impl<'a> Sample<'a> {
    /// As much of the text as is looked at to recognise a format, cut between two characters.
    pub(crate) fn beginning(&self) -> &'a str {
        let mut end = self.text.len().min(MAX_BEGINNING);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(..end).unwrap_or_default()
    }
}

/// A text to be read.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The id of the timeline where the text gives it none: the name of the file without its ending.
    pub id: &'a str,
    /// The text.
    pub text: &'a str,
    /// The present in UTC, for texts that say "now" and for events that recur without end; `None` where it is
    /// not known.
    pub now: Option<Time>,
    /// How many problems of one kind are kept.
    pub limit: ProblemLimit,
}

/// A timeline written in another format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The text of the file.
    pub text: String,
    /// What the format cannot say, in sentences, most important first.
    pub lost: Vec<Clean>,
}

/// A format: its names and the functions that recognise, read and write it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definition {
    /// The name on the command line.
    pub(crate) name: &'static str,
    /// The name in sentences.
    pub(crate) label: &'static str,
    /// How names of files in it end, without the dot, in lower case.
    pub(crate) endings: &'static [&'static str],
    /// Of two formats that recognise a text, the one with the smaller number is taken.
    pub(crate) precedence: u8,
    /// Whether a text is in it, judged by the text alone.
    pub(crate) recognises: fn(&Sample<'_>) -> bool,
    pub(crate) read: fn(&Request<'_>) -> Reading,
    /// `None` where annals does not write the format.
    pub(crate) write: Option<fn(&Timeline) -> Written>,
}

/// A reading of a text that is not in the format of that label.
pub(crate) fn refused(label: &str, message: &str) -> Reading {
    let problem = Problem::of_file(Severity::Error, message);
    Reading::refused(Clean::line(label), problem)
}
