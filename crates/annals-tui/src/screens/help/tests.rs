//! Tests of the help.

use rstest::rstest;

use super::*;
use crate::keys::KeySequence;
use crate::message::Message;
use crate::options::Options;
use crate::screens::keymap;
use crate::shell::Shell;
use crate::test_support::{app, article, article_and_record, press, screen};

/// Returns the keys and the beginning of the help text of each entry.
fn entries(cx: &Context) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in Help::page(cx).lines {
        let TextLine::Keys(keys, doc) = line else {
            continue;
        };
        match entries.last_mut() {
            // More keys than fit in one line.
            Some((started, _)) if started.len() > 1 && started.ends_with(',') => {
                started.push(' ');
                started.push_str(keys.as_str());
            }
            _ => entries.push((keys.to_string(), doc.to_string())),
        }
    }
    entries
}

#[rstest]
fn every_command_is_listed_with_all_its_keys(#[values(false, true)] ascii: bool) {
    let options = Options {
        ascii,
        ..Options::default()
    };
    let shell = Shell::new(article(), &options);
    let cx = shell.context();
    let entries = entries(cx);
    for spec in cx.keymap().specs() {
        let keys = cx.keymap().labels(spec, ascii).join(", ");
        let mut entries = entries.iter();
        let is_listed = entries.any(|(shown, doc)| *shown == keys && spec.doc.starts_with(doc));
        assert!(is_listed, "{}", spec.name);
        assert!(!ascii || keys.is_ascii());
    }
}

#[test]
fn keys_of_the_settings_are_listed() {
    let key: KeySequence = "X".parse().expect("a key");
    let default = keymap(&[]).0;
    let notes = default.spec("notes").expect("a command");
    let (keymap, conflicts) = keymap(&[(&commands::NEXT, vec![key]), (notes, Vec::new())]);
    assert_eq!(conflicts, []);
    let options = Options {
        keymap,
        ..Options::default()
    };
    let shell = Shell::new(article(), &options);
    let entries = entries(shell.context());
    let keys_of = |start: &str| {
        let found = entries.iter().find(|(_, doc)| doc.starts_with(start));
        found.map(|(keys, _)| keys.as_str())
    };
    assert_eq!(keys_of(commands::NEXT.doc), Some("X"));
    assert_eq!(keys_of(notes.doc), Some(""));
}

#[test]
fn accounts_are_listed_with_how_to_switch_them_on() {
    let accounts = article_and_record();
    let first = [AccountIndex::FIRST].into_iter().collect();
    let timeline = accounts.overlay(&first).timeline;
    let options = Options {
        ascii: true,
        accounts,
        ..Options::default()
    };
    let mut shell = Shell::new(timeline, &options);
    press(&mut shell, "? G");
    let off = screen(&mut shell, 100, 40, true);
    let account = "Record: Alibaba: the public record";
    assert!(
        off.contains(&format!("{account} (off; L switches it on)")),
        "{off}"
    );
    press(&mut shell, "Escape L ? G");
    let on = screen(&mut shell, 100, 40, true);
    assert!(on.contains(&format!("{account} (on)")), "{on}");
    assert!(on.is_ascii());
}

#[test]
fn a_picture() {
    let mut shell = app();
    press(&mut shell, "?");
    shell.update(Message::Resize {
        columns: 80,
        rows: 20,
    });
    let below = Help::page(shell.context()).lines.len() - 17;
    let picture = screen(&mut shell, 80, 20, false);
    assert!(picture.contains(&format!("{below} more ─╯")), "{picture}");
    // The number changes with every command that is added anywhere.
    let picture = picture.replace(&format!("{below} more"), "... more");
    insta::assert_snapshot!("help", picture);
}
