//! Tests of the help.

use annals_model::AccountIndex;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::context::BROWSE;
use crate::keys::KeySequence;
use crate::message::Message;
use crate::options::Options;
use crate::screens::keymap;
use crate::shell::Shell;
use crate::test_support::{
    app, article, article_and_record, notice, press, screen, top, top_as, type_text,
};
use crate::widgets::text_page::TextLine;

/// Returns the keys and the beginning of the help text of each entry of the help that is open.
fn entries(shell: &Shell) -> Vec<(String, String)> {
    let help: &Help = top_as(shell).expect("the help");
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in help.page(shell.context()).0.lines {
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
    let mut shell = Shell::new(article(), &options);
    press(&mut shell, "?");
    let entries = entries(&shell);
    let cx = shell.context();
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
    let mut shell = Shell::new(article(), &options);
    press(&mut shell, "?");
    let entries = entries(&shell);
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

/// What stands on the card: every entry with its keys.
fn card_text(shell: &Shell) -> Vec<(Vec<&'static Spec>, String)> {
    let entries = card::entries(shell.context()).into_iter();
    entries
        .map(|(entry, keys)| (entry.0.to_vec(), keys.to_string()))
        .collect()
}

/// Requires that the card of this size shows every entry whole, and nothing that does not fit.
fn assert_card_is_whole(shell: &mut Shell, columns: u16, rows: u16) {
    let picture = screen(shell, columns, rows, false);
    for heading in ["READ", "LOOK", "CLASS", "PAGES", "SIGNS"] {
        assert!(picture.contains(heading), "{heading}\n{picture}");
    }
    for (entry, keys) in card::entries(shell.context()) {
        let is_shown = picture.contains(entry.1) && picture.contains(keys.as_str());
        assert!(is_shown, "{} {keys}\n{picture}", entry.1);
    }
    for status in annals_model::Status::ALL {
        assert!(picture.contains(status.name()), "{picture}");
    }
    for sign in ["ends somewhere here", "no end given", "shorter than a cell"] {
        assert!(picture.contains(sign), "{picture}");
    }
    assert!(!picture.contains('…'), "{picture}");
}

#[rstest]
fn the_card_fits(#[values((60, 20), (80, 24), (120, 36), (200, 60))] (columns, rows): (u16, u16)) {
    let mut shell = app();
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, "?");
    assert_card_is_whole(&mut shell, columns, rows);
}

#[test]
fn a_small_terminal_begins_with_the_text() {
    let mut shell = app();
    shell.update(Message::Resize {
        columns: 50,
        rows: 20,
    });
    press(&mut shell, "?");
    assert!(screen(&mut shell, 50, 20, false).contains("Keys of this page"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the settings bind, the card names only keys that do what it says, and fits.
    #[test]
    fn the_card_names_only_bound_keys(
        rebound in prop::collection::vec((0_usize..60, "[a-zA-Z]"), 0..12),
        unbound in prop::collection::vec(0_usize..60, 0..12),
    ) {
        let default = keymap(&[]).0;
        let spec = |place: usize| default.specs()[place % default.specs().len()];
        let rebound = rebound.iter().map(|(place, key)| {
            (spec(*place), vec![key.parse::<KeySequence>().expect("a key")])
        });
        let unbound = unbound.iter().map(|&place| (spec(place), Vec::new()));
        let bindings: Vec<_> = rebound.chain(unbound).collect();
        let options = Options {
            keymap: keymap(&bindings).0,
            ..Options::default()
        };
        let mut shell = Shell::new(article(), &options);
        for (specs, keys) in card_text(&shell) {
            let keymap = shell.context().keymap();
            let bound: Vec<_> = specs
                .iter()
                .filter_map(|spec| keymap.keys_on(BROWSE, spec))
                .collect();
            for &keys in &bound {
                let command = keymap.command(BROWSE, keys).expect("a command");
                prop_assert!(specs.contains(&command));
            }
            let labels: Vec<_> = bound.iter().map(|keys| keys.label(false)).collect();
            prop_assert_eq!(keys, labels.join(" "));
        }
        if let Some(help) = options.keymap.keys_on(BROWSE, &commands::HELP) {
            press(&mut shell, &help.to_string());
            for (columns, rows) in [(60, 20), (80, 24)] {
                shell.update(Message::Resize { columns, rows });
                assert_card_is_whole(&mut shell, columns, rows);
            }
        }
    }
}

#[test]
fn space_leads_from_the_card_to_the_keys_of_the_page_and_then_to_all() {
    let mut shell = app();
    press(&mut shell, "w ?");
    let picture = screen(&mut shell, 80, 24, false);
    assert!(picture.contains("1 / "), "{picture}");
    press(&mut shell, "Space");
    let picture = screen(&mut shell, 80, 24, false);
    assert!(
        picture.contains("Keys of this page") && picture.contains("2 / "),
        "{picture}"
    );
    let cx = shell.context();
    let first = entries(&shell)[0].clone();
    let grid = crate::screens::ALL
        .iter()
        .map(crate::screens::Entry::commands);
    let grid = grid.filter(|screen| screen.name == "grid");
    let own = grid
        .flat_map(|screen| screen.specs)
        .next()
        .expect("a command");
    assert_eq!(first.0, cx.keymap().labels(own, false).join(", "));
    for _ in 0..40 {
        press(&mut shell, "Space");
    }
    let picture = screen(&mut shell, 80, 24, false);
    assert!(picture.contains("the present (UTC)"), "{picture}");
    press(&mut shell, "g");
    assert!(screen(&mut shell, 80, 24, false).contains("READ"));
}

#[test]
fn the_help_can_be_searched_and_escape_clears_the_search_first() {
    let mut shell = app();
    press(&mut shell, "? /");
    type_text(&mut shell, "zoom");
    let picture = screen(&mut shell, 80, 24, false);
    assert!(
        picture.contains("Zoom in around the selected event"),
        "{picture}"
    );
    assert!(!picture.contains("Quit"), "{picture}");
    press(&mut shell, "Enter");
    assert_eq!(top(&shell), "help");
    let found: Vec<_> = entries(&shell);
    assert!(!found.is_empty() && found.len() < 8, "{found:?}");
    press(&mut shell, "Escape");
    assert!(screen(&mut shell, 80, 24, false).contains("READ"));
    press(&mut shell, "/ ~qqqq");
    assert!(screen(&mut shell, 80, 24, false).contains("Nothing found."));
    press(&mut shell, "Escape Escape");
    assert_eq!(top(&shell), "browse");
}

#[test]
fn a_click_on_the_card_does_what_it_names() {
    let mut shell = app();
    press(&mut shell, "?");
    let picture = screen(&mut shell, 80, 24, false);
    let rows = (0_u16..).zip(picture.lines());
    let mut rows = rows.filter_map(|(row, line)| Some((row, line.find("story lines")?)));
    let (row, byte) = rows.next().expect("the entry");
    let before = picture.lines().nth(usize::from(row)).expect("a row");
    let column = before.get(..byte).expect("a boundary").chars().count();
    let column = u16::try_from(column).expect("a column");
    crate::test_support::point(&mut shell, PointerAction::Press, column, row);
    assert_eq!(top(&shell), "story-lines", "{}", notice(&shell));
}

#[test]
fn a_picture() {
    let mut shell = app();
    press(&mut shell, "?");
    let picture = screen(&mut shell, 80, 24, false);
    // The number of pages changes with every command that is added anywhere.
    let (before, rest) = picture.split_once("1 / ").expect("a page number");
    let (_, after) = rest.split_once(' ').expect("a number");
    insta::assert_snapshot!("help", format!("{before}1 / … {after}"));
}
