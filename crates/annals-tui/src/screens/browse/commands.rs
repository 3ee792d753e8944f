//! What a person can do in the browser.

use annals_scene::flow::Target;
use annals_scene::layout::Pane;
use annals_scene::list::Listing;

use super::Browse;
use crate::actions::{marks, window};
use crate::command::{Group, Spec};
use crate::commands;
use crate::context::Context;
use crate::message::Effect;
use crate::rows::{Rows, has_accounts, has_actors, has_events};
use crate::screen::{Command, Table};
use crate::screens::facets;

type Row = Command<Browse>;

pub(super) const COMMANDS: Table<Browse> = &[
    &[
        Row::new(&commands::NEXT, |browse, cx, count| {
            browse.step(count.forward(), cx);
        })
        .when(has_events)
        .hinted("events"),
        Row::new(&commands::PREVIOUS, |browse, cx, count| {
            browse.step(count.backward(), cx);
        })
        .when(has_events)
        .hinted("events"),
        Row::new(&commands::FOLLOW, |browse, cx, _| browse.follow(cx)).when(can_follow),
        Row::new(&commands::CLOSE, |browse, cx, _| {
            let has_something_open =
                browse.pane == Pane::Detail || browse.listing != Listing::Events;
            if cx.progress.loading.is_some() && !has_something_open {
                cx.effect(Effect::StopLoading);
            } else {
                browse.close(cx);
            }
        })
        .when(has_something_to_close),
        Row::opening(&commands::SEARCH).when(has_events),
        Row::opening(&commands::PRESENT).when(has_events),
        Row::opening(&commands::QUIZ).when(has_events),
        Row::opening(&commands::COMPARE).when(has_accounts),
        Row::opening(&commands::STORY_LINES).when(has_actors),
        Row::new(&commands::ACTORS, |browse, cx, _| browse.toggle_actors(cx)).when(has_actors),
    ],
    Rows::<Browse>::ZOOM,
    Rows::<Browse>::HELP,
    Rows::<Browse>::HISTORY,
    &[
        Row::new(&PAN_LEFT, |_, cx, count| {
            window::pan(cx, -times(count.times()), 8);
        }),
        Row::new(&PAN_RIGHT, |_, cx, count| {
            window::pan(cx, times(count.times()), 8);
        }),
    ],
    Rows::<Browse>::THEME,
    &[
        Row::opening(&commands::ABOUT),
        Row::new(&commands::QUIT, |_, cx, _| cx.effect(Effect::Quit)),
        Row::opening(&commands::GO_TO_DATE),
        Row::opening(&commands::LANES).when(has_lanes),
        Row::opening(&commands::LAYERS).when(has_accounts),
        Row::opening(&commands::CHAIN).when(has_events),
        Row::opening(&commands::GRID).when(has_actors),
        Row::opening(&facets::FACETS).when(has_events),
    ],
    Rows::<Browse>::PALETTE,
    Rows::<Browse>::FIT_ALL,
    &[
        Row::new(&NOTES, |browse, cx, _| browse.toggle_notes(cx)).when(has_notes),
        Row::new(&FIT_SELECTION, |_, cx, _| window::fit_selection(cx)).when(is_dated),
        Row::new(&CENTRE, |_, cx, _| window::centre(cx)).when(is_dated),
    ],
    Rows::<Browse>::PAN_PAGES,
    &[
        Row::new(&commands::MOVE_ON, |browse, cx, count| {
            browse.pane = Pane::List;
            browse.step_list(count.forward(), cx);
        })
        .when(has_events),
        Row::new(&commands::PAGE_DOWN, |browse, cx, count| {
            browse.page(count.forward(), cx);
        })
        .when(has_events),
        Row::new(&commands::PAGE_UP, |browse, cx, count| {
            browse.page(count.backward(), cx);
        })
        .when(has_events),
        Row::new(&commands::FIRST, |browse, cx, count| match count.0 {
            Some(position) => browse.go_to_position(position.saturating_sub(1), cx),
            None => browse.go_to_end(false, cx),
        })
        .when(has_events),
        Row::new(&commands::LAST, |browse, cx, count| match count.0 {
            Some(position) => browse.go_to_position(position.saturating_sub(1), cx),
            None => browse.go_to_end(true, cx),
        })
        .when(has_events),
        Row::new(&SWITCH_PANE, |browse, cx, _| browse.switch_pane(cx)).when(has_events),
        Row::new(&commands::SCROLL_DOWN, |browse, cx, count| {
            browse.scroll_detail(count.forward(), cx);
        })
        .when(has_events),
        Row::new(&commands::SCROLL_UP, |browse, cx, count| {
            browse.scroll_detail(count.backward(), cx);
        })
        .when(has_events),
    ],
    Rows::<Browse>::FILTER,
    Rows::<Browse>::FOUND,
    Rows::<Browse>::ZOOM_LITTLE,
    &[
        Row::new(&FIT_LANE, |browse, cx, _| {
            let lane = browse.current_lane(cx);
            window::fit_lane(cx, lane);
        })
        .when(has_lanes),
        Row::new(&NEXT_IN_LANE, |browse, cx, count| {
            browse.step_in_lane(count.forward(), cx);
        })
        .when(has_lanes),
        Row::new(&PREVIOUS_IN_LANE, |browse, cx, count| {
            browse.step_in_lane(count.backward(), cx);
        })
        .when(has_lanes),
        Row::new(&LANE_BELOW, |browse, cx, count| {
            browse.step_lane(count.forward(), cx);
        })
        .when(has_lanes),
        Row::new(&LANE_ABOVE, |browse, cx, count| {
            browse.step_lane(count.backward(), cx);
        })
        .when(has_lanes),
        Row::new(&commands::AROUND, |browse, cx, _| {
            match (browse.selected_event(cx), browse.listing) {
                (Some(event), Listing::Around(of)) if event == of => browse.leave_listing(cx),
                (Some(event), _) => browse.open_around(event, cx),
                (None, _) => {
                    cx.notice("Select an event first: what else happened at its time is listed.");
                }
            }
        })
        .when(is_dated),
    ],
    Rows::<Browse>::MARKS,
    &[
        Row::new(&commands::MARK, |_, cx, _| marks::mark(cx)),
        Row::new(&FOLLOW_AXIS, |_, cx, _| window::toggle_following(cx)),
    ],
    Rows::<Browse>::COPYING,
    &[Row::opening(&commands::SOURCE).when(has_address)],
    Rows::<Browse>::EDITING,
    Rows::<Browse>::SHEETS,
    Rows::<Browse>::TERMINAL,
];

fn times(count: usize) -> i128 {
    i128::from(i32::try_from(count).unwrap_or(i32::MAX))
}

fn can_follow(browse: &Browse, _: &Context) -> bool {
    !browse.detail().items.is_empty() || browse.listing.is_event_group()
}

fn has_something_to_close(browse: &Browse, cx: &Context) -> bool {
    marks::any(cx)
        || cx.found().is_some()
        || cx.filter().is_some()
        || browse.pane == Pane::Detail
        || browse.listing != Listing::Events
}

fn has_lanes(_: &Browse, cx: &Context) -> bool {
    !cx.lanes.measures.stack.slots().is_empty()
}

fn has_notes(browse: &Browse, cx: &Context) -> bool {
    matches!(browse.subject(cx), Some(Target::Event(event)) if !cx.timeline().event(event).notes.is_empty())
}

fn is_dated(browse: &Browse, cx: &Context) -> bool {
    let event = browse.selected_event(cx);
    event.is_some_and(|event| cx.timeline().event(event).when.is_some())
}

fn has_address(browse: &Browse, cx: &Context) -> bool {
    let has_subject = match browse.listing {
        Listing::Actors => browse.actor.is_some(),
        _ => cx.place.event.is_some(),
    };
    let mut sources = cx.timeline().sources.iter();
    has_subject && sources.any(|source| !source.address.is_empty())
}

pub(crate) static PAN_LEFT: Spec = Spec {
    name: "pan-left",
    title: "Earlier",
    doc: "Show earlier times",
    group: Group::Axis,
    keys: &["Left", "h"],
    hint: Some("pan"),
};

pub(crate) static PAN_RIGHT: Spec = Spec {
    name: "pan-right",
    title: "Later",
    doc: "Show later times",
    group: Group::Axis,
    keys: &["Right", "l"],
    hint: Some("pan"),
};

pub(crate) static NOTES: Spec = Spec {
    name: "notes",
    title: "Teacher's notes",
    doc: "Show or hide the teacher's notes",
    group: Group::Following,
    keys: &["t"],
    hint: Some("notes"),
};

pub(crate) static FIT_SELECTION: Spec = Spec {
    name: "fit-selection",
    title: "Fit the selected event",
    doc: "Fit the selected event",
    group: Group::Axis,
    keys: &["f"],
    hint: None,
};

static CENTRE: Spec = Spec {
    name: "centre",
    title: "Centre the selected event",
    doc: "Centre the selected event; again to fit it",
    group: Group::Axis,
    keys: &["c"],
    hint: None,
};

pub(crate) static SWITCH_PANE: Spec = Spec {
    name: "switch-pane",
    title: "List or detail",
    doc: "Switch between list and detail",
    group: Group::Moving,
    keys: &["Tab", "BackTab"],
    hint: None,
};

static FIT_LANE: Spec = Spec {
    name: "fit-lane",
    title: "Fit the lane",
    doc: "Fit the lane of the selected event",
    group: Group::Axis,
    keys: &["F"],
    hint: None,
};

static NEXT_IN_LANE: Spec = Spec {
    name: "next-in-lane",
    title: "Next event of the lane",
    doc: "Next event of the lane",
    group: Group::Moving,
    keys: &["."],
    hint: None,
};

static PREVIOUS_IN_LANE: Spec = Spec {
    name: "previous-in-lane",
    title: "Previous event of the lane",
    doc: "Previous event of the lane",
    group: Group::Moving,
    keys: &[","],
    hint: None,
};

static LANE_BELOW: Spec = Spec {
    name: "lane-below",
    title: "Lane below",
    doc: "Lane below: the same event there, or the nearest in time",
    group: Group::Moving,
    keys: &["]", "Shift-Down"],
    hint: None,
};

static LANE_ABOVE: Spec = Spec {
    name: "lane-above",
    title: "Lane above",
    doc: "Lane above",
    group: Group::Moving,
    keys: &["[", "Shift-Up"],
    hint: None,
};

static FOLLOW_AXIS: Spec = Spec {
    name: "follow-axis",
    title: "List follows the axis",
    doc: "Toggle: list follows the axis",
    group: Group::Axis,
    keys: &["s"],
    hint: None,
};
