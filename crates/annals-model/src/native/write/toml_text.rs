//! Formats texts, keys, lists and inline tables as TOML, laid out like a file written by hand.
//!
//! `toml_writer` encodes strings and keys; quotes, line breaks and indentation are chosen here. Every text
//! reads back exactly, and invisible characters are written as escapes.

use std::fmt::Write as _;

use toml_writer::{
    ToTomlKey as _, ToTomlValue as _, TomlKeyBuilder, TomlString, TomlStringBuilder,
};

use crate::text::hidden;

/// Maximum length of a line that can be broken, in characters.
const MAX_COLUMNS: usize = 100;
/// Spaces of indentation for each level of a list on several lines.
const INDENT: usize = 4;

/// A value: the right side of an equals sign.
#[derive(Debug)]
pub(super) enum Value<'a> {
    /// Text on one line.
    Text(&'a str),
    /// A list.
    List(Vec<Self>),
    /// A table in braces.
    Table(Vec<(&'a str, Self)>),
}

impl<'a> Value<'a> {
    /// Returns a list of texts.
    pub(super) fn texts(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::Text).collect())
    }
}

/// Returns a text as a string on one line: in double quotes if nothing needs an escape, else in single
/// quotes if these can hold it, else with escapes.
pub(in crate::native) fn quoted(text: &str) -> String {
    let string = TomlStringBuilder::new(text);
    let plain = string.as_basic_pretty().or_else(|| string.as_literal());
    match plain {
        Some(plain) if !hidden(text).any(|(_, is_hidden)| is_hidden) => plain.to_toml_value(),
        _ => format!("\"{}\"", escaped(text, "\"", TomlStringBuilder::as_basic)),
    }
}

/// Returns a key, or a part of the name of a table; in quotes only if it needs them.
pub(super) fn key(text: &str) -> String {
    let bare = TomlKeyBuilder::new(text).as_unquoted();
    bare.map_or_else(|| quoted(text), |bare| bare.to_toml_key())
}

/// Encodes the inside of a string between two `delimiter`s. `toml_writer` escapes what TOML forbids;
/// other invisible characters, such as bidi controls, are escaped here.
fn escaped<'t>(
    text: &'t str,
    delimiter: &str,
    encode: fn(&TomlStringBuilder<'t>) -> TomlString<'t>,
) -> String {
    let mut written = String::with_capacity(text.len());
    let inside = |part: &'t str, written: &mut String| {
        let string = encode(&TomlStringBuilder::new(part)).to_toml_value();
        let inside = string.strip_prefix(delimiter);
        let inside = inside.and_then(|inside| inside.strip_suffix(delimiter));
        written.push_str(inside.unwrap_or_default());
    };
    let (mut start, mut end) = (0, 0);
    for (character, is_hidden) in hidden(text) {
        let next = end + character.len_utf8();
        if is_hidden && !character.is_ascii() {
            inside(text.get(start..end).unwrap_or_default(), &mut written);
            let number = u32::from(character);
            // Writing to a string cannot fail.
            let _ = if number > 0xffff {
                write!(written, "\\U{number:08X}")
            } else {
                write!(written, "\\u{number:04X}")
            };
            start = next;
        }
        end = next;
    }
    inside(text.get(start..).unwrap_or_default(), &mut written);
    written
}

/// Returns a key with its value, on one line or several.
pub(super) fn pair(name: &str, value: &Value<'_>) -> String {
    let name = key(name);
    let line = format!("{name} = {}", in_line(value));
    if fits(&line) {
        return line;
    }
    format!("{name} = {}", in_lines(value, INDENT))
}

/// Returns a key with a text of any number of lines, which does not begin or end with whitespace.
pub(super) fn block(name: &str, text: &str) -> String {
    let name = key(name);
    if !text.contains('\n') {
        let line = format!("{name} = {}", quoted(text));
        if fits(&line) {
            return line;
        }
    }
    let mut written = format!("{name} = \"\"\"");
    for line in text.split('\n') {
        written.push('\n');
        let mut column = 0;
        let mut before = "";
        for (number, word) in line.split(' ').enumerate() {
            let encoded = escaped(word, "\"\"\"", TomlStringBuilder::as_ml_basic);
            let width = encoded.chars().count();
            if number > 0 {
                // A backslash at the end of a line takes away all blanks up to the next word, so a line
                // is broken only where there is one.
                let is_single = !before.is_empty() && !word.is_empty();
                if is_single && column + width + 2 > MAX_COLUMNS {
                    written.push_str(" \\\n");
                    column = 0;
                } else {
                    written.push(' ');
                    column += 1;
                }
            }
            written.push_str(&encoded);
            column += width;
            before = word;
        }
    }
    // The closing quotes are on a line of their own, since a quote at the end of the text would join them.
    written.push_str("\n\"\"\"");
    written
}

pub(super) fn fits(line: &str) -> bool {
    line.chars().take(MAX_COLUMNS + 1).count() <= MAX_COLUMNS
}

fn in_line(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(in_line).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(fields) => {
            let field =
                |(name, value): &(&str, Value<'_>)| format!("{} = {}", key(name), in_line(value));
            let fields: Vec<_> = fields.iter().map(field).collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}

/// Returns a value with each item of a list on a line of its own, indented by `indent` spaces.
fn in_lines(value: &Value<'_>, indent: usize) -> String {
    match value {
        Value::Text(_) => in_line(value),
        Value::List(items) => {
            let mut written = "[\n".to_owned();
            for item in items {
                let line = in_line(item);
                let line = if indent + line.chars().count() < MAX_COLUMNS {
                    line
                } else {
                    in_lines(item, indent + INDENT)
                };
                let _ = writeln!(written, "{:indent$}{line},", "");
            }
            let _ = write!(written, "{:indent$}]", "", indent = indent - INDENT);
            written
        }
        Value::Table(fields) => {
            let fields: Vec<_> = fields
                .iter()
                .map(|(name, value)| format!("{} = {}", key(name), in_lines(value, indent)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}
