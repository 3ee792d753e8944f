//! Parses the lines of a GEDCOM file to a tree: levels, tags, pointers, and values over several lines.
//!
//! Lines that break the syntax are reported, and kept if possible.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::building::Builder;

/// The highest level; higher ones are taken as this one.
const MAX_LEVEL: usize = 99;

/// One line, with the lines that continue its value.
#[derive(Debug)]
struct Line<'t> {
    byte: usize,
    level: usize,
    /// The name of the record for pointers, without `@`; empty for most lines.
    name: &'t str,
    tag: &'t str,
    value: Cow<'t, str>,
    /// The index of the first line that is not below this one.
    after: usize,
}

/// The lines of a file as a tree.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    lines: Vec<Line<'t>>,
    names: HashMap<&'t str, usize>,
}

/// A line with the lines below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a, 't> {
    tree: &'a Tree<'t>,
    at: usize,
}

impl<'t> Tree<'t> {
    /// Parses a text. Problems are reported through the builder.
    pub(super) fn read(text: &'t str, builder: &mut Builder<'t>) -> Self {
        let mut reader = TreeBuilder {
            lines: Vec::new(),
            open: Vec::new(),
            text_line: None,
        };
        let mut byte = 0;
        for piece in text.split_inclusive(['\n', '\r']) {
            let line = piece.trim_end_matches(['\n', '\r']);
            if !line.trim().is_empty() {
                reader.line(byte, line, builder);
            }
            byte += piece.len();
        }
        reader.close(0);
        let mut names = HashMap::new();
        for (at, line) in reader.lines.iter().enumerate() {
            if line.level == 0 && !line.name.is_empty() && names.insert(line.name, at).is_some() {
                let message = format!(
                    "Another record is called @{}@ too; this one counts.",
                    line.name
                );
                builder.warn(line.byte, &message);
            }
        }
        Self {
            lines: reader.lines,
            names,
        }
    }

    /// Iterates over the records, which are the lines of level 0.
    pub(super) fn records(&self) -> impl Iterator<Item = Node<'_, 't>> {
        self.siblings(0, self.lines.len())
    }

    /// Returns the record of a name.
    pub(super) fn record(&self, name: &str) -> Option<Node<'_, 't>> {
        let at = *self.names.get(name)?;
        Some(Node { tree: self, at })
    }

    fn siblings(&self, from: usize, after: usize) -> impl Iterator<Item = Node<'_, 't>> {
        let mut at = from;
        std::iter::from_fn(move || {
            if at >= after {
                return None;
            }
            let node = Node { tree: self, at };
            at = self.lines[at].after;
            Some(node)
        })
    }
}

impl<'a, 't> Node<'a, 't> {
    fn line(self) -> &'a Line<'t> {
        &self.tree.lines[self.at]
    }

    /// Returns the byte at which the line begins.
    pub(super) fn byte(self) -> usize {
        self.line().byte
    }

    /// Returns the name of the record; empty if it has none.
    pub(super) fn name(self) -> &'t str {
        self.line().name
    }

    /// Returns the tag.
    pub(super) fn tag(self) -> &'t str {
        self.line().tag
    }

    /// Returns the trimmed value, with `@@` unescaped.
    pub(super) fn value(self) -> &'a str {
        self.line().value.trim()
    }

    /// Returns the name of the record that the value points to.
    pub(super) fn pointer(self) -> Option<&'a str> {
        let inner = self.value().strip_prefix('@')?.strip_suffix('@')?;
        let is_name = !inner.is_empty() && !inner.starts_with('#') && !inner.contains('@');
        is_name.then_some(inner)
    }

    /// Returns the record that the value points to.
    pub(super) fn target(self) -> Option<Self> {
        self.tree.record(self.pointer()?)
    }

    /// Iterates over the lines directly below.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        self.tree.siblings(self.at + 1, self.line().after)
    }

    /// Iterates over the lines of a tag directly below.
    pub(super) fn all(self, tag: &'static str) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.tag() == tag)
    }

    /// Returns the first line of a tag directly below.
    pub(super) fn child(self, tag: &'static str) -> Option<Self> {
        self.all(tag).next()
    }

    /// Returns the value of the first line of a tag directly below; empty if there is none.
    pub(super) fn text(self, tag: &'static str) -> &'a str {
        self.child(tag).map_or("", Self::value)
    }

    /// Whether there are no lines below.
    pub(super) fn is_leaf(self) -> bool {
        self.line().after == self.at + 1
    }
}

/// Builds the tree line by line.
struct TreeBuilder<'t> {
    lines: Vec<Line<'t>>,
    /// The lines that the next one may stand below, by level.
    open: Vec<usize>,
    /// The line whose value a line without a level continues.
    text_line: Option<usize>,
}

impl<'t> TreeBuilder<'t> {
    /// Closes the open lines of a level and below.
    fn close(&mut self, level: usize) {
        let after = self.lines.len();
        for at in self.open.drain(level.min(self.open.len())..) {
            self.lines[at].after = after;
        }
    }

    fn line(&mut self, byte: usize, text: &'t str, builder: &mut Builder<'t>) {
        let Some(parsed) = parse(text) else {
            let Some(at) = self.text_line else {
                builder.skip(byte, "This is no line of GEDCOM: a level, a tag and a value are expected, as in: 1 NAME Ann /Lee/");
                return;
            };
            builder.warn(byte, "This line has no level and no tag; it is taken as the next line of the value before it.");
            let value = self.lines[at].value.to_mut();
            value.push('\n');
            value.push_str(text);
            return;
        };
        let level = parsed.level.min(MAX_LEVEL);
        if matches!(parsed.tag, "CONT" | "CONC") && level > 0 && !self.open.is_empty() {
            let at = self.open[(level - 1).min(self.open.len() - 1)];
            let value = self.lines[at].value.to_mut();
            if parsed.tag == "CONT" {
                value.push('\n');
            }
            value.push_str(&unescaped(parsed.value));
            self.text_line = Some(at);
            return;
        }
        if level > self.open.len() {
            let message = format!(
                "A line of level {level} cannot stand here: the line before it allows {} at most, and it is taken as that.",
                self.open.len()
            );
            builder.warn(byte, &message);
        }
        let level = level.min(self.open.len());
        self.close(level);
        let at = self.lines.len();
        self.open.push(at);
        self.text_line = Some(at);
        self.lines.push(Line {
            byte,
            level,
            name: parsed.name,
            tag: parsed.tag,
            value: unescaped(parsed.value),
            after: at + 1,
        });
    }
}

/// The parts of one line as written.
struct ParsedLine<'t> {
    level: usize,
    name: &'t str,
    tag: &'t str,
    value: &'t str,
}

fn parse(text: &str) -> Option<ParsedLine<'_>> {
    let text =
        text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let (level, rest) = text.split_at_checked(digits)?;
    let spaced = rest.trim_start();
    if spaced.len() == rest.len() {
        return None;
    }
    let (name, rest) = match spaced
        .strip_prefix('@')
        .and_then(|inner| inner.split_once('@'))
    {
        Some((name, rest)) => (name.trim(), rest.trim_start()),
        None => ("", spaced),
    };
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count();
    let (tag, value) = rest.split_at_checked(length)?;
    if tag.is_empty() || !(value.is_empty() || value.starts_with([' ', '\t'])) {
        return None;
    }
    Some(ParsedLine {
        level: level.parse().ok()?,
        name,
        tag,
        // Only one character separates the tag from its value.
        value: value.get(1..).unwrap_or_default(),
    })
}

/// Unescapes `@@`, which 5.5.1 has for every `@` and 7 for one at the beginning of a value.
fn unescaped(value: &str) -> Cow<'_, str> {
    if value.contains("@@") {
        Cow::Owned(value.replace("@@", "@"))
    } else {
        Cow::Borrowed(value)
    }
}
