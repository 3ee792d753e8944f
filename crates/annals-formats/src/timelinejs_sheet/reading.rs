//! Reads the rows of the spreadsheet. Empty rows are skipped; a row with a wrong cell is kept without it.

use super::{Column, Header, rows};
use crate::building::Builder;
use crate::cell::unguarded;
use crate::markup;
use crate::timelinejs::dates::{Parts, when};
use crate::timelinejs::slide::{Media, Slide};
use crate::timelinejs::spoken;
use annals_model::Grouping;
use annals_time::When;

/// Reads the rows below the header.
pub(super) fn read(builder: &mut Builder<'_>, header: &Header) {
    let has = |column| header.columns.contains(&column);
    builder.note(if has(Column::Year) {
        "Years before our era are negative: -44 is 44 BC. Times are local as they are written."
    } else {
        "Dates with slashes have the month first: 1/26/2012. Years before our era are negative. Times are local as they are written."
    });
    if header.rows_above > 0 {
        builder.note("What stands above the names of the columns is passed over.");
    }
    let text = builder.text();
    let mut has_title = false;
    let mut has_groups = false;
    let mut last = 0;
    for (index, (byte, cells)) in rows(text, header.delimiter).enumerate() {
        let byte = byte + line_breaks(text.get(byte..).unwrap_or_default());
        last = byte;
        let is_blank = cells.iter().all(|cell| cell.trim().is_empty());
        if index <= header.rows_above || is_blank {
            continue;
        }
        let row = Row {
            header,
            cells: &cells,
            byte,
        };
        match row.cell(Column::Type).trim().to_lowercase().as_str() {
            "title" if !has_title => {
                has_title = true;
                row.slide(None).set_title(builder);
            }
            "era" => row.era(builder),
            kind => {
                if kind == "title" {
                    builder.warn(
                        byte,
                        "A timeline has one title; this row is kept as an event.",
                    );
                }
                let when = row.when(builder);
                if row.is_undated() {
                    let message = "The row has no year: the event is kept without a date.";
                    builder.warn(byte, message);
                }
                let mut slide = row.slide(when);
                has_groups |= !slide.group.trim().is_empty();
                if !matches!(kind, "" | "title") {
                    slide
                        .extra
                        .push(("Type".to_owned(), row.cell(Column::Type).to_owned()));
                }
                let draft = slide.draft(builder);
                builder.event(draft);
            }
        }
    }
    check_unclosed(builder, text.get(last..).unwrap_or_default(), last);
    if has_groups {
        builder.timeline().lanes = Some(Grouping::Theme);
    }
}

/// Returns the number of line breaks at the beginning of a text.
fn line_breaks(text: &str) -> usize {
    text.len() - text.trim_start_matches(['\n', '\r']).len()
}

/// Reports a quote in the last row that is never closed.
fn check_unclosed(builder: &mut Builder<'_>, row: &str, byte: usize) {
    let quotes = row.bytes().filter(|byte| *byte == b'"').count();
    if quotes % 2 == 1 && row.contains('\n') && row.trim_end().contains('\n') {
        let mark = row.find('"').unwrap_or(0);
        builder.warn(
            byte + mark,
            "A quotation mark is opened in this row and never closed, so that all that follows is taken for its text.",
        );
    }
}

/// A row with the header of its sheet.
struct Row<'r> {
    header: &'r Header,
    cells: &'r [String],
    byte: usize,
}

impl<'r> Row<'r> {
    /// Returns the first cell of a column that is not empty.
    fn cell(&self, column: Column) -> &'r str {
        let columns = self.header.columns.iter().zip(self.cells.iter());
        let mut cells = columns.filter(|(own, cell)| **own == column && !cell.trim().is_empty());
        cells.next().map_or("", |(_, cell)| unguarded(cell))
    }

    fn slide(&self, when: Option<When>) -> Slide {
        let text = |column| self.cell(column).to_owned();
        let mut extra = vec![("display_date".to_owned(), text(Column::DisplayDate))];
        let background = text(Column::Background);
        let is_address = background.starts_with('/') || markup::is_web(&background);
        let part = if is_address { "url" } else { "color" };
        extra.push((format!("background.{part}"), background));
        for (index, cell) in self.cells.iter().enumerate() {
            let column = self.header.columns.get(index);
            if column.is_none_or(|column| *column == Column::Other) {
                let name = self.header.names.get(index).filter(|name| !name.is_empty());
                let name = name.map_or_else(|| format!("column {}", index + 1), Clone::clone);
                extra.push((name, unguarded(cell).to_owned()));
            }
        }
        Slide {
            byte: self.byte,
            id: String::new(),
            headline: text(Column::Headline),
            text: text(Column::Text),
            when,
            group: text(Column::Group),
            media: Media {
                url: text(Column::Media),
                credit: text(Column::MediaCredit),
                title: String::new(),
                more: vec![
                    ("caption".to_owned(), text(Column::MediaCaption)),
                    ("thumbnail".to_owned(), text(Column::MediaThumbnail)),
                    ("alt".to_owned(), text(Column::AltText)),
                ],
            },
            extra,
        }
    }

    fn when(&self, builder: &mut Builder<'_>) -> Option<When> {
        let mut doubts = Vec::new();
        let start = self.date(true, &mut doubts);
        let end = self.date(false, &mut doubts);
        let date = match (start, end) {
            (Some(start), end) => when(&start, end.as_deref(), &mut doubts),
            (None, Some(end)) => {
                doubts.push("There is an end and no start: some time until then.".to_owned());
                when(&format!("../{end}"), None, &mut doubts)
            }
            (None, None) => None,
        };
        for doubt in doubts {
            builder.warn(self.byte, &doubt);
        }
        date
    }

    /// Whether all cells of dates are empty.
    fn is_undated(&self) -> bool {
        use Column::{Day, EndDate, EndYear, Month, StartDate, Time, Year};
        let columns = [Year, Month, Day, Time, EndYear, StartDate, EndDate];
        columns.iter().all(|column| self.cell(*column).is_empty())
    }

    fn era(&self, builder: &mut Builder<'_>) {
        let title = markup::plain(self.cell(Column::Headline)).text;
        let end = [Column::EndYear, Column::EndDate];
        let has_end = end.iter().any(|column| !self.cell(*column).is_empty());
        let Some(when) = self.when(builder) else {
            builder.skip(
                self.byte,
                "The era has no date; it needs a start and an end.",
            );
            return;
        };
        if !has_end {
            let message = "The era has only one of its two dates and is as long as that one.";
            builder.warn(self.byte, message);
        }
        builder.era(&title, when);
    }

    /// Returns the start or the end of a row as a text that `When` parses.
    fn date(&self, is_start: bool, doubts: &mut Vec<String>) -> Option<String> {
        use Column::{
            Day, EndDate, EndDay, EndMonth, EndTime, EndYear, Month, StartDate, Time, Year,
        };
        let (columns, whole, noun) = if is_start {
            ([Year, Month, Day, Time], StartDate, "start")
        } else {
            ([EndYear, EndMonth, EndDay, EndTime], EndDate, "end")
        };
        let [year, month, day, time] = columns.map(|column| self.cell(column).trim());
        if year.is_empty() {
            let whole = self.cell(whole).trim();
            if !whole.is_empty() {
                return Some(spoken::date(whole, doubts));
            }
            if [month, day, time].iter().any(|cell| !cell.is_empty()) {
                doubts.push(format!(
                    "The {noun} has no year, so that its other cells say nothing."
                ));
            }
            return None;
        }
        let mut below = [None; 6];
        for (index, (cell, name)) in [(month, "month"), (day, "day")].into_iter().enumerate() {
            match number(cell) {
                Ok(Some(0) | None) => {}
                Ok(number) => below[index] = number,
                Err(()) => doubts.push(format!("\"{cell}\" is no {name}; it is left out.")),
            }
        }
        if !time.is_empty() {
            match spoken::time_of_day(time) {
                Ok(time) => below[2..].copy_from_slice(&time),
                Err(error) => doubts.push(error),
            }
        }
        if let Ok(Some(year)) = number(year) {
            return Some(Parts::checked(year, below, doubts).text());
        }
        let is_digits = !year.contains(|it: char| !it.is_ascii_digit() && !"+-., ".contains(it));
        if is_digits || below.iter().any(Option::is_some) {
            doubts.push(format!(
                "\"{year}\" is no year that there can be; one is written in digits, and negative before our era."
            ));
            return None;
        }
        doubts.push(format!(
            "\"{year}\" is no year as TimelineJS has it; it is read as a date."
        ));
        Some(year.to_owned())
    }
}

/// Parses a whole number, with or without thousands separators; `None` for an empty cell.
fn number(cell: &str) -> Result<Option<i64>, ()> {
    let bare: String = cell
        .chars()
        .filter(|it| !it.is_whitespace() && *it != ',')
        .collect();
    if bare.is_empty() {
        return Ok(None);
    }
    let bare = bare.replace('\u{2212}', "-");
    let digits = bare.strip_suffix(".0").unwrap_or(&bare);
    digits.parse().map_or(Err(()), |number| Ok(Some(number)))
}
