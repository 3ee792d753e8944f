//! Reads JSON with the position of each value, for every format that is JSON.
//!
//! [`Json`] is a value as it is written, with the byte of the file at which it begins. [`Json::first`] checks the first
//! value of a text whole; [`Json::object`] and [`Json::list`] give the parts of one value; [`Json::entries`] walks over the
//! parts without reading what is in them, for long lists and for texts that break off or are wrong in places.
//!
//! `serde_json` reads single values and words errors. Libraries that keep positions build a tree of the whole
//! text and give nothing where one entry is wrong; here one wrong entry costs that entry, and nesting costs no stack.

mod broken;
mod entries;
mod surrogates;

pub(crate) use broken::{Break, healed};
pub(crate) use entries::{End, Entries};
pub(crate) use surrogates::{half_words, without_halves};

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use broken::reason;

/// A value of a JSON text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Json<'t> {
    written: &'t str,
    byte: usize,
}

/// The fields of an object, in the order of the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object<'t>(Vec<(Cow<'t, str>, Json<'t>)>);

impl<'t> Json<'t> {
    /// What stands at a byte of a text, after spaces and byte order marks. Nothing is checked, and where the value ends is not known: it
    /// goes on to the end of the text.
    pub(crate) fn open(text: &'t str, at: usize) -> Self {
        let written = text.get(at..).unwrap_or_default();
        let written = written.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']);
        Self {
            written,
            byte: text.len() - written.len(),
        }
    }

    /// Reads the first value of a text that begins at a byte of the file, whatever follows it. Gives the byte of
    /// the file after it too.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON before the value is whole.
    pub(crate) fn first(text: &'t str, begin: usize) -> Result<(Self, usize), Break> {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<&'t RawValue>();
        match values.next() {
            Some(Ok(value)) => {
                let end = values.byte_offset();
                let written = value.get();
                let byte = begin + end - written.len();
                Ok((Self { written, byte }, begin + end))
            }
            Some(Err(error)) => Err(Break::new(text, begin, &error)),
            None => Err(Break {
                byte: begin,
                message: "The text is empty.".to_owned(),
            }),
        }
    }

    /// A part of this value, which is a slice of it.
    fn part(self, written: &'t str) -> Self {
        let offset = written.as_ptr().addr() - self.written.as_ptr().addr();
        Self {
            written,
            byte: self.byte + offset,
        }
    }

    /// The value as it is written.
    pub(crate) const fn written(self) -> &'t str {
        self.written
    }

    /// The byte of the file at which it begins.
    pub(crate) const fn byte(self) -> usize {
        self.byte
    }

    /// Whether it is `null`.
    pub(crate) fn is_null(self) -> bool {
        self.written == "null"
    }

    /// Whether it begins like an object.
    pub(crate) fn is_object(self) -> bool {
        self.written.starts_with('{')
    }

    /// Whether it begins like a list.
    pub(crate) fn is_list(self) -> bool {
        self.written.starts_with('[')
    }

    /// Whether it begins like a text.
    pub(crate) fn is_text(self) -> bool {
        self.written.starts_with('"')
    }

    /// Whether it begins like a number.
    pub(crate) fn is_number(self) -> bool {
        self.written
            .starts_with(|first: char| first == '-' || first.is_ascii_digit())
    }

    /// The value as a Rust type.
    ///
    /// # Errors
    ///
    /// The reason, without a position, as a part of a sentence.
    pub(crate) fn parse<T: Deserialize<'t>>(self) -> Result<T, String> {
        serde_json::from_str(self.written).map_err(|error| reason(&error))
    }

    /// The fields of an object.
    ///
    /// # Errors
    ///
    /// The reason, without a position, as a part of a sentence.
    pub(crate) fn fields(self) -> Result<Object<'t>, String> {
        let mut reader = serde_json::Deserializer::from_str(self.written);
        let fields = reader.deserialize_map(Fields(self));
        let fields = fields.and_then(|fields| reader.end().map(|()| fields));
        fields.map_err(|error| reason(&error))
    }

    /// The fields, if it is an object.
    pub(crate) fn object(self) -> Option<Object<'t>> {
        self.fields().ok()
    }

    /// The values, if it is a list.
    pub(crate) fn list(self) -> Option<Vec<Self>> {
        if !self.is_list() {
            return None;
        }
        let values: Vec<&'t RawValue> = self.parse().ok()?;
        let values = values.into_iter();
        Some(values.map(|value| self.part(value.get())).collect())
    }

    /// Walks over the members of an object or the elements of a list.
    pub(crate) fn entries(self) -> Option<Entries<'t>> {
        Entries::new(self)
    }

    /// The value of a key of an object, which may be cut off; the key is compared as it is written.
    pub(crate) fn member(self, key: &str) -> Option<Self> {
        let mut entries = self.entries().filter(|_| self.is_object())?;
        let found = entries.find(|entry| entry.key == key);
        let found = found.or_else(|| entries.cut_off().filter(|entry| entry.key == key));
        found.map(|entry| entry.value)
    }

    /// What a single value says: the letters of a text, a number or a truth value as it is written, and nothing
    /// for `null`. An object and a list say what is written, without the spaces between.
    pub(crate) fn text(self) -> String {
        if self.is_text() {
            return self.parse().unwrap_or_else(|_| self.written.to_owned());
        }
        if self.is_null() {
            String::new()
        } else if self.is_object() || self.is_list() {
            compact(self.written)
        } else {
            self.written.to_owned()
        }
    }
}

impl<'t> Object<'t> {
    /// The value of a field: of several of one name the last, as in JavaScript. `null` is no value.
    pub(crate) fn get(&self, name: &str) -> Option<Json<'t>> {
        let mut fields = self.0.iter().rev();
        let (_, value) = fields.find(|(field, _)| field == name)?;
        (!value.is_null()).then_some(*value)
    }

    /// As [`Object::get`], and takes the field away.
    pub(crate) fn take(&mut self, name: &str) -> Option<Json<'t>> {
        let value = self.get(name);
        self.0.retain(|(field, _)| field != name);
        value
    }

    /// What a field says; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        self.get(name).map(Json::text).unwrap_or_default()
    }

    /// Every field.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, Json<'t>)> {
        self.0.iter().map(|(name, value)| (&**name, *value))
    }

    /// Every field with its name.
    pub(crate) fn into_fields(self) -> impl Iterator<Item = (Cow<'t, str>, Json<'t>)> {
        self.0.into_iter()
    }
}

/// JSON without spaces between its signs.
fn compact(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let (mut is_text, mut is_escaped) = (false, false);
    for letter in written.chars() {
        if is_text {
            is_text = is_escaped || letter != '"';
            is_escaped = !is_escaped && letter == '\\';
        } else if letter == '"' {
            is_text = true;
        } else if letter.is_ascii_whitespace() {
            continue;
        }
        text.push(letter);
    }
    text
}

/// Reads the fields of a value, of which they are parts.
struct Fields<'t>(Json<'t>);

/// A name that is borrowed from the text where it has no escapes.
#[derive(Deserialize)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);

impl<'t> Visitor<'t> for Fields<'t> {
    type Value = Object<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'t>>(self, mut map: M) -> Result<Object<'t>, M::Error> {
        let mut fields = Vec::new();
        while let Some((Name(name), value)) = map.next_entry::<Name<'t>, &'t RawValue>()? {
            fields.push((name, self.0.part(value.get())));
        }
        Ok(Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn parts_keep_their_positions() {
        let text = " { \"a\" : [ 1, {\"b\": \"x\\n\"} ], \"a\": null,\n\"c\": {\"d\" : [ \" \" ]}}";
        let (value, end) = Json::first(text, 100).unwrap();
        assert_eq!((value.byte(), end), (101, 100 + text.len()));
        let object = value.object().unwrap();
        assert!(
            object.get("a").is_none(),
            "the last one counts, and is null"
        );
        let (_, list) = object.fields().next().unwrap();
        let list = list.list().unwrap();
        assert_eq!(list[1].byte(), 100 + text.find("{\"b").unwrap());
        assert_eq!(list[1].object().unwrap().text("b"), "x\n");
        assert_eq!(list[0].text(), "1");
        assert_eq!(object.text("c"), "{\"d\":[\" \"]}");
    }

    #[test]
    fn a_field_is_taken_once() {
        let (value, _) = Json::first("{\"a\": 1, \"b\": 2, \"a\": 3}", 0).unwrap();
        let mut object = value.object().unwrap();
        assert_eq!(object.take("a").unwrap().written(), "3");
        assert!(object.take("a").is_none());
        assert_eq!(object.fields().count(), 1);
    }

    #[rstest]
    #[case::cut("{\"a\": [{", 8, "ends in the middle")]
    #[case::comma("{\"a\": [1,]}", 9, "No comma")]
    #[case::comment("{\n// no\n}", 2, "no comments")]
    #[case::quotes("{'a': 1}", 1, "double quotation marks")]
    #[case::prose("hello", 0, "not JSON")]
    fn breaks_are_explained(#[case] text: &str, #[case] byte: usize, #[case] part: &str) {
        let broken = Json::first(text, 10).unwrap_err();
        assert_eq!(broken.byte, 10 + byte, "{}", broken.message);
        assert!(broken.message.contains(part), "{}", broken.message);
    }

    #[rstest]
    #[case("{\"a\":[1],\"b\":{\"c\":2}}", "b", Some(13))]
    #[case("{\"a\":[1],\"b\":{\"c\":2", "b", Some(13))]
    #[case("{\"a\":[1],\"b\":", "b", Some(13))]
    #[case("{\"a\":{\"b\":1}}", "b", None)]
    #[case("[1]", "b", None)]
    fn a_member_is_found_by_its_key(
        #[case] text: &str,
        #[case] key: &str,
        #[case] at: Option<usize>,
    ) {
        let member = Json::open(text, 0).member(key);
        assert_eq!(member.map(Json::byte), at);
    }

    #[test]
    fn a_value_nested_deeper_than_the_limit_is_refused_with_its_sentence() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let parse = |depth| {
            let text = nested(depth);
            Json::open(&text, 0).parse::<serde_json::Value>().err()
        };
        assert_eq!(parse(limits::JSON_DEPTH), None);
        let reason = parse(limits::JSON_DEPTH + 1);
        assert_eq!(reason, Some(limits::json_too_deep()));
    }

    #[test]
    fn deep_nesting_costs_no_stack() {
        let deep = format!("{{\"a\": {}", "[".repeat(1_000_000));
        assert!(Json::first(&deep, 0).is_err());
        assert_eq!(healed(&deep, deep.len()), None);
        let deep = format!(
            "{{\"a\": {}{}}}",
            "[".repeat(1_000_000),
            "]".repeat(1_000_000)
        );
        let object = Json::first(&deep, 0).unwrap().0.object().unwrap();
        assert_eq!(object.text("a").len(), 2_000_000);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]{}\",:a1\\\\ \n\u{e9}]{0,40}") {
            let open = Json::open(&text, 0);
            let _ = (open.object(), open.list(), open.text(), open.member("a"));
            match Json::first(&text, 0) {
                Ok((value, end)) => {
                    prop_assert!(text.get(..end).is_some());
                    let _ = (value.object(), value.list(), value.text());
                }
                Err(broken) => {
                    if let Some(healed) = healed(&text, broken.byte) {
                        let kept = healed.trim_end_matches([']', '}']);
                        prop_assert!(text.starts_with(kept));
                    }
                }
            }
        }
    }
}
