//! The settings file that `annals config --default` prints, made from the tables of settings and commands.

use std::fmt::Write as _;

use super::field::{FIELDS, Field, Kind};
use super::reader::list;
use super::settings::Settings;
use super::theme::{BUILT_IN_THEMES, STYLES};
use annals_model::text::{Clean, wrap};
use annals_tui::command::{Group, Spec};
use annals_tui::keys::Keymap;

/// The width of the comments.
const COLUMNS: usize = 78;

/// Returns a complete settings file that changes nothing.
pub fn default_file() -> String {
    let mut text = String::new();
    comment(
        &mut text,
        "Settings of annals. Every line says what holds without it: change what you like, and leave out the rest. \"annals config\" says what is in force, what is wrong with this file, and where it belongs.",
    );
    comment(
        &mut text,
        "What stands here gives way to variables of the environment, and those to options of the command line.",
    );
    let defaults = Settings::default();
    for field in FIELDS {
        text.push('\n');
        comment(&mut text, field.doc);
        if let Some(choices) = choices(field) {
            comment(&mut text, &choices);
        }
        if let Some(ways) = other_ways(field) {
            comment(&mut text, &ways);
        }
        let (value, _) = field.value(&defaults);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} = {value}", field.name);
    }
    keys(&mut text);
    themes(&mut text);
    text
}

fn choices(field: &Field) -> Option<String> {
    match field.kind {
        Kind::Flag | Kind::Limit(_) => None,
        Kind::Choice(names) => Some(format!("One of {}.", names.join(", "))),
        Kind::Theme => Some(format!("Of annals: {}.", BUILT_IN_THEMES.join(", "))),
    }
}

fn other_ways(field: &Field) -> Option<String> {
    let ways: Vec<_> = [field.environment, field.option]
        .into_iter()
        .flatten()
        .collect();
    (!ways.is_empty()).then(|| format!("Also {}.", ways.join(", ")))
}

fn keys(text: &mut String) {
    let keymap = Keymap::default();
    text.push('\n');
    comment(
        text,
        "Each command with its keys, written as in j, G, Enter, Space, Ctrl-c, Shift-Left, F5. Two keys one after the other are written with a blank: \"y t\". One key needs no brackets; [] takes all keys away. A key has one command in each place, or begins such sequences. Ctrl-c always quits.",
    );
    text.push_str("[keys]\n");
    for &group in Group::ALL {
        let _ = writeln!(text, "\n# {}:\n", group.title());
        let commands = keymap.specs().iter();
        for command in commands.filter(|command| command.group == group) {
            let _ = writeln!(text, "# {}", command.doc);
            let _ = writeln!(text, "{}", binding(command));
        }
    }
}

fn binding(command: &Spec) -> String {
    format!("{} = {}", command.name, list(command.keys.iter().copied()))
}

fn themes(text: &mut String) {
    text.push('\n');
    comment(
        text,
        &format!(
            "A theme of your own, here called mine. It can colour: {}. A colour is \"#rrggbb\", a name such as \"cyan\" or \"bright-red\", \"default\", or a number from 0 to 255. Take the # away from the lines below, and name it above: theme = \"mine\"",
            STYLES.join(", ")
        ),
    );
    for line in EXAMPLE_THEME {
        let _ = writeln!(text, "# {line}");
    }
}

/// An example of a person's own theme.
static EXAMPLE_THEME: &[&str] = &[
    "[themes.mine]",
    "base = \"terminal\"",
    "strong = \"bright-white\"",
    "quiet = 245",
    "notice = \"#e69f00\"",
    "actors = [\"cyan\", \"yellow\", \"#cc79a7\"]",
];

fn comment(text: &mut String, words: &str) {
    for line in wrap(&Clean::line(words), COLUMNS) {
        let _ = writeln!(text, "# {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_file_has_every_setting_and_changes_none() {
        let text = default_file();
        let (settings, problems) = Settings::load(&text);
        assert_eq!(problems, []);
        let defaults = Settings::default();
        for field in FIELDS {
            assert!(
                text.contains(&format!("\n{} = ", field.name)),
                "{}",
                field.name
            );
            assert_eq!(field.value(&settings).0, field.value(&defaults).0);
            assert_ne!(field.value(&settings).1, field.value(&defaults).1);
        }
        assert_eq!(settings.keymap, defaults.keymap);
        for command in defaults.keymap.specs() {
            assert!(
                settings
                    .bindings
                    .iter()
                    .any(|binding| binding.command == command.name),
                "{}",
                command.name
            );
        }
        assert!(
            text.lines().all(|line| line.chars().count() <= 140),
            "{text}"
        );
    }

    #[test]
    fn the_example_theme_can_be_read() {
        let text = EXAMPLE_THEME.join("\n");
        let (settings, problems) = Settings::load(&format!("theme = \"mine\"\n{text}"));
        assert_eq!(problems, []);
        let theme = settings.own_theme(&settings.theme.value).expect("a theme");
        assert_eq!(
            (theme.base.as_deref(), theme.colors.len()),
            (Some("terminal"), 6)
        );
    }
}
