//! [`Outline`]: a text cut into headers, sections and events.
//!
//! Owns where each of them begins and ends, line by line. What the lines of an event say is the business
//! of `item`.

use super::custom::{Priority, Rules};
use super::header::{self, Header};
use super::range::{self, Range};
use super::yaml::{self, Line};

/// A text in parts.
#[derive(Debug, Default)]
pub(super) struct Outline<'t> {
    /// At least one.
    pub(super) pages: Vec<Header>,
    pub(super) sections: Vec<Section<'t>>,
    pub(super) entries: Vec<Entry<'t>>,
    /// Lines of comments.
    pub(super) comments: usize,
    /// The first line that belongs to nothing, and how many there are.
    pub(super) strays: Option<(usize, usize)>,
    /// Ends of groups that were not begun, and lines that are nearly events.
    pub(super) problems: Vec<(usize, String)>,
}

/// A heading, or a group in the older form.
#[derive(Debug)]
pub(super) struct Section<'t> {
    /// The one that it stands in.
    pub(super) parent: Option<usize>,
    /// With its tags.
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
    /// `None` for what is written as a comment because it has no date.
    pub(super) range: Option<Range<'t>>,
    /// Behind the colon.
    pub(super) first: &'t str,
    pub(super) properties: Vec<Line<'t>>,
    pub(super) lines: Vec<Line<'t>>,
    pub(super) section: Option<usize>,
    pub(super) page: usize,
}

/// What annals writes in front of an event that markwhen cannot have.
pub(super) const UNDATED: &str = "undated:";
/// What begins a new page.
pub(super) const PAGE_BREAK: &str = "_-_-_break_-_-_";

/// Where lines go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Below the first line of an event or a section, among its properties.
    Properties,
    /// The same, between two lines of hyphens.
    Fenced,
    Text,
}

/// The lines of a text with their places.
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
    /// Cuts a text.
    pub(super) fn of(text: &'t str) -> Self {
        let mut cutter = Cutter {
            text,
            outline: Self::default(),
            header: Some(Vec::new()),
            fence: Fence::None,
            has_rules: false,
            rules: None,
            open: Vec::new(),
            place: Place::Text,
            target: Target::Nothing,
            is_old: None,
        };
        for line in lines(text) {
            cutter.line(line);
        }
        cutter.end_header();
        cutter.outline
    }
}

/// Whether the header stands between lines of hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fence {
    None,
    Open,
}

/// What the next line may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Nothing,
    Section(usize),
    Entry,
    /// An event that is written as a comment.
    Comment,
}

struct Cutter<'t> {
    text: &'t str,
    outline: Outline<'t>,
    /// Lines of the header, until it ends.
    header: Option<Vec<Line<'t>>>,
    fence: Fence,
    /// Whether the header declares forms of dates.
    has_rules: bool,
    /// The rules of a header that has not ended yet, to see where it does.
    rules: Option<Rules>,
    /// The sections that are open, from the outermost.
    open: Vec<usize>,
    place: Place,
    target: Target,
    /// Whether groups end in the older form somewhere, once that was asked.
    is_old: Option<bool>,
}

impl<'t> Cutter<'t> {
    fn line(&mut self, line: Line<'t>) {
        if line.text.trim() == PAGE_BREAK {
            self.end_header();
            self.header = Some(Vec::new());
            self.fence = Fence::None;
            self.has_rules = false;
            self.rules = None;
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
        let is_rule_key =
            yaml::key(trimmed).is_some_and(|(key, _)| key.eq_ignore_ascii_case("dateformat"));
        self.has_rules |= is_rule_key;
        let is_event = heading(trimmed).is_some()
            || group(trimmed).is_some()
            || self.starts_event(trimmed, is_rule_key);
        if is_event {
            self.end_header();
            return false;
        }
        self.header.get_or_insert_default().push(line);
        true
    }

    /// Whether an event begins in a header without lines of hyphens around it.
    fn starts_event(&mut self, line: &'t str, is_rule_key: bool) -> bool {
        let is_inner = line.starts_with([' ', '\t', '-']);
        if range::of_line(line, range::Order::default()).is_some() {
            return true;
        }
        if is_inner || is_rule_key {
            return false;
        }
        if !self.has_rules {
            return false;
        }
        let lines = self.header.as_deref().unwrap_or_default();
        let rules = self.rules.get_or_insert_with(|| header::read(lines).rules);
        rules.of_line(line).is_some()
    }

    fn end_header(&mut self) {
        if let Some(lines) = self.header.take() {
            self.outline.pages.push(header::read(&lines));
        }
    }

    fn body(&mut self, line: Line<'t>) {
        let trimmed = line.text.trim();
        if self.place == Place::Fenced && self.target != Target::Nothing {
            if trimmed == "---" {
                self.place = Place::Text;
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
            self.place = Place::Text;
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
        if self.place == Place::Properties && trimmed == "---" {
            self.place = Place::Fenced;
            return;
        }
        self.keep(line);
    }

    /// The event that a line begins, by the rules of the header and the forms of markwhen.
    fn event(&self, line: &'t str) -> Option<(Range<'t>, &'t str, usize)> {
        let header = self.outline.pages.last()?;
        let by_form = || range::of_line(line, header.order);
        match header.rules.priority {
            Priority::First => header.rules.of_line(line).or_else(by_form),
            Priority::Last => by_form().or_else(|| header.rules.of_line(line)),
            Priority::Only => header.rules.of_line(line),
        }
    }

    fn begin_entry(&mut self, entry: Entry<'t>) {
        self.outline.entries.push(entry);
        self.target = Target::Entry;
        self.place = Place::Properties;
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
        self.place = Place::Properties;
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
        self.place = Place::Text;
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
            self.place = Place::Text;
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

    /// Keeps a line with what it belongs to.
    fn keep(&mut self, line: Line<'t>) {
        if self.target == Target::Nothing {
            self.stray(line);
        } else if self.place == Place::Properties && is_property(line.text) {
            self.properties().push(line);
        } else {
            self.place = Place::Text;
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
