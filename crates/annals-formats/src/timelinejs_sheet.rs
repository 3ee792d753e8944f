//! The spreadsheet of TimelineJS, saved as CSV.
//!
//! Owns the names of its columns, new and old, and which signs part the cells. A row is an event, the
//! title or an era. What its cells mean is the same as in the JSON of TimelineJS.

mod reading;
mod writing;

use std::iter;

use simd_csv::{ByteRecord, ReaderBuilder};

use super::building::Builder;
use super::cell::unguarded;
use super::{Format, Request, Sample, Written};
use annals_model::{Reading, Timeline};

/// Bytes of a text that are looked at to tell what it is.
const LOOKED_AT: usize = 16 << 10;
/// Rows that may stand above the names of the columns.
const MOST_ABOVE: usize = 5;

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
    /// A whole date, in older sheets.
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
    /// Of another name.
    Other,
}

impl Column {
    /// Those of the present template, in its order.
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
    /// Those of other versions.
    const OTHERS: [(Self, &'static str); 4] = [
        (Self::StartDate, "Start Date"),
        (Self::EndDate, "End Date"),
        (Self::Group, "Tag"),
        (Self::AltText, "Alt Text"),
    ];

    /// By its name, whatever its capitals and spaces.
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

/// The names of the columns of a text.
#[derive(Debug)]
struct Header {
    /// The sign between cells.
    delimiter: u8,
    /// How many rows stand above.
    above: usize,
    columns: Vec<Column>,
    names: Vec<String>,
}

impl Header {
    /// Finds the row with the names, with the sign between cells that makes most of it.
    fn find(text: &str) -> Option<Self> {
        let headers = [b',', b';', b'\t'].into_iter().filter_map(|delimiter| {
            let rows = rows(text, delimiter).take(MOST_ABOVE + 1);
            let header = rows.enumerate().find_map(|(above, (_, row))| {
                let columns: Vec<_> = row.iter().map(|name| Column::named(name)).collect();
                let has = |column| columns.contains(&column);
                let is_header =
                    has(Column::Headline) && (has(Column::Year) || has(Column::StartDate));
                let name = |name: &String| unguarded(name.trim()).to_owned();
                is_header.then(|| Self {
                    delimiter,
                    above,
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

/// The rows of a text, of however many cells, each with the byte that it begins at.
fn rows(text: &str, delimiter: u8) -> impl Iterator<Item = (usize, Vec<String>)> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    iter::from_fn(move || {
        let byte = usize::try_from(reader.position()).unwrap_or(usize::MAX);
        // In memory nothing fails, and what stands between signs of a text is a text.
        let is_row = reader.read_byte_record(&mut record).unwrap_or(false);
        let cell = |cell| String::from_utf8_lossy(cell).into_owned();
        is_row.then(|| (byte, record.iter().map(cell).collect()))
    })
}

pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let mut end = sample.text.len().min(LOOKED_AT);
    while !sample.text.is_char_boundary(end) {
        end -= 1;
    }
    Header::find(sample.text.get(..end).unwrap_or_default()).is_some()
}

pub(super) fn read(request: &Request<'_>) -> Reading {
    let mut builder = Builder::new(Format::TimelineJsSheet, request.id, request.text);
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
