//! Going to a date that a person types.
//!
//! Owns the prompt: how the text is read while it is written, and where it leads. Dates are read as
//! everywhere else, by `time`.

use super::command::Action;
use super::measure::Spot;
use super::prompt::Entry;
use super::state::{App, Effect};
use super::view::Overlay;
use annals_model::text::{Clean, grouped};
use annals_time::{When, Window};

/// Air beside a stretch that fills the window, in hundredths of its length.
const AIR: u32 = 10;

/// How the text of the prompt is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateReading {
    /// Nothing is written yet.
    Empty,
    /// It is a date; what it says in words.
    Date(Clean),
    /// It is not; what is wrong.
    Problem(Clean),
}

impl App {
    pub(super) fn ask_for_date(&mut self) {
        self.overlays.push(Overlay::Date(Entry::default()));
    }

    /// Writes text where something can be written.
    pub(super) fn write(&mut self, text: &str) -> Option<Effect> {
        match self.overlays.last_mut() {
            Some(Overlay::Date(entry)) => entry.insert(text),
            Some(Overlay::Search(entry)) => {
                entry.insert(text);
                return self.search_typed();
            }
            Some(Overlay::Filter(_)) => return self.write_in_filter(|entry| entry.insert(text)),
            Some(Overlay::Palette(_)) => self.write_in_palette(|entry| entry.insert(text)),
            _ => {}
        }
        None
    }

    pub(super) fn perform_in_prompt(&mut self, action: Action) {
        let Some(Overlay::Date(entry)) = self.overlays.last_mut() else {
            return;
        };
        match action {
            Action::Accept => self.accept_date(),
            Action::Close => drop(self.overlays.pop()),
            Action::DeleteBefore if entry.is_empty() => drop(self.overlays.pop()),
            _ => entry.edit(action),
        }
    }

    /// How the text of the prompt is read; `None` where there is no prompt.
    pub fn date_reading(&self) -> Option<DateReading> {
        let Some(Overlay::Date(entry)) = self.overlays.last() else {
            return None;
        };
        if entry.is_empty() {
            return Some(DateReading::Empty);
        }
        Some(match When::parse(&entry.text()) {
            Ok(Some(when)) => {
                let words = format!("{}, {}", when.words(), when.precision_words());
                DateReading::Date(Clean::line(&words))
            }
            Ok(None) => DateReading::Problem(Clean::own("That says that there is no date.")),
            Err(error) => DateReading::Problem(Clean::line(&error.to_string())),
        })
    }

    fn accept_date(&mut self) {
        let Some(Overlay::Date(entry)) = self.overlays.last() else {
            return;
        };
        if entry.is_empty() {
            self.overlays.pop();
            return;
        }
        match When::parse(&entry.text()) {
            Ok(Some(when)) => {
                self.overlays.pop();
                self.go_to_date(&when);
            }
            // The prompt stays, with the text in it, to be mended.
            Ok(None) => self.notice = Some(Clean::own("That says that there is no date.")),
            Err(error) => self.notice = Some(Clean::line(&error.to_string())),
        }
    }

    /// Brings a date to the middle of the axis; one that is longer than the window fills it.
    pub(super) fn go_to_date(&mut self, when: &When) {
        let Some(named) = when.window() else {
            self.notice = Some(Clean::own("That date names no moment to go to."));
            return;
        };
        self.remember();
        self.show_date(&named, Spot::of(when, self.ascii()));
        self.notice = Some(self.what_holds(when));
    }

    /// Brings a stretch to the middle of the axis, and marks it there as the date gone to.
    pub(super) fn show_date(&mut self, named: &Window, spot: Spot) {
        let window = self.view.window;
        let shown = if named.length() > window.length() {
            named.with_padding(AIR)
        } else {
            window.centred_on(named.centre())
        };
        self.view.date = Some(spot);
        self.changed = true;
        self.show_window(shown);
        self.follow_axis();
        self.named.at_date = self.view.event;
    }

    /// How many events may hold at a date: as far as it reaches, and of several dates none of those
    /// between.
    fn what_holds(&self, when: &When) -> Clean {
        let words = when.words();
        let count = match when.members() {
            [_] => {
                let (start, end) = when.reach();
                let window = Window::new(start, end.max(start.saturating_add_nanos(1)));
                window.map(|window| self.everything().count(&window))
            }
            _ => None,
        };
        let count = match count {
            None => String::new(),
            Some(0) => ": no event".to_owned(),
            Some(1) => ": 1 event".to_owned(),
            Some(count) => format!(": {} events", grouped(count)),
        };
        Clean::line(&format!("{words}{count}; m marks it, Backspace returns."))
    }
}
