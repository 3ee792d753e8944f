//! The house: which room of `src/` may use which.
//!
//! A room may use the rooms on lower levels, never a sibling and never one above it. Some things of
//! the outside world belong to some rooms only. Both are read from the text of every file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms from the bottom up; those of one level do not use each other. A room may be named before it
/// is built.
const LEVELS: &[&[&str]] = &[
    &["time", "text"],
    &["data"],
    &["formats", "index"],
    &["scene", "quiz"],
    &["app", "export"],
    &["ui"],
    &["config"],
    &["tui"],
    &["cli"],
];

/// What only some rooms may name.
const RESERVED: &[(&str, &[&str])] = &[
    ("ratatui", &["ui", "tui", "cli"]),
    ("crossterm", &["tui"]),
    ("signal_hook", &["tui"]),
    ("clap", &["cli"]),
    ("toml", &["data", "config"]),
    ("std::fs", &["cli", "tui", "config"]),
    ("std::env", &["cli", "tui", "config"]),
    ("std::io", &["cli", "tui", "formats", "config"]),
    ("std::thread", &["tui"]),
    ("std::time", &["tui"]),
    ("std::process", &["cli", "tui"]),
];

fn level(room: &str) -> Option<usize> {
    LEVELS.iter().position(|rooms| rooms.contains(&room))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every file of a room with the room's name and its text without comments.
fn sources() -> Vec<(String, PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let source = |path: PathBuf| {
        let inside = path.strip_prefix(&folder).ok()?.iter().next()?.to_str()?;
        let room = inside.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("the sources can be read");
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let code: Vec<_> = text.lines().filter(is_code).collect();
        (!["lib", "main"].contains(&room.as_str())).then(|| (room, path, code.join("\n")))
    };
    paths.into_iter().filter_map(source).collect()
}

/// Names that follow `prefix` in the text.
fn names_after(text: &str, prefix: &str) -> BTreeSet<String> {
    text.split(prefix)
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

#[test]
fn rooms_use_only_rooms_below_them() {
    let mut wrong = Vec::new();
    let mut edges = 0;
    for (room, path, code) in sources() {
        let own = level(&room).unwrap_or_else(|| panic!("{room} has no level in the house"));
        for used in names_after(&code, "crate::") {
            if used == room {
                continue;
            }
            edges += 1;
            match level(&used) {
                Some(level) if level < own => {}
                _ => wrong.push(format!("{} uses crate::{used}", path.display())),
            }
        }
    }
    assert!(edges > 20, "the test has stopped seeing the edges: {edges}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_reserved_stays_in_its_rooms() {
    let mut wrong = Vec::new();
    for (room, path, code) in sources() {
        // Tests may read files and environment variables.
        let code = code.split("#[cfg(test)]").next().unwrap();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        for (name, rooms) in RESERVED {
            let path_start = format!("{name}::");
            let pieces: Vec<_> = code.split(path_start.as_str()).collect();
            // The name counts where it begins a path.
            let begins = |before: &&str| {
                let last = before.chars().next_back();
                last.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
            };
            let used = pieces.iter().take(pieces.len() - 1).any(begins);
            if used && !rooms.contains(&room.as_str()) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn edtf_core_is_named_in_one_file() {
    let naming: Vec<_> = sources()
        .into_iter()
        .filter(|(_, _, code)| code.contains("edtf_core"))
        .map(|(_, path, _)| path)
        .collect();
    assert_eq!(naming.len(), 1, "{naming:?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files(&root.join(folder), &mut paths);
    }
    let silent: Vec<_> = paths
        .into_iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "no //! at the top: {silent:?}");
}
