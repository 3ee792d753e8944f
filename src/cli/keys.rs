//! `annals keys`: the key table, for people and for the README.

use std::fmt::Write as _;

use super::args::SettingsFile;
use super::output::Output;
use super::{Failure, Outcome, config};
use annals_model::text::{Clean, width};
use annals_tui::app::{COMMANDS, Command, Group, Keymap};

pub(super) fn run(file: &SettingsFile, output: &mut Output) -> Result<Outcome, Failure> {
    let loaded = config::load_file(file)?;
    config::complain(&loaded);
    for line in plain(&loaded.settings.keymap) {
        output.line(&line)?;
    }
    Ok(Outcome::Done)
}

fn commands_of(group: Group) -> impl Iterator<Item = &'static Command> {
    COMMANDS
        .iter()
        .filter(move |command| command.group == group)
}

/// The table as plain lines: keys, name, what it does, under the heading of each group.
fn plain(keymap: &Keymap) -> Vec<Clean> {
    let keys = |command: &Command| Clean::line(&keymap.keys_of(command.action, true).join(", "));
    let keys_width = COMMANDS
        .iter()
        .map(|command| width(&keys(command)))
        .max()
        .unwrap_or(0);
    let name_width = COMMANDS
        .iter()
        .map(|command| command.name.len())
        .max()
        .unwrap_or(0);
    let mut lines = Vec::new();
    for &group in Group::ALL {
        if !lines.is_empty() {
            lines.push(Clean::default());
        }
        lines.push(Clean::own(group.title()));
        for command in commands_of(group) {
            lines.push(Clean::line(&format!(
                "  {:<keys_width$}  {:<name_width$}  {}",
                keys(command),
                command.name,
                command.doc
            )));
        }
    }
    lines
}

/// The table in Markdown, as the README has it: the default keys.
pub fn markdown() -> String {
    let keymap = Keymap::default();
    let mut text = String::from("| keys | what they do |\n| --- | --- |\n");
    for &group in Group::ALL {
        for command in commands_of(group) {
            let keys: Vec<_> = keymap
                .keys_of(command.action, false)
                .into_iter()
                .map(|key| format!("`{key}`"))
                .collect();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "| {} | {} |", keys.join(" "), command.doc);
        }
    }
    text
}
