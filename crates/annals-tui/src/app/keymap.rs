//! From a key to a command.
//!
//! Owns the look-up, what rebinding may do, and the writing of a command's keys for people. Which
//! keys a command has when nobody says otherwise stands in the command table.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::command::{Action, COMMANDS, Command, Mode};
use super::input::{Key, KeyCode};
use super::key_sequence::KeySequence;
use annals_scene::quiz::{self, MOST_CHOICES};

/// Always quits, whatever else is bound.
pub(super) const ALWAYS_QUITS: Key = Key {
    code: KeyCode::Character('c'),
    control: true,
    alt: false,
    shift: false,
};

/// Always gives a begun sequence up, whatever else is bound.
pub(super) const ALWAYS_GIVES_UP: Key = Key::plain(KeyCode::Escape);

/// Commands that need a key, and where: without them the program, or a line of text, could not be
/// left.
static NEEDED: &[(Action, Mode)] = &[
    (Action::Quit, Mode::Browse),
    (Action::Close, Mode::Prompt),
    (Action::Close, Mode::Filter),
    (Action::Close, Mode::Palette),
];

/// Which key does what, in each mode.
/// Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// Places in [`COMMANDS`]. An ordered map: made anew at each start, where hashing a few hundred keys
    /// costs more than comparing them.
    bound: Arc<BTreeMap<(Mode, KeySequence), usize>>,
    /// The keys of each command of [`COMMANDS`], the most telling first.
    keys: Arc<Vec<Vec<KeySequence>>>,
    /// The keys that begin sequences; there are few.
    prefixes: Vec<(Mode, Key)>,
}

/// Why a binding does not hold, or not as it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// The key has a command already in one of the modes; it stays there.
    Taken {
        /// The key.
        key: KeySequence,
        /// The command that was to have it.
        action: Action,
        /// The command that has it.
        holder: Action,
    },
    /// The key begins a sequence of a command, or the sequence begins with a key of a command, in one
    /// of the modes; pressed alone it could only be one of the two.
    Begins {
        /// What was asked for.
        key: KeySequence,
        /// The command that was to have it.
        action: Action,
        /// What is in its way, and stays.
        held: KeySequence,
        /// The command that has that.
        holder: Action,
    },
    /// A key of the sequence has to end every sequence.
    Ends {
        /// The sequence.
        key: KeySequence,
        /// The command that was to have it.
        action: Action,
    },
    /// The key is a character, and the command is only for where characters are written.
    Character {
        /// The key.
        key: KeySequence,
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
        // Settings and options begin with it several times before the first frame.
        static TABLE: OnceLock<Keymap> = OnceLock::new();
        TABLE.get_or_init(|| Self::with(&[]).0).clone()
    }
}

impl Keymap {
    /// The keys of the table, but with other keys for the commands that are named; no keys unbind a
    /// command. A command named twice has the keys of both.
    ///
    /// What is asked for and cannot be is left out, and reported. The keys of commands that are not
    /// named stay theirs; after them the bindings are served in their order. The keymap that comes of
    /// it has no key twice in a mode, no key there that also begins a sequence, and can always be left.
    pub fn with(bindings: &[(Action, Vec<KeySequence>)]) -> (Self, Vec<Conflict>) {
        let mut keymap = Self {
            bound: Arc::default(),
            keys: Arc::new(vec![Vec::new(); COMMANDS.len()]),
            prefixes: Vec::new(),
        };
        let mut conflicts = Vec::new();
        let is_named = |action| bindings.iter().any(|(named, _)| *named == action);
        if let Some(quit) = place(Action::Quit) {
            for &mode in COMMANDS[quit].modes {
                Arc::make_mut(&mut keymap.bound).insert((mode, ALWAYS_QUITS.into()), quit);
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
            && !keymap.keys[quit].contains(&ALWAYS_QUITS.into())
        {
            Arc::make_mut(&mut keymap.keys)[quit].push(ALWAYS_QUITS.into());
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

    fn bind(&mut self, place: usize, key: KeySequence) -> Result<(), Conflict> {
        let command = &COMMANDS[place];
        let action = command.action;
        let ends = |end| key.prefix.is_some() && key.contains(end);
        if ends(ALWAYS_QUITS) || ends(ALWAYS_GIVES_UP) {
            return Err(Conflict::Ends { key, action });
        }
        let modes = || {
            let modes = command.modes.iter().copied();
            modes.filter(|&mode| !takes(mode, key.first()))
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
        if let Some((held, holder)) = modes().find_map(|mode| self.in_the_way(mode, key)) {
            return Err(Conflict::Begins {
                key,
                action,
                held,
                holder,
            });
        }
        for mode in modes() {
            Arc::make_mut(&mut self.bound).insert((mode, key), place);
            if let Some(prefix) = key.prefix {
                self.prefixes.push((mode, prefix));
            }
        }
        if !self.keys[place].contains(&key) {
            Arc::make_mut(&mut self.keys)[place].push(key);
        }
        Ok(())
    }

    /// What begins as the sequence does, or begins with the key, and whose it is.
    fn in_the_way(&self, mode: Mode, keys: KeySequence) -> Option<(KeySequence, Action)> {
        if let Some(prefix) = keys.prefix {
            let command = self.command(mode, prefix)?;
            return Some((prefix.into(), command.action));
        }
        if !self.prefixes.contains(&(mode, keys.key)) {
            return None;
        }
        let (key, command) = self.after(mode, keys.key).next()?;
        let prefix = Some(keys.key);
        Some((KeySequence { prefix, key }, command.action))
    }

    fn has(&self, place: usize, mode: Mode, key: KeySequence) -> bool {
        self.bound.get(&(mode, key)) == Some(&place)
    }

    /// The command of a key or a sequence.
    pub fn command(&self, mode: Mode, keys: impl Into<KeySequence>) -> Option<&'static Command> {
        let place = self.bound.get(&(mode, keys.into()))?;
        COMMANDS.get(*place)
    }

    /// Whether the key begins a sequence.
    pub fn is_prefix(&self, mode: Mode, key: Key) -> bool {
        self.prefixes.contains(&(mode, key))
    }

    /// The keys that may come after a prefix, with their commands, in the order of the table.
    pub fn after(
        &self,
        mode: Mode,
        prefix: Key,
    ) -> impl Iterator<Item = (Key, &'static Command)> + '_ {
        let keys = COMMANDS.iter().zip(self.keys.iter()).enumerate();
        keys.flat_map(move |(place, (command, keys))| {
            let continued = keys
                .iter()
                .filter(move |keys| keys.prefix == Some(prefix) && self.has(place, mode, **keys));
            continued.map(move |keys| (keys.key, command))
        })
    }

    /// A command's keys, the most telling first; none if it is unbound.
    pub fn keys(&self, action: Action) -> &[KeySequence] {
        place(action).map_or(&[], |place| &self.keys[place])
    }

    /// A command's keys as they are written for people: arrows as arrows unless only ASCII may be
    /// used.
    pub fn keys_of(&self, action: Action, ascii: bool) -> Vec<String> {
        let keys = self.keys(action).iter();
        keys.map(|&keys| written(keys, ascii)).collect()
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
    pub fn default_keys(&self) -> impl Iterator<Item = KeySequence> + use<> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

fn place(action: Action) -> Option<usize> {
    COMMANDS.iter().position(|command| command.action == action)
}

/// Whether the key is part of what a person writes there, and so never a command.
pub(super) fn takes(mode: Mode, key: Key) -> bool {
    match mode {
        Mode::Quiz => answer_letter(key).is_some(),
        _ => mode.is_writing() && is_written(key),
    }
}

/// The choice that a key stands for in a quiz, from 0: its letter, small or large.
pub(super) fn answer_letter(key: Key) -> Option<usize> {
    let KeyCode::Character(character) = key.code else {
        return None;
    };
    let plain = key == Key::character(character);
    let letter = character.to_ascii_uppercase();
    (0..MOST_CHOICES).find(|&choice| plain && quiz::letter(choice) == letter)
}

/// Whether the key writes a character where text is written.
const fn is_written(key: Key) -> bool {
    matches!(key.code, KeyCode::Character(_)) && !key.control && !key.alt
}

fn written(keys: KeySequence, ascii: bool) -> String {
    let prefix = keys.prefix.map(|prefix| key_written(prefix, ascii) + " ");
    prefix.unwrap_or_default() + &key_written(keys.key, ascii)
}

/// A key as it is written for people: an arrow as an arrow unless only ASCII may be used.
pub(crate) fn key_written(key: Key, ascii: bool) -> String {
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

    fn keys(text: &str) -> Vec<KeySequence> {
        let keys = text.split_whitespace();
        // A blank within a sequence is written as a comma here.
        keys.map(|key| sequence(&key.replace(',', " "))).collect()
    }

    fn sequence(text: &str) -> KeySequence {
        text.parse().expect("a key or two")
    }

    fn action_of(keymap: &Keymap, mode: Mode, key: &str) -> Option<Action> {
        let command = keymap.command(mode, sequence(key));
        command.map(|command| command.action)
    }

    #[test]
    fn keys_can_be_given_swapped_and_taken_away() {
        let (keymap, conflicts) = Keymap::with(&[
            (Action::Next, keys("k X")),
            (Action::Previous, keys("j")),
            (Action::Notes, Vec::new()),
        ]);
        assert_eq!(conflicts, []);
        assert_eq!(action_of(&keymap, Mode::Browse, "k"), Some(Action::Next));
        assert_eq!(action_of(&keymap, Mode::Lanes, "X"), Some(Action::Next));
        assert_eq!(
            action_of(&keymap, Mode::Browse, "j"),
            Some(Action::Previous)
        );
        for unbound in ["t", "Down", "Up"] {
            assert_eq!(action_of(&keymap, Mode::Browse, unbound), None);
        }
        assert_eq!(keymap.keys_of(Action::Next, false), ["k", "X"]);
        assert!(keymap.keys_of(Action::Notes, false).is_empty());
    }

    #[test]
    fn a_key_stays_with_the_command_that_has_it() {
        let (keymap, conflicts) =
            Keymap::with(&[(Action::Next, keys("X m")), (Action::Centre, keys("X %"))]);
        let taken = |key: &str, action, holder| Conflict::Taken {
            key: key.parse().expect("a key"),
            action,
            holder,
        };
        assert_eq!(
            conflicts,
            [
                taken("m", Action::Next, Action::Mark),
                taken("X", Action::Centre, Action::Next),
            ]
        );
        assert_eq!(action_of(&keymap, Mode::Browse, "m"), Some(Action::Mark));
        assert_eq!(keymap.keys_of(Action::Next, true), ["X"]);
        assert_eq!(keymap.keys_of(Action::Centre, true), ["%"]);
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
                    key: ALWAYS_QUITS.into(),
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
        let (keymap, conflicts) = Keymap::with(&[(Action::Quit, keys("p"))]);
        assert_eq!(
            conflicts,
            [
                Conflict::Taken {
                    key: keys("p")[0],
                    action: Action::Quit,
                    holder: Action::Present
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
        let (keymap, _) = Keymap::with(&[(Action::Next, keys("X")), (Action::Notes, Vec::new())]);
        let page = HelpPage::new(&keymap, 200, true);
        let shown = |start: &str| {
            page.lines.iter().find_map(|line| match line {
                HelpLine::Command(keys, doc) if doc.as_str().starts_with(start) => {
                    Some(keys.as_str())
                }
                _ => None,
            })
        };
        assert_eq!(shown("Next event or actor"), Some("X"));
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

    #[test]
    fn a_key_is_a_command_or_the_start_of_a_sequence() {
        let (keymap, conflicts) = Keymap::with(&[
            (Action::First, keys("g,g Home")),
            (Action::Last, keys("g G")),
            (Action::Mark, keys("j,m y")),
            (Action::Centre, keys("g,Escape Ctrl-c,g g,c")),
            (Action::Accept, keys("g,Enter Ctrl-x,a")),
        ]);
        let begins = |key: &str, action, held: &str, holder| Conflict::Begins {
            key: sequence(key),
            action,
            held: sequence(held),
            holder,
        };
        let ends = |key: &str| Conflict::Ends {
            key: sequence(key),
            action: Action::Centre,
        };
        assert_eq!(
            conflicts,
            [
                begins("g", Action::Last, "g g", Action::First),
                begins("j m", Action::Mark, "j", Action::Next),
                begins("y", Action::Mark, "y t", Action::CopyText),
                ends("g Escape"),
                ends("Ctrl-c g"),
                Conflict::Character {
                    key: sequence("g Enter"),
                    action: Action::Accept
                },
            ]
        );
        assert_eq!(action_of(&keymap, Mode::Help, "g g"), Some(Action::First));
        assert_eq!(
            action_of(&keymap, Mode::Prompt, "Ctrl-x a"),
            Some(Action::Accept)
        );
        let g = sequence("g").key;
        assert!(keymap.is_prefix(Mode::Browse, g) && !keymap.is_prefix(Mode::Prompt, g));
        let after: Vec<_> = keymap.after(Mode::Browse, g).collect();
        let after: Vec<_> = after
            .iter()
            .map(|(key, command)| (key.to_string(), command.action))
            .collect();
        let expected = [("c", Action::Centre), ("g", Action::First)];
        assert_eq!(
            after,
            expected.map(|(key, action)| (key.to_owned(), action))
        );
        assert_eq!(keymap.keys_of(Action::First, false), ["g g", "Home"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_is_asked_for_the_keymap_is_whole(
            asked in prop::collection::vec((0..COMMANDS.len(), prop::collection::vec(0..20_usize, 0..4)), 0..12)
        ) {
            let pool = keys("q Ctrl-c j k m Escape Enter x Left F1 Ctrl-l é y y,t y,Left j,k x,x Ctrl-x,q q,Ctrl-c Escape,j");
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
                        if let Some(prefix) = key.prefix {
                            prop_assert!(keymap.command(mode, prefix).is_none() || keymap.command(mode, key).is_none());
                        }
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
                        Conflict::Taken { key: of, action: by, .. }
                        | Conflict::Begins { key: of, action: by, .. }
                        | Conflict::Ends { key: of, action: by }
                        | Conflict::Character { key: of, action: by } => of == key && by == *action,
                        Conflict::Needed { .. } => false,
                    });
                    prop_assert!(refused != keymap.keys(*action).contains(&key) || refused);
                }
            }
        }
    }
}
