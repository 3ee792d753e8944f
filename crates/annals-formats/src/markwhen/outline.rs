//! [`Outline`]: splits a text into headers, sections and events, line by line.

use super::header::{self, Header};
use super::range::{self, Range};
use super::yaml::{self, Line};

/// The parts of a text.
#[derive(Debug, Default)]
pub(super) struct Outline<'t> {
    /// Headers, one for each page; at least one.
    pub(super) pages: Vec<Header>,
    pub(super) sections: Vec<Section<'t>>,
    pub(super) entries: Vec<Entry<'t>>,
    /// Number of comment lines.
    pub(super) comments: usize,
    /// The byte of the first line that belongs to no event, and the number of such lines.
    pub(super) strays: Option<(usize, usize)>,
    /// Bytes and sentences: groups that end without a beginning, lines that are nearly events.
    pub(super) problems: Vec<(usize, String)>,
}

/// A heading, or a group in the older form.
#[derive(Debug)]
pub(super) struct Section<'t> {
    /// The section that contains it.
    pub(super) parent: Option<usize>,
    /// The title with its tags.
    pub(super) title: &'t str,
    pub(super) properties: Vec<Line<'t>>,
    pub(super) byte: usize,
    /// 1 to 6, or [`GROUP`].
    level: u8,
}

/// The level of groups in the older form, which end only where they say so.
const GROUP: u8 = 7;

/// An event as it is written.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    /// Where its range begins.
    pub(super) byte: usize,
    /// What stands before the colon.
    pub(super) written: &'t str,
    /// `None` for an undated event, which is written as a comment.
    pub(super) range: Option<Range<'t>>,
    /// Behind the colon.
    pub(super) first: &'t str,
    pub(super) properties: Vec<Line<'t>>,
    pub(super) lines: Vec<Line<'t>>,
    pub(super) section: Option<usize>,
    pub(super) page: usize,
}

/// Marks an event that Markwhen cannot express, in a comment.
pub(super) const UNDATED: &str = "undated:";
/// The line that begins a new page.
pub(super) const PAGE_BREAK: &str = "_-_-_break_-_-_";

/// How the next lines are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineUse {
    /// Below the first line of an event or a section, among its properties.
    Properties,
    /// The same, between two lines of hyphens.
    Fenced,
    Text,
}

/// The lines of a text with their positions.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut byte = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = byte;
        byte += line.len();
        Line {
            byte: start,
            text: line.trim_end_matches(['\n', '\r']),
        }
    })
}

/// The level and the title of a heading.
pub(super) fn heading(line: &str) -> Option<(u8, &str)> {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    let title = line.get(hashes..)?;
    let level = u8::try_from(hashes)
        .ok()
        .filter(|it| (1..=6).contains(it))?;
    let is_heading = title.starts_with([' ', '\t']);
    is_heading.then(|| (level, title.trim()))
}

/// The title of a group that begins in the older form.
pub(super) fn group(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = ["group", "section"]
        .iter()
        .find_map(|word| line.strip_prefix(word))?;
    let is_whole = rest.is_empty() || rest.starts_with([' ', '\t']);
    let title = rest.split(" //").next().unwrap_or(rest);
    is_whole.then(|| title.trim())
}

/// Whether a line ends a group.
pub(super) fn ends_group(line: &str) -> bool {
    let line = line.trim().to_ascii_lowercase();
    let Some(rest) = line.strip_prefix("end") else {
        return false;
    };
    matches!(rest.trim_start(), "group" | "section")
}

/// Whether a line is a property by its form: `key: value`.
pub(super) fn is_property(line: &str) -> bool {
    let line = line.trim_start();
    let end = line
        .find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '-' | '.'))
        .unwrap_or(line.len());
    let is_key = end > 0 && !line.starts_with('-');
    let rest = line.get(end..).and_then(|rest| rest.strip_prefix(':'));
    is_key && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

impl<'t> Outline<'t> {
    /// Splits a text.
    pub(super) fn of(text: &'t str) -> Self {
        let mut reader = OutlineReader {
            text,
            outline: Self::default(),
            header: Some(Vec::new()),
            fence: Fence::None,
            open: Vec::new(),
            place: LineUse::Text,
            target: Target::Nothing,
            is_old: None,
        };
        for line in lines(text) {
            reader.line(line);
        }
        reader.end_header();
        reader.outline
    }
}

/// Whether the header stands between lines of hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fence {
    None,
    Open,
}

/// What the next line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Nothing,
    Section(usize),
    Entry,
    /// An event that is written as a comment.
    Comment,
}

struct OutlineReader<'t> {
    text: &'t str,
    outline: Outline<'t>,
    /// Lines of the header, until it ends.
    header: Option<Vec<Line<'t>>>,
    fence: Fence,
    /// The sections that are open, from the outermost.
    open: Vec<usize>,
    place: LineUse,
    target: Target,
    /// Whether groups end in the older form somewhere; cached.
    is_old: Option<bool>,
}

impl<'t> OutlineReader<'t> {
    fn line(&mut self, line: Line<'t>) {
        if line.text.trim() == PAGE_BREAK {
            self.end_header();
            self.header = Some(Vec::new());
            self.fence = Fence::None;
            self.open.clear();
            self.target = Target::Nothing;
            return;
        }
        if self.header.is_some() && self.is_of_header(line) {
            return;
        }
        self.body(line);
    }

    /// Whether a line belongs to the header; if not, the header has ended.
    fn is_of_header(&mut self, line: Line<'t>) -> bool {
        let trimmed = line.text.trim_end();
        let lines = self.header.get_or_insert_default();
        let is_first = lines.is_empty();
        if trimmed == "---" && (is_first || self.fence == Fence::Open) {
            if self.fence == Fence::Open {
                self.end_header();
            } else {
                self.fence = Fence::Open;
            }
            return true;
        }
        if self.fence == Fence::Open {
            lines.push(line);
            return true;
        }
        if trimmed.is_empty() {
            return true;
        }
        let comment = trimmed.trim_start().strip_prefix("//");
        if let Some(comment) = comment {
            if comment.trim_start().starts_with(UNDATED) {
                self.end_header();
                return false;
            }
            self.outline.comments += 1;
            return true;
        }
        let is_event = heading(trimmed).is_some()
            || group(trimmed).is_some()
            || range::of_line(trimmed, range::Order::default()).is_some();
        if is_event {
            self.end_header();
            return false;
        }
        self.header.get_or_insert_default().push(line);
        true
    }

    fn end_header(&mut self) {
        if let Some(lines) = self.header.take() {
            self.outline.pages.push(header::read(&lines));
        }
    }

    fn body(&mut self, line: Line<'t>) {
        let trimmed = line.text.trim();
        if self.place == LineUse::Fenced && self.target != Target::Nothing {
            if trimmed == "---" {
                self.place = LineUse::Text;
            } else {
                self.properties().push(line);
            }
            return;
        }
        if let Some(comment) = trimmed.strip_prefix("//") {
            self.comment(line, comment);
            return;
        }
        if self.target == Target::Comment {
            self.target = Target::Nothing;
        }
        if trimmed.is_empty() {
            self.place = LineUse::Text;
            self.keep(line);
            return;
        }
        if let Some((level, title)) = heading(line.text) {
            while self
                .open
                .last()
                .is_some_and(|open| self.outline.sections[*open].level != GROUP)
                && self
                    .open
                    .last()
                    .is_some_and(|open| self.outline.sections[*open].level >= level)
            {
                self.open.pop();
            }
            self.begin_section(line, level, title);
            return;
        }
        if ends_group(trimmed) {
            self.end_group(line);
            return;
        }
        if let Some(title) = group(line.text)
            && (self.target != Target::Entry || self.has_old_groups())
        {
            self.begin_section(line, GROUP, title);
            return;
        }
        if let Some((range, written, behind)) = self.event(line.text) {
            let indent = line.text.len() - line.text.trim_start().len();
            self.begin_entry(Entry {
                byte: line.byte + indent,
                written,
                range: Some(range),
                first: line.text.get(behind..).unwrap_or_default(),
                properties: Vec::new(),
                lines: Vec::new(),
                section: self.open.last().copied(),
                page: self.outline.pages.len().saturating_sub(1),
            });
            return;
        }
        if self.place == LineUse::Properties && trimmed == "---" {
            self.place = LineUse::Fenced;
            return;
        }
        self.keep(line);
    }

    /// The event that a line begins.
    fn event(&self, line: &'t str) -> Option<(Range<'t>, &'t str, usize)> {
        range::of_line(line, self.outline.pages.last()?.order)
    }

    fn begin_entry(&mut self, entry: Entry<'t>) {
        self.outline.entries.push(entry);
        self.target = Target::Entry;
        self.place = LineUse::Properties;
    }

    fn begin_section(&mut self, line: Line<'t>, level: u8, title: &'t str) {
        self.outline.sections.push(Section {
            parent: self.open.last().copied(),
            title,
            properties: Vec::new(),
            byte: line.byte,
            level,
        });
        let place = self.outline.sections.len() - 1;
        self.open.push(place);
        self.target = Target::Section(place);
        self.place = LineUse::Properties;
    }

    fn end_group(&mut self, line: Line<'t>) {
        let mut groups = self.open.iter();
        let last = groups.rposition(|open| self.outline.sections[*open].level == GROUP);
        match last {
            Some(last) => self.open.truncate(last),
            None => self.outline.problems.push((
                line.byte,
                "No group is open that could end here.".to_owned(),
            )),
        }
        self.target = Target::Nothing;
        self.place = LineUse::Text;
    }

    fn has_old_groups(&mut self) -> bool {
        *self
            .is_old
            .get_or_insert_with(|| lines(self.text).any(|line| ends_group(line.text)))
    }

    fn comment(&mut self, line: Line<'t>, comment: &'t str) {
        let start = line.text.len() - comment.len();
        let content = comment.trim_start();
        if let Some(first) = content.strip_prefix(UNDATED) {
            let byte = line.byte + line.text.len() - content.len();
            self.begin_entry(Entry {
                byte,
                written: "",
                range: None,
                first,
                properties: Vec::new(),
                lines: Vec::new(),
                section: None,
                page: self.outline.pages.len().saturating_sub(1),
            });
            self.target = Target::Comment;
        } else if self.target == Target::Comment {
            self.keep(Line {
                byte: line.byte + start,
                text: comment,
            });
        } else {
            self.outline.comments += 1;
            self.place = LineUse::Text;
        }
    }

    fn properties(&mut self) -> &mut Vec<Line<'t>> {
        if let Target::Section(section) = self.target {
            &mut self.outline.sections[section].properties
        } else {
            let last = self.outline.entries.last_mut();
            &mut last.expect("an event has begun").properties
        }
    }

    /// Adds a line to what it belongs to.
    fn keep(&mut self, line: Line<'t>) {
        if self.target == Target::Nothing {
            self.stray(line);
        } else if self.place == LineUse::Properties && is_property(line.text) {
            self.properties().push(line);
        } else {
            self.place = LineUse::Text;
            if let Target::Section(_) = self.target {
                self.stray(line);
                return;
            }
            if range::is_nearly(line.text) {
                let sentence = "This begins like an event, but with no date that is read; the \
                                line is kept as text of the event before.";
                let indent = line.text.len() - line.text.trim_start().len();
                let problems = &mut self.outline.problems;
                problems.push((line.byte + indent, sentence.to_owned()));
            }
            if let Some(entry) = self.outline.entries.last_mut() {
                entry.lines.push(line);
            }
        }
    }

    fn stray(&mut self, line: Line<'t>) {
        if !line.text.trim().is_empty() && line.text.trim() != "---" {
            let (_, count) = self.outline.strays.get_or_insert((line.byte, 0));
            *count += 1;
        }
    }
}

impl Section<'_> {
    /// Its properties.
    pub(super) fn properties(&self) -> yaml::Document {
        yaml::read(&self.properties)
    }
}
