//! [`TableLoader`]: reads a table block by block as its bytes arrive.
//!
//! The loader holds the text once and a few bytes a row beside it. It cuts what has arrived into chunks of whole
//! rows; `csv` and `json_lines` find the rows, `row` records each of them.

mod arrived;
mod row;

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use super::chunk::ChunkBuilder;
use super::id_set::IdSet;
use super::interned_names::InternedNames;
use super::layout::Layout;
use super::mapping::Mapping;
use super::own_columns::LINKS;
use super::rows::{RowSyntax, Table};
use crate::{Format, limits};
use annals_model::text::Clean;
use annals_model::{
    LineIndex, Problem, ProblemLimit, ProblemList, Reading, Report, Severity, Timeline,
};

/// Bytes of the first chunk; small, so that the first rows are soon on the screen.
const FIRST_CHUNK: usize = 128 << 10;
/// Bytes of the other chunks.
const CHUNK: usize = 2 << 20;

/// How a table is to be read.
#[derive(Debug, Clone, Copy)]
pub struct TableSettings<'a> {
    /// The id of the timeline.
    pub id: &'a str,
    /// The name of the table as a source, such as the name of its file.
    pub name: &'a str,
    /// What the person says about its columns.
    pub mapping: &'a Mapping,
    /// How many problems of one kind are kept.
    pub limit: ProblemLimit,
}

/// A table that is being read.
#[derive(Debug)]
pub struct TableLoader {
    /// What has been read so far.
    table: Table,
    id: Clean,
    name: Clean,
    pending: Pending,
    /// Whether the next row is the header.
    skips_header: bool,
    /// The line in which `pending` begins, from 1.
    line: usize,
    ids: IdSet,
    /// The last number appended to each id that was used again.
    repeated: HashMap<Box<str>, u32>,
    /// For JSON Lines: how many rows have a value in each column.
    counts: Vec<usize>,
    /// The column of links between rows.
    links: Option<usize>,
    has_links: bool,
    /// How many quotes were never closed.
    unclosed: usize,
    problems: ProblemList,
    report: Report,
}

/// What has arrived and is in no chunk yet.
#[derive(Debug, Default)]
struct Pending {
    bytes: Vec<u8>,
    /// How many of the bytes were there when rows were last looked for.
    left: usize,
    /// Whether the rest of a row that is too long is still passed over.
    is_passing_over: bool,
    /// How many bytes were looked at to find rows, some of them several times.
    #[cfg(test)]
    looked_at: usize,
}

impl TableLoader {
    /// Creates a loader for a text that begins with `sample`; the text itself, the sample included, is
    /// still to be pushed.
    ///
    /// # Errors
    ///
    /// A sentence, if the mapping names a column that does not exist.
    pub fn new(
        format: Format,
        sample: &str,
        is_whole: bool,
        settings: &TableSettings<'_>,
    ) -> Result<Self, Clean> {
        let layout = Layout::of(format, sample, is_whole, settings.mapping)?;
        Ok(Self {
            id: Clean::line(settings.id),
            name: Clean::line(settings.name),
            pending: Pending::default(),
            skips_header: layout.has_header,
            line: 1,
            ids: IdSet::default(),
            repeated: HashMap::new(),
            counts: Vec::new(),
            links: layout.plan.known_column(LINKS),
            has_links: false,
            unclosed: 0,
            problems: ProblemList::new(settings.limit),
            report: Report::new(Clean::own(format.label())),
            table: Table {
                syntax: layout.syntax,
                plan: layout.plan,
                chunks: Vec::new(),
                firsts: Vec::new(),
                len: 0,
                actors: InternedNames::new(limits::ACTORS),
                sources: InternedNames::new(limits::SOURCES),
                renamed: HashMap::new(),
            },
        })
    }

    /// Whether some column holds dates.
    pub(super) fn is_dated(&self) -> bool {
        self.table.plan.is_dated()
    }

    /// Returns the number of rows that have been read.
    pub const fn rows(&self) -> usize {
        self.table.len
    }

    /// Takes the next bytes of the text, which begins without a byte order mark.
    pub fn push(&mut self, bytes: &[u8]) {
        let mut bytes = bytes;
        while !bytes.is_empty() {
            if self.pending.is_passing_over {
                bytes = self.pass_over(bytes);
                continue;
            }
            let target = if self.table.chunks.is_empty() {
                FIRST_CHUNK
            } else {
                CHUNK
            };
            // A row that is not whole yet is read again only once twice as much has arrived.
            let target = target.max(self.pending.left * 2);
            let room = target.saturating_sub(self.pending.bytes.len()).max(1 << 16);
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.pending.bytes.extend_from_slice(now);
            bytes = later;
            if self.pending.bytes.len() >= target {
                self.cut(false);
            }
        }
    }

    /// Reads the whole rows that have arrived, however few they are.
    pub fn settle(&mut self) {
        let new = self.pending.bytes.get(self.pending.left..);
        // Without a new line break no row has become whole.
        if memchr::memchr(b'\n', new.unwrap_or_default()).is_some() {
            self.cut(false);
        }
    }

    /// Reads the whole rows that have arrived and drops the rest, which will never be completed.
    pub fn give_up_rest(&mut self) {
        self.settle();
        self.pending.bytes.clear();
    }

    /// Drops bytes of a row that is too long, up to its end, and returns the rest.
    fn pass_over<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let Some(end) = memchr::memchr(b'\n', bytes) else {
            return &[];
        };
        self.pending.is_passing_over = false;
        self.line += 1;
        bytes.get(end + 1..).unwrap_or_default()
    }

    /// Returns how many bytes were looked at to find rows.
    #[cfg(test)]
    pub(super) const fn looked_at(&self) -> usize {
        self.pending.looked_at
    }

    /// Returns the timeline so far. It shares its rows with later ones.
    pub fn so_far(&self) -> Timeline {
        Arc::new(self.table.clone()).timeline(&self.id, &self.name)
    }

    /// Reads what is pending as the end of the text, and returns the timeline with its report.
    pub fn finish(mut self) -> Reading {
        self.cut(true);
        self.report_at_the_end();
        let table = Arc::new(self.table);
        let mut timeline = table.timeline(&self.id, &self.name);
        let (mut report, mut problems) = (self.report, self.problems);
        if self.has_links {
            let told = (&mut report, &mut problems);
            super::links::link(&mut timeline, &table, told, limits::LINKED);
        }
        problems.finish(&mut report);
        let report = Arc::new(report);
        for layer in &mut timeline.accounts {
            layer.report = Arc::clone(&report);
        }
        Reading {
            timeline: Some(timeline),
            report: Arc::unwrap_or_clone(report),
        }
    }

    fn report_at_the_end(&mut self) {
        self.report.notes = self.table.plan.notes();
        for (is_full, noun, max) in [
            (self.table.actors.is_full, "actors", limits::ACTORS),
            (self.table.sources.is_full, "sources", limits::SOURCES),
        ] {
            if is_full {
                let sentence = limits::too_many_names(noun, max);
                self.report.notes.push(Clean::line(&sentence));
            }
        }
        if self.table.len == 0 {
            let message = "There are no rows in this table.";
            let problem = || Problem::of_file(Severity::Warning, message);
            self.problems.add(Severity::Warning, message, problem);
        }
        let is_counted = self.table.syntax == RowSyntax::JsonLines;
        let fields = self.table.plan.extra_columns().map(|column| {
            let count = self.counts.get(column).copied().unwrap_or(0);
            let count = if is_counted { count } else { self.table.len };
            (self.table.plan.names[column].clone(), count)
        });
        self.report.fields = fields.filter(|(_, count)| *count > 0).collect();
    }

    /// Makes a chunk of the whole rows that are pending; at the end of the text, of all.
    fn cut(&mut self, is_end: bool) {
        let mut pending = mem::take(&mut self.pending.bytes);
        let blank = pending
            .iter()
            .take_while(|byte| b"\r\n".contains(byte))
            .count();
        // Blank lines are not kept, as there may be any number of them.
        self.line += memchr::memchr_iter(b'\n', &pending[..blank]).count();
        pending.drain(..blank);
        let whole = if is_end {
            pending.len()
        } else {
            whole_characters(&pending)
        };
        let rest = pending.split_off(whole);
        let text = String::from_utf8(pending).unwrap_or_else(|error| {
            let index = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let byte = error.as_bytes().get(index).copied().unwrap_or(0);
            let message = format!(
                "The byte 0x{byte:02X} is not UTF-8 text; it is shown as �. Save the file as UTF-8."
            );
            self.warn(&text, 0, index, &message);
            text
        });
        #[cfg(test)]
        {
            self.pending.looked_at += text.len();
        }
        let used = match self.table.syntax {
            RowSyntax::Csv(delimiter) => self.csv(&text, delimiter, is_end),
            RowSyntax::JsonLines => self.json_lines(&text, is_end),
        };
        let (done, left) = text.split_at_checked(used).unwrap_or((&text, ""));
        self.line += memchr::memchr_iter(b'\n', done.as_bytes()).count();
        self.pending.bytes = left.as_bytes().to_vec();
        self.pending.bytes.extend(rest);
        if self.pending.bytes.len() > limits::ROW_BYTES {
            self.report.skipped += 1;
            let message = limits::row_too_long();
            let beginning = String::from_utf8_lossy(&self.pending.bytes[..1 << 10]).into_owned();
            self.warn(&beginning, 0, 0, &message);
            let pending = mem::take(&mut self.pending.bytes);
            self.pending.is_passing_over = true;
            self.pending.bytes = self.pass_over(&pending).to_vec();
        }
        self.pending.left = self.pending.bytes.len();
    }

    /// Adds a chunk of rows in `text`, which stands so many lines after the beginning of what is pending.
    fn add_chunk(&mut self, builder: ChunkBuilder, text: &str, lines: usize) {
        if builder.len() == 0 {
            return;
        }
        let line = self.line + lines;
        self.table.firsts.push(self.table.len);
        self.table.len += builder.len();
        self.table.chunks.push(Arc::new(builder.finish(text, line)));
    }

    /// Reports a warning at a byte of `text`, which stands so many lines after the beginning of what is pending.
    fn warn(&mut self, text: &str, lines: usize, byte: usize, message: &str) {
        let before = self.line - 1 + lines;
        self.problems.add(Severity::Warning, message, || {
            // A row is taken to begin after the blank lines before it.
            let byte = byte + blank_lines(text, byte);
            let mut problem = Problem::at(Severity::Warning, &LineIndex::new(text), byte, message);
            if let Some(position) = &mut problem.position {
                position.line += before;
            }
            problem
        });
    }
}

/// Returns the number of bytes of blank lines at a byte.
fn blank_lines(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    rest.iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count()
}

/// Returns the number of bytes without a character that is cut off at the end.
fn whole_characters(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(3);
    let cut = bytes
        .iter()
        .enumerate()
        .skip(tail)
        .rev()
        .find_map(|(index, byte)| {
            let length = match byte {
                0xc0..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf7 => 4,
                _ => return None,
            };
            Some((index, index + length > bytes.len()))
        });
    match cut {
        Some((index, true)) => index,
        _ => bytes.len(),
    }
}
