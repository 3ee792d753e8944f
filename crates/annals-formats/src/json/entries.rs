//! [`Entries`]: walks over an object or a list without reading what is in it.

use std::borrow::Cow;

use super::Json;

/// A member of an object or an element of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'t> {
    /// The key as it is written between its quotes; empty in a list.
    pub(crate) key: &'t str,
    /// Nothing of the value is checked.
    pub(crate) value: Json<'t>,
}

/// How the walk over the entries of an object or a list came to its end. Bytes are those of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// At its closing bracket; the byte after it.
    Closed(usize),
    /// At the end of the text, which is this byte, between two entries.
    Missing(usize),
    /// At the end of the text, in the middle of the entry that begins at this byte.
    Cut(usize),
    /// At a byte where something else is expected.
    Broken(usize, &'static str),
}

/// An iterator over the entries of an object or a list.
#[derive(Debug, Clone)]
pub(crate) struct Entries<'t> {
    whole: Json<'t>,
    /// The byte of `whole` that is read next.
    at: usize,
    is_object: bool,
    is_first: bool,
    end: Option<End>,
}

impl Entry<'_> {
    /// The key without its escapes.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        if !self.key.contains('\\') {
            return Cow::Borrowed(self.key);
        }
        let name = serde_json::from_str(&format!("\"{}\"", self.key));
        name.map_or(Cow::Borrowed(self.key), Cow::Owned)
    }
}

impl End {
    /// The byte and the sentence to be reported of an end that is not as it should be; `entry` is what an entry is
    /// called.
    pub(crate) fn problem(self, entry: &str) -> Option<(usize, String)> {
        match self {
            Self::Closed(_) => None,
            Self::Missing(byte) => Some((
                byte,
                "The text ends before its list does: it may be cut off.".to_owned(),
            )),
            Self::Cut(byte) => Some((
                byte,
                format!("The text ends in the middle of this {entry}: it is cut off."),
            )),
            Self::Broken(byte, expected) => Some((
                byte,
                format!("{expected} is expected here; what follows is not read."),
            )),
        }
    }
}

impl<'t> Entries<'t> {
    pub(super) fn new(whole: Json<'t>) -> Option<Self> {
        let is_object = whole.is_object();
        (is_object || whole.is_list()).then_some(Self {
            whole,
            at: 1,
            is_object,
            is_first: true,
            end: None,
        })
    }

    /// How the walk ended; [`End::Missing`] while it goes on.
    pub(crate) fn end(&self) -> End {
        self.end.unwrap_or(End::Missing(self.byte(self.at)))
    }

    /// The entry in whose value the text ends, after the walk: its value goes on to the end of the text.
    pub(crate) fn cut_off(&self) -> Option<Entry<'t>> {
        let Some(End::Cut(byte)) = self.end else {
            return None;
        };
        let text = self.whole.written();
        let begin = byte - self.whole.byte();
        let (mut key, mut value) = ("", begin);
        if self.is_object {
            let after = string_end(text.as_bytes(), begin)?;
            let colon = skip_space(text.as_bytes(), after);
            if text.as_bytes().get(colon) != Some(&b':') {
                return None;
            }
            key = text.get(begin + 1..after - 1)?;
            value = skip_space(text.as_bytes(), colon + 1);
        }
        let value = self.whole.part(text.get(value..)?);
        Some(Entry { key, value })
    }

    const fn byte(&self, at: usize) -> usize {
        self.whole.byte() + at
    }

    fn stop(&mut self, end: End) -> Option<Entry<'t>> {
        self.end = Some(end);
        None
    }

    fn entry(&mut self) -> Option<Entry<'t>> {
        let text = self.whole.written();
        let bytes = text.as_bytes();
        let close = if self.is_object { b'}' } else { b']' };
        let missing = End::Missing(self.byte(text.len()));
        let mut at = skip_space(bytes, self.at);
        match bytes.get(at) {
            None => return self.stop(missing),
            Some(byte) if *byte == close => return self.stop(End::Closed(self.byte(at + 1))),
            Some(b',') if !self.is_first => {
                at = skip_space(bytes, at + 1);
                match bytes.get(at) {
                    None => return self.stop(missing),
                    // A comma after the last entry is against the standard, and frequent.
                    Some(byte) if *byte == close => {
                        return self.stop(End::Closed(self.byte(at + 1)));
                    }
                    Some(_) => {}
                }
            }
            Some(_) if self.is_first => {}
            Some(_) => {
                let expected = if self.is_object {
                    "A comma or }"
                } else {
                    "A comma or ]"
                };
                return self.stop(End::Broken(self.byte(at), expected));
            }
        }
        self.is_first = false;
        let cut = End::Cut(self.byte(at));
        let mut key = "";
        if self.is_object {
            if bytes.get(at) != Some(&b'"') {
                let expected = "A name in double quotation marks";
                return self.stop(End::Broken(self.byte(at), expected));
            }
            let Some(after) = string_end(bytes, at) else {
                return self.stop(cut);
            };
            key = text.get(at + 1..after - 1)?;
            at = skip_space(bytes, after);
            match bytes.get(at) {
                None => return self.stop(cut),
                Some(b':') => at = skip_space(bytes, at + 1),
                Some(_) => return self.stop(End::Broken(self.byte(at), "A colon")),
            }
        }
        match value_end(bytes, at) {
            Some(after) if after > at => {
                self.at = after;
                let value = self.whole.part(text.get(at..after)?);
                Some(Entry { key, value })
            }
            Some(_) => self.stop(End::Broken(self.byte(at), "A value")),
            None => self.stop(cut),
        }
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        if self.end.is_some() {
            return None;
        }
        self.entry()
    }
}

/// The first byte from `at` on that is no space.
pub(super) fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let spaces = rest
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    at + spaces
}

/// The byte after a value; `None` if the text ends before it does.
fn value_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => string_end(bytes, at),
        b'{' | b'[' => nested_end(bytes, at),
        _ => {
            let rest = bytes.get(at..)?;
            let is_end = |byte: &u8| {
                matches!(byte, b',' | b']' | b'}' | b':' | b'"') || byte.is_ascii_whitespace()
            };
            rest.iter().position(is_end).map(|length| at + length)
        }
    }
}

/// The byte after the closing quote of the string that opens at `at`. A line break ends a string that was
/// never closed: there is none in a string of JSON.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        let rest = bytes.get(at..)?;
        at += memchr::memchr3(b'"', b'\\', b'\n', rest)?;
        match bytes.get(at)? {
            b'\\' => at += 2,
            _ => return Some(at + 1),
        }
    }
}

/// The byte after the bracket that closes the one at `at`.
fn nested_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = at;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn walk(text: &str) -> (Vec<(&str, &str)>, End) {
        let mut entries = Json::open(text, 0).entries().unwrap();
        let mut found = Vec::new();
        for entry in entries.by_ref() {
            let value = entry.value;
            assert!(
                text.get(value.byte()..)
                    .unwrap()
                    .starts_with(value.written())
            );
            found.push((entry.key, value.written()));
        }
        (found, entries.end())
    }

    #[rstest]
    #[case::list("[1, {\"a\":[]} , \"]\"]", &[("", "1"), ("", "{\"a\":[]}"), ("", "\"]\"")], End::Closed(19))]
    #[case::object("{\"a\":1,\"b\\\"\" : null}", &[("a", "1"), ("b\\\"", "null")], End::Closed(20))]
    #[case::empty(" [ ] ", &[], End::Closed(4))]
    #[case::comma_at_the_end("[1,]", &[("", "1")], End::Closed(4))]
    #[case::bracket_missing("[1,2\n", &[("", "1"), ("", "2")], End::Missing(5))]
    #[case::cut_in_a_value("[1,{\"a\":", &[("", "1")], End::Cut(3))]
    #[case::cut_in_a_string("[1,\"a", &[("", "1")], End::Cut(3))]
    #[case::cut_in_a_number("[1,2", &[("", "1")], End::Cut(3))]
    #[case::comma_missing("[1 2]", &[("", "1")], End::Broken(3, "A comma or ]"))]
    #[case::no_key("{1}", &[], End::Broken(1, "A name in double quotation marks"))]
    #[case::no_colon("{\"a\" 1}", &[], End::Broken(5, "A colon"))]
    #[case::no_value("[,]", &[], End::Broken(1, "A value"))]
    #[case::quote_missing("[\"a\n,2]", &[("", "\"a\n"), ("", "2")], End::Closed(7))]
    fn entries_are_found(#[case] text: &str, #[case] entries: &[(&str, &str)], #[case] end: End) {
        assert_eq!(walk(text), (entries.to_vec(), end));
    }

    #[test]
    fn the_entry_that_is_cut_off_can_be_asked_for() {
        let mut entries = Json::open("{\"a\": 1, \"b\": [2, 3", 0).entries().unwrap();
        assert_eq!(entries.by_ref().count(), 1);
        let entry = entries.cut_off().unwrap();
        assert_eq!((entry.key, entry.value.written()), ("b", "[2, 3"));
        assert_eq!(entry.value.byte(), 14);
    }

    #[test]
    fn names_have_no_escapes() {
        let entry = Json::open("{\"a\\u00e9\": 1}", 0).entries().unwrap().next();
        assert_eq!(entry.unwrap().name(), "aé");
    }

    #[test]
    fn deep_nesting_is_walked_over() {
        let text = format!("[{}1{}]", "[".repeat(200_000), "]".repeat(200_000));
        let (entries, end) = walk(&text);
        assert_eq!(entries.len(), 1);
        assert_eq!(end, End::Closed(text.len()));
    }

    proptest! {
        #[test]
        fn entries_lie_in_the_text_one_after_the_other(text in "[\\[{][\\PC\n]{0,60}") {
            let mut entries = Json::open(&text, 0).entries().unwrap();
            let mut last = 0;
            for entry in entries.by_ref() {
                prop_assert!(entry.value.byte() >= last);
                last = entry.value.byte() + entry.value.written().len();
            }
            let _ = entries.cut_off();
        }

        #[test]
        fn a_whole_list_is_found_whole(values in prop::collection::vec(any::<String>(), 0..8)) {
            let text = serde_json::to_string(&values).unwrap();
            let mut entries = Json::open(&text, 0).entries().unwrap();
            let found: Vec<String> = entries.by_ref().map(|entry| entry.value.text()).collect();
            prop_assert_eq!(found, values);
            prop_assert_eq!(entries.end(), End::Closed(text.len()));
        }
    }
}
