//! [`Request`]: what a handout is made from.

use annals_index::Index;
use annals_model::{EventIndex, Grouping, Status, Timeline};
use annals_time::Window;

/// The most events of a sheet.
pub const MAX_EVENTS: usize = 2_000;

/// What a handout is made from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The timeline.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events of the sheet, in reading order; at most [`MAX_EVENTS`].
    pub events: &'a [EventIndex],
    /// The time that is drawn.
    pub window: Window,
    /// The grouping of the lanes.
    pub lanes: Grouping,
    /// The paper.
    pub paper: Paper,
    /// What is left blank.
    pub blanks: Blanks,
    /// Whether the blanks are filled in: the answer sheet.
    pub key: bool,
    /// Whether teacher's notes are included.
    pub notes: bool,
}

/// What is left blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Blanks {
    /// The dates, and the time line.
    pub dates: bool,
    /// The causes.
    pub causes: bool,
    /// The participants.
    pub actors: bool,
}

impl Blanks {
    /// Returns whether anything is left blank.
    pub const fn any(self) -> bool {
        self.dates || self.causes || self.actors
    }
}

/// A paper size, in portrait format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 millimetres.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// The margin on each side, in points (72 to the inch).
    pub(super) const MARGIN: f64 = 36.0;

    /// Returns its name in CSS.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "letter",
        }
    }

    /// Returns width and height of the printable area, in points.
    pub(super) fn room(self) -> (f64, f64) {
        let (width, height) = match self {
            Self::A4 => (595.0, 842.0),
            Self::Letter => (612.0, 792.0),
        };
        (width - 2.0 * Self::MARGIN, height - 2.0 * Self::MARGIN)
    }
}

/// Returns the symbol of a kind of statement, as on the screen.
pub const fn symbol(status: Status) -> &'static str {
    match status {
        Status::Reported => "●",
        Status::Claim => "◐",
        Status::Plan => "○",
        Status::Forecast => "◌",
        Status::Question => "?",
    }
}
