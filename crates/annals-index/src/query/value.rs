//! Parses values of fields: known names, and dates. Errors have the position in the query.

use super::ast::Target;
use super::error::QueryError;
use super::error::repeated;
use super::field::{Field, Part};
use annals_model::text::nearest;
use annals_model::{ActorKind, LinkKind, Status};
use annals_time::When;

/// A value, with the position of each of its characters, from 1.
pub(super) struct Value {
    pub text: String,
    pub columns: Vec<usize>,
    /// The position after the value.
    pub end: usize,
}

impl Value {
    pub(super) fn column(&self) -> usize {
        self.columns.first().copied().unwrap_or(self.end)
    }

    /// Returns the position of a character of the value, counted from 0.
    fn column_of(&self, character: usize) -> usize {
        self.columns.get(character).copied().unwrap_or(self.end)
    }
}

/// Describes the values of a field.
pub(super) fn expected(field: Field) -> String {
    fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> String {
        let names: Vec<_> = all.iter().map(|&it| name(it)).collect();
        names.join(", ")
    }
    match field {
        Field::Actor => "the id, name or alias of an actor".to_owned(),
        Field::Role => "a role".to_owned(),
        Field::Theme => "a theme".to_owned(),
        Field::Source => "the id, title or author of a source".to_owned(),
        Field::Account => "the id or title of a timeline".to_owned(),
        Field::Id => "the id of an event".to_owned(),
        Field::Status => names(Status::ALL, Status::name),
        Field::Kind => names(ActorKind::ALL, ActorKind::name),
        Field::Links => names(LinkKind::ALL, LinkKind::name),
        Field::Has => names(Part::ALL, Part::name),
        _ => "a date such as 2021, 2020-05.. or \"spring 2021\"".to_owned(),
    }
}

/// Parses values that are all known names.
pub(super) fn known<T: Copy>(
    what: &str,
    values: &[Value],
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<Vec<T>, QueryError> {
    let find = |value: &Value| {
        let lower = value.text.trim().to_lowercase();
        let found = all.iter().copied().find(|&it| name(it) == lower);
        found.ok_or_else(|| {
            let hint = nearest(&lower, all.iter().map(|&it| name(it)));
            let hint = hint.map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
            let names: Vec<_> = all.iter().map(|&it| name(it)).collect();
            QueryError::new(
                value.column(),
                format!(
                    "{} is no {what}.{hint} There are {}.",
                    repeated(value.text.trim()),
                    names.join(", ")
                ),
            )
        })
    };
    values.iter().map(find).collect()
}

/// Parses a date or a range of dates.
pub(super) fn target(value: &Value) -> Result<Target, QueryError> {
    // In these forms of EDTF two dots have another meaning.
    if !value.text.contains(['/', '[', '{'])
        && let Some((from, to)) = value.text.split_once("..")
    {
        let second = from.chars().count() + 2;
        let first = Some(from).filter(|text| !text.trim().is_empty());
        let last = Some(to).filter(|text| !text.trim().is_empty());
        if first.is_none() && last.is_none() {
            return Err(QueryError::new(
                value.column(),
                "a date is expected on one side of the dots at least.",
            ));
        }
        let first = first.map(|text| date(text, value, 0)).transpose()?;
        let last = last.map(|text| date(text, value, second)).transpose()?;
        if let (Some(first), Some(last)) = (&first, &last)
            && first.reach().0 >= last.reach().1
        {
            return Err(QueryError::new(
                value.column_of(second),
                "the end lies before the start. Write the earlier date first.",
            ));
        }
        return Ok(Target::Range(first, last));
    }
    date(&value.text, value, 0).map(Target::Date)
}

/// Parses a date that starts at a character of a value.
fn date(text: &str, value: &Value, from: usize) -> Result<When, QueryError> {
    match When::parse(text) {
        Ok(Some(when)) => Ok(when),
        Ok(None) => Err(QueryError::new(
            value.column_of(from),
            "a date is expected here. Events without a date are found by `undated`.",
        )),
        Err(error) => {
            let message = error.to_string();
            let Some(column) = error.column() else {
                let mut rest = message.chars();
                let first = rest.next().map(char::to_lowercase);
                let message: String = first.into_iter().flatten().chain(rest).collect();
                return Err(QueryError::new(value.column_of(from), message));
            };
            let position = format!("At character {column}: ");
            let message = message.strip_prefix(&position).unwrap_or(&message);
            let at = value.column_of(from + column.saturating_sub(1));
            Err(QueryError::new(at, message))
        }
    }
}
