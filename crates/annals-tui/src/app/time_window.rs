//! Along the time axis: panning, zooming, and bringing events into view.
//!
//! Owns the window. The selection moves only where it would be left behind, and the person wants the
//! list to follow.

use super::state::App;
use super::view::Zoom;
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_time::{Scale, Time, When, Window};

/// Air beside an event that fills the window, in hundredths of its length.
const AIR: u32 = 25;

/// More steps than lead from one end of what can be seen to the other.
const MOST_QUARTERS: i32 = 1_000;

/// How many runs of zoom steps can be gone back through.
const MOST_RUNS: usize = 32;

/// Air beside a lane that fills the window, likewise.
const LANE_AIR: u32 = 4;

impl App {
    /// Moves the window by a part of its length.
    pub(super) fn pan(&mut self, numerator: i128, denominator: i128) {
        let by = self.view.window.length() * numerator / denominator;
        self.pan_by(by);
    }

    /// Moves the window by some nanoseconds.
    pub(super) fn pan_by(&mut self, nanos: i128) {
        let moved = self.view.window.shifted(nanos);
        if moved == self.view.window && nanos != 0 {
            self.notice = Some(Clean::own("This is the end of the time axis."));
        } else {
            self.move_to(moved);
        }
    }

    /// Zooms about the selection by quarters of an octave; positive is closer.
    pub(super) fn zoom(&mut self, quarters: i32) {
        let event = self.selected_event();
        // The moment of the last step is kept while it is about the same event: what is seen of an
        // event, and so its middle, changes with the window.
        let kept = self.view.zooms.last();
        let kept = kept.filter(|zoom| zoom.event == event || zoom.is_undone_by(quarters));
        let about = kept.map_or_else(|| self.focus(), |zoom| zoom.about);
        self.zoom_about(about, quarters, event);
    }

    /// The same about the moment under a column of the screen.
    pub(super) fn zoom_at(&mut self, column: u16, quarters: i32) {
        let Some(layout) = self.layout() else { return };
        let scale = Scale::new(self.view.window, layout.axis.width);
        let Some(scale) = scale else { return };
        let place = column
            .saturating_sub(layout.axis.x)
            .min(layout.axis.width.saturating_sub(1));
        let kept = self.view.zooms.last();
        let kept = kept.filter(|zoom| scale.column_of(zoom.about) == Some(place));
        let (about, event) = kept.map_or_else(
            || (scale.column_middle(place), None),
            |zoom| (zoom.about, zoom.event),
        );
        self.zoom_about(about, quarters, event);
    }

    fn zoom_about(&mut self, about: Time, quarters: i32, event: Option<EventIndex>) {
        let current = self.view.window;
        let fresh = Zoom {
            base: current,
            about,
            quarters: 0,
            event,
        };
        let goes_on = self.view.zooms.last().filter(|zoom| zoom.about == about);
        let run = goes_on.copied().unwrap_or(fresh);
        let goes_on = goes_on.is_some();
        let stepped = |total: i32| run.base.stepped(about, total);
        let mut total = run
            .quarters
            .saturating_add(quarters)
            .clamp(-MOST_QUARTERS, MOST_QUARTERS);
        // Always from the window at the start of the run: steps that add up to nothing lead back to it.
        let window = stepped(total);
        if window == current {
            self.notice = Some(Clean::own(if quarters > 0 {
                "Closer than this there is nothing to see."
            } else {
                "This is the whole of the time axis."
            }));
            return;
        }
        // Steps beyond a limit lead nowhere, and need not be gone back.
        let nearer = -total.signum();
        while total != 0 && stepped(total + nearer) == window {
            total += nearer;
        }
        self.view.window = window;
        if goes_on {
            self.view.zooms.pop();
        }
        if total != 0 {
            if self.view.zooms.len() == MOST_RUNS {
                self.view.zooms.remove(0);
            }
            self.view.zooms.push(Zoom {
                quarters: total,
                event,
                ..run
            });
        }
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
        self.view.window = at_least_seen(window);
        self.view.zooms.clear();
    }

    pub(super) fn fit_all(&mut self) {
        self.move_to(self.whole);
    }

    /// Lets the list follow the axis, or no longer.
    pub(super) fn toggle_following(&mut self) {
        self.following = !self.following;
        self.notice = Some(Clean::own(if self.following {
            "The list follows the axis."
        } else {
            "The list stays where it is when the axis moves."
        }));
        self.move_to(self.view.window);
    }

    /// Shows another window and lets the list follow. The view in which the selection was left behind
    /// is put on the way back, once for each run of such moves.
    pub(super) fn move_to(&mut self, window: Window) {
        let before = self.view.clone();
        self.show_window(window);
        self.follow_axis();
        if self.view.event != before.event && !self.strayed {
            self.strayed = true;
            self.remember_view(before);
        }
    }

    /// Where the axis has left the selected event behind, selects the one nearest to the middle of
    /// what is in view.
    pub(super) fn follow_axis(&mut self) {
        let Some((start, end)) = self.selected_stretch() else {
            return;
        };
        let window = self.view.window;
        let is_seen = |(start, end): (Time, Time)| {
            start < window.end()
                && (end > window.start() || start == end && start == window.start())
        };
        // Where only some events are listed, another one may not be among them.
        if !self.following || self.view.listing.is_gathering() || is_seen((start, end)) {
            return;
        }
        let track = self.everything();
        let nearest = track
            .nearest(window.centre())
            .filter(|&position| is_seen(track.span(position)));
        let position = nearest.or_else(|| track.within(&window, 1).first().copied());
        if let Some(event) = position.map(|position| track.event(position)) {
            self.view.event = Some(event);
            self.view.first_line = 0;
            self.view.item = self.first_item();
        }
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

    /// Brings the selected event to the middle; where it is there already, shows just its time.
    pub(super) fn centre(&mut self) {
        let Some(middle) = self.selected_middle() else {
            self.notice = Some(Clean::own("What is selected has no date."));
            return;
        };
        let centred = self.view.window.centred_on(middle);
        if centred == self.view.window {
            self.fit_selection();
        } else {
            self.show_window(centred);
        }
    }

    /// Shows the whole of the current lane with air around it.
    pub(super) fn fit_lane(&mut self) {
        let Some(lane) = self.current_lane() else {
            self.notice = Some(Clean::own("What is selected is in no lane that is shown."));
            return;
        };
        match self.lanes().lanes[lane].track.extent() {
            Some(extent) => {
                self.move_to(extent.with_padding(LANE_AIR));
            }
            None => self.notice = Some(Clean::own("No date in this lane has a start or an end.")),
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
            self.whole.start()
        };
        let end = if end < Time::MAX {
            end
        } else {
            self.whole.end()
        };
        match Window::new(start, end) {
            Some(window) => self.show_window(window.with_padding(AIR)),
            None => {
                if let Some(middle) = self.selected_middle() {
                    self.show_window(self.view.window.centred_on(middle));
                }
            }
        }
    }
}

/// The window; where it is shorter than any that zooming leads to, the shortest of those about its middle.
pub(super) fn at_least_seen(window: Window) -> Window {
    let half = Window::MIN_LENGTH / 2;
    let middle = window.centre();
    let shortest = Window::new(
        middle.saturating_add_nanos(-half),
        middle.saturating_add_nanos(half),
    );
    match shortest {
        Some(shortest) if window.length() < Window::MIN_LENGTH => shortest,
        _ => window,
    }
}
