//! `annals keys`: prints every command with its keys. The tables of the documentation are made from it.

use super::args::SettingsFile;
use super::output::Output;
use super::{Failure, Outcome, config};
use annals_model::text::{Clean, width};
use annals_tui::command::{Group, Spec};
use annals_tui::keys::Keymap;

pub(super) fn run(file: &SettingsFile, output: &mut Output) -> Result<Outcome, Failure> {
    let loaded = config::load_file(file)?;
    config::complain(&loaded);
    for line in plain(&loaded.settings.keymap) {
        output.line(&line)?;
    }
    Ok(Outcome::Done)
}

/// The table as plain lines: keys, name, what it does, under the heading of each group.
fn plain(keymap: &Keymap) -> Vec<Clean> {
    let keys = |command: &Spec| Clean::line(&keymap.labels(command, true).join(", "));
    let keys_width = keymap
        .specs()
        .iter()
        .map(|command| width(&keys(command)))
        .max()
        .unwrap_or(0);
    let name_width = keymap
        .specs()
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
        let commands = keymap.specs().iter();
        for command in commands.filter(|command| command.group == group) {
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
