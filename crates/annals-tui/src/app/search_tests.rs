//! Tests of searching as one types.

use super::tests::{app, of, press, selected_id};
use super::*;

fn type_text(app: &mut App, text: &str) {
    for character in text.chars() {
        app.update(Message::Key(Key::character(character)));
    }
}

fn notice(app: &App) -> String {
    app.notice().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn what_is_typed_is_found_at_once_and_escape_returns() {
    let mut app = app();
    press(&mut app, "j + Right");
    let before = app.view().clone();
    press(&mut app, "/");
    type_text(&mut app, "rumours");
    assert_eq!(app.search_words().as_str(), "1 event found.");
    assert!(
        selected_id(&app).contains("rumours"),
        "{}",
        selected_id(&app)
    );
    press(&mut app, "Escape");
    assert_eq!(*app.view(), before);
    assert!(app.found().is_none());
}

#[test]
fn other_names_typos_and_other_writing_are_found() {
    for (text, least) in [
        ("马云", 5),
        ("jack ma", 5),
        ("rumuors", 1),
        ("JACK MA", 5),
        ("regulation", 1),
    ] {
        let mut app = app();
        press(&mut app, "/");
        type_text(&mut app, text);
        let found = app.found().expect("an answer").count();
        assert!(found >= least, "{text}: {found}");
    }
}

#[test]
fn enter_stays_and_n_walks_round() {
    let mut app = app();
    let start = app.view().clone();
    press(&mut app, "/");
    type_text(&mut app, "马云");
    press(&mut app, "Enter");
    assert_eq!(app.mode(), Mode::Browse);
    let count = app.found().unwrap().count();
    assert!(notice(&app).starts_with(&format!("{count} events found")));
    let first = selected_id(&app);
    for _ in 0..count {
        press(&mut app, "n");
        let rank = app.index().rank(app.view().event.unwrap());
        assert!(app.found().unwrap().contains(rank));
    }
    assert_eq!(selected_id(&app), first, "as many steps as hits lead round");
    press(&mut app, "n N");
    assert_eq!(selected_id(&app), first);
    press(&mut app, "Escape");
    assert!(app.found().is_none(), "Escape takes the marks away");
    press(&mut app, "n");
    assert!(notice(&app).contains("/ searches"));
    if start != *app.view() {
        press(&mut app, "Backspace");
        assert_eq!(*app.view(), start);
    }
}

#[test]
fn between_two_hits_the_next_is_the_one_after() {
    let mut app = of(
        "title='x'\n[[event]]\ntitle='one'\ndate='2001'\n[[event]]\ntitle='hit'\nid='a'\ndate='2002'\n[[event]]\ntitle='two'\ndate='2003'\n[[event]]\ntitle='hit'\nid='b'\ndate='2004'\n[[event]]\ntitle='three'\ndate='2005'\n",
    );
    press(&mut app, "/");
    type_text(&mut app, "hit");
    press(&mut app, "Enter j n");
    assert_eq!(selected_id(&app), "b");
    press(&mut app, "k N");
    assert_eq!(selected_id(&app), "a");
    press(&mut app, "k n");
    assert_eq!(selected_id(&app), "a");
    press(&mut app, "G n");
    assert_eq!(
        (selected_id(&app).as_str(), notice(&app).as_str()),
        ("a", "From the first one again.")
    );
    press(&mut app, "g N");
    assert_eq!(
        (selected_id(&app).as_str(), notice(&app).as_str()),
        ("b", "From the last one again.")
    );
}

#[test]
fn nothing_found_is_said_and_nothing_moves() {
    let mut app = app();
    let before = app.view().clone();
    press(&mut app, "/");
    type_text(&mut app, "zzzzqqqq");
    assert_eq!(app.search_words().as_str(), "Nothing found.");
    assert_eq!(*app.view(), before);
    press(&mut app, "Enter");
    assert_eq!(
        (*app.view() == before, notice(&app).as_str()),
        (true, "Nothing found.")
    );
    press(&mut app, "/ Backspace");
    assert_eq!(app.mode(), Mode::Browse);
}

#[test]
fn large_stories_are_searched_beside_the_screen_and_old_answers_dropped() {
    let mut app = app();
    let Some(Message::Searchable(story, searchable)) =
        Task::PrepareSearch(app.story.clone()).run(&|| true)
    else {
        panic!("searchable");
    };
    let find = |text: &str| Task::Find(story.clone(), searchable.clone(), text.to_owned());
    assert_eq!(find("ma").run(&|| false), None, "nobody wants it");
    press(&mut app, "/");
    type_text(&mut app, "xi");
    let count = app.found().unwrap().count();
    app.update(find("ma").run(&|| true).expect("an answer"));
    assert_eq!(
        app.found().unwrap().count(),
        count,
        "an answer to what was typed before"
    );
    let mut other = of("title='x'");
    press(&mut other, "/");
    other.update(find("xi").run(&|| true).expect("an answer"));
    assert!(other.found().is_none(), "an answer about another story");
}
