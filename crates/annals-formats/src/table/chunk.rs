//! [`Chunk`]: some rows of a table, as text and a few columns of bytes.
//!
//! Owns where each row stands in the text and what an index asks of it. A chunk never changes, so a table
//! that grows shares its chunks with what it was before.

use std::ops::Range;

use super::dates::{Dates, DatesBuilder, Packed};
use annals_model::{ActorIndex, Brief, Status};

/// What is noted of a row besides its date and its actors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) has_summary: bool,
    pub(super) has_themes: bool,
    pub(super) has_notes: bool,
    pub(super) status: Option<Status>,
}

impl Facts {
    fn packed(self) -> u8 {
        let status = self.status.unwrap_or(Status::Reported);
        let place = Status::ALL
            .iter()
            .zip(0_u8..)
            .find(|(it, _)| **it == status);
        place.map_or(0, |(_, place)| place)
            | u8::from(self.has_summary) << 3
            | u8::from(self.has_themes) << 4
            | u8::from(self.has_notes) << 5
    }
}

/// Some rows.
#[derive(Debug)]
pub(super) struct Chunk {
    text: Box<str>,
    /// The byte at which each row begins, and the end of the last one.
    starts: Box<[u32]>,
    dates: Dates,
    facts: Box<[u8]>,
    actors: Box<[u32]>,
    /// Where the actors of each row end.
    actor_ends: Box<[u32]>,
    /// The line in which every so many rows begin, with the blank ones before them, from 1.
    lines: Box<[u32]>,
}

/// Of so many rows one knows its line; the lines from it on are counted.
const ROWS_PER_KNOWN_LINE: usize = 32;

/// A chunk in the making.
#[derive(Debug, Default)]
pub(super) struct ChunkBuilder {
    starts: Vec<u32>,
    dates: DatesBuilder,
    facts: Vec<u8>,
    actors: Vec<u32>,
    actor_ends: Vec<u32>,
}

impl ChunkBuilder {
    /// Adds someone who takes part in the next row.
    pub(super) fn actor(&mut self, actor: u32) {
        let first = self.actor_ends.last().map_or(0, |&end| end as usize);
        if !self
            .actors
            .get(first..)
            .is_some_and(|own| own.contains(&actor))
        {
            self.actors.push(actor);
        }
    }

    /// The next row, whose actors have been added.
    pub(super) fn row(&mut self, start: u32, date: Packed, facts: Facts) {
        self.starts.push(start);
        self.dates.push(date);
        self.facts.push(facts.packed());
        self.actor_ends
            .push(u32::try_from(self.actors.len()).unwrap_or(u32::MAX));
    }

    /// The byte at which each row so far begins.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// How many rows there are so far.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The chunk of a text, which begins at a line.
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
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    /// The text of a row; it may begin with the blank lines before it.
    pub(super) fn row(&self, row: usize) -> &str {
        let (start, end) = (self.starts[row] as usize, self.starts[row + 1] as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The line in which a row begins, from 1.
    pub(super) fn line(&self, row: usize) -> usize {
        let known = row / ROWS_PER_KNOWN_LINE;
        let from = self.starts[known * ROWS_PER_KNOWN_LINE] as usize;
        let blank = self.row(row).bytes().take_while(|it| b"\r\n".contains(it));
        let start = self.starts[row] as usize + blank.count();
        self.lines[known] as usize + lines_in(&self.text, from..start)
    }

    /// What an index needs to know of a row.
    pub(super) fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> Brief {
        let first = row
            .checked_sub(1)
            .map_or(0, |before| self.actor_ends[before]);
        let own = &self.actors[first as usize..self.actor_ends[row] as usize];
        actors.extend(own.iter().map(|&actor| ActorIndex::new(actor as usize)));
        let facts = self.facts[row];
        let status = Status::ALL.get(usize::from(facts & 0b111)).copied();
        Brief {
            extent: self.dates.get(row),
            status: status.unwrap_or(Status::Reported),
            has_summary: facts >> 3 & 1 == 1,
            has_themes: facts >> 4 & 1 == 1,
            // The table itself says so.
            has_evidence: true,
            has_notes: facts >> 5 & 1 == 1,
        }
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
            + size_of_val(&*self.starts)
            + self.dates.bytes()
            + size_of_val(&*self.facts)
            + size_of_val(&*self.actors)
            + size_of_val(&*self.actor_ends)
            + size_of_val(&*self.lines)
    }
}

/// How many lines begin in a part of a text.
fn lines_in(text: &str, part: Range<usize>) -> usize {
    let bytes = text.as_bytes().get(part).unwrap_or_default();
    memchr::memchr_iter(b'\n', bytes).count()
}
