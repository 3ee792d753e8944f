//! Tests of the pages of how things hang together.

use proptest::prelude::*;

use super::tests::{app, check_invariants, gone_back, of, press, selected_id};
use super::*;
use annals_scene::list::Listing;

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

static PAGES: [&str; 3] = ["r", "w", "o"];

/// Keys, and text behind a `~` written as it is.
fn act(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        match key.strip_prefix('~') {
            Some(text) => {
                for character in text.chars() {
                    app.update(Message::Key(Key::character(character)));
                }
            }
            None => drop(press(app, key)),
        }
    }
}

fn acted(keys: &str) -> App {
    let mut app = app();
    act(&mut app, keys);
    app
}

fn cursor_id(app: &App) -> Option<String> {
    let event = app.current_event()?;
    Some(app.timeline().event(event).id.raw().to_owned())
}

fn notice(app: &App) -> String {
    app.notice().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn the_grid_and_the_story_lines_are_those_of_what_passes() {
    let mut app = acted("& ~actor:jack-ma Enter w g ^");
    let shown = app.shown().len();
    assert!(shown > 1 && shown < 21);
    let grid = app.grid().expect("the grid");
    assert_eq!(grid.columns.len(), shown);
    assert!(
        grid.columns
            .iter()
            .all(|place| app.shown().contains(place.event))
    );
    let ma = app.timeline().find_actor("jack-ma");
    for row in &grid.rows {
        assert_eq!(row.count.as_str(), row.marks.len().to_string());
        assert_eq!(row.is_absent, row.marks.is_empty());
        assert_eq!(row.marks.len() == shown, Some(row.actor) == ma);
    }
    assert!(
        grid.remark.as_str().ends_with("14 left out"),
        "{}",
        grid.remark
    );
    // The marks of a row are the actor's events that pass, one after the other.
    let mut met = vec![cursor_id(&app)];
    for _ in 1..shown {
        press(&mut app, ".");
        met.push(cursor_id(&app));
    }
    met.dedup();
    assert_eq!(met.len(), shown);
    press(&mut app, "o");
    let lines = app.story_lines().expect("the story lines");
    for join in &lines.joins {
        assert!(join.events.iter().all(|&event| app.shown().contains(event)));
    }
    assert!(
        lines.remark.as_str().ends_with("14 left out"),
        "{}",
        lines.remark
    );
    for key in ["^", ".", "l", "j", "$", "k", "G", "g", "PageDown"] {
        press(&mut app, key);
        assert!(app.shown().contains(app.current_event().unwrap()), "{key}");
    }
}

#[test]
fn a_filter_written_on_a_page_keeps_the_page_and_the_cursor() {
    for page in PAGES {
        let mut app = acted("j j j");
        press(&mut app, page);
        let before = app.view().clone();
        let event = cursor_id(&app);
        act(&mut app, "& ~actor:jack-ma");
        assert_eq!(app.mode(), Mode::Filter);
        assert_eq!(
            cursor_id(&app),
            event,
            "it passes, so the cursor stays: {page}"
        );
        press(&mut app, "Escape");
        assert_eq!(*app.view(), before, "{page}");
        act(&mut app, "& ~theme:markets Enter");
        assert_eq!(app.mode(), Mode::Relations, "{page}");
        if page == "r" {
            assert_eq!(cursor_id(&app), event, "the chain is whole");
        } else {
            let nearest = app.current_event().expect("an event");
            assert!(app.shown().contains(nearest), "{page}");
            assert_eq!(app.view().event, Some(nearest));
        }
        press(&mut app, "!");
        assert_eq!(app.shown().len(), 21);
        press(&mut app, "Backspace Backspace");
        assert_eq!(*app.view(), before, "{page}");
    }
}

#[test]
fn following_out_of_the_chain_switches_a_filter_off_and_closing_it_does_not() {
    let mut app = acted("j j j r & ~date:2023 Enter");
    let inside = app.view().clone();
    let (chain, _) = app.chain().expect("the chain");
    let outside = chain
        .in_full()
        .find(|&(_, event)| !app.shown().contains(event));
    let (_, outside) = outside.expect("an event that does not pass");
    assert!(app.put_cursor(outside));
    assert_eq!(app.place(), Some((0, app.shown().len())));
    let on_page = app.view().clone();
    press(&mut app, "Enter");
    assert_eq!(app.view().event, Some(outside));
    assert!(notice(&app).contains("switched off"), "{}", notice(&app));
    press(&mut app, "Backspace");
    assert_eq!(*app.view(), on_page);
    press(&mut app, "Escape");
    assert_eq!(app.view().filter, inside.filter);
    assert!(app.selected_event().is_some(), "the nearest that passes");
}

#[test]
fn where_nothing_passes_each_page_says_so() {
    let mut app = acted("& ~status:question Space ~status:plan Enter");
    assert!(app.shown().is_empty());
    press(&mut app, "r");
    assert!(notice(&app).contains("Select an event first"));
    let said = |lines: &[annals_scene::flow::Line]| format!("{lines:?}");
    press(&mut app, "w j l . , u M n");
    let grid = app.grid().expect("the grid");
    assert!(said(&grid.words).contains("No event passes the filter."));
    press(&mut app, "o j l . , G g + -");
    let lines = app.story_lines().expect("the story lines");
    assert!(said(&lines.words).contains("passes the filter"));
    press(&mut app, "!");
    assert!(app.current_event().is_some(), "and all of it comes back");
}

#[test]
fn a_search_moves_the_cursor_of_a_page_and_escape_returns() {
    for page in PAGES {
        let mut app = acted("j j j");
        press(&mut app, page);
        let before = app.view().clone();
        act(&mut app, "/ ~speaks");
        assert_eq!(app.mode(), Mode::Prompt);
        assert_eq!(
            cursor_id(&app).as_deref(),
            Some("ma-speaks-on-banks"),
            "{page}"
        );
        press(&mut app, "Escape");
        assert_eq!(*app.view(), before, "{page}");
        assert!(app.found().is_none());
        act(&mut app, "/ ~speaks Enter");
        assert_eq!(app.mode(), Mode::Relations);
        assert_eq!(
            cursor_id(&app).as_deref(),
            Some("ma-speaks-on-banks"),
            "{page}"
        );
        let first = app.view().clone();
        let mut met = Vec::new();
        for _ in 0..30 {
            press(&mut app, "n");
            let event = app.current_event().unwrap();
            assert!(app.found().unwrap().contains(app.index().rank(event)));
            assert!(app.mode() == Mode::Relations && app.view().event == Some(event));
            if !met.contains(&event) {
                met.push(event);
            }
        }
        let stands = app.first_on_page(met.iter().copied());
        assert!(stands.is_some(), "{page}");
        press(&mut app, "n N");
        press(&mut app, &"N ".repeat(30));
        assert!(met.contains(&app.current_event().unwrap()));
        press(&mut app, "Escape");
        assert!(
            app.found().is_none() && app.mode() == Mode::Relations,
            "marks first"
        );
        press(&mut app, "Escape");
        assert_eq!(app.mode(), Mode::Browse);
        press(&mut app, "Backspace");
        assert_ne!(app.view().page, Page::Panes);
        assert_ne!(first.page, before.page);
    }
}

#[test]
fn a_filter_written_over_a_page_leaves_one_step_back() {
    // The page lies over a listing that the filter's events are not those of.
    let mut app = acted("u w");
    let before = app.view().clone();
    act(&mut app, "& ~u");
    act(&mut app, "~j Backspace");
    press(&mut app, "Escape");
    assert_eq!(*app.view(), before);
    press(&mut app, "Backspace Backspace");
    assert_eq!(app.view().listing, Listing::Events);
    assert!(!app.has_history());
}

#[test]
fn n_walks_all_that_was_found_on_the_grid() {
    let mut app = acted("w / ~alibaba Enter");
    let count = app.found().expect("something").count();
    let mut met = std::collections::BTreeSet::new();
    for _ in 0..count {
        press(&mut app, "n");
        met.insert(cursor_id(&app));
    }
    assert_eq!(met.len(), count);
    press(&mut app, "3 n");
    assert_eq!(app.mode(), Mode::Relations);
}

#[test]
fn what_was_found_elsewhere_is_said() {
    let text = r"
title = 'x'
[actor.x]
[[event]]
id = 'a'
title = 'apple'
date = '2001'
actors = ['x']
links = [{ to = 'b', kind = 'causes' }]
[[event]]
id = 'b'
title = 'banana'
date = '2002'
[[event]]
id = 'c'
title = 'cherry'
actors = ['x']
";
    let mut app = of(text);
    act(&mut app, "r / ~cherry");
    let words = app.search_words();
    assert_eq!(words.as_str(), "1 event found, none of them in this chain.");
    press(&mut app, "Enter n N");
    assert_eq!(cursor_id(&app).as_deref(), Some("a"));
    assert!(notice(&app).contains("none of them in this chain"));
    act(&mut app, "Escape / ~banana");
    assert_eq!(cursor_id(&app).as_deref(), Some("b"));
    assert_eq!(
        app.search_words().as_str(),
        "1 event found, 1 of them in this chain."
    );
    let mut app = of(text);
    act(&mut app, "o / ~banana");
    assert_eq!(cursor_id(&app).as_deref(), Some("a"));
    let words = app.search_words();
    assert_eq!(
        words.as_str(),
        "1 event found, none of them on a story line."
    );
    press(&mut app, "Enter n 3 N");
    assert_eq!(cursor_id(&app).as_deref(), Some("a"));
}

#[test]
fn a_search_on_a_page_keeps_to_what_passes() {
    for page in ["w", "o"] {
        let mut app = acted("& ~date:2020 Enter");
        press(&mut app, page);
        act(&mut app, "/ ~alibaba Enter");
        for _ in 0..5 {
            press(&mut app, "n");
            assert!(app.shown().contains(app.current_event().unwrap()));
        }
        assert!(app.filter().unwrap().chosen().is_some(), "it stays on");
    }
}

#[test]
fn marks_are_set_and_gone_to_on_pages() {
    for page in PAGES {
        let mut app = acted("j j j");
        press(&mut app, page);
        press(&mut app, "l l j");
        let there = cursor_id(&app);
        press(&mut app, "M q");
        assert!(notice(&app).starts_with("Mark q"), "{}", notice(&app));
        press(&mut app, "g ^ h");
        let left = app.view().clone();
        press(&mut app, "' q");
        assert_eq!(app.mode(), Mode::Relations, "it is on the page");
        assert_eq!(cursor_id(&app), there, "{page}");
        let at_mark = app.view().clone();
        press(&mut app, "' '");
        assert_eq!(*app.view(), left, "back to the exact page");
        press(&mut app, "' '");
        assert_eq!(*app.view(), at_mark);
        // From the panes to a mark and back to the page.
        press(&mut app, "Escape ' q");
        assert_eq!(
            (app.mode(), selected_id(&app)),
            (Mode::Browse, there.unwrap())
        );
    }
}

#[test]
fn a_mark_on_what_the_page_does_not_have_leads_to_the_panes() {
    let mut app = acted("G M z g j j j r");
    let on_page = app.view().clone();
    let last = *app.index().order().last().unwrap();
    assert!(
        app.first_on_page([last].into_iter()).is_none(),
        "not in the chain"
    );
    press(&mut app, "' z");
    assert_eq!((app.mode(), app.view().event), (Mode::Browse, Some(last)));
    press(&mut app, "' '");
    assert_eq!(*app.view(), on_page);
    // A date is shown by the axis.
    let mut app = acted("d ~2021 Enter M d w");
    press(&mut app, "' d");
    assert_eq!(app.mode(), Mode::Browse);
    press(&mut app, "' '");
    assert!(app.grid().is_some());
}

#[test]
fn what_held_around_an_event_is_listed_from_a_page() {
    for page in PAGES {
        let mut app = acted("j j j");
        press(&mut app, page);
        press(&mut app, "l");
        let on_page = app.view().clone();
        let event = app.current_event().unwrap();
        press(&mut app, "u");
        assert_eq!(app.mode(), Mode::Browse, "{page}");
        assert_eq!(app.view().listing, Listing::Around(event));
        press(&mut app, "Backspace");
        assert_eq!(*app.view(), on_page);
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let keys = "r w o r w o j k h l . , ^ $ g G PageDown + - 0 Enter Enter Backspace Alt-Right Escape q \
        a u M ' z y & \\ ! 2 / n N : m a t h e 2 0 Tab Down";
    let keys: Vec<Key> = keys
        .split_whitespace()
        .map(|key| key.parse().unwrap())
        .collect();
    prop::sample::select(keys)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn a_walk_on_pages_keeps_everything_in_range(
        first in 0_usize..3, keys in prop::collection::vec(any_key(), 1..80),
        columns in 1_u16..130, rows in 1_u16..40,
    ) {
        let mut app = acted("j j j");
        app.update(Message::Resize { columns, rows });
        press(&mut app, PAGES[first]);
        for key in keys {
            let begun = app.filtering.before.clone().or(app.searching.before.clone());
            let before = begun.unwrap_or_else(|| app.view().clone());
            let history = app.history.len();
            app.update(Message::Key(key));
            check_invariants(&app)?;
            if app.history.len() == history + 1 {
                let back = gone_back(&app, 1);
                prop_assert_eq!(back.view(), &before, "after {}", key);
            }
        }
    }
}
