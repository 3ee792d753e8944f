//! Tests of what is kept of a session.

use std::sync::Arc;

use annals_index::LaneKey;
use annals_model::text::Clean;
use annals_time::Time;
use proptest::prelude::*;

use super::*;
use crate::context::{LaneOrder, MAX_MEASURED};
use crate::options::{Options, Start};
use crate::shell::Shell;
use crate::test_support::{app, article, press};

/// Starts annals anew with what was kept.
fn again(shell: &Shell) -> Shell {
    let kept = shell.resume().expect("something to see");
    let timeline = &shell.context().story.timeline;
    let find = |id: &String| timeline.find_event(id);
    let start = Start {
        lanes: kept.lanes.as_ref().map(|lanes| lanes.grouping),
        window: kept.window,
        event: kept.event.as_ref().and_then(find),
        arranged: kept.lanes,
        marks: kept.marks,
        ..Start::default()
    };
    let options = Options {
        start,
        ..Options::default()
    };
    Shell::new(Arc::clone(timeline), &options)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_new_start_returns_to_where_a_person_was(
        keys in prop::collection::vec(prop::sample::select(vec![
            "j", "k", "G", "+", "-", "Left", "m", "0",
            "v", "Tab", "Space", "p", "c", "J", "K", "o", "x", "a", "Escape",
        ]), 0..40)
    ) {
        let mut shell = app();
        press(&mut shell, &keys.join(" "));
        let mut back = again(&shell);
        let (before, now) = (shell.context(), back.context());
        prop_assert_eq!(&now.lanes.arrangement, &before.lanes.arrangement);
        prop_assert_eq!(&now.marks.measured, &before.marks.measured);
        prop_assert_eq!(now.place.window, before.place.window);
        prop_assert_eq!(now.place.event, before.place.event);
        prop_assert_eq!(back.resume(), shell.resume());
        press(&mut back, "j");
    }
}

/// Starts the article with lanes, by the ids of their actors, and marks that were kept.
fn with_lanes(hidden: &[String]) -> Shell {
    let kept = KeptLanes {
        grouping: Grouping::Actor,
        order: LaneOrder::Name,
        hidden: hidden.to_vec(),
        pinned: vec!["gone".to_owned()],
        collapsed: Vec::new(),
        moved: vec!["gone".to_owned(), "alibaba".to_owned()],
    };
    let all = Spot {
        start: Time::MIN,
        end: Time::MAX,
        name: Clean::own("all"),
    };
    let start = Start {
        arranged: Some(kept),
        marks: vec![all; 5],
        ..Start::default()
    };
    let options = Options {
        start,
        ..Options::default()
    };
    Shell::new(article(), &options)
}

fn id(cx: &Context, lane: usize) -> String {
    match cx.lanes().lanes[lane].key {
        LaneKey::Actor(actor) => cx.timeline().actor(actor).id.raw().to_owned(),
        _ => String::new(),
    }
}

#[test]
fn kept_lanes_and_marks_that_no_longer_fit_are_left_out() {
    let shell = with_lanes(&["gone".to_owned(), "jack-ma".to_owned()]);
    let cx = shell.context();
    let arrangement = &cx.lanes.arrangement;
    let lanes = arrangement.places();
    assert_eq!(id(cx, lanes[0]), "alibaba");
    let hidden = lanes.iter().filter(|&&lane| arrangement.form(lane).hidden);
    let hidden: Vec<_> = hidden.map(|&lane| id(cx, lane)).collect();
    assert_eq!(hidden, ["jack-ma"]);
    assert_eq!(cx.marks.measured.len(), MAX_MEASURED);
    // Where all were hidden, one is shown.
    let all: Vec<String> = lanes.iter().map(|&lane| id(cx, lane)).collect();
    let shell = with_lanes(&all);
    assert_eq!(shell.context().lanes.measures.stack.slots().len(), 1);
}
