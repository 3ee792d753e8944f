//! Writing what a class gets on paper: a worksheet, its answers, a handout.

use annals_model::text::grouped;
use annals_model::{EventIndex, Grouping};
use annals_scene::handout::{self, Blanks, MAX_EVENTS, Paper, Request};

use crate::context::Context;
use crate::message::{Document, Effect};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// With dates and causes left blank.
    Worksheet,
    /// The same with the blanks filled in.
    Answers,
    /// Everything.
    Handout,
    /// Everything, as text that other programs can edit.
    Markdown,
}

impl Sheet {
    /// Returns the word in the name of the file, and its ending.
    const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Worksheet => ("worksheet", "html"),
            Self::Answers => ("answers", "html"),
            Self::Handout => ("handout", "html"),
            Self::Markdown => ("handout", "md"),
        }
    }
}

/// Writes the events that pass the filter to a new file.
pub fn write(cx: &mut Context, sheet: Sheet) {
    let shown = cx.shown();
    let count = shown.len();
    if count == 0 {
        cx.notice("There are no events to write.");
        return;
    }
    if count > MAX_EVENTS {
        cx.notice(&format!(
            "A sheet has at most {} events, and these are {}. Filter them first.",
            grouped(MAX_EVENTS),
            grouped(count)
        ));
        return;
    }
    let events: Vec<EventIndex> = (0..count).filter_map(|place| shown.nth(place)).collect();
    let (timeline, index) = (cx.timeline(), cx.index());
    let grouping = match cx.story.lanes.grouping {
        Grouping::None => Grouping::Actor,
        shown => shown,
    };
    let has_blanks = matches!(sheet, Sheet::Worksheet | Sheet::Answers);
    let request = Request {
        timeline,
        index,
        events: &events,
        window: handout::window(timeline, index, &events),
        lanes: grouping,
        paper: Paper::A4,
        blanks: Blanks {
            dates: has_blanks,
            causes: has_blanks,
            actors: false,
        },
        key: sheet == Sheet::Answers,
        notes: false,
    };
    let lines = if sheet == Sheet::Markdown {
        handout::markdown(&request)
    } else {
        handout::html(&request)
    };
    let (word, ending) = sheet.name();
    let document = Document {
        stem: format!("{}-{word}", file_stem(timeline.id.as_str())),
        ending,
        lines,
    };
    cx.effect(Effect::Save(document));
}

/// Returns a name that every system accepts in a file name: letters, digits and hyphens.
fn file_stem(id: &str) -> String {
    let plain = id.chars().map(|character| {
        if character.is_alphanumeric() {
            character
        } else {
            '-'
        }
    });
    let plain: String = plain.take(60).collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() {
        "timeline".to_owned()
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests;
