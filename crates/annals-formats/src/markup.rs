//! Converts HTML in other programs' texts to plain text, and plain text to HTML.
//!
//! It knows which tags break a line and which hold nothing to read; style is dropped and addresses of links are
//! kept. Text without markup stays as it is.

mod token;

use self::token::{Tag, Token, tokens};

/// Text without markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plain {
    /// The text; may have several lines.
    pub(super) text: String,
    /// Where it leads to, in its order. Each is in the text too.
    pub(super) links: Vec<Link>,
}

/// A link to a page of the web, or a picture of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The label; may be empty.
    pub(super) label: String,
    /// A whole address with `http` or `https`.
    pub(super) address: String,
}

/// The text of a piece of HTML.
///
/// Tags go; those of blocks break the line, items of lists begin with a hyphen, and a link becomes
/// `label (address)`. Line breaks of the source count only where no tag breaks a line.
pub(super) fn plain(html: &str) -> Plain {
    if !html.contains(['<', '&']) {
        return Plain {
            text: html.to_owned(),
            links: Vec::new(),
        };
    }
    let tokens = tokens(html);
    if let [Token::Text(text)] = tokens.as_slice() {
        return Plain {
            text: text.clone(),
            links: Vec::new(),
        };
    }
    let mut writer = PlainWriter {
        has_breaks: tokens.iter().any(|token| match token {
            Token::Text(_) => false,
            Token::Tag(tag) => breaks(&tag.name) > 0,
        }),
        ..PlainWriter::default()
    };
    for token in &tokens {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Tag(tag) => writer.tag(tag),
        }
    }
    writer.close_link();
    let end = writer.out.trim_end().len();
    writer.out.truncate(end);
    Plain {
        text: writer.out,
        links: writer.links,
    }
}

/// Plain text as HTML that shows the same: [`plain`] gives it back, but for spaces at the edges of
/// its lines.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\n' => html.push_str("<br>"),
            _ => html.push(character),
        }
    }
    html
}

/// How many line breaks stand around what is in such a tag; 0 for one within a line.
fn breaks(name: &str) -> usize {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" => 2,
        "address" | "article" | "aside" | "br" | "center" | "dd" | "div" | "dl" | "dt"
        | "figcaption" | "figure" | "footer" | "form" | "header" | "hr" | "li" | "main" | "nav"
        | "ol" | "section" | "table" | "tr" | "ul" => 1,
        _ => 0,
    }
}

#[derive(Debug, Default)]
struct PlainWriter {
    out: String,
    links: Vec<Link>,
    /// Whether lines are broken by tags, so that those of the source mean nothing.
    has_breaks: bool,
    /// Line breaks that the tags since the last text ask for.
    wanted: usize,
    /// Line breaks of `<br>` since the last text.
    given: usize,
    /// The address of an open link and where its label begins.
    open: Option<(String, usize)>,
    /// How many lists are open.
    depth: usize,
    /// Whether a cell of the row has been written.
    has_cell: bool,
}

impl PlainWriter {
    fn break_line(&mut self) {
        let count = self.wanted.max(self.given);
        self.wanted = 0;
        self.given = 0;
        if count > 0 && !self.out.is_empty() {
            let end = self.out.trim_end_matches(' ').len();
            self.out.truncate(end);
            self.out.extend(std::iter::repeat_n('\n', count));
            if let Some((_, start)) = &mut self.open {
                *start = (*start).min(self.out.len());
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !self.has_breaks {
            self.out.push_str(text);
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find([' ', '\n', '\r', '\t']).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if !word.is_empty() {
                self.break_line();
                self.out.push_str(word);
            }
            let end = after
                .find(|letter: char| !matches!(letter, ' ' | '\n' | '\r' | '\t'))
                .unwrap_or(after.len());
            let (space, after) = after.split_at(end);
            let is_line_start = self.wanted.max(self.given) > 0
                || self.out.is_empty()
                || self.out.ends_with('\n')
                || self.out.ends_with(' ');
            if !is_line_start {
                self.out.push_str(if space.contains(['\n', '\r', '\t']) {
                    " "
                } else {
                    space
                });
            }
            rest = after;
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "br" => self.given += 1,
            "li" if !tag.is_end => {
                self.wanted = self.wanted.max(1);
                self.break_line();
                // Lists in use are not nested deeper than this.
                let indent = self.depth.saturating_sub(1).min(8) * 2;
                self.out.extend(std::iter::repeat_n(' ', indent));
                self.out.push_str("- ");
            }
            "ul" | "ol" => {
                self.wanted = self.wanted.max(1);
                self.depth = if tag.is_end {
                    self.depth.saturating_sub(1)
                } else {
                    self.depth + 1
                };
            }
            "td" | "th" if !tag.is_end => {
                if self.has_cell {
                    self.out.push_str(" | ");
                }
                self.has_cell = true;
            }
            "tr" => {
                self.has_cell = false;
                self.wanted = self.wanted.max(1);
            }
            "a" => {
                self.close_link();
                if !tag.is_end && !tag.address.is_empty() {
                    self.open = Some((tag.address.clone(), self.out.len()));
                }
            }
            "img" | "iframe" | "video" | "audio" | "embed" | "source" if !tag.is_end => {
                self.picture(tag);
            }
            name => self.wanted = self.wanted.max(breaks(name)),
        }
    }

    /// What stands in the text for a picture or a frame: what it shows, and where it is.
    fn picture(&mut self, tag: &Tag) {
        self.break_line();
        self.out.push_str(&tag.label);
        self.lead(&tag.label.clone(), &tag.address.clone());
    }

    fn close_link(&mut self) {
        if let Some((address, start)) = self.open.take() {
            let label = self.out.get(start..).unwrap_or_default().trim().to_owned();
            if label.is_empty() {
                self.break_line();
            }
            self.lead(&label, &address);
        }
    }

    /// Writes the address after a label that has been written, unless the label says it.
    fn lead(&mut self, label: &str, address: &str) {
        let Some(address) = shown_address(address) else {
            return;
        };
        let bare = |text: &str| {
            let text = text.trim_start_matches("mailto:");
            let text = text.trim_start_matches("https://");
            let text = text.trim_start_matches("http://").trim_end_matches('/');
            text.to_owned()
        };
        let is_said = bare(label) == bare(&address);
        if label.is_empty() {
            self.out.push_str(&address);
        } else if !is_said {
            let end = self.out.trim_end().len();
            let space = self.out.split_off(end);
            self.out.push_str(" (");
            self.out.push_str(&address);
            self.out.push(')');
            self.out.push_str(&space);
        }
        if is_web(&address) {
            let label = if is_said { "" } else { label };
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            self.links.push(Link { label, address });
        }
    }
}

/// Whether an address is one of the web.
pub(super) fn is_web(address: &str) -> bool {
    let starts = |scheme: &str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("http://") || starts("https://")
}

/// An address as a reader can use it; `None` for a place in the same page, for programs and for
/// pictures that are written out.
fn shown_address(address: &str) -> Option<String> {
    let address = address.trim();
    let lower: String = address.chars().take(11).collect();
    let lower = lower.to_ascii_lowercase();
    let is_dropped = ["#", "javascript:", "data:"];
    if address.is_empty() || is_dropped.iter().any(|start| lower.starts_with(start)) {
        return None;
    }
    Some(if address.starts_with("//") {
        format!("https:{address}")
    } else {
        address.to_owned()
    })
}

#[cfg(test)]
mod tests;
