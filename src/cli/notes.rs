//! `annals notes`: the presenter's notes in a second terminal, and how they get there.
//!
//! Owns the small file in which a presentation tells its card, and the following of it. There is no
//! network, and either side may start or end first.

use std::fs;
use std::io::IsTerminal;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::args::Notes;
use super::output::Output;
use super::{Failure, Outcome, config, explore, whole_file};
use crate::terminal::{self, Program};
use annals_model::text::Clean;
use annals_time::Time;
use annals_tui::app::{Effect, Followed, Follower, Message, Presented};
use annals_tui::ui::{self, Look};

/// The name of the file without its ending.
const NAME: &str = "presenting";
/// The ending.
const ENDING: &str = "json";
/// The most bytes of it.
const MOST_BYTES: usize = 1 << 20;

/// What is told of a presentation.
#[derive(Debug, Serialize, Deserialize)]
struct Told {
    /// The process that presents.
    process: u32,
    /// The title of the story.
    story: String,
    /// The card; absent once it has ended.
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

/// The folder of the file: that of the session where there is one, else that of what is remembered.
fn folder() -> Option<PathBuf> {
    match std::env::var_os("XDG_RUNTIME_DIR") {
        Some(_) => config::folder("XDG_RUNTIME_DIR", ".local/state"),
        None => config::folder("XDG_STATE_HOME", ".local/state"),
    }
}

/// Tells whoever follows what is presented.
#[derive(Debug)]
pub(super) struct Teller {
    folder: Option<PathBuf>,
    story: Clean,
    told: Option<Presented>,
}

impl Teller {
    pub(super) fn new(story: Clean) -> Self {
        Self {
            folder: folder(),
            story,
            told: None,
        }
    }

    /// Passes on what is presented now, if that is news.
    ///
    /// # Errors
    ///
    /// A reason, once: nobody is told anything after that.
    pub(super) fn tell(&mut self, presented: Option<Presented>) -> Result<(), String> {
        if presented == self.told {
            return Ok(());
        }
        self.told = presented;
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let told = Told {
            process: std::process::id(),
            story: self.story.to_string(),
            card: self.told.as_ref().map(|presented| Card {
                place: presented.place.0,
                count: presented.place.1,
                title: presented.title.to_string(),
                notes: presented.notes.to_string(),
                next: presented.next.as_ref().map(ToString::to_string),
                begun: presented.begun.map(Time::seconds),
            }),
        };
        let written = serde_json::to_string(&told)
            .map_err(|error| error.to_string())
            .and_then(|text| {
                whole_file::replace(folder, NAME, ENDING, &text)
                    .map_err(|error| config::reason(&error))
            });
        if written.is_err() {
            self.folder = None;
        }
        written
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        // Nobody is left to tell if this fails.
        let _ = self.tell(None);
    }
}

/// Looks up what is told, when it is news.
#[derive(Debug)]
struct Listener {
    path: Option<PathBuf>,
    /// The file that was read last: which it is, and when it was written.
    seen: Option<(u64, i64, i64)>,
    last: Followed,
    process: Option<u32>,
}

impl Listener {
    fn new() -> Self {
        Self {
            path: folder().map(|folder| folder.join(format!("{NAME}.{ENDING}"))),
            seen: None,
            last: Followed::Nobody,
            process: None,
        }
    }

    fn listen(&mut self) -> &Followed {
        let metadata = self.path.as_ref().and_then(|path| fs::metadata(path).ok());
        let seen = metadata.map(|file| (file.ino(), file.mtime(), file.mtime_nsec()));
        if seen != self.seen || seen.is_none() {
            self.seen = seen;
            let told = self.read();
            self.process = told
                .as_ref()
                .ok()
                .and_then(|told| told.as_ref().map(|told| told.process));
            self.last = match told {
                Ok(None) => Followed::Nobody,
                Ok(Some(told)) => followed(told),
                Err(reason) => Followed::Unreadable(Clean::line(&reason)),
            };
        }
        // Whoever is killed tells nothing any more.
        if let (Followed::Going(story, _), Some(process)) = (&self.last, self.process)
            && !terminal::is_running(process)
        {
            self.last = Followed::Ended(story.clone());
        }
        &self.last
    }

    fn read(&self) -> Result<Option<Told>, String> {
        let Some(path) = &self.path else {
            return Ok(None);
        };
        match config::small_file(path, MOST_BYTES) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|_error| "it is not what annals writes".to_owned()),
            Err(error) if config::is_missing(&error) => Ok(None),
            Err(error) => Err(config::reason(&error)),
        }
    }
}

fn followed(told: Told) -> Followed {
    let story = Clean::line(&told.story);
    match told.card {
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
    let mut listener = Listener::new();
    if !std::io::stdout().is_terminal() {
        return print(listener.listen(), output);
    }
    let loaded = config::load(&arguments.wishes)?;
    config::complain(&loaded);
    let looks = explore::looks(&loaded.settings);
    let look = looks[explore::theme_place(&loaded.settings)];
    let follows = Follows {
        follower: Follower::default(),
        listener,
        look,
    };
    terminal::run(follows, terminal::Options::default())
        .map_err(|error| Failure::Terminal(Clean::line(&error.to_string())))?;
    Ok(Outcome::Done)
}

/// The notes of now as plain lines, where there is no terminal.
fn print(followed: &Followed, output: &mut Output) -> Result<Outcome, Failure> {
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
            for line in card.notes.as_str().lines() {
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
    listener: Listener,
    look: Look,
}

impl Program for Follows {
    fn update(&mut self, message: Message) -> Option<Effect> {
        if matches!(message, Message::Woken | Message::Resize { .. }) {
            let followed = self.listener.listen().clone();
            self.follower.follow(followed);
        }
        self.follower.update(&message)
    }

    fn take_dirty(&mut self) -> bool {
        self.follower.take_changed()
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer) {
        let below = ui::notes::draw(&self.follower, &self.look, area, buffer);
        self.follower.set_below(below);
    }
}
