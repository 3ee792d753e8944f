//! Tests of the lanes page.

use crate::shell::Shell;
use crate::task::Task;
use crate::test_support::{LANES, app, lane_names, notice, open, press, selected_id, top};

use super::*;

fn grouping(shell: &Shell) -> Grouping {
    shell.context().lanes().grouping
}

#[test]
fn lanes_are_hidden_pinned_ordered_and_grouped() {
    let mut shell = open(LANES);
    assert_eq!(lane_names(&shell), ["ann", "bob", "cid", "others"]);
    press(&mut shell, "v j Space");
    assert_eq!(lane_names(&shell), ["ann", "cid", "others"]);
    press(&mut shell, "Space o o o");
    assert_eq!(
        lane_names(&shell),
        ["bob", "ann", "cid", "others"],
        "by the number of events"
    );
    press(&mut shell, "G p");
    assert_eq!(lane_names(&shell), ["others", "bob", "ann", "cid"]);
    let slots = |shell: &Shell| shell.context().lanes.measures.stack.slots().to_vec();
    assert!(slots(&shell)[0].pinned);
    press(&mut shell, "J");
    assert_eq!(
        notice(&shell),
        "This lane cannot go further.",
        "it is the only pinned one"
    );
    press(&mut shell, "p K K K");
    assert_eq!(lane_names(&shell), ["others", "bob", "ann", "cid"]);
    press(&mut shell, "J c");
    assert_eq!(lane_names(&shell), ["bob", "others", "ann", "cid"]);
    assert!(slots(&shell)[1].collapsed);
    press(&mut shell, "x Space");
    assert_eq!(lane_names(&shell), ["others"]);
    assert_eq!(notice(&shell), "One lane has to stay.");
    press(&mut shell, "a");
    assert_eq!(lane_names(&shell).len(), 4);
    press(&mut shell, "a");
    assert_eq!(notice(&shell), "Every lane is shown already.");
    let arranged = lane_names(&shell);
    let mut seen = vec![];
    for _ in Grouping::ALL {
        press(&mut shell, "Tab");
        seen.push((grouping(&shell), lane_names(&shell)));
    }
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        seen,
        [
            (Grouping::Theme, names(&["b", "a", "others"])),
            (Grouping::Account, names(&["x"])),
            (Grouping::Status, names(&["reported", "claim"])),
            (Grouping::None, names(&["events"])),
            (Grouping::Actor, arranged),
        ],
        "and in the end as they were left"
    );
    press(&mut shell, "Escape");
    assert_eq!(top(&shell), "browse");
}

#[test]
fn following_a_lane_shows_it_and_goes_to_it() {
    let mut shell = open(LANES);
    press(&mut shell, "v j j Space Enter");
    assert_eq!(top(&shell), "browse");
    assert_eq!(selected_id(&shell), "cid-1");
    assert_eq!(lane_names(&shell).len(), 4);
}

#[test]
fn large_stories_are_grouped_in_the_background() {
    let mut shell = open(LANES);
    let task = Task::Group(shell.context().story.clone(), Grouping::Theme);
    assert_eq!(task.size(), 7);
    let answer = task.run(&|| true).expect("an answer");
    press(&mut shell, "v");
    shell.update(answer.clone());
    assert_eq!(grouping(&shell), Grouping::Theme);
    let mut other = app();
    other.update(answer);
    assert_eq!(
        grouping(&other),
        Grouping::Actor,
        "an answer about another story is dropped"
    );
}

#[test]
fn an_unpinned_lane_goes_back_to_its_place_and_moved_lanes_are_said_to_be() {
    let mut shell = open(LANES);
    let order = |shell: &Shell| shell.context().lanes.arrangement.order_name();
    press(&mut shell, "v G p p");
    assert_eq!(lane_names(&shell), ["ann", "bob", "cid", "others"]);
    assert_eq!(order(&shell), "as in the file");
    press(&mut shell, "K");
    assert_eq!(order(&shell), "by hand");
}
