//! The entries of a JSON text, each with its place, as far as the text goes.
//!
//! Owns finding the members of objects and the elements of arrays without reading what is in them, so that
//! one broken entry spoils no other and a text that is cut off is read up to there. It builds no values and
//! goes no deeper than one level at a time, so nesting costs nothing.

use std::ops::Range;

/// How much of a text is looked at to recognise a format, in bytes.
pub(super) const GLANCE: usize = 1 << 18;

/// One entry of an object or an array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The bytes of the key between its quotes; empty in an array.
    pub(super) key: Range<usize>,
    /// The bytes of the value.
    pub(super) value: Range<usize>,
}

/// How the walk over the entries of an object or an array came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At its closing bracket; the byte after it.
    Closed(usize),
    /// At the end of the text, between two entries.
    Missing,
    /// At the end of the text, in the middle of the entry that begins at this byte.
    Cut(usize),
    /// At a byte that cannot stand there.
    Broken(usize),
}

/// Walks over the entries of the object or the array that begins at a byte of a text.
#[derive(Debug, Clone)]
pub(super) struct Entries<'t> {
    bytes: &'t [u8],
    at: usize,
    is_object: bool,
    is_first: bool,
    end: Option<End>,
}

impl<'t> Entries<'t> {
    /// `None` if neither an object nor an array begins there, after spaces.
    pub(super) fn new(text: &'t str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let at = skip_space(bytes, at);
        let is_object = match bytes.get(at)? {
            b'{' => true,
            b'[' => false,
            _ => return None,
        };
        Some(Self {
            bytes,
            at: at + 1,
            is_object,
            is_first: true,
            end: None,
        })
    }

    /// Whether it is an object and not an array.
    pub(super) const fn is_object(&self) -> bool {
        self.is_object
    }

    /// How the walk ended; [`End::Missing`] while it goes on.
    pub(super) fn end(&self) -> End {
        self.end.unwrap_or(End::Missing)
    }

    fn stop<T>(&mut self, end: End) -> Option<T> {
        self.end = Some(end);
        None
    }

    fn entry(&mut self) -> Option<Entry> {
        let close = if self.is_object { b'}' } else { b']' };
        let mut at = skip_space(self.bytes, self.at);
        match self.bytes.get(at) {
            None => return self.stop(End::Missing),
            Some(byte) if *byte == close => return self.stop(End::Closed(at + 1)),
            Some(b',') if !self.is_first => {
                at = skip_space(self.bytes, at + 1);
                match self.bytes.get(at) {
                    None => return self.stop(End::Missing),
                    // A comma after the last entry is against the standard, and frequent.
                    Some(byte) if *byte == close => return self.stop(End::Closed(at + 1)),
                    Some(_) => {}
                }
            }
            Some(_) if self.is_first => {}
            Some(_) => return self.stop(End::Broken(at)),
        }
        self.is_first = false;
        let begin = at;
        let mut key = at..at;
        if self.is_object {
            if self.bytes.get(at) != Some(&b'"') {
                return self.stop(End::Broken(at));
            }
            let Some(after) = string_end(self.bytes, at) else {
                return self.stop(End::Cut(begin));
            };
            key = at + 1..after - 1;
            at = skip_space(self.bytes, after);
            match self.bytes.get(at) {
                None => return self.stop(End::Cut(begin)),
                Some(b':') => at = skip_space(self.bytes, at + 1),
                Some(_) => return self.stop(End::Broken(at)),
            }
        }
        match value_end(self.bytes, at) {
            Some(after) if after > at => {
                self.at = after;
                Some(Entry {
                    key,
                    value: at..after,
                })
            }
            Some(_) => self.stop(End::Broken(at)),
            None => self.stop(End::Cut(begin)),
        }
    }
}

impl Iterator for Entries<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if self.end.is_some() {
            return None;
        }
        self.entry()
    }
}

/// The value of a key of the object that begins at a byte: where it begins. The object may be cut off.
pub(super) fn member(text: &str, at: usize, key: &str) -> Option<usize> {
    let mut entries = Entries::new(text, at)?;
    if !entries.is_object {
        return None;
    }
    loop {
        match entries.next() {
            Some(entry) if text.get(entry.key.clone()) == Some(key) => {
                return Some(entry.value.start);
            }
            Some(_) => {}
            None => break,
        }
    }
    // The value that the text ends in may be the one.
    let End::Cut(begin) = entries.end() else {
        return None;
    };
    let after = string_end(text.as_bytes(), begin)?;
    let colon = skip_space(text.as_bytes(), after);
    let is_it =
        text.get(begin + 1..after - 1) == Some(key) && text.as_bytes().get(colon) == Some(&b':');
    is_it.then(|| skip_space(text.as_bytes(), colon + 1))
}

/// What is wrong with the JSON of one entry. Its place in the entry is left out: the entry has a place.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The beginning of a text, cut between two characters.
pub(super) fn glance(text: &str) -> &str {
    let mut end = text.len().min(GLANCE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
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
        let mut entries = Entries::new(text, 0).unwrap();
        let mut found = Vec::new();
        for entry in entries.by_ref() {
            found.push((text.get(entry.key).unwrap(), text.get(entry.value).unwrap()));
        }
        (found, entries.end())
    }

    #[rstest]
    #[case::array("[1, {\"a\":[]} , \"]\"]", &[("", "1"), ("", "{\"a\":[]}"), ("", "\"]\"")], End::Closed(19))]
    #[case::object("{\"a\":1,\"b\\\"\" : null}", &[("a", "1"), ("b\\\"", "null")], End::Closed(20))]
    #[case::empty(" [ ] ", &[], End::Closed(4))]
    #[case::comma_at_the_end("[1,]", &[("", "1")], End::Closed(4))]
    #[case::bracket_missing("[1,2\n", &[("", "1"), ("", "2")], End::Missing)]
    #[case::cut_in_a_value("[1,{\"a\":", &[("", "1")], End::Cut(3))]
    #[case::cut_in_a_string("[1,\"a", &[("", "1")], End::Cut(3))]
    #[case::cut_in_a_number("[1,2", &[("", "1")], End::Cut(3))]
    #[case::comma_missing("[1 2]", &[("", "1")], End::Broken(3))]
    #[case::no_key("{1}", &[], End::Broken(1))]
    #[case::quote_missing("[\"a\n,2]", &[("", "\"a\n"), ("", "2")], End::Closed(7))]
    fn entries_are_found(#[case] text: &str, #[case] entries: &[(&str, &str)], #[case] end: End) {
        assert_eq!(walk(text), (entries.to_vec(), end));
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
        assert_eq!(member(text, 0, key), at);
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
        fn what_is_found_lies_in_the_text(text in "[\\[{][\\PC\n]{0,60}") {
            let mut entries = Entries::new(&text, 0).unwrap();
            let mut last = 0;
            for entry in entries.by_ref() {
                prop_assert!(entry.value.start >= last);
                last = entry.value.end;
                prop_assert!(text.get(entry.key).is_some());
                prop_assert!(text.get(entry.value).is_some());
            }
        }

        #[test]
        fn a_whole_array_is_found_whole(values in prop::collection::vec(any::<String>(), 0..8)) {
            let text = serde_json::to_string(&values).unwrap();
            let mut entries = Entries::new(&text, 0).unwrap();
            let found: Vec<String> = entries
                .by_ref()
                .map(|entry| serde_json::from_str(text.get(entry.value).unwrap()).unwrap())
                .collect();
            prop_assert_eq!(found, values);
            prop_assert_eq!(entries.end(), End::Closed(text.len()));
        }
    }
}
