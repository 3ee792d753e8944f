//! Access to the fields of a parsed TOML table, with a problem for each value that is not as expected.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::format::{FORMAT, Table};
use super::names::Known;
use crate::model::ForeignName;
use crate::problem::{LineIndex, Location, Problem, Severity};
use crate::problem_list::{ProblemLimit, ProblemList};
use crate::report::{Reading, Report};
use crate::text::{Clean, nearest};
use crate::timeline::Timeline;
use annals_time::{Bound, When, Window};

/// How many names are compared in all to suggest the nearest. A file may have many unknown ids beside many known ones.
const MAX_COMPARED: usize = 200_000;

/// A value with its span in the text.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// The fields of one table.
pub(super) struct Fields<'a> {
    /// In a list, since scanning the few fields of a table is faster than searching a tree.
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

    /// Returns keys with their spans and values, in the order of the text.
    pub(super) fn in_order(&self) -> Vec<(&'a str, Range<usize>, &'a Value<'a>)> {
        let mut entries: Vec<_> = self
            .row
            .iter()
            .map(|&(key, value)| (key.get_ref().as_ref(), key.span(), value))
            .collect();
        entries.sort_by_key(|entry| entry.1.start);
        entries
    }
}

/// Collects the problems of one text.
pub(super) struct Reader<'t> {
    text: &'t str,
    lines: OnceCell<LineIndex<'t>>,
    pub(super) problems: ProblemList,
    /// How many more names are compared to suggest the nearest.
    comparable: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, limit: ProblemLimit) -> Self {
        Self {
            text,
            lines: OnceCell::new(),
            problems: ProblemList::new(limit),
            comparable: MAX_COMPARED,
        }
    }

    pub(super) fn finish(self, timeline: Option<Timeline>) -> Reading {
        let refused = self.problems.has_errors();
        let mut report = Report::new(Clean::own(FORMAT));
        self.problems.finish(&mut report);
        let mut timeline = timeline.filter(|_| !refused);
        if let Some(account) = timeline.as_mut().and_then(|it| it.accounts.first_mut()) {
            account.report = Arc::new(report.clone());
        }
        Reading { timeline, report }
    }

    pub(super) fn error(&mut self, span: Range<usize>, message: &str) {
        self.report(Severity::Error, span.start, message);
    }

    pub(super) fn warning(&mut self, span: Range<usize>, message: &str) {
        self.report(Severity::Warning, span.start, message);
    }

    /// Reports a problem at a byte of the text.
    pub(super) fn report(&mut self, severity: Severity, offset: usize, message: &str) {
        let (text, lines) = (self.text, &self.lines);
        self.problems.add(severity, message, || {
            let lines = lines.get_or_init(|| LineIndex::new(text));
            Problem::at(severity, lines, offset, message)
        });
    }

    /// Reports a problem of the whole text.
    pub(super) fn report_file(&mut self, severity: Severity, message: &str) {
        self.problems
            .add(severity, message, || Problem::of_file(severity, message));
    }

    /// Returns the known name most similar to an unknown one, unless the names of this text were compared too often
    /// already.
    pub(super) fn nearest<'k, T>(&mut self, id: &str, known: &'k Known<T>) -> Option<&'k str> {
        self.comparable = self.comparable.checked_sub(known.len())?;
        nearest(id, known.keys().map(String::as_str))
    }

    /// Returns a reference to something in another file, with its location.
    pub(super) fn foreign(&self, name: &str, span: Range<usize>) -> ForeignName {
        let lines = self.lines.get_or_init(|| LineIndex::new(self.text));
        ForeignName {
            name: Clean::line(name),
            spot: Location::new(lines, span.start),
        }
    }

    /// Counts the line breaks in a range of the text.
    pub(super) fn lines_in(&self, range: Range<usize>) -> u32 {
        let bytes = self.text.as_bytes().get(range).unwrap_or_default();
        u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
    }

    /// Returns the line of a byte of the text, from 1.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.lines
            .get_or_init(|| LineIndex::new(self.text))
            .line(byte)
    }

    /// Returns the source text of a span.
    pub(super) fn written(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or("")
    }

    /// Warns about each unknown key and suggests the most similar known one.
    pub(super) fn unknown_keys(&mut self, fields: &Fields<'_>, table: &Table) {
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

    /// Returns a value as a table; reports a problem if it is something else.
    pub(super) fn table<'a>(&mut self, value: &'a Value<'a>, what: &str) -> Option<Fields<'a>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.mismatch(value, what);
        }
        table.map(Fields::of)
    }

    /// Returns the items of a list under a key; empty if the key is absent.
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

    /// Returns text on one line; reports a problem if the value is something else.
    pub(super) fn line(&mut self, fields: &Fields<'_>, key: &str) -> Option<Clean> {
        let value = fields.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.mismatch(value, "text in quotes");
        }
        text.map(Clean::line)
    }

    /// Returns the title of an entry; reports a problem if it is missing or empty. `span` is the span of the
    /// entry, `noun` its kind.
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

    /// Returns text of several lines; empty if absent.
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

    /// Returns a list of short texts; a single text counts as a list of one.
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

    /// Returns one of a few values by name; reports anything else and suggests the most similar name.
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

    /// Returns a date, written as text, as a TOML date, or as a year.
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
                // The column is in the decoded text, which differs from the source if something is escaped.
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

    /// Reads a window, if the key is there.
    pub(super) fn window(&mut self, fields: &Fields<'_>, key: &str, noun: &str) -> Option<Window> {
        let span = fields.get(key)?.span();
        let when = self.date(fields, key)?;
        if let (Bound::At(start), Bound::At(end)) = when.hull() {
            return Window::new(start, end);
        }
        self.error(
            span,
            &format!("The {noun} needs a start and an end, as in: {key} = \"2019/2024\""),
        );
        None
    }

    /// Returns a value as text: strings decoded, other scalars as written; `None` for lists and tables.
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

    /// Reports a value of the wrong type.
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

/// Returns the indefinite article of a noun.
fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}
