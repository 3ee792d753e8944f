//! Reads a file or standard input, unpacked and with limits of size.
//!
//! Large tables are read as they come, so that their first rows can be shown early. It opens no network
//! connection, starts no program and writes nothing.

mod how;
mod opening;
mod unpacked;

use std::ffi::OsStr;
use std::io::{self, Chain, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Failure, config};
use crate::config::Limits;
use crate::host::{self, ReaderThread, ThreadReader, Timeout};
use crate::limits;
use annals_formats::table::{TableLoader, TableSettings};
use annals_formats::{Format, Request, Sample};
use annals_model::native::MAX_BYTES;
use annals_model::text::Clean;
use annals_model::{Reading, Timeline, decode, has_bare_returns};

pub(super) use how::How;
use unpacked::Unpacked;

/// How many bytes are looked at to recognise a format.
const SAMPLE: usize = 64 << 10;
/// After how many milliseconds without a byte the format is recognised by what has come.
const SILENCE_TIMEOUT: u64 = 1_000;
/// How many bytes are read at once.
const BLOCK: usize = 256 << 10;

/// A text with its names.
#[derive(Debug)]
pub(super) struct Source {
    /// Its name, for messages.
    pub(super) name: Clean,
    /// The result of reading it, problems of the text included.
    pub(super) reading: Reading,
}

/// A text that is being read.
#[derive(Debug)]
pub(super) enum Begun {
    /// It has been read.
    Whole(Box<Source>),
    /// It is a table, of which some rows may be there.
    Table(Box<Stream>),
}

/// A table that is being read.
pub(super) struct Stream {
    name: Clean,
    loader: TableLoader,
    reader: Box<dyn Read + Send>,
    block: Vec<u8>,
    limits: Limits,
    taken: u64,
    /// How many bytes of the file have been read, which may be packed.
    come: Arc<AtomicU64>,
    /// The size of the file in bytes, if it is known.
    all: Option<u64>,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stream({}, {} rows)", self.name, self.loader.rows())
    }
}

/// How far a table has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Progress {
    /// How many bytes of the file have been read.
    pub(super) come: u64,
    /// The size of the file in bytes, if it is known.
    pub(super) all: Option<u64>,
    /// How many rows there are.
    pub(super) rows: usize,
    /// How many bytes of the text have been read, unpacked.
    pub(super) taken: u64,
}

impl Stream {
    /// Reads some more; `false` at the end of the text.
    ///
    /// # Errors
    ///
    /// If the file cannot be read any further. What has been read is kept.
    pub(super) fn step(&mut self) -> io::Result<bool> {
        let count = loop {
            match self.reader.read(&mut self.block) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        let block = std::mem::take(&mut self.block);
        let pushed = self.push(block.get(..count).unwrap_or_default());
        self.block = block;
        pushed?;
        if count == 0 {
            self.end()?;
        }
        Ok(count > 0)
    }

    /// Takes the reader of the rest, to be read elsewhere and handed to [`Self::push`].
    pub(super) fn take_reader(&mut self) -> Box<dyn Read + Send> {
        std::mem::replace(&mut self.reader, Box::new(io::empty()))
    }

    /// Takes in the next bytes.
    ///
    /// # Errors
    ///
    /// If the table is too large.
    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.taken += bytes.len() as u64;
        if self.taken > self.limits.table_bytes() {
            return Err(io::Error::other(limits::table_too_large(&self.limits)));
        }
        self.loader.push(bytes);
        self.check_rows()
    }

    /// Takes in the complete rows at the end of the text.
    ///
    /// # Errors
    ///
    /// If there are too many.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.loader.settle();
        self.check_rows()
    }

    fn check_rows(&self) -> io::Result<()> {
        if self.loader.rows() > self.limits.table_rows() {
            return Err(io::Error::other(limits::too_many_rows(&self.limits)));
        }
        Ok(())
    }

    /// Takes in the complete rows.
    pub(super) fn settle(&mut self) {
        self.loader.settle();
    }

    /// Drops the incomplete last row, because no more is read.
    pub(super) fn give_up_rest(&mut self) {
        self.loader.give_up_rest();
    }

    /// Returns how far reading has come.
    pub(super) fn progress(&self) -> Progress {
        Progress {
            come: self.come.load(Ordering::Relaxed),
            all: self.all,
            rows: self.loader.rows(),
            taken: self.taken,
        }
    }

    /// Returns the timeline so far.
    pub(super) fn so_far(&self) -> Timeline {
        self.loader.so_far()
    }

    /// Returns its name.
    pub(super) const fn name(&self) -> &Clean {
        &self.name
    }

    /// Ends reading: what has been read is all.
    pub(super) fn finish(self) -> Source {
        Source {
            name: self.name,
            reading: self.loader.finish(),
        }
    }
}

impl Begun {
    /// Reads the rest.
    ///
    /// # Errors
    ///
    /// If the file cannot be read to its end.
    pub(super) fn whole(self) -> Result<Source, Failure> {
        match self {
            Self::Whole(source) => Ok(*source),
            Self::Table(mut stream) => {
                while stream
                    .step()
                    .map_err(|error| unreadable(&stream.name, &error))?
                {}
                Ok(stream.finish())
            }
        }
    }
}

/// Returns the failure of reading something with a name.
pub(super) fn unreadable(name: &Clean, error: &io::Error) -> Failure {
    Failure::Input(Clean::line(&format!(
        "{name} cannot be read: {}.",
        reason(error)
    )))
}

/// Starts reading standard input.
pub(super) fn standard_input(how: &How) -> Result<Begun, Failure> {
    let name = Clean::own("Standard input");
    let begun = begin(Box::new(io::stdin()), None, &name, "timeline", None, how);
    begun.map_err(|error| match error {
        Refused::Reading(error) => unreadable(&name, &error),
        Refused::Usage(message) => Failure::Usage(message),
    })
}

/// Starts reading a file.
///
/// # Errors
///
/// If there is nothing to read, with the reason; `hint` says what may have been meant.
pub(super) fn file(
    path: &Path,
    how: &How,
    hint: impl FnOnce(&io::Error) -> String,
) -> Result<Begun, Failure> {
    let name = if path.as_os_str().is_empty() {
        Clean::own("A file without a name")
    } else {
        Clean::line(&path.to_string_lossy())
    };
    let begun = opening::open(path)
        .map_err(Refused::Reading)
        .and_then(|(file, size)| {
            let packed = path
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
            let inner = if packed {
                path.file_stem().map(Path::new)
            } else {
                Some(path)
            };
            let inner = inner.unwrap_or(path);
            let id = inner
                .file_stem()
                .map_or_else(|| "timeline".into(), OsStr::to_string_lossy);
            let ending = inner.extension().and_then(OsStr::to_str);
            begin(file, size, &name, &id, ending, how)
        });
    begun.map_err(|error| match error {
        Refused::Reading(error) => {
            let hint = hint(&error);
            let message = format!("{name} cannot be read: {}.{hint}", reason(&error));
            Failure::Input(Clean::line(&message))
        }
        Refused::Usage(message) => Failure::Usage(message),
    })
}

/// Why reading did not start.
enum Refused {
    Reading(io::Error),
    Usage(Clean),
}

/// A reader that counts its bytes.
struct Counted<R> {
    reader: R,
    come: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.come.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Reads up to a number of bytes.
fn at_most(reader: &mut dyn Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the beginning of a text. Returns it and whether it is all: a number of bytes, or the rows of a table that
/// have come before a pause.
fn sample(reader: &mut dyn Read) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = vec![0; SAMPLE];
    let mut count = 0;
    while count < SAMPLE {
        match reader.read(&mut bytes[count..]) {
            Ok(0) => {
                bytes.truncate(count);
                return Ok((bytes, true));
            }
            Ok(more) => count += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                if memchr::memchr_iter(b'\n', &bytes[..count]).nth(1).is_some() {
                    break;
                }
            }
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(count);
    Ok((bytes, false))
}

fn begin(
    reader: Box<dyn Read + Send>,
    all: Option<u64>,
    name: &Clean,
    id: &str,
    ending: Option<&str>,
    how: &How,
) -> Result<Begun, Refused> {
    let come = Arc::new(AtomicU64::new(0));
    // What has no size may be a pipe whose writer takes its time.
    let (reader, timeout): (Box<dyn Read + Send>, _) = if all.is_some() {
        (reader, Timeout::default())
    } else {
        let thread = ReaderThread::of(reader).map_err(Refused::Reading)?;
        let reader = ThreadReader::new(thread);
        let timeout = reader.timeout();
        (Box::new(reader), timeout)
    };
    let mut reader = Counted {
        reader,
        come: Arc::clone(&come),
    };
    let first = at_most(&mut reader, 2).map_err(Refused::Reading)?;
    let is_packed = first == [0x1f, 0x8b];
    let reader: Chain<Cursor<Vec<u8>>, _> = Cursor::new(first).chain(reader);
    let mut reader: Box<dyn Read + Send> = if is_packed {
        Box::new(Unpacked::new(reader, Arc::clone(&come), how.limits))
    } else {
        Box::new(reader)
    };
    timeout.set((!is_packed).then_some(SILENCE_TIMEOUT));
    let (sample, is_whole) = sample(&mut *reader).map_err(Refused::Reading)?;
    timeout.set(None);
    if let Some(begun) = table(&sample, is_whole, name, id, ending, how)? {
        let mut loader = begun;
        loader.push(without_mark(&sample));
        return Ok(Begun::Table(Box::new(Stream {
            name: name.clone(),
            loader,
            reader,
            block: vec![0; BLOCK],
            limits: how.limits,
            taken: 0,
            come,
            all,
        })));
    }
    let mut bytes = sample;
    if !is_whole {
        let most = how.limits.text_bytes().saturating_add(1);
        bytes.extend(at_most(&mut *reader, most).map_err(Refused::Reading)?);
    }
    if bytes.len() > how.limits.text_bytes() {
        let message = limits::text_too_large(&how.limits);
        return Err(Refused::Reading(io::Error::other(message)));
    }
    let reading = match decode(bytes) {
        Ok(text) => whole(&text, id, ending, how).map_err(Refused::Reading)?,
        Err(problem) => Reading::refused(Clean::default(), problem),
    };
    Ok(Begun::Whole(Box::new(Source {
        name: name.clone(),
        reading,
    })))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Returns the loader of a text that begins like this, if it is a table in UTF-8.
fn table(
    sample: &[u8],
    is_whole: bool,
    name: &Clean,
    id: &str,
    ending: Option<&str>,
    how: &How,
) -> Result<Option<TableLoader>, Refused> {
    let sample = without_mark(sample);
    let text = match std::str::from_utf8(sample) {
        Ok(text) => text,
        // A character may be cut off at the end of the sample.
        Err(error) if !is_whole && error.error_len().is_none() => {
            let valid = sample.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(valid).unwrap_or_default()
        }
        Err(_) => return Ok(None),
    };
    // Only UTF-8 is read as it comes; other encodings are decoded as a whole.
    if text.contains('\0') || has_bare_returns(text.as_bytes()) {
        return Ok(None);
    }
    let seen = Sample { text, is_whole };
    let found = how.format.or_else(|| Format::recognise(&seen, ending));
    let Some(format) = found.filter(|it| it.is_table()) else {
        return Ok(None);
    };
    let settings = TableSettings {
        id,
        name: name.raw(),
        mapping: &how.mapping,
        limit: how.limit,
    };
    let loader = TableLoader::new(format, text, is_whole, &settings);
    loader
        .map(Some)
        .map_err(|reason| Refused::Usage(Clean::line(&format!("{name}: --map: {reason}"))))
}

/// Reads a text in its format. A text that no format recognises is taken for the native one, whose reader reports
/// what is wrong with it.
fn whole(text: &str, id: &str, ending: Option<&str>, how: &How) -> io::Result<Reading> {
    let sample = Sample {
        text,
        is_whole: true,
    };
    let recognised = || Format::recognise(&sample, ending);
    let format = how.format.or_else(recognised).unwrap_or(Format::Native);
    if format == Format::Native && text.len() > MAX_BYTES {
        return Err(io::Error::other(limits::toml_too_large()));
    }
    Ok(format.read(&Request {
        id,
        text,
        now: host::now(),
        limit: how.limit,
    }))
}

/// Returns the reason of an error in words, without the system's number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => config::words(error),
    }
}
