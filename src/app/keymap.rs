//! From a key to a command.
//!
//! Owns the look-up, what rebinding may do, and the writing of a command's keys for people. Which
//! keys a command has when nobody says otherwise stands in the command table.

use std::collections::HashMap;

use super::command::{Action, COMMANDS, Command, Mode};
use super::input::{Key, KeyCode};

/// Always quits, whatever else is bound.
const ALWAYS_QUITS: Key = Key {
    code: KeyCode::Character('c'),
    control: true,
    alt: false,
    shift: false,
};

/// Commands that need a key, and where: without them the program, or a line of text, could not be
/// left.
const NEEDED: &[(Action, Mode)] = &[
    (Action::Quit, Mode::Browse),
    (Action::Close, Mode::Prompt),
    (Action::Close, Mode::Palette),
];

/// Which key does what, in each mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// Places in [`COMMANDS`].
    bound: HashMap<(Mode, Key), usize>,
    /// The keys of each command of [`COMMANDS`], the most telling first.
    keys: Vec<Vec<Key>>,
}

/// Why a binding does not hold, or not as it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// The key has a command already in one of the modes; it stays there.
    Taken {
        /// The key.
        key: Key,
        /// The command that was to have it.
        action: Action,
        /// The command that has it.
        holder: Action,
    },
    /// The key is a character, and the command is only for where characters are written.
    Character {
        /// The key.
        key: Key,
        /// The command that was to have it.
        action: Action,
    },
    /// The command has to have a key, and would have had none; it keeps its own as far as they are
    /// free.
    Needed {
        /// The command.
        action: Action,
    },
}

impl Default for Keymap {
    fn default() -> Self {
        Self::with(&[]).0
    }
}

impl Keymap {
    /// The keys of the table, but with other keys for the commands that are named; no keys unbind a
    /// command. A command named twice has the keys of both.
    ///
    /// What is asked for and cannot be is left out, and reported. The keys of commands that are not
    /// named stay theirs; after them the bindings are served in their order. The keymap that comes of
    /// it has no key twice in a mode, and can always be left.
    pub fn with(bindings: &[(Action, Vec<Key>)]) -> (Self, Vec<Conflict>) {
        let mut keymap = Self {
            bound: HashMap::new(),
            keys: vec![Vec::new(); COMMANDS.len()],
        };
        let mut conflicts = Vec::new();
        let is_named = |action| bindings.iter().any(|(named, _)| *named == action);
        if let Some(quit) = place(Action::Quit) {
            for &mode in COMMANDS[quit].modes {
                keymap.bound.insert((mode, ALWAYS_QUITS), quit);
            }
        }
        for (place, command) in COMMANDS.iter().enumerate() {
            if !is_named(command.action) {
                keymap.bind_defaults(place);
            }
        }
        for (action, keys) in bindings {
            let Some(place) = place(*action) else {
                continue;
            };
            for &key in keys {
                conflicts.extend(keymap.bind(place, key).err());
            }
        }
        for &(action, mode) in NEEDED {
            let Some(place) = place(action) else { continue };
            if !keymap.keys[place]
                .iter()
                .any(|&key| keymap.has(place, mode, key))
            {
                conflicts.push(Conflict::Needed { action });
                keymap.bind_defaults(place);
            }
        }
        if let Some(quit) = place(Action::Quit)
            && !keymap.keys[quit].contains(&ALWAYS_QUITS)
        {
            keymap.keys[quit].push(ALWAYS_QUITS);
        }
        (keymap, conflicts)
    }

    /// Binds the table's keys of a command, as far as they are free.
    fn bind_defaults(&mut self, place: usize) {
        for key in COMMANDS[place].default_keys() {
            // The table has no key twice; one that is taken was asked for by somebody else.
            let _ = self.bind(place, key);
        }
    }

    fn bind(&mut self, place: usize, key: Key) -> Result<(), Conflict> {
        let command = &COMMANDS[place];
        let action = command.action;
        let modes = || {
            let modes = command.modes.iter().copied();
            modes.filter(|&mode| !mode.is_writing() || !is_written(key))
        };
        if modes().next().is_none() {
            return Err(Conflict::Character { key, action });
        }
        let holder = modes().find_map(|mode| {
            let holder = self.bound.get(&(mode, key)).copied();
            holder.filter(|&holder| holder != place)
        });
        if let Some(holder) = holder {
            return Err(Conflict::Taken {
                key,
                action,
                holder: COMMANDS[holder].action,
            });
        }
        for mode in modes() {
            self.bound.insert((mode, key), place);
        }
        if !self.keys[place].contains(&key) {
            self.keys[place].push(key);
        }
        Ok(())
    }

    fn has(&self, place: usize, mode: Mode, key: Key) -> bool {
        self.bound.get(&(mode, key)) == Some(&place)
    }

    /// The command of a key.
    pub fn command(&self, mode: Mode, key: Key) -> Option<&'static Command> {
        let place = self.bound.get(&(mode, key))?;
        COMMANDS.get(*place)
    }

    /// A command's keys, the most telling first; none if it is unbound.
    pub fn keys(&self, action: Action) -> &[Key] {
        place(action).map_or(&[], |place| &self.keys[place])
    }

    /// A command's keys as they are written for people: arrows as arrows unless only ASCII may be
    /// used.
    pub fn keys_of(&self, action: Action, ascii: bool) -> Vec<String> {
        let keys = self.keys(action).iter();
        keys.map(|&key| written(key, ascii)).collect()
    }

    /// The most telling key of a command in one mode, as it is written for people.
    pub fn key_in(&self, mode: Mode, action: Action, ascii: bool) -> Option<String> {
        let place = place(action)?;
        let key = self.keys[place]
            .iter()
            .find(|&&key| self.has(place, mode, key))?;
        Some(written(*key, ascii))
    }
}

impl Command {
    /// The keys of the table.
    pub fn default_keys(&self) -> impl Iterator<Item = Key> + use<> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

fn place(action: Action) -> Option<usize> {
    COMMANDS.iter().position(|command| command.action == action)
}

/// Whether the key writes a character where text is written.
const fn is_written(key: Key) -> bool {
    matches!(key.code, KeyCode::Character(_)) && !key.control && !key.alt
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn keys(text: &str) -> Vec<Key> {
        let keys = text.split_whitespace();
        keys.map(|key| key.parse().expect("a key")).collect()
    }

    fn action_of(keymap: &Keymap, mode: Mode, key: &str) -> Option<Action> {
        let command = keymap.command(mode, key.parse().expect("a key"));
        command.map(|command| command.action)
    }

    #[test]
    fn keys_can_be_given_swapped_and_taken_away() {
        let (keymap, conflicts) = Keymap::with(&[
            (Action::Next, keys("k n")),
            (Action::Previous, keys("j")),
            (Action::Notes, Vec::new()),
        ]);
        assert_eq!(conflicts, []);
        assert_eq!(action_of(&keymap, Mode::Browse, "k"), Some(Action::Next));
        assert_eq!(action_of(&keymap, Mode::Lanes, "n"), Some(Action::Next));
        assert_eq!(
            action_of(&keymap, Mode::Browse, "j"),
            Some(Action::Previous)
        );
        for unbound in ["t", "Down", "Up"] {
            assert_eq!(action_of(&keymap, Mode::Browse, unbound), None);
        }
        assert_eq!(keymap.keys_of(Action::Next, false), ["k", "n"]);
        assert!(keymap.keys_of(Action::Notes, false).is_empty());
    }

    #[test]
    fn a_key_stays_with_the_command_that_has_it() {
        let (keymap, conflicts) =
            Keymap::with(&[(Action::Next, keys("n m")), (Action::Centre, keys("n x"))]);
        let taken = |key: &str, action, holder| Conflict::Taken {
            key: key.parse().expect("a key"),
            action,
            holder,
        };
        assert_eq!(
            conflicts,
            [
                taken("m", Action::Next, Action::Mark),
                taken("n", Action::Centre, Action::Next),
            ]
        );
        assert_eq!(action_of(&keymap, Mode::Browse, "m"), Some(Action::Mark));
        assert_eq!(keymap.keys_of(Action::Next, true), ["n"]);
        assert_eq!(keymap.keys_of(Action::Centre, true), ["x"]);
    }

    #[test]
    fn the_program_can_always_be_left() {
        let (keymap, conflicts) = Keymap::with(&[
            (Action::Quit, Vec::new()),
            (Action::Close, keys("X")),
            (Action::Mark, keys("Ctrl-c")),
        ]);
        assert_eq!(
            conflicts,
            [
                Conflict::Taken {
                    key: ALWAYS_QUITS,
                    action: Action::Mark,
                    holder: Action::Quit
                },
                Conflict::Needed {
                    action: Action::Quit
                },
                Conflict::Needed {
                    action: Action::Close
                },
            ]
        );
        for key in ["q", "Ctrl-c"] {
            assert_eq!(action_of(&keymap, Mode::Browse, key), Some(Action::Quit));
        }
        assert_eq!(
            action_of(&keymap, Mode::Prompt, "Escape"),
            Some(Action::Close)
        );
        assert_eq!(
            keymap.key_in(Mode::Browse, Action::Close, true).as_deref(),
            Some("X")
        );
        assert_eq!(
            keymap.key_in(Mode::Prompt, Action::Close, true).as_deref(),
            Some("Escape")
        );
        let (keymap, conflicts) = Keymap::with(&[(Action::Quit, keys("x"))]);
        assert_eq!(
            conflicts,
            [
                Conflict::Taken {
                    key: keys("x")[0],
                    action: Action::Quit,
                    holder: Action::LaneShowOnly
                },
                Conflict::Needed {
                    action: Action::Quit
                }
            ]
        );
        assert_eq!(keymap.keys_of(Action::Quit, true), ["q", "Ctrl-c"]);
    }

    #[test]
    fn the_help_page_shows_the_keys_in_force() {
        use crate::app::help::{HelpLine, HelpPage};
        let (keymap, _) = Keymap::with(&[(Action::Next, keys("n")), (Action::Notes, Vec::new())]);
        let page = HelpPage::new(&keymap, 200, true);
        let shown = |start: &str| {
            page.lines.iter().find_map(|line| match line {
                HelpLine::Command(keys, doc) if doc.as_str().starts_with(start) => {
                    Some(keys.as_str())
                }
                _ => None,
            })
        };
        assert_eq!(shown("Next event or actor"), Some("n"));
        assert_eq!(shown("Show or hide the teacher's notes"), Some(""));
    }

    #[test]
    fn characters_are_written_where_text_is() {
        let (keymap, conflicts) = Keymap::with(&[
            (Action::Accept, keys("e Ctrl-e")),
            (Action::CaretEnd, Vec::new()),
            (Action::Redraw, keys("X")),
        ]);
        assert_eq!(
            conflicts,
            [Conflict::Character {
                key: keys("e")[0],
                action: Action::Accept
            }]
        );
        assert_eq!(
            action_of(&keymap, Mode::Prompt, "Ctrl-e"),
            Some(Action::Accept)
        );
        assert_eq!(action_of(&keymap, Mode::Browse, "X"), Some(Action::Redraw));
        assert_eq!(action_of(&keymap, Mode::Prompt, "X"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_is_asked_for_the_keymap_is_whole(
            asked in prop::collection::vec((0..COMMANDS.len(), prop::collection::vec(0..12_usize, 0..4)), 0..12)
        ) {
            let pool = keys("q Ctrl-c j k m Escape Enter x Left F1 Ctrl-l é");
            let bindings: Vec<_> = asked
                .iter()
                .map(|(place, keys)| {
                    let keys = keys.iter().map(|&key| pool[key]).collect();
                    (COMMANDS[*place].action, keys)
                })
                .collect();
            let (keymap, conflicts) = Keymap::with(&bindings);
            // Every key that is shown works somewhere, and works for the command it is shown for.
            let mut seen = HashSet::new();
            for command in COMMANDS {
                for &key in keymap.keys(command.action) {
                    let mut works = false;
                    for &mode in command.modes {
                        if keymap.command(mode, key).is_some_and(|found| found.action == command.action) {
                            prop_assert!(seen.insert((mode, key)));
                            works = true;
                        }
                    }
                    prop_assert!(works, "{key} of {}", command.name);
                }
            }
            prop_assert_eq!(seen.len(), keymap.bound.len());
            prop_assert_eq!(action_of(&keymap, Mode::Browse, "Ctrl-c"), Some(Action::Quit));
            let has_way_out = keymap.key_in(Mode::Prompt, Action::Close, true).is_some();
            let is_missed = conflicts.contains(&Conflict::Needed { action: Action::Close });
            prop_assert!(has_way_out || is_missed);
            // What was granted is what was asked for, without the conflicts.
            for (action, keys) in &bindings {
                for &key in keys {
                    let refused = conflicts.iter().any(|conflict| match *conflict {
                        Conflict::Taken { key: of, action: by, .. } | Conflict::Character { key: of, action: by } => {
                            of == key && by == *action
                        }
                        Conflict::Needed { .. } => false,
                    });
                    prop_assert!(refused != keymap.keys(*action).contains(&key) || refused);
                }
            }
        }
    }
}
