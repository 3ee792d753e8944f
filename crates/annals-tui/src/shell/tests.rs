//! Tests of what holds for all screens: the tables, keys, the way back, and random input.

mod clicks_and_keys;
mod random_input;
mod random_sessions;

use std::collections::{BTreeSet, HashSet};

use annals_model::AccountIndex;
use annals_model::text::Clean;
use annals_scene::layout::Pane;
use annals_scene::list::Listing;
use annals_time::Window;

use super::*;
use crate::keys::Keymap;
use crate::test_support::{
    LANES, SOURCES, app, article, article_and_record, browse, notice, open, press, screen,
    selected_id, top,
};

#[test]
fn every_default_key_can_be_read_and_is_bound_once_on_a_screen() {
    let keymap = Keymap::default();
    let mut bound = HashSet::new();
    for entry in screens::ALL {
        let commands = entry.commands();
        for spec in commands.specs {
            assert!(!spec.keys.is_empty(), "{}", spec.name);
            for text in spec.keys {
                let keys: KeySequence = text
                    .parse()
                    .unwrap_or_else(|_| panic!("{text} of {}", spec.name));
                assert_eq!(keys.to_string(), *text);
                let screen = commands.name;
                assert!(bound.insert((screen, keys)), "{text} twice on {screen}");
                if !(commands.takes)(keys.first()) {
                    assert_eq!(
                        keymap.command(screen, keys),
                        Some(spec),
                        "{text} on {screen}"
                    );
                    assert!(keys.prefix.is_some() || !keymap.is_prefix(screen, keys.key));
                }
            }
        }
    }
}

#[test]
fn names_of_screens_and_commands_are_unique() {
    let screens: BTreeSet<_> = screens::ALL
        .iter()
        .map(|entry| entry.commands().name)
        .collect();
    assert_eq!(screens.len(), screens::ALL.len());
    let keymap = Keymap::default();
    let names: BTreeSet<_> = keymap.specs().iter().map(|spec| spec.name).collect();
    assert_eq!(names.len(), keymap.specs().len());
}

#[test]
fn every_event_and_every_actor_is_reached_by_going_down() {
    let mut shell = app();
    let mut events = vec![selected_id(&shell)];
    for _ in 1..shell.cx.timeline().events.len() {
        press(&mut shell, "j");
        events.push(selected_id(&shell));
    }
    let all = shell.cx.timeline().events.iter();
    let all: BTreeSet<_> = all.map(|event| event.id.raw().to_owned()).collect();
    assert_eq!(events.iter().cloned().collect::<BTreeSet<_>>(), all);
    assert_eq!(press(&mut shell, "j"), []);
    let last = events.last().expect("an event");
    assert_eq!(selected_id(&shell), *last, "the list ends where it ends");

    press(&mut shell, "a g");
    let mut actors = BTreeSet::from([browse(&shell).actor.expect("an actor")]);
    for _ in 1..shell.cx.timeline().actors.len() {
        press(&mut shell, "j");
        actors.insert(browse(&shell).actor.expect("an actor"));
    }
    assert_eq!(actors.len(), shell.cx.timeline().actors.len());
}

#[test]
fn arrows_and_letters_do_the_same() {
    for (letters, arrows) in [
        ("j j k", "Down Down Up"),
        ("l h h", "Right Left Left"),
        ("G g", "End Home"),
    ] {
        let (mut one, mut other) = (app(), app());
        press(&mut one, letters);
        press(&mut other, arrows);
        assert_eq!(one.cx.view(), other.cx.view());
    }
}

#[test]
fn following_leads_on_and_back_returns_to_the_exact_view() {
    let mut shell = app();
    press(&mut shell, "j j j + Right Enter");
    assert_eq!(browse(&shell).pane, Pane::Detail);
    let before = shell.cx.view();
    let links = browse(&shell).detail().items.len();
    assert!(links >= 2, "the event has actors and a cause");
    press(&mut shell, "Enter");
    assert_eq!(browse(&shell).listing, Listing::Actors);
    let on_actor = shell.cx.view();
    press(&mut shell, "j Enter");
    assert_ne!(shell.cx.view(), on_actor);
    press(&mut shell, "Backspace Backspace");
    assert_eq!(shell.cx.view(), before);
    press(&mut shell, "Backspace");
    assert_eq!(notice(&shell), "This is where you started.");
}

#[test]
fn zooming_in_and_out_by_the_same_steps_returns_to_the_same_window() {
    let mut shell = app();
    press(&mut shell, "j j j");
    let start = shell.cx.place.window;
    press(&mut shell, &"+ ".repeat(40));
    assert!(shell.cx.place.window.length() < start.length());
    press(&mut shell, &"- ".repeat(100));
    press(&mut shell, &"+ ".repeat(100));
    press(&mut shell, "0 + + - -");
    assert_eq!(shell.cx.place.window, start);
}

#[test]
fn zooming_says_where_it_ends() {
    let mut shell = app();
    press(&mut shell, "j j");
    press(&mut shell, &"+ ".repeat(80));
    assert_eq!(notice(&shell), "The window cannot be shorter than this.");
    assert_eq!(shell.cx.place.window.length(), Window::MIN_LENGTH);
    press(&mut shell, &"- ".repeat(200));
    assert_eq!(notice(&shell), "This is the whole of the time axis.");
}

#[test]
fn escape_closes_and_never_quits() {
    let mut shell = app();
    for keys in [
        "Escape",
        "Enter Escape",
        "a Escape",
        "? Escape",
        "Escape Escape F5 Escape",
    ] {
        assert_eq!(press(&mut shell, keys), []);
        assert_eq!(top(&shell), "browse");
    }
    let browse = browse(&shell);
    assert_eq!((browse.pane, browse.listing), (Pane::List, Listing::Events));
}

#[test]
fn quitting_suspending_and_redrawing_are_effects() {
    let mut shell = app();
    assert_eq!(press(&mut shell, "Ctrl-l"), [Effect::Redraw]);
    assert_eq!(press(&mut shell, "Ctrl-z"), [Effect::Suspend]);
    assert_eq!(press(&mut shell, "? q"), [], "q closes the help first");
    assert_eq!(press(&mut shell, "q"), [Effect::Quit]);
    assert_eq!(press(&mut shell, "Ctrl-c"), [Effect::Quit]);
}

#[test]
fn selecting_an_event_out_of_sight_moves_the_window() {
    let mut shell = open(
        "opening = '2000/2001'\n[[event]]\ntitle='a'\ndate='2000'\n[[event]]\ntitle='b'\ndate='2050'\n",
    );
    let length = shell.cx.place.window.length();
    press(&mut shell, "j");
    let when = shell.cx.timeline().events.read(1).when.clone();
    let start = when.expect("a date").earliest_start();
    assert!(shell.cx.place.window.contains(start));
    assert_eq!(shell.cx.place.window.length(), length);
}

#[test]
fn a_timeline_without_anything_can_be_used_too() {
    for text in [
        "",
        "title = 'x'",
        "[actor.a]\n",
        "[[event]]\ntitle = 'no date'\n",
    ] {
        let mut shell = open(text);
        press(
            &mut shell,
            "/ x Enter n N / e Escape j k Enter Enter a j Enter G g PageDown t f c c F + - z Z 0 < > Tab J K . , [ ] m m m s v j Space p c o Tab l x a Escape r j Enter w l Enter o j Escape x y t y m y l y Escape y x d 2 0 Enter d Escape Escape Backspace ?",
        );
        assert_eq!(top(&shell), "help");
    }
}

#[test]
fn the_time_of_day_needs_no_frame() {
    let mut shell = app();
    assert!(shell.take_dirty());
    assert!(!shell.take_dirty());
    let time = annals_time::Time::from_date(2024, 5, 17);
    let elapsed = std::time::Duration::ZERO;
    shell.update(Message::Now(crate::message::Moment { time, elapsed }));
    assert!(!shell.take_dirty());
    press(&mut shell, "j");
    assert!(shell.take_dirty());
}

#[test]
fn pasted_text_does_not_act_as_keys() {
    let mut shell = app();
    let before = shell.cx.view();
    assert_eq!(shell.update(Message::Paste("jjjq\u{1b}".to_owned())), []);
    assert_eq!(shell.cx.view(), before);
}

#[test]
fn a_number_before_a_command_repeats_it() {
    let mut shell = app();
    let rank = |shell: &Shell| {
        let event = shell.cx.place.event.expect("an event");
        shell.cx.index().rank(event)
    };
    press(&mut shell, "5 j");
    assert_eq!(rank(&shell), 5);
    press(&mut shell, "1 2 G");
    assert_eq!(rank(&shell), 11);
    press(&mut shell, "1 0 k");
    assert_eq!(rank(&shell), 1);
    press(&mut shell, "9 9 9 9 9 9 9 9 9 9 9 9 G");
    assert_eq!(rank(&shell), 20);
    let start = shell.cx.place.window;
    press(&mut shell, "3 +");
    let closer = shell.cx.place.window;
    press(&mut shell, "3 - + + +");
    assert_eq!(shell.cx.place.window, closer);
    press(&mut shell, "4 Escape j 0");
    assert_eq!(shell.count, None, "Escape cancels a number");
    assert_eq!(shell.cx.place.window, start, "0 alone fits the whole story");
    for keys in [
        "9 9 9 9 9 9 9 9 9 +",
        "9 9 9 9 9 9 9 9 9 -",
        "9 9 9 9 9 9 9 9 9 Left",
        "9 9 9 9 9 9 9 9 9 Tab 9 9 9 9 9 9 9 9 9 j",
    ] {
        press(&mut shell, keys);
    }
}

#[test]
fn forward_undoes_back() {
    let mut shell = app();
    press(&mut shell, "j j Enter Enter j Enter");
    let end = shell.cx.view();
    press(&mut shell, "Backspace Alt-Left");
    let start = shell.cx.view();
    press(&mut shell, "Alt-Right Ctrl-r");
    assert_eq!(shell.cx.view(), end);
    press(&mut shell, "2 Backspace");
    assert_eq!(shell.cx.view(), start);
    press(&mut shell, "a Alt-Right");
    assert_eq!(notice(&shell), "There is nothing further forward.");
}

#[test]
fn the_theme_after_the_last_is_the_first() {
    let options = Options {
        themes: ["terminal", "class-dark", "mine"].map(Clean::own).to_vec(),
        theme: 1,
        ..Options::default()
    };
    let mut shell = Shell::new(article(), &options);
    let mut themes = Vec::new();
    for _ in 0..3 {
        press(&mut shell, "T");
        themes.push(shell.theme());
    }
    assert_eq!(themes, [2, 0, 1]);
    assert!(notice(&shell).contains("class-dark"), "{}", notice(&shell));
    press(&mut shell, "5 T w T");
    assert_eq!(shell.theme(), 1, "also on the pages");
    let before = shell.cx.view();
    press(&mut shell, "T");
    assert_eq!(shell.cx.view(), before, "nothing else changes");
}

/// Opens a screen of a story with two accounts, by the first key of the command that opens it.
fn opened(name: &str) -> Shell {
    let mut shell = if name == "address" {
        open(
            "[source.s]\naddress = 'https://example.org/'\n[[event]]\ntitle = 'x'\nevidence = ['s']\n",
        )
    } else {
        accounts_app()
    };
    let entry = crate::screens::ALL
        .iter()
        .find(|entry| entry.commands().name == name)
        .expect("a screen");
    let keys = match (name, entry.opened_by) {
        ("browse", _) => "j j j",
        ("chain", _) => "j j j r",
        ("help-search", _) => "? /",
        // It opens by itself where more than two accounts could be meant.
        ("accounts", _) => "",
        (_, [spec, ..]) => spec.keys[0],
        (_, []) => panic!("say here how {name} is opened"),
    };
    press(&mut shell, keys);
    if name == "accounts" {
        shell
            .cx
            .push(crate::screens::accounts::AccountList::default());
        shell.finish();
    }
    assert_eq!(top(&shell), name);
    shell
}

/// The article with its public record as a second account that is off, and two themes.
fn accounts_app() -> Shell {
    let accounts = article_and_record();
    let first = [AccountIndex::FIRST].into_iter().collect();
    let timeline = accounts.overlay(&first).timeline;
    let options = Options {
        accounts,
        themes: ["one", "two"].map(Clean::own).to_vec(),
        ..Options::default()
    };
    Shell::new(timeline, &options)
}

#[test]
fn every_command_of_every_screen_changes_something_or_says_why_not() {
    let mut silent = Vec::new();
    for entry in screens::ALL {
        let commands = entry.commands();
        let picture = screen(&mut opened(commands.name), 80, 24, false);
        for spec in commands.specs {
            let mut shell = opened(commands.name);
            let state = |shell: &Shell| {
                let cx = &shell.cx;
                let (lanes, marks) = (cx.lanes.arrangement.clone(), cx.marks.measured.clone());
                (cx.view(), cx.below.clone(), lanes, marks, shell.theme())
            };
            let before = state(&shell);
            shell.cx.requests.notice = None;
            shell.cx.begin_input();
            shell.perform(spec, Count::default());
            let does_something = !shell.finish().is_empty()
                || !notice(&shell).is_empty()
                || before != state(&shell)
                || picture != screen(&mut shell, 80, 24, false);
            if !does_something && !STILL.contains(&spec.name) {
                silent.push(format!("{} on {}", spec.name, commands.name));
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}

/// Commands that do nothing where there is nothing to move or delete, as everywhere else.
static STILL: &[&str] = &[
    "next",
    "previous",
    "move-on",
    "page-down",
    "page-up",
    "first",
    "last",
    "scroll-down",
    "scroll-up",
    "close",
    "caret-left",
    "caret-right",
    "caret-start",
    "caret-end",
    "delete-after",
    "delete-word",
    "delete-all",
    "next-choice",
    "previous-choice",
    "choices-down",
    "choices-up",
    "cursor-left",
    "cursor-right",
    "row-start",
    "row-end",
    "next-mark",
    "previous-mark",
    "earlier",
    "later",
    "accept",
    "first-card",
];

#[test]
fn the_first_key_of_a_sequence_waits_for_the_second() {
    let mut shell = open(SOURCES);
    shell.take_dirty();
    assert_eq!(press(&mut shell, "y"), []);
    assert_eq!(shell.pending, Some(Key::character('y')));
    assert!(shell.take_dirty(), "the footer says what may follow");
    let effects = press(&mut shell, "t");
    assert!(matches!(effects.as_slice(), [Effect::Copy(_)]));
    assert_eq!(shell.pending, None);
    for (keys, words) in [
        ("y Escape", "y is cancelled. After y: t copy text, "),
        ("y j", "y j does nothing. After y: t copy text, "),
        ("5 y 2", "y 2 does nothing. "),
    ] {
        let before = shell.cx.view();
        assert_eq!(press(&mut shell, keys), []);
        let notice = notice(&shell);
        assert!(notice.starts_with(words), "{notice}");
        assert!(notice.contains("l copy reference"), "{notice}");
        assert_eq!((shell.pending, shell.count), (None, None));
        assert_eq!(shell.cx.view(), before, "{keys}");
    }
    assert_eq!(press(&mut shell, "y Ctrl-c"), [Effect::Quit]);
    press(&mut shell, "y");
    shell.update(Message::Paste("t".to_owned()));
    assert_eq!(shell.pending, None, "pasted text is no key");
}

#[test]
fn a_number_may_stand_before_a_sequence() {
    let bound = |text: &str| text.parse::<KeySequence>().expect("keys");
    let (keymap, conflicts) = screens::keymap(&[
        (&commands::NEXT, vec![bound("ö j"), bound("Down")]),
        (&commands::FIT_ALL, vec![bound("ö 0")]),
    ]);
    assert_eq!(conflicts, []);
    let options = Options {
        keymap,
        ..Options::default()
    };
    let mut shell = Shell::new(article(), &options);
    let rank = |shell: &Shell| {
        let event = shell.cx.place.event.expect("an event");
        shell.cx.index().rank(event)
    };
    press(&mut shell, "1 2 ö j");
    assert_eq!(rank(&shell), 12);
    press(&mut shell, "Down ö j");
    assert_eq!(rank(&shell), 14);
    let start = shell.cx.place.window;
    press(&mut shell, "+ + ö 0");
    assert_eq!(
        shell.cx.place.window, start,
        "a digit may be the second key"
    );
    // The lanes page knows the sequence too; in the prompt, ö is a letter.
    press(&mut shell, "ö v");
    assert_eq!(top(&shell), "browse");
    press(&mut shell, "v ö");
    assert_eq!(shell.pending, Some(Key::character('ö')));
    press(&mut shell, "Escape Escape d ö");
    assert_eq!((top(&shell), shell.pending), ("date", None));
}

#[test]
fn a_story_that_is_opened_later_replaces_what_was_waited_for() {
    let whole = open(LANES);
    let title = &whole.cx.timeline().title;
    let mut waiting = Shell::waiting_for(title, "Arranging 7 events.", &Options::default());
    press(&mut waiting, "j k v d Escape + - Enter a ? ?");
    assert!(waiting.cx.progress.waiting.is_some());
    assert!(screen(&mut waiting, 80, 24, false).contains("Arranging 7 events."));
    waiting.update(Message::Opened(whole.cx.story.clone()));
    assert!(waiting.cx.progress.waiting.is_none() && waiting.take_dirty());
    assert_eq!(waiting.cx.view(), whole.cx.view());
}
