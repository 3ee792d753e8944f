//! Copying and opening in a real terminal: what reaches the clipboard and the browser, and what never does.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process,
};

use super::{
    annals, assert_restored,
    harness::{Session, poll_until},
};

const STORY: &str = r#"
title = "The bridge"
[source.paper]
title = "The Daily Paper"
address = "https://example.org/a?b= c"
[source.shell]
title = "A shell"
address = "http://x/$(touch y)`touch y`;touch y|&-y"
[source.script]
address = "javascript:alert(1)"
[source.file]
address = "file:///etc/passwd"
[source.option]
address = "--http://example.org"
[source.controls]
address = "http://x/\u001b]52;c;eA==\u0007"
[[event]]
title = "The bridge is opened"
date = "1912"
evidence = ["paper"]
[[event]]
title = "Somebody comes"
date = "1913"
evidence = ["script", "file", "option", "controls", "shell"]
"#;

/// A folder with the story and a browser that writes down how it was called.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("taking-{}-{name}", process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("story.toml"), STORY).unwrap();
        let browser = folder.join("browser");
        let called = folder.join("called");
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' $# \"$@\" > '{0}.part'\nls -l /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 | grep -c /dev/null >> '{0}.part'\nmv '{0}.part' '{0}'\n",
            called.display()
        );
        fs::write(&browser, script).unwrap();
        fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn start(&self, browser: &Path) -> Session {
        let mut command = annals();
        command.arg(self.file("story.toml"));
        command.env("BROWSER", browser);
        command.cwd(&self.0);
        let session = Session::start(command, 100, 30);
        session.wait_for("1 of 2");
        session
    }

    fn leave(self, mut session: Session) {
        session.send("q");
        assert_eq!(session.wait_exit().exit_code(), 0);
        assert_restored(&session);
        fs::remove_dir_all(self.0).unwrap();
    }
}

#[test]
fn a_prefix_shows_its_keys_and_the_reference_is_copied() {
    let place = Place::new("copy");
    let session = place.start(&place.file("browser"));
    session.send("y");
    session.wait_for("l copy reference   Escape cancel");
    session.send("\x1b");
    session.wait_for("y is cancelled. After y: t copy text");
    assert!(!session.output().text().contains("\x1b]52"), "nobody asked");
    session.send("yl");
    session.wait_for("Copied, if this terminal allows it");
    // The reference, as RFC 4648 has it.
    let expected = concat!(
        "\x1b]52;c;",
        "VGhlIGJyaWRnZSBpcyBvcGVuZWQsIDE5MTI7IFtUaGUgRGFpbHkgUGFwZXJdKDxodHRwczovL2V4YW1wbGUub3JnL2E/Yj0lMjBjPik=",
        "\x1b\\"
    );
    assert!(session.output().text().contains(expected));
    assert_eq!(session.output().text().matches("\x1b]52").count(), 1);
    assert!(!place.file("called").exists());
    place.leave(session);
}

#[test]
fn an_address_is_shown_and_handed_to_the_browser_as_one_argument() {
    let place = Place::new("open");
    let session = place.start(&place.file("browser"));
    session.send("x");
    session.wait_for("https://example.org/a?b=%20c");
    session.wait_for("It leads to example.org.");
    assert!(!place.file("called").exists(), "it asks first");
    session.send("\r");
    session.wait_for("Handed to the browser: https://example.org/a?b=%20c");
    let called = place.file("called");
    poll_until("the browser", || called.exists());
    assert_eq!(
        fs::read_to_string(&called).unwrap(),
        "1\nhttps://example.org/a?b=%20c\n3\n"
    );
    place.leave(session);
}

#[test]
fn a_hostile_address_reaches_no_shell_and_no_browser() {
    let place = Place::new("hostile");
    let session = place.start(&place.file("browser"));
    session.send("jx");
    session.wait_for("Open this address?");
    for (shown, said) in [
        (
            "javascript:alert(1)",
            "Only http and https addresses are opened. It",
        ),
        (
            "file:///etc/passwd",
            "Only http and https addresses are opened. It",
        ),
        (
            "--http://example.org",
            "Only http and https addresses are opened. It",
        ),
        (
            "␛]52;c;eA==␇",
            "characters that cannot be seen, so it is not opened. It",
        ),
    ] {
        session.wait_for(shown);
        session.send("\r");
        session.wait_for(said);
        session.send("j");
        session.wait_until("the next one", |o| !o.shows(said));
    }
    session.wait_for("http://x/$(touch%20y)%60touch%20y%60;touch%20y%7C&-y");
    assert!(!place.file("called").exists());
    assert!(!session.output().text().contains("\x1b]52"));
    session.send("\r");
    let called = place.file("called");
    poll_until("the browser", || called.exists());
    assert_eq!(
        fs::read_to_string(&called).unwrap(),
        "1\nhttp://x/$(touch%20y)%60touch%20y%60;touch%20y%7C&-y\n3\n"
    );
    assert!(!place.file("y").exists());
    place.leave(session);
}

#[test]
fn a_browser_that_fails_is_a_notice() {
    let place = Place::new("fails");
    for (browser, said) in [
        (
            PathBuf::from("/nowhere/at/all"),
            "There is no /nowhere/at/all to open it with",
        ),
        (
            PathBuf::from("false"),
            "false could not open it: exit status: 1.",
        ),
    ] {
        let mut session = place.start(&browser);
        session.send("x");
        session.wait_for("It leads to");
        session.send("\r");
        session.wait_for(said);
        session.send("q");
        assert_eq!(session.wait_exit().exit_code(), 0);
        assert_restored(&session);
    }
    let session = place.start(&place.file("browser"));
    place.leave(session);
}

#[test]
fn the_bundled_story_has_no_address() {
    let mut session = Session::start(annals(), 100, 30);
    session.wait_for("1 of 21");
    session.send("x");
    session.wait_for("The source of this event gives no address.");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn a_worksheet_is_written_beside_what_is_there() {
    let place = Place::new("sheet");
    let session = place.start(&place.file("browser"));
    session.send("W");
    session.wait_for("w worksheet");
    session.send("w");
    session.wait_for("Wrote story-worksheet.html here");
    let first = fs::read_to_string(place.file("story-worksheet.html")).unwrap();
    assert!(first.contains("The bridge is opened"));
    session.send("Ww");
    session.wait_for("Wrote story-worksheet-2.html here");
    let second = fs::read_to_string(place.file("story-worksheet-2.html")).unwrap();
    assert_eq!(first, second);
    place.leave(session);
}
