//! Along the time axis: panning, zooming, and bringing events into view.
//!
//! Owns the window. Nothing here moves the selection.

use super::state::App;
use crate::text::Clean;
use crate::time::{Time, When, Window};

/// Air beside an event that fills the window, in hundredths of its length.
const AIR: u32 = 25;

impl App {
    /// Moves the window by a part of its length.
    pub(super) fn pan(&mut self, numerator: i128, denominator: i128) {
        let by = self.view.window.length() * numerator / denominator;
        let moved = self.view.window.shifted(by);
        if moved == self.view.window {
            self.notice = Some(Clean::own("This is the end of the time axis."));
        } else {
            self.show_window(moved);
        }
    }

    /// Twice as close, or half as close, about the selection.
    pub(super) fn zoom(&mut self, closer: bool) {
        self.zoom_about(self.focus(), closer);
    }

    /// The same about the moment under a column of the screen.
    pub(super) fn zoom_at(&mut self, column: u16, closer: bool) {
        let Some(layout) = self.layout() else { return };
        let scale = crate::time::Scale::new(self.view.window, layout.axis.width);
        let Some(scale) = scale else { return };
        let place = column
            .saturating_sub(layout.axis.x)
            .min(layout.axis.width.saturating_sub(1));
        self.zoom_about(scale.column_middle(place), closer);
    }

    fn zoom_about(&mut self, about: Time, closer: bool) {
        let current = self.view.window;
        let (back, forth) = if closer {
            (&mut self.view.inward, &mut self.view.outward)
        } else {
            (&mut self.view.outward, &mut self.view.inward)
        };
        // A step that undoes the last one returns to the very window that was left.
        if let Some(window) = back.pop() {
            self.view.window = window;
            return;
        }
        let (numerator, denominator) = if closer { (1, 2) } else { (2, 1) };
        let window = current.zoomed(about, numerator, denominator);
        if window == current {
            self.notice = Some(Clean::own(if closer {
                "Closer than this there is nothing to see."
            } else {
                "This is the whole of the time axis."
            }));
            return;
        }
        forth.push(current);
        self.view.window = window;
    }

    /// The moment that zooming keeps in its place: of the selected event where that is in view, else
    /// the middle of the window.
    fn focus(&self) -> Time {
        let window = self.view.window;
        self.selected_stretch()
            .filter(|(start, end)| *start < window.end() && *end > window.start())
            .and_then(|(start, end)| Window::new(start.max(window.start()), end.min(window.end())))
            .map_or_else(|| window.centre(), |seen| seen.centre())
    }

    /// From the earliest start to the latest end of the selected event, held to the axis.
    fn selected_stretch(&self) -> Option<(Time, Time)> {
        let event = self.timeline().event(self.selected_event()?);
        event.when.as_ref().map(When::reach)
    }

    /// Shows another window and forgets how the last one was zoomed to.
    pub(super) fn show_window(&mut self, window: Window) {
        self.view.window = window;
        self.view.outward.clear();
        self.view.inward.clear();
    }

    /// Moves the window where the selected event would be out of sight.
    pub(super) fn reveal(&mut self) {
        let window = self.view.window;
        let Some((start, end)) = self.selected_stretch() else {
            return;
        };
        if start < window.end() && end > window.start() {
            return;
        }
        if let Some(middle) = self.selected_middle() {
            self.show_window(window.centred_on(middle));
        }
    }

    /// The middle of what the date of the selected event names; of an open one, the end that it has.
    fn selected_middle(&self) -> Option<Time> {
        let (start, end) = self.selected_stretch()?;
        match (start > Time::MIN, end < Time::MAX) {
            (true, true) => Window::new(start, end)
                .map(|window| window.centre())
                .or(Some(start)),
            (true, false) => Some(start),
            (false, true) => Some(end),
            (false, false) => None,
        }
    }

    pub(super) fn centre(&mut self) {
        match self.selected_middle() {
            Some(middle) => self.show_window(self.view.window.centred_on(middle)),
            None => self.notice = Some(Clean::own("What is selected has no date.")),
        }
    }

    /// Shows the time of the selected event with air around it.
    pub(super) fn fit_selection(&mut self) {
        let Some((start, end)) = self.selected_stretch() else {
            self.notice = Some(Clean::own("What is selected has no date."));
            return;
        };
        // An open end is shown as far as the story goes.
        let start = if start > Time::MIN {
            start
        } else {
            self.home.start()
        };
        let end = if end < Time::MAX {
            end
        } else {
            self.home.end()
        };
        match Window::new(start, end) {
            Some(window) => self.show_window(window.with_air(AIR)),
            None => self.centre(),
        }
    }
}
