//! Query results and entities of Wikidata and of other Wikibases, in JSON.
//!
//! Owns telling the three shapes apart: results of a query by the standard of SPARQL, the plain array that
//! the query service offers to download, and entities with their statements. Years in results of queries are
//! astronomical (0 is 1 BC), those in entities are counted as people do (-1 is 1 BC).

mod columns;
mod entities;
mod properties;
mod rows;
mod value;

use std::collections::BTreeMap;

use super::building::Builder;
use super::entries::{End, Entries, GLANCE, glance, member, skip_space};
use super::{Format, Request, Sample};
use annals_model::Reading;
use annals_model::text::grouped;

/// The address that names of items are shown at.
const ITEMS: &str = "https://www.wikidata.org/wiki/";

/// Which of the shapes a text has, with the byte at which its entries begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `{"head":..,"results":{"bindings":[..]}}`
    Bindings(usize),
    /// `[{..},..]`
    Rows(usize),
    /// `{"entities":{..}}`
    Entities(usize),
    /// One entity alone, as a dump has it on each line.
    Entity(usize),
}

/// A text whose keys are those of results or of entities.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let text = glance(sample.text);
    match shape(text) {
        Some(Shape::Rows(at)) => Entries::new(text, at)
            .and_then(|mut rows| rows.next())
            .and_then(|row| text.get(row.value))
            .is_some_and(names_an_item),
        Some(_) => true,
        // The rows of a result may come before its head, and after more than is looked at.
        None => sample.text.len() > GLANCE && head_of_results(text),
    }
}

fn head_of_results(text: &str) -> bool {
    member(text, 0, "head").is_some_and(|head| member(text, head, "vars").is_some())
}

/// Whether a row has the address of an item in it: a plain array of objects may be anything else.
fn names_an_item(row: &str) -> bool {
    row.match_indices("/entity/Q").any(|(at, found)| {
        let digits = row.get(at + found.len()..).unwrap_or_default();
        digits.starts_with(|digit: char| digit.is_ascii_digit())
    })
}

fn shape(text: &str) -> Option<Shape> {
    let start = skip_space(text.as_bytes(), 0);
    match text.as_bytes().get(start)? {
        b'[' => {
            let first = skip_space(text.as_bytes(), start + 1);
            (text.as_bytes().get(first) == Some(&b'{')).then_some(Shape::Rows(start))
        }
        b'{' => {
            let bindings = member(text, start, "results")
                .and_then(|results| member(text, results, "bindings"));
            if let Some(bindings) = bindings.filter(|_| head_of_results(text)) {
                return Some(Shape::Bindings(bindings));
            }
            if let Some(entities) = member(text, start, "entities") {
                let is_entity = |at: usize| {
                    ["claims", "labels", "missing"]
                        .iter()
                        .any(|key| member(text, at, key).is_some())
                };
                let mut entries = Entries::new(text, entities)?;
                let first = entries.next().map(|entry| entry.value.start);
                let first = first.or_else(|| match entries.end() {
                    // The first entity may be longer than what is looked at.
                    End::Cut(key) => text.get(key..)?.find('{').map(|brace| key + brace),
                    _ => None,
                });
                return first
                    .filter(|at| is_entity(*at))
                    .map(|_| Shape::Entities(entities));
            }
            let has = |key| member(text, start, key).is_some();
            (has("id") && has("labels") && has("claims")).then_some(Shape::Entity(start))
        }
        _ => None,
    }
}

/// Reads the events that a result or the statements of entities name.
pub(super) fn read(request: &Request<'_>) -> Reading {
    let mut reader = Reader {
        builder: Builder::new(Format::Wikidata, request.id, request.text),
        text: request.text,
        counts: BTreeMap::new(),
    };
    match shape(request.text) {
        Some(Shape::Bindings(at) | Shape::Rows(at)) => reader.rows(at),
        Some(Shape::Entities(at)) => reader.entities(at),
        Some(Shape::Entity(at)) => reader.one_entity(at),
        None => reader.refuse(),
    }
    reader.finish()
}

/// What is told once about many dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
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

impl Told {
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

/// What is known while a text is read.
struct Reader<'t> {
    builder: Builder<'t>,
    text: &'t str,
    counts: BTreeMap<Told, usize>,
}

impl Reader<'_> {
    fn count(&mut self, told: Told) {
        *self.counts.entry(told).or_default() += 1;
    }

    fn refuse(&mut self) {
        let message = match serde_json::from_str::<serde::de::IgnoredAny>(self.text) {
            Ok(_) => "This JSON is no result of a query and holds no entities: \"results\" with \"bindings\", \"entities\", or an array of rows is expected.".to_owned(),
            Err(error) => format!("This is no JSON: {error}."),
        };
        self.builder.refuse(0, &message);
    }

    /// Tells how a list that was walked over ended, where that is not as it should be.
    fn tell_end(&mut self, end: End) {
        match end {
            End::Closed(_) => {}
            End::Missing => self.builder.doubt(
                self.text.len(),
                "The text ends before its list does: it may be cut off.",
            ),
            End::Cut(byte) => self.builder.skip(
                byte,
                "The text ends in the middle of this entry: it is cut off.",
            ),
            End::Broken(byte) => self.builder.doubt(
                byte,
                "A comma and the next entry are expected here; what follows is not read.",
            ),
        }
    }

    fn finish(mut self) -> Reading {
        for (told, count) in std::mem::take(&mut self.counts) {
            self.builder.remark(&told.sentence(count));
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
