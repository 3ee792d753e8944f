//! [`Marks`]: what is shown of an event wherever it stands: whether it was found or is at the date gone to, whether
//! the filter leaves it out, and its letter.
//!
//! What was found is underlined, and so are the titles of the events at the date gone to.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use crate::context::{Context, Found};
use crate::widgets::painter::Painter;
use annals_model::EventIndex;
use annals_model::text::{Clean, fit, width};
use ratatui::layout::Rect;

/// What was found is underlined: that is seen without any colour.
pub(crate) const UNDERLINE: Style = Style::new().add_modifier(Modifier::UNDERLINED);

/// What is known of events beside what a scene says; nothing without a state.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Marks<'a>(Option<&'a Context>);

impl<'a> Marks<'a> {
    pub(crate) const fn of(cx: &'a Context) -> Self {
        Self(Some(cx))
    }

    fn found(self, event: EventIndex) -> Option<&'a Found> {
        let cx = self.0?;
        let rank = cx.index().rank(event);
        cx.found().filter(|found| found.contains(rank))
    }

    /// Whether what was searched for is in an event, or the event is at the date gone to.
    pub(crate) fn is_found(self, event: EventIndex) -> bool {
        self.found(event).is_some() || self.is_at_date(event)
    }

    /// Whether an event is at the date gone to.
    fn is_at_date(self, event: EventIndex) -> bool {
        let dated = self.0.and_then(|cx| Some((cx, cx.marks.dated.as_ref()?)));
        dated.is_some_and(|(cx, dated)| dated.contains(cx.index().rank(event)))
    }

    /// Whether the filter leaves an event out.
    pub(crate) fn is_left_out(self, event: EventIndex) -> bool {
        self.0.is_some_and(|cx| !cx.shown().contains(event))
    }

    /// The letter of an event that is marked.
    pub(crate) fn letter(self, event: EventIndex) -> Option<Clean> {
        let letter = self.0?.marks.letter_of(event)?;
        Some(Clean::line(letter.encode_utf8(&mut [0; 4])))
    }

    /// Underlines what was searched for in a text about an event that was found, usually its title;
    /// where it was found elsewhere, the whole text.
    pub(crate) fn underline(
        self,
        event: EventIndex,
        text: &Clean,
        place: Rect,
        painter: &mut Painter<'_>,
    ) {
        let found = self.found(event);
        if found.is_none() && !self.is_at_date(event) {
            return;
        }
        let ranges = found.map_or_else(Vec::new, |found| found.matched(text));
        if ranges.is_empty() {
            underline_all(text, place, painter);
        } else {
            underline(text, &ranges, place, painter);
        }
    }

    /// The same in one of several texts about it: where it was found elsewhere, nothing.
    pub(crate) fn underline_parts(
        self,
        event: EventIndex,
        text: &Clean,
        place: Rect,
        painter: &mut Painter<'_>,
    ) {
        if let Some(found) = self.found(event) {
            underline(text, &found.matched(text), place, painter);
        }
    }
}

/// Underlines ranges of bytes of a text that begins where a place does and is cut at its end.
pub(crate) fn underline(
    text: &Clean,
    ranges: &[Range<usize>],
    place: Rect,
    painter: &mut Painter<'_>,
) {
    let cells = |end: usize| {
        let before = text.as_str().get(..end).unwrap_or_default();
        u16::try_from(width(&Clean::line(before))).unwrap_or(u16::MAX)
    };
    let shown = shown_cells(text, place, painter);
    for range in ranges {
        underline_cells(
            cells(range.start)..cells(range.end).min(shown),
            place,
            painter,
        );
    }
}

/// Underlines a whole text that stands so.
pub(crate) fn underline_all(text: &Clean, place: Rect, painter: &mut Painter<'_>) {
    underline_cells(0..shown_cells(text, place, painter), place, painter);
}

/// Returns the cells that a text takes where it is written, which are fewer than those of the place where it is cut
/// after a space or before a wide letter.
pub(crate) fn shown_cells(text: &Clean, place: Rect, painter: &Painter<'_>) -> u16 {
    let ellipsis = Clean::own(painter.look().glyphs.ellipsis);
    let shown = fit(text, usize::from(place.width), &ellipsis);
    u16::try_from(width(&shown)).unwrap_or(u16::MAX)
}

fn underline_cells(cells: Range<u16>, place: Rect, painter: &mut Painter<'_>) {
    let part = Rect {
        x: place.x.saturating_add(cells.start),
        width: cells.end.min(place.width).saturating_sub(cells.start),
        ..place
    };
    painter.style(part, UNDERLINE);
}
