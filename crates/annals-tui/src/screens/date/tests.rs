//! Tests of the prompt for a date.

use crate::message::Message;
use crate::shell::Shell;
use crate::test_support::{LANES, notice, open, press, screen, selected_id, top, type_text};

fn go_to(shell: &mut Shell, date: &str) {
    press(shell, "d");
    type_text(shell, date);
    press(shell, "Enter");
}

#[test]
fn a_date_is_read_while_it_is_typed_and_gone_to() {
    let mut shell = open(LANES);
    let start = shell.context().place.clone();
    press(&mut shell, "+ + d");
    type_text(&mut shell, "June 2008");
    assert!(screen(&mut shell, 80, 24, false).contains("June 2008, known to the month"));
    press(&mut shell, "Enter");
    let middle = shell.context().place.window.centre().to_string();
    assert!(middle.starts_with("2008-06-1"), "{middle}");
    assert_eq!(
        notice(&shell),
        "June 2008: 1 event; m marks it, Backspace returns."
    );
    assert_eq!(selected_id(&shell), "cid-1", "the list follows");
    press(&mut shell, "Backspace");
    assert_eq!(shell.context().place.event, start.event);

    go_to(&mut shell, "1990/2020");
    assert!(
        shell.context().place.window.length() > start.window.length(),
        "an interval that is longer fills the window"
    );
}

#[test]
fn a_text_that_is_no_date_moves_nothing_and_is_explained() {
    for (text, words) in [
        ("2024/2020", "before"),
        ("02/03/2024", "day 2"),
        ("99999999999999", ""),
        ("soon", ""),
        ("2021-13-45", ""),
        ("undated", "without a date"),
    ] {
        let mut shell = open(LANES);
        let before = shell.context().view();
        go_to(&mut shell, text);
        assert_eq!(shell.context().view(), before, "{text}");
        assert_eq!(top(&shell), "date", "{text} stays to be corrected");
        let notice = notice(&shell);
        assert!(
            notice.contains(words) && notice.len() > 10,
            "{text}: {notice}"
        );
        press(&mut shell, "Ctrl-u Enter");
        assert_eq!(top(&shell), "browse");
    }
}

#[test]
fn pasted_text_is_typed() {
    let mut shell = open(LANES);
    press(&mut shell, "d");
    shell.update(Message::Paste("2005\nq".to_owned()));
    press(&mut shell, "Enter");
    assert_eq!(
        notice(&shell),
        "2005: 1 event; m marks it, Backspace returns."
    );
}

#[test]
fn going_back_leaves_the_date() {
    let mut shell = open(LANES);
    let before = shell.context().view();
    go_to(&mut shell, "2005");
    assert!(shell.context().place.date.is_some());
    press(&mut shell, "Backspace");
    assert_eq!(shell.context().view(), before);
}

#[test]
fn events_are_counted_as_far_as_the_date_reaches() {
    let mut shell = open(LANES);
    go_to(&mut shell, "/2004");
    assert!(notice(&shell).contains(": 2 events"), "{}", notice(&shell));
    go_to(&mut shell, "{2001,2008}");
    assert!(!notice(&shell).contains("event"), "{}", notice(&shell));
}
