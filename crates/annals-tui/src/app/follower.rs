//! [`Follower`]: the presenter's notes, beside a presentation in another terminal.
//!
//! Owns what is shown of it and the scrolling. Where it comes from is the business of whoever runs it;
//! it asks to be woken so that it is looked up again.

use core::time::Duration;

use super::input::{Key, KeyCode};
use super::presenting::Presented;
use super::state::{Effect, Message};
use annals_model::text::Clean;
use annals_time::Time;

/// How soon a card that was turned to is followed.
const EVERY: Duration = Duration::from_millis(250);

/// What is known of the presentation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Followed {
    /// Nobody is presenting.
    #[default]
    Nobody,
    /// Something is presented: the title of the story, and the card.
    Going(Clean, Presented),
    /// The presentation has ended: the title of the story.
    Ended(Clean),
    /// What was passed on cannot be read: why.
    Unreadable(Clean),
}

/// The notes.
#[derive(Debug, Clone, Default)]
pub struct Follower {
    followed: Followed,
    /// The first line shown of the notes.
    first_line: usize,
    /// Lines that there are below it, as far as the last frame knew.
    below: usize,
    now: Option<Time>,
    changed: bool,
}

impl Follower {
    /// Takes what is known now.
    pub fn follow(&mut self, followed: Followed) {
        if followed != self.followed {
            self.followed = followed;
            self.first_line = 0;
            self.changed = true;
        }
    }

    /// What is known of the presentation.
    pub const fn followed(&self) -> &Followed {
        &self.followed
    }

    /// The first line shown of the notes.
    pub const fn first_line(&self) -> usize {
        self.first_line
    }

    /// Takes how many lines there are below those that were drawn.
    pub const fn set_below(&mut self, below: usize) {
        self.below = below;
    }

    /// Seconds since the presentation was begun, as minutes and seconds.
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

    /// Whether anything has changed since this was last asked.
    pub const fn take_changed(&mut self) -> bool {
        std::mem::replace(&mut self.changed, false)
    }

    /// Takes a message; may ask for something to be done.
    pub fn update(&mut self, message: &Message) -> Option<Effect> {
        match message {
            Message::Key(key) => self.press(*key),
            Message::Now(now) => {
                let before = (self.clock(), self.now.is_none());
                self.now = Some(*now);
                self.changed |= before.0 != self.clock();
                before.1.then_some(Effect::Wake(EVERY))
            }
            Message::Woken => Some(Effect::Wake(EVERY)),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(follower: &mut Follower, seconds: i64) -> Option<Effect> {
        follower.update(&Message::Now(Time::new(seconds, 0).unwrap()))
    }

    fn presented(place: usize) -> Followed {
        let presented = Presented {
            place: (place, 9),
            title: Clean::own("card"),
            notes: Clean::own("note"),
            next: None,
            begun: Time::new(100, 0),
        };
        Followed::Going(Clean::own("story"), presented)
    }

    #[test]
    fn asks_to_be_woken_again_and_again() {
        let mut follower = Follower::default();
        assert_eq!(at(&mut follower, 100), Some(Effect::Wake(EVERY)));
        assert_eq!(at(&mut follower, 101), None);
        assert_eq!(follower.update(&Message::Woken), Some(Effect::Wake(EVERY)));
    }

    #[test]
    fn draws_only_what_changes() {
        let mut follower = Follower::default();
        at(&mut follower, 100);
        follower.follow(Followed::Nobody);
        assert!(!follower.take_changed());
        follower.follow(presented(2));
        assert!(follower.take_changed());
        follower.follow(presented(2));
        assert!(!follower.take_changed());
        at(&mut follower, 161);
        assert!(follower.take_changed());
        assert_eq!(follower.clock().unwrap().as_str(), "01:01");
        follower.follow(Followed::Ended(Clean::own("story")));
        assert!(follower.take_changed() && follower.clock().is_none());
    }

    #[test]
    fn scrolls_as_far_as_there_is_something_and_begins_anew_with_each_card() {
        let mut follower = Follower::default();
        follower.follow(presented(1));
        follower.set_below(2);
        for key in ["j", "Down"] {
            follower.update(&Message::Key(key.parse().unwrap()));
        }
        follower.set_below(0);
        follower.update(&Message::Key("j".parse().unwrap()));
        assert_eq!(follower.first_line(), 2);
        follower.update(&Message::Key("k".parse().unwrap()));
        assert_eq!(follower.first_line(), 1);
        follower.follow(presented(2));
        assert_eq!(follower.first_line(), 0);
        let quit = follower.update(&Message::Key("q".parse().unwrap()));
        assert_eq!(quit, Some(Effect::Quit));
        let escape = follower.update(&Message::Key("Escape".parse().unwrap()));
        assert_eq!(escape, None, "Escape never quits");
    }
}
