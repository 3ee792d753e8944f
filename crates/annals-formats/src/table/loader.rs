//! [`Loader`]: reads a table as it comes, block by block.
//!
//! Owns what is kept of the text between blocks, the report, and what the table is so far. It holds the
//! text once and some bytes a row; it reads no file.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use simd_csv::{ZeroCopyByteRecord, ZeroCopyReaderBuilder};

use super::chunk::{Chunk, ChunkBuilder, Facts};
use super::dates::Packed;
use super::dialect::Dialect;
use super::ids::Ids;
use super::interned::Interned;
use super::mapping::{Mapping, Role};
use super::plan::{Plan, Record};
use super::record::{Object, Pairs, Separated};
use super::rows::{Kind, Table, status_of};
use crate::Format;
use crate::building::Names;
use annals_model::text::{Clean, slug};
use annals_model::{
    Actor, Events, Grouping, LayerIndex, Lines, MOST_TOLD, Problem, Reading, Report, Rows,
    Severity, Source, Timeline,
};

/// Bytes of the first chunk, so that something is there to be seen soon.
const FIRST_CHUNK: usize = 128 << 10;
/// Bytes of the others.
const CHUNK: usize = 2 << 20;
/// Different actors that are told apart; more would be no lanes, but a table of their own.
const MOST_ACTORS: usize = 20_000;
/// Different documents that are kept as sources.
const MOST_SOURCES: usize = 20_000;
/// Bytes of a row beyond which a quote in it was never closed.
const LONGEST_ROW: usize = 256 << 10;
/// The same, once so many quotes were not closed that looking far ahead for each would take too long.
const LONGEST_ROW_OF_MANY: usize = 4 << 10;
/// The name of the column of links.
pub(super) const LINKS: &str = "links";
/// Tables with links between rows are kept as written events up to so many rows.
const MOST_LINKED: usize = 200_000;

/// How a table is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// The id of the timeline.
    pub id: &'a str,
    /// What the table is called as a source, such as the name of the file.
    pub name: &'a str,
    /// What the person says of its columns.
    pub mapping: &'a Mapping,
}

/// A table that is being read.
#[derive(Debug)]
pub struct Loader {
    kind: Kind,
    plan: Plan,
    id: Clean,
    name: Clean,
    /// Bytes that have come and are in no chunk yet.
    pending: Vec<u8>,
    skips_header: bool,
    chunks: Vec<Arc<Chunk>>,
    firsts: Vec<usize>,
    rows: usize,
    /// The line in which `pending` begins, from 1.
    line: usize,
    actors: Interned,
    sources: Interned,
    ids: Ids,
    repeated: HashMap<Box<str>, u32>,
    renamed: HashMap<usize, u32>,
    /// How many rows have something in a column, where rows name their columns.
    counts: Vec<usize>,
    /// The column of links between rows, and whether there are any in it.
    links: Option<usize>,
    has_links: bool,
    unclosed: usize,
    report: Report,
}

impl Loader {
    /// Reads the beginning of a text to see how it is written; the text itself is still to be pushed.
    ///
    /// # Errors
    ///
    /// A sentence, where the mapping does not fit the table.
    pub fn new(
        format: Format,
        sample: &str,
        is_whole: bool,
        settings: &Settings<'_>,
    ) -> Result<Self, Clean> {
        let (kind, plan, skips_header) = match format {
            Format::JsonLines => (Kind::Lines, plan_of_lines(sample, settings.mapping)?, false),
            _ => plan_of_table(sample, is_whole, settings.mapping)?,
        };
        Ok(Self {
            kind,
            id: Clean::line(settings.id),
            name: Clean::line(settings.name),
            pending: Vec::new(),
            skips_header,
            chunks: Vec::new(),
            firsts: Vec::new(),
            rows: 0,
            line: 1,
            actors: Interned::new(MOST_ACTORS),
            sources: Interned::new(MOST_SOURCES),
            ids: Ids::default(),
            repeated: HashMap::new(),
            renamed: HashMap::new(),
            counts: Vec::new(),
            links: plan.known_column(LINKS),
            has_links: false,
            unclosed: 0,
            report: Report::new(Clean::own(format.label())),
            plan,
        })
    }

    /// Whether a date was found among the columns.
    pub(super) fn is_dated(&self) -> bool {
        let dates = [Role::Date, Role::Start, Role::End];
        dates
            .iter()
            .any(|role| !self.plan.columns(*role).is_empty())
    }

    /// How many rows have been read.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// The next bytes of the text, without its byte order mark.
    pub fn push(&mut self, bytes: &[u8]) {
        let mut bytes = bytes;
        while !bytes.is_empty() {
            let target = if self.chunks.is_empty() {
                FIRST_CHUNK
            } else {
                CHUNK
            };
            let room = target.saturating_sub(self.pending.len()).max(1 << 16);
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.pending.extend_from_slice(now);
            bytes = later;
            if self.pending.len() >= target {
                self.cut(false);
            }
        }
    }

    /// Takes in the rows that have come whole, however few.
    pub fn settle(&mut self) {
        self.cut(false);
    }

    /// Leaves out what has come of a row that is not whole, and never will be.
    pub fn give_up_rest(&mut self) {
        self.settle();
        self.pending.clear();
    }

    /// The same with chunks as small as can be.
    #[cfg(test)]
    pub(super) fn push_and_cut(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        self.cut(false);
    }

    /// What has been read so far, as a timeline. It shares its rows with what comes later.
    pub fn so_far(&self) -> Timeline {
        let table = Table {
            kind: self.kind,
            plan: Arc::new(self.plan.clone()),
            chunks: self.chunks.clone(),
            firsts: self.firsts.clone(),
            len: self.rows,
            actors: Arc::new(self.actors.clone()),
            sources: Arc::new(self.sources.clone()),
            renamed: Arc::new(self.renamed.clone()),
        };
        self.timeline(Arc::new(table))
    }

    fn timeline(&self, table: Arc<dyn Rows>) -> Timeline {
        let mut timeline = Timeline::empty(self.id.clone(), self.id.clone());
        timeline.actors = actors(&self.actors);
        let mut ids = Names::default();
        let own = source(&ids.claim(own_id(&self.name)), &self.name, "");
        timeline.sources = std::iter::once(own)
            .chain(self.sources.names().enumerate().map(|(place, name)| {
                let is_address = name.starts_with("http://") || name.starts_with("https://");
                let (title, address) = match name.split_once('\t') {
                    Some(parts) => parts,
                    None if is_address => (name, name),
                    None => (name, ""),
                };
                let id = slug(title).filter(|_| !is_address);
                let id = id.unwrap_or_else(|| format!("source-{}", place + 1));
                source(&ids.claim(id), &Clean::line(title), address)
            }))
            .collect();
        let has_themes = !self.plan.columns(Role::Themes).is_empty();
        timeline.lanes = match (timeline.actors.is_empty(), has_themes) {
            (false, _) => None,
            (true, true) => Some(Grouping::Theme),
            (true, false) => Some(Grouping::None),
        };
        if self.rows > 0 {
            timeline.events = Events::of_table(table);
        }
        timeline
    }

    /// The end of the text has come.
    pub fn finish(mut self) -> Reading {
        self.cut(true);
        // What only loading needs is given back before the report is made.
        self.ids = Ids::default();
        self.pending = Vec::new();
        self.report.remarks = self.plan.remarks();
        for (is_full, noun, most) in [
            (self.actors.is_full, "actors", MOST_ACTORS),
            (self.sources.is_full, "sources", MOST_SOURCES),
        ] {
            if is_full {
                self.report.remarks.push(Clean::line(&format!(
                    "There are more than {most} {noun}: further ones are kept as text with their events."
                )));
            }
        }
        if self.rows == 0 {
            let problem = Problem::of_file(Severity::Warning, "There are no rows in this table.");
            self.report.problems.push(problem);
        }
        let is_counted = self.kind == Kind::Lines;
        let others = self.plan.others().map(|column| {
            let count = self.counts.get(column).copied().unwrap_or(0);
            let count = if is_counted { count } else { self.rows };
            (self.plan.names[column].clone(), count)
        });
        self.report.fields = others.filter(|(_, count)| *count > 0).collect();
        let table = Arc::new(Table {
            kind: self.kind,
            plan: Arc::new(self.plan.clone()),
            chunks: self.chunks.clone(),
            firsts: self.firsts.clone(),
            len: self.rows,
            actors: Arc::new(mem::take(&mut self.actors)),
            sources: Arc::new(mem::take(&mut self.sources)),
            renamed: Arc::new(mem::take(&mut self.renamed)),
        });
        self.actors = (*table.actors).clone();
        self.sources = (*table.sources).clone();
        let mut timeline = self.timeline(Arc::<Table>::clone(&table));
        if self.has_links {
            super::linked::link(&mut timeline, &table, &mut self.report, MOST_LINKED);
        }
        let report = Arc::new(self.report);
        for layer in &mut timeline.layers {
            layer.report = Arc::clone(&report);
        }
        Reading {
            timeline: Some(timeline),
            report: Arc::unwrap_or_clone(report),
        }
    }

    /// Makes a chunk of what is pending, but for a row that may not be whole.
    fn cut(&mut self, is_end: bool) {
        let mut pending = mem::take(&mut self.pending);
        let whole = if is_end {
            pending.len()
        } else {
            whole_characters(&pending)
        };
        let rest = pending.split_off(whole);
        let text = String::from_utf8(pending).unwrap_or_else(|error| {
            let place = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let byte = error.as_bytes().get(place).copied().unwrap_or(0);
            let message = format!(
                "The byte 0x{byte:02X} is not UTF-8 text; it is shown as �. Save the file as UTF-8."
            );
            self.doubt(&text, place, &message);
            text
        });
        let used = match self.kind {
            Kind::Separated(delimiter) => self.separated(&text, delimiter, is_end),
            Kind::Lines => self.lines(&text, is_end),
        };
        let (done, left) = text.split_at_checked(used).unwrap_or((&text, ""));
        self.line += memchr::memchr_iter(b'\n', done.as_bytes()).count();
        self.pending = left.as_bytes().to_vec();
        self.pending.extend(rest);
    }

    fn keep(&mut self, builder: ChunkBuilder, text: &str, before: &str) {
        if builder.len() == 0 {
            return;
        }
        let line = self.line + memchr::memchr_iter(b'\n', before.as_bytes()).count();
        self.firsts.push(self.rows);
        self.rows += builder.len();
        self.chunks.push(Arc::new(builder.finish(text, line)));
    }

    /// Reads rows of separated values and returns how much of the text that took.
    fn separated(&mut self, text: &str, delimiter: u8, is_end: bool) -> usize {
        let mut from = 0;
        loop {
            let (before, part) = text.split_at_checked(from).unwrap_or((text, ""));
            let Whole { until, unclosed } = self.whole_rows(part, before, delimiter, is_end);
            from += until;
            if !unclosed {
                return from;
            }
            let blank = blank_lines(text, from);
            let inside = text.get(from + blank..).unwrap_or_default();
            let length = memchr::memchr(b'\n', inside.as_bytes()).map_or(inside.len(), |it| it + 1);
            self.unclosed += 1;
            self.report.skipped += 1;
            self.doubt(
                text,
                from + blank,
                "A quote that opens in this row is never closed. Two quotes stand for one inside a quoted cell.",
            );
            from += blank + length;
        }
    }

    /// Reads the rows of `part` up to one whose quote is never closed, or to the last one, which may go on
    /// in what is still to come. `before` is what stands before them in the text.
    fn whole_rows(&mut self, part: &str, before: &str, delimiter: u8, is_end: bool) -> Whole {
        let longest = if self.unclosed < MOST_TOLD {
            LONGEST_ROW
        } else {
            LONGEST_ROW_OF_MANY
        };
        let last_byte = part.trim_end_matches(['\r', '\n']).len();
        let mut builder = ChunkBuilder::default();
        let mut reader = ZeroCopyReaderBuilder::with_capacity(1 << 16)
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(part.as_bytes());
        let mut start = 0;
        let whole = loop {
            let Ok(Some(record)) = reader.read_byte_record() else {
                break Whole {
                    until: start,
                    unclosed: false,
                };
            };
            let row = record.as_slice();
            let is_last = start + blank_lines(part, start) + row.len() >= last_byte;
            // In the last row a quote that is open may still be closed, or not.
            let in_quotes = is_last && memchr::memchr_iter(b'"', row).count() % 2 == 1;
            let is_open = in_quotes && is_end;
            let is_endless = row.len() > longest && row.contains(&b'"') && row.contains(&b'\n');
            if is_open || is_endless {
                break Whole {
                    until: start,
                    unclosed: true,
                };
            }
            if is_last && !is_end && (in_quotes || !part.ends_with('\n')) {
                break Whole {
                    until: start,
                    unclosed: false,
                };
            }
            if !is_blank(&record, delimiter) && !mem::take(&mut self.skips_header) {
                self.row(&mut builder, &Separated(record), start, part, before);
            }
            start = usize::try_from(reader.position()).unwrap_or(usize::MAX);
        };
        let until = if is_end && !whole.unclosed {
            part.len()
        } else {
            whole.until
        };
        self.keep(builder, part.get(..until).unwrap_or_default(), before);
        Whole { until, ..whole }
    }

    /// Reads lines of JSON and returns how much of the text that took.
    fn lines(&mut self, text: &str, is_end: bool) -> usize {
        let until = match memchr::memrchr(b'\n', text.as_bytes()) {
            _ if is_end => text.len(),
            Some(last) => last + 1,
            // A line longer than a chunk: it is read once all of it is there.
            None => return 0,
        };
        let whole = text.get(..until).unwrap_or_default();
        let mut builder = ChunkBuilder::default();
        let mut start = 0;
        for line in whole.split_inclusive('\n') {
            let from = start;
            start += line.len();
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let pairs: Pairs<'_> = match serde_json::from_str(line) {
                Ok(pairs) => pairs,
                Err(error) => {
                    self.report.skipped += 1;
                    let reason = error.to_string();
                    let reason = reason.split(" at line ").next().unwrap_or_default();
                    let message = format!(
                        "This line is no JSON object: {reason}. Each line needs one, as in {{\"date\": \"2021\", \"title\": \"…\"}}"
                    );
                    let column = error.column().saturating_sub(1).min(line.len());
                    self.doubt(whole, from + column, &message);
                    continue;
                }
            };
            let mut values = Vec::with_capacity(pairs.0.len());
            for (place, (key, value)) in pairs.0.iter().enumerate() {
                let column = self.plan.column(key, place);
                values.push((column, *value));
                if self.counts.len() <= column {
                    self.counts.resize(column + 1, 0);
                }
                self.counts[column] += 1;
                if key == LINKS {
                    self.links = Some(column);
                }
            }
            let record = Object::of(values);
            self.row(&mut builder, &record, from, whole, "");
        }
        self.keep(builder, whole, "");
        until
    }

    /// Notes a row that begins at a byte of `part`, before which `before` stands in the text.
    fn row<R: Record>(
        &mut self,
        builder: &mut ChunkBuilder,
        record: &R,
        start: usize,
        part: &str,
        before: &str,
    ) {
        self.plan.learn(record);
        let quick = self.plan.quick_date(record);
        let date = quick.unwrap_or_else(|| self.date(record, start, part, before));
        let plan = &self.plan;
        let actors = &mut self.actors;
        plan.actors(record, &mut |_, name, _| {
            if let Some(actor) = actors.place(name) {
                builder.actor(actor);
            }
        });
        let sources = &mut self.sources;
        plan.sources(record, &mut |key, _| {
            sources.place(key);
        });
        let facts = Facts {
            has_summary: plan.says(record, Role::Summary),
            has_themes: plan.says(record, Role::Themes),
            has_notes: plan.says(record, Role::Notes),
            status: plan
                .first_said(record, Role::Status)
                .and_then(|text| status_of(&text)),
        };
        if !plan.takes_in_order(record, &mut self.ids) {
            self.id(builder, record, start, part, before);
        }
        if let Some(column) = self.links {
            self.has_links |= self.plan.said(record, column).is_some();
        }
        builder.row(u32::try_from(start).unwrap_or(u32::MAX), date, facts);
    }

    /// The date of a row that is not in one of the usual forms.
    fn date<R: Record>(&mut self, record: &R, start: usize, part: &str, before: &str) -> Packed {
        let date = self.plan.date(record);
        let extent = date.extent().unwrap_or_else(|reason| {
            let alone = date.start_alone().and_then(|text| {
                let at = super::plan::Dated::At(text.into());
                at.extent().ok().flatten()
            });
            let kept = if alone.is_some() {
                "Its start is kept."
            } else {
                "It is kept without a date."
            };
            self.doubt_in(part, before, start, &format!("{reason} {kept}"));
            alone
        });
        extent.into()
    }

    /// Sees that the id of a row that is not in order is not taken.
    fn id<R: Record>(
        &mut self,
        builder: &ChunkBuilder,
        record: &R,
        start: usize,
        part: &str,
        before: &str,
    ) {
        let Some(id) = self.plan.first_said(record, Role::Id) else {
            return;
        };
        if self.ids.needs_all() {
            self.tell_ids(builder, part.get(..start).unwrap_or_default());
        }
        if self.ids.take(&id) {
            return;
        }
        let row = self.rows + builder.len();
        let number = self.repeated.entry((*id).into()).or_insert(1);
        loop {
            *number += 1;
            if self.ids.take(&format!("{id}-{number}")) {
                break;
            }
        }
        let number = *number;
        self.renamed.insert(row, number);
        let message = format!("The id \"{id}\" is taken: this row is {id}-{number}.");
        self.doubt_in(part, before, start, &message);
    }

    /// Tells the ids of all rows so far, the last of which are all of `part`.
    fn tell_ids(&mut self, builder: &ChunkBuilder, part: &str) {
        let (kind, plan, ids) = (self.kind, &self.plan, &mut self.ids);
        let mut tell = |text: &str| {
            kind.row(plan, text, |record| {
                if let Some(id) = plan.first_said(record, Role::Id) {
                    ids.take(&id);
                }
            });
        };
        for chunk in &self.chunks {
            (0..chunk.len()).for_each(|row| tell(chunk.row(row)));
        }
        let starts = builder.starts();
        let ends = starts.iter().skip(1).map(|&next| next as usize);
        for (&start, end) in starts.iter().zip(ends.chain([part.len()])) {
            tell(part.get(start as usize..end).unwrap_or_default());
        }
    }

    fn doubt(&mut self, text: &str, byte: usize, message: &str) {
        self.doubt_in(text, "", byte, message);
    }

    /// A doubt about a byte of `part`, before which `before` stands in what is pending.
    fn doubt_in(&mut self, part: &str, before: &str, byte: usize, message: &str) {
        if self.report.problems.len() == MOST_TOLD {
            self.report.untold += 1;
            return;
        }
        // Blank lines before a row are not where it is.
        let byte = byte + blank_lines(part, byte);
        let mut problem = Problem::at(Severity::Warning, &Lines::new(part), byte, message);
        if let Some(position) = &mut problem.position {
            position.line += self.line - 1 + memchr::memchr_iter(b'\n', before.as_bytes()).count();
        }
        self.report.problems.push(problem);
    }
}

/// How much of a text is whole rows.
struct Whole {
    until: usize,
    /// Whether a quote opens in the row behind them and is never closed.
    unclosed: bool,
}

/// The bytes of blank lines from a byte on.
fn blank_lines(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    rest.iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count()
}

/// Whether a row has cells, if at all, with nothing in them.
fn is_blank(record: &ZeroCopyByteRecord<'_>, delimiter: u8) -> bool {
    let mut bytes = record.as_slice().iter();
    bytes.all(|byte| *byte == delimiter || byte.is_ascii_whitespace() || *byte == b'"')
}

/// How many bytes are there without a character that is cut off at the end.
fn whole_characters(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(3);
    let cut = bytes
        .iter()
        .enumerate()
        .skip(tail)
        .rev()
        .find_map(|(place, byte)| {
            let length = match byte {
                0xc0..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf7 => 4,
                _ => return None,
            };
            Some((place, place + length > bytes.len()))
        });
    match cut {
        Some((place, true)) => place,
        _ => bytes.len(),
    }
}

fn plan_of_table(
    sample: &str,
    is_whole: bool,
    mapping: &Mapping,
) -> Result<(Kind, Plan, bool), Clean> {
    let Some(dialect) = Dialect::of(sample, is_whole) else {
        return Ok((Kind::Separated(b','), Plan::default(), false));
    };
    let is_gdelt = mapping.preset == Some(super::mapping::Preset::Gdelt2)
        || (!dialect.has_header && dialect.delimiter == b'\t' && dialect.first.len() == 61);
    // A person who names a column knows that the first row names them.
    let is_named = |cell: &String| mapping.columns.iter().any(|(_, column)| column == cell);
    let is_said = dialect.first.iter().any(is_named);
    let has_header = (dialect.has_header || is_said) && !is_gdelt;
    let names = if has_header {
        dialect.first.clone()
    } else {
        vec![String::new(); dialect.first.len()]
    };
    let mut mapping = mapping.clone();
    if is_gdelt {
        mapping.preset = Some(super::mapping::Preset::Gdelt2);
    }
    let mut plan = Plan::new(&names, &mapping)?;
    let values = if has_header {
        dialect.second.unwrap_or_default()
    } else {
        dialect.first
    };
    plan.guess_by_values(&values);
    Ok((Kind::Separated(dialect.delimiter), plan, has_header))
}

fn plan_of_lines(sample: &str, mapping: &Mapping) -> Result<Plan, Clean> {
    let mut lines = sample
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let first = lines.find_map(|line| serde_json::from_str::<Pairs<'_>>(line).ok());
    let pairs = first.map_or(Vec::new(), |pairs| pairs.0);
    let names: Vec<String> = pairs.iter().map(|(key, _)| key.to_string()).collect();
    let mut plan = Plan::new(&names, mapping)?;
    let values: Vec<String> = pairs
        .iter()
        .map(|(_, value)| {
            super::record::text_of(value)
                .unwrap_or_default()
                .into_owned()
        })
        .collect();
    plan.guess_by_values(&values);
    Ok(plan)
}

fn actors(names: &Interned) -> Vec<Actor> {
    let mut ids = Names::default();
    names
        .names()
        .enumerate()
        .map(|(place, name)| {
            let shown = Clean::line(name);
            let id = slug(name).unwrap_or_else(|| format!("actor-{}", place + 1));
            Actor {
                id: Clean::line(&ids.claim(id)),
                layer: LayerIndex::FIRST,
                short: shown.clone(),
                name: shown,
                aliases: Vec::new(),
                kind: None,
                summary: Clean::default(),
                same_as: Vec::new(),
                retold: Vec::new(),
                line: None,
            }
        })
        .collect()
}

/// The id of a table as a source: the name of its file.
fn own_id(name: &Clean) -> String {
    let file = name.raw().rsplit('/').next().unwrap_or_default();
    slug(file).unwrap_or_else(|| "table".to_owned())
}

fn source(id: &str, title: &Clean, address: &str) -> Source {
    Source {
        id: Clean::line(id),
        layer: LayerIndex::FIRST,
        title: title.clone(),
        author: Clean::default(),
        publisher: Clean::default(),
        date: None,
        address: Clean::line(address),
        note: Clean::default(),
    }
}
