//! What the system refuses: memory, threads, larger files. The program says so, and the terminal is given back.

use std::{
    env, fs,
    path::PathBuf,
    process::{self, Command},
};

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::{UPS_AND_DOWNS, assert_restored, clean_environment, harness::Session};

/// `annals` with these arguments, started by a shell after a limit was set.
fn limited(limit: &str, arguments: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new("sh");
    let annals = env!("CARGO_BIN_EXE_annals");
    command.args(["-c", &format!("{limit}; exec '{annals}' {arguments}")]);
    clean_environment(&mut command);
    command
}

/// A folder for this test alone.
fn folder(name: &str) -> PathBuf {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("limits-{}-{name}", process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Address spaces from one in which the program cannot be loaded to one in which it has enough for a large table.
#[test]
fn memory_that_cannot_be_had_is_said_and_the_terminal_given_back() {
    let folder = folder("memory");
    let table = folder.join("table.csv");
    let rows = (0..60_000).map(|row| format!("{},event {row} of them\n", 1000 + row % 1000));
    fs::write(&table, format!("date,title\n{}", rows.collect::<String>())).unwrap();
    let mut refused = 0;
    for megabytes in (28..64).step_by(4) {
        let limit = format!("ulimit -v {}", megabytes << 10);
        let mut session = Session::start(limited(&limit, table.to_str().unwrap()), 120, 36);
        session.wait_until("a frame or the end", |o| {
            o.has_ended() || o.shows("of 60,000")
        });
        // Searching, other screens and lanes take more.
        for keys in ["G", "/them\r", "C\x1b", "v\x1b", "B\x1b", "q", "q", "q"] {
            session.send(keys);
        }
        let status = session.wait_exit();
        let log = session.output().text();
        if !log.contains(UPS_AND_DOWNS[0].0) {
            // It had not come to the terminal, or could not even be loaded.
            assert!(!status.success());
            session.assert_settings_restored();
            continue;
        }
        assert_restored(&session);
        let (code, signal) = (status.exit_code(), status.signal());
        assert!(
            signal.is_none() && [0, 3].contains(&code),
            "{megabytes} MB: {status:?} {log}"
        );
        if code == 3 {
            refused += 1;
            let is_said = ["had to stop: the system gives", "the system refused"];
            assert!(is_said.iter().any(|words| log.contains(words)), "{log}");
        }
    }
    assert!(refused > 0, "none of the sizes was too small");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_file_that_may_not_grow_is_a_notice_and_a_signal_from_outside_ends_the_program() {
    let folder = folder("size");
    let mut command = limited("ulimit -f 0", "present");
    command.env("XDG_RUNTIME_DIR", &folder);
    let mut session = Session::start(command, 120, 36);
    session.wait_for("The notes cannot be passed on");
    session.send(" ");
    session.wait_for("2 / 23");
    session.signal(Signal::XFSZ);
    assert_eq!(
        session.wait_exit().signal(),
        Some("File size limit exceeded")
    );
    assert_restored(&session);
    fs::remove_dir_all(folder).unwrap();
}

/// A user without any other process.
const USER: &str = "--reuid=54321 --regid=54321 --clear-groups";

/// Every number of threads up to that with which nothing is missing. The superuser's are not limited, so that the
/// program has to run as somebody else, which only the superuser can let it.
#[test]
fn threads_that_cannot_be_had_are_said_and_the_terminal_given_back() {
    let annals = env!("CARGO_BIN_EXE_annals");
    let can_run = format!("setpriv {USER} '{annals}' --version");
    let can_run = Command::new("sh").args(["-c", &can_run]).output();
    if !can_run.is_ok_and(|ran| ran.status.success()) {
        return;
    }
    let folder = folder("threads");
    let story = folder.join("story.toml");
    fs::write(
        &story,
        "title = 'Short'\n[[event]]\ntitle = 'Only'\ndate = '2020'\n",
    )
    .unwrap();
    for threads in 1..=10 {
        let mut command = CommandBuilder::new("sh");
        let script = format!(
            "exec setpriv {USER} prlimit --nproc={threads} '{annals}' '{}'",
            story.display()
        );
        command.args(["-c", &script]);
        clean_environment(&mut command);
        let mut session = Session::start(command, 120, 36);
        session.wait_until("a frame or the end", |o| o.has_ended() || o.shows("1 of 1"));
        session.send("q");
        let status = session.wait_exit();
        let log = session.output().text();
        let (code, signal) = (status.exit_code(), status.signal());
        assert!(
            signal.is_none() && [0, 3].contains(&code),
            "{threads}: {status:?} {log}"
        );
        if log.contains(UPS_AND_DOWNS[0].0) {
            assert_restored(&session);
        }
        assert!(
            code == 0 || log.contains("the system refused"),
            "{threads}: {log}"
        );
        assert!(code == 0 || threads < 9, "{threads}: {log}");
    }
    fs::remove_dir_all(folder).unwrap();
}
