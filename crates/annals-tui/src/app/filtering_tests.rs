//! Tests of filtering on the screen.

use std::sync::Arc;

use proptest::prelude::*;

use super::tests::{app, check_invariants, gone_back, of, press, selected_id};
use super::*;
use annals_index::query::{Answer, Query};
use annals_scene::list::{Listing, Row};

fn type_text(app: &mut App, text: &str) -> Option<Effect> {
    let mut effect = None;
    for character in text.chars() {
        effect = app.update(Message::Key(Key::character(character)));
    }
    effect
}

fn filtered(query: &str) -> App {
    let mut app = app();
    press(&mut app, "&");
    type_text(&mut app, query);
    press(&mut app, "Enter");
    assert_eq!(app.mode(), Mode::Browse, "{}", app.filter_words());
    app
}

fn notice(app: &App) -> String {
    app.notice().map(ToString::to_string).unwrap_or_default()
}

/// The ids of the events in the list, from the top.
fn listed(app: &App) -> Vec<String> {
    (0..app.shown().len())
        .filter_map(|place| app.shown().nth(place))
        .map(|event| app.timeline().event(event).id.raw().to_owned())
        .collect()
}

/// Those that a query lets through, asked one by one.
fn expected(app: &App, query: &str) -> Vec<String> {
    let prepared = Query::parse(query).unwrap().prepare(app.timeline(), None);
    let order = app.index().order().iter();
    order
        .filter(|&&event| prepared.answer(app.timeline(), event) > Answer::No)
        .map(|&event| app.timeline().event(event).id.raw().to_owned())
        .collect()
}

#[test]
fn what_is_typed_takes_effect_at_once_and_escape_returns() {
    let mut app = app();
    press(&mut app, "j + Right");
    let before = app.view().clone();
    press(&mut app, "&");
    assert_eq!(app.mode(), Mode::Filter);
    type_text(&mut app, "actor:jack-ma");
    assert_eq!(listed(&app), expected(&app, "actor:jack-ma"));
    assert!(app.shown().len() < app.timeline().events.len());
    let words = app.filter_words();
    assert!(words.as_str().ends_with("of 21 events pass."), "{words}");
    press(&mut app, "Escape");
    assert_eq!(*app.view(), before);
    assert_eq!(app.shown().len(), 21);
}

#[test]
fn the_list_the_lanes_and_the_places_are_those_of_what_passes() {
    let mut app = filtered("status:claim");
    let expected = expected(&app, "status:claim");
    let layout = app.layout().unwrap();
    let shown = app.list_rows(&layout);
    let events = shown.iter().filter(|row| matches!(row, Row::Event(_)));
    assert_eq!(events.count(), expected.len().min(shown.len()));
    assert_eq!(app.place(), Some((1, expected.len())));
    press(&mut app, "G");
    assert_eq!(selected_id(&app), *expected.last().unwrap());
    assert_eq!(app.place(), Some((expected.len(), expected.len())));
    press(&mut app, "2 g");
    assert_eq!(selected_id(&app), expected[1]);
    for lane in &app.lanes().lanes {
        for position in 0..lane.track.len() {
            assert!(app.shown().contains(lane.track.event(position)));
        }
    }
    let dated = app.shown().dated();
    assert_eq!(app.everything().len(), dated);
}

#[test]
fn terms_are_switched_off_and_on_without_being_deleted() {
    let query = "actor:jack-ma -status:claim";
    let mut app = filtered(query);
    let chips = |app: &App| -> Vec<(String, bool)> {
        let chips = app.filter().expect("a filter").terms().chips();
        chips.map(|(term, on)| (term.to_string(), on)).collect()
    };
    let both = listed(&app);
    press(&mut app, "2 !");
    let first = ("actor:jack-ma".to_owned(), true);
    assert_eq!(
        chips(&app),
        [first.clone(), ("-status:claim".to_owned(), false)]
    );
    assert_eq!(listed(&app), expected(&app, "actor:jack-ma"));
    press(&mut app, "!");
    assert_eq!(app.shown().len(), 21, "all of it is off");
    assert!(chips(&app).iter().all(|(_, is_on)| !is_on));
    press(&mut app, "!");
    assert_eq!(listed(&app), both, "and on again");
    press(&mut app, "3 !");
    assert!(notice(&app).contains("no term of that number"));
    // A term that was switched off stays so while others are written.
    press(&mut app, "2 ! &");
    type_text(&mut app, " has:notes");
    press(&mut app, "Enter");
    let states: Vec<bool> = chips(&app).iter().map(|(_, is_on)| *is_on).collect();
    assert_eq!(states, [true, false, true]);
    press(&mut app, "Backspace Backspace");
    assert_eq!(listed(&app), both, "going back brings each filter back");
}

#[test]
fn deleting_all_that_is_written_takes_the_filter_away() {
    let mut app = filtered("has:notes");
    press(&mut app, "& Ctrl-u Enter");
    assert!(app.filter().is_none());
    press(&mut app, "!");
    assert!(notice(&app).contains("& makes one"), "{}", notice(&app));
    press(&mut app, "Backspace");
    assert_eq!(app.filter().unwrap().terms().text(), "has:notes");
}

#[test]
fn a_broken_query_names_the_place_and_keeps_what_there_was() {
    let mut app = filtered("theme:power");
    let before = listed(&app);
    press(&mut app, "&");
    type_text(&mut app, " actr:jack-ma");
    let Some(Overlay::Filter(prompt)) = app.overlays().last() else {
        panic!("the prompt");
    };
    let error = prompt.error().expect("an error");
    assert_eq!(error.column(), 13);
    assert!(error.to_string().contains("actor"), "{error}");
    assert_eq!(listed(&app), before);
    press(&mut app, "Enter");
    assert_eq!(app.mode(), Mode::Filter, "the text stays to be mended");
    press(&mut app, "Escape");
    assert_eq!(listed(&app), before);
}

#[test]
fn names_that_name_nothing_are_said() {
    let mut app = app();
    press(&mut app, "&");
    type_text(&mut app, "actor:jack-mo");
    let words = app.filter_words();
    assert!(words.as_str().contains("jack-ma"), "{words}");
}

#[test]
fn completion_writes_fields_and_their_values() {
    let mut app = app();
    press(&mut app, "&");
    type_text(&mut app, "act");
    press(&mut app, "Tab");
    let text = |app: &App| match app.overlays().last() {
        Some(Overlay::Filter(prompt)) => prompt.entry().text(),
        _ => String::new(),
    };
    assert_eq!(text(&app), "actor:");
    type_text(&mut app, "马");
    press(&mut app, "Tab");
    assert_eq!(text(&app), "actor:jack-ma", "by another name");
    assert_eq!(listed(&app), expected(&app, "actor:jack-ma"));
    type_text(&mut app, " st");
    press(&mut app, "Down Enter");
    assert_eq!(text(&app), "actor:jack-ma status:");
    assert_eq!(app.mode(), Mode::Filter, "what is selected is taken first");
    press(&mut app, "Down Down Up Up");
    press(&mut app, "Ctrl-u Enter");
    assert_eq!(app.mode(), Mode::Browse);
}

#[test]
fn the_selection_goes_to_what_passes() {
    let mut app = app();
    press(&mut app, "G");
    let left = selected_id(&app);
    press(&mut app, "&");
    type_text(&mut app, "date:2020");
    press(&mut app, "Enter");
    assert_ne!(selected_id(&app), left);
    let event = app.view().event.unwrap();
    assert!(app.shown().contains(event));
    assert_eq!(app.selected_event(), Some(event));
}

#[test]
fn where_nothing_passes_nothing_is_selected_and_nothing_breaks() {
    let mut app = filtered("status:question status:plan");
    assert!(app.shown().is_empty());
    assert_eq!((app.selected_event(), app.subject()), (None, None));
    assert_eq!(app.place(), Some((0, 0)));
    press(
        &mut app,
        "j k G g Enter Escape . , [ ] u c s f z / Escape Enter",
    );
    assert!(app.shown().is_empty());
    press(&mut app, "!");
    assert!(app.selected_event().is_some());
}

#[test]
fn who_goes_to_what_is_left_out_switches_the_filter_off_and_back_returns() {
    let mut app = filtered("actor:jack-ma");
    let before = app.view().clone();
    let outside = (app.index().order().iter().copied())
        .find(|&event| !app.shown().contains(event))
        .expect("an event that does not pass");
    let title = app.timeline().event(outside).title.as_str().to_owned();
    press(&mut app, ":");
    type_text(&mut app, &title);
    press(&mut app, "Enter");
    assert_eq!(app.view().event, Some(outside));
    assert!(notice(&app).contains("switched off"), "{}", notice(&app));
    press(&mut app, "Backspace");
    assert_eq!(*app.view(), before);
}

#[test]
fn a_search_walks_through_what_passes() {
    let mut app = filtered("date:2020");
    press(&mut app, "/");
    type_text(&mut app, "alibaba");
    let words = app.search_words();
    assert!(words.as_str().contains("left out by the filter"), "{words}");
    press(&mut app, "Enter");
    for _ in 0..5 {
        press(&mut app, "n");
        assert!(app.shown().contains(app.view().event.unwrap()));
        assert!(app.filter().unwrap().chosen().is_some(), "it stays on");
    }
}

#[test]
fn what_only_may_agree_is_said() {
    let mut app = app();
    press(&mut app, "&");
    type_text(&mut app, "before:2020-06");
    let possible = (app.index().order().iter())
        .filter(|&&event| app.is_possible(event))
        .count();
    let words = app.filter_words();
    assert!(possible > 0);
    assert!(
        words.as_str().contains(&format!("{possible} possibly")),
        "{words}"
    );
    press(&mut app, "Ctrl-u");
    type_text(&mut app, "surely before:2020-06");
    let order = app.index().order().iter();
    assert_eq!(order.filter(|&&event| app.is_possible(event)).count(), 0);
}

#[test]
fn other_lanes_are_filtered_too() {
    let mut app = filtered("actor:jack-ma");
    press(&mut app, "v m Escape");
    let dated = app.shown().dated();
    assert!(dated > 0);
    for lane in &app.lanes().lanes {
        assert!(lane.track.len() <= dated);
    }
    press(&mut app, "Backspace");
    assert_eq!(app.shown().len(), 21, "the view before the filter");
}

#[test]
fn leaving_a_listing_that_has_what_is_left_out_selects_what_passes() {
    for keys in ["u G Escape", "u G a a", "u G : 2 0 2 1 Enter"] {
        let mut app = filtered("date:2020");
        press(&mut app, keys);
        assert_eq!(app.mode(), Mode::Browse);
        if app.view().listing == Listing::Events {
            assert!(app.selected_event().is_some(), "{keys}");
        }
    }
    // The same out of a chain, which has them too.
    let mut app = app();
    press(&mut app, "j j j r &");
    type_text(&mut app, "date:2023");
    press(&mut app, "Enter : 2 0 2 1 Enter");
    assert_eq!(app.mode(), Mode::Browse);
    assert!(app.selected_event().is_some());
    press(&mut app, "Backspace u Escape");
    assert!(app.selected_event().is_some());
}

/// Many events, of which every third is a claim.
fn many(count: usize) -> App {
    let event = |place: usize| {
        let status = ["reported", "plan", "claim"][place % 3];
        format!(
            "[[event]]\ntitle = 'e{place}'\ndate = '{}'\nstatus = '{status}'\n",
            1000 + place % 900
        )
    };
    let events: String = (0..count).map(event).collect();
    of(&format!("title = 'many'\n{events}"))
}

#[test]
fn a_large_story_is_filtered_beside_the_screen_and_stale_answers_are_dropped() {
    let mut app = many(MANY);
    press(&mut app, "&");
    let Some(Effect::Run(first)) = type_text(&mut app, "status:plan") else {
        panic!("work for a worker");
    };
    assert_eq!(app.filter_words().as_str(), "Filtering.");
    press(&mut app, "Ctrl-u");
    let Some(Effect::Run(second)) = type_text(&mut app, "status:claim") else {
        panic!("work for a worker");
    };
    // Keys go on meanwhile, and Enter leaves the prompt before the answer is there.
    press(&mut app, "Enter j");
    let answer = |task: Task| task.run(&|| true).expect("an answer");
    app.update(answer(first));
    assert!(app.filter().is_none(), "nobody wants it any more");
    app.update(answer(second));
    assert_eq!(app.shown().len(), MANY / 3);
    let event = app.view().event.unwrap();
    assert!(app.shown().contains(event));
}

#[test]
fn a_filter_can_be_asked_for_at_the_start() {
    let terms = Terms::new(
        "theme:power".to_owned(),
        Query::parse("theme:power").unwrap(),
    );
    let options = Options {
        filter: Some(terms),
        ..Options::default()
    };
    let app = App::new(Arc::clone(&self::app().story.timeline), &options);
    assert_eq!(listed(&app), expected(&app, "theme:power"));
    assert!(!app.has_history());
}

fn any_key() -> impl Strategy<Value = Key> {
    let keys = [
        "&",
        "\\",
        "!",
        "2",
        "!",
        "Tab",
        "Down",
        "Enter",
        "Enter",
        "Escape",
        "Backspace",
        "Ctrl-u",
        "Ctrl-w",
        "Alt-Right",
        "j",
        "k",
        "G",
        "g",
        "a",
        "u",
        "v",
        "m",
        "w",
        "o",
        "r",
        "/",
        "n",
        "N",
        "M",
        "'",
        "h",
        "l",
        "q",
        ".",
        ",",
        "]",
        "f",
        "s",
        "c",
        "0",
        "+",
        "-",
        ">",
        "<",
        ":",
        "s",
        "t",
        "d",
        "2",
        "0",
        "x",
    ];
    prop::sample::select(keys.to_vec()).prop_map(|key| key.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_walk_with_filters_keeps_everything_in_range(
        keys in prop::collection::vec(any_key(), 1..80), columns in 30_u16..130, rows in 8_u16..40,
    ) {
        let mut app = app();
        app.update(Message::Resize { columns, rows });
        for key in keys {
            // A filter or a search is a step from where it was begun.
            let begun = app.filtering.before.clone().or(app.searching.before.clone());
            let before = begun.unwrap_or_else(|| app.view().clone());
            let history = app.history.len();
            app.update(Message::Key(key));
            check_invariants(&app)?;
            let shown = app.shown();
            if app.view().page == Page::Panes && app.view().listing == Listing::Events {
                prop_assert_eq!(app.selected_event().is_none(), shown.is_empty(), "after {}", key);
            }
            if app.history.len() == history + 1 {
                let back = gone_back(&app, 1);
                prop_assert_eq!(back.view(), &before, "after {}", key);
            }
        }
    }
}
