//! Opens what was named on the command line: a file, standard input or a bundled story; reads the dates and
//! queries given there.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use super::Failure;
use super::reading::{self, Begun, How, Source};
use crate::data::bundled;
use annals_formats::Format;
use annals_index::query::Query;
use annals_model::text::{Clean, grouped, nearest};
use annals_model::{Problem, Report, Severity, Timeline};
use annals_time::{Bound, Time, When, Window};

/// Starts reading what was named: nothing for the first bundled story, `@name`, `-`, or a file.
///
/// # Errors
///
/// If there is nothing to read. Problems of a text that was read are in the reading.
pub(super) fn begin(file: Option<&OsStr>, how: &How) -> Result<Begun, Failure> {
    let Some(file) = file else {
        return bundled_story("alibaba");
    };
    if let Some(name) = file.to_str().and_then(|file| file.strip_prefix('@')) {
        if let Some(other) = how.format().filter(|format| *format != Format::Native) {
            return Err(Failure::Usage(Clean::line(&format!(
                "@{name} comes with annals; it is in {}, not in {}.",
                Format::Native.label(),
                other.label()
            ))));
        }
        return bundled_story(name);
    }
    if file == "-" {
        return reading::standard_input(how);
    }
    reading::file(Path::new(file), how, |error| hint(file, error))
}

/// Reads all of what was named.
pub(super) fn read(file: Option<&OsStr>, how: &How) -> Result<Source, Failure> {
    begin(file, how)?.whole()
}

/// Returns the timeline that was read, which must be valid, with its report and its name for messages.
///
/// # Errors
///
/// The first problem that makes it invalid.
pub(super) fn timeline(source: Source) -> Result<(Timeline, Report, Clean), Failure> {
    match source.reading.timeline {
        Some(timeline) => Ok((timeline, source.reading.report, source.name)),
        None => Err(Failure::Input(first_error(&source))),
    }
}

fn bundled_story(name: &str) -> Result<Begun, Failure> {
    let Some(story) = crate::data::find(name) else {
        let names: Vec<_> = bundled()
            .iter()
            .map(|story| format!("@{}", story.name))
            .collect();
        return Err(Failure::Usage(Clean::line(&format!(
            "There is no story @{name} in annals; there is {}. A file of that name is opened as ./@{name}",
            names.join(", ")
        ))));
    };
    Ok(Begun::Whole(Box::new(Source {
        name: Clean::line(&format!("@{name}")),
        reading: story.read(),
    })))
}

/// Returns the command that was probably meant by the name of a missing file.
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

/// Returns the interval of `--from` and `--to`; a missing side is taken from `whole`. `None` if neither is given.
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
            "The interval ends before it starts: --from must be a date before that of --to.",
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

/// Parses the query of `--filter`.
///
/// # Errors
///
/// A usage error that names the position in the text.
pub(super) fn query(text: &str) -> Result<Query, Failure> {
    Query::parse(text).map_err(|error| Failure::Usage(Clean::line(&format!("--filter: {error}"))))
}

/// Returns what is wrong with a text that cannot be read at all, in one sentence or two.
fn first_error(source: &Source) -> Clean {
    let problems = source.reading.report.problems.iter();
    let errors: Vec<&Problem> = problems
        .filter(|it| it.severity == Severity::Error)
        .collect();
    let first = errors.first().map(|problem| problem.line(&source.name));
    let omitted = source.reading.report.more.iter();
    let omitted = omitted.filter(|more| more.like.severity == Severity::Error);
    let count = errors.len() + omitted.map(|more| more.count).sum::<usize>();
    let more = match count {
        0 | 1 => String::new(),
        _ => format!(
            " ({} more; annals check {} shows them all)",
            grouped(count - 1),
            source.name
        ),
    };
    Clean::line(&format!("{}{more}", first.unwrap_or_default()))
}
