//! Opens a file to be read, unless reading it might never end.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::SILENCE_TIMEOUT;
use crate::host::{ReadOutcome, ReaderThread};
use crate::limits::{ENDLESS, UNSIZED_BYTES};

/// Opens a file. Returns it with its size in bytes, if that is known.
pub(super) fn open(path: &Path) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::Error::other("it is a directory"));
    }
    if is_endless(path, &metadata) {
        return Err(io::Error::other(
            "it is a pipe or a device, which may never end; give it as standard input, with -",
        ));
    }
    let size = metadata.is_file().then_some(metadata.len());
    let file = File::open(path)?;
    if size == Some(0) {
        let bytes = unsized_file(Box::new(file))?;
        let count = bytes.len() as u64;
        return Ok((Box::new(Cursor::new(bytes)), Some(count)));
    }
    Ok((Box::new(file), size))
}

/// Reads a file that says that it has no bytes. If it has some, it is no file on a disk, but gives what the system makes
/// up as it is read, perhaps without end, as `/proc/kmsg` does.
///
/// # Errors
///
/// If it does not end soon.
fn unsized_file(file: Box<dyn Read + Send>) -> io::Result<Vec<u8>> {
    let endless = || io::Error::other(ENDLESS);
    let thread = ReaderThread::of(file)?;
    let mut bytes = Vec::new();
    loop {
        match thread.next(Some(SILENCE_TIMEOUT))? {
            ReadOutcome::Block(block) => bytes.extend(block),
            ReadOutcome::End | ReadOutcome::Stopped => return Ok(bytes),
            ReadOutcome::TimedOut => return Err(endless()),
        }
        if bytes.len() > UNSIZED_BYTES {
            return Err(endless());
        }
    }
}

/// Whether reading the file may block without end. The shell's `<(command)` has a writer, so it does not.
#[cfg(unix)]
fn is_endless(path: &Path, metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    let of_shell = path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd");
    (kind.is_fifo() && !of_shell)
        || kind.is_char_device()
        || kind.is_block_device()
        || kind.is_socket()
}

#[cfg(not(unix))]
fn is_endless(_path: &Path, _metadata: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    /// Gives some bytes, then waits until the sender is dropped.
    struct Waiting(Cursor<&'static [u8]>, Receiver<()>);

    impl Read for Waiting {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => {
                    let _ = self.1.recv();
                    Ok(0)
                }
                count => Ok(count),
            }
        }
    }

    #[test]
    fn a_file_without_a_size_is_read_to_its_end() {
        let (sender, receiver) = channel();
        drop(sender);
        let file = Waiting(Cursor::new(b"title"), receiver);
        assert_eq!(unsized_file(Box::new(file)).unwrap(), b"title");
        assert_eq!(unsized_file(Box::new(io::empty())).unwrap(), b"");
    }

    #[test]
    fn a_file_that_never_ends_is_refused() {
        let (sender, receiver) = channel();
        let file = Waiting(Cursor::new(b"<6>[0.0] boot"), receiver);
        let refused = unsized_file(Box::new(file)).unwrap_err();
        assert!(refused.to_string().contains("does not end"));
        drop(sender);
        let refused = unsized_file(Box::new(io::repeat(b'x'))).unwrap_err();
        assert!(refused.to_string().contains("does not end"));
    }
}
