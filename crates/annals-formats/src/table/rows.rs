//! [`Table`]: chunks of rows as the events of a timeline. A row becomes an [`Event`] when it is asked for.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use simd_csv::ZeroCopyReaderBuilder;

use super::cells::Record;
use super::chunk::Chunk;
use super::interned_names::InternedNames;
use super::mapping::ColumnRole;
use super::plan::Plan;
use super::record::{CsvRecord, JsonPairs, JsonRecord};
use super::row_date::RowDate;
use crate::kept::lines;
use annals_model::text::Clean;
use annals_model::{
    AccountIndex, ActorIndex, Event, EventBrief, EventRows, Evidence, ExtraField, Participation,
    SourceIndex, Status,
};
use annals_time::When;

/// The syntax of the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowSyntax {
    /// Separated values with this delimiter.
    Csv(u8),
    /// An object of JSON on each line.
    JsonLines,
}

impl RowSyntax {
    /// Reads the first row of a text; `None` if it cannot be read.
    pub(super) fn row<T>(
        self,
        plan: &Plan,
        text: &str,
        read: impl FnOnce(&dyn Record) -> T,
    ) -> Option<T> {
        match self {
            Self::Csv(delimiter) => {
                let mut reader = ZeroCopyReaderBuilder::with_capacity(text.len().max(64))
                    .delimiter(delimiter)
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(text.as_bytes());
                let record = reader.read_byte_record().ok()??;
                Some(read(&CsvRecord(record)))
            }
            Self::JsonLines => {
                // The text of a row may go on with lines that were skipped.
                let line = text.lines().find(|line| !line.trim().is_empty())?;
                let pairs: JsonPairs<'_> = serde_json::from_str(line).ok()?;
                Some(read(&JsonRecord::of(plan, &pairs)))
            }
        }
    }
}

/// A table as far as it has been read.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) syntax: RowSyntax,
    pub(super) plan: Plan,
    pub(super) chunks: Vec<Arc<Chunk>>,
    /// The index of the first row of each chunk.
    pub(super) firsts: Vec<usize>,
    pub(super) len: usize,
    pub(super) actors: InternedNames,
    /// The keys of the sources that rows name. The table itself is the source before them.
    pub(super) sources: InternedNames,
    /// The number appended to the id of each row whose id was taken.
    pub(super) renamed: HashMap<usize, u32>,
}

impl Table {
    /// Returns the chunk of a row and the index of the row in it.
    fn chunk_of(&self, row: usize) -> (&Chunk, usize) {
        let index = self.firsts.partition_point(|&first| first <= row) - 1;
        (&self.chunks[index], row - self.firsts[index])
    }

    fn id(&self, row: usize, written: Option<&str>) -> Clean {
        let id = written.map_or_else(|| format!("row-{}", row + 1), str::to_owned);
        Clean::line(&match self.renamed.get(&row) {
            Some(number) => format!("{id}-{number}"),
            None => id,
        })
    }

    fn record<T>(&self, row: usize, read: impl FnOnce(&dyn Record) -> T) -> Option<T> {
        let (chunk, own) = self.chunk_of(row);
        self.syntax.row(&self.plan, chunk.row(own), read)
    }

    fn themes(&self, record: &dyn Record) -> Vec<Clean> {
        let mut themes: Vec<Clean> = Vec::new();
        let mut seen = HashSet::new();
        for &column in self.plan.columns(ColumnRole::Themes) {
            record.items(column, &mut |name, _| {
                if let Some(name) = self.plan.item(name) {
                    let theme = Clean::line(self.plan.theme(name));
                    if seen.insert(theme.clone()) {
                        themes.push(theme);
                    }
                }
            });
        }
        themes
    }

    /// Returns the sources that the row names, or else the table itself.
    fn evidence(&self, record: &dyn Record, line: usize) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        self.plan.sources(record, &mut |key, at| {
            evidence.push(match self.sources.index_of(key) {
                Some(index) => Evidence {
                    source: SourceIndex::new(index + 1),
                    at: Clean::line(at),
                },
                None => Evidence {
                    source: SourceIndex::new(0),
                    at: Clean::line(key),
                },
            });
        });
        if evidence.is_empty() {
            evidence.push(Evidence {
                source: SourceIndex::new(0),
                at: Clean::line(&format!("line {line}")),
            });
        }
        evidence
    }

    fn event_of(&self, row: usize, record: &dyn Record, line: usize) -> Event {
        let plan = &self.plan;
        let mut extra = Vec::new();
        let mut keep = |column: usize, value: &str| {
            extra.push(ExtraField {
                name: plan.names[column].clone(),
                value: Clean::block(value),
            });
        };
        let date = plan.date(record);
        let when = date
            .text()
            .and_then(|text| When::parse(&text).ok().flatten());
        let when = when.or_else(|| {
            date.start_only()
                .and_then(|it| When::parse(it).ok().flatten())
        });
        let is_lost = when.is_none() && date != RowDate::None;
        for &column in ColumnRole::DATES
            .iter()
            .flat_map(|role| plan.columns(*role))
        {
            if let (true, Some(text)) = (is_lost, plan.text(record, column)) {
                keep(column, &text);
            }
        }
        let mut participants: Vec<Participation> = Vec::new();
        let mut seen = HashSet::new();
        plan.actors(record, &mut |column, name, role| {
            let role = Clean::line(role);
            match self.actors.index_of(name).map(ActorIndex::new) {
                Some(actor) => {
                    if seen.insert((actor, role.clone())) {
                        participants.push(Participation { actor, role });
                    }
                }
                None => keep(column, name),
            }
        });
        let themes = self.themes(record);
        let evidence = self.evidence(record, line);
        let mut status = Status::Reported;
        for &column in plan.columns(ColumnRole::Status) {
            if let Some(text) = plan.text(record, column) {
                match status_of(&text) {
                    Some(known) => status = known,
                    None => keep(column, &text),
                }
            }
        }
        record.columns(&mut |column| {
            if plan.is_extra(column)
                && let Some(text) = plan.text(record, column)
            {
                keep(column, &text);
            }
        });
        let id = plan.columns(ColumnRole::Id).first();
        let id = id.and_then(|&column| plan.text(record, column));
        let mut title = plan.title(record);
        if title.is_empty() {
            title = extra.first().map_or_else(
                || format!("row {}", row + 1),
                |one| {
                    one.value
                        .raw()
                        .lines()
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                },
            );
        }
        Event {
            account: AccountIndex::FIRST,
            summary: Clean::block(&plan.summary(record)),
            when,
            status,
            participants,
            themes,
            evidence,
            missing: lines(&plan.items(record, ColumnRole::Missing)),
            refs: lines(&plan.items(record, ColumnRole::Refs)),
            notes: Clean::block(&plan.joined(record, ColumnRole::Notes, "\n\n")),
            extra,
            line: u32::try_from(line).ok(),
            ..Event::new(self.id(row, id.as_deref()), Clean::line(&title))
        }
    }

    /// Calls back with the items that a row lists in a column.
    pub(super) fn items(&self, row: usize, column: usize, found: &mut dyn FnMut(&str, &str)) {
        self.record(row, |record| record.items(column, found));
    }
}

/// Finds a status by its name.
pub(super) fn status_of(text: &str) -> Option<Status> {
    let mut all = Status::ALL.iter().copied();
    all.find(|status| status.name().eq_ignore_ascii_case(text.trim()))
}

impl EventRows for Table {
    fn len(&self) -> usize {
        self.len
    }

    fn event(&self, row: usize) -> Event {
        let (chunk, own) = self.chunk_of(row);
        let line = chunk.line(own);
        let event = self.record(row, |record| self.event_of(row, record, line));
        event.unwrap_or_else(|| Event::new(self.id(row, None), Clean::default()))
    }

    fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> EventBrief {
        let (chunk, own) = self.chunk_of(row);
        chunk.brief(own, actors)
    }

    fn find(&self, id: &str) -> Option<usize> {
        let Some(&column) = self.plan.columns(ColumnRole::Id).first() else {
            let number: usize = id.strip_prefix("row-")?.parse().ok()?;
            return (1..=self.len).contains(&number).then(|| number - 1);
        };
        (0..self.len).find(|&row| {
            self.record(row, |record| {
                let written = self.plan.text(record, column);
                match written.as_deref() {
                    Some(written) if !self.renamed.contains_key(&row) => written == id,
                    written => self.id(row, written).raw() == id,
                }
            })
            .unwrap_or(false)
        })
    }
}
