//! Marks with names: a letter for an event or a date, to come back to it.
//!
//! Owns the marks of this session, the letter that is waited for, and going there. The marks that
//! time is measured between are those of `measure`.

use std::collections::BTreeMap;

use super::command::{Action, Mode};
use super::input::{Key, KeyCode};
use super::measure::Spot;
use super::state::App;
use super::view::{Page, View};
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::layout::Pane;

/// What the next key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pending {
    /// The letter of a mark that is being set.
    SetMark,
    /// The letter of a mark to go to.
    GoToMark,
}

/// What a mark stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marked {
    /// An event.
    Event(EventIndex),
    /// A date that was gone to.
    Date(Spot),
}

/// The marks, and what belongs to setting them and going there.
#[derive(Debug, Clone, Default)]
pub(super) struct NamedMarks {
    pub(super) marks: BTreeMap<char, Marked>,
    /// The view from which a mark was gone to last.
    pub(super) left: Option<View>,
    pending: Option<Pending>,
    /// The event that was selected when a date was gone to. While it still is, a mark is meant for the
    /// date.
    pub(super) at_date: Option<EventIndex>,
}

impl App {
    /// What the next key is for, if a letter is waited for.
    pub const fn awaited(&self) -> Option<Pending> {
        self.named.pending
    }

    /// The marks by their letters.
    pub fn marks(&self) -> impl Iterator<Item = (char, &Marked)> {
        let marks = self.named.marks.iter();
        marks.map(|(&letter, marked)| (letter, marked))
    }

    /// The first letter of an event that is marked.
    pub fn mark_of(&self, event: EventIndex) -> Option<char> {
        let mut marks = self.marks();
        let found = marks.find(|(_, marked)| **marked == Marked::Event(event));
        found.map(|(letter, _)| letter)
    }

    /// What a mark stands on, in words.
    pub fn mark_words(&self, marked: &Marked) -> Clean {
        match marked {
            Marked::Event(event) => self.timeline().event(*event).title.clone(),
            Marked::Date(spot) => spot.name.clone(),
        }
    }

    /// What a mark would stand on now: the date gone to, else the selected event; on a page, the event under
    /// its cursor.
    pub fn markable(&self) -> Option<Marked> {
        let date = self.view.date.as_ref();
        // On a page the cursor says what is meant.
        let is_page = self.view.page != Page::Panes;
        let is_meant = self.named.at_date == self.view.event && !is_page;
        let date = date.filter(|_| is_meant).cloned().map(Marked::Date);
        date.or_else(|| self.current_event().map(Marked::Event))
    }

    /// Whether there is a view from which a mark was gone to.
    pub const fn has_left_for_mark(&self) -> bool {
        self.named.left.is_some()
    }

    /// Waits for the letter of a mark.
    pub(super) fn wait_for_mark(&mut self, pending: Pending) {
        let refused = match pending {
            Pending::SetMark if self.markable().is_none() => {
                Some("Select an event first, or go to a date: a mark stands on one of them.")
            }
            Pending::GoToMark if self.named.marks.is_empty() => Some("There are no marks yet."),
            _ => None,
        };
        match refused {
            Some(words) => self.notice = Some(Clean::own(words)),
            None => self.set_pending(Some(pending)),
        }
    }

    pub(super) fn set_pending(&mut self, pending: Option<Pending>) {
        self.changed |= self.named.pending != pending;
        self.named.pending = pending;
    }

    /// Takes the key that is waited for; `false` if it is another command's after all.
    pub(super) fn press_pending(&mut self, key: Key) -> bool {
        let Some(pending) = self.named.pending else {
            return false;
        };
        self.set_pending(None);
        self.count = None;
        let command = self.options.keymap.command(Mode::Browse, key);
        let action = command.map(|command| command.action);
        let is_twice = key == Key::character('\'') || action == Some(Action::GoToMark);
        match key.code {
            KeyCode::Character('a'..='z') if !(key.control || key.alt) => {
                if let KeyCode::Character(letter) = key.code {
                    self.take_letter(pending, letter);
                }
            }
            _ if pending == Pending::GoToMark && is_twice => self.go_back_from_mark(),
            _ if action == Some(Action::Close) => {}
            // Whoever wants to leave, or the screen drawn anew, need not give a letter first.
            _ if key.control || key.alt => return false,
            _ => {
                let words = format!("{key} is no mark: a mark is a letter from a to z.");
                self.notice = Some(Clean::line(&words));
            }
        }
        true
    }

    fn take_letter(&mut self, pending: Pending, letter: char) {
        match pending {
            Pending::SetMark => {
                let Some(marked) = self.markable() else {
                    return;
                };
                let words = self.mark_words(&marked);
                self.named.marks.insert(letter, marked);
                self.notice = Some(Clean::line(&format!("Mark {letter}: {words}")));
            }
            Pending::GoToMark => match self.named.marks.get(&letter).cloned() {
                Some(marked) => self.go_to_mark(&marked),
                None => {
                    self.notice = Some(Clean::line(&format!("There is no mark {letter}.")));
                }
            },
        }
    }

    fn go_to_mark(&mut self, marked: &Marked) {
        self.remember();
        self.named.left = Some(self.view.clone());
        match marked {
            // On a page, its cursor goes there if the event is on the page.
            Marked::Event(event) if self.put_cursor(*event) => {}
            Marked::Event(event) => {
                self.view.page = Page::Panes;
                self.view.pane = Pane::List;
                self.select_event(*event);
                self.reveal();
            }
            Marked::Date(spot) => {
                // Of the pages, only the story lines have an axis.
                if !matches!(self.view.page, Page::StoryLines(_)) {
                    self.view.page = Page::Panes;
                    self.select_nearest();
                }
                if let Some(named) = spot.stretch() {
                    self.show_date(&named, spot.clone());
                }
                self.notice = Some(spot.name.clone());
            }
        }
    }

    /// Back to where a mark was gone to from; again, to the mark.
    fn go_back_from_mark(&mut self) {
        let Some(view) = self.named.left.take() else {
            self.notice = Some(Clean::own("No mark has been gone to yet."));
            return;
        };
        self.remember();
        self.named.left = Some(std::mem::replace(&mut self.view, view));
    }
}
