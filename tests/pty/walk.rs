//! Along the axis in a real terminal: keys and mouse.

use std::process::Command;

use super::{annals, assert_restored, harness::Session};

fn open() -> Session {
    let session = Session::start(annals(), 120, 36);
    session.wait_for("1 of 21");
    // The first key ends what the footer suggests; this one does nothing else.
    session.send("\x1b");
    // The footer is drawn last, and is the same in a picture.
    let picture = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["screenshot", "--size", "120x36", "-"])
        .env("LC_ALL", "C.UTF-8")
        .env("XDG_CONFIG_HOME", "/dev/null")
        .output()
        .unwrap();
    let picture = String::from_utf8(picture.stdout).unwrap();
    let footer = picture.lines().last().unwrap().trim().to_owned();
    session.wait_until("the whole of the first frame", |o| {
        let contents = o.screen().contents();
        contents
            .lines()
            .last()
            .is_some_and(|last| last.trim() == footer)
    });
    session
}

fn leave(mut session: Session) {
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

/// A report of the mouse, as terminals send it: columns and rows from 1.
fn mouse(session: &Session, button: u8, column: u16, row: u16, pressed: bool) {
    let last = if pressed { 'M' } else { 'm' };
    session.send(&format!("\x1b[<{button};{column};{row}{last}"));
}

#[test]
fn zooming_by_small_and_large_steps_returns_to_the_same_cells() {
    let session = open();
    let before = session.output().lines();
    session.send("++zzz");
    session.wait_until("another window", |o| !o.shows("2019–2024"));
    session.send("ZZZ--");
    session.wait_until("the same cells", |o| o.lines() == before);
    leave(session);
}

#[test]
fn a_date_is_typed_mistyped_and_measured_from() {
    let session = open();
    session.send("d");
    session.wait_for("Go to a date");
    session.send("2024/2020");
    session.wait_for("the end lies before the start");
    session.send("\x15spring 2020");
    session.wait_for("known to the season");
    session.send("\r");
    session.wait_for("spring 2020: 4 events");
    session.send("m");
    session.wait_for("Marked");
    session.send("d12 June 2023\rm");
    session.wait_for("events between");
    session.send("\x1b");
    session.wait_until("no measure", |o| !o.shows("between"));
    leave(session);
}

#[test]
fn lanes_are_arranged_and_walked() {
    let session = open();
    session.send("v");
    session.wait_for("one for each actor");
    session.send("j ");
    session.wait_for("hidden");
    session.send("\t");
    session.wait_for("one for each theme");
    session.send("q");
    session.wait_until("the list", |o| {
        o.shows("Events") && !o.shows("one for each")
    });
    session.send("].,[");
    session.wait_for("of 21");
    leave(session);
}

#[test]
fn the_mouse_zooms_pans_and_selects() {
    let session = open();
    let before = session.output().lines();
    mouse(&session, 64, 70, 6, true);
    mouse(&session, 64, 70, 6, true);
    session.wait_until("a shorter window", |o| !o.shows("2019–2024"));
    mouse(&session, 65, 70, 6, true);
    mouse(&session, 65, 70, 6, true);
    session.wait_until("the same cells", |o| o.lines() == before);
    // Taken hold of where no mark stands, to the left and back again.
    mouse(&session, 0, 75, 8, true);
    mouse(&session, 32, 50, 8, true);
    session.wait_until("later times", |o| !o.shows("2019–2024"));
    mouse(&session, 32, 75, 8, true);
    mouse(&session, 0, 75, 8, false);
    session.wait_for("2019–2024");
    // The list, and the overview under the lanes.
    mouse(&session, 0, 10, 20, true);
    session.wait_until("another event", |o| !o.shows(" 1 of 21"));
    leave(session);
}
