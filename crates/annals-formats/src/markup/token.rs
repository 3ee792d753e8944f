//! Splits HTML into text and tags.
//!
//! A `<` that begins no tag is text, and so is a tag that is never closed. The cost is linear in the length.

/// A piece of HTML.
#[derive(Debug)]
pub(super) enum Token {
    /// Text with its entities decoded.
    Text(String),
    Tag(Tag),
}

/// A tag, with those of its attributes that say something.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// In lower case; empty for comments and declarations.
    pub(super) name: String,
    pub(super) is_end: bool,
    /// `href` or `src`.
    pub(super) address: String,
    /// `alt` or `title`.
    pub(super) label: String,
}

/// The pieces of a text. Comments, scripts and styles are left out; texts are never beside each other.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let mut scanner = Scanner {
        rest: html,
        ..Scanner::default()
    };
    while scanner.step() {}
    scanner.end_text();
    scanner.tokens
}

#[derive(Debug, Default)]
struct Scanner<'h> {
    rest: &'h str,
    /// Text that has not become a token yet, as it is written.
    text: String,
    tokens: Vec<Token>,
    /// Quotation marks in tags have turned out not to be closed: tags end at the next `>` from here on.
    has_bad_quotes: bool,
    /// What has turned out not to come any more.
    gone: Vec<&'static str>,
}

impl Scanner<'_> {
    fn step(&mut self) -> bool {
        let Some(start) = self.rest.find('<') else {
            self.text.push_str(self.rest);
            return false;
        };
        let (text, rest) = self.rest.split_at(start);
        self.text.push_str(text);
        self.rest = rest;
        let mut after = rest.chars().skip(1);
        let first = after.next();
        let begins = match first {
            Some('/') => after.next().is_some_and(|next| next.is_ascii_alphabetic()),
            Some(first) => first.is_ascii_alphabetic() || matches!(first, '!' | '?'),
            None => false,
        };
        let end = if !begins {
            None
        } else if rest.starts_with("<!--") {
            self.find("-->").map_or_else(|| self.find(">"), Some)
        } else {
            self.tag_end()
        };
        let Some(end) = end else {
            self.text.push('<');
            self.rest = rest.get(1..).unwrap_or_default();
            return true;
        };
        let (inside, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
        self.rest = rest;
        let tag = tag(inside.trim_start_matches('<').trim_end_matches('>'));
        if tag.name.is_empty() {
            return true;
        }
        let hidden = match tag.name.as_str() {
            "script" => Some("</script"),
            "style" => Some("</style"),
            _ => None,
        };
        if let Some(closing) = hidden.filter(|_| !tag.is_end)
            && let Some(end) = self.find(closing)
        {
            self.rest = self.rest.get(end - closing.len()..).unwrap_or_default();
        }
        self.end_text();
        self.tokens.push(Token::Tag(tag));
        true
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            let text = decoded(&std::mem::take(&mut self.text));
            self.tokens.push(Token::Text(text));
        }
    }

    /// Where a text in small letters ends that comes next. What does not come is looked for once.
    fn find(&mut self, wanted: &'static str) -> Option<usize> {
        if self.gone.contains(&wanted) {
            return None;
        }
        let mut windows = self.rest.as_bytes().windows(wanted.len());
        let found = windows.position(|part| part.eq_ignore_ascii_case(wanted.as_bytes()));
        if found.is_none() {
            self.gone.push(wanted);
        }
        found.map(|index| index + wanted.len())
    }

    /// The byte after the `>` that ends the tag at the beginning of the rest.
    fn tag_end(&mut self) -> Option<usize> {
        if !self.has_bad_quotes {
            let mut quote = None;
            let mut before = b'<';
            for (index, byte) in self.rest.bytes().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return Some(index + 1),
                    // A quotation mark counts where a value begins: `title=it's` has none.
                    (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                    (Some(open), _) if open == byte => quote = None,
                    _ => {}
                }
                if !byte.is_ascii_whitespace() {
                    before = byte;
                }
            }
            self.has_bad_quotes = true;
        }
        self.find(">")
    }
}

/// A tag from what stands between its brackets.
fn tag(inside: &str) -> Tag {
    let (is_end, inside) = match inside.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inside),
    };
    let end = inside
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(inside.len());
    let (name, mut rest) = inside.split_at(end);
    let mut tag = Tag {
        name: name.to_ascii_lowercase(),
        is_end,
        ..Tag::default()
    };
    while let Some((name, value, after)) = attribute(rest) {
        rest = after;
        let kept = match name.to_ascii_lowercase().as_str() {
            "href" | "src" => &mut tag.address,
            "alt" | "title" => &mut tag.label,
            _ => continue,
        };
        if kept.is_empty() {
            decoded(value).trim().clone_into(kept);
        }
    }
    tag
}

/// The first attribute of a text, its value, and what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
    if text.is_empty() {
        return None;
    }
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, letter)| letter.is_whitespace() || matches!(letter, '=' | '/'))
        .map_or(text.len(), |(index, _)| index);
    let (name, rest) = text.split_at(end);
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return Some((name, "", rest));
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(inside) = value.strip_prefix(quote) {
            let (value, rest) = inside.split_once(quote).unwrap_or((inside, ""));
            return Some((name, value, rest));
        }
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    let (value, rest) = value.split_at(end);
    Some((name, value, rest))
}

/// Text with its entities as letters. The space that does not break becomes one that does: it is there
/// for the looks of a page.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let text = text.replace("&nbsp;", " ");
    html_escape::decode_html_entities(&text).into_owned()
}
