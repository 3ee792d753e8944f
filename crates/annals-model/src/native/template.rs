//! The template: a small timeline with comments to start from. It shows every field of the format, which a
//! test checks.

use super::write::quoted;

const TEMPLATE: &str = include_str!("template.toml");
/// The title in the template, which is replaced.
const TITLE: &str = "\"My story\"";

/// Returns the text of a new timeline with a title.
pub fn template(title: &str) -> String {
    // Keeps the column of the comment after the title, if there is room.
    let padded = |text: &str| format!("{text:<width$}", width = TITLE.len());
    let (before, after) = TEMPLATE.split_once(TITLE).unwrap_or((TEMPLATE, ""));
    let title = quoted(title);
    let longer = title.chars().count().saturating_sub(TITLE.len());
    let blanks = after.len() - after.trim_start_matches(' ').len();
    let after = after
        .get(longer.min(blanks.saturating_sub(1))..)
        .unwrap_or(after);
    format!("{before}{}{after}", padded(&title))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use toml::de::{DeTable, DeValue};

    use super::*;
    use crate::native::format::{Kind, TABLES, TIMELINE, Table};
    use crate::native::read;

    /// The template with the fields that are off switched on.
    fn all_on() -> String {
        let is_off = |line: &str| {
            let rest = line.strip_prefix('#').unwrap_or("");
            rest.starts_with(|first: char| first.is_ascii_lowercase() || first == '[')
        };
        let lines = TEMPLATE.lines().map(|line| {
            let on = if is_off(line) {
                line.get(1..).unwrap_or(line)
            } else {
                line
            };
            format!("{on}\n")
        });
        lines.collect()
    }

    #[test]
    fn the_template_is_valid_with_and_without_its_comments() {
        for text in [template("The war"), all_on()] {
            let reading = read("new", &text);
            assert!(
                reading.report.problems.is_empty(),
                "{:?}",
                reading.report.problems
            );
            assert_eq!(reading.timeline.unwrap().events.len(), 2);
        }
    }

    #[test]
    fn the_template_takes_any_title() {
        for title in [
            "x",
            "My story",
            "A \"long\" story's title, longer than there is room for",
            "马云\u{202e}\n",
        ] {
            let text = template(title);
            assert_eq!(read("new", &text).timeline.unwrap().title.raw(), title);
            let first = text.lines().next().unwrap();
            assert!(first.ends_with(" # all that must be there"), "{first}");
        }
        assert_eq!(template("My story"), TEMPLATE);
    }

    fn collect(table: &Table, value: &DeTable<'_>, found: &mut BTreeSet<String>) {
        for (key, value) in value {
            let key = key.get_ref().as_ref();
            found.insert(format!("{}.{key}", table.name));
            let field = table.fields.iter().find(|field| field.name == key);
            let inside = |table, value: &DeValue<'_>, found: &mut BTreeSet<String>| {
                if let Some(value) = value.as_table() {
                    collect(table, value, found);
                }
            };
            match (
                field.expect("it opens without a problem").kind,
                value.get_ref(),
            ) {
                (Kind::Named(of), DeValue::Table(all)) => {
                    for (_, value) in all {
                        inside(of, value.get_ref(), found);
                    }
                }
                (Kind::Tables(of, _) | Kind::References(of), DeValue::Array(all)) => {
                    for value in all {
                        inside(of, value.get_ref(), found);
                    }
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_template_shows_every_field() {
        let mut found = BTreeSet::new();
        let text = all_on();
        let table = DeTable::parse(&text).unwrap();
        collect(&TIMELINE, table.get_ref(), &mut found);
        let known = TABLES
            .iter()
            .flat_map(|table| table.keys().map(|key| format!("{}.{key}", table.name)));
        assert_eq!(found, known.collect());
    }
}
