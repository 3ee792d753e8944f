//! Going to the editor: which line of which file, and what is said where there is none.
//!
//! Owns the decision alone. The editor is run outside; what was changed in it comes back as news of the
//! file.

use super::options::Origin;
use super::state::{App, Effect};
use annals_model::LayerIndex;
use annals_model::text::Clean;
use annals_scene::excerpt::Subject;

/// A place to be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edited {
    /// The layer whose file it is in.
    pub layer: LayerIndex,
    /// The line, from 1, if it is known.
    pub line: Option<u32>,
}

impl App {
    /// Asks for the editor where the selection is written; where its file cannot be read, at what is wrong
    /// with it.
    pub(super) fn edit(&mut self) -> Option<Effect> {
        let Some(edited) = self.edited() else {
            self.notice = Some(Clean::own("Nothing is opened that could be edited."));
            return None;
        };
        let words = match self.options.origins.get(edited.layer.place()) {
            Some(Origin::File(_)) => return Some(Effect::Edit(edited)),
            Some(Origin::Bundled(name)) => format!(
                "This story is part of annals; annals convert @{name} story.toml makes a copy to edit."
            ),
            Some(Origin::Passing) => {
                "This came from a pipe, so there is no file of it to edit.".to_owned()
            }
            None => "There is no file of this to edit.".to_owned(),
        };
        self.notice = Some(Clean::line(&words));
        None
    }

    fn edited(&self) -> Option<Edited> {
        let timeline = self.timeline();
        let (layer, line) = match self.taken() {
            Some(Subject::Event(event)) => {
                let event = timeline.event(event);
                (event.layer, event.line)
            }
            Some(Subject::Actor(actor)) => {
                let actor = timeline.actor(actor);
                (actor.layer, actor.line)
            }
            None => (LayerIndex::FIRST, None),
        };
        (layer.place() < timeline.layers.len()).then(|| Edited {
            layer,
            line: self.broken_line(layer).or(line),
        })
    }
}
