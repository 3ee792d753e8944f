//! [`ReaderThread`]: reads bytes on a thread of its own, so that waiting for them can time out or be stopped, as
//! with a pipe that is silent.

use std::cell::Cell;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// How many bytes are read at once.
const BLOCK_BYTES: usize = 256 << 10;
/// How many blocks are read ahead.
const BLOCKS_AHEAD: usize = 4;

/// What the thread hands over.
enum Item {
    Block(Vec<u8>),
    Failed(io::Error),
    End,
    /// Reading was stopped.
    Stop,
}

/// The result of waiting for bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ReadOutcome {
    /// The next bytes, at least one.
    Block(Vec<u8>),
    /// There are no more.
    End,
    /// Nothing came in time.
    TimedOut,
    /// It was stopped.
    Stopped,
}

/// A reader that a thread reads.
#[derive(Debug)]
pub(crate) struct ReaderThread {
    items: Receiver<Item>,
    /// Whether the end was received, which is sent once.
    has_ended: Cell<bool>,
    stop: StopHandle,
}

/// Stops the reading from any thread, also while it waits.
#[derive(Debug, Clone)]
pub(crate) struct StopHandle {
    is_stopped: Arc<AtomicBool>,
    items: SyncSender<Item>,
}

impl StopHandle {
    /// Stops the reading.
    pub(crate) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Release);
        // If the channel is full nothing waits, and the flag is seen.
        let _ = self.items.try_send(Item::Stop);
    }
}

/// Sends the end when it is dropped, also if the thread panics.
struct End(SyncSender<Item>);

impl Drop for End {
    fn drop(&mut self) {
        let item = if thread::panicking() {
            Item::Failed(io::Error::other("a bug in annals ended the reading"))
        } else {
            Item::End
        };
        // The receiver may be gone.
        let _ = self.0.send(item);
    }
}

impl ReaderThread {
    /// Starts reading.
    ///
    /// # Errors
    ///
    /// If the system refuses a thread.
    pub(crate) fn of(mut reader: Box<dyn Read + Send>) -> io::Result<Self> {
        let (sender, items) = sync_channel(BLOCKS_AHEAD);
        let end = End(sender.clone());
        let read = move || loop {
            let mut block = vec![0; BLOCK_BYTES];
            let item = match reader.read(&mut block) {
                Ok(0) => return,
                Ok(count) => {
                    block.truncate(count);
                    Item::Block(block)
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Item::Failed(error),
            };
            let is_last = matches!(item, Item::Failed(_));
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
            stop: StopHandle {
                is_stopped: Arc::new(AtomicBool::new(false)),
                items: sender,
            },
        })
    }

    /// Returns a handle that stops the reading.
    pub(crate) fn stop(&self) -> StopHandle {
        self.stop.clone()
    }

    /// Waits for the next bytes; the timeout is in milliseconds, `None` for none.
    ///
    /// # Errors
    ///
    /// The error of the reader.
    pub(crate) fn next(&self, timeout: Option<u64>) -> io::Result<ReadOutcome> {
        if self.stop.is_stopped.load(Ordering::Acquire) {
            return Ok(ReadOutcome::Stopped);
        }
        if self.has_ended.get() {
            return Ok(ReadOutcome::End);
        }
        let item = match timeout {
            Some(timeout) => self.items.recv_timeout(Duration::from_millis(timeout)),
            None => self.items.recv().map_err(RecvTimeoutError::from),
        };
        match item {
            Ok(Item::Block(block)) => Ok(ReadOutcome::Block(block)),
            Ok(Item::Failed(error)) => Err(error),
            Ok(Item::End) | Err(RecvTimeoutError::Disconnected) => {
                self.has_ended.set(true);
                Ok(ReadOutcome::End)
            }
            Ok(Item::Stop) => Ok(ReadOutcome::Stopped),
            Err(RecvTimeoutError::Timeout) => Ok(ReadOutcome::TimedOut),
        }
    }
}

/// A [`ReaderThread`] as a reader with a timeout.
#[derive(Debug)]
pub(crate) struct ThreadReader {
    thread: ReaderThread,
    block: Vec<u8>,
    taken: usize,
    timeout: Timeout,
}

/// The timeout of a [`ThreadReader`], shared with those who set it.
#[derive(Debug, Clone)]
pub(crate) struct Timeout(Arc<AtomicU64>);

impl Default for Timeout {
    /// No timeout.
    fn default() -> Self {
        Self(Arc::new(AtomicU64::new(u64::MAX)))
    }
}

impl Timeout {
    /// Sets the timeout in milliseconds; `None` for none.
    pub(crate) fn set(&self, milliseconds: Option<u64>) {
        self.0
            .store(milliseconds.unwrap_or(u64::MAX), Ordering::Release);
    }

    fn get(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Acquire)).filter(|it| *it != u64::MAX)
    }
}

impl ThreadReader {
    /// A reader without a timeout.
    pub(crate) fn new(thread: ReaderThread) -> Self {
        Self {
            thread,
            block: Vec::new(),
            taken: 0,
            timeout: Timeout::default(),
        }
    }

    /// Returns its timeout, to be set.
    pub(crate) fn timeout(&self) -> Timeout {
        self.timeout.clone()
    }
}

impl Read for ThreadReader {
    /// Reads what the thread has read.
    ///
    /// # Errors
    ///
    /// The error of the reader, and [`io::ErrorKind::WouldBlock`] after the timeout.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.block.len() {
            match self.thread.next(self.timeout.get())? {
                ReadOutcome::Block(block) => (self.block, self.taken) = (block, 0),
                ReadOutcome::End | ReadOutcome::Stopped => return Ok(0),
                ReadOutcome::TimedOut => return Err(io::ErrorKind::WouldBlock.into()),
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

    /// Gives these bytes, then waits for the channel.
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
    fn bytes_arrive_in_order_and_then_the_end() {
        let text: Vec<u8> = (0..2_000_000_u32).flat_map(u32::to_le_bytes).collect();
        let thread = ReaderThread::of(Box::new(io::Cursor::new(text.clone()))).unwrap();
        let mut come = Vec::new();
        loop {
            match thread.next(None).unwrap() {
                ReadOutcome::Block(block) => come.extend(block),
                other => {
                    assert_eq!(other, ReadOutcome::End);
                    break;
                }
            }
        }
        assert_eq!(come, text);
        assert_eq!(thread.next(None).unwrap(), ReadOutcome::End);
    }

    #[test]
    fn waiting_times_out_and_can_be_stopped() {
        let (writer, pipe) = std::sync::mpsc::channel();
        let thread = ReaderThread::of(Box::new(Slow(b"row".to_vec(), pipe))).unwrap();
        assert_eq!(
            thread.next(None).unwrap(),
            ReadOutcome::Block(b"row".to_vec())
        );
        assert_eq!(thread.next(Some(1)).unwrap(), ReadOutcome::TimedOut);
        let stop = thread.stop();
        thread::spawn(move || stop.stop());
        // Nothing else would come.
        assert_eq!(thread.next(None).unwrap(), ReadOutcome::Stopped);
        assert_eq!(thread.next(None).unwrap(), ReadOutcome::Stopped);
        drop(writer);
    }

    #[test]
    fn a_reader_keeps_its_timeout() {
        let (writer, pipe) = std::sync::mpsc::channel();
        let thread = ReaderThread::of(Box::new(Slow(b"row".to_vec(), pipe))).unwrap();
        let mut reader = ThreadReader::new(thread);
        let timeout = reader.timeout();
        let mut two = [0; 2];
        assert_eq!((reader.read(&mut two).unwrap(), &two), (2, b"ro"));
        assert_eq!((reader.read(&mut two).unwrap(), two[0]), (1, b'w'));
        timeout.set(Some(1));
        let late = reader.read(&mut two).unwrap_err();
        assert_eq!(late.kind(), io::ErrorKind::WouldBlock);
        timeout.set(None);
        drop(writer);
        assert_eq!(reader.read(&mut two).unwrap(), 0);
    }

    #[test]
    fn an_error_is_reported_once() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the cable"))
            }
        }
        let thread = ReaderThread::of(Box::new(Broken)).unwrap();
        assert_eq!(thread.next(None).unwrap_err().to_string(), "the cable");
        assert_eq!(thread.next(None).unwrap(), ReadOutcome::End);
    }
}
