//! Files that a person asked for: what may be replaced, and what is said where one may not.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::Failure;
use super::config;
use super::output::Output;
use crate::host;
use annals_formats::{Format, Sample};
use annals_model::decode;
use annals_model::text::Clean;

/// How many bytes of a file are read to find out whether it is a timeline.
const SAMPLE: u64 = 256 << 10;

/// What to do if there is a file already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// Keep it, and say that `--force` would replace it.
    Keep,
    /// Keep it whatever else is asked for: the command only begins new files.
    KeepAlways,
    /// Replace it.
    Replace,
    /// Replace it unless it is a timeline: a picture or a sheet in its place would destroy it.
    ReplaceDocument,
}

impl Existing {
    /// Returns what `--force` means for a picture or a sheet.
    pub(super) const fn document(force: bool) -> Self {
        if force {
            Self::ReplaceDocument
        } else {
            Self::Keep
        }
    }

    /// Returns what `--force` means for a timeline.
    pub(super) const fn timeline(force: bool) -> Self {
        if force { Self::Replace } else { Self::Keep }
    }

    const fn replaces(self) -> bool {
        matches!(self, Self::Replace | Self::ReplaceDocument)
    }
}

/// Checks that a file may be written. To be asked before anything long is done; [`save`] asks again.
///
/// # Errors
///
/// A sentence that names the file and what stands in the way.
pub(super) fn check(path: &Path, existing: Existing) -> Result<(), Failure> {
    let refused = |why: &str| {
        let message = format!("{} {why}", path.display());
        Err(Failure::Output(io::Error::other(message)))
    };
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => refused("is a folder"),
        Ok(known) if !known.is_file() => refused("is a device or a pipe; - is standard output"),
        Ok(_) if existing == Existing::Keep => refused("is there already; --force writes over it"),
        Ok(_) if existing == Existing::KeepAlways => refused("is there already"),
        Ok(_) if existing == Existing::ReplaceDocument => match timeline_format(path) {
            Some(format) => refused(&format!(
                "is a timeline ({}), which no picture or sheet replaces; choose another name",
                format.label()
            )),
            None => Ok(()),
        },
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(named(path, &error)),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Writes a file: all of it or nothing.
///
/// # Errors
///
/// A sentence that names the file; what was there is then as it was.
pub(super) fn save(path: &Path, text: &str, existing: Existing) -> Result<(), Failure> {
    check(path, existing)?;
    host::save(path, text, existing.replaces()).map_err(|error| match error.kind() {
        // It has appeared since.
        io::ErrorKind::AlreadyExists => {
            let message = format!("{} is there already", path.display());
            Failure::Output(io::Error::other(message))
        }
        _ => named(path, &error),
    })
}

/// Writes a picture or a sheet to a file, or to standard output if the file is called `-`.
///
/// # Errors
///
/// As [`save`]; on standard output those of the system.
pub(super) fn save_lines(
    path: &Path,
    lines: &[Clean],
    force: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    if path == Path::new("-") {
        for line in lines {
            output.line(line)?;
        }
        return Ok(());
    }
    let length = lines.iter().map(|line| line.as_str().len() + 1).sum();
    let mut text = String::with_capacity(length);
    for line in lines {
        text.push_str(line.as_str());
        text.push('\n');
    }
    save(path, &text, Existing::document(force))
}

/// Returns the format of a timeline, judged by its content alone.
fn timeline_format(path: &Path) -> Option<Format> {
    let file = File::open(path).ok()?;
    let is_whole = file.metadata().ok()?.len() <= SAMPLE;
    let mut bytes = Vec::new();
    file.take(SAMPLE).read_to_end(&mut bytes).ok()?;
    // The sample may end within a character, and a byte that is none hides no timeline.
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
            decode(error.into_bytes()).unwrap_or(lossy)
        }
    };
    let sample = Sample {
        text: &text,
        is_whole,
    };
    Format::recognise(&sample, None)
}

/// Adds the name of its file to an error, and removes the system's number.
fn named(path: &Path, error: &io::Error) -> Failure {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        _ => config::reason(error),
    };
    let message = format!("{}: {reason}", path.display());
    Failure::Output(io::Error::other(message))
}
