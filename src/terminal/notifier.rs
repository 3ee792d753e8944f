//! The channel from the other threads to the loop.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
    mpsc::{self, Receiver, SyncSender},
};

use crossterm::event::Event;

use crate::host::Answer;

/// Room in the channel. When it is full the keyboard thread waits, and so does the terminal behind it.
const CAPACITY: usize = 1_024;

/// What comes to the loop from other threads.
#[derive(Debug)]
pub(super) enum Incoming {
    /// From the keyboard or the mouse.
    Event(Event),
    /// From a worker.
    Answer(Answer),
    /// Nothing but that there is news.
    Wake,
}

/// News that must get through a full channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// The terminal may have another size.
    Resized,
    /// The terminal is ours again, and its contents are unknown.
    Resumed,
    /// The terminal is gone.
    Lost,
}

/// The news that the loop has not taken yet, and whether it has ended.
#[derive(Debug, Default)]
pub(super) struct Flags {
    resized: AtomicBool,
    resumed: AtomicBool,
    lost: AtomicBool,
    ended: AtomicBool,
}

impl Flags {
    const fn of(&self, news: News) -> &AtomicBool {
        match news {
            News::Resized => &self.resized,
            News::Resumed => &self.resumed,
            News::Lost => &self.lost,
        }
    }

    /// Keeps a piece of news.
    pub(super) fn set(&self, news: News) {
        self.of(news).store(true, Ordering::Release);
    }

    /// Takes a piece of news; returns whether there was any.
    pub(super) fn take(&self, news: News) -> bool {
        self.of(news).swap(false, Ordering::AcqRel)
    }
}

/// The other threads' end of the channel.
#[derive(Debug, Clone)]
pub(super) struct Notifier {
    flags: Arc<Flags>,
    sender: SyncSender<Incoming>,
}

impl Notifier {
    /// Opens a channel.
    pub(super) fn channel() -> (Self, Arc<Flags>, Receiver<Incoming>) {
        let (sender, receiver) = mpsc::sync_channel(CAPACITY);
        let flags = Arc::new(Flags::default());
        let notifier = Self {
            flags: Arc::clone(&flags),
            sender,
        };
        (notifier, flags, receiver)
    }

    /// Tells the loop; never waits.
    pub(super) fn tell(&self, news: News) {
        self.flags.set(news);
        // If the channel is full the loop is awake, or will be.
        let _ = self.sender.try_send(Incoming::Wake);
    }

    /// Hands something over, waiting while the channel is full. Returns `false` if the loop has ended.
    pub(super) fn send(&self, incoming: Incoming) -> bool {
        self.sender.send(incoming).is_ok()
    }

    /// Whether the loop has ended.
    pub(super) fn has_ended(&self) -> bool {
        self.flags.ended.load(Ordering::Acquire)
    }
}

/// Tells the other threads, when it is dropped, that the loop has ended.
pub(super) struct EndMark(pub(super) Arc<Flags>);

impl Drop for EndMark {
    fn drop(&mut self) {
        self.0.ended.store(true, Ordering::Release);
    }
}
