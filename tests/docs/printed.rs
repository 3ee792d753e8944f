//! What the program prints about itself: its keys, its commands and their options.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::sync::LazyLock;

use super::root;

/// The commands as `annals keys` prints them: the name of a group with its commands.
pub(super) static KEYS: LazyLock<Vec<(String, Vec<KeyedCommand>)>> = LazyLock::new(|| {
    let mut groups = Vec::new();
    for line in annals(&["keys"]).lines().filter(|line| !line.is_empty()) {
        let Some(command) = line.strip_prefix("  ") else {
            groups.push((line.to_owned(), Vec::new()));
            continue;
        };
        let mut columns = command.split("  ").filter(|column| !column.is_empty());
        let mut next = || columns.next().unwrap_or_default().trim().to_owned();
        let (keys, name, doc) = (next(), next(), next());
        let keys = keys.split(", ").map(str::to_owned).collect();
        let (_, commands) = groups.last_mut().unwrap();
        commands.push(KeyedCommand { keys, name, doc });
    }
    groups
});

pub(super) struct KeyedCommand {
    pub(super) keys: Vec<String>,
    pub(super) name: String,
    pub(super) doc: String,
}

impl KeyedCommand {
    /// Its keys in Markdown, with arrows for the arrow keys.
    pub(super) fn written(&self) -> String {
        let written = self.keys.iter().map(|key| {
            let key = ARROWS.iter().fold(key.clone(), |key, (arrow, name)| {
                // `PageDown` is no arrow.
                match key.strip_suffix(name) {
                    Some(before) if before.is_empty() || before.ends_with('-') => {
                        format!("{before}{arrow}")
                    }
                    _ => key,
                }
            });
            format!("`{key}`")
        });
        written.collect::<Vec<_>>().join(" ")
    }
}

pub(super) const ARROWS: [(&str, &str); 4] =
    [("←", "Left"), ("→", "Right"), ("↑", "Up"), ("↓", "Down")];

/// The help of annals (under an empty name) and of each of its commands.
pub(super) static HELP: LazyLock<BTreeMap<String, Help>> = LazyLock::new(|| {
    let whole = annals(&["--help"]);
    let mut all = BTreeMap::new();
    let (_, commands) = whole.split_once("\nCommands:\n").unwrap();
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let names = commands.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    for (place, name) in names
        .filter(|name| !["", "help"].contains(name))
        .enumerate()
    {
        let help = Help::parse(place + 1, &annals(&[name, "--help"]));
        all.insert(name.to_owned(), help);
    }
    all.insert(String::new(), Help::parse(0, &whole));
    all
});

pub(super) struct Help {
    /// The order in which the commands are listed.
    pub(super) place: usize,
    pub(super) about: String,
    pub(super) arguments: String,
    /// Each option with what is said of it first.
    pub(super) options: Vec<(String, String)>,
}

impl Help {
    fn parse(place: usize, help: &str) -> Self {
        let about = help.split("\n\n").next().unwrap_or_default();
        let usage = help.lines().find_map(|line| line.strip_prefix("Usage: "));
        let arguments = usage
            .unwrap_or_default()
            .split(' ')
            .skip(1 + usize::from(place > 0));
        let arguments = arguments
            .filter(|it| *it != "[OPTIONS]")
            .collect::<Vec<_>>();
        let (_, described) = help.split_once("\nOptions:\n").unwrap_or_default();
        let mut options: Vec<(String, String)> = Vec::new();
        let mut is_first_paragraph = true;
        for line in described.lines() {
            let trimmed = line.trim_start();
            // Options are indented by six columns at most, what is said of them by more.
            let is_option = trimmed.starts_with('-') && line.len() - trimmed.len() <= 6;
            if is_option && let Some((_, option)) = trimmed.split_once("--") {
                let name = option.split([' ', ',']).next().unwrap_or_default();
                let (_, said) = option.split_once("  ").unwrap_or_default();
                options.push((format!("--{name}"), said.trim().to_owned()));
                is_first_paragraph = true;
            } else if trimmed.is_empty() {
                is_first_paragraph = options.last().is_some_and(|(_, said)| said.is_empty());
            } else if is_first_paragraph && let Some((_, said)) = options.last_mut() {
                let gap = if said.is_empty() { "" } else { " " };
                let _ = write!(said, "{gap}{trimmed}");
            }
        }
        options.retain(|(name, _)| !["--help", "--version"].contains(&name.as_str()));
        Self {
            place,
            about: about.split_whitespace().collect::<Vec<_>>().join(" "),
            arguments: arguments.join(" "),
            options,
        }
    }
}

/// Returns what annals prints, without settings of the person who runs the tests.
pub(super) fn annals(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(arguments)
        .current_dir(root())
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .env("LC_ALL", "C.UTF-8")
        .env("XDG_CONFIG_HOME", "/dev/null")
        .env_remove("ANNALS_THEME")
        .env_remove("ANNALS_LANES")
        .env_remove("ANNALS_ASCII")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "annals {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
