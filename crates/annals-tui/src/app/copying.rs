//! Copying to the clipboard, when a person asks for it and never else.
//!
//! Owns what is copied, how much of it at most, and what is said. How it gets there is the terminal's
//! business, and so is whether it does.

use super::command::Action;
use super::state::{App, Effect};
use super::view::Page;
use annals_model::text::{Clean, grouped};
use annals_scene::excerpt;
use annals_scene::excerpt::Subject;
use annals_scene::list::Listing;

/// The most bytes that are copied: terminals drop more than about a hundred thousand after encoding.
pub(super) const MOST_BYTES: usize = 64 * 1_024;

impl App {
    /// The event or actor that is taken out: the selected one; on a page, what its cursor is on.
    pub(super) fn taken(&self) -> Option<Subject> {
        if self.view.page != Page::Panes {
            let event = self.cursor_event().map(Subject::Event);
            return event.or_else(|| self.cursor_actor().map(Subject::Actor));
        }
        match self.view.listing {
            Listing::Actors => self.view.actor.map(Subject::Actor),
            _ => self.view.event.map(Subject::Event),
        }
    }

    /// Copies the selected event or actor in the form that the command stands for.
    pub(super) fn copy_subject(&mut self, action: Action) -> Option<Effect> {
        let Some(subject) = self.taken() else {
            self.notice = Some(Clean::own("There is nothing to copy here."));
            return None;
        };
        let (timeline, index) = (self.timeline(), self.index());
        let (what, text) = match action {
            Action::CopyMarkdown => ("Markdown", excerpt::markdown(timeline, index, subject)),
            Action::CopyReference => ("reference", excerpt::reference(timeline, index, subject)),
            _ => ("text", excerpt::plain(timeline, index, subject)),
        };
        let whose = match subject {
            Subject::Event(event) => &timeline.event(event).title,
            Subject::Actor(actor) => &timeline.actor(actor).name,
        };
        let what = format!("the {what} of \"{whose}\"");
        self.copy(&what, text)
    }

    /// Asks for text to be copied, and says so.
    pub(super) fn copy(&mut self, what: &str, text: Clean) -> Option<Effect> {
        let size = text.as_str().len();
        if size > MOST_BYTES {
            self.notice = Some(Clean::line(&format!(
                "Not copied: {} bytes are more than a terminal takes ({} at most).",
                grouped(size),
                grouped(MOST_BYTES)
            )));
            return None;
        }
        // What it is for comes first: a long title must not push it out of sight.
        self.notice = Some(Clean::line(&format!(
            "Copied, if this terminal allows it: {what}."
        )));
        Some(Effect::Copy(text))
    }
}
