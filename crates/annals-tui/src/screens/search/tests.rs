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

/// Events that have a word in their title, in a name of who takes part, or in their text.
const WHERE: &str = r#"
title = "Story"
[actor.ann]
name = "Ann Harbour"
[actor.bob]
aliases = ["Old Harbour"]
[[event]]
id = "text"
title = "First"
date = "2001"
summary = "The harbour is built."
[[event]]
id = "name"
title = "Second"
date = "2002"
actors = ["ann"]
[[event]]
id = "alias"
title = "Third"
date = "2003"
actors = ["bob"]
[[event]]
id = "title"
title = "The harbour burns"
date = "2004"
actors = ["ann"]
[[event]]
id = "typo"
title = "The arbour grows"
date = "2005"
[[event]]
id = "other"
title = "Nothing of this"
date = "2006"
"#;

/// Returns the rows of the list of hits that is drawn.
fn listed(shell: &mut Shell) -> Vec<String> {
    let picture = screen(shell, 120, 36, false);
    let rows = picture.lines().skip_while(|line| !line.contains("╭ Found"));
    let rows = rows.skip(1).take_while(|line| !line.starts_with('╰'));
    let inside = rows.filter_map(|line| line.split('│').nth(1));
    let words = inside.map(|row| row.replace(['─', '▸', '●'], " "));
    let words = words.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|row| !row.is_empty()).collect()
}

#[test]
fn hits_are_listed_by_title_then_by_name_then_by_text_with_their_numbers() {
    let mut shell = open(WHERE);
    press(&mut shell, "/ ~harbour");
    assert_eq!(
        listed(&mut shell),
        [
            "Titles 2",
            "2004 The harbour burns",
            "2005 The arbour grows",
            "Names 2",
            "2002 Second",
            "2003 Third",
            "Text 1",
            "2001 First",
        ]
    );
    let mut shell = open(WHERE);
    press(&mut shell, "& ~-actor:ann Enter / ~harbour");
    assert_eq!(
        listed(&mut shell)[..2],
        ["Titles 1", "2005 The arbour grows"],
        "the filter leaves hits out"
    );
}

#[test]
fn the_arrows_go_through_the_hits_and_enter_stays_at_one() {
    let mut shell = open(WHERE);
    let before = shell.context().view();
    press(&mut shell, "/ ~harbour");
    let mut ids = vec![selected_id(&shell)];
    for _ in 0..5 {
        press(&mut shell, "Down");
        ids.push(selected_id(&shell));
    }
    assert_eq!(ids, ["title", "typo", "name", "alias", "text", "text"]);
    press(&mut shell, "Up Up Enter");
    assert_eq!(
        (top(&shell), selected_id(&shell).as_str()),
        ("browse", "name")
    );
    assert!(count(&shell).is_some(), "n goes on from here");
    press(&mut shell, "Escape Backspace");
    assert_eq!(shell.context().view(), before);
}

#[test]
fn a_click_on_a_hit_goes_there() {
    let mut shell = open(WHERE);
    press(&mut shell, "/ ~harbour");
    let picture = screen(&mut shell, 120, 36, false);
    let row = picture.lines().position(|line| line.contains("● Third"));
    let row = u16::try_from(row.expect("the hit")).expect("a row");
    crate::test_support::point(&mut shell, crate::keys::PointerAction::Press, 8, row);
    assert_eq!(
        (top(&shell), selected_id(&shell).as_str()),
        ("browse", "alias")
    );
}

#[test]
fn the_prompt_takes_one_line_at_every_size() {
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (200, 60)] {
        for keys in ["/ ~ma", "& ~status:claim", "w / ~ma", "p / ~ma"] {
            let mut shell = app();
            press(&mut shell, keys);
            let picture = screen(&mut shell, columns, rows, false);
            let last = picture.lines().last().expect("a row");
            let title = if keys.contains('&') {
                "Filter"
            } else {
                "Search"
            };
            assert!(last.starts_with(&format!(" {title}  ")), "{picture}");
            assert!(
                last.contains("found") || last.contains("pass") || columns < 80,
                "{picture}"
            );
        }
    }
}
