//! Reads `[keys]`, the keys of each command, and reports conflicts.

use std::ops::Range;

use super::reader::{Reader, Value, entries};
use super::settings::{Binding, Settings};
use annals_tui::app::{Action, COMMANDS, Command, Conflict, KeySequence, Keymap};

/// The keys that a line gives to a command, each with its position in the text.
struct Line {
    action: Action,
    span: Range<usize>,
    keys: Vec<(KeySequence, Range<usize>)>,
}

pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>, settings: &mut Settings) {
    let expected = "a table of keys, as in: [keys] and below it next = [\"j\", \"Down\"]";
    let Some(table) = reader.table(value, expected) else {
        return;
    };
    let mut lines = Vec::new();
    for (name, span, value) in entries(table) {
        let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
            let names: Vec<_> = COMMANDS.iter().map(|command| command.name).collect();
            reader.unknown(span, name, "a command", &names);
            continue;
        };
        if let Some(keys) = keys(reader, value) {
            lines.push(Line {
                action: command.action,
                span,
                keys,
            });
        }
    }
    let bindings: Vec<(Action, Vec<KeySequence>)> = lines
        .iter()
        .map(|line| (line.action, line.keys.iter().map(|(key, _)| *key).collect()))
        .collect();
    let (keymap, conflicts) = Keymap::with(&bindings);
    for conflict in conflicts {
        report(reader, conflict, &lines, &keymap);
    }
    settings.keymap = keymap;
    settings.bindings = lines
        .iter()
        .map(|line| Binding {
            action: line.action,
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
    let line = |action| lines.iter().find(|line| line.action == action);
    let place = |action, key: Option<KeySequence>| {
        let line = line(action)?;
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
            action,
            holder,
        } => {
            let (origin, hint) = (origin(reader, holder, key), hint(holder));
            let (name, holder) = (name(action), name(holder));
            reader.error(
                place(action, Some(key)).unwrap_or(0..0),
                &format!(
                    "{key} cannot stand for both \"{holder}\" ({origin}) and \"{name}\"; it stays with \"{holder}\".{hint}"
                ),
            );
        }
        Conflict::Begins {
            key,
            action,
            held,
            holder,
        } => {
            let (origin, hint) = (origin(reader, holder, held), hint(holder));
            let single = if key.prefix.is_some() { held } else { key };
            let (name, holder) = (name(action), name(holder));
            reader.error(
                place(action, Some(key)).unwrap_or(0..0),
                &format!(
                    "{key} cannot stand for \"{name}\" while {held} stands for \"{holder}\" ({origin}): {single} alone would be two things.{hint}"
                ),
            );
        }
        Conflict::Ends { key, action } => reader.error(
            place(action, Some(key)).unwrap_or(0..0),
            &format!("{key}: Escape and Ctrl-c give a sequence up, so they cannot be part of one."),
        ),
        Conflict::Character { key, action } => reader.error(
            place(action, Some(key)).unwrap_or(0..0),
            &format!(
                "{key} is written where \"{}\" can be used; it needs a key like Enter or Ctrl-e.",
                name(action)
            ),
        ),
        Conflict::Needed { action } => reader.error(
            place(action, None).unwrap_or(0..0),
            &format!(
                "\"{}\" needs a key of its own, or there would be no way out; it keeps {}.",
                name(action),
                keymap.keys_of(action, true).join(", ")
            ),
        ),
    }
}

fn name(action: Action) -> &'static str {
    let command = COMMANDS.iter().find(|command| command.action == action);
    command.map_or("", |command: &Command| command.name)
}
