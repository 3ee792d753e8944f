//! The notes terminal: the presenter's notes, beside a presentation in another terminal.
//!
//! It is a program of its own, with one screen. The program that runs it gives [`Follower`] what is
//! presented, passes messages on, and draws it with [`draw`].

mod draw;
#[cfg(test)]
mod tests;

use std::time::Duration;

use annals_model::text::Clean;
use annals_time::Time;

pub use self::draw::draw;

use crate::keys::{Key, KeyCode};
use crate::message::{Effect, Message};
use crate::presented::Presented;

/// How often the presentation is looked up.
const INTERVAL: Duration = Duration::from_millis(250);

/// What is known of the presentation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Followed {
    /// There is no presentation.
    #[default]
    Nobody,
    /// Something is presented: the title of the story, and the card.
    Going(Clean, Presented),
    /// The presentation has ended: the title of the story.
    Ended(Clean),
    /// What the presentation passes on cannot be read, and why.
    Unreadable(Clean),
}

/// The state of the notes terminal.
#[derive(Debug, Clone, Default)]
pub struct Follower {
    followed: Followed,
    /// The first line shown of the notes.
    first_line: usize,
    /// Lines of the notes below those that the last frame showed.
    below: usize,
    now: Option<Time>,
    /// Whether it is woken at intervals.
    is_woken: bool,
    changed: bool,
}

impl Follower {
    /// Takes in what is known of the presentation now.
    pub fn follow(&mut self, followed: Followed) {
        if followed != self.followed {
            self.followed = followed;
            self.first_line = 0;
            self.changed = true;
        }
    }

    /// Returns what is known of the presentation.
    pub const fn followed(&self) -> &Followed {
        &self.followed
    }

    /// Returns the first line shown of the notes.
    pub const fn first_line(&self) -> usize {
        self.first_line
    }

    /// Takes in how many lines of the notes are below those that were drawn.
    pub const fn set_below(&mut self, below: usize) {
        self.below = below;
    }

    /// Returns the time since the presentation began, in minutes and seconds.
    pub fn clock(&self) -> Option<Clean> {
        let Followed::Going(_, presented) = &self.followed else {
            return None;
        };
        let seconds = self.now?.nanos_since(presented.begun?) / 1_000_000_000;
        let seconds = seconds.max(0);
        Some(Clean::line(&format!(
            "{:02}:{:02}",
            seconds / 60,
            seconds % 60
        )))
    }

    /// Returns whether a frame has to be drawn since the last call.
    pub const fn take_changed(&mut self) -> bool {
        std::mem::replace(&mut self.changed, false)
    }

    /// Takes a message in; returns what the program has to do.
    pub fn update(&mut self, message: &Message) -> Option<Effect> {
        match message {
            Message::Key(key) => self.press(*key),
            Message::Now(now) => {
                let before = self.clock();
                self.now = now.time;
                self.changed |= before != self.clock();
                let is_first = !std::mem::replace(&mut self.is_woken, true);
                is_first.then_some(Effect::Wake(INTERVAL))
            }
            Message::Woken => Some(Effect::Wake(INTERVAL)),
            Message::Resize { .. } => {
                self.changed = true;
                None
            }
            _ => None,
        }
    }

    fn press(&mut self, key: Key) -> Option<Effect> {
        match key.code {
            KeyCode::Character('c') if key.control => return Some(Effect::Quit),
            KeyCode::Character('z') if key.control => return Some(Effect::Suspend),
            KeyCode::Character('l') if key.control => return Some(Effect::Redraw),
            KeyCode::Character('q') => return Some(Effect::Quit),
            KeyCode::Character('j') | KeyCode::Down | KeyCode::PageDown if self.below > 0 => {
                self.first_line += 1;
                self.changed = true;
            }
            KeyCode::Character('k') | KeyCode::Up | KeyCode::PageUp if self.first_line > 0 => {
                self.first_line -= 1;
                self.changed = true;
            }
            _ => {}
        }
        None
    }
}
