//! Texts, keys, lists and tables as a person writes them in TOML.
//!
//! Owns quoting and where lines break. Every text can be written, exactly: what cannot be seen is written
//! by its number. It knows no timelines.

use std::fmt::Write as _;

use crate::text::hidden;

/// Lines are broken where they would be longer than this, in characters.
const COLUMNS: usize = 100;
/// Blanks before the items of a list that has lines of its own, for each level.
const INDENT: usize = 4;

/// What stands on the right of an equals sign.
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
    /// Texts in a list.
    pub(super) fn texts(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::Text).collect())
    }
}

/// A text in quotes, on one line.
pub(in crate::native) fn quoted(text: &str) -> String {
    // A text with quotation marks is easier to read, and to change, as it is.
    let is_plain = hidden(text).all(|(character, is_hidden)| !is_hidden && character != '\'');
    if is_plain && text.contains(['"', '\\']) {
        return format!("'{text}'");
    }
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for (character, is_hidden) in hidden(text) {
        escape(character, is_hidden, &mut written);
    }
    written.push('"');
    written
}

/// A key, or a part of the name of a table.
pub(super) fn key(text: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !text.is_empty() && text.bytes().all(is_bare) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A key with its value, in one line or several.
pub(super) fn pair(name: &str, value: &Value<'_>) -> String {
    let name = key(name);
    let line = format!("{name} = {}", in_line(value));
    if fits(&line) {
        return line;
    }
    format!("{name} = {}", in_lines(value, INDENT))
}

/// A key with a text of any number of lines. `text` begins and ends with no blank.
pub(super) fn block(name: &str, text: &str) -> String {
    let name = key(name);
    if !text.contains('\n') {
        let line = format!("{name} = {}", quoted(text));
        if fits(&line) {
            return line;
        }
    }
    let mut written = format!("{name} = \"\"\"\n");
    let mut column = 0;
    let mut quotes = 0;
    let mut before = '\n';
    let mut place = 0;
    for (character, is_hidden) in hidden(text) {
        let rest = text.get(place..).unwrap_or_default();
        place += character.len_utf8();
        quotes = if character == '"' { quotes + 1 } else { 0 };
        if character == '\n' {
            written.push('\n');
            column = 0;
        } else if character == '"' && quotes < 3 {
            written.push('"');
            column += 1;
        } else if character == ' ' && before != ' ' && breaks(rest, column) {
            // What a backslash ends goes on in the next line, at the first letter of it.
            written.push_str(" \\\n");
            column = 0;
        } else {
            quotes = 0;
            let length = written.len();
            escape(character, is_hidden, &mut written);
            let new = written.get(length..).unwrap_or_default();
            column += new.chars().count();
        }
        before = character;
    }
    // A quotation mark at the end would join those that close the text; so they have a line of their own.
    written.push_str("\n\"\"\"");
    written
}

/// Whether a line is broken at the blank that `rest` begins with: where one word follows in this line, and
/// does not fit.
fn breaks(rest: &str, column: usize) -> bool {
    let mut letters = rest.chars().skip(1);
    let Some(first) = letters.next().filter(|first| !first.is_whitespace()) else {
        return false;
    };
    let word = std::iter::once(first).chain(letters);
    let room = COLUMNS.saturating_sub(column + 2);
    word.take(room + 1)
        .take_while(|letter| !letter.is_whitespace())
        .count()
        > room
}

pub(super) fn fits(line: &str) -> bool {
    line.chars().take(COLUMNS + 1).count() <= COLUMNS
}

fn escape(character: char, is_hidden: bool, written: &mut String) {
    match character {
        '"' => written.push_str("\\\""),
        '\\' => written.push_str("\\\\"),
        '\n' => written.push_str("\\n"),
        '\r' => written.push_str("\\r"),
        '\t' => written.push_str("\\t"),
        _ if is_hidden => {
            let number = u32::from(character);
            // Writing to a string cannot fail.
            let _ = if number > 0xffff {
                write!(written, "\\U{number:08X}")
            } else {
                write!(written, "\\u{number:04X}")
            };
        }
        _ => written.push(character),
    }
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

/// A value of which each item of a list has a line of its own, `indent` blanks from the left.
fn in_lines(value: &Value<'_>, indent: usize) -> String {
    match value {
        Value::Text(_) => in_line(value),
        Value::List(items) => {
            let mut written = "[\n".to_owned();
            for item in items {
                let line = in_line(item);
                let line = if indent + line.chars().count() < COLUMNS {
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
