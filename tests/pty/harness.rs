//! A program in a pseudo-terminal: what it writes, what its screen shows, how it ends.
//!
//! Everything waits for a condition, with one deadline for a hang; nothing sleeps and hopes.

use std::{
    env, fs,
    io::{Read, Write},
    num::NonZeroU16,
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long a test may wait for anything, in seconds: `ANNALS_TEST_DEADLINE`, or 20.
fn deadline() -> Duration {
    let seconds = env::var("ANNALS_TEST_DEADLINE").ok();
    Duration::from_secs(seconds.and_then(|text| text.parse().ok()).unwrap_or(20))
}

/// What has come out of the terminal so far.
pub(crate) struct Output {
    /// Every byte.
    pub(crate) log: Vec<u8>,
    parser: vt100::Parser,
    paused: bool,
    closing: bool,
    drained: bool,
    status: Option<ExitStatus>,
}

impl Output {
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Whether the program has ended.
    pub(crate) fn has_ended(&self) -> bool {
        self.status.is_some()
    }

    pub(crate) fn shows(&self, text: &str) -> bool {
        self.screen().contents().contains(text)
    }

    /// The lines on the screen. Blanks at the end of a line may have been written or erased.
    pub(crate) fn lines(&self) -> Vec<String> {
        let contents = self.screen().contents();
        let lines = contents.lines().map(str::trim_end);
        lines.map(str::to_owned).collect()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.log).into_owned()
    }

    /// Whether the terminal is in none of the modes that a full-screen program uses.
    pub(crate) fn is_plain(&self) -> bool {
        let screen = self.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }
}

type Shared = Arc<(Mutex<Output>, Condvar)>;

/// A running program and its terminal.
pub(crate) struct Session {
    master: Box<dyn MasterPty + Send>,
    // To a thread of its own: a program that reads nothing must not hold up the test.
    writer: mpsc::Sender<Vec<u8>>,
    // Held open so that the settings can be read after the program has ended.
    slave: Option<Box<dyn SlavePty + Send>>,
    output: Shared,
    reader: Option<JoinHandle<()>>,
    pid: Pid,
    settings: String,
}

impl Session {
    pub(crate) fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let settings = settings(&*pair.master);
        let output = Arc::new((
            Mutex::new(Output {
                log: Vec::new(),
                parser: vt100::Parser::new(some(rows), some(columns), 0),
                paused: false,
                closing: false,
                drained: false,
                status: None,
            }),
            Condvar::new(),
        ));
        let source = pair.master.try_clone_reader().unwrap();
        let reader = thread::spawn({
            let output = Arc::clone(&output);
            move || read_all(source, &output)
        });
        let mut child = pair.slave.spawn_command(command).unwrap();
        let pid = child
            .process_id()
            .and_then(|id| Pid::from_raw(i32::try_from(id).unwrap()));
        thread::spawn({
            let output = Arc::clone(&output);
            move || {
                let status = child.wait().unwrap();
                lock(&output).status = Some(status);
                output.1.notify_all();
            }
        });
        let (writer, keys) = mpsc::channel::<Vec<u8>>();
        let mut sink = pair.master.take_writer().unwrap();
        thread::spawn(move || {
            for keys in keys {
                if sink.write_all(&keys).is_err() {
                    return;
                }
            }
        });
        Self {
            writer,
            master: pair.master,
            slave: Some(pair.slave),
            output,
            reader: Some(reader),
            pid: pid.unwrap(),
            settings,
        }
    }

    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    pub(crate) fn output(&self) -> MutexGuard<'_, Output> {
        lock(&self.output)
    }

    /// Waits until the condition holds; fails with the screen's contents if it never does.
    pub(crate) fn wait_until(&self, what: &str, condition: impl Fn(&Output) -> bool) {
        let output = self.output();
        let waited = self
            .output
            .1
            .wait_timeout_while(output, deadline(), |o| !condition(o));
        let (output, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(
            !timeout.timed_out(),
            "still waiting for {what}; status {:?}; the screen:\n{}\nthe end of the log: {:?}",
            output.status,
            output.screen().contents(),
            String::from_utf8_lossy(output.log.rchunks(600).next().unwrap_or_default()),
        );
    }

    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |output| output.shows(text));
    }

    pub(crate) fn send(&self, keys: &str) {
        self.writer.send(keys.as_bytes().to_vec()).unwrap();
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut output = lock(&self.output);
        output
            .parser
            .screen_mut()
            .set_size(some(rows), some(columns));
        drop(output);
        self.tell_size(columns, rows);
    }

    /// Gives the terminal a size that the emulator behind it does not have.
    pub(crate) fn tell_size(&self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Stops or goes on reading what the program writes.
    pub(crate) fn pause(&self, paused: bool) {
        self.output().paused = paused;
        self.output.1.notify_all();
    }

    /// Waits for the end of the program and for its last byte.
    pub(crate) fn wait_exit(&mut self) -> ExitStatus {
        self.wait_until("the end of the program", |output| output.status.is_some());
        let status = self.output().status.clone().unwrap();
        if !self.output().paused {
            self.drain();
        }
        status
    }

    /// Waits for the last byte of a program that has ended.
    pub(crate) fn drain(&mut self) {
        self.slave = None;
        self.wait_until("the last byte", |output| output.drained);
    }

    /// Asserts that the terminal driver's settings are what they were before the program.
    pub(crate) fn assert_settings_restored(&self) {
        assert_eq!(settings(&*self.master), self.settings);
    }

    /// Takes the terminal away, as closing its window does; returns what is left to wait for.
    pub(crate) fn hang_up(mut self) -> Shared {
        self.output().closing = true;
        // Something to read, so that the reader looks up and lets go of the terminal.
        let name = self.master.tty_name().unwrap();
        fs::File::options()
            .write(true)
            .open(name)
            .unwrap()
            .write_all(b"x")
            .unwrap();
        self.reader.take().unwrap().join().unwrap();
        Arc::clone(&self.output)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that failed must not leave a program behind.
        let output = self.output();
        if output.status.is_none() && !output.closing {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

/// Waits for the end of a program whose terminal is gone; returns how it ended and how long it took.
pub(crate) fn wait_exit(output: &Shared) -> (ExitStatus, Duration) {
    let start = Instant::now();
    let waited = output
        .1
        .wait_timeout_while(lock(output), deadline(), |o| o.status.is_none());
    let (output, _) = waited.unwrap_or_else(PoisonError::into_inner);
    let status = output
        .status
        .clone()
        .expect("the program outlived its terminal");
    (status, start.elapsed())
}

/// What an empty screen shows after these bytes.
pub(crate) fn shown(bytes: &str) -> String {
    let mut parser = vt100::Parser::new(some(24), some(80), 0);
    parser.process(bytes.as_bytes());
    parser.screen().contents()
}

fn read_all(mut source: Box<dyn Read + Send>, output: &Shared) {
    let mut buffer = [0; 4096];
    loop {
        let paused = output.1.wait_while(lock(output), |o| o.paused);
        drop(paused.unwrap_or_else(PoisonError::into_inner));
        let count = source.read(&mut buffer).unwrap_or(0);
        let mut output_now = lock(output);
        output_now.log.extend_from_slice(&buffer[..count]);
        output_now.parser.process(&buffer[..count]);
        output_now.drained |= count == 0;
        let stop = output_now.drained || output_now.closing;
        drop(output_now);
        output.1.notify_all();
        if stop {
            return;
        }
    }
}

fn lock(output: &Shared) -> MutexGuard<'_, Output> {
    output.0.lock().unwrap_or_else(PoisonError::into_inner)
}

fn settings(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn some(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// Waits for what can only be seen from outside the terminal.
pub(crate) fn poll_until(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < deadline(), "still waiting for {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// The state of a process as the kernel calls it: `S` sleeping, `T` stopped.
pub(crate) fn state(pid: Pid) -> Option<char> {
    let stat = fs::read_to_string(proc(pid).join("stat")).ok()?;
    // The name, in parentheses, may contain anything.
    stat.rsplit_once(") ")?.1.chars().next()
}

/// Whether a process has ended, be it that its parent has not noticed yet.
pub(crate) fn is_gone(pid: Pid) -> bool {
    state(pid).is_none_or(|state| state == 'Z')
}

/// How often the threads of a process have run so far, and for how many clock ticks.
pub(crate) fn activity(pid: Pid) -> (u64, u64) {
    let mut switches = 0;
    for thread in fs::read_dir(proc(pid).join("task")).unwrap() {
        let status = fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
        let counts = status.lines().filter(|line| line.contains("ctxt_switches"));
        switches += counts
            .filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok())
            .sum::<u64>();
    }
    let stat = fs::read_to_string(proc(pid).join("stat")).unwrap();
    let numbers = stat.rsplit_once(") ").unwrap().1.split(' ');
    let ticks = numbers
        .skip(11)
        .take(2)
        .filter_map(|n| n.parse::<u64>().ok())
        .sum();
    (switches, ticks)
}

/// How many bytes a process has written so far.
pub(crate) fn written(pid: Pid) -> u64 {
    let counts = fs::read_to_string(proc(pid).join("io")).unwrap();
    let count = counts.lines().find_map(|line| line.strip_prefix("wchar: "));
    count.unwrap().parse().unwrap()
}

fn proc(pid: Pid) -> PathBuf {
    PathBuf::from(format!("/proc/{}", pid.as_raw_nonzero()))
}
