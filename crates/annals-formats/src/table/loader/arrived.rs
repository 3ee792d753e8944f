//! Finds the rows of separated values, and the objects of JSON Lines, in what has arrived.

use std::mem;

use simd_csv::{ZeroCopyByteRecord, ZeroCopyReaderBuilder};

use super::super::chunk::ChunkBuilder;
use super::super::own_columns::LINKS;
use super::super::record::{CsvRecord, JsonPairs, JsonRecord};
use super::{TableLoader, blank_lines};
use crate::json::{half_words, without_halves};

/// A row longer than this, in bytes, has a quote that was never closed.
const MAX_ROW: usize = 256 << 10;
/// The same once many quotes were not closed, as looking far ahead for each takes too long.
const MAX_ROW_OF_MANY: usize = 4 << 10;
/// How many quotes that are not closed are many.
const MANY_UNCLOSED: usize = 20;

/// How much of a text is whole rows.
struct WholeRows {
    bytes: usize,
    /// Whether the row after them has a quote that is never closed.
    is_unclosed: bool,
}

/// Where the rows of a text end.
#[derive(Clone, Copy)]
struct TextEnd {
    /// The byte after the last one that is no line break.
    last_byte: usize,
    /// Whether nothing follows.
    is_final: bool,
}

/// Counts the line breaks of a part of a text.
fn lines_of(part: Option<&str>) -> usize {
    memchr::memchr_iter(b'\n', part.unwrap_or_default().as_bytes()).count()
}

impl TableLoader {
    /// Reads rows of separated values and returns how many bytes of the text they take.
    pub(super) fn csv(&mut self, text: &str, delimiter: u8, is_end: bool) -> usize {
        let last_byte = text.trim_end_matches(['\r', '\n']).len();
        let (mut from, mut lines) = (0, 0);
        loop {
            let rest = text.get(from..).unwrap_or_default();
            let end = TextEnd {
                last_byte: last_byte.saturating_sub(from),
                is_final: is_end,
            };
            let rows = self.whole_rows(rest, lines, delimiter, end);
            lines += lines_of(rest.get(..rows.bytes));
            from += rows.bytes;
            if !rows.is_unclosed {
                return from;
            }
            let blank = blank_lines(text, from);
            let row = text.get(from + blank..).unwrap_or_default();
            let length = memchr::memchr(b'\n', row.as_bytes()).map_or(row.len(), |it| it + 1);
            self.unclosed += 1;
            self.report.skipped += 1;
            self.warn(
                text,
                0,
                from + blank,
                "A quote that opens in this row is never closed. Two quotes stand for one inside a quoted cell.",
            );
            lines += lines_of(text.get(from..from + blank + length));
            from += blank + length;
        }
    }

    /// Reads the rows of `text` up to one whose quote is never closed, or up to the last one, which may go
    /// on in what is still to arrive. `text` stands so many lines after the beginning of what is pending.
    fn whole_rows(&mut self, text: &str, lines: usize, delimiter: u8, end: TextEnd) -> WholeRows {
        let TextEnd {
            last_byte,
            is_final: is_end,
        } = end;
        let (max_row, buffer) = if self.unclosed < MANY_UNCLOSED {
            (MAX_ROW, 1 << 16)
        } else {
            (MAX_ROW_OF_MANY, MAX_ROW_OF_MANY)
        };
        let mut builder = ChunkBuilder::default();
        let mut reader = ZeroCopyReaderBuilder::with_capacity(buffer)
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut start = 0;
        let is_unclosed = loop {
            let Ok(Some(record)) = reader.read_byte_record() else {
                break false;
            };
            let row = record.as_slice();
            #[cfg(test)]
            {
                self.pending.looked_at += row.len();
            }
            let is_last = start + blank_lines(text, start) + row.len() >= last_byte;
            // A quote that is open in the last row may still be closed, unless the text ends there.
            let in_quotes = is_last && memchr::memchr_iter(b'"', row).count() % 2 == 1;
            let is_too_long = row.len() > max_row && row.contains(&b'"') && row.contains(&b'\n');
            if in_quotes && is_end || is_too_long {
                break true;
            }
            if is_last && !is_end && (in_quotes || !text.ends_with('\n')) {
                break false;
            }
            if !is_blank(&record, delimiter) && !mem::take(&mut self.skips_header) {
                self.row(&mut builder, &CsvRecord(record), start, (text, lines));
            }
            start = usize::try_from(reader.position()).unwrap_or(usize::MAX);
        };
        let bytes = if is_end && !is_unclosed {
            text.len()
        } else {
            start
        };
        self.add_chunk(builder, text.get(..bytes).unwrap_or_default(), lines);
        WholeRows { bytes, is_unclosed }
    }

    /// Reads lines of JSON and returns how many bytes of the text they take.
    pub(super) fn json_lines(&mut self, text: &str, is_end: bool) -> usize {
        let bytes = match memchr::memrchr(b'\n', text.as_bytes()) {
            _ if is_end => text.len(),
            Some(last) => last + 1,
            // A line longer than a chunk is read once all of it has arrived.
            None => return 0,
        };
        let whole = text.get(..bytes).unwrap_or_default();
        let (replaced, halves) = without_halves(whole);
        for at in halves {
            self.warn(whole, 0, at, &half_words(whole, at));
        }
        let whole = &*replaced;
        let mut builder = ChunkBuilder::default();
        let mut next = 0;
        for line in whole.split_inclusive('\n') {
            let start = next;
            next += line.len();
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let pairs: JsonPairs<'_> = match serde_json::from_str(line) {
                Ok(pairs) => pairs,
                Err(error) => {
                    self.report.skipped += 1;
                    let reason = error.to_string();
                    let reason = reason.split(" at line ").next().unwrap_or_default();
                    let message = format!(
                        "This line is no JSON object: {reason}. Each line needs one, as in {{\"date\": \"2021\", \"title\": \"…\"}}"
                    );
                    let column = error.column().saturating_sub(1).min(line.len());
                    self.warn(whole, 0, start + column, &message);
                    continue;
                }
            };
            let record = self.json_record(&pairs);
            self.row(&mut builder, &record, start, (whole, 0));
        }
        self.add_chunk(builder, whole, 0);
        bytes
    }

    /// Finds the column of each key, and counts them.
    fn json_record<'t>(&mut self, pairs: &JsonPairs<'t>) -> JsonRecord<'t> {
        let mut values = Vec::with_capacity(pairs.0.len());
        for (index, (key, value)) in pairs.0.iter().enumerate() {
            let column = self.table.plan.column_of_key(key, index);
            values.push((column, *value));
            if self.counts.len() <= column {
                self.counts.resize(column + 1, 0);
            }
            self.counts[column] += 1;
            if key == LINKS {
                self.links = Some(column);
            }
        }
        JsonRecord::new(values)
    }
}

/// Whether all cells of a row are empty.
fn is_blank(record: &ZeroCopyByteRecord<'_>, delimiter: u8) -> bool {
    let mut bytes = record.as_slice().iter();
    bytes.all(|byte| *byte == delimiter || byte.is_ascii_whitespace() || *byte == b'"')
}
