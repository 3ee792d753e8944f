//! Reads the YAML of headers and properties, each value with its position.
//!
//! `saphyr-parser` reads the YAML. Before it does, the lines are cut into one block for each key at the outermost
//! level, so that a mistake costs that key and not the whole header. Two habits of Markwhen that YAML does
//! not share are taken care of here: a tag or a colour (`#Travel`, `#abc`) is text and not a comment, and
//! a line that begins with `//` is a comment.

mod quoting;

pub(super) use quoting::quoted;

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt::Write as _;

use crate::limits::{HEADER_DEPTH, HEADER_TOO_DEEP};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

/// A line of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// The byte of the file at which it begins.
    pub(super) byte: usize,
    /// Without its line break.
    pub(super) text: &'t str,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) byte: usize,
    pub(super) node: Node,
}

/// A value and the byte at which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) byte: usize,
    pub(super) value: Value,
}

/// What a key stands for. Numbers and truth values are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Nothing,
    Text(String),
    List(Vec<Node>),
    Map(Vec<Pair>),
}

/// The keys and values of some lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) pairs: Vec<Pair>,
    /// Bytes and sentences.
    pub(super) problems: Vec<(usize, String)>,
}

impl Node {
    /// The text of a single value; empty for none.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Nothing => Some(""),
            _ => None,
        }
    }

    /// The texts of a list, or the single one.
    pub(super) fn texts(&self) -> Vec<&str> {
        match &self.value {
            Value::List(items) => items.iter().filter_map(Self::text).collect(),
            Value::Text(text) => vec![text],
            _ => Vec::new(),
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Map(pairs) => get(pairs, key),
            _ => None,
        }
    }

    /// The value as JSON, in which every single value is a text.
    pub(super) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Nothing => serde_json::Value::String(String::new()),
            Value::Text(text) => serde_json::Value::String(text.clone()),
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Map(pairs) => pairs
                .iter()
                .map(|pair| (pair.key.clone(), pair.node.to_json()))
                .collect(),
        }
    }

    /// The value in one line, as a person would write it.
    pub(super) fn shown(&self) -> String {
        let mut shown = String::new();
        self.show(&mut shown, true);
        shown
    }

    fn show(&self, to: &mut String, is_outermost: bool) {
        match &self.value {
            Value::Nothing => {}
            Value::Text(text) => to.push_str(text),
            Value::List(items) => {
                to.push_str(if is_outermost { "" } else { "[" });
                for (index, item) in items.iter().enumerate() {
                    to.push_str(if index > 0 { ", " } else { "" });
                    item.show(to, false);
                }
                to.push_str(if is_outermost { "" } else { "]" });
            }
            Value::Map(pairs) => {
                to.push_str(if is_outermost { "" } else { "{" });
                for (index, pair) in pairs.iter().enumerate() {
                    // Writing to a string cannot fail.
                    let _ = write!(to, "{}{}: ", if index > 0 { ", " } else { "" }, pair.key);
                    pair.node.show(to, false);
                }
                to.push_str(if is_outermost { "" } else { "}" });
            }
        }
    }
}

/// The value of a key among several.
pub(super) fn get<'p>(pairs: &'p [Pair], key: &str) -> Option<&'p Node> {
    pairs
        .iter()
        .find(|pair| pair.key.eq_ignore_ascii_case(key))
        .map(|pair| &pair.node)
}

/// The key that a line begins with, and the byte of the line at which its value begins.
pub(super) fn key(text: &str) -> Option<(&str, usize)> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    if let Some(quote) = rest.chars().next().filter(|it| matches!(it, '"' | '\'')) {
        let inner = rest.get(1..)?;
        let end = inner.find(quote)?;
        let after = inner.get(end + 1..)?;
        let colon = after.len() - after.trim_start().len();
        let value = after.get(colon..)?.strip_prefix(':')?;
        let is_key = value.is_empty() || value.starts_with([' ', '\t']);
        return is_key.then_some((inner.get(..end)?, start + 1 + end + 1 + colon + 1));
    }
    if rest.starts_with(['-', '[', '{', '|', '>']) && !rest.starts_with("--") {
        return None;
    }
    let colon = rest
        .match_indices(':')
        .map(|(index, _)| index)
        .find(|index| {
            let after = rest.get(index + 1..).unwrap_or_default();
            after.is_empty() || after.starts_with([' ', '\t'])
        })?;
    let key = rest.get(..colon)?.trim_end();
    (!key.is_empty()).then_some((key, start + colon + 1))
}

/// Reads lines of keys and values.
pub(super) fn read(lines: &[Line<'_>]) -> Document {
    let mut document = Document::default();
    let mut seen: HashSet<String> = HashSet::new();
    let mut rest = lines;
    while let Some((first, others)) = rest.split_first() {
        if says_nothing(first.text) {
            rest = others;
            continue;
        }
        let indent = indent(first.text);
        let byte = first.byte + indent;
        if key(first.text).is_none() {
            let sentence = "Here \"key: value\" is expected; the line is left out.";
            document.problems.push((byte, sentence.to_owned()));
            rest = others;
            continue;
        }
        let more = others.iter().take_while(|line| belongs(line.text, indent));
        let (block, after) = rest.split_at(1 + more.count());
        rest = after;
        let block = Block::new(block, indent);
        let pair = block.pair().unwrap_or_else(|(byte, sentence)| {
            document.problems.push((byte, sentence));
            block.as_text()
        });
        if seen.insert(pair.key.clone()) {
            document.pairs.push(pair);
        } else {
            let sentence = format!("\"{}\" stands here twice; the first one counts.", pair.key);
            document.problems.push((byte, sentence));
        }
    }
    document
}

/// Whether a line is empty or a comment.
fn says_nothing(line: &str) -> bool {
    let text = line.trim();
    text.is_empty() || text.starts_with("//") || text == "#" || text.starts_with("# ")
}

/// Whether a line goes on with the value of a key that is indented so far.
fn belongs(line: &str, indent_of_key: usize) -> bool {
    let indent = indent(line);
    let text = line.trim();
    let is_item = text == "-" || text.starts_with("- ");
    let is_end = text.starts_with([']', '}']);
    says_nothing(line) || indent > indent_of_key || (indent == indent_of_key && (is_item || is_end))
}

/// Blanks and tabs at the beginning of a line.
fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// Where and why a block cannot be read.
type Trouble = (usize, String);

/// The lines of one key with its value.
struct Block<'l, 't> {
    lines: &'l [Line<'t>],
    /// Bytes that are cut from the beginning of each line.
    indent: usize,
    /// The lines as YAML has them; each character stands where it stood.
    yaml: String,
    /// Stands for `#` where it is text. No line contains it.
    hash: char,
    /// The position that was asked for last, as line, column and byte of the line. A list of many values in one line
    /// is asked for in order, and each is counted from the one before.
    last: Cell<(usize, usize, usize)>,
}

impl<'l, 't> Block<'l, 't> {
    fn new(lines: &'l [Line<'t>], indent: usize) -> Self {
        let mut private = '\u{e000}'..='\u{f8ff}';
        let letters = lines.iter().flat_map(|line| line.text.chars());
        let taken: HashSet<char> = letters.filter(|it| private.contains(it)).collect();
        let hash = private.find(|it| !taken.contains(it)).unwrap_or('#');
        let mut yaml = String::new();
        for line in lines {
            let own = self::indent(line.text);
            let is_comment = line.text.trim_start().starts_with("//");
            let text = line.text.get(own..).filter(|_| !is_comment);
            // YAML does not take tabs for indentation.
            yaml.extend(std::iter::repeat_n(' ', own.saturating_sub(indent)));
            let mut letters = text.unwrap_or_default().chars().peekable();
            while let Some(letter) = letters.next() {
                let is_tag = letter == '#' && letters.peek().is_some_and(|it| !it.is_whitespace());
                yaml.push(if is_tag { hash } else { letter });
            }
            yaml.push('\n');
        }
        Self {
            lines,
            indent,
            yaml,
            hash,
            last: Cell::default(),
        }
    }

    /// The byte of the file that a position in the YAML stands for.
    fn byte(&self, marker: Marker) -> usize {
        let (number, column) = (marker.line().saturating_sub(1), marker.col());
        let Some(line) = self.lines.get(number).or(self.lines.last()) else {
            return 0;
        };
        let (columns, from) = match self.last.get() {
            (last, columns, byte) if last == number && columns <= column => (columns, byte),
            _ => (0, 0),
        };
        let cut = self.indent.min(indent(line.text));
        let text = line.text.get(cut + from..).unwrap_or_default();
        let before = text.char_indices().nth(column - columns);
        let byte = from + before.map_or(text.len(), |(byte, _)| byte);
        if before.is_some() {
            self.last.set((number, column, byte));
        }
        line.byte + cut + byte
    }

    fn restored(&self, text: &str) -> String {
        text.replace(self.hash, "#")
    }

    /// The key and its value.
    fn pair(&self) -> Result<Pair, Trouble> {
        let node = self.node()?;
        match node.value {
            Value::Map(mut pairs) if pairs.len() == 1 => Ok(pairs.remove(0)),
            _ => Err(self.trouble(node.byte, "one key with its value is expected")),
        }
    }

    fn trouble(&self, byte: usize, reason: &str) -> Trouble {
        let reason = self.restored(reason);
        let sentence = format!("This is not YAML: {reason}. The value is kept as it is written.");
        (byte, sentence)
    }

    /// The value that the block is.
    fn node(&self) -> Result<Node, Trouble> {
        let mut open: Vec<Open> = Vec::new();
        let mut whole = None;
        for event in Parser::new_from_str(&self.yaml) {
            let (event, span) = event.map_err(|error| {
                let byte = self.byte(*error.marker());
                let reason = match error.info() {
                    colon if colon.contains("mapping values are not allowed") => {
                        "a value with a colon and a blank in it needs quotation marks"
                    }
                    other => other,
                };
                // What is never closed is reported where the value begins.
                self.trouble(byte.max(self.as_text().node.byte), reason)
            })?;
            let byte = self.byte(span.start);
            let is_extended = match &event {
                Event::Alias(_) => true,
                Event::Scalar(_, _, anchor, tag) => *anchor > 0 || tag.is_some(),
                Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                    *anchor > 0 || tag.is_some()
                }
                _ => false,
            };
            if is_extended {
                let reason = "anchors (&), aliases (*) and tags (!) are not read in a header";
                return Err(self.trouble(byte, reason));
            }
            let value = match event {
                Event::Scalar(text, style, ..) => self.scalar(&text, style),
                Event::SequenceStart(..) | Event::MappingStart(..)
                    if open.len() >= HEADER_DEPTH =>
                {
                    return Err(self.trouble(byte, HEADER_TOO_DEEP));
                }
                Event::SequenceStart(..) => {
                    open.push(Open::list(byte));
                    continue;
                }
                Event::MappingStart(..) => {
                    open.push(Open::map(byte));
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let Some(closed) = open.pop() else { continue };
                    let node = closed.node();
                    self.add(node, &mut open, &mut whole)?;
                    continue;
                }
                Event::DocumentStart(_) if whole.is_some() => {
                    return Err(self.trouble(byte, "a second document begins here"));
                }
                _ => continue,
            };
            self.add(Node { byte, value }, &mut open, &mut whole)?;
        }
        whole.ok_or_else(|| self.trouble(self.byte(Marker::default()), "nothing is written here"))
    }

    fn scalar(&self, text: &str, style: ScalarStyle) -> Value {
        match style {
            ScalarStyle::Plain if text.is_empty() => Value::Nothing,
            ScalarStyle::Literal | ScalarStyle::Folded => {
                Value::Text(self.restored(text.trim_end()))
            }
            _ => Value::Text(self.restored(text)),
        }
    }

    fn add(&self, node: Node, open: &mut [Open], whole: &mut Option<Node>) -> Result<(), Trouble> {
        match open.last_mut() {
            None => *whole = Some(node),
            Some(Open { value, key, .. }) => match (value, key.take()) {
                (Value::Map(pairs), Some((byte, name))) => pairs.push(Pair {
                    key: name,
                    byte,
                    node,
                }),
                (Value::Map(_), None) => {
                    let text = node.text().map(str::to_owned);
                    let name =
                        text.ok_or_else(|| self.trouble(node.byte, "a key is a single text"))?;
                    *key = Some((node.byte, name));
                }
                (Value::List(items), _) => items.push(node),
                _ => {}
            },
        }
        Ok(())
    }

    /// The key with everything behind it as a text.
    fn as_text(&self) -> Pair {
        let first = self.lines.first().copied();
        let first = first.unwrap_or(Line { byte: 0, text: "" });
        let (name, behind) = key(first.text).unwrap_or_default();
        let value = first.text.get(behind..).unwrap_or_default();
        let start = behind + value.len() - value.trim_start().len();
        let lines = self.lines.iter().skip(1).map(|line| line.text.trim());
        let parts = std::iter::once(value.trim()).chain(lines);
        let parts: Vec<&str> = parts.filter(|part| !says_nothing(part)).collect();
        Pair {
            key: name.to_owned(),
            byte: first.byte + indent(first.text),
            node: Node {
                byte: first.byte + start,
                value: Value::Text(parts.join(" ").trim_matches(['"', '\'']).to_owned()),
            },
        }
    }
}

/// A list or a map whose end has not been reached.
struct Open {
    byte: usize,
    value: Value,
    /// Of a map: the key whose value comes next.
    key: Option<(usize, String)>,
}

impl Open {
    const fn list(byte: usize) -> Self {
        Self {
            byte,
            value: Value::List(Vec::new()),
            key: None,
        }
    }

    const fn map(byte: usize) -> Self {
        Self {
            byte,
            value: Value::Map(Vec::new()),
            key: None,
        }
    }

    fn node(self) -> Node {
        Node {
            byte: self.byte,
            value: self.value,
        }
    }
}

#[cfg(test)]
mod tests;
