//! The loop: wait, take in everything that has come, draw once.
//!
//! It owns the order of things and the only channel. There is no tick: while nothing happens nothing
//! runs and nothing is written, unless the program asked to be woken.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
    mpsc::{self, Receiver, SyncSender},
};
use std::time::Instant;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    Options, Program,
    clipboard::copy_sequence,
    colors::ASK_BACKGROUND,
    decode::Decoder,
    editor,
    encoder::Encoder,
    error::TerminalError,
    guard::Terminal,
    input, opener,
    panics::{self, Role},
    signals,
    watch::Watch,
    worker::{Answer, Job, Workers},
};
use annals_model::WebAddress;
use annals_tui::app::{Edited, Effect, Message, Task};

/// Room in the channel. When it is full the keyboard waits, and so does the terminal behind it.
const CHANNEL: usize = 64;

/// So many things at most are taken in before a frame is drawn, however fast more of them come.
const MOST_BETWEEN_FRAMES: usize = 1_024;

/// What comes to the loop from other threads.
#[derive(Debug)]
pub(super) enum Incoming {
    /// From the keyboard, as it came.
    Bytes(Vec<u8>),
    /// From a worker.
    Answer(Answer),
    /// See the news.
    Wake,
}

/// News that need no words and must get through a full channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// The terminal may have another size.
    Resized,
    /// The terminal is ours again, and its contents are unknown.
    Resumed,
    /// The terminal is gone.
    Lost,
}

#[derive(Debug, Default)]
struct Flags {
    resized: AtomicBool,
    resumed: AtomicBool,
    lost: AtomicBool,
    ended: AtomicBool,
}

/// The other threads' end of the channel.
#[derive(Debug, Clone)]
pub(super) struct Notifier {
    flags: Arc<Flags>,
    sender: SyncSender<Incoming>,
}

impl Notifier {
    /// Tells the loop; never waits.
    pub(super) fn tell(&self, news: News) {
        let flag = match news {
            News::Resized => &self.flags.resized,
            News::Resumed => &self.flags.resumed,
            News::Lost => &self.flags.lost,
        };
        flag.store(true, Ordering::Release);
        // If the channel is full the loop is awake, or will be.
        let _ = self.sender.try_send(Incoming::Wake);
    }

    /// Hands something over, waiting while the channel is full; `false` if the loop has ended.
    pub(super) fn send(&self, incoming: Incoming) -> bool {
        self.sender.send(incoming).is_ok()
    }

    /// Whether the loop has ended.
    pub(super) fn has_ended(&self) -> bool {
        self.flags.ended.load(Ordering::Acquire)
    }
}

/// Runs a program until it quits or the terminal is lost.
pub(super) fn run<P: Program + ?Sized>(
    program: &mut P,
    options: Options,
) -> Result<(), TerminalError> {
    let terminal = Terminal::open(options.mouse)?;
    let (sender, receiver) = mpsc::sync_channel(CHANNEL);
    let flags = Arc::new(Flags::default());
    let _ended = Ended(Arc::clone(&flags));
    let notifier = Notifier {
        flags: Arc::clone(&flags),
        sender: sender.clone(),
    };
    panics::report_panics();
    let _role = VitalThread::new();
    // Before the first mode is switched on, so that no signal finds it on and nobody listening.
    signals::listen(terminal.clone(), notifier.clone())?;
    let _guard = terminal.enter()?;
    let mut screen = Screen {
        program,
        terminal: terminal.clone(),
        encoder: Encoder::new(),
        frame: Buffer::default(),
        area: Rect::ZERO,
        decoder: Decoder::default(),
        workers: Workers::new(sender),
        generation: 0,
        flags,
        must_draw: true,
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
        screen.workers.spawn(job).map_err(TerminalError::System)?;
        screen.watch = Some(watch);
    }
    screen.run(&receiver)
}

/// Tells the other threads, on every way out, that the loop has ended.
struct Ended(Arc<Flags>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.ended.store(true, Ordering::Release);
    }
}

/// The calling thread is the screen's until this is dropped.
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
    /// Nothing came: what looked like the start of a key was a whole one.
    KeyIsWhole,
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
    terminal: Terminal,
    encoder: Encoder,
    frame: Buffer,
    area: Rect,
    decoder: Decoder,
    workers: Workers,
    /// Counts the tasks that were begun.
    generation: u64,
    flags: Arc<Flags>,
    must_draw: bool,
    /// When the program wants to be woken, if it does.
    wake_at: Option<Instant>,
    /// The files that are shown.
    watch: Option<Watch>,
}

impl<P: Program + ?Sized> Screen<'_, P> {
    fn run(&mut self, receiver: &Receiver<Incoming>) -> Result<(), TerminalError> {
        loop {
            let mut waited = self.wait(receiver);
            self.tell_time();
            for _ in 0..MOST_BETWEEN_FRAMES {
                let next = match waited {
                    Waited::Came(incoming) => self.take_in(incoming),
                    Waited::KeyIsWhole => self.finish_keys(),
                    Waited::TimeToWake => {
                        self.wake_at = None;
                        self.update_all([Message::Woken])
                    }
                };
                if next == Next::Quit {
                    return Ok(());
                }
                match receiver.try_recv() {
                    Ok(more) => waited = Waited::Came(more),
                    Err(_) => break,
                }
            }
            self.take_in_news()?;
            if self.program.take_dirty() || self.must_draw {
                self.draw()?;
            }
        }
    }

    /// Blocks until something comes, until a key that might have been the start of a longer one has
    /// waited long enough, or until the program wants to be woken.
    fn wait(&self, receiver: &Receiver<Incoming>) -> Waited {
        let patience = self.decoder.patience();
        let until_wake = self
            .wake_at
            .map(|wake_at| wake_at.saturating_duration_since(Instant::now()));
        let (timeout, then) = match (patience, until_wake) {
            // It cannot fail while `workers` holds a sender.
            (None, None) => return Waited::Came(receiver.recv().unwrap_or(Incoming::Wake)),
            (Some(patience), None) => (patience, Waited::KeyIsWhole),
            (Some(patience), Some(wake)) if patience <= wake => (patience, Waited::KeyIsWhole),
            (_, Some(wake)) => (wake, Waited::TimeToWake),
        };
        receiver.recv_timeout(timeout).map_or(then, Waited::Came)
    }

    fn take_in(&mut self, incoming: Incoming) -> Next {
        match incoming {
            Incoming::Bytes(bytes) => {
                let mut messages = Vec::new();
                self.decoder.feed(&bytes, &mut messages);
                if let Some(background) = self.decoder.take_background() {
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

    fn finish_keys(&mut self) -> Next {
        let mut messages = Vec::new();
        self.decoder.finish(&mut messages);
        self.update_all(messages)
    }

    fn update_all(&mut self, messages: impl IntoIterator<Item = Message>) -> Next {
        for message in messages {
            match self.program.update(message) {
                // Whoever reads a table takes the wish to stop before it comes here.
                None | Some(Effect::StopLoading) => {}
                Some(Effect::Quit) => return Next::Quit,
                Some(Effect::Suspend) => signals::stop_process_group(),
                Some(Effect::Redraw) => {
                    self.encoder.forget();
                    self.must_draw = true;
                }
                Some(Effect::Run(task)) => self.run_task(task),
                Some(Effect::Copy(text)) => {
                    // A terminal that is lost is missed at the next frame.
                    let _ = self.terminal.write(&copy_sequence(&text));
                }
                Some(Effect::Open(address)) => self.open(address),
                Some(Effect::Edit(edited)) => self.edit(edited),
                Some(Effect::Wake(after)) => self.wake_at = Instant::now().checked_add(after),
            }
        }
        Next::Go
    }

    /// Tells the program what time it is. The clock is read when something happens anyway, and no
    /// frame is drawn for it.
    fn tell_time(&mut self) {
        if let Some(now) = super::clock::now() {
            // Nobody quits because of the time.
            let _ = self.update_all([Message::Now(now)]);
        }
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
        let job = Job::new(opener::JOB, self.generation, move |outbox| {
            if let Err(problem) = opener::open(&address) {
                outbox.send(Message::Notice(problem));
            }
        });
        if let Err(error) = self.workers.spawn(job) {
            let problem = format!("The address cannot be opened: {error}.");
            // A notice asks for nothing.
            let _ = self.program.update(Message::Notice(problem));
        }
    }

    /// Lends the terminal to the editor and waits for it; what goes wrong becomes a notice. What was changed is
    /// read at once.
    fn edit(&mut self, edited: Edited) {
        let Some(watch) = &self.watch else { return };
        let Some(path) = watch.path(edited.layer) else {
            return;
        };
        let problem = editor::edit(&self.terminal, path, edited.line);
        watch.look_now(edited.layer);
        self.encoder.forget();
        self.must_draw = true;
        self.flags.resized.store(true, Ordering::Release);
        match problem {
            Ok(None) => {}
            // A notice asks for nothing.
            Ok(Some(problem)) => drop(self.program.update(Message::Notice(problem))),
            Err(_) => self.flags.lost.store(true, Ordering::Release),
        }
    }

    fn take_in_news(&mut self) -> Result<(), TerminalError> {
        let taken = |flag: &AtomicBool| flag.swap(false, Ordering::AcqRel);
        if self.flags.lost.load(Ordering::Acquire) {
            return Err(TerminalError::Lost);
        }
        let resumed = taken(&self.flags.resumed);
        if resumed {
            self.encoder.forget();
            self.must_draw = true;
        }
        if taken(&self.flags.resized) || resumed {
            self.measure();
        }
        Ok(())
    }

    /// Asks what is behind the text. The answer is among the keys, if it comes at all.
    fn ask_background(&mut self) -> Result<(), TerminalError> {
        self.decoder.expect_background();
        // Whether it was sent makes no difference: nobody waits for the answer.
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
