//! Tests of keymaps with bindings of the settings.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::command::Spec;
use crate::screens::{self, keymap};

/// Keys separated by blanks; a comma separates the two keys of a sequence.
fn keys(text: &str) -> Vec<KeySequence> {
    let keys = text.split_whitespace();
    keys.map(|key| sequence(&key.replace(',', " "))).collect()
}

fn sequence(text: &str) -> KeySequence {
    text.parse().expect("a key or two")
}

fn spec(name: &str) -> &'static Spec {
    let found = Keymap::default().spec(name);
    found.unwrap_or_else(|| panic!("no command {name}"))
}

/// Builds a keymap with commands that have other keys.
fn with(bindings: &[(&str, &str)]) -> (Keymap, Vec<Conflict>) {
    let bindings: Vec<_> = bindings
        .iter()
        .map(|&(name, text)| (spec(name), keys(text)))
        .collect();
    keymap(&bindings)
}

fn command(keymap: &Keymap, screen: &'static str, keys: &str) -> Option<&'static str> {
    keymap.command(screen, sequence(keys)).map(|spec| spec.name)
}

fn labels(keymap: &Keymap, name: &str) -> Vec<String> {
    keymap.labels(spec(name), true)
}

fn taken(key: &str, command: &'static str, holder: &'static str) -> Conflict {
    Conflict::Taken {
        key: sequence(key),
        command,
        holder,
    }
}

#[test]
fn keys_can_be_given_swapped_and_taken_away() {
    let (keymap, conflicts) = with(&[("next", "k X"), ("previous", "j"), ("notes", "")]);
    assert_eq!(conflicts, []);
    assert_eq!(command(&keymap, "browse", "k"), Some("next"));
    assert_eq!(command(&keymap, "lanes", "X"), Some("next"));
    assert_eq!(command(&keymap, "browse", "j"), Some("previous"));
    for unbound in ["t", "Down", "Up"] {
        assert_eq!(command(&keymap, "browse", unbound), None);
    }
    assert_eq!(labels(&keymap, "next"), ["k", "X"]);
    assert!(labels(&keymap, "notes").is_empty());
}

#[test]
fn a_key_stays_with_the_command_that_has_it() {
    let (keymap, conflicts) = with(&[("next", "X m"), ("centre", "X %")]);
    assert_eq!(
        conflicts,
        [taken("m", "next", "mark"), taken("X", "centre", "next")]
    );
    assert_eq!(command(&keymap, "browse", "m"), Some("mark"));
    assert_eq!(labels(&keymap, "next"), ["X"]);
    assert_eq!(labels(&keymap, "centre"), ["%"]);
}

#[test]
fn there_is_always_a_key_that_quits_and_one_that_closes() {
    let (keymap, conflicts) = with(&[("quit", ""), ("close", "X"), ("mark", "Ctrl-c")]);
    let needed = |command| Conflict::Needed { command };
    assert_eq!(
        conflicts,
        [
            taken("Ctrl-c", "mark", "quit"),
            needed("quit"),
            needed("close")
        ]
    );
    for key in ["q", "Ctrl-c"] {
        assert_eq!(command(&keymap, "browse", key), Some("quit"));
    }
    assert_eq!(command(&keymap, "date", "Escape"), Some("close"));
    let closes_on = |screen| keymap.label_on(screen, spec("close"), true);
    assert_eq!(closes_on("browse").as_deref(), Some("X"));
    assert_eq!(closes_on("date").as_deref(), Some("Escape"));

    let (keymap, conflicts) = with(&[("quit", "p")]);
    assert_eq!(conflicts, [taken("p", "quit", "present"), needed("quit")]);
    assert_eq!(labels(&keymap, "quit"), ["q", "Ctrl-c"]);
}

#[test]
fn characters_are_typed_where_text_is_typed() {
    let (keymap, conflicts) = with(&[("accept", "e Ctrl-e"), ("caret-end", ""), ("redraw", "X")]);
    let key = sequence("e");
    let command_name = "accept";
    assert_eq!(
        conflicts,
        [Conflict::Character {
            key,
            command: command_name
        }]
    );
    assert_eq!(command(&keymap, "date", "Ctrl-e"), Some("accept"));
    assert_eq!(command(&keymap, "browse", "X"), Some("redraw"));
    assert_eq!(command(&keymap, "date", "X"), None);
}

#[test]
fn a_key_is_a_command_or_the_start_of_a_sequence() {
    let (keymap, conflicts) = with(&[
        ("first", "g,g Home"),
        ("last", "g G"),
        ("mark", "j,m y"),
        ("centre", "g,Escape Ctrl-c,g g,c"),
        ("accept", "g,Enter Ctrl-x,a"),
    ]);
    let begins = |key: &str, command, held: &str, holder| Conflict::Begins {
        key: sequence(key),
        command,
        held: sequence(held),
        holder,
    };
    let ends = |key: &str| Conflict::Ends {
        key: sequence(key),
        command: "centre",
    };
    assert_eq!(
        conflicts,
        [
            begins("g", "last", "g g", "first"),
            begins("j m", "mark", "j", "next"),
            begins("y", "mark", "y t", "copy-text"),
            ends("g Escape"),
            ends("Ctrl-c g"),
            Conflict::Character {
                key: sequence("g Enter"),
                command: "accept"
            },
        ]
    );
    assert_eq!(command(&keymap, "help", "g g"), Some("first"));
    assert_eq!(command(&keymap, "date", "Ctrl-x a"), Some("accept"));
    let g = sequence("g").key;
    assert!(keymap.is_prefix("browse", g) && !keymap.is_prefix("date", g));
    let after = keymap.after("browse", g);
    let after: Vec<_> = after
        .map(|(key, spec)| (key.to_string(), spec.name))
        .collect();
    let expected = [("g", "first"), ("c", "centre")];
    assert_eq!(after.len(), expected.len());
    for (key, name) in expected {
        assert!(after.contains(&(key.to_owned(), name)), "{after:?}");
    }
    assert_eq!(labels(&keymap, "first"), ["g g", "Home"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bindings_make_a_keymap_that_holds_together(
        bindings in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::collection::vec(0..20_usize, 0..4)), 0..12,
        )
    ) {
        let pool = keys("q Ctrl-c j k m Escape Enter x Left F1 Ctrl-l é y y,t y,Left j,k x,x Ctrl-x,q q,Ctrl-c Escape,j");
        let specs = Keymap::default().specs().to_vec();
        let bindings: Vec<(&'static Spec, Vec<KeySequence>)> = bindings
            .iter()
            .map(|(spec, keys)| (*spec.get(&specs), keys.iter().map(|&key| pool[key]).collect()))
            .collect();
        let (keymap, conflicts) = keymap(&bindings);
        // Every key that is shown works somewhere, and works for the command it is shown for.
        let mut seen = HashSet::new();
        for &spec in keymap.specs() {
            for &keys in keymap.keys(spec) {
                let mut works = false;
                for screen in screens::ALL.iter().map(screens::Entry::commands) {
                    if !screen.specs.contains(&spec) {
                        continue;
                    }
                    if let Some(prefix) = keys.prefix {
                        let is_one = keymap.command(screen.name, prefix).is_none();
                        prop_assert!(is_one || keymap.command(screen.name, keys).is_none());
                    }
                    if keymap.command(screen.name, keys) == Some(spec) {
                        prop_assert!(seen.insert((screen.name, keys)));
                        works = true;
                    }
                }
                prop_assert!(works, "{keys} of {}", spec.name);
            }
        }
        prop_assert_eq!(seen.len(), keymap.bound_count());
        prop_assert_eq!(command(&keymap, "browse", "Ctrl-c"), Some("quit"));
        let has_way_out = keymap.label_on("date", spec("close"), true).is_some();
        let is_missed = conflicts.contains(&Conflict::Needed { command: "close" });
        prop_assert!(has_way_out || is_missed);
        // What was granted is what was asked for, without the conflicts.
        for (spec, keys) in &bindings {
            for &key in keys {
                let refused = conflicts.iter().any(|conflict| match *conflict {
                    Conflict::Taken { key: of, command: by, .. }
                    | Conflict::Begins { key: of, command: by, .. }
                    | Conflict::Ends { key: of, command: by }
                    | Conflict::Character { key: of, command: by } => of == key && by == spec.name,
                    Conflict::Needed { .. } => false,
                });
                prop_assert!(refused != keymap.keys(spec).contains(&key) || refused);
            }
        }
    }
}
