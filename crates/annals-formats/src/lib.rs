//! Reads and writes timelines in the formats of other programs.
//!
//! [`Format`] is the entry: it recognises a text, reads it and writes it. Each format is a module with a `FORMAT`
//! (its [`Definition`]); to add one, add its folder and a line to the list below.
//!
//! What the formats share: [`building`] makes a timeline from entries, [`json`] reads JSON with positions, [`kept`]
//! holds what only annals reads in a foreign file, [`losses`] words what a format cannot say, [`markup`] reads
//! HTML. Nothing here opens a file, asks a clock or reaches a network.

mod building;
mod calendar;
mod calendars;
mod cell;
mod csv_out;
mod gedcom;
mod json;
pub mod json_lines_out;
mod kept;
pub mod limits;
mod losses;
mod markup;
mod markwhen;
mod native;
mod request;
pub mod table;
#[cfg(test)]
mod testing;
mod time_zone;
mod timelinejs;
mod timelinejs_sheet;
mod trace;
mod vis;
mod wikidata;

use std::sync::Arc;

use annals_model::text::{Clean, nearest};
use annals_model::{LineIndex, Problem, ProblemList, Reading, Report, Severity, Timeline};
use request::Definition;
pub use request::{Request, Sample, Written};

#[cfg(test)]
use testing::samples;

/// Makes [`Format`] of a list of variants with their definitions.
macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident => $definition:expr,)*) => {
        /// A format that annals reads.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Format {
            $($(#[$doc])* $variant,)*
        }

        impl Format {
            /// Every format, in the order in which they are listed to people.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            const fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$variant => const { &$definition },)*
                }
            }
        }
    };
}

formats! {
    /// The native format, in TOML.
    Native => native::FORMAT,
    /// JSON of `TimelineJS`, version 3 and the older ones.
    TimelineJs => timelinejs::FORMAT,
    /// The spreadsheet of `TimelineJS`, as CSV.
    TimelineJsSheet => Definition {
        name: "timelinejs-csv",
        label: "TimelineJS spreadsheet",
        endings: &[],
        precedence: 6,
        recognises: timelinejs_sheet::recognises,
        read: timelinejs_sheet::read,
        write: Some(timelinejs_sheet::write),
    },
    /// A table with commas, semicolons or bars between its columns (RFC 4180 and its like).
    Csv => Definition {
        name: "csv",
        label: "CSV",
        endings: &["csv"],
        precedence: 9,
        recognises: table::recognises,
        read: table::read,
        write: Some(csv_out::csv),
    },
    /// A table with tabs between its columns.
    Tsv => Definition {
        name: "tsv",
        label: "TSV",
        endings: &["tsv", "tab"],
        precedence: 8,
        recognises: table::recognises_tabs,
        read: table::read,
        write: Some(csv_out::tsv),
    },
    /// JSON Lines: an object a line.
    JsonLines => Definition {
        name: "jsonl",
        label: "JSON Lines",
        endings: &["jsonl", "ndjson"],
        precedence: 7,
        recognises: table::recognises_lines,
        read: table::read_lines,
        write: Some(json_lines_out::write),
    },
    /// Markwhen.
    Markwhen => markwhen::FORMAT,
    /// iCalendar (RFC 5545).
    Calendar => Definition {
        name: "icalendar",
        label: "iCalendar",
        endings: &["ics", "ical", "ifb"],
        precedence: 0,
        recognises: calendar::recognises,
        read: calendar::read,
        write: Some(calendar::write),
    },
    /// JSON of vis-timeline.
    Vis => vis::FORMAT,
    /// Query results and entities of Wikidata and other Wikibases, in JSON.
    Wikidata => wikidata::FORMAT,
    /// GEDCOM 5.5.1 and 7.
    Gedcom => Definition {
        name: "gedcom",
        label: "GEDCOM",
        endings: &["ged"],
        precedence: 1,
        recognises: gedcom::recognises,
        read: gedcom::read,
        write: None,
    },
    /// Trace events as Chrome and other profilers write them.
    Trace => trace::FORMAT,
}

impl Format {
    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        self.definition().name
    }

    /// The name in sentences.
    pub const fn label(self) -> &'static str {
        self.definition().label
    }

    /// How names of files in it end, without the dot.
    pub const fn endings(self) -> &'static [&'static str] {
        self.definition().endings
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

    /// Recognises the format of a text by its content, and where that is not enough by the ending of its name
    /// (without the dot, in any case).
    pub fn recognise(sample: &Sample<'_>, ending: Option<&str>) -> Option<Self> {
        let mut all = Self::ALL.to_vec();
        all.sort_by_key(|format| format.definition().precedence);
        let mut all = all.into_iter();
        let by_content = all.find(|format| (format.definition().recognises)(sample));
        by_content.or_else(|| {
            let ending = ending?.to_lowercase();
            let mut all = Self::ALL.iter().copied();
            all.find(|format| format.endings().contains(&ending.as_str()))
        })
    }

    /// Whether it is a table, which is read row by row as it comes.
    pub const fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::JsonLines)
    }

    /// Whether a text in it is one JSON value.
    const fn is_json(self) -> bool {
        matches!(
            self,
            Self::TimelineJs | Self::Vis | Self::Trace | Self::Wikidata
        )
    }

    /// Reads a text in this format.
    pub fn read(self, request: &Request<'_>) -> Reading {
        let read = self.definition().read;
        if !self.is_json() {
            return read(request);
        }
        let (text, halves) = json::without_halves(request.text);
        let mut reading = read(&Request {
            text: &text,
            ..*request
        });
        report_halves(request, &halves, &mut reading);
        reading
    }

    /// Whether annals writes this format.
    pub const fn is_written(self) -> bool {
        self.definition().write.is_some()
    }

    /// Writes a timeline; `None` where annals does not write this format.
    pub fn write(self, timeline: &Timeline) -> Option<Written> {
        self.definition().write.map(|write| write(timeline))
    }
}

/// Reports halves of pairs of escapes in a text of JSON.
fn report_halves(request: &Request<'_>, halves: &[usize], reading: &mut Reading) {
    if halves.is_empty() {
        return;
    }
    let lines = LineIndex::new(request.text);
    let mut problems = ProblemList::new(request.limit);
    for &at in halves {
        let words = json::half_words(request.text, at);
        problems.add(Severity::Warning, &words, || {
            Problem::at(Severity::Warning, &lines, at, &words)
        });
    }
    let mut found = Report::default();
    problems.finish(&mut found);
    reading.report.problems.append(&mut found.problems);
    reading.report.more.append(&mut found.more);
    Problem::sort(&mut reading.report.problems);
    if let Some(timeline) = &mut reading.timeline {
        let report = Arc::new(reading.report.clone());
        for account in &mut timeline.accounts {
            account.report = Arc::clone(&report);
        }
    }
}

impl From<Format> for &'static str {
    /// The name in sentences.
    fn from(format: Format) -> Self {
        format.label()
    }
}

#[cfg(test)]
mod tests;
