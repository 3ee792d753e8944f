//! Values of YAML on one line: quoted texts, `[a, b]`, `{a: b}`.
//!
//! Owns how they are read, and how a text is quoted so that it is read as it was, by this reader and by
//! those of markwhen.

use std::fmt::Write as _;

use super::{MOST_DEPTH, Node, Pair, Value};

/// Why a value is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It is not closed.
    Open,
    /// Something follows it, at a byte.
    After(usize),
}

/// Reads a whole value that begins with a quote or a bracket.
pub(super) fn read(text: &str, byte: usize) -> Result<Value, Trouble> {
    let mut flow = Flow { text, at: 0, byte };
    let value = flow.value(0).ok_or(Trouble::Open)?;
    flow.blank();
    let rest = flow.rest();
    let is_comment = rest.starts_with('#') || rest.starts_with("//") || rest == ",";
    if rest.is_empty() || is_comment {
        Ok(value)
    } else {
        Err(Trouble::After(byte + flow.at))
    }
}

struct Flow<'t> {
    text: &'t str,
    at: usize,
    /// Where the text begins.
    byte: usize,
}

impl<'t> Flow<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, sign: char) -> bool {
        self.blank();
        let is_there = self.rest().starts_with(sign);
        self.at += usize::from(is_there) * sign.len_utf8();
        is_there
    }

    /// `None` where it is not closed.
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.blank();
        match self.rest().chars().next() {
            Some('"') => self.double().map(Value::Text),
            Some('\'') => self.single().map(Value::Text),
            Some('[') if depth < MOST_DEPTH => self.list(depth + 1),
            Some('{') if depth < MOST_DEPTH => self.map(depth + 1),
            _ => {
                let text = self.plain();
                Some(if text.is_empty() {
                    Value::Nothing
                } else {
                    Value::Text(text.to_owned())
                })
            }
        }
    }

    fn node(&mut self, depth: usize) -> Option<Node> {
        self.blank();
        let byte = self.byte + self.at;
        let value = self.value(depth)?;
        Some(Node { byte, value })
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.take('[');
        let mut items = Vec::new();
        loop {
            if self.take(']') {
                return Some(Value::List(items));
            }
            let node = self.node(depth)?;
            let is_end = !self.take(',');
            if node.value != Value::Nothing || !is_end {
                items.push(node);
            }
            if is_end {
                return self.take(']').then_some(Value::List(items));
            }
        }
    }

    fn map(&mut self, depth: usize) -> Option<Value> {
        self.take('{');
        let mut pairs = Vec::new();
        loop {
            if self.take('}') {
                return Some(Value::Map(pairs));
            }
            self.blank();
            let byte = self.byte + self.at;
            let key = match self.rest().chars().next() {
                Some('"') => self.double()?,
                Some('\'') => self.single()?,
                _ => self.plain().to_owned(),
            };
            let node = if self.take(':') {
                self.node(depth)?
            } else {
                let byte = self.byte + self.at;
                let value = Value::Nothing;
                Node { byte, value }
            };
            pairs.push(Pair { key, byte, node });
            if !self.take(',') {
                return self.take('}').then_some(Value::Map(pairs));
            }
        }
    }

    /// A text without quotes, up to a sign that ends it.
    fn plain(&mut self) -> &'t str {
        let rest = self.rest();
        let mut end = rest.len();
        for (place, sign) in rest.char_indices() {
            let after = rest.get(place + 1..).unwrap_or_default();
            let is_colon =
                sign == ':' && (after.is_empty() || after.starts_with([' ', ',', '}', ']']));
            if is_colon || matches!(sign, ',' | ']' | '}' | '[' | '{') {
                end = place;
                break;
            }
        }
        // A bracket that cannot open anything here is passed over, so that reading goes on.
        if end == 0 && rest.starts_with(['[', '{']) {
            end = 1;
        }
        self.at += end;
        rest.get(..end).unwrap_or_default().trim()
    }

    fn single(&mut self) -> Option<String> {
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = self.rest();
            let end = rest.find('\'')?;
            text.push_str(rest.get(..end)?);
            self.at += end + 1;
            if !self.rest().starts_with('\'') {
                return Some(text);
            }
            text.push('\'');
            self.at += 1;
        }
    }

    fn double(&mut self) -> Option<String> {
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = self.rest();
            let end = rest.find(['"', '\\'])?;
            text.push_str(rest.get(..end)?);
            self.at += end + 1;
            if rest.get(end..)?.starts_with('"') {
                return Some(text);
            }
            let escape = self.rest().chars().next()?;
            self.at += escape.len_utf8();
            let digits = match escape {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => {
                    text.push(unescaped(escape));
                    continue;
                }
            };
            let code = self.rest().get(..digits);
            let letter = code
                .and_then(|code| u32::from_str_radix(code, 16).ok())
                .and_then(char::from_u32);
            if let Some(letter) = letter {
                text.push(letter);
                self.at += digits;
            } else {
                text.push(escape);
            }
        }
    }
}

const fn unescaped(escape: char) -> char {
    match escape {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        other => other,
    }
}

/// Words that YAML takes for something else than themselves.
static SPECIAL: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// A text as a value that is read back as it is, on one line. Plain words stay plain.
pub(in super::super) fn quoted(text: &str) -> String {
    let is_plain = text.chars().next().is_some_and(char::is_alphabetic)
        && !text.ends_with(' ')
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
        && !SPECIAL.contains(&text.to_lowercase().as_str());
    if is_plain {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // markwhen takes a word behind it for a tag or a colour, even between quotes.
            '#' => quoted.push_str("\\x23"),
            _ if letter.is_control()
                || matches!(u32::from(letter), 0x2028..=0x202e | 0x2066..=0x2069 | 0xfeff | 0xfffe | 0xffff) =>
            {
                // Writing to a string cannot fail.
                let _ = match u32::from(letter) {
                    code @ ..=0xff => write!(quoted, "\\x{code:02x}"),
                    code => write!(quoted, "\\u{code:04x}"),
                };
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
