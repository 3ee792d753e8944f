//! Tests of moving along the axis: zoom and pan, lanes, dates, marks, the mouse.

use proptest::prelude::*;

use super::tests::{app, of, press, selected_id};
use super::*;
use annals_model::Grouping;
use annals_scene::layout::Area;
use annals_time::{Scale, Time, Window};

/// Types a text, key by key.
fn type_text(app: &mut App, text: &str) {
    for character in text.chars() {
        app.update(Message::Key(Key::character(character)));
    }
}

fn go_to(app: &mut App, date: &str) {
    press(app, "d");
    type_text(app, date);
    press(app, "Enter");
}

fn notice(app: &App) -> String {
    app.notice()
        .map(|notice| notice.as_str().to_owned())
        .unwrap_or_default()
}

/// Two people with events of their own and one together.
const LANES: &str = r"
title = 'x'
opening = '2000/2010'
[actor.ann]
[actor.bob]
[actor.cid]
[[event]]
id = 'ann-1'
title = 't'
date = '2001'
actors = ['ann']
themes = ['b']
[[event]]
id = 'both'
title = 't'
date = '2003'
actors = ['ann', 'bob']
themes = ['a']
status = 'claim'
[[event]]
id = 'bob-1'
title = 't'
date = '2005'
actors = ['bob']
[[event]]
id = 'bob-2'
title = 't'
date = '2006'
actors = ['bob']
[[event]]
id = 'cid-1'
title = 't'
date = '2008'
actors = ['cid']
[[event]]
id = 'nobody'
title = 't'
date = '2009'
[[event]]
id = 'undated'
title = 't'
actors = ['ann']
";

fn lane_names(app: &App) -> Vec<String> {
    let slots = app.slots().iter();
    let name = |lane| annals_scene::axis::lane_name(app.timeline(), app.lanes(), lane);
    slots.map(|slot| name(slot.lane).to_string()).collect()
}

#[test]
fn events_of_a_lane_follow_each_other() {
    let mut app = of(LANES);
    press(&mut app, ".");
    assert_eq!(selected_id(&app), "both");
    press(&mut app, ".");
    assert_eq!(
        selected_id(&app),
        "both",
        "Ann has no other event with a date"
    );
    assert_eq!(notice(&app), "This is the last event of the lane.");
    press(&mut app, "] .");
    assert_eq!(
        selected_id(&app),
        "bob-1",
        "the lane below is Bob's, and has the same event"
    );
    press(&mut app, ". , ,");
    assert_eq!(selected_id(&app), "both");
    press(&mut app, ",");
    assert_eq!(notice(&app), "This is the first event of the lane.");
}

#[test]
fn lanes_follow_each_other_by_what_is_nearest_in_time() {
    let mut app = of(LANES);
    press(&mut app, "j j j ]");
    assert_eq!(selected_id(&app), "cid-1");
    press(&mut app, "]");
    assert_eq!(selected_id(&app), "nobody");
    press(&mut app, "]");
    assert_eq!(notice(&app), "This is the last lane.");
    press(&mut app, "[ [");
    assert_eq!(selected_id(&app), "bob-2");
    press(&mut app, "[ [");
    assert_eq!(
        (selected_id(&app).as_str(), notice(&app).as_str()),
        ("both", "This is the first lane.")
    );
}

#[test]
fn lanes_are_hidden_pinned_ordered_and_grouped() {
    let mut app = of(LANES);
    assert_eq!(lane_names(&app), ["ann", "bob", "cid", "others"]);
    press(&mut app, "v j Space");
    assert_eq!(lane_names(&app), ["ann", "cid", "others"]);
    press(&mut app, "Space o o o");
    assert_eq!(
        lane_names(&app),
        ["bob", "ann", "cid", "others"],
        "by the number of events"
    );
    press(&mut app, "G p");
    assert_eq!(lane_names(&app), ["others", "bob", "ann", "cid"]);
    assert!(app.slots()[0].pinned);
    press(&mut app, "J");
    assert_eq!(
        notice(&app),
        "This lane cannot go further.",
        "it is the only pinned one"
    );
    press(&mut app, "p K K K");
    assert_eq!(lane_names(&app), ["others", "bob", "ann", "cid"]);
    press(&mut app, "J c");
    assert_eq!(lane_names(&app), ["bob", "others", "ann", "cid"]);
    assert!(app.slots()[1].collapsed);
    press(&mut app, "x Space");
    assert_eq!(
        (lane_names(&app), notice(&app).as_str()),
        (vec!["others".to_owned()], "One lane has to stay.")
    );
    press(&mut app, "a");
    assert_eq!(lane_names(&app).len(), 4);
    let arranged = lane_names(&app);
    let mut seen = vec![];
    for _ in Grouping::ALL {
        press(&mut app, "Tab");
        seen.push((app.lanes().grouping, lane_names(&app)));
    }
    assert_eq!(
        seen[0],
        (
            Grouping::Theme,
            vec!["b".to_owned(), "a".to_owned(), "others".to_owned()]
        )
    );
    assert_eq!(seen[1], (Grouping::Layer, vec!["x".to_owned()]));
    assert_eq!(
        seen[2],
        (
            Grouping::Status,
            vec!["reported".to_owned(), "claim".to_owned()]
        )
    );
    assert_eq!(seen[3], (Grouping::None, vec!["events".to_owned()]));
    assert_eq!(seen[4], (Grouping::Actor, arranged), "as it was left");
    press(&mut app, "Escape");
    assert_eq!(app.mode(), Mode::Browse);
}

#[test]
fn going_to_a_lane_of_the_page_shows_it() {
    let mut app = of(LANES);
    press(&mut app, "v j j Space Enter");
    assert_eq!(app.mode(), Mode::Browse);
    assert_eq!(selected_id(&app), "cid-1");
    assert_eq!(lane_names(&app).len(), 4);
}

#[test]
fn large_stories_are_grouped_beside_the_screen() {
    let mut app = of(LANES);
    let task = Task::Group(app.story.clone(), Grouping::Theme);
    assert_eq!(task.size(), 7);
    let answer = task.run(&|| true).expect("an answer");
    press(&mut app, "v");
    app.update(answer.clone());
    assert_eq!(app.lanes().grouping, Grouping::Theme);
    let mut other = super::tests::app();
    other.update(answer);
    assert_eq!(
        other.lanes().grouping,
        Grouping::Actor,
        "an answer about another story is dropped"
    );
}

#[test]
fn a_story_that_is_opened_later_takes_the_place_of_the_wait() {
    let whole = of(LANES);
    let mut waiting = App::waiting_for(
        &whole.timeline().title,
        "Arranging 7 events.",
        &Options::default(),
    );
    press(&mut waiting, "j k v d Escape + - Enter a ? ?");
    assert!(waiting.waiting().is_some());
    waiting.update(Message::Opened(whole.story.clone()));
    assert!(waiting.waiting().is_none() && waiting.take_changed());
    assert_eq!(waiting.view(), whole.view());
}

#[test]
fn a_date_that_is_typed_is_gone_to() {
    let mut app = of(LANES);
    let start = app.view().clone();
    press(&mut app, "+ + d");
    type_text(&mut app, "June 2008");
    let reading = app.date_reading();
    assert!(
        matches!(&reading, Some(DateReading::Date(words)) if words.as_str().starts_with("June 2008")),
        "{reading:?}"
    );
    press(&mut app, "Enter");
    let middle = app.view().window.centre().to_string();
    assert!(middle.starts_with("2008-06-1"), "{middle}");
    assert_eq!(
        notice(&app),
        "June 2008: 1 event; m marks it, Backspace returns."
    );
    assert_eq!(selected_id(&app), "cid-1", "the list follows");
    press(&mut app, "Backspace");
    assert_eq!(app.view().event, start.event);

    go_to(&mut app, "1990/2020");
    assert!(
        app.view().window.length() > start.window.length(),
        "a longer stretch fills the window"
    );
}

#[test]
fn a_date_that_cannot_be_gone_to_moves_nothing_and_says_why() {
    for (text, words) in [
        ("2024/2020", "before"),
        ("02/03/2024", "day 2"),
        ("99999999999999", ""),
        ("soon", ""),
        ("2021-13-45", ""),
        ("undated", "no date"),
    ] {
        let mut app = of(LANES);
        let before = app.view().clone();
        go_to(&mut app, text);
        assert_eq!(*app.view(), before, "{text}");
        assert_eq!(app.mode(), Mode::Prompt, "{text} stays to be mended");
        assert!(
            notice(&app).contains(words) && notice(&app).len() > 10,
            "{text}: {}",
            notice(&app)
        );
        press(&mut app, "Ctrl-u Enter");
        assert_eq!(app.mode(), Mode::Browse);
    }
}

#[test]
fn pasted_text_is_written_where_something_is_written() {
    let mut app = of(LANES);
    press(&mut app, "d");
    app.update(Message::Paste("2005\nq".to_owned()));
    press(&mut app, "Enter");
    assert_eq!(
        notice(&app),
        "2005: 1 event; m marks it, Backspace returns."
    );
}

#[test]
fn two_marks_measure_what_lies_between() {
    let mut app = of(LANES);
    press(&mut app, "m j j j j m");
    let measured = app.measured().expect("two marks").to_string();
    assert!(measured.starts_with("2001 to 2008: 7 years"), "{measured}");
    assert!(measured.ends_with("3 events between"), "{measured}");
    let axis = app.axis(&app.layout().unwrap());
    assert!(axis.is_some());
    press(&mut app, "m");
    assert!(app.measured().is_none(), "a third mark starts anew");
    press(&mut app, "Escape");
    assert!(!app.has_marks());
    go_to(&mut app, "2001-06-01");
    press(&mut app, "m");
    go_to(&mut app, "2001-06-11");
    press(&mut app, "m");
    let measured = app.measured().unwrap().to_string();
    assert!(
        measured.contains("10 days") && measured.ends_with("1 event between"),
        "{measured}"
    );
}

#[test]
fn the_list_follows_the_axis_unless_it_is_told_to_stay() {
    let mut app = of(LANES);
    press(&mut app, "+ + >");
    let window = app.view().window;
    let when = app
        .timeline()
        .event(app.view().event.unwrap())
        .when
        .clone()
        .unwrap();
    let (start, end) = when.reach();
    assert!(start < window.end() && end > window.start(), "{window:?}");
    let mut stays = of(LANES);
    press(&mut stays, "s + + > > >");
    assert_eq!(selected_id(&stays), "ann-1");
}

#[test]
fn centring_twice_fits() {
    let mut app = of(LANES);
    let length = app.view().window.length();
    press(&mut app, "j j c");
    assert_eq!(app.view().window.length(), length);
    press(&mut app, "c");
    assert!(app.view().window.length() < length / 4);
}

#[test]
fn a_lane_can_fill_the_window() {
    let mut app = of(LANES);
    press(&mut app, "j ] F");
    let window = app.view().window;
    assert!(window.start() < Time::from_date(2003, 1, 1).unwrap());
    assert!(window.start() > Time::from_date(2002, 1, 1).unwrap());
    assert!(window.end() > Time::from_date(2007, 1, 1).unwrap());
    assert!(window.end() < Time::from_date(2008, 1, 1).unwrap());
}

/// Where things are on the screen, as the last frame said.
fn with_hits(app: &mut App) -> (Area, Area) {
    app.update(Message::Resize {
        columns: 80,
        rows: 24,
    });
    let layout = app.layout().unwrap();
    let mut hits = HitMap::default();
    hits.add(layout.axis, Hit::Axis);
    hits.add(layout.overview, Hit::Overview);
    hits.add(
        Area {
            height: 1,
            ..layout.axis
        },
        Hit::Lane(0),
    );
    app.set_hits(hits);
    (layout.axis, layout.overview)
}

fn point(app: &mut App, action: PointerAction, column: u16, row: u16) {
    app.update(Message::Pointer(Pointer {
        column,
        row,
        action,
    }));
}

#[test]
fn dragging_keeps_the_date_under_the_mouse() {
    let mut app = of(LANES);
    let (axis, _) = with_hits(&mut app);
    let row = axis.y + 1;
    let start = app.view().window;
    let date = Scale::new(start, axis.width).unwrap().column_middle(10);
    point(&mut app, PointerAction::Press, axis.x + 10, row);
    for column in [11, 15, 30] {
        point(&mut app, PointerAction::Drag, axis.x + column, row);
        let scale = Scale::new(app.view().window, axis.width).unwrap();
        assert_eq!(scale.column_of(date), Some(column));
    }
    point(&mut app, PointerAction::Drag, axis.x + 10, row);
    assert_eq!(app.view().window, start);
    point(&mut app, PointerAction::Release, axis.x + 10, row);
    point(&mut app, PointerAction::Drag, axis.x + 50, row);
    assert_eq!(app.view().window, start, "the button is up");
}

#[test]
fn the_overview_can_be_dragged() {
    let mut app = of(LANES);
    let (_, overview) = with_hits(&mut app);
    press(&mut app, "+ + +");
    let length = app.view().window.length();
    for (action, column) in [
        (PointerAction::Press, 5),
        (PointerAction::Drag, 40),
        (PointerAction::Drag, 60),
    ] {
        point(&mut app, action, overview.x + column, overview.y);
        let whole = Scale::new(app.whole, overview.width).unwrap();
        assert_eq!(whole.column_of(app.view().window.centre()), Some(column));
        assert_eq!(app.view().window.length(), length);
    }
}

#[test]
fn a_click_in_a_lane_selects_what_is_there() {
    let mut app = of(LANES);
    let (axis, _) = with_hits(&mut app);
    let scale = Scale::new(app.view().window, axis.width).unwrap();
    let column = scale
        .column_of(Time::from_date(2003, 6, 1).unwrap())
        .unwrap();
    point(&mut app, PointerAction::Press, axis.x + column, axis.y);
    assert_eq!(selected_id(&app), "both");
    point(&mut app, PointerAction::Press, axis.x, axis.y);
    assert_eq!(
        selected_id(&app),
        "both",
        "where nothing is nothing happens"
    );
}

#[test]
fn the_wheel_pans_where_that_is_asked_for() {
    let mut app = of(LANES);
    app.options.wheel = Wheel::Pan;
    let (axis, _) = with_hits(&mut app);
    let start = app.view().window;
    point(&mut app, PointerAction::ScrollDown, axis.x + 3, axis.y + 1);
    assert_eq!(app.view().window, start.shifted(start.length() / 8));
}

#[test]
fn knowing_the_time_needs_no_frame() {
    let mut app = app();
    app.take_changed();
    assert_eq!(
        app.update(Message::Now(Time::from_date(2021, 6, 1).unwrap())),
        None
    );
    assert!(!app.take_changed());
    assert!(app.axis(&app.layout().unwrap()).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Small and large steps in any order: what adds up to nothing leads back to the nanosecond.
    #[test]
    fn steps_of_zoom_that_add_up_to_nothing_change_nothing(steps in prop::collection::vec(prop::sample::select(vec!["+", "-", "z", "Z"]), 0..40), down in 0_usize..6) {
        let mut app = of(LANES);
        press(&mut app, &"j ".repeat(down));
        let start = app.view().window;
        let mut sum = 0_i32;
        for step in steps {
            press(&mut app, step);
            sum += match step { "+" => 4, "-" => -4, "z" => 1, _ => -1 };
        }
        let back = if sum > 0 { "Z " } else { "z " };
        press(&mut app, &back.repeat(usize::try_from(sum.abs()).unwrap()));
        prop_assert_eq!(app.view().window, start);
    }

    /// The wheel keeps the date under the pointer in its column, and turning it back leads back.
    #[test]
    fn the_wheel_zooms_at_the_pointer(column in 0_u16..60, turns in 1_usize..30) {
        let mut app = of(LANES);
        let (axis, _) = with_hits(&mut app);
        let column = column.min(axis.width - 1);
        let start = app.view().window;
        let date = Scale::new(start, axis.width).unwrap().column_middle(column);
        for _ in 0..turns {
            point(&mut app, PointerAction::ScrollUp, axis.x + column, axis.y + 1);
            let scale = Scale::new(app.view().window, axis.width).unwrap();
            prop_assert_eq!(scale.column_of(date), Some(column));
        }
        for _ in 0..turns {
            point(&mut app, PointerAction::ScrollDown, axis.x + column, axis.y + 1);
        }
        prop_assert_eq!(app.view().window, start);
    }

    /// Panning by the same steps there and back leads back, where the axis does not end.
    #[test]
    fn panning_there_and_back_changes_nothing(steps in prop::collection::vec(any::<bool>(), 0..20)) {
        let mut app = of(LANES);
        let start = app.view().window;
        for &right in &steps {
            press(&mut app, if right { "Right" } else { "Left" });
        }
        for &right in &steps {
            press(&mut app, if right { "Left" } else { "Right" });
        }
        prop_assert_eq!(app.view().window, start);
    }

    /// A window at the end of the axis stays one, whatever is pressed.
    #[test]
    fn the_ends_of_the_axis_hold(keys in prop::collection::vec(prop::sample::select(vec!["+", "-", "z", "Z", "Left", "Right", "<", ">", "c", "f", "F"]), 1..80), end: bool) {
        let mut app = of(LANES);
        app.show_window(if end { Window::new(Time::from_total_nanos(Time::MAX.total_nanos() - 150), Time::MAX).unwrap() } else { Window::WHOLE });
        for key in keys {
            press(&mut app, key);
            let window = app.view().window;
            prop_assert!(window.start() < window.end() && window.length() >= Window::MIN_LENGTH);
        }
    }
}

#[test]
fn a_limit_reached_with_a_number_is_left_by_one_step() {
    let mut app = app();
    press(&mut app, "6 0 +");
    let closest = app.view().window;
    press(&mut app, "-");
    assert!(app.view().window.length() > closest.length());
    press(&mut app, "0 9 9 -");
    let widest = app.view().window;
    press(&mut app, "+");
    assert!(app.view().window.length() < widest.length());
}

#[test]
fn zooming_about_events_of_one_date_returns_too() {
    let mut app = app();
    press(&mut app, "j j + j");
    let window = app.view().window;
    press(&mut app, "+ j + - -");
    assert_eq!(app.view().window, window);
}

#[test]
fn a_nanosecond_is_shown_in_the_shortest_window_there_is() {
    let mut app = of("title='x'\n[[event]]\ntitle='t'\ndate='2021-04-12T14:30:05.123456789Z'\n");
    press(&mut app, "f");
    assert!(app.view().window.length() >= Window::MIN_LENGTH);
    let window = app.view().window;
    press(&mut app, "Z");
    assert!(app.view().window.length() > window.length());
}

#[test]
fn the_whole_story_is_more_than_its_opening() {
    let mut app = of(
        "opening='1900/1914'\n[[event]]\ntitle='before'\ndate='1066'\n[[event]]\ntitle='within'\ndate='1908'\n[[event]]\ntitle='after'\ndate='1989'\n",
    );
    assert_eq!(
        app.timeline()
            .event(app.view().event.unwrap())
            .title
            .as_str(),
        "within",
        "the first screen selects what it shows"
    );
    press(&mut app, "0");
    let window = app.view().window;
    assert!(window.start() < Time::from_date(1067, 1, 1).unwrap());
    assert!(window.end() > Time::from_date(1989, 1, 1).unwrap());
}

#[test]
fn hidden_lanes_are_not_walked() {
    let mut app = of(LANES);
    press(&mut app, "] v Space Escape");
    assert_eq!(lane_names(&app), ["ann", "cid", "others"]);
    press(&mut app, ".");
    assert_eq!(
        selected_id(&app),
        "both",
        "Ann's lane, from her first event to her second"
    );
    let mut app = of(LANES);
    press(&mut app, "j j v Space Escape F");
    assert_eq!(
        notice(&app),
        "What is selected is in no lane that is shown."
    );
}

#[test]
fn an_unpinned_lane_goes_back_and_moved_lanes_are_said_to_be() {
    let mut app = of(LANES);
    press(&mut app, "v G p p");
    assert_eq!(lane_names(&app), ["ann", "bob", "cid", "others"]);
    assert_eq!(app.arrangement().order_name(), "as in the file");
    press(&mut app, "K");
    assert_eq!(app.arrangement().order_name(), "by hand");
}

#[test]
fn a_date_gone_to_is_left_with_the_view() {
    let mut app = of(LANES);
    let before = app.view().clone();
    go_to(&mut app, "2005");
    assert!(app.view().date.is_some());
    press(&mut app, "Backspace");
    assert_eq!(*app.view(), before);
    go_to(&mut app, "2005");
    press(&mut app, "j m");
    assert!(notice(&app).starts_with("Marked 2003"), "{}", notice(&app));
    press(&mut app, "G m");
    assert_eq!(notice(&app), "What is selected has no date; d goes to one.");
}

#[test]
fn what_holds_at_a_date_is_counted_as_far_as_it_reaches() {
    let mut app = of(LANES);
    go_to(&mut app, "/2004");
    assert!(notice(&app).contains(": 2 events"), "{}", notice(&app));
    go_to(&mut app, "{2001,2008}");
    assert!(!notice(&app).contains("event"), "{}", notice(&app));
}
