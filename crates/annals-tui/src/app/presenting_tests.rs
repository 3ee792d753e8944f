//! Tests of presenting: clickers, blank screens, the clock, going on by itself.

use core::time::Duration;

use proptest::prelude::*;
use rstest::rstest;

use super::tests::{app, check_invariants, of, press, selected_id};
use super::*;
use annals_time::Time;

fn place(app: &App) -> Option<usize> {
    app.card_place().map(|(place, _)| place)
}

fn at(app: &mut App, seconds: i64) -> Option<Effect> {
    app.update(Message::Now(Time::new(seconds, 0).unwrap()))
}

#[rstest]
#[case::clicker("PageDown PageDown PageUp", 2)]
#[case::arrows("Right Right Down Left Up", 2)]
#[case::letters("l j n h k", 2)]
#[case::space("Space Space Enter p", 3)]
#[case::back("Space Backspace", 1)]
#[case::ends("G", 23)]
#[case::first("G g", 1)]
#[case::a_number("7 Enter", 8)]
#[case::a_number_of_two_digits("1 2 Enter", 13)]
#[case::beyond("9 9 9 Enter", 23)]
#[case::several("3 Space", 4)]
#[case::never_before_the_first("PageUp PageUp", 1)]
#[case::never_beyond_the_last("G PageDown PageDown", 23)]
fn goes_from_card_to_card(#[case] keys: &str, #[case] expected: usize) {
    let mut app = app();
    app.update(Message::Resize {
        columns: 120,
        rows: 36,
    });
    press(&mut app, "p");
    assert_eq!((app.mode(), place(&app)), (Mode::Present, Some(1)));
    press(&mut app, keys);
    assert_eq!(place(&app), Some(expected));
}

#[test]
fn the_button_that_is_f5_and_escape_in_turn_never_quits_and_keeps_the_place() {
    let mut app = app();
    app.update(Message::Resize {
        columns: 120,
        rows: 36,
    });
    press(&mut app, "Escape F5 F5");
    assert_eq!(place(&app), Some(1), "F5 in a presentation does nothing");
    press(&mut app, "6 Enter");
    let event = selected_id(&app);
    for _ in 0..3 {
        assert_ne!(press(&mut app, "Escape"), Some(Effect::Quit));
        assert_eq!(
            (app.mode(), selected_id(&app)),
            (Mode::Browse, event.clone())
        );
        assert_ne!(press(&mut app, "Escape"), Some(Effect::Quit));
        press(&mut app, "F5");
        assert_eq!((place(&app), selected_id(&app)), (Some(7), event.clone()));
    }
    assert_ne!(press(&mut app, "q"), Some(Effect::Quit), "q only leaves it");
    assert_eq!(app.mode(), Mode::Browse);
    press(&mut app, "Backspace");
    assert_eq!(place(&app), Some(7), "the way back leads into it");
}

#[rstest]
#[case(".")]
#[case("b")]
fn a_blank_screen_and_the_same_card_again(#[case] key: &str) {
    let mut app = app();
    press(&mut app, "p Space Space");
    let before = app.view().clone();
    press(&mut app, key);
    assert!(app.is_blank());
    press(&mut app, key);
    assert!(!app.is_blank());
    press(&mut app, &format!("{key} PageDown"));
    assert!(!app.is_blank());
    assert_eq!(*app.view(), before, "the card that nobody saw for a while");
    press(&mut app, &format!("{key} Escape F5"));
    assert!(!app.is_blank(), "what is begun is seen");
}

#[test]
fn bit_by_bit_it_is_the_date_then_what_then_why() {
    let mut app = app();
    app.update(Message::Resize {
        columns: 120,
        rows: 36,
    });
    press(&mut app, "p 4 Enter s");
    let shown = |app: &App| {
        let (card, part) = app.card().unwrap();
        let part = card.part(part);
        (part.headline, part.end)
    };
    assert_eq!(shown(&app), (false, 0));
    press(&mut app, "Space");
    let what = shown(&app);
    assert!(what.0 && what.1 > 0);
    press(&mut app, "Space");
    assert!(shown(&app).1 > what.1, "why");
    assert_eq!(place(&app), Some(5), "and only then the next card");
    press(&mut app, "Space");
    assert_eq!((place(&app), shown(&app)), (Some(6), (false, 0)));
    press(&mut app, "PageUp");
    assert!(shown(&app).1 > what.1, "back is to all that has been seen");
}

#[test]
fn the_selection_and_the_axis_go_along() {
    let mut app = app();
    press(&mut app, "p");
    let mut seen = Vec::new();
    for _ in 0..21 {
        let before = place(&app);
        while place(&app) == before {
            press(&mut app, "PageDown");
        }
        seen.push(selected_id(&app));
        assert_eq!(
            app.card_axis().is_some(),
            app.card_layout().unwrap().axis.height > 0
        );
    }
    let all = app.index().order().iter();
    let all: Vec<_> = all
        .map(|&event| app.timeline().event(event).id.raw().to_owned())
        .collect();
    assert_eq!(seen, all);
}

#[test]
fn the_clock_and_going_on_by_itself_ask_to_be_woken_and_only_then() {
    let mut app = app();
    app.update(Message::Resize {
        columns: 120,
        rows: 36,
    });
    at(&mut app, 1_000);
    press(&mut app, "p");
    assert_eq!(app.card_clock(), None);
    assert_eq!(app.update(Message::Woken), None, "nobody asked");
    assert_eq!(
        press(&mut app, "t"),
        Some(Effect::Wake(Duration::from_secs(1)))
    );
    at(&mut app, 1_065);
    assert_eq!(app.card_clock().unwrap().as_str(), "01:05");
    assert_eq!(press(&mut app, "t"), None);
    let effect = press(&mut app, "3 0 a");
    assert_eq!(effect, Some(Effect::Wake(Duration::from_secs(30))));
    at(&mut app, 1_090);
    assert_eq!(
        app.update(Message::Woken),
        Some(Effect::Wake(Duration::from_secs(5)))
    );
    assert_eq!(place(&app), Some(1));
    at(&mut app, 1_095);
    assert_eq!(
        app.update(Message::Woken),
        Some(Effect::Wake(Duration::from_secs(30)))
    );
    assert_eq!(place(&app), Some(2));
    at(&mut app, 1_100);
    press(&mut app, "Space");
    at(&mut app, 1_125);
    assert_eq!(
        app.update(Message::Woken),
        Some(Effect::Wake(Duration::from_secs(5)))
    );
    assert_eq!(
        place(&app),
        Some(3),
        "a card that was turned to has its whole time"
    );
    press(&mut app, "a");
    at(&mut app, 2_000);
    assert_eq!(app.update(Message::Woken), None);
    assert_eq!(place(&app), Some(3));
    press(&mut app, "a Escape");
    at(&mut app, 3_000);
    assert_eq!(
        (app.update(Message::Woken), app.mode()),
        (None, Mode::Browse)
    );
}

#[test]
fn a_blank_screen_does_not_go_on_by_itself() {
    let mut app = app();
    at(&mut app, 0);
    press(&mut app, "p 1 0 a .");
    at(&mut app, 11);
    app.update(Message::Woken);
    assert_eq!((place(&app), app.is_blank()), (Some(1), true));
}

#[test]
fn it_can_be_begun_with_and_goes_on_by_itself_if_asked() {
    let options = Options {
        begin: Begin::PresentByItself(Duration::from_secs(7)),
        ..Options::default()
    };
    let mut app = App::new(std::sync::Arc::clone(&app().story.timeline), &options);
    assert_eq!((app.mode(), place(&app)), (Mode::Present, Some(1)));
    assert_eq!(at(&mut app, 50), Some(Effect::Wake(Duration::from_secs(7))));
    assert!(!app.has_history());
    press(&mut app, "Escape");
    assert_eq!(app.mode(), Mode::Browse, "Escape never quits");
}

#[test]
fn a_search_turns_to_what_it_finds_and_escape_returns() {
    let mut app = app();
    press(&mut app, "p Space /");
    let before = app.view().clone();
    for character in "rumours".chars() {
        app.update(Message::Key(Key::character(character)));
    }
    assert!(selected_id(&app).contains("rumours"));
    press(&mut app, "Enter");
    assert_eq!(app.mode(), Mode::Present);
    let event = app.view().event.unwrap();
    assert_eq!(place(&app), Some(app.index().rank(event) + 2));
    press(&mut app, "/");
    for character in "xqzxqz".chars() {
        app.update(Message::Key(Key::character(character)));
    }
    press(&mut app, "Escape");
    assert_eq!(place(&app), Some(app.index().rank(event) + 2));
    assert_ne!(*app.view(), before);
}

#[test]
fn only_what_passes_the_filter_is_presented() {
    let mut app = app();
    press(&mut app, "&");
    for character in "actor:jack-ma".chars() {
        app.update(Message::Key(Key::character(character)));
    }
    press(&mut app, "Enter p");
    assert_eq!(app.card_place(), Some((1, 9)));
}

#[test]
fn what_is_presented_is_told_to_whoever_follows() {
    let mut app = app();
    assert_eq!(app.presented(), None);
    press(&mut app, "p 2 1 Enter");
    let told = app.presented().unwrap();
    let event = app.timeline().event(app.view().event.unwrap());
    assert_eq!((told.place, &told.title), ((22, 23), &event.title));
    assert_eq!(told.notes, event.notes);
    assert_eq!(told.next.unwrap().as_str(), "Sources");
    press(&mut app, "G");
    assert_eq!(app.presented().unwrap().next, None);
}

#[test]
fn a_story_without_events_has_its_title() {
    let mut app = of("title = 'nothing yet'");
    press(&mut app, "p Space Space Space PageUp s t . .");
    assert!(app.card_place().is_none_or(|(_, count)| count == 2));
}

#[test]
fn a_tour_is_gone_in_its_order_and_can_be_left_for_the_whole_story() {
    let mut app = of("title = 'x'
[actor.a]
name = 'Ann'
summary = 'Somebody.'
[[event]]
id = 'one'
title = 'One'
date = '2020'
actors = ['a']
[[event]]
id = 'two'
title = 'Two'
date = '2021'
actors = ['a']
notes = 'of the event'
[[event]]
title = 'Three'
date = '2022'
[[tour]]
event = 'two'
name = 'First'
window = '2018/2030'
note = 'of the step'
[[tour]]
name = 'A heading'
[[tour]]
event = 'one'
");
    app.update(Message::Resize {
        columns: 120,
        rows: 36,
    });
    press(&mut app, "p");
    assert_eq!(
        app.card_place(),
        Some((1, 5)),
        "title, three steps, sources"
    );
    let headlines = |app: &mut App, keys: &str| -> Vec<String> {
        let mut seen = Vec::new();
        for key in keys.split_whitespace() {
            press(app, key);
            seen.push(app.card().unwrap().0.card.headline.to_string());
        }
        seen
    };
    assert_eq!(
        headlines(&mut app, "l l l l"),
        ["Two", "A heading", "One", "Sources"]
    );
    press(&mut app, "1 Enter");
    assert_eq!(app.step_name().unwrap().as_str(), "First");
    assert_eq!(
        app.presented().unwrap().notes.as_str(),
        "of the step\n\nof the event"
    );
    let years = |app: &App| annals_time::describe_window(&app.view().window, true);
    assert_eq!(years(&app), "2018-2030");
    // Whoever comes up first in the tour is introduced there.
    let introduces =
        |app: &App| format!("{:?}", app.card().unwrap().0.card.lines).contains("Somebody");
    assert!(introduces(&app));
    press(&mut app, "3 Enter");
    assert!(!introduces(&app));
    press(&mut app, "w");
    assert_eq!(app.card_place(), Some((2, 5)), "the same event among all");
    assert_eq!(
        headlines(&mut app, "g l l l l"),
        ["x", "One", "Two", "Three", "Sources"]
    );
    press(&mut app, "w");
    assert_eq!(
        app.card_place(),
        Some((1, 5)),
        "an event that the tour leaves out: from its title"
    );
}

fn any_key() -> impl Strategy<Value = Key> {
    let keys = [
        "p",
        "F5",
        "Escape",
        "Space",
        "PageDown",
        "PageUp",
        "Left",
        "Right",
        "g",
        "G",
        "2",
        "0",
        "Enter",
        ".",
        "b",
        "s",
        "t",
        "a",
        "/",
        "x",
        "Backspace",
        "?",
        "q",
        "T",
        "w",
        "&",
        "!",
        "Alt-Right",
        "j",
    ];
    prop::sample::select(keys.to_vec()).prop_map(|key| key.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_walk_through_presentations_keeps_everything_in_range(
        keys in prop::collection::vec(any_key(), 1..60), columns in 1_u16..130, rows in 1_u16..40,
    ) {
        let mut app = app();
        at(&mut app, 0);
        app.update(Message::Resize { columns, rows });
        for (second, key) in (1..).zip(keys) {
            at(&mut app, second);
            app.update(Message::Key(key));
            app.update(Message::Woken);
            check_invariants(&app)?;
            if let Some((place, count)) = app.card_place() {
                prop_assert!((1..=count).contains(&place));
                if let Some((card, part)) = app.card() {
                    prop_assert!(part < card.parts.len());
                }
            }
        }
    }
}
