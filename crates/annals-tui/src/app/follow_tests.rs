//! Tests of following into sources and themes, of what is around an event, and of marks.

use proptest::prelude::*;

use super::tests::{app, check_invariants, gone_back, of, press, selected_id};
use super::*;
use annals_scene::flow::Target;
use annals_scene::layout::Pane;
use annals_scene::list::Listing;

fn notice(app: &App) -> &str {
    app.notice().map_or("", annals_model::text::Clean::as_str)
}

/// Marks the first thing to follow that leads to such a thing, and follows it.
fn follow(app: &mut App, is_wanted: impl Fn(Target) -> bool) {
    press(app, "Enter g");
    let items = &app.detail().items;
    let place = items.iter().position(|item| is_wanted(item.target));
    let place = place.expect("something to follow");
    // Some steps only scroll.
    for _ in 0..100 {
        if app.view().item < place {
            press(app, "j");
        }
    }
    assert_eq!(app.view().item, place);
    press(app, "Enter");
}

fn into_source(app: &mut App) {
    follow(app, |target| matches!(target, Target::Source(_)));
}

fn into_theme(app: &mut App) {
    follow(app, |target| matches!(target, Target::Theme(..)));
}

#[test]
fn a_source_is_followed_and_its_events_are_gone_through() {
    let mut app = app();
    press(&mut app, "j j j + Right");
    let event = selected_id(&app);
    press(&mut app, "Enter g");
    let left = app.view().clone();
    press(&mut app, "Escape");
    into_source(&mut app);
    assert!(matches!(app.view().listing, Listing::Source(_)));
    assert_eq!(app.view().pane, Pane::List);
    assert_eq!(app.list_title().as_str(), "Source · article");
    assert_eq!(app.detail_title().as_str(), "article");
    assert_eq!(
        selected_id(&app),
        event,
        "where one came from stays selected"
    );
    assert_eq!(app.place(), Some((4, 21)));
    press(&mut app, "G");
    assert_eq!(app.place(), Some((21, 21)));
    press(&mut app, "3 G j");
    assert_eq!(app.place(), Some((4, 21)));
    press(&mut app, "g Enter");
    assert_eq!(app.view().listing, Listing::Events);
    assert_eq!(app.index().rank(app.view().event.unwrap()), 0);
    press(&mut app, "Backspace");
    assert!(
        matches!(app.view().listing, Listing::Source(_)),
        "back to the source"
    );
    press(&mut app, "Backspace");
    assert_eq!(*app.view(), left);
    press(&mut app, "Alt-Right");
    assert_eq!(app.list_title().as_str(), "Source · article");
    press(&mut app, "Escape");
    assert_eq!(app.view().listing, Listing::Events);
    press(&mut app, "Backspace");
    assert_eq!(app.list_title().as_str(), "Source · article");
}

#[test]
fn a_theme_says_how_many_and_who_and_leads_on() {
    let mut app = app();
    press(&mut app, "j j j");
    into_theme(&mut app);
    let title = app.list_title().as_str().to_owned();
    let name = title.strip_prefix("Theme · ").expect("a theme").to_owned();
    assert_eq!(app.detail_title().as_str(), name);
    let with_theme = app
        .timeline()
        .events
        .iter()
        .filter(|event| event.themes.iter().any(|theme| theme.as_str() == name));
    assert_eq!(app.place().unwrap().1, with_theme.count());
    press(&mut app, "Tab");
    assert!(matches!(app.detail().items[0].target, Target::Actor(_)));
    press(&mut app, "Enter");
    assert_eq!(app.view().listing, Listing::Actors);
    press(&mut app, "Backspace");
    assert_eq!(app.list_title().as_str(), title);
}

#[test]
fn one_theme_is_derived_once_however_often_it_is_opened() {
    let mut app = app();
    press(&mut app, "j j j");
    into_theme(&mut app);
    let first = app.view.gathering.clone().unwrap();
    press(&mut app, "Escape");
    into_theme(&mut app);
    assert!(std::sync::Arc::ptr_eq(
        &first,
        app.view.gathering.as_ref().unwrap()
    ));
}

#[test]
fn what_takes_part_is_marked_before_the_sources_and_themes_above_it() {
    let mut app = app();
    press(&mut app, "j j j Enter");
    let marked = app.detail().items[app.view().item].target;
    assert!(matches!(marked, Target::Actor(_)), "{marked:?}");
    press(&mut app, "k");
    let marked = app.detail().items[app.view().item].target;
    assert!(matches!(marked, Target::Theme(..)), "{marked:?}");
    press(&mut app, "k");
    let marked = app.detail().items[app.view().item].target;
    assert!(matches!(marked, Target::Source(_)), "{marked:?}");
    let mut themed = of("[source.s]\n[[event]]\ntitle='t'\nevidence=['s']\nthemes=['x']\n");
    press(&mut themed, "Enter Enter");
    assert_eq!(themed.list_title().as_str(), "Theme · x");
    let mut lonely = of("[source.s]\n[[event]]\ntitle='t'\nevidence=['s']\n");
    press(&mut lonely, "Enter Enter");
    assert_eq!(lonely.list_title().as_str(), "Source · s");
}

/// Four years; one of them a stretch, one without a date.
const YEARS: &str = "
[[event]]\nid='a'\ntitle='t'\ndate='2001'\nthemes=['x']
[[event]]\nid='b'\ntitle='t'\ndate='2002-05'\nthemes=['x']
[[event]]\nid='long'\ntitle='long'\ndate='2000/2003'
[[event]]\nid='alone'\ntitle='t'\ndate='1950'
[[event]]\nid='undated'\ntitle='t'
";

fn at(id: &str) -> App {
    let mut app = of(YEARS);
    press(&mut app, "g");
    while selected_id(&app) != id {
        press(&mut app, "j");
    }
    app
}

#[test]
fn around_an_event_is_what_else_may_hold_then() {
    let mut app = at("long");
    let before = app.view().clone();
    press(&mut app, "u");
    assert_eq!(app.list_title().as_str(), "Around · long");
    let ids = |app: &App| -> Vec<String> {
        let events = app.gathering().unwrap().events().iter();
        events
            .map(|&event| app.timeline().event(event).id.raw().to_owned())
            .collect()
    };
    assert_eq!(ids(&app), ["long", "a", "b"]);
    press(&mut app, "G");
    assert_eq!(selected_id(&app), "b");
    assert_eq!(app.place(), Some((3, 3)));
    assert_eq!(app.detail_title().as_str(), "t", "its own detail is shown");
    press(&mut app, "u");
    assert_eq!(ids(&app), ["long", "b"], "and what is around that one");
    press(&mut app, "u");
    assert_eq!(
        (app.view().listing, selected_id(&app)),
        (Listing::Events, "b".to_owned())
    );
    press(&mut app, "3 Backspace");
    assert_eq!(*app.view(), before);
    let mut alone = at("alone");
    press(&mut alone, "u");
    assert_eq!(
        notice(&alone),
        "Nothing else may hold at the time of this event."
    );
    let mut undated = at("undated");
    press(&mut undated, "u");
    assert!(notice(&undated).contains("no date"), "{}", notice(&undated));
    assert_eq!(undated.view().listing, Listing::Events);
}

#[test]
fn moving_the_axis_leaves_a_listing_as_it_is_and_leaving_it_has_a_way_back() {
    let mut app = at("a");
    into_theme(&mut app);
    let listed = app.view().clone();
    press(&mut app, "> > > >");
    assert_eq!(
        (app.view().listing, app.view().event),
        (listed.listing, listed.event)
    );
    let panned = app.view().clone();
    press(&mut app, ".");
    assert_eq!(
        app.view().listing,
        Listing::Events,
        "along the lane of the axis"
    );
    press(&mut app, "Backspace");
    assert_eq!(*app.view(), panned);
}

#[test]
fn a_mark_is_set_gone_to_and_left_again() {
    let mut app = app();
    press(&mut app, "j j M");
    assert_eq!(app.awaited(), Some(Pending::SetMark));
    let marked = app.view().event.unwrap();
    press(&mut app, "a");
    assert_eq!((app.awaited(), app.mark_of(marked)), (None, Some('a')));
    assert!(notice(&app).starts_with("Mark a: "));
    press(&mut app, "G Enter +");
    let left = app.view().clone();
    press(&mut app, "' a");
    assert_eq!(app.view().event, Some(marked));
    let gone = app.view().clone();
    press(&mut app, "' '");
    assert_eq!(*app.view(), left, "exactly where one jumped from");
    press(&mut app, "' '");
    assert_eq!(*app.view(), gone);
    press(&mut app, "2 Backspace");
    assert_eq!(*app.view(), gone, "each of them is on the way back");
    press(&mut app, "Backspace");
    assert_eq!(*app.view(), left);
    press(&mut app, "' b");
    assert_eq!(notice(&app), "There is no mark b.");
    assert_eq!(*app.view(), left);
}

#[test]
fn a_letter_that_is_waited_for_is_no_command() {
    let mut app = app();
    press(&mut app, "'");
    assert_eq!(
        (app.awaited(), notice(&app)),
        (None, "There are no marks yet.")
    );
    press(&mut app, "M q");
    assert_eq!(app.mark_of(app.view().event.unwrap()), Some('q'));
    let before = app.view().clone();
    press(&mut app, "' '");
    assert_eq!(notice(&app), "No mark has been gone to yet.");
    press(&mut app, "' Escape M Escape");
    assert_eq!((app.awaited(), app.view()), (None, &before));
    for (keys, key) in [("M 7", "7"), ("' G", "G"), ("M Enter", "Enter")] {
        press(&mut app, keys);
        assert!(
            notice(&app).starts_with(&format!("{key} is no mark")),
            "{}",
            notice(&app)
        );
        assert_eq!(
            (app.awaited(), app.view(), app.count()),
            (None, &before, None)
        );
    }
    assert_eq!(
        press(&mut app, "M Ctrl-c"),
        Some(Effect::Quit),
        "one can always leave"
    );
}

#[test]
fn a_date_that_was_gone_to_is_marked_until_another_event_is_selected() {
    let mut app = app();
    press(&mut app, "d 2 0 2 1 Enter M d");
    assert_eq!(notice(&app), "Mark d: 2021");
    let there = app.view().window;
    press(&mut app, "g j");
    let event = app.view().event.unwrap();
    press(&mut app, "M e 0 Escape Escape");
    assert_eq!(
        app.mark_of(event),
        Some('e'),
        "not the date, which is long past"
    );
    assert!(!app.has_marks());
    press(&mut app, "' d");
    assert_eq!(app.view().window, there);
    assert!(app.view().date.is_some(), "the axis shows the date again");
    let open = of("[[event]]\ntitle='t'\ndate='2001'\n");
    for date in ["2 0 2 3 / . .", ". . / 2 0 1 9", "1 9 8 5 /"] {
        let mut app = open.clone();
        press(&mut app, &format!("d {date} Enter M d g j k ' d"));
        assert_ne!(app.view().window, open.view().window, "{date}");
    }
}

#[test]
fn marks_survive_other_lanes_and_end_with_the_story() {
    let mut app = app();
    press(&mut app, "j M a j j ' a ' '");
    let task = match press(&mut app, "v Tab") {
        Some(Effect::Run(task)) => Some(task),
        _ => None,
    };
    if let Some(task) = task {
        app.update(task.run(&|| true).expect("an answer"));
    }
    press(&mut app, "Escape ' a");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 1);
    press(&mut app, "' '");
    let story = app.story.clone();
    press(&mut app, "M");
    app.update(Message::Opened(story));
    assert_eq!(
        (app.marks().count(), app.awaited(), app.has_left_for_mark()),
        (0, None, false)
    );
}

/// Keys that lead into listings and out of them again more often than any key would.
fn any_key() -> impl Strategy<Value = Key> {
    let often = [
        "Enter",
        "Enter",
        "Enter",
        "k",
        "j",
        "u",
        "Backspace",
        "Alt-Right",
        "Escape",
        "M",
        "'",
        "a",
        "b",
        "G",
        "g",
        "Tab",
        "PageDown",
        ".",
        "]",
        "<",
        "+",
        "0",
        "v",
        "w",
        "r",
        "d",
        "2",
    ];
    prop::sample::select(often.to_vec()).prop_map(|key| key.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_walk_through_listings_and_marks_keeps_everything_in_range(
        keys in prop::collection::vec(any_key(), 1..60), columns in 30_u16..130, rows in 8_u16..40,
    ) {
        let mut app = app();
        app.update(Message::Resize { columns, rows });
        press(&mut app, "j j j Enter k Enter");
        for key in keys {
            let before = (app.view().clone(), app.history.len());
            app.update(Message::Key(key));
            check_invariants(&app)?;
            prop_assert_eq!(app.view().listing.is_gathering(), app.gathering().is_some());
            if app.history.len() > before.1 {
                // A number before "forward" goes as many views further.
                let back = gone_back(&app, app.history.len() - before.1);
                prop_assert_eq!(back.view(), &before.0, "after {}", key);
            } else if before.0.listing.is_gathering() && app.history.len() == before.1 {
                let on_a_page = before.0.page != Page::Panes;
                prop_assert!(on_a_page || app.view().listing == before.0.listing, "lost after {}", key);
            }
        }
    }
}
