//! [`Marks`]: what is shown of an event wherever it stands: whether it was found, whether the filter
//! leaves it out, and its letter.
//!
//! Owns the underlining of what was found. It knows no pane and no page.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::painter::Painter;
use crate::app::{App, Found};
use annals_model::EventIndex;
use annals_model::text::{Clean, width};
use annals_scene::layout::Area;

/// What was found is underlined: that is seen without any colour.
pub(super) const UNDERLINE: Style = Style::new().add_modifier(Modifier::UNDERLINED);

/// What is known of events beside what a scene says; nothing without a state.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks<'a>(Option<&'a App>);

impl<'a> Marks<'a> {
    pub(super) const fn of(app: &'a App) -> Self {
        Self(Some(app))
    }

    fn found(self, event: EventIndex) -> Option<&'a Found> {
        let app = self.0?;
        let rank = app.index().rank(event);
        app.found().filter(|found| found.contains(rank))
    }

    /// Whether what was searched for is in an event.
    pub(super) fn is_found(self, event: EventIndex) -> bool {
        self.found(event).is_some()
    }

    /// Whether the filter leaves an event out.
    pub(super) fn is_left_out(self, event: EventIndex) -> bool {
        self.0.is_some_and(|app| !app.shown().contains(event))
    }

    /// The letter of an event that is marked.
    pub(super) fn letter(self, event: EventIndex) -> Option<Clean> {
        let letter = self.0?.mark_of(event)?;
        Some(Clean::line(letter.encode_utf8(&mut [0; 4])))
    }

    /// Underlines what was searched for in a text about an event that was found, usually its title;
    /// where it was found elsewhere, the whole text.
    pub(super) fn underline(
        self,
        event: EventIndex,
        text: &Clean,
        place: Area,
        painter: &mut Painter<'_>,
    ) {
        let Some(found) = self.found(event) else {
            return;
        };
        let ranges = found.matched(text);
        if ranges.is_empty() {
            underline_all(text, place, painter);
        } else {
            underline(text, &ranges, place, painter);
        }
    }

    /// The same in one of several texts about it: where it was found elsewhere, nothing.
    pub(super) fn underline_parts(
        self,
        event: EventIndex,
        text: &Clean,
        place: Area,
        painter: &mut Painter<'_>,
    ) {
        if let Some(found) = self.found(event) {
            underline(text, &found.matched(text), place, painter);
        }
    }
}

/// Underlines ranges of bytes of a text that begins where a place does and is cut at its end.
pub(super) fn underline(
    text: &Clean,
    ranges: &[Range<usize>],
    place: Area,
    painter: &mut Painter<'_>,
) {
    let cells = |end: usize| {
        let before = text.as_str().get(..end).unwrap_or_default();
        u16::try_from(width(&Clean::line(before))).unwrap_or(u16::MAX)
    };
    for range in ranges {
        underline_cells(cells(range.start)..cells(range.end), place, painter);
    }
}

/// Underlines a whole text that stands so.
pub(super) fn underline_all(text: &Clean, place: Area, painter: &mut Painter<'_>) {
    let cells = u16::try_from(width(text)).unwrap_or(u16::MAX);
    underline_cells(0..cells, place, painter);
}

fn underline_cells(cells: Range<u16>, place: Area, painter: &mut Painter<'_>) {
    let part = Area {
        x: place.x.saturating_add(cells.start),
        width: cells.end.min(place.width).saturating_sub(cells.start),
        ..place
    };
    painter.style(part, UNDERLINE);
}
