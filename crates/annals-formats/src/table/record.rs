//! Rows as they are written: [`CsvRecord`] for separated values, [`JsonRecord`] for objects of JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use simd_csv::ZeroCopyByteRecord;

use super::cells::{Record, trimmed};
use super::plan::Plan;
use crate::cell::unguarded;

/// A row of separated values.
#[derive(Debug)]
pub(super) struct CsvRecord<'r>(pub(super) ZeroCopyByteRecord<'r>);

impl Record for CsvRecord<'_> {
    fn columns(&self, found: &mut dyn FnMut(usize)) {
        (0..self.0.len()).for_each(found);
    }

    fn plain(&self, column: usize) -> Option<&[u8]> {
        let Some(cell) = self.0.get(column) else {
            return Some(&[]);
        };
        // A cell that begins or ends with a quote, an apostrophe or a blank has to be unescaped.
        let is_plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'');
        match (cell.first(), cell.last()) {
            (None, _) => Some(cell),
            (Some(first), Some(last)) => (is_plain(first) && is_plain(last)).then_some(cell),
            (Some(_), None) => None,
        }
    }

    fn is_list(&self, plain: &[u8]) -> bool {
        plain.iter().any(|byte| matches!(byte, b'\\' | b';' | b'|'))
    }

    fn text(&self, column: usize) -> Option<Cow<'_, str>> {
        let cell = match self.0.unescape(column)? {
            Cow::Borrowed(cell) => Cow::Borrowed(std::str::from_utf8(cell).ok()?),
            Cow::Owned(cell) => Cow::Owned(String::from_utf8(cell).ok()?),
        };
        Some(match cell {
            Cow::Borrowed(cell) => Cow::Borrowed(unguarded(cell)),
            Cow::Owned(cell) => Cow::Owned(unguarded(&cell).to_owned()),
        })
    }

    fn items(&self, column: usize, found: &mut dyn FnMut(&str, &str)) {
        let Some(text) = self.text(column) else {
            return;
        };
        if memchr::memchr3(b'\\', b';', b'|', text.as_bytes()).is_none() {
            found(trimmed(&text), "");
            return;
        }
        if !text.contains('\\') {
            let separator = if text.contains(';') { ';' } else { '|' };
            text.split(separator)
                .for_each(|item| found(item.trim(), ""));
            return;
        }
        // A backslash escapes the character after it.
        let (mut item, mut letters) = (String::new(), text.chars());
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => item.extend(letters.next()),
                ';' => {
                    found(item.trim(), "");
                    item.clear();
                }
                _ => item.push(letter),
            }
        }
        found(item.trim(), "");
    }
}

/// A row that is an object of JSON, with the column of each value, in the order of the columns.
#[derive(Debug)]
pub(super) struct JsonRecord<'t> {
    values: Vec<(usize, &'t RawValue)>,
}

/// The pairs of an object in order, with values that are not parsed.
pub(super) struct JsonPairs<'t>(pub(super) Vec<(Cow<'t, str>, &'t RawValue)>);

/// A key, borrowed from the text unless it has escapes.
#[derive(serde::Deserialize)]
struct Key<'t>(#[serde(borrow)] Cow<'t, str>);

impl<'de: 't, 't> Deserialize<'de> for JsonPairs<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::with_capacity(8);
                while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &RawValue>()? {
                    pairs.push((key, value));
                }
                Ok(pairs)
            }
        }
        deserializer.deserialize_map(Reader).map(JsonPairs)
    }
}

impl<'t> JsonRecord<'t> {
    /// Finds the columns of the keys of an object; keys without a column are left out.
    pub(super) fn of(plan: &Plan, pairs: &JsonPairs<'t>) -> Self {
        let known = pairs.0.iter();
        let known = known.filter_map(|(key, value)| Some((plan.known_column(key)?, *value)));
        Self::new(known.collect())
    }

    /// Creates a record of values with their columns.
    pub(super) fn new(mut values: Vec<(usize, &'t RawValue)>) -> Self {
        // Most rows have their values in the order of the columns. Of several of one column the first counts.
        values.sort_by_key(|(column, _)| *column);
        Self { values }
    }

    fn value(&self, column: usize) -> Option<&'t RawValue> {
        let index = self.values.partition_point(|(known, _)| *known < column);
        let (known, value) = self.values.get(index)?;
        (*known == column).then_some(*value)
    }
}

/// Returns a value as text: a string without its quotes, any other value as JSON. `None` for null and for
/// empty lists and objects.
pub(super) fn text_of(value: &RawValue) -> Option<Cow<'_, str>> {
    let raw = value.get();
    let inside = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
    match inside {
        Some(inside) if !inside.contains('\\') => Some(Cow::Borrowed(inside)),
        Some(_) => serde_json::from_str::<String>(raw).ok().map(Cow::Owned),
        None if raw == "null" || raw == "[]" || raw == "{}" => None,
        None => Some(Cow::Borrowed(raw)),
    }
}

/// Returns the value of the first of these keys that an object has, as text.
fn first_of(object: &serde_json::Map<String, serde_json::Value>, keys: &[&str]) -> String {
    let found = keys.iter().find_map(|key| object.get(*key));
    match found {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

impl Record for JsonRecord<'_> {
    fn columns(&self, found: &mut dyn FnMut(usize)) {
        let columns = self.values.chunk_by(|one, other| one.0 == other.0);
        columns.for_each(|same| found(same[0].0));
    }

    fn plain(&self, column: usize) -> Option<&[u8]> {
        let Some(value) = self.value(column) else {
            return Some(&[]);
        };
        let raw = value.get().as_bytes();
        let inside = match raw {
            [b'"', b'"'] => return Some(&[]),
            [b'"', inside @ .., b'"'] => inside,
            [b'-' | b'0'..=b'9', ..] => return Some(raw),
            _ => return None,
        };
        let is_visible = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        let is_plain = is_visible(inside.first())
            && is_visible(inside.last())
            && memchr::memchr(b'\\', inside).is_none();
        is_plain.then_some(inside)
    }

    fn is_list(&self, _: &[u8]) -> bool {
        false
    }

    fn text(&self, column: usize) -> Option<Cow<'_, str>> {
        text_of(self.value(column)?)
    }

    fn items(&self, column: usize, found: &mut dyn FnMut(&str, &str)) {
        let Some(value) = self.value(column) else {
            return;
        };
        if !value.get().starts_with('[') {
            if let Some(text) = text_of(value) {
                found(text.trim(), "");
            }
            return;
        }
        let items: Vec<serde_json::Value> = serde_json::from_str(value.get()).unwrap_or_default();
        for item in items {
            match item {
                serde_json::Value::String(text) => found(text.trim(), ""),
                serde_json::Value::Object(object) => {
                    let name = first_of(&object, &["id", "source", "name", "title", "url", "to"]);
                    let detail = first_of(&object, &["role", "at", "kind", "page"]);
                    found(name.trim(), detail.trim());
                }
                serde_json::Value::Null => {}
                other => found(&other.to_string(), ""),
            }
        }
    }
}
