//! Access to the fields of a parsed TOML table, with a problem for each that is not as expected.
//!
//! Owns the wording of "expected this, found that" and the search for the nearest known name. It
//! knows TOML, not timelines.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::FORMAT;
use super::format::Table;
use super::pieces::Place;
use crate::model::{Foreign, Timeline};
use crate::problem::{Lines, Problem, Severity, Spot};
use crate::report::{Reading, Report};
use crate::sorting::sort_by_key;
use crate::text::{Clean, nearest};
use annals_time::When;

/// How many problems are reported of one file. A person mends a few at a time; a file of another
/// kind would have millions.
const MOST_PROBLEMS: usize = 1_000;

/// A value with its place in the text.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// The fields of one table.
pub(super) struct Fields<'a> {
    /// All in a row. A table has a handful of fields, and every one that it may have is asked for: looking
    /// through them is quicker than searching a tree.
    row: Vec<(&'a Spanned<Cow<'a, str>>, &'a Value<'a>)>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(table: &'a DeTable<'a>) -> Self {
        Self {
            row: table.iter().collect(),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        let found = self.row.iter().find(|(name, _)| name.get_ref() == key);
        found.map(|(_, value)| *value)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    /// Keys with their places and values, in the order of the text.
    pub(super) fn in_order(&self) -> Vec<(&'a str, Range<usize>, &'a Value<'a>)> {
        let mut entries: Vec<_> = self
            .row
            .iter()
            .map(|&(key, value)| (key.get_ref().as_ref(), key.span(), value))
            .collect();
        sort_by_key(&mut entries, |entry| entry.1.start);
        entries
    }
}

/// Collects the problems of one text. Places are those of what is being read, which may be a piece of it.
pub(super) struct Reader<'t> {
    text: &'t str,
    here: Place,
    lines: OnceCell<Lines<'t>>,
    pub(super) problems: Vec<Problem>,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self {
            text,
            here: Place::WHOLE,
            lines: OnceCell::new(),
            problems: Vec::new(),
        }
    }

    /// From now on places are of a text that stands there in the whole one.
    pub(super) const fn go_on_at(&mut self, place: Place) {
        self.here = place;
    }

    /// A byte of what is being read, in the whole text.
    pub(super) const fn in_whole(&self, byte: usize) -> usize {
        self.here.of(byte)
    }

    pub(super) fn finish(mut self, timeline: Option<Timeline>) -> Reading {
        Problem::sort(&mut self.problems);
        let refused = self
            .problems
            .iter()
            .any(|problem| problem.severity == Severity::Error);
        let report = Report {
            problems: self.problems,
            ..Report::new(Clean::own(FORMAT))
        };
        let mut timeline = timeline.filter(|_| !refused);
        if let Some(layer) = timeline.as_mut().and_then(|it| it.layers.first_mut()) {
            layer.report = Arc::new(report.clone());
        }
        Reading { timeline, report }
    }

    pub(super) fn error(&mut self, span: Range<usize>, message: &str) {
        self.report(Severity::Error, self.here.of(span.start), message);
    }

    pub(super) fn warning(&mut self, span: Range<usize>, message: &str) {
        self.report(Severity::Warning, self.here.of(span.start), message);
    }

    /// A problem at a byte of the whole text.
    pub(super) fn report(&mut self, severity: Severity, place: usize, message: &str) {
        match self.problems.len().cmp(&MOST_PROBLEMS) {
            Ordering::Less => {
                let lines = self.lines.get_or_init(|| Lines::new(self.text));
                self.problems
                    .push(Problem::at(severity, lines, place, message));
            }
            Ordering::Equal => self.problems.push(Problem::of_file(
                Severity::Error,
                &format!("There are more problems; these are the first {MOST_PROBLEMS}."),
            )),
            Ordering::Greater => {}
        }
    }

    /// A name for something of another file, with its place.
    pub(super) fn foreign(&self, name: &str, span: Range<usize>) -> Foreign {
        let lines = self.lines.get_or_init(|| Lines::new(self.text));
        Foreign {
            name: Clean::line(name),
            spot: Spot::new(lines, self.here.of(span.start)),
        }
    }

    /// How many lines begin in a stretch of the whole text.
    pub(super) fn lines_in(&self, stretch: Range<usize>) -> u32 {
        let bytes = self.text.as_bytes().get(stretch).unwrap_or_default();
        u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
    }

    /// The line of a byte of the whole text, from 1.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.lines
            .get_or_init(|| Lines::new(self.text))
            .position(byte)
            .line
    }

    /// The part of the text a value was written as.
    pub(super) fn written(&self, span: Range<usize>) -> &'t str {
        let length = span.len();
        let start = self.here.of(span.start);
        self.text.get(start..start + length).unwrap_or("")
    }

    /// A warning for each key that is not known, with the nearest one that is.
    pub(super) fn unknown_keys(&mut self, fields: &Fields<'_>, table: &Table) {
        // Problems are put in order at the end.
        for (key, _) in &fields.row {
            let (key, span) = (key.get_ref().as_ref(), key.span());
            if !table.keys().any(|known| known == key) {
                let hint = nearest(key, table.keys()).map_or_else(
                    || {
                        let known: Vec<_> = table.keys().collect();
                        format!("It can have: {}.", known.join(", "))
                    },
                    |near| format!("Did you mean \"{near}\"?"),
                );
                let what = table.what;
                self.warning(span, &format!("\"{key}\" is not a field of {what}. {hint}"));
            }
        }
    }

    /// A value as a table; a problem if it is something else.
    pub(super) fn table<'a>(&mut self, value: &'a Value<'a>, what: &str) -> Option<Fields<'a>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.mismatch(value, what);
        }
        table.map(Fields::of)
    }

    /// The tables of a list under a key, with their places; empty if the key is absent.
    pub(super) fn list<'a>(
        &mut self,
        fields: &Fields<'a>,
        key: &str,
        what: &str,
    ) -> Vec<&'a Value<'a>> {
        let Some(value) = fields.get(key) else {
            return Vec::new();
        };
        if let Some(array) = value.get_ref().as_array() {
            array.iter().collect()
        } else {
            self.mismatch(value, what);
            Vec::new()
        }
    }

    /// Text on one line; a problem if the value is something else.
    pub(super) fn line(&mut self, fields: &Fields<'_>, key: &str) -> Option<Clean> {
        let value = fields.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.mismatch(value, "text in quotes");
        }
        text.map(Clean::line)
    }

    /// The title that an entry must have; a problem if it has none, or an empty one. `span` is where
    /// the entry stands, `noun` what it is called.
    pub(super) fn title(
        &mut self,
        fields: &Fields<'_>,
        span: Range<usize>,
        noun: &str,
    ) -> Option<Clean> {
        let Some(value) = fields.get("title") else {
            self.error(
                span,
                &format!("This {noun} has no title: title = \"…\" is missing."),
            );
            return None;
        };
        let title = self.line(fields, "title")?;
        if title.is_empty() {
            self.error(
                value.span(),
                &format!("The title of {} {noun} cannot be empty.", article(noun)),
            );
            return None;
        }
        Some(title)
    }

    /// Text of several lines; empty if absent.
    pub(super) fn block(&mut self, fields: &Fields<'_>, key: &str) -> Clean {
        let Some(value) = fields.get(key) else {
            return Clean::default();
        };
        if let Some(text) = value.get_ref().as_str() {
            Clean::block(text.trim())
        } else {
            self.mismatch(value, "text in quotes");
            Clean::default()
        }
    }

    /// A list of short texts; a single text counts as a list of one.
    pub(super) fn lines(&mut self, fields: &Fields<'_>, key: &str) -> Vec<Clean> {
        let Some(value) = fields.get(key) else {
            return Vec::new();
        };
        if let Some(text) = value.get_ref().as_str() {
            return vec![Clean::line(text)];
        }
        let mut lines = Vec::new();
        for item in self.list(fields, key, "a list of texts, as in [\"one\", \"two\"]") {
            match item.get_ref().as_str() {
                Some(text) => lines.push(Clean::line(text)),
                None => self.mismatch(item, "text in quotes"),
            }
        }
        lines
    }

    /// One of a few names; a problem with the nearest one for anything else.
    pub(super) fn choice<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let value = fields.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.mismatch(value, "text in quotes");
            return None;
        };
        let found = all.iter().copied().find(|&one| name(one) == text);
        if found.is_none() {
            let names: Vec<_> = all.iter().copied().map(name).collect();
            let hint = nearest(text, names.iter().copied())
                .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
            self.error(
                value.span(),
                &format!(
                    "\"{text}\" is not known as {key}: expected one of {}.{hint}",
                    names.join(", ")
                ),
            );
        }
        found
    }

    /// A date: text, or a bare TOML date, or a bare year.
    pub(super) fn date(&mut self, fields: &Fields<'_>, key: &str) -> Option<When> {
        let value = fields.get(key)?;
        let span = value.span();
        let (text, quote) = match value.get_ref() {
            DeValue::String(text) => (text.as_ref(), 1),
            DeValue::Integer(_) | DeValue::Datetime(_) => (self.written(span.clone()), 0),
            _ => {
                self.mismatch(value, "a date in quotes, as in \"2021-04\"");
                return None;
            }
        };
        match When::parse(text) {
            Ok(when) => when,
            Err(error) => {
                // The column is of the date; it is one of the file only where nothing is escaped.
                let inside = self
                    .written(span.clone())
                    .get(quote..)
                    .is_some_and(|rest| rest.starts_with(text));
                let offset = error.column().filter(|_| inside).and_then(|column| {
                    text.char_indices()
                        .nth(column - 1)
                        .map(|(byte, _)| byte + quote)
                });
                self.error(
                    span.start + offset.unwrap_or(0)..span.end,
                    &error.to_string(),
                );
                None
            }
        }
    }

    /// A value as text: as it is written, where it is no text; `None` for lists and tables.
    pub(super) fn scalar<'a>(&self, value: &'a Value<'a>) -> Option<Cow<'a, str>>
    where
        't: 'a,
    {
        match value.get_ref() {
            DeValue::String(text) => Some(Cow::Borrowed(text)),
            DeValue::Array(_) | DeValue::Table(_) => None,
            _ => Some(Cow::Borrowed(self.written(value.span()))),
        }
    }

    /// The problem of a value of the wrong type.
    pub(super) fn mismatch(&mut self, value: &Value<'_>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.error(
            value.span(),
            &format!("Expected {expected}, found {found}."),
        );
    }
}

/// The indefinite article of a noun.
fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}
