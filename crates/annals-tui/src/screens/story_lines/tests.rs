//! Tests of the story lines.

use annals_scene::layout::{Layout as ScreenLayout, LayoutNeeds, Pane};
use ratatui::layout::Rect;
use rstest::rstest;

use super::*;
use crate::test_support::{
    app, article, hard, notice, open, press, screen, screen_with_underlines, top,
};
use crate::{Message, Options, Shell};

#[test]
fn the_window_is_that_of_the_axis() {
    let mut shell = app();
    press(&mut shell, "j j o");
    let window = shell.context().place.window;
    press(&mut shell, "+ z");
    assert!(shell.context().place.window.length() < window.length());
    press(&mut shell, "Z - Escape");
    assert_eq!(shell.context().place.window, window);
    press(&mut shell, "o >");
    assert!(shell.context().place.window.start() > window.start());
    press(&mut shell, "0");
    assert_eq!(shell.context().place.window, shell.context().extent.whole);
}

#[test]
fn moving_the_cursor_brings_its_event_into_the_window() {
    let mut shell = app();
    press(&mut shell, "j j o + + + $");
    let cx = shell.context();
    let event = cx.timeline().event(cx.place.event.expect("an event"));
    let (start, end) = event.when.as_ref().expect("a date").reach();
    assert!(start < cx.place.window.end() && end > cx.place.window.start());
}

#[test]
fn the_order_is_taken_when_it_was_made_in_the_background() {
    let mut shell = app();
    let task = Task::OrderLines(shell.context().story.clone());
    let answer = task.run(&|| true).expect("an answer");
    let Message::LinesOrdered(_, made) = answer.clone() else {
        panic!("the order of the lines");
    };
    shell.update(answer);
    assert_eq!(notice(&shell), "The story lines are ready.");
    press(&mut shell, "o");
    assert_eq!(top(&shell), "story-lines");
    let kept = shell
        .context()
        .memory
        .get::<Arc<Order>>()
        .expect("an order");
    assert!(Arc::ptr_eq(kept, &made));
}

#[test]
fn a_large_story_is_ordered_in_the_background_and_the_key_opens_the_page_then() {
    let event = "[[event]]\ntitle = 'y'\ndate = '2001'\nactors = ['x']\n";
    let events = event.repeat(MANY);
    let mut shell = open(&format!("title = 'x'\n[actor.x]\n{events}"));
    let mut effects = press(&mut shell, "o");
    assert_eq!(top(&shell), "browse");
    assert_eq!(
        notice(&shell),
        "Ordering the story lines; press the key again then."
    );
    let Some(Effect::Run(task)) = effects.pop() else {
        panic!("a task");
    };
    shell.update(task.run(&|| true).expect("an answer"));
    press(&mut shell, "o");
    assert_eq!(top(&shell), "story-lines");
}

#[test]
fn the_order_of_another_story_is_not_used() {
    let mut shell = app();
    press(&mut shell, "o Escape");
    assert!(shell.context().memory.get::<Arc<Order>>().is_some());
    let other =
        open("title = 'x'\n[actor.x]\n[[event]]\ntitle = 'y'\ndate = '2001'\nactors = ['x']");
    let story = other.context().story.clone();
    shell.update(Message::Opened(story));
    assert!(shell.context().memory.get::<Arc<Order>>().is_none());
    press(&mut shell, "o");
    assert_eq!(
        order(shell.context()).map(|order| order.lines().len()),
        Some(1)
    );
}

#[test]
fn no_actors_are_said() {
    let mut shell = open("title = 'Nothing yet'");
    press(&mut shell, "o");
    let text = screen(&mut shell, 60, 14, false);
    assert!(text.contains("No actor takes part in a dated event."));
}

#[rstest]
fn the_lines_begin_and_end_where_those_of_the_axis_do(#[values(60, 80, 120)] columns: u16) {
    let shell = Shell::new(article(), &Options::default());
    let cx = shell.context();
    let order = Order::new(cx.timeline(), cx.index());
    let wishes = LayoutNeeds {
        divided_at: None,
        list_columns: 0,
        lane_rows: 9,
        label_width: order.name_width(),
        era_rows: 0,
        undated: false,
        filter: false,
        banner: false,
        pane: Pane::List,
    };
    let layout = ScreenLayout::new(columns, 24, &wishes);
    let axis = layout.expect("a layout").axis;
    let lines = Layout::new(Rect::new(0, 1, columns, 22), &order).lines;
    // The border takes a column at either side, and the name's mark is in its margin.
    assert_eq!(
        (lines.x, lines.x + lines.width),
        (axis.x, axis.x + axis.width - 1)
    );
}

#[rstest]
#[case("lines", "o")]
#[case("filter", "o & ~actor:jack-ma")]
#[case("filtered", "o & ~actor:jack-ma Enter Ctrl-l")]
#[case("nothing", "o & ~status:question Space ~-status:question Enter Ctrl-l")]
#[case("found", "o / ~rules Enter n Ctrl-l")]
fn pictures(#[case] name: &str, #[case] keys: &str) {
    let mut shell = app();
    press(&mut shell, &format!("j j j j {keys}"));
    insta::assert_snapshot!(name, screen_with_underlines(&mut shell, 80, 24));
}

#[test]
fn a_picture_of_a_large_terminal() {
    let mut shell = app();
    press(&mut shell, "j j j j o");
    insta::assert_snapshot!("lines_120x36", screen(&mut shell, 120, 36, false));
}

#[test]
fn hard_text_and_dates_of_every_shape() {
    let mut shell = hard();
    press(&mut shell, "o");
    insta::assert_snapshot!("hard", screen(&mut shell, 80, 24, false));
}
