//! `annals` itself: started, walked through, resized, suspended and ended.

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::{annals, assert_restored, clean_environment, harness::Session};

#[test]
fn annals_starts_and_quits() {
    let mut session = Session::start(annals(), 120, 36);
    session.wait_until("a first frame", |o| {
        o.screen().alternate_screen() && !o.screen().contents().trim().is_empty()
    });
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn annals_ends_by_a_signal() {
    let mut session = Session::start(annals(), 80, 24);
    session.wait_until("a first frame", |o| {
        !o.screen().contents().trim().is_empty()
    });
    session.signal(Signal::TERM);
    assert_eq!(session.wait_exit().signal(), Some("Terminated"));
    assert_restored(&session);
}

#[test]
fn annals_is_walked_through_and_back() {
    let mut session = Session::start(annals(), 120, 48);
    session.wait_for("1 of 21");
    session.send("jjj");
    session.wait_for("4 of 21");
    session.send("\r");
    session.wait_until("the whole frame", |o| {
        o.shows("Escape close") && o.log.ends_with(b"\x1b[?2026l")
    });
    let before = session.output().lines();
    session.send("\r");
    // The first to be followed is Jack Ma: his pane says whom he meets.
    session.wait_for("Meets");
    session.wait_for("马云");
    session.send("\x7f");
    session.wait_until("the very view that was left", |o| o.lines() == before);
    session.send("?");
    session.wait_for("next event");
    session.send("q+");
    session.wait_for("Jul");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn annals_is_resized_and_says_when_it_has_too_little_room() {
    let mut session = Session::start(annals(), 120, 36);
    session.wait_for("1 of 21");
    session.resize(30, 8);
    session.wait_for("Too small: 30 by 8.");
    session.resize(80, 24);
    session.wait_for("1 of 21");
    session.send("G");
    session.wait_for("21 of 21");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn annals_survives_terminals_of_absurd_sizes() {
    let mut session = Session::start(annals(), 120, 36);
    session.wait_for("1 of 21");
    for (columns, rows) in [(u16::MAX, 1), (1, u16::MAX), (u16::MAX, u16::MAX), (0, 0)] {
        let frames = |log: &str| log.matches("\x1b[2J").count();
        let before = frames(&session.output().text());
        session.tell_size(columns, rows);
        session.wait_until("a frame of that size", |o| frames(&o.text()) > before);
        session.resize(120, 36);
        session.wait_for("1 of 21");
    }
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn annals_is_suspended_and_comes_back() {
    let mut command = CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-i", "-b"]);
    command.env("PS1", "prompt> ");
    command.env("HISTFILE", "");
    clean_environment(&mut command);
    let mut session = Session::start(command, 100, 30);
    session.wait_for("prompt>");
    session.send(&format!("'{}'\r", env!("CARGO_BIN_EXE_annals")));
    session.wait_for("1 of 21");
    session.send("j");
    session.wait_for("2 of 21");
    session.send("\x1a");
    session.wait_until("the shell", |o| {
        o.is_plain() && o.shows("Stopped") && o.text().ends_with("prompt> ")
    });
    session.send("fg\r");
    session.wait_until("annals again", |o| {
        o.screen().alternate_screen() && o.shows("2 of 21")
    });
    session.send("q");
    // The prompt of before is still on the screen: the shell waits where its prompt comes last.
    session.wait_until("the shell", |o| {
        o.is_plain() && o.text().ends_with("prompt> ")
    });
    session.send("exit 0\r");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_settings_restored();
}
