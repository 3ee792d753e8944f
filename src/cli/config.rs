//! `annals config`, and the reading of the settings for every other command.
//!
//! Settings are never read from the current folder, nor from beside a timeline.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::args::{Config, SettingsFile, Wishes};
use super::output::Output;
use super::{Failure, Outcome};
use crate::config::{FIELDS, Origin, Settings, default_file};
use crate::host::{config_folder, state_folder};
use crate::limits::{self, Limit};
use annals_model::text::{Clean, width};
use annals_model::{Position, Problem, Severity, decode};

/// The maximal size of a settings file in bytes.
const MAX_BYTES: usize = 1 << 20;

/// The settings in force, and the problems in loading them.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The settings.
    pub(super) settings: Settings,
    /// The file that was looked for; `None` where there is no folder to look in.
    file: Option<PathBuf>,
    /// Whether it is there.
    exists: bool,
    /// What is wrong with it.
    problems: Vec<Problem>,
    /// What is wrong with the environment.
    refused: Vec<Clean>,
}

impl Loaded {
    /// The name of the file, for messages.
    fn name(&self) -> Clean {
        let file = self.file.as_deref().unwrap_or(Path::new("settings"));
        Clean::line(&file.display().to_string())
    }

    /// Returns a sentence if something is wrong with the settings.
    pub(super) fn notice(&self) -> Option<String> {
        if let Some(refused) = self.refused.first() {
            return Some(refused.to_string());
        }
        let first = self.problems.first()?;
        let place = first
            .position
            .map_or(String::new(), |Position { line, .. }| {
                format!(" in line {line}")
            });
        Some(match self.problems.len() {
            1 => format!("The settings have a problem{place}; annals config says which."),
            count => format!(
                "The settings have {count} problems, the first{place}; annals config lists them."
            ),
        })
    }
}

/// Loads all layers, with the options of the command line on top.
pub(super) fn load(wishes: &Wishes) -> Result<Loaded, Failure> {
    let mut loaded = load_file(&wishes.settings)?;
    let options = [
        ("--lanes", wishes.lanes.as_ref().and_then(name)),
        ("--wheel", wishes.wheel.as_ref().and_then(name)),
        ("--theme", wishes.theme.clone()),
        ("--ascii", wishes.ascii.then(|| "true".to_owned())),
        ("--color", wishes.color.as_ref().and_then(name)),
    ];
    for (option, value) in options {
        if let Some(value) = value {
            let set = loaded.settings.with_option(option, &value);
            set.map_err(Failure::Usage)?;
        }
    }
    Ok(loaded)
}

fn name(value: &impl ValueEnum) -> Option<String> {
    let value = value.to_possible_value()?;
    Some(value.get_name().to_owned())
}

/// Loads the layers below the options.
pub(super) fn load_file(asked: &SettingsFile) -> Result<Loaded, Failure> {
    let file = match &asked.config {
        Some(path) => Some(path.clone()),
        None => config_folder().map(|folder| folder.join("config.toml")),
    };
    let mut loaded = Loaded {
        settings: Settings::default(),
        file,
        exists: true,
        problems: Vec::new(),
        refused: Vec::new(),
    };
    match loaded
        .file
        .as_deref()
        .map(|path| small_file(path, MAX_BYTES))
    {
        Some(Ok(bytes)) => match decode(bytes) {
            Ok(text) => (loaded.settings, loaded.problems) = Settings::load(&text),
            Err(problem) => loaded.problems.push(problem),
        },
        Some(Err(error)) if asked.config.is_some() => {
            let message = format!("{} cannot be read: {}.", loaded.name(), reason(&error));
            return Err(Failure::Input(Clean::line(&message)));
        }
        Some(Err(error)) if is_missing(&error) => loaded.exists = false,
        Some(Err(error)) => loaded.problems.push(Problem::of_file(
            Severity::Error,
            &format!("The settings cannot be read: {}.", reason(&error)),
        )),
        None => loaded.exists = false,
    }
    let variable = |name: &str| std::env::var_os(name).map(|value| value.display().to_string());
    loaded.refused = loaded.settings.with_environment(variable);
    Ok(loaded)
}

/// Says on standard error what is wrong with the settings, in one sentence.
pub(super) fn complain(loaded: &Loaded) {
    if let Some(notice) = loaded.notice() {
        say(&Clean::line(&notice));
    }
}

/// Says something on standard error that stops nothing.
pub(super) fn say(message: &Clean) {
    let mut output = Output::stderr();
    // Where this cannot be written there is nothing left to do.
    let _ = output.line(&Clean::line(&format!("annals: {message}")));
    let _ = output.finish();
}

/// Reads a regular file of at most `most` bytes.
pub(super) fn small_file(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    // Opening a pipe could block.
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let mut bytes = Vec::new();
    // What says that it has no bytes and has some is no file on a disk, and may never end, as `/proc/kmsg`.
    if metadata.len() == 0 {
        return Ok(bytes);
    }
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        let kilobytes = most >> 10;
        return Err(io::Error::other(format!(
            "it is larger than {kilobytes} kB, the most that is read"
        )));
    }
    Ok(bytes)
}

/// Whether the file does not exist.
pub(super) fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Returns the reason of an error in words, without the system's number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is missing".to_owned(),
        _ => words(error),
    }
}

/// Returns the words of an error as a part of a sentence, without the system's number.
pub(super) fn words(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or_default();
    let mut rest = words.chars();
    let first = rest.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(rest).collect()
}

pub(super) fn run(arguments: &Config, output: &mut Output) -> Result<Outcome, Failure> {
    if arguments.default {
        for line in default_file().lines() {
            output.line(&Clean::line(line))?;
        }
        return Ok(Outcome::Done);
    }
    let loaded = load(&arguments.wishes)?;
    output.line(&Clean::own("Settings"))?;
    for line in rows(&loaded.settings) {
        output.line(&line)?;
    }
    output.line(&Clean::default())?;
    output.line(&Clean::own("Limits"))?;
    for line in limits_in_force(&loaded.settings) {
        output.line(&line)?;
    }
    output.line(&Clean::default())?;
    output.line(&Clean::own("Files"))?;
    for line in files(&loaded) {
        output.line(&line)?;
    }
    if loaded.problems.is_empty() && loaded.refused.is_empty() {
        return Ok(Outcome::Done);
    }
    output.line(&Clean::default())?;
    output.line(&Clean::own("Problems"))?;
    let name = loaded.name();
    let problems = loaded.problems.iter().map(|problem| problem.line(&name));
    for line in problems.chain(loaded.refused.iter().cloned()) {
        output.line(&Clean::line(&format!("  {line}")))?;
    }
    Ok(Outcome::ProblemsFound)
}

/// Returns each setting with its value and origin; of keys and themes only those of the file.
fn rows(settings: &Settings) -> Vec<Clean> {
    let fields = FIELDS.iter().map(|field| {
        let (value, origin) = field.value(settings);
        (field.name.to_owned(), value, origin.to_string())
    });
    let keys = settings.bindings.iter().filter_map(|binding| {
        let command = settings.keymap.spec(binding.command)?;
        let keys = settings.keymap.labels(command, true);
        let origin = Origin::File { line: binding.line };
        Some((
            format!("keys.{}", command.name),
            if keys.is_empty() {
                "no key".to_owned()
            } else {
                keys.join(" ")
            },
            origin.to_string(),
        ))
    });
    let themes = settings.themes.iter().map(|theme| {
        let count = theme.colors.len();
        let noun = if count == 1 { "colour" } else { "colours" };
        let origin = Origin::File { line: theme.line };
        (
            format!("themes.{}", theme.name),
            format!("{count} {noun}"),
            origin.to_string(),
        )
    });
    let rows: Vec<_> = fields.chain(keys).chain(themes).collect();
    let widest = |column: fn(&(String, String, String)) -> &str| {
        let widths = rows.iter().map(|row| width(&Clean::line(column(row))));
        widths.max().unwrap_or(0)
    };
    let (names, values) = (widest(|row| &row.0), widest(|row| &row.1));
    rows.iter()
        .map(|(name, value, origin)| {
            Clean::line(&format!("  {name:<names$}  {value:<values$}  {origin}"))
        })
        .collect()
}

/// Returns each limit with its value and the setting that changes it.
fn limits_in_force(settings: &Settings) -> Vec<Clean> {
    let limits = limits::limits(&settings.limits);
    let names = limits.iter().map(|limit| width(&Clean::line(limit.what)));
    let names = names.max().unwrap_or(0);
    let rows = limits.iter().map(|limit| {
        let setting = limit
            .setting
            .map_or_else(String::new, |setting| format!("  ({})", setting.name()));
        let Limit { what, most, .. } = limit;
        Clean::line(&format!("  {what:<names$}  {most}{setting}"))
    });
    rows.collect()
}

/// The files that were looked at.
fn files(loaded: &Loaded) -> [Clean; 2] {
    let settings = match (&loaded.file, loaded.exists) {
        (None, _) => "none: neither XDG_CONFIG_HOME nor HOME names a folder".to_owned(),
        (Some(_), true) => loaded.name().to_string(),
        (Some(_), false) => format!("{} (there is none)", loaded.name()),
    };
    let state = state_folder().map_or_else(
        || "none: neither XDG_STATE_HOME nor HOME names a folder".to_owned(),
        |folder| folder.display().to_string(),
    );
    [
        Clean::line(&format!("  settings  {settings}")),
        Clean::line(&format!("  state     {state}")),
    ]
}
