//! Tests of the mouse in the browser.

use std::time::Duration;

use annals_scene::layout::{Layout, MIN_PANE};
use annals_time::Time;
use proptest::prelude::*;
use ratatui::layout::{Margin, Rect};

use super::super::*;
use crate::hits::Hit;
use crate::keys::PointerAction;
use crate::message::{Message, Moment};
use crate::options::{Options, Wheel};
use crate::shell::Shell;
use crate::test_support::{
    LANES, app, browse, events_of, follow_theme, frame, hits, open, point, press, selected_id,
    timeline,
};
use annals_time::Scale;

fn window(shell: &Shell) -> Window {
    shell.context().place.window
}

fn layout(shell: &Shell) -> Layout {
    let layout = browse(shell).layout(shell.context());
    layout.expect("a large terminal")
}

/// Draws the screen; returns where axis and overview are.
fn areas(shell: &mut Shell) -> (Rect, Rect) {
    frame(shell, 80, 24, false);
    let layout = layout(shell);
    (layout.axis, layout.overview)
}

#[test]
fn dragging_keeps_the_date_under_the_mouse() {
    let mut shell = open(LANES);
    let (axis, _) = areas(&mut shell);
    let row = axis.y + 1;
    let start = window(&shell);
    let scale = |shell: &Shell| Scale::new(window(shell), axis.width).expect("a scale");
    let date = scale(&shell).column_middle(10);
    point(&mut shell, PointerAction::Press, axis.x + 10, row);
    for column in [11, 15, 30] {
        point(&mut shell, PointerAction::Drag, axis.x + column, row);
        assert_eq!(scale(&shell).column_of(date), Some(column));
    }
    point(&mut shell, PointerAction::Drag, axis.x + 10, row);
    assert_eq!(window(&shell), start);
    point(&mut shell, PointerAction::Release, axis.x + 10, row);
    point(&mut shell, PointerAction::Drag, axis.x + 50, row);
    assert_eq!(window(&shell), start, "the button is up");
}

#[test]
fn the_overview_can_be_dragged() {
    let mut shell = open(LANES);
    let (_, overview) = areas(&mut shell);
    press(&mut shell, "+ + +");
    let length = window(&shell).length();
    for (action, column) in [
        (PointerAction::Press, 5),
        (PointerAction::Drag, 40),
        (PointerAction::Drag, 55),
    ] {
        point(&mut shell, action, overview.x + column, overview.y);
        let whole = Scale::new(shell.context().extent.whole, overview.width).expect("a scale");
        assert_eq!(whole.column_of(window(&shell).centre()), Some(column));
        assert_eq!(window(&shell).length(), length);
    }
}

#[test]
fn a_click_in_a_lane_selects_what_is_there() {
    let mut shell = open(LANES);
    let (axis, _) = areas(&mut shell);
    let scale = Scale::new(window(&shell), axis.width).expect("a scale");
    let date = Time::from_date(2003, 6, 1).expect("a day");
    let column = scale.column_of(date).expect("in view");
    point(&mut shell, PointerAction::Press, axis.x + column, axis.y);
    assert_eq!(selected_id(&shell), "both");
    point(&mut shell, PointerAction::Press, axis.x, axis.y);
    assert_eq!(
        selected_id(&shell),
        "both",
        "where nothing is nothing happens"
    );
}

#[test]
fn a_click_in_a_crowded_lane_goes_through_what_is_there() {
    let mut shell = open(&super::axis::crowd());
    let (axis, overview) = areas(&mut shell);
    let column = axis.x + 8;
    assert_eq!(hits(&shell, column, axis.y), [Hit::Lane(0), Hit::Axis]);
    let strip = hits(&shell, overview.x + 3, overview.y);
    assert_eq!(strip.first(), Some(&Hit::Overview));
    let mut met = Vec::new();
    for _ in 0..3 {
        point(&mut shell, PointerAction::Press, column, axis.y);
        met.push(selected_id(&shell));
    }
    met.dedup();
    assert_eq!(met.len(), 3, "one event after the other");
}

#[test]
fn the_wheel_pans_where_the_settings_say_so() {
    let options = Options {
        wheel: Wheel::Pan,
        ..Options::default()
    };
    let mut shell = Shell::new(timeline(LANES), &options);
    let (axis, _) = areas(&mut shell);
    let start = window(&shell);
    let action = PointerAction::ScrollDown;
    point(&mut shell, action, axis.x + 3, axis.y + 1);
    assert_eq!(window(&shell), start.shifted(start.length() / 8));
}

#[test]
fn a_click_selects_what_is_there() {
    let mut shell = app();
    let (axis, _) = areas(&mut shell);
    let row = layout(&shell).list.inner(Margin::new(1, 1)).y + 3;
    let Some(&Hit::Event(expected)) = hits(&shell, 5, row).first() else {
        panic!("an event is there")
    };
    let bar = hits(&shell, axis.x + 14, axis.y);
    assert!(matches!(bar.first(), Some(Hit::Event(_))), "{bar:?}");
    let name = hits(&shell, 2, axis.y);
    assert!(matches!(name.first(), Some(Hit::Actor(_))), "{name:?}");
    point(&mut shell, PointerAction::Press, 5, row);
    assert_eq!(shell.context().place.event, Some(expected));
}

/// A click on a row of a listing selects there; one on the axis may lead out of it.
#[test]
fn rows_of_a_listing_are_clicked() {
    let mut shell = app();
    press(&mut shell, "j j j");
    follow_theme(&mut shell);
    press(&mut shell, "g");
    areas(&mut shell);
    let position = |shell: &Shell| browse(shell).position(shell.context());
    let (place, total) = position(&shell).expect("a position");
    assert!(place == 1 && total < 21, "{place} of {total}");
    let listing = browse(&shell).listing;
    let row = layout(&shell).list.inner(Margin::new(1, 1)).y + 2;
    point(&mut shell, PointerAction::Press, 5, row);
    assert_eq!(position(&shell), Some((3, total)));
    assert_eq!(browse(&shell).listing, listing);
}

/// Tells the time in milliseconds, which double clicks are measured by.
fn at(shell: &mut Shell, millis: u64) {
    let elapsed = Duration::from_millis(millis);
    shell.update(Message::Now(Moment {
        time: None,
        elapsed,
    }));
}

#[test]
fn a_double_click_fits_an_event() {
    for (pause, fits) in [(100, true), (600, false)] {
        let mut shell = open(LANES);
        let (axis, _) = areas(&mut shell);
        let start = window(&shell);
        let row = layout(&shell).list.y + 3;
        at(&mut shell, 0);
        point(&mut shell, PointerAction::Press, 9, row);
        assert_eq!(selected_id(&shell), "bob-1");
        assert_eq!(window(&shell), start);
        at(&mut shell, pause);
        point(&mut shell, PointerAction::Press, 9, row);
        assert_eq!(window(&shell) != start, fits);
        if fits {
            let fitted = window(&shell);
            press(&mut shell, "0 f");
            assert_eq!(window(&shell), fitted, "as the key does");
        }
        // The same on the axis.
        press(&mut shell, "0");
        areas(&mut shell);
        let start = window(&shell);
        let event = |hit: &Hit| matches!(hit, Hit::Event(_));
        let column = (axis.x..axis.x + axis.width)
            .find(|&column| hits(&shell, column, axis.y).first().is_some_and(event));
        let column = column.expect("an event");
        at(&mut shell, 10_000);
        point(&mut shell, PointerAction::Press, column, axis.y);
        at(&mut shell, 10_000 + pause);
        point(&mut shell, PointerAction::Press, column, axis.y);
        assert_eq!(window(&shell) != start, fits);
    }
}

#[test]
fn the_wheel_scrolls_the_list_and_takes_the_selection_along_at_its_edge() {
    let ids: Vec<String> = (0..60).map(|number| format!("e{number}")).collect();
    let mut shell = open(&events_of(&ids.join(" ")));
    areas(&mut shell);
    let (row, shown) = (layout(&shell).list.y + 2, layout(&shell).list.height - 2);
    let first = |shell: &Shell| browse(shell).first_row;
    press(&mut shell, "5 j");
    let selected = selected_id(&shell);
    point(&mut shell, PointerAction::ScrollDown, 5, row);
    assert_eq!((first(&shell), selected_id(&shell)), (3, selected));
    point(&mut shell, PointerAction::ScrollDown, 5, row);
    assert_eq!((first(&shell), selected_id(&shell)), (6, "e6".to_owned()));
    for _ in 0..40 {
        point(&mut shell, PointerAction::ScrollDown, 5, row);
    }
    assert_eq!(first(&shell), 60 - usize::from(shown));
    for _ in 0..40 {
        point(&mut shell, PointerAction::ScrollUp, 5, row);
    }
    assert_eq!(first(&shell), 0);
    assert_eq!(selected_id(&shell), format!("e{}", shown - 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_divider_is_dragged_within_limits(
        columns in 60_u16..200, goals in prop::collection::vec(0_u16..220, 1..6), other in 60_u16..200,
    ) {
        let mut shell = app();
        frame(&mut shell, columns, 24, false);
        let own = layout(&shell).list.width;
        let row = layout(&shell).list.y + 3;
        let edge = layout(&shell).detail.x;
        let hit = hits(&shell, edge, row).first().copied();
        prop_assert_eq!(hit, Some(Hit::Divider));
        point(&mut shell, PointerAction::Press, edge, row);
        for goal in goals {
            let goal = goal.min(columns - 1);
            point(&mut shell, PointerAction::Drag, goal, row);
            frame(&mut shell, columns, 24, false);
            let layout = layout(&shell);
            prop_assert_eq!(layout.list.width, (goal + 1).clamp(MIN_PANE, columns - MIN_PANE));
            prop_assert_eq!(layout.list.width + layout.detail.width, columns);
        }
        point(&mut shell, PointerAction::Release, 1, row);
        let dragged = layout(&shell).list.width;
        point(&mut shell, PointerAction::Drag, 40, row);
        prop_assert_eq!(layout(&shell).list.width, dragged, "the button is up");
        // It is kept while the size of the terminal changes and other pages are open.
        frame(&mut shell, other, 24, false);
        press(&mut shell, "w Escape");
        frame(&mut shell, columns, 24, false);
        prop_assert_eq!(layout(&shell).list.width, dragged);
        // A double click gives the list its own width.
        let edge = layout(&shell).detail.x;
        for millis in [0, 100] {
            at(&mut shell, millis);
            point(&mut shell, PointerAction::Press, edge, row);
        }
        prop_assert_eq!(layout(&shell).list.width, own);
    }

    #[test]
    fn the_wheel_zooms_at_the_pointer(column in 0_u16..60, turns in 1_usize..30) {
        let mut shell = open(LANES);
        let (axis, _) = areas(&mut shell);
        let column = column.min(axis.width - 1);
        let (x, y) = (axis.x + column, axis.y + 1);
        let start = window(&shell);
        let scale = |shell: &Shell| Scale::new(window(shell), axis.width).expect("a scale");
        let date = scale(&shell).column_middle(column);
        for _ in 0..turns {
            point(&mut shell, PointerAction::ScrollUp, x, y);
            prop_assert_eq!(scale(&shell).column_of(date), Some(column));
        }
        for _ in 0..turns {
            point(&mut shell, PointerAction::ScrollDown, x, y);
        }
        prop_assert_eq!(window(&shell), start);
    }
}
