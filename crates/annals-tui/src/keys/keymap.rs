//! [`Keymap`]: which key does what on which screen.
//!
//! It is built from the default keys of all commands and the bindings of the settings. A key means one
//! thing on a screen; a binding that would take a key from another command is refused as a
//! [`Conflict`]. Whatever the settings say, there is always a key that quits and one that closes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::key::{Key, KeyCode};
use super::sequence::KeySequence;
use crate::command::Spec;

/// Quits from wherever it is bound to nothing else; it cannot be bound to anything else.
pub(crate) const ALWAYS_QUITS: Key = Key {
    code: KeyCode::Character('c'),
    control: true,
    alt: false,
    shift: false,
};

/// Cancels a sequence of keys that was begun.
pub(crate) const ALWAYS_CANCELS: Key = Key::plain(KeyCode::Escape);

/// The command that leaves the program. It needs a key on the lowest screen.
const QUIT: &str = "quit";

/// The command that closes a screen. It needs a key on every screen that has it.
const CLOSE: &str = "close";

/// Which key does what. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Arc<Bindings>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Bindings {
    /// Every screen with its commands, in the order of their tables.
    screens: Vec<ScreenCommands>,
    /// Every command once, in the order of the screens.
    specs: Vec<&'static Spec>,
    bound: BTreeMap<(&'static str, KeySequence), &'static Spec>,
    /// The keys of each command by its name, the most important first.
    keys: BTreeMap<&'static str, Vec<KeySequence>>,
}

/// What the keymap needs to know of a screen.
#[derive(Clone)]
pub struct ScreenCommands {
    /// Its unique name.
    pub name: &'static str,
    /// Whether the screen takes a key itself, so that no command can be bound to it.
    pub takes: fn(Key) -> bool,
    /// Its commands, in the order of its table.
    pub specs: Vec<&'static Spec>,
}

impl fmt::Debug for ScreenCommands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for ScreenCommands {
    fn eq(&self, other: &Self) -> bool {
        (self.name, &self.specs) == (other.name, &other.specs)
    }
}

impl Eq for ScreenCommands {}

/// Why a key of the settings was not bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Another command has the key.
    Taken {
        /// The key.
        key: KeySequence,
        /// The command that was to have it.
        command: &'static str,
        /// The command that has it.
        holder: &'static str,
    },
    /// The key begins or follows a sequence of another command.
    Begins {
        /// The key.
        key: KeySequence,
        /// The command that was to have it.
        command: &'static str,
        /// The key in the way.
        held: KeySequence,
        /// The command that has the key in the way.
        holder: &'static str,
    },
    /// The sequence contains a key that cancels sequences or quits.
    Ends {
        /// The sequence.
        key: KeySequence,
        /// The command that was to have it.
        command: &'static str,
    },
    /// The key is text or an answer wherever the command exists.
    Character {
        /// The key.
        key: KeySequence,
        /// The command that was to have it.
        command: &'static str,
    },
    /// The command cannot be without a key; it has its default keys again.
    Needed {
        /// The command.
        command: &'static str,
    },
}

impl Keymap {
    /// Builds the keymap of these screens, the lowest first, with the bindings of the settings: names of
    /// commands with all their keys. Commands that are not named keep their default keys.
    pub fn new(
        screens: Vec<ScreenCommands>,
        bindings: &[(&'static Spec, Vec<KeySequence>)],
    ) -> (Self, Vec<Conflict>) {
        let mut keymap = Bindings::default();
        for &spec in screens.iter().flat_map(|screen| &screen.specs) {
            if !keymap.specs.contains(&spec) {
                keymap.specs.push(spec);
            }
        }
        keymap.screens = screens;
        let mut conflicts = Vec::new();
        keymap.bind_quit();
        for spec in keymap.specs.clone() {
            if !bindings.iter().any(|(named, _)| *named == spec) {
                keymap.bind_defaults(spec);
            }
        }
        for (spec, keys) in bindings {
            for &key in keys {
                conflicts.extend(keymap.bind(spec, key).err());
            }
        }
        for spec in keymap.without_needed_key() {
            conflicts.push(Conflict::Needed { command: spec.name });
            keymap.bind_defaults(spec);
        }
        let quit = keymap.keys.entry(QUIT).or_default();
        if !quit.contains(&ALWAYS_QUITS.into()) {
            quit.push(ALWAYS_QUITS.into());
        }
        let keymap = Self {
            bindings: Arc::new(keymap),
        };
        (keymap, conflicts)
    }

    /// Returns every command, in the order of the screens.
    pub fn specs(&self) -> &[&'static Spec] {
        &self.bindings.specs
    }

    /// Returns the command of a name.
    pub fn spec(&self, name: &str) -> Option<&'static Spec> {
        let mut specs = self.bindings.specs.iter();
        specs.find(|spec| spec.name == name).copied()
    }

    /// Returns how many keys are bound on all screens together.
    #[cfg(test)]
    pub(super) fn bound_count(&self) -> usize {
        self.bindings.bound.len()
    }

    /// Returns the command that these keys are bound to on a screen.
    pub fn command(
        &self,
        screen: &'static str,
        keys: impl Into<KeySequence>,
    ) -> Option<&'static Spec> {
        self.bindings.command(screen, keys.into())
    }

    /// Returns whether a sequence of two keys begins with this key on a screen.
    pub fn is_prefix(&self, screen: &'static str, key: Key) -> bool {
        self.after(screen, key).next().is_some()
    }

    /// Returns the second keys of the sequences that begin with a key on a screen.
    pub fn after(
        &self,
        screen: &'static str,
        prefix: Key,
    ) -> impl Iterator<Item = (Key, &'static Spec)> + '_ {
        self.bindings.after(screen, prefix)
    }

    /// Returns the keys of a command, the most important first.
    pub fn keys(&self, spec: &Spec) -> &[KeySequence] {
        self.bindings.keys.get(spec.name).map_or(&[], Vec::as_slice)
    }

    /// Returns the keys of a command as they are shown.
    pub fn labels(&self, spec: &Spec, ascii: bool) -> Vec<String> {
        let keys = self.keys(spec).iter();
        keys.map(|keys| keys.label(ascii)).collect()
    }

    /// Returns the first key of a command that works on a screen, as it is shown.
    pub fn label_on(&self, screen: &'static str, spec: &Spec, ascii: bool) -> Option<String> {
        Some(self.keys_on(screen, spec)?.label(ascii))
    }

    /// Returns the first key of a command that works on a screen.
    pub fn keys_on(&self, screen: &'static str, spec: &Spec) -> Option<KeySequence> {
        let mut keys = self.keys(spec).iter().copied();
        keys.find(|&key| self.bindings.command(screen, key) == Some(spec))
    }
}

impl Bindings {
    fn command(&self, screen: &'static str, keys: KeySequence) -> Option<&'static Spec> {
        self.bound.get(&(screen, keys)).copied()
    }

    fn after(
        &self,
        screen: &'static str,
        prefix: Key,
    ) -> impl Iterator<Item = (Key, &'static Spec)> + '_ {
        self.specs.iter().flat_map(move |&spec| {
            let keys = self.keys.get(spec.name).into_iter().flatten();
            keys.filter(move |&&keys| {
                keys.prefix == Some(prefix) && self.command(screen, keys) == Some(spec)
            })
            .map(move |keys| (keys.key, spec))
        })
    }

    fn bind_quit(&mut self) {
        let Some(quit) = self.specs.iter().find(|spec| spec.name == QUIT).copied() else {
            return;
        };
        for screen in &self.screens {
            if screen.specs.contains(&quit) {
                self.bound.insert((screen.name, ALWAYS_QUITS.into()), quit);
            }
        }
    }

    fn bind_defaults(&mut self, spec: &'static Spec) {
        for key in spec.default_keys() {
            // No default key is in the tables twice (a test); one that is taken was given to another
            // command by the settings.
            let _ = self.bind(spec, key);
        }
    }

    /// Binds a key wherever the command exists and the screen does not take the key itself.
    fn bind(&mut self, spec: &'static Spec, key: KeySequence) -> Result<(), Conflict> {
        let command = spec.name;
        let ends = |end| key.prefix.is_some() && key.contains(end);
        if ends(ALWAYS_QUITS) || ends(ALWAYS_CANCELS) {
            return Err(Conflict::Ends { key, command });
        }
        let screens: Vec<&'static str> = (self.screens.iter())
            .filter(|screen| screen.specs.contains(&spec) && !(screen.takes)(key.first()))
            .map(|screen| screen.name)
            .collect();
        if screens.is_empty() {
            return Err(Conflict::Character { key, command });
        }
        for &screen in &screens {
            if let Some(holder) = self.command(screen, key).filter(|&holder| holder != spec) {
                return Err(Conflict::Taken {
                    key,
                    command,
                    holder: holder.name,
                });
            }
        }
        for &screen in &screens {
            if let Some((held, holder)) = self.in_the_way(screen, key) {
                return Err(Conflict::Begins {
                    key,
                    command,
                    held,
                    holder: holder.name,
                });
            }
        }
        for screen in screens {
            self.bound.insert((screen, key), spec);
        }
        let keys = self.keys.entry(spec.name).or_default();
        if !keys.contains(&key) {
            keys.push(key);
        }
        Ok(())
    }

    /// A key that is the first of a sequence cannot be a command by itself on the same screen.
    fn in_the_way(
        &self,
        screen: &'static str,
        keys: KeySequence,
    ) -> Option<(KeySequence, &'static Spec)> {
        if let Some(prefix) = keys.prefix {
            let spec = self.command(screen, prefix.into())?;
            return Some((prefix.into(), spec));
        }
        let (key, spec) = self.after(screen, keys.key).next()?;
        let prefix = Some(keys.key);
        Some((KeySequence { prefix, key }, spec))
    }

    /// Commands that have no key on a screen where they need one.
    fn without_needed_key(&self) -> Vec<&'static Spec> {
        let mut found: Vec<&'static Spec> = Vec::new();
        for (place, screen) in self.screens.iter().enumerate() {
            for &spec in &screen.specs {
                let needed = spec.name == CLOSE || (spec.name == QUIT && place == 0);
                let mut keys = self.keys.get(spec.name).into_iter().flatten();
                let has_key = keys.any(|&key| self.command(screen.name, key) == Some(spec));
                if needed && !has_key && !found.contains(&spec) {
                    found.push(spec);
                }
            }
        }
        found.sort_by_key(|spec| spec.name == CLOSE);
        found
    }
}

/// Returns a key as it is shown: as in settings, but with arrows as signs unless `ascii`.
pub fn key_label(key: Key, ascii: bool) -> String {
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
