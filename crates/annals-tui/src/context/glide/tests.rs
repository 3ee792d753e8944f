//! Tests of zooms that take a moment to be seen.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::message::{Message, Moment};
use crate::options::Options;
use crate::shell::Shell;
use crate::test_support::{LANES, press, timeline};

fn opened(motion: bool) -> Shell {
    let options = Options {
        motion,
        ..Options::default()
    };
    let mut shell = Shell::new(timeline(LANES), &options);
    at(&mut shell, 0);
    shell
}

/// Tells the time in milliseconds.
fn at(shell: &mut Shell, millis: u64) {
    let elapsed = Duration::from_millis(millis);
    shell.update(Message::Now(Moment {
        time: None,
        elapsed,
    }));
}

fn wakes(effects: &[Effect]) -> bool {
    effects.contains(&Effect::Wake(FRAME))
}

#[test]
fn a_zoom_is_at_its_goal_at_once_and_seen_after_a_moment() {
    let mut shell = opened(true);
    let before = shell.context().place.window;
    assert!(wakes(&press(&mut shell, "+")));
    let goal = shell.context().place.window;
    assert!(goal.length() < before.length());
    assert_eq!(shell.context().drawn_window(), before);
    let mut last = before;
    for millis in [16, 48, 100] {
        at(&mut shell, millis);
        shell.take_dirty();
        assert!(wakes(&shell.update(Message::Woken)), "another frame");
        assert!(shell.take_dirty());
        let drawn = shell.context().drawn_window();
        assert!(drawn.length() < last.length() && drawn.length() > goal.length());
        last = drawn;
    }
    at(&mut shell, 120);
    assert!(!wakes(&shell.update(Message::Woken)), "the last frame");
    assert_eq!(shell.context().drawn_window(), goal);
    assert_eq!(shell.update(Message::Woken), []);
}

#[test]
fn a_key_ends_it_and_moving_along_the_axis_does_not_begin_it() {
    let mut shell = opened(true);
    press(&mut shell, "+");
    at(&mut shell, 30);
    assert_ne!(shell.context().drawn_window(), shell.context().place.window);
    press(&mut shell, "j");
    assert_eq!(shell.context().drawn_window(), shell.context().place.window);
    assert!(!wakes(&press(&mut shell, "h")));
    let mut shell = opened(false);
    assert!(!wakes(&press(&mut shell, "+")));
    assert_eq!(shell.context().drawn_window(), shell.context().place.window);
}

proptest! {
    #[test]
    fn with_and_without_motion_the_view_is_the_same(
        steps in prop::collection::vec(
            (prop::sample::select(vec!["+", "-", "f", "0", "h", "l", "j", "]", "[", "z", "Backspace"]), 0_u64..200),
            1..20,
        ),
    ) {
        let (mut moving, mut still) = (opened(true), opened(false));
        let mut now = 0;
        for (key, millis) in steps {
            press(&mut moving, key);
            press(&mut still, key);
            prop_assert_eq!(moving.context().view(), still.context().view());
            prop_assert_eq!(still.context().drawn_window(), still.context().place.window);
            now += millis;
            at(&mut moving, now);
            moving.update(Message::Woken);
            let goal = moving.context().place.window;
            let drawn = moving.context().drawn_window();
            prop_assert!(millis < 120 || drawn == goal);
        }
        at(&mut moving, now + 120);
        moving.update(Message::Woken);
        prop_assert_eq!(moving.context().drawn_window(), still.context().place.window);
    }
}
