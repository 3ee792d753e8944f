//! Tests of moving along and between lanes.

use crate::test_support::{LANES, lane_names, notice, open, press, selected_id};

#[test]
fn events_of_a_lane_follow_each_other() {
    let mut shell = open(LANES);
    press(&mut shell, ".");
    assert_eq!(selected_id(&shell), "both");
    press(&mut shell, ".");
    assert_eq!(
        selected_id(&shell),
        "both",
        "ann has no other event with a date"
    );
    assert_eq!(notice(&shell), "This is the last event of the lane.");
    press(&mut shell, "] .");
    assert_eq!(
        selected_id(&shell),
        "bob-1",
        "the lane below is that of bob, and has the same event"
    );
    press(&mut shell, ". , ,");
    assert_eq!(selected_id(&shell), "both");
    press(&mut shell, ",");
    assert_eq!(notice(&shell), "This is the first event of the lane.");
}

#[test]
fn from_lane_to_lane_the_nearest_event_in_time_is_selected() {
    let mut shell = open(LANES);
    press(&mut shell, "j j j ]");
    assert_eq!(selected_id(&shell), "cid-1");
    press(&mut shell, "]");
    assert_eq!(selected_id(&shell), "nobody");
    press(&mut shell, "]");
    assert_eq!(notice(&shell), "This is the last lane.");
    press(&mut shell, "[ [");
    assert_eq!(selected_id(&shell), "bob-2");
    press(&mut shell, "[ [");
    assert_eq!(selected_id(&shell), "both");
    assert_eq!(notice(&shell), "This is the first lane.");
}

#[test]
fn moving_passes_over_hidden_lanes() {
    let mut shell = open(LANES);
    press(&mut shell, "] v Space Escape");
    assert_eq!(lane_names(&shell), ["ann", "cid", "others"]);
    press(&mut shell, ".");
    assert_eq!(
        selected_id(&shell),
        "both",
        "in the lane of ann, from the first event to the second"
    );
}
