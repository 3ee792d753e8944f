//! A person's settings and what is remembered, in a real terminal.

use std::{env, fs, path::PathBuf, process};

use portable_pty::CommandBuilder;

use super::{annals, assert_restored, harness::Session};

/// A home of its own with this settings file.
fn home(name: &str, settings: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("settings-{}-{name}", process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("config/annals")).unwrap();
    fs::write(folder.join("config/annals/config.toml"), settings).unwrap();
    folder
}

fn at_home(home: &std::path::Path) -> CommandBuilder {
    let mut command = annals();
    command.env("XDG_CONFIG_HOME", home.join("config"));
    command.env("XDG_STATE_HOME", home.join("state"));
    command.env_remove("ANNALS_REMEMBER");
    command
}

fn leave(mut session: Session) {
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn keys_of_the_settings_work_and_are_the_ones_shown() {
    let home = home(
        "keys",
        "remember = false\n[keys]\nnext = \"X\"\nhelp = \"F2\"\n",
    );
    let session = Session::start(at_home(&home), 120, 36);
    session.wait_for("1 of 21");
    session.wait_until("the footer", |o| {
        o.shows("Try X to read on") && o.shows("F2 for help")
    });
    session.send("jX");
    session.wait_for("2 of 21");
    session.send("\x1bOQ");
    session.wait_until("the help", |o| o.shows("↑ X") && o.shows("next event"));
    assert!(!session.output().shows("↑ ↓"));
    session.send("q");
    session.wait_for("2 of 21");
    leave(session);
    assert!(!home.join("state").exists(), "nothing is remembered");
    fs::remove_dir_all(home).unwrap();
}

#[test]
fn a_broken_settings_file_gives_a_sentence_and_the_program_goes_on() {
    let home = home("broken", "wheel = 3\n[keys]\nquit = []\n");
    let session = Session::start(at_home(&home), 80, 24);
    session
        .wait_for("The settings have 2 problems, the first in line 1; annals config lists them.");
    session.send("j");
    session.wait_for("2 of 21");
    leave(session);
    fs::remove_dir_all(home).unwrap();
}

#[test]
fn the_place_in_a_timeline_is_remembered() {
    let home = home("again", "remember = true\n");
    let session = Session::start(at_home(&home), 120, 36);
    session.wait_for("1 of 21");
    session.send("jjj\x1b[C");
    session.wait_until("another place", |o| {
        o.shows("4 of 21") && !o.shows("2019–2024")
    });
    session.send("m");
    session.wait_for("Marked");
    session.send("k");
    session.wait_for("3 of 21");
    let before = session.output().lines();
    leave(session);

    let session = Session::start(at_home(&home), 120, 36);
    session.wait_until("the same screen", |o| o.lines() == before);
    leave(session);

    // What was asked for wins, and a broken file is no more than a sentence.
    let mut command = at_home(&home);
    command.args(["--at", "ma-out-of-view"]);
    let session = Session::start(command, 120, 36);
    session.wait_until("what was asked for", |o| {
        o.shows(" of 21") && !o.shows("3 of 21")
    });
    leave(session);
    let state = home.join("state/annals");
    for file in fs::read_dir(&state).unwrap() {
        fs::write(file.unwrap().path(), "window = ").unwrap();
    }
    let session = Session::start(at_home(&home), 120, 36);
    session.wait_for("Where you were in this timeline cannot be read");
    session.wait_for("1 of 21");
    leave(session);
    fs::remove_dir_all(home).unwrap();
}

#[test]
fn the_chosen_theme_is_remembered() {
    let home = home(
        "theme",
        "remember = true\n[themes.mine]\nbase = \"class-dark\"\ntext = \"#123456\"\n",
    );
    let themed = || {
        let mut command = at_home(&home);
        command.env("COLORTERM", "truecolor");
        Session::start(command, 80, 24)
    };
    let session = themed();
    session.wait_for("1 of 21");
    session.send("TTTTT");
    session.wait_for("The theme is mine now.");
    leave(session);
    let session = themed();
    session.wait_for("1 of 21");
    session.send("T");
    session.wait_for("The theme is terminal now.");
    leave(session);
    fs::remove_dir_all(home).unwrap();
}
