//! Tests of the pages of how things hang together.

use super::tests::{app, of, press, selected_id};
use super::*;
use crate::scene::list::Listing;

#[test]
fn each_page_opens_moves_follows_and_closes() {
    for key in ["r", "w", "o"] {
        let mut app = app();
        press(&mut app, "j j j");
        let before = app.view().clone();
        press(&mut app, key);
        assert_eq!(app.mode(), Mode::Relations);
        assert_eq!(app.grid().is_some(), key == "w");
        assert_eq!(app.story_lines().is_some(), key == "o");
        assert_eq!(app.chain().is_some(), key == "r");
        press(&mut app, "Backspace");
        assert_eq!(*app.view(), before, "back returns to the exact view");
        press(&mut app, &format!("{key} j l k h 3 j"));
        let on_page = app.view().clone();
        press(&mut app, "Enter");
        assert_eq!((app.mode(), &app.view().page), (Mode::Browse, &Page::Panes));
        press(&mut app, "Backspace");
        assert_eq!(*app.view(), on_page, "and to the exact page");
        press(&mut app, "Escape");
        assert_eq!(app.mode(), Mode::Browse);
        press(&mut app, &format!("{key} {key}"));
        assert_eq!(app.mode(), Mode::Browse, "its own key closes it too");
    }
}

#[test]
fn the_cursor_of_a_page_is_the_selection() {
    let mut app = app();
    press(&mut app, "w l l l l");
    let Page::Grid(state) = &app.view().page else {
        panic!("the grid");
    };
    assert_eq!(app.index().rank(app.view().event.unwrap()), state.event);
    press(&mut app, "Enter");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 4);
    press(&mut app, "w a");
    assert_eq!(app.view().listing, Listing::Actors);
}

#[test]
fn pages_lead_to_each_other() {
    let mut app = app();
    press(&mut app, "j j w o r");
    let (chain, _) = app.chain().expect("the chain");
    assert!(chain.counts.0 + chain.counts.1 > 0);
    press(&mut app, "Backspace Backspace Backspace");
    assert_eq!(app.mode(), Mode::Browse);
    assert_eq!(app.index().rank(app.view().event.unwrap()), 2);
}

#[test]
fn the_story_lines_share_the_axis() {
    let mut app = app();
    press(&mut app, "j j o");
    let window = app.view().window;
    press(&mut app, "+ z");
    assert!(app.view().window.length() < window.length());
    press(&mut app, "Z - Escape");
    assert_eq!(app.view().window, window);
    press(&mut app, "w +");
    assert!(app.notice().unwrap().as_str().contains("no time axis"));
}

#[test]
fn a_chain_can_be_followed_link_by_link() {
    let mut app = of(r"
title = 'x'
[[event]]
id = 'a'
title = 'a'
date = '2001'
links = [{ to = 'b', kind = 'causes', wording = 'so' }]
[[event]]
id = 'b'
title = 'b'
date = '2002'
links = [{ to = 'c', kind = 'causes' }]
[[event]]
id = 'c'
title = 'c'
date = '2003'
");
    press(&mut app, "r G");
    assert_eq!(selected_id(&app), "c");
    press(&mut app, "g Enter");
    assert_eq!(selected_id(&app), "a");
}

#[test]
fn large_stories_have_their_lines_ordered_beside_the_screen() {
    let mut app = app();
    let task = Task::OrderLines(app.story.clone());
    let answer = task.run(&|| true).expect("an answer");
    assert!(matches!(answer, Message::LinesOrdered(..)));
    app.update(answer);
    assert_eq!(app.notice().unwrap().as_str(), "The story lines are ready.");
}

#[test]
fn the_mouse_chooses_on_a_page() {
    for key in ["r", "w", "o"] {
        let mut app = app();
        press(&mut app, &format!("j j j {key}"));
        for row in 0..24 {
            for column in (0..80).step_by(3) {
                let action = PointerAction::Press;
                app.update(Message::Pointer(Pointer {
                    column,
                    row,
                    action,
                }));
            }
        }
        assert_eq!(app.mode(), Mode::Relations);
    }
}

#[test]
fn nothing_to_show_is_said() {
    let mut app = of("title = 'x'");
    for key in ["r", "w", "o"] {
        press(&mut app, key);
        press(&mut app, "j l Enter a + . ^ $ Escape");
    }
    assert_eq!(app.mode(), Mode::Browse);
}
