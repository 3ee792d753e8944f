//! Files that are saved while they are shown, and the editor, in a real terminal.

use std::{
    env, fs,
    io::Write as _,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    process,
};

use portable_pty::CommandBuilder;
use rstest::rstest;
use rustix::process::Signal;

use super::{annals, assert_restored, harness::Session};

/// A story of so many events; what it is called is on the screen in the first row.
fn story(title: &str, events: usize) -> String {
    let events = (1..=events).map(|number| {
        let year = 2000 + number;
        format!("[[event]]\nid = \"e{number}\"\ntitle = \"Event {number}\"\ndate = \"{year}\"\n")
    });
    let events: Vec<String> = events.collect();
    format!("title = \"{title}\"\n{}", events.concat())
}

/// A folder with a story of three events in `story.toml`.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("reload-{}-{name}", process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("story.toml"), story("First", 3)).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.file(from), self.file(to)).unwrap();
    }

    fn command(&self, names: &[&str]) -> CommandBuilder {
        let mut command = annals();
        command.cwd(&self.0);
        for name in names {
            command.arg(name);
        }
        command.env_remove("VISUAL");
        command.env_remove("EDITOR");
        command
    }

    /// Shows a file and selects the second event.
    fn start(&self, name: &str) -> Session {
        Self::second(Session::start(self.command(&[name]), 100, 30))
    }

    fn second(session: Session) -> Session {
        session.wait_for("1 of 3");
        session.send("j");
        session.wait_for("2 of 3");
        session
    }

    /// An editor of that name: a script for the shell.
    fn editor(&self, name: &str, script: &str) -> PathBuf {
        let path = self.file(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    /// Shows the story with that editor, the second event selected.
    fn start_with(&self, editor: &str) -> Session {
        let mut command = self.command(&["story.toml"]);
        command.env("EDITOR", editor);
        Self::second(Session::start(command, 100, 30))
    }

    fn leave(self, session: Session) {
        leave(session);
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn leave(mut session: Session) {
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[rstest]
#[case::truncated_and_written("write", |place: &Place, text: &str| place.write("story.toml", text))]
#[case::renamed_over("rename", |place: &Place, text: &str| {
    place.write(".story.toml.swp", text);
    place.rename(".story.toml.swp", "story.toml");
})]
#[case::deleted_and_created("create", |place: &Place, text: &str| {
    fs::remove_file(place.file("story.toml")).unwrap();
    place.write("story.toml", text);
})]
#[case::in_pieces("pieces", |place: &Place, text: &str| {
    let mut file = fs::File::create(place.file("story.toml")).unwrap();
    for piece in text.as_bytes().chunks(7) {
        file.write_all(piece).unwrap();
        file.flush().unwrap();
    }
})]
fn a_save_is_shown_at_once(#[case] name: &str, #[case] save: fn(&Place, &str)) {
    let place = Place::new(name);
    let session = place.start("story.toml");
    save(&place, &story("Second", 4));
    session.wait_for("story.toml is reloaded: 4 events, 1 new.");
    session.wait_until("the same selection", |o| {
        o.shows("2 of 4") && o.shows("Second")
    });
    save(&place, &story("Third", 5));
    session.wait_until("the next one", |o| o.shows("2 of 5") && o.shows("Third"));
    assert!(!session.output().text().contains("expected"), "no banner");
    place.leave(session);
}

#[test]
fn a_save_behind_a_link_is_shown_and_so_is_another_target() {
    let place = Place::new("links");
    fs::create_dir(place.file("data")).unwrap();
    place.rename("story.toml", "data/one.toml");
    symlink("data/one.toml", place.file("link.toml")).unwrap();
    let session = place.start("link.toml");
    place.write("data/new.toml", &story("Behind the link", 4));
    place.rename("data/new.toml", "data/one.toml");
    session.wait_for("link.toml is reloaded: 4 events, 1 new.");
    session.wait_for("Behind the link");
    place.write("data/two.toml", &story("Another target", 5));
    symlink("data/two.toml", place.file("next")).unwrap();
    place.rename("next", "link.toml");
    session.wait_until("the other one", |o| {
        o.shows("Another target") && o.shows("2 of 5")
    });
    place.leave(session);
}

#[test]
fn a_broken_save_keeps_the_view_is_named_in_the_title_and_heals() {
    let place = Place::new("broken");
    let session = place.start("story.toml");
    place.write("story.toml", "title = \"Broken\"\nx = = 1\n");
    session.wait_for("not reloaded: line 2, ");
    session.send("j");
    session.wait_until("the old view and what is wrong", |o| {
        o.shows("First") && o.shows("Event 3") && o.shows("not reloaded: line 2, ")
    });
    place.write("story.toml", &story("Mended", 4));
    session.wait_until("the new view without it", |o| {
        o.shows("Mended") && o.shows("3 of 4") && !o.shows("not reloaded")
    });
    fs::remove_file(place.file("story.toml")).unwrap();
    session.wait_for("not reloaded: the file is gone");
    place.write("story.toml", &story("Mended", 4));
    session.wait_until("a title without it", |o| !o.shows("is gone"));
    place.leave(session);
}

#[test]
fn reload_can_be_switched_off() {
    let place = Place::new("off");
    let editor = place.editor("ed-quietly", ":");
    let mut command = place.command(&["story.toml"]);
    command.env("ANNALS_RELOAD", "false");
    command.env("EDITOR", &editor);
    let session = Place::second(Session::start(command, 100, 30));
    place.write("story.toml", &story("Unseen", 4));
    session.send("j");
    session.wait_for("3 of 3");
    // But coming back from the editor it is.
    session.send("e");
    session.wait_for("3 of 4");
    session.wait_for("Unseen");
    place.leave(session);
}

#[test]
fn a_card_is_not_left_when_its_story_is_saved() {
    let place = Place::new("present");
    let mut command = place.command(&["present", "story.toml"]);
    command.env("XDG_STATE_HOME", place.file("state"));
    let session = Session::start(command, 100, 30);
    session.wait_for("1 / 5");
    session.send("   ");
    session.wait_for("4 / 5");
    place.write("story.toml", &story("First", 5));
    session.wait_for("story.toml is reloaded: 5 events, 2 new.");
    session.send("k");
    session.wait_for("3 / 7");
    session.send("\x1b");
    session.wait_for("2 of 5");
    place.leave(session);
}

#[test]
fn the_editor_has_the_terminal_to_itself_and_gives_it_back() {
    let place = Place::new("editor");
    let log = place.file("called");
    let script = format!(
        "printf '%s\\n' \"$@\" > '{0}'\nstty -a < /dev/tty | grep -o -e '-*icanon' -e '-*echo ' -e '-*isig' >> '{0}'\n[ -t 0 ] && [ -t 1 ] && echo terminal >> '{0}'\n\
         echo EDITING\nread line\necho \"read $line\" >> '{0}'\nfor last; do :; done\nprintf '%s' \"$line\" > \"$last\"",
        log.display()
    );
    fs::create_dir(place.file("my editors")).unwrap();
    let editor = place.editor("my editors/vi", &script);
    let session = place.start_with(&format!("'{}' -x", editor.display()));
    session.send("e");
    session.wait_for("EDITING");
    assert!(
        session.output().is_plain(),
        "the modes of the screen are off"
    );
    session.send("title = 'Written in the editor'\r");
    session.wait_until("the story as it was written", |o| {
        o.shows("Written in the editor") && o.shows("no events") && o.screen().alternate_screen()
    });
    let called = fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = called.lines().map(str::trim).collect();
    let file = place.file("story.toml");
    // The second event begins in line 6.
    assert_eq!(
        lines,
        [
            "-x",
            "+6",
            file.to_str().unwrap(),
            "isig",
            "icanon",
            "echo",
            "terminal",
            "read title = 'Written in the editor'"
        ]
    );
    session.send("?");
    session.wait_for("next event");
    session.send("?");
    place.leave(session);
}

#[test]
fn the_editor_opens_a_broken_file_where_it_is_broken() {
    let place = Place::new("mend");
    let log = place.file("called");
    let editor = place.editor(
        "nano",
        &format!(
            "echo \"$1\" > '{0}.part'\nmv '{0}.part' '{0}'",
            log.display()
        ),
    );
    let session = place.start_with(editor.to_str().unwrap());
    place.write("story.toml", "title = \"Broken\"\n\n\nx = = 1\n");
    session.wait_for("not reloaded: line 4, ");
    session.send("e");
    super::harness::poll_until("the editor", || log.exists());
    assert_eq!(fs::read_to_string(&log).unwrap(), "+4\n");
    session.wait_for("not reloaded: line 4, ");
    place.leave(session);
}

#[test]
fn keys_that_interrupt_are_the_editors_own() {
    let place = Place::new("interrupt");
    let script = "trap 'echo INTERRUPTED' INT\ntrap 'echo TOLD TO QUIT' QUIT\necho EDITING\nfor time in 1 2 3; do read line && break; done\nexit 3";
    let editor = place.editor("an-editor", script);
    let session = place.start_with(editor.to_str().unwrap());
    session.send("e");
    session.wait_for("EDITING");
    session.send("\x03");
    session.wait_for("INTERRUPTED");
    session.send("\x1c");
    session.wait_for("TOLD TO QUIT");
    session.send("\r");
    session.wait_for("ended with exit code 3.");
    session.wait_for("2 of 3");
    place.leave(session);
}

#[test]
fn an_editor_that_is_killed_leaves_no_trace_in_the_terminal() {
    let place = Place::new("killed");
    let script =
        "stty raw -echo < /dev/tty\nprintf '\\033[?1000h\\033[?25l'\necho EDITING\nkill -9 $$";
    let editor = place.editor("an-editor", script);
    let session = place.start_with(editor.to_str().unwrap());
    session.send("e");
    session.wait_for("ended with signal 9.");
    session.send("j");
    session.wait_for("3 of 3");
    place.leave(session);
}

#[test]
fn a_signal_while_the_editor_runs_ends_the_editor_too() {
    let place = Place::new("term");
    let ended = place.file("ended");
    let script = format!(
        "trap 'touch \"{}\"; exit 0' TERM\necho EDITING\nfor time in 1 2 3; do read line; done",
        ended.display()
    );
    let editor = place.editor("an-editor", &script);
    let mut session = place.start_with(editor.to_str().unwrap());
    session.send("e");
    session.wait_for("EDITING");
    session.signal(Signal::TERM);
    let status = session.wait_exit();
    assert_eq!(status.signal(), Some("Terminated"));
    super::harness::poll_until("the editor's end", || ended.exists());
    assert_restored(&session);
    fs::remove_dir_all(&place.0).unwrap();
}

#[test]
fn editing_errors_are_notices() {
    let place = Place::new("sentences");
    for (editor, said) in [
        (
            "/nowhere/at/all -x",
            "There is no editor /nowhere/at/all here",
        ),
        ("vi 'open", "$EDITOR is no command: a quote is not closed."),
        ("false", "The editor false ended with exit code 1."),
    ] {
        let session = place.start_with(editor);
        session.send("e");
        session.wait_for(said);
        session.wait_for("2 of 3");
        leave(session);
    }
    let mut bundled = place.command(&[]);
    bundled.env("EDITOR", "false");
    let session = Session::start(bundled, 120, 30);
    session.wait_for("1 of 21");
    session.send("e");
    session
        .wait_for("This story is part of annals; annals convert @alibaba story.toml makes a copy");
    leave(session);
    let mut piped = CommandBuilder::new("/bin/sh");
    super::clean_environment(&mut piped);
    piped.cwd(&place.0);
    piped.env("EDITOR", "false");
    let binary = Path::new(env!("CARGO_BIN_EXE_annals"));
    piped.args(["-c", &format!("cat story.toml | '{}' -", binary.display())]);
    let session = Session::start(piped, 100, 30);
    session.wait_for("1 of 3");
    session.send("e");
    session.wait_for("This came from a pipe, so there is no file of it to edit.");
    place.leave(session);
}

#[test]
fn a_stopped_editor_comes_back_with_the_program() {
    let place = Place::new("stopped");
    let editor = place.editor("an-editor", "trap 'echo CONTINUED' CONT\necho EDITING\nfor time in 1 2; do read line && break; done\necho \"got $line\"\nread line");
    let mut command = CommandBuilder::new("/bin/bash");
    command.args(["--norc", "--noprofile", "-i"]);
    super::clean_environment(&mut command);
    command.cwd(&place.0);
    command.env("PS1", "prompt> ");
    command.env("EDITOR", &editor);
    let mut session = Session::start(command, 100, 30);
    session.wait_for("prompt>");
    session.send(&format!("'{}' story.toml\r", env!("CARGO_BIN_EXE_annals")));
    session.wait_for("1 of 3");
    session.send("e");
    session.wait_for("EDITING");
    session.send("\x1a");
    session.wait_until("the shell", |o| {
        o.shows("Stopped") && o.text().ends_with("prompt> ")
    });
    session.send("fg\r");
    session.wait_for("CONTINUED");
    session.send("hello\r");
    session.wait_for("got hello");
    assert!(
        session.output().is_plain(),
        "the editor still has the terminal"
    );
    session.send("\r");
    session.wait_until("annals again", |o| {
        o.screen().alternate_screen() && o.shows("1 of 3")
    });
    session.send("q");
    session.wait_until("the shell", |o| {
        o.is_plain() && o.text().ends_with("prompt> ")
    });
    session.send("exit\r");
    assert!(session.wait_exit().success());
    fs::remove_dir_all(&place.0).unwrap();
}

#[test]
fn a_flood_of_saves_does_not_hold_up_the_keys() {
    let place = Place::new("flood");
    let mut command = place.command(&["story.toml"]);
    command.env("EDITOR", "false");
    let session = Place::second(Session::start(command, 100, 30));
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let folder = place.0.clone();
    let writer = std::thread::spawn(move || {
        let mut saves = 0;
        while saves < 500 || stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            fs::write(
                folder.join("new"),
                story(&format!("Save {saves}"), 3 + saves % 5),
            )
            .unwrap();
            fs::rename(folder.join("new"), folder.join("story.toml")).unwrap();
            saves += 1;
        }
        saves
    });
    for _ in 0..3 {
        session.send("?");
        session.wait_for("next event");
        session.send("?");
        session.wait_until("the panes", |o| o.shows("2 of ") && !o.shows("next event"));
    }
    session.wait_for("is reloaded: ");
    drop(stop);
    let saves = writer.join().unwrap();
    session.wait_for(&format!("Save {}", saves - 1));
    place.leave(session);
}

#[test]
fn watching_costs_nothing_while_no_file_is_saved() {
    let place = Place::new("idle");
    let session = place.start("story.toml");
    let measure = || (super::activity(session.pid()), session.output().log.len());
    // As without files: somewhere there is a second in which no thread has run.
    let mut last = (measure(), std::time::Instant::now());
    super::harness::poll_until("a quiet second", || {
        let now = measure();
        if now != last.0 {
            last = (now, std::time::Instant::now());
        }
        last.1.elapsed() > std::time::Duration::from_secs(1)
    });
    place.write("story.toml", &story("Second", 4));
    session.wait_for("story.toml is reloaded: 4 events, 1 new.");
    place.leave(session);
}

#[test]
fn the_import_report_leads_to_the_line_that_is_wrong() {
    let place = Place::new("report");
    let log = place.file("called");
    let editor = place.editor(
        "nano",
        &format!(
            "echo \"$1\" > '{0}.part'\nmv '{0}.part' '{0}'",
            log.display()
        ),
    );
    let session = place.start_with(editor.to_str().unwrap());
    place.write(
        "story.toml",
        "title = \"Broken\"\n\nsummary = \"not closed\n",
    );
    session.wait_for("not reloaded: line 3, the text is not closed with a quotation mark");
    session.send("i");
    session.wait_for("story.toml is not reloaded: line 3");
    session.send("\r");
    super::harness::poll_until("the editor", || log.exists());
    assert_eq!(fs::read_to_string(&log).unwrap(), "+3\n");
    session.send("q");
    place.write("story.toml", &story("Mended", 4));
    session.wait_until("the new view", |o| {
        o.shows("Mended") && !o.shows("not reloaded")
    });
    place.leave(session);
}
