//! Timelines in the formats of others: recognised, read and written.
//!
//! Owns the table of formats and which of them a text is in. Each format has a file of its own that
//! knows its conventions; what they share in making a timeline is in [`building`]. Nothing here opens a
//! file, asks a clock or reaches a network.

mod building;
mod calendar;
mod calendars;
mod cell;
mod clocks;
mod csv_out;
mod entries;
mod flat_lost;
mod gedcom;
pub mod json_lines_out;
mod kept;
mod losses;
mod markup;
mod markwhen;
#[cfg(test)]
mod samples;
mod spanned;
pub mod table;
mod timelinejs;
mod timelinejs_sheet;
mod trace;
mod vis;
mod wikidata;

use annals_model::text::{Clean, nearest};
use annals_model::{Problem, Reading, Severity, Timeline, native};
use annals_time::Time;

/// A format that annals knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// The native format, in TOML.
    Native,
    /// JSON of `TimelineJS`, version 3 and the older ones.
    TimelineJs,
    /// The spreadsheet of `TimelineJS`, as CSV.
    TimelineJsSheet,
    /// A table with commas, semicolons or bars between its columns (RFC 4180 and its like).
    Csv,
    /// A table with tabs between its columns.
    Tsv,
    /// JSON Lines: an object a line.
    JsonLines,
    /// Markwhen.
    Markwhen,
    /// iCalendar (RFC 5545).
    Calendar,
    /// JSON of vis-timeline.
    Vis,
    /// Query results and entities of Wikidata and other Wikibases, in JSON.
    Wikidata,
    /// GEDCOM 5.5.1 and 7.
    Gedcom,
    /// Trace events as Chrome and other profilers write them.
    Trace,
}

/// What is known of a format.
struct Row {
    format: Format,
    /// What it is called on the command line.
    name: &'static str,
    /// What it is called in sentences.
    label: &'static str,
    /// How names of files in it end, without the dot, in lower case.
    endings: &'static [&'static str],
    /// Whether a text is in it, judged by the text alone.
    recognises: fn(&Sample<'_>) -> bool,
    read: fn(&Request<'_>) -> Reading,
    write: Option<fn(&Timeline) -> Written>,
}

/// Every format; of two that a text may be in, the first one counts.
static TABLE: &[Row] = &[
    Row {
        format: Format::Calendar,
        name: "icalendar",
        label: "iCalendar",
        endings: &["ics", "ical", "ifb"],
        recognises: calendar::recognises,
        read: calendar::read,
        write: Some(calendar::write),
    },
    Row {
        format: Format::Gedcom,
        name: "gedcom",
        label: "GEDCOM",
        endings: &["ged"],
        recognises: gedcom::recognises,
        read: gedcom::read,
        write: None,
    },
    Row {
        format: Format::Trace,
        name: "trace",
        label: "trace events",
        endings: &[],
        recognises: trace::recognises,
        read: trace::read,
        write: None,
    },
    Row {
        format: Format::Wikidata,
        name: "wikidata",
        label: "Wikidata JSON",
        endings: &[],
        recognises: wikidata::recognises,
        read: wikidata::read,
        write: None,
    },
    Row {
        format: Format::TimelineJs,
        name: "timelinejs",
        label: "TimelineJS JSON",
        endings: &[],
        recognises: timelinejs::recognises,
        read: timelinejs::read,
        write: Some(timelinejs::write),
    },
    Row {
        format: Format::Vis,
        name: "vis",
        label: "vis-timeline JSON",
        endings: &[],
        recognises: vis::recognises,
        read: vis::read,
        write: Some(vis::write),
    },
    Row {
        format: Format::TimelineJsSheet,
        name: "timelinejs-csv",
        label: "TimelineJS spreadsheet",
        endings: &[],
        recognises: timelinejs_sheet::recognises,
        read: timelinejs_sheet::read,
        write: Some(timelinejs_sheet::write),
    },
    Row {
        format: Format::JsonLines,
        name: "jsonl",
        label: "JSON Lines",
        endings: &["jsonl", "ndjson"],
        recognises: table::recognises_lines,
        read: table::read_lines,
        write: Some(json_lines_out::write),
    },
    Row {
        format: Format::Tsv,
        name: "tsv",
        label: "TSV",
        endings: &["tsv", "tab"],
        recognises: table::recognises_tabs,
        read: table::read,
        write: Some(csv_out::tsv),
    },
    Row {
        format: Format::Csv,
        name: "csv",
        label: "CSV",
        endings: &["csv"],
        recognises: table::recognises,
        read: table::read,
        write: Some(csv_out::csv),
    },
    Row {
        format: Format::Markwhen,
        name: "markwhen",
        label: "markwhen",
        endings: &["mw", "mkw"],
        recognises: markwhen::recognises,
        read: markwhen::read,
        write: Some(markwhen::write),
    },
    Row {
        format: Format::Native,
        name: "toml",
        label: native::FORMAT,
        endings: &["toml"],
        recognises: is_native,
        read: read_native,
        write: Some(write_native),
    },
];

/// What a text is recognised by.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The whole text, or its beginning.
    pub text: &'a str,
    /// Whether `text` is all there is.
    pub is_whole: bool,
}

/// A text to be read.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The id of the timeline where the text gives it none: the name of the file without its ending.
    pub id: &'a str,
    /// The text.
    pub text: &'a str,
    /// The present in UTC, for texts that speak of "now" and for what recurs without end; `None` where
    /// nobody knows.
    pub now: Option<Time>,
}

/// A timeline in another format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The text of the file.
    pub text: String,
    /// What the format cannot say, in sentences, most important first.
    pub lost: Vec<Clean>,
}

impl Format {
    /// Every format, in the order in which they are listed to people.
    pub const ALL: &'static [Self] = &[
        Self::Native,
        Self::TimelineJs,
        Self::TimelineJsSheet,
        Self::Csv,
        Self::Tsv,
        Self::JsonLines,
        Self::Markwhen,
        Self::Calendar,
        Self::Vis,
        Self::Wikidata,
        Self::Gedcom,
        Self::Trace,
    ];

    fn row(self) -> &'static Row {
        let mut rows = TABLE.iter();
        rows.find(|row| row.format == self)
            .expect("every format has a row; a test holds it")
    }

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is called in sentences.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// How names of files in it end, without the dot.
    pub fn endings(self) -> &'static [&'static str] {
        self.row().endings
    }

    /// The format of a name on the command line.
    ///
    /// # Errors
    ///
    /// A sentence with the nearest known name, or all of them.
    pub fn find(name: &str) -> Result<Self, Clean> {
        let wanted = name.to_lowercase();
        let mut all = Self::ALL.iter().copied();
        all.find(|format| format.name() == wanted || format.endings().contains(&wanted.as_str()))
            .ok_or_else(|| {
                let names = || Self::ALL.iter().map(|format| format.name());
                let hint = nearest(name, names()).map_or_else(
                    || format!("There is {}.", names().collect::<Vec<_>>().join(", ")),
                    |near| format!("Did you mean \"{near}\"?"),
                );
                Clean::line(&format!("There is no format \"{name}\". {hint}"))
            })
    }

    /// The format of a text: what its content says, and where that says nothing, the ending of its name
    /// (without the dot, in any case).
    pub fn recognise(sample: &Sample<'_>, ending: Option<&str>) -> Option<Self> {
        let by_content = TABLE.iter().find(|row| (row.recognises)(sample));
        let ending = ending.map(str::to_lowercase);
        let by_name = || {
            let ending = ending.as_deref()?;
            TABLE.iter().find(|row| row.endings.contains(&ending))
        };
        by_content.or_else(by_name).map(|row| row.format)
    }

    /// Whether it can be read as it comes, row by row.
    pub const fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::JsonLines)
    }

    /// Reads a text in this format.
    pub fn read(self, request: &Request<'_>) -> Reading {
        (self.row().read)(request)
    }

    /// Whether annals writes this format.
    pub fn is_written(self) -> bool {
        self.row().write.is_some()
    }

    /// Writes a timeline; `None` where annals does not write this format.
    pub fn write(self, timeline: &Timeline) -> Option<Written> {
        self.row().write.map(|write| write(timeline))
    }
}

/// A text that is a table of TOML: what is not a table of ours is told by its reader.
fn is_native(sample: &Sample<'_>) -> bool {
    // The first line that says something opens a table or gives a key its value.
    let mut lines = sample.text.lines().map(str::trim_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        let key: String = line
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || "_-.\"' ".contains(*letter))
            .collect();
        let rest = line.get(key.len()..).unwrap_or_default();
        let is_pair = !key.trim().is_empty() && rest.starts_with('=');
        let is_header = line.starts_with('[')
            && line.trim_end().ends_with(']')
            && line
                .chars()
                .nth(1)
                .is_some_and(|it| it.is_alphabetic() || it == '[');
        is_pair || is_header
    })
}

fn read_native(request: &Request<'_>) -> Reading {
    native::read(request.id, request.text)
}

fn write_native(timeline: &Timeline) -> Written {
    let (text, lost) = native::write(timeline);
    Written { text, lost }
}

/// A text that is not of the format that it was taken for.
fn refused(format: Format, message: &str) -> Reading {
    let problem = Problem::of_file(Severity::Error, message);
    Reading::refused(Clean::own(format.label()), problem)
}

#[cfg(test)]
mod tests;
