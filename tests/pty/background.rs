//! What the terminal says about its background, in a real terminal.

use std::process::Command;

use super::{annals, assert_restored, harness::Session};

const QUESTION: &str = "\x1b]11;?\x1b\\";

/// The colour under the title, in the two forms of the theme.
const DARK: vt100::Color = vt100::Color::Rgb(0x15, 0x17, 0x1c);
const LIGHT: vt100::Color = vt100::Color::Rgb(0xfb, 0xfa, 0xf7);

fn open(arguments: &[&str], variables: &[(&str, &str)]) -> Session {
    let mut command = annals();
    command.args(arguments);
    for name in ["NO_COLOR", "COLORFGBG", "CLICOLOR_FORCE", "TMUX"] {
        command.env_remove(name);
    }
    command.env("COLORTERM", "truecolor");
    for (name, value) in variables {
        command.env(name, value);
    }
    let session = Session::start(command, 80, 24);
    session.wait_for("1 of 21");
    session.wait_for("? for help");
    session
}

fn wait_for_ground(session: &Session, ground: vt100::Color) {
    session.wait_until(&format!("a ground of {ground:?}"), |output| {
        let under = |row, column| output.screen().cell(row, column).map(vt100::Cell::bgcolor);
        under(0, 0) == Some(ground) && under(23, 79) == Some(ground)
    });
}

fn leave(mut session: Session) {
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn a_theme_with_two_forms_takes_the_one_that_the_terminal_asks_for() {
    let session = open(&["--theme", "okabe-ito"], &[]);
    wait_for_ground(&session, DARK);
    session.wait_until("the question", |output| output.text().contains(QUESTION));
    // Nothing waits for the answer.
    session.send("jj");
    session.wait_for("3 of 21");
    session.send("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\");
    wait_for_ground(&session, LIGHT);
    // Nothing of it was a key, and another one changes nothing.
    session.send("\x1b]11;rgb:0000/0000/0000\x07k");
    session.wait_for("2 of 21");
    wait_for_ground(&session, LIGHT);
    assert_eq!(session.output().text().matches(QUESTION).count(), 1);
    leave(session);
}

#[test]
fn the_environment_is_believed_until_the_terminal_answers() {
    let session = open(&["--theme", "okabe-ito"], &[("COLORFGBG", "0;15")]);
    wait_for_ground(&session, LIGHT);
    session.send("\x1b]11;#101010\x07");
    wait_for_ground(&session, DARK);
    leave(session);
}

#[test]
fn a_terminal_is_not_asked_what_makes_no_difference() {
    for (arguments, variables) in [
        (&["--theme", "mono"][..], &[][..]),
        (&["--theme", "class-light"], &[]),
        (&["--theme", "okabe-ito", "--color", "never"], &[]),
        (&["--theme", "okabe-ito"], &[("NO_COLOR", "1")]),
        (&["--theme", "okabe-ito"], &[("TERM", "linux")]),
    ] {
        let session = open(arguments, variables);
        session.send("j");
        session.wait_for("2 of 21");
        assert!(
            !session.output().text().contains("\x1b]"),
            "{arguments:?} {variables:?}"
        );
        leave(session);
    }
}

#[test]
fn colours_are_those_that_the_terminal_has() {
    for (variables, ground) in [
        (&[][..], vt100::Color::Rgb(0xff, 0xff, 0xff)),
        (&[("COLORTERM", "")], vt100::Color::Idx(231)),
        (
            &[("COLORTERM", ""), ("TERM", "xterm")],
            vt100::Color::Idx(15),
        ),
        (&[("NO_COLOR", "1")], vt100::Color::Default),
    ] {
        let session = open(&["--theme", "class-light"], variables);
        wait_for_ground(&session, ground);
        leave(session);
    }
}

/// What `annals themes` prints on a terminal.
fn themes(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = annals();
    command.arg("themes");
    command.args(arguments);
    command.env_remove("NO_COLOR");
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut session = Session::start(command, 100, 30);
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.output().text()
}

#[test]
fn themes_are_listed_with_a_sample_where_there_are_colours() {
    let piped = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["themes", "--color", "always"])
        .output()
        .unwrap();
    let plain = String::from_utf8(piped.stdout).unwrap();
    let names: Vec<_> = plain
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(
        names,
        ["terminal", "class-dark", "class-light", "okabe-ito", "mono"]
    );
    assert!(!plain.contains('\x1b'), "{plain:?}");

    let sample = themes(&[], &[("COLORTERM", "truecolor")]);
    assert!(
        sample.contains("\x1b[38;2;255;255;255;48;2;8;8;8m"),
        "{sample:?}"
    );
    for line in sample.lines() {
        // Nothing of a sample is left on for what comes after it.
        let last = line.rsplit_once("\x1b[").map(|(_, last)| last);
        assert!(last.is_none_or(|last| last.starts_with('m')), "{line:?}");
    }
    assert!(themes(&[], &[("COLORTERM", "")]).contains("48;5;231m"));
    for without in [
        themes(&["--color", "never"], &[]),
        themes(&[], &[("NO_COLOR", "1")]),
    ] {
        assert_eq!(without.replace('\r', ""), plain);
    }
}

#[test]
fn an_unknown_theme_is_refused_with_the_known_ones() {
    let refused = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["--theme", "class"])
        .output()
        .unwrap();
    let message = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        message.contains("class-dark, class-light, okabe-ito, mono"),
        "{message}"
    );
}
