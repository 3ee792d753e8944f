//! From a key to a command.
//!
//! Owns the look-up, and the writing of a command's keys for people.

use std::collections::HashMap;

use super::command::{Action, COMMANDS, Command, Mode};
use super::input::{Key, KeyCode};

/// Which key does what, in each mode.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: HashMap<(Mode, Key), &'static Command>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bound = HashMap::new();
        for command in COMMANDS {
            for key in command
                .keys
                .iter()
                .filter_map(|key| key.parse::<Key>().ok())
            {
                for &mode in command.modes {
                    bound.insert((mode, key), command);
                }
            }
        }
        Self { bound }
    }
}

impl Keymap {
    /// The command of a key.
    pub fn command(&self, mode: Mode, key: Key) -> Option<&'static Command> {
        self.bound.get(&(mode, key)).copied()
    }

    /// A command's keys as they are written for people: arrows as arrows unless only ASCII may be
    /// used.
    pub fn keys_of(action: Action, ascii: bool) -> Vec<String> {
        let command = COMMANDS.iter().find(|command| command.action == action);
        let keys = command.map_or(&[][..], |command| command.keys);
        keys.iter()
            .filter_map(|key| key.parse().ok())
            .map(|key| written(key, ascii))
            .collect()
    }
}

fn written(key: Key, ascii: bool) -> String {
    let arrow = match key.code {
        KeyCode::Left => "←",
        KeyCode::Right => "→",
        KeyCode::Up => "↑",
        KeyCode::Down => "↓",
        _ => return key.to_string(),
    };
    if ascii {
        return key.to_string();
    }
    let plain = Key::plain(key.code).to_string();
    key.to_string().replace(&plain, arrow)
}
