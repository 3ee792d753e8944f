//! Tests of the prompt for a date.

use annals_model::EventIndex;
use annals_scene::layout::Pane;
use proptest::prelude::*;
use ratatui::style::Modifier;

use crate::message::Message;
use crate::shell::Shell;
use crate::test_support::{
    LANES, frame, notice, open, press, screen, selected_id, top, type_text, underlined,
};

fn go_to(shell: &mut Shell, date: &str) {
    press(shell, "d");
    type_text(shell, date);
    press(shell, "Enter");
}

#[test]
fn a_date_is_read_while_it_is_typed_and_gone_to() {
    let mut shell = open(LANES);
    let start = shell.context().place.clone();
    press(&mut shell, "+ + d");
    type_text(&mut shell, "June 2008");
    assert!(screen(&mut shell, 80, 24, false).contains("June 2008, known to the month"));
    press(&mut shell, "Enter");
    let middle = shell.context().place.window.centre().to_string();
    assert!(middle.starts_with("2008-06-1"), "{middle}");
    assert_eq!(
        notice(&shell),
        "June 2008: 1 event, marked; Escape clears the marks, Backspace returns."
    );
    assert_eq!(selected_id(&shell), "cid-1", "the list follows");
    press(&mut shell, "Backspace");
    assert_eq!(shell.context().place.event, start.event);

    go_to(&mut shell, "1990/2020");
    assert!(
        shell.context().place.window.length() > start.window.length(),
        "an interval that is longer fills the window"
    );
}

#[test]
fn a_text_that_is_no_date_moves_nothing_and_is_explained() {
    for (text, words) in [
        ("2024/2020", "before"),
        ("02/03/2024", "day 2"),
        ("99999999999999", ""),
        ("soon", ""),
        ("2021-13-45", ""),
        ("undated", "without a date"),
    ] {
        let mut shell = open(LANES);
        let before = shell.context().view();
        go_to(&mut shell, text);
        assert_eq!(shell.context().view(), before, "{text}");
        assert_eq!(top(&shell), "date", "{text} stays to be corrected");
        let notice = notice(&shell);
        assert!(
            notice.contains(words) && notice.len() > 10,
            "{text}: {notice}"
        );
        press(&mut shell, "Ctrl-u Enter");
        assert_eq!(top(&shell), "browse");
    }
}

#[test]
fn pasted_text_is_typed() {
    let mut shell = open(LANES);
    press(&mut shell, "d");
    shell.update(Message::Paste("2005\nq".to_owned()));
    press(&mut shell, "Enter");
    assert_eq!(
        notice(&shell),
        "2005: 1 event, marked; Escape clears the marks, Backspace returns."
    );
}

#[test]
fn going_back_leaves_the_date() {
    let mut shell = open(LANES);
    let before = shell.context().view();
    go_to(&mut shell, "2005");
    assert!(shell.context().place.date.is_some());
    press(&mut shell, "Backspace");
    assert_eq!(shell.context().view(), before);
}

#[test]
fn events_are_counted_as_far_as_the_date_reaches() {
    let mut shell = open(LANES);
    go_to(&mut shell, "/2004");
    assert!(notice(&shell).contains(": 2 events"), "{}", notice(&shell));
    go_to(&mut shell, "{2001,2008}");
    assert!(notice(&shell).contains(": 2 events"), "{}", notice(&shell));
}

/// Events with dates of every shape, some of them in common windows.
const DATES: &[&str] = &[
    "2019",
    "2020",
    "2020-05",
    "2020-05-12",
    "2020-05-12T10:00:00Z",
    "2021",
    "../2019",
    "2020/..",
    "2018/2022",
    "[2019,2022]",
    "{2019,2021}",
    "2021~",
    "2020-12-31",
    "2021-01-01",
    "",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn going_to_a_date_marks_exactly_the_events_that_may_hold_there(
        dates in prop::collection::vec(prop::sample::select(DATES), 1..12),
        goal in prop::sample::select(vec!["2020", "2020-05", "2021-01-01", "2020-05-12", "2019/2020", "{2019,2021}", "/2019", "2021/"]),
        filtered: bool,
    ) {
        let events = dates.iter().enumerate().map(|(number, date)| {
            let date = if date.is_empty() { String::new() } else { format!("date = '{date}'\n") };
            format!("[[event]]\nid = 'e{number}'\ntitle = 'title {number}'\n{date}status = '{}'\n",
                ["reported", "claim"][number % 2])
        });
        let mut shell = open(&format!("title = 'x'\n{}", events.collect::<String>()));
        if filtered {
            press(&mut shell, "& ~status:claim Enter");
        }
        let before = shell.context().place.event;
        go_to(&mut shell, goal);
        // A plain scan: an event may hold at a date if the two have a moment in common.
        let goal = annals_time::When::parse(goal).unwrap().unwrap();
        let windows: Vec<_> = goal.members().iter().map(annals_time::Member::reach).collect();
        let cx = shell.context();
        let is_there = |event: EventIndex| {
            let when = cx.timeline().event(event).when.clone();
            when.is_some_and(|when| {
                let (from, to) = when.reach();
                windows.iter().any(|&(start, end)| {
                    from < end && (to > start || from == to && from == start)
                })
            })
        };
        let mut there = 0;
        for &event in cx.index().order() {
            let is_marked = cx.marks.dated.as_ref().is_some_and(|dated| dated.contains(cx.index().rank(event)));
            prop_assert!(!is_marked || is_there(event));
            if cx.shown().contains(event) && is_there(event) {
                prop_assert!(is_marked);
                there += 1;
            }
        }
        let selected = cx.place.event;
        if there > 0 {
            prop_assert!(selected.is_some_and(is_there), "one of them is selected");
            let words = if there == 1 { "1 event, marked".to_owned() } else { format!("{there} events, marked") };
            prop_assert!(notice(&shell).contains(&words), "{}", notice(&shell));
        } else {
            prop_assert!(notice(&shell).contains("no event"), "{}", notice(&shell));
            prop_assert!(selected == before || cx.display.following);
        }
        // Escape takes the marks away.
        press(&mut shell, "Escape");
        prop_assert!(shell.context().marks.dated.is_none());
    }
}

#[test]
fn marks_are_seen_in_the_list_and_on_the_axis_and_stepped_through() {
    let mut shell = open(LANES);
    let marked_rows = |shell: &mut Shell| {
        let buffer = frame(shell, 100, 24, false);
        let layout = shell.context().layout(Pane::List).expect("a layout");
        // On the axis bars are underlined too; what is marked is bold.
        let is_marked = |row: u16, column: u16| {
            row >= layout.list.y || buffer[(column, row)].modifier.contains(Modifier::BOLD)
        };
        let rows = (0..24).filter(|&row| {
            let mut columns = underlined(&buffer, row).into_iter();
            columns.any(|column| is_marked(row, column))
        });
        rows.collect::<Vec<u16>>()
    };
    assert_eq!(marked_rows(&mut shell).len(), 0);
    go_to(&mut shell, "2005/2006");
    assert_eq!(selected_id(&shell), "bob-1");
    let rows = marked_rows(&mut shell);
    assert!(
        rows.len() >= 3,
        "two rows of the list and one of the axis: {rows:?}"
    );
    press(&mut shell, "n");
    assert_eq!(selected_id(&shell), "bob-2");
    press(&mut shell, "n");
    assert_eq!(selected_id(&shell), "bob-1");
    // They stay while one moves, until the next jump or Escape.
    press(&mut shell, "j j");
    assert_eq!(marked_rows(&mut shell).len(), rows.len());
    go_to(&mut shell, "2001");
    assert_ne!(marked_rows(&mut shell), rows);
    press(&mut shell, "Escape");
    assert_eq!(marked_rows(&mut shell).len(), 0);
}
