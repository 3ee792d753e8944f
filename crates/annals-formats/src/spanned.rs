//! JSON whose parts keep their places in the text.
//!
//! Owns looking into a text of JSON part by part, without walking down into what nobody asks for, and
//! what can still be read of one that breaks off. It knows no format.

use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A value of a JSON text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Json<'t>(&'t RawValue);

/// The fields of an object, in the order of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Object<'t>(Vec<(String, Json<'t>)>);

/// The first value of a text.
#[derive(Debug)]
pub(super) struct First<'t> {
    pub(super) value: Json<'t>,
    /// The byte after it.
    pub(super) end: usize,
}

/// Where a text stops being JSON, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) byte: usize,
    /// A sentence.
    pub(super) message: String,
    /// Whether the text ends before the JSON does.
    pub(super) is_cut: bool,
}

impl<'t> First<'t> {
    /// Reads the first value of a text, whatever follows it.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON before the value is whole.
    pub(super) fn read(text: &'t str) -> Result<Self, Break> {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<&'t RawValue>();
        match values.next() {
            Some(Ok(value)) => Ok(Self {
                value: Json(value),
                end: values.byte_offset(),
            }),
            Some(Err(error)) => Err(Break::of(text, &error)),
            None => Err(Break {
                byte: 0,
                message: "The text is empty.".to_owned(),
                is_cut: true,
            }),
        }
    }
}

impl Break {
    fn of(text: &str, error: &serde_json::Error) -> Self {
        let is_cut = error.is_eof();
        let byte = if is_cut {
            text.len()
        } else {
            let mut lines = text.split_inclusive('\n');
            let before: usize = lines.by_ref().take(error.line() - 1).map(str::len).sum();
            // The column is that of the byte that was read last.
            (before + error.column().saturating_sub(1)).min(text.len())
        };
        let at = text.as_bytes().get(byte).copied();
        let message = if is_cut {
            "The text ends in the middle: the JSON is not whole.".to_owned()
        } else {
            let words = error.to_string();
            let reason = words.split(" at line ").next().unwrap_or_default();
            let hint = match at {
                Some(b'/') => " JSON has no comments.",
                Some(b'\'') => " Texts and names of fields stand between double quotation marks.",
                Some(b'}' | b']') if ends_with_comma(text, byte) => {
                    " No comma stands after the last one of a list."
                }
                _ => "",
            };
            format!("This is not JSON: {reason}.{hint}")
        };
        Self {
            byte,
            message,
            is_cut,
        }
    }
}

fn ends_with_comma(text: &str, byte: usize) -> bool {
    let before = text.get(..byte).unwrap_or_default();
    before.trim_end().ends_with(',')
}

/// The part of a broken text before `byte` that is whole, as far as its lists hold whole objects, closed
/// so that it is JSON. Its bytes stand where they stood. `None` where nothing is whole.
pub(super) fn healed(text: &str, byte: usize) -> Option<String> {
    let mut open: Vec<u8> = Vec::new();
    let mut is_text = false;
    let mut is_escaped = false;
    let mut whole = None;
    for (place, letter) in text.bytes().enumerate().take(byte) {
        if is_text {
            match letter {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_text = false,
                _ => {}
            }
            continue;
        }
        match letter {
            b'"' => is_text = true,
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                open.pop()?;
                // Entries are the objects of a list near the top; deeper ones are parts of an entry.
                if letter == b'}' && open.last() == Some(&b']') && open.len() <= 3 {
                    whole = Some((place + 1, open.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open) = whole?;
    let mut healed = text.get(..end)?.to_owned();
    healed.extend(open.into_iter().rev().map(char::from));
    Some(healed)
}

impl<'t> Json<'t> {
    /// The value as it is written.
    pub(super) fn written(self) -> &'t str {
        self.0.get()
    }

    /// The byte of `text`, of which it is a part, at which it begins.
    pub(super) fn byte(self, text: &str) -> usize {
        let own = self.written().as_ptr().addr();
        own.saturating_sub(text.as_ptr().addr())
    }

    pub(super) fn is_null(self) -> bool {
        self.written() == "null"
    }

    pub(super) fn is_object(self) -> bool {
        self.written().starts_with('{')
    }

    pub(super) fn is_list(self) -> bool {
        self.written().starts_with('[')
    }

    pub(super) fn is_number(self) -> bool {
        self.written()
            .starts_with(|first: char| first == '-' || first.is_ascii_digit())
    }

    /// The fields, if it is an object.
    pub(super) fn object(self) -> Option<Object<'t>> {
        if !self.is_object() {
            return None;
        }
        let mut reader = serde_json::Deserializer::from_str(self.written());
        reader.deserialize_map(Fields).ok()
    }

    /// The values, if it is a list.
    pub(super) fn list(self) -> Option<Vec<Self>> {
        if !self.is_list() {
            return None;
        }
        let values: Vec<&'t RawValue> = serde_json::from_str(self.written()).ok()?;
        Some(values.into_iter().map(Json).collect())
    }

    /// What a single value says: the letters of a text, a number or a truth as it is written, and
    /// nothing for `null`. An object and a list say what is written, without the spaces between.
    pub(super) fn text(self) -> String {
        let written = self.written();
        if self.is_null() {
            return String::new();
        }
        if written.starts_with('"') {
            // Half of a pair of code units is no letter; what is around it is kept.
            return serde_json::from_str(written).unwrap_or_else(|_| written.to_owned());
        }
        if self.is_object() || self.is_list() {
            return compact(written);
        }
        written.to_owned()
    }
}

impl<'t> Object<'t> {
    /// The value of a field: of several of one name the last, as in JavaScript. `null` is no value.
    pub(super) fn get(&self, name: &str) -> Option<Json<'t>> {
        let mut fields = self.0.iter().rev();
        let (_, value) = fields.find(|(field, _)| field == name)?;
        (!value.is_null()).then_some(*value)
    }

    /// What a field says; empty where there is none.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).map(Json::text).unwrap_or_default()
    }

    /// Every field.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, Json<'t>)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
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

struct Fields;

impl<'t> Visitor<'t> for Fields {
    type Value = Object<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'t>>(self, mut map: M) -> Result<Object<'t>, M::Error> {
        let mut fields = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, &'t RawValue>()? {
            fields.push((name, Json(value)));
        }
        Ok(Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn parts_keep_their_places() {
        let text = "{ \"a\" : [ 1, {\"b\": \"x\\n\"} ], \"a\": null,\n\"c\": {\"d\" : [ \" \" ]}}";
        let first = First::read(text).unwrap();
        let object = first.value.object().unwrap();
        assert!(
            object.get("a").is_none(),
            "the last one counts, and is null"
        );
        let (_, list) = object.fields().next().unwrap();
        let list = list.list().unwrap();
        assert_eq!(list[1].byte(text), text.find("{\"b").unwrap());
        assert_eq!(list[1].object().unwrap().text("b"), "x\n");
        assert_eq!(list[0].text(), "1");
        assert_eq!(object.text("c"), "{\"d\":[\" \"]}");
        assert_eq!(first.end, text.len());
    }

    #[rstest]
    #[case::cut("{\"a\": [{", 8, "ends in the middle")]
    #[case::comma("{\"a\": [1,]}", 9, "No comma")]
    #[case::comment("{\n// no\n}", 2, "no comments")]
    #[case::quotes("{'a': 1}", 1, "double quotation marks")]
    #[case::prose("hello", 0, "not JSON")]
    fn breaks_are_explained(#[case] text: &str, #[case] byte: usize, #[case] part: &str) {
        let broken = First::read(text).unwrap_err();
        assert_eq!(broken.byte, byte, "{}", broken.message);
        assert!(broken.message.contains(part), "{}", broken.message);
    }

    #[rstest]
    #[case("{\"e\": [{\"a\": 1}, {\"a\"", Some("{\"e\": [{\"a\": 1}]}"))]
    #[case(
        "{\"t\": {\"d\": [{\"a\": \"}\"},",
        Some("{\"t\": {\"d\": [{\"a\": \"}\"}]}}")
    )]
    #[case("[{}]", Some("[{}]"))]
    #[case("{\"e\": [{\"a\": 1", None)]
    #[case("]", None)]
    fn what_is_whole_is_kept(#[case] text: &str, #[case] kept: Option<&str>) {
        assert_eq!(healed(text, text.len()).as_deref(), kept);
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = format!("{{\"a\": {}", "[".repeat(1_000_000));
        assert!(First::read(&deep).is_err());
        assert_eq!(healed(&deep, deep.len()), None);
        let deep = format!(
            "{{\"a\": {}{}}}",
            "[".repeat(1_000_000),
            "]".repeat(1_000_000)
        );
        let object = First::read(&deep).unwrap().value.object().unwrap();
        assert_eq!(object.text("a").len(), 2_000_000);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]{}\",:a1\\\\ \n\u{e9}]{0,40}") {
            match First::read(&text) {
                Ok(first) => {
                    prop_assert!(text.get(..first.end).is_some());
                    let _ = (first.value.object(), first.value.list(), first.value.text());
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
