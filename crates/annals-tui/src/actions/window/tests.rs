//! Tests of zooming, panning and fitting.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::options::{Options, Start};
use crate::shell::Shell;
use crate::test_support::{LANES, app, notice, open, press, selected_id, timeline};

fn window(shell: &Shell) -> Window {
    shell.context().place.window
}

fn date(year: i64, month: u8, day: u8) -> Time {
    Time::from_date(year, month, day).expect("a day")
}

#[test]
fn the_list_follows_the_axis_unless_that_is_switched_off() {
    let mut shell = open(LANES);
    press(&mut shell, "+ + >");
    let (cx, window) = (shell.context(), window(&shell));
    let event = cx.timeline().event(cx.place.event.expect("an event"));
    let (start, end) = event.when.as_ref().expect("a date").reach();
    assert!(start < window.end() && end > window.start(), "{window:?}");
    let mut stays = open(LANES);
    press(&mut stays, "s + + > > >");
    assert_eq!(selected_id(&stays), "ann-1");
}

#[test]
fn centring_twice_fits() {
    let mut shell = open(LANES);
    let length = window(&shell).length();
    press(&mut shell, "j j c");
    assert_eq!(window(&shell).length(), length);
    press(&mut shell, "c");
    assert!(window(&shell).length() < length / 4);
}

#[test]
fn a_lane_is_fitted() {
    let mut shell = open(LANES);
    press(&mut shell, "j ] F");
    let window = window(&shell);
    assert!(window.start() < date(2003, 1, 1) && window.start() > date(2002, 1, 1));
    assert!(window.end() > date(2007, 1, 1) && window.end() < date(2008, 1, 1));
}

#[test]
fn an_event_in_no_lane_has_none_to_fit() {
    let mut shell = open(LANES);
    press(&mut shell, "j j v Space Escape F");
    assert_eq!(
        notice(&shell),
        "What is selected is in no lane that is shown."
    );
}

#[test]
fn a_limit_reached_with_a_number_is_left_by_one_step() {
    let mut shell = app();
    press(&mut shell, "6 0 +");
    let closest = window(&shell);
    press(&mut shell, "-");
    assert!(window(&shell).length() > closest.length());
    press(&mut shell, "0 9 9 -");
    let widest = window(&shell);
    press(&mut shell, "+");
    assert!(window(&shell).length() < widest.length());
}

#[test]
fn zooming_about_several_events_of_one_date_returns_too() {
    let mut shell = app();
    press(&mut shell, "j j + j");
    let before = window(&shell);
    press(&mut shell, "+ j + - -");
    assert_eq!(window(&shell), before);
}

#[test]
fn a_nanosecond_is_shown_in_the_shortest_window() {
    let mut shell =
        open("title='x'\n[[event]]\ntitle='t'\ndate='2021-04-12T14:30:05.123456789Z'\n");
    press(&mut shell, "f");
    let fitted = window(&shell);
    assert!(fitted.length() >= Window::MIN_LENGTH);
    press(&mut shell, "Z");
    assert!(window(&shell).length() > fitted.length());
}

#[test]
fn the_whole_story_is_more_than_its_opening() {
    let mut shell = open(
        "opening='1900/1914'\n[[event]]\ntitle='before'\ndate='1066'\n[[event]]\ntitle='within'\ndate='1908'\n[[event]]\ntitle='after'\ndate='1989'\n",
    );
    assert_eq!(
        selected_id(&shell),
        "within",
        "what is in view is selected first"
    );
    press(&mut shell, "0");
    let whole = window(&shell);
    assert!(whole.start() < date(1067, 1, 1) && whole.end() > date(1989, 1, 1));
    press(&mut shell, "0");
    assert_eq!(notice(&shell), "The whole story is shown already.");
    assert_eq!(window(&shell), whole);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn zoom_steps_that_add_up_to_nothing_change_nothing(
        steps in prop::collection::vec(prop::sample::select(vec!["+", "-", "z", "Z"]), 0..40),
        down in 0_usize..6,
    ) {
        let mut shell = open(LANES);
        press(&mut shell, &"j ".repeat(down));
        let start = window(&shell);
        let mut sum = 0_i32;
        for step in steps {
            press(&mut shell, step);
            sum += match step { "+" => 4, "-" => -4, "z" => 1, _ => -1 };
        }
        let back = if sum > 0 { "Z " } else { "z " };
        press(&mut shell, &back.repeat(usize::try_from(sum.abs()).expect("a small number")));
        prop_assert_eq!(window(&shell), start);
    }

    #[test]
    fn panning_there_and_back_changes_nothing(steps in prop::collection::vec(any::<bool>(), 0..20)) {
        let mut shell = open(LANES);
        let start = window(&shell);
        for &right in &steps {
            press(&mut shell, if right { "Right" } else { "Left" });
        }
        for &right in &steps {
            press(&mut shell, if right { "Left" } else { "Right" });
        }
        prop_assert_eq!(window(&shell), start);
    }

    #[test]
    fn a_window_at_the_end_of_the_axis_stays_valid(
        keys in prop::collection::vec(
            prop::sample::select(vec!["+", "-", "z", "Z", "Left", "Right", "<", ">", "c", "f", "F"]),
            1..80,
        ),
        end: bool,
    ) {
        let before_end = Time::from_total_nanos(Time::MAX.total_nanos() - 150);
        let at_end = Window::new(before_end, Time::MAX).expect("a window");
        let start = Start { window: Some(if end { at_end } else { Window::WHOLE }), ..Start::default() };
        let options = Options { start, ..Options::default() };
        let mut shell = Shell::new(Arc::clone(&timeline(LANES)), &options);
        for key in keys {
            press(&mut shell, key);
            let window = window(&shell);
            prop_assert!(window.start() < window.end() && window.length() >= Window::MIN_LENGTH);
        }
    }
}
