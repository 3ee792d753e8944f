//! Tests of the footer's entries and of unbound keys, on every screen.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::hits::Hit;
use crate::keys::{Pointer, PointerAction};
use crate::options::{Options, Start};
use crate::test_support::{hits, picture_row, point};

/// What a person can notice of a state.
fn state(shell: &mut Shell) -> (String, String, &'static str) {
    let picture = screen(shell, 120, 36, false);
    (picture, notice(shell), top(shell))
}

/// Returns the keys in the last row of a screen, each with a column where it can be clicked.
fn footer_entries(shell: &mut Shell, columns: u16, rows: u16) -> BTreeMap<KeySequence, u16> {
    screen(shell, columns, rows, false);
    let mut entries = BTreeMap::new();
    for column in 0..columns {
        if let Some(&Hit::Keys(keys)) = hits(shell, column, rows - 1).first() {
            entries.entry(keys).or_insert(column);
        }
    }
    entries
}

#[test]
fn every_entry_of_every_footer_does_what_its_key_does_when_it_is_clicked() {
    for entry in screens::ALL {
        let name = entry.commands().name;
        for (columns, rows) in [(60, 20), (120, 36), (200, 60)] {
            let entries = footer_entries(&mut opened(name), columns, rows);
            let has_entries = !entries.is_empty() || matches!(name, "present" | "mark-letter");
            let is_prompt = matches!(name, "date" | "search" | "filter" | "help-search");
            assert!(has_entries || is_prompt, "{name} at {columns}");
            for (keys, column) in entries {
                let mut clicked = opened(name);
                let before = state(&mut clicked);
                screen(&mut clicked, columns, rows, false);
                let pointer = Pointer {
                    column,
                    row: rows - 1,
                    action: PointerAction::Press,
                };
                let effects = clicked.update(Message::Pointer(pointer));
                let mut pressed = opened(name);
                screen(&mut pressed, columns, rows, false);
                assert_eq!(
                    effects,
                    press(&mut pressed, &keys.to_string()),
                    "{keys} on {name}"
                );
                let after = state(&mut clicked);
                assert_eq!(after, state(&mut pressed), "{keys} on {name}");
                let does_something = !effects.is_empty() || after != before;
                // At an end there is nowhere to move to.
                let moves = STILL.iter().any(|still| {
                    let spec = clicked.cx.keymap().spec(still);
                    let keymap = clicked.cx.keymap();
                    spec.is_some_and(|spec| keymap.command(name, keys) == Some(spec))
                });
                assert!(does_something || moves, "{keys} on {name}");
            }
        }
    }
}

#[test]
fn the_second_key_of_a_sequence_can_be_clicked_too() {
    let mut shell = open(SOURCES);
    press(&mut shell, "y");
    let entries = footer_entries(&mut shell, 120, 36);
    let column = entries[&KeySequence::from(Key::character('t'))];
    let pointer = Pointer {
        column,
        row: 35,
        action: PointerAction::Press,
    };
    let effects = shell.update(Message::Pointer(pointer));
    assert!(
        matches!(effects.as_slice(), [Effect::Copy(_)]),
        "{effects:?}"
    );
}

#[test]
fn the_footer_is_in_the_order_of_use_and_keeps_the_help() {
    let mut shell = accounts_app();
    let mut before = Vec::new();
    for columns in (40..=200).rev() {
        let footer = picture_row(&mut shell, columns, 24, 23);
        let words = [
            "events",
            "open",
            "search",
            "present",
            "quiz",
            "compare",
            "story lines",
            "actors",
            "zoom",
            "help",
        ];
        let shown: Vec<_> = words.iter().filter(|word| footer.contains(*word)).collect();
        let places: Vec<_> = shown
            .iter()
            .filter_map(|word| footer.find(**word))
            .collect();
        assert!(places.is_sorted(), "{footer}");
        assert!(footer.contains("? help"), "{footer}");
        // The narrower it is, the fewer are shown, from the right.
        let dropped = words.iter().position(|word| !footer.contains(word));
        let is_prefix = dropped.is_none_or(|first| {
            words[first..words.len() - 1]
                .iter()
                .all(|word| !footer.contains(word))
        });
        assert!(is_prefix, "{footer}");
        assert!(before.is_empty() || shown.len() <= before.len(), "{footer}");
        before = shown.into_iter().map(|word| (*word).to_owned()).collect();
    }
}

#[test]
fn the_first_screen_says_what_to_try_until_a_key_or_a_click() {
    let options = Options {
        start: Start {
            suggests: true,
            ..Start::default()
        },
        ..Options::default()
    };
    let first = |columns| {
        let mut shell = Shell::new(article(), &options);
        picture_row(&mut shell, columns, 24, 23)
    };
    assert_eq!(
        first(80).trim(),
        "Try ↓ to read on, p to present, Q for a quiz, / to search, ? for help."
    );
    for columns in 40..80 {
        let footer = first(columns);
        assert!(footer.trim().ends_with("? for help."), "{footer}");
    }
    for act in ["key", "click", "suggestion"] {
        let mut shell = Shell::new(article(), &options);
        let row = picture_row(&mut shell, 80, 24, 23);
        match act {
            "key" => drop(press(&mut shell, "j")),
            "click" => point(&mut shell, PointerAction::Press, 30, 15),
            _ => {
                let (before, _) = row.split_once("p to").expect("a suggestion");
                let column = u16::try_from(before.chars().count()).expect("a column");
                point(&mut shell, PointerAction::Press, column, 23);
                assert_eq!(top(&shell), "present");
                press(&mut shell, "Escape");
            }
        }
        let footer = picture_row(&mut shell, 80, 24, 23);
        assert!(!footer.contains("Try"), "{footer}");
    }
    let mut shell = app();
    assert!(
        !picture_row(&mut shell, 80, 24, 23).contains("Try"),
        "only where it is asked for"
    );
}

fn any_key() -> impl Strategy<Value = Key> {
    let characters = prop::sample::select(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&/()=?*+~'-_.:,;<>|@€äéж马 "
            .chars()
            .collect::<Vec<_>>(),
    );
    let named = [
        "F2", "F9", "Insert", "Delete", "Tab", "BackTab", "Home", "Up", "PageUp",
    ];
    let named = prop::sample::select(named.to_vec());
    prop_oneof![
        6 => characters.clone().prop_map(Key::character),
        1 => characters.prop_map(|character| Key {
            alt: true,
            ..Key::character(character)
        }),
        1 => prop::sample::select(('a'..='z').collect::<Vec<_>>()).prop_map(|character| Key {
            control: true,
            ..Key::character(character)
        }),
        2 => named.prop_map(|name| name.parse::<Key>().expect("a key")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_unbound_key_says_so_on_every_screen(place in 0..screens::ALL.len(), key in any_key()) {
        let commands = screens::ALL[place].commands();
        let name = commands.name;
        let keymap = Keymap::default();
        let is_bound = keymap.command(name, key).is_some() || keymap.is_prefix(name, key);
        if is_bound || (commands.takes)(key) {
            return Ok(());
        }
        let mut shell = opened(name);
        press(&mut shell, &key.to_string());
        let notice = notice(&shell);
        let expected = if name == "mark-letter" { "is no mark" } else { "No command on" };
        let is_forwarded = name == "mark-letter" && (key.control || key.alt);
        prop_assert!(notice.contains(expected) || is_forwarded, "{key} on {name}: {notice}");
    }
}

#[test]
fn what_an_unbound_key_says_names_the_key_of_the_help() {
    let mut shell = app();
    press(&mut shell, "D");
    assert_eq!(notice(&shell), "No command on D here. ? lists the keys.");
    press(&mut shell, "j");
    assert_eq!(notice(&shell), "");
}

#[test]
fn space_moves_on() {
    let mut shell = app();
    let first = selected_id(&shell);
    press(&mut shell, "Space");
    assert_ne!(selected_id(&shell), first);
    press(&mut shell, "Enter Space");
    assert_eq!(browse(&shell).pane, Pane::List);
    let rank = shell
        .cx
        .index()
        .rank(shell.cx.place.event.expect("an event"));
    assert_eq!(rank, 2);
}

#[test]
fn escape_leaves_no_search_and_no_filter() {
    for keys in [
        "/ ~ma Enter",
        "/ ~ma",
        "& ~status:claim Enter",
        "& ~status:claim Enter / ~ma Enter",
        "& ~status:claim Enter !",
        "& ~status:claim Enter Enter / ~xi Enter",
    ] {
        let mut shell = app();
        press(&mut shell, keys);
        for _ in 0..3 {
            press(&mut shell, "Escape");
        }
        assert!(shell.cx.found().is_none(), "{keys}");
        assert!(shell.cx.filter().is_none(), "{keys}");
        assert_eq!(shell.cx.shown().len(), 21, "{keys}");
    }
    let mut shell = app();
    press(&mut shell, "& ~status:claim Enter / ~ma Enter Escape");
    assert!(
        shell.cx.found().is_none() && shell.cx.filter().is_none(),
        "one is enough"
    );
    assert_eq!(
        notice(&shell),
        "The filter is cleared. Backspace brings it back."
    );
    press(&mut shell, "Backspace");
    assert!(shell.cx.filter().is_some());
}

#[test]
fn a_filter_that_is_switched_off_costs_no_row() {
    let mut shell = app();
    let height = |shell: &Shell| shell.cx.layout(Pane::List).expect("a layout").filter.height;
    press(&mut shell, "& ~status:claim Enter");
    assert_eq!(height(&shell), 1);
    press(&mut shell, "!");
    assert_eq!(height(&shell), 0);
    assert_eq!(notice(&shell), "The filter is off. ! switches it on again.");
    press(&mut shell, "!");
    assert_eq!(height(&shell), 1);
}
