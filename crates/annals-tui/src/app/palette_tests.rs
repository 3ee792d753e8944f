//! Tests of the palette.

use std::sync::Arc;

use proptest::prelude::*;

use super::tests::{app, gone_back, of, press};
use super::*;
use annals_model::Grouping;
use annals_scene::layout::Area;
use annals_scene::list::Listing;

/// Where the palette can be opened: the keys that lead there.
static PLACES: &[(&str, Mode)] = &[
    ("j j j", Mode::Browse),
    ("j j j a Enter", Mode::Browse),
    ("j j j r", Mode::Relations),
    ("j j j w", Mode::Relations),
    ("j j j o", Mode::Relations),
    ("j j j v j", Mode::Lanes),
];

fn at(keys: &str) -> App {
    let mut app = app();
    press(&mut app, keys);
    app
}

fn write(app: &mut App, text: &str) {
    for character in text.chars() {
        app.update(Message::Key(Key::character(character)));
    }
}

/// Opens the palette, writes a text and takes what is found first.
fn choose(app: &mut App, text: &str) -> Option<Effect> {
    press(app, ":");
    write(app, text);
    press(app, "Enter")
}

fn found(app: &App) -> &[Choice] {
    app.palette().expect("the palette is open").found()
}

fn first_command(app: &App) -> Option<&'static str> {
    match found(app).first() {
        Some(Choice::Command(place)) => Some(COMMANDS[*place].name),
        _ => None,
    }
}

#[test]
fn opens_by_both_keys_and_leaves_everything_as_it_was() {
    for (keys, mode) in PLACES {
        for (open, leave) in [(":", "Escape"), ("Ctrl-p", "Backspace"), (":", "x Escape")] {
            let mut app = at(keys);
            let before = (app.view().clone(), app.overlays().to_vec());
            assert_eq!(app.mode(), *mode);
            press(&mut app, open);
            assert_eq!(app.mode(), Mode::Palette);
            press(&mut app, leave);
            assert_eq!((app.view().clone(), app.overlays().to_vec()), before);
        }
    }
}

#[test]
fn every_command_by_its_name_does_what_its_key_does() {
    for (keys, mode) in PLACES {
        let start = at(keys);
        let mut opened = start.clone();
        press(&mut opened, ":");
        let listed = found(&opened).to_vec();
        for (place, command) in COMMANDS.iter().enumerate() {
            let is_here = command.modes.contains(mode)
                && (command.available)(&start)
                && command.action != Action::Palette;
            let choice = Choice::Command(place);
            assert_eq!(listed.contains(&choice), is_here, "{}", command.name);
            if !is_here {
                continue;
            }
            let mut by_name = start.clone();
            press(&mut by_name, ":");
            write(&mut by_name, command.name);
            assert_eq!(first_command(&by_name), Some(command.name));
            let effect = press(&mut by_name, "Enter");
            let mut by_key = start.clone();
            assert_eq!(effect, press(&mut by_key, command.keys[0]));
            assert_eq!(by_name.view(), by_key.view(), "{}", command.name);
            assert_eq!(by_name.overlays(), by_key.overlays(), "{}", command.name);
            assert_eq!(by_name.notice(), by_key.notice(), "{}", command.name);
            assert_eq!(by_name.arrangement(), by_key.arrangement());
            assert_eq!(by_name.history, by_key.history);
        }
    }
}

#[test]
fn effects_are_asked_for() {
    assert_eq!(choose(&mut app(), "quit"), Some(Effect::Quit));
    assert_eq!(choose(&mut app(), "suspend"), Some(Effect::Suspend));
    assert_eq!(choose(&mut app(), "redraw"), Some(Effect::Redraw));
}

#[test]
fn a_number_typed_before_counts_for_the_command() {
    let mut app = app();
    press(&mut app, "5");
    choose(&mut app, "next");
    assert_eq!(app.index().rank(app.view().event.unwrap()), 5);
    assert_eq!(app.count(), None);
}

#[test]
fn what_is_used_most_stands_first() {
    let mut app = app();
    press(&mut app, ":");
    assert_eq!(first_command(&app), Some(COMMANDS[0].name));
    press(
        &mut app,
        "Escape + + + f f j : Escape : Escape : Escape : x Backspace Escape",
    );
    choose(&mut app, "whole story");
    choose(&mut app, "fit-all");
    press(&mut app, "0 0 :");
    let names: Vec<_> = found(&app)
        .iter()
        .map(|choice| match choice {
            Choice::Command(place) => COMMANDS[*place].name,
            other => panic!("{other:?} without any text"),
        })
        .collect();
    assert_eq!(&names[..4], ["fit-all", "zoom-in", "fit-selection", "next"]);
    // Names that answer equally well come by use.
    write(&mut app, "f");
    let names: Vec<_> = found(&app)
        .iter()
        .filter_map(|choice| match choice {
            Choice::Command(place) => Some(COMMANDS[*place].name),
            _ => None,
        })
        .take(2)
        .collect();
    assert_eq!(names, ["fit-all", "fit-selection"]);
}

#[test]
fn an_event_is_gone_to_from_everywhere_and_back() {
    for (keys, _) in PLACES {
        let mut app = at(keys);
        let before = app.view().clone();
        choose(&mut app, "Ma seen in public again");
        let title = app.detail_title().as_str().to_lowercase();
        assert!(title.contains("seen in public"), "{title}");
        assert_eq!(
            (app.mode(), app.view().listing),
            (Mode::Browse, Listing::Events)
        );
        press(&mut app, "Backspace");
        assert_eq!(*app.view(), before);
    }
}

#[test]
fn an_actor_is_found_by_an_alias_too() {
    let text = "[actor.m]\nname = 'Jack Ma'\naliases = ['马云', 'Ma Yun']\n[[event]]\ntitle = 'x'\ndate = '2020'\n";
    for (typed, alias) in [("马云", Some(0)), ("ma yun", Some(1)), ("jack", None)] {
        let mut app = of(text);
        press(&mut app, ":");
        write(&mut app, typed);
        let [Choice::Actor(actor, by), ..] = found(&app) else {
            panic!("{typed}: {:?}", found(&app));
        };
        assert_eq!(*by, alias);
        let actor = *actor;
        press(&mut app, "Enter");
        assert_eq!(app.view().actor, Some(actor));
        assert_eq!(app.view().listing, Listing::Actors);
        press(&mut app, "Backspace");
        assert_eq!(app.view().listing, Listing::Events);
    }
}

#[test]
fn a_date_is_gone_to_as_by_its_own_prompt() {
    for (keys, mode) in PLACES {
        let mut app = at(keys);
        let before = app.view().clone();
        press(&mut app, ":");
        write(&mut app, "spring 2020");
        assert_eq!(found(&app)[0], Choice::Date);
        press(&mut app, "Enter");
        assert_eq!((app.mode(), &app.view().page), (Mode::Browse, &Page::Panes));
        let notice = app.notice().unwrap().as_str().to_owned();
        assert!(notice.starts_with("spring 2020: "), "{notice}");
        if *mode == Mode::Browse {
            let mut by_prompt = at(keys);
            press(&mut by_prompt, "d");
            write(&mut by_prompt, "spring 2020");
            press(&mut by_prompt, "Enter");
            assert_eq!(by_prompt.view(), app.view());
            assert_eq!(by_prompt.measure(), app.measure());
        }
        press(&mut app, "Backspace");
        assert_eq!(*app.view(), before);
    }
    let mut app = app();
    press(&mut app, ":");
    write(&mut app, "from nowhere");
    assert!(!found(&app).contains(&Choice::Date));
}

#[test]
fn nothing_found_is_no_reason_to_do_anything() {
    let mut app = app();
    let before = app.view().clone();
    press(&mut app, ":");
    write(&mut app, "xqzwxqzw");
    assert_eq!(found(&app), []);
    assert_eq!(press(&mut app, "Down PageUp Enter"), None);
    assert_eq!(app.mode(), Mode::Palette, "the text stays to be mended");
    press(&mut app, "Ctrl-u");
    assert!(!found(&app).is_empty());
    press(&mut app, "Escape");
    assert_eq!(*app.view(), before);
}

#[test]
fn the_choice_moves_and_stays_in_sight() {
    let mut app = app();
    press(&mut app, ":");
    let count = found(&app).len();
    let selected = |app: &App| {
        let palette = app.palette().unwrap();
        let shown = palette.first_row()..palette.first_row() + app.palette_height(palette);
        assert!(shown.contains(&palette.selected()));
        palette.selected()
    };
    let height = app.palette_height(app.palette().unwrap());
    for (keys, place) in [
        ("Up", 0),
        ("Down Ctrl-n Down", 3),
        ("Ctrl-p Up", 1),
        ("PageDown", 1 + height),
        ("PageUp PageUp", 0),
    ] {
        press(&mut app, keys);
        assert_eq!(selected(&app), place, "{keys}");
    }
    press(&mut app, &"PageDown ".repeat(40));
    assert_eq!(selected(&app), count - 1);
    write(&mut app, "zoom");
    assert_eq!(selected(&app), 0, "what is found anew begins at its best");
    press(&mut app, "Down Left");
    assert_eq!(selected(&app), 1, "moving the caret finds nothing anew");
}

#[test]
fn text_is_edited_and_pasted_as_in_every_line() {
    let mut app = app();
    press(&mut app, ":");
    app.update(Message::Paste("oom-in\nnever".to_owned()));
    press(&mut app, "Home z 5 Backspace End");
    assert_eq!(app.palette().unwrap().entry().text(), "zoom-in");
    assert_eq!(first_command(&app), Some("zoom-in"));
    press(&mut app, "Ctrl-w");
    assert!(app.palette().unwrap().entry().is_empty());
    assert_eq!(first_command(&app), Some(COMMANDS[0].name));
}

#[test]
fn a_click_chooses_and_performs() {
    let mut app = app();
    let window = app.view().window;
    press(&mut app, ":");
    write(&mut app, "zoom");
    let zoom_in = COMMANDS
        .iter()
        .position(|command| command.name == "zoom-in");
    let choice = Choice::Command(zoom_in.unwrap());
    let place = found(&app).iter().position(|other| *other == choice);
    let mut hits = HitMap::default();
    hits.add(Area::new(0, 12, 80, 1), Hit::Choice(place.unwrap()));
    hits.add(Area::new(0, 13, 80, 1), Hit::Choice(usize::MAX));
    app.set_hits(hits);
    let mut point = |row, action| {
        app.update(Message::Pointer(Pointer {
            column: 9,
            row,
            action,
        }));
        (app.mode(), app.view().window.length())
    };
    for row in [2, 13] {
        assert_eq!(point(row, PointerAction::Press).0, Mode::Palette);
    }
    assert_eq!(point(12, PointerAction::ScrollDown).0, Mode::Palette);
    let (mode, length) = point(12, PointerAction::Press);
    assert_eq!(mode, Mode::Browse);
    assert!(length < window.length());
}

#[test]
fn so_many_titles_are_gone_through_and_no_more() {
    let mut timeline = of("[[event]]\ntitle = 'needle'\n").timeline().clone();
    let event = timeline.events[0].clone();
    for (count, limit) in [(20_000, None), (20_001, Some(20_000))] {
        timeline.events = vec![event.clone(); count].into();
        let mut app = App::new(Arc::new(timeline.clone()), &Options::default());
        press(&mut app, ":");
        assert_eq!(
            app.palette().unwrap().limit(),
            None,
            "nothing is searched yet"
        );
        write(&mut app, "needle");
        assert_eq!(app.palette().unwrap().limit(), limit);
        let events = found(&app)
            .iter()
            .filter(|choice| matches!(choice, Choice::Event(_)));
        assert_eq!(events.count(), 20_000);
    }
}

#[test]
fn lanes_that_change_below_the_palette_do_no_harm() {
    let mut app = at("v G :");
    write(&mut app, "lane-show");
    let task = Task::Group(app.story.clone(), Grouping::None);
    app.update(task.run(&|| true).expect("an answer"));
    assert_eq!(app.mode(), Mode::Palette);
    press(&mut app, "Enter");
    assert_eq!(app.notice().unwrap().as_str(), "One lane has to stay.");
    assert_eq!(app.mode(), Mode::Lanes);
}

/// A key in the palette: mostly one that writes something that is there to be found.
fn any_key() -> impl Strategy<Value = Key> {
    let bound = COMMANDS
        .iter()
        .filter(|command| command.modes.contains(&Mode::Palette));
    let keys = bound.flat_map(Command::default_keys);
    let keys = keys.map(|keys| keys.key).collect::<Vec<_>>();
    let letters: Vec<char> = "zoomlanewhtchidgrjackma0123 -马".chars().collect();
    prop_oneof![
        6 => prop::sample::select(letters).prop_map(Key::character),
        3 => prop::sample::select(keys),
        1 => Just(Key::character(':')),
        1 => any::<char>().prop_map(Key::character),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_random_walk_stays_among_what_is_found(
        place in prop::sample::select(PLACES),
        keys in prop::collection::vec(any_key(), 1..50),
    ) {
        let mut app = at(place.0);
        press(&mut app, ":");
        for key in keys {
            // A search or a filter is a step from where it was begun.
            let begun = app.searching.before.clone().or(app.filtering.before.clone());
            let seen = app.view().clone();
            let before = (begun.unwrap_or_else(|| seen.clone()), app.history.len());
            app.update(Message::Key(key));
            if let Some(palette) = app.palette() {
                let (selected, first) = (palette.selected(), palette.first_row());
                prop_assert!(selected < palette.found().len().max(1));
                prop_assert!((first..first + app.palette_height(palette)).contains(&selected));
                prop_assert_eq!(app.view(), &seen, "what is written changes nothing");
            } else if app.history.len() > before.1 {
                let back = gone_back(&app, 1);
                prop_assert_eq!(back.view(), &before.0);
            }
        }
    }
}
