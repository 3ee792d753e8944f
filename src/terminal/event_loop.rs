//! The loop: wait, take in everything that has come, draw once.
//!
//! There is no tick: while nothing happens nothing runs and nothing is written, unless the program asked to be
//! woken.

use std::{
    io::ErrorKind,
    path::Path,
    sync::{Arc, mpsc::Receiver},
    time::Instant,
};

use annals_model::WebAddress;
use annals_tui::context::EditRequest;
use annals_tui::{Document, Effect, Message, Moment, Task};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    Options, Program, aborts,
    colors::ASK_BACKGROUND,
    error::TerminalError,
    events::Translator,
    frame::FrameEncoder,
    guard::{Guard, TerminalHandle},
    input, lending,
    notifier::{EndMark, Flags, Incoming, News, Notifier},
    panics::{self, Role},
    signals,
};
use crate::host::{Job, Watch, Workers, copy_sequence, now, open_address, save_new};

/// How many things at most are taken in before a frame is drawn, however fast more of them come.
const MAX_BETWEEN_FRAMES: usize = 1_024;

/// How many names are tried for a file, where others have the first ones.
const MAX_NAMES: u32 = 1_000;

/// Writes a document to a new file in the current folder; says what it is called, or why there is none.
fn written(document: &Document) -> String {
    let mut text = String::new();
    for line in &document.lines {
        text.push_str(line.as_str());
        text.push('\n');
    }
    for number in 1..=MAX_NAMES {
        let name = document.name(number);
        match save_new(Path::new(&name), &text) {
            Ok(()) if document.ending == "html" => {
                return format!("Wrote {name} here; a browser shows and prints it.");
            }
            Ok(()) => return format!("Wrote {name} here."),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return format!("{name} cannot be written: {error}."),
        }
    }
    format!("There are {MAX_NAMES} files of this name already.")
}

/// Runs a program until it quits or the terminal is lost.
pub(super) fn run<P: Program + ?Sized>(
    program: &mut P,
    options: Options,
) -> Result<(), TerminalError> {
    let terminal = TerminalHandle::open(options.mouse)?;
    let (notifier, flags, receiver) = Notifier::channel();
    let _end = EndMark(Arc::clone(&flags));
    panics::report_panics();
    aborts::report_aborts();
    let _role = VitalThread::new();
    // Before the first mode is switched on, so that no signal finds it on and nothing listening.
    signals::listen(terminal.clone(), notifier.clone())?;
    let _guard = Guard::new(&terminal)?;
    let answers = notifier.clone();
    let mut screen = Screen {
        program,
        terminal: terminal.clone(),
        encoder: FrameEncoder::new(),
        frame: Buffer::default(),
        area: Rect::ZERO,
        translator: Translator::default(),
        workers: Workers::new(move |answer| answers.send(Incoming::Answer(answer))),
        generation: 0,
        flags,
        must_draw: true,
        begun: Instant::now(),
        wake_at: None,
        watch: None,
    };
    screen.tell_time();
    screen.measure();
    screen.draw()?;
    if options.ask_background {
        screen.ask_background()?;
    }
    input::listen(terminal, notifier)?;
    for job in options.jobs {
        screen.workers.spawn(job).map_err(TerminalError::System)?;
    }
    if let Some(files) = options.files {
        let (watch, job) = Watch::new(files);
        screen.watch = Some(watch);
        if let Err(error) = screen.workers.spawn(job) {
            let problem = format!(
                "Files that are saved are not read again: the system starts no thread for it ({error})."
            );
            screen.notify(problem);
        }
    }
    screen.run(&receiver)
}

/// Marks the calling thread as the screen's until this is dropped.
struct VitalThread;

impl VitalThread {
    fn new() -> Self {
        panics::set_role(Role::Vital);
        Self
    }
}

impl Drop for VitalThread {
    fn drop(&mut self) {
        panics::set_role(Role::Other);
    }
}

/// What the loop waited for.
#[derive(Debug)]
enum Waited {
    /// Something came.
    Came(Incoming),
    /// Nothing came: what looked like the start of an answer was a key.
    AnswerTimedOut,
    /// Nothing came before the program wanted to be woken.
    TimeToWake,
}

/// Whether the loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Quit,
}

struct Screen<'a, P: ?Sized> {
    program: &'a mut P,
    terminal: TerminalHandle,
    encoder: FrameEncoder,
    frame: Buffer,
    area: Rect,
    translator: Translator,
    workers: Workers,
    /// Counts the tasks that were begun.
    generation: u64,
    flags: Arc<Flags>,
    must_draw: bool,
    /// When the program was started.
    begun: Instant,
    /// When the program wants to be woken, if it does.
    wake_at: Option<Instant>,
    /// The files that are shown.
    watch: Option<Watch>,
}

impl<P: Program + ?Sized> Screen<'_, P> {
    fn run(&mut self, receiver: &Receiver<Incoming>) -> Result<(), TerminalError> {
        loop {
            let waited = self.wait(receiver);
            self.tell_time();
            let next = match waited {
                Waited::Came(incoming) => self.take_in(incoming),
                Waited::AnswerTimedOut => self.finish_answer(),
                Waited::TimeToWake => {
                    self.wake_at = None;
                    self.update_all([Message::Woken])
                }
            };
            if next == Next::Quit {
                return Ok(());
            }
            for incoming in receiver.try_iter().take(MAX_BETWEEN_FRAMES) {
                if self.take_in(incoming) == Next::Quit {
                    return Ok(());
                }
            }
            self.take_in_news()?;
            if self.program.take_dirty() || self.must_draw {
                self.draw()?;
            }
        }
    }

    /// Blocks until something comes, until an answer of the terminal has been waited for long enough, or until the
    /// program wants to be woken.
    fn wait(&self, receiver: &Receiver<Incoming>) -> Waited {
        let until_wake = self
            .wake_at
            .map(|wake_at| wake_at.saturating_duration_since(Instant::now()));
        let (timeout, then) = match (self.translator.timeout(), until_wake) {
            // It cannot fail while `workers` holds a sender.
            (None, None) => return Waited::Came(receiver.recv().unwrap_or(Incoming::Wake)),
            (Some(answer), None) => (answer, Waited::AnswerTimedOut),
            (Some(answer), Some(wake)) if answer <= wake => (answer, Waited::AnswerTimedOut),
            (_, Some(wake)) => (wake, Waited::TimeToWake),
        };
        receiver.recv_timeout(timeout).map_or(then, Waited::Came)
    }

    fn take_in(&mut self, incoming: Incoming) -> Next {
        match incoming {
            Incoming::Event(event) => {
                let mut messages = Vec::new();
                self.translator.take(event, &mut messages);
                if let Some(background) = self.translator.take_background() {
                    self.program.background(background);
                    self.must_draw = true;
                }
                self.update_all(messages)
            }
            Incoming::Answer(answer) => {
                let message = self.workers.accept(answer);
                self.update_all(message)
            }
            Incoming::Wake => Next::Go,
        }
    }

    fn finish_answer(&mut self) -> Next {
        let mut messages = Vec::new();
        self.translator.finish(&mut messages);
        self.update_all(messages)
    }

    fn update_all(&mut self, messages: impl IntoIterator<Item = Message>) -> Next {
        for message in messages {
            for effect in self.program.update(message) {
                if self.carry_out(effect) == Next::Quit {
                    return Next::Quit;
                }
            }
        }
        Next::Go
    }

    fn carry_out(&mut self, effect: Effect) -> Next {
        match effect {
            // The command that reads a table carries it out before it comes here.
            Effect::StopLoading => {}
            Effect::Quit => return Next::Quit,
            Effect::Suspend => signals::stop_process_group(),
            Effect::Redraw => {
                self.encoder.forget();
                self.must_draw = true;
            }
            Effect::Run(task) => self.run_task(task),
            Effect::Copy(text) => {
                // A terminal that is lost is missed at the next frame.
                let _ = self.terminal.write(&copy_sequence(&text));
            }
            Effect::Open(address) => self.open(address),
            Effect::Edit(edited) => self.edit(edited),
            Effect::Save(document) => {
                let notice = written(&document);
                self.notify(notice);
            }
            Effect::Wake(after) => self.wake_at = Instant::now().checked_add(after),
        }
        Next::Go
    }

    /// Tells the program what time it is. The clocks are read when something happens anyway, and no
    /// frame is drawn for it.
    fn tell_time(&mut self) {
        let moment = Moment {
            time: now(),
            elapsed: self.begun.elapsed(),
        };
        // The time is no reason to quit.
        let _ = self.update_all([Message::Now(moment)]);
    }

    /// Does a task on a thread of its own; here and now if there can be none.
    fn run_task(&mut self, task: Task) {
        self.generation += 1;
        let kept = task.clone();
        let job = Job::new(task.name(), self.generation, move |outbox| {
            if let Some(message) = task.run(&|| outbox.is_wanted()) {
                outbox.send(message);
            }
        });
        if self.workers.spawn(job).is_err() {
            // Its answer is something to show, which asks for nothing.
            if let Some(message) = kept.run(&|| true) {
                let _ = self.program.update(message);
            }
        }
    }

    /// Opens an address beside the screen; what goes wrong becomes a notice.
    fn open(&mut self, address: WebAddress) {
        self.generation += 1;
        let job = Job::new("opening of an address", self.generation, move |outbox| {
            if let Err(problem) = open_address(&address) {
                outbox.send(Message::Notice(problem));
            }
        });
        if let Err(error) = self.workers.spawn(job) {
            let problem = format!("The address cannot be opened: {error}.");
            self.notify(problem);
        }
    }

    /// Shows a notice, which asks for nothing.
    fn notify(&mut self, notice: String) {
        let _ = self.program.update(Message::Notice(notice));
    }

    /// Lends the terminal to the editor and waits for it; what goes wrong becomes a notice. What was changed is
    /// read at once.
    fn edit(&mut self, edited: EditRequest) {
        let Some(watch) = &self.watch else { return };
        let Some(path) = watch.path(edited.account) else {
            return;
        };
        let problem = lending::edit(&self.terminal, path, edited.line);
        watch.look_now(edited.account);
        self.encoder.forget();
        self.must_draw = true;
        self.flags.set(News::Resized);
        match problem {
            Ok(None) => {}
            Ok(Some(problem)) => self.notify(problem),
            Err(_) => self.flags.set(News::Lost),
        }
    }

    fn take_in_news(&mut self) -> Result<(), TerminalError> {
        if self.flags.take(News::Lost) {
            return Err(TerminalError::Lost);
        }
        let resumed = self.flags.take(News::Resumed);
        if resumed {
            self.encoder.forget();
            self.must_draw = true;
        }
        if self.flags.take(News::Resized) || resumed {
            self.measure();
        }
        Ok(())
    }

    /// Asks for the colour of the background. The answer is among the keys, if it comes at all.
    fn ask_background(&mut self) -> Result<(), TerminalError> {
        self.translator.expect_background();
        // Whether it was sent makes no difference: nothing waits for the answer.
        self.terminal.write(ASK_BACKGROUND).map(|_| ())
    }

    /// Asks the terminal how large it is, and tells the program if that is news.
    fn measure(&mut self) {
        let (columns, rows) = self.terminal.size();
        let area = Rect::new(0, 0, columns, rows);
        if area != self.area {
            self.area = area;
            self.must_draw = true;
            // An answer to a change of size can only be another frame, which comes anyway.
            let _ = self.program.update(Message::Resize { columns, rows });
        }
    }

    fn draw(&mut self) -> Result<(), TerminalError> {
        self.must_draw = false;
        self.frame.resize(self.area);
        self.frame.reset();
        self.program.draw(self.area, &mut self.frame);
        // What was drawn is what the program knows now.
        let _ = self.program.take_dirty();
        let bytes = self.encoder.frame(&mut self.frame);
        if !bytes.is_empty() && !self.terminal.write(bytes)? {
            // The process is about to be stopped; this frame was never shown.
            self.encoder.forget();
        }
        Ok(())
    }
}
