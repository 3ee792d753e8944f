//! Tests of the search.

use crate::message::Message;
use crate::shell::Shell;
use crate::task::Task;
use crate::test_support::{app, notice, open, press, screen, selected_id, top, type_text};

/// Returns what the prompt says of what was found.
fn answer(shell: &Shell) -> String {
    let cx = shell.context();
    let (page, found) = (cx.page().expect("a page"), cx.found().expect("a search"));
    page.found_words(found, cx).to_string()
}

fn count(shell: &Shell) -> Option<usize> {
    shell.context().found().map(crate::context::Found::count)
}

#[test]
fn the_best_result_is_shown_while_a_person_types_and_escape_returns() {
    let mut shell = app();
    press(&mut shell, "j + Right");
    let before = shell.context().view();
    press(&mut shell, "/");
    type_text(&mut shell, "rumours");
    assert_eq!(answer(&shell), "1 event found.");
    assert!(screen(&mut shell, 80, 24, false).contains("1 event found."));
    let id = selected_id(&shell);
    assert!(id.contains("rumours"), "{id}");
    press(&mut shell, "Escape");
    assert_eq!(shell.context().view(), before);
    assert_eq!(count(&shell), None);
}

#[test]
fn other_names_typos_and_other_spellings_are_found() {
    for (text, least) in [
        ("马云", 5),
        ("jack ma", 5),
        ("rumuors", 1),
        ("JACK MA", 5),
        ("regulation", 1),
    ] {
        let mut shell = app();
        press(&mut shell, "/");
        type_text(&mut shell, text);
        let found = count(&shell).expect("an answer");
        assert!(found >= least, "{text}: {found}");
    }
}

#[test]
fn enter_stays_and_n_goes_round() {
    let mut shell = app();
    let start = shell.context().view();
    press(&mut shell, "/ ~马云 Enter");
    assert_eq!(top(&shell), "browse");
    let found = count(&shell).expect("a search");
    assert!(notice(&shell).starts_with(&format!("{found} events found")));
    let first = selected_id(&shell);
    for _ in 0..found {
        press(&mut shell, "n");
        let cx = shell.context();
        let rank = cx.index().rank(cx.place.event.expect("an event"));
        assert!(cx.found().is_some_and(|found| found.contains(rank)));
    }
    assert_eq!(
        selected_id(&shell),
        first,
        "as many steps as results lead round"
    );
    press(&mut shell, "n N");
    assert_eq!(selected_id(&shell), first);
    press(&mut shell, "Escape");
    assert_eq!(count(&shell), None, "Escape clears the search");
    press(&mut shell, "n");
    assert!(notice(&shell).contains("/ searches"));
    if start != shell.context().view() {
        press(&mut shell, "Backspace");
        assert_eq!(shell.context().view(), start);
    }
}

#[test]
fn from_between_two_results_the_next_is_the_one_after() {
    let mut shell = open(
        "title='x'\n[[event]]\ntitle='one'\ndate='2001'\n[[event]]\ntitle='hit'\nid='a'\ndate='2002'\n[[event]]\ntitle='two'\ndate='2003'\n[[event]]\ntitle='hit'\nid='b'\ndate='2004'\n[[event]]\ntitle='three'\ndate='2005'\n",
    );
    press(&mut shell, "/ ~hit Enter j n");
    assert_eq!(selected_id(&shell), "b");
    press(&mut shell, "k N");
    assert_eq!(selected_id(&shell), "a");
    press(&mut shell, "k n");
    assert_eq!(selected_id(&shell), "a");
    press(&mut shell, "G n");
    assert_eq!(selected_id(&shell), "a");
    assert_eq!(
        notice(&shell),
        "The search starts again at the first result."
    );
    press(&mut shell, "g N");
    assert_eq!(selected_id(&shell), "b");
    assert_eq!(
        notice(&shell),
        "The search starts again at the last result."
    );
}

#[test]
fn where_nothing_is_found_nothing_moves() {
    let mut shell = app();
    let before = shell.context().view();
    press(&mut shell, "/");
    type_text(&mut shell, "zzzzqqqq");
    assert_eq!(answer(&shell), "Nothing found.");
    assert_eq!(shell.context().view(), before);
    press(&mut shell, "Enter");
    assert_eq!(shell.context().view(), before);
    assert_eq!(notice(&shell), "Nothing found.");
    press(&mut shell, "/ Backspace");
    assert_eq!(top(&shell), "browse");
}

#[test]
fn large_stories_are_searched_in_the_background_and_late_answers_dropped() {
    let mut shell = app();
    let task = Task::PrepareSearch(shell.context().story.clone());
    let Some(Message::Searchable(story, searchable)) = task.run(&|| true) else {
        panic!("searchable");
    };
    let find = |text: &str| Task::Find(story.clone(), searchable.clone(), text.to_owned());
    assert_eq!(find("ma").run(&|| false), None, "it is no longer wanted");
    press(&mut shell, "/");
    type_text(&mut shell, "xi");
    let found = count(&shell);
    assert!(found.is_some());
    shell.update(find("ma").run(&|| true).expect("an answer"));
    assert_eq!(count(&shell), found, "an answer to what was typed before");
    let mut other = open("title='x'");
    press(&mut other, "/");
    other.update(find("xi").run(&|| true).expect("an answer"));
    assert_eq!(count(&other), None, "an answer about another story");
}
