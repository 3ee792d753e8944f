//! Makes events of the rows of a query result.
//!
//! A result has a row for each combination of values: rows of one item and date are merged.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::building::Draft;
use super::columns::{ColumnContent, Columns, DateColumn, base_of};
use super::value::{Convention, WikibaseTime, Years, interval};
use super::{ITEMS, Note, WikidataReader, item_of};
use crate::json::{End, Json};
use annals_model::text::Clean;
use annals_time::When;

/// Number of rows that are read to find the meaning of the columns.
const MAX_SAMPLED_ROWS: usize = 1_000;

/// One cell.
#[derive(Debug, Clone, Default)]
struct Cell {
    text: String,
    /// The name of the data type, after the sign `#`.
    datatype: String,
    /// Whether the value is unknown.
    is_unknown: bool,
}

/// The cells of a row by the names of their columns, in the order of the text.
type Row = Vec<(String, Cell)>;

impl Cell {
    fn new(value: Value) -> Option<Self> {
        let mut cell = match value {
            Value::Null => return None,
            Value::String(text) => Self {
                text,
                ..Self::default()
            },
            Value::Object(mut object) if object.contains_key("value") => {
                let mut take = |key: &str| match object.remove(key) {
                    Some(Value::String(text)) => text,
                    Some(other) => other.to_string(),
                    None => String::new(),
                };
                let datatype = take("datatype");
                Self {
                    text: take("value"),
                    datatype: datatype.rsplit('#').next().unwrap_or_default().to_owned(),
                    is_unknown: take("type") == "bnode",
                }
            }
            other => Self {
                text: other.to_string(),
                ..Self::default()
            },
        };
        cell.is_unknown |= cell.text.contains("/.well-known/genid/") || cell.text.starts_with("_:");
        Some(cell)
    }

    fn is_date(&self) -> bool {
        if !self.datatype.is_empty() {
            return matches!(
                self.datatype.as_str(),
                "dateTime" | "date" | "gYear" | "gYearMonth"
            );
        }
        let text = self.text.trim_start_matches(['-', '+']);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text.get(digits..).unwrap_or_default().as_bytes();
        let shape = rest
            .iter()
            .take(6)
            .map(|byte| if byte.is_ascii_digit() { b'0' } else { *byte });
        digits >= 4 && shape.eq(b"-00-00".iter().copied())
    }
}

fn cell<'r>(row: &'r Row, name: Option<&String>) -> Option<&'r Cell> {
    let name = name?;
    let mut cells = row
        .iter()
        .filter(|(column, cell)| column == name && !cell.text.is_empty());
    cells.next().map(|(_, cell)| cell)
}

impl WikidataReader<'_> {
    /// Reads the rows of a list.
    pub(super) fn rows(&mut self, list: Json<'_>) {
        let at = list.byte();
        let Some(mut rows) = list.entries().filter(|_| list.is_list()) else {
            self.builder
                .refuse(at, "An array of rows is expected here.");
            return;
        };
        let mut seen = SeenColumns::default();
        for entry in rows.clone().take(MAX_SAMPLED_ROWS) {
            seen.look(entry.value);
        }
        let seen = seen.columns;
        let columns = Columns::find(&seen);
        if columns.point.is_none() && columns.start.is_none() && !seen.is_empty() {
            self.builder.warn(at, "No column has dates: a variable with values such as \"1952-03-11T00:00:00Z\" is expected.");
        }
        let mut merged = MergedRows::default();
        for entry in rows.by_ref() {
            let byte = entry.value.byte();
            match row_of(entry.value) {
                Ok(row) => self.row(&columns, row, byte, &mut merged),
                Err(message) => self.builder.skip(byte, &message),
            }
        }
        for draft in merged.drafts {
            self.builder.event(draft);
        }
        self.report_end(rows.end());
    }

    fn row(&mut self, columns: &Columns, row: Row, byte: usize, merged: &mut MergedRows) {
        let item = cell(&row, columns.item.as_ref());
        let label = cell(&row, columns.label.as_ref()).map(|cell| cell.text.clone());
        let name = item.and_then(|item| item_of(&item.text));
        let first_text = || {
            row.iter()
                .map(|(_, cell)| cell)
                .find(|cell| !cell.is_date() && !cell.is_unknown)
        };
        let title = label
            .or_else(|| name.map(str::to_owned))
            .or_else(|| first_text().map(|cell| cell.text.clone()));
        let Some(title) = title else {
            self.builder.skip(
                byte,
                "This row has neither an item nor a label: there is nothing to call the event.",
            );
            return;
        };
        let mut extra = Vec::new();
        let edtf = self.when(columns, &row, byte, &mut extra);
        let key = item.map(|item| (item.text.clone(), edtf.clone()));
        let known = key
            .as_ref()
            .and_then(|key| merged.indices.get(key).copied());
        let index = known.unwrap_or(merged.drafts.len());
        if known.is_some() {
            self.count(Note::Repeated);
        } else {
            if let Some(key) = key {
                merged.indices.insert(key, index);
            }
            let when = edtf
                .as_deref()
                .and_then(|edtf| self.builder.date(byte, edtf));
            let address = match (item, name) {
                (Some(item), Some(name)) if item.text.contains("wikidata.org/") => {
                    format!("{ITEMS}{name}")
                }
                (Some(item), _) => item.text.clone(),
                (None, _) => String::new(),
            };
            let source = if address.is_empty() {
                None
            } else {
                self.builder.source(&title, &address)
            };
            merged.drafts.push(Draft {
                title,
                summary: cell(&row, columns.description.as_ref())
                    .map(|cell| cell.text.clone())
                    .unwrap_or_default(),
                when,
                evidence: source
                    .map(|source| (source, String::new()))
                    .into_iter()
                    .collect(),
                extra,
                byte,
                ..Draft::default()
            });
        }
        self.others(columns, row, index, merged);
    }

    /// What the other cells of a row add to their event, once each.
    fn others(&mut self, columns: &Columns, row: Row, index: usize, merged: &mut MergedRows) {
        let labels: HashMap<String, String> = row
            .iter()
            .filter_map(|(name, cell)| Some((base_of(name)?.to_owned(), cell.text.clone())))
            .collect();
        let names: HashSet<String> = row.iter().map(|(name, _)| name.clone()).collect();
        for (name, cell) in row {
            if columns.used.contains(&name) || cell.text.is_empty() {
                continue;
            }
            let base = base_of(&name);
            if base.is_some_and(|base| names.contains(base)) {
                continue;
            }
            if !merged
                .added
                .insert((index, name.clone(), cell.text.clone()))
            {
                continue;
            }
            let draft = &mut merged.drafts[index];
            let column = base.unwrap_or(&name);
            let label = labels.get(column).cloned();
            let is_item = item_of(&cell.text).is_some();
            if is_item || base.is_some() {
                let label =
                    label.unwrap_or_else(|| item_of(&cell.text).unwrap_or(&cell.text).to_owned());
                if Columns::is_theme(column) {
                    draft.themes.push(label);
                } else if let Some(actor) = self.builder.actor(&label, Columns::kind(column)) {
                    if is_item {
                        self.builder.actor_mut(actor).summary = Clean::line(&cell.text);
                    }
                    draft.actors.push((actor, Columns::role(column)));
                }
            } else if cell.text.starts_with("http://") || cell.text.starts_with("https://") {
                let source = self
                    .builder
                    .source(label.as_deref().unwrap_or_default(), &cell.text);
                draft
                    .evidence
                    .extend(source.map(|source| (source, Columns::role(&name))));
            } else {
                draft.extra.push((name, cell.text));
            }
        }
    }

    /// The date of a row in EDTF.
    fn when(
        &mut self,
        columns: &Columns,
        row: &Row,
        byte: usize,
        extra: &mut Vec<(String, String)>,
    ) -> Option<String> {
        let start = self.date(columns.start.as_ref(), row, byte, extra);
        let end = self.date(columns.end.as_ref(), row, byte, extra);
        let point = self.date(columns.point.as_ref(), row, byte, extra);
        match (start, end, point) {
            (DateCell::Date(start), DateCell::Date(end), _) => Some(interval(&start, &end)),
            (DateCell::Date(start), DateCell::Unknown, _) => Some(interval(&start, "")),
            (DateCell::Unknown, DateCell::Date(end), _) => Some(interval("", &end)),
            (_, _, DateCell::Date(point)) => Some(point),
            // A missing end in a column of ends is open.
            (DateCell::Date(start), DateCell::Missing, _) if columns.end.is_some() => {
                Some(interval(&start, ".."))
            }
            (DateCell::Date(start), ..) => Some(start),
            (DateCell::Missing, DateCell::Date(end), _) => Some(interval("..", &end)),
            _ => None,
        }
    }

    fn date(
        &mut self,
        dates: Option<&DateColumn>,
        row: &Row,
        byte: usize,
        extra: &mut Vec<(String, String)>,
    ) -> DateCell {
        let Some(dates) = dates else {
            return DateCell::Missing;
        };
        let Some(found) = cell(row, Some(&dates.name)) else {
            return DateCell::Missing;
        };
        if found.is_unknown {
            self.count(Note::Unknown);
            return DateCell::Unknown;
        }
        let precision =
            cell(row, dates.precision.as_ref()).and_then(|cell| cell.text.trim().parse().ok());
        let precision = precision.or(match found.datatype.as_str() {
            "date" => Some(11),
            "gYearMonth" => Some(10),
            "gYear" => Some(9),
            _ => None,
        });
        let stamp = WikibaseTime {
            time: &found.text,
            precision,
            before: 0,
            after: 0,
            // Days are already on the Gregorian calendar in results.
            is_julian: false,
            years: Years::Astronomical,
        };
        match stamp.to_edtf() {
            Ok(placed) => {
                match placed.convention {
                    Some(Convention::YearFromDate) => self.count(Note::YearsFromDates),
                    Some(Convention::MonthFromDate) => self.count(Note::MonthsFromDates),
                    _ => {}
                }
                if let Some(calendar) = cell(row, dates.calendar.as_ref())
                    .filter(|cell| cell.text.ends_with("Q1985786"))
                {
                    extra.push((
                        dates.calendar.clone().unwrap_or_default(),
                        format!("Julian ({})", calendar.text),
                    ));
                }
                extra.extend(
                    placed
                        .words
                        .map(|words| (format!("{} in words", dates.name), words)),
                );
                DateCell::Date(placed.edtf)
            }
            Err(message) => {
                if let Ok(Some(when)) = When::parse(&found.text) {
                    return DateCell::Date(when.text().to_owned());
                }
                self.builder.warn(byte, &message);
                extra.push((dates.name.clone(), found.text.clone()));
                DateCell::Missing
            }
        }
    }
}

/// The value of a date column in a row.
#[derive(Debug)]
enum DateCell {
    Date(String),
    /// There is a date, but it is not known.
    Unknown,
    Missing,
}

/// Events being built, and their indices by item and date.
#[derive(Debug, Default)]
struct MergedRows {
    drafts: Vec<Draft>,
    /// The index in `drafts` by item and date.
    indices: HashMap<(String, Option<String>), usize>,
    /// What has been added to which event.
    added: HashSet<(usize, String, String)>,
}

fn row_of(row: Json<'_>) -> Result<Row, String> {
    let mut entries = row
        .entries()
        .filter(|_| row.is_object())
        .ok_or("This is no row: an object with a value for each variable is expected.")?;
    let mut cells = Row::new();
    for entry in entries.by_ref() {
        let value: Value = entry
            .value
            .parse()
            .map_err(|reason| format!("This row is no JSON: {reason}."))?;
        cells.extend(Cell::new(value).map(|cell| (entry.name().into_owned(), cell)));
    }
    match entries.end() {
        End::Closed(_) => Ok(cells),
        _ => Err("This row is no JSON: a comma or a closing bracket is missing in it.".to_owned()),
    }
}

/// The columns of the rows that were looked at.
#[derive(Debug, Default)]
struct SeenColumns {
    columns: Vec<ColumnContent>,
    indices: HashMap<String, usize>,
}

impl SeenColumns {
    /// Notes the columns of a row and what they hold.
    fn look(&mut self, row: Json<'_>) {
        for (name, cell) in row_of(row).unwrap_or_default() {
            let index = *self.indices.entry(name).or_insert_with_key(|name| {
                self.columns.push(ColumnContent {
                    name: name.clone(),
                    ..ColumnContent::default()
                });
                self.columns.len() - 1
            });
            self.columns[index].has_items |= item_of(&cell.text).is_some();
            self.columns[index].has_dates |= cell.is_date();
        }
    }
}
