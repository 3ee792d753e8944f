//! Tests of the marks that time is measured between.

use crate::shell::Shell;
use crate::test_support::{LANES, notice, open, press};

use super::*;

fn measured(shell: &Shell) -> Option<String> {
    measured_words(shell.context()).map(|words| words.to_string())
}

#[test]
fn two_marks_measure_the_time_between() {
    let mut shell = open(LANES);
    press(&mut shell, "m j j j j m");
    let words = measured(&shell).expect("two marks");
    assert!(words.starts_with("2001 to 2008: 7 years"), "{words}");
    assert!(words.ends_with("3 events between"), "{words}");
    assert_eq!(notice(&shell), words);
    press(&mut shell, "m");
    assert_eq!(measured(&shell), None, "a third mark begins anew");
    press(&mut shell, "Escape");
    assert!(!any(shell.context()));
    press(&mut shell, "d ~2001-06-01 Enter m d ~2001-06-11 Enter m");
    let words = measured(&shell).expect("two marks");
    assert!(
        words.contains("10 days") && words.ends_with("1 event between"),
        "{words}"
    );
}

#[test]
fn a_date_gone_to_is_marked_until_something_else_is_selected() {
    let mut shell = open(LANES);
    press(&mut shell, "d ~2005 Enter j m");
    assert!(
        notice(&shell).starts_with("Marked 2006"),
        "{}",
        notice(&shell)
    );
    press(&mut shell, "G m");
    assert_eq!(
        notice(&shell),
        "What is selected has no date; d goes to one."
    );
}
