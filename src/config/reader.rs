//! Reads TOML and reports a problem, with its position, for each thing that is not as expected.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_writer::{ToTomlValue as _, TomlStringBuilder};

use annals_model::text::nearest;
use annals_model::{LineIndex, Problem, Severity};

/// How many problems of one file are reported.
const MAX_PROBLEMS: usize = 100;

/// A value with its position in the text.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// Collects the problems of one text.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    lines: LineIndex<'t>,
    problems: Vec<Problem>,
    left_out: bool,
}

impl<'t> Reader<'t> {
    /// Parses a text. A text that is not TOML gives an empty table and its problems.
    pub(super) fn parse(text: &'t str) -> (Self, DeTable<'t>) {
        let mut reader = Self {
            lines: LineIndex::new(text),
            problems: Vec::new(),
            left_out: false,
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return (reader, table.into_inner());
        }
        for error in errors {
            let message = error.message().trim().trim_end_matches('.');
            reader.error(
                error.span().unwrap_or(0..0),
                &format!("This is not TOML: {message}."),
            );
        }
        // What was recovered of a broken text is not what was meant.
        (reader, DeTable::new())
    }

    /// Returns the problems in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        Problem::sort(&mut self.problems);
        if self.left_out {
            self.problems.push(Problem::of_file(
                Severity::Error,
                &format!("There are more problems; these are the first {MAX_PROBLEMS}."),
            ));
        }
        self.problems
    }

    pub(super) fn error(&mut self, span: Range<usize>, message: &str) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.left_out = true;
            return;
        }
        let problem = Problem::at(Severity::Error, &self.lines, span.start, message);
        self.problems.push(problem);
    }

    /// The line of a byte, from 1.
    pub(super) fn line_of(&self, span: &Range<usize>) -> usize {
        self.lines.position(span.start).line
    }

    /// Reports an unknown name, with the nearest known one.
    pub(super) fn unknown(&mut self, span: Range<usize>, name: &str, what: &str, known: &[&str]) {
        let hint = nearest(name, known.iter().copied()).map_or_else(
            || format!("There is: {}.", known.join(", ")),
            |near| format!("Did you mean \"{near}\"?"),
        );
        self.error(span, &format!("\"{name}\" is not {what}. {hint}"));
    }

    /// Returns text; reports a problem if it is something else.
    pub(super) fn text<'a>(&mut self, value: &'a Value<'_>) -> Option<&'a str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.mismatch(value, "text in quotes");
        }
        text
    }

    /// Returns true or false; reports a problem if it is something else.
    pub(super) fn flag(&mut self, value: &Value<'_>) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.mismatch(value, "true or false");
        }
        flag
    }

    /// Returns a table; reports a problem if it is something else.
    pub(super) fn table<'a, 'v>(
        &mut self,
        value: &'a Value<'v>,
        what: &str,
    ) -> Option<&'a DeTable<'v>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.mismatch(value, what);
        }
        table
    }

    /// Returns the value, or each value of a list.
    pub(super) fn one_or_more<'a, 'v>(value: &'a Value<'v>) -> Vec<&'a Value<'v>> {
        match value.get_ref().as_array() {
            Some(array) => array.iter().collect(),
            None => vec![value],
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

/// Returns keys with their positions and values, in the order of the text.
pub(super) fn entries<'a, 'v>(
    table: &'a DeTable<'v>,
) -> Vec<(&'a str, Range<usize>, &'a Value<'v>)> {
    let entries = table.iter();
    let mut entries: Vec<_> = entries
        .map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
        .collect();
    entries.sort_by_key(|entry| entry.1.start);
    entries
}

/// Returns a whole number that fits.
pub(super) fn integer(value: &Value<'_>) -> Option<i64> {
    let number = value.get_ref().as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// Writes a text as a basic string of TOML.
pub(super) fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

/// Writes a list of texts as an array of TOML.
pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<_> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}
