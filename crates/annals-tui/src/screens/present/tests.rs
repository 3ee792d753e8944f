//! Tests of the presentation: going from card to card, the blank screen, the clock, advancing
//! automatically, tours, reloading, and how cards look.

use std::time::Duration;

use annals_index::query::Query;
use annals_time::Time;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::context::filter::Terms;
use crate::keys::{Key, Pointer};
use crate::message::{Effect, Message, Moment};
use crate::options::{Options, Start};
use crate::shell::Shell;
use crate::test_support::{
    app, article, browse, notice, open, open_file, press, reread, screen, selected_id, top, top_as,
};

/// Opens the article on a screen on which each event has one card without parts.
fn wide() -> Shell {
    let mut shell = app();
    shell.update(Message::Resize {
        columns: 120,
        rows: 36,
    });
    shell
}

/// Returns the number of the card, from 1.
fn number(shell: &Shell) -> Option<usize> {
    shell.presented().map(|presented| presented.place.0)
}

fn card(shell: &Shell) -> CardView {
    let present = top_as::<PresentScreen>(shell).expect("a presentation");
    present.view(shell.context()).expect("room for a card")
}

fn clock(shell: &Shell) -> Option<String> {
    let cx = shell.context();
    let clock = Session::of(cx).clock(cx.display.elapsed)?;
    Some(clock.to_string())
}

fn is_blank(shell: &Shell) -> bool {
    Session::of(shell.context()).is_blank
}

fn set_time(shell: &mut Shell, seconds: i64) -> Vec<Effect> {
    let elapsed = Duration::from_secs(seconds.unsigned_abs());
    set_clock(shell, seconds, elapsed)
}

/// Sets the time of day and what the program has been running.
fn set_clock(shell: &mut Shell, seconds: i64, elapsed: Duration) -> Vec<Effect> {
    let time = Time::new(seconds, 0);
    shell.update(Message::Now(Moment { time, elapsed }))
}

fn wake(shell: &mut Shell) -> Vec<Effect> {
    shell.update(Message::Woken)
}

fn after(seconds: u64) -> Vec<Effect> {
    vec![Effect::Wake(Duration::from_secs(seconds))]
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
fn keys_go_from_card_to_card(#[case] keys: &str, #[case] expected: usize) {
    let mut shell = wide();
    press(&mut shell, "p");
    assert_eq!((top(&shell), number(&shell)), ("present", Some(1)));
    press(&mut shell, keys);
    assert_eq!(number(&shell), Some(expected));
}

#[test]
fn the_mouse_goes_from_card_to_card() {
    let mut shell = wide();
    press(&mut shell, "p");
    for (action, expected) in [
        (PointerAction::Press, 2),
        (PointerAction::Release, 2),
        (PointerAction::ScrollDown, 3),
        (PointerAction::ScrollUp, 2),
    ] {
        shell.update(Message::Pointer(Pointer {
            column: 5,
            row: 5,
            action,
        }));
        assert_eq!(number(&shell), Some(expected), "{action:?}");
    }
}

/// The start button of clickers sends F5 and Escape in turn.
#[test]
fn f5_and_escape_in_turn_never_quit_and_return_to_the_same_card() {
    let mut shell = wide();
    press(&mut shell, "Escape F5 F5");
    assert_eq!(number(&shell), Some(1), "F5 in a presentation does nothing");
    press(&mut shell, "6 Enter");
    let event = selected_id(&shell);
    for _ in 0..3 {
        assert!(press(&mut shell, "Escape").is_empty());
        assert_eq!(
            (top(&shell), selected_id(&shell)),
            ("browse", event.clone())
        );
        assert!(press(&mut shell, "Escape").is_empty());
        press(&mut shell, "F5");
        assert_eq!(
            (number(&shell), selected_id(&shell)),
            (Some(7), event.clone())
        );
    }
    assert!(press(&mut shell, "q").is_empty(), "q only closes it");
    assert_eq!(top(&shell), "browse");
    press(&mut shell, "Backspace");
    assert_eq!(number(&shell), Some(7), "the way back leads into it");
}

#[test]
fn closing_it_selects_the_event_of_the_card_in_the_list_of_events() {
    let mut shell = wide();
    press(&mut shell, "a p 4 Enter Escape");
    assert_eq!(browse(&shell).listing, annals_scene::list::Listing::Events);
    let cx = shell.context();
    assert_eq!(cx.place.event, cx.index().order().get(3).copied());
}

#[rstest]
#[case(".")]
#[case("b")]
fn the_blank_key_hides_the_card_and_shows_it_again(#[case] key: &str) {
    let mut shell = app();
    press(&mut shell, "p Space Space");
    let before = shell.context().view();
    press(&mut shell, key);
    assert!(is_blank(&shell));
    assert!(screen(&mut shell, 80, 24, false).trim().is_empty());
    press(&mut shell, key);
    assert!(!is_blank(&shell));
    press(&mut shell, &format!("{key} PageDown"));
    assert!(!is_blank(&shell));
    assert_eq!(shell.context().view(), before, "it does not move on");
    press(&mut shell, &format!("{key} Escape F5"));
    assert!(!is_blank(&shell), "a presentation never begins blank");
    press(&mut shell, &format!("{key} Escape Backspace"));
    assert_eq!((top(&shell), is_blank(&shell)), ("present", false));
}

#[test]
fn step_by_step_a_card_shows_the_date_then_what_happened_then_why() {
    let mut shell = wide();
    press(&mut shell, "p 4 Enter s");
    let shown = |shell: &Shell| {
        let view = card(shell);
        let part = view.card.part(view.part);
        (part.headline, part.end)
    };
    assert_eq!(shown(&shell), (false, 0));
    press(&mut shell, "Space");
    let what = shown(&shell);
    assert!(what.0 && what.1 > 0);
    press(&mut shell, "Space");
    assert!(shown(&shell).1 > what.1, "why");
    assert_eq!(number(&shell), Some(5), "still the same card");
    press(&mut shell, "Space");
    assert_eq!((number(&shell), shown(&shell)), (Some(6), (false, 0)));
    press(&mut shell, "PageUp");
    assert!(shown(&shell).1 > what.1, "going back shows the whole card");
}

#[test]
fn each_card_selects_its_event() {
    let mut shell = app();
    press(&mut shell, "p");
    let mut seen = Vec::new();
    for _ in 0..21 {
        let before = number(&shell);
        while number(&shell) == before {
            press(&mut shell, "PageDown");
        }
        seen.push(shell.context().place.event.expect("an event"));
        let cx = shell.context();
        let (start, end) = {
            let when = cx.timeline().event(seen[seen.len() - 1]).when.as_ref();
            when.map_or((Time::MIN, Time::MAX), annals_time::When::reach)
        };
        let window = cx.place.window;
        assert!(
            start < window.end() && end > window.start(),
            "it is in view"
        );
    }
    assert_eq!(seen, shell.context().index().order());
}

#[test]
fn the_clock_and_advancing_automatically_ask_to_be_woken_and_nothing_else_does() {
    let mut shell = wide();
    set_time(&mut shell, 1_000);
    press(&mut shell, "p");
    assert_eq!(clock(&shell), None);
    assert_eq!(wake(&mut shell), [], "nothing asked for it");
    assert_eq!(press(&mut shell, "t"), after(1));
    set_time(&mut shell, 1_065);
    assert_eq!(clock(&shell).as_deref(), Some("01:05"));
    assert_eq!(press(&mut shell, "t"), []);
    assert_eq!(press(&mut shell, "3 0 a"), after(30));
    assert_eq!(clock(&shell).as_deref(), Some("every 30 s"));
    set_time(&mut shell, 1_090);
    assert_eq!(wake(&mut shell), after(5));
    assert_eq!(number(&shell), Some(1));
    set_time(&mut shell, 1_095);
    assert_eq!(wake(&mut shell), after(30));
    assert_eq!(number(&shell), Some(2));
    set_time(&mut shell, 1_100);
    press(&mut shell, "Space");
    set_time(&mut shell, 1_125);
    assert_eq!(wake(&mut shell), after(5));
    assert_eq!(number(&shell), Some(3), "each card has its whole time");
    press(&mut shell, "a");
    set_time(&mut shell, 2_000);
    assert_eq!(wake(&mut shell), []);
    assert_eq!(number(&shell), Some(3));
    press(&mut shell, "a Escape");
    set_time(&mut shell, 3_000);
    assert_eq!((wake(&mut shell), top(&shell)), (vec![], "browse"));
}

#[test]
fn waking_needs_a_frame_only_for_the_clock_and_the_next_card() {
    let mut shell = wide();
    set_time(&mut shell, 0);
    press(&mut shell, "p 1 0 a");
    shell.take_dirty();
    set_time(&mut shell, 5);
    wake(&mut shell);
    assert!(!shell.take_dirty(), "the next card is not due yet");
    set_time(&mut shell, 10);
    wake(&mut shell);
    assert!(shell.take_dirty());
    press(&mut shell, "t");
    shell.take_dirty();
    wake(&mut shell);
    assert!(shell.take_dirty());
}

#[rstest]
#[case::blank(".")]
#[case::below_the_help("?")]
#[case::below_a_search("/")]
fn a_card_that_cannot_be_seen_does_not_advance(#[case] key: &str) {
    let mut shell = app();
    set_time(&mut shell, 0);
    press(&mut shell, &format!("p 1 0 a {key}"));
    set_time(&mut shell, 11);
    assert_eq!(wake(&mut shell), after(10), "it has its whole time again");
    assert_eq!(number(&shell), Some(1));
}

#[test]
fn a_session_can_begin_with_a_presentation_that_advances_automatically() {
    let start = Start {
        begin: Begin::PresentByItself(Duration::from_secs(7)),
        ..Start::default()
    };
    let options = Options {
        start,
        ..Options::default()
    };
    let mut shell = Shell::new(article(), &options);
    assert_eq!((top(&shell), number(&shell)), ("present", Some(1)));
    assert_eq!(set_time(&mut shell, 50), after(7));
    assert!(!shell.context().history.has_past());
    press(&mut shell, "Escape");
    assert_eq!(top(&shell), "browse", "Escape never quits");
}

proptest! {
    /// The clock is set to any time while cards advance by themselves: each card has its whole time, none is
    /// skipped, and the program never asks to be woken at once again and again.
    #[test]
    fn a_clock_that_is_set_neither_skips_a_card_nor_spins(clocks in prop::collection::vec(any::<i64>(), 1..10)) {
        let mut shell = wide();
        let mut elapsed = Duration::from_millis(3);
        set_clock(&mut shell, 1_000, elapsed);
        press(&mut shell, "p t");
        prop_assert_eq!(press(&mut shell, "9 a"), after(1));
        press(&mut shell, "t");
        for (card, clock) in (1..).zip(clocks) {
            prop_assert_eq!(number(&shell), Some(card));
            elapsed += Duration::from_secs(4);
            set_clock(&mut shell, clock, elapsed);
            prop_assert_eq!(wake(&mut shell), after(5));
            elapsed += Duration::from_secs(5);
            set_clock(&mut shell, clock.saturating_add(5), elapsed);
            prop_assert_eq!(wake(&mut shell), after(9));
        }
    }
}

#[test]
fn the_notes_terminal_learns_when_the_presentation_began_by_the_clock_as_it_is_set_now() {
    let mut shell = wide();
    let begun = |shell: &Shell| shell.presented()?.begun.map(Time::seconds);
    set_clock(&mut shell, 1_000, Duration::from_secs(7));
    press(&mut shell, "p");
    assert_eq!(begun(&shell), Some(1_000));
    // A clock that runs a little fast is no reason to write anything.
    set_clock(&mut shell, 1_061, Duration::from_secs(67));
    assert_eq!(begun(&shell), Some(1_000));
    set_clock(&mut shell, -50_000, Duration::from_secs(67));
    assert_eq!(begun(&shell), Some(-50_060));
    // A clock that cannot be shown says nothing.
    let moment = Moment {
        time: None,
        elapsed: Duration::from_secs(68),
    };
    shell.update(Message::Now(moment));
    assert_eq!(begun(&shell), Some(-50_060));
    press(&mut shell, "t");
    assert_eq!(clock(&shell).as_deref(), Some("01:01"));
}

#[test]
fn a_session_can_begin_at_the_card_of_an_event() {
    let timeline = article();
    let event = EventIndex::new(5);
    let start = Start {
        begin: Begin::Present,
        event: Some(event),
        ..Start::default()
    };
    let options = Options {
        start,
        ..Options::default()
    };
    let shell = Shell::new(timeline, &options);
    let cx = shell.context();
    assert_eq!((top(&shell), cx.place.event), ("present", Some(event)));
    let position = cx.index().rank(event);
    assert_eq!(number(&shell), Some(position + 2));
}

#[test]
fn a_search_turns_to_the_event_that_it_finds_and_escape_returns() {
    let mut shell = app();
    press(&mut shell, "p Space / ~rumours");
    assert!(selected_id(&shell).contains("rumours"));
    press(&mut shell, "Enter");
    assert_eq!(top(&shell), "present");
    let cx = shell.context();
    let found = cx.index().rank(cx.place.event.expect("an event")) + 2;
    assert_eq!(number(&shell), Some(found));
    press(&mut shell, "/ ~xqzxqz");
    press(&mut shell, "Escape");
    assert_eq!(number(&shell), Some(found));
}

#[test]
fn only_events_that_pass_the_filter_are_presented() {
    let mut shell = app();
    press(&mut shell, "& ~actor:jack-ma Enter p");
    assert_eq!(shell.presented().expect("a card").place, (1, 9));
}

#[test]
fn a_filter_of_the_options_applies_to_the_presentation_at_the_start() {
    let text = "actor:jack-ma";
    let query = Query::parse(text).expect("a query");
    let start = Start {
        begin: Begin::Present,
        filter: Some(Terms::new(text.to_owned(), query)),
        ..Start::default()
    };
    let options = Options {
        start,
        ..Options::default()
    };
    let shell = Shell::new(article(), &options);
    assert_eq!(shell.presented().expect("a card").place, (1, 9));
}

#[test]
fn the_notes_terminal_gets_the_card_its_notes_and_the_next_card() {
    let mut shell = app();
    assert_eq!(shell.presented(), None);
    press(&mut shell, "p 2 1 Enter");
    let presented = shell.presented().expect("a card");
    let cx = shell.context();
    let event = cx.timeline().event(cx.place.event.expect("an event"));
    assert_eq!(
        (presented.place, &presented.title, &presented.notes),
        ((22, 23), &event.title, &event.notes)
    );
    assert_eq!(presented.next.expect("a next card").as_str(), "Sources");
    press(&mut shell, "G");
    assert_eq!(shell.presented().expect("a card").next, None);
    press(&mut shell, "?");
    assert!(shell.presented().is_some(), "also while the help is open");
    press(&mut shell, "Escape Escape");
    assert_eq!(shell.presented(), None);
}

#[test]
fn a_story_without_events_has_a_title_and_sources() {
    let mut shell = open("title = 'nothing yet'");
    press(&mut shell, "p Space Space Space PageUp s t . .");
    assert_eq!(shell.presented().expect("a card").place.1, 2);
}

#[test]
fn a_tour_is_presented_in_its_order_and_can_be_left_for_all_events() {
    let mut shell = open(
        "title = 'x'
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
",
    );
    shell.update(Message::Resize {
        columns: 120,
        rows: 36,
    });
    let place = |shell: &Shell| shell.presented().expect("a card").place;
    press(&mut shell, "p");
    assert_eq!(place(&shell), (1, 5), "title, three steps, sources");
    let headlines = |shell: &mut Shell, keys: &str| -> Vec<String> {
        let mut seen = Vec::new();
        for key in keys.split_whitespace() {
            press(shell, key);
            seen.push(card(shell).card.card.headline.to_string());
        }
        seen
    };
    assert_eq!(
        headlines(&mut shell, "l l l l"),
        ["Two", "A heading", "One", "Sources"]
    );
    press(&mut shell, "1 Enter");
    let present = top_as::<PresentScreen>(&shell).expect("a presentation");
    let step = present.step_name(shell.context());
    assert_eq!(step.expect("a name").as_str(), "First");
    assert_eq!(
        shell.presented().expect("a card").notes.as_str(),
        "of the step\n\nof the event"
    );
    let window = &shell.context().place.window;
    assert_eq!(annals_time::describe_window(window, true), "2018-2030");
    // An actor is introduced on the first card of the tour on which it takes part.
    let introduces =
        |shell: &Shell| format!("{:?}", card(shell).card.card.lines).contains("Somebody");
    assert!(introduces(&shell));
    press(&mut shell, "3 Enter");
    assert!(!introduces(&shell));
    press(&mut shell, "w");
    assert_eq!(place(&shell), (2, 5), "the same event among all");
    assert_eq!(
        headlines(&mut shell, "g l l l l"),
        ["x", "One", "Two", "Three", "Sources"]
    );
    press(&mut shell, "w");
    assert_eq!(
        place(&shell),
        (1, 5),
        "the tour has no card of the last event"
    );
    press(&mut shell, "w Escape");
    press(&mut shell, "p");
    assert_eq!(place(&shell).1, 5);
    let present = top_as::<PresentScreen>(&shell).expect("a presentation");
    assert!(
        present.path == Path::AllEvents,
        "the next presentation shows all events too"
    );
}

fn story(ids: &str) -> String {
    let events = (2000..).zip(ids.split_whitespace());
    let events = events.map(|(year, id)| {
        format!("[[event]]\nid = \"{id}\"\ntitle = \"{id}\"\ndate = \"{year}\"\n")
    });
    "title = \"Story\"\n".to_owned() + &events.collect::<String>()
}

#[test]
fn after_a_reload_it_shows_the_same_card_or_that_of_the_nearest_event() {
    let mut shell = open_file(&story("a b c d"));
    press(&mut shell, "j j p");
    let card = |shell: &Shell| (selected_id(shell), number(shell).expect("a card"));
    let (id, place) = card(&shell);
    assert_eq!(id, "c");
    reread(&mut shell, &story("a x b c d"));
    assert_eq!(card(&shell), ("c".to_owned(), place + 1));
    let text = "title = \"Story\"
[[event]]\nid = \"a\"\ndate = \"2000\"\ntitle = \"a\"
[[event]]\nid = \"b\"\ndate = \"2002\"\ntitle = \"b\"
[[event]]\nid = \"e\"\ndate = \"2090\"\ntitle = \"e\"\n";
    reread(&mut shell, text);
    assert_eq!(card(&shell), ("b".to_owned(), 3));
    press(&mut shell, "Escape");
    assert_eq!(
        (top(&shell), selected_id(&shell)),
        ("browse", "b".to_owned())
    );
}

#[test]
fn after_a_reload_a_tour_shows_the_same_step() {
    let tour = |steps: &str| {
        let steps = steps.split_whitespace();
        let steps = steps.map(|step| format!("[[tour]]\nevent = \"{step}\"\n"));
        story("a b c d") + &steps.collect::<String>()
    };
    let mut shell = open_file(&tour("c a b"));
    press(&mut shell, "p g Space Space");
    let (id, place) = (selected_id(&shell), number(&shell));
    reread(&mut shell, &tour("d c a b"));
    assert_eq!(
        (selected_id(&shell), number(&shell)),
        (id, place.map(|place| place + 1))
    );
}

#[test]
fn views_of_the_way_back_show_the_same_card_after_a_reload_or_are_dropped() {
    let mut shell = open_file(&story("a b c d"));
    press(&mut shell, "j j p Escape k");
    reread(&mut shell, &story("a x b c d"));
    press(&mut shell, "Backspace");
    assert_eq!(
        (number(&shell), selected_id(&shell)),
        (Some(5), "c".to_owned())
    );
    press(&mut shell, "Escape k k k");
    reread(&mut shell, &story("a x b d"));
    press(&mut shell, "Backspace");
    assert_eq!(top(&shell), "browse", "{}", notice(&shell));
}

/// The title, an event, an undated one, the sources, step by step, with the clock, a search.
static SCREENS: &[(&str, &str)] = &[
    ("title", "p"),
    ("event", "p 7 Enter"),
    ("undated", "p 1 6 Enter"),
    ("sources", "p G"),
    ("date_only", "p 7 Enter s"),
    ("what", "p 7 Enter s Space"),
    ("clock", "p 3 Enter t a Space"),
    ("search", "p / ~rumour"),
];

#[test]
fn every_card_looks_as_it_should() {
    for (name, keys) in SCREENS {
        let mut shell = app();
        press(&mut shell, keys);
        insta::assert_snapshot!(*name, screen(&mut shell, 80, 24, false));
    }
}

/// Large letters; narrow; without air; without the axis.
#[rstest]
#[case("p", 120, 36)]
#[case("p 7 Enter", 120, 36)]
#[case("p 7 Enter", 60, 20)]
#[case("p 7 Enter", 40, 12)]
fn cards_fit_every_layout(#[case] keys: &str, #[case] columns: u16, #[case] rows: u16) {
    let mut shell = app();
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, keys);
    let name = if keys == "p" { "title" } else { "event" };
    let picture = screen(&mut shell, columns, rows, false);
    insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), picture);
}

#[test]
fn a_number_that_is_typed_is_shown_once() {
    let mut shell = app();
    press(&mut shell, "p 1 2");
    let picture = screen(&mut shell, 80, 24, false);
    let last = picture.lines().last().expect("a row");
    assert!(
        last.ends_with(" 12") && last.matches("12").count() == 1,
        "{last}"
    );
}

#[rstest]
fn every_card_is_read_in_full_by_going_on(
    #[values((40, 12), (60, 20), (80, 24), (120, 36))] (columns, rows): (u16, u16),
    #[values(false, true)] stepwise: bool,
) {
    let mut shell = app();
    shell.update(Message::Resize { columns, rows });
    press(&mut shell, if stepwise { "p s" } else { "p" });
    // Words, whatever their lines.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut read, mut last) = (String::new(), String::new());
    loop {
        let text = screen(&mut shell, columns, rows, false);
        if text.contains("This is the last card.") {
            break;
        }
        read.push_str(&words(&text));
        read.push(' ');
        assert_ne!(text, last, "going on changes something");
        last = text;
        press(&mut shell, "Space");
    }
    for event in &shell.context().timeline().events {
        let summary: Vec<&str> = event.summary.as_str().split_whitespace().collect();
        let beginning = summary[..summary.len().min(2)].join(" ");
        let end = summary.last().copied().unwrap_or_default();
        assert!(read.contains(&beginning), "{}", event.id);
        assert!(read.contains(end), "{}", event.id);
    }
}

#[rstest]
fn cards_are_drawn_at_any_size_in_ascii_if_asked(
    #[values(1, 10, 39, 40, 60, 500)] columns: u16,
    #[values(1, 11, 12, 14, 22, 200)] rows: u16,
    #[values(false, true)] ascii: bool,
) {
    let options = Options {
        ascii,
        ..Options::default()
    };
    let mut shell = Shell::new(article(), &options);
    for keys in ["p", "Space Space", "s Space", "t", "G", "Escape"] {
        press(&mut shell, keys);
        let picture = screen(&mut shell, columns, rows, ascii);
        assert!(!picture.trim().is_empty(), "{keys}");
        assert!(!ascii || picture.is_ascii(), "{picture}");
    }
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
    prop::sample::select(keys.to_vec()).prop_map(|key| key.parse().expect("a key"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_keys_lead_beyond_the_cards_and_their_parts(
        keys in prop::collection::vec(any_key(), 1..60), columns in 1_u16..130, rows in 1_u16..40,
    ) {
        let mut shell = app();
        set_time(&mut shell, 0);
        shell.update(Message::Resize { columns, rows });
        for (second, key) in (1..).zip(keys) {
            set_time(&mut shell, second);
            shell.update(Message::Key(key));
            wake(&mut shell);
            if let Some(presented) = shell.presented() {
                let (place, count) = presented.place;
                prop_assert!((1..=count).contains(&place));
            }
            let cx = shell.context();
            let present = top_as::<PresentScreen>(&shell);
            if let Some(present) = present && let Some(view) = present.view(cx) {
                prop_assert!(view.part < view.card.parts.len());
                prop_assert!(present.event(cx).is_none_or(|event| cx.place.event == Some(event)));
            }
        }
    }
}
