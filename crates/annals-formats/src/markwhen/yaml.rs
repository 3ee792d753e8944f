//! The little YAML of headers and properties.
//!
//! Owns keys with values, lists, quoted and folded texts and the flow forms `[a, b]` and `{a: b}`, each
//! with its place. Headers in use are laxer than YAML (a tag is a key, `#abc` a colour, a bad line spoils
//! only itself), which readers of the whole language refuse; anchors, tags and documents are not read.

mod flow;

pub(super) use flow::quoted;

use std::fmt::Write as _;

/// A line of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where it begins in the whole text.
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

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) byte: usize,
    pub(super) value: Value,
}

/// What a key stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Nothing,
    Text(String),
    List(Vec<Node>),
    Map(Vec<Pair>),
}

/// What was read, and what could not be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) pairs: Vec<Pair>,
    /// Places and sentences.
    pub(super) problems: Vec<(usize, String)>,
}

/// Deeper values are kept as the text they are.
const MOST_DEPTH: usize = 16;
/// A quoted or flow value that is not closed ends after so many lines.
const MOST_LINES: usize = 200;

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
                for (place, item) in items.iter().enumerate() {
                    to.push_str(if place > 0 { ", " } else { "" });
                    item.show(to, false);
                }
                to.push_str(if is_outermost { "" } else { "]" });
            }
            Value::Map(pairs) => {
                to.push_str(if is_outermost { "" } else { "{" });
                for (place, pair) in pairs.iter().enumerate() {
                    // Writing to a string cannot fail.
                    let _ = write!(to, "{}{}: ", if place > 0 { ", " } else { "" }, pair.key);
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

/// Reads lines of keys and values.
pub(super) fn read(lines: &[Line<'_>]) -> Document {
    let mut reader = Reader {
        lines,
        at: 0,
        inner: None,
        problems: Vec::new(),
    };
    let pairs = reader.map(0, 0);
    Document {
        pairs,
        problems: reader.problems,
    }
}

/// The key that a line begins with: its text, and where its value begins.
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
        .map(|(place, _)| place)
        .find(|place| {
            let after = rest.get(place + 1..).unwrap_or_default();
            after.is_empty() || after.starts_with([' ', '\t'])
        })?;
    let key = rest.get(..colon)?.trim_end();
    (!key.is_empty()).then_some((key, start + colon + 1))
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

struct Reader<'l, 't> {
    lines: &'l [Line<'t>],
    at: usize,
    /// The rest of a line behind the hyphen of a list, read as a line of its own.
    inner: Option<Line<'t>>,
    problems: Vec<(usize, String)>,
}

impl<'t> Reader<'_, 't> {
    /// The next line that says something, and how far it is indented.
    fn peek(&mut self) -> Option<(Line<'t>, usize)> {
        if let Some(inner) = self.inner {
            return Some((inner, indent(inner.text)));
        }
        while let Some(line) = self.lines.get(self.at) {
            let text = line.text.trim();
            let is_comment = text.starts_with("//") || text == "#" || text.starts_with("# ");
            if !text.is_empty() && !is_comment {
                return Some((*line, indent(line.text)));
            }
            self.at += 1;
        }
        None
    }

    fn advance(&mut self) {
        if self.inner.take().is_none() {
            self.at += 1;
        } else {
            // The hyphen and what follows it are one line.
            self.at += 1;
        }
    }

    fn problem(&mut self, byte: usize, sentence: &str) {
        self.problems.push((byte, sentence.to_owned()));
    }

    fn map(&mut self, least: usize, depth: usize) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = Vec::new();
        while let Some((line, indent)) = self.peek() {
            if indent < least {
                break;
            }
            let place = line.byte + indent;
            let Some((name, behind)) = key(line.text) else {
                if least > 0 && line.text.trim_start().starts_with('-') {
                    break;
                }
                self.problem(
                    place,
                    "Here \"key: value\" is expected; the line is left out.",
                );
                self.advance();
                continue;
            };
            let byte = line.byte + behind;
            let node = self.value(line, behind, indent, depth);
            if pairs.iter().any(|pair| pair.key == name) {
                let sentence = format!("\"{name}\" stands here twice; the first one counts.");
                self.problem(place, &sentence);
                continue;
            }
            let node = Node {
                byte: node.byte.max(byte),
                ..node
            };
            pairs.push(Pair {
                key: name.to_owned(),
                byte: place,
                node,
            });
        }
        pairs
    }

    /// The value behind a key, on its line or below it.
    fn value(&mut self, line: Line<'t>, behind: usize, indent: usize, depth: usize) -> Node {
        let rest = line.text.get(behind..).unwrap_or_default();
        let start = behind + rest.len() - rest.trim_start().len();
        let rest = rest.trim();
        let byte = line.byte + start;
        self.advance();
        let value = if rest.is_empty() || rest == "#" || rest.starts_with("# ") {
            return self.below(byte, indent, depth);
        } else if rest.starts_with(['|', '>']) && rest.len() <= 3 {
            Value::Text(self.block(rest, indent))
        } else if rest.starts_with(['[', '{', '"', '\'']) {
            self.flow(rest, byte)
        } else {
            Value::Text(self.plain(rest, indent))
        };
        Node { byte, value }
    }

    /// What stands below a key and belongs to it.
    fn below(&mut self, byte: usize, indent: usize, depth: usize) -> Node {
        let nothing = Node {
            byte,
            value: Value::Nothing,
        };
        let Some((next, next_indent)) = self.peek() else {
            return nothing;
        };
        let is_list = next.text.trim_start().starts_with("- ") || next.text.trim() == "-";
        if next_indent < indent || (next_indent == indent && !is_list) {
            return nothing;
        }
        let byte = next.byte + next_indent;
        if depth >= MOST_DEPTH {
            self.problem(byte, "Values lie too deep inside each other here.");
            while self.peek().is_some_and(|(_, inner)| inner > indent) {
                self.advance();
            }
            return nothing;
        }
        let value = if is_list {
            Value::List(self.list(next_indent, depth + 1))
        } else if key(next.text).is_some() {
            Value::Map(self.map(next_indent, depth + 1))
        } else {
            self.advance();
            let first = next.text.trim();
            if first.starts_with(['[', '{', '"', '\'']) {
                self.flow(first, byte)
            } else {
                Value::Text(self.plain(first, indent))
            }
        };
        Node { byte, value }
    }

    fn list(&mut self, indent: usize, depth: usize) -> Vec<Node> {
        let mut items = Vec::new();
        while let Some((line, own)) = self.peek() {
            let text = line.text.get(own..).unwrap_or_default();
            let Some(rest) = text.strip_prefix('-').filter(|_| own == indent) else {
                break;
            };
            let content = rest.trim_start();
            let start = line.text.len() - content.len();
            let byte = line.byte + start;
            let is_flow = content.starts_with(['[', '{', '"', '\'']);
            if content.trim().is_empty() {
                self.advance();
                items.push(self.below(byte, indent, depth));
            } else if !is_flow && key(content).is_some() && depth < MOST_DEPTH {
                self.inner = Some(Line {
                    byte,
                    text: content,
                });
                // The keys of an item stand below each other, deeper than its hyphen.
                let first = self.first_of_item(depth);
                let mut pairs = vec![first];
                if self.peek().is_some_and(|(_, inner)| inner > indent) {
                    pairs.extend(self.map(indent + 1, depth + 1));
                }
                items.push(Node {
                    byte,
                    value: Value::Map(pairs),
                });
            } else {
                self.advance();
                let content = content.trim();
                let value = if is_flow {
                    self.flow(content, byte)
                } else {
                    Value::Text(self.plain(content, indent))
                };
                items.push(Node { byte, value });
            }
        }
        items
    }

    fn first_of_item(&mut self, depth: usize) -> Pair {
        let line = self.inner.unwrap_or(Line { byte: 0, text: "" });
        let (name, behind) = key(line.text).unwrap_or(("", 0));
        // Its value, if it stands below, is deeper than any key of the item.
        let hyphen = self.lines.get(self.at).map_or(0, |line| indent(line.text));
        let node = self.value(line, behind, hyphen + 2, depth + 1);
        Pair {
            key: name.to_owned(),
            byte: line.byte,
            node,
        }
    }

    /// A text without quotes, with the lines below that go on with it.
    fn plain(&mut self, first: &str, indent: usize) -> String {
        let comment = first.find(" # ").unwrap_or(first.len());
        let mut text = first.get(..comment).unwrap_or(first).trim_end().to_owned();
        while let Some((line, own)) = self.peek() {
            let more = line.text.trim();
            if own <= indent || key(line.text).is_some() || more.starts_with("- ") {
                break;
            }
            text.push(' ');
            text.push_str(more);
            self.advance();
        }
        text
    }

    /// The lines below `|` or `>`.
    fn block(&mut self, mark: &str, indent: usize) -> String {
        let mut lines: Vec<&str> = Vec::new();
        while let Some(line) = self.lines.get(self.at) {
            let own = self::indent(line.text);
            if own <= indent && !line.text.trim().is_empty() {
                break;
            }
            lines.push(line.text);
            self.at += 1;
        }
        let least = lines
            .iter()
            .filter(|line| !line.trim().is_empty())
            .map(|line| self::indent(line))
            .min()
            .unwrap_or(0);
        let cut = lines
            .iter()
            .map(|line| line.get(least..).unwrap_or_default());
        let text = if mark.starts_with('|') {
            cut.collect::<Vec<_>>().join("\n")
        } else {
            fold(cut)
        };
        text.trim_end().to_owned()
    }

    /// A quoted text or a flow value, which may go on below.
    fn flow(&mut self, first: &str, byte: usize) -> Value {
        match flow::read(first, byte) {
            Ok(value) => return value,
            Err(flow::Trouble::Open) => {}
            Err(flow::Trouble::After(place)) => {
                self.problem(place, "Nothing more is expected behind this value.");
                return Value::Text(first.to_owned());
            }
        }
        let mut text = first.to_owned();
        for taken in 0..MOST_LINES {
            let Some(line) = self.lines.get(self.at + taken) else {
                break;
            };
            // Folded as a quoted text is: a line break is a blank.
            text.push(' ');
            text.push_str(line.text.trim());
            if let Ok(value) = flow::read(&text, byte) {
                self.at += taken + 1;
                return value;
            }
        }
        self.problem(byte, "This value is opened and never closed.");
        Value::Text(first.trim_matches(['"', '\'']).to_owned())
    }
}

/// Lines joined by blanks; an empty line is a line break.
fn fold<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    let mut text = String::new();
    for line in lines {
        if line.trim().is_empty() {
            text.push('\n');
        } else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(line.trim());
        }
    }
    text
}

#[cfg(test)]
mod tests;
