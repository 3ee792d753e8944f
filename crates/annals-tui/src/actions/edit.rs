//! Opening the editor where an event or actor is written.

use annals_model::AccountIndex;
use annals_scene::excerpt::Subject;

use super::copy::subject;
use crate::context::{Context, EditRequest};
use crate::message::Effect;
use crate::options::Origin;
use crate::screen::Cursor;

/// Opens the editor where what the cursor stands on is written.
pub fn edit(cx: &mut Context, cursor: Cursor) {
    match request(cx, cursor) {
        Some(request) => edit_at(cx, request),
        None => cx.notice("No file is open that can be edited."),
    }
}

/// Opens the editor at a line of the file of an account.
pub fn edit_at(cx: &mut Context, request: EditRequest) {
    let words = match cx.options.origins.get(request.account.index()) {
        Some(Origin::File(_)) => {
            cx.effect(Effect::Edit(request));
            return;
        }
        Some(Origin::Bundled(name)) => format!(
            "This story is part of annals; annals convert @{name} story.toml makes a copy to edit."
        ),
        Some(Origin::Passing) => {
            "This came from a pipe, so there is no file of it to edit.".to_owned()
        }
        None => "There is no file of this to edit.".to_owned(),
    };
    cx.notice(&words);
}

fn request(cx: &Context, cursor: Cursor) -> Option<EditRequest> {
    let timeline = cx.timeline();
    let (account, line) = match subject(cursor) {
        Some(Subject::Event(event)) => {
            let event = timeline.event(event);
            (event.account, event.line)
        }
        Some(Subject::Actor(actor)) => {
            let actor = timeline.actor(actor);
            (actor.account, actor.line)
        }
        None => (AccountIndex::FIRST, None),
    };
    let broken = cx.accounts.unreadable.get(&account);
    (account.index() < timeline.accounts.len()).then(|| EditRequest {
        account,
        line: broken.and_then(|broken| broken.line).or(line),
    })
}

#[cfg(test)]
mod tests;
