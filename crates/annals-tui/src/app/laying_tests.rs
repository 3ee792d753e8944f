//! Tests of switching layers while a person stays where they are.

use std::sync::Arc;

use proptest::prelude::*;

use super::tests::{press, selected_id};
use super::*;
use annals_model::{Accounts, LayerIndex, Layers, native};
use annals_scene::list::Listing;

/// The story with its record, which has not been read.
pub(super) fn app() -> App {
    let story = |name: &str| annals_model::test_support::find(name).expect("a bundled story");
    let first = story("alibaba");
    let read = native::read(first.name, first.text).timeline;
    let accounts = Accounts::with_bundled(
        vec![read.expect("a whole timeline")],
        &[story("alibaba-record")],
    );
    of(accounts, &[0])
}

/// Accounts, some of them on.
pub(super) fn of(accounts: Accounts, on: &[usize]) -> App {
    let on: Layers = on.iter().copied().map(LayerIndex::new).collect();
    let timeline = accounts.overlay(&on).timeline;
    let options = Options {
        accounts,
        ..Options::default()
    };
    App::new(timeline, &options)
}

pub(super) fn notice(app: &App) -> &str {
    app.notice().expect("a notice").as_str()
}

/// Small accounts of these names, each with two events of its own years.
pub(super) fn several(names: &[&str]) -> Accounts {
    let read = names.iter().enumerate().map(|(place, name)| {
        let text = format!(
            "title = \"{name}\"\n[actor.ma]\n\
             [[event]]\nid = \"{name}-one\"\ntitle = \"One\"\ndate = \"{}\"\nactors = [\"ma\"]\n\
             [[event]]\nid = \"{name}-two\"\ntitle = \"Two\"\ndate = \"{}\"\nthemes = [\"x\"]\n",
            2000 + place,
            2010 + place
        );
        native::read(name, &text)
            .timeline
            .expect("a whole timeline")
    });
    Accounts::new(read.collect())
}

#[test]
fn the_other_layer_is_read_and_laid_over_and_taken_off_again() {
    let mut app = app();
    let accounts = app.options.accounts.clone();
    press(&mut app, "j j j M a l l");
    assert!(!accounts.is_read(LayerIndex::new(1)), "nobody wants it yet");
    let (id, view) = (selected_id(&app), app.view().clone());
    press(&mut app, "L");
    assert_eq!(notice(&app), "Record is laid over: 52 more events.");
    assert_eq!(app.timeline().events.len(), 73);
    assert_eq!(
        (selected_id(&app), &app.view().window),
        (id.clone(), &view.window)
    );
    assert_eq!(app.mark_of(app.view().event.unwrap()), Some('a'));
    assert_eq!(app.lanes().grouping, annals_model::Grouping::Actor);
    press(&mut app, "L");
    assert_eq!(notice(&app), "Record is off: 52 events fewer.");
    assert_eq!((selected_id(&app), app.timeline().events.len()), (id, 21));
    assert_eq!(*app.view(), view);
}

#[test]
fn who_stood_in_a_layer_that_goes_off_stands_near_and_is_told_what_is_gone() {
    let mut app = app();
    press(&mut app, "L");
    let in_record = |app: &App| {
        app.timeline()
            .event(app.view().event.unwrap())
            .layer
            .place()
            == 1
    };
    let date = |app: &App| {
        let when = app.timeline().event(app.view().event.unwrap()).when.clone();
        when.expect("a date").reach().0
    };
    while !in_record(&app) {
        press(&mut app, "j");
    }
    press(&mut app, "M a Tab Enter");
    assert!(app.has_history());
    press(&mut app, "Backspace");
    let before = date(&app);
    press(&mut app, "L");
    assert_eq!(
        notice(&app),
        "Record is off: 52 events fewer. Gone with it: 1 view of the way back, 1 mark."
    );
    let far = date(&app).nanos_since(before).unsigned_abs();
    for event in &app.timeline().events {
        if let Some(when) = &event.when {
            assert!(when.reach().0.nanos_since(before).unsigned_abs() >= far);
        }
    }
    assert_eq!(app.marks().count(), 0);
}

#[test]
fn lanes_filter_and_notes_stay_and_a_search_is_cleared() {
    let mut app = app();
    press(
        &mut app,
        "v j Space c Tab Escape t & a c t o r : j a c k - m a Enter",
    );
    let (grouping, filter) = (
        app.lanes().grouping,
        app.filter().expect("a filter").terms().clone(),
    );
    press(&mut app, "/ p r e s s u r e Enter");
    assert!(app.found().is_some());
    let passing = app.shown().len();
    press(&mut app, "L");
    assert_eq!(app.lanes().grouping, grouping);
    assert_eq!(*app.filter().expect("a filter").terms(), filter);
    assert!(app.shown().len() > passing && app.shown().len() < app.timeline().events.len());
    assert!(app.found().is_none() && app.view().notes);
    press(&mut app, "L");
    assert_eq!(app.shown().len(), passing);
    // Lanes of another grouping are as they were left.
    while app.lanes().grouping != annals_model::Grouping::Actor {
        press(&mut app, "v Tab Escape");
    }
    let hidden = |app: &App| {
        let lanes = app.arrangement().places().into_iter();
        lanes
            .filter(|&lane| app.arrangement().form(lane).hidden)
            .count()
    };
    assert_eq!(hidden(&app), 1);
}

#[test]
fn one_account_is_not_switched_and_of_several_one_stays() {
    let mut app = of(several(&["one"]), &[0]);
    press(&mut app, "L");
    assert!(notice(&app).starts_with("There is only one account here"));
    let mut app = of(several(&["one", "two", "three"]), &[0]);
    press(&mut app, "L");
    assert_eq!(app.mode(), Mode::Layers);
    press(&mut app, "j Space");
    assert_eq!(notice(&app), "two is laid over: 2 more events.");
    press(&mut app, "g x");
    assert_eq!(notice(&app), "one is off: 2 events fewer.");
    assert_eq!(selected_id(&app), "two-one");
    press(&mut app, "j x");
    assert_eq!(notice(&app), "One layer has to stay.");
    press(&mut app, "G Space Enter");
    assert_eq!(app.mode(), Mode::Browse);
    assert_eq!(app.layers_on().len(), 2);
    assert_eq!(selected_id(&app), "two-one");
}

#[test]
fn a_layer_that_comes_late_disturbs_nobody_who_writes() {
    let mut app = app();
    let laying = app.laying(app.options.accounts.all());
    let story = app.story.clone();
    press(&mut app, "/ a l i");
    let typed = app.overlays().to_vec();
    let message = Task::Lay(laying).run(&|| true).expect("an answer");
    app.update(message.clone());
    assert_eq!(app.overlays(), typed);
    assert_eq!(app.timeline().events.len(), 21);
    press(&mut app, "Escape");
    assert_eq!(app.timeline().events.len(), 73);
    // An answer about a story that is no longer shown changes nothing.
    assert!(!Arc::ptr_eq(&story.timeline, &app.story.timeline));
    app.update(message);
    assert_eq!(app.timeline().events.len(), 73);
}

#[test]
fn listings_and_pages_stay_where_they_are_about_something_that_stays() {
    let mut app = app();
    press(&mut app, "j j j Tab g Enter");
    assert!(
        matches!(app.view().listing, Listing::Source(_)),
        "{:?}",
        app.view().listing
    );
    let (id, listed) = (selected_id(&app), app.gathering().unwrap().total());
    press(&mut app, "L");
    assert!(matches!(app.view().listing, Listing::Source(_)));
    assert_eq!(
        (selected_id(&app), app.gathering().unwrap().total()),
        (id, listed)
    );
    for page in ["w", "o", "r"] {
        press(&mut app, "Escape Escape");
        press(&mut app, page);
        let id = app
            .current_event()
            .map(|event| app.timeline().event(event).id.clone());
        press(&mut app, "L L");
        assert_eq!(app.mode(), Mode::Relations, "{page}");
        let now = app
            .current_event()
            .map(|event| app.timeline().event(event).id.clone());
        assert_eq!(now, id, "{page}");
        press(&mut app, "Escape");
    }
}

/// Everything in the state that names something names something that is there.
fn assert_in_range(app: &App) {
    let timeline = app.timeline();
    let views = app.history.iter().chain(&app.future).chain([&app.view]);
    for view in views {
        assert!(
            view.event
                .is_none_or(|event| event.place() < timeline.events.len())
        );
        assert!(
            view.actor
                .is_none_or(|actor| actor.place() < timeline.actors.len())
        );
        if let Listing::Source(source) = view.listing {
            assert!(source.place() < timeline.sources.len());
        }
    }
    assert_eq!(app.view.event.is_none(), timeline.events.is_empty());
    assert!(!app.layers_on().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn walks_with_layers_go_back_exactly(
        keys in prop::collection::vec(prop::sample::select(vec![
            "L", "L", "j", "k", "G", "g", "Tab", "Enter", "Backspace", "Alt-Right", "a", "u", "w", "o",
            "r", "h", "l", "Escape", "+", "-", "M b", "' b", "v Tab Escape", "n", "p Right Escape",
            "/ a l i Enter", "& s t a t u s : c l a i m Enter", "!", "Space", "x", "J", "t", "C", "C",
        ]), 1..40),
        three: bool,
    ) {
        let mut app = if three { of(several(&["one", "two", "three"]), &[0, 2]) } else { app() };
        for key in keys {
            let before = (app.view().clone(), app.history.len(), app.layers_on());
            press(&mut app, key);
            assert_in_range(&app);
            let is_one_further = app.history.len() == before.1 + 1 && app.layers_on() == before.2;
            if is_one_further && app.overlays().is_empty() && app.history.last() == Some(&before.0)
            {
                let mut back = app.clone();
                if matches!(back.mode(), Mode::Browse | Mode::Relations | Mode::Compare) {
                    press(&mut back, "Backspace");
                    if back.layers_on() == before.2 {
                        prop_assert_eq!(back.view(), &before.0);
                    }
                }
            }
        }
    }
}
