//! Rows of a result: from cells to events.
//!
//! Owns joining the rows that repeat an event: a result has a row for each combination of what it asks for.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::building::Draft;
use super::super::entries::{Entries, reason};
use super::columns::{Columns, Dates, Seen, base_of};
use super::value::{Convention, Stamp, Years, interval};
use super::{ITEMS, Reader, Told, item_of};
use annals_model::text::Clean;
use annals_time::When;

/// How many rows are looked at to find out what the columns mean.
const ROWS_LOOKED_AT: usize = 1_000;

/// What one cell holds.
#[derive(Debug, Clone, Default)]
struct Cell {
    text: String,
    /// The name of the data type, after the sign `#`.
    datatype: String,
    /// Whether it stands for something that is not known.
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

impl Reader<'_> {
    /// Reads the rows of the array that begins at a byte.
    pub(super) fn rows(&mut self, at: usize) {
        let text = self.text;
        let Some(mut rows) = Entries::new(text, at).filter(|rows| !rows.is_object()) else {
            self.builder
                .refuse(at, "An array of rows is expected here.");
            return;
        };
        let mut seen: Vec<Seen> = Vec::new();
        for entry in rows.clone().take(ROWS_LOOKED_AT) {
            look(text, entry.value.start, &mut seen);
        }
        let columns = Columns::find(&seen);
        if columns.point.is_none() && columns.start.is_none() && !seen.is_empty() {
            self.builder.doubt(at, "No column has dates: a variable with values such as \"1952-03-11T00:00:00Z\" is expected.");
        }
        let mut joined = Joined::default();
        for entry in rows.by_ref() {
            let byte = entry.value.start;
            let parsed = text.get(entry.value).map(|_| row_of(text, byte));
            match parsed {
                Some(Ok(row)) => self.row(&columns, row, byte, &mut joined),
                Some(Err(message)) => self.builder.skip(byte, &message),
                None => {}
            }
        }
        for draft in joined.drafts {
            self.builder.event(draft);
        }
        self.tell_end(rows.end());
    }

    fn row(&mut self, columns: &Columns, row: Row, byte: usize, joined: &mut Joined) {
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
        let known = key.as_ref().and_then(|key| joined.places.get(key).copied());
        let place = known.unwrap_or(joined.drafts.len());
        if known.is_some() {
            self.count(Told::Repeated);
        } else {
            if let Some(key) = key {
                joined.places.insert(key, place);
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
            joined.drafts.push(Draft {
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
        self.others(columns, row, place, joined);
    }

    /// What the other cells of a row add to their event, once each.
    fn others(&mut self, columns: &Columns, row: Row, place: usize, joined: &mut Joined) {
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
            if !joined.told.insert((place, name.clone(), cell.text.clone())) {
                continue;
            }
            let draft = &mut joined.drafts[place];
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
            (Side::Date(start), Side::Date(end), _) => Some(interval(&start, &end)),
            (Side::Date(start), Side::Unknown, _) => Some(interval(&start, "")),
            (Side::Unknown, Side::Date(end), _) => Some(interval("", &end)),
            (_, _, Side::Date(point)) => Some(point),
            // Nothing is said of an end where there is a column for it: it is left open.
            (Side::Date(start), Side::Missing, _) if columns.end.is_some() => {
                Some(interval(&start, ".."))
            }
            (Side::Date(start), ..) => Some(start),
            (Side::Missing, Side::Date(end), _) => Some(interval("..", &end)),
            _ => None,
        }
    }

    fn date(
        &mut self,
        dates: Option<&Dates>,
        row: &Row,
        byte: usize,
        extra: &mut Vec<(String, String)>,
    ) -> Side {
        let Some(dates) = dates else {
            return Side::Missing;
        };
        let Some(found) = cell(row, Some(&dates.name)) else {
            return Side::Missing;
        };
        if found.is_unknown {
            self.count(Told::Unknown);
            return Side::Unknown;
        }
        let precision =
            cell(row, dates.precision.as_ref()).and_then(|cell| cell.text.trim().parse().ok());
        let precision = precision.or(match found.datatype.as_str() {
            "date" => Some(11),
            "gYearMonth" => Some(10),
            "gYear" => Some(9),
            _ => None,
        });
        let stamp = Stamp {
            time: &found.text,
            precision,
            before: 0,
            after: 0,
            // Days are already on the Gregorian calendar in results.
            is_julian: false,
            years: Years::Astronomical,
        };
        match stamp.place() {
            Ok(placed) => {
                match placed.convention {
                    Some(Convention::YearFromDate) => self.count(Told::YearsFromDates),
                    Some(Convention::MonthFromDate) => self.count(Told::MonthsFromDates),
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
                Side::Date(placed.edtf)
            }
            Err(message) => {
                if let Ok(Some(when)) = When::parse(&found.text) {
                    return Side::Date(when.text().to_owned());
                }
                self.builder.doubt(byte, &message);
                extra.push((dates.name.clone(), found.text.clone()));
                Side::Missing
            }
        }
    }
}

/// What a column of dates says of a row.
#[derive(Debug)]
enum Side {
    Date(String),
    /// There is one, but it is not known.
    Unknown,
    Missing,
}

/// Events in the making, by what they are recognised by.
#[derive(Debug, Default)]
struct Joined {
    drafts: Vec<Draft>,
    /// The place of an item and a date in `drafts`.
    places: HashMap<(String, Option<String>), usize>,
    /// What has been added to which event.
    told: HashSet<(usize, String, String)>,
}

fn row_of(text: &str, at: usize) -> Result<Row, String> {
    let mut entries = Entries::new(text, at)
        .filter(Entries::is_object)
        .ok_or("This is no row: an object with a value for each variable is expected.")?;
    let mut row = Row::new();
    for entry in entries.by_ref() {
        let key = text
            .get(entry.key.start - 1..=entry.key.end)
            .unwrap_or_default();
        let value = text.get(entry.value).unwrap_or_default();
        let wrong = |error: serde_json::Error| format!("This row is no JSON: {}.", reason(&error));
        let name: String = serde_json::from_str(key).map_err(wrong)?;
        let value: Value = serde_json::from_str(value).map_err(wrong)?;
        row.extend(Cell::new(value).map(|cell| (name, cell)));
    }
    match entries.end() {
        super::End::Closed(_) => Ok(row),
        _ => Err("This row is no JSON: a comma or a closing bracket is missing in it.".to_owned()),
    }
}

/// Notes the columns of a row and what they hold.
fn look(text: &str, at: usize, seen: &mut Vec<Seen>) {
    for (name, cell) in row_of(text, at).unwrap_or_default() {
        let place = seen.iter().position(|column| column.name == name);
        let place = place.unwrap_or_else(|| {
            seen.push(Seen {
                name,
                ..Seen::default()
            });
            seen.len() - 1
        });
        seen[place].has_items |= item_of(&cell.text).is_some();
        seen[place].has_dates |= cell.is_date();
    }
}
