//! `annals notes`: the presenter's notes in a second terminal.
//!
//! A presentation writes its card to a small file, which this follows. There is no network, and either side may
//! start or end first.

use std::fs;
use std::io::IsTerminal;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::args::Notes;
use super::output::Output;
use super::{Failure, Outcome, config, explore};
use crate::host::{FileIdentity, check_owner, is_running, replace_private, runtime_folder};
use crate::terminal::{self, Program};
use annals_model::text::Clean;
use annals_time::Time;
use annals_tui::Look;
use annals_tui::notes::{Followed, Follower};
use annals_tui::{Effect, Message, Presented};

/// The name of the file without its ending.
const NAME: &str = "presenting";
/// The ending.
const ENDING: &str = "json";
/// Its maximal size in bytes.
const MAX_BYTES: usize = 1 << 20;

/// The content of the file: what a presentation shows.
#[derive(Debug, Serialize, Deserialize)]
struct PresentedFile {
    /// The process that presents.
    process: u32,
    /// The title of the story.
    story: String,
    /// The card; absent once the presentation has ended.
    card: Option<Card>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Card {
    /// From 1.
    place: usize,
    count: usize,
    title: String,
    notes: String,
    next: Option<String>,
    /// Seconds since 1970.
    begun: Option<i64>,
}

/// Writes what is presented to the file.
#[derive(Debug)]
pub(super) struct NotesWriter {
    folder: Option<PathBuf>,
    story: Clean,
    written: Option<Presented>,
}

impl NotesWriter {
    pub(super) fn new(story: Clean) -> Self {
        Self {
            folder: runtime_folder(),
            story,
            written: None,
        }
    }

    /// Writes what is presented now, if it has changed.
    ///
    /// # Errors
    ///
    /// A reason, once: nothing is written after that.
    pub(super) fn write(&mut self, presented: Option<Presented>) -> Result<(), String> {
        if presented == self.written {
            return Ok(());
        }
        self.written = presented;
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let written = PresentedFile {
            process: std::process::id(),
            story: self.story.to_string(),
            card: self.written.as_ref().map(|presented| Card {
                place: presented.place.0,
                count: presented.place.1,
                title: presented.title.to_string(),
                notes: presented.notes.to_string(),
                next: presented.next.as_ref().map(ToString::to_string),
                begun: presented.begun.map(Time::seconds),
            }),
        };
        let written = serde_json::to_string(&written)
            .map_err(|error| error.to_string())
            .and_then(|text| {
                check_owner(folder)?;
                let path = folder.join(format!("{NAME}.{ENDING}"));
                replace_private(&path, &text).map_err(|error| config::reason(&error))
            });
        if written.is_err() {
            self.folder = None;
        }
        written
    }
}

impl Drop for NotesWriter {
    fn drop(&mut self) {
        // The presentation is over: there is nothing to do if this fails.
        let _ = self.write(None);
    }
}

/// Reads the file when it has changed.
#[derive(Debug)]
struct NotesReader {
    path: Option<PathBuf>,
    /// The file that was read last.
    seen: Option<FileIdentity>,
    last: Followed,
    process: Option<u32>,
}

impl NotesReader {
    fn new() -> Self {
        Self {
            path: runtime_folder().map(|folder| folder.join(format!("{NAME}.{ENDING}"))),
            seen: None,
            last: Followed::Nobody,
            process: None,
        }
    }

    fn latest(&mut self) -> &Followed {
        let metadata = self.path.as_ref().and_then(|path| fs::metadata(path).ok());
        let seen = metadata.as_ref().map(FileIdentity::new);
        if seen != self.seen || seen.is_none() {
            self.seen = seen;
            let written = self.read();
            self.process = written
                .as_ref()
                .ok()
                .and_then(|written| written.as_ref().map(|written| written.process));
            self.last = match written {
                Ok(None) => Followed::Nobody,
                Ok(Some(written)) => followed(written),
                Err(reason) => Followed::Unreadable(Clean::line(&reason)),
            };
        }
        // A process that was killed has not written that it ended.
        if let (Followed::Going(story, _), Some(process)) = (&self.last, self.process)
            && !is_running(process)
        {
            self.last = Followed::Ended(story.clone());
        }
        &self.last
    }

    fn read(&self) -> Result<Option<PresentedFile>, String> {
        let Some(path) = &self.path else {
            return Ok(None);
        };
        path.parent().map_or(Ok(()), check_owner)?;
        match config::small_file(path, MAX_BYTES) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|_error| "it is not what annals writes".to_owned()),
            Err(error) if config::is_missing(&error) => Ok(None),
            Err(error) => Err(config::reason(&error)),
        }
    }
}

fn followed(written: PresentedFile) -> Followed {
    let story = Clean::line(&written.story);
    match written.card {
        None => Followed::Ended(story),
        Some(card) => Followed::Going(
            story,
            Presented {
                place: (card.place, card.count),
                title: Clean::line(&card.title),
                notes: Clean::block(&card.notes),
                next: card.next.map(|next| Clean::line(&next)),
                begun: card.begun.and_then(|seconds| Time::new(seconds, 0)),
            },
        ),
    }
}

pub(super) fn run(arguments: &Notes, output: &mut Output) -> Result<Outcome, Failure> {
    let mut reader = NotesReader::new();
    if !std::io::stdout().is_terminal() {
        return print(reader.latest(), arguments.notes, output);
    }
    let loaded = config::load(&arguments.wishes)?;
    config::complain(&loaded);
    let looks = explore::looks(&loaded.settings);
    let look = looks[explore::theme_place(&loaded.settings)];
    let follows = Follows {
        follower: Follower::default(),
        reader,
        look,
    };
    terminal::run(follows, terminal::Options::default())?;
    Ok(Outcome::Done)
}

/// Prints what is presented as plain lines, where there is no terminal. What goes to a pipe or a file may be seen by
/// the class: the notes are printed only if they were asked for.
fn print(followed: &Followed, notes: bool, output: &mut Output) -> Result<Outcome, Failure> {
    match followed {
        Followed::Nobody => output.line(&Clean::own("Nobody is presenting."))?,
        Followed::Ended(story) => {
            output.line(&Clean::line(&format!(
                "The presentation of {story} has ended."
            )))?;
        }
        Followed::Unreadable(reason) => {
            let message = format!("What the presentation passes on cannot be read: {reason}.");
            return Err(Failure::Input(Clean::line(&message)));
        }
        Followed::Going(_, card) => {
            let (place, count) = card.place;
            output.line(&Clean::line(&format!("{place} of {count}: {}", card.title)))?;
            for line in card.notes.as_str().lines().filter(|_| notes) {
                output.line(&Clean::line(line))?;
            }
            if let Some(next) = &card.next {
                output.line(&Clean::line(&format!("next: {next}")))?;
            }
        }
    }
    Ok(Outcome::Done)
}

struct Follows {
    follower: Follower,
    reader: NotesReader,
    look: Look,
}

impl Program for Follows {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        if matches!(message, Message::Woken | Message::Resize { .. }) {
            let followed = self.reader.latest().clone();
            self.follower.follow(followed);
        }
        self.follower.update(&message).into_iter().collect()
    }

    fn take_dirty(&mut self) -> bool {
        self.follower.take_changed()
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer) {
        let below = annals_tui::notes::draw(&self.follower, &self.look, area, buffer);
        self.follower.set_below(below);
    }
}
