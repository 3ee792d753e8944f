//! [`Feed`]: the bytes of a reader, read by a thread of its own.
//!
//! Owns waiting: whoever takes the bytes can wait for so long and no longer, and can be told to give up while
//! nothing comes, as from a pipe that is silent. It knows nothing of what the bytes say.

use std::cell::Cell;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// Bytes that are read at once.
const BLOCK: usize = 256 << 10;
/// So many blocks are read ahead.
const AHEAD: usize = 4;

/// What is handed over.
enum Item {
    Block(Vec<u8>),
    Trouble(io::Error),
    End,
    /// Nobody wants any more.
    Stop,
}

/// What came of waiting.
#[derive(Debug, PartialEq, Eq)]
pub enum Fed {
    /// The next bytes, at least one.
    Block(Vec<u8>),
    /// There are no more.
    End,
    /// Nothing came in the time there was.
    Late,
    /// It was stopped.
    Stopped,
}

/// Bytes that a thread reads.
#[derive(Debug)]
pub struct Feed {
    items: Receiver<Item>,
    /// Whether the end has come, which comes once.
    has_ended: Cell<bool>,
    stop: Stop,
}

/// Ends a feed from anywhere, also while it waits.
#[derive(Debug, Clone)]
pub struct Stop {
    is_stopped: Arc<AtomicBool>,
    items: SyncSender<Item>,
}

impl Stop {
    /// What comes next is no longer waited for.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Release);
        // Where there is no room nobody is waiting, and the mark above is seen.
        let _ = self.items.try_send(Item::Stop);
    }
}

/// Says that there are no more, also if the thread does not come to its end.
struct End(SyncSender<Item>);

impl Drop for End {
    fn drop(&mut self) {
        let item = if thread::panicking() {
            Item::Trouble(io::Error::other("a bug in annals ended the reading"))
        } else {
            Item::End
        };
        // Where nobody takes it nobody waits for it.
        let _ = self.0.send(item);
    }
}

impl Feed {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// If the system has no room for a thread.
    pub fn of(mut reader: Box<dyn Read + Send>) -> io::Result<Self> {
        let (sender, items) = sync_channel(AHEAD);
        let end = End(sender.clone());
        let read = move || loop {
            let mut block = vec![0; BLOCK];
            let item = match reader.read(&mut block) {
                Ok(0) => return,
                Ok(count) => {
                    block.truncate(count);
                    Item::Block(block)
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Item::Trouble(error),
            };
            let is_last = matches!(item, Item::Trouble(_));
            if end.0.send(item).is_err() || is_last {
                return;
            }
        };
        thread::Builder::new()
            .name("bytes of a table".to_owned())
            .spawn(read)?;
        Ok(Self {
            items,
            has_ended: Cell::new(false),
            stop: Stop {
                is_stopped: Arc::new(AtomicBool::new(false)),
                items: sender,
            },
        })
    }

    /// What ends it.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Waits for what comes next: so many milliseconds, or for ever where no number is given.
    ///
    /// # Errors
    ///
    /// If the reader cannot be read any further.
    pub fn next(&self, patience: Option<u64>) -> io::Result<Fed> {
        if self.stop.is_stopped.load(Ordering::Acquire) {
            return Ok(Fed::Stopped);
        }
        if self.has_ended.get() {
            return Ok(Fed::End);
        }
        let item = match patience {
            Some(patience) => self.items.recv_timeout(Duration::from_millis(patience)),
            None => self.items.recv().map_err(RecvTimeoutError::from),
        };
        match item {
            Ok(Item::Block(block)) => Ok(Fed::Block(block)),
            Ok(Item::Trouble(error)) => Err(error),
            Ok(Item::End) | Err(RecvTimeoutError::Disconnected) => {
                self.has_ended.set(true);
                Ok(Fed::End)
            }
            Ok(Item::Stop) => Ok(Fed::Stopped),
            Err(RecvTimeoutError::Timeout) => Ok(Fed::Late),
        }
    }
}

/// A feed as a reader, which may be asked to wait no longer than so long.
#[derive(Debug)]
pub struct FeedReader {
    feed: Feed,
    block: Vec<u8>,
    taken: usize,
    patience: Patience,
}

/// How many milliseconds a [`FeedReader`] waits; without a number for ever.
#[derive(Debug, Clone)]
pub struct Patience(Arc<AtomicU64>);

impl Default for Patience {
    /// For ever.
    fn default() -> Self {
        Self(Arc::new(AtomicU64::new(u64::MAX)))
    }
}

impl Patience {
    /// From now on that long.
    pub fn set(&self, milliseconds: Option<u64>) {
        self.0
            .store(milliseconds.unwrap_or(u64::MAX), Ordering::Release);
    }

    fn get(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Acquire)).filter(|it| *it != u64::MAX)
    }
}

impl FeedReader {
    /// Reads what comes from there, waiting for ever at first.
    pub fn new(feed: Feed) -> Self {
        Self {
            feed,
            block: Vec::new(),
            taken: 0,
            patience: Patience::default(),
        }
    }

    /// How long it waits, to be changed by others.
    pub fn patience(&self) -> Patience {
        self.patience.clone()
    }
}

impl Read for FeedReader {
    /// As the reader that the feed is of.
    ///
    /// # Errors
    ///
    /// As that one, and [`io::ErrorKind::WouldBlock`] when nothing came in the time there was.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.block.len() {
            match self.feed.next(self.patience.get())? {
                Fed::Block(block) => (self.block, self.taken) = (block, 0),
                Fed::End | Fed::Stopped => return Ok(0),
                Fed::Late => return Err(io::ErrorKind::WouldBlock.into()),
            }
        }
        let left = self.block.get(self.taken..).unwrap_or_default();
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives these, and then what the channel gives, for ever.
    struct Slow(Vec<u8>, Receiver<()>);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                let _ = self.1.recv();
                return Ok(0);
            }
            let count = self.0.len().min(buffer.len());
            buffer[..count].copy_from_slice(&self.0);
            self.0.clear();
            Ok(count)
        }
    }

    #[test]
    fn all_bytes_come_in_order_and_then_the_end() {
        let text: Vec<u8> = (0..2_000_000_u32).flat_map(u32::to_le_bytes).collect();
        let feed = Feed::of(Box::new(io::Cursor::new(text.clone()))).unwrap();
        let mut come = Vec::new();
        loop {
            match feed.next(None).unwrap() {
                Fed::Block(block) => come.extend(block),
                other => {
                    assert_eq!(other, Fed::End);
                    break;
                }
            }
        }
        assert_eq!(come, text);
        assert_eq!(feed.next(None).unwrap(), Fed::End);
    }

    #[test]
    fn silence_can_be_given_up() {
        let (writer, pipe) = std::sync::mpsc::channel();
        let feed = Feed::of(Box::new(Slow(b"row".to_vec(), pipe))).unwrap();
        assert_eq!(feed.next(None).unwrap(), Fed::Block(b"row".to_vec()));
        assert_eq!(feed.next(Some(1)).unwrap(), Fed::Late);
        let stop = feed.stop();
        thread::spawn(move || stop.stop());
        // Nothing else would ever come.
        assert_eq!(feed.next(None).unwrap(), Fed::Stopped);
        assert_eq!(feed.next(None).unwrap(), Fed::Stopped);
        drop(writer);
    }

    #[test]
    fn a_reader_waits_as_long_as_it_is_told() {
        let (writer, pipe) = std::sync::mpsc::channel();
        let feed = Feed::of(Box::new(Slow(b"row".to_vec(), pipe))).unwrap();
        let mut reader = FeedReader::new(feed);
        let patience = reader.patience();
        let mut two = [0; 2];
        assert_eq!((reader.read(&mut two).unwrap(), &two), (2, b"ro"));
        assert_eq!((reader.read(&mut two).unwrap(), two[0]), (1, b'w'));
        patience.set(Some(1));
        let late = reader.read(&mut two).unwrap_err();
        assert_eq!(late.kind(), io::ErrorKind::WouldBlock);
        patience.set(None);
        drop(writer);
        assert_eq!(reader.read(&mut two).unwrap(), 0);
    }

    #[test]
    fn what_cannot_be_read_is_said_once() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the cable"))
            }
        }
        let feed = Feed::of(Box::new(Broken)).unwrap();
        assert_eq!(feed.next(None).unwrap_err().to_string(), "the cable");
        assert_eq!(feed.next(None).unwrap(), Fed::End);
    }
}
