//! Reads `[keys]`, the keys of each command, and reports conflicts.

use std::ops::Range;

use super::reader::{Reader, Value, entries};
use super::settings::{Binding, Settings};
use annals_tui::command::Spec;
use annals_tui::keys::{Conflict, KeySequence, Keymap};
use annals_tui::screens;

/// The keys that a line gives to a command, each with its position in the text.
struct Line {
    spec: &'static Spec,
    span: Range<usize>,
    keys: Vec<(KeySequence, Range<usize>)>,
}

pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>, settings: &mut Settings) {
    let expected = "a table of keys, as in: [keys] and below it next = [\"j\", \"Down\"]";
    let Some(table) = reader.table(value, expected) else {
        return;
    };
    let commands = Keymap::default();
    let mut lines = Vec::new();
    for (name, span, value) in entries(table) {
        let Some(spec) = commands.spec(name) else {
            let names: Vec<_> = commands.specs().iter().map(|spec| spec.name).collect();
            reader.unknown(span, name, "a command", &names);
            continue;
        };
        if let Some(keys) = keys(reader, value) {
            lines.push(Line { spec, span, keys });
        }
    }
    let bindings: Vec<(&'static Spec, Vec<KeySequence>)> = lines
        .iter()
        .map(|line| (line.spec, line.keys.iter().map(|(key, _)| *key).collect()))
        .collect();
    let (keymap, conflicts) = screens::keymap(&bindings);
    for conflict in conflicts {
        report(reader, conflict, &lines, &keymap);
    }
    settings.keymap = keymap;
    settings.bindings = lines
        .iter()
        .map(|line| Binding {
            command: line.spec.name,
            line: reader.line_of(&line.span),
        })
        .collect();
}

/// Reads a key, a sequence of two, or a list of such. `None` if none of them can be read: the command keeps its keys.
fn keys(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Vec<(KeySequence, Range<usize>)>> {
    let values = Reader::one_or_more(value);
    let is_unbound = values.is_empty();
    let mut keys = Vec::new();
    for value in values {
        let Some(text) = value.get_ref().as_str() else {
            let expected = "a key in quotes or a list of keys, as in [\"j\", \"Down\"]";
            reader.mismatch(value, expected);
            continue;
        };
        match text.parse::<KeySequence>() {
            Ok(key) => keys.push((key, value.span())),
            Err(error) => reader.error(value.span(), &format!("\"{text}\": {error}.")),
        }
    }
    (is_unbound || !keys.is_empty()).then_some(keys)
}

fn report(reader: &mut Reader<'_>, conflict: Conflict, lines: &[Line], keymap: &Keymap) {
    let line = |command| lines.iter().find(|line| line.spec.name == command);
    let place = |command, key: Option<KeySequence>| {
        let line = line(command)?;
        let found = line.keys.iter().find(|(one, _)| Some(*one) == key);
        Some(found.map_or_else(|| line.span.clone(), |(_, span)| span.clone()))
    };
    let origin = |reader: &Reader<'_>, holder, key: KeySequence| {
        let origin = line(holder).filter(|line| line.keys.iter().any(|(one, _)| *one == key));
        origin.map_or_else(
            || "by default".to_owned(),
            |other| format!("line {}", reader.line_of(&other.span)),
        )
    };
    let hint = |holder| match line(holder) {
        None => " Give that one other keys to free it, or none: [].",
        Some(_) => "",
    };
    match conflict {
        Conflict::Taken {
            key,
            command,
            holder,
        } => {
            let (origin, hint) = (origin(reader, holder, key), hint(holder));
            reader.error(
                place(command, Some(key)).unwrap_or(0..0),
                &format!(
                    "{key} cannot stand for both \"{holder}\" ({origin}) and \"{command}\"; it stays with \"{holder}\".{hint}"
                ),
            );
        }
        Conflict::Begins {
            key,
            command,
            held,
            holder,
        } => {
            let (origin, hint) = (origin(reader, holder, held), hint(holder));
            let single = if key.prefix.is_some() { held } else { key };
            reader.error(
                place(command, Some(key)).unwrap_or(0..0),
                &format!(
                    "{key} cannot stand for \"{command}\" while {held} stands for \"{holder}\" ({origin}): {single} alone would be two things.{hint}"
                ),
            );
        }
        Conflict::Ends { key, command } => reader.error(
            place(command, Some(key)).unwrap_or(0..0),
            &format!("{key}: Escape and Ctrl-c give a sequence up, so they cannot be part of one."),
        ),
        Conflict::Character { key, command } => reader.error(
            place(command, Some(key)).unwrap_or(0..0),
            &format!(
                "{key} is written where \"{command}\" can be used; it needs a key like Enter or Ctrl-e."
            ),
        ),
        Conflict::Needed { command } => reader.error(
            place(command, None).unwrap_or(0..0),
            &format!(
                "\"{command}\" needs a key of its own, or there would be no way out; it keeps {}.",
                keymap.spec(command).map_or_else(String::new, |spec| keymap.labels(spec, true).join(", "))
            ),
        ),
    }
}
