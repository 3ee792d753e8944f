//! Tests of the footer while the letter of a mark is waited for.

use std::fmt::Write as _;

use crate::message::Message;
use crate::test_support::{app, press, screen};

fn footer(columns: u16, keys: &str) -> String {
    let mut shell = app();
    shell.update(Message::Resize { columns, rows: 24 });
    press(&mut shell, keys);
    let screen = screen(&mut shell, columns, 24, false);
    screen.lines().last().unwrap_or_default().trim().to_owned()
}

#[test]
fn the_footer_says_what_is_marked() {
    let footer = footer(80, "j j M");
    assert!(
        footer.starts_with("a-z marks Jack Ma speaks out") && footer.ends_with("Escape cancels"),
        "{footer}"
    );
}

#[test]
fn the_footer_lists_the_marks_that_there_is_room_for_and_counts_the_others() {
    let mut keys = String::new();
    for letter in 'a'..='z' {
        write!(keys, "j M {letter} ").expect("a text grows");
    }
    for columns in [40, 60, 80, 120, 200, 500] {
        let footer = footer(columns, &format!("{keys} ' c '"));
        assert!(footer.starts_with("' back   a "), "{footer}");
        let is_named = |letter: char| footer.contains(&format!("   {letter} "));
        let named = ('a'..='z').filter(|&letter| is_named(letter)).count();
        let left_out = footer
            .split_whitespace()
            .find_map(|word| word.strip_prefix('+')?.parse::<usize>().ok());
        assert_eq!(named + left_out.unwrap_or(0), 26, "{footer}");
        assert_eq!(left_out.is_none(), columns == 500, "{footer}");
        assert!(footer.ends_with("Escape cancels"), "{footer}");
    }
}
