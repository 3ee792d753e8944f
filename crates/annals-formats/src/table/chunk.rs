//! [`Chunk`]: some rows of a table, as text and a few columns of bytes.
//!
//! A chunk holds where each row begins in the text, and what the index asks of it. It never changes, so a
//! growing table shares its chunks with earlier versions of itself.

use std::ops::Range;

use super::date_column::{DateColumn, DateColumnBuilder, PackedDate};
use annals_model::{ActorIndex, EventBrief, Status};

/// What a chunk holds of a row besides its date and its actors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RowFacts {
    pub(super) has_summary: bool,
    pub(super) has_themes: bool,
    pub(super) has_notes: bool,
    pub(super) status: Option<Status>,
}

impl RowFacts {
    fn packed(self) -> u8 {
        let status = self.status.unwrap_or(Status::Reported);
        let index = Status::ALL
            .iter()
            .zip(0_u8..)
            .find(|(it, _)| **it == status);
        index.map_or(0, |(_, index)| index)
            | u8::from(self.has_summary) << 3
            | u8::from(self.has_themes) << 4
            | u8::from(self.has_notes) << 5
    }
}

/// Some rows of a table.
#[derive(Debug)]
pub(super) struct Chunk {
    text: Box<str>,
    /// The byte at which each row begins, and the end of the last one.
    starts: Box<[u32]>,
    dates: DateColumn,
    facts: Box<[u8]>,
    actors: Box<[u32]>,
    /// The end of the actors of each row in `actors`.
    actor_ends: Box<[u32]>,
    /// The line of every [`ROWS_PER_KNOWN_LINE`]th row with the blank lines before it, from 1.
    lines: Box<[u32]>,
}

/// The line of one row in so many is stored; from there lines are counted.
const ROWS_PER_KNOWN_LINE: usize = 32;

/// Builds a chunk row by row.
#[derive(Debug, Default)]
pub(super) struct ChunkBuilder {
    starts: Vec<u32>,
    dates: DateColumnBuilder,
    facts: Vec<u8>,
    actors: Vec<u32>,
    actor_ends: Vec<u32>,
    /// The number of the last row that each actor takes part in, from 1.
    last_rows: Vec<usize>,
}

impl ChunkBuilder {
    /// Adds an actor to the next row, once.
    pub(super) fn actor(&mut self, actor: u32) {
        let (index, row) = (actor as usize, self.starts.len() + 1);
        if self.last_rows.len() <= index {
            self.last_rows.resize(index + 1, 0);
        }
        if std::mem::replace(&mut self.last_rows[index], row) != row {
            self.actors.push(actor);
        }
    }

    /// Adds a row, whose actors have been added before.
    pub(super) fn row(&mut self, start: u32, date: PackedDate, facts: RowFacts) {
        self.starts.push(start);
        self.dates.push(date);
        self.facts.push(facts.packed());
        self.actor_ends
            .push(u32::try_from(self.actors.len()).unwrap_or(u32::MAX));
    }

    /// Returns the byte at which each row so far begins.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// Returns the number of rows so far.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Builds the chunk of a text that begins in a line, from 1.
    pub(super) fn finish(mut self, text: &str, first_line: usize) -> Chunk {
        let (mut line, mut from) = (first_line, 0);
        let lines = self
            .starts
            .iter()
            .step_by(ROWS_PER_KNOWN_LINE)
            .map(|&start| {
                line += lines_in(text, from..start as usize);
                from = start as usize;
                u32::try_from(line).unwrap_or(u32::MAX)
            });
        let lines = lines.collect();
        self.starts
            .push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        Chunk {
            lines,
            text: text.into(),
            starts: self.starts.into(),
            dates: self.dates.finish(),
            facts: self.facts.into(),
            actors: self.actors.into(),
            actor_ends: self.actor_ends.into(),
        }
    }
}

impl Chunk {
    /// Returns the number of rows.
    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    /// Returns the text of a row, which may begin with blank lines.
    pub(super) fn row(&self, row: usize) -> &str {
        let (start, end) = (self.starts[row] as usize, self.starts[row + 1] as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Returns the line in which a row begins, from 1.
    pub(super) fn line(&self, row: usize) -> usize {
        let known = row / ROWS_PER_KNOWN_LINE;
        let from = self.starts[known * ROWS_PER_KNOWN_LINE] as usize;
        let blank = self.row(row).bytes().take_while(|it| b"\r\n".contains(it));
        let start = self.starts[row] as usize + blank.count();
        self.lines[known] as usize + lines_in(&self.text, from..start)
    }

    /// Returns what the index asks of a row, and adds its actors to a list.
    pub(super) fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> EventBrief {
        let first = row
            .checked_sub(1)
            .map_or(0, |before| self.actor_ends[before]);
        let own = &self.actors[first as usize..self.actor_ends[row] as usize];
        actors.extend(own.iter().map(|&actor| ActorIndex::new(actor as usize)));
        let facts = self.facts[row];
        let status = Status::ALL.get(usize::from(facts & 0b111)).copied();
        EventBrief {
            extent: self.dates.get(row),
            status: status.unwrap_or(Status::Reported),
            has_summary: facts >> 3 & 1 == 1,
            has_themes: facts >> 4 & 1 == 1,
            // Without a source of its own, a row has the table as its source.
            has_evidence: true,
            has_notes: facts >> 5 & 1 == 1,
        }
    }
}

/// Counts the ends of lines in a part of a text.
fn lines_in(text: &str, part: Range<usize>) -> usize {
    let bytes = text.as_bytes().get(part).unwrap_or_default();
    memchr::memchr_iter(b'\n', bytes).count()
}
