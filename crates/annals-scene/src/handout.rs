//! The sheet for a class: the timeline drawn to scale, its events, actors and sources, on paper.
//!
//! Owns what is asked for and the three forms it takes. What stands on a sheet is decided once, in
//! [`sheet`]; each form only writes it down. What a pupil has to fill in is not in the sheet at all, so
//! no form can give it away.

mod drawing;
mod html;
mod markdown;
mod questions;
mod redact;
mod sheet;

pub use html::html;
pub use markdown::markdown;

use crate::story_window;
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{Event, EventIndex, Grouping, Status, Timeline};
use annals_time::Window;

/// The most events of a sheet: nobody reads more on paper.
pub const MOST_EVENTS: usize = 2_000;

/// What is handed out.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The story.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events of the sheet, in reading order; at most [`MOST_EVENTS`].
    pub events: &'a [EventIndex],
    /// The stretch of time that is drawn.
    pub window: Window,
    /// What the lanes stand for.
    pub lanes: Grouping,
    /// The paper.
    pub paper: Paper,
    /// What is left to be filled in.
    pub blanks: Blanks,
    /// Whether it is filled in, and the sheet is the one with the answers.
    pub key: bool,
    /// Whether the teacher's notes are added.
    pub notes: bool,
}

/// What is left to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Blanks {
    /// When each event was, and its place on the line.
    pub dates: bool,
    /// What led to each event.
    pub causes: bool,
    /// Who took part in each event.
    pub actors: bool,
}

impl Blanks {
    /// Whether anything is left out.
    pub const fn any(self) -> bool {
        self.dates || self.causes || self.actors
    }
}

/// A size of paper, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 millimetres.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// The margin on each side, in points (72 to the inch).
    const MARGIN: f64 = 36.0;

    /// Its name in style sheets.
    const fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "letter",
        }
    }

    /// What can be printed on, in points: width and height.
    fn room(self) -> (f64, f64) {
        let (width, height) = match self {
            Self::A4 => (595.0, 842.0),
            Self::Letter => (612.0, 792.0),
        };
        (width - 2.0 * Self::MARGIN, height - 2.0 * Self::MARGIN)
    }
}

/// The stretch of time of a sheet where nobody names one: the whole story if all of it is on the sheet,
/// else the dates of its events with some air.
pub fn window(timeline: &Timeline, index: &Index, events: &[EventIndex]) -> Window {
    if events.len() == timeline.events.len() {
        return story_window(timeline, index);
    }
    let part = part(
        timeline,
        events.iter().map(|&event| timeline.event(event).clone()),
    );
    story_window(&part, &Index::new(&part))
}

/// Some events of a timeline as one of their own, without what connects them and without its opening.
fn part(timeline: &Timeline, events: impl Iterator<Item = Event>) -> Timeline {
    let alone = |mut event: Event| {
        event.links.clear();
        event
    };
    Timeline {
        layers: timeline.layers.clone(),
        summary: timeline.summary.clone(),
        lanes: timeline.lanes,
        sources: timeline.sources.clone(),
        actors: timeline.actors.clone(),
        events: events.map(alone).collect(),
        eras: timeline.eras.clone(),
        ..Timeline::empty(timeline.id.clone(), timeline.title.clone())
    }
}

/// The drawing alone as SVG, to scale, on one page, with its title and a legend.
pub fn svg(request: &Request<'_>) -> Vec<Clean> {
    let sheet = sheet::Sheet::new(request);
    drawing::alone(request, &sheet)
}

/// The symbol of a kind of statement, as on the screen.
pub const fn symbol(status: Status) -> &'static str {
    match status {
        Status::Reported => "●",
        Status::Claim => "◐",
        Status::Plan => "○",
        Status::Forecast => "◌",
        Status::Question => "?",
    }
}

#[cfg(test)]
mod tests;
