//! The program in a real terminal: every way in, every way out.
//!
//! Most tests run this very test binary as the program on the screen (see [`program`]), so that they
//! can make it panic, flood or stall; some modules run `annals` itself.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "pty/accounts.rs"]
mod accounts;
#[path = "pty/annals.rs"]
mod annals_itself;
#[path = "pty/background.rs"]
mod background;
#[path = "pty/harness.rs"]
mod harness;
#[path = "pty/limits.rs"]
mod limits;
#[path = "pty/palette.rs"]
mod palette;
#[path = "pty/present.rs"]
mod present;
#[path = "pty/quiz.rs"]
mod quiz;
#[path = "pty/reload.rs"]
mod reload;
#[path = "pty/settings.rs"]
mod settings;
#[path = "pty/signals.rs"]
mod signals;
#[path = "pty/table.rs"]
mod table;
#[path = "pty/taking.rs"]
mod taking;
#[path = "pty/walk.rs"]
mod walk;

use std::{
    env,
    io::{self, Write},
    panic::{self, AssertUnwindSafe},
    process::{self, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use annals::host::Job;
use annals::terminal::{self, Options, Program};
use annals_tui::keys::{Key, KeyCode};
use annals_tui::{Effect, Message};
use harness::{Output, Session, activity, is_gone, poll_until};
use portable_pty::CommandBuilder;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
};
use rstest::rstest;
use rustix::process::Pid;

/// Which program the test binary is to be, if it is not to test.
const PROGRAM: &str = "ANNALS_PTY_PROGRAM";

const UPS_AND_DOWNS: [(&str, &str); 6] = [
    ("\x1b[?1049h", "\x1b[?1049l"),
    ("\x1b[?25l", "\x1b[?25h"),
    ("\x1b[?1000h", "\x1b[?1000l"),
    ("\x1b[?1002h", "\x1b[?1002l"),
    ("\x1b[?1006h", "\x1b[?1006l"),
    ("\x1b[?2004h", "\x1b[?2004l"),
];

/// A program that shows what happens to it.
#[derive(Debug, Default)]
struct Mirror {
    keys: usize,
    size: (u16, u16),
    said: String,
    flood: bool,
    dirty: bool,
}

impl Program for Mirror {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        let was_dirty = std::mem::replace(&mut self.dirty, true);
        match message {
            Message::Key(Key { code, control, .. }) => match (control, code) {
                (false, KeyCode::Character('q')) => return vec![Effect::Quit],
                (true, KeyCode::Character('z')) => return vec![Effect::Suspend],
                (true, KeyCode::Character('l')) => return vec![Effect::Redraw],
                (false, KeyCode::Character('p')) => panic!("asked to \x1b[2J panic"),
                (false, KeyCode::Character('f')) => self.flood = true,
                (false, KeyCode::Character('h')) => {
                    let _ = io::stdout().write_all(b"answers no more");
                    let _ = io::stdout().flush();
                    thread::sleep(Duration::from_secs(3600));
                }
                _ => self.keys += 1,
            },
            Message::Paste(text) => self.said = format!("pasted {text}"),
            Message::Notice(text) => self.said = text,
            Message::Resize { columns, rows } => self.size = (columns, rows),
            Message::Pointer(pointer) => self.said = format!("{pointer:?}"),
            Message::Filtered(..)
            | Message::Woken
            | Message::Opened(_)
            | Message::Grouped(_)
            | Message::LinesOrdered(..)
            | Message::Merged(..)
            | Message::File(..)
            | Message::Loading(_)
            | Message::Searchable(..)
            | Message::Found(..) => {}
            Message::Now(_) => self.dirty = was_dirty,
        }
        Vec::new()
    }

    fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer) {
        if self.flood {
            for (number, cell) in (0u32..).zip(&mut buffer.content) {
                let [_, red, green, blue] = number.to_be_bytes();
                cell.set_char('x').set_fg(Color::Rgb(red, green, blue));
            }
        }
        let lines = [
            "mirror".to_owned(),
            format!("keys {};", self.keys),
            format!("size {}x{};", self.size.0, self.size.1),
            format!("process {};", process::id()),
            self.said.clone(),
        ];
        for (y, line) in (0..area.height).zip(lines) {
            buffer.set_stringn(0, y, line, usize::from(area.width), Style::new());
        }
    }
}

/// Not a test: the program that the tests run on the screen.
#[test]
#[ignore = "started by the other tests, in a terminal"]
fn program() {
    let Ok(kind) = env::var(PROGRAM) else {
        return;
    };
    let mut options = Options::default();
    if kind == "failing job" {
        options
            .jobs
            .push(Job::new("load", 1, |_| panic!("no such file")));
    }
    let run = || terminal::run(Mirror::default(), options);
    let code = match panic::catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => 0,
        Ok(Err(error)) => {
            // The terminal may be gone, and `eprintln!` would panic.
            let _ = writeln!(io::stderr(), "annals: {error}");
            5
        }
        Err(_) => i32::from(terminal::EXIT_BUG),
    };
    process::exit(code);
}

const ARGUMENTS: [&str; 5] = ["--exact", "program", "--ignored", "--nocapture", "--quiet"];

fn this_binary() -> String {
    env::current_exe().unwrap().to_str().unwrap().to_owned()
}

fn mirror(kind: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(this_binary());
    command.args(ARGUMENTS);
    command.env(PROGRAM, kind);
    clean_environment(&mut command);
    command
}

fn annals() -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_annals"));
    clean_environment(&mut command);
    command
}

fn clean_environment(command: &mut CommandBuilder) {
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    // The settings of the person who runs the tests must not matter or change.
    command.env("XDG_CONFIG_HOME", "/dev/null");
    command.env("XDG_STATE_HOME", "/dev/null");
    command.env("ANNALS_REMEMBER", "false");
    for name in [
        "ANNALS_THEME",
        "ANNALS_LANES",
        "ANNALS_ASCII",
        "ANNALS_RELOAD",
    ] {
        command.env_remove(name);
    }
    command.env_remove("RUST_BACKTRACE");
    // The programs must not write profiles over those of the tests.
    command.env_remove("LLVM_PROFILE_FILE");
}

fn start(kind: &str) -> Session {
    let session = Session::start(mirror(kind), 60, 12);
    wait_for_frame(&session);
    session
}

/// Waits for the end of the first frame: the number of the process.
fn wait_for_frame(session: &Session) {
    session.wait_until("the first frame", |output| {
        let contents = output.screen().contents();
        let process = contents.split_once("process ");
        process.is_some_and(|(_, number)| number.contains(';'))
    });
}

/// The process that the mirror says it is.
fn shown_process(session: &Session) -> Pid {
    let contents = session.output().screen().contents();
    let number = contents
        .split_once("process ")
        .unwrap()
        .1
        .split_once(';')
        .unwrap()
        .0;
    Pid::from_raw(number.parse().unwrap()).unwrap()
}

/// Every mode that was switched on has been switched off after that.
#[track_caller]
fn assert_modes_off(output: &Output) {
    let log = output.text();
    for (on, off) in UPS_AND_DOWNS {
        let (on, off) = (log.rfind(on), log.rfind(off));
        assert!(on.is_some() && on < off, "{on:?} {off:?} in {log:?}");
    }
    assert!(output.is_plain());
}

#[track_caller]
fn assert_restored(session: &Session) {
    session.assert_settings_restored();
    assert_modes_off(&session.output());
}

#[test]
fn a_program_that_quits_leaves_no_trace() {
    let mut session = start("plain");
    assert!(session.output().screen().alternate_screen());
    session.send("x");
    session.wait_for("keys 1;");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
    // Nothing was asked of the terminal: no cursor, colour or attribute report.
    let log = session.output().text();
    for query in ["\x1b[6n", "\x1b[c", "\x1b[?u", "\x1b[>", "\x1b]", "\x1bP"] {
        assert!(!log.contains(query), "{query:?} in {log:?}");
    }
}

#[test]
fn a_panic_of_the_screen_is_reported_after_the_terminal_is_restored() {
    let mut session = start("plain");
    session.send("p");
    assert_eq!(
        session.wait_exit().exit_code(),
        u32::from(terminal::EXIT_BUG)
    );
    assert_restored(&session);
    let output = session.output();
    assert!(output.shows("annals has a bug and had to stop"));
    assert!(
        output.shows("asked to ␛[2J panic"),
        "{}",
        output.screen().contents()
    );
    let log = output.text();
    assert!(
        log.rfind("\x1b[?1049l") < log.find("annals has a bug"),
        "{log:?}"
    );
}

#[test]
fn a_panic_of_a_worker_becomes_a_notice() {
    let mut session = start("failing job");
    session.wait_for("A bug stopped the load: no such file");
    session.send("x");
    session.wait_for("keys 1;");
    assert!(session.output().screen().alternate_screen());
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_restored(&session);
    assert!(!session.output().text().contains("had to stop"));
}

#[test]
fn a_resize_draws_a_new_frame() {
    let mut session = start("plain");
    for (columns, rows) in [(100, 30), (20, 4), (1, 1), (200, 60), (60, 12)] {
        session.resize(columns, rows);
        if columns > 1 {
            session.wait_for(&format!("size {columns}x{rows};"));
        }
    }
    session.send("q");
    assert!(session.wait_exit().success());
    assert_restored(&session);
}

#[test]
fn a_storm_of_sizes_ends_with_the_last_one() {
    let mut session = start("plain");
    for number in 0..300 {
        session.resize(20 + number % 37, 3 + number % 11);
    }
    session.resize(77, 7);
    session.wait_for("size 77x7;");
    session.send("q");
    assert!(session.wait_exit().success());
}

#[rstest]
#[case::unknown(0, 0)]
#[case::absurd(u16::MAX, u16::MAX)]
#[case::wide(u16::MAX, 1)]
#[case::tall(1, u16::MAX)]
fn a_terminal_with_a_strange_size_is_no_reason_to_fail(#[case] columns: u16, #[case] rows: u16) {
    let mut session = start("plain");
    session.tell_size(columns, rows);
    session.wait_until("another size", |o| o.text().matches("\x1b[2J").count() == 2);
    session.send("q");
    assert!(session.wait_exit().success());
    assert_restored(&session);
}

#[test]
fn a_redraw_is_complete() {
    let mut session = start("plain");
    session.send("\x0c");
    session.wait_until("the second frame", |o| {
        o.text()
            .rsplit_once("\x1b[2J")
            .is_some_and(|(before, after)| {
                let shown = harness::shown(after);
                before.contains("mirror") && shown.contains("mirror") && shown.contains("keys 0;")
            })
    });
    session.send("q");
    assert!(session.wait_exit().success());
}

#[test]
fn pasted_text_is_never_a_key() {
    let mut session = start("plain");
    session.send("\x1b[200~q p\x03\x1b[201~");
    session.wait_for("pasted q p");
    // Answers to questions that were not asked are no keys either.
    session.send("\x1b[12;40R\x1b]11;rgb:0/0/0\x07\x1bP1$r0m\x1b\\x");
    session.wait_for("keys 1;");
    session.send("\x1b[<0;8;3M");
    session.wait_for("Pointer { column: 7, row: 2, action: Press }");
    session.send("q");
    assert!(session.wait_exit().success());
}

#[test]
fn a_flood_of_input_is_taken_in() {
    let mut session = start("plain");
    for _ in 0..20 {
        session.send(&"x".repeat(1_000));
        session.send("\x1b[M\x01\x01\x01\x1b[<0;0;0M");
    }
    session.wait_for("keys 20000;");
    session.send("q");
    assert!(session.wait_exit().success());
}

#[test]
fn a_lone_escape_is_a_key() {
    let mut session = start("plain");
    session.send("\x1b");
    session.wait_for("keys 1;");
    session.send("\x1b[A");
    session.wait_for("keys 2;");
    session.send("q");
    assert!(session.wait_exit().success());
}

#[test]
fn an_idle_program_does_nothing() {
    let mut session = start("plain");
    session.send("x");
    session.wait_for("keys 1;");
    let measure = || (activity(session.pid()), session.output().log.len());
    // Somewhere within the deadline there is a second without a byte and without a thread having
    // run once. With a tick there would never be.
    let mut last = (measure(), Instant::now());
    poll_until("a quiet second", || {
        let now = measure();
        if now != last.0 {
            last = (now, Instant::now());
        }
        last.1.elapsed() > Duration::from_secs(1)
    });
    session.send("x");
    session.wait_for("keys 2;");
    session.send("q");
    assert!(session.wait_exit().success());
}

#[test]
fn a_change_is_a_few_bytes() {
    let session = start("plain");
    let before = session.output().log.len();
    session.send("x");
    session.wait_for("keys 1;");
    let output = session.output();
    let frame = String::from_utf8_lossy(&output.log[before..]).into_owned();
    let (begin, rest) = frame.split_at(frame.find('1').unwrap_or_default());
    assert_eq!(begin, "\x1b[?2026h\x1b[0m\x1b[2;6H", "{frame:?}");
    assert!(rest.len() < 40, "{frame:?}");
}

#[test]
fn a_closed_terminal_ends_the_program() {
    let session = start("plain");
    let (status, took) = harness::wait_exit(&session.hang_up());
    // By the signal, or because the end of the input was noticed first.
    assert!(
        status.signal() == Some("Hangup") || status.exit_code() == 5,
        "{status:?}"
    );
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[rstest]
#[case::idle("x", "keys 1;")]
#[case::not_answering("h", "answers no more")]
fn a_closed_terminal_ends_a_program_that_gets_no_signal(#[case] key: &str, #[case] shown: &str) {
    // A shell that ignores the signal, and is the only one to get it.
    let mut command = CommandBuilder::new("sh");
    let script = format!(
        "trap '' HUP; '{}' {}; exit $?",
        this_binary(),
        ARGUMENTS.join(" ")
    );
    command.args(["-c", &script]);
    command.env(PROGRAM, "plain");
    clean_environment(&mut command);
    let session = Session::start(command, 60, 12);
    wait_for_frame(&session);
    session.send(key);
    session.wait_for(shown);
    let pid = shown_process(&session);
    let before = activity(pid).1;
    let output = session.hang_up();
    let mut spent = before;
    poll_until("the end", || {
        if is_gone(pid) {
            return true;
        }
        spent = spent.max(std::panic::catch_unwind(|| activity(pid).1).unwrap_or(spent));
        false
    });
    let (status, _) = harness::wait_exit(&output);
    assert_eq!(status.exit_code(), 5);
    // A hundred ticks are a second.
    assert!(
        spent - before < 20,
        "{} ticks spent on a dead terminal",
        spent - before
    );
}

#[test]
fn without_a_terminal_nothing_is_written() {
    let result = Command::new(this_binary())
        .args(ARGUMENTS)
        .env(PROGRAM, "plain")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(result.status.code(), Some(5));
    assert!(!result.stdout.contains(&0x1b));
    let errors = String::from_utf8(result.stderr).unwrap();
    assert!(
        errors.ends_with("annals: standard output is not a terminal\n"),
        "{errors}"
    );
}

#[test]
fn keys_come_from_the_terminal_when_input_is_a_pipe() {
    let mut command = CommandBuilder::new("sh");
    let script = format!(
        "echo data | '{}' {}; exit $?",
        this_binary(),
        ARGUMENTS.join(" ")
    );
    command.args(["-c", &script]);
    command.env(PROGRAM, "plain");
    clean_environment(&mut command);
    let mut session = Session::start(command, 60, 12);
    wait_for_frame(&session);
    session.send("x");
    session.wait_for("keys 1;");
    session.send("q");
    assert!(session.wait_exit().success());
    assert_restored(&session);
}
