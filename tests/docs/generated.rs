//! The generated parts of the pages: one function each.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use annals_time::When;

use super::printed::{HELP, KEYS, annals};
use super::words;

/// Returns a generated part; `old` is what stands there.
pub(super) fn generate(name: &str, arguments: &str, old: &str) -> String {
    match name {
        // The keys of the named commands, or of all.
        "keys" if arguments.is_empty() => all_keys(),
        "keys" => main_keys(arguments),
        // The reference of the native format.
        "format-reference" => {
            let page = annals_model::native::reference_page();
            format!("\n{page}").replace("\n## ", "\n### ")
        }
        // How dates are read; which ones is the first column of what stands there.
        "dates" => dates(old),
        "formats" => formats(),
        "query-fields" => query_fields(),
        "query-forms" => query_forms(),
        "statuses" => statuses(),
        "limits" => limits(),
        "verdicts" => verdicts(),
        "commands" => commands(),
        "common-options" => common_options(),
        // What a command prints.
        "run" => {
            let arguments = words(arguments);
            let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
            let printed = annals(&arguments);
            format!("```text\n{}\n```", printed.trim_end())
        }
        // The settings file that `annals config --default` prints, without the keys.
        "settings" => {
            let printed = annals(&["config", "--default"]);
            let (settings, rest) = printed
                .split_once("\n# Each command with its keys")
                .unwrap();
            let (_, theme) = rest.rsplit_once("\n\n").unwrap();
            format!("```toml\n{settings}\n{}\n```", theme.trim_end())
        }
        _ => panic!("nothing generates `{name}`"),
    }
}

/// Every limit, as it is without settings.
fn limits() -> String {
    let mut table =
        String::from("| what | at most | what is said | what to do |\n| --- | --- | --- | --- |\n");
    for limit in annals::limits::limits(&annals::config::Limits::default()) {
        let setting = limit
            .setting
            .map_or_else(String::new, |it| format!(" (`{}`)", it.name()));
        let cells = [limit.what, &limit.most, &limit.said, limit.way_out];
        let [what, most, said, way_out] = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(table, "| {what} | {most}{setting} | {said} | {way_out} |");
    }
    table.trim_end().to_owned()
}

pub(super) fn all_keys() -> String {
    let mut page = String::new();
    for (group, commands) in KEYS.iter() {
        let head = "| keys | name | what it does |\n| --- | --- | --- |";
        let _ = writeln!(page, "## {group}\n\n{head}");
        for command in commands {
            let (keys, name, doc) = (command.written(), &command.name, &command.doc);
            let _ = writeln!(page, "| {keys} | `{name}` | {doc} |");
        }
        page.push('\n');
    }
    page
}

pub(super) fn main_keys(names: &str) -> String {
    let mut table = String::from("| keys | what they do |\n| --- | --- |\n");
    for name in names.split(' ') {
        let mut all = KEYS.iter().flat_map(|(_, commands)| commands);
        let command = all
            .find(|command| command.name == name)
            .unwrap_or_else(|| panic!("a list of main keys names {name}, which is no command"));
        let _ = writeln!(table, "| {} | {} |", command.written(), command.doc);
    }
    table
}

pub(super) fn dates(old: &str) -> String {
    let mut table = String::from("| written | EDTF | read as |\n| --- | --- | --- |\n");
    let rows = old.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut count = 0;
    for text in rows.filter_map(|row| row.split('`').next()) {
        let when = When::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let when = when.unwrap_or_else(|| panic!("{text} is a date"));
        let edtf = when
            .edtf()
            .map_or("none".to_owned(), |it| format!("`{it}`"));
        let _ = writeln!(table, "| `{text}` | {edtf} | {} |", when.words());
        count += 1;
    }
    assert!(count > 0, "a table of dates has rows");
    table
}

pub(super) fn formats() -> String {
    use annals_formats::Format;
    let mut table =
        String::from("| format | `--format` | endings | written |\n| --- | --- | --- | --- |\n");
    for format in Format::ALL {
        let endings = format.endings().iter().map(|it| format!("`.{it}`"));
        let endings = endings.collect::<Vec<_>>().join(" ");
        let written = if format.is_written() { "yes" } else { "no" };
        let (label, name) = (format.label(), format.name());
        let _ = writeln!(table, "| {label} | `{name}` | {endings} | {written} |");
    }
    table
}

pub(super) fn query_fields() -> String {
    let mut table = String::from("| field | chooses events by |\n| --- | --- |\n");
    for field in annals_index::query::Field::ALL {
        let _ = writeln!(table, "| `{}:` | {} |", field.name(), field.meaning());
    }
    table
}

pub(super) fn query_forms() -> String {
    let mut table = String::from("| written | meaning |\n| --- | --- |\n");
    for (form, meaning) in annals_index::query::FORMS {
        let _ = writeln!(table, "| `{form}` | {meaning} |");
    }
    table
}

pub(super) fn statuses() -> String {
    use annals_tui::Glyphs;
    let mut table = String::from("| sign | in ASCII | status |\n| --- | --- | --- |\n");
    for status in annals_model::Status::ALL {
        let (sign, ascii) = (
            Glyphs::UNICODE.status(*status),
            Glyphs::ASCII.status(*status),
        );
        let _ = writeln!(table, "| `{sign}` | `{ascii}` | {} |", status.name());
    }
    table
}

pub(super) fn verdicts() -> String {
    let mut table =
        String::from("| sign | in ASCII | in a file | meaning |\n| --- | --- | --- | --- |\n");
    for verdict in annals_model::Verdict::ALL {
        let (sign, ascii) = (verdict.symbol(false), verdict.symbol(true));
        let (name, words) = (verdict.name(), verdict.words());
        let _ = writeln!(table, "| `{sign}` | `{ascii}` | `{name}` | {words} |");
    }
    table
}

pub(super) fn commands() -> String {
    let common: BTreeSet<_> = HELP[""].options.iter().map(|(name, _)| name).collect();
    let mut commands: Vec<_> = HELP.iter().filter(|(name, _)| !name.is_empty()).collect();
    commands.sort_by_key(|(_, help)| help.place);
    let mut table =
        String::from("| command | what it does | its own options |\n| --- | --- | --- |\n");
    for (name, help) in commands {
        let own = help.options.iter().filter(|(it, _)| !common.contains(it));
        let own = own.map(|(it, _)| format!("`{it}`")).collect::<Vec<_>>();
        let called = format!("annals {name} {}", help.arguments);
        let (called, about) = (called.trim_end(), &help.about);
        let _ = writeln!(table, "| `{called}` | {about} | {} |", own.join(" "));
    }
    table
}

pub(super) fn common_options() -> String {
    let mut table = String::from("| option | what it does |\n| --- | --- |\n");
    for (name, said) in &HELP[""].options {
        let _ = writeln!(table, "| `{name}` | {} |", said.trim_end_matches('.'));
    }
    table
}
