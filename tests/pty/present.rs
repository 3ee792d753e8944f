//! Presenting in a real terminal: a clicker, and the notes in a second one.

use std::{env, fs, os::unix::fs::PermissionsExt, path::PathBuf, process};

use portable_pty::CommandBuilder;

use super::{annals, assert_restored, harness::Session};

/// A folder of the session for this test alone.
fn runtime(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("present-{}-{name}", process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn annals_in(folder: &std::path::Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = annals();
    command.env("XDG_RUNTIME_DIR", folder);
    command.args(arguments);
    command
}

#[test]
fn a_clicker_goes_through_a_story_and_never_leaves_the_program() {
    let folder = runtime("clicker");
    let mut session = Session::start(annals_in(&folder, &["present"]), 120, 36);
    session.wait_for("1 / 23");
    // The button that sends F5 and Escape in turn, whichever comes first.
    session.send("\x1b[15~");
    session.send("\x1b[6~");
    session.wait_for("2 / 23");
    session.send("\x1b[6~\x1b[6~\x1b[5~");
    session.wait_for("3 / 23");
    session.send(".");
    session.wait_until("a blank screen", |o| !o.shows("3 / 23"));
    session.send(".");
    session.wait_for("3 / 23");
    session.send("\x1b");
    session.wait_for("2 of 21");
    session.send("\x1b[15~");
    session.wait_for("3 / 23");
    session.send("q");
    session.wait_for("2 of 21");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn cards_advance_by_themselves() {
    let folder = runtime("itself");
    let story = folder.join("short.toml");
    fs::write(
        &story,
        "title = 'Short'\n[[event]]\ntitle = 'Only'\ndate = '2020'\n",
    )
    .unwrap();
    let story = story.to_str().unwrap();
    let mut session = Session::start(
        annals_in(&folder, &["present", "--every", "1", story]),
        80,
        24,
    );
    session.wait_for("every 1 s");
    // No key is pressed.
    session.wait_for("This is the last card.");
    session.send("\x03");
    session.wait_for("1 of 1");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_notes_follow_in_any_order_of_start_and_end() {
    let folder = runtime("notes");
    let mut notes = Session::start(annals_in(&folder, &["notes"]), 60, 20);
    notes.wait_for("Nobody is presenting yet");
    let mut story = Session::start(annals_in(&folder, &["present"]), 80, 24);
    story.wait_for("1 / 23");
    notes.wait_for("1 / 23");
    story.send("7\r");
    story.wait_for("8 / 23");
    notes.wait_until("the card and the next", |o| {
        o.shows("8 / 23")
            && o.shows("Jack Ma disappears from public view")
            && o.shows("next  Rumours")
    });
    // The notes end and begin again while the presentation goes on.
    notes.send("q");
    assert_eq!(notes.wait_exit().exit_code(), 0);
    assert_restored(&notes);
    story.send(" ");
    story.wait_for("9 / 23");
    let mut notes = Session::start(annals_in(&folder, &["notes"]), 60, 20);
    notes.wait_for("9 / 23");
    // Leaving the presentation ends it; the program that presented ends too.
    story.send("\x1b");
    notes.wait_for("has ended");
    story.send("pq");
    notes.wait_for("has ended");
    story.send("q");
    assert_eq!(story.wait_exit().exit_code(), 0);
    // A process that was killed has not written that it ended.
    let mut story = Session::start(annals_in(&folder, &["present"]), 80, 24);
    story.wait_for("1 / 23");
    notes.wait_for("1 / 23");
    story.signal(rustix::process::Signal::KILL);
    let _ = story.wait_exit();
    notes.wait_for("has ended");
    notes.send("q");
    assert_eq!(notes.wait_exit().exit_code(), 0);
    let file = fs::metadata(folder.join("annals/presenting.json")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    fs::remove_dir_all(folder).unwrap();
}
