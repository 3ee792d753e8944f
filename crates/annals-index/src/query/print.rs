//! The canonical form of a query, which parses to the same query.

use std::fmt::{self, Write as _};

use super::ast::{Condition, Query, Sureness, Target, Term, Test};
use super::field::Field;
use super::parse::{OR, SURELY, UNDATED};
use annals_model::{ActorKind, LinkKind, Status};
use annals_time::When;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, term) in self.terms.iter().enumerate() {
            if position > 0 {
                f.write_char(' ')?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, condition) in self.any_of.iter().enumerate() {
            if position > 0 {
                write!(f, " {OR} ")?;
            }
            condition.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sureness {
            Sureness::Any => {}
            Sureness::Surely => write!(f, "{SURELY} ")?,
            Sureness::NotSurely => write!(f, "-{SURELY} ")?,
        }
        if self.negated {
            f.write_char('-')?;
        }
        self.test.fmt(f)
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Phrase(phrase) => f.write_str(&in_quotes(phrase)),
            Self::Named(field, names) => list(f, *field, names.iter().map(|name| value(name))),
            Self::Status(all) => list(f, Field::Status, all.iter().copied().map(Status::name)),
            Self::Kind(all) => list(f, Field::Kind, all.iter().copied().map(ActorKind::name)),
            Self::Links(all) => list(f, Field::Links, all.iter().copied().map(LinkKind::name)),
            Self::Has(all) => list(f, Field::Has, all.iter().map(|part| part.name())),
            Self::Time(field, targets) => list(
                f,
                *field,
                targets.iter().map(|target| value(&written(target))),
            ),
            Self::Undated => f.write_str(UNDATED),
        }
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    field: Field,
    values: impl Iterator<Item = impl AsRef<str>>,
) -> fmt::Result {
    f.write_str(field.name())?;
    for (position, value) in values.enumerate() {
        f.write_char(if position == 0 { ':' } else { ',' })?;
        f.write_str(value.as_ref())?;
    }
    Ok(())
}

fn written(target: &Target) -> String {
    match target {
        Target::Date(when) => when.text().to_owned(),
        Target::Range(from, to) => {
            let text = |when: &Option<When>| when.as_ref().map(|when| when.text().to_owned());
            let (from, to) = (text(from).unwrap_or_default(), text(to).unwrap_or_default());
            format!("{from}..{to}")
        }
    }
}

/// Returns a value, in quotes if it needs them.
pub(super) fn value(text: &str) -> String {
    let plain = |character: char| !character.is_whitespace() && !matches!(character, ',' | '"');
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        in_quotes(text)
    }
}

fn in_quotes(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}
