//! Copying an event or actor to the clipboard.

use annals_model::text::{Clean, grouped};
use annals_scene::excerpt::{self, Subject};

use crate::context::Context;
use crate::message::Effect;
use crate::screen::Cursor;

/// The most that is copied: more than some terminals take is lost in silence.
pub const MAX_BYTES: usize = 64 * 1_024;

/// The form in which an event or actor is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyAs {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A reference of one line.
    Reference,
}

/// Returns what is copied, edited or asked about: the event at the cursor, else the actor.
pub fn subject(cursor: Cursor) -> Option<Subject> {
    let event = cursor.subject_event.map(Subject::Event);
    event.or_else(|| cursor.actor.map(Subject::Actor))
}

/// Copies what the cursor stands on.
pub fn copy_subject(cx: &mut Context, cursor: Cursor, form: CopyAs) {
    let Some(subject) = subject(cursor) else {
        cx.notice("There is nothing to copy here.");
        return;
    };
    let (timeline, index) = (cx.timeline(), cx.index());
    let (what, text) = match form {
        CopyAs::Markdown => ("Markdown", excerpt::markdown(timeline, index, subject)),
        CopyAs::Reference => ("reference", excerpt::reference(timeline, index, subject)),
        CopyAs::Text => ("text", excerpt::plain(timeline, index, subject)),
    };
    let whose = match subject {
        Subject::Event(event) => &timeline.event(event).title,
        Subject::Actor(actor) => &timeline.actor(actor).name,
    };
    let what = format!("the {what} of \"{whose}\"");
    copy(cx, &what, text);
}

/// Copies a text; `what` says what it is.
pub fn copy(cx: &mut Context, what: &str, text: Clean) {
    let size = text.as_str().len();
    if size > MAX_BYTES {
        cx.notice(&format!(
            "Not copied: {} bytes are more than a terminal takes ({} at most).",
            grouped(size),
            grouped(MAX_BYTES)
        ));
        return;
    }
    // What it is for comes first: a long title must not push it out of sight.
    cx.notice(&format!("Copied, if this terminal allows it: {what}."));
    cx.effect(Effect::Copy(text));
}

#[cfg(test)]
mod tests;
