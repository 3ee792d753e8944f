//! What a person can do on the lanes page.

use super::LanesPage;
use crate::actions::lanes;
use crate::command::{Group, Spec};
use crate::commands;
use crate::rows::{Rows, closes};
use crate::screen::{Command, Table};

type Row = Command<LanesPage>;

pub(super) const COMMANDS: Table<LanesPage> = &[
    &[
        closes(&commands::CLOSE),
        Row::new(&LANE_SHOW, |page, cx, _| page.toggle_hidden(cx)),
        Row::new(&LANE_PIN, |page, cx, _| {
            cx.lanes.arrangement.toggle_pinned(page.lane);
            lanes::rearranged(cx);
        }),
        Row::new(&LANE_COLLAPSE, |page, cx, _| {
            cx.lanes.arrangement.toggle_collapsed(page.lane);
            lanes::rearranged(cx);
        }),
        Row::new(&LANE_UP, |page, cx, _| page.shift(false, cx)),
        Row::new(&LANE_DOWN, |page, cx, _| page.shift(true, cx)),
        Row::new(&LANE_SORT, |_, cx, _| LanesPage::sort(cx)),
        Row::new(&LANE_GROUP, |_, cx, _| lanes::group_next(cx)),
        Row::new(&LANE_SHOW_ONLY, |page, cx, _| {
            cx.lanes.arrangement.show_only(page.lane);
            lanes::rearranged(cx);
        }),
        Row::new(&LANE_SHOW_ALL, |_, cx, _| {
            if cx.lanes.arrangement.show_all() {
                lanes::rearranged(cx);
            } else {
                cx.notice("Every lane is shown already.");
            }
        }),
    ],
    Rows::<LanesPage>::STEPPING,
    &[Row::new(&commands::FOLLOW, |page, cx, _| page.follow(cx))],
    Rows::<LanesPage>::HELP,
    &[closes(&commands::QUIT), closes(&commands::LANES)],
    Rows::<LanesPage>::PALETTE,
    Rows::<LanesPage>::PAGING,
    Rows::<LanesPage>::TERMINAL,
];

static LANE_SHOW: Spec = Spec {
    name: "lane-show",
    title: "Show or hide the lane",
    doc: "Show or hide the lane",
    group: Group::Lanes,
    keys: &["Space"],
    hint: Some("show or hide"),
};

static LANE_PIN: Spec = Spec {
    name: "lane-pin",
    title: "Pin the lane",
    doc: "Pin the lane above the others, or unpin it",
    group: Group::Lanes,
    keys: &["p"],
    hint: Some("pin"),
};

static LANE_COLLAPSE: Spec = Spec {
    name: "lane-collapse",
    title: "Collapse the lane",
    doc: "Collapse the lane to one row, or expand it",
    group: Group::Lanes,
    keys: &["c"],
    hint: Some("collapse"),
};

static LANE_UP: Spec = Spec {
    name: "lane-up",
    title: "Move the lane up",
    doc: "Move the lane up",
    group: Group::Lanes,
    keys: &["K", "Shift-Up"],
    hint: Some("reorder"),
};

static LANE_DOWN: Spec = Spec {
    name: "lane-down",
    title: "Move the lane down",
    doc: "Move the lane down",
    group: Group::Lanes,
    keys: &["J", "Shift-Down"],
    hint: Some("reorder"),
};

static LANE_SORT: Spec = Spec {
    name: "lane-sort",
    title: "Sort the lanes",
    doc: "Sort the lanes: as in the file, by first event, by name, by number of events",
    group: Group::Lanes,
    keys: &["o"],
    hint: Some("order"),
};

static LANE_GROUP: Spec = Spec {
    name: "lane-group",
    title: "Group the lanes",
    doc: "Group by actor, theme, account, status, or nothing",
    group: Group::Lanes,
    keys: &["Tab", "l"],
    hint: Some("group by"),
};

static LANE_SHOW_ONLY: Spec = Spec {
    name: "lane-show-only",
    title: "Show only this lane",
    doc: "Show only this lane",
    group: Group::Lanes,
    keys: &["x"],
    hint: None,
};

static LANE_SHOW_ALL: Spec = Spec {
    name: "lane-show-all",
    title: "Show every lane",
    doc: "Show every lane",
    group: Group::Lanes,
    keys: &["a"],
    hint: None,
};
