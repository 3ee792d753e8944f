//! Signals: being ended, stopped and continued, alone and under a shell.

use std::process::Command;

use portable_pty::CommandBuilder;
use rstest::rstest;
use rustix::process::{Signal, kill_process};

use super::{
    ARGUMENTS, PROGRAM, assert_modes_off, assert_restored, clean_environment,
    harness::{Session, is_gone, poll_until, state, written},
    mirror, shown_process, start, this_binary, wait_for_frame,
};

/// A program under an interactive shell, as a job of its own.
fn start_under_shell() -> Session {
    let mut command = CommandBuilder::new("bash");
    // -b: what happens to a job is said at once.
    command.args(["--norc", "--noprofile", "-i", "-b"]);
    command.env(PROGRAM, "plain");
    command.env("PS1", "prompt> ");
    command.env("HISTFILE", "");
    clean_environment(&mut command);
    let session = Session::start(command, 60, 12);
    session.wait_for("prompt>");
    let line = format!("'{}' {}\r", this_binary(), ARGUMENTS.join(" "));
    session.send(&line);
    wait_for_frame(&session);
    session
}

#[rstest]
#[case(Signal::TERM, "Terminated")]
#[case(Signal::HUP, "Hangup")]
#[case(Signal::INT, "Interrupt")]
#[case(Signal::QUIT, "Quit")]
fn a_signal_ends_the_program_by_that_signal(#[case] signal: Signal, #[case] name: &str) {
    let mut session = start("plain");
    session.signal(signal);
    assert_eq!(session.wait_exit().signal(), Some(name));
    assert_restored(&session);
}

/// The exit code that a shell sees of a program that a signal ended, or that ended in its name.
fn code_in_a_shell(status: &portable_pty::ExitStatus, signal: i32) -> bool {
    let by_name = status.signal().is_some();
    by_name || status.exit_code() == u32::try_from(128 + signal).unwrap()
}

/// Every signal that there is, but SIGKILL and SIGSTOP, which nothing can handle, and the faults of the processor.
#[test]
fn no_signal_leaves_the_terminal_without_giving_it_back() {
    const HARMLESS: [&str; 9] = [
        "SIGCHLD", "SIGCONT", "SIGPIPE", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGWINCH",
        "SIGSTOP",
    ];
    let name = |number: i32| {
        let name = signal_hook::low_level::signal_name(number);
        name.map_or_else(|| number.to_string(), str::to_owned)
    };
    // What the C library keeps for itself, 32 and 33, cannot be handled by anyone else.
    for number in (1..32).chain(34..=64) {
        let name = name(number);
        if HARMLESS.contains(&&*name) || [9, 4, 8, 11].contains(&number) {
            continue;
        }
        let mut session = start("plain");
        let killed = Command::new("sh")
            .args([
                "-c",
                &format!("kill -{number} {}", session.pid().as_raw_nonzero()),
            ])
            .status();
        assert!(killed.unwrap().success(), "{name}");
        let status = session.wait_exit();
        assert!(code_in_a_shell(&status, number), "{name}: {status:?}");
        assert_restored(&session);
    }
}

#[test]
fn a_signal_ends_a_program_that_has_stopped_answering() {
    let mut session = start("plain");
    session.send("h");
    session.wait_for("answers no more");
    session.signal(Signal::TERM);
    assert_eq!(session.wait_exit().signal(), Some("Terminated"));
    assert_restored(&session);
}

#[test]
fn a_signal_ends_a_program_whose_terminal_has_stopped_reading() {
    let mut session = Session::start(mirror("plain"), 400, 200);
    session.wait_for("keys 0;");
    session.pause(true);
    // The reader may be in a read already: the first key lets it out, to the pause.
    session.send("x");
    let before = written(session.pid());
    // A megabyte: more than any terminal takes in unread.
    session.send("f");
    poll_until("the flood", || written(session.pid()) > before + 10_000);
    session.signal(Signal::TERM);
    assert_eq!(session.wait_exit().signal(), Some("Terminated"));
    session.assert_settings_restored();
    session.pause(false);
    session.drain();
    assert_modes_off(&session.output());
}

#[test]
fn ctrl_z_gives_the_shell_its_terminal_and_fg_takes_it_back() {
    let mut session = start_under_shell();
    for round in 1..=2 {
        session.send("x");
        session.wait_for(&format!("keys {round};"));
        session.send("\x1a");
        session.wait_until("the shell", |o| o.is_plain() && o.shows("Stopped"));
        session.send(&format!("echo $((40 + {round})) is the answer\r"));
        session.wait_for(&format!("{} is the answer", 40 + round));
        // The window may have another size by the time the program is back. (Not before the shell
        // waits for the next line: on its way there it sets the size that it has read before.)
        session.wait_until("the prompt", |o| o.text().ends_with("prompt> "));
        let columns = 60 + round;
        session.resize(columns, 12);
        session.send("clear; fg\r");
        session.wait_until("the program", |o| {
            o.screen().alternate_screen()
                && o.screen().hide_cursor()
                && o.shows(&format!("size {columns}x12;"))
                && o.shows(&format!("keys {round};"))
        });
    }
    session.send("q");
    session.wait_until("the shell", |o| {
        o.is_plain() && o.text().ends_with("prompt> ")
    });
    session.send("exit $((1 + 2))\r");
    assert_eq!(session.wait_exit().exit_code(), 3);
    session.assert_settings_restored();
}

#[test]
fn a_stop_signal_from_outside_really_stops() {
    let mut session = start_under_shell();
    let pid = shown_process(&session);
    kill_process(pid, Signal::TSTP).unwrap();
    session.wait_until("the shell", |o| o.is_plain() && o.shows("Stopped"));
    poll_until("the stop", || state(pid) == Some('T'));
    session.send("clear; fg\r");
    session.wait_until("the program", |o| {
        o.screen().alternate_screen() && o.shows("keys 0;")
    });
    // Continued in the background, it leaves the shell's terminal alone until it is called back.
    session.send("\x1a");
    session.wait_until("the shell", |o| o.is_plain() && o.shows("Stopped"));
    session.send("bg; echo $((6 * 7)) still here\r");
    session.wait_until("the shell", |o| o.is_plain() && o.shows("42 still here"));
    session.send("clear; fg\r");
    session.wait_until("the program", |o| {
        o.screen().alternate_screen() && o.shows("keys 0;")
    });
    session.send("q");
    session.wait_until("the shell", |o| o.is_plain() && o.shows("prompt>"));
    session.send("exit\r");
    assert!(session.wait_exit().success());
}

#[rstest]
#[case::stopped_by_key("\x1a", false)]
#[case::continued_in_the_background("\x1a", true)]
#[case::stopped_without_warning("", false)]
fn a_job_in_the_background_can_be_ended(#[case] key: &str, #[case] continued: bool) {
    let mut session = start_under_shell();
    let pid = shown_process(&session);
    if key.is_empty() {
        kill_process(pid, Signal::STOP).unwrap();
    }
    session.send(key);
    session.wait_until("the shell", |o| o.text().contains("Stopped"));
    if continued {
        session.send("bg\r");
        session.wait_until("the stop", |o| o.text().matches("Stopped").count() > 1);
        assert!(session.output().is_plain());
    }
    session.send("kill %1\r");
    poll_until("the end of the job", || is_gone(pid));
    session.send("echo $((6 * 7)) is the answer\r");
    session.wait_until("the shell", |o| o.is_plain() && o.shows("42 is the answer"));
    // Not `exit`: the shell may not have noticed yet that there is no job left.
    session.signal(Signal::KILL);
    session.wait_exit();
}

#[test]
fn a_stop_signal_is_ignored_where_nothing_could_continue_the_program() {
    // The first process of its session: no shell would ever continue it.
    let mut session = start("plain");
    session.signal(Signal::TSTP);
    session.wait_until("the second entry", |o| {
        o.text().matches("\x1b[?1049h").count() == 2
    });
    session.send("x");
    session.wait_for("keys 1;");
    assert!(session.output().screen().alternate_screen());
    session.send("q");
    assert!(session.wait_exit().success());
    assert_restored(&session);
}

#[test]
fn a_program_that_was_stopped_without_warning_draws_itself_again() {
    let mut session = start("plain");
    session.signal(Signal::STOP);
    poll_until("the stop", || state(session.pid()) == Some('T'));
    session.signal(Signal::CONT);
    session.wait_until("the second entry", |o| {
        o.text()
            .rsplit_once("\x1b[?1049h")
            .is_some_and(|(before, after)| {
                before.contains("\x1b[?1049h") && after.contains("mirror")
            })
    });
    session.send("q");
    assert!(session.wait_exit().success());
    assert_restored(&session);
}
