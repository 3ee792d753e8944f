//! Opening a timeline: from what was named to what is read.
//!
//! Owns access to files and standard input. It opens no network connection, starts no program and
//! writes nothing.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::Failure;
use crate::data::native::{self, MAX_BYTES};
use crate::data::{Bundled, Problem, Reading, Severity, Timeline, bundled, decode};
use crate::formats::{Format, Request, Sample};
use crate::index::query::Query;
use crate::text::{Clean, nearest};
use crate::time::{Bound, Time, When, Window};
use crate::tui;

/// A text with its names.
#[derive(Debug)]
pub(super) struct Source {
    /// As a person knows it, for messages.
    pub(super) name: Clean,
    /// What came of reading it; the inner error is a problem of the text itself.
    pub(super) reading: Reading,
}

/// Reads what was named: nothing for the first bundled story, `@name`, `-`, or a file. Without a format it is
/// in the one that it is recognised as.
///
/// # Errors
///
/// Where there is nothing to read. What is wrong with a text that could be read is in the reading.
pub(super) fn read(file: Option<&OsStr>, format: Option<Format>) -> Result<Source, Failure> {
    let Some(file) = file else {
        return bundled_story("alibaba");
    };
    if let Some(name) = file.to_str().and_then(|file| file.strip_prefix('@')) {
        if let Some(other) = format.filter(|format| *format != Format::Native) {
            return Err(Failure::Usage(Clean::line(&format!(
                "@{name} comes with annals; it is in {}, not in {}.",
                Format::Native.label(),
                other.label()
            ))));
        }
        return bundled_story(name);
    }
    if file == "-" {
        let bytes = limited(io::stdin().lock()).map_err(|error| {
            input(&format!(
                "Standard input cannot be read: {}.",
                reason(&error)
            ))
        })?;
        return Ok(source(
            Clean::own("standard input"),
            "timeline",
            (format, None),
            bytes,
        ));
    }
    let path = Path::new(file);
    let name = if file.is_empty() {
        Clean::own("A file without a name")
    } else {
        Clean::line(&file.to_string_lossy())
    };
    let bytes = open(path).map_err(|error| {
        let hint = hint(file, &error);
        input(&format!("{name} cannot be read: {}.{hint}", reason(&error)))
    })?;
    let id = path
        .file_stem()
        .map_or_else(|| "timeline".into(), OsStr::to_string_lossy);
    let ending = path.extension().and_then(OsStr::to_str);
    Ok(source(name, &id, (format, ending), bytes))
}

/// Reads a timeline that has to be whole: the first error refuses it.
/// Its name comes last, as a person knows it.
pub(super) fn timeline(
    file: Option<&OsStr>,
    format: Option<Format>,
) -> Result<(Timeline, Vec<Problem>, Clean), Failure> {
    let source = read(file, format)?;
    if let Some(timeline) = source.reading.timeline {
        return Ok((timeline, source.reading.report.problems, source.name));
    }
    let errors: Vec<_> = source
        .reading
        .report
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    let first = errors
        .first()
        .map(|problem| problem.line(&source.name))
        .unwrap_or_default();
    let more = match errors.len() {
        0 | 1 => String::new(),
        count => format!(
            " ({} more; annals check {} shows them all)",
            count - 1,
            source.name
        ),
    };
    Err(input(&format!("{first}{more}")))
}

fn input(message: &str) -> Failure {
    Failure::Input(Clean::line(message))
}

fn bundled_story(name: &str) -> Result<Source, Failure> {
    let Some(story) = Bundled::find(name) else {
        let names: Vec<_> = bundled()
            .iter()
            .map(|story| format!("@{}", story.name))
            .collect();
        return Err(Failure::Usage(Clean::line(&format!(
            "There is no story @{name} in annals; there is {}. A file of that name is opened as ./@{name}",
            names.join(", ")
        ))));
    };
    Ok(Source {
        name: Clean::line(&format!("@{name}")),
        reading: native::read(story.name, story.text),
    })
}

/// Reads a text in the format that was named or, by its content and the ending of its name, in the one that
/// it is in: what nothing recognises is taken for the native one, whose
/// reader says what is wrong with it.
fn source(
    name: Clean,
    id: &str,
    (format, ending): (Option<Format>, Option<&str>),
    bytes: Vec<u8>,
) -> Source {
    let reading = match decode(bytes) {
        Ok(text) => {
            let sample = Sample {
                text: &text,
                is_whole: true,
            };
            let format = format.or_else(|| Format::recognise(&sample, ending));
            let format = format.unwrap_or(Format::Native);
            format.read(&Request {
                id,
                text: &text,
                now: tui::now(),
            })
        }
        Err(problem) => Reading::refused(Clean::default(), problem),
    };
    Source { name, reading }
}

fn open(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::Error::other("it is a directory"));
    }
    if is_endless(path, &metadata) {
        return Err(io::Error::other(
            "it is a pipe or a device, which may never end; give it as standard input, with -",
        ));
    }
    if metadata.len() > MAX_BYTES as u64 {
        return Err(too_large());
    }
    limited(File::open(path)?)
}

/// Whether reading the file may wait for ever. What the shell makes of `<(command)` has a writer.
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

fn too_large() -> io::Error {
    io::Error::other(format!(
        "it is larger than {} MB, the most that is read as TOML",
        MAX_BYTES >> 20
    ))
}

fn limited(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_BYTES {
        Err(too_large())
    } else {
        Ok(bytes)
    }
}

/// The reason of an error in words, without the number that the system gives it.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error")
                .next()
                .unwrap_or_default()
                .to_lowercase()
        }
    }
}

/// A command that was probably meant, where a file of that name does not exist.
fn hint(file: &OsStr, error: &io::Error) -> String {
    use clap::CommandFactory;
    if error.kind() != io::ErrorKind::NotFound {
        return String::new();
    }
    let Some(text) = file.to_str() else {
        return String::new();
    };
    let command = super::args::Arguments::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    nearest(text, names).map_or_else(String::new, |name| {
        format!(" Did you mean the command \"annals {name}\"?")
    })
}

/// A stretch of time from the values of `--from` and `--to`; a missing side is taken from `whole`.
/// `None` where neither is given.
pub(super) fn window(
    from: Option<&str>,
    to: Option<&str>,
    whole: impl FnOnce() -> Option<Window>,
) -> Result<Option<Window>, Failure> {
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let whole = if from.is_none() || to.is_none() {
        whole()
    } else {
        None
    };
    let start = from
        .map(|text| side("--from", text, |when| when.hull().0))
        .transpose()?;
    let end = to
        .map(|text| side("--to", text, |when| when.hull().1))
        .transpose()?;
    // The side that is not named is that of the story; where the story does not reach there, as much
    // time as it takes.
    let length = whole.map_or(0, |whole| whole.length());
    let (start, end) = match (start, end, whole) {
        (Some(start), None, Some(whole)) if start >= whole.end() => {
            (start, start.saturating_add_nanos(length))
        }
        (None, Some(end), Some(whole)) if end <= whole.start() => {
            (end.saturating_add_nanos(-length), end)
        }
        (start, end, whole) => (
            start.unwrap_or_else(|| whole.map_or(Time::MIN, |whole| whole.start())),
            end.unwrap_or_else(|| whole.map_or(Time::MAX, |whole| whole.end())),
        ),
    };
    Window::new(start, end).map(Some).ok_or_else(|| {
        Failure::Usage(Clean::own(
            "The stretch of time ends before it starts: --from has to name a date before that of --to.",
        ))
    })
}

fn side(option: &str, text: &str, bound: impl Fn(&When) -> Bound) -> Result<Time, Failure> {
    let usage = |reason: &str| Failure::Usage(Clean::line(&format!("{option}: {reason}")));
    match When::parse(text) {
        Ok(Some(when)) => match bound(&when) {
            Bound::At(time) => Ok(time),
            Bound::Open | Bound::Unknown => Err(usage("this date has no end on that side.")),
        },
        Ok(None) => Err(usage("this is not a date.")),
        Err(error) => Err(usage(&error.to_string())),
    }
}

/// The query of `--filter`.
///
/// # Errors
///
/// A usage error that names the place in the text.
pub(super) fn query(text: &str) -> Result<Query, Failure> {
    Query::parse(text).map_err(|error| Failure::Usage(Clean::line(&format!("--filter: {error}"))))
}
