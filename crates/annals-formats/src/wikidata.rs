//! Reads JSON of Wikidata and other Wikibases: query results and entities.
//!
//! Results are in the standard form of SPARQL or in the plain array that the query service downloads; their years
//! are astronomical (0 is 1 BC). Years in entities are historical (-1 is 1 BC).

mod columns;
mod entities;
mod properties;
mod rows;
mod value;

use std::collections::BTreeMap;

use super::building::Builder;
use super::json::{End, Json};
use crate::request::{Definition, Request, Sample};
use annals_model::Reading;
use annals_model::text::grouped;

pub(crate) const FORMAT: Definition = Definition {
    name: "wikidata",
    label: "Wikidata JSON",
    endings: &[],
    precedence: 3,
    recognises,
    read,
    write: None,
};

/// The address of items, without the name.
const ITEMS: &str = "https://www.wikidata.org/wiki/";

/// Which of the shapes a text has, with the value that holds its entries.
#[derive(Debug, Clone, Copy)]
enum Shape<'t> {
    /// `{"head":..,"results":{"bindings":[..]}}`
    Bindings(Json<'t>),
    /// `[{..},..]`
    Rows(Json<'t>),
    /// `{"entities":{..}}`
    Entities(Json<'t>),
    /// One entity alone, as a dump has it on each line.
    Entity(Json<'t>),
}

/// A text whose keys are those of results or of entities.
fn recognises(sample: &Sample<'_>) -> bool {
    let text = sample.beginning();
    let root = Json::open(text, 0);
    match shape(root) {
        Some(Shape::Rows(rows)) => rows
            .entries()
            .and_then(|mut rows| rows.next())
            .is_some_and(|row| names_an_item(row.value.written())),
        Some(_) => true,
        // The rows of a result may come before its head, and after more than is looked at.
        None => sample.text.len() > text.len() && has_head_of_results(root),
    }
}

fn has_head_of_results(root: Json<'_>) -> bool {
    let head = root.member("head");
    head.is_some_and(|head| head.member("vars").is_some())
}

/// Whether a row has the address of an item in it: a plain array of objects may be anything else.
fn names_an_item(row: &str) -> bool {
    row.match_indices("/entity/Q").any(|(at, found)| {
        let digits = row.get(at + found.len()..).unwrap_or_default();
        digits.starts_with(|digit: char| digit.is_ascii_digit())
    })
}

fn shape(root: Json<'_>) -> Option<Shape<'_>> {
    if root.is_list() {
        let mut entries = root.entries()?;
        let first = entries.next().or_else(|| entries.cut_off());
        let is_row = first.is_some_and(|first| first.value.is_object());
        return is_row.then_some(Shape::Rows(root));
    }
    let results = root.member("results");
    let bindings = results.and_then(|results| results.member("bindings"));
    if let Some(bindings) = bindings.filter(|_| has_head_of_results(root)) {
        return Some(Shape::Bindings(bindings));
    }
    if let Some(entities) = root.member("entities") {
        let mut entries = entities.entries()?;
        // The first entity may be longer than what is looked at.
        let first = entries.next().or_else(|| entries.cut_off())?.value;
        let is_entity = ["claims", "labels", "missing"]
            .iter()
            .any(|key| first.member(key).is_some());
        return is_entity.then_some(Shape::Entities(entities));
    }
    let has = |key| root.member(key).is_some();
    (has("id") && has("labels") && has("claims")).then_some(Shape::Entity(root))
}

/// Reads the events that a result or the statements of entities name.
fn read(request: &Request<'_>) -> Reading {
    let mut reader = WikidataReader {
        builder: Builder::new(FORMAT.label, request.id, request.text).keeping(request.limit),
        counts: BTreeMap::new(),
    };
    let root = Json::open(request.text, 0);
    match shape(root) {
        Some(Shape::Bindings(rows) | Shape::Rows(rows)) => reader.rows(rows),
        Some(Shape::Entities(entities)) => reader.entities(entities),
        Some(Shape::Entity(entity)) => reader.one_entity(entity),
        None => reader.refuse(root),
    }
    reader.finish()
}

/// A note that is reported once, with a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Note {
    YearsFromDates,
    MonthsFromDates,
    JulianDays,
    JulianCoarse,
    Unknown,
    Nothing,
    Deprecated,
    Repeated,
    NoDates,
}

impl Note {
    fn sentence(self, count: usize) -> String {
        let many = grouped(count);
        match self {
            Self::YearsFromDates => format!(
                "1 January at midnight without a precision is read as the year, which is how Wikidata writes years ({many} dates)."
            ),
            Self::MonthsFromDates => format!(
                "The first of a month at midnight without a precision is read as the month, which is how Wikidata writes months ({many} dates)."
            ),
            Self::JulianDays => format!(
                "Days of the Julian calendar are shown on the Gregorian one ({many} dates)."
            ),
            Self::JulianCoarse => format!(
                "Months and years of the Julian calendar are kept as they are: they begin some days later than here ({many} dates)."
            ),
            Self::Unknown => format!(
                "Wikidata says of {many} dates that there is one and that it is not known; they are undated."
            ),
            Self::Nothing => {
                format!("Wikidata says of {many} dates that there is none; they make no event.")
            }
            Self::Deprecated => {
                format!("Statements that are marked as deprecated are left out ({many}).")
            }
            Self::Repeated => format!(
                "Rows that repeat an event with something else in them are one event ({many} rows)."
            ),
            Self::NoDates => format!("Items without a statement of a time make no event ({many})."),
        }
    }
}

/// The state of reading a text.
struct WikidataReader<'t> {
    builder: Builder<'t>,
    counts: BTreeMap<Note, usize>,
}

impl WikidataReader<'_> {
    fn count(&mut self, reported: Note) {
        *self.counts.entry(reported).or_default() += 1;
    }

    fn refuse(&mut self, root: Json<'_>) {
        let message = match root.parse::<serde::de::IgnoredAny>() {
            Ok(_) => "This JSON is no result of a query and holds no entities: \"results\" with \"bindings\", \"entities\", or an array of rows is expected.".to_owned(),
            Err(reason) => format!("This is no JSON: {reason}."),
        };
        self.builder.refuse(root.byte(), &message);
    }

    /// Reports how a list that was walked over ended, where that is not as it should be.
    fn report_end(&mut self, end: End) {
        let Some((byte, sentence)) = end.problem("entry") else {
            return;
        };
        if matches!(end, End::Cut(_)) {
            self.builder.skip(byte, &sentence);
        } else {
            self.builder.warn(byte, &sentence);
        }
    }

    fn finish(mut self) -> Reading {
        for (reported, count) in std::mem::take(&mut self.counts) {
            self.builder.note(&reported.sentence(count));
        }
        self.builder.finish()
    }
}

/// The name of an item (`Q42`, `P31`, `L7`) at the end of its address.
fn item_of(address: &str) -> Option<&str> {
    let (_, name) = address.rsplit_once("/entity/")?;
    is_item(name).then_some(name)
}

/// Whether a text is the name of an item, a property or a lexeme.
fn is_item(name: &str) -> bool {
    let digits = name.strip_prefix(['Q', 'P', 'L']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests;
