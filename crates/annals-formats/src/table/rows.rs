//! [`Table`]: chunks of rows as the events of a timeline.
//!
//! Owns how a row becomes an event when it is looked at.

use std::collections::HashMap;
use std::sync::Arc;

use simd_csv::ZeroCopyReaderBuilder;

use super::chunk::Chunk;
use super::interned::Interned;
use super::mapping::Role;
use super::plan::{Dated, Plan, Record};
use super::record::{Object, Pairs, Separated};
use annals_model::text::Clean;
use annals_model::{
    ActorIndex, Brief, Event, Evidence, Extra, LayerIndex, Participation, Rows, SourceIndex, Status,
};
use annals_time::When;

/// How the rows of a table are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Values with this between them.
    Separated(u8),
    /// An object of JSON a line.
    Lines,
}

impl Kind {
    /// Reads the first row of a text. `None` if there is none that can be read.
    pub(super) fn row<T>(
        self,
        plan: &Plan,
        text: &str,
        read: impl FnOnce(&dyn Record) -> T,
    ) -> Option<T> {
        match self {
            Self::Separated(delimiter) => {
                let mut reader = ZeroCopyReaderBuilder::with_capacity(text.len().max(64))
                    .delimiter(delimiter)
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(text.as_bytes());
                let record = reader.read_byte_record().ok()??;
                Some(read(&Separated(record)))
            }
            Self::Lines => {
                // Lines that were skipped may follow.
                let line = text.lines().find(|line| !line.trim().is_empty())?;
                let pairs: Pairs<'_> = serde_json::from_str(line).ok()?;
                Some(read(&Object::new(plan, &pairs)))
            }
        }
    }
}

/// A table as it has been read so far.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) kind: Kind,
    pub(super) plan: Arc<Plan>,
    pub(super) chunks: Vec<Arc<Chunk>>,
    /// The place of the first row of each chunk.
    pub(super) firsts: Vec<usize>,
    pub(super) len: usize,
    pub(super) actors: Arc<Interned>,
    /// Documents that rows name; the table itself is the first source and not among them.
    pub(super) sources: Arc<Interned>,
    /// Numbers behind the ids of rows whose id was taken.
    pub(super) renamed: Arc<HashMap<usize, u32>>,
}

impl Table {
    fn place(&self, row: usize) -> (&Chunk, usize) {
        let found = self.firsts.partition_point(|&first| first <= row) - 1;
        (&self.chunks[found], row - self.firsts[found])
    }

    fn id(&self, row: usize, said: Option<&str>) -> Clean {
        let id = said.map_or_else(|| format!("row-{}", row + 1), str::to_owned);
        Clean::line(&match self.renamed.get(&row) {
            Some(number) => format!("{id}-{number}"),
            None => id,
        })
    }

    fn record<T>(&self, row: usize, read: impl FnOnce(&dyn Record) -> T) -> Option<T> {
        let (chunk, own) = self.place(row);
        self.kind.row(&self.plan, chunk.row(own), read)
    }

    fn themes(&self, record: &dyn Record) -> Vec<Clean> {
        let mut themes: Vec<Clean> = Vec::new();
        for &column in self.plan.columns(Role::Themes) {
            record.items(column, &mut |name, _| {
                if let Some(name) = self.plan.named(name) {
                    let theme = Clean::line(self.plan.theme(name));
                    if !themes.contains(&theme) {
                        themes.push(theme);
                    }
                }
            });
        }
        themes
    }

    /// What says so: the documents that the row names, else the table itself.
    fn evidence(&self, record: &dyn Record, line: usize) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        self.plan.sources(record, &mut |key, at| {
            evidence.push(match self.sources.find(key) {
                Some(place) => Evidence {
                    source: SourceIndex::new(place + 1),
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

    fn made(&self, row: usize, record: &dyn Record, line: usize) -> Event {
        let plan = &*self.plan;
        let mut extra = Vec::new();
        let mut keep = |column: usize, value: &str| {
            extra.push(Extra {
                name: plan.names[column].clone(),
                value: Clean::block(value),
            });
        };
        let date = plan.date(record);
        let when = date
            .text()
            .and_then(|text| When::parse(&text).ok().flatten());
        let when = when.or_else(|| {
            date.start_alone()
                .and_then(|it| When::parse(it).ok().flatten())
        });
        let is_lost = when.is_none() && date != Dated::Never;
        let dates = [Role::Date, Role::Start, Role::End];
        for &column in dates.iter().flat_map(|role| plan.columns(*role)) {
            if let (true, Some(text)) = (is_lost, plan.said(record, column)) {
                keep(column, &text);
            }
        }
        let mut participants: Vec<Participation> = Vec::new();
        plan.actors(record, &mut |column, name, role| {
            let role = Clean::line(role);
            match self.actors.find(name).map(ActorIndex::new) {
                Some(actor) => {
                    let is_there = |part: &Participation| part.actor == actor && part.role == role;
                    if !participants.iter().any(is_there) {
                        participants.push(Participation { actor, role });
                    }
                }
                None => keep(column, name),
            }
        });
        let themes = self.themes(record);
        let evidence = self.evidence(record, line);
        let mut status = Status::Reported;
        for &column in plan.columns(Role::Status) {
            if let Some(text) = plan.said(record, column) {
                match status_of(&text) {
                    Some(known) => status = known,
                    None => keep(column, &text),
                }
            }
        }
        for column in plan.others() {
            if let Some(text) = plan.said(record, column) {
                keep(column, &text);
            }
        }
        let notes = plan.columns(Role::Notes).iter();
        let notes: Vec<_> = notes.filter_map(|&it| plan.said(record, it)).collect();
        let id = plan.columns(Role::Id).first();
        let id = id.and_then(|&column| plan.said(record, column));
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
            layer: LayerIndex::FIRST,
            summary: Clean::block(&plan.summary(record)),
            when,
            status,
            participants,
            themes,
            evidence,
            notes: Clean::block(&notes.join("\n\n")),
            extra,
            line: u32::try_from(line).ok(),
            ..Event::new(self.id(row, id.as_deref()), Clean::line(&title))
        }
    }

    /// What a row lists in a column of that name.
    pub(super) fn items(&self, row: usize, column: usize, found: &mut dyn FnMut(&str, &str)) {
        self.record(row, |record| record.items(column, found));
    }
}

/// The status of that name.
pub(super) fn status_of(text: &str) -> Option<Status> {
    let mut all = Status::ALL.iter().copied();
    all.find(|status| status.name().eq_ignore_ascii_case(text.trim()))
}

impl Rows for Table {
    fn len(&self) -> usize {
        self.len
    }

    fn event(&self, row: usize) -> Event {
        let (chunk, own) = self.place(row);
        let line = chunk.line(own);
        let event = self.record(row, |record| self.made(row, record, line));
        event.unwrap_or_else(|| Event::new(self.id(row, None), Clean::default()))
    }

    fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> Brief {
        let (chunk, own) = self.place(row);
        chunk.brief(own, actors)
    }

    fn find(&self, id: &str) -> Option<usize> {
        let Some(&column) = self.plan.columns(Role::Id).first() else {
            let number: usize = id.strip_prefix("row-")?.parse().ok()?;
            return (1..=self.len).contains(&number).then(|| number - 1);
        };
        (0..self.len).find(|&row| {
            self.record(row, |record| {
                let said = self.plan.said(record, column);
                match said.as_deref() {
                    Some(said) if !self.renamed.contains_key(&row) => said == id,
                    said => self.id(row, said).raw() == id,
                }
            })
            .unwrap_or(false)
        })
    }

    fn bytes(&self) -> usize {
        let chunks: usize = self.chunks.iter().map(|chunk| chunk.bytes()).sum();
        chunks + self.actors.bytes() + self.sources.bytes() + self.renamed.capacity() * 16
    }
}
