//! Tests of the footer.

use crate::keys::Keymap;
use crate::message::Message;
use crate::test_support::{app, press, screen};

fn footer(columns: u16, keys: &str) -> String {
    let mut shell = app();
    shell.update(Message::Resize { columns, rows: 24 });
    press(&mut shell, keys);
    let screen = screen(&mut shell, columns, 24, false);
    screen
        .lines()
        .last()
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

#[test]
fn hints_name_keys_of_the_tables_and_always_the_help() {
    let keymap = Keymap::default();
    for columns in [40, 60, 80, 120, 200] {
        for keys in ["", "Enter", "a", "j j Enter Enter", "?"] {
            let footer = footer(columns, keys);
            assert!(footer.contains("? help"), "{footer}");
            let specs = keymap.specs().iter();
            let labels = specs.flat_map(|spec| keymap.labels(spec, false));
            let named = labels.filter(|key| footer.contains(key.as_str()));
            assert!(named.count() >= 2, "{footer}");
        }
    }
}

#[test]
fn hints_after_the_first_key_of_a_sequence_are_its_second_keys() {
    let wide = footer(100, "3 y");
    assert!(
        wide.starts_with(" t copy text   m copy Markdown   l copy reference   Escape cancel  "),
        "{wide}"
    );
    assert!(wide.ends_with("3 y"), "{wide}");
    let narrow = footer(40, "y");
    assert!(
        narrow.starts_with(" t copy text   m copy Markdown "),
        "{narrow}"
    );
    assert!(narrow.ends_with(" y"), "{narrow}");
    assert!(!footer(100, "y t").contains("cancel"));
}
