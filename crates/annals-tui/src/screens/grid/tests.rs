//! Tests of the grid.

use rstest::rstest;

use super::*;
use crate::test_support::{app, hard, notice, press, screen, screen_with_underlines, top, top_as};

fn rank_at_cursor(grid: &GridScreen, cx: &Context) -> Option<usize> {
    Screen::cursor(grid, cx)
        .event
        .map(|event| cx.index().rank(event))
}

#[test]
fn the_event_at_the_cursor_is_selected() {
    let mut shell = app();
    press(&mut shell, "w l l l l");
    let grid = top_as::<GridScreen>(&shell).expect("the grid");
    let cx = shell.context();
    let selected = cx.place.event.expect("an event");
    assert_eq!(cx.index().rank(selected), 4);
    assert_eq!(rank_at_cursor(grid, cx), Some(4));
    press(&mut shell, "Enter");
    assert_eq!(shell.context().place.event, Some(selected));
    press(&mut shell, "w a");
    let browse = crate::test_support::browse(&shell);
    assert_eq!(browse.listing, annals_scene::list::Listing::Actors);
}

#[test]
fn n_goes_through_everything_that_was_found() {
    let mut shell = app();
    press(&mut shell, "w / ~alibaba Enter");
    let count = shell.context().found().expect("a search").count();
    let mut met = std::collections::BTreeSet::new();
    let mut went_round = false;
    for _ in 0..count {
        press(&mut shell, "n");
        met.insert(shell.context().place.event);
        went_round |= notice(&shell) == "The search starts again at the first result.";
    }
    assert_eq!(met.len(), count);
    assert!(went_round);
    press(&mut shell, "3 n");
    assert_eq!(top(&shell), "grid");
}

#[test]
fn no_events_are_said() {
    let mut shell = crate::test_support::open("title = 'Nothing yet'");
    press(&mut shell, "w");
    assert!(screen(&mut shell, 60, 14, false).contains("No events yet."));
}

#[rstest]
#[case("grid", "w")]
#[case("filtered", "w & ~actor:jack-ma Enter Ctrl-l")]
#[case("nothing", "w & ~status:question Space ~-status:question Enter Ctrl-l")]
#[case("search", "w / ~rules")]
#[case("found", "w / ~rules Enter n Ctrl-l")]
fn pictures(#[case] name: &str, #[case] keys: &str) {
    let mut shell = app();
    press(&mut shell, &format!("j j j j {keys}"));
    insta::assert_snapshot!(name, screen_with_underlines(&mut shell, 80, 24));
}

#[rstest]
#[case(60, 20)]
#[case(120, 36)]
fn pictures_at_other_sizes(#[case] columns: u16, #[case] rows: u16) {
    let mut shell = app();
    press(&mut shell, "j j j j w");
    let name = format!("grid_{columns}x{rows}");
    insta::assert_snapshot!(name, screen(&mut shell, columns, rows, false));
}

#[test]
fn hard_text_and_dates_of_every_shape() {
    let mut shell = hard();
    press(&mut shell, "w");
    insta::assert_snapshot!("hard", screen(&mut shell, 80, 24, false));
}
