//! Reads and writes the spreadsheet of TimelineJS, saved as CSV.
//!
//! A row is an event, the title or an era. Its cells mean the same as in the JSON of TimelineJS.

mod reading;
mod writing;

use std::iter;

use simd_csv::{ByteRecord, ReaderBuilder};

use super::building::Builder;
use super::cell::unguarded;
use super::{Format, Request, Sample, Written};
use annals_model::{Reading, Timeline};

/// Bytes of a text that are looked at to recognise it.
const SAMPLE: usize = 16 << 10;
/// The most rows above the header.
const MAX_ROWS_ABOVE: usize = 5;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Year,
    Month,
    Day,
    Time,
    EndYear,
    EndMonth,
    EndDay,
    EndTime,
    /// A whole date, in older templates.
    StartDate,
    EndDate,
    DisplayDate,
    Headline,
    Text,
    Media,
    MediaCredit,
    MediaCaption,
    MediaThumbnail,
    AltText,
    Type,
    Group,
    Background,
    /// A column of another name.
    Other,
}

impl Column {
    /// The columns of the current template, in order.
    const TEMPLATE: [(Self, &'static str); 18] = [
        (Self::Year, "Year"),
        (Self::Month, "Month"),
        (Self::Day, "Day"),
        (Self::Time, "Time"),
        (Self::EndYear, "End Year"),
        (Self::EndMonth, "End Month"),
        (Self::EndDay, "End Day"),
        (Self::EndTime, "End Time"),
        (Self::DisplayDate, "Display Date"),
        (Self::Headline, "Headline"),
        (Self::Text, "Text"),
        (Self::Media, "Media"),
        (Self::MediaCredit, "Media Credit"),
        (Self::MediaCaption, "Media Caption"),
        (Self::MediaThumbnail, "Media Thumbnail"),
        (Self::Type, "Type"),
        (Self::Group, "Group"),
        (Self::Background, "Background"),
    ];
    /// The columns of other templates.
    const OTHERS: [(Self, &'static str); 4] = [
        (Self::StartDate, "Start Date"),
        (Self::EndDate, "End Date"),
        (Self::Group, "Tag"),
        (Self::AltText, "Alt Text"),
    ];

    /// Finds a column by its name, ignoring case and spaces.
    fn named(name: &str) -> Self {
        let bare = |name: &str| -> String {
            let letters = name.chars().filter(|it| it.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let wanted = bare(name);
        let mut all = Self::TEMPLATE.iter().chain(&Self::OTHERS);
        let found = all.find(|(_, name)| bare(name) == wanted);
        found.map_or(Self::Other, |(column, _)| *column)
    }
}

/// The header of a sheet.
#[derive(Debug)]
struct Header {
    /// The byte between cells.
    delimiter: u8,
    /// The number of rows above it.
    rows_above: usize,
    columns: Vec<Column>,
    names: Vec<String>,
}

impl Header {
    /// Finds the header, with the delimiter that gives the most known columns.
    fn find(text: &str) -> Option<Self> {
        let headers = [b',', b';', b'\t'].into_iter().filter_map(|delimiter| {
            let rows = rows(text, delimiter).take(MAX_ROWS_ABOVE + 1);
            let header = rows.enumerate().find_map(|(rows_above, (_, row))| {
                let columns: Vec<_> = row.iter().map(|name| Column::named(name)).collect();
                let has = |column| columns.contains(&column);
                let is_header =
                    has(Column::Headline) && (has(Column::Year) || has(Column::StartDate));
                let name = |name: &String| unguarded(name.trim()).to_owned();
                is_header.then(|| Self {
                    delimiter,
                    rows_above,
                    columns,
                    names: row.iter().map(name).collect(),
                })
            })?;
            Some(header)
        });
        headers.max_by_key(|header| {
            let known = header.columns.iter();
            known.filter(|column| **column != Column::Other).count()
        })
    }
}

/// Iterates over the rows of a text, each with the byte at which it begins.
fn rows(text: &str, delimiter: u8) -> impl Iterator<Item = (usize, Vec<String>)> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    iter::from_fn(move || {
        let byte = usize::try_from(reader.position()).unwrap_or(usize::MAX);
        // Reading from memory cannot fail.
        let is_row = reader.read_byte_record(&mut record).unwrap_or(false);
        let cell = |cell| String::from_utf8_lossy(cell).into_owned();
        is_row.then(|| (byte, record.iter().map(cell).collect()))
    })
}

pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let mut end = sample.text.len().min(SAMPLE);
    while !sample.text.is_char_boundary(end) {
        end -= 1;
    }
    Header::find(sample.text.get(..end).unwrap_or_default()).is_some()
}

pub(super) fn read(request: &Request<'_>) -> Reading {
    let mut builder =
        Builder::new(Format::TimelineJsSheet, request.id, request.text).keeping(request.limit);
    match Header::find(request.text) {
        Some(header) => reading::read(&mut builder, &header),
        None => builder.refuse(
            0,
            "No row names the columns. A sheet of TimelineJS has at least Year and Headline, or Start Date and Headline.",
        ),
    }
    builder.finish()
}

pub(super) fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
