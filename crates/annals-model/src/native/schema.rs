//! Describes the native format: as a JSON Schema for editors, and as a reference page for people. Both are
//! generated from the tables of `format`.

use std::fmt::Write as _;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::format::{Field, Kind, TABLES, TIMELINE, Table};

/// A JSON value whose keys keep their order.
#[derive(Debug)]
enum Json {
    Text(String),
    Number(usize),
    No,
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => number.serialize(serializer),
            Self::No => serializer.serialize_bool(false),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn texts<'a>(all: impl IntoIterator<Item = &'a str>) -> Json {
    Json::List(all.into_iter().map(text).collect())
}

fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    let owned = |(key, value): (&str, Json)| (key.to_owned(), value);
    Json::Object(entries.into_iter().map(owned).collect())
}

fn of_type(name: &str) -> Json {
    object([("type", text(name))])
}

/// Matches text that is not blank. The byte order mark is a blank in the patterns of JSON Schema
/// (ECMA-262, `WhiteSpace`) but not in Unicode, which the reader follows.
fn filled() -> Json {
    object([("type", text("string")), ("pattern", text("\\S|\\uFEFF"))])
}

fn list(items: Json) -> Json {
    object([("type", text("array")), ("items", items)])
}

fn reference(table: &Table) -> Json {
    object([("$ref", text(&format!("#/definitions/{}", table.name)))])
}

fn one_or_several(one: fn() -> Json) -> Json {
    object([("anyOf", Json::List(vec![one(), list(one())]))])
}

/// Returns the JSON Schema (draft 7) of the native format. Editors with TOML support use it to check a file
/// and to complete its keys.
pub fn json_schema() -> String {
    let mut schema = vec![
        (
            "$schema".to_owned(),
            text("http://json-schema.org/draft-07/schema#"),
        ),
        ("title".to_owned(), text("A timeline of annals")),
    ];
    let Json::Object(root) = table(&TIMELINE) else {
        return String::new();
    };
    schema.extend(root);
    let others = TABLES.iter().filter(|other| other.name != TIMELINE.name);
    let others = others.map(|other| (other.name.to_owned(), table(other)));
    schema.push(("definitions".to_owned(), Json::Object(others.collect())));
    // Keys are strings and values are plain, so serializing cannot fail.
    let mut written = serde_json::to_string_pretty(&Json::Object(schema)).unwrap_or_default();
    written.push('\n');
    written
}

fn table(table: &Table) -> Json {
    let fields = table.fields.iter();
    let properties = fields.map(|field| (field.name.to_owned(), described(field)));
    let mut entries = vec![
        ("description".to_owned(), text(table.about)),
        ("type".to_owned(), text("object")),
        ("properties".to_owned(), Json::Object(properties.collect())),
        ("additionalProperties".to_owned(), Json::No),
    ];
    let needed = table.fields.iter().filter(|field| field.is_needed);
    let needed: Vec<_> = needed.map(|field| field.name).collect();
    if !needed.is_empty() {
        entries.push(("required".to_owned(), texts(needed)));
    }
    if !table.one_of.is_empty() {
        let one = |&name: &&str| object([("required", texts([name]))]);
        let any = table.one_of.iter().map(one).collect();
        entries.push(("anyOf".to_owned(), Json::List(any)));
    }
    Json::Object(entries)
}

fn described(field: &Field) -> Json {
    let mut entries = vec![("description".to_owned(), text(field.about))];
    if let Json::Object(kind) = kind(field.kind) {
        entries.extend(kind);
    }
    Json::Object(entries)
}

fn kind(kind: Kind) -> Json {
    match kind {
        Kind::Line | Kind::Block => of_type("string"),
        Kind::Filled => object([("type", text("string")), ("minLength", Json::Number(1))]),
        Kind::Id => filled(),
        Kind::OwnId => object([
            ("type", text("string")),
            ("pattern", text("^[^:]*[^:\\s][^:]*$")),
        ]),
        Kind::Date | Kind::Interval => object([("type", texts(["string", "integer"]))]),
        Kind::Lines => one_or_several(|| of_type("string")),
        Kind::Names => one_or_several(filled),
        Kind::Ids => one_or_several(|| of_type("string")),
        Kind::Choice(names) => object([("enum", texts(names.iter().copied()))]),
        Kind::References(table) => {
            let either = Json::List(vec![of_type("string"), reference(table)]);
            list(object([("anyOf", either)]))
        }
        Kind::Tables(table, 0) => list(reference(table)),
        Kind::Tables(table, least) => object([
            ("type", text("array")),
            ("items", reference(table)),
            ("minItems", Json::Number(least)),
        ]),
        Kind::Named(table) => object([
            ("type", text("object")),
            ("additionalProperties", reference(table)),
        ]),
        Kind::Free => {
            let scalar = || object([("type", texts(["string", "number", "boolean"]))]);
            object([
                ("type", text("object")),
                ("additionalProperties", one_or_several(scalar)),
            ])
        }
    }
}

/// Returns the reference page of the format in Markdown: its tables and fields.
pub fn reference_page() -> String {
    let mut page = String::new();
    for table in TABLES {
        let form = if table.form.starts_with('[') {
            format!("`{}`", table.form)
        } else {
            capital(table.form)
        };
        let (what, about) = (capital(table.what), table.about);
        // Writing to a string cannot fail.
        let _ = write!(
            page,
            "## {what}\n\n{form}: {about}\n\n| field | holds | what it is for |\n| --- | --- | --- |\n"
        );
        for field in table.fields {
            let mark = if field.is_needed { " (needed)" } else { "" };
            let about = field.about.replace('|', "\\|");
            let (name, holds) = (field.name, holds(field.kind));
            let _ = writeln!(page, "| `{name}`{mark} | {holds} | {about} |");
        }
        if !table.one_of.is_empty() {
            let names: Vec<_> = table
                .one_of
                .iter()
                .map(|name| format!("`{name}`"))
                .collect();
            let _ = write!(page, "\nIt needs {}, or both.\n", names.join(" or "));
        }
        page.push('\n');
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// Capitalizes the first letter of a sentence.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn holds(kind: Kind) -> String {
    match kind {
        Kind::Line => "text on one line".to_owned(),
        Kind::Filled => "text on one line, not empty".to_owned(),
        Kind::Id => "a short name, used once".to_owned(),
        Kind::OwnId => "a short name without a colon".to_owned(),
        Kind::Block => "text".to_owned(),
        Kind::Date => "a date".to_owned(),
        Kind::Interval => "a date with both ends".to_owned(),
        Kind::Lines => "a text, or a list of texts".to_owned(),
        Kind::Names => "an id of another file, or a list of them".to_owned(),
        Kind::Ids => "an id, or a list of ids".to_owned(),
        Kind::Choice(names) => {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        }
        Kind::References(table) => format!("a list of ids, or of tables: {}", table.what),
        Kind::Tables(table, _) => format!("tables: {}", table.what),
        Kind::Named(table) => format!("tables by id: {}", table.what),
        Kind::Free => "texts, numbers, dates, by names of yours".to_owned(),
    }
}

#[cfg(test)]
mod tests;
